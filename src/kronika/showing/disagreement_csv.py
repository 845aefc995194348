"""Disagreements as a sheet: a line a side, with who holds it, since when, through whom, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from kronika.records import DisagreementRow, SideRow
from kronika.showing.chronicle_phrases import ChroniclePhrases
from kronika.showing.report_cells import BETWEEN, REPORT, SUPPORT, Row, report, support
from kronika.showing.sheets import sheet
from kronika.showing.timeline_csv import reports_of
from kronika.showing.timeline_search import StoryTimeline, TimelineAnswer

COLUMNS = (
    "story_title", "about", "kind", "why", "side", "sides", "claim", "holders", "sentence",
    "since", "since_earliest", "since_latest", *SUPPORT, *REPORT,
    "kind_code", "rule", "claim_code", "disagreement", "story",
)  # fmt: skip
"""The matter, the side, who carries it, where it stands; `about`, `kind`, `claim` and `since` are in words."""


def csv_of(answer: TimelineAnswer, phrases: ChroniclePhrases) -> str:
    """The sides of all disagreements that were found, as CSV, in the order of the screen.

    `side` counts those of one disagreement from 1: whoever counts disagreements keeps the lines where it is 1.
    """
    rows = (row for story in answer.found for row in _rows(story, phrases))
    return sheet(COLUMNS, ([row[name] for name in COLUMNS] for row in rows))


def _rows(story: StoryTimeline, phrases: ChroniclePhrases) -> Iterator[Row]:
    reports, unknown = reports_of(story)
    for matter in story.disagreements:
        for number, side in enumerate(matter.sides, start=1):
            words = side.evidence[0] if side.evidence else None
            found = report(reports.get(words.article), words.start, words.end) if words else report(None, None, None)
            yield (
                _matter(matter, phrases)
                | _side(matter, side, phrases)
                | support(side.articles, side.outlets, side.origins, unknown)
                | found
                | {"side": number, "story": story.summary.story, "story_title": story.summary.title}
            )


def _matter(matter: DisagreementRow, phrases: ChroniclePhrases) -> Row:
    return {
        "about": phrases.about(matter),
        "kind": phrases.say(f"kind-{matter.kind}"),
        "why": matter.why,
        "sides": len(matter.sides),
        "kind_code": matter.kind,
        "rule": matter.rule,
        "disagreement": matter.id,
    }


def _side(matter: DisagreementRow, side: SideRow, phrases: ChroniclePhrases) -> Row:
    known = side.earliest or side.latest
    return {
        "claim": phrases.claim(matter, side),
        "claim_code": side.claim,
        "holders": BETWEEN.join(side.holders),
        "sentence": side.sentence,
        "since": phrases.between(side.earliest, side.latest) if known else None,
        "since_earliest": side.earliest,
        "since_latest": side.latest,
    }
