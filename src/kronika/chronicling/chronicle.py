"""The chronicle of each story: its lines in order of time, its disagreements, its summary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from kronika import calendar
from kronika.chronicling.disagreements import Maker
from kronika.chronicling.entries import Entry, Finder
from kronika.chronicling.matters import Told, of_story
from kronika.chronicling.ranking import ranks, weigh
from kronika.chronicling.summaries import cast, summary
from kronika.chronicling.telling import Teller
from kronika.chronicling.texts import Texts
from kronika.copies import Place
from kronika.evidence import digest
from kronika.happenings import happenings
from kronika.languages.knowledge import Knowledge
from kronika.origins import Origins, Support
from kronika.records import (
    AccountRow,
    Chronicle,
    ChronicleRow,
    EventRow,
    EvidenceRow,
    FigureRow,
    Linked,
    StatementRow,
    SummaryRow,
    TimeRow,
)

LAST_DAY = "9999"
"""Sorts behind every day."""
TOLD = "told"
Sentences = Mapping[str, Sequence[tuple[int, int]]]
Row = TypeVar("Row", TimeRow, EventRow, StatementRow, AccountRow)


def chronicle(
    linked: Linked, texts: Mapping[str, str], sentences: Sentences, knowledge: Knowledge | None = None
) -> Chronicle:
    """What is written of the stories of `linked`.

    `texts` and `sentences` (start, end) are by the articles' shown names, `knowledge` has the packs' words.
    """
    known = knowledge or Knowledge()
    story_of = {row.article: row.story for row in linked.stories}
    titles = {row.story: row.title for row in linked.stories}
    stories = [_Story(story, linked, story_of, Texts(texts, sentences, linked.passages)) for story in sorted(titles)]
    origins = Origins(linked, texts)
    teller = Teller(linked, Texts(texts, sentences, linked.passages), known)
    lines = {one.story: one.lines(teller, origins, titles[one.story]) for one in stories}
    maker = Maker(teller, origins, linked.articles)
    return Chronicle(
        chronicle=[line for story in sorted(titles) for line in lines[story]],
        disagreements=[row for one in stories for row in maker.rows(one.told(linked, origins, known))],
        summaries=[one.summary(titles[one.story], lines[one.story], teller) for one in stories],
    )


class _Story:
    """One story: its rows."""

    def __init__(self, story: str, linked: Linked, story_of: Mapping[str, str], texts: Texts) -> None:
        self.story = story
        self._texts = texts
        self._articles = [row for row in linked.articles if story_of[row.article] == story]
        self._names = {row.article for row in self._articles}
        self._events, self._times = self._own(linked.events), self._own(linked.times)
        self._said = self._own(linked.statements)
        self._accounts = self._own(linked.accounts)
        self._histories = [row for row in linked.histories if row.story == story]
        self._figures = {row.id: row for row in linked.figures}
        self._entities = {row.id: row for row in linked.entities}

    def _own(self, rows: Iterable[Row]) -> list[Row]:
        return [row for row in rows if row.article in self._names]

    def lines(self, teller: Teller, origins: Origins, title: str) -> list[ChronicleRow]:
        """The lines in order of time; those of no known day behind them, by the day by which they were told."""
        told = happenings(self._events, self._articles)
        finder = Finder(teller, self._texts, origins.copies, self._said, self._accounts)
        entries = finder.entries(told, self._histories, self._figures, self._times)
        made = [(entry, _support(entry, origins)) for entry in entries]
        parts = [weigh(entry, support, self._texts, title) for entry, support in made]
        order = sorted(range(len(made)), key=lambda i: _when(made[i][0]))
        weighed = [(_day(made[i][0]), sum(parts[i].values())) for i in order]
        found = ranks(weighed)
        return [_row(self.story, *made[i], parts[i], rank, self._texts) for i, rank in zip(order, found, strict=True)]

    def told(self, linked: Linked, origins: Origins, knowledge: Knowledge) -> Told:
        """All that the story tells, for those who look for disagreements."""
        return of_story(self.story, linked, self._names, self._texts, origins.copies, knowledge.negations)

    def summary(self, title: str, lines: Sequence[ChronicleRow], teller: Teller) -> SummaryRow:
        """The story at a glance."""
        actors = cast(self._events, self._said, self._entities)
        return summary(self.story, title, lines, actors, self._texts, teller, sorted(self._names))


def _support(entry: Entry, origins: Origins) -> Support:
    rows = [row for row in entry.rows if isinstance(row, EventRow | FigureRow)]
    if rows:
        return origins.of_content(rows)
    return origins.of_passages(Place(row.article, row.start, row.end) for row in entry.rows)


def _when(entry: Entry) -> tuple[bool, str, str, str, int]:
    first, last = (calendar.iso(day) for day in entry.days)
    known = bool(first or last)
    place = entry.sentence.place
    ends = (first or last, last) if known else (entry.no_later, entry.no_later)
    return not known, ends[0] or LAST_DAY, ends[1] or LAST_DAY, place.article, place.start


def _day(entry: Entry) -> str:
    first, last = (calendar.iso(day) or "" for day in entry.days)
    return first if entry.lasting else last or first


def _row(story: str, entry: Entry, support: Support, why: Mapping[str, float], rank: int, texts: Texts) -> ChronicleRow:
    main = max(entry.happenings, key=lambda h: len(h.mentions), default=None)
    place, days = entry.sentence.place, entry.days
    words = EvidenceRow(article=place.article, start=place.start, end=place.end, text=texts.quote(place), rule=TOLD)
    names = support.names
    return ChronicleRow(
        id=f"line-{digest(story, *sorted(row.id for row in entry.rows))}",
        story=story,
        event=main.event if main else None,
        earliest=calendar.iso(days.earliest),
        latest=calendar.iso(days.latest),
        no_later=entry.no_later,
        lasting=entry.lasting,
        sentence=entry.sentence.text,
        composed=entry.sentence.composed,
        kind=entry.kind,
        rank=rank,
        weight=round(sum(why.values()), 2),
        why=dict(why),
        event_type=main.event_type if main else None,
        mode=main.mode if main else None,
        modality=main.modality if main else None,
        actor=main.actor if main else [],
        recipient=main.recipient if main else [],
        place=main.place if main else None,
        events=[h.event for h in entry.happenings],
        figures=[p.figure for p in entry.points],
        mentions=sorted(row.id for row in entry.rows),
        evidence=[words],
        articles=names["articles"],
        outlets=names["outlets"],
        origins=names["origins"],
    )
