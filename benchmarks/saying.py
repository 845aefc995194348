"""Which share of the whole reading goes to statements and who makes them: `python benchmarks/saying.py`.

`examples`: the examples. `seeds`: the seed reports, where they lie beside the project. `undated`: the invented reports
of `examples/_undated`. Each set is read once and linked as a whole, so that nothing is known of it before.

Saying is the extraction of statements and the steps of linking that say who speaks, through whom, and who carries the
same. What a process loads once, the model and the dictionaries, is printed apart. All in processor seconds. The target
is one part in ten at most.
"""

from __future__ import annotations

import sys
from pathlib import Path

from clock import Clock
from dating import EXAMPLES, UNDATED
from kronika.extracting.statements.statements import StatementExtractor
from kronika.languages.knowledge import Knowledge
from kronika.linking import link
from kronika.pipeline import Reader
from kronika.records import Article
from machine import machine
from naming import articles, loaded, readings

SEEDS = Path(__file__).resolve().parent.parent.parent / "shared" / "seeds"
TARGET = 1 / 10


def clock() -> Clock:
    """A clock of saying. The modules of its functions are looked up by name: `kronika.linking.link` is a function."""
    linker, said = sys.modules["kronika.linking.link"], sys.modules["kronika.linking.statements"]
    reading = {"statements": [(StatementExtractor, "extract")]}
    linking = {
        "speakers and hands": [(said, "of")],
        "the same in several reports": [(linker, "Copies"), (linker, "same"), (linker, "days_of")],
    }
    return Clock("saying", reading, linking, TARGET)


def measure(timed: Clock, reader: Reader, knowledge: Knowledge, what: str, found: list[Article]) -> None:
    """Reads and links the articles, and prints what of that was saying."""
    timed.clear()
    linked = timed.run("linking", link, timed.run("reading", readings, reader, found), knowledge)
    timed.show(what, len(found))
    print(f"  statements {len(linked.statements)}")


def main() -> None:
    print(machine())
    reader, knowledge = loaded()
    timed = clock()
    timed.attach()
    measure(timed, reader, knowledge, "examples", articles(reader, [EXAMPLES]))
    if SEEDS.exists():
        measure(timed, reader, knowledge, "seeds", articles(reader, [SEEDS]))
    measure(timed, reader, knowledge, "undated", articles(reader, UNDATED))


if __name__ == "__main__":
    main()
