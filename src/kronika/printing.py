"""What commands print: answers as lines or JSON, what a run has read, faults; and how a run ends."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from kronika.errors import KronikaError

if TYPE_CHECKING:
    from kronika.records import Trouble
    from kronika.running import ReadSummary

ALL_READ, NOTHING_READ, USAGE, LEFT_OUT = 0, 1, 2, 3
MOST_SHOWN = 20
CUT_OFF = 141
"""What shells give for a command whose reader, such as `head`, has gone: 128 and the number of SIGPIPE."""


class Commands(click.Group):
    """The commands in the order of use, and errors as one line with a remedy."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The commands in the order of use."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; an error is one line with its remedy."""
        try:
            return super().invoke(ctx)
        except KronikaError as error:
            click.echo(f"kronika: {error}", err=True)
            ctx.exit(NOTHING_READ)
        except OSError as error:
            _close_output()
            if isinstance(error, BrokenPipeError):
                ctx.exit(CUT_OFF)
            place = error.filename or "standard output"
            click.echo(f"kronika: {place}: {error.strerror}. Check that it is there and has room", err=True)
            ctx.exit(NOTHING_READ)


def _close_output() -> None:
    """Sends what is still to be written to nowhere, so that Python does not fail again as it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def code(summary: ReadSummary) -> int:
    """The exit code of a run."""
    if not summary.sources and not summary.stopped:
        return NOTHING_READ
    return LEFT_OUT if summary.faults or summary.stopped else ALL_READ


def tell(summary: ReadSummary, as_json: bool, more: dict[str, Any]) -> None:
    """Prints the counts to standard output, the faults to standard error."""
    if as_json:
        import msgspec

        faults = [
            {"path": f.source, "what": f.what, "where": f.where, "why": f.why, "remedy": f.remedy}
            for f in summary.faults
        ]
        counts = {"read": summary.read, "unchanged": summary.unchanged}
        print_json({**counts, "stopped": summary.stopped, **more, "faults": msgspec.to_builtins(faults)})
        return
    tell_faults(summary.faults)
    click.echo(_sentence(summary))


def _sentence(summary: ReadSummary) -> str:
    parts = []
    if summary.read or not summary.unchanged:
        why = f" ({summary.again:,} again: their text, the model or Kronika has changed)" if summary.again else ""
        parts.append(f"{count(summary.read, 'report')} read{why}")
    if summary.unchanged:
        again = ", none read again" if not summary.read else ""
        parts.append(f"{count(summary.unchanged, 'report')} unchanged{again}")
    if summary.faults:
        parts.append(f"{count(len(summary.faults), 'fault')} (see above)")
    ending = " The run was stopped; run it again to go on." if summary.stopped else ""
    return "; ".join(parts) + "." + ending


def tell_faults(faults: Sequence[Trouble]) -> None:
    """Prints faults to standard error, the first of many."""
    for fault in faults[:MOST_SHOWN]:
        place = f"{fault.name}, {fault.where}" if fault.where else fault.name
        click.echo(f"kronika: {place}: {fault.why}. {fault.remedy}.", err=True)
    if len(faults) > MOST_SHOWN:
        click.echo(f"kronika: and {len(faults) - MOST_SHOWN} more; the table 'faults' has them all.", err=True)


def count(number: int, noun: str) -> str:
    """So many of something: `1 report`, `2 reports`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def width(in_a_pipe: int) -> int:
    """The columns of the terminal, or `in_a_pipe` where there is none."""
    return shutil.get_terminal_size((in_a_pipe, 24)).columns if sys.stdout.isatty() else in_a_pipe


def show(found: Any, lines: Callable[[Any], Sequence[str]], as_json: bool) -> None:
    """Prints an answer as lines, or as JSON."""
    if as_json:
        print_json(found)
        return
    for line in lines(found):
        click.echo(line)


def print_json(value: Any) -> None:
    """Prints a value as JSON, indented."""
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
