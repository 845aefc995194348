"""What a search has found, as lines of text for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from kronika.showing import wording
from kronika.showing.phrases import DOT
from kronika.showing.search_phrases import SearchPhrases

WIDTH, NARROWEST = 100, 50
SIZES = (5, 20)
"""How many are told of each kind, and of one alone."""


class Answer(Protocol):
    """What was found: counts of each kind, and matches with their passages."""

    kind: str | None
    page: int
    counts: list  # type: ignore[type-arg]
    found: list  # type: ignore[type-arg]


def lines(answer: Answer, phrases: SearchPhrases, width: int = WIDTH) -> list[str]:
    """Each kind with how much was found, and of each match what it is, its passage with the words in brackets, and its
    place."""
    told = list(_lines(answer, phrases, max(width, NARROWEST)))
    return [wording.visible(line.rstrip()) for line in told]


def _lines(answer: Answer, phrases: SearchPhrases, width: int) -> Iterator[str]:
    if not any(count.count for count in answer.counts):
        yield phrases.say("nothing-found")
        return
    yield ", ".join(phrases.counted(c.kind, c.count, c.more) for c in answer.counts if c.count)
    for count in answer.counts:
        own = [match for match in answer.found if match.kind == count.kind]
        if own:
            yield ""
            yield phrases.say(f"heading-{count.kind}")
        for match in own:
            yield from _match(match, phrases, width)
        yield from _rest(answer, count, phrases)


def _match(match, phrases: SearchPhrases, width: int) -> Iterator[str]:  # type: ignore[no-untyped-def]
    days = phrases.days_of(match.kind, match.row)
    yield from wording.wrapped(
        DOT.join(filter(None, (phrases.named(match.kind, match.row), days))), width, "  ", "    "
    )
    words = "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in match.pieces)
    yield from wording.wrapped(phrases.quoted(words), width, "    ")
    yield f"    {match.row.article}:{match.start}"


def _rest(answer: Answer, count, phrases: SearchPhrases) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """Where there is more, how to see it."""
    if answer.kind is None and count.count > SIZES[0]:
        yield phrases.say("rest-of-kind", kind=count.kind)
    elif answer.kind is not None and (count.more or count.count > answer.page * SIZES[1]):
        yield phrases.say("rest-of-page", page=answer.page + 1)
