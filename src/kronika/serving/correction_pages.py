"""The ledger of corrections: what people ruled, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from kronika import corrections
from kronika.corrections import Listed
from kronika.records import ArticleRow, Correction
from kronika.serving import addresses
from kronika.serving.asking import Asking
from kronika.serving.ledgers import dumped, listed
from kronika.serving.rendering import fill

SIZE = 40
STANDINGS = ("holds", "lost", "idle", "changed", "collides", "replaced", "withdrawn", "new")
MOST_ROWS = 4
"""Records of a correction that its line names."""


@dataclass(frozen=True)
class Shown:
    """A correction in the list: what became of it, and the records that it is about today, with their addresses."""

    listed: Listed
    stands: str
    records: tuple[tuple[str, str], ...]
    against: tuple[Correction, ...]


def ledger(ask: Asking) -> Response:
    """All corrections, the last first."""
    every = listed(ask.lookup)
    by_id = {one.correction.id: one.correction for one in every}
    authors = sorted({one.correction.author for one in every})
    kinds = sorted({corrections.stands(one) for one in every})
    standing, author = ask.choice("standing", tuple({*kinds, *STANDINGS})), ask.text("author")
    asked = [
        one
        for one in reversed(every)
        if standing in ("", corrections.stands(one)) and author in ("", one.correction.author)
    ]
    pages = ask.pages(len(asked), SIZE)
    return fill(
        ask,
        "corrections",
        rows=[_shown(ask, one, by_id) for one in asked[pages.first : pages.last]],
        every=len(every),
        standings=kinds,
        standing=standing,
        authors=authors,
        author_asked=author,
        pages=pages,
    )


def _shown(ask: Asking, one: Listed, by_id: dict[str, Correction]) -> Shown:
    standing = one.standing
    rows = ask.lookup.rows_of(standing.rows[:MOST_ROWS] if standing else []).values()
    records = tuple((_called(row), addresses.record(row.id)) for row in rows if hasattr(row, "text"))
    against = tuple(by_id[id] for id in (standing.with_ if standing else []) if id in by_id)
    return Shown(one, corrections.stands(one), records, against)


def download(ask: Asking) -> Response:
    """The ledger as JSON Lines."""
    headers = {"Content-Disposition": 'attachment; filename="corrections.jsonl"'}
    return Response(dumped(ask.lookup), media_type="application/jsonl; charset=utf-8", headers=headers)


def _called(row: Any) -> str:
    return str(row.article if isinstance(row, ArticleRow) else row.text)
