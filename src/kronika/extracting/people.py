"""The people of a zone: names of persons with what gender, case and place in the sentence say of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kronika.records import AnnotatedZone, Name

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

PERSON = "PER"
FEMININE = "Fem"
GENDERED = {"Masc", FEMININE}


class Person(NamedTuple):
    """Somebody named, or meant by a role: tokens from first to last, start in the text, genders that fit.

    `who` tells people of a zone apart: the last word of a name's base form, or the role.
    """

    first: int
    last: int
    head: int
    start: int
    genders: frozenset[str]
    who: str


def genders_of(zone: AnnotatedZone, name: Name) -> frozenset[str]:
    """What a person's verb, else the given name, else the word's tag shows; empty where nothing does."""
    verb = _verb_gender(zone, name)
    if verb:
        return verb
    tagged = frozenset(g for at in range(name.first, name.last + 1) for g in zone.doc[at].morph.get("Gender", []))
    given = [a for a in zone.tokens[name.first].analyses if a.given]
    shown = frozenset(g for a in given for g in a.genders) & GENDERED
    return (shown & tagged) or shown or (tagged & GENDERED)


def _verb_gender(zone: AnnotatedZone, name: Name) -> frozenset[str]:
    """Of the past verb whose subject the name is."""
    for at in range(name.first, name.last + 1):
        token = zone.doc[at]
        if token.dep_ == "nsubj" and token.head.morph.get("Number", []) == ["Sing"]:
            return (
                frozenset(token.head.morph.get("Gender", [])) & GENDERED if token.head.pos_ == "VERB" else frozenset()
            )
    return frozenset()


def shown_genders(scene: Scene, at: int) -> frozenset[str]:
    """The gender that a noun's verb shows, else that of a feminine noun: `premier` may be a woman."""
    token = scene.doc[at]
    verb = frozenset(token.head.morph.get("Gender", [])) & GENDERED if token.dep_ == "nsubj" else frozenset[str]()
    return verb or frozenset(token.morph.get("Gender", [])) & {FEMININE}


def head_of(zone: AnnotatedZone, first: int, last: int) -> int:
    """The token of a stretch on which the others hang."""
    inside = range(first, last + 1)
    return next((i for i in inside if zone.doc[i].head.i not in inside or zone.doc[i].head.i == i), first)


class Scene:
    """A zone with its people, and the sentence of each token."""

    def __init__(self, zone: AnnotatedZone) -> None:
        self.zone = zone
        self.doc = zone.doc
        self.people = [_person(zone, name) for name in zone.names if name.kind == PERSON]
        self.name_at = {i: name for name in zone.names for i in range(name.first, name.last + 1)}

    @cached_property
    def sentence(self) -> list[int]:
        """For each token the number of its sentence."""
        ends = itertools.accumulate(token.closes for token in self.zone.tokens)
        return [number - token.closes for number, token in zip(ends, self.zone.tokens, strict=True)]

    @cached_property
    def words(self) -> list[DocToken]:
        """The words with their syntax; making them costs as much as all rules together, so only where they are read."""
        return list(self.doc)

    @cached_property
    def subjects(self) -> dict[int, list[int]]:
        """Sentence -> its subjects in the singular, as tokens."""
        found: dict[int, list[int]] = {}
        for token in self.words:
            if token.dep_.startswith("nsubj") and token.morph.get("Number", []) == ["Sing"]:
                found.setdefault(self.sentence[token.i], []).append(token.i)
        return found

    def things(self, sentence: int, genders: frozenset[str]) -> list[int]:
        """The objects of a sentence, in the singular and of these genders, that are no people, as tokens."""
        return [i for i in self.objects.get(sentence, ()) if self._is_thing(i, genders)]

    def _is_thing(self, at: int, genders: frozenset[str]) -> bool:
        shown = frozenset(self.doc[at].morph.get("Gender", []))
        return self.person_at(at) is None and (not genders or not shown or bool(shown & genders))

    @cached_property
    def objects(self) -> dict[int, list[int]]:
        """Sentence -> its objects and predicate nouns in the singular, as tokens."""
        found: dict[int, list[int]] = {}
        for token in self.words:
            object_or_predicate = token.dep_.startswith("obj") or (token.dep_ == "ROOT" and token.pos_ == "NOUN")
            if object_or_predicate and token.morph.get("Number", []) == ["Sing"] and token.pos_ != "PRON":
                found.setdefault(self.sentence[token.i], []).append(token.i)
        return found

    def add(self, people: Iterable[Person]) -> None:
        """Takes people whom a role tells beside the named ones."""
        self.people = sorted([*self.people, *people], key=lambda p: p.first)

    def person_at(self, token: int) -> Person | None:
        """Who is named, or meant by a role, at a token."""
        return next((p for p in self.people if p.first <= token <= p.last), None)

    def before(self, token: int, sentences: int) -> list[Person]:
        """The people before a token, of its sentence and so many before it."""
        here = self.sentence[token]
        return [p for p in self.people if p.last < token and here - self.sentence[p.first] <= sentences]


def agree(person: Person, genders: frozenset[str]) -> bool:
    """Whether somebody may be of these genders; where nothing is shown, nothing speaks against it."""
    return not genders or not person.genders or bool(person.genders & genders)


def one(people: Iterable[Person]) -> Person | None:
    """The last mention, where all are of one person; None where they are of several, or none."""
    found = list(people)
    return found[-1] if len({p.who for p in found}) == 1 else None


def subject_of(token: DocToken) -> DocToken | None:
    """The subject of a verb or predicate."""
    return next((child for child in token.children if child.dep_.startswith(("nsubj", "csubj"))), None)


def _person(zone: AnnotatedZone, name: Name) -> Person:
    base = name.bases[0].text if name.bases else zone.tokens[name.last].text
    head = head_of(zone, name.first, name.last)
    return Person(name.first, name.last, head, zone.tokens[name.first].start, genders_of(zone, name), base.split()[-1])
