"""Whoever is named, as values that pass from the reports of a story to what all stories say together, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from kronika.languages.entities import Entry
from kronika.languages.knowledge import Knowledge
from kronika.linking.bases import Where
from kronika.records import RoleRow


class Named(Struct, frozen=True):
    """Somebody or something as the reports of one story, or of several, name it.

    `bases` and `genders` count base forms and what mentions show alone, `roles` are the nouns of offices and whose they
    are, `rare` says that no dictionary has the name. `first` is its first place, `ruled` are those of its places of
    which corrections speak.
    """

    kind: str
    bases: dict[str, int]
    genders: dict[str, int]
    roles: list[tuple[str, str]]
    rare: bool
    country: str | None
    stories: list[str]
    first: Where
    ruled: list[Where] = []


class Whole(Struct, frozen=True):
    """Somebody or something over all stories: the id and the name that are shown, and what is known.

    `bases` count the base forms of all mentions, `roles` are the offices that reports give. Of a town `latitude` and
    `longitude` are degrees north and east, and `town_of` is the code of its country.
    """

    id: str
    kind: str
    name: str
    bases: dict[str, int]
    gender: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    town_of: str | None = None
    roles: list[RoleRow] = []


class Bearing(Struct, frozen=True):
    """An office that reports of a story give somebody, with the days on which those were published.

    `by` is the number of who bears it among those whom the story names, `of` that of whose it is where a name says so,
    `country` the code that an adjective names; `evidence` are the mentions.
    """

    by: int
    role: str
    of: int | None
    country: str | None
    former: bool
    earliest: str | None
    latest: str | None
    evidence: list[str]


class World(Struct, frozen=True):
    """What a story must know of the others: the countries that any report names, by their codes, and the people to
    whom a dictionary gives an office."""

    countries: dict[str, Whole] = {}
    holders: list[Whole] = []


def merged(found: Iterable[Named]) -> Named:
    """Several as one."""
    all_ = list(found)
    if len(all_) == 1:
        return all_[0]
    return Named(
        kind=all_[0].kind,
        bases=_sum(one.bases for one in all_),
        genders=_sum(one.genders for one in all_),
        roles=sorted({role for one in all_ for role in one.roles}),
        rare=any(one.rare for one in all_),
        country=next((one.country for one in all_ if one.country), None),
        stories=sorted({story for one in all_ for story in one.stories}),
        first=min(one.first for one in all_),
        ruled=sorted({where for one in all_ for where in one.ruled}),
    )


def _sum(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return dict(sorted(total.items()))


def entry_of(kind: str, bases: Iterable[str], knowledge: Knowledge) -> Entry | None:
    """The entry of a dictionary that has one of the names, the fullest first."""
    names = sorted(bases, key=lambda b: (-len(b.split()), b))
    return next((entry for name in names if (entry := knowledge.entry(kind, name))), None)


def gender_of(counts: Mapping[str, int]) -> str | None:
    """The gender that most mentions show alone."""
    ranked = Counter(counts).most_common(2)
    tied = len(ranked) == 2 and ranked[0][1] == ranked[1][1]
    return ranked[0][0] if ranked and not tied else None
