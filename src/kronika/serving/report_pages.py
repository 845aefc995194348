"""A report: its facts, its text with all that was read in it marked, and the records beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import RedirectResponse, Response

from kronika.records import EventRow, FigureRow, Linked, MentionRow, StatementRow, TimeRow
from kronika.serving import addresses
from kronika.serving.asking import Asking, NotThereError, NotUnderstoodError
from kronika.serving.desks import ServedDesk, source_of
from kronika.serving.rendering import fill
from kronika.serving.telling import Telling
from kronika.showing.page.lines import Passage
from kronika.showing.page.reports import Archive
from kronika.showing.page.sources import Anchors

PLACE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")
READ = ("times", "figures", "statements", "events")
LIT = "lit"
"""The kind of mark of the passage that an address asks for."""
MOST_PASSAGES = 40
"""Places of a name in one report that are listed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record beside the text, or somebody who is named in it with all places."""

    anchor: str
    label: str
    passages: tuple[Passage, ...]
    kind: str
    told: str
    record: str
    records: tuple[tuple[str, str], ...] = ()


def report(ask: Asking) -> Response:
    """The report of a name."""
    return _report(ask, ask.rest("/reports/"))


def report_asked(ask: Asking) -> Response:
    """The same for a name that cannot be part of a path; without one, all stories."""
    name = ask.request.query_params.get("name")
    return RedirectResponse("/", 303) if name is None else _report(ask, name)


def _report(ask: Asking, name: str) -> Response:
    found = ask.lookup.under("articles", name)
    if not found:
        raise NotThereError("no-such-report")
    row = found[0]
    linked = Linked(**{t: ask.lookup.under(t, name) for t in (*READ, "mentions", "passages")}, articles=[row])
    asked = _place(ask, linked)
    source = source_of(ask, row, text=True)
    desk = ServedDesk(linked, {name: source}, Anchors(), ask.proofs)
    entries, names = list(_entries(ask, linked, desk)), list(_names(linked, desk))
    archive = Archive(linked, sorted([*entries, *names], key=lambda entry: entry.passages[0].start), desk)
    source.linked.update(_starts(linked, asked))
    if asked:
        archive.mark(name, (asked[0], asked[1], LIT, ""))
    story = ask.lookup.under("stories", name)
    texts = archive.reports([source], {name: story[0].evidence} if story else {})
    return fill(
        ask,
        "report_page",
        report=texts.every[0],
        texts=texts,
        entries=entries,
        names=names,
        story=story[0] if story else None,
        article=row,
        stray=_stray(texts.every[0], source.linked),
    )


def _place(ask: Asking, linked: Linked) -> tuple[int, int] | None:
    """The passage asked for; where no end is given the shortest that was read there. Raises NotUnderstoodError for what
    is none."""
    if not (given := ask.text("at")):
        return None
    if not (found := PLACE.fullmatch(given)) or not given.isascii():
        raise NotUnderstoodError("not-a-place", given)
    start = int(found[1])
    if found[2]:
        return start, int(found[2])
    return start, min((row.end for row in _read(linked) if row.start == start), default=start)


def _starts(linked: Linked, asked: tuple[int, int] | None) -> Iterator[int]:
    """Where links may lead: wherever something was read, and the place asked for."""
    yield from (row.start for row in _read(linked))
    if asked:
        yield asked[0]


def _read(linked: Linked) -> Iterator[Any]:
    """All rows of passages that were read in it."""
    yield from (*linked.times, *linked.figures, *linked.statements, *linked.events, *linked.mentions)


def _stray(shown: Any, linked: Iterable[int]) -> list[str]:
    """The anchors of places that lie between paragraphs, where no mark can bear their name."""
    leaves = {
        leaf.anchor for par in shown.paragraphs for stretch in par.stretches for leaf in stretch.leaves if leaf.anchor
    }
    return [anchor for start in sorted(linked) if (anchor := f"p-{start}") not in leaves]


# ------------------------------------------------------------------ beside the text


def _entries(ask: Asking, linked: Linked, desk: ServedDesk) -> Iterator[Entry]:
    telling = Telling(ask.words.language)
    rows: list[TimeRow | FigureRow | StatementRow | EventRow]
    rows = [*linked.times, *linked.figures, *linked.statements, *linked.events]
    for row in sorted(rows, key=lambda row: (row.start, row.end, row.id)):
        passage = desk.passage(row)
        told = telling.in_short(row)
        kind = ask.words.say(f"record-{passage.kind}")
        yield Entry(
            desk.anchors.name("e", row.id), f"{kind}: {told}", (passage,), passage.kind, told, addresses.record(row.id)
        )


def _names(linked: Linked, desk: ServedDesk) -> Iterator[Entry]:
    """Who is named, each once with all places; whoever is not told stands alone."""
    of: dict[str, list[MentionRow]] = {}
    for row in linked.mentions:
        of.setdefault(row.entity or row.id, []).append(row)
    for key, rows in of.items():
        name = rows[0].name or rows[0].text
        yield Entry(
            anchor=desk.anchors.name("n", key),
            label=name,
            passages=tuple(map(desk.passage, rows)),
            kind="name",
            told=name,
            record=addresses.entity(key) if rows[0].entity else addresses.record(key),
            records=_places(rows),
        )


def _places(rows: Sequence[MentionRow]) -> tuple[tuple[str, str], ...]:
    return tuple((row.text, addresses.record(row.id)) for row in rows[:MOST_PASSAGES])
