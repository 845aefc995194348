"""Figures of a story to their histories: what is compared, how it relates, what policies make of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from kronika import calendar
from kronika.copies import Place
from kronika.evidence import digest
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import stems
from kronika.linking.histories.counts import Count, count_of, order
from kronika.linking.histories.disputes import Disputed, DisputeLinker
from kronika.linking.histories.estimates import Step, estimates
from kronika.linking.histories.relations import COMPATIBLE, CUMULATIVE, DISPUTE, EVENT, SAME, pair_of, relate
from kronika.linking.report import Report, by_story
from kronika.ontology import Measure, measures
from kronika.origins import Origins
from kronika.records import FigureRow, HistoryRow, Linked, PointRow, RelationRow, StatementRow

DENIES, RETRACTION, HIGH = "denies", "retraction", "high"
MOST_PAIRED, NEXT = 40, 20
"""Up to so many different figures of one thing all are compared, beyond them each with so many that follow it: 5,000
figures of 500 reports would make millions of pairs, and of these only the near ones are read."""
PLACE, SENTENCE, COUNTRY, REPORT = "LOC", "sentence", "country", "report"
EVERYWHERE = "*"
"""The place of what is counted in a whole country that no report names."""


class Kind(NamedTuple):
    """What figures must share to be compared: the measure, its unit, the noun where the measure asks for one."""

    measure: str
    unit: str | None
    noun: str | None


class History(NamedTuple):
    """What figures must share to be of one history beside their kind: the group, whose they are, and the place."""

    kind: Kind
    group: str | None
    owner: str | None
    place: str | None


def histories(linked: Linked, reports: Sequence[Report], origins: Origins, knowledge: Knowledge) -> list[HistoryRow]:
    """The histories of all stories, from the rows linked so far."""
    articles = {a.article: a for a in linked.articles}
    statements = {s.id: s for s in linked.statements}
    countries = {e.id for e in linked.entities if e.kind == PLACE and knowledge.country(e.name)}
    told: dict[str, list[Count]] = defaultdict(list)
    story_of = {r.name: r.story for r in reports}
    denied: dict[str, list[FigureRow]] = defaultdict(list)
    for row in linked.figures:
        if _is_denied(row, statements):
            denied[row.article].append(row)
        if row.supposed or _is_denied(row, statements):
            continue
        told[story_of[row.article]].append(count_of(row, articles, statements))
    said: dict[str, list[StatementRow]] = defaultdict(list)
    for statement in linked.statements:
        said[story_of[statement.article]].append(statement)
    found = []
    for story, own in by_story(reports).items():
        linker = DisputeLinker(told[story], said[story], denied)
        disputes = [d for report in own for d in linker.of(report)]
        found += StoryHistories(story, told[story], disputes, origins, countries).rows()
    return sorted(found, key=lambda row: (row.story, row.measure, row.id))


def _is_denied(row: FigureRow, statements: Mapping[str, StatementRow]) -> bool:
    """`Policja zaprzecza, że zginęło 30 osób`: a number that whoever is cited does not give."""
    statement = statements.get(row.statement or "")
    return statement is not None and statement.stance == DENIES


class StoryHistories:
    """The histories of one story."""

    def __init__(
        self, story: str, counts: Sequence[Count], disputes: Sequence[Disputed], origins: Origins, countries: set[str]
    ) -> None:
        self._story = story
        self._origins, self._copies = origins, origins.copies
        self._countries = countries
        self._disputes: dict[str, list[Disputed]] = defaultdict(list)
        for dispute in disputes:
            self._disputes[dispute.figure].append(dispute)
        self._kinds: dict[Kind, list[Count]] = defaultdict(list)
        for count in sorted(counts, key=lambda c: c.key):
            if kind := kind_of(count.row):
                self._kinds[kind].append(count)
        self._heads: dict[str, str] = {}
        self._kind_of = {count.row.id: kind for kind, own in self._kinds.items() for count in own}

    def rows(self) -> list[HistoryRow]:
        """A row a history; one figure of money or a share alone is none, but where it is disputed."""
        return [
            row
            for kind, counts in self._kinds.items()
            for matter in _matters(kind, counts)
            if len(matter) > 1 or not measures()[kind.measure].theme or matter[0].row.id in self._disputes
            for row in self._of_matter(kind, matter)
        ]

    def _parts(self, counts: Sequence[Count]) -> list[RelationRow]:
        """Parts whose whole is of another kind: `9 pojazdów, z czego cztery to radiowozy`."""
        kinds = self._kind_of
        parts = [c.row for c in counts if c.row.part_of in kinds and kinds[c.row.part_of] != kinds[c.row.id]]
        why = "the words say that it is a part"
        return [
            RelationRow(
                first=row.part_of or "", second=row.id, relation=COMPATIBLE, rule="part", why=f"{row.told}: {why}"
            )
            for row in parts
        ]

    def _of_matter(self, kind: Kind, counts: list[Count]) -> list[HistoryRow]:
        named = [c.row.place for c in counts if c.row.place_rule == SENTENCE]
        near = (c.row.place for c in counts if c.row.place_rule != REPORT)
        main = _most(named) or _most(near) or _most(c.row.place for c in counts)
        owners = {c.row.owner for c in counts if c.row.owner}
        usual = owners.pop() if len(owners) == 1 else None
        groups: dict[History, list[Count]] = defaultdict(list)
        for count in counts:
            row = count.row
            groups[History(kind, row.group, row.owner or usual, _place(row, main))].append(count)
        relations = self._relations(kind, counts, main)
        return [self._row(history, own, relations, main) for history, own in groups.items()]

    def _row(
        self, history: History, counts: list[Count], relations: Sequence[RelationRow], main: str | None
    ) -> HistoryRow:
        ids = {count.row.id for count in counts}
        own = [r for r in relations if r.first in ids or r.second in ids]
        points = self._points(counts, own)
        kind = history.kind
        return HistoryRow(
            id=f"history-{digest(self._story, *(part or '' for part in (*kind, *history[1:])), counts[0].row.id)}",
            story=self._story,
            measure=kind.measure,
            who=_most(c.row.who for c in counts),
            group=history.group,
            owner=history.owner,
            place=None if history.place == EVERYWHERE else history.place or main,
            unit=kind.unit,
            figures=[count.row.id for count in counts],
            points=points,
            relations=own,
            policies=estimates(self._steps(counts, points), self._is_country_wide(counts)),
        )

    def _is_country_wide(self, counts: Sequence[Count]) -> bool:
        """Whether it is said so, or most of the places that are told are countries; those of which a report only
        speaks most count where no other is told."""
        if any(c.row.place_rule == COUNTRY for c in counts):
            return True
        told = [c.row.place_entity for c in counts if c.row.place_entity and c.row.place_rule != REPORT]
        placed = told or [c.row.place_entity for c in counts if c.row.place_entity]
        return bool(placed) and Counter(placed).most_common(1)[0][0] in self._countries

    # ------------------------------------------------------------ relations

    def _relations(self, kind: Kind, counts: Sequence[Count], main: str | None) -> list[RelationRow]:
        """How the figures of a kind relate: of equal ones of one day, place and group only the first meets others."""
        measure = measures()[kind.measure]
        first: dict[tuple[object, ...], Count] = {}
        heads = self._heads
        found = []
        for count in counts:
            known = first.setdefault(self._likeness(count, main), count)
            heads[count.row.id] = known.row.id
            if known is not count:
                found.append(self._related(known, count, measure, main))
        disputes = [d for c in counts for d in self._disputes.get(c.row.id, ())]
        disputed = {frozenset((heads[d.figure], heads.get(d.counter or "", ""))) for d in disputes}
        for one, other in _pairs(list(first.values())):
            if _meet(one.row, other.row, measure) and frozenset((one.row.id, other.row.id)) not in disputed:
                found.append(self._related(one, other, measure, main))
        return [*found, *self._parts(counts), *map(_disputed, disputes)]

    def _likeness(self, count: Count, main: str | None) -> tuple[object, ...]:
        row = count.row
        part = row.id if row.part_of else None
        numbers = (row.value, row.low, row.high, row.modifier)
        return numbers, row.group, row.owner, _place(row, main), count.days, row.scope, count.source, part

    def _related(self, one: Count, other: Count, measure: Measure, main: str | None) -> RelationRow:
        pair = pair_of(one, other, measure, self._copied(one, other), _apart(one.row, other.row, main))
        verdict = relate(pair)
        ends = (pair.second, pair.first) if verdict.turned else (pair.first, pair.second)
        return RelationRow(
            first=ends[0].row.id,
            second=ends[1].row.id,
            relation=verdict.relation,
            rule=verdict.rule,
            why=verdict.why,
        )

    def _copied(self, one: Count, other: Count) -> bool:
        if one.row.article == other.row.article:
            return False
        place = Place(one.row.article, one.row.start, one.row.end)
        return other.row.article in self._copies.articles(place)

    # --------------------------------------------------------------- points

    def _points(self, counts: Sequence[Count], relations: Sequence[RelationRow]) -> list[PointRow]:
        """The different numbers in order of their days; those that are the same are one."""
        ids = {count.row.id for count in counts}
        same: dict[str, str] = {}
        for relation in relations:
            if relation.relation == SAME and relation.first in ids and relation.second in ids:
                root = _root(same, relation.first)
                same[_root(same, relation.second or "")] = root
        groups: dict[str, list[Count]] = defaultdict(list)
        for count in counts:
            groups[_root(same, count.row.id)].append(count)
        superseded = {r.first for r in relations if r.relation in ("update", "refine") and r.second in ids}
        return [self._point(own, superseded) for own in groups.values()]

    def _point(self, counts: Sequence[Count], superseded: set[str]) -> PointRow:
        first = min(counts, key=lambda c: c.key)
        row = first.row
        support = self._origins.of_content(c.row for c in counts)
        disputes = [d for c in counts for d in self._disputes.get(c.row.id, ())]
        return PointRow(
            figure=row.id,
            low=row.value if row.value is not None else row.low,
            high=row.value if row.value is not None else row.high,
            earliest=first.days.earliest.isoformat() if first.days.earliest else None,
            latest=first.days.latest.isoformat() if first.days.latest else None,
            attributed_to=list(dict.fromkeys(c.row.attributed_to for c in counts if c.row.attributed_to)),
            official=any(c.row.official for c in counts),
            superseded=self._heads[max(counts, key=lambda c: c.key).row.id] in superseded,
            figures=[c.row.id for c in counts],
            **support.names,
            disputed=list(dict.fromkeys(d.statement for d in disputes if d.statement)),
        )

    def _steps(self, counts: Sequence[Count], points: Sequence[PointRow]) -> list[Step]:
        """The points that policies choose from: no parts of what is there, nobody of whom more is said beside people at
        large, no single days beside totals."""
        by_id = {count.row.id: count for count in counts}
        toll = measures()[counts[0].row.measure].toll
        most = max((count.low for count in counts if toll and not count.row.specific), default=0)
        narrow = {count.row.id for count in counts if count.row.specific and count.high < most}
        some = narrow | {count.row.id for count in counts if count.row.of_some}
        parts = {count.row.id for count in counts if count.row.part_of in by_id}
        days = _single_days(counts)
        told = [p for p in points if not (some | parts) & set(p.figures)]
        return [self._step(p, by_id) for p in told if set(p.figures) - days] or [self._step(p, by_id) for p in told]

    def _step(self, point: PointRow, counts: Mapping[str, Count]) -> Step:
        disputes = [d for figure in point.figures for d in self._disputes.get(figure, ())]
        return Step(
            told=max((counts[figure] for figure in point.figures), key=lambda c: c.key),
            origins=len(point.origins),
            superseded=point.superseded,
            too_high=any(d.direction == HIGH for d in disputes),
            taken_back=any(d.rule == RETRACTION for d in disputes),
            official=point.official,
        )


def _single_days(counts: Sequence[Count]) -> set[str]:
    """Those of single events that a total beside them may hold. What says nothing of its scope is such a total beside
    several events, and of what reports count a day at a time; else it is of the one event itself."""
    days = [count for count in counts if count.row.scope == EVENT]
    spans = [calendar.of(count.row.on_earliest, count.row.on_latest) for count in days]
    several = any(order(one, other) in (-1, 1) for one, other in combinations(set(spans), 2))
    several = several or measures()[counts[0].row.measure].daily
    others = (count for count in counts if count.row.scope != EVENT and not count.row.old)
    totals = [count for count in others if several or count.row.whole or count.row.scope == CUMULATIVE]
    return {count.row.id for count in days if any(several or total.high >= count.low for total in totals)}


def kind_of(row: FigureRow) -> Kind | None:
    """What a figure can be compared with; None for ages, times and what has no noun to compare by."""
    measure = measures()[row.measure]
    if measure.people:
        return Kind(row.measure, None, None)
    if row.measure == "other" and (row.who is None or row.unit is not None):
        return None
    noun = row.who if row.measure in ("other", "equipment") else None
    return Kind(row.measure, row.unit, noun)


def _matters(kind: Kind, counts: list[Count]) -> list[list[Count]]:
    """The figures of a kind by what they are of: of money and shares those that meet, else all."""
    measure = measures()[kind.measure]
    if not measure.theme:
        return [counts]
    found: list[list[Count]] = []
    for count in counts:
        meeting = [own for own in found if any(_meet(count.row, other.row, measure) for other in own)]
        joined = sorted([count, *(c for own in meeting for c in own)], key=lambda c: c.key)
        found = [own for own in found if own not in meeting] + [joined]
    return found


def _meet(one: FigureRow, other: FigureRow, measure: Measure) -> bool:
    """Whether two figures of a kind count the same thing: people and equipment always; all else where it is a part, the
    same number of the same noun, or of a theme that both share."""
    if not measure.theme or one.id == other.part_of or other.id == one.part_of:
        return True
    known = one.who is not None and (one.value, one.low, one.high) == (other.value, other.low, other.high)
    return known or bool(set(one.themes) & set(other.themes))


def _place(row: FigureRow, main: str | None) -> str | None:
    """The place of a figure that is not of the main one; a place that its sentence does not name is the main one."""
    if row.place is not None and _alike(row.place, main or ""):
        return None
    if row.place_rule == COUNTRY:
        return row.place or EVERYWHERE
    if row.place is None or row.place_rule == REPORT:
        return None
    return row.place


def _alike(one: str, other: str) -> bool:
    """Whether two places may be one under two names: a word of both begins alike (`gmina Rokitno`, `Rokitno`),
    since a name seen once may have a wrong base form."""
    return not set(stems(one, 1)).isdisjoint(stems(other, 1))


def _most(told: Iterable[str | None]) -> str | None:
    """What most figures have."""
    known = Counter(name for name in told if name)
    return max(known.items(), key=lambda item: (item[1], item[0]))[0] if known else None


def _apart(one: FigureRow, other: FigureRow, main: str | None) -> bool:
    return _place(one, main) != _place(other, main)


def _root(same: Mapping[str, str], figure: str) -> str:
    while figure in same and same[figure] != figure:
        figure = same[figure]
    return figure


def _pairs(counts: Sequence[Count]) -> Iterator[tuple[Count, Count]]:
    """All pairs of a few figures; of many each with those that follow it."""
    follow = len(counts) if len(counts) <= MOST_PAIRED else NEXT
    for at, one in enumerate(counts):
        for other in counts[at + 1 : at + 1 + follow]:
            yield one, other


def _disputed(dispute: Disputed) -> RelationRow:
    return RelationRow(
        first=dispute.figure,
        second=dispute.counter,
        relation=DISPUTE,
        rule=dispute.rule,
        why=dispute.why,
        statement=dispute.statement,
        article=dispute.article,
        start=dispute.start,
        end=dispute.end,
        text=dispute.text,
    )
