"""A number in its sentence, and what the pack's lists say of the words around it."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from kronika.evidence import Span
from kronika.extracting.numerals import Numeral
from kronika.languages.pack import Pack
from kronika.languages.words import Found
from kronika.records import Token

CLAUSE_MARKS = frozenset(",;()–—")


class Sight(NamedTuple):
    """A numeral in its sentence: all tokens, the numeral, and the clause around it (in tokens)."""

    tokens: list[Token]
    numeral: Numeral
    clause: Span

    @property
    def first(self) -> int:
        """The number's first token."""
        return self.numeral.first

    @property
    def after(self) -> int:
        """The token behind the number."""
        return self.numeral.last + 1

    def token(self, at: int) -> Token | None:
        """The token at a place; None beyond the sentence."""
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    def noun(self) -> Token | None:
        """The noun after the number, past up to two adjectives."""
        behind = self.tokens[self.after : min(self.after + 3, self.clause.end)]
        for token, following in itertools.zip_longest(behind, behind[1:]):
            describes = token.has("ADJ") and following is not None and following.has("NOUN")
            if _is_counted(token, self.numeral.low) and not describes:
                return token
            if not token.has("ADJ"):
                return None
        return None


def _is_counted(token: Token, number: float) -> bool:
    """A noun as it stands behind a number: in the plural or the genitive, and no preposition (`do`)."""
    if token.has("ADP"):
        return False
    return any(a.pos == "NOUN" and (a.number == "Plur" or "Gen" in a.cases or number == 1) for a in token.analyses)


def sight_of(tokens: list[Token], numeral: Numeral, numerals: list[Numeral]) -> Sight:
    """The numeral with its clause: up to a mark, or to another number."""
    start, end = numeral.first, numeral.last + 1
    others = {i for n in numerals if n != numeral for i in range(n.first, n.last + 1)}
    while start > 0 and tokens[start - 1].text not in CLAUSE_MARKS:
        if start - 1 in others and not _joins(tokens, start, numeral.first):
            break
        start -= 1
    while end < len(tokens) and tokens[end].text not in CLAUSE_MARKS and end not in others:
        end += 1
    return Sight(tokens, numeral, Span(start, end))


def _follows_number(tokens: list[Token], at: int) -> bool:
    """`stosunkiem 212 do 87`."""
    return at > 0 and tokens[at - 1].text[:1].isdigit()


def _joins(tokens: list[Token], start: int, first: int) -> bool:
    """`wzrosła z 12 do 19`: only a preposition parts the two numbers, and the clause tells of both."""
    return (start == first - 1 and tokens[start].has("ADP")) or (start < first - 1 and tokens[first - 1].has("ADP"))


class Lookup:
    """The pack's lists for figures, asked of the words around a number."""

    def __init__(self, pack: Pack) -> None:
        self._lists = pack.words("figures")
        self._empty = pack.word_list("figures", "")

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

    def nearest(self, symbol: str, sight: Sight) -> tuple[str, str] | None:
        """The entry in the clause that is nearest to the number: its value and its first word."""
        best: tuple[int, str, str] | None = None
        for at in range(sight.clause.start, sight.clause.end):
            if sight.first <= at < sight.after:
                continue
            found = self.at(symbol, sight.tokens, at)
            if found and at and self.at("negation", sight.tokens, at - 1):
                continue
            distance = min(abs(at - sight.first), abs(at - sight.after + 1))
            if found and (best is None or distance < best[0]):
                best = (distance, found.value, sight.tokens[at].text)
        return best[1:] if best else None

    def is_person(self, noun: Token | None) -> bool:
        """A noun of people: by its gender, or by the pack's list."""
        if noun is None:
            return False
        human = any(a.pos == "NOUN" and a.human for a in noun.analyses)
        return human or self._lists.get("person", self._empty).value(noun) is not None

    def counts_something(self, sight: Sight) -> bool:
        """Whether a noun in the plural, a currency or a percent sign follows."""
        if self.at("percent", sight.tokens, sight.after) or self.at("currency", sight.tokens, sight.after):
            return True
        noun = sight.noun()
        return noun is not None and any(a.pos == "NOUN" and a.number == "Plur" for a in noun.analyses)

    def modifier(self, sight: Sight) -> tuple[int, str | None]:
        """Where the figure's span begins, and the modifier before its number."""
        tokens, first = sight.tokens, sight.first
        if found := self.before("modifier", tokens, first):
            return first - found.length, found.value
        change = self.before("change", tokens, first)
        if change and (found := self.before("modifier", tokens, first - change.length)):
            return first - change.length - found.length, found.value
        if found := self.before("bound-by-verb", tokens, first):
            return first, found.value
        found = self.before("up-to", tokens, first)
        if found and not self._is_changed(sight) and not _follows_number(tokens, first - found.length):
            return first - found.length, found.value
        return first, None

    def _is_changed(self, sight: Sight) -> bool:
        """`wzrosła do 300`, `od 5 do 300`: a new number or a range, no bound."""
        return self.nearest("change-verb", sight) is not None or self.nearest("range-from", sight) is not None

    def age(self, sight: Sight) -> Found | None:
        """`ma 30 lat`: the years of an age."""
        found = self.at("years", sight.tokens, sight.after)
        told = self.before("age-before", sight.tokens, self.modifier(sight)[0])
        return found if told else None

    def unit_of_times(self) -> str | None:
        """The unit of `dwukrotnie`."""
        return next(iter(self._lists.get("times-noun", self._empty).forms().values()), None)
