"""Proofs of days as sentences, each passage in them still known as one."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kronika.records import Step
from kronika.showing import wording
from kronika.showing.catalogue import DEFAULT, ONE, Catalogue, Key, catalogue, placeholders

LONGEST = 60
"""Characters of a passage that a sentence quotes."""
EVEN = 0.5
"""A chance below which a sentence says that something may be so."""
LAST = ("result", "not-known")
"""Rules that say what came out; they stand behind an arrow."""
GONE, WRONG = "gave-way", "weekday-differs"
GIVEN = ("input", "window")
"""With what the rules begin that give a day of publication without a passage."""
BORDER = "published"
"""What stands behind it is of the report's day, up to the rules of the expression again."""


class Piece(NamedTuple):
    """A part of a sentence: words, or a passage, or (`place`) the report in which a passage stands."""

    text: str
    article: str | None = None
    start: int = 0
    end: int = 0
    place: bool = False


Sentence = tuple[Piece, ...]


def plain(sentence: Iterable[Piece]) -> str:
    """The sentence as text; a report with the place in it, as `explain` takes it."""
    return "".join(f"{p.text}:{p.start}" if p.place else p.text for p in sentence)


class Proofs:
    """Tells proofs in one language."""

    def __init__(self, language: str = DEFAULT) -> None:
        """Raises InputError for a language in which proofs cannot be told."""
        self.language = language
        self._words: Catalogue = catalogue(language)

    def line(self, proof: Sequence[Step]) -> Sentence:
        """An expression's proof in one line; what its report's day was found from stands in brackets behind the day."""
        own, reasons, rest = _parts(proof)
        told = [self._one("time", step, proof) for step in own]
        if reasons:
            told[-1] = (*told[-1], *self._from(reasons))
        told += [self._behind(step, proof) for step in rest if step.rule not in LAST]
        out = [self._behind(step, proof) for step in rest if step.rule in LAST]
        return _joined([_joined(told, " · "), *out], " ")

    def steps(self, proof: Sequence[Step]) -> list[Sentence]:
        """An expression's proof, a sentence a step."""
        own, reasons, rest = _parts(proof)
        told = [self._one("time", step, proof) for step in own]
        told += [self._one("article", step, proof) for step in reasons]
        return told + [self._behind(step, proof) for step in rest]

    def publication(self, proof: Sequence[Step]) -> list[Sentence]:
        """The steps to a report's day of publication, a sentence each."""
        return [self._one("article", step) for step in proof]

    def remarks(self, proof: Sequence[Step]) -> list[Sentence]:
        """What of a proof must be seen without asking: errors of the source, contradictions.

        Where an expression is in error, that its report's day gave it no weight says nothing more.
        """
        wrong = (proof[0].article, proof[0].start) if any(step.rule == WRONG for step in proof) else None
        told = [step for step in proof if step.rule != GONE or (step.article, step.start) != wrong]
        return [self._one("remark", step, proof) for step in told if self._is_of("remark", step)]

    def _is_of(self, table: str, step: Step) -> bool:
        return Key(table, step.rule) in self._words

    def _from(self, reasons: Sequence[Step]) -> Sentence:
        """What the day of publication was found from, in brackets."""
        named = list(dict.fromkeys(self._brief(step) for step in reasons))
        together = _joined(named[:-1], ", ")
        both = {"before": together, "last": named[-1]}
        listed = self._filled(self._words[Key("frame", "and")], both) if together else named[-1]
        return self._filled(self._words[Key("frame", "from")], {"reasons": listed})

    def _brief(self, step: Step) -> Sentence:
        return self._one("brief", step) if self._is_of("brief", step) else self._passages(step)

    def _behind(self, step: Step, proof: Sequence[Step]) -> Sentence:
        return self._one("article" if self._is_of("article", step) else "time", step, proof)

    def _one(self, table: str, step: Step, proof: Sequence[Step] = ()) -> Sentence:
        """A step in the words of a table; one without a passage speaks of the first passage of its proof."""
        values = {k: v for first in proof[:1] for k, v in self._values(first).items() if k == "text"}
        values |= self._values(step)
        wanted = next((v for v in _variants(step) if Key(table, step.rule, v) in self._words), ONE)
        sentence = self._words.get(Key(table, step.rule, wanted))
        if sentence is None or not placeholders(sentence) <= values.keys():
            return self._unknown(step)
        return self._filled(sentence, values)

    def _values(self, step: Step) -> dict[str, Sentence]:
        """What the placeholders stand for, as far as the step tells."""
        found = {"days": self.days(step.earliest, step.latest)}
        if step.text is not None:
            found["text"] = self._quoted(step.text, step.article, step.start, step.end)
        if step.other is not None:
            found["other"] = (Piece(step.other, step.other, step.other_start or 0, step.other_end or 0, True),)
        if step.other_text is not None:
            found["other_text"] = self._quoted(step.other_text, step.other, step.other_start, step.other_end)
        if step.chance is not None:
            said = f"{step.chance:.2f}".replace(".", self._words[Key("frame", "decimal")])
            found["chance"] = (Piece(said),)
        return found

    def days(self, earliest: str | None, latest: str | None) -> Sentence:
        """Days in words: one, a stretch, or open at an end."""
        if earliest == latest:
            which = "one" if earliest else "unknown"
        elif earliest and latest:
            which = "stretch"
        else:
            which = "from" if earliest else "until"
        values = {"first": (Piece(earliest or ""),), "last": (Piece(latest or ""),)}
        return self._filled(self._words[Key("days", which)], values)

    def _quoted(self, text: str, article: str | None, start: int | None, end: int | None) -> Sentence:
        piece = Piece(wording.excerpt(text, LONGEST), article, start or 0, end or 0)
        return self._filled(self._words[Key("frame", "quote")], {"text": (piece,)})

    def _passages(self, step: Step) -> Sentence:
        """The passages of a step, and nothing of what it says of them."""
        values = self._values(step)
        other = values.get("other_text", ())
        if other and "other" in values:
            other = self._filled(self._words[Key("frame", "in")], {"text": other, "other": values["other"]})
        return _joined([part for part in (values.get("text", ()), other) if part] or [(Piece(step.rule),)], ", ")

    def _unknown(self, step: Step) -> Sentence:
        """A rule that the catalogue does not know: its name, its passages, its days and chance."""
        values = self._values(step)
        parts = [self._passages(step)] if step.text is not None or step.other_text is not None else []
        parts += [values["days"]] if step.earliest or step.latest else []
        parts += [self._filled(self._words[Key("frame", "chance")], values)] if "chance" in values else []
        return (Piece(f"{step.rule}: "), *_joined(parts, ", ")) if parts else (Piece(step.rule),)

    def _filled(self, sentence: str, values: Mapping[str, Sentence]) -> Sentence:
        found: list[Piece] = []
        for words, name, _, _ in string.Formatter().parse(sentence):
            found += [Piece(words)] if words else []
            found += values[name] if name else ()
        return tuple(found)


def _parts(proof: Sequence[Step]) -> tuple[list[Step], list[Step], list[Step]]:
    """The steps of the expression up to the day of publication, those that led to that day, and what follows.

    The steps to the day of publication rest on passages. One that gave way is no reason, and stands with the last.
    """
    border = next((n for n, step in enumerate(proof, 1) if step.rule == BORDER), None)
    if border is None:
        rules = [n for n, step in enumerate(proof) if step.rule in LAST]
        end = rules[0] if rules else len(proof)
        return list(proof[:end]), [], list(proof[end:])
    behind = proof[border:]
    reasons = [s for s in behind if s.rule != GONE and (s.text is not None or s.rule.startswith(GIVEN))]
    return list(proof[:border]), reasons, [step for step in behind if step not in reasons]


def _variants(step: Step) -> Iterator[str]:
    """The sentences of a rule that fit a step better than its first."""
    if step.chance is not None and step.chance < EVEN:
        yield "weak"
    if step.other is not None:
        yield "two"
    if step.earliest is None and step.latest is None:
        yield "unknown"


def _joined(sentences: Sequence[Sentence], between: str) -> Sentence:
    found: list[Piece] = []
    for sentence in sentences:
        found += [Piece(between)] if found and sentence else []
        found += sentence
    return tuple(found)
