"""Names of people, organisations and places: what the pipeline's model finds, put right by what it cannot see.

The model was trained on text without its blanks and on a scheme in which a country that acts is an
organisation. An ordered list of named rules mends that.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import NamedTuple

from kronika import ontology
from kronika.languages.knowledge import acronyms
from kronika.languages.letters import fold
from kronika.languages.pack import Pack
from kronika.languages.places import countries
from kronika.records import AnnotatedZone, Name, Token

PERSON, ORGANISATION, PLACE = "PER", "ORG", "LOC"
BRACKETS = {"(": ")", "[": "]"}
HYPHEN = "-"
GENITIVE, NOMINATIVE = "Gen", "Nom"
LISTED = "dictionary"
"""The label of a name that the model has not found."""
FULL = 2
"""Words of a person's full name, and of a body's name that one may stand behind."""
LONGEST_CHAIN = 12
"""Tokens of a word with hyphens that may be of one name: six parts, more than names have."""


class Place(NamedTuple):
    """A zone and its tokens, of which the Doc holds the same."""

    zone: AnnotatedZone
    tokens: list[Token]

    def glued(self, at: int) -> bool:
        """Whether no blank parts a token from the one before."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start


class Naming:
    """Says which names stand in a zone. A model's label is put into the kinds of the ontology; what has none is no name
    here."""

    def __init__(self, pack: Pack) -> None:
        self._quotes = {mark for pair in pack.quotes for mark in pair}
        self._dashes = set(pack.dashes)
        self._countries = pack.word_list("names", "country")
        self._seats = pack.word_list("names", "seat")
        self._no_names = pack.word_list("names", "no-name")
        self._credits = pack.word_list("names", "credit")
        self._roles = pack.word_list("names", "role")
        self._acronyms = acronyms(pack)
        self._country_names = countries(pack.code)
        self._rules: list[Callable[[Place, list[Name]], list[Name]]] = [
            self.parted_by_dash,
            self.joined_by_hyphen,
            self.bracketed_given_name,
            self.given_name_before,
            self.marks_at_the_ends,
            self.person_behind_body,
            self.kind_by_dictionary,
            self.no_name,
            self.listed_acronym,
            self.credit,
        ]

    def names(self, zone: AnnotatedZone) -> list[Name]:
        """The names of a zone, in order."""
        place = Place(zone, zone.tokens)
        names = [
            Name(span.start, span.end - 1, kind, span.label_)
            for span in zone.doc.ents
            if (kind := ontology.kind_of(span.label_))
        ]
        for rule in self._rules:
            names = rule(place, names)
        return names

    def parted_by_dash(self, place: Place, names: list[Name]) -> list[Name]:
        """`Rosję – Tokajew`: a dash between blanks parts two names."""
        return [part for name in names for part in self._parts(place, name)]

    def _parts(self, place: Place, name: Name) -> list[Name]:
        cuts = [i for i in range(name.first, name.last + 1) if self._is_dash(place, i)]
        ends = [name.first - 1, *cuts, name.last + 1]
        parts = [(before + 1, after - 1) for before, after in itertools.pairwise(ends)]
        return [name._replace(first=first, last=last) for first, last in parts if first <= last]

    def _is_dash(self, place: Place, at: int) -> bool:
        return place.tokens[at].text in self._dashes and not place.glued(at) and not place.glued(at + 1)

    def joined_by_hyphen(self, place: Place, names: list[Name]) -> list[Name]:
        """`Kasym-Żomart Tokajew`, `Noor-ul-Haq`: words with hyphens are of one name; `Polska-Niemcy` are two."""
        joined: list[Name] = []
        for name in (self._with_chains(place, name) for name in names):
            before = joined[-1] if joined else None
            meet = before is not None and before.last >= name.first
            if before is None or not (meet or self._chained(place, before, name)):
                joined.append(name)
            else:
                person = before if before.kind == PERSON else name
                joined[-1] = person._replace(first=before.first, last=max(before.last, name.last))
        return joined

    def _chained(self, place: Place, before: Name, name: Name) -> bool:
        """A hyphen between two names of which the second is a person's."""
        return before.last == name.first - 2 and self._hyphen(place, name.first - 1) and name.kind == PERSON

    def _with_chains(self, place: Place, name: Name) -> Name:
        """The name with words of no known place that hyphens join to its ends: a person's, or round a small word."""
        first, last = name.first, name.last
        while last - first < LONGEST_CHAIN and self._hyphen(place, first - 1):
            first -= 2
        while last - first < LONGEST_CHAIN and self._hyphen(place, last + 1):
            last += 2
        added = [*place.tokens[first : name.first : 2], *place.tokens[last : name.last : -2]]
        small = any(word.text[:1].islower() for word in added)
        strange = not any(a.place for word in added for a in word.analyses)
        wider = added and strange and (name.kind == PERSON or small)
        return name._replace(first=first, last=last) if wider else name

    def _hyphen(self, place: Place, at: int) -> bool:
        inside = 0 < at < len(place.tokens) - 1
        return inside and place.tokens[at].text == HYPHEN and place.glued(at) and place.glued(at + 1)

    def bracketed_given_name(self, place: Place, names: list[Name]) -> list[Name]:
        """`(Władimir) Putin`: an editor's given name in brackets before a surname."""
        people = [name for name in names if name.kind == PERSON and name.first == name.last]
        given = {name.first for name in people if self._in_brackets(place, name.first)}
        taken: set[int] = set()
        whole: list[Name] = []
        for name in names:
            inside = name.first - 2
            known = inside > 0 and any(a.given for a in place.tokens[inside].analyses)
            opens = name.kind == PERSON and inside > 0 and not place.tokens[inside + 1].closes
            if opens and self._in_brackets(place, inside) and (inside in given or known):
                taken.add(inside)
                name = name._replace(first=inside - 1)
            whole.append(name)
        return [name for name in whole if name.first not in taken]

    def _in_brackets(self, place: Place, at: int) -> bool:
        if not 0 < at < len(place.tokens) - 1:
            return False
        return BRACKETS.get(place.tokens[at - 1].text) == place.tokens[at + 1].text

    def given_name_before(self, place: Place, names: list[Name]) -> list[Name]:
        """`Rosji Muchtar Abliazow`: a given name, a word that no dictionary knows, or within a sentence a noun with a
        capital that is no office, before a surname alone."""
        taken = {i for name in names for i in range(name.first, name.last + 1)}
        return [
            name._replace(first=name.first - 1) if self._wants_given(place, name, taken) else name for name in names
        ]

    def _wants_given(self, place: Place, name: Name, taken: set[int]) -> bool:
        at = name.first - 1
        if name.kind != PERSON or name.first != name.last or at < 0 or at in taken:
            return False
        word, surname = place.tokens[at], place.tokens[name.first]
        if place.zone.doc[at].pos_ not in ("PROPN", "NOUN", "X", ""):
            return False
        common = word.has("NOUN") and not word.opens and self._roles.value(word) is None
        given = (
            any(a.given for a in word.analyses)
            or not word.known
            or (common and not any(a.place for a in word.analyses))
        )
        strange = given and not any(a.given for a in surname.analyses)
        apart = word.closes or surname.text.isupper() or word.text.isupper() or place.glued(name.first)
        return word.capital and word.word and len(word.text) > 1 and strange and not apart

    def listed_acronym(self, place: Place, names: list[Name]) -> list[Name]:
        """`(ODKB)`: an acronym of the pack's dictionaries that the model has passed over."""
        taken = {i for name in names for i in range(name.first, name.last + 1)}
        found = [
            Name(i, i, self._acronyms[token.text], LISTED)
            for i, token in enumerate(place.tokens)
            if i not in taken and token.text in self._acronyms and not _shouted(place, i)
        ]
        return sorted([*names, *found], key=lambda name: name.first)

    def marks_at_the_ends(self, place: Place, names: list[Name]) -> list[Name]:
        """`„Solidarność”`: quotation and other marks at its ends are not of a name; a bracketed given name is."""
        trimmed = []
        for name in names:
            first, last = name.first, name.last
            while first < last and self._is_mark(place, first) and not self._in_brackets(place, first + 1):
                first += 1
            while last > first and self._is_mark(place, last) and not self._closes(place, first, last):
                last -= 1
            trimmed.append(name._replace(first=first, last=last))
        return trimmed

    def _is_mark(self, place: Place, at: int) -> bool:
        text = place.tokens[at].text
        return text in self._quotes or not any(letter.isalnum() for letter in text)

    def _closes(self, place: Place, first: int, last: int) -> bool:
        """`Związek "Kotwica"`: the mark closes one that stands inside the name."""
        marks = [token.text for token in place.tokens[first : last + 1] if token.text in self._quotes]
        return place.tokens[last].text in self._quotes and len(marks) % 2 == 0

    def person_behind_body(self, place: Place, names: list[Name]) -> list[Name]:
        """`dyrektor Muzeum Sztuki Lorenc Zadur`: behind a noun for a person a body in the genitive, then a name in the
        nominative, taken for one."""
        return [part for name in names for part in self._body_and_person(place, name)]

    def _body_and_person(self, place: Place, name: Name) -> list[Name]:
        person = name.last - FULL + 1
        body, full = range(name.first, person), range(person, name.last + 1)
        whose = name.first > 0 and _is_noun_for_person(place, name.first - 1)
        owned = len(body) >= FULL and all(_is_only(place, i, GENITIVE) for i in body)
        if name.kind != ORGANISATION or not whose or not owned or not self._is_full_name(place, full):
            return [name]
        return [name._replace(last=person - 1), Name(person, name.last, PERSON, name.label)]

    def _is_full_name(self, place: Place, at: Sequence[int]) -> bool:
        """Words in the nominative with a capital, of no place or body; the last is no common noun."""
        words = [place.tokens[i] for i in at]
        listed = any(a.place or a.organisation for word in words for a in word.analyses)
        written = all(word.text[:1].isupper() and word.text[1:].islower() for word in words)
        surname = not words[-1].known or any(a.surname for a in words[-1].analyses)
        return written and surname and not listed and all(_is_only(place, i, NOMINATIVE) for i in at)

    def kind_by_dictionary(self, place: Place, names: list[Name]) -> list[Name]:
        """`Rosja zapowiedziała`: a country or town is a place, also where it acts; the Kremlin is not."""
        return [name._replace(kind=self._kind(place, name)) for name in names]

    def _kind(self, place: Place, name: Name) -> str:
        words = place.tokens[name.first : name.last + 1]
        seat, country = self._seats.match(words, 0), self._countries.match(words, 0)
        if seat and seat.length == len(words):
            return ORGANISATION
        if country and country.length == len(words):
            return PLACE
        if len(words) > 1:
            return name.kind
        common = any(  # `Unia` is a village too; `niemiec` beside `Niemcy` does not count
            a.pos == "NOUN" and a.lemma[:1].islower() and not a.human for a in words[0].analyses
        )
        is_place = any(a.place for a in words[0].analyses) and not common
        is_organisation = any(a.organisation for a in words[0].analyses)
        if name.kind == ORGANISATION and is_place and not is_organisation:
            return PLACE
        if name.kind == PERSON and self._is_country(words[0]):
            return PLACE
        only = is_organisation and all(a.organisation for a in words[0].analyses if a.lemma[:1].isupper())
        return ORGANISATION if only else name.kind

    def _is_country(self, word: Token) -> bool:
        """`Rosję`: nothing but forms of a country."""
        names = [a for a in word.analyses if a.lemma[:1].isupper()]
        return bool(names) and all(a.place and fold(a.lemma) in self._country_names for a in names)

    def no_name(self, place: Place, names: list[Name]) -> list[Name]:
        """No capital, no letter; adjectives (`rosyjskich`), inhabitants (`Rosjan`), the pack's list (`Zachód`)."""
        return [name for name in names if not self._is_none(place, name)]

    def _is_none(self, place: Place, name: Name) -> bool:
        words = place.tokens[name.first : name.last + 1]
        if not any(letter.isupper() for word in words for letter in word.text):
            return True
        listed = self._no_names.match(words, 0)
        if listed and listed.length == len(words):
            return True
        at = range(name.first, name.last + 1)
        inhabitant = name.kind == PLACE and len(words) == 1 and _is_human(place, name.first)
        return inhabitant or (name.kind != PERSON and all(_describes(place, i) for i in at))

    def credit(self, place: Place, names: list[Name]) -> list[Name]:
        """`/ Jan Kot / PAP` under a picture: nothing behind the mark that opens the credit."""
        if place.zone.zone.kind != "caption":
            return names
        opened = next((i for i in range(len(place.tokens)) if self._credits.match(place.tokens, i)), len(place.tokens))
        return [name for name in names if name.first < opened]


def _shouted(place: Place, at: int) -> bool:
    """`PAN PREZYDENT`: another word in capitals stands beside it."""
    beside = [*place.tokens[max(0, at - 1) : at], *place.tokens[at + 1 : at + 2]]
    return any(word.text.isupper() and len(word.text) > 1 for word in beside)


def _describes(place: Place, at: int) -> bool:
    """An adjective or adverb of the dictionary that the model, if there is one, takes for such."""
    token, known = place.zone.doc[at], place.tokens[at]
    adjective = known.has("ADJ") or known.has("ADV")
    return adjective and (token.pos_ in ("ADJ", "ADV") if token.pos_ else not known.has("NOUN"))


def _is_only(place: Place, at: int, case: str) -> bool:
    """Whether the model sees a word in a case, and in no other."""
    cases: list[str] = place.zone.doc[at].morph.get("Case", [])
    return cases == [case]


def _is_noun_for_person(place: Place, at: int) -> bool:
    """`ekspert`: a common noun for people in the nominative, with a capital only where it opens the sentence."""
    word = place.tokens[at]
    people = any(a.human and a.pos == "NOUN" and a.lemma[:1].islower() for a in word.analyses)
    return people and (word.opens or not word.capital) and _is_only(place, at, NOMINATIVE)


def _is_human(place: Place, at: int) -> bool:
    token, known = place.zone.doc[at], place.tokens[at]
    human = any(a.human for a in known.analyses) and not any(a.place for a in known.analyses)
    return human and ("Animacy=Hum" in str(token.morph) or not token.pos_)
