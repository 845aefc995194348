"""Figures: numbers that count or measure, with what they count, from the words around them."""

from __future__ import annotations

from msgspec import structs

from kronika.evidence import Span
from kronika.extracting.exclusions import Exclusions
from kronika.extracting.measuring import CASUALTIES, OTHER, Decision, MeasureRules
from kronika.extracting.numerals import Numeral, NumeralReader, parted
from kronika.extracting.sights import Lookup, Sight, sight_of
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, FigureFinding, Token

LOWER_BOUNDS = frozenset({"over", "at_least"})
UPPER_BOUNDS = frozenset({"under", "up_to", "almost"})
AN_ARTICLE = 1.5
"""`jeden`, `pół`, `półtora`: up to here a number word may be little more than an article."""


class FigureExtractor:
    """Finds figures in a zone."""

    def __init__(self, pack: Pack) -> None:
        self._lookup = Lookup(pack)
        self._reader = NumeralReader(pack)
        self._exclusions = Exclusions(self._lookup)
        self._measures = MeasureRules(self._lookup)

    def extract(self, zone: AnnotatedZone, taken: list[Span]) -> list[FigureFinding]:
        """The figures of a zone outside `taken` (its dates), in order."""
        findings = []
        for sentence in zone.sentences:
            tokens = parted(zone.between(sentence.start, sentence.end))
            findings += self._sentence(tokens, taken)
        return findings

    def _sentence(self, tokens: list[Token], taken: list[Span]) -> list[FigureFinding]:
        numerals = self._reader.read(tokens)
        found: list[FigureFinding] = []
        for numeral in numerals:
            span = Span(tokens[numeral.first].start, tokens[numeral.last].end)
            if any(span.overlaps(t) for t in taken):
                continue
            sight = sight_of(tokens, numeral, numerals)
            if figure := self._figure(sight):
                found.append(self._part(sight, figure, found[-1] if found else None))
        words = [word for i in range(len(tokens)) if (word := self._times_over(tokens, i))]
        return sorted([*found, *words], key=lambda f: f.start)

    def _figure(self, sight: Sight) -> FigureFinding | None:
        if self._exclusions.rule(sight):
            return None
        decision = self._measures.decide(sight)
        if self._is_an_article(sight, decision):
            return None
        first, modifier = self._lookup.modifier(sight)
        value, low, high = _values(sight.numeral, modifier)
        return FigureFinding(
            start=sight.tokens[first].start,
            end=sight.tokens[sight.numeral.last + decision.more].end,
            measure=decision.measure,
            pattern=decision.reason,
            who=decision.who,
            value=value,
            low=low,
            high=high,
            modifier=modifier,
            unit=decision.unit,
        )

    def _is_an_article(self, sight: Sight, decision: Decision) -> bool:
        """`jeden z nich`, `pół roku`; but `zginęła jedna osoba` counts."""
        n = sight.numeral
        if n.digits or n.multiplied or n.low > AN_ARTICLE or self._lookup.modifier(sight)[1]:
            return False
        casualty = decision.measure in CASUALTIES and self._lookup.is_person(sight.noun())
        return not (n.low == 1 and casualty)

    def _part(self, sight: Sight, figure: FigureFinding, whole: FigureFinding | None) -> FigureFinding:
        """`12 osób, w tym troje dzieci`: a part counts what its whole counts."""
        first = next(i for i, token in enumerate(sight.tokens) if token.start >= figure.start)
        if whole is None or figure.measure != OTHER or not self._lookup.before("part-of", sight.tokens, first):
            return figure
        if whole.measure not in CASUALTIES or not self._lookup.is_person(sight.noun()):
            return figure
        return structs.replace(figure, measure=whole.measure, pattern=f"part of {whole.pattern}")

    def _times_over(self, tokens: list[Token], at: int) -> FigureFinding | None:
        """`dwukrotnie`: a number inside a word."""
        found = self._lookup.at("times", tokens, at)
        if not found:
            return None
        return FigureFinding(
            start=tokens[at].start,
            end=tokens[at].end,
            measure=OTHER,
            pattern="times over",
            value=float(found.value),
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
