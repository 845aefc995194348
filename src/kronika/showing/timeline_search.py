"""The chronicle of stories as asked: the heaviest lines in order of time, with what belongs to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kronika.errors import InputError
from kronika.records import ArticleRow, ChronicleRow, DisagreementRow, SummaryRow
from kronika.showing.chronicle_phrases import ChroniclePhrases

Tables = Mapping[str, Sequence[Any]]
LEVELS = ("day", "week")
ALL = 0


class Wanted(Struct, frozen=True, kw_only=True):
    """What was asked for: a story, how many of its lines (0 for all), by day or by week."""

    story: str | None = None
    top: int = 15
    level: str = "day"


class StoryTimeline(Struct, frozen=True, kw_only=True):
    """A story with its chosen lines in order of time, how many were left out, its disagreements, and the reports of all
    these: its own, and those of other stories that print its passages."""

    summary: SummaryRow
    lines: list[ChronicleRow]
    left_out: int
    disagreements: list[DisagreementRow]
    reports: list[ArticleRow]

    def unknown(self, outlets: Collection[str]) -> int:
        """How many of these outlets are reports that stand for an outlet that is not known."""
        return len({report.article for report in self.reports if report.publisher is None} & set(outlets))


class TimelineAnswer(Struct, frozen=True, kw_only=True):
    """The stories as asked, the largest first; `stories` counts all of the store."""

    asked: Wanted
    stories: int
    found: list[StoryTimeline]


def answer(
    asked: Wanted, tables: Tables, reports: Collection[str] | None = None, phrases: ChroniclePhrases | None = None
) -> TimelineAnswer:
    """The stories to which `reports` belong, None for all, from the tables `articles`, `chronicle`, `disagreements`,
    `summaries`.

    Raises InputError, told by `phrases`, for a number of lines below 0.
    """
    check_top(asked.top, phrases or ChroniclePhrases())
    summaries = [row for row in tables["summaries"] if reports is None or set(row.articles) & set(reports)]
    found = [_story(asked, row, tables) for row in summaries]
    found.sort(key=lambda one: (-len(one.summary.articles), one.summary.story))
    return TimelineAnswer(asked=asked, stories=len(tables["summaries"]), found=found)


def check_top(top: int, phrases: ChroniclePhrases) -> None:
    """Raises InputError for a number of lines below 0."""
    if top < ALL:
        raise InputError(f"--top {top}", phrases.say("no-top"), phrases.say("no-top-remedy"))


def _story(asked: Wanted, summary: SummaryRow, tables: Tables) -> StoryTimeline:
    own = [row for row in tables["chronicle"] if row.story == summary.story]
    chosen = [row for row in own if asked.top == ALL or row.rank <= asked.top]
    disagreements = [row for row in tables["disagreements"] if row.story == summary.story]
    sides = (side for row in disagreements for side in row.sides)
    named = {*summary.articles, *(a for row in (*own, *sides) for a in row.articles)}
    return StoryTimeline(
        summary=summary,
        lines=chosen,
        left_out=len(own) - len(chosen),
        disagreements=disagreements,
        reports=[row for row in tables["articles"] if row.article in named],
    )
