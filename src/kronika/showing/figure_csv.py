"""Figures as a sheet: a line a figure, with its history, its point, its report and what policies make of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kronika.records import FigureRow
from kronika.showing.facts import Facts
from kronika.showing.figure_groups import History, Point
from kronika.showing.figure_policies import in_order
from kronika.showing.figure_search import FiguresAnswer
from kronika.showing.sheets import Cell, sheet

COLUMNS = (
    "story", "story_title", "history", "measure", "group", "who", "owner", "place",
    "point", "first", "day_earliest", "day_latest", "point_low", "point_high", "disputed", "contradicted", "superseded",
    "articles", "outlets", "origins", "origin_names",
    "figure", "value", "low", "high", "modifier", "unit", "text", "as_of_earliest", "as_of_latest",
    "on_earliest", "on_latest", "attributed_to", "official", "scope", "revised", "part_of",
    "article", "publisher", "published_earliest", "published_latest", "start", "end", "sentence",
)  # fmt: skip
"""A figure's history, its point, what it says, where it stands; behind them three for each policy."""
NUMBERS = ("best", "low", "high")
Row = dict[str, Cell]


def csv_of(answer: FiguresAnswer) -> str:
    """The figures of the histories that were found, as CSV: `first` is 1 for one figure of each point.

    Several figures of one point say the same: whoever counts points keeps the lines where `first` is 1.
    """
    asked = answer.asked.policy
    policies = [asked] if asked else in_order({name for history in answer.found for name in history.policies})
    columns = (*COLUMNS, *(f"{name}_{number}" for name in policies for number in NUMBERS))
    reports = {facts.article: facts for facts in answer.reports}
    rows = (
        _history(history, answer.stories, policies)
        | _point(point)
        | _figure(figure, reports.get(figure.article))
        | {"first": figure is point.first, "sentence": answer.sentences.get(figure.id)}
        for history, point, figure in _each(answer)
    )
    return sheet(columns, ([row[name] for name in columns] for row in rows))


def _each(answer: FiguresAnswer) -> Iterator[tuple[History, Point, FigureRow]]:
    for history in answer.found:
        for point in history.points:
            for figure in point.figures:
                yield history, point, figure


def _history(history: History, titles: dict[str, str], policies: Sequence[str]) -> Row:
    estimates: Row = {}
    for name in policies:
        estimate = history.policies.get(name)
        for number in NUMBERS:
            estimates[f"{name}_{number}"] = getattr(estimate, number, None)
    return {
        "story": history.story,
        "story_title": titles.get(history.story),
        "history": history.id,
        "measure": history.measure,
        "group": history.group,
        "place": history.place,
        **estimates,
    }


def _point(point: Point) -> Row:
    row = point.row
    return {
        "point": row.figure,
        "day_earliest": row.earliest,
        "day_latest": row.latest,
        "point_low": row.low,
        "point_high": row.high,
        "disputed": point.disputed,
        "contradicted": point.contradicted,
        "superseded": row.superseded,
        "articles": len(point.articles),
        "outlets": len(row.outlets),
        "origins": len(point.origins),
        "origin_names": "; ".join(point.origins),
    }


def _figure(row: FigureRow, facts: Facts | None) -> Row:
    return {
        "figure": row.id,
        "who": row.who,
        "owner": row.owner,
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "modifier": row.modifier,
        "unit": row.unit,
        "text": row.text,
        "as_of_earliest": row.as_of_earliest,
        "as_of_latest": row.as_of_latest,
        "on_earliest": row.on_earliest,
        "on_latest": row.on_latest,
        "attributed_to": row.attributed_to,
        "official": row.official,
        "scope": row.scope,
        "revised": row.revised,
        "part_of": row.part_of,
        "article": row.article,
        "publisher": facts.publisher if facts else None,
        "published_earliest": facts.earliest if facts else None,
        "published_latest": facts.latest if facts else None,
        "start": row.start,
        "end": row.end,
    }
