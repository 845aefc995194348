"""What happened: events chosen by type, people, place, days, modality and story."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kronika.calendar import Interval
from kronika.errors import InputError
from kronika.evidence import Span, cut
from kronika.happenings import Happening, happenings
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.ontology import MODALITIES
from kronika.records import EntityRow, EventRow, FigureRow, Reading, StatementRow, TimeRow
from kronika.showing import days_asked, naming
from kronika.showing.event_kinds import Kinds, types_of
from kronika.showing.event_phrases import SECTORS, EventPhrases
from kronika.showing.facts import Facts, of_row
from kronika.showing.figure_phrases import words_for

Tables = Mapping[str, Sequence[Any]]
NEAR_ENOUGH = 0.75
"""How alike a name must be to be proposed, as for speakers."""
ACTOR, RECIPIENT = "actor", "recipient"
ROLES = {"who": (ACTOR, RECIPIENT), ACTOR: (ACTOR,), RECIPIENT: (RECIPIENT,)}
"""The choices by people, with the roles in which each looks for them."""
COUNTRY = "country"


class Wanted(Struct, frozen=True, kw_only=True):
    """What was asked for; None asks for all."""

    type: str | Sequence[str] | None = None
    who: str | None = None
    actor: str | None = None
    recipient: str | None = None
    place: str | None = None
    modality: str | None = None
    since: str | None = None
    until: str | None = None
    story: str | None = None

    @property
    def types(self) -> Sequence[str]:
        """The types, of which one is enough; none for all."""
        return (self.type,) if isinstance(self.type, str) else self.type or ()

    @property
    def everything(self) -> bool:
        """Whether no event was chosen."""
        people = (self.who, self.actor, self.recipient)
        rest = (self.place, self.modality, self.since, self.until, self.story, *people)
        return not self.types and rest == (None,) * 8


class Counts(Struct, frozen=True, kw_only=True):
    """How many events, told by how many mentions, in how many reports."""

    events: int
    mentions: int
    reports: int


class EventsAnswer(Struct, frozen=True, kw_only=True):
    """The events as asked, by day; `in_all` counts all of the store.

    `wholes` are events that are not among them and of which one of them is an episode. `sentences` has the sentence of
    each mention and where it begins, `statements` those in which one stands, `figures` those that one names, `places`
    the entities where one lies, `reports` their reports, `stories` the story of each and `titles` of the stories.
    `times` has the expressions of their days, `countries` the codes of those who take part, by entity and by name;
    `absent` are the types and modes asked for of which the store has no event.
    Where nothing was found, `near` are types that fit all else that was asked, `most` those that the store has.
    """

    asked: Wanted
    counts: Counts
    in_all: Counts
    found: list[Happening]
    wholes: list[Happening] = []
    sentences: dict[str, tuple[int, str]] = {}
    statements: list[StatementRow] = []
    figures: list[FigureRow] = []
    places: list[EntityRow] = []
    reports: list[Facts] = []
    stories: dict[str, str] = {}
    titles: dict[str, str] = {}
    times: list[TimeRow] = []
    countries: dict[str, str] = {}
    absent: list[str] = []
    near: list[str] = []
    most: list[str] = []


def answer(
    asked: Wanted,
    tables: Tables,
    knowledge: Knowledge,
    articles: Collection[str] | None = None,
    phrases: EventPhrases | None = None,
) -> EventsAnswer:
    """The events that fit all that was asked, from the tables `articles`, `entities`, `events`, `figures`,
    `statements`, `stories` and `times`.

    `articles` are the reports of the story asked for, None for all; `phrases` tell errors, in English if not given.
    Raises InputError for what is no day, type or modality, and, with what is near, for people or a place of which the
    store has no event.
    """
    phrases = phrases or EventPhrases()
    stretch = days_asked.stretch(asked.since, asked.until, phrases)
    every = happenings(tables["events"], tables["articles"])
    search = _Search(every, tables["entities"], knowledge, phrases)
    kinds = Kinds(every, phrases)
    codes, modality = kinds.codes(asked.types), search.modality(asked.modality)
    fitting = search.placed(asked.place)
    for option in ROLES:
        fitting = fitting & search.taking_part(option, getattr(asked, option))
    chosen = [e for e in every if e.event in fitting and modality in (None, e.modality) and _is_told_in(e, articles)]
    dated = [e for e in chosen if _of_days(e, stretch)]
    found = [e for e in dated if codes is None or any((r.event_type, r.mode) in codes for r in e.mentions)]
    told = _answer(asked, found, every, tables) if found else _nothing(asked, dated, every)
    return replace(told, absent=kinds.absent(asked.types), countries=_countries(found, tables, knowledge))


def _nothing(asked: Wanted, dated: Sequence[Happening], every: Sequence[Happening]) -> EventsAnswer:
    """That nothing was found, with the types that fit all else that was asked, and those that there are."""
    near, most = types_of(dated), types_of(every)
    return EventsAnswer(asked=asked, counts=_counts([]), in_all=_counts(every), found=[], near=near, most=most)


def _is_told_in(event: Happening, articles: Collection[str] | None) -> bool:
    return articles is None or any(row.article in articles for row in event.mentions)


def _of_days(event: Happening, stretch: Interval) -> bool:
    """Whether it may be of these days."""
    return days_asked.may_lie(event.earliest, event.no_later, stretch)


def _counts(events: Sequence[Happening]) -> Counts:
    reports = {name for event in events for name in event.reports}
    return Counts(events=len(events), mentions=sum(len(e.mentions) for e in events), reports=len(reports))


# -------------------------------------------------------------------- choosing


class _Search:
    """Finds the ids of events by who takes part, and where."""

    def __init__(
        self, events: Sequence[Happening], entities: Iterable[EntityRow], knowledge: Knowledge, phrases: EventPhrases
    ) -> None:
        self._events, self._knowledge, self._phrases = events, knowledge, phrases
        self._entities = {entity.id: entity for entity in entities}
        self._all = {event.event for event in events}

    def modality(self, asked: str | None) -> str | None:
        """The modality. Raises InputError, with all that there are, for one that is none."""
        if asked is not None and asked not in MODALITIES:
            remedy = self._phrases.say("no-modality-remedy", names=", ".join(MODALITIES))
            raise InputError(f"--modality {asked!r}", self._phrases.say("no-modality"), remedy)
        return asked

    def taking_part(self, option: str, asked: str | None) -> set[str]:
        """The events in which one so named, or of a sector so called, has the role. Raises InputError with what is
        near."""
        if asked is None:
            return self._all
        roles = ROLES[option]
        named = {e.event: [n for row in e.mentions for role in roles for n in getattr(row, role)] for e in self._events}
        called = {e.event: [*named[e.event], *self._known_as(e, roles)] for e in self._events}
        of_sector = {e.event for e in self._events if _has_sector(e, roles, asked)}
        if found := self._ranked(asked, called) | of_sector:
            return found
        raise self._nobody(f"--{option} {asked!r}", f"no-{option}", asked, named.values())

    def _known_as(self, event: Happening, roles: Collection[str]) -> list[str]:
        """All that the entities which have one of the roles are called."""
        ids = {p.entity for row in event.mentions for p in row.participants if p.role in roles and p.name is not None}
        return self._names(ids)

    def placed(self, asked: str | None) -> set[str]:
        """The events of a place so named, or within the country so named. Raises InputError with what is near."""
        if asked is None:
            return self._all
        named = {event.event: [row.place for row in event.mentions if row.place] for event in self._events}
        called = {e.event: [*named[e.event], *self._names({r.place_entity for r in e.mentions})] for e in self._events}
        if found := self._ranked(asked, called) | self._within(asked):
            return found
        raise self._nobody(f"--place {asked!r}", "no-place", asked, named.values())

    def _names(self, ids: Iterable[str | None]) -> list[str]:
        known = [entity for id_ in sorted(filter(None, ids)) if (entity := self._entities.get(id_))]
        return [name for entity in known for name in (entity.name, *entity.aliases)]

    def _within(self, asked: str) -> set[str]:
        """The events at places that lie in the country of this name."""
        countries = [e for e in self._entities.values() if e.precision == COUNTRY and e.country]
        named = {e.country for e in countries if fold(asked) in map(fold, (e.name, *e.aliases))}
        inside = {e.id for e in self._entities.values() if e.country in named}
        return {e.event for e in self._events if any(row.place_entity in inside for row in e.mentions)}

    def _ranked(self, asked: str, called: Mapping[str, list[str]]) -> set[str]:
        """The events that fit as well as any; those that have a part of a name beside those that have all of it."""
        ranks = {id_: naming.rank(asked, names, [], self._knowledge) for id_, names in called.items()}
        best = min((rank for rank in ranks.values() if rank is not None), default=None)
        if best is None:
            return set()
        return {id_ for id_, rank in ranks.items() if rank is not None and rank <= max(best, naming.PART)}

    def _nobody(self, where: str, rule: str, asked: str, named: Iterable[Sequence[str]]) -> InputError:
        """The error that names what is called nearly so, else whom or what most events are of."""
        sizes = Counter(name for names in named for name in names)
        if near := naming.near(asked, dict.fromkeys(sizes, ()), NEAR_ENOUGH):
            told = self._phrases.say("did-you-mean", names=", ".join(near))
        elif most := sorted(sizes, key=lambda name: (-sizes[name], name))[: naming.NEAR]:
            told = self._phrases.say("most-told", names=", ".join(most))
        else:
            told = self._phrases.say("no-events-at-all")
        return InputError(where, self._phrases.say(rule), told)


def _has_sector(event: Happening, roles: Collection[str], asked: str) -> bool:
    """Whether one who has a role is of a sector that is called so in any language."""
    given = {p.sector for row in event.mentions for p in row.participants if p.role in roles and p.sector}
    return any(fold(asked) in map(fold, words_for(SECTORS, sector)) for sector in given)


# --------------------------------------------------------------------- answer


def _answer(asked: Wanted, found: list[Happening], every: Sequence[Happening], tables: Tables) -> EventsAnswer:
    rows = [row for event in found for row in event.mentions]
    shown = {event.event for event in found}
    wholes = {event.episode_of for event in found} - shown
    statements, figures = {row.statement for row in rows}, {id_ for row in rows for id_ in row.figures}
    reports, places, times = ({getattr(row, of) for row in rows} for of in ("article", "place_entity", "time"))
    stories = {row.article: row for row in tables["stories"]}
    return EventsAnswer(
        asked=asked,
        counts=_counts(found),
        in_all=_counts(every),
        found=found,
        wholes=[event for event in every if event.event in wholes],
        statements=[row for row in tables["statements"] if row.id in statements],
        figures=[row for row in tables["figures"] if row.id in figures],
        places=[row for row in tables["entities"] if row.id in places],
        reports=[of_row(row) for row in tables["articles"] if row.article in reports],
        stories={e.event: stories[e.first.article].story for e in found if e.first.article in stories},
        titles={row.story: row.title for row in tables["stories"] if row.article in reports},
        times=[row for row in tables["times"] if row.id in times],
    )


def _countries(found: Iterable[Happening], tables: Tables, knowledge: Knowledge) -> dict[str, str]:
    """The codes of entities that take part, and of names that are those of a country or end with it."""
    rows = [row for event in found for row in event.mentions]
    part = {p.entity for row in rows for p in row.participants}
    codes = {e.id: e.country for e in tables["entities"] if e.id in part and e.country}
    known = {e.name: e.country for e in tables["entities"] if e.precision == COUNTRY and e.country}
    genitives = {f" {genitive}": of for name, of in known.items() if (genitive := knowledge.genitive(name))}
    for name in sorted({name for row in rows for name in (*row.actor, *row.recipient)}):
        whose = (of for genitive, of in genitives.items() if name.endswith(genitive))
        if named := knowledge.country(name) or known.get(name) or next(whose, None):
            codes[name] = named
    return codes


def with_sentences(told: EventsAnswer, readings: Mapping[str, Reading]) -> EventsAnswer:
    """The answer with the sentence in which each mention stands, of the reports that are given by name."""
    found: dict[str, tuple[int, str]] = {}
    rows: dict[str, list[EventRow]] = defaultdict(list)
    for event in told.found:
        for row in event.mentions:
            rows[row.article].append(row)
    for article in rows.keys() & readings.keys():
        reading = readings[article]
        spans = sorted(Span(sentence.start, sentence.end) for sentence in reading.findings.sentences)
        for row in rows[article]:
            at = bisect_right(spans, row.start, key=lambda span: span.start) - 1
            if at >= 0 and row.end <= spans[at].end:
                found[row.id] = spans[at].start, cut(reading.article.text, spans[at])
    return replace(told, sentences=found)
