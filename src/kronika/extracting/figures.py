"""Figures: numbers that count or measure, with what they count, from the words around them."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from msgspec import structs

from kronika.evidence import Span
from kronika.extracting.circumstances import CircumstanceReader
from kronika.extracting.exclusions import Exclusions
from kronika.extracting.governing import Surroundings
from kronika.extracting.inside import InsideReader
from kronika.extracting.measuring import CASUALTIES, OTHER, Decision, MeasureRules
from kronika.extracting.numerals import Numeral, NumeralReader
from kronika.extracting.plurals import Plurals
from kronika.extracting.sights import LOWER_BOUNDS, Lookup, Sight, clause_of
from kronika.extracting.wholes import WholeReader
from kronika.languages.pack import Pack
from kronika.languages.words import Found
from kronika.records import AnnotatedZone, FigureFinding, TimeFinding, Token

UPPER_BOUNDS = frozenset({"under", "up_to", "almost"})
BETWEEN = "between"
DAY = "DATE"
TEN = 10
UNCOUNTED = frozenset({"other", "money", "percent", "price_change"})
"""Measures in which `kilka` counts nothing. In money and percent it does, but its bounds are too soft to help."""


class Line(NamedTuple):
    """A sentence of a zone: its tokens, its expressions of time, the trees of the zone, the tokens of the one before,
    the last day that its paragraph names before it."""

    zone: AnnotatedZone
    around: Surroundings
    tokens: list[Token]
    times: list[TimeFinding]
    earlier: list[Token]
    told: TimeFinding | None

    def parted(self, reader: NumeralReader) -> tuple[list[Token], list[int]]:
        """The tokens with numbers apart from their words, and for each the token of the zone that it is of."""
        first = bisect_left(self.zone.tokens, self.tokens[0].start, key=lambda t: t.start) if self.tokens else 0
        cut = [reader.parted([token]) for token in self.tokens]
        places = [first + i for i, parts in enumerate(cut) for _ in parts]
        return [part for parts in cut for part in parts], places


class FigureExtractor:
    """Finds figures in a zone."""

    def __init__(self, pack: Pack) -> None:
        self._lookup = Lookup(pack)
        self._reader = NumeralReader(pack)
        self._exclusions = Exclusions(self._lookup)
        self._measures = MeasureRules(self._lookup)
        self._circumstances = CircumstanceReader(pack, self._lookup)
        self._inside = InsideReader(pack, self._lookup)
        self._wholes = WholeReader(self._lookup)
        self._plurals = Plurals(pack)

    def extract(self, zone: AnnotatedZone, times: list[TimeFinding], taken: list[Span]) -> list[FigureFinding]:
        """The figures of a zone outside `taken` (all its dates), in order; `times` are its expressions of time."""
        findings: list[FigureFinding] = []
        earlier: list[Token] = []
        told: TimeFinding | None = None
        around = Surroundings(zone, self._lookup.words("container"), self._lookup.words("out-of"))
        for sentence in zone.sentences:
            own = zone.between(sentence.start, sentence.end)
            if earlier and sentence.start - earlier[-1].end > 1:
                told = None  # a new paragraph
            inside = [t for t in times if sentence.start <= t.start < sentence.end]
            findings += self._sentence(Line(zone, around, own, inside, earlier, told), taken, findings)
            dates = [told, *(t for t in inside if t.kind == DAY)]
            earlier, told = own, dates[-1]
        return self._revised(zone, findings)

    def _revised(self, zone: AnnotatedZone, findings: list[FigureFinding]) -> list[FigureFinding]:
        """The figures, with those beside whose sentence a correction is told."""
        if not findings:
            return []
        revisions = self._lookup.words("revision")
        told = [bool(revisions.all(zone.between(s.start, s.end))) for s in zone.sentences]
        near = [any(told[max(0, i - 1) : i + 2]) for i in range(len(told))]
        return [structs.replace(f, revised=near[zone.sentence_after(f.start)]) for f in findings]

    def _sentence(self, line: Line, taken: list[Span], before: list[FigureFinding]) -> list[FigureFinding]:
        tokens, places = line.parted(self._reader)
        numerals = self._reader.read(tokens)
        found: list[FigureFinding] = []
        near = [f for f in before if line.earlier and f.start >= line.earlier[0].start]
        for numeral in numerals:
            span = Span(tokens[numeral.first].start, tokens[numeral.last].end)
            clause = clause_of(tokens, numeral, numerals)
            sight = Sight(tokens, numeral, clause, line.zone, places, line.around, len(numerals), line.earlier)
            if any(span.overlaps(t) for t in taken) and not self._lookup.age(sight):
                continue
            if figure := self._figure(sight, line, [*near, *found]):
                found.append(self._wholes.tie(sight, figure, found, before))
        words = [self._times_over(tokens, at, entry) for at, entry in self._lookup.words("times").all(tokens)]
        words += self._inside.read(tokens, places, line.zone)
        return sorted([*self._wholes.of_next(tokens, found), *words], key=lambda f: f.start)

    def _figure(self, sight: Sight, line: Line, before: list[FigureFinding]) -> FigureFinding | None:
        if self._exclusions.rule(sight):
            return None
        decision = self._measures.decide(sight, before)
        if self._is_an_article(sight, decision):
            return None
        first, modifier = self._lookup.modifier(sight)
        value, low, high = _values(sight.numeral, modifier)
        told = self._circumstances.read(sight, decision.measure, line.times, line.told)
        return FigureFinding(
            start=sight.tokens[first].start,
            end=sight.tokens[sight.numeral.last + decision.more].end,
            measure=decision.measure,
            pattern=decision.reason,
            noun=decision.who,
            who=self._plurals.of(sight, decision.who),
            value=value,
            low=low,
            high=high,
            modifier=modifier or (BETWEEN if low is not None and high is not None else None),
            unit=decision.unit,
            **told._asdict(),
        )

    def _is_an_article(self, sight: Sight, decision: Decision) -> bool:
        """`jeden z nich`, `pół roku`; but `zginęła jedna osoba` counts."""
        n = sight.numeral
        if n.digits or n.multiplied or n.share or self._lookup.modifier(sight)[1]:
            return False
        if n.low != n.high and n.high < TEN and n.first == n.last:  # `kilka osób zginęło`, but not `kilka spraw`
            return decision.measure in UNCOUNTED
        if n.low not in (0.5, 1) or decision.measure != OTHER:
            return n.low == 1 and decision.measure in CASUALTIES and not self._lookup.is_person(sight.noun())
        only = self._lookup.before("only", sight.tokens, n.first) is not None
        return not (only or self._lookup.value("group-number", sight.tokens[n.first]) is not None)

    def _times_over(self, tokens: list[Token], at: int, found: Found) -> FigureFinding:
        """`dwukrotnie`: a number inside a word."""
        told = self._lookup.before("modifier", tokens, at)
        modifier, first = (told.value, at - told.length) if told else (None, at)
        times = float(found.value)
        value, low, high = _values(Numeral(at, at, times, times, False, False), modifier)
        return FigureFinding(
            start=tokens[first].start,
            end=tokens[at].end,
            measure=OTHER,
            pattern="times over",
            value=value,
            low=low,
            high=high,
            modifier=modifier,
            unit=self._lookup.unit_of_times(),
        )


def _values(numeral: Numeral, modifier: str | None) -> tuple[float | None, float | None, float | None]:
    """Value, low and high: a bound or a range is no value."""
    low, high = round(numeral.low, 6), round(numeral.high, 6)
    if modifier in LOWER_BOUNDS:
        return None, low, high if low != high else None
    if modifier in UPPER_BOUNDS:
        return None, low if low != high else None, high
    return (low, None, None) if low == high else (None, low, high)
