"""Which share of the whole reading goes to expressions of time and days: `python benchmarks/dating.py`.

`examples`: the examples as they are, whose days their input says. `removed`: the same reports without any day, which
have to be found. `undated`: the invented reports of `examples/_undated`, of which most say no day and some a month.
Each set is read once and linked as a whole, so that nothing is known of it before.

Dating is the extraction of expressions of time and of clauses, the step of linking that finds the days of publication,
and the one that says what each expression means. What a process loads once, the model and the dictionaries, is printed
apart. All in processor seconds. The target is one part in twenty at most.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import structs

from clock import Clock
from kronika.extracting.clauses import ClauseReader
from kronika.extracting.times import TimeExtractor
from kronika.languages.knowledge import Knowledge
from kronika.linking import link
from kronika.pipeline import Reader
from kronika.records import Article
from machine import machine
from naming import articles, loaded, readings

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
UNDATED = [EXAMPLES / "_undated" / part / "reports.jsonl" for part in ("tuned", "measured")]
TARGET = 1 / 20


def clock() -> Clock:
    """A clock of dating. The modules of its functions are looked up by name: `kronika.linking.link` is a function."""
    modules = sys.modules
    reading = {
        "expressions": [(TimeExtractor, "extract"), (modules["kronika.extracting.extract"], "counted_from")],
        "clauses": [(ClauseReader, "read")],
    }
    linking = {
        "days of publication": [(modules["kronika.linking.link"], "date")],
        "days of expressions": [(modules["kronika.linking.rows"], "resolve")],
    }
    return Clock("dating", reading, linking, TARGET)


def without_days(found: Iterable[Article]) -> Iterator[Article]:
    """The articles without what the input says of their days."""
    return (structs.replace(a, metadata=structs.replace(a.metadata, published=None)) for a in found)


def measure(timed: Clock, reader: Reader, knowledge: Knowledge, what: str, found: list[Article]) -> None:
    """Reads and links the articles, and prints what of that was dating."""
    timed.clear()
    timed.run("linking", link, timed.run("reading", readings, reader, found), knowledge)
    timed.show(what, len(found))


def main() -> None:
    print(machine())
    reader, knowledge = loaded()
    timed = clock()
    timed.attach()
    examples = articles(reader, [EXAMPLES])
    measure(timed, reader, knowledge, "examples", examples)
    measure(timed, reader, knowledge, "removed", list(without_days(examples)))
    measure(timed, reader, knowledge, "undated", articles(reader, UNDATED))


if __name__ == "__main__":
    main()
