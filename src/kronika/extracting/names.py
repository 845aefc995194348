"""Names of people in the nominative: what a short name may later be completed from."""

from __future__ import annotations

from kronika.extracting.statements.speakers import SpeakerReader
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, NameFinding

MOST_WORDS = 4


class NameExtractor:
    """Finds names of two words or more."""

    def __init__(self, pack: Pack) -> None:
        self._reader = SpeakerReader(pack)

    def extract(self, zone: AnnotatedZone) -> list[NameFinding]:
        """The names of a zone, in order."""
        found = self._reader.names(zone.tokens)
        return [name for name in found if 2 <= len(name.name.split()) <= MOST_WORDS]
