"""Clauses of a sentence, by syntax: each with its verb and the tense in which it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, ClauseFinding

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as DocToken

VERBAL = ("VERB", "AUX")
WITHIN = ("xcomp", "aux", "cop", "amod", "fixed", "flat", "expl", "det", "case", "mark")
"""Relations that never open a clause of their own."""
WITH_NOUN = ("acl", "amod")
TENSES = {"Past": "past", "Pres": "present", "Fut": "future"}


class ClauseReader:
    """Finds the clauses of a zone and their tenses."""

    def __init__(self, pack: Pack) -> None:
        self._ahead = pack.word_list("time", "ahead-verb")
        self._planned = pack.word_list("time", "planned-verb")

    def read(self, zone: AnnotatedZone) -> list[ClauseFinding]:
        """The clauses, in order of their first words."""
        spans: dict[int, list[int]] = {}
        for at, head in _clause_heads(zone.doc).items():
            spans.setdefault(head, []).append(at)
        found = [
            ClauseFinding(
                start=zone.tokens[held[0]].start,
                end=zone.tokens[held[-1]].end,
                verb=zone.doc[head].lemma_ if zone.doc[head].pos_ in VERBAL else None,
                tense=self.tense(zone, zone.doc[head]),
            )
            for head, held in spans.items()
        ]
        return sorted(found, key=lambda c: (c.start, -c.end))

    def tense(self, zone: AnnotatedZone, head: DocToken) -> str | None:
        """past, present or future; None where no verb tells it, or where it tells what might have been."""
        parts = [head, *(child for child in head.children if child.dep_.startswith(("aux", "cop")))]
        if any("Cnd" in part.morph.get("Mood", []) or part.dep_ == "aux:cnd" for part in parts):
            return None
        told = {TENSES[t] for part in parts for t in part.morph.get("Tense", []) if t in TENSES}
        infinitive = any(child.dep_ == "xcomp" for child in head.children) or "Inf" in head.morph.get("VerbForm", [])
        if infinitive and self._ahead.value(zone.tokens[head.i]) is not None:
            return None if "past" in told else "future"
        first = next((tense for tense in ("future", "past", "present") if tense in told), None)
        return first or ("past" if _is_done(head) else None)

    def done(self, zone: AnnotatedZone, token: DocToken, head: DocToken) -> bool:
        """Whether a passive participle beside a noun stands between a word and the verb: `zatrzymany w czwartek`."""
        while token.i != head.i:
            if _is_done(token) and token.dep_.startswith(WITH_NOUN):
                return self._planned.value(zone.tokens[token.i]) is None
            token = token.head
        return False


def clause_head(token: DocToken) -> DocToken:
    """The verb, or what stands for one, of the clause that holds a token."""
    while not _opens_clause(token) and token.head.i != token.i:
        token = token.head
    return token


def _clause_heads(doc: Doc) -> dict[int, int]:
    """For each word that is no mark where its `clause_head` stands; no word is asked twice."""
    found: dict[int, int] = {}
    for token in doc:
        way = [token.i]
        while token.i not in found and not _opens_clause(token) and token.head.i != token.i:
            token = token.head
            way.append(token.i)
        found.update(dict.fromkeys(way, found.get(token.i, token.i)))
    return {token.i: found[token.i] for token in doc if not token.is_punct}


def _opens_clause(token: DocToken) -> bool:
    if token.dep_.startswith(WITHIN):
        return False
    if token.pos_ in VERBAL:
        return True
    alone = not token.n_lefts and not token.n_rights  # most words are, which is known at once
    return not alone and any(child.dep_.startswith(("cop", "aux:pass")) for child in token.children)


def _is_done(head: DocToken) -> bool:
    """A passive participle with nothing beside it: `aresztowany w środę`."""
    return "Part" in head.morph.get("VerbForm", []) and "Pass" in head.morph.get("Voice", [])
