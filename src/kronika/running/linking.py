"""Links what the store has, and keeps the rows; reads from it what linking takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kronika.keys import rows_key
from kronika.languages.entities import Entry, entries_of
from kronika.languages.pack import load_packs
from kronika.pipeline import Reader
from kronika.records import Reading
from kronika.running.executors import MakeExecutor, here
from kronika.running.partition import Partition, Progress
from kronika.store import Store


def link_store(store: Store, make: MakeExecutor | None = None, progress: Progress | None = None) -> None:
    """Links all articles of the store and keeps the rows, where they are not of this state already.

    `make` makes what does the work, in this process where it is not given; `progress` is told the phase of each part
    that is done.
    """
    key = rows_key(load_packs().values(), store.state())
    if store.linked_state() != key:
        Partition(store, key, make or here(), progress or (lambda _phase, _done: None)).link()


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
