"""What statements say, as far as it can be compared: words by their rarity, numbers, names, days, yes or no."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from kronika.evidence import Span
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold, stems
from kronika.linking.report import Report
from kronika.records import FigureRow, Linked, MentionRow, StatementRow, TimeRow

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


Row = TypeVar("Row", MentionRow, TimeRow, FigureRow)


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
        self._sentences = {r.name: r.findings.sentences for r in reports}
        self._clauses = {r.name: r.findings.clauses for r in reports}
        self._terms = {r.name: _in_order(r.findings.terms) for r in reports}
        self._mentions, self._times = _by_article(linked.mentions), _by_article(linked.times)
        self._figures = _by_article(linked.figures)

    def of(self, row: StatementRow) -> Content:
        """What a statement says, with the contents of its sentences where it has several."""
        whole = Span(row.start, row.end)
        inside = (Span(max(s.start, row.start), min(s.end, row.end)) for s in self._sentences.get(row.article, ()))
        sentences = [span for span in inside if span.start < span.end]
        content = self._content(row, whole)
        parts = [self._content(row, span) for span in sentences] if len(sentences) > 1 else []
        return content._replace(parts=tuple(parts))

    def _content(self, row: StatementRow, span: Span) -> Content:
        text = row.text[span.start - row.start : span.end - row.start]
        words = tuple(fold(word) for word in WORD.findall(text))
        lemmas = [lemma for at, lemma in self._terms.get(row.article, ()) if span.start <= at < span.end]
        terms = [lemma for lemma in lemmas if lemma not in self._refusals]
        numbers, names = frozenset(self._numbers(row, span)), frozenset(self._names(row, span))
        times = [t for t in self._times[row.article] if span.start <= t.start < span.end]
        weights = self._weights(terms) | {f"#{n}": NUMERAL for n in numbers} | {f"@{n}": NAME for n in names}
        return Content(
            words=words,
            nots=tuple(i for i, word in enumerate(words) if word in self._nots),
            refusals=len(lemmas) - len(terms),
            weights=weights,
            numbers=numbers,
            counted=frozenset(self._counted(row, span)),
            names=names,
            days=frozenset((t.earliest, t.latest) for t in times if t.kind == DATE and t.earliest and t.latest),
            lengths=frozenset(t.timex for t in times if t.kind == DURATION and t.timex),
            ends=frozenset(end for lemma in terms for end in self._opposites.get(lemma, ())),
            tenses=frozenset(self._tenses(row, span)),
            direct=row.direct,
            stance=row.stance if row.stance in (DENIES, DOUBTS) else None,
        )

    def _tenses(self, row: StatementRow, span: Span) -> Iterator[str]:
        """The tenses of the clauses that begin here, but for a conjunction before."""
        for clause in self._clauses.get(row.article, ()):
            if clause.tense and span.start - CONJUNCTION <= clause.start < span.end and clause.end > span.start:
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
        for m in self._mentions[row.article]:
            if m.kind in NAMED and span.start <= m.start < span.end and (m.entity or "") != row.speaker_entity:
                yield m.entity or " ".join(stems(m.lemma or m.text))

    def _counted(self, row: StatementRow, span: Span) -> Iterator[tuple[float, str]]:
        """Values with what they count, where that is told."""
        for figure in self._figures[row.article]:
            if span.start <= figure.start < span.end and figure.value is not None and figure.measure != OTHER:
                yield float(figure.value), figure.measure

    def _numbers(self, row: StatementRow, span: Span) -> Iterator[float]:
        """The values of figures, and numbers in digits that are in no figure and no expression of time."""
        taken = [Span(t.start, t.end) for t in self._times[row.article]]
        for figure in self._figures[row.article]:
            taken.append(Span(figure.start, figure.end))
            if span.start <= figure.start < span.end:
                yield from (float(v) for v in (figure.value, figure.low, figure.high) if v is not None)
        for found in NUMBER.finditer(row.text):
            place = Span(row.start + found.start(), row.start + found.end())
            if span.covers(place) and not any(other.overlaps(place) for other in taken):
                yield float(found[0])


def _in_order(terms: Mapping[str, Sequence[int]]) -> list[tuple[int, str]]:
    return sorted((at, lemma) for lemma, places in terms.items() for at in places)


def _by_article(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.article].append(row)
    return found
