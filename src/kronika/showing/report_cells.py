"""Where a line of a sheet stands: its report with outlet, days of publication and address, and its characters."""

from __future__ import annotations

from collections.abc import Collection

from kronika.showing.facts import Facts
from kronika.showing.sheets import Cell
from kronika.showing.web_addresses import web

REPORT = (
    "article", "title", "publisher", "published_earliest", "published_latest", "url", "start", "end",
)  # fmt: skip
SUPPORT = ("articles", "outlets", "outlets_unknown", "origins", "origin_names")
BETWEEN = "; "
"""What parts the names of one cell."""
Row = dict[str, Cell]


def report(facts: Facts | None, start: int | None, end: int | None) -> Row:
    """The columns `REPORT`; the address only where it is one of the web."""
    if facts is None:
        return {**dict.fromkeys(REPORT), "start": start, "end": end}
    cells = (facts.article, facts.title, facts.publisher, facts.earliest, facts.latest, web(facts.uri), start, end)
    return dict(zip(REPORT, cells, strict=True))


def support(
    articles: Collection[str], outlets: Collection[str], origins: Collection[str], unknown: Collection[str]
) -> Row:
    """The columns `SUPPORT`: how many reports, outlets and origins; `unknown` are reports that name no outlet."""
    cells = (len(articles), len(outlets), len({*unknown}.intersection(outlets)), len(origins), BETWEEN.join(origins))
    return dict(zip(SUPPORT, cells, strict=True))
