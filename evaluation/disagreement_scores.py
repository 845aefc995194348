"""Disagreements against those marked by hand: which are found, how many are invented, how many sides are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kronika.evidence import Span
from kronika.records import DisagreementRow, SideRow

Truth = Mapping[str, Any]
Sentences = Mapping[str, Sequence[Span]]
SIDES = 2
"""Sides of a disagreement that must be told apart before it is found."""


def figures(truth: Sequence[Truth], said: Sequence[DisagreementRow], sentences: Sentences) -> dict[str, float | int]:
    """`found` is the share of the disagreements that must be told which are, `any` that of all, `invented` how many are
    told that nobody marked, `sides` the share of the sides of those found that are told.

    One is found where two of its sides have a passage in the sentences of two different sides of one that is told.
    """
    must = [one for one in truth if one.get("must", True)]
    found = [one for one in truth if any(meets(one, row, sentences) for row in said)]
    sides = [(len(_sides(one, said, sentences)), len(one["sides"])) for one in found]
    return {
        "found": _share(sum(one in found for one in must), len(must)),
        "any": _share(len(found), len(truth)),
        "marked": len(truth),
        "told": len(said),
        "invented": sum(not any(touches(one, row, sentences) for one in truth) for row in said),
        "sides": _share(sum(told for told, _ in sides), sum(of for _, of in sides)),
    }


def mistakes(truth: Sequence[Truth], said: Sequence[DisagreementRow], sentences: Sentences) -> Iterator[str]:
    """What is missed, and what nobody marked."""
    for one in truth:
        if not any(meets(one, row, sentences) for row in said):
            claims = " / ".join(f"{s['claim']} ({', '.join(s['holders'])})" for s in one["sides"])
            yield f"missed   {one['story']} {one['kind']}: {one['about']}: {claims}"
    for row in said:
        if not any(touches(one, row, sentences) for one in truth):
            claims = " / ".join(f"{s.claim} ({', '.join(s.holders)}): {s.sentence}" for s in row.sides)
            yield f"invented {row.kind} {row.rule}: {row.about}: {claims}"


def meets(one: Truth, row: DisagreementRow, sentences: Sentences) -> bool:
    """Whether two sides of the truth are told by two different sides of a row."""
    hits = [{i for i, told in enumerate(row.sides) if _same(side, told, sentences)} for side in one["sides"]]
    told = [hit for hit in hits if hit]
    return len(told) >= SIDES and len(set().union(*told)) >= SIDES


def touches(one: Truth, row: DisagreementRow, sentences: Sentences) -> bool:
    """Whether a row is about the same: it meets it, or one of its sides tells a side and the kind is the same."""
    same = any(_same(side, told, sentences) for side in one["sides"] for told in row.sides)
    return meets(one, row, sentences) or (same and row.kind == one["kind"])


def _sides(one: Truth, said: Sequence[DisagreementRow], sentences: Sentences) -> list[Any]:
    rows = [row for row in said if meets(one, row, sentences)]
    return [side for side in one["sides"] if any(_same(side, told, sentences) for row in rows for told in row.sides)]


def _same(side: Truth, told: SideRow, sentences: Sentences) -> bool:
    """Whether a passage of a side stands in a sentence of what is told."""
    return any(
        passage["article"] == words.article
        and _around(Span(words.start, words.end), sentences[words.article]).overlaps(
            Span(passage["start"], passage["end"])
        )
        for passage in side["passages"]
        for words in told.evidence
    )


def _around(span: Span, sentences: Sequence[Span]) -> Span:
    """From the beginning of the first sentence of a stretch to the end of the last."""
    inside = [s for s in sentences if s.overlaps(span)]
    return Span(min([span.start, *(s.start for s in inside)]), max([span.end, *(s.end for s in inside)]))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
