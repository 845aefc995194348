"""What a word names: people and bodies, places, things, or what a list of the pack holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kronika.languages import places
from kronika.languages.letters import fold
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

PERSON, PLACE, THING, COUNTRY, FUTURE = "person", "place", "thing", "country", "future"
WHOSE = "whose"
"""The class of adjectives that say whose something is: `rosyjski`, `policyjny`."""
HUMAN = "Hum"
PLACE_NAME = "LOC"
PEOPLE = (
    ("names", "role"),
    ("statements", "organisation"),
    ("statements", "body"),
    ("figures", "person"),
    ("figures", "group"),
    ("figures", "people"),
    ("events", "sector"),
    ("events", "people"),
)
"""Lists of the pack that hold people and bodies."""


class Classes:
    """Tells of which class a word is."""

    def __init__(self, pack: Pack) -> None:
        self._people = [pack.word_list(room, name) for room, name in PEOPLE]
        self._countries = (
            pack.word_list("names", "country-adjective"),
            pack.word_list("names", "country-inhabitant"),
        )
        self._whose = (self._countries[0], pack.word_list("events", "adjective-of"))
        self._named = places.countries(pack.code)
        self._lists = pack.words("events")

    def fits(self, zone: AnnotatedZone, token: DocToken, fit: str) -> bool:
        """Whether a word is of a class: person, place, country, thing, a verb of the future, or a list of the pack."""
        if fit == WHOSE:
            return any(words.value(zone.tokens[token.i]) is not None for words in self._whose)
        if fit == PERSON:
            return self._is_person(zone, token)
        name = next((n for n in zone.names if n.first <= token.i <= n.last), None)
        if fit == PLACE:
            return name is not None and name.kind == PLACE_NAME
        if fit == COUNTRY:
            return name is not None and any(fold(base.text) in self._named for base in name.bases)
        if fit == FUTURE:
            return any(
                "Fut" in t.morph.get("Tense", []) for t in (token, *token.children) if t is token or t.dep_ == "aux"
            )
        if fit == THING:
            return not self._is_person(zone, token)
        return fit in self._lists and self._lists[fit].value(zone.tokens[token.i]) is not None

    def _is_person(self, zone: AnnotatedZone, token: DocToken) -> bool:
        """Names, countries among them; nouns of people and bodies; whatever stands for persons by its form."""
        if token.pos_ in ("PRON", "DET"):
            return HUMAN in token.morph.get("Animacy", []) or token.pos_ == "PRON"
        named = token.pos_ == "PROPN" or any(n.first <= token.i <= n.last for n in zone.names)
        word = zone.tokens[token.i]
        listed = any(words.value(word) is not None for words in (*self._people, self._countries[1]))
        return named or listed or HUMAN in token.morph.get("Animacy", [])
