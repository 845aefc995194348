"""Figures on the page: histories by measure as charts and tables, and the figures that stand alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kronika.records import FigureRow, HistoryRow, RelationRow, StatementRow
from kronika.showing import figure_relations, wording
from kronika.showing.figure_groups import CONTRADICT, DISPUTE, Book, History, Point
from kronika.showing.figure_phrases import FigurePhrases
from kronika.showing.figure_policies import DEFAULT_POLICY, in_order
from kronika.showing.page.figure_picture import Origin, Painter, Picture, origins_of
from kronika.showing.page.lines import Desk, Passage
from kronika.showing.page.sources import Context
from kronika.showing.statement_groups import attitudes

LONGEST = 60
"""Characters of words that dispute a figure."""
MOST_HISTORIES, MOST_POINTS, MOST_ALONE = 5, 12, 12
"""Histories of a measure on the page, points of each, and other figures; `kronika figures` tells all."""
UNCOUNTED = "other"
"""The measure of figures that count nothing in common: folded, and in no history."""


class Dispute(NamedTuple):
    """Who doubts or denies a figure, how, and the words that say so."""

    who: str
    attitude: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class PointLine:
    """A figure, ready to show; the passages after the first say the same."""

    anchor: str
    label: str
    passages: tuple[Passage, ...]
    reading: str
    unit: str | None
    who: str | None
    owner: str | None
    place: str | None
    day: str | None
    counted_then: bool
    given: tuple[str, ...]
    official: bool
    origins: tuple[Origin, ...]
    support: str | None
    tags: tuple[str, ...]
    disputes: tuple[Dispute, ...]
    superseded: bool
    context: Context | None
    record: str | None


class Part(NamedTuple):
    """Words of a sentence; `href` leads to the line or passage that they are."""

    text: str
    href: str | None = None


class Related(NamedTuple):
    """How two figures stand to one another, and why."""

    told: tuple[Part, ...]
    why: str


class Policy(NamedTuple):
    """What a policy makes of a history, and why."""

    told: str
    why: str


@dataclass(frozen=True, slots=True)
class HistoryPart:
    """A history that is worth a table of its own, its conflicts told at once and its other relations folded."""

    anchor: str
    heading: str
    tags: tuple[str, ...]
    size: str
    picture: Picture | None
    lines: tuple[PointLine, ...]
    left_out: str | None
    conflicts: tuple[Related, ...]
    others: tuple[Related, ...]
    rest: str
    policies: tuple[Policy, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """The figures of one measure: histories, then those that stand alone."""

    heading: str
    folded: bool
    size: str
    histories: tuple[HistoryPart, ...]
    alone: tuple[PointLine, ...]
    left_out: str | None

    def every(self) -> Iterator[PointLine]:
        """Every line, in the order of the page."""
        for history in self.histories:
            yield from history.lines
        yield from self.alone


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a story by measure, casualties first, and the words to tell them."""

    words: FigurePhrases
    measures: tuple[Measure, ...]

    def every(self) -> Iterator[PointLine]:
        """Every line, in the order of the page."""
        for measure in self.measures:
            yield from measure.every()


def figures(rows: Iterable[FigureRow], histories: Iterable[HistoryRow], desk: Desk) -> Figures:
    """Every figure once: in the table of a history that has two points or a dispute, else in that of its measure."""
    rows = list(rows)
    book = Book(row for row in desk.rows.values() if isinstance(row, FigureRow))
    made = [history for row in histories if (history := book.history(row))]
    told = {figure.id for history in made for figure in history.figures}
    single = [Book([row]).history(_own(row)) for row in rows if row.id not in told]
    by_measure: dict[str, list[History]] = {}
    for history in (*made, *filter(None, single)):
        by_measure.setdefault(history.measure, []).append(history)
    teller = _Teller(desk)
    names = sorted(by_measure, key=wording.measure_rank)
    return Figures(teller.words, tuple(teller.measure(name, by_measure[name]) for name in names))


def _own(row: FigureRow) -> HistoryRow:
    """A history of one figure that is in none."""
    return HistoryRow(
        id="",
        story="",
        measure=row.measure,
        who=row.who,
        group=row.group,
        owner=row.owner,
        place=row.place,
        figures=[row.id],
    )


def _is_drawn(history: History) -> bool:
    """Whether a picture tells more than the table: where a number changes more than once, or is in dispute."""
    numbers = {(point.row.low, point.row.high) for point in history.points}
    return len(numbers) > 2 or history.disputed or history.contradicted


def _size(points: Iterable[tuple[Point, History]]) -> int:
    return sum(len(point.figures) for point, _ in points)


def _told(history: History, most: int) -> list[Point]:
    """The points of a history that most reports tell, in their order, as many as there is room for."""
    ranked = sorted(history.points, key=lambda point: -len(point.row.articles))
    kept = {id(point) for point in ranked[:most]}
    return [point for point in history.points if id(point) in kept]


def _is_shown(history: History) -> bool:
    return len(history.points) > 1 or history.disputed


class _Teller:
    """Makes the parts of the section in the words of the page."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.words = FigurePhrases(desk.phrases.language)
        self._painter = Painter(self.words)
        self._anchors: dict[str, str] = {}

    def measure(self, name: str, histories: Sequence[History]) -> Measure:
        """The part of a measure; its histories of most figures first."""
        size = sum(len(history.figures) for history in histories)
        ranked = sorted(filter(_is_shown, histories), key=lambda h: (h.group is not None, -len(h.figures), h.id))
        shown = ranked[: self._desk.room(MOST_HISTORIES)]
        single = [(p, history) for history in histories if not _is_shown(history) for p in history.points]
        alone = single[: self._desk.room(MOST_ALONE)]
        told = (point for history in shown for point in self._told(history))
        for point in (*told, *(point for point, _ in alone)):
            anchor = self._desk.anchors.name("l", point.first.id)
            self._anchors.update((figure.id, anchor) for figure in point.figures)
        rest = _size(single[len(alone) :]) + sum(len(history.figures) for history in ranked[len(shown) :])
        return Measure(
            heading=self._capital(self.words.measure(name)),
            folded=name == UNCOUNTED,
            size=self.words.count("figures", size),
            histories=tuple(map(self._history, shown)),
            alone=tuple(self._line(point, history, {}) for point, history in alone),
            left_out=self._left_out(rest),
        )

    def _told(self, history: History) -> list[Point]:
        return _told(history, self._desk.room(MOST_POINTS))

    def _left_out(self, number: int) -> str | None:
        return self.words.count("figures-left-out", number) if number > 0 else None

    def _capital(self, text: str) -> str:
        return text[:1].upper() + text[1:]

    # ------------------------------------------------------------------ lines

    def _line(self, point: Point, history: History, origins: Mapping[str, Origin]) -> PointLine:
        row, told = point.first, point.row
        source = self._desk.sources.get(row.article)
        return PointLine(
            anchor=self._anchors[row.id],
            label=f"{self.words.say('page-figures')}, {self.words.measure(row.measure)}: {self.words.reading(row)}",
            passages=tuple(map(self._desk.passage, point.figures)),
            reading=self.words.reading(row),
            unit=None if row.measure in ("percent", "price_change") else row.unit,
            who=row.who or (self.words.group(history.group) if history.group else None),
            owner=row.owner or history.owner,
            place=history.place,
            day=self.words.long_days(told.earliest, told.latest),
            counted_then=bool(row.as_of_earliest or row.as_of_latest),
            given=tuple(told.attributed_to),
            official=told.official,
            origins=tuple(origins[name] for name in point.origins if name in origins),
            support=self._support(point),
            tags=self.words.tags(point),
            disputes=tuple(self._disputes(told.disputed)),
            superseded=told.superseded,
            record=self._desk.record(row.id),
            context=source.context(row.start, row.end) if source and row.measure != UNCOUNTED else None,
        )

    def _support(self, point: Point) -> str | None:
        row = point.row
        if len(row.articles) < 2 and len(row.origins) < 2:
            return None
        unknown = sum(map(self._desk.stands_in, row.outlets))
        return self.words.support(len(row.articles), len(row.outlets), unknown, len(row.origins))

    def _disputes(self, ids: Iterable[str]) -> Iterator[Dispute]:
        for row in (row for id_ in ids if isinstance(row := self._desk.rows.get(id_), StatementRow)):
            who = row.speaker or self.words.say("not-told")
            yield Dispute(who, ", ".join(map(self.words.word, attitudes(row))), self._desk.passage(row))

    # -------------------------------------------------------------- histories

    def _history(self, history: History) -> HistoryPart:
        origins = origins_of(history)
        sizes = {"figures": len(history.figures), "reports": len(history.reports), "origins": len(history.origins)}
        chosen = figure_relations.choose(history)
        told = {id(r): Related(tuple(self._related(r)), r.why) for r in chosen.told}
        conflict = {id(r): r.relation in (CONTRADICT, DISPUTE) for r in chosen.told}
        heading = self.words.what(history)
        return HistoryPart(
            anchor=self._desk.anchors.name("h", history.id),
            heading=self._capital(heading),
            tags=self.words.tags(history),
            size=", ".join(self.words.count(noun, size) for noun, size in sizes.items()),
            picture=self._painter.picture(history, heading, origins) if _is_drawn(history) else None,
            lines=tuple(self._line(point, history, origins) for point in self._told(history)),
            left_out=self._left_out(len(history.figures) - sum(len(point.figures) for point in self._told(history))),
            conflicts=tuple(related for key, related in told.items() if conflict[key]),
            others=tuple(related for key, related in told.items() if not conflict[key]),
            rest=chosen.in_words(self.words),
            policies=tuple(self._policies(history)),
        )

    def _related(self, relation: RelationRow) -> Iterator[Part]:
        """The sentence of a relation, its figures as links to their lines."""
        ends = {"first": self._figure(relation.first), "second": self._second(relation)}
        for words, name in figure_relations.parts(relation, self.words):
            yield Part(words) if name is None else ends[name]

    def _second(self, relation: RelationRow) -> Part:
        if relation.second:
            return self._figure(relation.second)
        statement = self._desk.rows.get(relation.statement or "")
        if isinstance(statement, StatementRow):
            return Part(statement.speaker or self.words.say("not-told"), self._desk.passage(statement).href)
        if relation.article is None or relation.text is None or relation.start is None or relation.end is None:
            return Part(self.words.say("not-told"))
        place = (relation.article, relation.start, relation.end, relation.text)
        words = self._desk.stretch(*place, "statement")
        return Part(self.words.quoted(wording.excerpt(relation.text, LONGEST)), words.href)

    def _figure(self, id_: str) -> Part:
        row = self._desk.rows.get(id_)
        if not isinstance(row, FigureRow):
            return Part(self.words.say("no-reading"))
        anchor = self._anchors.get(id_)
        return Part(self.words.reading(row), f"#{anchor}" if anchor else self._desk.passage(row).href)

    def _policies(self, history: History) -> Iterator[Policy]:
        for name in in_order(history.policies):
            called = self.words.say("policy-default", policy=name) if name == DEFAULT_POLICY else name
            estimate = history.policies[name]
            yield Policy(f"{called}: {self.words.estimate(estimate)}", estimate.why)
