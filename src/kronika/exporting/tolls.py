"""How many were killed in an event, under a policy; a number belongs to one event or to none.

A figure belongs to the event in whose clause it stands, else to the one event of violence of its sentence; where a
story tells a single one, also to that of the sentence before. A running toll belongs to an event only where the story
tells no other violence that it may count, and so does a later number that stands beside no event; a total that the
words give as that of all never does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from kronika import calendar
from kronika.evidence import Span
from kronika.exporting.circumstances import sentence_of
from kronika.exporting.contents import Story
from kronika.happenings import ACTUAL, Happening
from kronika.linking.histories.counts import count_of
from kronika.linking.histories.disputes import DIRECTIONS, RETRACTION
from kronika.linking.histories.estimates import Step, estimates
from kronika.linking.histories.histories import HIGH
from kronika.linking.histories.relations import DISPUTE
from kronika.records import ArticleRow, EstimateRow, FigureRow, HistoryRow, PointRow, StatementRow

KILLED = "killed"
CUMULATIVE = "cumulative"
FORCE = "ASSAULT"
RIOT = ("PROTEST", "riot")
REPLACED = ("update", "refine")


class Toll(Struct, frozen=True, kw_only=True):
    """What a policy makes of the numbers of one event: best, low and high, the figures that they rest on, and why.

    `told` are all figures of the event. `groups` has the best number of each group that is counted apart, `parts` of
    each of which the words say that it is a part of best. `passed` says that a later number was left aside because it
    may count other violence too.
    """

    best: int | None
    low: int | None
    high: int | None
    figures: list[str]
    told: list[str]
    why: str
    groups: dict[str, int] = {}
    parts: dict[str, int] = {}
    passed: bool = False


class Tolls:
    """The numbers of the events of one story."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._figures: dict[str, FigureRow] = {row.id: row for row in story.rows("figures")}
        killed = [row for row in story.rows("histories") if row.measure == KILLED]
        self._histories: list[HistoryRow] = [h for h in killed if not all(map(self._is_part, h.figures))]
        self._actual = [e for e in story.events.found if e.modality == ACTUAL]
        self._violent = {e.event for e in self._actual if is_violent(e)}
        self._different = _different([e for e in self._actual if is_violent(e)])
        self._articles: dict[str, ArticleRow] = {row.article: row for row in story.rows("articles")}
        self._statements: dict[str, StatementRow] = {row.id: row for row in story.rows("statements")}
        self._own = self._owned()

    @property
    def loose(self) -> list[str]:
        """The histories that count killed people of no single event, at least in their newest number."""
        owned = {figure for own in self._own.values() for figure in own}
        return [h.id for h in self._histories if not owned.intersection(h.figures) or self._is_shared(h)]

    @property
    def histories(self) -> int:
        """How many histories of killed people there are."""
        return len(self._histories)

    def has(self, event: Happening) -> bool:
        """Whether a number of killed people is the event's, whatever a policy makes of it."""
        return event.event in self._own

    def beside(self, event: Happening) -> bool:
        """Whether a number of killed people is the event's, or stands in a clause of it."""
        told = {id_ for row in event.mentions for id_ in row.figures}
        return self.has(event) or any(told.intersection(history.figures) for history in self._histories)

    def told_of(self, event: Happening) -> bool:
        """Whether the event is told as a killing, with a number or without one."""
        done = (row for row in event.mentions if (row.modality or ACTUAL) == ACTUAL)
        return any(KILLED in self._story.measures(row) for row in done)

    def near(self, event: Happening) -> bool:
        """Whether reports count killed people at its place who may have died on its days, and in no other event of
        known days."""
        known = {e.event for e in self._actual if e.known and e.event != event.event}
        others = {id_ for name in known for id_ in self._own.get(name, ())}
        dead = (row for row in self._figures.values() if row.measure == KILLED and row.id not in others)
        return any(self._may_be_of(row, event) for row in dead if not (row.whole or row.supposed))

    def _may_be_of(self, row: FigureRow, event: Happening) -> bool:
        """Whether place and days allow that a number counts people of an event; nobody counts the dead of tomorrow."""
        if event.place is None or row.place != event.place:
            return False
        days = calendar.of(event.earliest, event.latest)
        if row.on_earliest or row.on_latest:
            return calendar.meets(calendar.of(row.on_earliest, row.on_latest), days)
        told = self._articles[row.article].published_latest
        return not (told and event.earliest) or told[: len(event.earliest)] >= event.earliest

    def of(self, event: Happening, policy: str) -> Toll | None:
        """What the policy makes of the event's numbers; None where no number belongs to it alone, or the policy leaves
        none: of people at large first, and where it leaves none of those, of the groups that are counted apart."""
        own = self._own.get(event.event, set())
        histories = [h for h in self._histories if own.intersection(h.figures)]
        large = [h for h in histories if h.group is None and h.owner is None]
        for each in (histories, [h for h in histories if h not in large]) if large else (histories,):
            found = [(history, *self._estimate(history, own, policy)) for history in self._chosen(each, own)]
            if found and all(row.best is not None for _, row, _ in found):
                toll = _sum(found, sorted(own))
                return replace(toll, parts=self._parts(toll))
        return None

    def _parts(self, toll: Toll) -> dict[str, int]:
        """The groups that the words say are among so many; of two numbers of one the lower."""
        rows = self._figures.values()
        wholes = {id_ for id_ in toll.figures if self._figures[id_].value == toll.best}
        parts = [row for row in rows if row.part_of in wholes and row.measure == KILLED and row.group and row.value]
        return {row.group or "": int(row.value or 0) for row in sorted(parts, key=lambda row: -(row.value or 0))}

    def _is_part(self, figure: str) -> bool:
        return self._figures[figure].part_of is not None or self._figures[figure].of_some

    # --------------------------------------------------------------- whose

    def _owned(self) -> dict[str, set[str]]:
        """The figures of each event: those in a clause of its own, else those in its sentence."""
        counted = {id_ for history in self._histories for id_ in history.figures}
        usable = {id_ for id_ in counted if self._is_usable(self._figures[id_])}
        claims: dict[str, set[str]] = defaultdict(set)
        for event in self._actual:
            for row in event.mentions:
                for figure in usable.intersection(row.figures):
                    claims[figure].add(event.event)
        for figure in usable - claims.keys():
            claims[figure] = self._beside(self._figures[figure])
        own: dict[str, set[str]] = defaultdict(set)
        for figure, events in claims.items():
            mine = events & self._violent
            if len(mine) == 1:
                own[next(iter(mine))].add(figure)
        return self._joined(own)

    def _joined(self, own: Mapping[str, set[str]]) -> dict[str, set[str]]:
        """The same, where events of one day that have figures of one history count once: the first that has a code of
        ACLED, then the one with most figures, has all of them."""
        found = {self._twin(event): set[str]() for event in own}
        for event, figures in own.items():
            found[self._twin(event)] |= figures
        days = {e.event: e.earliest for e in self._actual if e.earliest and e.earliest == e.latest}
        coded = {e.event for e in self._actual if any(row.acled for row in e.mentions)}
        for history in self._histories:
            same: dict[str, list[str]] = defaultdict(list)
            for event in sorted(found):
                if event in days and found[event].intersection(history.figures):
                    same[days[event]].append(event)
            for events in same.values():
                first, *others = sorted(events, key=lambda id_: (id_ not in coded, -len(found[id_]), id_))
                for other in others:
                    moved = found[other].intersection(history.figures)
                    found[first] |= moved
                    found[other] -= moved
        return {event: figures for event, figures in found.items() if figures}

    def _twin(self, event: str) -> str:
        """Of words that tell only that people died, or name no day, the one event that they can be of: force that ACLED
        codes, of the same place and day; else the event itself."""
        told = next(e for e in self._actual if e.event == event)
        bare = not told.actor and not any(row.acled for row in told.mentions)
        if not bare and told.known:
            return event
        placed = (e for e in self._actual if is_violent(e) and _is_placed(e) and e.event != event)
        coded = [e.event for e in placed if _may_be_one(told, e) and any(row.acled for row in e.mentions)]
        return coded[0] if len(coded) == 1 else event

    def _is_usable(self, row: FigureRow) -> bool:
        """Whether it can be the number of one event: no part, nothing replaced or only supposed, no total of all."""
        if self._is_part(row.id) or row.old or row.supposed or row.whole:
            return False
        return row.scope != CUMULATIVE or self._different == 1

    @cached_property
    def _spans(self) -> dict[str, list[tuple[str, Span]]]:
        """The sentences of each report that tell violence, with the event."""
        found: dict[str, list[tuple[str, Span]]] = defaultdict(list)
        for event in self._actual:
            for row in event.mentions if event.event in self._violent else ():
                found[row.article].append((event.event, sentence_of(self._story, row)[1]))
        return found

    def _beside(self, figure: FigureRow) -> set[str]:
        """The events of violence that the figure's sentence tells."""
        span = Span(figure.start, figure.end)
        spans = self._spans.get(figure.article, [])
        inside = {id_ for id_, (start, end) in spans if start <= span.start and span.end <= end}
        if inside or self._different > 1:
            return inside
        start = self._sentence(figure.id)[1]
        text = self._story.wording(figure.article).text
        return {id_ for id_, (_, end) in spans if end <= start and not text[end:start].strip()}

    # --------------------------------------------------------------- numbers

    def _chosen(self, histories: Sequence[HistoryRow], own: Collection[str]) -> list[HistoryRow]:
        """The history of people at large, the one that has most of the event's figures; else the only one; else those
        of different groups that one sentence tells, which are different people."""
        large = [h for h in histories if h.group is None and h.owner is None]
        if large:
            return [max(large, key=lambda h: (len(set(h.figures).intersection(own)), h.id))]
        sentences = [{self._sentence(id_) for id_ in own if id_ in h.figures} for h in histories]
        together = len(histories) < 2 or bool(set.intersection(*sentences))
        return list(histories) if together else []

    def _sentence(self, figure: str) -> tuple[str, int]:
        row = self._figures[figure]
        stretches = self._story.wording(row.article).sentences
        return row.article, next((s.start for s in stretches if s.start <= row.start and row.end <= s.end), row.start)

    def _is_shared(self, history: HistoryRow) -> bool:
        """Whether some of its figures, that no event owns, may count more than one event."""
        owners = [event for event, own in self._own.items() if own.intersection(history.figures)]
        return len(owners) > 0 and self._is_passed(owners, history)

    def _is_passed(self, owners: Collection[str], history: HistoryRow) -> bool:
        loose = {id_ for id_ in history.figures if not any(id_ in own for own in self._own.values())}
        newest = [p for p in history.points if not p.superseded]
        return (len(owners) > 1 or self._different > 1) and any(set(p.figures) <= loose for p in newest)

    def _estimate(self, history: HistoryRow, own: Collection[str], policy: str) -> tuple[EstimateRow, bool]:
        """The history's numbers where nothing else can be among them, else those of the event's own figures alone; and
        whether others were left aside."""
        owners = [id_ for id_, each in self._own.items() if each.intersection(history.figures)]
        if not self._is_passed(owners, history) and len(owners) == 1:
            return history.policies[policy], False
        steps = self._steps(history, own)
        placed = history.policies[policy]
        if placed.best is None or not steps:
            return placed, False
        return estimates(steps, False)[policy], self._is_passed(owners, history)

    def _steps(self, history: HistoryRow, own: Collection[str]) -> list[Step]:
        """The points that the event's own figures tell; superseded by one another alone."""
        points = [p for p in history.points if set(own).intersection(p.figures)]
        told = {id_ for p in points for id_ in p.figures}
        replaced = {r.first for r in history.relations if r.relation in REPLACED and r.second in told}
        return [self._step(p, history, not replaced.isdisjoint(p.figures), own) for p in points]

    def _step(self, point: PointRow, history: HistoryRow, superseded: bool, own: Collection[str]) -> Step:
        mine = [self._figures[id_] for id_ in point.figures if id_ in own]
        disputes = [r for r in history.relations if r.relation == DISPUTE and r.first in point.figures]
        return Step(
            told=max((count_of(row, self._articles, self._statements) for row in mine), key=lambda count: count.key),
            origins=len(point.origins),
            superseded=superseded,
            too_high=any(r.why.endswith(DIRECTIONS[HIGH]) for r in disputes),
            taken_back=any(r.rule == RETRACTION for r in disputes),
            official=point.official,
        )


def is_violent(event: Happening) -> bool:
    """Whether people can have been killed in it: force of whatever kind, and riots."""
    return event.event_type == FORCE or event.code == RIOT


def _is_placed(event: Happening) -> bool:
    """Whether its single day and its place are known."""
    return event.place is not None and event.earliest is not None and event.earliest == event.latest


def _different(events: Sequence[Happening]) -> int:
    """How many of these are surely not one: what is told with another code, at another place or of other days."""
    found: list[Happening] = []
    for event in sorted(events, key=lambda e: (not e.known, e.event)):
        if not any(_may_be_one(event, other) for other in found):
            found.append(event)
    return len(found)


def _may_be_one(one: Happening, other: Happening) -> bool:
    days = calendar.of(one.earliest, one.latest), calendar.of(other.earliest, other.latest)
    meeting = not (one.known and other.known) or calendar.meets(*days)
    same = one.place == other.place and one.place is not None
    bare = any(event.mode is None and not event.actor for event in (one, other))
    return meeting and same and (one.code == other.code or bare)


def _sum(found: Iterable[tuple[HistoryRow, EstimateRow, bool]], told: list[str]) -> Toll:
    """The numbers of one history, or of different groups together; open at the top where one of them is."""
    each = list(found)
    highs = [row.high for _, row, _ in each]
    groups: Mapping[str, int] = {h.group: int(row.best or 0) for h, row, _ in each if h.group}
    return Toll(
        best=sum(int(row.best or 0) for _, row, _ in each),
        low=sum(int(row.low or 0) for _, row, _ in each),
        high=None if None in highs else sum(int(high or 0) for high in highs),
        figures=sorted({id_ for _, row, _ in each for id_ in row.figures}),
        told=told,
        why="; ".join(row.why for _, row, _ in each),
        groups=dict(groups),
        passed=any(passed for _, _, passed in each),
    )
