"""Who is one over all stories: what has the same name is one, pairs under a common key are compared, the surest joined.

Each step is by itself, so that names can be dealt to many workers: what has the same label meets, then what has the
same key, and only pairs that are one come together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from kronika.evidence import digest
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.languages.places import Town
from kronika.linking.across import NEVER, THRESHOLD, Cluster, Pair, full_of, other_gender, reasons, same_full_name
from kronika.linking.bases import Where
from kronika.linking.parties import Named, Whole, World, entry_of, gender_of, merged
from kronika.linking.rulings import SAYS_SO, taken_out
from kronika.linking.within import PERSON, PLACE, Apart, acronyms, differ, is_acronym

MOST = 300
"""Clusters under a key of which each is compared with each; of more, only those that share a finer key too: a common
family name has thousands of bearers, and pairs grow with their square."""
MAIN = 0.8
"""Share of the full names of a story from which a family name alone is that of their bearer. Chosen, not measured."""


class Scored(Struct, frozen=True):
    """Two clusters by their numbers, how surely they are one, the sentences that say so; `apart` says that they and
    what becomes of them never are."""

    points: float
    one: int
    other: int
    told: list[str]
    apart: bool


class Joined(Struct, frozen=True):
    """Of each that is named the whole that it belongs to, and why where that is not plain; what all must know."""

    wholes: list[Whole]
    why: list[str | None]
    world: World


class Union:
    """Clusters that become one, pair by pair."""

    def __init__(self, clusters: Mapping[int, Named]) -> None:
        """`clusters` are all that may be joined or barred."""
        self._clusters = clusters
        self._homes = {number: number for number in clusters}
        self._bases = {number: Counter(named.bases) for number, named in clusters.items()}
        self._members = {number: {number} for number in clusters}
        self._barred: dict[int, set[int]] = {number: set() for number in clusters}
        self.why: dict[int, str] = {}

    def bar(self, one: int, other: int) -> None:
        """Keeps two apart, and all that is one with them by then."""
        self._barred[self.home(one)].add(other)
        self._barred[self.home(other)].add(one)

    def home(self, number: int) -> int:
        """The cluster that has taken one over."""
        while self._homes[number] != number:
            self._homes[number] = self._homes[self._homes[number]]
            number = self._homes[number]
        return number

    def named(self, number: int) -> Named:
        """All that has become one with a cluster."""
        own = (self._clusters[member] for member in self._members[self.home(number)])
        return merged(sorted(own, key=lambda named: named.first))

    def join(self, one: int, other: int, told: Sequence[str], apart: Apart | None = None) -> None:
        """Makes two one, unless they are already or something keeps them apart."""
        here, there = self.home(one), self.home(other)
        if here == there or not self._barred[here].isdisjoint(self._members[there]):
            return
        if apart and _ruled_apart(self.named(here), self.named(there), apart):
            return
        words = [len(full_of(self._bases[number]).split()) for number in (here, there)]
        less = list(self._members[there if words[0] >= words[1] else here])
        if len(self._members[here]) < len(self._members[there]):
            here, there = there, here
        self._homes[there] = here
        self._bases[here].update(self._bases.pop(there))
        self._members[here] |= self._members.pop(there)
        self._barred[here] |= self._barred.pop(there)
        why = "; ".join([full_of(self._bases[here]), *told])
        for number in less:
            self.why.setdefault(number, why)


def join(found: Sequence[Named], knowledge: Knowledge, together: Apart, apart: Apart) -> Joined:
    """The wholes of all that is named. `together` and `apart` are pairs of mentions that people have ruled on."""
    groups = alike(found, apart)
    clusters = {number: merged(found[i] for i in own) for number, own in enumerate(groups)}
    pairs = [pair for key, own in _keyed(clusters, knowledge).items() for pair in compared(key, own, knowledge)]
    union = united(pairs, clusters, together, apart)
    home = {i: union.home(number) for number, own in enumerate(groups) for i in own}
    why = {i: union.why.get(number) for number, own in enumerate(groups) for i in own}
    names = {number: union.named(number) for number in set(home.values())}
    world, wholes = known(names, knowledge)
    return Joined([wholes[home[i]] for i in range(len(found))], [why[i] for i in range(len(found))], world)


# ----------------------------------------------------------------- the same name


def label(named: Named) -> tuple[str, str, str, str]:
    """What all that needs no comparing has in common: the kind, the full name, of a single word of a person the gender
    and the story too, and the country."""
    full = _full(named)
    alone = named.kind == PERSON and " " not in full
    own = f"{gender_of(named.genders) or ''} {named.stories[0] if named.stories else ''}" if alone else ""
    return named.kind, fold(full), own, named.country or ""


def _full(named: Named) -> str:
    """The base form of most words, of these the commonest."""
    return min(named.bases, key=lambda b: (-len(b.split()), -named.bases[b], b))


def alike(found: Sequence[Named], apart: Apart) -> list[list[int]]:
    """The numbers of those that have one label and that no correction keeps apart, each group in order of places."""
    groups: dict[tuple[str, ...], list[list[int]]] = defaultdict(list)
    out = taken_out(apart)
    for number in sorted(range(len(found)), key=lambda i: (not out.isdisjoint(found[i].ruled), found[i].first)):
        homes = groups[label(found[number])]
        fits = (home for home in homes if not apart or not _any_apart(found, home, number, apart))
        if (home := next(fits, None)) is None:
            homes.append([number])
        else:
            home.append(number)
    return [group for homes in groups.values() for group in homes]


def _any_apart(found: Sequence[Named], home: Iterable[int], number: int, apart: Apart) -> bool:
    return any(_ruled_apart(found[i], found[number], apart) for i in home)


def _ruled_apart(one: Named, other: Named, apart: Apart) -> bool:
    return any((a, b) in apart or (b, a) in apart for a in one.ruled for b in other.ruled)


# ------------------------------------------------------------------ what is compared


def keys(cluster: Cluster) -> set[str]:
    """The keys of a cluster: only those that share one are compared."""
    found = {f"entry {cluster.entry.kind} {cluster.entry.name}"} if cluster.entry else set()
    if cluster.kind == PERSON:
        return found | {f"{PERSON} {cluster.words[-1]}"}
    short = {fold(name) for name in acronyms(cluster.full)} if " " in cluster.full else set()
    country = {f"country {cluster.country}"} if cluster.country else set()
    return found | country | {f"{cluster.kind} {name}" for name in cluster.names | short if name}


def _keyed(clusters: Mapping[int, Named], knowledge: Knowledge) -> dict[str, dict[int, Named]]:
    """The clusters under each key that several have, in order."""
    found: dict[str, dict[int, Named]] = defaultdict(dict)
    for number, named in clusters.items():
        for key in keys(Cluster(named, knowledge)):
            found[key][number] = named
    return {key: own for key, own in sorted(found.items()) if len(own) > 1}


def compared(key: str, found: Mapping[int, Named], knowledge: Knowledge) -> Iterator[Scored]:
    """The pairs under a key that are one, or never."""
    clusters = {number: Cluster(named, knowledge) for number, named in found.items()}
    bearers, in_full = _bearers(key, clusters.values()), _in_full(clusters.values())
    for one, other in _pairs(clusters):
        only = bearers <= 1 and _goes_by(key, clusters[one], clusters[other])
        several = _several(clusters[one], clusters[other], in_full) or _several(clusters[other], clusters[one], in_full)
        pair = Pair(clusters[one], clusters[other], only, several, knowledge)
        points, told = reasons(pair)
        apart = points <= NEVER / 2 or (other_gender(pair) and not same_full_name(pair))
        if apart or points >= THRESHOLD:
            yield Scored(points, one, other, told, apart)


def _bearers(key: str, clusters: Iterable[Cluster]) -> int:
    """How many are known by a name: given names beside a family name, else the full names that it stands for."""
    _, _, name = key.partition(" ")
    if key.startswith(f"{PERSON} "):
        return len({cluster.words[0] for cluster in clusters if cluster.is_full})
    short = ((fold(c.full), c.names | {fold(word) for word in acronyms(c.full)}) for c in clusters)
    return len({full for full, names in short if name in names and name != full})


def _in_full(clusters: Iterable[Cluster]) -> dict[str, list[Cluster]]:
    """The people whom each story names in full."""
    found: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        for story in cluster.stories if cluster.kind == PERSON and cluster.is_full else ():
            found[story].append(cluster)
    return found


def _several(short: Cluster, full: Cluster, in_full: Mapping[str, Sequence[Cluster]]) -> bool:
    """Whether a family name that stands alone may be of another one, too, whom its story names in full."""
    if short.kind != PERSON or short.is_full or not full.is_full:
        return False
    named = (one for story in short.stories for one in in_full.get(story, ()))
    bearers = Counter[str]()
    for one in named:
        if not differ(one.gender, short.gender):
            bearers[one.words[0]] += sum(one.bases.values())
    return len(bearers) > 1 and bearers[full.words[0]] < MAIN * bearers.total()


def _goes_by(key: str, one: Cluster, other: Cluster) -> bool:
    """Whether both go by the name of a key, or one is the acronym itself."""
    kind, _, name = key.partition(" ")
    if kind == PERSON:
        return True
    return name in one.names & other.names or any(is_acronym(c.full) and fold(c.full) == name for c in (one, other))


def _pairs(clusters: Mapping[int, Cluster]) -> Iterator[tuple[int, int]]:
    """Each with each; of many, those that share a finer key, and of many of these each with the first."""
    order = sorted(clusters, key=lambda number: clusters[number].named.first)
    if len(order) <= MOST:
        yield from combinations(order, 2)
        return
    finer: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in order:
        for key in _finer(clusters[number]):
            finer[key].append(number)
    found = {
        pair for own in finer.values() for pair in (combinations(own, 2) if len(own) <= MOST else _with_first(own))
    }
    yield from sorted(found)


def _with_first(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    return ((numbers[0], number) for number in numbers[1:])


def _finer(cluster: Cluster) -> Iterator[tuple[str, ...]]:
    """The same name, an office, a story: by nothing else do two of many bearers become one."""
    yield ("name", *cluster.words)
    yield from (("role", *role) for role in cluster.named.roles if role[1])
    if len(cluster.stories) <= MOST:
        yield from (("story", story) for story in cluster.stories)


# ------------------------------------------------------------------------ one of all


def united(pairs: Iterable[Scored], clusters: Mapping[int, Named], together: Apart, apart: Apart) -> Union:
    """The clusters after all pairs that are one have been joined, corrections first, then the surest."""
    scored = list(pairs)
    union = Union(clusters)
    for one, other in _ruled(clusters, together):
        union.join(one, other, [SAYS_SO])
    for pair in scored:
        if pair.apart:
            union.bar(pair.one, pair.other)

    def surest(pair: Scored) -> tuple[float, str, str, Where, Where, list[str]]:
        one, other = clusters[pair.one], clusters[pair.other]
        return -pair.points, _full(one), _full(other), one.first, other.first, pair.told

    for pair in sorted((pair for pair in scored if pair.points >= THRESHOLD), key=surest):
        union.join(pair.one, pair.other, pair.told, apart)
    return union


def _ruled(clusters: Mapping[int, Named], together: Apart) -> list[tuple[int, int]]:
    """The clusters that people say are one, in the order of the names of their reports, wherever these lie."""
    at = {where: number for number, named in clusters.items() for where in named.ruled} if together else {}
    found = ((at[a], at[b]) for a, b in together if a in at and b in at)
    return sorted(found, key=lambda pair: (clusters[pair[0]].first, clusters[pair[1]].first))


def known(names: Mapping[int, Named], knowledge: Knowledge) -> tuple[World, dict[int, Whole]]:
    """What all stories must know, and each that is named as a whole, by its number."""
    countries = {named.country for named in names.values() if named.country}
    wholes = {number: whole(named, countries, knowledge) for number, named in names.items()}
    return world_of(wholes.values(), knowledge), wholes


def world_of(wholes: Iterable[Whole], knowledge: Knowledge) -> World:
    """What all stories must know of these."""
    every = sorted(wholes, key=lambda one: one.id)
    held = (one for one in every if one.kind == PERSON)
    holders = [one for one in held if (e := entry_of(one.kind, one.bases, knowledge)) and e.roles]
    return World({one.country: one for one in every if one.country}, holders)


def whole(named: Named, countries: set[str], knowledge: Knowledge) -> Whole:
    """What is named as a whole; `countries` are those that any report names."""
    town = _town(named, countries, knowledge) if named.kind == PLACE and not named.country else None
    return Whole(
        id=f"entity-{digest(named.kind, *named.first)}",
        kind=named.kind,
        name=_name(named, knowledge),
        bases=named.bases,
        gender=gender_of(named.genders),
        country=named.country,
        latitude=town.latitude if town else None,
        longitude=town.longitude if town else None,
        town_of=town.countrycode if town else None,
    )


def _name(named: Named, knowledge: Knowledge) -> str:
    """The name that is shown: of a country the usual one where reports use it, of all others the fullest."""
    if named.country and knowledge.country_name(named.country) in named.bases:
        return knowledge.country_name(named.country)
    if named.kind == PLACE:
        return min(named.bases, key=lambda b: (-named.bases[b], b))
    return Cluster(named, knowledge).full


def _town(named: Named, countries: set[str], knowledge: Knowledge) -> Town | None:
    """The town that a place is: one in a country of the reports; elsewhere its own name alone counts."""
    found = knowledge.towns(named.bases)
    towns = [town for base in sorted(named.bases) for town in found.get(base, ())]
    near = [town for town in towns if town.countrycode in countries]
    own = [town for town in towns if town.name in named.bases]
    return max(near or own, key=lambda town: (town in own, town.population), default=None)
