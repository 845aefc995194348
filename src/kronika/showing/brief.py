"""A story to pass on: Markdown with a footnote to report and passage behind every line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kronika import __version__
from kronika.ontology.chronicles import weights
from kronika.records import (
    ArticleRow,
    CastRow,
    DisagreementRow,
    EvidenceRow,
    FigureRow,
    HistoryRow,
    PointRow,
)
from kronika.showing import wording
from kronika.showing.chronicle_phrases import ChroniclePhrases
from kronika.showing.phrases import DOT
from kronika.showing.timeline_search import StoryTimeline

Tables = Mapping[str, Sequence[Any]]
MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")
LISTED = re.compile(r"^(\s*)([+=-])")
NUMBERED = re.compile(r"^(\s*\d+)([.)])(?=\s)")
LONGEST = 300
MOST_ACTORS, MOST_HISTORIES = 12, 8


class BriefAnswer(Struct, frozen=True, kw_only=True):
    """A brief, and the file into which it was written, if into one."""

    output: str | None = None
    markdown: str


def brief(story: StoryTimeline, tables: Tables, phrases: ChroniclePhrases) -> str:
    """The story as Markdown, from the tables `figures` and `histories` beside what `story` has."""
    return _Brief(story, tables, phrases).text()


class _Brief:
    def __init__(self, story: StoryTimeline, tables: Tables, phrases: ChroniclePhrases) -> None:
        self._story, self._phrases = story, phrases
        self._figures: dict[str, FigureRow] = {row.id: row for row in tables["figures"]}
        own = [row for row in tables["histories"] if row.story == story.summary.story]
        told = [row for row in own if row.measure in weights().measures and _is_told(row)]
        told.sort(key=lambda row: (-weights().measures[row.measure], -len(row.points)))
        self._histories: list[HistoryRow] = told[:MOST_HISTORIES]
        self._reports: dict[str, ArticleRow] = {row.article: row for row in story.reports}
        self._notes: dict[EvidenceRow, int] = {}

    def text(self) -> str:
        """All of it; footnotes last."""
        body = [*self._opening(), *self._lines(), *self._numbers(), *self._disagreements(), *self._actors()]
        made = self._phrases.say("brief-made", version=__version__)
        return "\n".join([*body, f"## {self._phrases.say('brief-sources')}", "", made, "", *self._footnotes()]) + "\n"

    def _opening(self) -> Iterator[str]:
        row = self._story.summary
        support = self._phrases.support(
            len(row.articles), len(row.outlets), self._story.unknown(row.outlets), len(row.origins)
        )
        yield from (f"# {plain(row.title)}", "")
        days = self._phrases.span(row.earliest, row.latest)
        yield from (f"*{self._phrases.say('brief-span', days=days, support=support)}*", "")
        yield from (f"{plain(row.lead)}{self._cited(row.evidence)}", "")

    def _lines(self) -> Iterator[str]:
        yield from (f"## {self._phrases.say('brief-events')}", "")
        for line in self._story.lines:
            support = self._phrases.carried(line, self._story.unknown(line.outlets))
            support = "; ".join(filter(None, (self._phrases.mended(line), support)))
            when = plain(self._phrases.when(line))
            yield f"- **{when}** – {plain(line.sentence)}{self._cited(line.evidence)} ({support})"
        yield ""

    def _numbers(self) -> Iterator[str]:
        if not self._histories:
            return
        yield from (f"## {self._phrases.say('brief-figures')}", "")
        for history in self._histories:
            what = self._phrases.what_counted(history)
            points = "; ".join(self._point(point) for point in history.points)
            yield f"- **{plain(what)}**: {points}"
        yield ""

    def _point(self, point: PointRow) -> str:
        figure = self._figures[point.figure]
        days = self._phrases.between(point.earliest, point.latest) if point.earliest or point.latest else ""
        given = self._phrases.say("given-by", names=", ".join(point.attributed_to)) if point.attributed_to else ""
        told = DOT.join(filter(None, (plain(days), plain(given))))
        number = f"{plain(self._phrases.reading(figure))}{self._cited([_words(figure)])}"
        return f"{number} ({told})" if told else number

    def _disagreements(self) -> Iterator[str]:
        yield from (f"## {self._phrases.say('disagree')}", "")
        if not self._story.disagreements:
            yield from (self._phrases.say("no-disagreements"), "")
        for row in self._story.disagreements:
            kind, about = self._phrases.say(f"kind-{row.kind}"), self._phrases.about(row)
            yield from (f"### {plain(about)} ({kind})", "", *self._sides(row), "")

    def _sides(self, row: DisagreementRow) -> Iterator[str]:
        for side in row.sides:
            since = self._phrases.since(side)
            through = self._phrases.say("through", names=self._phrases.origins(side.origins))
            told = DOT.join(plain(part) for part in (since, through) if part)
            who, claim = plain(", ".join(side.holders)), plain(self._phrases.claim(row, side))
            yield f"- **{claim}** – {who}: {plain(self._phrases.told_by(side))}{self._cited(side.evidence)} ({told})"

    def _actors(self) -> Iterator[str]:
        actors = self._story.summary.actors[:MOST_ACTORS]
        if not actors:
            return
        names = ("actor", "roles", "acts", "undergoes", "statements")
        yield from (f"## {self._phrases.say('brief-actors')}", "")
        yield f"| {' | '.join(self._phrases.say(f'column-{name}') for name in names)} |"
        yield f"| {' | '.join('---' for _ in names)} |"
        for actor in actors:
            yield f"| {' | '.join(self._cells(actor))} |"
        yield ""

    def _cells(self, actor: CastRow) -> list[str]:
        told = (actor.name, ", ".join(actor.roles), self._counted(actor.acts), self._counted(actor.undergoes))
        return [*map(plain, told), f"{actor.statements or ''}"]

    def _counted(self, acts: Mapping[str, int]) -> str:
        return ", ".join(f"{self._phrases.kind(kind)} {count}" for kind, count in acts.items())

    # ---------------------------------------------------------------- footnotes

    def _cited(self, evidence: Sequence[EvidenceRow]) -> str:
        """Marks of footnotes, one a passage; the same passage has one note."""
        return "".join(f"[^{self._notes.setdefault(words, len(self._notes) + 1)}]" for words in evidence)

    def _footnotes(self) -> Iterator[str]:
        for words, number in self._notes.items():
            report = self._reports.get(words.article)
            facts = [words.article, *self._facts(report)] if report else [words.article]
            place = self._phrases.say("characters", start=words.start, end=words.end)
            told = DOT.join(map(plain, (*facts, place)))
            yield f"[^{number}]: {told}: {plain(self._phrases.quoted(wording.excerpt(words.text, LONGEST)))}"

    def _facts(self, report: ArticleRow) -> Iterator[str]:
        if report.publisher:
            yield report.publisher
        if report.title:
            yield self._phrases.quoted(report.title)
        if report.published_earliest or report.published_latest:
            days = self._phrases.between(report.published_earliest, report.published_latest)
            yield self._phrases.say("published-on", days=days)
        if report.uri:
            yield report.uri


def _is_told(history: HistoryRow) -> bool:
    """Whether a history tells more than one number that nobody gives."""
    return len(history.points) > 1 or any(point.attributed_to or point.official for point in history.points)


def _words(figure: FigureRow) -> EvidenceRow:
    return EvidenceRow(article=figure.article, start=figure.start, end=figure.end, text=figure.text, rule="told")


def plain(text: str) -> str:
    """A text that Markdown shows as it is, on one line."""
    flat = wording.visible(" ".join(text.split()))
    return LISTED.sub(r"\1\\\2", NUMBERED.sub(r"\1\\\2", MARKS.sub(r"\\\1", flat)))
