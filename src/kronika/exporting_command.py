"""The command `export`."""

from __future__ import annotations

from pathlib import Path

import click

from kronika import printing
from kronika.exporting import CONTRACT, FORMATS
from kronika.options import JSON, STORE, STORY, UI_LANGUAGE_OF_EXPORT
from kronika.showing import waiting


@click.command(epilog="Example: kronika export --format acled -o acled/ --store crisis.db")
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default=CONTRACT, show_default=True)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the files; it is made if it is missing.",
)
@STORY
@UI_LANGUAGE_OF_EXPORT
@STORE
@JSON
def export(format_: str, output: Path, story: str | None, ui_language: str, store: Path, as_json: bool) -> None:
    """Write everything in the store, or one story, for other programs, and tell what the format could not carry."""
    from kronika import exports

    with waiting.linking():
        done = exports.export(output, store, format_, story, ui_language)
    if as_json:
        printing.print_json(done)
        return
    for name, records in done.files.items():
        click.echo(f"{records:>8}  {name}")
    for note in done.notes:
        click.echo(f"Note: {note}", err=True)
