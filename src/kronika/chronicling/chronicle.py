"""The chronicle of each story: its lines in order of time, its disagreements, its summary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import structs

from kronika import calendar
from kronika.calendar import LAST_DAY
from kronika.chronicling.day_sentences import DaySentences
from kronika.chronicling.disagreements import Maker
from kronika.chronicling.entries import EVENT, FIGURE, Entry, Finder
from kronika.chronicling.matters import of_story
from kronika.chronicling.ranking import ranks, weigh, without_repeats
from kronika.chronicling.summaries import cast, summary
from kronika.chronicling.telling import Teller, Told
from kronika.chronicling.texts import Texts
from kronika.copies import Place
from kronika.evidence import digest
from kronika.happenings import Happening, happenings
from kronika.languages.knowledge import Knowledge
from kronika.ontology.chronicles import weights
from kronika.origins import Origins, Support
from kronika.records import (
    Chronicle,
    ChronicleRow,
    EventRow,
    EvidenceRow,
    FigureRow,
    Linked,
)

TOLD, TIME = "told", "time"
Sentences = Mapping[str, Sequence[tuple[int, int]]]
OF_ARTICLES = ("articles", "stories", "events", "times", "statements", "accounts", "figures", "mentions")
"""Tables whose rows stand in a report."""


def chronicle(
    linked: Linked,
    texts: Mapping[str, str],
    sentences: Sentences,
    knowledge: Knowledge | None = None,
    agencies: Mapping[str, str] | None = None,
) -> Chronicle:
    """What is written of the stories of `linked`.

    `texts` and `sentences` (start, end) are by the articles' shown names, `knowledge` has the packs' words, `agencies`
    are those that other stories tell of, by their folded names and forms.
    """
    known = knowledge or Knowledge()
    places = Texts(texts, sentences, linked.passages)
    origins = Origins(linked, texts, agencies)
    teller = Teller(linked, places, known)
    maker = Maker(teller, origins, linked.articles)
    entities = {row.id: row for row in linked.entities}
    found = Chronicle()
    for own in by_story(linked):
        lines = _lines(own, teller, origins)
        actors = cast(own.events, own.statements, entities)
        found.chronicle.extend(lines)
        found.disagreements.extend(maker.rows(of_story(own, places, origins.copies, known.negations)))
        found.summaries.append(summary(own, lines, actors, teller, origins.copies))
    return found


def by_story(linked: Linked) -> list[Linked]:
    """The rows of each story that a chronicle is made of, in the order of the stories' ids."""
    story_of = {row.article: row.story for row in linked.stories}
    said_in = {row.id: story_of[row.article] for row in linked.statements}
    parts: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for table in OF_ARTICLES:
        for row in getattr(linked, table):
            parts[story_of[row.article]][table].append(row)
    for history in linked.histories:
        parts[history.story]["histories"].append(history)
    for opposition in linked.oppositions:
        parts[said_in[opposition.first]]["oppositions"].append(opposition)
    return [Linked(**parts[story]) for story in sorted(parts)]


def _lines(own: Linked, teller: Teller, origins: Origins) -> list[ChronicleRow]:
    """The lines in order of time; those of no known day behind them, by the day by which they were told."""
    story, title = own.stories[0].story, own.stories[0].title
    told = happenings(own.events, own.articles)
    found = Finder(own, told, teller, origins.copies).entries()
    found += DaySentences(own, teller).entries(found)
    entries = [entry._replace(sentence=teller.of_days(entry.sentence, entry.days)) for entry in found]
    entries.sort(key=_when)
    supports = [_support(entry, origins) for entry in entries]
    parts = [weigh(entry, support, teller.texts, title) for entry, support in zip(entries, supports, strict=True)]
    without_repeats(entries, parts)
    order = ranks([(_heading(entry), sum(why.values())) for entry, why in zip(entries, parts, strict=True)])
    made = zip(entries, supports, parts, order, strict=True)
    return [_row(story, entry, support, why, rank, teller.texts) for entry, support, why, rank in made]


def _support(entry: Entry, origins: Origins) -> Support:
    rows = [row for row in entry.rows if isinstance(row, EventRow | FigureRow)]
    if rows:
        return origins.of_content(rows)
    return origins.of_passages(Place(row.article, row.start, row.end) for row in entry.rows)


def _when(entry: Entry) -> tuple[bool, str, str, str, int]:
    first, last = (calendar.iso(day) for day in entry.days)
    known = bool(first or last)
    place = entry.sentence.place
    ends = (first or last, last) if known else (entry.no_later, entry.no_later)
    return not known, ends[0] or LAST_DAY, ends[1] or LAST_DAY, place.article, place.start


def _heading(entry: Entry) -> str:
    """The day under which a line stands; of those of no known day, that by which they were told."""
    first, last = (calendar.iso(day) or "" for day in entry.days)
    day = first if entry.lasting else last or first
    return day or f"{TOLD} {entry.no_later}"


def _row(story: str, entry: Entry, support: Support, why: Mapping[str, float], rank: int, texts: Texts) -> ChronicleRow:
    place, days = entry.sentence.place, entry.days
    words = EvidenceRow(article=place.article, start=place.start, end=place.end, text=texts.quote(place), rule=TOLD)
    line = ChronicleRow(
        id=f"line-{digest(story, *sorted(row.id for row in entry.rows))}",
        story=story,
        earliest=calendar.iso(days.earliest),
        latest=calendar.iso(days.latest),
        no_later=entry.no_later,
        lasting=entry.lasting,
        sentence=entry.sentence.text,
        composed=entry.sentence.composed,
        kind=entry.kind,
        rank=rank,
        weight=round(sum(why.values()), 2),
        why=dict(why),
        events=[h.event for h in entry.happenings],
        figures=[p.figure for p in entry.points],
        mentions=sorted(row.id for row in entry.rows),
        evidence=[words],
        tellings=sorted((_telling(row) for row in entry.rows), key=lambda e: (e.article, e.start, e.end)),
        articles=support.articles,
        outlets=support.outlets,
        origins=support.names["origins"],
    )
    return _coded(line, entry.happenings)


def _telling(row: Told) -> EvidenceRow:
    """The words of a mention of an event, of a figure, of an expression of time."""
    kind = EVENT if isinstance(row, EventRow) else FIGURE if isinstance(row, FigureRow) else TIME
    return EvidenceRow(article=row.article, start=row.start, end=row.end, text=row.text, rule=kind)


def _coded(line: ChronicleRow, told: Sequence[Happening]) -> ChronicleRow:
    """With the heaviest of the events that it tells; of equal ones, that of most mentions."""
    main = max(told, key=lambda h: (weights().event(*h.code), len(h.mentions)), default=None)
    if main is None:
        return line
    return structs.replace(
        line,
        event=main.event,
        event_type=main.event_type,
        mode=main.mode,
        modality=main.modality,
        actor=main.actor,
        recipient=main.recipient,
        place=main.place,
    )
