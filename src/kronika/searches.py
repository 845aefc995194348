"""The function of the command `search`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kronika import running
from kronika.api import DEFAULT_STORE
from kronika.store import Store

if TYPE_CHECKING:
    from kronika.searching.answers import SearchAnswer


def search(
    asked: str, kind: str | None = None, page: int = 1, store: Path = DEFAULT_STORE, ui_language: str = "en"
) -> SearchAnswer:
    """What stands in the reports: reports, statements, figures and events that fit, each with its passage.

    `asked` are words in any form, "phrases", `-word`, `word*`, `one OR other`, and fields such as `speaker:Dornik`; of
    one `kind` a page, else the first of each. Raises InputError, told in `ui_language` as far as days are concerned,
    for what is not understood, StoreError where there is no store.
    """
    from kronika.searching.answers import search as answer
    from kronika.showing.phrases import Phrases

    phrases = Phrases(ui_language)
    with Store(Path(store), create=False) as opened:
        running.link_store(opened)
        with opened.lookup() as lookup:
            return answer(lookup, asked, kind, page, phrases)
