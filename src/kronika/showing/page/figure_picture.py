"""The chart of a history with its words: title, description, legend, and what its signs mean."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kronika.showing import wording
from kronika.showing.figure_groups import CONTRADICTED, DISPUTED, History, Point
from kronika.showing.figure_phrases import FigurePhrases
from kronika.showing.page.figure_chart import Chart, Spot, draw

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters for origins, without those that look like a number or a line."""
COLOURS = 6
"""Origins with a colour of their own; those behind them share one, and are told apart by their letters."""
OTHERS = "*"
MOST_LETTERS, FEW = 1, 8
"""Letters of one label, and origins that are all in the legend, drawn or not."""
CONFLICT = 3
"""As how many origins it counts that a point is contradicted or disputed, where not all find room."""


class Origin(NamedTuple):
    """Where figures come from: its letter in the chart, its colour (0 is that of all others), its name."""

    letter: str
    colour: int
    name: str


class Picture(NamedTuple):
    """A chart with its words: title and description for those who do not see it, legend and notes below it."""

    chart: Chart
    title: str
    desc: str
    legend: tuple[Origin, ...]
    signs: tuple[str, ...]
    notes: tuple[str, ...]


class Painter:
    """Makes charts in the words of a language."""

    def __init__(self, words: FigurePhrases) -> None:
        self.words = words

    def picture(self, history: History, heading: str, origins: Mapping[str, Origin]) -> Picture | None:
        """The chart of a history under its heading; None where no point has a number and a day."""
        spots = [self._spot(point, origins) for point in history.points]
        chart = draw(spots, lambda value: self.words.tick(value, history.measure), self.words.day)
        if chart is None:
            return None
        drawn = {letter for mark in chart.marks for letter in mark.spot.label}
        others = sum(origin.letter == OTHERS for origin in origins.values())
        shared = [Origin(OTHERS, 0, self.words.count("chart-others", others))] if others else []
        lettered = [origin for origin in origins.values() if origin.letter != OTHERS]
        known = lettered if len(lettered) <= FEW else [origin for origin in lettered if origin.letter in drawn]
        return Picture(
            chart=chart,
            title=self.words.say("chart-title", what=heading),
            desc=self._described(chart),
            legend=(*known, *(shared if OTHERS in drawn else [])),
            signs=tuple(self._signs(chart)),
            notes=tuple(self._notes(chart)),
        )

    def _spot(self, point: Point, origins: Mapping[str, Origin]) -> Spot:
        row, known = point.row, [origins[name] for name in point.origins]
        letters = list(dict.fromkeys(origin.letter for origin in known))
        more = "+" if len(letters) > MOST_LETTERS else ""
        marks = CONTRADICTED * point.contradicted + DISPUTED * point.disputed
        days = wording.interval(row.earliest, row.latest)
        return Spot(
            low=row.low,
            high=row.high,
            earliest=days.earliest,
            latest=days.latest,
            label="".join(letters[:MOST_LETTERS]) + more + marks,
            note=self._in_words(point),
            colour=known[0].colour,
            square=row.official,
            disputed=point.disputed,
            weight=len(known) + CONFLICT * (point.disputed or point.contradicted) + row.official,
        )

    def _in_words(self, point: Point) -> str:
        days = self.words.long_days(point.row.earliest, point.row.latest) or self.words.say("page-day-unknown")
        return ", ".join((self.words.reading(point.first), days, *point.origins, *self.words.tags(point)))

    def _described(self, chart: Chart) -> str:
        days: list[dt.date] = sorted({d for m in chart.marks for d in (m.spot.earliest, m.spot.latest) if d})
        first, last = (self.words.long_days(day.isoformat(), day.isoformat()) for day in (days[0], days[-1]))
        values = {"points": self.words.count("figures", len(chart.marks)), "first": first}
        if first == last:
            return self.words.say("chart-desc-one-day", **values)
        return self.words.say("chart-desc", last=last, **values)

    def _signs(self, chart: Chart) -> Iterator[str]:
        """What the signs of the chart mean, as far as they stand in it."""
        spots = [mark.spot for mark in chart.marks]
        signs = {
            "chart-bar": "bar" in chart.kinds,
            "chart-arrow": "open" in chart.kinds,
            "chart-stretch": any(mark.reach for mark in chart.marks),
            "chart-square": any(spot.square for spot in spots),
            "chart-disputed": any(spot.disputed for spot in spots),
            "chart-contradicted": any(CONTRADICTED in spot.label for spot in spots),
        }
        yield from (self.words.say(name) for name, stands in signs.items() if stands)

    def _notes(self, chart: Chart) -> Iterator[str]:
        """What the chart bends and leaves out."""
        if chart.bent:
            yield self.words.say("chart-scale")
        if chart.left_out:
            yield self.words.count("chart-left-out", chart.left_out)


def origins_of(history: History) -> dict[str, Origin]:
    """The origins of a history by name, each with a letter; those of most points first."""
    sizes = Counter(name for point in history.points for name in point.origins)
    ranked = sorted(sizes, key=lambda name: (-sizes[name], name))
    lettered = [*LETTERS[: len(ranked)], *(OTHERS * (len(ranked) - len(LETTERS)))]
    return {
        name: Origin(letter, n if n <= COLOURS else 0, name)
        for n, (name, letter) in enumerate(zip(ranked, lettered, strict=True), 1)
    }
