"""The stories of the store, page by page."""

from __future__ import annotations

from starlette.responses import Response

from kronika.corrections import AMISS
from kronika.serving.asking import Asking
from kronika.serving.rendering import fill
from kronika.store import ListedStory, StoriesAsked

SIZE = 30
ORDERS = ("newest", "largest")


def stories(ask: Asking) -> Response:
    """The list of stories, and what needs a look."""
    single = ask.choice("show", ("stories", "single")) == "single"
    asked = StoriesAsked(
        words=ask.text("q"),
        since=ask.days("since")[0],
        until=ask.days("until")[1],
        single=single,
        order=ask.choice("order", ORDERS, "newest"),
    )
    listing = ask.lookup.listing
    pages = ask.pages(listing.stories_found(asked), SIZE)
    found = listing.stories(asked, pages.first, SIZE)
    standings = [one.standing for one in ask.lookup.standings().values()]
    return fill(
        ask,
        "stories",
        asked_for=asked,
        single=single,
        pages=pages,
        rows=[(row, _lead(ask, row)) for row in found],
        numbers={what: listing.count(what) for what in ("stories", "reports", "entities")},
        of_one=listing.stories_found(StoriesAsked(single=True)),
        faults=ask.lookup.count("faults"),
        grave={name: standings.count(name) for name in AMISS if name in standings},
    )


def _lead(ask: Asking, row: ListedStory) -> str:
    summaries = ask.lookup.under("summaries", row.story)
    return summaries[0].lead if summaries else ""
