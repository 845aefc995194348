"""A number in its sentence, and what the pack's lists say of the words around it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kronika.evidence import Span
from kronika.extracting.governing import BESIDE, Surroundings, Word
from kronika.extracting.numerals import Numeral
from kronika.languages.pack import Pack
from kronika.languages.words import Found, Words
from kronika.records import AnnotatedZone, Token

CLAUSE_MARKS = frozenset(",;()–—")
COMMA = ","
LOWER_BOUNDS = frozenset({"over", "at_least"})
UP_TO = "up_to"
NEAR = 10
"""Words before a number in which a verb may take its `do`. Chosen, not measured."""
FAR = 6
"""Words between a number and the noun that the tree ties it to. Chosen, not measured."""


class Told(NamedTuple):
    """An entry of a list that says what is counted: its value, its first word and where that stands, how far it is."""

    value: str
    word: str
    steps: int
    at: int
    link: Word | None = None


@dataclass(frozen=True)
class Sight:
    """A numeral in its sentence: all tokens, the numeral, the clause around it, the tree.

    `tokens` are the zone's, with numbers cut from the words that they are written with; `places` says for each which
    token of the zone it is of. `numbers` counts the numerals of the sentence, `earlier` is the sentence
    before it.
    """

    tokens: list[Token]
    numeral: Numeral
    clause: Span
    zone: AnnotatedZone
    places: list[int]
    around: Surroundings
    numbers: int = 1
    earlier: list[Token] = field(default_factory=list)

    @property
    def first(self) -> int:
        """The number's first token."""
        return self.numeral.first

    @property
    def after(self) -> int:
        """The token behind the number."""
        return self.numeral.last + 1

    @property
    def unit_at(self) -> int:
        """Where the number's unit would stand."""
        return self.after if self.numeral.unit_at is None else self.numeral.unit_at

    def token(self, at: int) -> Token | None:
        """The token at a place; None beyond the sentence."""
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    @cached_property
    def noun_at(self) -> int | None:
        """Where the counted noun stands: behind the number, past up to two adjectives, else where the tree says."""
        end = self.clause.end if self.numeral.unit_at is None else len(self.tokens)
        behind = range(self.unit_at, min(self.unit_at + 3, end))
        for at, following in itertools.zip_longest(behind, behind[1:]):
            token = self.tokens[at]
            describes = token.has("ADJ") and following is not None and self.tokens[following].has("NOUN")
            if _is_counted(token, self.numeral.low) and not describes and not self._is_verb(at):
                return at
            if not (token.has("ADJ") or token.has("DET") or (token.has("PRON") and not token.has("ADP"))):
                break
        return self._noun_in_tree()

    def _is_verb(self, at: int) -> bool:
        """`Nord Stream 2 ma być`: what the model reads as a verb is no noun, whatever the dictionary knows."""
        return self.around.parsed and self.zone.doc[self.places[at]].pos_ in ("AUX", "VERB")

    def _noun_in_tree(self) -> int | None:
        number = self.zone.doc[self.places[self.first]]
        noun = number.head
        if not number.dep_.startswith(("nummod", "det")) or noun.pos_ not in ("NOUN", "PROPN"):
            return None
        if any(c.dep_.startswith(("nummod", "det:num")) and c.i != number.i for c in noun.children):
            return None  # `z 30 zakładników czterech`
        at = next((i for i, place in enumerate(self.places) if place == noun.i), None)
        if at is None or self.first <= at < self.after or not -FAR < at - self.numeral.last < FAR:
            return None
        between = self.tokens[self.after : at] if at > self.first else self.tokens[at + 1 : self.first]
        if "Sing" in noun.morph.get("Number", []) and "Gen" not in noun.morph.get("Case", []) and self.numeral.low > 1:
            return None  # `zajmuje 13 miejsce`
        parted = any(token.text in CLAUSE_MARKS or token.text[:1].isdigit() for token in between)
        return None if parted else at

    def noun(self) -> Token | None:
        """The counted noun."""
        return None if self.noun_at is None else self.tokens[self.noun_at]

    @cached_property
    def lemma(self) -> str | None:
        """The lemma of the counted noun, as the model reads it where the dictionary allows."""
        noun = self.noun()
        if self.noun_at is None or noun is None:
            return None
        read = self.zone.doc[self.places[self.noun_at]]
        lemmas = [a.lemma for a in noun.analyses if a.pos == "NOUN"]
        return read.lemma_ if read.pos_ == "NOUN" or not lemmas else lemmas[0]

    @cached_property
    def tree(self) -> bool:
        """Whether the tree tells what the noun hangs on: there is one, with a noun, and its modifier is not taken for
        a verb (`przeszło 60 osób`)."""
        if self.noun_at is None or not self.around.parsed:
            return False
        before = self.tokens[self.first - 1] if self.first else None
        if before is None or not before.has("PART"):
            return True
        return self.zone.doc[self.places[self.first - 1]].pos_ != "VERB"

    @cached_property
    def near(self) -> dict[int, Word]:
        """The words around the counted noun in the tree, else around the number, by token of the zone."""
        at = self.first if self.noun_at is None or self.numeral.unit_at is not None else self.noun_at
        return self.around.of(self.places[at]) if self.around.parsed else {}


def _is_counted(token: Token, number: float) -> bool:
    """A noun as it stands behind a number: in the plural or the genitive, and no preposition (`do`)."""
    if token.has("ADP"):
        return False
    return any(a.pos == "NOUN" and (a.number == "Plur" or "Gen" in a.cases or number == 1) for a in token.analyses)


def clause_of(tokens: list[Token], numeral: Numeral, numerals: list[Numeral]) -> Span:
    """The clause around a numeral: up to a mark, or to another number."""
    start, end = numeral.first, numeral.last + 1
    others = {i for n in numerals if n != numeral for i in range(n.first, n.last + 1)}
    while start > 0 and tokens[start - 1].text not in CLAUSE_MARKS:
        if start - 1 in others and not _joins(tokens, start, numeral.first):
            break
        start -= 1
    while end < len(tokens) and tokens[end].text not in CLAUSE_MARKS and end not in others:
        end += 1
    return Span(start, end)


def _follows_number(tokens: list[Token], at: int) -> bool:
    """`stosunkiem 212 do 87`, `52 proc. do 48 proc.`: a number, or its unit, stands right before."""
    return any(token.text[:1].isdigit() for token in tokens[max(0, at - 3) : at] if token.text != COMMA)


def _joins(tokens: list[Token], start: int, first: int) -> bool:
    """`wzrosła z 12 do 19`: only a preposition parts the two numbers, and the clause tells of both."""
    return (start == first - 1 and tokens[start].has("ADP")) or (start < first - 1 and tokens[first - 1].has("ADP"))


class Lookup:
    """The pack's lists for figures, asked of the words around a number."""

    def __init__(self, pack: Pack) -> None:
        self._lists = pack.words("figures")
        self._empty = pack.word_list("figures", "")
        self._line: list[Token] = []
        self._entries: dict[str, list[tuple[int, Found]]] = {}

    def entries(self, symbol: str, tokens: list[Token]) -> list[tuple[int, Found]]:
        """All entries of a list in a sentence, with their places; found once for all numbers of one sentence."""
        if tokens is not self._line:
            self._line, self._entries = tokens, {}
        if symbol not in self._entries:
            self._entries[symbol] = self.words(symbol).all(tokens)
        return self._entries[symbol]

    def has(self, symbol: str, tokens: list[Token]) -> bool:
        """Whether an entry of a list stands in a sentence."""
        return bool(self.entries(symbol, tokens))

    def at(self, symbol: str, tokens: list[Token], at: int) -> Found | None:
        """The entry that begins at a token."""
        words = self._lists.get(symbol, self._empty)
        return words.match(tokens, at) if 0 <= at < len(tokens) else None

    def before(self, symbol: str, tokens: list[Token], at: int, longest: int = 4) -> Found | None:
        """The entry that ends right before `at`, the longest first."""
        for length in range(min(longest, at), 0, -1):
            found = self.at(symbol, tokens, at - length)
            if found and found.length == length:
                return found
        return None

    def value(self, symbol: str, token: Token) -> str | None:
        """What a single token stands for in a list."""
        return self._lists.get(symbol, self._empty).value(token)

    def words(self, symbol: str) -> Words:
        """A list; an empty one where the pack has none."""
        return self._lists.get(symbol, self._empty)

    def nearest(self, symbol: str, sight: Sight) -> Told | None:
        """The entry in the clause that is nearest to the number."""
        best: Told | None = None
        for at, found in self.entries(symbol, sight.tokens):
            if at not in range(sight.clause.start, sight.clause.end) or not self._is_told(sight, at):
                continue
            distance = min(abs(at - sight.first), abs(at - sight.after + 1))
            if best is None or distance < best.steps:
                best = Told(found.value, sight.tokens[at].text, distance, at)
        return best

    def every(self, symbol: str, sight: Sight, *, before: bool = False) -> list[Told]:
        """All entries of the sentence, or of what stands `before` the number, in order."""
        end = sight.first if before else len(sight.tokens)
        found = ((at, f) for at, f in self.entries(symbol, sight.tokens) if at < end and self._is_told(sight, at))
        return [Told(f.value, sight.tokens[at].text, abs(at - sight.first), at) for at, f in found]

    def governing(self, symbol: str, sight: Sight) -> Told | None:
        """The entry that is nearest to the counted noun in the tree; of several as near, the nearest in the text."""
        best: tuple[int, int, Told] | None = None
        for at, found in self.entries(symbol, sight.tokens):
            if not self._is_told(sight, at) or (link := self._link(sight, at, found)) is None:
                continue
            told = Told(found.value, sight.tokens[at].text, link.steps, at, link)
            distance = abs(at - sight.first)
            if best is None or (link.steps, distance) < best[:2]:
                best = link.steps, distance, told
        return best[2] if best else None

    def _is_told(self, sight: Sight, at: int) -> bool:
        """Whether what stands at a place is no part of the number, and not denied."""
        if sight.first <= at < sight.after:
            return False
        return at == 0 or self.at("negation", sight.tokens, at - 1) is None

    def _link(self, sight: Sight, at: int, found: Found) -> Word | None:
        """How an entry is tied to the noun: by its word that is farthest away, prepositions and the like aside."""
        inside = range(at, min(at + found.length, len(sight.tokens)))
        words = [i for i in inside if found.length == 1 or not sight.tokens[i].has("ADP")]
        links = [sight.near.get(sight.places[i]) for i in words]
        known = [link for link in links if link is not None]
        if not known or (found.length == 1 and self._is_circumstance(sight, known[0])):
            return None
        return next((link for link in known if link.role), max(known, key=lambda link: link.steps))

    def _is_circumstance(self, sight: Sight, link: Word) -> bool:
        """`po śmierci lidera 300 osób przyszło`: a noun behind a preposition, beside what the clause tells."""
        beside = link.role is None and link.child == BESIDE
        return beside and any(c.dep_.startswith("case") for c in sight.zone.doc[link.at].children)

    def among(self, sight: Sight) -> str | None:
        """`wśród zabitych jest dwoje dzieci`: the measure of those among whom it counts."""
        opened = [at for at, _ in self.entries("among", sight.tokens)]
        whom = self.entries("among-whom", sight.tokens)
        return next((found.value for at in opened for behind, found in whom if at < behind < at + 4), None)

    def is_person(self, noun: Token | None) -> bool:
        """A noun of people: by its gender, or by the pack's list."""
        if noun is None:
            return False
        human = any(a.pos == "NOUN" and a.human for a in noun.analyses)
        return human or self._lists.get("person", self._empty).value(noun) is not None

    def counts_something(self, sight: Sight) -> bool:
        """Whether a noun in the plural, a currency or a percent sign follows."""
        if self.at("percent", sight.tokens, sight.unit_at) or self.at("currency", sight.tokens, sight.unit_at):
            return True
        noun = sight.noun()
        return noun is not None and any(a.pos == "NOUN" and a.number == "Plur" for a in noun.analyses)

    def modifier(self, sight: Sight) -> tuple[int, str | None]:
        """Where the figure's span begins, and the modifier before its number."""
        tokens, first = sight.tokens, sight.first
        if (found := self.before("modifier", tokens, first)) and not self._is_the_verb(sight, found):
            return first - found.length, found.value
        change = self.before("change", tokens, first)
        if change and (found := self.before("modifier", tokens, first - change.length)):
            return first - change.length - found.length, found.value
        if found := self.before("bound-by-verb", tokens, first):
            return first, self._turned(sight, found)
        found = self.before("up-to", tokens, first)
        if found and not self._is_changed(sight) and not _follows_number(tokens, first - found.length):
            return first - found.length, found.value
        return first, None

    def _is_opened(self, sight: Sight) -> bool:
        """`od 5 do 300`: a number opened by a preposition stands before."""
        for at in range(sight.clause.start, sight.first - 1):
            following = sight.tokens[at + 1]
            numbered = following.text[:1].isdigit() or self.value("number", following) is not None
            if numbered and self.at("range-from", sight.tokens, at):
                return True
        return False

    def _turned(self, sight: Sight, bound: Found) -> str:
        """`nie może przekroczyć 750`: what is denied bounds from above."""
        start = sight.first - bound.length
        denied = any(self.at("negation", sight.tokens, at) for at in range(max(0, start - 3), start))
        return UP_TO if denied and bound.value in LOWER_BOUNDS else bound.value

    def _is_the_verb(self, sight: Sight, found: Found) -> bool:
        """`ulicami przeszło 70 tys. kobiet`: what may be a modifier is the only verb of the sentence."""
        if found.length > 1 or not sight.around.parsed:
            return False
        verbs = [i for i in dict.fromkeys(sight.places) if sight.zone.doc[i].pos_ == "VERB"]
        return verbs == [sight.places[sight.first - 1]]

    def _is_changed(self, sight: Sight) -> bool:
        """`wzrosła do 300`, `od 5 do 300`: a new number or a range, no bound."""
        if self.nearest("change-verb", sight) is not None or self._is_opened(sight):
            return True
        told = [*self.every("takes-to", sight, before=True), *self.every("change-verb", sight, before=True)]
        return any(found.steps < NEAR for found in told)

    def age(self, sight: Sight) -> Found | None:
        """`ma 30 lat`: the years of an age."""
        found = self.at("years", sight.tokens, sight.unit_at)
        start = self.modifier(sight)[0]
        if start > 2 and self.at("range-join", sight.tokens, start - 1) and sight.tokens[start - 2].text.isdigit():
            start -= 2  # `w wieku 12 i 14 lat`
        told = self.before("age-before", sight.tokens, start)
        of = sight.token(sight.after + 1)
        lasting = of is not None and any(a.pos == "NOUN" and "Gen" in a.cases for a in of.analyses)
        return found if told and not lasting else None

    def unit_of_times(self) -> str | None:
        """The unit of `dwukrotnie`."""
        return next(iter(self._lists.get("times-noun", self._empty).forms().values()), None)
