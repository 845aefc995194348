"""Where a number is said to be wrong, or is taken back, with or without another number."""

from __future__ import annotations

from kronika.extracting.sights import Lookup
from kronika.languages.pack import Pack
from kronika.ontology import measures
from kronika.records import AnnotatedZone, DisputeFinding, FigureFinding, Token

DISPUTED, RETRACTION = "disputed", "retraction"
WRONG = "wrong"


class DisputeReader:
    """Reads disputes and retractions of numbers."""

    def __init__(self, pack: Pack) -> None:
        self._lookup = Lookup(pack)

    def read(self, zone: AnnotatedZone, figures: list[FigureFinding]) -> list[DisputeFinding]:
        """The disputes of a zone, at most one a sentence, in order; `figures` are those of the zone."""
        found, earlier = [], list[Token]()
        for sentence in zone.sentences:
            tokens = zone.between(sentence.start, sentence.end)
            inside = [f for f in figures if sentence.start <= f.start < sentence.end]
            if told := self._told(tokens, inside):
                rule, direction, at = told
                found.append(
                    DisputeFinding(
                        start=tokens[0].start,
                        end=tokens[-1].end,
                        word=tokens[at].start,
                        rule=rule,
                        direction=direction,
                        measures=self._measures(tokens) or self._measures(earlier),
                    )
                )
            earlier = tokens
        return found

    def _told(self, tokens: list[Token], figures: list[FigureFinding]) -> tuple[str, str | None, int] | None:
        """The rule, the direction, and the place of the word that says so."""
        numbers = [i for i in range(len(tokens)) if self._lookup.at("number-noun", tokens, i)]
        words = [i for i in range(len(tokens)) if self._lookup.at("report-noun", tokens, i)]
        for at in range(len(tokens)):
            if (found := self._lookup.at("retraction", tokens, at)) and self._is_taken_back(tokens, at, numbers, words):
                return RETRACTION, None, at
            found = self._lookup.at("dispute", tokens, at)
            if found is None:
                continue
            soft = found.value == WRONG
            if numbers or (figures and (not soft or tokens[at].start < figures[-1].start)):
                return DISPUTED, None if soft else found.value, at
        return None

    def _is_taken_back(self, tokens: list[Token], at: int, numbers: list[int], words: list[int]) -> bool:
        """`wycofało się z informacji o liczbie zabitych`, `odwołał swoje oświadczenie`: the noun stands behind it."""
        behind = [i for i in (*numbers, *words) if at < i <= at + 6]
        return bool(behind)

    def _measures(self, tokens: list[Token]) -> list[str]:
        """The measures of people that a sentence names: `bilans zabitych`."""
        known = {name for name, measure in measures().items() if measure.people}
        found = (
            told.value
            for symbol in ("counted", "predicate")
            for at in range(len(tokens))
            if (told := self._lookup.at(symbol, tokens, at))
        )
        return [measure for measure in dict.fromkeys(found) if measure in known]
