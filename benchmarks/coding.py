"""Which share of the whole reading goes to the coding of events: `python benchmarks/coding.py`.

`examples`: the examples. `seeds`: the seed reports, where they lie beside the project. `undated`: the invented reports
of `examples/_undated`. Each set is read once and linked as a whole, so that nothing is known of it before.

Coding is the extraction of events: what their words say of them, without who is who. What a process loads once, the
model, the dictionaries and the lexicons, is printed apart. All in processor seconds, and the share is of one run, so
that it depends little on the machine. The target is one part in ten at most.
"""

from __future__ import annotations

from clock import Clock
from dating import EXAMPLES, UNDATED
from kronika.extracting.events.events import EventExtractor
from kronika.languages.knowledge import Knowledge
from kronika.linking import link
from kronika.pipeline import Reader
from kronika.records import Article
from machine import machine
from naming import articles, loaded, readings
from saying import SEEDS

READING = {"events": [(EventExtractor, "extract")]}
TARGET = 1 / 10


def measure(timed: Clock, reader: Reader, knowledge: Knowledge, what: str, found: list[Article]) -> None:
    """Reads and links the articles, and prints what of that was coding."""
    timed.clear()
    linked = timed.run("linking", link, timed.run("reading", readings, reader, found), knowledge)
    timed.show(what, len(found))
    print(f"  of reading alone {timed.spent('reading') / timed.wholes['reading']:.3f}, events {len(linked.events)}")


def main() -> None:
    print(machine())
    timed = Clock("coding", READING, {}, TARGET)
    reader, knowledge = loaded()
    timed.attach()
    measure(timed, reader, knowledge, "examples", articles(reader, [EXAMPLES]))
    if SEEDS.exists():
        measure(timed, reader, knowledge, "seeds", articles(reader, [SEEDS]))
    measure(timed, reader, knowledge, "undated", articles(reader, UNDATED))


if __name__ == "__main__":
    main()
