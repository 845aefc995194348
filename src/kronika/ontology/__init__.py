"""What the field codes, as data: measures of figures, kinds of names, types of events and what others call them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kronika.errors import PackError
from kronika.ontology.crosswalks import (
    Acled,
    Coded,
    Rule,
    acled,
    acled_precedence,
    acled_rule,
    acled_types,
    cameo,
    cameo_codes,
    cameo_rule,
)
from kronika.ontology.events import MODALITIES, Context, EventType, check_mode, contexts, event_types, published_mode
from kronika.ontology.policies import DEFAULT, Policy, policies
from kronika.ontology.sectors import Sector, sectors

__all__ = [
    "DEFAULT",
    "MODALITIES",
    "Acled",
    "Coded",
    "Context",
    "EventType",
    "Measure",
    "Policy",
    "Rule",
    "Sector",
    "acled",
    "acled_precedence",
    "acled_rule",
    "acled_types",
    "cameo",
    "cameo_codes",
    "cameo_rule",
    "check_mode",
    "contexts",
    "event_types",
    "kind_of",
    "kinds",
    "measures",
    "policies",
    "published_mode",
    "sectors",
]

HOME = Path(__file__).parent


class Measure(NamedTuple):
    """What a figure may count.

    `casualty` measures say what was done to people, `people` count them, `toll` measures are those that nobody
    knows for sure while they are counted. `grows` says that a later, lower number is no new level but a correction.
    `theme` says that only numbers are compared that share a noun around them, `daily` that reports count it an
    event at a time; `members` are groups of people that are just those whom it counts.
    """

    name: str
    casualty: bool
    people: bool
    toll: bool
    grows: bool
    theme: bool
    daily: bool
    members: tuple[str, ...] = ()


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
        flags = {flag: table.get(flag, False) for flag in ("casualty", "people", "toll", "theme", "daily")}
        grows = table.get("course") == "grows"
        found[table["name"]] = Measure(
            name=table["name"], grows=grows, members=tuple(table.get("members", ())), **flags
        )
    return found


@cache
def _kinds() -> dict[str, str]:
    """Labels of models -> kinds of names. Raises PackError for a kind without name or labels."""
    path = HOME / "kinds.toml"
    found: dict[str, str] = {}
    for table in tomllib.loads(path.read_text(encoding="utf-8"))["kind"]:
        if not {"name", "labels"} <= table.keys():
            raise PackError(str(path), "a kind without name or labels", "Add name = … and labels = […]")
        found |= dict.fromkeys(table["labels"], table["name"])
    return found


def kinds() -> list[str]:
    """The kinds of names."""
    return list(dict.fromkeys(_kinds().values()))


def kind_of(label: str) -> str | None:
    """The kind of name that a model's label means: PER, ORG or LOC; None for all else."""
    return _kinds().get(label)
