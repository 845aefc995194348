"""Words that say what an incident was or who was behind it, those that name incidents, and those that deny."""

from __future__ import annotations

from collections.abc import Iterator

from kronika.languages.pack import Pack
from kronika.languages.words import Words
from kronika.records import AccountFinding, AnnotatedZone

INCIDENT, LABEL, DENIAL = "incident", "label", "denial"
KINDS = (INCIDENT, LABEL, DENIAL)
"""The lists of the room, in the order in which one place tells them."""
REACH = 5
"""Words between a word of negation and what it denies, at most. Chosen, not measured."""
UNREAD = ("caption",)


class AccountExtractor:
    """Finds the words of the pack's lists; the longest entry of each list at a place."""

    def __init__(self, pack: Pack) -> None:
        self._lists = {kind: pack.word_list("accounts", kind) for kind in KINDS}
        self._negation = pack.word_list("accounts", "negation")

    def extract(self, zone: AnnotatedZone) -> list[AccountFinding]:
        """Those of a zone, in the order of the text."""
        if zone.zone.kind in UNREAD:
            return []
        found = [f for kind, words in self._lists.items() for f in self._of(zone, kind, words)]
        return sorted(found, key=lambda f: (f.start, KINDS.index(f.kind)))

    def _of(self, zone: AnnotatedZone, kind: str, words: Words) -> Iterator[AccountFinding]:
        end = 0
        for at, found in words.all(zone.tokens):
            if at < end:
                continue
            last = at + found.length - 1
            yield AccountFinding(
                start=zone.tokens[at].start,
                end=zone.tokens[last].end,
                kind=kind,
                symbol=found.value,
                negated=kind != INCIDENT and self._is_negated(zone, at),
            )
            end = last + 1

    def _is_negated(self, zone: AnnotatedZone, at: int) -> bool:
        """Whether a word of negation stands a few words before, with no mark between."""
        for i in range(at - 1, max(-1, at - 1 - REACH), -1):
            token = zone.tokens[i]
            if token.closes or not (token.word or token.text.isdigit()):
                return False
            if self._negation.match(zone.tokens, i) is not None:
                return True
        return False
