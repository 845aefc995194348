"""Who is named: the list, and of each all forms, offices and places, and why these are one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from starlette.responses import RedirectResponse, Response

from kronika import ontology
from kronika.records import EntityRow, MentionRow
from kronika.serving import addresses
from kronika.serving.asking import Asking, NotThereError, Pages
from kronika.serving.desks import open_desk
from kronika.serving.record_pages import rulings_on
from kronika.serving.rendering import fill
from kronika.store import ListedEntity

SIZE, MENTIONS = 60, 40
FORMS = 40
COUNTED = 2000
"""Mentions, the first, by which forms are told: tens of thousands would take a second."""
OTHERS = 15


class Mentioned(Struct, frozen=True):
    """Of a mention what its form is."""

    id: str
    text: str
    kind: str
    article: str


def entities(ask: Asking) -> Response:
    """All who are named, the most mentioned first."""
    words, kind = ask.text("q"), ask.choice("kind", tuple(ontology.kinds()))
    listing = ask.lookup.listing
    pages = ask.pages(listing.entities_found(words, kind or None), SIZE)
    found = listing.entities(words, kind or None, pages.first, SIZE)
    rows = ask.lookup.rows_of(one.entity for one in found)
    return fill(
        ask,
        "entities",
        found=[(one, rows.get(one.entity)) for one in found],
        kinds=list(ontology.kinds()),
        kind=kind,
        pages=pages,
    )


def entity(ask: Asking) -> Response:
    """One of them."""
    row = ask.lookup.row(ask.name("entity"))
    if not isinstance(row, EntityRow):
        raise NotThereError("no-such-entity")
    size = ask.lookup.count("mentions", row.id)
    every = list(ask.lookup.entity_outlines("mentions", row.id, Mentioned, COUNTED))
    own = [one for one in every if one.kind in ontology.kinds()]
    pages = ask.pages(size, MENTIONS)
    return fill(
        ask,
        "entity",
        entity=row,
        forms=_forms(own),
        standing=_forms(one for one in every if one.kind not in ontology.kinds()),
        reports=len({one.article for one in every}) if size <= COUNTED else None,
        cut=size > COUNTED,
        statements=ask.lookup.count("statements", row.id),
        **_mentions(ask, row, pages, own),
        anchor=own[0].id if own else "",
        others=_others(ask, row),
        rulings=rulings_on(ask, [row.id, *(one.id for one in every)]),
    )


def _forms(mentions: Iterable[Mentioned]) -> list[tuple[str, int]]:
    """How it stands in the reports, the commonest first."""
    return Counter(" ".join(one.text.split()) for one in mentions).most_common(FORMS)


def _mentions(ask: Asking, row: EntityRow, pages: Pages, own: list[Mentioned]) -> dict[str, Any]:
    """The mentions of a page with their sentences, and from which other each of them would be split."""
    mentions: list[MentionRow] = ask.lookup.of_entity("mentions", row.id, pages.first, MENTIONS)
    desk = open_desk(ask, mentions, texts={mention.article for mention in mentions})
    return {
        "mentions": [(m, desk.passage(m), desk.sources[m.article].context(m.start, m.end)) for m in mentions],
        "apart": {m.id: _another(own, m.id) for m in mentions if m.kind in ontology.kinds()},
        "pages": pages,
    }


def _another(own: list[Mentioned], id: str) -> str:
    """A mention from which this one would be split: the first, or the second where it is the first itself."""
    return next((other.id for other in own if other.id != id), "")


def _others(ask: Asking, row: EntityRow) -> list[tuple[ListedEntity, str]]:
    """Those who may be the same, by the words asked for, with a mention of each that is a name."""
    if not (words := ask.text("merge")):
        return []
    found = []
    for one in ask.lookup.listing.entities(words, None, 0, OTHERS):
        named = (
            m.id
            for m in ask.lookup.entity_outlines("mentions", one.entity, Mentioned, COUNTED)
            if m.kind in ontology.kinds()
        )
        if one.entity != row.id and (first := next(named, None)):
            found.append((one, first))
    return found


def bearer(ask: Asking) -> Response:
    """Leads to whoever a mention means, also when that has changed."""
    row = ask.lookup.row(ask.name("mention"))
    if not isinstance(row, MentionRow):
        raise NotThereError("no-such-record")
    return RedirectResponse(addresses.entity(row.entity) if row.entity else addresses.record(row.id), 303)
