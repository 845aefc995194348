"""What a program asks for: parameters with their types, read strictly, so that a slip is told and not passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from kronika.serving.api_answers import ApiError, Page
from kronika.serving.asking import LONGEST, MOST_PAGES, NotUnderstoodError, stretch
from kronika.serving.relinking import Relinking
from kronika.serving.setting import Setting
from kronika.store import Lookup

SIZE = 100
"""Items on a page."""
NUMBER = re.compile(r"[1-9][0-9]{0,6}")
TOKEN = "token"
"""A parameter that the door reads."""
Some = TypeVar("Some")


class Kind(NamedTuple):
    """A type of parameters: its JSON schema, what reads it (ValueError for what is none), what it must be."""

    schema: dict[str, Any]
    read: Callable[[str], Any]
    remedy: str


class Parameter(NamedTuple):
    """A parameter of an address: its type, what it is for, and what it is where nothing is given."""

    name: str
    kind: Kind
    told: str
    default: Any = None


@dataclass(frozen=True)
class Asked:
    """What was asked of which desk; `body` is what was sent, read as its address says."""

    setting: Setting
    relinking: Relinking
    given: Mapping[str, Any]
    body: Any = None

    def text(self, name: str) -> str:
        """A parameter that is text."""
        return str(self.given[name] or "")


@dataclass(frozen=True)
class Looking(Asked):
    """The same with the rows that it is answered from, all of one moment."""

    lookup: Lookup = field(kw_only=True)

    def page(self, total: int, some: Callable[[int, int], Iterable[Some]]) -> Page[Some]:
        """The page of a list that is asked for; without items behind the last one."""
        page = int(self.given["page"])
        items = list(some((page - 1) * SIZE, SIZE))
        return Page(items=items, page=page, pages=max(1, -(-total // SIZE)), total=total)

    def page_of(self, rows: Sequence[Some]) -> Page[Some]:
        """The page of a list that is there."""
        return self.page(len(rows), lambda start, most: rows[start : start + most])


# ------------------------------------------------------------------------ types


def _number(given: str) -> int:
    if not NUMBER.fullmatch(given) or int(given) > MOST_PAGES:
        raise ValueError(given)
    return int(given)


def _days(given: str) -> tuple[str, str]:
    try:
        return stretch(given)
    except NotUnderstoodError as error:
        raise ValueError(given) from error


def text_of(longest: int) -> Kind:
    """Text of so many characters at most."""

    def read(given: str) -> str:
        if len(given) > longest:
            raise ValueError(given)
        return given.strip()

    return Kind({"type": "string", "maxLength": longest}, read, f"Give at most {longest:,} characters")


def choice(*among: str) -> Kind:
    """One of several."""

    def read(given: str) -> str:
        if given not in among:
            raise ValueError(given)
        return given

    return Kind({"type": "string", "enum": list(among)}, read, f"Choose {', '.join(among)}")


TEXT = text_of(LONGEST)
NAME = Kind({"type": "string", "minLength": 1}, str, "Quote it, also its slashes")
PAGE = Kind({"type": "integer", "minimum": 1, "maximum": MOST_PAGES}, _number, "Give a number from 1")
DAY = Kind(
    {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}, _days, "Write 2027-05-06, 2027-05 or 2027"
)  # fmt: skip

# ---------------------------------------------------------------------- reading


def given(parameters: Sequence[Parameter], asked: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The values of an address's parameters. Raises ApiError for what is none of them, or none of their type."""
    known = {one.name: one for one in parameters}
    found: dict[str, Any] = {}
    for name, value in asked:
        if name == TOKEN:
            continue
        if name not in known:
            remedy = f"Choose {', '.join(known)}" if known else "Leave it out"
            raise ApiError(400, name, "there is no such parameter", remedy)
        if name in found:
            raise ApiError(400, name, "it is given twice", "Give it once")
        found[name] = _read(known[name], value)
    return {one.name: one.default for one in parameters} | found


def _read(parameter: Parameter, value: str) -> Any:
    try:
        return parameter.kind.read(value)
    except ValueError:
        raise ApiError(400, parameter.name, "this cannot be understood", parameter.kind.remedy) from None
