"""Events as tests write them: one line each, as `COERCE/arrest policja > działacze (future)`."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import structs

from evaluation import event_scores
from invented import article
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import load_packs
from kronika.linking import link
from kronika.pipeline import Reader
from kronika.records import EventRow, Linked, Reading

PUBLISHED = "2031-05-04"
"""A Sunday."""
Linker = Callable[..., Linked]


def linker() -> Linker:
    """What links reports of these words, all published on that Sunday."""
    reader, knowledge = Reader(), Knowledge(list(load_packs().values()))

    def linked(*texts: str) -> Linked:
        told = [article(text, f"{i}.txt", published=PUBLISHED, language="pl") for i, text in enumerate(texts)]
        return link([Reading(article=one, findings=reader.read(one)[0]) for one in told], knowledge)

    return linked


def line(row: EventRow) -> str:
    """An event in one line; who is not told is `-`."""
    return event_scores.told(structs.asdict(row))


def lines(linked: Linked) -> list[str]:
    """All events, in their order."""
    return [line(row) for row in linked.events]
