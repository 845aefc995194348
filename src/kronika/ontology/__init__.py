"""What the field codes, as data: measures of figures for now."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kronika.errors import PackError

HOME = Path(__file__).parent


class Measure(NamedTuple):
    """What a figure may count; `casualty` measures say what was done to people."""

    name: str
    casualty: bool


@cache
def measures() -> dict[str, Measure]:
    """The measures, by name, in the order in which a report shows them.

    Raises PackError for one without a name.
    """
    path = HOME / "measures.toml"
    found: dict[str, Measure] = {}
    for table in tomllib.loads(path.read_text(encoding="utf-8"))["measure"]:
        if "name" not in table:
            raise PackError(str(path), "a measure without a name", "Add name = …")
        found[table["name"]] = Measure(table["name"], table.get("casualty", False))
    return found
