"""Which news agencies a report credits, under its text or before it, and which it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kronika.extracting.agencies import Agency, AgencyReader, Group, Known
from kronika.extracting.citing import CitingReader
from kronika.languages.pack import Pack
from kronika.languages.words import Words
from kronika.records import Annotated, AnnotatedZone, CreditFinding, Zone

CREDIT, CITED = "credit", "cited"
BEHIND, WHOLE = "behind", "whole"
"""What a word of pictures makes of its line: a credit of pictures behind it, or all of it."""
UNREAD = {"caption", "pull_quote"}
OPEN, CLOSE = "(", ")"
TERMINAL = {".", "!", "?", "…"}
DATELINE = 6
"""Words before the bracket of a dateline, at most: `WARSZAWA, 4 maja (PAP) –`."""


class CreditExtractor:
    """Reads agencies. A credit of pictures is never one: it says nothing of the text."""

    def __init__(self, pack: Pack) -> None:
        self._agencies = AgencyReader(pack)
        self._citing = CitingReader(pack, self._agencies)
        self._reasons = {" ".join(entry.words) for entry in pack.word_list("credits", "reason").entries}
        self._pictures = _any_of(pack.word_list("credits", "picture"))
        self._marks = set(pack.dashes)
        self._quotes = {mark for pair in pack.quotes for mark in pair}

    def extract(self, annotated: Annotated) -> list[CreditFinding]:
        """The agencies of a report, in order, those that it credits and those that it cites."""
        text = annotated.document.article.text
        zones = [zone for zone in annotated.zones if zone.zone.kind not in UNREAD]
        known = Known(zones)
        cited = self._cited(zones, known)
        if known.learned:  # what a noun introduces below is known above too
            cited = self._cited(zones, known)
        found = {
            (zone.tokens[a.first].start, zone.tokens[a.last].end): (CITED, a.name) for zone, told in cited for a in told
        }
        for zone in zones:
            for agency in self._alone(zone, known):
                place = zone.tokens[agency.first].start, zone.tokens[agency.last].end
                found[place] = CREDIT, agency.name
        for boilerplate in annotated.document.zones:
            for start, end, name in self._credited(text, boilerplate, known):
                found[start, end] = CREDIT, name
        return [
            CreditFinding(start=start, end=end, rule=rule, agency=name)
            for (start, end), (rule, name) in sorted(found.items())
        ]

    def _cited(self, zones: Sequence[AnnotatedZone], known: Known) -> list[tuple[AnnotatedZone, list[Agency]]]:
        return [(zone, self._citing.read(zone, known)) for zone in zones]

    def _credited(self, text: str, zone: Zone, known: Known) -> list[tuple[int, int, str]]:
        """The agencies of a credit that the pack's patterns took away, up to the credit of a picture."""
        if zone.reason not in self._reasons:
            return []
        end = zone.end
        for form, meaning in self._pictures.items():
            stands = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text[zone.start : zone.end], re.IGNORECASE)
            if stands is None:
                continue
            before = text[zone.start : zone.start + stands.start()]
            if meaning == WHOLE or before.count(OPEN) > before.count(CLOSE):
                return []
            end = min(end, zone.start + stands.start())
        return self._agencies.in_text(text, zone.start, end, known)

    def _alone(self, zone: AnnotatedZone, known: Known) -> list[Agency]:
        """Agencies alone in brackets behind a sentence, `… do piątku. (PAP) Premier …`, or in a dateline."""
        groups = self._agencies.groups(zone, known)
        return [agency for group in groups if self._is_credit(zone, group) for agency in group.agencies]

    def _is_credit(self, zone: AnnotatedZone, group: Group) -> bool:
        before, after = group.first - 1, group.last + 1
        if before < 0 or after >= len(zone.tokens) or group.noun is not None:
            return False
        if (zone.tokens[before].text, zone.tokens[after].text) != (OPEN, CLOSE):
            return False
        ended = (
            before > 0 and zone.tokens[before - 1].text in TERMINAL | self._quotes and zone.tokens[before - 1].closes
        )
        dateline = before <= DATELINE and after + 1 < len(zone.tokens) and zone.tokens[after + 1].text in self._marks
        return ended or dateline


def _any_of(words: Words) -> dict[str, str]:
    return {" ".join(entry.words): entry.value for entry in words.entries}
