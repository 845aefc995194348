"""Which mentions tell one event, over all reports of a story: by type, participants, place, days and words."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from msgspec import structs

from kronika.copies import Copies, Place
from kronika.languages.letters import stems
from kronika.linking.clustering import connected, ruled
from kronika.linking.rulings import NO_PAIRS, SAYS_SO, Paired, Pairs
from kronika.ontology import event_types
from kronika.ontology.occurrences import occurrences
from kronika.records import EntityRow, EventRow

NEGATED = "negated"
TOLD = ("sentence", "before")
LASTING = ("since", "during")
LONGER = 3
"""How many times as long a stretch must be of which days are but a part. Chosen, not measured."""


class Sign(NamedTuple):
    """A feature that holds of two mentions, with what its sentence needs."""

    feature: str
    told: Mapping[str, str] = {}

    @property
    def weight(self) -> float:
        """How much it weighs."""
        return occurrences().weight(self.feature)

    @property
    def sentence(self) -> str:
        """What it says."""
        return occurrences().feature[self.feature].sentence.format(**self.told)


class Mention(NamedTuple):
    """A mention with what is compared of it: its code, the names as sets of stems, its days, the head of its words, and
    the first place where these words stand, of all copies."""

    row: EventRow
    code: str
    actors: frozenset[frozenset[str]]
    recipients: frozenset[frozenset[str]]
    days: tuple[str, str] | None
    word: str
    themes: frozenset[str]
    origin: Place


class Merger:
    """Finds which mentions of a story tell one event."""

    def __init__(self, entities: Mapping[str, EntityRow], copies: Copies, rulings: Paired = NO_PAIRS) -> None:
        """`rulings` say of which mentions people ruled, by name of the report and start."""
        self._entities = entities
        self._copies = copies
        self._rulings = rulings

    def merged(self, rows: Sequence[EventRow]) -> list[EventRow]:
        """The mentions of one story with their events, why, and of what they are an episode."""
        mentions = [self._mention(row) for row in sorted(rows, key=lambda r: (r.article, r.start))]
        families = _tied(_families(mentions), self._rulings.together)
        groups = [group for family in families for group in self._groups(family)]
        wholes = _without_rings({group[0].row.id: self._whole(group, groups) for group in groups})
        return [self._row(mention, group, wholes) for group in groups for mention in group]

    def _mention(self, row: EventRow) -> Mention:
        code = f"{row.event_type}/{row.mode}" if row.mode else row.event_type
        days = (row.earliest, row.latest) if row.earliest and row.latest else None
        word = (row.pattern or "").partition(": ")[2].split(" ")[0]
        copies = self._copies.places(Place(row.article, row.start, row.end))
        return Mention(
            row, code, _stems(row.actor), _stems(row.recipient), days, word, frozenset(row.themes), min(copies.values())
        )

    def _groups(self, family: Sequence[Mention]) -> Iterator[list[Mention]]:
        """The mentions of one family of types, in groups that tell one event."""
        scores = np.zeros((len(family), len(family)))
        for (i, one), (j, other) in itertools.combinations(enumerate(family), 2):
            scores[i, j] = scores[j, i] = sum(sign.weight for sign in self.signs(one, other))
        number = {_where(m): i for i, m in enumerate(family)}
        merged, apart = (
            [(number[one], number[other]) for one, other in sorted(pairs) if one in number and other in number]
            for pairs in self._rulings
        )
        for group in ruled(scores, occurrences().threshold, merged, apart):
            yield [family[i] for i in group]

    def _row(self, mention: Mention, group: Sequence[Mention], wholes: Mapping[str, str | None]) -> EventRow:
        first = group[0]
        why = [] if first is mention else [s.sentence for s in self.signs(first, mention) if s.weight >= 0]
        if any(_where(mention) in pair for pair in self._rulings.together):
            why = [SAYS_SO, *why]
        return structs.replace(mention.row, event=first.row.id, event_why=why, episode_of=wholes[first.row.id])

    def signs(self, one: Mention, other: Mention) -> Iterator[Sign]:
        """What speaks for and against both telling one event."""
        yield from _of_code(one, other)
        if (one.row.modality == NEGATED) != (other.row.modality == NEGATED):
            yield Sign("negated")
        if _exclude(one, other):
            yield from _of_concerned(one, other)
        else:
            yield from _of_people("actor", one.actors, other.actors, one.row.actor)
            yield from _of_people("recipient", one.recipients, other.recipients, one.row.recipient)
        if one.word == other.word:
            yield Sign("word", {"word": one.word})
        else:
            yield Sign("other_word", {"word": one.word, "other_word": other.word})
        yield from _of_themes(one, other)
        if one.origin == other.origin:
            yield Sign("passage")
        yield from self._of_place(one.row, other.row)
        yield from _of_days(one, other)

    def _of_place(self, one: EventRow, other: EventRow) -> Iterator[Sign]:
        if one.place is None or other.place is None or one.place_rule not in TOLD or other.place_rule not in TOLD:
            return
        if one.place_entity == other.place_entity and one.place == other.place:
            yield Sign("place", {"place": one.place})
        elif self._lies_in(one, other) or self._lies_in(other, one):
            inner, outer = (one, other) if self._lies_in(one, other) else (other, one)
            yield Sign("inside", {"place": str(inner.place), "other_place": str(outer.place)})
        else:
            yield Sign("other_place", {"place": one.place, "other_place": other.place})

    def _lies_in(self, inner: EventRow, outer: EventRow) -> bool:
        """Whether one place is a country and the other is known to lie in it."""
        small, large = (self._entities.get(row.place_entity or "") for row in (inner, outer))
        if small is None or large is None or small.id == large.id or large.precision != "country":
            return False
        return small.precision != "country" and small.country is not None and small.country == large.country

    # -------------------------------------------------------------- episodes

    def _whole(self, group: Sequence[Mention], groups: Sequence[Sequence[Mention]]) -> str | None:
        """The event of which a group tells a part: one of more mentions, wider in place, people or days."""
        holding = [g for g in groups if g is not group and self._holds(g, group)]
        kind = group[0].row.event_type
        best = max(holding, key=lambda g: (g[0].row.event_type == kind, len(g), _length(g)), default=None)
        return best[0].row.id if best is not None else None

    def _holds(self, whole: Sequence[Mention], part: Sequence[Mention]) -> bool:
        one, other = whole[0].row, part[0].row
        if any(m.row.modality == NEGATED for m in (*whole, *part)):
            return False
        if one.event_type == other.event_type:
            return _alike_modes(one.mode, other.mode) and self._wider(whole, part)
        sectors = occurrences().holds.get(one.event_type, {}).get(other.event_type, ())
        own = {m.row.sector.get(name) for m in part for name in m.row.actor}
        return bool(own & set(sectors)) and _together(whole, part)

    def _wider(self, whole: Sequence[Mention], part: Sequence[Mention]) -> bool:
        """Whether a place lies in the other's, the days in a longer stretch, or some of the actors act alone."""
        if _disjoint(whole, part):
            return False
        places = any(self._lies_in(p.row, w.row) and p.row.place_rule in TOLD for p in part for w in whole)
        days = any(_within(p, w) for p in part for w in whole)
        some = frozenset().union(*(p.actors for p in part)), frozenset().union(*(w.actors for w in whole))
        same = bool(_names(part) & _names(whole))
        return places or days or (same and bool(some[0]) and some[0] < some[1])


def _without_rings(wholes: Mapping[str, str | None]) -> dict[str, str | None]:
    """By event its whole; none where it would be an episode of itself: then nobody can say which holds which."""
    return {event: None if event in _above(event, wholes) else whole for event, whole in wholes.items()}


def _above(event: str, wholes: Mapping[str, str | None]) -> set[str]:
    """What holds an event, and what holds that, and so on."""
    found: set[str] = set()
    whole = wholes[event]
    while whole is not None and whole not in found:
        found.add(whole)
        whole = wholes[whole]
    return found


def _stems(names: Iterable[str]) -> frozenset[frozenset[str]]:
    found = (frozenset(stems(name)) for name in names)
    return frozenset(words for words in found if words)


def _families(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions by types that may tell the same act, also by way of another type."""
    kinds = list(event_types())
    groups = [[kinds.index(c.partition("/")[0]) for c in g] for g in (*occurrences().alike, *occurrences().exclusive)]
    families = connected(len(kinds), (pair for group in groups for pair in itertools.pairwise(group)))
    home = {kinds[one]: family[0] for family in families for one in family}
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        found[home[mention.row.event_type]].append(mention)
    return list(found.values())


def _where(mention: Mention) -> tuple[str, int, int]:
    return mention.row.article, mention.row.start, mention.row.end


def _tied(families: Sequence[list[Mention]], together: Pairs) -> list[list[Mention]]:
    """The families, of which those are one that hold two mentions that people say are one event."""
    home = {_where(m): n for n, family in enumerate(families) for m in family} if together else {}
    edges = [(home[one], home[other]) for one, other in together if one in home and other in home]
    joined = connected(len(families), sorted(edges))
    found = ([mention for n in own for mention in families[n]] for own in joined)
    return [sorted(family, key=lambda m: (m.row.article, m.row.start)) for family in found]


def _of_code(one: Mention, other: Mention) -> Iterator[Sign]:
    first, second = one.row, other.row
    types = {"type": first.event_type, "other_type": second.event_type}
    if first.event_type != second.event_type:
        alike = any({first.event_type, second.event_type} <= set(group) for group in occurrences().alike)
        yield Sign("exclusive" if _exclude(one, other) else "alike" if alike else "other_type", types)
        return
    yield Sign("type", types)
    if first.mode is not None and second.mode is not None:
        modes = {"mode": first.mode, "other_mode": second.mode}
        if first.mode == second.mode or not _alike_modes(first.mode, second.mode):
            yield Sign("mode" if first.mode == second.mode else "other_mode", modes)
    if event_types()[first.event_type].words and first.article == second.article:
        yield Sign("speech")


def _exclude(one: Mention, other: Mention) -> bool:
    """Whether the codes are versions of one change."""
    return one.code != other.code and any({one.code, other.code} <= set(group) for group in occurrences().exclusive)


def _of_concerned(one: Mention, other: Mention) -> Iterator[Sign]:
    """Of versions of one change: whether they are about the same people, who act in the one and not in the other."""
    (first, names), (second, _) = _concerned(one), _concerned(other)
    if first and second:
        yield Sign("concerned", {"names": ", ".join(names)}) if _shared(first, second) else Sign("other_concerned")


def _concerned(one: Mention) -> tuple[frozenset[frozenset[str]], Sequence[str]]:
    own = one.code in occurrences().own
    return (one.actors, one.row.actor) if own else (one.recipients, one.row.recipient)


def _shared(one: frozenset[frozenset[str]], other: frozenset[frozenset[str]]) -> bool:
    """Whether somebody of the one may be somebody of the other."""
    return any(a <= b or b <= a for a in one for b in other)


def _alike_modes(one: str | None, other: str | None) -> bool:
    return one is None or one == other or any({one, other} <= set(group) for group in occurrences().modes)


def _of_people(
    role: str, one: frozenset[frozenset[str]], other: frozenset[frozenset[str]], names: Sequence[str]
) -> Iterator[Sign]:
    if not one and not other:
        yield Sign(f"no_{role}")
    elif one and other:
        yield Sign(role, {"names": ", ".join(names)}) if _shared(one, other) else Sign(f"other_{role}")


def _of_themes(one: Mention, other: Mention) -> Iterator[Sign]:
    if one.themes and other.themes:
        shared = sorted(one.themes & other.themes)
        yield Sign("theme", {"words": ", ".join(shared)}) if shared else Sign("other_theme")


def _of_days(one: Mention, other: Mention) -> Iterator[Sign]:
    if one.days is None or other.days is None:
        return
    told = {"days": _shown(one.days), "other_days": _shown(other.days)}
    if one.days[1] < other.days[0] or other.days[1] < one.days[0]:
        yield Sign("other_days", told)
    elif _within(one, other) or _within(other, one):
        yield Sign("within_days", told)
    else:
        yield Sign("days", told)


def _within(part: Mention, whole: Mention) -> bool:
    """Whether days are but a part of a stretch through which something lasts, several times as long."""
    if part.days is None or whole.days is None or whole.row.when_rule not in LASTING:
        return False
    first, last, begin, end = (date.fromisoformat(day) for day in (*part.days, *whole.days))
    return begin <= first and last <= end and (end - begin).days + 1 >= LONGER * ((last - first).days + 1)


def _shown(days: tuple[str, str]) -> str:
    return days[0] if days[0] == days[1] else f"{days[0]} to {days[1]}"


def _disjoint(one: Sequence[Mention], other: Sequence[Mention]) -> bool:
    """Whether no day of one may be a day of the other."""
    firsts, seconds = ([m.days for m in group if m.days] for group in (one, other))
    return bool(firsts and seconds) and all(a[1] < b[0] or b[1] < a[0] for a in firsts for b in seconds)


def _length(group: Sequence[Mention]) -> int:
    """The days of the longest stretch that is told of an event."""
    days = ((date.fromisoformat(m.days[1]) - date.fromisoformat(m.days[0])).days for m in group if m.days)
    return max(days, default=0)


def _together(one: Sequence[Mention], other: Sequence[Mention]) -> bool:
    """Whether some days of both agree, or one report tells both and nothing sets their days apart."""
    if _disjoint(one, other):
        return False
    dated = any(m.days for m in one) and any(m.days for m in other)
    return dated or bool({m.row.article for m in one} & {m.row.article for m in other})


def _names(group: Sequence[Mention]) -> frozenset[frozenset[str]]:
    return frozenset().union(*(m.recipients for m in group))
