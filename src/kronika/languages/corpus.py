"""Corpora: phrases with the value that each must have, which run as tests.

2022-01-05
  -> 5 stycznia
nothing
  -> mają
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from kronika.errors import PackError
from kronika.languages.files import read_text


class Example(NamedTuple):
    """A phrase and the lines of values that it must give; `nothing` gives none."""

    values: tuple[str, ...]
    phrase: str
    place: str


def load_corpus(path: Path) -> list[Example]:
    """The examples of a file. Raises PackError for a phrase before any value."""
    examples: list[Example] = []
    values: list[str] = []
    open_header = False
    for number, raw in enumerate(read_text(path).splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if not line.startswith("-> "):
            value = line.replace("¶", "\n\n")
            values = [*values, value] if open_header else [value]
            open_header = True
            continue
        if not values:
            raise PackError(f"{path}:{number}", "a phrase before any value", "Write the value on a line above")
        open_header = False
        wanted = () if values == ["nothing"] else tuple(values)
        examples.append(Example(wanted, line[3:].replace("¶", "\n\n"), f"{path.name}:{number}"))
    return examples
