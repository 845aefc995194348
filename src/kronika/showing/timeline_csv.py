"""The chronicle as a sheet: a line of it a line, with its day in words and figures, its support and its report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kronika.records import ChronicleRow
from kronika.showing import facts
from kronika.showing.chronicle_phrases import ChroniclePhrases
from kronika.showing.facts import Facts
from kronika.showing.report_cells import BETWEEN, REPORT, SUPPORT, Row, report, support
from kronika.showing.sheets import sheet
from kronika.showing.timeline_search import StoryTimeline, TimelineAnswer

COLUMNS = (
    "day_earliest", "day_latest", "no_later", "lasting", "day", "sentence", "mended",
    "kind", "type", "type_code", "mode", "modality", "actors", "recipients", "place",
    *SUPPORT, *REPORT,
    "weight", "rank", "line", "event", "story", "story_title",
)  # fmt: skip
"""When, what, who carries it, where it stands, how much it weighs; `day` and `type` are in words."""


def csv_of(answer: TimelineAnswer, phrases: ChroniclePhrases) -> str:
    """The lines of all stories that were found, as CSV, in the order of the screen.

    `mended` is 1 where the sentence is composed of a report's words and does not stand there so. The report is the one
    in which the sentence stands.
    """
    rows = (row for story in answer.found for row in _rows(story, phrases))
    return sheet(COLUMNS, ([row[name] for name in COLUMNS] for row in rows))


def _rows(story: StoryTimeline, phrases: ChroniclePhrases) -> Iterator[Row]:
    reports, unknown = reports_of(story)
    for line in story.lines:
        yield (
            _told(line, phrases)
            | support(line.articles, line.outlets, line.origins, unknown)
            | _stands(line, reports)
            | {"story": story.summary.story, "story_title": story.summary.title}
        )


def reports_of(story: StoryTimeline) -> tuple[dict[str, Facts], set[str]]:
    """The facts of a story's reports by name, and the names of those that name no outlet."""
    named = {row.article: facts.of_row(row) for row in story.reports}
    return named, {name for name, known in named.items() if known.publisher is None}


def _told(line: ChronicleRow, phrases: ChroniclePhrases) -> Row:
    return {
        "day_earliest": line.earliest,
        "day_latest": line.latest,
        "no_later": line.no_later,
        "lasting": line.lasting,
        "day": phrases.when(line),
        "sentence": line.sentence,
        "mended": line.composed,
        "kind": line.kind,
        "type": phrases.kind(line.event_type, line.mode) if line.event_type else None,
        "type_code": line.event_type,
        "mode": line.mode,
        "modality": line.modality,
        "actors": BETWEEN.join(line.actor),
        "recipients": BETWEEN.join(line.recipient),
        "place": line.place,
    }


def _stands(line: ChronicleRow, reports: Mapping[str, Facts]) -> Row:
    """The report of the sentence, and how the line weighs among those of its story."""
    words = line.evidence[0] if line.evidence else None
    found = report(reports.get(words.article), words.start, words.end) if words else report(None, None, None)
    return {**found, "weight": line.weight, "rank": line.rank, "line": line.id, "event": line.event}
