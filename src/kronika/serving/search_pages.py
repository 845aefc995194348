"""What a search finds: in the reports by kind, and among stories and names."""

from __future__ import annotations

from starlette.responses import Response

from kronika.errors import InputError
from kronika.records import SEARCHED
from kronika.searching.answers import MOST, PAGE, Match, SearchAnswer, search
from kronika.serving import addresses
from kronika.serving.asking import Asking, Pages
from kronika.serving.rendering import fill
from kronika.showing.search_phrases import SearchPhrases
from kronika.store import StoriesAsked

FEW = 8
"""Stories and names that are shown beside what the reports say."""


def found(ask: Asking) -> Response:
    """What stands in the reports, of one kind or of all, and which stories and names hold the words."""
    asked, kind = ask.text("q"), ask.choice("in", tuple(SEARCHED))
    phrases = SearchPhrases(ask.words.language)
    page = min(ask.number("page"), MOST)
    answer, problem = None, ""
    if asked:
        try:
            answer = search(ask.lookup, asked, kind or None, page, phrases)
            if not answer.found and page > 1:  # there are fewer pages than were asked for
                page = _pages(ask, answer).page
                answer = search(ask.lookup, asked, kind or None, page, phrases)
        except InputError as error:
            problem = f"{error}."
    listing = ask.lookup.listing
    return fill(
        ask,
        "search",
        400 if problem else 200,
        asked=asked,
        problem=problem,
        kind=answer.kind if answer else kind,
        counts=[(c.kind, phrases.counted(c.kind, c.count, c.more), c.count) for c in answer.counts] if answer else [],
        matches=[_shown(match, phrases) for match in answer.found] if answer else [],
        pages=_pages(ask, answer),
        stories=listing.stories(StoriesAsked(words=asked, order="largest"), 0, FEW) if asked and page == 1 else [],
        names=listing.entities(asked, None, 0, FEW) if asked and page == 1 else [],
    )


def _pages(ask: Asking, answer: SearchAnswer | None) -> Pages:
    of_one = answer is not None and answer.kind is not None and len(answer.counts) == 1
    return ask.pages(min(answer.counts[0].count, MOST * PAGE), PAGE) if answer and of_one else ask.pages(0, PAGE)


def _shown(match: Match, phrases: SearchPhrases) -> dict[str, object]:
    row = match.row
    of_report = match.kind == "reports"
    return {
        "kind": match.kind,
        "named": phrases.named(match.kind, row),
        "days": phrases.days_of(match.kind, row),
        "article": row.article,
        "pieces": match.pieces,
        "passage": addresses.report(row.article, match.start, match.end),
        "record": addresses.report(row.article) if of_report else addresses.record(row.id),
    }
