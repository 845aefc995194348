"""Who stands where around a verb or noun: subjects, objects, words behind prepositions, shared ones and relatives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from kronika.languages.triggers import Slot
from kronika.records import AnnotatedZone

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

ACTIVE, PASSIVE, IMPERSONAL, GERUND, NOUN = "active", "passive", "impersonal", "gerund", "noun"
DESCRIBES, DESCRIBED = "participle", "passive participle"
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "X", "SYM", "ADJ", "DET")
OBJECTS = ("obj", "iobj", "obl:arg", "obl", "nmod:arg", "nmod")
DIRECT = ("obj", "iobj")
CLAUSES = ("acl", "advcl", "ccomp", "csubj", "parataxis")
NUMBERS = ("nummod", "det:numgov", "det:nummod")
WITH_NOUN = ("acl", "amod")
FIRST = "1"
PLAIN = {"dative": "Dat", "instrumental": "Ins"}


class Filler(NamedTuple):
    """A word that fills a slot; `said` means that whoever speaks fills it, `left_out` that nobody is named: then the
    word is the verb."""

    token: DocToken
    way: str
    said: bool = False
    left_out: bool = False


class Head(NamedTuple):
    """A verb or noun that tells an event: how, the other words of its trigger, the verb of its clause.

    `carrier` is the light verb of a noun (`doszło do starć`), or the head itself; `transitive` says that it is done to
    somebody, `acts` that the carrier's subject does it (`doszło do` has none).
    """

    zone: AnnotatedZone
    token: DocToken
    form: str
    companions: tuple[DocToken, ...]
    carrier: DocToken
    transitive: bool = True
    acts: bool = True

    @property
    def carried(self) -> bool:
        """Whether another verb tells it."""
        return self.carrier.i != self.token.i

    @property
    def bearers(self) -> tuple[DocToken, ...]:
        """The words whose dependents may belong to it."""
        own = (self.token, *self.companions)
        return (*own, self.carrier) if self.carried else own

    def shows(self, token: DocToken, case: str) -> bool:
        """Whether a word may stand in a case: as the model reads it, or behind a companion as the dictionary allows."""
        if case in token.morph.get("Case", []):
            return True
        beside = any(token.head.i == c.i and "Nom" not in c.morph.get("Case", []) for c in self.companions)
        return beside and any(case in a.cases for a in self.zone.tokens[token.i].analyses)


def form_of(token: DocToken) -> str:
    """How a word tells what it tells."""
    verbal = token.morph.get("VerbForm", [])
    if "Vnoun" in verbal:
        return GERUND
    if "Part" in verbal and token.pos_ != "NOUN":
        passive = "Pass" in token.morph.get("Voice", [])
        alone = not any(c.dep_.startswith(("aux:pass", "cop")) for c in token.children)
        if passive:
            beside = token.dep_.startswith(WITH_NOUN) or (
                alone and token.dep_.startswith(("nsubj", "obj", "obl", "nmod", "iobj"))
            )
            return DESCRIBED if beside or _joined_participle(token) else PASSIVE
        return DESCRIBES
    if token.pos_ == "ADJ" and any(c.dep_.startswith(("cop", "nsubj")) for c in token.children):
        return ACTIVE
    if token.pos_ in ("VERB", "AUX"):
        if "0" in token.morph.get("Person", []):
            return IMPERSONAL
        return PASSIVE if any(c.dep_ == "aux:pass" for c in token.children) else ACTIVE
    return NOUN


def _joined_participle(token: DocToken) -> bool:
    """`zatrzymanych i pobitych`: joined to a participle beside a noun."""
    return token.dep_ == "conj" and token.head.i != token.i and form_of(token.head) == DESCRIBED


def fillers(head: Head, slot: Slot) -> list[Filler]:
    """The words that fill a slot, with those joined to them; relative pronouns are the nouns that they stand for."""
    found = [f for word in _ways(head, slot) for f in _joined(word, slot.way)]
    return _once(f._replace(token=antecedent(f.token)) for f in found)


def _once(found: Iterable[Filler]) -> list[Filler]:
    return list({f.token.i: f for f in found}.values())


def _ways(head: Head, slot: Slot) -> Iterator[DocToken]:
    if slot.case is not None:
        yield from _behind(head, slot.way, slot.case)
    elif slot.way == "subject":
        yield from _subjects(head)
    elif slot.way == "object":
        yield from _objects(head, people=slot.fit is not None)
    elif slot.way in PLAIN:
        yield from _plain(head, PLAIN[slot.way])
    elif slot.way == "clause":
        yield from (c for c in head.token.children if c.dep_.startswith("ccomp"))
    elif slot.way == "genitive":
        yield from (t for bearer in (head.token, *head.companions) for t in _genitives(bearer))
    elif slot.way == "adjective":
        yield from (
            c for bearer in (head.token, *head.companions) for c in bearer.children if c.dep_.startswith("amod")
        )


def case_of(token: DocToken) -> str | None:
    """The preposition before a word, by lemma."""
    if token.dep_ == "fixed" and token.head.pos_ == "ADP":
        return token.head.lemma_.lower()
    if not token.n_lefts and not token.n_rights:
        return None
    return next((c.lemma_.lower() for c in token.children if c.dep_.startswith("case")), None)


def _in_case(token: DocToken, case: str) -> bool:
    """Whether a word stands in a case; counted nouns stand in the genitive, their numbers in the case of the phrase."""
    counted = (c for c in token.children if c.dep_.startswith(("nummod", "det:numgov")))
    shown = {k for t in (token, *counted) for k in t.morph.get("Case", [])}
    return case in shown or not shown


def _behind(head: Head, preposition: str, case: str) -> Iterator[DocToken]:
    """Words behind a preposition; one that takes several cases must show which, as the model or the dictionary reads
    it; a name that no dictionary knows may stand in any."""
    own = {b.i for b in head.bearers}
    objects = [c for c in head.token.children if _is_object(c) and c.i not in own]
    for bearer in (*head.bearers, *objects):
        for child in bearer.children:
            if child.dep_.startswith(CLAUSES) or case_of(child) != preposition:
                continue
            word = head.zone.tokens[child.i]
            allowed = any(case in a.cases for a in word.analyses) or not word.known
            if _in_case(child, case) or allowed:
                yield child


def _plain(head: Head, case: str) -> Iterator[DocToken]:
    for bearer in head.bearers:
        for child in bearer.children:
            plain = child.dep_.startswith(OBJECTS) and case_of(child) is None
            if (plain and head.shows(child, case)) or (case == "Dat" and _may_be_given(child)):
                yield child


def _may_be_given(child: DocToken) -> bool:
    """`obiecała Orwenii 5 mln koron`: a name taken for an object, beside another object."""
    if child.pos_ == "PROPN" and child.dep_ == "aux:clitic":
        return True
    beside = (c for c in child.head.children if c.i > child.i and c.dep_.startswith(DIRECT))
    return child.pos_ == "PROPN" and child.dep_.startswith(DIRECT) and case_of(child) is None and any(beside)


def _genitives(token: DocToken) -> Iterator[DocToken]:
    for child in token.children:
        beside = child.dep_.startswith(("nmod", "obj", "iobj", "det:poss", "appos", "flat")) or stands_alone(child)
        if beside and case_of(child) is None and child.i > token.i and _in_case(child, "Gen"):
            yield child
    yield from _after_agent(token)


def _subjects(head: Head) -> Iterator[DocToken]:
    """Whoever does it, whatever the voice."""
    if head.form == DESCRIBES:
        yield described(head.token)
    elif head.form in (PASSIVE, DESCRIBED, GERUND):
        yield from (c for bearer in head.bearers for c in bearer.children if c.dep_ == "obl:agent")
    elif head.form == ACTIVE:
        yield from subjects(head.token)
    if head.form == GERUND and not head.transitive:
        own = {b.i for b in head.bearers}
        yield from (t for t in _genitives(head.token) if t.i not in own)
    if head.carried and head.acts:
        own = {b.i for b in head.bearers}
        yield from (s for s in subjects(head.carrier) if s.i not in own)


def _objects(head: Head, *, people: bool) -> Iterator[DocToken]:
    """Whoever it is done to, whatever the voice; of people also those whom the model hangs on a word of the trigger:
    `straszy wojną sąsiadów`."""
    if head.form == PASSIVE:
        yield from subjects(head.token)
    elif head.form == DESCRIBED:
        yield described(head.token)
    elif head.form in (GERUND, NOUN):
        yield from _genitives(head.token)
    else:
        own = [c for c in head.token.children if _is_object(c)]
        own += taken_for_subjects(head.token)
        own = own or _shared_objects(head.token)
        yield from own
        if people and all(any(c.i == o.i for c in head.companions) for o in own):
            yield from (t for c in (*head.companions, *_circumstances(head.token)) for t in _below_it(c))


def _after_agent(noun: DocToken) -> Iterator[DocToken]:
    """`odwołanie przez prezydenta premiera`: a noun that the model takes for another word for whoever does it."""
    agents = (c for c in noun.children if c.dep_ == "obl:agent")
    yield from (t for agent in agents for t in agent.children if t.dep_ == "appos" and t.pos_ == "NOUN")


def _shared_objects(verb: DocToken) -> list[DocToken]:
    """`zdymisjonowano, a potem aresztowano szefa`: the object of the verb that is joined to one without any."""
    joined = [c for c in verb.children if c.dep_ == "conj" and form_of(c) == form_of(verb)]
    own = [t for other in joined for t in other.children if _is_object(t)]
    return own or [t for other in joined for c in _circumstances(other) for t in _below_it(c)]


def _below_it(token: DocToken) -> Iterator[DocToken]:
    """`pod zarzutem zdrady stanu szefa`, `o mediację Watykan`: the nouns below a word, and those below them."""
    for child in token.children:
        beside = child.dep_.startswith(("nmod", "obj", "iobj", "flat")) and child.i > token.i
        if beside and case_of(child) is None and (_in_case(child, "Gen") or _in_case(child, "Acc")):
            yield child
            yield from _below_it(child)


def _circumstances(verb: DocToken) -> Iterator[DocToken]:
    """Words of time and place right behind a verb, on which its object may be hung: `wypuścił w piątek zakładników`."""
    yield from (c for c in verb.children if c.i > verb.i and c.dep_.startswith("obl") and case_of(c) is not None)


def _is_object(child: DocToken) -> bool:
    if case_of(child) is not None or child.pos_ not in NOMINAL:
        return False
    cases = child.morph.get("Case", [])
    if child.dep_.startswith(DIRECT):
        return "Dat" not in cases and "Ins" not in cases
    return child.dep_ == "obl:arg" and bool({"Acc", "Gen"} & set(cases))


def stands_alone(participle: DocToken) -> bool:
    """`na stronę protestujących`: people, who only seem to describe the noun before, as their case is another."""
    if not participle.dep_.startswith("amod") or "Part" not in participle.morph.get("VerbForm", []):
        return False
    return not _alike({*participle.morph.get("Case", [])}, {*participle.head.morph.get("Case", [])})


def described(participle: DocToken) -> DocToken:
    """The noun beside a participle; itself where it stands for people."""
    if stands_alone(participle):
        return participle
    token = participle
    while token.dep_ == "conj" and form_of(token.head) in (DESCRIBES, DESCRIBED):
        token = token.head
    return token.head if token.dep_.startswith(WITH_NOUN) else participle


def subjects(verb: DocToken) -> list[DocToken]:
    """The subjects of a verb: its own, that of the verb that it is joined to or governed by."""
    wrong = {t.i for t in taken_for_subjects(verb)}
    own = [c for c in verb.children if c.dep_.startswith("nsubj") and c.i not in wrong] or _hung_elsewhere(verb)
    if own or verb.head.i == verb.i:
        return own
    converb = verb.dep_.startswith("advcl") and "Conv" in verb.morph.get("VerbForm", [])
    if verb.dep_.startswith("ccomp") and _may_share_above(verb):
        return [s for s in subjects(verb.head) if _agree(s, verb)]
    if converb or verb.dep_.startswith("xcomp") or (verb.dep_ == "conj" and _shares(verb)):
        return subjects(verb.head)
    return []


def _may_share_above(verb: DocToken) -> bool:
    """`związek zdecydował, że przystąpi`: a clause without a subject, in the third person, told of whoever says it."""
    persons = {
        p for t in (verb, *verb.children) for p in t.morph.get("Person", []) if t is verb or t.dep_.startswith("aux")
    }
    finite = "Fin" in verb.morph.get("VerbForm", []) and not persons & {"0", "1", "2"}
    return finite and verb.head.pos_ in ("VERB", "AUX") and verb.head.i < verb.i


def _hung_elsewhere(verb: DocToken) -> list[DocToken]:
    """`w poniedziałek Kastelia rozpoczęła`: a nominative that the model hangs on the words of time before the verb."""
    if "Fin" not in verb.morph.get("VerbForm", []) or "0" in verb.morph.get("Person", []):
        return []
    before = (c for c in verb.children if c.i < verb.i and c.dep_.startswith("obl"))
    below = (t for c in before for t in c.children if t.dep_.startswith("nmod") and case_of(t) is None)
    return [t for t in below if t.morph.get("Case", []) == ["Nom"] and _agree(t, verb)]


def taken_for_subjects(verb: DocToken) -> list[DocToken]:
    """Objects that the model takes for subjects: `żołnierzy wysłały Rosja i Białoruś`, `Izrael zaatakował Iran`.

    Those in the genitive that no number governs, or in the accusative; of several those that the verb's form does not
    fit; else whoever stands behind the verb.
    """
    found = [c for c in verb.children if c.dep_.startswith("nsubj")]
    oblique = [c for c in found if _is_oblique(c) and (len(found) > 1 or c.i > verb.i)]
    oblique = oblique or [c for c in found if _counted_after_another(c, verb)]
    if oblique or len(found) < 2:
        return oblique
    unfit = [c for c in found if not _agree(c, verb)]
    if unfit and len(unfit) < len(found):
        return unfit
    behind = [c for c in found if c.i > verb.i]
    return behind if len(behind) < len(found) else []


def _counted_after_another(subject: DocToken, verb: DocToken) -> bool:
    """`lotnictwo zbombardowało obóz i zabiło 15 bojowników`: whom a joined verb counts, where the first verb has a
    subject that may do both."""
    counted = any(c.dep_.startswith(NUMBERS) for c in subject.children)
    if not counted or subject.i < verb.i or verb.dep_ != "conj" or not _shares(verb):
        return False
    return any(c.dep_.startswith("nsubj") and _agree(c, verb) for c in verb.head.children)


def _agree(subject: DocToken, verb: DocToken) -> bool:
    """Whether a subject may be that of a verb, by number and, of a past verb, gender; numbers and joined ones may."""
    if any(c.dep_.startswith((*NUMBERS, "conj")) for c in subject.children):
        return True
    kinds = ("Number", "Gender") if verb.morph.get("Number", []) == ["Sing"] else ("Number",)
    return all(_alike({*subject.morph.get(kind, [])}, {*verb.morph.get(kind, [])}) for kind in kinds)


def _is_oblique(token: DocToken) -> bool:
    counted = any(c.dep_.startswith(NUMBERS) for c in token.children)
    return not counted and token.morph.get("Case", []) in (["Gen"], ["Acc"])


def _shares(verb: DocToken) -> bool:
    """Whether a joined verb may have the subject of the first one: `zatrzymał i pobił`, not `zatrzymał i pobito`."""
    first = verb.head
    if "0" in verb.morph.get("Person", []) or "0" in first.morph.get("Person", []):
        return False
    persons = ({*t.morph.get("Person", [])} for t in (verb, first))
    numbers = ({*t.morph.get("Number", [])} for t in (verb, first))
    return _alike(*persons) and _alike(*numbers)


def _alike(one: set[str], other: set[str]) -> bool:
    return not one or not other or bool(one & other)


def _joined(word: DocToken, way: str) -> Iterator[Filler]:
    yield Filler(word, way)
    for child in word.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL:
            yield from _joined(child, way)


def antecedent(token: DocToken) -> DocToken:
    """The noun that a relative pronoun stands for; any other word itself."""
    if "Rel" not in token.morph.get("PronType", []):
        return token
    verb = token.head
    while not verb.dep_.startswith("acl") and verb.head.i != verb.i and verb.dep_.startswith(("conj", "xcomp")):
        verb = verb.head
    return verb.head if verb.dep_.startswith("acl") and verb.head.i < token.i else token


def left_out(head: Head) -> Filler | None:
    """The verb itself where its subject is left out: in the first person whoever speaks."""
    verb = head.carrier
    parts = [verb, *(c for c in verb.children if c.dep_.startswith(("cop", "aux")))]
    finite = any("Fin" in part.morph.get("VerbForm", []) for part in parts)
    if not head.acts or form_of(verb) != ACTIVE or subjects(verb) or not finite:
        return None
    persons = {
        p
        for t in (verb, *verb.children)
        for p in t.morph.get("Person", [])
        if t.i == verb.i or t.dep_.startswith("aux")
    }
    return Filler(verb, "subject", said=FIRST in persons, left_out=True)
