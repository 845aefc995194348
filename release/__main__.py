"""`python -m release TASK`: what must hold before others get Kronika, a line a step."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from release.checklist import RELEASE, SIZES, WHEEL, Step, go_through
from release.job import Job
from release.repository import note_check
from release.sizes import SENTENCE

PYTHON = click.option("--python", default=sys.executable, help="The interpreter of the fresh environment.")


@click.group(help=__doc__)
def main() -> None:
    """The checklist and its parts."""


@main.command()
@PYTHON
def checklist(python: str) -> None:
    """All steps of a release."""
    _go(RELEASE, python)
    click.echo("All is ready.")


@main.command()
@PYTHON
def wheel(python: str) -> None:
    """The steps about the wheel, without the extras."""
    _go(WHEEL, python)


@main.command()
@PYTHON
def sizes(python: str) -> None:
    """Measures the sizes, and prints the sentence of the README."""
    click.echo(SENTENCE.format(**_go(SIZES, python).megabytes))


@main.command()
def checked() -> None:
    """Notes that `make check` went through for this commit."""
    click.echo(note_check())


def _go(steps: Sequence[Step], python: str) -> Job:
    """Goes through the steps and ends with 1, and a list of what is not ready, where something is not."""
    found, job = go_through(steps, python, click.echo)
    if found:
        click.echo(f"\nNot ready ({len(found)}):")
        for problem in found:
            click.echo(f"  - {problem}")
        sys.exit(1)
    return job


if __name__ == "__main__":
    main()
