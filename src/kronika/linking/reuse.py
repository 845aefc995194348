"""Passages that two reports share word for word: candidates by their rare 5-grams, then exact alignment."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from kronika.evidence import Span
from kronika.linking import alignment
from kronika.linking.alignment import Run
from kronika.linking.shingles import WORDS, Vocabulary, characters, hashes_of, is_plain, joined, plain, spans_of

SHORTEST = 40
PLAIN = 4
"""A run with fewer plain words, those of names and offices left out, is a mere name or title."""
LONE, LONE_PLAIN = 50, 6
"""A pair's only run needs as many characters or plain words, or else it is a phrase of many: in `benchmarks/reuse.py`
this leaves one wrong pair in twenty, where it was one in seven, and finds no passage less."""
KEPT = 4096
"""Reports whose words have their places at hand; those of others are cut again when they are needed."""


class Change(NamedTuple):
    """What stands between two runs of a passage: lost, added or changed, at its place in each text."""

    kind: str
    span: Span
    other: Span


class Shared(NamedTuple):
    """A run that stands in two reports, at its place in each.

    `passage` is the start of the first run of its passage, `similarity` the share of the passage's words that stand
    in both texts, `changes` what stands between this run and the next.
    """

    first: int
    second: int
    span: Span
    other: Span
    passage: int
    similarity: float
    changes: tuple[Change, ...]


def find_reuse(
    texts: Sequence[str], prose: Sequence[Sequence[Span]], mere: Sequence[Sequence[Span]] | None = None
) -> list[Shared]:
    """Every run of 40 characters or more that stands in two of the texts, in order.

    `prose` are the zones of each text that count, `mere` its names, offices and titles: a run needs more than these.
    Runs of one pair do not overlap in either text.
    """
    return Comparison(texts, prose, mere or [()] * len(texts)).all()


class Comparison:
    """Texts that are compared with each other."""

    def __init__(self, texts: Sequence[str], prose: Sequence[Sequence[Span]], mere: Sequence[Sequence[Span]]) -> None:
        self._texts, self._prose, self._mere = texts, prose, mere
        vocabulary = Vocabulary()
        self._hashes = [hashes_of(text, prose[i], i, vocabulary) for i, text in enumerate(texts)]
        self._places = lru_cache(KEPT)(lambda number: spans_of(texts[number], prose[number]))

    def all(self) -> list[Shared]:
        """What all pairs share."""
        return [found for first, second in joined(self._hashes) for found in self.pair(first, second)]

    def pair(self, first: int, second: int) -> Iterable[Shared]:
        """What two texts share."""
        runs = alignment.align(self._hashes[first], self._hashes[second])
        prose = [run for run in runs if self._is_prose(first, second, run)]
        found = [shared for runs in alignment.passages(prose) for shared in self._passage(first, second, runs)]
        return [] if len(found) == 1 and self._is_phrase(found[0]) else found

    def _passage(self, first: int, second: int, runs: Sequence[Run]) -> Iterable[Shared]:
        similarity = alignment.share(self._hashes[first], self._hashes[second], runs)
        spans = [self._spans(first, second, run) for run in runs]
        for at, (span, other) in enumerate(spans):
            changes = self._changes(first, second, runs[at], runs[at + 1]) if at + 1 < len(runs) else ()
            yield Shared(first, second, span, other, spans[0][0].start, similarity, tuple(changes))

    def _changes(self, first: int, second: int, before: Run, run: Run) -> Iterable[Change]:
        a, b = self._places(first), self._places(second)
        for d in alignment.differences(self._hashes[first], self._hashes[second], before, run):
            here, there = _unbroken(a, d.start, d.end), _unbroken(b, d.other_start, d.other_end)
            if len(here) == 1 and len(there) == 1:
                yield Change("changed", here[0], there[0])
                continue
            yield from (Change("lost", span, _behind(b, d.other_start)) for span in here)
            yield from (Change("added", _behind(a, d.end), span) for span in there)

    def _spans(self, first: int, second: int, run: Run) -> tuple[Span, Span]:
        """The run's places, without the marks that end the sentence before it."""
        a, b, text = self._places(first), self._places(second), self._texts[first]
        marks = itertools.takewhile(lambda i: text[a[i].start] in ".,;:!?…)”»", range(run.first, run.end))
        kept = run.part(len(list(marks)), run.length)
        return _covered(a, kept.first, kept.end), _covered(b, kept.second, kept.other_end)

    def _is_prose(self, first: int, second: int, run: Run) -> bool:
        """Long enough, and more than names, offices or a title in either text."""
        words = self._hashes[first][run.first : run.end]
        if characters(words) < SHORTEST or plain(words) < PLAIN:  # most end here, before any place is cut
            return False
        span, other = self._spans(first, second, run)
        return span.end - span.start >= SHORTEST and self._tells(first, span) and self._tells(second, other)

    def _is_phrase(self, run: Shared) -> bool:
        """So short that people may write it who never read each other, when nothing else is shared."""
        words = WORDS.findall(self._texts[run.first], *run.span)
        return run.span.end - run.span.start < LONE and sum(map(is_plain, words)) < LONE_PLAIN

    def _tells(self, number: int, span: Span) -> bool:
        """Whether enough plain words stand outside names, offices and titles."""
        mere = [m for m in self._mere[number] if m.overlaps(span)]
        said = (Span(*m.span()) for m in WORDS.finditer(self._texts[number], *span) if is_plain(m[0]))
        more = (word for word in said if not any(m.covers(word) for m in mere))
        return len(list(itertools.islice(more, PLAIN))) == PLAIN


def _covered(places: Sequence[Span], start: int, end: int) -> Span:
    """From the first word to the last."""
    return Span(places[start].start, places[end - 1].end)


def _unbroken(places: Sequence[Span], start: int, end: int) -> list[Span]:
    """The stretches of words between which no other text stands, such as an advertisement."""
    gaps = [i for i in range(start, end) if places[i].start == places[i].end]
    ends = itertools.pairwise([start - 1, *gaps, end])
    return [_covered(places, before + 1, behind) for before, behind in ends if before + 1 < behind]


def _behind(places: Sequence[Span], at: int) -> Span:
    """The place behind the word before."""
    return Span(places[at - 1].end, places[at - 1].end)
