"""The command line: one thin command a function of the API, with the same name."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from kronika import __version__, printing
from kronika.correcting_commands import correct
from kronika.exporting_command import export
from kronika.options import (
    CSV,
    CSV_OF_TELLINGS,
    ENTITIES,
    JSON,
    MODELS,
    PATHS,
    SCHEDULER,
    SINCE,
    STORE,
    STORY,
    UI_LANGUAGE,
    UI_LANGUAGE_OF_PAGE,
    UI_LANGUAGE_OF_REASONS,
    UNTIL,
    WORKERS,
    exclusive,
)
from kronika.printing import NOTHING_READ, Commands
from kronika.searching_commands import search
from kronika.serving.command import serve
from kronika.showing import waiting
from kronika.telling_commands import brief, changes, disagreements, hand_over, timeline

BESIDE = "; the other commands tell of them too. One matter, one store: name another with --store"
"""What whoever makes a page should know of reports that are not on it."""


@click.group(
    cls=Commands,
    epilog="Example: kronika report articles/ -o report.html",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="kronika")
def main() -> None:
    """Read news reports about an unfolding event and write its chronicle: what happened when, who says so,
    what the figures are. Every line leads back to the words it came from."""


@main.command(epilog="Example: kronika report articles/ more.jsonl -o report.html")
@PATHS
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The page to write.",
)
@MODELS
@ENTITIES
@UI_LANGUAGE_OF_PAGE
@click.option("--excerpts", is_flag=True, help="Show of the texts only the passages that lines use.")
@WORKERS
@SCHEDULER
@STORE
@JSON
def report(
    paths: Sequence[str],
    output: Path,
    models: dict[str, Path | None],
    entities: list[Path | None],
    ui_language: str,
    excerpts: bool,
    workers: int | None,
    scheduler: str | None,
    store: Path,
    as_json: bool,
) -> None:
    """Read files and folders and write one page of them that opens in any browser."""
    from kronika import api

    before = _count(store)
    with waiting.progress() as shown:
        summary = api.report(
            paths, output, store, shown.reading, models, entities, ui_language, excerpts, workers, scheduler
        )
    printing.tell(summary, as_json, {"output": str(output) if summary.sources else None})
    if summary.sources and not as_json:
        click.echo(f"The page is {output}")
        _tell_of_store(store, before - summary.unchanged - summary.again, BESIDE)
    sys.exit(printing.code(summary))


@main.command(epilog="Example: kronika read articles/ --store crisis.db")
@PATHS
@MODELS
@ENTITIES
@WORKERS
@SCHEDULER
@STORE
@JSON
def read(
    paths: Sequence[str],
    models: dict[str, Path | None],
    entities: list[Path | None],
    workers: int | None,
    scheduler: str | None,
    store: Path,
    as_json: bool,
) -> None:
    """Read files and folders (pages, feeds, archives, JSON Lines, text) into the store. Unchanged reports are not read
    again."""
    from kronika import api

    before = _count(store)
    with waiting.progress() as shown:
        summary = api.read(paths, store, shown.reading, models, entities, workers, scheduler, shown.linking)
    printing.tell(summary, as_json, {})
    if not as_json:
        _tell_of_store(store, before - summary.unchanged - summary.again)
    sys.exit(printing.code(summary))


def _count(store: Path) -> int:
    """How many reports a store holds; none where there is none."""
    from kronika.store import Store

    if not store.exists():
        return 0
    with Store(store, create=False) as opened:
        return opened.count()


def _tell_of_store(store: Path, more: int, beside: str = "") -> None:
    """How many other reports the store holds, what follows, and whether somebody should look at corrections."""
    from kronika import corrections

    if more > 0:
        click.echo(f"{printing.count(more, 'report')} of before in {store}{beside}.")
    amiss = sum(corrections.stands(one) in corrections.AMISS for one in corrections.listed(store))
    if amiss:
        told = printing.count(amiss, "correction")
        click.echo(f"kronika: {told} lost, without effect or in doubt: see 'kronika correct list'.", err=True)


for command in (serve, search, correct, export):
    main.add_command(command)


@main.command(epilog="Example: kronika verify --store crisis.db")
@STORE
@JSON
def verify(store: Path, as_json: bool) -> None:
    """Check every stored passage against its text again. Exits with 1 where one does not hold."""
    from kronika import api

    with waiting.linking():
        found = api.verify(store)
    if as_json:
        printing.print_json(found)
    else:
        printing.tell_faults(found.wrong)
        wrong = f"{len(found.wrong)} wrong" if found.wrong else "all hold"
        click.echo(
            f"{printing.count(found.articles, 'version')} and {printing.count(found.spans, 'passage')} checked: {wrong}"
        )
    sys.exit(1 if found.wrong else 0)


@main.command(epilog="Example: kronika explain report.txt:120")
@click.argument("place", metavar="ARTICLE[:START]")
@UI_LANGUAGE_OF_REASONS
@STORE
@JSON
def explain(place: str, ui_language: str, store: Path, as_json: bool) -> None:
    """Tell what was read at a place of an article, and why: the rule, the words, the steps. Without START, how the
    article's day of publication was found. The id of a mention of an event is a place too."""
    from kronika import api
    from kronika.showing.explanation_lines import lines

    with waiting.linking():
        found = api.explain(place, store, ui_language)
    printing.show(found, lines, as_json)


@main.command(epilog="Example: kronika who Tokajew --store crisis.db")
@click.argument("name", required=False)
@click.option("--kind", type=click.Choice(["PER", "ORG", "LOC"]), help="People, organisations or places alone.")
@STORE
@JSON
def who(name: str | None, kind: str | None, store: Path, as_json: bool) -> None:
    """Tell whom the reports name, how often, how, as what, and why mentions are one. Without NAME all of them."""
    from kronika import api
    from kronika.showing.who_lines import lines

    with waiting.linking():
        found = api.who(name, store, kind)
    printing.show(found, lines, as_json)


@main.command(epilog="Example: kronika statements --speaker Tokajew --about protest --since 2022-01-05")
@click.option("--speaker", metavar="NAME", help="What those say who are named so; a part of the name is enough.")
@click.option("--about", metavar="WORDS", help="All words stand in it, in any of their forms, or somebody is named so.")
@SINCE
@UNTIL
@STORY
@CSV_OF_TELLINGS
@UI_LANGUAGE
@STORE
@JSON
def statements(ui_language: str, store: Path, as_csv: str | None, as_json: bool, **asked: str | None) -> None:
    """Tell who said what, on which day, through whom, and where else it stands. Without a choice, and where they are
    many, a table of those who speak."""
    from kronika import api
    from kronika.showing.phrases import Phrases
    from kronika.showing.statement_csv import csv_of
    from kronika.showing.statement_lines import WIDTH, lines

    exclusive(as_csv, as_json)
    with waiting.linking():
        found = api.statements(**asked, store=store, ui_language=ui_language)
    phrases = Phrases(ui_language)
    if as_csv is None:
        printing.show(found, partial(lines, phrases=phrases, width=printing.width(WIDTH)), as_json)
        return
    tellings = sum(len(said.tellings) for speaker in found.found for said in speaker.statements)
    told = f"{printing.count(tellings, 'telling')} of {printing.count(found.counts.statements, 'statement')}"
    hand_over(csv_of(found, phrases), as_csv, store, told)


@main.command(epilog="Example: kronika figures --measure killed --place Morzany --policy acled")
@click.option("--measure", metavar="NAME", help="What is counted: killed, injured, arrested, money …")
@click.option("--who", metavar="WORDS", help="Whom or what it counts, in any form of the words: children, police.")
@click.option("--place", metavar="NAME", help="Where; a part of the name is enough.")
@STORY
@click.option("--policy", metavar="NAME", help="What this policy makes of them, beside the default one.")
@SINCE
@UNTIL
@click.option("--csv", "as_csv", is_flag=True, help="Print a line a figure, for spreadsheets.")
@UI_LANGUAGE
@STORE
@JSON
def figures(ui_language: str, store: Path, as_csv: bool, as_json: bool, **asked: str | None) -> None:
    """Tell how the numbers went: each with its days, who gives it, who disputes it, and what the policies make of
    all. Without a choice, a table."""
    from kronika import api
    from kronika.showing.figure_csv import csv_of
    from kronika.showing.figure_lines import WIDTH, lines
    from kronika.showing.figure_phrases import FigurePhrases

    if as_csv and as_json:
        raise click.UsageError("--csv and --json exclude each other.")
    with waiting.linking():
        found = api.figures(**asked, store=store, ui_language=ui_language, sentences=as_csv or as_json)
    if as_csv:
        click.echo(csv_of(found).encode("utf-8", "replace"), nl=False)
    else:
        printing.show(found, partial(lines, phrases=FigurePhrases(ui_language), width=printing.width(WIDTH)), as_json)


@main.command(epilog="Example: kronika events --type PROTEST --since 2027-05-06 --place Morzany")
@click.option(
    "--type",
    "types",
    multiple=True,
    metavar="TYPE",
    help="A type, a mode or both: PROTEST, strike, COERCE/arrest; or what it is called. Given twice, either.",
)
@click.option("--who", metavar="NAME", help="Who takes part: a name, a part of one, or a sector such as police.")
@click.option("--actor", metavar="NAME", help="Who does it.")
@click.option("--recipient", metavar="NAME", help="To whom it is done.")
@click.option("--place", metavar="NAME", help="Where: a name, a part of one, or the country around it.")
@SINCE
@UNTIL
@click.option("--modality", metavar="NAME", help="How real: actual, future, hypothetical or negated.")
@STORY
@CSV
@UI_LANGUAGE
@STORE
@JSON
def events(
    types: Sequence[str], ui_language: str, store: Path, as_csv: str | None, as_json: bool, **asked: str | None
) -> None:
    """Tell what happened, by day: who did what to whom, where, in which sentence, and which other reports tell it.
    Without a choice, and where they are many, a table of types."""
    from kronika import api
    from kronika.showing.event_csv import csv_of
    from kronika.showing.event_lines import WIDTH, lines
    from kronika.showing.event_phrases import EventPhrases

    exclusive(as_csv, as_json)
    with waiting.linking():
        found = api.events(store, ui_language, types or None, **asked)
    if as_csv is None:
        printing.show(found, partial(lines, phrases=EventPhrases(ui_language), width=printing.width(WIDTH)), as_json)
        return
    of = found.counts
    told = f"{printing.count(of.mentions, 'mention')} of {printing.count(of.events, 'event')}"
    hand_over(csv_of(found), as_csv, store, told)


@main.command(epilog="Example: kronika stories story-27e8 --store crisis.db")
@click.argument("story", required=False)
@STORE
@JSON
def stories(story: str | None, store: Path, as_json: bool) -> None:
    """List the stories, or show one with its reports and why they belong to it. STORY is an id, the beginning of an
    id, the name of a report, or a part of a title."""
    from kronika import api
    from kronika.showing.story_lines import WIDTH, lines

    with waiting.linking():
        found = api.stories(story, store)
    printing.show(found, partial(lines, width=printing.width(WIDTH)), as_json)


for command in (timeline, disagreements, changes, brief):
    main.add_command(command)


@main.command(epilog="Example: kronika reuse report.txt --store crisis.db")
@click.argument("article", required=False)
@STORE
@JSON
def reuse(article: str | None, store: Path, as_json: bool) -> None:
    """Show the passages that reports share, side by side. [-Words-] stand in the first alone, {+words+} in the
    other. ARTICLE is the name of a report whose passages to show; without it a table of all pairs comes first."""
    from kronika import api
    from kronika.showing.reuse_lines import WIDTH, lines

    with waiting.linking():
        found = api.reuse(article, store)
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    printing.show(found, partial(lines, width=printing.width(WIDTH), colour=colour), as_json)


@main.command(epilog="Example: kronika remove report.txt 'report.txt#1b2c3d4e' --store crisis.db")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@STORE
@JSON
def remove(articles: Sequence[str], store: Path, as_json: bool) -> None:
    """Take reports out of the store again, by the names shown. All that is told or exported from then on is as if
    they had never been read. Nothing is lost: the store keeps their text apart, and reading the file or folder
    again brings them back."""
    from kronika import api

    with _removing(store), waiting.linking():
        done = api.remove(articles, store)
    if as_json:
        printing.print_json(done)
        return
    for name in done.removed:
        click.echo(f"Removed {name}")
    for old, new in done.renamed.items():
        click.echo(f"{old} is named {new} now")
    click.echo(f"{printing.count(done.remaining, 'report')} left in the store.")


@contextmanager
def _removing(store: Path) -> Iterator[None]:
    """Tells of a Ctrl-C behind the removal what is done and what is not."""
    from kronika.store import Store

    with Store(store, create=False) as opened:
        before = opened.state()
        try:
            yield
        except KeyboardInterrupt:
            if opened.state() == before:
                raise
            click.echo("kronika: The reports are out of the store; the next command links the others again.", err=True)
            sys.exit(NOTHING_READ)


if __name__ == "__main__":
    main()
