"""What stands for somebody or something named: roles, pronouns, left-out subjects, adjectives of countries."""

from __future__ import annotations

from typing import NamedTuple

from kronika.extracting.people import Person, Scene
from kronika.extracting.pronouns import PronounReader
from kronika.extracting.roles import RoleReader
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, DemonymFinding, PronounFinding, RoleFinding

ADJECTIVE, INHABITANT = "adjective", "inhabitant"


class References(NamedTuple):
    """The references of a zone, each kind in order."""

    roles: list[RoleFinding]
    pronouns: list[PronounFinding]
    demonyms: list[DemonymFinding]


class ReferenceExtractor:
    """Reads references. Without syntax, because the pipeline has no model for it, there are only demonyms."""

    def __init__(self, pack: Pack) -> None:
        self._roles = RoleReader(pack)
        self._pronouns = PronounReader(pack)
        self._adjectives = pack.word_list("names", "country-adjective").lemmas()
        self._inhabitants = pack.word_list("names", "country-inhabitant").lemmas()

    def extract(self, zone: AnnotatedZone) -> References:
        """The references of a zone."""
        demonyms = self._of_countries(zone)
        if not zone.doc.has_annotation("DEP"):
            return References([], [], demonyms)
        scene = Scene(zone)
        roles = self._roles.read(scene)
        scene.add([_meant(scene, role) for role in roles])
        return References(roles, self._pronouns.read(scene), demonyms)

    def _of_countries(self, zone: AnnotatedZone) -> list[DemonymFinding]:
        """`rosyjski` in small letters unless it opens a sentence, `Rosjanie` with a capital, none of them in a name."""
        named = {i for name in zone.names for i in range(name.first, name.last + 1)}
        found = []
        for i, token in enumerate(zone.tokens):
            rule, words = (INHABITANT, self._inhabitants) if token.capital else (ADJECTIVE, self._adjectives)
            if token.opens and words.keys().isdisjoint(token.lemmas):
                rule, words = ADJECTIVE, self._adjectives
            if i in named or words.keys().isdisjoint(token.lemmas):
                continue
            code = words[min(token.lemmas & words.keys())]
            found.append(DemonymFinding(start=token.start, end=token.end, rule=rule, country=code))
        return found


def _meant(scene: Scene, role: RoleFinding) -> Person:
    """A role as somebody whom a pronoun may mean. What is told by its bearer or antecedent is the same person."""
    first = next(i for i, token in enumerate(scene.zone.tokens) if token.start == role.start)
    last = next(i for i, token in enumerate(scene.zone.tokens) if token.end == role.end)
    head = next(i for i in range(first, last + 1) if scene.doc[i].lemma_.lower() == role.head)
    told = role.antecedent if role.bearer is None else role.bearer
    same = next((p for p in scene.people if p.start == told), None)
    if same is not None:
        return same._replace(first=first, last=last, head=head)
    return Person(first, last, head, role.start, frozenset(role.genders), role.role)
