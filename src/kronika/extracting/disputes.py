"""Where a number is said to be wrong, or is taken back, with or without another number."""

from __future__ import annotations

from typing import NamedTuple

from kronika.extracting.sights import Lookup
from kronika.languages.pack import Pack
from kronika.ontology import measures
from kronika.records import AnnotatedZone, DisputeFinding, FigureFinding, Token

DISPUTED, RETRACTION, DISPUTE = "disputed", "retraction", "dispute"
WRONG = "wrong"
FAR = 6
"""Words behind a verb of retraction within which its noun stands. Chosen, not measured."""


class Told(NamedTuple):
    """A dispute's rule, its direction, the token of the word that says so."""

    rule: str
    direction: str | None
    at: int


class DisputeReader:
    """Reads disputes and retractions of numbers."""

    def __init__(self, pack: Pack) -> None:
        self._lookup = Lookup(pack)

    def read(self, zone: AnnotatedZone, figures: list[FigureFinding]) -> list[DisputeFinding]:
        """The disputes of a zone, at most one a sentence, in order; `figures` are those of the zone."""
        lines = [zone.between(s.start, s.end) for s in zone.sentences]
        return [
            self._finding(lines, at, told)
            for at, tokens in enumerate(lines)
            if (told := self._told(tokens, [f for f in figures if tokens and _within(tokens, f)]))
        ]

    def _finding(self, lines: list[list[Token]], at: int, told: Told) -> DisputeFinding:
        """Its measures are those that the sentence names, its topic those of the one before it, else behind it."""
        near = [lines[i] for i in (at - 1, at + 1) if 0 <= i < len(lines)]
        tokens = lines[at]
        return DisputeFinding(
            start=tokens[0].start,
            end=tokens[-1].end,
            word=tokens[told.at].start,
            rule=told.rule,
            direction=told.direction,
            measures=self._measures(tokens),
            topic=next((m for line in near if (m := self._measures(line))), []),
        )

    def _told(self, tokens: list[Token], figures: list[FigureFinding]) -> Told | None:
        """The first words of the sentence that dispute a number or take one back."""
        retractions, disputes = (self._lookup.words(list_).all(tokens) for list_ in (RETRACTION, DISPUTE))
        if not (retractions or disputes) or self._lookup.words("earlier").all(tokens):
            return None
        numbers = self._lookup.words("number-noun").all(tokens)
        words = [i for i, _ in self._lookup.words("report-noun").all(tokens)]
        for at, _ in retractions:
            if numbers or any(at < i <= at + FAR for i in words):
                new = [f for f in figures if f.start > tokens[at].start and not self._is_about(tokens, f)]
                return None if new else Told(RETRACTION, None, at)
        if disputes and (numbers or figures):
            at, found = disputes[0]
            return Told(DISPUTED, None if found.value == WRONG else found.value, at)
        return None

    def _is_about(self, tokens: list[Token], figure: FigureFinding) -> bool:
        """`zaprzecza doniesieniom o 30 zabitych`."""
        first = next((i for i, token in enumerate(tokens) if token.start >= figure.start), 0)
        return self._lookup.before("change", tokens, first) is not None

    def _measures(self, tokens: list[Token]) -> list[str]:
        """The measures that a sentence names: `bilans zabitych`, `kwota`."""
        known = {name for name, measure in measures().items() if measure.people or name == "money"}
        found = (
            told.value
            for symbol in ("counted", "among-whom", "predicate", "number-noun")
            for _, told in self._lookup.words(symbol).all(tokens)
        )
        return [measure for measure in dict.fromkeys(found) if measure in known]


def _within(tokens: list[Token], figure: FigureFinding) -> bool:
    return tokens[0].start <= figure.start < tokens[-1].end
