"""Which reports tell one story: what linking says against what people said, by B-cubed over the reports.

`measured`: the invented reports of `examples/_stories/measured` shuffled together with the examples, which are one
story; no weight was chosen by them. `hard`: those of `examples/_stories/hard`, of which several tell a story in other
names and words than the rest of it; no weight was chosen by them either. `orders`: in how many of the shuffled orders
that were tried the stories are the same, ids and titles too. `tuned`: those of `examples/_stories/tuned` with the
examples; the weights were chosen by them. `examples`, `seeds`: alone, each one story.

`press_first`, `press_second`: 60 articles of real press, among 340 others, against the grouping of one person and of
another; `agreement` is that of the second against the first. `press_tuned` are 60 others, by which weights were chosen,
`press_small` the same 60 without the other 340.

`found` and `expected` count stories. `alone`, `together` and `topics` are the F1 of trivial answers: every report
alone, all in one, one story for each topic of the collection.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from evaluation import entities, press
from evaluation.clusters import Cubed, Item, Place, b_cubed, meant
from evaluation.entities import EXAMPLES
from evaluation.linker import Linker
from evaluation.measure import SHARED
from kronika.records import Linked, Reading

REPORTS = EXAMPLES / "_stories"
SEEDS = SHARED / "seeds"
PARTS = ("measured", "hard", "tuned")
ORDERS = 3
STEPS = [step / 4 for step in range(-6, 7)]
"""Thresholds that are tried; 0 is what the weights say."""

Stories = Mapping[str, str]
"""The story of each report."""
Figures = dict[str, dict[str, float]]


class Truth(NamedTuple):
    """A table's name, the story of each of its reports, and answers that need no reading, by name."""

    name: str
    stories: Stories
    trivial: Mapping[str, Stories] = {}


class Known(NamedTuple):
    """Readings that are linked together, and the tables that are of them."""

    readings: Sequence[Reading]
    truths: Sequence[Truth]


class Found(NamedTuple):
    """A table's truth, with the story of each report as linking tells it, and the titles of these stories."""

    truth: Truth
    said: Stories
    titles: Mapping[str, str]


def missing() -> str | None:
    """Why nothing can be measured; None where the pack has its model."""
    return entities.missing()


def labelled(part: str) -> dict[str, str]:
    """The story of each invented report of a part, `measured`, `hard` or `tuned`, with those of the examples."""
    files = (REPORTS / part / "_stories.jsonl", EXAMPLES / "_truth" / "stories.jsonl")
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return {row["article"]: row["story"] for row in rows}


def known(linker: Linker, parts: Sequence[str], collection: Path | None = None) -> Iterator[Known]:
    """The sets of reports of some parts, read. Raises InputError where the collection is not what was labelled."""
    examples = linker.readings(linker.articles(EXAMPLES))
    for part in parts:
        invented = linker.readings(linker.articles(REPORTS / part))
        yield Known(_shuffled([*examples, *invented], 0), [Truth(part, labelled(part))])
    if "measured" in parts:
        yield Known(examples, [_one("examples", examples)])
        if SEEDS.exists():
            seeds = linker.readings(linker.articles(SEEDS))
            yield Known(seeds, [_one("seeds", seeds)])
    if collection:
        yield from _press(linker, collection, parts)


def _one(name: str, readings: Iterable[Reading]) -> Truth:
    return Truth(name, {reading.article.name: name for reading in readings})


def _shuffled(readings: Sequence[Reading], seed: int) -> list[Reading]:
    return random.Random(seed).sample(readings, len(readings))


def _press(linker: Linker, collection: Path, parts: Sequence[str]) -> Iterator[Known]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "press.jsonl"
        press.write(collection, file)
        readings = linker.readings(linker.articles(file))
    rows = press.labels()
    truths = []
    for name, part, label in (
        ("press_first", "measured", "first"),
        ("press_second", "measured", "second"),
        ("press_tuned", "tuned", "first"),
    ):
        stories = {row.path: getattr(row, label) for row in rows if row.part == part}
        if part in parts:
            truths.append(Truth(name, stories, {"topics": {path: press.topic(path) for path in stories}}))
    yield Known(readings, truths)
    if "tuned" in parts:
        tuned = truths[-1]._replace(name="press_small")
        yield Known([r for r in readings if r.article.name in tuned.stories], [tuned])


def compared(truth: Stories, said: Stories) -> Cubed:
    """B-cubed over the reports of the truth; others do not count, though they may stand in a story."""
    return b_cubed(_items(truth, said))


def _items(truth: Stories, said: Stories) -> list[Item]:
    return [Item(_place(report, story), _place(report, said[report])) for report, story in truth.items()]


def _place(report: str, story: str) -> Place:
    return Place(report, 0, 0, "", story)


def told(linked: Linked, truths: Iterable[Truth]) -> list[Found]:
    """What linking says of the reports of each table."""
    said, titles = {r.article: r.story for r in linked.stories}, {r.story: r.title or "" for r in linked.stories}
    return [Found(truth, said, titles) for truth in truths]


def found(collection: Path | None = None) -> tuple[list[Found], Figures]:
    """What linking says of every set, and the figures that are of no single table."""
    linker = Linker()
    answers: list[Found] = []
    others: Figures = {}
    for one in known(linker, PARTS, collection):
        linked = linker.link(one.readings)
        answers += told(linked, one.truths)
        if one.truths[0].name == "measured":
            orders = [linker.link(_shuffled(one.readings, seed)) for seed in range(1, ORDERS + 1)]
            others["orders"] = {"same": sum(other.stories == linked.stories for other in orders), "tried": ORDERS}
    if collection:
        others["agreement"] = agreement().figures
    return answers, others


def agreement() -> Cubed:
    """How far the two people who grouped the same press agree: the second against the first."""
    rows = [row for row in press.labels() if row.part == "measured"]
    return compared({row.path: row.first for row in rows}, {row.path: row.second for row in rows})


def measure() -> Figures:
    """The figures of all sets but the press."""
    return tables(*found())


def tables(answers: Iterable[Found], others: Figures) -> Figures:
    """The figures by table."""
    return {answer.truth.name: figures(answer) for answer in answers} | others


def figures(answer: Found) -> dict[str, float]:
    """B-cubed, the numbers of stories, and the F1 of trivial answers."""
    name, truth, trivial = answer.truth
    guesses = {"alone": {report: report for report in truth}, "together": dict.fromkeys(truth, name), **trivial}
    return {
        **compared(truth, answer.said).figures,
        "found": len({answer.said[report] for report in truth}),
        "expected": len(set(truth.values())),
        **{guess: compared(truth, stories).f1 for guess, stories in guesses.items()},
    }


def mistakes(answers: Iterable[Found]) -> list[str]:
    """The reports that stand in a wrong story, one a line with its title: apart from most reports of their story, or
    together with those of another."""
    return ["\t".join(line) for answer in answers for line in _mistakes(answer)]


def _mistakes(answer: Found) -> Iterator[tuple[str, ...]]:
    items = _items(answer.truth.stories, answer.said)
    main, owner = meant(items), meant(Item(said, truth) for truth, said in items)
    for report, story in answer.truth.stories.items():
        said = answer.said[report]
        if main[story] != said:
            verdict = "apart", f"{story}, most of which is in: {answer.titles[main[story]]}"
        elif owner[said] != story:
            verdict = "together", f"{story}, here with {owner[said]}"
        else:
            continue
        sort, meaning = verdict
        yield answer.truth.name, sort, report, answer.titles[said], meaning


def sweep(collection: Path | None = None) -> Figures:
    """F1 of the tuned sets by threshold: no set that is only measured takes part in the choice."""
    linker = Linker()
    by_step: Figures = {f"{step:+.2f}": {} for step in STEPS}
    for one in known(linker, ["tuned"], collection):
        for step in STEPS:
            with patch("kronika.linking.stories.THRESHOLD", step):
                answers = told(linker.link(one.readings), one.truths)
            by_step[f"{step:+.2f}"] |= {a.truth.name: compared(a.truth.stories, a.said).f1 for a in answers}
    return by_step
