"""Scores of figures: against marked ones by the scorer's own rule, and as two judges saw those that were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from evaluation import f1, judging
from evaluation.judging import RIGHT, Judged, Row
from evaluation.measure import scorer

VERDICTS = (RIGHT, "wrong value", "wrong measure", "both", "no figure")
"""What a judge may say of a figure that was found; `both` is wrong in value and in measure."""
NUMBERS = ("value", "low", "high")

Figures = dict[str, float]
Pair = tuple[Row, Row]
Mistake = tuple[str, str, str, str, str, str, str]
"""Sort, article, place, the words there, what is wanted, what was got, the rule that found the measure."""


def figures(truth: Sequence[Row], said: Sequence[Row]) -> Figures:
    """Figures by the scorer's rule: right where they share a character with one of the truth, and value and measure
    agree.

    `span_f1` asks for the place alone; `value_when_found` and `measure_when_found` are shares of those whose place is
    found. `attribution` is the share of right figures of which the truth names a source that have it;
    `sources_invented` counts right ones that have a source where the truth names none. The articles are those of the
    caller's choice: what is said of one without a figure is wrong.
    """
    rule = scorer()
    scores: Figures = rule.score_figures(list(truth), list(said))
    pairs = _pairs(rule, truth, said)
    agree = [row["measure"] == got["measure"] for row, got in pairs]
    invented = sum(bool(got["attributed_to"]) and not row["attributed_to"] for row, got in _right(rule, pairs))
    return {
        "span_f1": f1(len(pairs), len(truth), len(said)),
        **scores,
        "measure_when_found": judging.share(agree) if agree else 0.0,
        "sources_invented": invented,
    }


def wrong(truth: Sequence[Row], said: Sequence[Row]) -> Iterator[Mistake]:
    """The figures that are missed, those that are none, wrong values, wrong measures, and wrong sources of right
    figures; in this order."""
    rule = scorer()
    pairs = _pairs(rule, truth, said)
    paired = {id(row) for pair in pairs for row in pair}
    yield from (_mistake("missed", row, told(row), "", None) for row in truth if id(row) not in paired)
    yield from (_mistake("invented", row, "", told(row), row) for row in said if id(row) not in paired)
    for row, got in pairs:
        if not rule.figure_equal(row, got):
            yield _mistake("value", row, told(row), told(got), got)
    for row, got in pairs:
        if row["measure"] != got["measure"]:
            yield _mistake("measure", row, told(row), told(got), got)
    for row, got in _right(rule, pairs):
        if not rule.same_name(row["attributed_to"], got["attributed_to"]):
            yield _mistake("source", row, row["attributed_to"] or "", got["attributed_to"] or "", got)


def _pairs(rule: Any, truth: Sequence[Row], said: Sequence[Row]) -> list[Pair]:
    """The rows that the scorer takes for the same figure: they share a character, best with one measure."""

    def closeness(row: Row, got: Row) -> int:
        shared: int = rule.overlap(row, got)
        return shared + 100 if shared and row["measure"] == got["measure"] else shared

    found: list[Pair] = rule.pair(truth, said, closeness)
    return found


def _right(rule: Any, pairs: Iterable[Pair]) -> list[Pair]:
    return [(row, got) for row, got in pairs if row["measure"] == got["measure"] and rule.figure_equal(row, got)]


def _mistake(sort: str, at: Row, wanted: str, got: str, found: Row | None) -> Mistake:
    words, rule = " ".join(at["text"].split()), (found or {}).get("rule") or ""
    return sort, at["article"], f"{at['start']}–{at['end']}", words, wanted, got, rule


def told(row: Row) -> str:
    """Measure and number of a figure: `killed 17`, `killed 17..`, `killed 10..15`."""
    value, low, high = (number(row[column]) for column in NUMBERS)
    return f"{row['measure']} {value or f'{low}..{high}'}"


def number(value: float | None) -> str:
    """A number as it is written, without a point where it is whole; empty where there is none."""
    return "" if value is None else str(int(value)) if value == int(value) else str(value)


def digest(row: Row) -> str:
    """Twelve hexadecimal digits that tell whether a figure still has the words, measure and numbers that were
    judged."""
    return judging.digest(row["text"], row["measure"], *(number(row[column]) for column in NUMBERS))


def place(row: Row) -> judging.Place:
    """Where a figure stands."""
    return row["article"], row["start"], row["end"]


def drawn(found: Iterable[Row], seed: int, number: int, most: int) -> list[Row]:
    """So many of the figures, in order of article and place, at most `most` of one article; the same for the same ones
    in whatever order they come."""
    return judging.drawn(sorted(found, key=place), seed, number, most, place)


def verdicts(judged: Sequence[Judged], found: Iterable[Row]) -> Figures:
    """What two judges say of figures; `still` is the share that is found now with the same words, measure and
    numbers."""
    return judging.verdicts(judged, {place(row): digest(row) for row in found})
