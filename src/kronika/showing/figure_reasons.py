"""Why a figure is read as it is: its measure, whom it counts, where, as of which day, and who gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kronika.records import FigureRow, Findings
from kronika.showing.proofs import Proofs, plain

TOLD_IN = {
    "sentence": "told in its sentence",
    "before": "told before it",
    "report": "that of the report as a whole",
}
"""Where the place of a figure is told, by the rule of its row."""
SCOPES = {"cumulative": "a count so far", "event": "of one event or stretch of days"}
Found = tuple[str, int, int, list[str]]


def figures_found(found: Findings, article: str, rows: Sequence[FigureRow]) -> Iterable[Found]:
    """Each figure of a report with its place and its reasons, from what its words say and what all reports add."""
    patterns = {(figure.start, figure.end): figure.pattern for figure in found.figures}
    known = {row.id: row for row in rows}
    for row in rows:
        if row.article == article:
            because = _because(row, patterns.get((row.start, row.end)), known)
            yield f"figure {row.measure}", row.start, row.end, list(because)


def _because(row: FigureRow, pattern: str | None, known: Mapping[str, FigureRow]) -> Iterator[str]:
    if rule := row.rule or pattern:
        yield f"measure: {rule}"
    if row.modifier:
        yield f"modifier: {row.modifier}"
    yield from _counted(row)
    if row.place:
        told = TOLD_IN.get(row.place_rule or "", row.place_rule)
        yield f"place: {row.place}, {told}" if told else f"place: {row.place}"
    for label, earliest, latest in (
        ("as of", row.as_of_earliest, row.as_of_latest),
        ("of what happened on", row.on_earliest, row.on_latest),
    ):
        if earliest or latest:
            yield f"{label} {plain(Proofs().days(earliest, latest))}"
    if row.scope:
        yield f"scope: {row.scope}, {SCOPES[row.scope]}" if row.scope in SCOPES else f"scope: {row.scope}"
    if row.attributed_to:
        yield f"attributed to {row.attributed_to}{', an office or its document' if row.official else ''}"
    if whole := known.get(row.part_of or ""):
        yield f"part of {whole.text} at {whole.article}:{whole.start}"
    if row.revised:
        yield "a correction is told beside it"


def _counted(row: FigureRow) -> Iterator[str]:
    """Whom or what it counts."""
    for label, told in (("who", row.who), ("group", row.group), ("whose", row.owner), ("unit", row.unit)):
        if told:
            yield f"{label}: {told}"
