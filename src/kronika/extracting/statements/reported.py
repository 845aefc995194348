"""Reported speech, by syntax: what a cue ties to its source in a clause, beside the source, around an aside."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from kronika.evidence import Span
from kronika.extracting.statements.asides import AsideReader
from kronika.extracting.statements.contents import ContentReader
from kronika.extracting.statements.cues import CueReader
from kronika.extracting.statements.held import ClauseContentReader
from kronika.extracting.statements.lines import Line, lines_of
from kronika.extracting.statements.speech import Speech, content
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone

SAID_BEHIND = "said-behind"
SAME = 0.8
"""Share of the characters of two contents from which on they are one. Chosen, not measured."""

ASKED = 20_000
"""Forms, with their lemmas, whose rules are kept."""

Rule = Callable[[Line, int], Speech | None]


class Asked(NamedTuple):
    """A rule, and the forms or lemmas at which alone it may fit; None where that is no matter."""

    rule: Rule
    forms: Container[str] | None = None
    lemmas: Container[str] | None = None

    def at(self, form: str, lemma: str) -> bool:
        """Whether the rule may fit at a word."""
        return (self.forms is None or form in self.forms) and (self.lemmas is None or lemma in self.lemmas)


class ReportedReader:
    """Reads reported speech; `rules` is an ordered list of named functions, each asked where it may fit."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        cues, contents = CueReader(pack), ContentReader(pack)
        held, asides = ClauseContentReader(pack, cues, contents), AsideReader(pack, cues, contents)
        self._rules = [
            Asked(held.that_clause, forms=held.that),
            Asked(held.wish_clause, forms=held.wish),
            Asked(held.question_clause, forms=held.question),
            Asked(held.told_about, lemmas=held.about),
            Asked(held.view, lemmas=held.views),
            Asked(asides.according_to),
            Asked(asides.as_somebody_says, forms=asides.openers),
            Asked(asides.said_behind),
        ]
        self._asked = lru_cache(ASKED)(self._rules_for)

    def read(self, text: str, zone: AnnotatedZone, taken: list[Speech]) -> list[Speech]:
        """The reported speech of a zone in order, beside and inside the direct speech `taken`."""
        if not zone.doc.has_annotation("DEP"):
            return []
        found: list[Speech] = []
        for line in lines_of(zone):
            start, end = line.token(line.first).start, line.token(line.last).end
            inner = [s for s in taken if s.start < end and start < s.end]
            for at in line.places:
                for speech in self._at(text, _part(line, at, inner), at):
                    if not _is_known(speech, [*taken, *found]):
                        found.append(speech)
        return found

    def _rules_for(self, form: str, lemma: str) -> list[Rule]:
        return [asked.rule for asked in self._rules if asked.at(form, lemma)]

    def _at(self, text: str, line: Line, at: int) -> Iterator[Speech]:
        for rule in self._asked(line.token(at).lower, line.word(at).lemma_.lower()):
            if (speech := rule(line, at)) is not None:
                span = content(text, Span(speech.start, speech.end), self._pack)
                if span.start < span.end:
                    yield replace(speech, start=span.start, end=span.end)


def _part(line: Line, at: int, taken: Sequence[Speech]) -> Line:
    """The sentence, or the part of it inside the direct speech that holds a place."""
    if not taken:
        return line
    start = line.token(at).start
    inner = max((s for s in taken if s.start <= start < s.end), key=lambda s: s.start, default=None)
    if inner is None:
        return line
    inside = [i for i in line.places if inner.start <= line.token(i).start < inner.end]
    return Line(line.zone, inside[0], inside[-1])


def _is_known(speech: Speech, others: Iterable[Speech]) -> bool:
    """Whether a cue has been read already, or the same words by another rule."""
    return any(
        _same_cue(speech, other) or _overlap(speech, other) >= SAME or _goes_on(speech, other) for other in others
    )


def _goes_on(speech: Speech, other: Speech) -> bool:
    """`Zaznaczył, że A, dlatego – wyjaśnił – B`: an aside without a subject in what the same speaker says."""
    inside = speech.cue is not None and other.start <= speech.cue.start < other.end
    return inside and speech.dropped and not other.direct and speech.pattern == SAID_BEHIND


def _same_cue(one: Speech, other: Speech) -> bool:
    return one.cue is not None and other.cue is not None and one.cue.start == other.cue.start


def _overlap(one: Speech, other: Speech) -> float:
    both = min(one.end, other.end) - max(one.start, other.start)
    return both / (max(one.end, other.end) - min(one.start, other.start)) if both > 0 else 0.0
