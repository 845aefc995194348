"""What programs can search."""

from __future__ import annotations

from kronika.searching import answers
from kronika.serving.api_answers import FoundItem, SearchPage
from kronika.serving.api_asking import Looking
from kronika.showing.phrases import Phrases


def search(ask: Looking) -> SearchPage:
    """What a search finds, of one kind or of all."""
    phrases = Phrases(ask.setting.language)
    found = answers.search(ask.lookup, ask.text("q"), ask.given["in"], ask.given["page"], phrases)
    total = found.counts[0].count if len(found.counts) == 1 and not found.counts[0].more else None
    return SearchPage(
        items=[_item(one) for one in found.found],
        page=found.page,
        pages=None if total is None else max(1, -(-total // answers.PAGE)),
        total=total,
        counts=found.counts,
    )


def _item(one: answers.Match) -> FoundItem:
    return FoundItem(kind=one.kind, row=one.row, story=one.story, start=one.start, end=one.end, pieces=one.pieces)
