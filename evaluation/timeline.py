"""Timelines against those made by hand, by the measures of Timeline17.

`timeline_seeds`, `timeline_examples`: the 15 heaviest lines of the chronicle of the story against two timelines of up
to 15 lines each (`evaluation/timelines`), by people who had not seen it. `date_f1`, `date_precision`, `date_recall`
are of the days that either names; `align_rouge_1` and `align_rouge_2` the F1 of alignment by date and content, many
to one; `concat_rouge_1`, `concat_rouge_2` those without regard to days. All by the package `tilse` (Martschat and
Markert 2017).

A line has a day where one is known, the second of two (a night), or the first of a stretch through which it lasted.

`judged`: whether two people, each alone, would print the lines unchanged (`evaluation/timelines/judged.tsv`): the
share that each and both would, on how many the two agree, and in `still` the share of today's lines that were judged.
When that share falls, judge anew.

With a folder, `reports/` (whatever Kronika reads) and `timelines/*.txt` (in Timeline17's format) are measured
instead: as many lines are taken as the longest of them has.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evaluation import absent, entities
from evaluation.disagreements import written
from evaluation.linker import Linker
from evaluation.measure import TASKS
from kronika.evidence import digest
from kronika.records import ChronicleRow

if TYPE_CHECKING:
    from tilse.data.timelines import GroundTruth, Timeline

HOME = Path(__file__).parent / "timelines"
TOP = 15
WORD = re.compile(r"\w+|[^\w\s]")
ROUGE = ("rouge_1", "rouge_2")
NIGHT = dt.timedelta(days=1)
Figures = dict[str, float | int]


class Reference(NamedTuple):
    """Timelines by hand: for each the sentences by day."""

    timelines: list[dict[dt.date, list[str]]]


def missing() -> str | None:
    """Why nothing can be measured."""
    try:
        import tilse.evaluation.rouge  # noqa: F401
    except ImportError:
        return "not measured: the package tilse is not installed (make installs it)"
    return entities.missing() or absent(TASKS[0].reports, TASKS[0].truth)


def measure(folder: Path | None = None) -> dict[str, Figures]:
    """The figures of the seeds and the examples, or those of a folder."""
    linker = Linker()
    if folder is not None:
        lines = _lines(linker, folder / "reports")
        known = [_read(path) for path in sorted((folder / "timelines").glob("*.txt"))]
        return {f"timeline_{folder.name}": figures(lines, Reference(known))}
    told = {task.name: _lines(linker, task.reports) for task in TASKS}
    known_figures = {f"timeline_{name}": figures(lines, reference(name)) for name, lines in told.items()}
    return {**known_figures, "judged": judged(told)}


def judged(told: Mapping[str, Sequence[ChronicleRow]]) -> Figures:
    """What two people said of the lines, and how many of today's lines they saw."""
    text = (HOME / "judged.tsv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader((line for line in text if not line.startswith("#")), delimiter="\t"))
    seen = {(row["set"], row["article"], row["start"], row["sentence"]) for row in rows}
    now = [(name, _key(line)) for name, lines in told.items() for line in lines if line.rank <= TOP]
    first, second = ([row[judge] == "1" for row in rows] for judge in ("first", "second"))
    pairs = list(zip(first, second, strict=True))
    return {
        "first": sum(first) / len(rows),
        "second": sum(second) / len(rows),
        "both": sum(map(all, pairs)) / len(rows),
        "agree": sum(one == other for one, other in pairs) / len(rows),
        "still": sum((name, *key) in seen for name, key in now) / len(now),
        "lines": len(rows),
    }


def _key(line: ChronicleRow) -> tuple[str, str, str]:
    words = line.evidence[0]
    return words.article, str(words.start), digest(line.sentence)


def _lines(linker: Linker, reports: Path) -> list[ChronicleRow]:
    """The chronicle of the largest story of reports."""
    read = written(linker, linker.readings(linker.articles(reports)))
    largest = max(read.chronicle.summaries, key=lambda row: (len(row.articles), row.story))
    return [line for line in read.chronicle.chronicle if line.story == largest.story]


def reference(name: str) -> Reference:
    """The timelines of a set that were made by hand."""
    by_author: dict[str, dict[dt.date, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in (HOME / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        by_author[row["author"]][dt.date.fromisoformat(row["date"])].append(row["text"])
    return Reference([dict(found) for found in by_author.values()])


def _read(path: Path) -> dict[dt.date, list[str]]:
    from tilse.data.timelines import Timeline

    with path.open(encoding="utf-8") as file:
        return dict(Timeline.from_file(file).dates_to_summaries)


def day_of(line: ChronicleRow) -> dt.date | None:
    """The day of a line, where it has one."""
    first, last = (dt.date.fromisoformat(day) if day else None for day in (line.earliest, line.latest))
    if first is None or last is None or line.lasting:
        return first if line.lasting else None
    return last if last - first <= NIGHT else None


def figures(lines: Sequence[ChronicleRow], known: Reference) -> Figures:
    """The measures of a chronicle against timelines by hand."""
    from tilse.evaluation import dates
    from tilse.evaluation.rouge import TimelineRougeEvaluator

    top = max(TOP, *(sum(map(len, one.values())) for one in known.timelines))
    chosen = [line for line in lines if line.rank <= top]
    told: dict[dt.date, list[str]] = defaultdict(list)
    for line in chosen:
        day = day_of(line)
        if day is not None:
            told[day].append(line.sentence)
    predicted, truth = _timelines(told, known)
    of_days = dates.evaluate_dates(predicted, truth)
    rouge = TimelineRougeEvaluator(measures=set(ROUGE), rouge_computation="reimpl")
    aligned = rouge.evaluate_align_date_content_costs_many_to_one(predicted, truth)
    joined = rouge.evaluate_concat(predicted, truth)
    return {
        "date_f1": of_days["f_score"],
        "date_precision": of_days["precision"],
        "date_recall": of_days["recall"],
        **{f"align_{name}": aligned[name]["f_score"] for name in ROUGE},
        **{f"concat_{name}": joined[name]["f_score"] for name in ROUGE},
        "lines": len(chosen),
        "dated": sum(map(len, told.values())),
        "days": len(told),
    }


def _timelines(told: dict[dt.date, list[str]], known: Reference) -> tuple[Timeline, GroundTruth]:
    from tilse.data.timelines import GroundTruth, Timeline

    return Timeline(_cut(told)), GroundTruth([Timeline(_cut(one)) for one in known.timelines])


def _cut(days: dict[dt.date, list[str]]) -> dict[dt.date, list[str]]:
    """Sentences as words with blanks between, as the measures take them."""
    return {day: [" ".join(_words(text)) for text in texts] for day, texts in days.items()}


def _words(text: str) -> Iterable[str]:
    return (word.lower() for word in WORD.findall(text))
