"""A report as people ruled on it: what they reject is not there, and what they fix is as if its words had said so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import structs

from kronika import calendar
from kronika.calendar import UNKNOWN, Interval
from kronika.linking.days import CORRECTED, Published
from kronika.linking.report import Report, Ruled
from kronika.records import (
    Amount,
    Calendar,
    EventFinding,
    FigureFinding,
    Findings,
    PartialDay,
    Reading,
    Ruling,
    StatementFinding,
    TimeFinding,
)

ARTICLES = "articles"
FIX, REJECT = "fix", "reject"
HOLDERS = {
    "times": ("times",),
    "figures": ("figures",),
    "statements": ("statements",),
    "events": ("events",),
    "mentions": ("mentions", "names", "roles", "pronouns", "demonyms"),
}
"""Where the findings of each table stand."""
NO_DAY = Amount(timex="XXXX-XX-XX")
OPEN_ENDS = "at_least", "up_to"
BETWEEN = ".."


def by_source(rulings: Iterable[Ruling]) -> dict[str, list[Ruling]]:
    """The rulings on single records, by the source of their report."""
    found: dict[str, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        if ruling.act in (FIX, REJECT):
            found[ruling.of.source].append(ruling)
    return found


def obeyed(report: Report, rulings: Mapping[str, Sequence[Ruling]]) -> Report:
    """The report with what people ruled on its records; `rulings` are those of all reports by source."""
    own = rulings.get(report.article.source)
    if not own:
        return report
    ruled: Ruled = defaultdict(list)
    for ruling in own:
        ruled[ruling.table, ruling.of.start, ruling.of.end].append(ruling)
    published = next((r for r in own if r.table == ARTICLES and r.act == FIX), None)
    return report._replace(
        reading=Reading(article=report.article, findings=_findings(report.findings, ruled)),
        ruled=dict(ruled),
        published=report.published if published is None else Published(days_of(published.value), CORRECTED),
    )


def without_parts(report: Report) -> Report:
    """The report without names that people reject and that were but a part of one before names were parted."""
    own = [
        r.of
        for (table, _, _), rulings in report.ruled.items()
        for r in rulings
        if (table, r.act) == ("mentions", REJECT)
    ]
    gone = [(spot, spot.around) for spot in own if spot.around is not None]
    if not gone:
        return report

    def stays(f: Any) -> bool:
        return not any(f.start < s.end and s.start < f.end and a[0] <= f.start and f.end <= a[1] for s, a in gone)

    kept = {field: [f for f in getattr(report.findings, field) if stays(f)] for field in HOLDERS["mentions"]}
    return report._replace(reading=structs.replace(report.reading, findings=structs.replace(report.findings, **kept)))


def days_of(value: str | None) -> Interval:
    """The days that a fix gives; unknown where it says so."""
    return UNKNOWN if value is None else calendar.parse(value)


def _findings(found: Findings, ruled: Ruled) -> Findings:
    fixed = {
        "times": [_fixed(f, ruled.get(("times", f.start, f.end)), _timed) for f in found.times],
        "figures": [_fixed(f, ruled.get(("figures", f.start, f.end)), _counted) for f in found.figures],
        "events": [_fixed(f, ruled.get(("events", f.start, f.end)), _typed) for f in found.events],
    }
    found = structs.replace(found, **fixed)
    gone = {key for key, own in ruled.items() if any(ruling.act == REJECT for ruling in own)}
    kept = {
        field: [f for f in getattr(found, field) if (table, f.start, f.end) not in gone]
        for table, fields in HOLDERS.items()
        for field in fields
        if table != "statements"
    }
    return structs.replace(found, **kept, statements=_said(found.statements, gone))


def _fixed(finding: Any, rulings: Sequence[Ruling] | None, fix: Callable[[Any, Ruling], Any]) -> Any:
    for ruling in rulings or ():
        if ruling.act == FIX:
            finding = fix(finding, ruling)
    return finding


def _timed(finding: TimeFinding, ruling: Ruling) -> TimeFinding:
    first, last = days_of(ruling.value)
    known = first is not None and last is not None
    value = Calendar(first=_day(first), last=_day(last)) if known else NO_DAY
    return structs.replace(finding, value=value, vague=False, counted=False, told=None)


def _day(day: Any) -> PartialDay:
    return PartialDay(day.year, day.month, day.day)


def _counted(finding: FigureFinding, ruling: Ruling) -> FigureFinding:
    if ruling.field == "measure":
        return structs.replace(finding, measure=ruling.value, pattern=CORRECTED)
    if ruling.field != "number":
        return finding
    value, low, high = numbers_of(ruling.value)
    modifier = OPEN_ENDS[low is None] if value is None and None in (low, high) and (low, high) != (None, None) else None
    return structs.replace(finding, value=value, low=low, high=high, modifier=modifier)


def numbers_of(value: str | None) -> tuple[float | None, float | None, float | None]:
    """Value, lower and upper bound of what a fix gives: `164`, `150..170`, `150..`. Raises ValueError."""
    if value is None:
        return None, None, None
    if BETWEEN not in value:
        return float(value), None, None
    low, high = (float(end) if end else None for end in value.split(BETWEEN))
    if low is not None and high is not None and low > high:
        raise ValueError(f"{value!r} ends below where it begins")
    return None, low, high


def _typed(finding: EventFinding, ruling: Ruling) -> EventFinding:
    if ruling.field != "type" or ruling.value is None:
        return finding
    kind, _, mode = ruling.value.partition("/")
    return structs.replace(finding, event_type=kind, mode=mode or None)


def _said(found: Sequence[StatementFinding], gone: set[tuple[str, int, int]]) -> list[StatementFinding]:
    """The statements that stay; what stood in one that goes stands in the one around that."""
    stays = [("statements", f.start, f.end) not in gone for f in found]
    number = {old: new for new, old in enumerate(i for i, stay in enumerate(stays) if stay)}

    def holder(at: int | None) -> int | None:
        while at is not None and not stays[at]:
            at = found[at].inside
        return None if at is None else number[at]

    return [structs.replace(f, inside=holder(f.inside)) for f, stay in zip(found, stays, strict=True) if stay]
