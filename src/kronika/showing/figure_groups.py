"""Histories with their figures at hand: each point with all that tell it, and whether another contradicts it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from kronika.records import EstimateRow, FigureRow, HistoryRow, PointRow, RelationRow

CONTRADICT, DISPUTE = "contradict", "dispute"
CONTRADICTED, DISPUTED = "≠", "?"
"""Signs where there is no room for words."""
UNKNOWN_DAY = "~"
"""Behind every day: a figure whose day is not known comes last."""


class Point(Struct, frozen=True, kw_only=True):
    """What a history's figure says and when, with the figures that say it, the first one first.

    `contradicted` says that another figure cannot be true beside it, `disputed` that somebody doubts or denies it.
    """

    row: PointRow
    figures: list[FigureRow]
    contradicted: bool = False
    disputed: bool = False

    @property
    def first(self) -> FigureRow:
        """The figure that is told of the point."""
        return self.figures[0]

    @property
    def articles(self) -> list[str]:
        """The reports that carry it."""
        return sorted({*self.row.articles, *(figure.article for figure in self.figures)})

    @property
    def origins(self) -> list[str]:
        """Where it comes from; its report where that is not told."""
        return self.row.origins or [self.first.article]


class History(Struct, frozen=True, kw_only=True):
    """A history: its points by day, how its figures relate, what each policy makes of it.

    `elsewhere` counts figures of days that were not asked for; policies take them in.
    """

    id: str
    story: str
    measure: str
    who: str | None
    group: str | None
    owner: str | None
    place: str | None
    unit: str | None
    points: list[Point]
    relations: list[RelationRow]
    policies: dict[str, EstimateRow]
    elsewhere: int = 0

    @property
    def figures(self) -> list[FigureRow]:
        """All figures, point by point."""
        return [figure for point in self.points for figure in point.figures]

    @property
    def reports(self) -> list[str]:
        """The reports that carry a figure of it."""
        return sorted({name for point in self.points for name in point.articles})

    @property
    def origins(self) -> list[str]:
        """Where its figures come from."""
        return sorted({name for point in self.points for name in point.origins})

    @property
    def disputed(self) -> bool:
        """Whether somebody doubts or denies a figure of it."""
        return any(point.disputed for point in self.points)

    @property
    def contradicted(self) -> bool:
        """Whether a figure of it is contradicted by another."""
        return any(point.contradicted for point in self.points)


class Book:
    """Gives the histories of rows."""

    def __init__(self, figures: Iterable[FigureRow]) -> None:
        self.figures = {row.id: row for row in figures}

    def history(self, row: HistoryRow) -> History | None:
        """The history of a row; None where no figure of it is known."""
        points = sorted(self._points(row), key=_by_day)
        if not points:
            return None
        return History(
            id=row.id,
            story=row.story,
            measure=row.measure,
            who=row.who,
            group=row.group,
            owner=row.owner,
            place=row.place,
            unit=row.unit,
            points=points,
            relations=row.relations,
            policies=row.policies,
        )

    def _points(self, row: HistoryRow) -> Iterator[Point]:
        """The points of a row, and each figure that is in none as a point of its own."""
        marks = _Marks(row.relations)
        told: set[str] = set()
        for point in row.points:
            ids = dict.fromkeys((point.figure, *point.figures))
            if known := [self.figures[id_] for id_ in ids if id_ in self.figures and id_ not in told]:
                told.update(ids)
                yield marks.point(point, known)
        for id_ in dict.fromkeys(row.figures):
            if id_ in self.figures and id_ not in told:
                yield marks.point(_alone(self.figures[id_]), [self.figures[id_]])


class _Marks:
    """Which figures the relations of a history contradict or dispute."""

    def __init__(self, relations: Iterable[RelationRow]) -> None:
        told = list(relations)
        self._contradicted = {id_ for r in told if r.relation == CONTRADICT for id_ in (r.first, r.second) if id_}
        self._disputed = {r.first for r in told if r.relation == DISPUTE}

    def point(self, row: PointRow, figures: list[FigureRow]) -> Point:
        """A point with its marks."""
        ids = {row.figure, *(figure.id for figure in figures)}
        return Point(
            row=row,
            figures=figures,
            contradicted=bool(ids & self._contradicted),
            disputed=bool(row.disputed or ids & self._disputed),
        )


def _alone(figure: FigureRow) -> PointRow:
    exact = figure.value
    return PointRow(
        figure=figure.id,
        low=figure.low if exact is None else exact,
        high=figure.high if exact is None else exact,
        earliest=figure.as_of_earliest,
        latest=figure.as_of_latest,
        attributed_to=[figure.attributed_to] if figure.attributed_to else [],
        official=figure.official,
        figures=[figure.id],
        articles=[figure.article],
    )


def _by_day(point: Point) -> tuple[str, str]:
    row = point.row
    return row.earliest or row.latest or UNKNOWN_DAY, row.latest or UNKNOWN_DAY
