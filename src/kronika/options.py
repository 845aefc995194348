"""What the commands take: arguments and options that several of them share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from kronika.showing import catalogue

Command = TypeVar("Command", bound=Callable[..., Any])
PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
STORE = click.option(
    "--store",
    default="kronika.db",
    show_default=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where everything that was read is kept.",
)


def _models(_ctx: click.Context, option: click.Parameter, given: Sequence[str]) -> dict[str, Path | None]:
    """`names=FOLDER` or `names=none`, several times."""
    chosen: dict[str, Path | None] = {}
    for value in given:
        part, _, path = value.partition("=")
        if part not in ("syntax", "names") or not path or "," in path:
            why = f"{value!r} is not syntax=FOLDER, names=FOLDER, syntax=none or names=none; for both, give it twice"
            raise click.BadParameter(why, param=option)
        chosen[part] = None if path == "none" else Path(path)
    return chosen


MODELS = click.option(
    "--model",
    "models",
    multiple=True,
    metavar="PART=FOLDER",
    envvar="KRONIKA_MODEL",
    callback=_models,
    help="Read `syntax` or `names` with another spaCy pipeline, or with none: --model names=none.",
)


def _entities(_ctx: click.Context, _option: click.Parameter, given: Sequence[str]) -> list[Path | None]:
    """`FILE` or `none`, several times."""
    return [None if value == "none" else Path(value) for value in given]


ENTITIES = click.option(
    "--entities",
    multiple=True,
    metavar="FILE",
    callback=_entities,
    help="A dictionary of names that the store keeps; several times; `none` takes out those it has.",
)


def _instead_of_workers(ctx: click.Context, _option: click.Parameter, given: str | None) -> str | None:
    """The address, where no number of processes is given."""
    if given is not None and ctx.params.get("workers"):
        raise click.UsageError("--workers and --scheduler exclude each other.")
    return given


WORKERS = click.option(
    "--workers",
    type=click.IntRange(min=1),
    is_eager=True,
    metavar="N",
    help="Processes that read; without it one a core, or none where few reports are new.",
)
SCHEDULER = click.option(
    "--scheduler",
    metavar="ADDRESS",
    callback=_instead_of_workers,
    help="Have a Dask cluster read: tcp://127.0.0.1:8786 on this machine, tls://HOST:8786 elsewhere.",
)


def _ui_language(told: str) -> Callable[[Command], Command]:
    """The option of a language, with what is told in it."""
    return click.option(
        "--ui-language",
        type=click.Choice(catalogue.languages()),
        default=catalogue.DEFAULT,
        show_default=True,
        help=told,
    )


UI_LANGUAGE = _ui_language("The language in which all of it is told.")
UI_LANGUAGE_OF_REASONS = _ui_language(
    "The language of proofs of days and of the names of types of events; all other reasons are told in English."
)
UI_LANGUAGE_OF_PAGE = _ui_language(
    "The language of proofs of days and of what is told of statements and figures; the rest stays English."
)
UI_LANGUAGE_OF_EXPORT = _ui_language("The language of words that a format adds, such as headings of a timeline.")
SINCE = click.option("--since", metavar="DAY", help="Leave out what lies before: 2027-05-06, 2027-05 or 2027.")
UNTIL = click.option(
    "--until",
    metavar="DAY",
    help="Leave out what lies after that day, month or year. What has no known first day stays.",
)
STORY = click.option("--story", metavar="STORY", help="Reports of one story alone, named as in `kronika stories`.")
STANDARD_OUTPUT = "-"


def _csv(line: str, more: str = "") -> Callable[[Command], Command]:
    """The option of a sheet, with what a line of it is."""
    return click.option(
        "--csv",
        "as_csv",
        is_flag=False,
        flag_value=STANDARD_OUTPUT,
        metavar="[FILE]",
        help=f"Write a line {line}, for spreadsheets, to FILE; without one, or with -, print it.{more}",
    )


CSV = _csv("a mention")
CSV_OF_TELLINGS = _csv("a telling")
CSV_OF_LINES = _csv("a line of the chronicle", " All lines, where no --top is given.")
CSV_OF_SIDES = _csv("a side")


def exclusive(as_csv: str | None, as_json: bool) -> None:
    """Raises UsageError where both a sheet and JSON are asked for."""
    if as_csv is not None and as_json:
        raise click.UsageError("--csv and --json exclude each other.")


AUTHOR = click.option(
    "--author", metavar="NAME", envvar="KRONIKA_AUTHOR", help="Who rules; without it the system's user."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object, for scripts.")
