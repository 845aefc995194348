"""Passages that reports share, pair by pair, each taken apart into what stands in both and what differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct, structs

from kronika.records import Edit, ReuseRow
from kronika.showing.facts import Facts, facts_of, no_article

Tables = Mapping[str, Sequence[Any]]
TURNED = {"lost": "added", "added": "lost"}


class Stretch(Struct, frozen=True, kw_only=True):
    """What stands in a passage at one place in the two reports: the `same` words, or what differs."""

    same: bool
    text: str
    other_text: str


class SharedPassage(Struct, frozen=True, kw_only=True):
    """A passage that two reports share, with where it stands, its kind, why, and its words in order.

    `characters` counts those that stand in both.
    """

    passage: str
    start: int
    end: int
    other_start: int
    other_end: int
    characters: int
    similarity: float
    kind: str | None
    evidence: list[str]
    stretches: list[Stretch]


class Pair(Struct, frozen=True, kw_only=True):
    """Two reports and what they share, in the order of the first."""

    article: Facts
    other: Facts
    characters: int
    passages: list[SharedPassage]


class ReuseAnswer(Struct, frozen=True, kw_only=True):
    """The pairs that share a passage, those that share most first; with `asked`, those of this report alone."""

    asked: str | None = None
    pairs: list[Pair]


def pairs_of(tables: Tables, texts: Mapping[str, str], asked: str | None = None) -> ReuseAnswer:
    """All pairs from the tables `articles`, `passages` and `reuse`; those of one report with it as the first.

    Raises InputError, with near names, where no report is named `asked`.
    """
    if asked is not None and asked not in texts:
        raise no_article(asked, texts)
    facts = facts_of(tables)
    rows: dict[tuple[str, str], list[ReuseRow]] = defaultdict(list)
    for row in tables["reuse"]:
        if asked in (None, row.article, row.other):
            found = _turned(row) if row.other == asked else row
            rows[found.article, found.other].append(found)
    pairs = [_pair(facts[one], facts[other], found, texts) for (one, other), found in rows.items()]
    return ReuseAnswer(asked=asked, pairs=sorted(pairs, key=_most_first))


def _most_first(pair: Pair) -> tuple[int, str, str]:
    return -pair.characters, pair.article.article, pair.other.article


def _turned(row: ReuseRow) -> ReuseRow:
    """The row as seen from the other report."""
    return structs.replace(
        row,
        article=row.other,
        start=row.other_start,
        end=row.other_end,
        other=row.article,
        other_start=row.start,
        other_end=row.end,
        edits=[_turned_edit(edit) for edit in row.edits],
    )


def _turned_edit(edit: Edit) -> Edit:
    return Edit(
        kind=TURNED.get(edit.kind, edit.kind),
        start=edit.other_start,
        end=edit.other_end,
        text=edit.other_text,
        other_start=edit.start,
        other_end=edit.end,
        other_text=edit.text,
    )


def _pair(article: Facts, other: Facts, rows: Sequence[ReuseRow], texts: Mapping[str, str]) -> Pair:
    runs: dict[str, list[ReuseRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (r.start, r.other_start)):
        runs[row.passage].append(row)
    here, there = texts[article.article], texts[other.article]
    passages = [_passage(found, here, there) for found in runs.values()]
    return Pair(article=article, other=other, characters=sum(p.characters for p in passages), passages=passages)


def _passage(runs: Sequence[ReuseRow], here: str, there: str) -> SharedPassage:
    first = runs[0]
    return SharedPassage(
        passage=first.passage,
        start=first.start,
        end=max(run.end for run in runs),
        other_start=min(run.other_start for run in runs),
        other_end=max(run.other_end for run in runs),
        characters=sum(run.end - run.start for run in runs),
        similarity=min(run.similarity for run in runs),
        kind=first.kind,
        evidence=list(dict.fromkeys(sentence for run in runs for sentence in run.evidence)),
        stretches=list(_stretches(runs, here, there)),
    )


def _stretches(runs: Sequence[ReuseRow], here: str, there: str) -> Iterator[Stretch]:
    """The runs, and between each and the next its edits with the words around them."""
    for run, following in pairwise(runs):
        yield _run(run, here, there)
        at, other_at = run.end, run.other_end
        for edit in sorted(run.edits, key=lambda e: (e.start, e.other_start)):
            yield from _between(here[at : edit.start], there[other_at : edit.other_start])
            yield Stretch(same=False, text=edit.text, other_text=edit.other_text)
            at, other_at = edit.end, edit.other_end
        yield from _between(here[at : following.start], there[other_at : following.other_start])
    yield _run(runs[-1], here, there)


def _run(run: ReuseRow, here: str, there: str) -> Stretch:
    return Stretch(same=True, text=here[run.start : run.end], other_text=there[run.other_start : run.other_end])


def _between(text: str, other_text: str) -> Iterator[Stretch]:
    """What no edit names: the same words on both sides, blanks apart, or else a difference of its own."""
    if text or other_text:
        yield Stretch(same=text.split() == other_text.split(), text=text, other_text=other_text)
