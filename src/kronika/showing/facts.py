"""What the commands tell of a report beside its name, and the error where no report is named so."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kronika.errors import InputError
from kronika.records import ArticleRow
from kronika.showing import wording

NEAR = 3


class Facts(Struct, frozen=True, kw_only=True):
    """A report: its title, from the input or its headline, its outlet, its days of publication, its address."""

    article: str
    title: str | None = None
    publisher: str | None = None
    earliest: str | None = None
    latest: str | None = None
    uri: str | None = None

    @property
    def days(self) -> str:
        """The days of publication in words, as far as they are known."""
        return wording.days(wording.interval(self.earliest, self.latest))

    @property
    def origin(self) -> str:
        """Outlet and days in words."""
        return f"{self.publisher or 'outlet not known'}, {self.days}"


def facts_of(tables: Mapping[str, Sequence[Any]]) -> dict[str, Facts]:
    """The facts of every report by its name, from the tables `articles` and `passages`."""
    headlines: dict[str, str] = {}
    for zone in tables["passages"]:
        if zone.kind == "headline":
            headlines.setdefault(zone.article, " ".join(zone.text.split()))
    return {row.article: of_row(row, headlines.get(row.article)) for row in tables["articles"]}


def of_row(row: ArticleRow, headline: str | None = None) -> Facts:
    """The facts of one report; the headline is its title where the input gives none."""
    return Facts(
        article=row.article,
        title=row.title or headline,
        publisher=row.publisher,
        earliest=row.published_earliest,
        latest=row.published_latest,
        uri=row.uri,
    )


def no_article(asked: str, names: Iterable[str]) -> InputError:
    """The error for a name that no report has; its remedy are near names, first those that a hash tells apart."""
    known = list(names)
    alike = [name for name in known if name.startswith(f"{asked}#")]
    near = alike or difflib.get_close_matches(asked, known, n=NEAR, cutoff=0.4)
    remedy = f"Did you mean {', '.join(near)}?" if near else f"The store holds {len(known)} articles"
    return InputError(asked, "the store has no article of this name", remedy)
