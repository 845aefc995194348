"""Names of people in the nominative: what a short name may later be completed from."""

from __future__ import annotations

from collections.abc import Iterator

from kronika.extracting.speakers import SpeakerReader
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, NameFinding


class NameExtractor:
    """Finds names of two words or more."""

    def __init__(self, pack: Pack) -> None:
        self._reader = SpeakerReader(pack)

    def extract(self, text: str, zone: AnnotatedZone) -> Iterator[NameFinding]:
        """The names of a zone, as they stand."""
        at = zone.zone.start
        for name, genders in self._reader.names(zone.tokens):
            if " " not in name or len(name.split()) > 4:
                continue
            start = text.find(name, at, zone.zone.end)
            if start >= 0:
                at = start + len(name)
                yield NameFinding(start=start, end=at, name=name, genders=sorted(genders))
