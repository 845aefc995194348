"""Parts and wholes: `12 osób, w tym troje dzieci`, `wśród zabitych jest dwoje dzieci`, `dwóch z trzech`."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from msgspec import structs

from kronika.extracting.measuring import CASUALTIES, OTHER
from kronika.extracting.second_looks import SecondLooks
from kronika.extracting.sights import Lookup, Sight
from kronika.records import FigureFinding, Token

OPENING, JOINED = 4, 4
"""Words before a figure in which a part is opened, and between two parts. Chosen, not measured."""
LOOSE = ("percent", "price_change")
"""Measures whose numbers are parts of no count."""
PEOPLE = (*CASUALTIES, "protesters", "troops")


class WholeReader:
    """Ties a figure to the figure of the whole that it counts a part of."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._second = SecondLooks(lookup)

    def tie(
        self, sight: Sight, figure: FigureFinding, own: Sequence[FigureFinding], before: Sequence[FigureFinding]
    ) -> FigureFinding:
        """The figure with its whole; a part of people counts what its whole counts.

        `own` are the figures before it in its sentence, `before` those of the sentences before.
        """
        first = next(i for i, token in enumerate(sight.tokens) if token.start >= figure.start)
        if own and self._opens_part(sight, first, own[-1]):
            return self._of(sight, figure, own[-1])
        if own and self._joined(sight, first, own[-1]):
            whole = next((f for f in own if f.start == own[-1].part_of), None)
            return self._of(sight, figure, whole) if whole else figure
        if not own and before and before[-1].unit == figure.unit and self._lookup.at("part-of", sight.tokens, 0):
            return self._of(sight, figure, before[-1])
        told = self._lookup.among(sight)
        wholes = [f for f in (*before, *own) if f.measure == told and f.part_of is None] if told else []
        if not self._lookup.is_person(sight.noun()):
            return figure
        if not wholes:
            return structs.replace(figure, of_some=told == figure.measure)
        return self._of(sight, figure, wholes[-1])

    def _opens_part(self, sight: Sight, first: int, whole: FigureFinding) -> bool:
        """Whether words of a part stand right before the figure, or behind its number."""
        if any(self._lookup.at("part-behind", sight.tokens, at) for at in (sight.after, sight.after + 1)):
            return True
        start = next((i for i, token in enumerate(sight.tokens) if token.start >= whole.start), first)
        near = range(max(start, first - OPENING), first)
        if any(self._lookup.at("part-of", sight.tokens, i) for i in near):
            return True
        named = sight.noun() is not None and not self._lookup.is_person(sight.noun())
        out_of = self._lookup.before("out-of", sight.tokens, start) is not None
        return out_of and not named and self._lookup.nearest("change-verb", sight) is None

    def _joined(self, sight: Sight, first: int, other: FigureFinding) -> bool:
        """`w tym 7 kobiet i 4 dzieci`: no verb parts it from the part before."""
        between = [i for i, token in enumerate(sight.tokens[:first]) if token.start >= other.end]
        verbs = any(sight.zone.doc[sight.places[i]].pos_ in ("VERB", "AUX") for i in between)
        return other.part_of is not None and not verbs and len(between) <= JOINED

    def of_next(self, tokens: Sequence[Token], found: Sequence[FigureFinding]) -> list[FigureFinding]:
        """The figures, a part tied to the whole behind it: `dwóch z trzech`."""
        tied = []
        for figure, following in itertools.zip_longest(found, found[1:]):
            between = [t for t in tokens if following and figure.end <= t.start < following.start]
            parts = len(between) == 1 and self._lookup.at("range-from", between, 0) is not None
            smaller = following is not None and (figure.value or 0) < (following.value or 0)
            tied.append(structs.replace(figure, part_of=following.start) if parts and smaller else figure)
        return tied

    def _of(self, sight: Sight, figure: FigureFinding, whole: FigureFinding) -> FigureFinding:
        """A part, in the measure of the whole where that says what happened to people; none above its whole."""
        if (figure.low or figure.value or 0) > (whole.high or whole.value or math.inf):
            return figure
        free = self._second.let_go(sight, whole.measure) is not None
        if figure.measure != OTHER or whole.measure not in PEOPLE or free or not self._of_people(sight):
            return structs.replace(figure, part_of=whole.start) if figure.measure not in LOOSE else figure
        reason = f"part of {whole.pattern}"
        return structs.replace(figure, measure=whole.measure, pattern=reason, part_of=whole.start)

    def _of_people(self, sight: Sight) -> bool:
        return sight.noun() is None or self._lookup.is_person(sight.noun())
