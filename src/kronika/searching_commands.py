"""The command `search`."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from kronika import printing
from kronika.options import JSON, STORE, UI_LANGUAGE
from kronika.showing import waiting

KINDS = ("reports", "statements", "figures", "events")


@click.command(
    context_settings={"ignore_unknown_options": True},
    epilog="Example: kronika search 'arrested OR speaker:Dornik since:2027-05-06' --store crisis.db",
)
@click.argument("query", nargs=-1, required=True)
@click.option("--in", "kind", type=click.Choice(KINDS), help="One kind alone, page by page.")
@click.option("--page", type=click.IntRange(min=1), default=1, show_default=True, help="Of one kind.")
@UI_LANGUAGE
@STORE
@JSON
def search(query: tuple[str, ...], kind: str | None, page: int, ui_language: str, store: Path, as_json: bool) -> None:
    """Find reports, statements, figures and events by their words, in any form and with or without marks on letters.

    QUERY has words, all of which must be there; "phrases"; -word for what must not; word* for a beginning; OR between
    two words; and fields: speaker: who: place: measure: type: outlet: story: in: since: until:."""
    from kronika import searches
    from kronika.showing.search_lines import WIDTH, lines
    from kronika.showing.search_phrases import SearchPhrases

    with waiting.linking():
        found = searches.search(" ".join(query), kind, page, store, ui_language)
    printing.show(found, partial(lines, phrases=SearchPhrases(ui_language), width=printing.width(WIDTH)), as_json)
