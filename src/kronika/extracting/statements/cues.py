"""Cues of reported speech: verbs in all their forms, predicates of several words, nouns; and who is their subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kronika.extracting.people import subject_of
from kronika.extracting.statements.contents import Stretch
from kronika.extracting.statements.lines import Line
from kronika.extracting.statements.sources import SourceReader
from kronika.extracting.statements.speakers import Cue, SpeakerReader, Subject
from kronika.extracting.statements.speech import Speech
from kronika.extracting.statements.subjects import OWNERS, SubjectReader, first_of_chain, is_owner
from kronika.languages.pack import Pack
from kronika.languages.words import Entry, Words
from kronika.records import Token

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

WITHIN_PHRASE = 6
"""Words among which those of a predicate of several words stand: `nadzieję na to ma też wójt`. Chosen."""


class CueReader:
    """Finds cues, and says who speaks them."""

    def __init__(self, pack: Pack) -> None:
        self._cues = pack.word_list("statements", "cue")
        self._lemmas = self._cues.lemmas()
        self._quoting_only = pack.word_list("statements", "quoting-only")
        self._learning = pack.word_list("statements", "learning")
        self._nouns = pack.word_list("statements", "cue-noun")
        self._noun_lemmas = self._nouns.lemmas()
        self._phrases = _by_verb(
            pack.word_list("statements", "cue-phrase").entries, pack.word_list("statements", "negation")
        )
        self._modals = pack.word_list("statements", "modal")
        self._negation = pack.word_list("statements", "negation")
        self._otherwise = pack.word_list("statements", "reflexive-otherwise").lemmas()
        self._reflexive = pack.word_list("statements", "reflexive").lemmas()
        self._documents = pack.word_list("statements", "document")
        self._document_lemmas = frozenset(self._documents.lemmas())
        self._showing_only = pack.word_list("statements", "showing-only")
        self._showing = pack.word_list("statements", "showing")
        self._source_verbs = pack.word_list("statements", "source-verb").lemmas()
        self._reading = pack.word_list("statements", "reading").lemmas()
        self._quoting = pack.word_list("statements", "quoting").lemmas()
        self.quotes = frozenset(mark for pair in pack.quotes for mark in pair)
        self.sources = SourceReader(pack)
        self.subjects = SubjectReader(pack, self.sources)
        self.words = SpeakerReader(pack)

    # --- what is a cue

    def verb(self, line: Line, at: int, *, clause: bool = True) -> Cue | None:
        """The verb of saying at a place: not denied, not wished, of the third person. `clause` leaves out those that
        only quote."""
        token, word = line.token(at), line.word(at)
        lemma = self._lemma(line, at)
        if lemma is None:
            return None
        if clause and (self._quoting_only.value(token) or self._learning.value(token)):
            return None
        form = next(iter(word.morph.get("VerbForm", [])), _form_of(token, lemma))
        if form is None or not (self._reads(line, word) or self._tells(line, word, form)):
            return None
        stance = self._lemmas[lemma]
        if form == "Inf":
            modal = self._modal(line, word)
            if modal is None:
                return None
            stance = modal if modal != "asserts" else stance
        return self._cue(line, at, at, stance, self.subjects.carrier(line, word))

    def _lemma(self, line: Line, at: int) -> str | None:
        """The lemma of a verb of saying: the one that the model chose, else another that the dictionary has."""
        word = line.word(at)
        if word.pos_ not in ("VERB", "ADJ", "AUX"):
            return None
        chosen = word.lemma_.lower()
        others = (a.lemma.lower() for a in line.token(at).analyses if a.verb is not None)
        return next((lemma for lemma in (chosen, *others) if lemma in self._lemmas), None)

    def _tells(self, line: Line, word: DocToken, form: str) -> bool:
        """Whether a verb says that somebody has said something: no negation, condition, order or future, no `I`."""
        parts = [word, *(c for c in word.children if c.dep_.startswith("aux"))]
        if any(c.dep_ == "advmod:neg" for c in word.children) or self._denied(line, word.i):
            return False
        if any(set(p.morph.get("Mood", [])) & {"Cnd", "Imp"} or p.dep_ == "aux:cnd" for p in parts):
            return False
        if any(p.morph.get("Person", []) in (["1"], ["2"]) for p in parts):
            return False
        if form == "Fin" and word.morph.get("Tense", []) == ["Fut"] and word.morph.get("Aspect", []) == ["Perf"]:
            return False
        return not self._nobody(word)

    def _reads(self, line: Line, word: DocToken) -> bool:
        """`czytamy w komunikacie MSZ`: the document speaks."""
        ours = word.morph.get("Person", []) == ["1"] and word.morph.get("Number", []) == ["Plur"]
        return ours and word.lemma_.lower() in self._reading and self.subjects.in_document(line, word) is not None

    def view(self, line: Line, at: int) -> Cue | None:
        """The verb of a view at a place: `postrzega`."""
        word = line.word(at)
        if not line.is_finite(at) or not self._tells(line, word, "Fin"):
            return None
        return self._cue(line, at, at, "asserts", word)

    def words_as_cue(self, line: Line, first: int, last: int) -> Cue:
        """Words that are no verb as a cue: `według`."""
        return self._cue(line, first, last, "asserts", None)

    def _denied(self, line: Line, at: int) -> bool:
        denied = at > line.first and self._negation.value(line.token(at - 1)) is not None
        return denied or self.words.is_compared(line.zone.tokens, at)

    def _nobody(self, word: DocToken) -> bool:
        """`mówi się`: people do."""
        beside = [*word.children, *word.doc[max(0, word.i - 1) : word.i + 2]]
        reflexive = any("Yes" in c.morph.get("Reflex", []) and c.pos_ in ("PRON", "PART") for c in beside)
        if reflexive and self._otherwise.get(word.lemma_.lower()) is not None:
            return True
        return reflexive and word.lemma_.lower() not in self._reflexive

    def _modal(self, line: Line, word: DocToken) -> str | None:
        """The stance that the verb before an infinitive adds; None where it is no way of saying that one speaks."""
        above = word.head
        if above.i == word.i or not word.dep_.startswith("xcomp") or not self._tells(line, above, "Fin"):
            return None
        return self._modals.value(line.token(above.i)) if line.is_finite(above.i) else None

    def noun(self, line: Line, at: int) -> Cue | None:
        """The noun of saying at a place: `zapewnień`."""
        lemmas = (line.word(at).lemma_.lower(), *sorted(line.token(at).lemmas))
        lemma = next((found for found in lemmas if found in self._noun_lemmas), None)
        if line.word(at).pos_ != "NOUN" or lemma is None:
            return None
        return self._cue(line, at, at, self._noun_lemmas[lemma], None)

    def only_quotes(self, line: Line, cue: Cue) -> bool:
        """Whether a verb only stands beside a quotation: `zakończyła`."""
        return self._quoting_only.value(line.token(cue.at)) is not None

    def owned(self, line: Line, cue: Cue) -> bool:
        """Whether a noun of saying has an owner of its own, and no preposition before it."""
        noun = line.word(cue.at)
        owner = any(c.i > noun.i and is_owner(c) for c in noun.children if c.dep_.startswith(OWNERS))
        return owner and not any(c.dep_ == "case" for c in noun.children)

    def phrase(self, line: Line, at: int) -> Cue | None:
        """The predicate of several words whose verb stands at a place: `ma nadzieję`."""
        for entry in self._phrases.get(line.word(at).lemma_.lower(), ()):
            places = self._stands(line, at, entry)
            if places and self._tells_phrase(line, at, entry):
                return self._cue(line, min(places), max(places), entry.value, line.word(at))
        return None

    def _tells_phrase(self, line: Line, at: int, entry: Entry) -> bool:
        negated = any(self._negation.forms().get(w.lstrip("@")) for w in entry.words)
        word = line.word(at)
        parts = [word, *(c for c in word.children if c.dep_.startswith("aux"))]
        ours = any(p.morph.get("Person", []) in (["1"], ["2"]) for p in parts)
        return not ours and (negated or not self._denied(line, at)) and line.is_finite(at)

    def _stands(self, line: Line, at: int, entry: Entry) -> list[int]:
        """The places of an entry's words around its verb, in whatever order; empty where one is missing."""
        chunk = line.chunk(at)
        near = [i for i in chunk if abs(i - at) <= WITHIN_PHRASE]
        places = []
        for wanted in entry.words:
            fits = (i for i in near if i not in places and _is_word(line, i, wanted))
            found = next(fits, None)
            if found is None:
                return []
            places.append(found)
        return places

    def any(self, line: Line, at: int) -> Cue | None:
        """The cue of whatever kind that can hold a clause, at a place."""
        return self.phrase(line, at) or self.source_verb(line, at) or self.verb(line, at)

    def source_verb(self, line: Line, at: int) -> Cue | None:
        """`wynika`, whose source stands behind a preposition."""
        word = line.word(at)
        if word.lemma_.lower() not in self._source_verbs or not line.is_finite(at) or self._denied(line, at):
            return None
        source = self.subjects.behind_preposition(line, at)
        speaks = source is not None and self.sources.may_speak(line.zone, source)
        return self._cue(line, at, at, "asserts", word) if speaks else None

    def _cue(self, line: Line, first: int, last: int, stance: str, verb: DocToken | None) -> Cue:
        start, end = line.token(first).start, line.token(last).end
        text = "".join(t.text_with_ws for t in line.zone.doc[first : last + 1]).strip()
        morph = verb.morph if verb is not None else None
        number = next((n for n in morph.get("Number", []) if n in ("Sing", "Plur")), None) if morph else None
        genders = frozenset(morph.get("Gender", [])) if morph and number == "Sing" else frozenset[str]()
        return Cue(last, start, text, stance, number, genders, None, end, verb.i if verb is not None else None)

    # --- who speaks

    def speaker(self, line: Line, cue: Cue) -> Subject | None:
        """Who is the subject of a cue: of its verb, of the verb that it hangs on, or the owner of its noun."""
        if cue.verb is None:
            return self.subjects.of_noun(line, cue.at)
        word = line.word(cue.verb)
        if word.dep_.startswith(("cop", "aux")) and word.head.i in line.places:
            word = word.head
        if word.lemma_.lower() in self._source_verbs:
            noun = self.subjects.behind_preposition(line, word.i)
            return self.sources.read(line.zone, noun) if noun is not None else None
        if self._reads(line, word) or self._is_impersonal(line, word):
            return self.subjects.in_document(line, word)
        if word.lemma_.lower() in self._quoting:
            return None
        return self.subjects.of_verb(line, word)

    def is_document(self, who: Subject) -> bool:
        """`głosi oświadczenie`: a document that does not say whose it is."""
        return who.unnamed and who.noun in self._document_lemmas

    def _is_impersonal(self, line: Line, word: DocToken) -> bool:
        return any(a.verb == "Imps" for a in line.token(word.i).analyses) or _is_passive(word)

    def speech(
        self, line: Line, pattern: str, cue: Cue, stretch: Stretch, speaker: Subject | None = None
    ) -> Speech | None:
        """What is said, by whom. A cue that names nobody and has no subject of its own says nothing, as does one
        beside a content of less than two letters."""
        who = speaker or self.speaker(line, cue)
        verb = line.word(cue.verb) if cue.verb is not None else None
        if who is None and (verb is None or not self._may_lack_subject(line, cue, verb)):
            return None
        start, end = line.token(stretch.first).start, line.token(stretch.last).end
        at = line.zone.tokens[first_of_chain(verb).i].start if verb is not None else None
        return Speech(start, end, pattern, cue, who, who is None, direct=False, verb_start=at)

    def _may_lack_subject(self, line: Line, cue: Cue, verb: DocToken) -> bool:
        """A verb whose subject an earlier sentence tells."""
        form = verb.morph.get("VerbForm", [])
        token = line.token(cue.at)
        thing = subject_of(verb) is not None and self._showing.value(token) is not None
        shows = thing or self._showing_only.value(token) is not None
        return (
            form == ["Fin"]
            and not shows
            and not self._is_impersonal(line, verb)
            and verb.lemma_.lower() not in self._source_verbs
        )


def _by_verb(entries: list[Entry], negation: Words) -> dict[str, list[Entry]]:
    """The entries by their first word that is a lemma and no negation, the longest first."""
    found: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: -len(e.words)):
        lemmas = (w[1:] for w in entry.words if w.startswith("@") and w[1:] not in negation.forms())
        verb = next(lemmas, None)
        if verb is not None:
            found.setdefault(verb, []).append(entry)
    return found


def _is_word(line: Line, at: int, wanted: str) -> bool:
    if not wanted.startswith("@"):
        return line.token(at).lower == wanted
    return line.word(at).lemma_.lower() == wanted[1:] or wanted[1:] in line.token(at).lemmas


def _is_passive(word: DocToken) -> bool:
    return "Pass" in word.morph.get("Voice", []) and "Part" in word.morph.get("VerbForm", [])


def _form_of(token: Token, lemma: str) -> str | None:
    """The form of a verb by the dictionary, where the model shows none."""
    return next((a.verb for a in token.analyses if a.lemma.lower() == lemma and a.verb is not None), None)
