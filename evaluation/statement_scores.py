"""Scores of statements: against marked ones by the scorer's own rule, and as two judges saw those that were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from evaluation import judging
from evaluation.judging import RIGHT, Judged, Row
from evaluation.measure import scorer

VERDICTS = (RIGHT, "wrong span", "wrong speaker", "both", "no statement")
"""What a judge may say of a statement that was found; `both` is wrong in span and in speaker."""
CHAIN = " > "

Figures = dict[str, float]
Mistake = tuple[str, str, str, str, str, str, str]
"""Sort, article, place, the words there, what is wanted, what was got, the rule that found it."""


def figures(truth: Sequence[Row], said: Sequence[Row]) -> Figures:
    """Statements by the scorer's rule: right where the place shares half with one of the truth and the speaker agrees.

    `relays_invented` counts statements that are found and are said to come through hands of which the truth knows
    none. The articles are those of the caller's choice: what is said of one without a statement is wrong.
    """
    rule = scorer()
    scores: Figures = rule.score_statements(list(truth), list(said))
    invented = sum(bool(got["relay"]) and not row["relay"] for row, got in _pairs(rule, truth, said))
    return {**scores, "relays_invented": invented}


def wrong(truth: Sequence[Row], said: Sequence[Row]) -> Iterator[Mistake]:
    """The statements that are missed, those that are none, wrong speakers and wrong relays; in this order.

    One that is missed or none is shown with the nearest of the other side, where one stands in its place in part.
    """
    rule = scorer()
    pairs = _pairs(rule, truth, said)
    paired = {id(row) for pair in pairs for row in pair}
    for row in truth:
        if id(row) not in paired:
            got = _nearest(rule, row, said)
            wanted = f"{told(row['speaker'])} ({row['cue'] or 'no cue'})"
            yield _mistake("missed", row, wanted, _place_and_words(got), got)
    for row in said:
        if id(row) not in paired:
            yield _mistake("invented", row, _place_and_words(_nearest(rule, row, truth)), told(row["speaker"]), row)
    for field in ("speaker", "relay"):
        for row, got in pairs:
            if not rule.same_name(row[field], got[field]):
                yield _mistake(field, row, told(row[field]), told(got[field]), got)


def _pairs(rule: Any, truth: Sequence[Row], said: Sequence[Row]) -> list[tuple[Row, Row]]:
    """The rows that the scorer takes for the same statement."""
    found: list[tuple[Row, Row]] = rule.pair(truth, said, lambda g, s: rule.iou(g, s) if rule.iou(g, s) >= 0.5 else 0)
    return found


def _nearest(rule: Any, row: Row, others: Iterable[Row]) -> Row | None:
    """Of the others the one that shares most with the row's place; None where none does."""
    near = [other for other in others if other["article"] == row["article"] and rule.overlap(row, other)]
    return max(near, key=lambda other: rule.iou(row, other), default=None)


def _mistake(sort: str, at: Row, wanted: str, got: str, found: Row | None) -> Mistake:
    rule = (found or {}).get("rule") or ""
    return sort, at["article"], _place(at), _line(at["text"]), wanted, got, rule


def _place(row: Row) -> str:
    return f"{row['start']}–{row['end']}"


def _place_and_words(row: Row | None) -> str:
    return f"{_place(row)} {_line(row['text'])}" if row else ""


def _line(words: str) -> str:
    return " ".join(words.split())


def told(names: str | Sequence[str] | None) -> str:
    """A speaker or a chain of hands in one line; empty where there is none."""
    return names if isinstance(names, str) else CHAIN.join(names or ())


def digest(words: str, speaker: str | None) -> str:
    """Twelve hexadecimal digits that tell whether a statement still has the words and the speaker that were judged."""
    return judging.digest(words, speaker or "")


def drawn(found: Iterable[Row], seed: int, number: int, most: int) -> list[Row]:
    """So many of the statements, in order of article and place; the same for the same ones in whatever order they come.

    At most `most` are of one article, and of those with the same words and speaker one is taken.
    """
    return judging.drawn(sorted(found, key=_order), seed, number, most, _known)


def _order(row: Row) -> tuple[str, int, int, str]:
    return row["article"], row["start"], row["end"], told(row["speaker"])


def _known(row: Row) -> str:
    return digest(row["text"], row["speaker"])


def verdicts(judged: Sequence[Judged], found: Iterable[Row]) -> Figures:
    """What two judges say of statements; `still` is the share that is found now with the same words and speaker."""
    return judging.verdicts(judged, {(row["article"], row["start"], row["end"]): _known(row) for row in found})
