"""Where reports part, against what readers marked.

`disagreements_seeds`, `disagreements_examples`: the seed reports and the examples (`examples/_truth`,
`evaluation/seeds_disagreements.jsonl`). `disagreements_tuned`, `disagreements_measured`: five invented stories each, of
four reports by different outlets (`examples/_disagreements`), each taken for one story: whether linking knows that is
measured elsewhere. They were written without sight of the rules; the mistakes of the measured ones are never shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from evaluation import absent, disagreement_scores, entities
from evaluation.days import Table, mistakes, rows_of, tables
from evaluation.linker import Linker
from evaluation.measure import TASKS
from kronika.chronicling import chronicle
from kronika.evidence import Span
from kronika.linking import stories
from kronika.records import Chronicle, Linked, Reading

__all__ = ["found", "measure", "missing", "mistakes", "tables"]

HOME = Path(__file__).parents[1]
TRUTH = {
    "seeds": HOME / "evaluation" / "seeds_disagreements.jsonl",
    "examples": HOME / "examples" / "_truth" / "disagreements.jsonl",
}
INVENTED = HOME / "examples" / "_disagreements"
LOOKED_AT = "tuned"


class Written(NamedTuple):
    """Reports as linked rows, their chronicle, and their sentences."""

    linked: Linked
    chronicle: Chronicle
    sentences: dict[str, list[Span]]


def missing() -> str | None:
    """Why nothing can be measured; None where the pack has its model and the seeds are there."""
    return entities.missing() or absent(TASKS[0].reports, TASKS[0].truth)


def measure() -> dict[str, dict[str, float | int]]:
    """The figures of all sets."""
    return tables(found())


def found() -> list[Table]:
    """All sets with their mistakes."""
    linker = Linker()
    known = []
    for task in TASKS:
        read = written(linker, linker.readings(linker.articles(task.reports)))
        known.append(_table(task.name, rows_of(TRUTH[task.name]), [read], shown=True))
    for part in (LOOKED_AT, "measured"):
        truth = rows_of(INVENTED / part / "_disagreements.jsonl")
        known.append(_table(part, truth, list(_invented(linker, part)), shown=part == LOOKED_AT))
    return known


def written(linker: Linker, readings: Sequence[Reading], one_story: bool = False) -> Written:
    """The chronicle of these reports, told apart as linking does, or taken for one story."""
    linked = linker.link(readings, stories.as_one if one_story else stories.tell_apart)
    by_name = linker.named(readings)
    texts = {name: reading.article.text for name, reading in by_name.items()}
    sentences = {n: [Span(s.start, s.end) for s in r.findings.sentences] for n, r in by_name.items()}
    return Written(linked, chronicle(linked, texts, sentences, linker.knowledge), sentences)


def _invented(linker: Linker, part: str) -> Iterator[Written]:
    by_story = defaultdict(list)
    for article in linker.articles(INVENTED / part / "reports.jsonl"):
        by_story[article.name.split("-")[0]].append(article)
    for own in by_story.values():
        yield written(linker, linker.readings(own), one_story=True)


def _table(name: str, truth: Sequence[dict[str, object]], read: Sequence[Written], shown: bool) -> Table:
    said = [row for one in read for row in one.chronicle.disagreements]
    sentences = {article: found for one in read for article, found in one.sentences.items()}
    lines = [(line,) for line in disagreement_scores.mistakes(truth, said, sentences)] if shown else []
    return Table(f"disagreements_{name}", disagreement_scores.figures(truth, said, sentences), lines)
