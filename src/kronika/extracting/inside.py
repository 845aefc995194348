"""Numbers inside words: `12-osobowy`, `dziesięciokilometrowy`, `trzydziestopięcioletnia`, `25-procentowa`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kronika.evidence import Span
from kronika.extracting.sights import Lookup
from kronika.languages.pack import Pack
from kronika.languages.words import Words
from kronika.records import AnnotatedZone, FigureFinding, Token

DIGITS = re.compile(r"\d{1,6}(?:,\d+)?", re.ASCII)
LONGEST_ENDING = 3
"""Letters of an adjective's ending. Chosen, not measured."""


class InsideReader:
    """Reads numbers inside adjectives."""

    def __init__(self, pack: Pack, lookup: Lookup) -> None:
        self._lookup = lookup
        numbers = pack.word_list("figures", "inside-number").forms()
        self._numbers: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for form, value in sorted(numbers.items(), key=lambda n: -len(n[0])):
            self._numbers[form[:1]].append((form, float(value)))
        self._units = _stems(pack.word_list("figures", "inside-word"))
        self._percent = _stems(pack.word_list("figures", "inside-percent"))
        self._age = pack.word_list("figures", "age")

    def read(self, tokens: list[Token], places: list[int], zone: AnnotatedZone) -> list[FigureFinding]:
        """The numbers inside the words of a sentence; `tokens` have digits cut from their words."""
        found = []
        for at, token in enumerate(tokens):
            written = self._written(tokens, at)
            span, value, rest = written or (Span(token.start, token.end), *self._spelt(token.lower))
            if value and (told := self._told(rest, written is None and self._of_people(zone, places[at]))):
                measure, unit = told
                if measure == "percent" and self._changes_price(zone, places[at]):
                    measure = "price_change"
                found.append(
                    FigureFinding(
                        start=span.start, end=span.end, measure=measure, pattern="inside a word", value=value, unit=unit
                    )
                )
        return found

    def _written(self, tokens: list[Token], at: int) -> tuple[Span, float, str] | None:
        """`12-osobowa`: digits, a hyphen and a word, glued."""
        if not tokens[at].text[:1].isdigit():
            return None
        parts = tokens[at : at + 3]
        if len(parts) < 3 or not DIGITS.fullmatch(parts[0].text) or parts[1].text != "-":
            return None
        glued = parts[0].end == parts[1].start and parts[1].end == parts[2].start
        return (
            (Span(parts[0].start, parts[2].end), float(parts[0].text.replace(",", ".")), parts[2].lower)
            if glued
            else None
        )

    def _spelt(self, word: str) -> tuple[float, str]:
        """The number with which a word begins, and the rest: `trzydziestopięcioletnia` is 35, `letnia`."""
        value, rest, smallest = 0.0, word, 1000.0
        while found := next((n for n in self._opening(rest) if rest.startswith(n[0]) and n[1] < smallest), None):
            form, number = found
            value, rest, smallest = value + number, rest[len(form) :], 10 if number >= 20 else 0
        return value, rest

    def _opening(self, word: str) -> Sequence[tuple[str, float]]:
        """The numbers with the same first letter, the longest first."""
        return self._numbers.get(word[:1], ())

    def _changes_price(self, zone: AnnotatedZone, at: int) -> bool:
        """`25-procentowa podwyżka`."""
        return self._lookup.value("price-change", zone.tokens[zone.doc[at].head.i]) is not None

    def _of_people(self, zone: AnnotatedZone, at: int) -> bool:
        """`trzydziestopięcioletnia lekarka`, but not `dziesięcioletnia wojna`."""
        return self._lookup.is_person(zone.tokens[zone.doc[at].head.i])

    def _told(self, rest: str, of_people: bool) -> tuple[str, str] | None:
        for stems, measure in ((self._units, "other"), (self._percent, "percent")):
            for stem, unit in stems.items():
                if rest.startswith(stem) and len(rest) - len(stem) <= LONGEST_ENDING:
                    return measure, unit
        age = self._age.forms().get(rest) if of_people else None
        return ("other", age) if age else None


def _stems(words: Words) -> Mapping[str, str]:
    return words.forms()
