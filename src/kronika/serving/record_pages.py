"""A record: its passage, what it says and why, what is built on it, and how people can correct it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from msgspec import Struct
from starlette.responses import RedirectResponse, Response

from kronika import corrections, ontology
from kronika.languages.letters import fold
from kronika.records import (
    ArticleRow,
    ChronicleRow,
    Correction,
    DisagreementRow,
    EntityRow,
    EventRow,
    FigureRow,
    MentionRow,
    Standing,
    StatementRow,
)
from kronika.serving import addresses
from kronika.serving.asking import Asking, NotThereError
from kronika.serving.desks import KINDS_OF, ServedDesk, open_desk
from kronika.serving.figure_pages import HistoryOutline
from kronika.serving.rendering import fill
from kronika.serving.telling import Telling
from kronika.showing.event_phrases import EventPhrases, code
from kronika.showing.explanation import Explanation, Reason, explain
from kronika.showing.page.lines import Passage

SIZE = 40
LINES = 8
"""Lines of the chronicle, or disagreements, that a record is part of and that are named."""
OTHERS = 20
"""Events that may be the same one."""
OF_STATEMENT, OF_EVENT = "statement", "event"
"""Kinds of mentions that are names: these alone can be joined and split."""


@dataclass(frozen=True)
class Related:
    """Something that a record is part of: what, in which words, and where it is told."""

    what: str
    told: str
    href: str


class LineOutline(Struct, frozen=True):
    """Of a line of the chronicle what tells whether a record is part of it."""

    id: str
    sentence: str
    rank: int = 0
    mentions: list[str] = []
    figures: list[str] = []


class SideOutline(Struct, frozen=True):
    """Of a side of a disagreement the rows that say so."""

    mentions: list[str] = []


class MatterOutline(Struct, frozen=True):
    """Of a disagreement what tells whether a record is part of it."""

    about: str
    kind: str
    symbol: str | None = None
    group: str | None = None
    names: list[str] = []
    sides: list[SideOutline] = []


def record(ask: Asking) -> Response:
    """The record of an id."""
    row = ask.lookup.row(ask.name("record"))
    if isinstance(row, EntityRow):
        return RedirectResponse(addresses.entity(row.id), 303)
    if isinstance(row, ChronicleRow):
        return _line(ask, row)
    if row is None or type(row) not in KINDS_OF:
        raise NotThereError("no-such-record")
    story = ask.lookup.stories_of([row.article]).get(row.article, "")
    alike = _alike(ask, row, story)
    pages = ask.pages(len(alike), SIZE)
    others = list(ask.lookup.rows_of(alike[pages.first : pages.last]).values())
    desk = open_desk(ask, [row, *others], texts=[row.article])
    telling = Telling(ask.words.language)
    shown = {
        "row": row,
        "told": telling.in_short(row),
        "facts": telling.in_full(row),
        "source": desk.sources[row.article],
        "story": ask.lookup.listing.story(story),
        "related": list(_related(ask, row, story)),
        "alike": [(other, desk.passage(other), telling.in_short(other)) for other in others if other.id != row.id],
        "pages": pages,
    }
    return fill(ask, "record", **shown, **_placed(ask, row, desk), **_why(ask, row, story), **_correcting(ask, row))


def _placed(ask: Asking, row: Any, desk: ServedDesk) -> dict[str, Any]:
    """Its passage with the words around it; a report as a whole has none."""
    table = KINDS_OF[type(row)]
    shown = {"table": table, "kind": ask.words.say(f"record-{table[:-1]}"), "whole": table == "articles"}
    if table == "articles":
        return {**shown, "passage": None, "context": None}
    context = desk.sources[row.article].context(row.start, row.end)
    return {**shown, "passage": desk.passage(row), "context": context}


# --------------------------------------------------------------------------- why


def _why(ask: Asking, row: Any, story: str) -> dict[str, Any]:
    """All that `kronika explain` tells of the place: the reasons of the record itself, then what else is read there."""
    found = _explained(ask, row, story)
    if isinstance(row, ArticleRow):
        return {"reasons": found.reasons, "around": []}
    own = [reason for reason in found.reasons if (reason.start, reason.end) == (row.start, row.end)]
    return {"reasons": own, "around": [reason for reason in found.reasons if reason not in own]}


def _explained(ask: Asking, row: Any, story: str) -> Explanation:
    name = row.article
    reading = ask.lookup.reading(name)
    if reading is None:
        return Explanation(article=name, reasons=list[Reason]())
    kinds = ("articles", "times", "figures", "statements", "events", "reuse", "mentions")
    rows: dict[str, list[Any]] = {kind: ask.lookup.under(kind, name) for kind in kinds}
    if isinstance(row, ArticleRow):
        return explain({name: reading}, rows, name, ask.proofs)
    if isinstance(row, EventRow) and row.event:
        known = {event.id for event in rows["events"]}
        rows["events"] += [r for id, r in ask.lookup.rows_of(_event_ids(ask, row, story)).items() if id not in known]
    here = [m for m in rows["mentions"] if m.start <= row.start < m.end]
    entities = {id for m in here for id in (m.entity, m.stands_for) if id}
    rows["entities"] = list(ask.lookup.rows_of(entities).values())
    lines = (r for r in ask.lookup.outlines("chronicle", LineOutline, story) if row.id in r.mentions)
    rows["chronicle"] = list(ask.lookup.rows_of(r.id for r in lines).values())
    return explain({name: reading}, rows, f"{name}:{row.start}", ask.proofs)


# ------------------------------------------------------------------ what it is part of


def _event_ids(ask: Asking, row: EventRow, story: str) -> list[str]:
    return _supported(ask, story, OF_EVENT, row.event or row.id)


def _supported(ask: Asking, story: str, kind: str, first: str) -> list[str]:
    found = ask.lookup.under("supports", story, kind, first)
    return list(found[0].mentions) if found else []


def _alike(ask: Asking, row: Any, story: str) -> list[str]:
    """The records that say the same: mentions of one event, tellings of one statement, figures that agree."""
    if isinstance(row, EventRow):
        return _event_ids(ask, row, story)
    if isinstance(row, StatementRow):
        return _supported(ask, story, OF_STATEMENT, row.same_as or row.id)
    return []


def _related(ask: Asking, row: Any, story: str) -> Iterable[Related]:
    words = ask.words
    if isinstance(row, ArticleRow) or not story:
        return
    lines = [r for r in ask.lookup.outlines("chronicle", LineOutline, story) if row.id in (*r.mentions, *r.figures)]
    for line in sorted(lines, key=lambda r: r.rank)[:LINES]:
        yield Related(words.say("part-line"), line.sentence, addresses.record(line.id))
    for matter in list(ask.lookup.outlines("disagreements", MatterOutline, story)):
        if any(row.id in side.mentions for side in matter.sides):
            yield Related(
                words.say("part-matter"),
                words.about(cast(DisagreementRow, matter)),
                addresses.story(story, "disagreements"),
            )
    if isinstance(row, FigureRow):
        every = ask.lookup.outlines("histories", HistoryOutline, story)
        ids = [h.id for h in every if h.measure == row.measure and row.id in h.figures]
        histories = ask.lookup.rows_of(ids[:LINES]).values()
        for history in histories:
            told = EventPhrases(words.language).what(history)
            href = addresses.story(story, "figures", measure=row.measure)
            yield Related(words.say("part-history"), f"{told} ({len(history.figures)})", href)
    ids = [id for id in (getattr(row, "statement", None), getattr(row, "time", None)) if id]
    ids += getattr(row, "figures", [])
    for other in ask.lookup.rows_of(ids).values():
        told = Telling(words.language).in_short(other)
        yield Related(words.say(f"record-{KINDS_OF[type(other)][:-1]}"), told, addresses.record(other.id))


# -------------------------------------------------------------------- correcting it


@dataclass(frozen=True)
class Ruled:
    """A correction of a record with what became of it."""

    correction: Correction
    standing: Standing | None


def rulings_on(ask: Asking, ids: Iterable[str]) -> list[Ruled]:
    """The corrections in force that are about one of these records."""
    wanted, standings = {*ids}, ask.lookup.standings()
    about = {id: one for id, one in standings.items() if wanted & {*one.rows}}
    return [Ruled(one, about[one.id]) for one in ask.lookup.corrections() if one.id in about]


def _correcting(ask: Asking, row: Any) -> dict[str, Any]:
    table = KINDS_OF[type(row)]
    phrases = EventPhrases(ask.words.language)
    kinds = [
        (code(kind, mode), phrases.coded(kind, mode))
        for kind, known in ontology.event_types().items()
        for mode in (None, *known.modes)
    ]
    return {
        "fields": corrections.FIELDS.get(table, ()),
        "now": _now(row),
        "types": kinds if table == "events" else [],
        "measures": [(name, phrases.measure(name)) for name in ontology.measures()] if table == "figures" else [],
        "can_reject": table in corrections.REJECTED,
        "rulings": rulings_on(ask, [row.id]),
        "other_events": _other_events(ask, row) if isinstance(row, EventRow) else [],
        "asked_event": ask.text("merge"),
        "named": isinstance(row, MentionRow) and row.kind in ontology.kinds(),
    }


def _now(row: Any) -> dict[str, str]:
    """What each field says now, as it is written into a form."""
    days = [(getattr(row, f"{p}earliest", None), getattr(row, f"{p}latest", None)) for p in ("published_", "")]
    first, last = next(((a, b) for a, b in days if a or b), (None, None))
    low, high = getattr(row, "low", None), getattr(row, "high", None)
    exact = getattr(row, "value", None)
    spread = f"{_plain(low)}..{_plain(high)}" if low is not None or high is not None else ""
    return {
        "day": (first or "") if first == last else f"{first or ''}/{last or ''}",
        "speaker": getattr(row, "speaker", None) or getattr(row, "attributed_to", None) or "",
        "number": _plain(exact) if exact is not None else spread,
        "measure": getattr(row, "measure", ""),
        "type": code(row.event_type, row.mode) if isinstance(row, EventRow) else "",
    }


def _plain(number: float | None) -> str:
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else str(number)


def _other_events(ask: Asking, row: EventRow) -> list[tuple[EventRow, str, str]]:
    """Other events of the story that may be the same: of the same type, or as asked by words of their sentence."""
    story = ask.lookup.stories_of([row.article]).get(row.article, "")
    wanted = fold(ask.text("merge")).split()
    lines = [r for r in ask.lookup.under("chronicle", story) if r.event and row.id not in r.mentions]
    if wanted:
        lines = [r for r in lines if all(word in fold(r.sentence) for word in wanted)]
    else:
        lines = [r for r in lines if r.event_type == row.event_type]
    near = sorted(lines, key=lambda r: (_apart(row, r), r.rank))[:OTHERS]
    found = ask.lookup.rows_of(r.event for r in near)
    told = ask.words
    return [(found[r.event], r.sentence, told.when(r)) for r in near if isinstance(found.get(r.event), EventRow)]


def _apart(row: EventRow, line: ChronicleRow) -> int:
    """Whether their days are the same (0), cannot be told (1), or differ (2)."""
    if not row.earliest or not line.earliest:
        return 1
    return 0 if row.earliest <= (line.latest or line.earliest) and line.earliest <= (row.latest or row.earliest) else 2


# ------------------------------------------------------------------------- a line


def _line(ask: Asking, row: ChronicleRow) -> Response:
    """A line of the chronicle with all that tells it."""
    pages = ask.pages(len(row.mentions), SIZE)
    found = list(ask.lookup.rows_of(row.mentions[pages.first : pages.last]).values())
    desk = open_desk(ask, found, [e.article for e in row.evidence])
    telling = Telling(ask.words.language)
    evidence: list[Passage] = [desk.stretch(e.article, e.start, e.end, e.text, "statement") for e in row.evidence]
    return fill(
        ask,
        "line_page",
        row=row,
        story=ask.lookup.listing.story(row.story),
        facts=telling.in_full(row),
        evidence=evidence,
        told=[(one, desk.passage(one), telling.in_short(one), addresses.record(one.id)) for one in found],
        outlets=desk.words.listed([name for name in row.outlets if name not in row.articles]),
        origins=row.origins,
        pages=pages,
        lang=next((source.lang for source in desk.sources.values()), ""),
    )
