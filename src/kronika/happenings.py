"""Events each once, with all their mentions: what they are, who takes part, where and when, of what they are a part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from kronika import calendar
from kronika.calendar import LAST_DAY, Interval
from kronika.languages.letters import fold
from kronika.ontology import MODALITIES, Coded, event_types
from kronika.records import ArticleRow, EventRow

ACTUAL = "actual"
RECIPIENT = "recipient"
PLACES = ("sentence", "before", "country", "report")
"""Where the place of an event is told, the surest first."""
SINCE = "since"
"""The rule by which an event went on over all of its days."""


class Happening(Struct, frozen=True, kw_only=True):
    """An event, once. `mentions` are all that tell it, the one that tells most first.

    Type and mode are those that most mentions give; what somebody tells as done is done, though others announced it.
    The names are those of all mentions, the most told first. The days are those that all mentions allow; where they
    allow none together, or one tells that it went on, the stretch that holds all. `published` are the days of the first
    report.
    `no_later` is the last day on which it can have been, as far as days and publication tell.
    """

    event: str
    event_type: str
    mode: str | None
    modality: str
    actor: list[str]
    recipient: list[str]
    place: str | None
    place_rule: str | None
    earliest: str | None
    latest: str | None
    no_later: str | None
    published: tuple[str | None, str | None]
    mentions: list[EventRow]
    episode_of: str | None

    @property
    def first(self) -> EventRow:
        """The mention that tells most."""
        return self.mentions[0]

    @property
    def code(self) -> tuple[str, str | None]:
        """Type and mode."""
        return self.event_type, self.mode

    @property
    def reports(self) -> list[str]:
        """The reports that tell it."""
        return sorted({row.article for row in self.mentions})

    @property
    def known(self) -> bool:
        """Whether a day of it is known."""
        return self.earliest is not None or self.latest is not None


def happenings(rows: Iterable[EventRow], articles: Iterable[ArticleRow]) -> list[Happening]:
    """The events of these mentions in order of their days; those of no known day last, by publication."""
    of: dict[str, list[EventRow]] = defaultdict(list)
    for row in rows:
        of[row.event or row.id].append(row)
    reports = {row.article: row for row in articles}
    return sorted((_happening(event, told, reports) for event, told in of.items()), key=_by_day)


def as_coded(row: EventRow) -> Coded:
    """A mention as the crosswalks ask for it. People without a name are those who were hit where nobody else was and
    one acts alone; of the dead of a battle nothing tells that they were attacked."""
    actors, hit = (frozenset(filter(None, map(row.sector.get, names))) for names in (row.actor, row.recipient))
    if actors and len(row.actor) == 1 and not row.recipient:
        hit = frozenset(p.sector for p in row.participants if p.role == RECIPIENT and p.name is None and p.sector)
    return Coded(row.event_type, row.mode, row.modality or ACTUAL, actors, hit, frozenset(row.contexts))


def _happening(event: str, rows: Sequence[EventRow], reports: Mapping[str, ArticleRow]) -> Happening:
    told = sorted(rows, key=lambda row: (row.id != event, row.article, row.start))
    code, modality = _code(told), _modality(told)
    days = _days(told)
    place = min(told, key=lambda row: _sureness(row.place, row.place_rule))
    published = [_published(reports.get(row.article)) for row in told]
    return Happening(
        event=event,
        event_type=code[0],
        mode=code[1],
        modality=modality,
        actor=_names(row.actor for row in told),
        recipient=[] if event_types()[code[0]].two_sided else _names(row.recipient for row in told),
        place=place.place,
        place_rule=place.place_rule,
        earliest=calendar.iso(days.earliest),
        latest=calendar.iso(days.latest),
        no_later=calendar.iso(days.latest) or _no_later(told, reports),
        published=min(published, key=_in_order),
        mentions=sorted(told, key=lambda row: _fullness(row, code, modality)),
        episode_of=next((row.episode_of for row in told if row.episode_of), None),
    )


def _days(rows: Sequence[EventRow]) -> Interval:
    went_on = any(row.when_rule == SINCE for row in rows)
    days = [calendar.of(row.earliest, row.latest) for row in rows]
    return calendar.around(days) if went_on else calendar.together(days)


def _code(rows: Sequence[EventRow]) -> tuple[str, str | None]:
    """The type that most mentions give, and of it the mode."""
    event_type = Counter(row.event_type for row in rows).most_common(1)[0][0]
    modes = Counter(row.mode for row in rows if row.event_type == event_type and row.mode)
    return event_type, modes.most_common(1)[0][0] if modes else None


def _modality(rows: Sequence[EventRow]) -> str:
    given = {row.modality or ACTUAL for row in rows}
    return next((modality for modality in MODALITIES if modality in given), ACTUAL)


def _names(lists: Iterable[Sequence[str]]) -> list[str]:
    """The names, each once; a part of a longer one that is told as often is left out."""
    counts: Counter[str] = Counter(name for names in lists for name in names)
    words = {name: {*fold(name).split()} for name in counts}
    longer = {n: [o for o in counts if words[n] < words[o] and counts[o] >= counts[n]] for n in counts}
    return [name for name, _ in counts.most_common() if not longer[name]]


def _sureness(place: str | None, rule: str | None) -> int:
    return PLACES.index(rule) if place is not None and rule in PLACES else len(PLACES)


def _fullness(row: EventRow, code: tuple[str, str | None], modality: str) -> tuple[bool, ...]:
    """Sorts first what tells most."""
    found = ((row.event_type, row.mode) == code, (row.modality or ACTUAL) == modality, row.told, row.statement is None)
    said = (row.earliest, row.actor, row.recipient, row.place_rule == PLACES[0])
    return tuple(not holds for holds in (*found, *map(bool, said)))


def _published(report: ArticleRow | None) -> tuple[str | None, str | None]:
    return (report.published_earliest, report.published_latest) if report else (None, None)


def _no_later(rows: Sequence[EventRow], reports: Mapping[str, ArticleRow]) -> str | None:
    """What is told as done was done when its report was published."""
    days = (_published(reports.get(row.article))[1] for row in rows if (row.modality or ACTUAL) == ACTUAL)
    return min((day for day in days if day), default=None)


def _by_day(one: Happening) -> tuple[bool, str, str, str, int, str]:
    """By days, else by those of publication; then by the report that is shown, and the place there."""
    days = (one.earliest, one.latest) if one.known else one.published
    return not one.known, *_in_order(days), one.first.article, one.first.start, one.event


def _in_order(days: tuple[str | None, str | None]) -> tuple[str, str]:
    return days[0] or days[1] or LAST_DAY, days[1] or LAST_DAY
