"""Figures in real press: against an annotator, and as two judges saw those that were found.

`press_tuned`, `press_measured`: 40 articles against what was marked in them by hand (`press_figures.tsv`), linked
together. Rules may be written by looking at the first part; the mistakes of the second are never shown.

`press_judged`: figures that Kronika found in a fixed sample of the collection (`press_sample`), 100 drawn by a fixed
seed, each judged twice (`press_figures_judged.tsv`). Judgements are of what was found when they were made: `still` is
the share that is found now as it was judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from evaluation import figure_scores, judging, press_judging, press_sample
from evaluation.days import Table
from evaluation.figure_scores import NUMBERS
from evaluation.figures import rows, table
from evaluation.judging import Judged, Label, Row
from evaluation.linker import Linker
from kronika.records import Article

MARKED = Path(__file__).parent / "press_figures.tsv"
JUDGED = Path(__file__).parent / "press_figures_judged.tsv"
SEED = 88
ASKED = ("measure", *NUMBERS, "modifier", "unit", "who", "attributed_to", "start", "end")
"""What a judge is told of a figure, beside its article."""


def labels() -> list[Label]:
    """What the annotators marked, a row a figure; without a place where an article has none."""
    return judging.lines(MARKED)


def judgements() -> list[Judged]:
    """What the judges said; empty where nobody has judged."""
    return judging.judgements(JUDGED)


def marked(found: Iterable[Label], texts: Mapping[str, str]) -> list[Row]:
    """The labels as rows of the truth, with the words that stand there."""
    return [
        {
            "article": row["path"],
            "start": int(row["start"]),
            "end": int(row["end"]),
            "text": texts[row["path"]][int(row["start"]) : int(row["end"])],
            "measure": row["measure"],
            **{column: float(row[column]) if row[column] else None for column in NUMBERS},
            **{column: row[column] or None for column in ("modifier", "who", "place")},
            "attributed_to": row["speaker"] or None,
        }
        for row in found
        if row["start"]
    ]


def asked(row: Row, article: Article) -> Row:
    """A figure as a judge sees it."""
    told = {column: row[column] for column in ASKED}
    return {**press_sample.in_article(row, article), **told, "digest": figure_scores.digest(row)}


TASK = press_judging.Task(
    marked=MARKED,
    judged=JUDGED,
    seed=SEED,
    rows=rows,
    truth=marked,
    table=table,
    verdicts=figure_scores.verdicts,
    drawn=figure_scores.drawn,
    asked=asked,
)


def found(linker: Linker, place: Path) -> list[Table]:
    """All tables of a collection. Raises InputError where it is not the labelled one."""
    return press_judging.found(TASK, linker, place)


def draw(place: Path, file: Path) -> int:
    """Writes the sheet of the figures to be judged, and says how many they are.

    JSON Lines: number, article, the days and title that its input gives, its whole text with the figure between ⟦ and
    ⟧, what Kronika says of it, and what `press_figures_judged.tsv` needs: start, end, digest. What decided the measure
    is not told. Raises InputError where the collection is not the labelled one.
    """
    return press_judging.draw(TASK, place, file)
