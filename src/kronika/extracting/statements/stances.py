"""How a source stands to what it is said to say, and whether it tells it as fact, as possible or as future."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kronika.extracting.statements.speech import Speech
from kronika.languages.pack import Pack
from kronika.languages.words import Found, Words
from kronika.records import AnnotatedZone

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

SCARE = 2
"""Words in marks up to which they hold back from a word; more are a quotation. Chosen, not measured."""
PLAIN = "asserts"
UNMARKED = "said-behind"
"""The rule that finds whole clauses in the speaker's words without marks: `… – ocenił syndyk`."""
TURNED = {"endorses": "denies", "denies": "endorses", "doubts": PLAIN}
"""What a no makes of a stance."""
OWN_CLAUSE = ("ROOT", "conj", "parataxis")
NOUN_CLAUSES = ("ccomp", "acl", "advcl")
PREDICATES = ("VERB", "ADJ", "NOUN")
LOOSE = ("advcl", "acl")
GOVERNED = ("obj", "iobj", "obl")
CALLED = ("NOUN", "ADJ", "VERB")


class Content(NamedTuple):
    """The tokens of a statement, with those of its cue, which may stand inside, and its main verb where it has one."""

    zone: AnnotatedZone
    places: range
    cue: range
    main: DocToken | None

    def word(self, at: int) -> DocToken:
        """The word at a place."""
        return self.zone.doc[at]


class StanceReader:
    """Reads stance and modality."""

    def __init__(self, pack: Pack) -> None:
        self._possible = pack.word_list("statements", "possible")
        self._predicates = pack.word_list("statements", "possible-predicate")
        self._possible_cue = pack.word_list("statements", "possible-cue")
        self._future_cue = pack.word_list("statements", "future-cue")
        self._intending = pack.word_list("statements", "intending")
        self._doubting = pack.word_list("statements", "doubting")
        self._distancing = pack.word_list("statements", "distancing")
        self._own = pack.word_list("statements", "own-stance")
        self._firsts = {w.symbol: _firsts(w) for w in (self._possible, self._doubting, self._distancing, self._own)}
        self._quoted = pack.word_list("statements", "quoted-noun")
        self._wish = pack.word_list("statements", "wish").forms()
        self._nouns = pack.word_list("statements", "cue-noun").lemmas()
        self._cues = pack.word_list("statements", "cue").lemmas()
        self._negation = pack.word_list("statements", "negation").forms()
        self._closing: dict[str, set[str]] = {}
        for opening, closing in pack.quotes:
            self._closing.setdefault(opening, set()).add(closing)

    def complete(self, zone: AnnotatedZone, speech: Speech) -> Speech:
        """The statement with its stance (asserts, denies, doubts, endorses or distances) and its modality (fact,
        possible or future). Without a tree only the cue tells."""
        stance = speech.stance or (speech.cue.stance if speech.cue else None) or PLAIN
        if not zone.doc.has_annotation("DEP"):
            return replace(speech, stance=stance)
        said = self._content(zone, speech)
        if stance == PLAIN:
            stance = self._shown(said, speech) or stance
        return replace(speech, stance=stance, modality=self._modality(said, stance))

    def _content(self, zone: AnnotatedZone, speech: Speech) -> Content:
        cue = speech.cue
        spoken = _within(zone, cue.start, cue.end or cue.start + len(cue.text)) if cue else range(0)
        content = Content(zone, _within(zone, speech.start, speech.end), spoken, None)
        return content._replace(main=self._main(content))

    # --- the main verb

    def _main(self, said: Content) -> DocToken | None:
        """The verb, or what stands for one, on which the first words hang; else the first finite verb and what it
        hangs on. What somebody `thinks` or `hopes` in the first person is told by the clause beneath."""
        first = next((i for i in said.places if i not in said.cue and said.zone.tokens[i].word), None)
        main = _top(said, said.word(first)) if first is not None else None
        if main is not None and not self._is_predicate(said, main):
            main = next(self._finite(said), main)
        while main is not None and (beneath := self._beneath(main)) is not None:
            main = beneath
        return main

    def _is_predicate(self, said: Content, word: DocToken) -> bool:
        verbal = word.pos_ in ("VERB", "AUX") and word.morph.get("VerbForm", []) != ["Conv"]
        alone = self._predicates.value(said.zone.tokens[word.i]) is not None
        return verbal or alone or any(c.dep_.startswith(("cop", "aux")) for c in word.children)

    def _finite(self, said: Content) -> Iterator[DocToken]:
        for i in said.places:
            finite = i not in said.cue and any(a.verb in ("Fin", "Imps") for a in said.zone.tokens[i].analyses)
            if finite and (word := said.word(i)).pos_ in ("VERB", "AUX") and not word.dep_.startswith(LOOSE):
                yield _top(said, word)

    def _beneath(self, main: DocToken) -> DocToken | None:
        if not _is_ours(main):
            return None
        nouns = (c for c in main.children if c.dep_.startswith(GOVERNED) and c.lemma_.lower() in self._nouns)
        holds = main if main.lemma_.lower() in self._cues else next(nouns, None)
        clauses = ("ccomp",) if holds is main else NOUN_CLAUSES
        below = (c for c in (*holds.children, *main.children) if c.i > holds.i) if holds is not None else ()
        return next((c for c in below if c.dep_.startswith(clauses) and c.pos_ in PREDICATES), None)

    # --- stance

    def _shown(self, said: Content, speech: Speech) -> str | None:
        """The stance that more than the cue's own word shows."""
        return self._denied_predicate(said) or self._own_stance(said, speech) or self._held_back(said, speech)

    def _own_stance(self, said: Content, speech: Speech) -> str | None:
        """`całkowicie się z tym zgadzam` in direct speech; `poparł stwierdzenie, że` above a noun of saying."""
        found = self._in_first_person(said) if speech.direct else self._above_noun(said, speech)
        for word in found:
            stance = self._listed(self._own, said.zone, word.i)
            if stance is not None and stance.value != "plain":
                return TURNED[stance.value] if self._is_denied(word) else stance.value
        return None

    def _denied_predicate(self, said: Content) -> str | None:
        """`nie są przekonani, że`: the no stands before the copula."""
        copulas = (c for i in said.cue for c in said.word(i).children if c.dep_.startswith("cop"))
        return "doubts" if any(c.i not in said.cue and self._is_denied(c) for c in copulas) else None

    def _in_first_person(self, said: Content) -> Iterator[DocToken]:
        for i, _ in self._all(self._own, said.zone, said.places):
            word = said.word(i)
            main = word.dep_.startswith(OWN_CLAUSE) or word.head.i not in said.places or word.head.i in said.cue
            if main and _is_ours(word):
                yield word

    def _above_noun(self, said: Content, speech: Speech) -> Iterator[DocToken]:
        """The verb whose object the noun of saying is, where its owner is not named."""
        if speech.cue is None or speech.cue.verb is not None or not said.cue:
            return
        noun = said.word(said.cue[-1])
        owned = any("Gen" in c.morph.get("Case", []) and c.dep_.startswith("nmod") for c in noun.children)
        if noun.dep_.startswith(GOVERNED) and not owned:
            yield noun.head

    def _held_back(self, said: Content, speech: Speech) -> str | None:
        """The speaker's own doubt in direct speech, with marks or without; in reported speech the report holds back."""
        if self._narrator_holds_back(said):
            return "distances"
        doubted = any(True for _ in self._all(self._doubting, said.zone, said.places))
        if speech.direct or speech.pattern == UNMARKED:
            return "doubts" if doubted or self._has_scare_quotes(said, False) else None
        named = any(self._is_label(said, i, f) for i, f in self._all(self._distancing, said.zone, said.places))
        marked = speech.pattern != "view" and self._has_scare_quotes(said, True)
        return "distances" if doubted or named or marked else None

    def _narrator_holds_back(self, said: Content) -> bool:
        """`rzekomo powiedział`, `miał podobno powiedzieć`, `twierdzi, jakoby`."""
        near = [said.places[0] - 1] if said.places and said.places[0] else []
        for i in said.cue:
            word = said.word(i)
            parts = [word, word.head] if word.dep_.startswith("xcomp") else [word]
            near += [c.i for part in parts for c in part.children if c.i not in said.places]
        return any(self._distancing.value(said.zone.tokens[i]) == "narrator" for i in near)

    def _is_label(self, said: Content, at: int, found: Found) -> bool:
        """`w misji nazywanej antyterrorystyczną`: beside a noun, and no name follows."""
        if found.value != "attribute":
            return found.value == "narrator" and said.word(at).dep_.startswith("mark") and at == said.places[0]
        follows = [i for i in range(at + 1, min(at + 3, said.places[-1] + 1)) if said.zone.tokens[i].capital]
        return said.word(at).dep_.startswith(("acl", "amod")) and not follows

    def _has_scare_quotes(self, said: Content, reported: bool) -> bool:
        """A word or two in marks that are no name and not named as a word; a judgement that a report quotes as the
        predicate is the source's own."""
        tokens = said.zone.tokens
        for opened in said.places:
            closing = self._closing.get(tokens[opened].text)
            if not closing:
                continue
            behind = range(opened + 1, min(opened + 2 + SCARE, said.places[-1] + 1))
            closed = next((i for i in behind if tokens[i].text in closing), opened)
            if closed > opened + 1 and self._is_scare(said, range(opened + 1, closed), reported):
                return True
        return False

    def _is_scare(self, said: Content, inner: range, reported: bool) -> bool:
        if any(said.zone.tokens[i].capital or not said.zone.tokens[i].word for i in inner):
            return False
        clause = len(inner) > 1 and any(said.word(i).pos_ == "VERB" for i in inner)  # `„przywrócono porządek”`: quoted
        if clause or not any(said.word(i).pos_ in CALLED for i in inner):
            return False
        before = inner[0] - 2
        if before >= said.places[0] and self._quoted.value(said.zone.tokens[before]) is not None:
            return False
        main = said.main
        return not (reported and main is not None and main.i in inner and main.pos_ in ("NOUN", "ADJ"))

    # --- modality

    def _modality(self, said: Content, stance: str) -> str:
        main = said.main
        if main is not None and self._is_possible(said, main):
            return "possible"
        cue = {name for name in ("possible", "future") if self._cue_says(said, name)}
        if "possible" in cue:
            return "possible"
        if self._is_wished(said):
            return "future" if stance == PLAIN or "future" in cue else "fact"
        if main is None:
            return "future" if cue else "fact"
        parts = _parts(main)
        if _has(parts, "Mood", "Cnd") or any(p.dep_ == "aux:cnd" for p in parts):
            return "possible"
        ahead = _has(parts, "Mood", "Imp") or _has(parts, "Tense", "Fut") or self._is_intended(said, main)
        return "future" if ahead or (cue and not _has(parts, "Tense", "Past")) else "fact"

    def _is_possible(self, said: Content, main: DocToken) -> bool:
        if self._predicates.value(said.zone.tokens[main.i]) is not None and not self._is_denied(main):
            return not self._is_wished(said)
        beside = (i for i, _ in self._all(self._possible, said.zone, said.places))
        return any(i != main.i and self._is_beside(said, i, main) for i in beside)

    def _is_beside(self, said: Content, at: int, main: DocToken) -> bool:
        """Whether a word hangs on the main verb, no other verb between; one that the tree takes for a verb of the same
        clause (`może zabraknie`) stands beside it too."""
        word = said.word(at)
        if word.pos_ == "VERB" and word.head.i == main.head.i and not any(True for _ in word.children):
            return True
        while word.head.i != word.i and word.head.i in said.places and word.i != main.i:
            word = word.head
            if word.i != main.i and word.pos_ == "VERB" and not word.dep_.startswith(("xcomp", "advmod")):
                return False
        return word.i == main.i

    def _cue_says(self, said: Content, name: str) -> bool:
        words = self._possible_cue if name == "possible" else self._future_cue
        before = range(said.cue[0] - 1, said.cue[-1] + 1) if said.cue and said.cue[0] else said.cue
        return any(self._listed(words, said.zone, i) for i in before)

    def _is_wished(self, said: Content) -> bool:
        """`zażądał, by …`: the conjunction of a wish opens the content."""
        opener = said.places[0] - 1 if said.places else -1
        return opener >= 0 and said.zone.tokens[opener].lower in self._wish

    def _is_intended(self, said: Content, main: DocToken) -> bool:
        """`spółka zamierza zamknąć`"""
        listed = _has([main], "Tense", "Pres") and self._intending.value(said.zone.tokens[main.i]) is not None
        return listed and any(c.dep_.startswith("xcomp") for c in main.children)

    # --- words

    def _is_denied(self, word: DocToken) -> bool:
        return any(c.lower_ in self._negation for c in word.children)

    def _listed(self, words: Words, zone: AnnotatedZone, at: int) -> Found | None:
        return words.match(zone.tokens, at)

    def _all(self, words: Words, zone: AnnotatedZone, places: Iterable[int]) -> Iterator[tuple[int, Found]]:
        """Where entries of a list stand."""
        forms, lemmas = self._firsts[words.symbol]
        for i in places:
            token = zone.tokens[i]
            begins = token.lower in forms or not lemmas.isdisjoint(token.lemmas)
            if begins and (found := words.match(zone.tokens, i)) is not None:
                yield i, found


def _firsts(words: Words) -> tuple[frozenset[str], frozenset[str]]:
    """The forms and the lemmas with which entries of a list begin: most words of a content begin none."""
    first = {entry.words[0] for entry in words.entries}
    return frozenset(w for w in first if w[0] != "@"), frozenset(w[1:] for w in first if w[0] == "@")


def _within(zone: AnnotatedZone, start: int, end: int) -> range:
    first = bisect_left(zone.tokens, start, key=lambda t: t.start)
    return range(first, bisect_left(zone.tokens, end, first, key=lambda t: t.start))


def _top(said: Content, word: DocToken) -> DocToken:
    """What a word hangs on in the end, inside the content and outside of its cue."""
    while word.head.i != word.i and word.head.i in said.places and word.head.i not in said.cue:
        word = word.head
    return word


def _parts(main: DocToken) -> list[DocToken]:
    """A verb with its auxiliaries."""
    return [main, *(c for c in main.children if c.dep_.startswith(("aux", "cop")))]


def _has(parts: list[DocToken], feature: str, value: str) -> bool:
    return any(value in part.morph.get(feature, []) for part in parts)


def _is_ours(word: DocToken) -> bool:
    return _has(_parts(word), "Person", "1")
