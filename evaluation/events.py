"""Events: who did what to whom, where and when, against hand-made truth, and which mentions tell one event.

`events_seeds`, `events_examples`: the seed reports and the examples, each read in one go, by the rules of the project's
scorer (`event_scores.figures`). Behind each stand its types: `seeds_AGREE` and so on. `events_merged_seeds`,
`events_merged_examples`: which mentions are said to tell one event, and which an episode (`event_links`).

`events_corpus`: the pack's corpora of events (`event_corpora`), with their types as `corpus_AGREE` and so on.

`events_sentences_tuned`, `events_sentences_measured`: sentences by a writer who had not seen the lexicon. The mistakes
of the second are never shown.

What real press adds is told in `press_events`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import structs

from evaluation import absent, entities, event_corpora, event_links, event_scores
from evaluation.days import Table, mistakes, rows_of, tables
from evaluation.entities import LANGUAGE
from evaluation.event_scores import Figures
from evaluation.judging import Row
from evaluation.linker import Linker
from evaluation.measure import TASKS, Task
from kronika.languages.pack import load_packs
from kronika.records import Linked

__all__ = ["found", "measure", "missing", "mistakes", "table", "tables"]

TRUTH = "events.jsonl"
LOOKED_AT = "tuned"
SENTENCES = {part: Path(__file__).parent / f"event_sentences_{part}.txt" for part in (LOOKED_AT, "measured")}


def missing() -> str | None:
    """Why nothing can be measured; None where the pack has its model and the seeds are there with their truth."""
    return entities.missing() or absent(TASKS[0].reports, TASKS[0].truth)


def found(collection: Path | None = None) -> list[Table]:
    """All tables, those of real press where a collection is named. Raises InputError where it is not the labelled
    one."""
    linker = Linker()
    known = [table for task in TASKS for table in _of_task(linker, task)]
    known += _of_corpora(linker)
    if collection:
        from evaluation import press_events

        known += press_events.found(linker, collection)
    return known


def measure() -> dict[str, Figures]:
    """The figures of all sets but the press."""
    return tables(found())


def rows(linked: Linked) -> list[Row]:
    """The events as rows of the export."""
    return [structs.asdict(row) for row in linked.events]


def table(name: str, truth: Iterable[Row], said: Iterable[Row]) -> Table:
    """A table with its mistakes."""
    wanted, exported = list(truth), list(said)
    return Table(name, event_scores.figures(wanted, exported), list(event_scores.wrong(wanted, exported)))


def _of_task(linker: Linker, task: Task) -> Iterator[Table]:
    """The events of a task. As the scorer does, it passes over articles of which the truth knows none."""
    truth = rows_of(task.truth / TRUTH)
    covered = {row["article"] for row in truth}
    linked = rows(linker.link(linker.readings(linker.articles(task.reports))))
    said = [row for row in linked if row["article"] in covered]
    yield table(f"events_{task.name}", truth, said)
    yield from _by_type(task.name, truth, said)
    known = event_links.links(task.name)
    mistaken = list(event_links.wrong(known, truth, said))
    yield Table(f"events_merged_{task.name}", event_links.figures(known, truth, said), mistaken)


def _by_type(name: str, truth: Sequence[Row], said: Sequence[Row]) -> Iterator[Table]:
    return (Table(f"{name}_{kind}", figures) for kind, figures in event_scores.by_type(truth, said).items())


def _of_corpora(linker: Linker) -> Iterator[Table]:
    pack = load_packs()[LANGUAGE]
    checked, unread = event_corpora.checked(pack, linker.knowledge, event_corpora.files(pack))
    known = [one for one in checked if not one.open]
    figures = event_corpora.figures(checked, unread)
    yield Table("events_corpus", figures, event_corpora.mistakes(checked, unread))
    yield from _by_type(
        "corpus", [row for one in known for row in one.truth], [row for one in known for row in one.said]
    )
    for part, file in SENTENCES.items():
        checked, unread = event_corpora.checked(pack, linker.knowledge, [file])
        mistaken = event_corpora.mistakes(checked, unread) if part == LOOKED_AT else []
        yield Table(f"events_sentences_{part}", event_corpora.figures(checked, unread), mistaken)
