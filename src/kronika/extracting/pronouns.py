"""Pronouns and left-out subjects, tied to a person where gender, number and syntax leave one reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kronika.extracting.people import GENDERED, Person, Scene, agree, one, subject_of
from kronika.languages.pack import Pack
from kronika.records import PronounFinding

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

FAR = 2
"""Sentences back in which the subject of a verb with a gender is looked for."""
CLAUSES = ("ccomp", "advcl")
JOINED = ("conj", "acl")


class PronounReader:
    """Reads pronouns of the third person in the singular, and verbs without a subject."""

    def __init__(self, pack: Pack) -> None:
        self._impersonal = pack.word_list("names", "impersonal")
        self._saying = pack.word_list("statements", "cue")

    def read(self, scene: Scene) -> list[PronounFinding]:
        """The pronouns and verbs that stand for one person of the zone, in order."""
        found: dict[int, Person] = {}
        rules: dict[int, str] = {}
        for token in scene.words if scene.people else []:
            person, rule = self._meant(scene, token, found)
            if person is not None:
                found[token.i], rules[token.i] = person, rule
        return [_finding(scene, at, rules[at], person) for at, person in found.items()]

    def _meant(self, scene: Scene, token: DocToken, found: dict[int, Person]) -> tuple[Person | None, str]:
        if token.i in scene.name_at:
            return None, ""
        if token.pos_ == "PRON":
            return (self._pronoun(scene, token, found), "pronoun") if _is_personal(token) else (None, "")
        if token.pos_ != "VERB" or not self._lacks_subject(scene, token):
            return None, ""
        above = _clause_above(token)
        if above is not None and (person := self._of_main_clause(scene, token, above, found)):
            return person, "subject_of_main_clause"
        if self._says(scene, token.i) and (person := self._speaker_before(scene, token, found)):
            return person, "speaker_goes_on"
        if above is not None:
            return None, ""
        return self._of_sentences_before(scene, token, found), "subject_of_sentence_before"

    def _says(self, scene: Scene, at: int) -> bool:
        return self._saying.value(scene.zone.tokens[at]) is not None

    def _lacks_subject(self, scene: Scene, token: DocToken) -> bool:
        """A finite verb of the third person in the singular, no subject, not joined with a verb that has one."""
        morph = token.morph
        if morph.get("VerbForm", []) != ["Fin"] or morph.get("Number", []) != ["Sing"]:
            return False
        if morph.get("Person", []) not in ([], ["3"]) or morph.get("Gender", []) == ["Neut"]:
            return False
        if token.dep_.startswith(JOINED) or self._impersonal.value(scene.zone.tokens[token.i]) is not None:
            return False
        if self._says(scene, token.i) and any("Yes" in child.morph.get("Reflex", []) for child in token.children):
            return False  # `mówi się`: people do
        return morph.get("Mood", []) != ["Imp"] and not any(_is_subject(child) for child in token.children)

    def _speaker_before(self, scene: Scene, token: DocToken, found: dict[int, Person]) -> Person | None:
        """`– A – powiedział Grabiec. – B – dodał`: whoever is the subject of the verb of saying before it."""
        here = scene.sentence[token.i]
        for back in range(1, FAR + 1):
            speakers = [
                person
                for i in scene.subjects.get(here - back, ())
                if self._says(scene, scene.doc[i].head.i) and (person := scene.person_at(i))
            ]
            speakers += [p for i, p in found.items() if scene.sentence[i] == here - back and self._says(scene, i)]
            if speakers:
                return one(p for p in speakers if agree(p, _genders(token)))
        return None

    def _of_main_clause(
        self, scene: Scene, token: DocToken, above: DocToken, found: dict[int, Person]
    ) -> Person | None:
        """`Maklavic zapewnił, że nie odejdzie`: the subject of the clause above, where nobody else there fits."""
        subject = subject_of(above)
        person = scene.person_at(subject.i) if subject is not None else found.get(above.i)
        genders = _genders(token)
        if person is None or not agree(person, genders):
            return None
        here = scene.sentence[token.i]
        others = [p for p in scene.people if scene.sentence[p.first] == here and p.last < token.i and agree(p, genders)]
        return person if all(p.who == person.who for p in others) else None

    def _of_sentences_before(self, scene: Scene, token: DocToken, found: dict[int, Person]) -> Person | None:
        """`Maklavic przyjechał. Spotkał się z …`: the subject of the nearest sentence before that has one that agrees.

        It must be a person and the only one there who fits, and no object may fit; a verb of saying has only people
        for subjects. A verb without gender is read only where it is one of saying.
        """
        genders = _genders(token)
        saying = self._says(scene, token.i)
        if not genders and not saying:
            return None
        here = scene.sentence[token.i]
        for back in range(1, FAR + 1):
            people = [p for p in scene.people if scene.sentence[p.first] == here - back and agree(p, genders)]
            people += [p for i, p in found.items() if scene.sentence[i] == here - back and agree(p, genders)]
            things = [] if saying else scene.things(here - back, genders)
            subjects = [scene.person_at(i) for i in self._rivals(scene, here - back, genders)]
            if None in subjects or things:
                return None
            dropped = any(scene.sentence[i] == here - back and scene.doc[i].pos_ == "VERB" for i in found)
            if people and (subjects or dropped):
                return one(sorted(people, key=lambda p: p.first))
            if people or subjects:
                return None
        return None

    def _rivals(self, scene: Scene, sentence: int, genders: frozenset[str]) -> list[int]:
        """The subjects of a sentence that agree; those of its subordinate clauses only where they are people."""
        found = [i for i in scene.subjects.get(sentence, ()) if _may_be(scene, i, genders)]
        return [i for i in found if not _is_subordinate(scene.doc[i].head) or _is_human(scene, i)]

    def _pronoun(self, scene: Scene, token: DocToken, found: dict[int, Person]) -> Person | None:
        """The one person of this sentence and the one before whom it can mean; not the subject of its own clause."""
        genders = _genders(token)
        here = scene.sentence[token.i]
        subject = self._own_subject(scene, token, found)
        near = [p for p in scene.before(token.i, 1) if agree(p, genders)]
        near += [p for i, p in found.items() if here - scene.sentence[i] <= 1 and agree(p, genders)]
        subjects = (i for s in (here - 1, here) for i in scene.subjects.get(s, ()) if _may_be(scene, i, genders))
        objects = [*scene.things(here - 1, genders), *scene.things(here, genders)]
        if any(i < token.i and scene.person_at(i) is None for i in [*subjects, *objects]):
            return None
        return one(sorted((p for p in near if subject is None or p.who != subject.who), key=lambda p: p.first))

    def _own_subject(self, scene: Scene, token: DocToken, found: dict[int, Person]) -> Person | None:
        """The subject of the clause that the pronoun stands in, unless it is itself the subject."""
        if token.dep_.startswith("nsubj"):
            return None
        above = token.head
        while above.pos_ not in ("VERB", "AUX") and above.head.i != above.i:
            above = above.head
        subject = subject_of(above)
        while subject is None and above.dep_.startswith("conj"):
            above = above.head
            subject = subject_of(above)
        return scene.person_at(subject.i) if subject is not None else found.get(above.i)


def _finding(scene: Scene, at: int, rule: str, person: Person) -> PronounFinding:
    token = scene.zone.tokens[at]
    return PronounFinding(start=token.start, end=token.end, rule=rule, antecedent=person.start)


def _is_subject(child: DocToken) -> bool:
    """A subject, or what shows that the verb has none in the third person: `byłem`, `mówi się`."""
    ending = child.dep_.startswith("aux") and child.morph.get("Person", []) in (["1"], ["2"])
    return ending or child.dep_.startswith(("nsubj", "csubj", "expl:impers"))


def _is_personal(token: DocToken) -> bool:
    morph = token.morph
    personal = morph.get("PronType", []) == ["Prs"] and morph.get("Person", []) == ["3"] and not morph.get("Reflex", [])
    return personal and morph.get("Number", []) == ["Sing"] and bool(_genders(token))


def _genders(token: DocToken) -> frozenset[str]:
    return frozenset(token.morph.get("Gender", [])) & GENDERED


def _may_be(scene: Scene, at: int, genders: frozenset[str]) -> bool:
    """Whether a subject agrees with a verb or pronoun of these genders."""
    person = scene.person_at(at)
    if person is not None:
        return agree(person, genders)
    shown = frozenset(scene.doc[at].morph.get("Gender", []))
    return scene.doc[at].pos_ != "PRON" and (not genders or not shown or bool(shown & genders))


def _is_subordinate(verb: DocToken) -> bool:
    return verb.dep_.startswith((*CLAUSES, "acl"))


def _is_human(scene: Scene, at: int) -> bool:
    return scene.person_at(at) is not None or "Hum" in scene.doc[at].morph.get("Animacy", [])


def _clause_above(token: DocToken) -> DocToken | None:
    """The verb of the clause that a subordinate clause hangs on."""
    return token.head if token.dep_.startswith(CLAUSES) and token.head.pos_ in ("VERB", "AUX") else None
