"""What statements say, as far as it can be compared: words by their rarity, numbers, names, days, yes or no."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Generic, NamedTuple, Protocol, TypeVar

from kronika.evidence import Span
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold, stems
from kronika.linking.report import Report
from kronika.records import Linked, StatementRow

WORD = re.compile(r"\w+")
NUMBER = re.compile(r"\d+")
CONJUNCTION = 6
"""Characters of a conjunction before the words themselves with its blank. Chosen, not measured."""
NAMED = ("PER", "ORG", "LOC")
DENIES, DOUBTS = "denies", "doubts"
OTHER = "other"
"""The measure of a figure of which it is not known what it counts."""
DATE, DURATION = "DATE", "DURATION"

RARE = 2.0
"""In how many of a thousand texts a word stands that the pack does not list. 1, 2 and 4 do equally well on the tuned
statements (`python -m evaluation sameness`)."""
NUMERAL = 8.0
"""What a number weighs: of 3, 5, 8 and 10 the better half on the same statements."""
NAME = 6.0
"""What a name weighs: as much as a rare word. Chosen, not measured."""


class Placed(Protocol):
    """What stands at a place of an article."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


class OfArticle(Placed, Protocol):
    """A row, which names its article."""

    @property
    def article(self) -> str:
        """The article."""


class Term(NamedTuple):
    """A lemma at its place."""

    start: int
    end: int
    lemma: str


class Digits(NamedTuple):
    """A number in digits at its place."""

    start: int
    end: int
    value: float


Item = TypeVar("Item", bound=Placed)
Row = TypeVar("Row", bound=OfArticle)


class Table(Generic[Item]):
    """What an article has of one sort, in the order of starts: found by its place without a search through all."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._items = sorted(items, key=lambda item: item.start)
        self._starts = [item.start for item in self._items]
        self._reach = list(accumulate((item.end for item in self._items), max))

    def begins(self, start: int, end: int) -> list[Item]:
        """What begins in a stretch."""
        first = bisect_left(self._starts, start)
        return self._items[first : bisect_left(self._starts, end, first)]

    def over(self, start: int, end: int) -> list[Item]:
        """What shares a character with a stretch."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [item for item in self._items[first:last] if item.end > start]


class Content(NamedTuple):
    """What a statement says.

    `words` are folded, `nots` the places among them that say no, `refusals` how many other words do. `weights` are of
    stems, numbers and names, `counted` numbers with their measures, `days` the first and last days of dates, `lengths`
    TIMEX3 values, `ends` ends of scales such as more and less, `parts` the contents of its sentences where there are
    several.
    """

    words: tuple[str, ...]
    nots: tuple[int, ...]
    refusals: int
    weights: Mapping[str, float]
    numbers: frozenset[float]
    counted: frozenset[tuple[float, str]]
    names: frozenset[str]
    days: frozenset[tuple[str, str]]
    lengths: frozenset[str]
    ends: frozenset[str]
    tenses: frozenset[str]
    direct: bool
    stance: str | None
    parts: tuple[Content, ...] = ()


class Contents:
    """Makes the content of a statement from the rows and findings of its report."""

    def __init__(self, linked: Linked, reports: Sequence[Report], knowledge: Knowledge) -> None:
        self._nots, self._refusals = knowledge.negations, knowledge.refusals
        self._opposites = knowledge.opposites
        self._common = knowledge.common("term")
        self._sentences = _tables((r.name, r.findings.sentences) for r in reports)
        self._clauses = _tables((r.name, r.findings.clauses) for r in reports)
        self._terms = _tables((r.name, _terms(r.findings.terms)) for r in reports)
        self._mentions, self._times = _by_article(linked.mentions), _by_article(linked.times)
        self._figures = _by_article(linked.figures)

    def of(self, row: StatementRow) -> Content:
        """What a statement says, with the contents of its sentences where it has several."""
        inside = self._sentences[row.article].over(row.start, row.end)
        spans = (Span(max(s.start, row.start), min(s.end, row.end)) for s in inside)
        sentences = [span for span in spans if span.start < span.end]
        digits = Table(self._digits(row))
        content = self._content(row, Span(row.start, row.end), digits)
        parts = [self._content(row, span, digits) for span in sentences] if len(sentences) > 1 else []
        return content._replace(parts=tuple(parts))

    def _content(self, row: StatementRow, span: Span, digits: Table[Digits]) -> Content:
        text = row.text[span.start - row.start : span.end - row.start]
        words = tuple(fold(word) for word in WORD.findall(text))
        lemmas = [term.lemma for term in self._terms[row.article].begins(*span)]
        terms = [lemma for lemma in lemmas if lemma not in self._refusals]
        numbers = dict.fromkeys(self._numbers(row, span, digits))
        names = dict.fromkeys(self._names(row, span))
        times = self._times[row.article].begins(*span)
        weights = self._weights(terms) | {f"#{n}": NUMERAL for n in numbers} | {f"@{n}": NAME for n in names}
        return Content(
            words=words,
            nots=tuple(i for i, word in enumerate(words) if word in self._nots),
            refusals=len(lemmas) - len(terms),
            weights=weights,
            numbers=frozenset(numbers),
            counted=frozenset(self._counted(row, span)),
            names=frozenset(names),
            days=frozenset((t.earliest, t.latest) for t in times if t.kind == DATE and t.earliest and t.latest),
            lengths=frozenset(t.timex for t in times if t.kind == DURATION and t.timex),
            ends=frozenset(end for lemma in terms for end in self._opposites.get(lemma, ())),
            tenses=frozenset(self._tenses(row, span)),
            direct=row.direct,
            stance=row.stance if row.stance in (DENIES, DOUBTS) else None,
        )

    def _tenses(self, row: StatementRow, span: Span) -> Iterator[str]:
        """The tenses of the clauses that begin here, but for a conjunction before."""
        for clause in self._clauses[row.article].begins(span.start - CONJUNCTION, span.end):
            if clause.tense and clause.end > span.start:
                yield clause.tense

    def _weights(self, terms: Iterable[str]) -> dict[str, float]:
        """Stems of words, the rarer in the language the heavier: no other report changes what is the same."""
        weights: dict[str, float] = {}
        for lemma in terms:
            weight = math.log(1000 / self._common.get(lemma, RARE))
            for stem in stems(lemma):
                weights[stem] = max(weight, weights.get(stem, 0.0))
        return weights

    def _names(self, row: StatementRow, span: Span) -> Iterator[str]:
        """Who and what is named, but for the speaker."""
        for m in self._mentions[row.article].begins(*span):
            if m.kind in NAMED and (m.entity or "") != row.speaker_entity:
                yield m.entity or " ".join(stems(m.lemma or m.text))

    def _counted(self, row: StatementRow, span: Span) -> Iterator[tuple[float, str]]:
        """Values with what they count, where that is told."""
        for figure in self._figures[row.article].begins(*span):
            if figure.value is not None and figure.measure != OTHER:
                yield float(figure.value), figure.measure

    def _numbers(self, row: StatementRow, span: Span, digits: Table[Digits]) -> Iterator[float]:
        """The values of figures, and numbers in digits."""
        for figure in self._figures[row.article].begins(*span):
            yield from (float(v) for v in (figure.value, figure.low, figure.high) if v is not None)
        yield from (found.value for found in digits.begins(*span) if found.end <= span.end)

    def _digits(self, row: StatementRow) -> Iterator[Digits]:
        """The numbers in digits of a statement that are in no figure and no expression of time."""
        figures, times = self._figures[row.article], self._times[row.article]
        for found in NUMBER.finditer(row.text):
            start, end = row.start + found.start(), row.start + found.end()
            if not figures.over(start, end) and not times.over(start, end):
                yield Digits(start, end, float(found[0]))


def _terms(terms: Mapping[str, Sequence[int]]) -> list[Term]:
    return [Term(at, at + len(lemma), lemma) for at, lemma in sorted((at, x) for x in terms for at in terms[x])]


def _by_article(rows: Iterable[Row]) -> Mapping[str, Table[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.article].append(row)
    return _tables(found.items())


def _tables(items: Iterable[tuple[str, Iterable[Item]]]) -> Mapping[str, Table[Item]]:
    """A table for each article; an empty one for any other."""
    found: dict[str, Table[Item]] = defaultdict(Table)
    found.update((article, Table(own)) for article, own in items)
    return found
