"""The commands that tell stories: timeline, disagreements, changes, brief."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click
from click.core import ParameterSource

from kronika import printing
from kronika.options import (
    CSV_OF_LINES,
    CSV_OF_SIDES,
    JSON,
    STANDARD_OUTPUT,
    STORE,
    STORY,
    UI_LANGUAGE,
    exclusive,
)
from kronika.showing import waiting

TOP = click.option(
    "--top", default=15, show_default=True, metavar="N", help="The heaviest lines of each story; 0 for all."
)
EVERY_LINE = 0


def hand_over(sheet: str, as_csv: str, store: Path, told: str) -> None:
    """Prints a sheet, or writes it to the file that --csv names and says what is in it."""
    from kronika import api

    if as_csv == STANDARD_OUTPUT:
        click.echo(sheet.encode("utf-8", "replace"), nl=False)
    else:
        api.write_sheet(sheet, Path(as_csv), store)
        click.echo(f"{told} in {as_csv}")


def _top(top: int, as_csv: str | None) -> int:
    """How many lines are wanted: of a sheet all, unless a number is given."""
    given = click.get_current_context().get_parameter_source("top") is not ParameterSource.DEFAULT
    return top if as_csv is None or given else EVERY_LINE


@click.command(epilog="Example: kronika timeline --story kazachstan --top 15 --level day")
@STORY
@TOP
@click.option(
    "--level",
    type=click.Choice(["day", "week"]),
    default="day",
    show_default=True,
    help="Heading by heading; a sheet has none.",
)
@CSV_OF_LINES
@UI_LANGUAGE
@STORE
@JSON
def timeline(
    story: str | None, top: int, level: str, as_csv: str | None, ui_language: str, store: Path, as_json: bool
) -> None:
    """Tell what happened in order of time: each line a sentence of the reports with its day, how many reports, outlets
    and origins tell it, and where it stands. Without --story, all stories."""
    from kronika import chronicles
    from kronika.showing.chronicle_phrases import ChroniclePhrases
    from kronika.showing.timeline_csv import csv_of
    from kronika.showing.timeline_lines import WIDTH, lines

    exclusive(as_csv, as_json)
    with waiting.linking():
        found = chronicles.timeline(story, _top(top, as_csv), level, store, ui_language)
    phrases = ChroniclePhrases(ui_language)
    if as_csv is not None:
        number = sum(len(one.lines) for one in found.found)
        hand_over(csv_of(found, phrases), as_csv, store, printing.count(number, "line"))
        return
    printing.show(found, partial(lines, phrases=phrases, width=printing.width(WIDTH)), as_json)


@click.command(epilog="Example: kronika disagreements --story kazachstan")
@STORY
@CSV_OF_SIDES
@UI_LANGUAGE
@STORE
@JSON
def disagreements(story: str | None, as_csv: str | None, ui_language: str, store: Path, as_json: bool) -> None:
    """Tell where the reports differ: numbers, accounts of what it was, versions of one event, accusations and denials,
    opposite statements; who holds which side, since when, through which origins. Nobody is said to be right."""
    from kronika import chronicles
    from kronika.showing.chronicle_phrases import ChroniclePhrases
    from kronika.showing.disagreement_csv import csv_of
    from kronika.showing.timeline_lines import WIDTH, disagreement_lines

    exclusive(as_csv, as_json)
    with waiting.linking():
        found = chronicles.disagreements(story, store, ui_language)
    phrases = ChroniclePhrases(ui_language)
    if as_csv is not None:
        matters = [row for one in found.found for row in one.disagreements]
        sides = printing.count(sum(len(row.sides) for row in matters), "side")
        told = f"{sides} of {printing.count(len(matters), 'disagreement')}"
        hand_over(csv_of(found, phrases), as_csv, store, told)
        return
    printing.show(found, partial(disagreement_lines, phrases=phrases, width=printing.width(WIDTH)), as_json)


@click.command(epilog="Example: kronika changes --since 2027-05-10")
@click.option(
    "--since",
    default="last",
    show_default=True,
    metavar="DAY|RUN",
    help="A day, month or year from which on reports were published; the number of a run of `read` or `remove`; or"
    " `last`: what the last run changed.",
)
@STORY
@click.option("--top", default=10, show_default=True, metavar="N", help="The heaviest of each kind; 0 for all.")
@UI_LANGUAGE
@STORE
@JSON
def changes(since: str, story: str | None, top: int, ui_language: str, store: Path, as_json: bool) -> None:
    """Tell what is new in the chronicle: lines, figures that moved, disagreements, support that grew or fell."""
    from kronika import chronicles
    from kronika.showing.change_lines import WIDTH, lines
    from kronika.showing.chronicle_phrases import ChroniclePhrases
    from kronika.showing.timeline_search import check_top

    phrases = ChroniclePhrases(ui_language)
    check_top(top, phrases)
    with waiting.linking():
        found = chronicles.changes(since, story, store, ui_language)
    told = partial(lines, phrases=phrases, width=printing.width(WIDTH), top=top)
    printing.show(found, told, as_json)


@click.command(epilog="Example: kronika brief --story kazachstan -o brief.md --ui-language pl")
@STORY
@TOP
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write it to FILE."
)
@UI_LANGUAGE
@STORE
@JSON
def brief(story: str | None, top: int, output: Path | None, ui_language: str, store: Path, as_json: bool) -> None:
    """Write a story as Markdown to pass on, with a footnote to report and passage behind every line. Without --story
    the largest one."""
    from kronika import api, chronicles
    from kronika.showing.brief import BriefAnswer

    with waiting.linking():
        text = chronicles.brief(story, top, store, ui_language)
    if output is not None:
        api.write_sheet(text, output, store, "-o")
    if as_json or output is not None:
        found = BriefAnswer(output=str(output) if output else None, markdown=text)
        printing.show(found, lambda _: [f"The brief is {output}"], as_json)
    else:
        click.echo(text.encode("utf-8", "replace"), nl=False)
