"""The function of the command `export`."""

from __future__ import annotations

from pathlib import Path

from kronika import running
from kronika.api import DEFAULT_STORE, stories
from kronika.exporting import write_format
from kronika.exporting.contents import Contents
from kronika.exporting.output import Exported
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import load_packs
from kronika.store import Store


def export(
    output: Path,
    store: Path = DEFAULT_STORE,
    format: str = "jsonl",
    story: str | None = None,
    ui_language: str = "en",
) -> Exported:
    """Writes all that the store holds, or one story, to the folder `output` in a format; gives back its files with the
    number of their records, and what the format could not carry.

    `story` is given as in `stories`; `ui_language` is that of words which a format adds. Raises InputError for a format
    or story that is none, StoreError where there is no store, OutputError where the folder cannot be written.
    """
    wanted = None if story is None else sorted(one.id for one in stories(story, store).found)
    with Store(Path(store), create=False) as opened:
        running.link_store(opened)
        knowledge = Knowledge(list(load_packs().values()), running.stored_entries(opened))
        with opened.lookup() as lookup:
            return write_format(Contents(lookup, knowledge, ui_language, wanted), format, Path(output))
