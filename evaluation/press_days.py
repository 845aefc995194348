"""Days in real press: expressions of time against two annotators, and days of publication that are taken away.

`press_tuned_first` and so on: 43 articles read as they are, against what each annotator marked (`press_times.tsv`);
`annotators_tuned`, `annotators_reported`: the second annotator against the first.

`press_months`, `press_half`: all dated reports of the stories of 2 to 14 reports that Kronika tells apart in the whole
collection. In the one each report says its month only; in the other every second one says no day at all, while the
others say theirs, and only those without are counted. Who is who is known from the reports as they are.

The tables of `day_counts` come last: what the tables of the program were counted on.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from evaluation import day_counts, day_scores, press, shown
from evaluation.day_scores import Published, Row
from evaluation.days import Table, said_times, without
from evaluation.linker import Linker, Told
from kronika.calendar import Interval
from kronika.errors import InputError
from kronika.linking import named
from kronika.linking.dating.publication import date
from kronika.linking.report import Report, by_story
from kronika.records import Reading

LABELS = Path(__file__).parent / "press_times.tsv"
ANNOTATORS = ("first", "second")
PARTS = ("tuned", "reported")
FEW, MANY = 2, 14
"""Reports of a story whose days are taken away."""
SINCE = 1990
"""Reports of earlier years bear a day that nobody knew."""
MONTH = len("2018-04")


def labels() -> list[dict[str, str]]:
    """What the annotators marked, a row an expression; without a place where they found none in an article."""
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def marked(rows: Iterable[Mapping[str, str]], texts: Mapping[str, str]) -> list[Row]:
    """The labels as rows of the truth, with the words that stand there."""
    return [
        {
            "article": row["path"],
            "start": int(row["start"]),
            "end": int(row["end"]),
            "text": texts[row["path"]][int(row["start"]) : int(row["end"])],
            "earliest": row["earliest"] or None,
            "latest": row["latest"] or None,
            "vague": row["vague"] == "yes",
        }
        for row in rows
        if row["start"]
    ]


def found(linker: Linker, place: Path) -> list[Table]:
    """All tables of a collection. Raises InputError where it is not the labelled one."""
    readings = collected(linker, place)
    told = linker.told(readings)
    return [*_expressions(linker, readings), *_taken(told), *_counted(told)]


def collected(linker: Linker, place: Path) -> list[Reading]:
    """All articles of a collection, read. Raises InputError where it is not the labelled one."""
    collection = press.Collection(place)
    paths = collection.paths()
    if strangers := {row["path"] for row in labels()} - set(paths):
        remedy = "Take the collection as it was published for the shared task of 2021"
        raise InputError(str(place), f"{len(strangers)} labelled articles are not there", remedy)
    articles = press.articles(linker, collection, paths)
    return [r for article in shown(articles, "Reading the press", len(articles)) for r in linker.readings([article])]


def _expressions(linker: Linker, readings: Iterable[Reading]) -> Iterator[Table]:
    rows = labels()
    parts = {row["path"]: row["part"] for row in rows}
    own = [reading for reading in readings if reading.article.name in parts]
    texts = {reading.article.name: reading.article.text for reading in own}
    exported = said_times(linker.link(own))
    for part in PARTS:
        said = [row for row in exported if parts[row["article"]] == part]
        truth = {
            who: marked((row for row in rows if (row["part"], row["annotator"]) == (part, who)), texts)
            for who in ANNOTATORS
        }
        for who, gold in truth.items():
            wrong = list(day_scores.wrong_times(gold, said))
            yield Table(f"press_{part}_{who}", day_scores.times(gold, said), wrong)
        yield Table(f"annotators_{part}", day_scores.times(truth["first"], truth["second"]))


def day_of(report: Report) -> dt.date | None:
    """The day of publication that the input gives; None where it gives none, or one that nobody can have known."""
    first, last = report.published.interval
    return first if first and first == last and first.year >= SINCE else None


def _counted(told: Told) -> Iterator[Table]:
    dated = [(report, day) for report in told.reports if (day := day_of(report))]
    return (Table(name, figures) for name, figures in day_counts.counted(told, dated).items())


def _taken(told: Told) -> Iterator[Table]:
    for name, cut in (("press_months", months), ("press_half", half)):
        known = [p for own in stories_of(told) for p in _found_again(own, cut(own), told)]
        yield Table(name, day_scores.publication(known), list(day_scores.misplaced(known)))


def stories_of(told: Told) -> list[list[Report]]:
    """The dated reports of each story of 2 to 14 reports, in the order of their names."""
    sized = (own for own in by_story(told.reports).values() if FEW <= len(own) <= MANY)
    return [[report for report in own if day_of(report)] for own in sized]


def months(reports: Sequence[Report]) -> list[Reading]:
    """Their readings, each with its month for its day."""
    return [without(report.reading, MONTH) for report in reports]


def half(reports: Sequence[Report]) -> list[Reading]:
    """Their readings, every second one without its day."""
    return [report.reading if at % 2 else without(report.reading, 0) for at, report in enumerate(reports)]


def _found_again(reports: Sequence[Report], cut: Sequence[Reading], told: Told) -> Iterator[Published]:
    """The reports whose day was taken away, with the days found from what is left."""
    names = {report.name for report in reports}
    stories = {report.name: report.story for report in reports}
    left = [report._replace(story=stories[report.name]) for report in named(cut)]
    shared = [row for row in told.shared if row.article in names and row.other in names]
    dated = {one.report.name: one for one in date(left, told.entities, shared)}
    for report in reports:
        true, one = day_of(report), dated[report.name]
        if true and one.report.published.interval != Interval(true, true):
            yield Published(report.name, true, None, one.interval)
