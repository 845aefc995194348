"""What is new in a chronicle: lines, figures and disagreements before and after."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct, structs

from kronika.ontology import DEFAULT
from kronika.records import ChronicleRow, DisagreementRow, EstimateRow, FigureRow, HistoryRow, SideRow

COUNTED = ("articles", "outlets", "origins")
Tables = Mapping[str, Sequence[Any]]


class LineChange(Struct, frozen=True, kw_only=True):
    """A line as it is now, or as it was where it is no more: new, gone, moved (other days) or support.

    `before` and `after` hold what differs: its days, or how many articles, outlets and origins tell it.
    """

    kind: str
    line: ChronicleRow
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}


class FigureChange(Struct, frozen=True, kw_only=True):
    """A history of which the default policy makes something else, or that has other numbers; `before` is None where it
    is new."""

    history: HistoryRow
    before: EstimateRow | None
    after: EstimateRow | None
    numbers: list[FigureRow] = []


class DisagreementChange(Struct, frozen=True, kw_only=True):
    """A disagreement as it is now, or as it was: new, settled, or sides.

    `added` are the sides that are new or have new holders, with these holders alone.
    """

    kind: str
    row: DisagreementRow
    added: list[SideRow] = []


class Changes(Struct, frozen=True, kw_only=True):
    """All that differs, in the order of the chronicle."""

    lines: list[LineChange] = []
    figures: list[FigureChange] = []
    disagreements: list[DisagreementChange] = []

    @property
    def any(self) -> bool:
        """Whether something has changed."""
        return bool(self.lines or self.figures or self.disagreements)


def changes(before: Tables, after: Tables, reports: Iterable[str] | None = None) -> Changes:
    """What differs between two states, each the tables `chronicle`, `histories`, `figures`, `disagreements`.

    Lines, histories and disagreements are the same where they share a mention: ids of mentions depend on the report
    and the place alone. `reports` leaves out what stands in none of them.
    """
    names = None if reports is None else set(reports)
    return Changes(
        lines=[change for change in _lines(before["chronicle"], after["chronicle"]) if _of_line(change.line, names)],
        figures=[change for change in _figures(before, after) if _of_history(change, after, before, names)],
        disagreements=[
            change
            for change in _disagreements(before["disagreements"], after["disagreements"])
            if names is None or any(set(side.articles) & names for side in change.row.sides)
        ],
    )


def _of_line(line: ChronicleRow, names: set[str] | None) -> bool:
    return names is None or bool(set(line.articles) & names)


def _of_history(change: FigureChange, after: Tables, before: Tables, names: set[str] | None) -> bool:
    told = {row.id: row.article for row in (*before["figures"], *after["figures"])}
    return names is None or bool({told.get(id_) for id_ in change.history.figures} & names)


Matched = TypeVar("Matched", ChronicleRow, HistoryRow, DisagreementRow)


def _pairs(
    before: Sequence[Matched], after: Sequence[Matched], mentions: Mapping[int, frozenset[str]]
) -> Iterator[tuple[Matched | None, Matched | None]]:
    """Each of now with the one of before that is the same or shares most with it; what is left over with nothing."""
    of = _matches(before, after, mentions)
    yield from ((before[of[at]] if at in of else None, row) for at, row in enumerate(after))
    taken = set(of.values())
    yield from ((old, None) for at, old in enumerate(before) if at not in taken)


def _matches(
    before: Sequence[Matched], after: Sequence[Matched], mentions: Mapping[int, frozenset[str]]
) -> dict[int, int]:
    """By the place of a row of now that of its row of before, whatever their order: of all pairs those of one id first,
    then those that share most, of these those with least else."""
    pairs = []
    for at, was, shared in _sharing(before, after, mentions):
        old, new = before[was], after[at]
        size = len(mentions[id(old)] | mentions[id(new)])
        pairs.append((old.id != new.id, -shared, size, old.id, new.id, at, was))
    of: dict[int, int] = {}
    taken: set[int] = set()
    for *_, at, was in sorted(pairs):
        if at not in of and was not in taken:
            of[at] = was
            taken.add(was)
    return of


def _sharing(
    before: Sequence[Matched], after: Sequence[Matched], mentions: Mapping[int, frozenset[str]]
) -> Iterator[tuple[int, int, int]]:
    """The places of rows of now and of before that share mentions, and how many."""
    holding: dict[str, list[int]] = defaultdict(list)
    for was, old in enumerate(before):
        for mention in mentions[id(old)]:
            holding[mention].append(was)
    for at, new in enumerate(after):
        counts = Counter(was for mention in mentions[id(new)] for was in holding[mention])
        yield from ((at, was, shared) for was, shared in counts.items())


def _lines(before: Sequence[ChronicleRow], after: Sequence[ChronicleRow]) -> Iterator[LineChange]:
    mentions = {id(row): frozenset(row.mentions) for row in (*before, *after)}
    told, known = ({mention for row in rows for mention in row.mentions} for rows in (after, before))
    for old, new in _pairs(before, after, mentions):
        if new is None:
            if old is not None and told.isdisjoint(old.mentions):  # else it is part of another line now
                yield LineChange(kind="gone", line=old)
            continue
        if old is None:
            if not known.issuperset(new.mentions):  # else other lines told all of it
                yield LineChange(kind="new", line=new)
            continue
        days = {"earliest": old.earliest, "latest": old.latest}, {"earliest": new.earliest, "latest": new.latest}
        if days[0] != days[1]:
            yield LineChange(kind="moved", line=new, before=days[0], after=days[1])
        sizes = [{of: len(getattr(row, of)) for of in COUNTED} for row in (old, new)]
        if sizes[0] != sizes[1]:
            yield LineChange(kind="support", line=new, before=sizes[0], after=sizes[1])


def _figures(before: Tables, after: Tables) -> Iterator[FigureChange]:
    rows = (*before["histories"], *after["histories"])
    mentions = {id(row): frozenset(row.figures) for row in rows}
    figures = {row.id: row for row in after["figures"]}
    for old, new in _pairs(before["histories"], after["histories"], mentions):
        if new is None:
            continue
        known = {point.figure for point in old.points} if old else set()
        estimates = [row.policies.get(DEFAULT) if row else None for row in (old, new)]
        added = [p.figure for p in new.points if p.figure not in known and not set(p.figures) & _all(old)]
        if added or _numbers(estimates[0]) != _numbers(estimates[1]):
            numbers = [figures[id_] for id_ in added if id_ in figures]
            yield FigureChange(history=new, before=estimates[0], after=estimates[1], numbers=numbers)


def _all(history: HistoryRow | None) -> set[str]:
    return set(history.figures) if history else set()


def _numbers(estimate: EstimateRow | None) -> tuple[object, ...]:
    return (estimate.best, estimate.low, estimate.high) if estimate else ()


def _disagreements(before: Sequence[DisagreementRow], after: Sequence[DisagreementRow]) -> Iterator[DisagreementChange]:
    mentions = {id(row): frozenset(m for side in row.sides for m in side.mentions) for row in (*before, *after)}
    told, known = ({mention for row in rows for mention in mentions[id(row)]} for rows in (after, before))
    for old, new in _pairs(before, after, mentions):
        if new is None:
            if old is not None and not told.issuperset(mentions[id(old)]):
                yield DisagreementChange(kind="settled", row=old)
            continue
        if old is None:
            if not known.issuperset(mentions[id(new)]):
                yield DisagreementChange(kind="new", row=new)
            continue
        added = [side for side in (_new_holders(side, old) for side in new.sides) if side.holders]
        if added:
            yield DisagreementChange(kind="sides", row=new, added=added)


def _new_holders(side: SideRow, old: DisagreementRow) -> SideRow:
    """A side with those alone who did not hold it before."""
    held = {holder for before in old.sides if before.claim == side.claim for holder in before.holders}
    return structs.replace(side, holders=[holder for holder in side.holders if holder not in held])
