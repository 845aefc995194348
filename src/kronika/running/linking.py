"""Links what the store has, and keeps the rows; reads from it what linking takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from msgspec import MsgspecError

from kronika.correcting import Held, Placement, place
from kronika.errors import StoreError
from kronika.keys import rows_key
from kronika.languages.entities import Entry, entries_of
from kronika.languages.pack import load_packs
from kronika.pipeline import Reader
from kronika.records import Anchor, Reading, Ruling
from kronika.running.executors import Workers, here
from kronika.running.partition import Partition, Progress
from kronika.running.scratch import alone, place_of, tidy
from kronika.store import Store

WORTH_IT = 1000
"""Articles from which on processes are worth their start, three or four times, of two seconds each. Fewer are often of
one story, which one process links. Chosen, not measured."""


KEPT = 100
"""Reports that are kept at hand while corrections are placed: those on one report often follow one another."""


def link_store(store: Store, workers: Workers | None = None, progress: Progress | None = None) -> None:
    """Links all articles of the store and keeps the rows, where they are not of this state already.

    Without `workers`, or where the articles are few, this process does it alone; `progress` is told the phase of each
    part that is done. Where another run links the store this one waits for it.
    """
    if store.linked_state() == _key(store):
        tidy(store.path)
        return
    with alone(store.path):
        key = _key(store)
        if store.linked_state() != key:
            few = workers is None or (workers.least > 1 and store.count() < WORTH_IT)
            make = here() if few or workers is None else workers.make
            try:
                placed = placed_corrections(store)
                Partition(store, placed, key, make, progress or (lambda _phase, _done: None)).link()
            except MsgspecError as error:
                problem = f"what lies there between the steps of linking cannot be read ({error})"
                raise StoreError(str(place_of(store.path)), problem, "Remove the folder and run it again") from error


def is_linked(store: Store) -> bool:
    """Whether the stored rows are of the articles, corrections and the code as they stand now."""
    return store.linked_state() == _key(store)


def placed_corrections(store: Store) -> Placement:
    """The corrections of the store at the places where their words stand today."""

    @cache
    def called() -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for source, name in store.called():
            found[name].append(source)
        return found

    @lru_cache(KEPT)
    def holders(sha256: str, name: str) -> Held:
        had = store.current_of(store.with_text(sha256))
        same, before = ([r for r in had if (r.article.sha256 == sha256) == is_same] for is_same in (True, False))
        named = set(called().get(name, ())) - {r.article.source for r in same}
        return Held(same, store.current_of(named), before)

    return place(store.corrections(), lambda anchor: holders(anchor.sha256, anchor.article))


def rulings_among(readings: Sequence[Reading], store: Store) -> list[Ruling]:
    """What people ruled, for other versions of the reports than today's."""

    def holders(anchor: Anchor) -> Held:
        same = [r for r in readings if r.article.sha256 == anchor.sha256]
        return Held(same, [r for r in readings if r.article.name == anchor.article and r not in same])

    return place(store.corrections(), holders).rulings


def _key(store: Store) -> str:
    return rows_key(load_packs().values(), store.state())


def readings_at(store: Store, run: int) -> list[Reading]:
    """What was current when a run had ended, as it is read today: what is current still, as it stands in the store; a
    text that has changed since is read again where another Kronika, or with other models, had read it."""
    current = {(r.article.source, r.article.sha256): r for r in store.readings()}
    keys = store.reading_keys()
    reader: Reader | None = None
    found = []
    for then, key in store.readings_of(run):
        same = current.get((then.article.source, then.article.sha256))
        if same is None and key not in keys:
            reader = reader or Reader()
            findings, _ = reader.read(then.article)
            same = Reading(article=then.article, findings=findings)
        found.append(same or then)
    return found


def stored_entries(store: Store) -> list[Entry]:
    """The entries of the dictionaries that people gave, in the order of the names of their files."""
    return [entry for dictionary in store.dictionaries() for entry in entries_of(dictionary)]


def stored_tables(store: Store, names: Iterable[str]) -> Iterator[tuple[str, Iterator[Any]]]:
    """The tables of the export, row by row, linked first if need be."""
    link_store(store)
    for name in names:
        yield name, store.each(name)
