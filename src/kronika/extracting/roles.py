"""Offices and descriptions of people, and who bears them where the words beside them say so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from kronika.extracting.people import Person, Scene, agree, one, shown_genders, subject_of
from kronika.languages.pack import Pack
from kronika.records import RoleFinding

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

OFFICE, DESCRIPTION, AGE = "office", "description", "age"
APPOSED = {"appos", "conj"}
PREDICATE = {"xcomp:pred", "xcomp:subj"}
ENDS = {",", ".", ")", ";", ":", "–", "-", "—", "!", "?"}
HYPHEN = "-"
FORMER, NEW = "former", "new"
NEAR = 5
"""Words behind a role among which its bearer's name is looked for. Chosen, not measured."""
WINDOW = 1
"""Sentences before its own in which a description's bearer is looked for."""


class Phrase(NamedTuple):
    """A role from token `first` to token `last`, on the noun `head`."""

    first: int
    last: int
    head: int
    value: str


class RoleReader:
    """Reads roles of a zone; `bearers` and `excluded` are ordered lists of named rules."""

    def __init__(self, pack: Pack) -> None:
        self._roles = pack.word_list("names", "role").lemmas()
        self._role_lemmas = frozenset(self._roles)
        self._ages = pack.word_list("figures", "age").forms() if pack.words("figures").get("age") else {}
        self._beside = pack.word_list("names", "beside-role")
        self._adjectives = pack.word_list("names", "role-adjective")
        self._posts = pack.word_list("names", "post")
        self._relational = pack.word_list("names", "relational")
        self._inside = pack.word_list("names", "role-preposition").forms()
        self._open = pack.word_list("names", "indefinite")
        self._as = pack.word_list("statements", "as").forms()
        self._countries = pack.word_list("names", "country-adjective")
        self._quotes = {mark for pair in pack.quotes for mark in pair}
        self._bearers: list[Callable[[Scene, Phrase], Person | None]] = [
            self.name_behind,
            self.name_behind_comma,
            self.name_before_comma,
            self.predicate,
        ]
        self._excluded: list[Callable[[Scene, Phrase], bool]] = [
            self.several,
            self.indefinite,
            self.told_of_somebody,
            self.post,
            self.named_beside,
        ]

    def read(self, scene: Scene) -> list[RoleFinding]:
        """The roles that name somebody or stand for somebody, in order."""
        found = []
        told: set[int] = set()
        for phrase in self._phrases(scene):
            finding = self._finding(scene, phrase, told)
            if finding is not None:
                found.append(finding)
                told.add(phrase.head)
        return found

    def _phrases(self, scene: Scene) -> list[Phrase]:
        phrases: list[Phrase] = []
        for at, token in enumerate(scene.zone.tokens):
            value = self._value(scene, at)
            if value is None or at in scene.name_at or (phrases and at <= phrases[-1].last):
                continue
            if scene.doc[at].morph.get("Number", []) == ["Sing"] or not token.known:
                phrases.append(Phrase(self._first(scene, at), self._last(scene, at), at, value))
        return phrases

    def _value(self, scene: Scene, at: int) -> str | None:
        token = scene.zone.tokens[at]
        if token.text[:1].isdigit():
            _, hyphen, rest = token.lower.partition(HYPHEN)
            noun = scene.doc[at].pos_ == "NOUN" and bool(hyphen)
            return AGE if noun and rest in self._ages else None
        if token.lemmas.isdisjoint(self._role_lemmas):
            return None
        noun = scene.doc[at].pos_ in ("NOUN", "PROPN")
        return self._roles.get(scene.doc[at].lemma_.lower()) if noun else None

    def _first(self, scene: Scene, at: int) -> int:
        first = at
        while first and scene.doc[first - 1].dep_.startswith("amod") and scene.doc[first - 1].head.i == at:
            first -= 1
        return first

    def _last(self, scene: Scene, at: int) -> int:
        last = at
        while last + 1 < len(scene.doc) and self._belongs(scene, at, last + 1):
            last += 1
        while last > at and scene.doc[last].pos_ in ("ADP", "PUNCT") and not self._closes(scene, last):
            last -= 1
        return last

    def _belongs(self, scene: Scene, head: int, at: int) -> bool:
        """Whether a token goes on with the phrase: an adjective, a noun in the genitive, a name of no person."""
        token = scene.doc[at]
        name = scene.name_at.get(at)
        if name is not None and name.kind == "PER":
            return False
        if token.text in self._quotes:
            return at + 1 in scene.name_at or at - 1 in scene.name_at
        if token.lower_ in self._inside:
            return True
        hangs = any(head <= a.i < at for a in [token.head]) or token.head.i in range(head, at)
        if name is not None:
            return hangs or name.first < at or "Gen" in token.morph.get("Case", [])
        kind = token.dep_.startswith(("amod", "nmod", "flat")) and token.pos_ in ("ADJ", "NOUN", "PROPN")
        if kind and token.dep_.startswith("nmod"):
            return hangs and (token.morph.get("Case", []) == ["Gen"] or scene.doc[at - 1].lower_ in self._inside)
        return kind and (hangs or (token.dep_ == "amod" and token.head.i == at + 1 and token.head.head.i == head))

    def _closes(self, scene: Scene, at: int) -> bool:
        return scene.doc[at].text in self._quotes and at - 1 in scene.name_at

    def _finding(self, scene: Scene, phrase: Phrase, told: set[int]) -> RoleFinding | None:
        for rule in self._bearers:
            bearer = rule(scene, phrase)
            if bearer is not None:
                return self._told(scene, phrase, rule.__name__, bearer=bearer)
        if any(rule(scene, phrase) for rule in self._excluded):
            return None
        meant = self._described(scene, phrase, told)
        if phrase.value == OFFICE:
            return self._told(scene, phrase, OFFICE, antecedent=meant)
        return self._told(scene, phrase, phrase.value, antecedent=meant) if meant else None

    def _described(self, scene: Scene, phrase: Phrase, told: set[int]) -> Person | None:
        """The one person of its sentence and the one before whom a description can mean; an office as a subject too.

        A noun that stood before without being that person, `kapitan drużyny`, means somebody else again.
        """
        head = scene.doc[phrase.head]
        lemma = head.lemma_.lower()
        before = enumerate(scene.zone.tokens[: phrase.first])
        others = any(lemma in token.lemmas and i not in told for i, token in before)
        if others or head.dep_ in APPOSED or not self._is_bare(scene, phrase):
            return None
        near = scene.before(phrase.first, WINDOW)
        own = frozenset(head.morph.get("Gender", []))
        genders = shown_genders(scene, phrase.head) if phrase.value == OFFICE else own
        if phrase.value != AGE and head.dep_ != "nsubj":
            return None
        if phrase.value == OFFICE:
            here = scene.sentence[phrase.head]
            alone = phrase.last == phrase.head and all(scene.sentence[p.first] < here for p in near)
            if not alone or one(near) is None:
                return None
        return one(p for p in near if agree(p, genders))

    def _is_bare(self, scene: Scene, phrase: Phrase) -> bool:
        """Nothing that tells of somebody new: no name, no relative clause, for a description no complement."""
        before = all(self._is_plain(scene, i) for i in range(phrase.first, phrase.head))
        named = any(i in scene.name_at for i in range(phrase.first, phrase.last + 1))
        behind = phrase.last + 2
        relative = behind < len(scene.doc) and "Rel" in scene.doc[behind].morph.get("PronType", [])
        return before and not named and not relative and (phrase.value == OFFICE or phrase.last == phrase.head)

    def _is_plain(self, scene: Scene, at: int) -> bool:
        token = scene.zone.tokens[at]
        beside = self._beside.value(token)
        return self._is_age(scene, at) or bool(self._countries.value(token)) or beside not in (None, NEW)

    def _is_age(self, scene: Scene, at: int) -> bool:
        return scene.zone.tokens[at].text[:1].isdigit()

    def _told(
        self, scene: Scene, phrase: Phrase, rule: str, bearer: Person | None = None, antecedent: Person | None = None
    ) -> RoleFinding:
        inside = range(phrase.first, phrase.last + 1)
        tokens = scene.zone.tokens
        country = next((c for i in inside if (c := self._countries.value(tokens[i])) and i != phrase.head), None)
        of = {tokens[scene.name_at[i].first].start: None for i in inside if i in scene.name_at}
        return RoleFinding(
            start=tokens[phrase.first].start,
            end=tokens[phrase.last].end,
            kind=OFFICE if phrase.value == OFFICE else DESCRIPTION,
            rule=rule,
            role=self._base(scene, phrase),
            head=scene.doc[phrase.head].lemma_.lower(),
            of=list(of),
            country=country,
            former=any(self._beside.value(tokens[i]) == FORMER for i in inside),
            genders=sorted(set(scene.doc[phrase.head].morph.get("Gender", [])) & {"Masc", "Fem"}),
            bearer=bearer.start if bearer else None,
            antecedent=antecedent.start if antecedent else None,
        )

    def _base(self, scene: Scene, phrase: Phrase) -> str:
        inside = range(phrase.first, phrase.last + 1)
        words = " ".join(self._base_of(scene, phrase, i) for i in inside if self._is_of_role(scene, phrase, i))
        return words.replace(" .", ".")  # `ds.` is two tokens

    def _is_of_role(self, scene: Scene, phrase: Phrase, at: int) -> bool:
        """Whether a word is part of the office's name, not of whose it is or what the bearer is like."""
        token = scene.zone.tokens[at]
        if at == phrase.head:
            return True
        beside = self._beside.value(token) is not None or self._countries.value(token) is not None
        if at in scene.name_at or beside or token.text in self._quotes:
            return False
        return at > phrase.head or self._adjectives.value(token) is not None

    def _base_of(self, scene: Scene, phrase: Phrase, at: int) -> str:
        token = scene.doc[at]
        agrees = at <= phrase.head or (token.dep_.startswith("amod") and token.head.i == phrase.head)
        return token.lemma_.lower() if agrees else token.lower_

    def name_behind(self, scene: Scene, phrase: Phrase) -> Person | None:
        """`prezydent Orwenii Joren Maklavic`; the name behind `prawnik` alone is whose lawyer he is, as a rule."""
        person = self._person_beside(scene, phrase, phrase.last + 1)
        owned = phrase.last == phrase.head and self._relational.value(scene.zone.tokens[phrase.head]) is not None
        return person if person and not (owned and self._may_be_owner(scene, person)) else None

    def _may_be_owner(self, scene: Scene, person: Person) -> bool:
        """A surname alone that may stand in the genitive."""
        analyses = scene.zone.tokens[person.first].analyses
        known = {case for a in analyses for case in a.cases}
        return person.first == person.last and ("Gen" in known or not known)

    def name_behind_comma(self, scene: Scene, phrase: Phrase) -> Person | None:
        """`lider opozycji, Jan Nowak, powiedział`."""
        comma = phrase.last + 1
        person = self._person_beside(scene, phrase, comma + 1) if self._text(scene, comma) == "," else None
        return person if person and self._text(scene, person.last + 1) in ENDS else None

    def name_before_comma(self, scene: Scene, phrase: Phrase) -> Person | None:
        """`Jan Nowak, lider opozycji z Gdyni, powiedział`; `Jan Nowak (lider opozycji)`; no clause of its own."""
        opened = self._text(scene, phrase.first - 1) in (",", "(")
        person = scene.person_at(phrase.first - 2) if opened and phrase.first > 1 else None
        behind = phrase.last + 1
        closed = behind >= len(scene.doc) or scene.doc[behind].pos_ not in ("VERB", "AUX", "PART", "PRON", "ADV")
        return person if person and closed and self._fits(scene, phrase, person) else None

    def predicate(self, scene: Scene, phrase: Phrase) -> Person | None:
        """`Jan Nowak jest liderem opozycji`."""
        token = scene.doc[phrase.head]
        if not any(child.dep_ == "cop" for child in token.children):
            return None
        subject = subject_of(token)
        return scene.person_at(subject.i) if subject is not None else None

    def _person_beside(self, scene: Scene, phrase: Phrase, at: int) -> Person | None:
        person = next((p for p in scene.people if p.first == at), None)
        return person if person and self._fits(scene, phrase, person) else None

    def _fits(self, scene: Scene, phrase: Phrase, person: Person) -> bool:
        """Case and gender agree, as far as both are told."""
        head = scene.doc[phrase.head]
        cases = {c for i in range(person.first, person.last + 1) for c in scene.doc[i].morph.get("Case", [])}
        cases |= {c for a in scene.zone.tokens[person.first].analyses for c in a.cases}
        same = not cases or not head.morph.get("Case", []) or bool(cases & set(head.morph.get("Case", [])))
        return same and scene.sentence[phrase.head] == scene.sentence[person.first]

    def _text(self, scene: Scene, at: int) -> str:
        return scene.doc[at].text if 0 <= at < len(scene.doc) else "."

    def several(self, scene: Scene, phrase: Phrase) -> bool:
        """A number or a plural: `trzech ministrów`."""
        return any(child.dep_.startswith("nummod") for child in scene.doc[phrase.head].children)

    def indefinite(self, scene: Scene, phrase: Phrase) -> bool:
        """`jeden z polityków`, `żaden minister`, `inny polityk`."""
        inside = [*range(phrase.first, phrase.last + 1), phrase.first - 1]
        return any(i >= 0 and self._open.value(scene.zone.tokens[i]) is not None for i in inside)

    def told_of_somebody(self, scene: Scene, phrase: Phrase) -> bool:
        """A predicate: `został ministrem`, `jako minister`."""
        token = scene.doc[phrase.head]
        before = scene.zone.tokens[phrase.first - 1].lower if phrase.first else ""
        cop = any(child.dep_ == "cop" for child in token.children)
        return cop or token.dep_ in PREDICATE or before in self._as

    def named_beside(self, scene: Scene, phrase: Phrase) -> bool:
        """Somebody's name stands a few words behind, no verb between: `minister do spraw informacji, Fawad Chauhan`."""
        for at in range(phrase.last + 1, min(phrase.last + 1 + NEAR, len(scene.doc))):
            if scene.doc[at].pos_ in ("VERB", "AUX") or scene.sentence[at] != scene.sentence[phrase.head]:
                return False
            if scene.name_at.get(at) is not None and scene.name_at[at].kind == "PER":
                return True
        return False

    def post(self, scene: Scene, phrase: Phrase) -> bool:
        """The office and not who holds it: `urząd prezydenta`, `wybory prezydenta`."""
        token: DocToken = scene.doc[phrase.head]
        above = scene.zone.tokens[token.head.i]
        return token.head.i != phrase.head and self._posts.value(above) is not None
