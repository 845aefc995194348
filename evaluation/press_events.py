"""Events in real press: against an annotator, and as two judges saw those that were found.

`press_tuned`, `press_measured`: articles against what was marked in them by hand (`press_events.tsv`), linked together.
Rules may be written by looking at the first part; the mistakes of the second are never shown.

`press_judged`: events that Kronika found in a fixed sample of the collection (`press_sample`), 100 drawn by a fixed
seed, each judged twice (`press_events_judged.tsv`), its type and its actor each by itself. Judgements are of what was
found when they were made: `still` is the share that is found now as it was judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from evaluation import event_scores, judging, press_judging, press_sample
from evaluation.days import Table
from evaluation.event_scores import SEVERAL
from evaluation.events import rows, table
from evaluation.judging import Judged, Label, Row
from evaluation.linker import Linker
from kronika.records import Article

MARKED = Path(__file__).parent / "press_events.tsv"
JUDGED = Path(__file__).parent / "press_events_judged.tsv"
SEED = 889
ASKED = ("event_type", "mode", "actor", "recipient", "modality", "place", "earliest", "latest", "start", "end")
"""What a judge is told of an event, beside its article."""


def labels() -> list[Label]:
    """What the annotators marked, a row an event; without a place where an article has none."""
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
            "event_type": row["event_type"],
            "mode": row["mode"] or None,
            **{role: row[role].split(SEVERAL) if row[role] else [] for role in ("actor", "recipient")},
            "modality": row["modality"] or "actual",
        }
        for row in found
        if row["start"]
    ]


def asked(row: Row, article: Article) -> Row:
    """An event as a judge sees it."""
    told = {column: row[column] for column in ASKED}
    return {**press_sample.in_article(row, article), **told, "digest": event_scores.digest(row)}


TASK = press_judging.Task(
    marked=MARKED,
    judged=JUDGED,
    seed=SEED,
    rows=rows,
    truth=marked,
    table=table,
    verdicts=event_scores.verdicts,
    drawn=event_scores.drawn,
    asked=asked,
)


def found(linker: Linker, place: Path) -> list[Table]:
    """All tables of a collection. Raises InputError where it is not the labelled one."""
    return press_judging.found(TASK, linker, place)


def draw(place: Path, file: Path) -> int:
    """Writes the sheet of the events to be judged, and says how many they are.

    JSON Lines: number, article, the days and title that its input gives, its whole text with the trigger between ⟦ and
    ⟧, what Kronika says of the event, and what `press_events_judged.tsv` needs: start, end, digest. What found it is
    not told. Raises InputError where the collection is not the labelled one.
    """
    return press_judging.draw(TASK, place, file)
