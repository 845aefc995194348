"""What is told of events, in the words of a language: types and modes, who to whom, where, numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kronika.happenings import ACTUAL, Happening
from kronika.ontology import event_types
from kronika.records import FigureRow
from kronika.showing.catalogue import ONE, Key, catalogue, languages
from kronika.showing.figure_phrases import FigurePhrases
from kronika.showing.phrases import DOT

TYPES, ALSO, SECTORS = "event-types", "event-also", "sectors"
MOST_NAMES = 4


class EventPhrases(FigurePhrases):
    """Tells in one language what is said of events."""

    tables: ClassVar[tuple[str, ...]] = ("events", "figures", "statements")

    def kind(self, event_type: str, mode: str | None = None) -> str:
        """What a type is called, or the mode of it; the symbol where it has no word."""
        of_type = self._words.get(Key(TYPES, event_type, ONE), event_type)
        return self._words.get(Key(TYPES, event_type, mode), mode) if mode else of_type

    def coded(self, event_type: str, mode: str | None = None) -> str:
        """The word with the code behind it: `demonstration (PROTEST/demo)`."""
        return f"{self.kind(event_type, mode)} ({code(event_type, mode)})"

    def of_code(self, known: str) -> str:
        """The same for a code as it is asked for."""
        event_type, _, mode = known.partition("/")
        return self.coded(event_type, mode or None)

    def sector(self, symbol: str) -> str:
        """The word for a sector; the symbol where there is none."""
        return self._words.get(Key(SECTORS, symbol), symbol)

    def people(self, actors: Sequence[str], recipients: Sequence[str]) -> str:
        """`who → whom`; that nobody is named where it is not told who."""
        who, whom = self._listed(actors) or self.say("nobody"), self._listed(recipients)
        return f"{who} → {whom}" if whom else who

    def _listed(self, names: Sequence[str]) -> str:
        shown = ", ".join(names[:MOST_NAMES])
        rest = len(names) - MOST_NAMES
        return self.say("more-names", names=shown, count=rest) if rest > 0 else shown

    def where(self, place: str | None, rule: str | None) -> str:
        """The place, and where it is told if not in the sentence; nothing where it is not known."""
        if place is None:
            return ""
        known = self._find(f"place-{rule}", ONE)
        return known.format(place=place) if known else place

    def modality(self, symbol: str | None) -> str:
        """How real it is; nothing where it is told as done."""
        return self.word(f"modality-{symbol}") if symbol and symbol != ACTUAL else ""

    def figure(self, row: FigureRow) -> str:
        """A number with what it counts: `arrested: 86`."""
        return f"{self.measure(row.measure)}: {self.reading(row)}"

    def happened(self, event: Happening) -> str:
        """What happened, who to whom, where, in parts that are known."""
        told = (
            self.coded(*event.code),
            self.people(event.actor, event.recipient),
            self.where(event.place, event.place_rule),
            self.modality(event.modality),
        )
        return DOT.join(filter(None, told))


def code(event_type: str, mode: str | None) -> str:
    """Type and mode as they are asked for: `PROTEST/demo`."""
    return f"{event_type}/{mode}" if mode else event_type


def kinds_of(event_type: str) -> dict[str | None, frozenset[str]]:
    """All that a type (None) and each of its modes is called, in any language."""
    modes = (None, *event_types()[event_type].modes)
    return {
        mode: frozenset({code(event_type, mode), mode or event_type, *_words_of(event_type, mode)}) for mode in modes
    }


def _words_of(event_type: str, mode: str | None) -> list[str]:
    known = [catalogue(language) for language in languages()]
    called = [words.get(Key(TYPES, event_type, mode or ONE), "") for words in known]
    also = [word.strip() for words in known for word in words.get(Key(ALSO, event_type, mode or ONE), "").split(",")]
    return [word for word in (*called, *also) if word]
