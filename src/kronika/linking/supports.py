"""How well each statement, figure and event is supported: its articles, outlets and origins, with their passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kronika.origins import Origins, Support
from kronika.records import EventRow, FigureRow, Linked, StatementRow, SupportRow

STATEMENT, FIGURE, EVENT = "statement", "figure", "event"


def of(linked: Linked, origins: Origins) -> list[SupportRow]:
    """A row for every statement, figure and event, each with all its tellings, by story, kind and the first of them."""
    story = {row.article: row.story for row in linked.stories}
    found = [
        *(_row(STATEMENT, told, origins.of_statements(told), story) for told in _statements(linked)),
        *(_row(FIGURE, told, origins.of_content(told), story) for told in _figures(linked)),
        *(_row(EVENT, told, origins.of_content(told), story) for told in _events(linked)),
    ]
    return sorted(found, key=lambda row: (row.story, row.kind, row.of))


def _statements(linked: Linked) -> Iterator[list[StatementRow]]:
    groups: dict[str, list[StatementRow]] = defaultdict(list)
    for row in linked.statements:
        groups[row.same_as or row.id].append(row)
    yield from groups.values()


def _events(linked: Linked) -> Iterator[list[EventRow]]:
    groups: dict[str, list[EventRow]] = defaultdict(list)
    for row in linked.events:
        groups[row.event or row.id].append(row)
    yield from groups.values()


def _figures(linked: Linked) -> Iterator[list[FigureRow]]:
    """Those that a history has as one number together; of several histories the first counts."""
    rows = {row.id: row for row in linked.figures}
    left = dict.fromkeys(rows)
    for point in (point for history in linked.histories for point in history.points):
        own = [figure for figure in point.figures if figure in left]
        for figure in own:
            del left[figure]
        if own:
            yield [rows[figure] for figure in own]
    yield from ([rows[figure]] for figure in left)


def _row(
    kind: str,
    told: Sequence[StatementRow] | Sequence[FigureRow] | Sequence[EventRow],
    support: Support,
    story: dict[str, str],
) -> SupportRow:
    return SupportRow(
        id=f"support-{told[0].id}",
        story=story[told[0].article],
        of=told[0].id,
        kind=kind,
        mentions=[row.id for row in told],
        articles=support.articles,
        outlets=support.outlets,
        origins=support.origins,
    )
