"""What a request asks for, checked; and all that an answer to it is made from, of one moment of the store."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlencode

from starlette.requests import Request

from kronika.serving.phrases import DeskPhrases
from kronika.serving.relinking import Relinking
from kronika.serving.setting import Setting
from kronika.showing.proofs import Proofs
from kronika.store import Lookup

LONGEST = 300
"""Characters of what is asked for; names of reports may be longer."""
MOST_PAGES = 10**6
DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
FLASH, AUTHOR = "kronika_flash", "kronika_author"


class NotThereError(Exception):
    """What is asked for is not there: 404. The rule of the sentence that says so."""


class NotUnderstoodError(Exception):
    """What is asked cannot be understood: 400. The rule of the sentence that says so, and what was asked."""

    def __init__(self, rule: str, given: str) -> None:
        super().__init__(rule, given)
        self.rule, self.given = rule, given


@dataclass(frozen=True)
class Pages:
    """Where a list stands: the page, how many there are, and the addresses of those beside it."""

    page: int
    pages: int
    first: int
    last: int
    every: int
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Asking:
    """A request with what it is answered from."""

    request: Request
    setting: Setting
    lookup: Lookup
    relinking: Relinking

    @property
    def words(self) -> DeskPhrases:
        """The words of the desk."""
        return phrases(self.setting.language)

    @property
    def proofs(self) -> Proofs:
        """The words of proofs."""
        return Proofs(self.setting.language)

    @property
    def seal(self) -> str:
        """What forms of this browser carry."""
        return self.setting.seal(self.request.scope["kronika.browser"])

    @property
    def author(self) -> str:
        """Who corrects at this browser."""
        return author_of(self.request, self.setting)

    @property
    def flash(self) -> str:
        """What the last form did."""
        return flash_of(self.request)

    @property
    def here(self) -> str:
        """The address asked for, without host and token."""
        asked = self.request.url.query.split("&")
        kept = "&".join(part for part in asked if unquote(part.split("=")[0]) != "token")
        return self.path + (f"?{kept}" if kept else "")

    @property
    def path(self) -> str:
        """The path asked for, quoted as it came."""
        raw: bytes = self.request.scope.get("raw_path", b"/")
        return raw.split(b"?")[0].decode("latin-1")

    def name(self, parameter: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[parameter])

    def rest(self, before: str) -> str:
        """All of the path behind a beginning, decoded once: what is asked for may look like a path, or be quoted."""
        return unquote(self.path.removeprefix(before))

    def text(self, parameter: str) -> str:
        """What is asked for, without blanks around it; empty where nothing is."""
        return self.request.query_params.get(parameter, "").strip()[:LONGEST]

    def choice(self, parameter: str, among: Mapping[str, Any] | tuple[str, ...], default: str = "") -> str:
        """One of several. Raises NotUnderstoodError for another."""
        given = self.text(parameter)
        if given and given not in among:
            raise NotUnderstoodError("not-a-choice", given)
        return given or default

    def number(self, parameter: str, default: int = 1) -> int:
        """A number from 1. Raises NotUnderstoodError for anything else."""
        given = self.text(parameter)
        if not given:
            return default
        if not (given.isascii() and given.isdecimal()) or not 0 < int(given) <= MOST_PAGES:
            raise NotUnderstoodError("not-a-page", given)
        return int(given)

    def days(self, parameter: str) -> tuple[str | None, str | None]:
        """The first and last day of a day, month or year. Raises NotUnderstoodError for anything else."""
        given = self.text(parameter)
        if not given:
            return None, None
        return stretch(given)

    def with_(self, **changed: object) -> str:
        """The address asked for with other parameters; None takes one out."""
        asked = {k: v for k, v in self.request.query_params.items() if k != "token"}
        asked |= {k: str(v) for k, v in changed.items() if v is not None}
        kept = {k: v for k, v in asked.items() if v != "" and not (k in changed and changed[k] is None)}
        return self.path + (f"?{urlencode(kept)}" if kept else "")

    def pages(self, every: int, size: int, parameter: str = "page") -> Pages:
        """The page of a list that is asked for; the last one where there are fewer."""
        pages = max(1, -(-every // size))
        page = min(self.number(parameter), pages)
        return Pages(
            page=page,
            pages=pages,
            first=(page - 1) * size,
            last=min(every, page * size),
            every=every,
            before=self.with_(**{parameter: page - 1 if page > 2 else None}) if page > 1 else None,
            after=self.with_(**{parameter: page + 1}) if page < pages else None,
        )


def author_of(request: Request, setting: Setting) -> str:
    """Who corrects at a browser: the name set there, else the user of this system."""
    return " ".join(unquote(request.cookies.get(AUTHOR, "")).split())[:LONGEST] or setting.author


def flash_of(request: Request) -> str:
    """What the last form of a browser did."""
    return unquote(request.cookies.get(FLASH, ""))


_PHRASES: dict[str, DeskPhrases] = {}


def phrases(language: str) -> DeskPhrases:
    """The words of the desk in a language."""
    if language not in _PHRASES:
        _PHRASES[language] = DeskPhrases(language)
    return _PHRASES[language]


def stretch(given: str) -> tuple[str, str]:
    """The first and last day of `2022-01-05`, `2022-01` or `2022`. Raises NotUnderstoodError for anything else."""
    found = DAY.fullmatch(given)
    try:
        if found is None or not given.isascii():
            raise ValueError(given)
        year, month, day = (int(part) if part else None for part in found.groups())
        first = dt.date(year or 0, month or 1, day or 1)
        last = first if day else _last_day(first.year, month)
    except ValueError:
        raise NotUnderstoodError("not-a-day", given) from None
    return first.isoformat(), last.isoformat()


def _last_day(year: int, month: int | None) -> dt.date:
    if month is None or month == 12:
        return dt.date(year, 12, 31)
    return dt.date(year, month + 1, 1) - dt.timedelta(days=1)
