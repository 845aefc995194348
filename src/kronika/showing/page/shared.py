"""Text that reports share: how much of each stands elsewhere, and pairs side by side with what differs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from kronika.evidence import Span
from kronika.records import ReuseRow
from kronika.showing import reuse_pairs, wording
from kronika.showing.page.lines import Desk, Passage

MOST_PAIRS = 8
"""Pairs beyond those that tie every report to another; `kronika reuse` shows all."""
MOST_OTHERS = 6
LONGEST = 260
AROUND, MIDDLE = 80, "[…]"
"""Characters beside what differs, and what stands for those between."""
Key = tuple[str, str]


class Other(NamedTuple):
    """A report with which text is shared, and the pair on the page where they stand side by side."""

    name: str
    href: str | None


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A report of which something stands elsewhere: how much, and where; its passages are all that is shared."""

    anchor: str
    label: str
    passages: tuple[Passage, ...]
    name: str
    about: str
    share: int
    others: tuple[Other, ...]
    more: int


class Cell(NamedTuple):
    """Words of both reports: the same, or what one has for the other's."""

    same: bool
    here: str
    there: str


class Beside(NamedTuple):
    """A passage of two reports; `cells` is empty where they are alike word for word, and `text` what both have."""

    here: Passage
    there: Passage
    notes: tuple[str, ...]
    text: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two reports with all that they share."""

    anchor: str
    heading: tuple[str, str]
    size: str
    passages: tuple[Passage, ...]
    label: str
    shared: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """The reports with shared text, those of most first, the pairs that are shown, and what is not."""

    reports: tuple[CopyLine, ...]
    pairs: tuple[PairLine, ...]
    left_out: str | None
    elsewhere: str | None

    def every(self) -> Iterator[CopyLine]:
        """Every line to which passages lead back."""
        yield from self.reports


def shared(rows: Sequence[ReuseRow], elsewhere: int, desk: Desk) -> Shared:
    """What reports share, by the pairs of a story; `elsewhere` counts passages that are listed under another one."""
    sizes: Counter[Key] = Counter()
    for row in rows:
        sizes[row.article, row.other] += row.end - row.start
    chosen = _chosen(sizes, desk.room(MOST_PAIRS))
    anchors = {pair: desk.anchors.name("p", "-".join(pair)) for pair in chosen}
    kept = [row for row in rows if (row.article, row.other) in anchors]
    told = reuse_pairs.pairs_of(_tables(kept, desk), {name: s.text or "" for name, s in desk.sources.items()})
    rest = len(sizes) - len(chosen)
    return Shared(
        reports=tuple(_copies(rows, anchors, desk)),
        pairs=tuple(_pair(pair, anchors, desk) for pair in told.pairs),
        left_out=desk.words.count("pairs-left-out", rest) if rest else None,
        elsewhere=desk.words.count("passages", elsewhere) if elsewhere else None,
    )


def _chosen(sizes: Mapping[Key, int], most: int) -> set[Key]:
    """The pairs that share most and tie each report to all that it is tied to, and some more of the largest."""
    ranked = sorted(sizes, key=lambda pair: (-sizes[pair], pair))
    roots: dict[str, str] = {}

    def root(name: str) -> str:
        while roots.setdefault(name, name) != name:
            name = roots[name]
        return name

    tying = []
    for one, other in ranked:
        if root(one) != root(other):
            roots[root(other)] = root(one)
            tying.append((one, other))
    others = [pair for pair in ranked if pair not in {*tying}]
    return {*tying, *others[:most]}


def _tables(rows: Sequence[ReuseRow], desk: Desk) -> Mapping[str, Sequence[Any]]:
    return {"articles": [s.row for s in desk.sources.values()], "passages": [], "reuse": rows}


# ----------------------------------------------------------------- reports


def _copies(rows: Iterable[ReuseRow], anchors: Mapping[Key, str], desk: Desk) -> list[CopyLine]:
    spans: dict[str, list[Span]] = defaultdict(list)
    others: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for name, span, other in (
            (row.article, Span(row.start, row.end), row.other),
            (row.other, Span(row.other_start, row.other_end), row.article),
        ):
            spans[name].append(span)
            others[name][other] += span.end - span.start
    known = [name for name in spans if name in desk.sources]
    lines = [_copy(name, _united(spans[name]), others[name], anchors, desk) for name in known]
    return sorted(lines, key=lambda line: (-line.share, line.name))


def _united(spans: Iterable[Span]) -> list[Span]:
    """Stretches that overlap or touch as one."""
    united: list[Span] = []
    for span in sorted(spans):
        if united and span.start <= united[-1].end:
            united[-1] = Span(united[-1].start, max(united[-1].end, span.end))
        else:
            united.append(span)
    return united


def _copy(name: str, spans: list[Span], others: Counter[str], anchors: Mapping[Key, str], desk: Desk) -> CopyLine:
    source = desk.sources[name]
    length = sum(p.end - p.start for p in source.paragraphs) or 1
    ranked = sorted(others, key=lambda other: (-others[other], other))
    hrefs = {other: anchors.get((name, other)) or anchors.get((other, name)) for other in ranked}
    days = desk.words.long_days(source.row.published_earliest, source.row.published_latest)
    return CopyLine(
        anchor=desk.anchors.name("c", source.row.id),
        label=f"{desk.words.say('shared')}, {source.short}",
        passages=tuple(desk.stretch(name, *span, desk.cut(name, *span), "reuse") for span in spans),
        name=source.short,
        about=", ".join(filter(None, (source.row.publisher, days))),
        share=min(100, round(100 * sum(end - start for start, end in spans) / length)),
        others=tuple(Other(desk.short(o), f"#{hrefs[o]}" if hrefs[o] else None) for o in ranked[:MOST_OTHERS]),
        more=max(0, len(ranked) - MOST_OTHERS),
    )


# ------------------------------------------------------------------- pairs


def _pair(pair: reuse_pairs.Pair, anchors: Mapping[Key, str], desk: Desk) -> PairLine:
    one, other = pair.article.article, pair.other.article
    besides = tuple(_beside(one, other, passage, desk) for passage in pair.passages)
    return PairLine(
        anchor=anchors[one, other],
        heading=(desk.short(one), desk.short(other)),
        size=desk.words.count("characters-shared", pair.characters),
        passages=tuple(p for beside in besides for p in (beside.here, beside.there)),
        label=desk.words.say("shared"),
        shared=besides,
    )


def _beside(one: str, other: str, passage: reuse_pairs.SharedPassage, desk: Desk) -> Beside:
    here = (one, passage.start, passage.end)
    there = (other, passage.other_start, passage.other_end)
    text = desk.cut(*here)
    told_once = desk.excerpts or all(stretch.same for stretch in passage.stretches)
    return Beside(
        here=desk.stretch(*here, wording.excerpt(text, LONGEST), "reuse"),
        there=desk.stretch(*there, wording.excerpt(desk.cut(*there), LONGEST), "reuse"),
        notes=(desk.words.likeness(passage.similarity), desk.words.say(f"shared-{passage.kind or 'unknown'}")),
        text="" if desk.excerpts else wording.excerpt(text, LONGEST),
        cells=() if told_once else tuple(map(_cell, passage.stretches)),
    )


def _cell(stretch: reuse_pairs.Stretch) -> Cell:
    if stretch.same:
        return Cell(True, _ends(stretch.text), _ends(stretch.other_text))
    return Cell(False, stretch.text, stretch.other_text)


def _ends(text: str) -> str:
    """Words that both have, without their middle where they are many: what differs is to be seen."""
    if len(text) <= 2 * AROUND:
        return text
    before, after = text[:AROUND].rsplit(" ", 1)[0], text[-AROUND:].split(" ", 1)[-1]
    return f"{before} {MIDDLE} {after}"
