"""Who is who across reports: a table of features with weights, each with the sentence that tells it to people.

Clusters of the reports are compared where they share a name, a sound of a family name, a country or an entry of a
dictionary. A pair whose weights reach the threshold is one, the surest first, unless something speaks against it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from kronika.languages.entities import Entry
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.linking.bases import Where
from kronika.linking.within import ORGANISATION, PERSON, PLACE, Apart, Local, acronyms, differ, is_acronym, reason_of

THRESHOLD = 2.0
NEVER = -9.0
RARELY = 0.01
"""Share of the mentions from which a base form may be the name of all. Chosen, not measured."""
SHORTEST_FAMILY = 3
"""Letters of a family name that may be compared: `Adam K.` of two reports may be two."""


class Cluster:
    """What is taken for one over several reports."""

    def __init__(self, locals_: Sequence[Local], knowledge: Knowledge) -> None:
        self.locals = list(locals_)
        self.kind = locals_[0].kind
        self.bases: Counter[str] = sum((local.bases for local in locals_), Counter())
        self.genders: Counter[str] = sum((local.genders for local in locals_), Counter())
        self.roles = {role for local in locals_ for role in local.roles}
        self.rare = any(local.rare for local in locals_)
        self.country = next((local.country for local in locals_ if local.country), None)
        self.stories = {local.story for local in locals_}
        self._knowledge = knowledge
        self.members, self.barred = {id(self)}, set[int]()

    @cached_property
    def full(self) -> str:
        """The base form of most words, of these the commonest; one that hardly ever stands is a misreading."""
        least = RARELY * self.bases.total()
        return min(
            (b for b in self.bases if self.bases[b] >= least), key=lambda b: (-len(b.split()), -self.bases[b], b)
        )

    @cached_property
    def words(self) -> list[str]:
        """The words of the full name, as they sound."""
        return [self._knowledge.sound(word) for word in self.full.split()]

    @cached_property
    def gender(self) -> str | None:
        """The gender that most mentions show alone."""
        ranked = self.genders.most_common(2)
        tied = len(ranked) == 2 and ranked[0][1] == ranked[1][1]
        return ranked[0][0] if ranked and not tied else None

    @cached_property
    def names(self) -> set[str]:
        """All base forms, folded; places by the name of today."""
        known = self._knowledge.now if self.kind == PLACE else fold
        quoted = (base.split('"')[1] for base in self.bases if base.count('"') == 2 and self.kind == ORGANISATION)
        return {known(base) for base in [*self.bases, *quoted]}

    @cached_property
    def entry(self) -> Entry | None:
        """The entry of a dictionary that has one of the names, the fullest first."""
        names = sorted(self.bases, key=lambda b: (-len(b.split()), b))
        return next((e for name in names if (e := self._knowledge.entry(self.kind, name))), None)

    @property
    def wheres(self) -> set[Where]:
        """The places of all mentions."""
        return {(local.report, start) for local in self.locals for start in local.starts}


class Pair(NamedTuple):
    """Two clusters of one kind, and how many of each name there are among all."""

    one: Cluster
    other: Cluster
    bearers: dict[str, set[str]]
    knowledge: Knowledge


def same_entry(pair: Pair) -> bool:
    """The dictionary has both names for one."""
    return pair.one.entry is not None and pair.one.entry is pair.other.entry


def same_country(pair: Pair) -> bool:
    """Both are names of one country."""
    return pair.one.country is not None and pair.one.country == pair.other.country


def same_full_name(pair: Pair) -> bool:
    """Given and family name sound alike."""
    if not _people(pair) or not (_full(pair.one) and _full(pair.other)) or not _same_family(pair):
        return False
    same_letter = fold(pair.one.full)[:1] == fold(pair.other.full)[:1]  # Jan is no Ann, though they sound alike
    return same_letter and pair.one.words == pair.other.words


def given_name_shortened(pair: Pair) -> bool:
    """The family name is the same, the given name an initial of the other's."""
    if not _people(pair) or not (_full(pair.one) and _full(pair.other)) or not _same_family(pair):
        return False
    first, second = sorted((fold(pair.one.full.split()[0]), fold(pair.other.full.split()[0])), key=len)
    return len(first) == 1 and second.startswith(first) and len(second) > 1


def family_name(pair: Pair) -> bool:
    """One report gives the family name alone."""
    return _people(pair) and _full(pair.one) != _full(pair.other) and _same_family(pair)


def only_bearer(pair: Pair) -> bool:
    """Nobody else in these reports bears the name."""
    if _people(pair):
        return len(pair.bearers[_sound_of_family(pair)]) <= 1
    shared = (pair.one.names & pair.other.names) | {fold(c.full) for c in pair[:2] if is_acronym(c.full)}
    return any(len(pair.bearers[name]) <= 1 for name in shared)


def rare_family_name(pair: Pair) -> bool:
    """The family name is none that the language's dictionary of forms has, so that two rarely share it."""
    return _people(pair) and pair.one.rare and pair.other.rare


def shared_role(pair: Pair) -> bool:
    """Reports give both the same office."""
    return _people(pair) and any(of and (role, of) in pair.other.roles for role, of in pair.one.roles)


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
    both = _people(pair) and _full(pair.one) and _full(pair.other)
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
    for role, of in cluster.roles:
        if of:
            found[role].add(of)
    return found


def _people(pair: Pair) -> bool:
    return pair.one.kind == PERSON


def _full(cluster: Cluster) -> bool:
    return len(cluster.words) > 1


def _same_family(pair: Pair) -> bool:
    whole = len(fold(pair.one.full.split()[-1])) >= SHORTEST_FAMILY
    return whole and pair.one.words[-1] == pair.other.words[-1]


def _sound_of_family(pair: Pair) -> str:
    return f"{PERSON} {pair.one.words[-1]}"


class Joined(NamedTuple):
    """Clusters of all reports, and for each local why it belongs where it is."""

    clusters: list[Cluster]
    why: dict[int, str]


def join(found: Iterable[Local], knowledge: Knowledge, together: Apart, apart: Apart) -> Joined:
    """The clusters over all reports. `together` and `apart` are pairs of mentions that people have ruled on."""
    clusters = [Cluster(group, knowledge) for group in _alike(found, apart)]
    bearers = _bearers(clusters)
    homes = {id(c): c for c in clusters}
    why: dict[int, str] = {}
    for one, other in _ruled(clusters, together):
        _merge(homes, one, other, knowledge, why, ["a correction says so"])
    scored = [(*reasons(Pair(a, b, bearers, knowledge)), a, b) for a, b in _pairs(clusters)]
    for points, _, a, b in scored:
        pair = Pair(a, b, bearers, knowledge)
        if points <= NEVER / 2 or (other_gender(pair) and not same_full_name(pair)):
            a.barred.add(id(b))
            b.barred.add(id(a))
    for points, told, one, other in sorted(scored, key=lambda s: (-s[0], s[2].full, s[3].full, min(s[2].wheres))):
        if points >= THRESHOLD and not _forbidden(homes, one, other, apart):
            _merge(homes, one, other, knowledge, why, told)
    return Joined(list({id(home): home for c in clusters for home in [_home(homes, c)]}.values()), why)


def _alike(found: Iterable[Local], apart: Apart) -> list[list[Local]]:
    """Locals of the same kind, names and gender, which need no comparing."""
    groups: dict[tuple[object, ...], list[list[Local]]] = defaultdict(list)
    for local in found:
        alone = local.kind == PERSON and " " not in local.full
        homes = groups[local.kind, fold(local.full), (local.gender, local.story) if alone else None, local.country]
        home = next((group for group in homes if not _apart(group, [local], apart)), None)
        if home is None:
            homes.append([local])
        else:
            home.append(local)
    return [group for homes in groups.values() for group in homes]


def _apart(one: Iterable[Local], other: Iterable[Local], apart: Apart) -> bool:
    if not apart:
        return False
    here = {(a.report, s) for a in one for s in a.starts}
    there = {(b.report, s) for b in other for s in b.starts}
    return any((a in here and b in there) or (b in here and a in there) for a, b in apart)


def _bearers(clusters: Iterable[Cluster]) -> dict[str, set[str]]:
    """For each family name the full names of those who bear it; for any other name the full names it stands for."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for cluster in clusters:
        if cluster.kind != PERSON:
            short = cluster.names | {fold(name) for name in acronyms(cluster.full)}
            for name in short - {fold(cluster.full)}:
                bearers[name].add(fold(cluster.full))
        elif _full(cluster):
            bearers[f"{PERSON} {cluster.words[-1]}"].add(cluster.words[0])
    return bearers


def _pairs(clusters: Sequence[Cluster]) -> Iterator[tuple[Cluster, Cluster]]:
    """Pairs that share a key, each once, in a fixed order."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, cluster in enumerate(clusters):
        for key in _keys(cluster):
            blocks[key].append(i)
    pairs = {pair for members in blocks.values() for pair in combinations(members, 2)}
    return ((clusters[a], clusters[b]) for a, b in sorted(pairs))


def _keys(cluster: Cluster) -> set[str]:
    keys = {f"entry {cluster.entry.kind} {cluster.entry.name}"} if cluster.entry else set()
    if cluster.kind == PERSON:
        return keys | {f"{PERSON} {cluster.words[-1]}"}
    short = {fold(name) for name in acronyms(cluster.full)} if " " in cluster.full else set()
    country = {f"country {cluster.country}"} if cluster.country else set()
    return keys | country | {f"{cluster.kind} {name}" for name in cluster.names | short if name}


def _ruled(clusters: Sequence[Cluster], together: Apart) -> Iterator[tuple[Cluster, Cluster]]:
    at = {where: cluster for cluster in clusters for where in cluster.wheres}
    return ((at[a], at[b]) for a, b in sorted(together) if a in at and b in at)


def _home(homes: dict[int, Cluster], cluster: Cluster) -> Cluster:
    while homes[id(cluster)] is not cluster:
        cluster = homes[id(cluster)]
    return cluster


def _forbidden(homes: dict[int, Cluster], one: Cluster, other: Cluster, apart: Apart) -> bool:
    here, there = _home(homes, one), _home(homes, other)
    if here is there:
        return True
    return not here.barred.isdisjoint(there.members) or _apart(here.locals, there.locals, apart)


def _merge(
    homes: dict[int, Cluster], one: Cluster, other: Cluster, knowledge: Knowledge, why: dict[int, str], told: list[str]
) -> None:
    here, there = _home(homes, one), _home(homes, other)
    if here is there:
        return
    whole = Cluster([*here.locals, *there.locals], knowledge)
    whole.members |= here.members | there.members
    whole.barred |= here.barred | there.barred
    less = there if len(here.full.split()) >= len(there.full.split()) else here
    for local in less.locals:
        why.setdefault(id(local), "; ".join([whole.full, *told]))
    homes[id(whole)] = homes[id(here)] = homes[id(there)] = whole
