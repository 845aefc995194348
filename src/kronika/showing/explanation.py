"""Why: everything that was read at one place of an article, and what made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kronika.errors import InputError
from kronika.records import EntityRow, Findings, MentionRow, Reading
from kronika.showing.facts import no_article

AROUND = 60
NO_NAMES = {"NOM": "role", "PRO": "pronoun or left-out subject", "DEM": "demonym"}
"""Kinds of mentions that are no names."""


class Reason(Struct, frozen=True, kw_only=True):
    """One thing that was read: what it is, where, and why."""

    what: str
    start: int
    end: int
    text: str
    because: list[str]


class Explanation(Struct, frozen=True, kw_only=True):
    """All that covers one character of an article, widest first."""

    article: str
    at: int
    before: str
    character: str
    after: str
    reasons: list[Reason]


def explain(readings: Mapping[str, Reading], rows: Mapping[str, Sequence[Any]], article: str, at: int) -> Explanation:
    """What covers character `at` of an article. Raises InputError for an unknown article or place."""
    if article not in readings:
        raise no_article(article, readings)
    reading = readings[article]
    text = reading.article.text
    if not 0 <= at < len(text):
        remedy = f"Give a place from 0 to {len(text) - 1}"
        raise InputError(f"{article}:{at}", f"the article has {len(text):,} characters", remedy)
    reasons = [
        Reason(what=what, start=start, end=end, text=text[start:end], because=because)
        for what, start, end, because in _everything(reading.findings, article, rows)
        if start <= at < end
    ]
    return Explanation(
        article=article,
        at=at,
        before=text[max(0, at - AROUND) : at],
        character=text[at],
        after=text[at + 1 : at + AROUND],
        reasons=sorted(reasons, key=lambda r: (r.start - r.end, r.what)),
    )


Found = tuple[str, int, int, list[str]]


def _everything(found: Findings, article: str, rows: Mapping[str, Sequence[Any]]) -> Iterable[Found]:
    for z in found.zones:
        yield (
            f"zone {z.kind}",
            z.start,
            z.end,
            [z.reason] if z.reason else ["prose: no pattern, title or caption was found here"],
        )
    for sentence in found.sentences:
        yield "sentence", sentence.start, sentence.end, [f"ended by rule {sentence.rule}"]
    for time in rows["times"]:
        if time.article == article:
            days = f"{time.earliest} to {time.latest}" if time.earliest != time.latest else str(time.earliest)
            yield f"time {days if time.earliest else 'day not known'}", time.start, time.end, time.proof
    for figure in found.figures:
        because = [f"measure: {figure.pattern}"]
        because += [f"modifier: {figure.modifier}"] if figure.modifier else []
        yield f"figure {figure.measure}", figure.start, figure.end, because
    full = {(s.start, s.end): s.speaker for s in rows["statements"] if s.article == article}
    for s in found.statements:
        because = [f"rule {s.pattern}", f"cue: {s.cue or 'none'}", f"speaker: {s.speaker or 'not found'}"]
        completed = full.get((s.start, s.end))
        because += [f"in full: {completed}, the one such name in the reports"] if completed != s.speaker else []
        yield "statement", s.start, s.end, because
    for name in found.names:
        yield "person", name.start, name.end, ["capitalised words in the nominative"]
    yield from _meant(found, [row for row in rows["mentions"] if row.article == article], rows["entities"])
    yield from _roles(found, [row for row in rows["mentions"] if row.article == article])
    yield from _shared(article, rows["reuse"])


def _meant(found: Findings, here: Sequence[MentionRow], entities: Sequence[EntityRow]) -> Iterable[Found]:
    """Names, and what stands for one, with who is meant."""
    read = {(m.start, m.end): m for m in found.mentions}
    names = {entity.id: entity.name for entity in entities}
    for row in here:
        because = [f"means {row.name}" if row.name else "who is meant is not told", *row.evidence]
        because += [f"stands for the government: {names[row.stands_for]}"] if row.stands_for in names else []
        m = read.get((row.start, row.end)) if row.kind not in NO_NAMES else None
        because += [f"the model's label: {m.label}", f"lemmas: {m.lemma or 'not read'}"] if m else []
        yield NO_NAMES.get(row.kind, f"name {row.kind}"), row.start, row.end, because


def _roles(found: Findings, here: Sequence[MentionRow]) -> Iterable[Found]:
    """Roles beside a name, and those of which nobody knows whose they are: neither is a row."""
    names = {row.start: row.name for row in here}
    rows = {(row.start, row.end) for row in here if row.kind == "NOM"}
    for role in found.roles:
        if role.bearer is not None:
            yield "role", role.start, role.end, [f"means {names.get(role.bearer)}", "it stands beside the name"]
        elif (role.start, role.end) not in rows:
            yield "role", role.start, role.end, ["who is meant is not told: nobody, or more than one, holds it here"]


def _shared(article: str, rows: Sequence[Any]) -> Iterable[Found]:
    for row in rows:
        if row.article == article:
            yield (
                "shared passage",
                row.start,
                row.end,
                [f"the same words stand in {row.other} at {row.other_start}"],
            )
        elif row.other == article:
            because = [f"the same words stand in {row.article} at {row.start}"]
            yield "shared passage", row.other_start, row.other_end, because
