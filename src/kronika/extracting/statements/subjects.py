"""Who is the subject of a cue: of its verb or the one above, of a document beside it; who owns a noun of saying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kronika.extracting.people import subject_of
from kronika.extracting.statements.contents import agree
from kronika.extracting.statements.lines import Line
from kronika.extracting.statements.sources import SourceReader
from kronika.extracting.statements.speakers import Cue, SpeakerReader, Subject
from kronika.languages.pack import Pack

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

OWNERS = ("nmod", "det:poss", "appos", "obj", "amod")
SUBORDINATE = ("advcl", "acl", "xcomp", "conj")
PERSON = "PER"
STEPS = 5
"""Verbs that are asked for a subject on the way up. Chosen."""


class SubjectReader:
    """Finds the subjects of cues."""

    def __init__(self, pack: Pack, sources: SourceReader) -> None:
        self._sources = sources
        self._words = SpeakerReader(pack)
        self._lemmas = pack.word_list("statements", "cue").lemmas()
        self._documents = pack.word_list("statements", "document")
        self._data = pack.word_list("statements", "data")
        self._rooms = [pack.word_list("statements", name) for name in ("body", "organisation")]
        self._document_verbs = pack.word_list("statements", "document-verb").lemmas()
        self._showing = pack.word_list("statements", "showing")
        self._source_verbs = pack.word_list("statements", "source-verb").lemmas()
        self._light = pack.word_list("statements", "light-verb")
        self._media = pack.word_list("statements", "medium-noun")

    def carrier(self, line: Line, word: DocToken) -> DocToken:
        """The verb that shows person and number: above an infinitive; of a participle (`dodając`) the verb of saying
        before it, else the one above."""
        if word.morph.get("VerbForm", []) == ["Conv"] and (said := self._said_before(line, word)) is not None:
            return said
        while word.morph.get("VerbForm", []) in (["Inf"], ["Conv"]) and word.head.i != word.i:
            if word.head.pos_ != "VERB":
                break
            word = word.head
        return word

    def _said_before(self, line: Line, word: DocToken) -> DocToken | None:
        """`powiedział, że A, lecz zapewnił, że B`: the verb of saying before it that may have the same subject."""
        participle = word.morph.get("VerbForm", []) == ["Conv"]
        for i in range(word.i - 1, line.first - 1, -1):
            other = line.word(i)
            if other.lemma_.lower() in self._lemmas and line.is_finite(i) and (participle or agree(word, other)):
                return other
        return None

    def of_verb(self, line: Line, word: DocToken) -> Subject | None:
        """The subject of a verb, or of the verbs above and before it that share one with it."""
        for _ in range(STEPS):
            if word.i not in line.places:
                return None
            subject = _subject(word)
            if subject is not None:
                return self._read(line, word, subject)
            if word.dep_ == "acl" and word.head.pos_ in ("NOUN", "PROPN"):
                return self._sources.read(line.zone, word.head)
            earlier = self._said_before(line, word) if word.morph.get("VerbForm", []) == ["Fin"] else None
            if earlier is None and not (word.dep_.startswith(SUBORDINATE) and shares_subject(word)):
                return self._before(line, word)
            word = earlier if earlier is not None else word.head
        return None

    def _read(self, line: Line, verb: DocToken, subject: DocToken) -> Subject | None:
        shows = self._showing.value(line.token(verb.i)) is not None
        if shows and not self._sources.may_speak(line.zone, subject):
            return None
        subject = self._behind_addressee(line, verb, subject)
        document = (
            verb.lemma_.lower() in self._document_verbs and self._documents.value(line.token(subject.i)) is not None
        )
        fits = subject.i in line.places and _agrees(subject, verb) and not self._belongs_to_body(line, subject)
        return self._sources.read(line.zone, subject, owner=document) if fits else None

    def _behind_addressee(self, line: Line, verb: DocToken, subject: DocToken) -> DocToken:
        """`powiedział AFP wiceszef partii`: a name behind the verb is whom the words went to, where a noun for people
        in the nominative follows it."""
        named = next((n for n in line.zone.names if n.first <= subject.i <= n.last and n.kind != PERSON), None)
        if named is None or subject.i < verb.i:
            return subject
        chunk = [i for i in line.chunk(named.last) if i > named.last]
        nouns = (
            line.word(i) for i in chunk if line.word(i).pos_ == "NOUN" and "Nom" in line.word(i).morph.get("Case", [])
        )
        follows = next(nouns, None)
        speaks = follows is not None and self._sources.may_speak(line.zone, follows)
        return follows if follows is not None and speaks else subject

    def _belongs_to_body(self, line: Line, subject: DocToken) -> bool:
        """`w wywiadzie dla telewizji CBS`: the name behind a noun in another case is that noun's."""
        before = line.word(subject.i - 1) if subject.i > line.first else None
        listed = before is not None and self._media.value(line.token(before.i)) is not None
        return listed and before is not None and "Nom" not in before.morph.get("Case", ["Nom"])

    def _before(self, line: Line, verb: DocToken) -> Subject | None:
        """The subject by its words, where the tree gives none: a nominative before the verb that is no other verb's."""
        first = next((i + 1 for i in range(verb.i - 1, line.first - 1, -1) if line.is_dash(i)), line.first)
        tokens = line.zone.tokens[first : verb.i + 1]
        morph = verb.morph
        number = next((n for n in morph.get("Number", []) if n in ("Sing", "Plur")), None)
        genders = frozenset(morph.get("Gender", [])) if number == "Sing" else frozenset[str]()
        cue = Cue(len(tokens) - 1, tokens[-1].start, tokens[-1].text, "", number, genders)
        found = self._words.before(tokens, cue)
        at = next((i for i in line.places if found and line.token(i).start == found.start), None)
        if at is None or line.word(at).pos_ not in ("NOUN", "PROPN"):
            return None
        other = line.word(at).dep_.startswith("nsubj") and line.word(at).head.i != verb.i
        governed = any(c.dep_ == "case" for c in line.word(at).children)
        case = line.word(at).morph.get("Case", ["Nom"])
        return None if other or governed or "Nom" not in case else self._sources.read(line.zone, line.word(at))

    def of_noun(self, line: Line, at: int) -> Subject | None:
        """`zapewnień władz Kazachstanu`; else the subject of the verb whose object the noun is."""
        noun = line.word(at)
        owners = [c for c in noun.children if c.dep_.startswith(OWNERS) and is_owner(c)]
        before = [c for c in owners if c.i < at and c.pos_ in ("PRON", "DET")]
        genitive = [c for c in owners if c.i > at] or before
        if genitive:
            return self._sources.read(line.zone, genitive[0])
        light = self._light.value(line.zone.tokens[noun.head.i]) is not None
        if light and noun.dep_.startswith(("obj", "iobj")):
            return self.of_verb(line, noun.head)
        return None

    def in_document(self, line: Line, verb: DocToken) -> Subject | None:
        """`w komunikacie MSZ podkreślono`: the document or body beside an impersonal verb."""
        for child in verb.children:
            token = line.token(child.i) if child.i in line.places else None
            if token is None or not child.dep_.startswith("obl"):
                continue
            relative = "Rel" in child.morph.get("PronType", [])
            if relative or self._documents.value(token) or self._data.value(token):
                return self._sources.read(line.zone, child, owner=True)
            if any(room.value(token) for room in self._rooms):
                return self._sources.read(line.zone, child)
        return None

    def behind_preposition(self, line: Line, at: int) -> DocToken | None:
        """The source of a verb such as `wynika`: the noun behind its preposition, a document or data."""
        verb = line.word(at)
        preposition = self._source_verbs[verb.lemma_.lower()]
        for child in verb.children:
            if any(c.dep_ == "case" and c.lemma_.lower() == preposition for c in child.children):
                return child
        return None


def _subject(verb: DocToken) -> DocToken | None:
    """The noun that is the subject of a verb, no clause."""
    found = subject_of(verb)
    return found if found is not None and found.dep_.startswith("nsubj") else None


def first_of_chain(word: DocToken) -> DocToken:
    """The first of the verbs that share a subject that none of them names: `Spotkał się z … i zapewnił`."""
    while word.dep_.startswith(SUBORDINATE) and shares_subject(word) and word.head.pos_ == "VERB":
        word = word.head
    return word


def shares_subject(word: DocToken) -> bool:
    """Whether a verb without a subject has that of the verb above it: joined with it, an infinitive, a participle."""
    form = word.morph.get("VerbForm", [])
    if word.dep_.startswith("conj"):
        return _same(word, word.head, "Number") and _same(word, word.head, "Gender")
    return form in (["Inf"], ["Conv"])


def is_owner(word: DocToken) -> bool:
    """A noun in the genitive without a preposition; an adjective only where it is of people: `oskarżonego`."""
    genitive = "Gen" in word.morph.get("Case", []) and not any(c.dep_ == "case" for c in word.children)
    return genitive and (word.dep_ != "amod" or "Hum" in word.morph.get("Animacy", []))


def _same(one: DocToken, other: DocToken, feature: str) -> bool:
    a, b = one.morph.get(feature, []), other.morph.get(feature, [])
    return not a or not b or a == b


def _agrees(subject: DocToken, verb: DocToken) -> bool:
    """Whether a subject agrees with its verb; of people a noun may be of another gender: `premier powiedziała`."""
    joined = any(c.dep_ == "conj" for c in subject.children) or verb.morph.get("Number", []) != ["Sing"]
    joined = joined or "Gen" in subject.morph.get("Case", [])  # `kilka związków poinformowało`
    return (
        joined or "Hum" in subject.morph.get("Animacy", []) or _same(subject, verb, "Gender") or subject.pos_ == "PRON"
    )
