"""Who is who: everybody the reports name, how, in which offices, in whose words, and why mentions are one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kronika.errors import InputError
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.records import ArticleRow, EntityRow, EventRow, MentionRow, RoleRow, StatementRow
from kronika.showing import naming
from kronika.showing.naming import ALIKE

ROLE, DEMONYM, PRONOUN, CAPITAL = "NOM", "DEM", "PRO", "capital"
STANDING_FOR = {
    ROLE: "by role",
    DEMONYM: "by demonym",
    CAPITAL: "by capital",
    PRONOUN: "by pronoun",
}
"""What stands for a name, in the order in which it is shown, and how it is called."""
Tables = Mapping[str, Sequence[Any]]


class Place(Struct, frozen=True, kw_only=True):
    """Where a mention stands, what it is, and the days on which its report was published."""

    article: str
    start: int
    text: str
    earliest: str | None = None
    latest: str | None = None


class Form(Struct, frozen=True, kw_only=True):
    """Words as they stand in the reports, and how often."""

    text: str
    count: int


class Standing(Struct, frozen=True, kw_only=True):
    """What stands for a name, by kind: NOM, DEM, capital or PRO."""

    kind: str
    forms: list[Form]


class Why(Struct, frozen=True, kw_only=True):
    """A sentence that says why mentions are one, for how many it does, and one of them."""

    because: str
    count: int
    example: Place


class Portrait(Struct, frozen=True, kw_only=True):
    """Somebody or something: `mentions` counts names and what stands for them, in so many `articles`."""

    id: str
    kind: str
    name: str
    country: str | None
    aliases: list[str]
    mentions: int
    articles: int
    forms: list[Form]
    standing: list[Standing]
    roles: list[RoleRow]
    first: Place | None
    last: Place | None
    statements: list[StatementRow]
    events: list[EventRow]
    reasons: list[Why]


class Answer(Struct, frozen=True, kw_only=True):
    """Whom the reports name as asked, the best fit first; all, most mentioned first, where nothing was asked."""

    asked: str | None
    found: list[Portrait]


def all_of(tables: Tables, kind: str | None = None) -> Answer:
    """Everybody, of one kind or of all, most mentioned first."""
    found = _Portraits(tables).of(tables["entities"])
    chosen = [p for p in found if kind in (None, p.kind)]
    return Answer(asked=None, found=sorted(chosen, key=lambda p: (-p.mentions, p.kind, p.name, p.id)))


def answer(asked: str, tables: Tables, knowledge: Knowledge, kind: str | None = None) -> Answer:
    """Those who are named so: by the whole name, else by some of its words, else by one that sounds alike.

    Raises InputError, with near names, where nobody is.
    """
    portraits = [p for p in _Portraits(tables).of(tables["entities"]) if kind in (None, p.kind)]
    ranked = [(rank, p) for p in portraits if (rank := _rank(asked, p, knowledge)) is not None]
    close = ALIKE if any(rank < ALIKE for rank, _ in ranked) else ALIKE + 1
    found = sorted((r for r in ranked if r[0] < close), key=lambda r: (r[0], -r[1].mentions, r[1].name, r[1].id))
    if not found:
        raise _nobody(asked, portraits, kind)
    return Answer(asked=asked, found=[portrait for _, portrait in found])


def _rank(asked: str, portrait: Portrait, knowledge: Knowledge) -> int | None:
    names = [portrait.name, *portrait.aliases, *(form.text for form in portrait.forms)]
    also = [form.text for group in portrait.standing if group.kind in (ROLE, DEMONYM) for form in group.forms]
    return naming.rank(asked, names, also, knowledge)


def _nobody(asked: str, portraits: Sequence[Portrait], kind: str | None) -> InputError:
    """The error that says whom the reports name instead."""
    near = naming.near(asked, {p.name: p.aliases for p in portraits})
    of_kind = f" as {kind}" if kind else ""
    remedy = f"Did you mean {', '.join(near)}?" if near else "'kronika who' lists all whom they name"
    return InputError(repr(asked), f"the reports name nobody and nothing so{of_kind}", remedy)


class _Portraits:
    """Makes portraits from the tables, each of which is gone through once."""

    def __init__(self, tables: Tables) -> None:
        self._articles: dict[str, ArticleRow] = {row.article: row for row in tables["articles"]}
        self._mentions: dict[str, list[MentionRow]] = defaultdict(list)
        self._capitals: dict[str, list[MentionRow]] = defaultdict(list)
        for row in tables["mentions"]:
            self._mentions[row.entity or ""].append(row)
            self._capitals[row.stands_for or ""].append(row)
        self._said = _by_speaker(tables["statements"], tables["entities"], tables["mentions"])
        self._events: dict[str, list[EventRow]] = defaultdict(list)
        for event in tables["events"]:
            for name in {fold(name) for name in (*event.actor, *event.recipient)}:
                self._events[name].append(event)

    def of(self, entities: Iterable[EntityRow]) -> list[Portrait]:
        """The portraits of entities."""
        return [self._portrait(entity) for entity in entities]

    def _portrait(self, entity: EntityRow) -> Portrait:
        own, capitals = self._mentions[entity.id], self._capitals[entity.id]
        every = sorted([*own, *capitals], key=lambda m: (m.article, m.start))
        standing = [
            Standing(kind=kind, forms=_forms(capitals if kind == CAPITAL else [m for m in own if m.kind == kind]))
            for kind in STANDING_FOR
        ]
        names = dict.fromkeys(map(fold, (entity.name, *entity.aliases)))
        events = {event.id: event for name in names for event in self._events.get(name, ())}
        return Portrait(
            id=entity.id,
            kind=entity.kind,
            name=entity.name,
            country=entity.country,
            aliases=entity.aliases,
            mentions=len(every),
            articles=len({m.article for m in every}),
            forms=_forms([m for m in own if m.kind not in STANDING_FOR]),
            standing=[group for group in standing if group.forms],
            roles=entity.roles,
            first=self._place(min(every, key=self._day)) if every else None,
            last=self._place(max(every, key=self._day_last)) if every else None,
            statements=self._said.get(entity.id, []),
            events=list(events.values()),
            reasons=self._reasons(own),
        )

    def _day(self, mention: MentionRow) -> tuple[bool, str, str, int]:
        """Sorts by the first day of publication, those not known behind."""
        day = self._articles[mention.article].published_earliest
        return day is None, day or "", mention.article, mention.start

    def _day_last(self, mention: MentionRow) -> tuple[bool, str, str, int]:
        """Sorts by the last day of publication, those not known before."""
        day = self._articles[mention.article].published_latest
        return day is not None, day or "", mention.article, mention.start

    def _place(self, m: MentionRow) -> Place:
        article = self._articles[m.article]
        days = article.published_earliest, article.published_latest
        return Place(article=m.article, start=m.start, text=m.text, earliest=days[0], latest=days[1])

    def _reasons(self, own: Sequence[MentionRow]) -> list[Why]:
        """Why they are one, and behind that why their base forms are what they are; the commonest first."""
        found: dict[tuple[bool, str], list[MentionRow]] = defaultdict(list)
        for mention in own:
            for reason in _telling(mention):
                found[reason in mention.evidence[:1] and mention.kind not in STANDING_FOR, reason].append(mention)
        ranked = sorted(found.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1]))
        return [Why(because=r, count=len(ms), example=self._place(ms[0])) for (_, r), ms in ranked]


def _telling(mention: MentionRow) -> list[str]:
    """Its evidence. A name's begins with why its base form is what it is; left out where it is its own."""
    first = mention.evidence[:1] if mention.kind not in STANDING_FOR else []
    own = [r for r in first if re.search(rf"(?<!\w){re.escape(_one_line(mention.text))}(?!\w)", r)]
    rules = mention.kind in (PRONOUN, DEMONYM)  # their evidence is the name of a rule
    return [r.replace("_", " ") if rules else r for r in mention.evidence[len(own) :]]


def _forms(mentions: Iterable[MentionRow]) -> list[Form]:
    counts = Counter(_one_line(m.text) for m in mentions)
    return [Form(text=text, count=n) for text, n in sorted(counts.items(), key=lambda c: (-c[1], c[0]))]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _by_speaker(
    statements: Iterable[StatementRow], entities: Iterable[EntityRow], mentions: Iterable[MentionRow]
) -> dict[str, list[StatementRow]]:
    """The statements of each entity: of the one that is told, else of the one of the report whose name it is."""
    called: dict[tuple[str, str], set[str]] = defaultdict(set)
    names = {entity.id: (entity.name, *entity.aliases) for entity in entities}
    for m in mentions:
        if m.entity is not None and m.kind not in (PRONOUN, DEMONYM):
            for name in (m.text, *names.get(m.entity, ())):
                called[m.article, fold(name)].add(m.entity)
    said: dict[str, list[StatementRow]] = defaultdict(list)
    for statement in statements:
        known = {statement.speaker_entity} if statement.speaker_entity else None
        who = known or called.get((statement.article, fold(statement.speaker or "")), set())
        if len(who) == 1:
            said[min(who)].append(statement)
    return said
