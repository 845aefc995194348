"""A sentence of a zone, by token, with the questions that several rules ask of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kronika.languages.words import Found, Words
from kronika.records import AnnotatedZone, Token

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

COMMA = ","
DASHES = frozenset("–—-")
TRIMMED = frozenset(",.:;–—-")
PARTING = TRIMMED | frozenset("!?…")
FINITE = ("Fin", "Imps")


class Line(NamedTuple):
    """A sentence from token `first` to token `last` (inside) of a zone."""

    zone: AnnotatedZone
    first: int
    last: int

    @property
    def places(self) -> range:
        """The tokens of the sentence."""
        return range(self.first, self.last + 1)

    def token(self, at: int) -> Token:
        """The token at a place."""
        return self.zone.tokens[at]

    def word(self, at: int) -> DocToken:
        """The same token with its syntax."""
        return self.zone.doc[at]

    def match(self, words: Words, at: int) -> Found | None:
        """The longest entry of a list that stands at a place and ends within the sentence."""
        return words.match(self.zone.tokens, at, self.last + 1)

    def is_mark(self, at: int) -> bool:
        """Whether a mark stands there that parts clauses; what lies outside the sentence counts as one."""
        if at not in self.places:
            return True
        text = self.token(at).text
        if text == ".":
            return self.token(at).closes or at == self.last  # `tzw .` ends nothing
        return text in PARTING and (text not in DASHES or self.is_dash(at))

    def is_dash(self, at: int) -> bool:
        """Whether a dash between blanks stands there."""
        if at not in self.places or self.token(at).text not in DASHES:
            return False
        return at == self.first or self.token(at - 1).end < self.token(at).start

    def chunk(self, at: int) -> range:
        """The words around a place up to the next mark on both sides."""
        first = last = at
        while not self.is_mark(first - 1):
            first -= 1
        while not self.is_mark(last + 1):
            last += 1
        return range(first, last + 1)

    def has_finite(self, places: range) -> bool:
        """Whether a finite verb stands among the places."""
        return any(self.is_finite(i) for i in places)

    def is_finite(self, at: int) -> bool:
        """Whether the word is a finite verb, by the dictionary and by the tree."""
        shown = self.word(at).morph.get("VerbForm", []) == ["Fin"] or self.word(at).pos_ in ("VERB", "AUX")
        return shown and any(a.verb in FINITE for a in self.token(at).analyses)

    def trimmed(self, first: int, last: int) -> tuple[int, int] | None:
        """The stretch without the marks at its ends that are no quotation marks; None where nothing is left."""
        while first <= last and self.token(first).text in TRIMMED:
            first += 1
        while last >= first and self.token(last).text in TRIMMED:
            last -= 1
        return (first, last) if first <= last else None


def lines_of(zone: AnnotatedZone) -> Iterator[Line]:
    """The sentences of a zone, in order."""
    first = 0
    for i, token in enumerate(zone.tokens):
        if token.closes or i + 1 == len(zone.tokens):
            yield Line(zone, first, i)
            first = i + 1


def right_of(token: DocToken) -> int:
    """The last word that hangs on a word."""
    return int(token.right_edge.i)


def left_of(token: DocToken) -> int:
    """The first word that hangs on a word."""
    return int(token.left_edge.i)


def is_participle(phrase: list[Token]) -> bool:
    """`pytany o to`, `cytowany przez PAP`: a passive participle alone is no subject; `zatrzymani` may be."""
    return all(
        not t.capital and not t.has("NOUN") and any(a.verb == "PartPass" and a.number == "Sing" for a in t.analyses)
        for t in phrase
        if t.word
    )


def title_of(phrase: list[Token], titles: Words) -> list[Token]:
    """`Głos Portu`, `Kurier Olbierski`: the words with capitals that a word of titles opens, unless a given name
    follows it; nothing where there is no such title."""
    opens = len(phrase) > 1 and phrase[0].capital and titles.value(phrase[0]) is not None
    if not opens or any(a.given for a in phrase[1].analyses):
        return []
    title = list(itertools.takewhile(lambda token: token.capital, phrase))
    return title if len(title) > 1 else []
