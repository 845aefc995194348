"""Who is who across reports: a table of features with weights, each with the sentence that tells it to people.

A pair whose weights reach the threshold is one, unless something speaks against it; `joining` says which pairs are
compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

from kronika.languages.entities import Entry
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.linking.parties import Named, entry_of, gender_of
from kronika.linking.within import ORGANISATION, PERSON, PLACE, acronyms, differ, is_acronym, reason_of

THRESHOLD = 2.0
NEVER = -9.0
RARELY = 0.01
"""Share of the mentions from which a base form may be the name of all. Chosen, not measured."""
SHORTEST_FAMILY = 3
"""Letters of a family name that may be compared: `Adam K.` of two reports may be two."""


class Cluster:
    """What is taken for one, with what the packs know of its names."""

    def __init__(self, named: Named, knowledge: Knowledge) -> None:
        self.named = named
        self.kind = named.kind
        self.bases = named.bases
        self.country = named.country
        self.stories = frozenset(named.stories)
        self._knowledge = knowledge

    @cached_property
    def full(self) -> str:
        """The full name."""
        return full_of(self.bases)

    @cached_property
    def words(self) -> list[str]:
        """The words of the full name, as they sound."""
        return [self._knowledge.sound(word) for word in self.full.split()]

    @cached_property
    def gender(self) -> str | None:
        """The gender that most mentions show alone."""
        return gender_of(self.named.genders)

    @cached_property
    def names(self) -> set[str]:
        """All base forms, folded; places by the name of today."""
        known = self._knowledge.now if self.kind == PLACE else fold
        quoted = (base.split('"')[1] for base in self.bases if base.count('"') == 2 and self.kind == ORGANISATION)
        return {known(base) for base in [*self.bases, *quoted]}

    @cached_property
    def entry(self) -> Entry | None:
        """The entry of a dictionary that has one of the names, the fullest first."""
        return entry_of(self.kind, self.bases, self._knowledge)

    @property
    def is_full(self) -> bool:
        """Whether the name has several words."""
        return len(self.words) > 1


def full_of(bases: Mapping[str, int]) -> str:
    """The base form of most words, of these the commonest; one that hardly ever stands is a misreading."""
    least = RARELY * sum(bases.values())
    return min((b for b in bases if bases[b] >= least), key=lambda b: (-len(b.split()), -bases[b], b))


class Pair(NamedTuple):
    """Two clusters of one kind, whether only one is known by the name for which they are compared, and whether another
    one whom a story names in full may be meant by it there."""

    one: Cluster
    other: Cluster
    only: bool
    several: bool
    knowledge: Knowledge


def same_entry(pair: Pair) -> bool:
    """The dictionary has both names for one."""
    return pair.one.entry is not None and pair.one.entry is pair.other.entry


def same_country(pair: Pair) -> bool:
    """Both are names of one country."""
    return pair.one.country is not None and pair.one.country == pair.other.country


def same_full_name(pair: Pair) -> bool:
    """Given and family name sound alike."""
    if not _people(pair) or not (pair.one.is_full and pair.other.is_full) or not _same_family(pair):
        return False
    same_letter = fold(pair.one.full)[:1] == fold(pair.other.full)[:1]  # Jan is no Ann, though they sound alike
    return same_letter and pair.one.words == pair.other.words


def given_name_shortened(pair: Pair) -> bool:
    """The family name is the same, the given name an initial of the other's."""
    if not _people(pair) or not (pair.one.is_full and pair.other.is_full) or not _same_family(pair):
        return False
    first, second = sorted((fold(pair.one.full.split()[0]), fold(pair.other.full.split()[0])), key=len)
    return len(first) == 1 and second.startswith(first) and len(second) > 1


def family_name(pair: Pair) -> bool:
    """One report gives the family name alone."""
    return _people(pair) and pair.one.is_full != pair.other.is_full and _same_family(pair)


def only_bearer(pair: Pair) -> bool:
    """Nobody else in these reports bears the name."""
    return pair.only


def several_bearers(pair: Pair) -> bool:
    """The story names another one in full who bears the name, and not much more seldom."""
    return pair.several


def rare_family_name(pair: Pair) -> bool:
    """The family name is none that the language's dictionary of forms has, so that two rarely share it."""
    return _people(pair) and pair.one.named.rare and pair.other.named.rare


def shared_role(pair: Pair) -> bool:
    """Reports give both the same office."""
    return _people(pair) and any(of and (role, of) in pair.other.named.roles for role, of in pair.one.named.roles)


def shared_name(pair: Pair) -> bool:
    """They share an acronym or another short name that is not the beginning of the fuller one."""
    _short, long = sorted((pair.one, pair.other), key=lambda c: len(c.full))
    several = pair.one.names & pair.other.names
    shared = {n for n in several if not fold(long.full).startswith(n + " ") and not pair.knowledge.generic(n)}
    return not _people(pair) and bool(shared)


def acronym(pair: Pair) -> bool:
    """One is the initials of the other."""
    short, long = sorted((pair.one, pair.other), key=lambda c: len(c.full))
    generic = pair.knowledge.generic(short.full)
    return not _people(pair) and not generic and is_acronym(short.full) and short.full in acronyms(long.full)


def same_name(pair: Pair) -> bool:
    """Their full names are the same."""
    return not _people(pair) and fold(pair.one.full) == fold(pair.other.full)


def other_given_name(pair: Pair) -> bool:
    """The given names differ."""
    both = _people(pair) and pair.one.is_full and pair.other.is_full
    other = both and pair.one.words[0] != pair.other.words[0]
    return other and not given_name_shortened(pair) and not same_entry(pair)


def other_gender(pair: Pair) -> bool:
    """One is a woman, the other a man."""
    return _people(pair) and differ(pair.one.gender, pair.other.gender)


def other_office(pair: Pair) -> bool:
    """They hold the same office in different countries or bodies."""
    ones, others = _whose(pair.one), _whose(pair.other)
    return any(ones[role].isdisjoint(others[role]) for role in ones.keys() & others.keys())


def other_story(pair: Pair) -> bool:
    """No story has both."""
    return pair.one.stories.isdisjoint(pair.other.stories)


FEATURES: dict[Callable[[Pair], bool], float] = {
    same_entry: 5.0,
    same_country: 5.0,
    same_full_name: 4.0,
    same_name: 4.0,
    given_name_shortened: 1.5,
    family_name: 1.0,
    only_bearer: 1.0,
    shared_name: 1.0,
    acronym: 1.0,
    rare_family_name: 1.0,
    shared_role: 1.5,
    other_given_name: NEVER,
    several_bearers: -3.0,
    other_gender: -3.0,
    other_office: -1.5,
    other_story: -1.0,
}
"""Each feature's weight, chosen and not fitted: what alone suffices reaches THRESHOLD, what never may stays below it.
The docstring is the reason shown."""


def reasons(pair: Pair) -> tuple[float, list[str]]:
    """The sum of the weights of a pair, and the sentences that speak for it."""
    found = [(weight, feature) for feature, weight in FEATURES.items() if feature(pair)]
    return sum(weight for weight, _ in found), [reason_of(f) for w, f in found if w > 0]


def _whose(cluster: Cluster) -> dict[str, set[str]]:
    """For each noun of an office whose it is, as far as that is told."""
    found: dict[str, set[str]] = defaultdict(set)
    for role, of in cluster.named.roles:
        if of:
            found[role].add(of)
    return found


def _people(pair: Pair) -> bool:
    return pair.one.kind == PERSON


def _same_family(pair: Pair) -> bool:
    whole = len(fold(pair.one.full.split()[-1])) >= SHORTEST_FAMILY
    return whole and pair.one.words[-1] == pair.other.words[-1]
