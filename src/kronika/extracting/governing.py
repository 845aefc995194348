"""The words that say what happens to a counted noun: those that describe it, and those that it hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kronika.languages.words import Words
from kronika.records import AnnotatedZone

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

VERBAL = ("VERB", "AUX")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "SYM", "X")
CLAUSES = ("ccomp", "advcl", "acl", "conj", "parataxis", "csubj", "cc", "punct", "discourse", "vocative")
SUBJECTS = ("nsubj", "csubj")
JOINED = ("conj", "flat", "appos", "fixed", "list")
UNSURE = "obj"
"""The role of a number that may hang on a verb although the tree hangs it on a noun before."""
BESIDE = -1
"""The `child` of a word that hangs on the same verb as the noun."""
STEPS = 8
"""Words that are asked on the way up. Chosen, not measured."""


class Word(NamedTuple):
    """A word near a counted noun: its token, how many steps it is away, the way by which the noun hangs on it.

    `role` is the relation of the noun's part of the sentence to it: None for a word that describes the noun.
    """

    at: int
    steps: int
    role: str | None
    child: int


class Surroundings:
    """What stands around a word in the tree of its sentence, nearest first."""

    def __init__(self, zone: AnnotatedZone, containers: Words, out_of: Words) -> None:
        self._zone = zone
        self._containers = containers
        self._out_of = out_of

    @property
    def parsed(self) -> bool:
        """Whether there are trees at all."""
        return self._zone.doc.has_annotation("DEP")

    def of(self, at: int) -> dict[int, Word]:
        """The words around the one at `at`, by token."""
        found: dict[int, Word] = {}
        for word in self._around(self._zone.doc[at]):
            found.setdefault(word.at, word)
        return found

    def _around(self, token: DocToken) -> Iterator[Word]:
        yield Word(token.i, 0, None, token.i)
        yield from self._describing(token, 1)
        yield from self._above(token)

    def _above(self, token: DocToken) -> Iterator[Word]:
        """The words it hangs on, up to the verb of the clause; past a noun only where that holds a number of things."""
        role, child = token.dep_, token
        for steps in range(1, STEPS):
            head = child.head
            if head.i == child.i:
                return
            if child.dep_ in JOINED and not _is_clause(child):
                child = head
                role = head.dep_ if role in JOINED else role
                continue
            yield Word(head.i, steps, role, child.i)
            if _is_clause(head):
                yield from _dependents(head, child, steps + 1)
                return
            yield from self._describing(head, steps + 1)
            if head.pos_ in NOMINAL and self._containers.value(self._zone.tokens[head.i]) is None:
                if not _may_hang_higher(child, head):
                    return
                head_role = UNSURE
            else:
                head_role = head.dep_
            role, child = head_role, head

    def _describing(self, token: DocToken, steps: int) -> Iterator[Word]:
        """`zatrzymanych osób`, `osoby, które zginęły`, `osób rannych`."""
        for child in token.children:
            if child.dep_.startswith(("amod", "acl", "nmod", "appos")) and not self._of_some(child):
                yield Word(child.i, steps, None, child.i)

    def _of_some(self, clause: DocToken) -> bool:
        """`osób, z których siedem zginęło`: what is told of some of them only."""
        if not clause.dep_.startswith("acl"):
            return False
        relative = (t for t in clause.subtree if "Rel" in t.morph.get("PronType", []))
        cases = (c for t in relative for c in t.children if c.dep_ == "case")
        return any(self._out_of.value(self._zone.tokens[c.i]) is not None for c in cases)


def _may_hang_higher(child: DocToken, head: DocToken) -> bool:
    """`uprowadzili z internatu 120 dziewcząt`: behind a noun with a preposition, in a clause whose verb counts nobody
    else, the number may hang on the verb."""
    verb = head.head
    if verb.i == head.i or not child.dep_.startswith("nmod") or child.i < head.i or not _is_clause(verb):
        return False
    behind = any(c.dep_ == "case" for c in head.children)
    counted = (g for c in verb.children if c.dep_.startswith(("nsubj", "obj")) for g in c.children)
    return behind and not any(g.dep_.startswith("nummod") for g in counted)


def _is_clause(token: DocToken) -> bool:
    return token.pos_ in VERBAL or any(child.dep_.startswith(("nsubj", "cop", "aux:pass")) for child in token.children)


def _dependents(verb: DocToken, without: DocToken, steps: int) -> Iterator[Word]:
    """`śmierć poniosło`, `bilans ofiar wzrósł do`: what else hangs on the verb, and on that."""
    for child in verb.children:
        if child.i == without.i or child.dep_.startswith(CLAUSES):
            continue
        yield Word(child.i, steps, None, BESIDE)
        for inner in child.children:
            if not inner.dep_.startswith(CLAUSES):
                yield Word(inner.i, steps + 1, None, BESIDE)
