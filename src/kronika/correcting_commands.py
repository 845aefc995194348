"""The commands of `kronika correct`: what people rule, withdrawn, listed, and passed on to others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kronika import printing
from kronika.options import AUTHOR, JSON, STORE
from kronika.showing import waiting, wording

if TYPE_CHECKING:
    from kronika.corrections import Listed
    from kronika.records import Correction

REASON = click.option("--reason", metavar="WORDS", help="Why; kept beside the correction.")
SHOWN = 70


@click.group(epilog="Example: kronika correct merge one.txt:120 other.txt:40 --store crisis.db")
def correct() -> None:
    """Correct what was read: merge, split, fix, reject, check. Each correction is kept beside the reports, holds on
    their words, is obeyed at every later run, and can be withdrawn."""


@correct.command(epilog="Example: kronika correct merge one.txt:120 other.txt:40 --store crisis.db")
@click.argument("one", metavar="ONE")
@click.argument("other", metavar="OTHER")
@REASON
@AUTHOR
@STORE
@JSON
def merge(one: str, other: str, **asked: Any) -> None:
    """Say that two are one: two mentions of names, two entities (by name or id), two events, or two reports or stories,
    which are then of one story."""
    _rule("merge", one, other, **asked)


@correct.command(epilog="Example: kronika correct split one.txt:120 other.txt:40 --store crisis.db")
@click.argument("one", metavar="OUT")
@click.argument("other", metavar="STAYS")
@REASON
@AUTHOR
@STORE
@JSON
def split(one: str, other: str, **asked: Any) -> None:
    """Say that two are not one. OUT is taken out of that to which STAYS belongs: a mention out of an entity, a mention
    of an event out of the event, a report out of its story."""
    _rule("split", one, other, **asked)


@correct.command(epilog="Example: kronika correct fix report.txt:120 --number 164 --reason 'corrected by the ministry'")
@click.argument("record", metavar="RECORD")
@click.option(
    "--day", metavar="DAY", help="Of a date, an event, or the publication: 2027-05-06, 2027-05, or FIRST/LAST."
)
@click.option("--type", metavar="TYPE", help="Of an event: PROTEST, COERCE/arrest.")
@click.option("--speaker", metavar="NAME", help="Of a statement or a figure.")
@click.option("--number", metavar="NUMBER", help="Of a figure: 164, 150..170, 150..")
@click.option("--measure", metavar="NAME", help="What a figure counts: killed, injured …")
@REASON
@AUTHOR
@STORE
@JSON
def fix(record: str, reason: str | None, author: str | None, store: Path, as_json: bool, **given: str | None) -> None:
    """Fix a day, a type, a speaker, a number or a measure. An empty value says that a day, a speaker or a number
    is not known. RECORD is an id, as the desk and the export show it, ARTICLE:START, or the name of a report, whose day
    is that of its publication."""
    fixed = [(field, value) for field, value in given.items() if value is not None]
    if len(fixed) != 1:
        raise click.UsageError("Give one of --day, --type, --speaker, --number and --measure.")
    _rule("fix", record, None, fixed[0], reason=reason, author=author, store=store, as_json=as_json)


@correct.command(epilog="Example: kronika correct reject figure-1b2c3d4e5f60 --store crisis.db")
@click.argument("record", metavar="RECORD")
@REASON
@AUTHOR
@STORE
@JSON
def reject(record: str, **asked: Any) -> None:
    """Say that a record is none: it is left out of all that is told and exported. RECORD is an id or ARTICLE:START."""
    _rule("reject", record, None, **asked)


@correct.command(epilog="Example: kronika correct check statement-1b2c3d4e5f60 --store crisis.db")
@click.argument("record", metavar="RECORD")
@REASON
@AUTHOR
@STORE
@JSON
def check(record: str, **asked: Any) -> None:
    """Mark a record as checked. Where it says something else one day, the mark is listed as changed."""
    _rule("check", record, None, **asked)


def _rule(
    act: str,
    one: str,
    other: str | None,
    fixed: tuple[str, str | None] = ("", None),
    *,
    store: Path,
    reason: str | None,
    author: str | None,
    as_json: bool,
) -> None:
    """Makes a correction, has the reports linked, and tells what became of it."""
    from kronika import corrections

    with waiting.linking():
        corrections.link(store)
        field, value = fixed
        made = corrections.correct(store, act, one, other, field or None, value, reason, author)
        corrections.link(store)
        became = next(one for one in corrections.listed(store) if one.correction.id == made.id)
    if as_json:
        printing.print_json(became)
    else:
        for line in lines(became):
            click.echo(line)


@correct.command(epilog="Example: kronika correct withdraw correction-1b2c3d4e5f60 --store crisis.db")
@click.argument("correction", metavar="CORRECTION")
@REASON
@AUTHOR
@STORE
@JSON
def withdraw(correction: str, reason: str | None, author: str | None, store: Path, as_json: bool) -> None:
    """Take a correction back, by its id or, with `last`, your last one. It stays listed as withdrawn."""
    from kronika import corrections

    with waiting.linking():
        made = corrections.withdraw(store, correction, reason, author)
        corrections.link(store)
    if as_json:
        printing.print_json(made)
    else:
        click.echo(f"Withdrawn: {made.withdraws}")


@correct.command("list", epilog="Example: kronika correct list --standing lost --store crisis.db")
@click.option("--standing", metavar="NAME", help="holds, lost, idle, changed, collides, replaced or withdrawn.")
@STORE
@JSON
def list_(standing: str | None, store: Path, as_json: bool) -> None:
    """List the corrections, and what became of each when the reports were last linked."""
    from kronika import corrections

    if standing is not None and standing not in corrections.STANDINGS:
        raise click.BadParameter(f"choose {', '.join(corrections.STANDINGS)}", param_hint="--standing")
    with waiting.linking():
        corrections.link(store)
        found = [one for one in corrections.listed(store) if standing in (None, corrections.stands(one))]
    if as_json:
        printing.print_json(found)
        return
    for one in found:
        for line in lines(one):
            click.echo(line)
    if not found:
        click.echo("No such corrections." if standing else "No corrections.")


@correct.command("export", epilog="Example: kronika correct export -o mine.jsonl --store crisis.db")
@click.option("-o", "--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write to FILE.")
@STORE
def export(output: Path | None, store: Path) -> None:
    """Write all corrections as JSON Lines, for somebody else's store."""
    from kronika import api, corrections

    found = "".join(corrections.dump(store))
    if output is None:
        click.echo(found.encode("utf-8"), nl=False)
    else:
        api.write_sheet(found, output, store, "-o")
        click.echo(f"{printing.count(found.count(chr(10)), 'line')} in {output}")


@correct.command("import", epilog="Example: kronika correct import theirs.jsonl --store crisis.db")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@STORE
@JSON
def import_(file: Path, store: Path, as_json: bool) -> None:
    """Take in the corrections of somebody else. Nothing is overwritten: what rules otherwise than yours is listed as
    colliding, and neither is obeyed until one is withdrawn."""
    from kronika import corrections

    with waiting.linking():
        new = corrections.load(store, file.read_bytes().decode("utf-8", "surrogateescape").split("\n"), file.name)
        corrections.link(store)
        found = corrections.listed(store)
    amiss = [one for one in found if corrections.stands(one) in corrections.AMISS]
    if as_json:
        printing.print_json({"new": new, "amiss": amiss})
        return
    click.echo(f"{printing.count(new, 'correction')} new.")
    for one in amiss:
        for line in lines(one):
            click.echo(line)


# ------------------------------------------------------------------------- lines


def lines(one: Listed) -> Sequence[str]:
    """A correction with what became of it: two lines, and one more for the reason."""
    from kronika import corrections

    made, standing = one.correction, one.standing
    why = standing.why if standing else f"by {one.withdrawn_by.author}" if one.withdrawn_by else "not yet linked"
    with_ = f" ({', '.join(standing.with_)})" if standing and standing.with_ else ""
    told = [
        f"{made.id}  {_told(made)}  {made.author}, {made.made[:10]}",
        f"    {corrections.stands(one)}: {why}{with_}",
    ]
    told += [f"    “{made.reason}”"] if made.reason else []
    return [wording.visible(line) for line in told]


def _told(made: Correction) -> str:
    """What is ruled, in words."""
    sides = [f"“{_short(side.text)}” ({side.article}:{side.start})" for side in (made.of, made.other) if side]
    table = "" if made.table in ("entities", None) else f" of {made.table}"
    if made.act == "fix":
        return f"fix{table} {sides[0]}: {made.field} {made.value or 'not known'}"
    joint = " and " if made.act == "merge" else " from "
    return f"{made.act}{table} {joint.join(sides)}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
