"""Statements in real press: against an annotator, and as two judges saw those that were found.

`press_tuned`, `press_measured`: 36 articles against what was marked in them by hand (`press_statements.tsv`), linked
together. Rules may be written by looking at the first part; the mistakes of the second are never shown.

`press_judged`: statements that Kronika found in a fixed sample of the collection (`press_sample`), 100 drawn by a fixed
seed, each judged twice (`press_judged.tsv`). Judgements are of what was found when they were made: `still` is the share
that is found now as it was judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from evaluation import judging, press_judging, press_sample, statement_scores
from evaluation.days import Table
from evaluation.judging import Judged, Label, Row
from evaluation.linker import Linker
from evaluation.statement_scores import CHAIN
from evaluation.statements import rows, table
from kronika.records import Article

MARKED = Path(__file__).parent / "press_statements.tsv"
JUDGED = Path(__file__).parent / "press_judged.tsv"
SEED = 8


def labels() -> list[Label]:
    """What the annotators marked, a row a statement; without a place where an article has none."""
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
            "speaker": row["speaker"] or None,
            "relay": row["relay"].split(CHAIN) if row["relay"] else [],
            "direct": row["direct"] == "yes",
            "cue": row["cue"] or None,
        }
        for row in found
        if row["start"]
    ]


def asked(row: Row, article: Article) -> Row:
    """A statement as a judge sees it."""
    return {
        **press_sample.in_article(row, article),
        **{column: row[column] for column in ("speaker", "relay", "direct", "cue", "start", "end")},
        "digest": statement_scores.digest(row["text"], row["speaker"]),
    }


TASK = press_judging.Task(
    marked=MARKED,
    judged=JUDGED,
    seed=SEED,
    rows=rows,
    truth=marked,
    table=table,
    verdicts=statement_scores.verdicts,
    drawn=statement_scores.drawn,
    asked=asked,
)


def found(linker: Linker, place: Path) -> list[Table]:
    """All tables of a collection. Raises InputError where it is not the labelled one."""
    return press_judging.found(TASK, linker, place)


def draw(place: Path, file: Path) -> int:
    """Writes the sheet of the statements to be judged, and says how many they are.

    JSON Lines: number, article, the days and title that its input gives, its whole text with the statement between
    ⟦ and ⟧, speaker, relay, direct and cue as they were found, and what `press_judged.tsv` needs: start, end, digest.
    What found a statement is not told. Raises InputError where the collection is not the labelled one.
    """
    return press_judging.draw(TASK, place, file)
