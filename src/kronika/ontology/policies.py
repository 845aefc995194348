"""Policies by which best, low and high are taken from a history of figures, as data."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from msgspec import Struct, ValidationError, convert, field

from kronika.errors import PackError

PATH = Path(__file__).parent / "policies.toml"
DEFAULT = "latest-official"
BEST = ("lowest", "latest", "likeliest", "none")


class Policy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A policy by name, with the sentence that tells it; `policies.toml` says what the choices mean."""

    name: str
    sentence: str
    of: str
    best: str
    range: str
    credible: bool = False
    retracted: bool = False
    country_wide: bool = True
    words: dict[str, int] = field(default_factory=dict)


@cache
def policies() -> dict[str, Policy]:
    """The policies by name, in the order of the file. Raises PackError for one that is not as the file says."""
    try:
        tables = tomllib.loads(PATH.read_text(encoding="utf-8"))["policy"]
        found = convert(tables, list[Policy])
    except (ValidationError, KeyError, tomllib.TOMLDecodeError) as error:
        raise PackError(str(PATH), str(error), "See the comments at the top of the file") from error
    for policy in found:
        _check(policy)
    return {policy.name: policy for policy in found}


def _check(policy: Policy) -> None:
    choices = {"of": ("current", "official"), "best": BEST, "range": ("own", "all")}
    for key, known in choices.items():
        if (given := getattr(policy, key)) not in known:
            raise PackError(f"{PATH}: {policy.name}", f"{key} = {given!r} is not known", f"Choose {', '.join(known)}")
