"""What a report tells, piece by piece: sentences, and the clauses that have a day, with that day and their words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from kronika.languages.letters import stems
from kronika.linking.entities import Entities
from kronika.linking.report import Report
from kronika.records import Amount, ClauseFinding, Sentence, TimeFinding

ASIDE = ("caption", "headline", "boilerplate", "pull_quote")
"""Zones that tell no event of their own."""


class Telling(NamedTuple):
    """A piece of a report: its span, the start of its expression of time, its tense, its words and whom it names.

    `leads` says that it stands in the report's first sentences, `opens` that it tells how something began.
    """

    start: int
    end: int
    time: int | None
    tense: str | None
    words: frozenset[str]
    leads: bool
    opens: bool = False


def tellings(report: Report, entities: Entities, onsets: Collection[str], lead: int) -> list[Telling]:
    """The pieces of a report, in order; the first `lead` sentences lead, and lemmas of `onsets` tell how it began."""
    words = _words(report, entities)
    times = [t for t in report.findings.times if not isinstance(t.value, Amount)]
    aside = [z for z in report.findings.zones if z.kind in ASIDE]
    told: list[Telling] = []
    spoken = [s for s in report.findings.sentences if not any(z.start <= s.start < z.end for z in aside)]
    for number, sentence in enumerate(spoken):
        told += _of_sentence(report, sentence, times, words, number < lead)
    begun = sorted(at for lemma in onsets for at in report.findings.terms.get(lemma, ()))
    return [t._replace(opens=any(t.start <= at < t.end for at in begun)) for t in told]


def _words(report: Report, entities: Entities) -> list[tuple[int, str]]:
    """The stems of content words, the numbers, and those who are named, where each stands, in order.

    An office is no word of its own: it stands for whoever holds it.
    """
    findings = report.findings
    offices = [(r.start, r.end) for r in findings.roles]
    terms = [(at, stem) for lemma, places in findings.terms.items() for stem in stems(lemma) for at in places]
    found = [(at, stem) for at, stem in terms if not any(start <= at < end for start, end in offices)]
    found += [(f.start, f"{number:g}") for f in findings.figures if (number := f.value or f.low or f.high)]
    for mention in findings.mentions:
        who = entities.at(report.name, mention.start)
        if who is not None:
            found.append((mention.start, who.entity))
    for role in findings.roles:
        who = entities.at(report.name, role.start) if role.bearer is None else None
        if who is not None:
            found.append((role.start, who.entity))
    return sorted(found)


def _of_sentence(
    report: Report, sentence: Sentence, times: Sequence[TimeFinding], words: Sequence[tuple[int, str]], leads: bool
) -> Iterator[Telling]:
    inside = [t for t in times if sentence.start <= t.start < sentence.end]
    own = [(at, word) for at, word in words if sentence.start <= at < sentence.end and not _within(at, inside)]
    clauses = [c for c in report.findings.clauses if sentence.start <= c.start < sentence.end]
    if len(inside) <= 1:
        tense = inside[0].tense if inside else _tense(clauses)
        at = inside[0].start if inside else None
        yield Telling(sentence.start, sentence.end, at, tense, frozenset(word for _, word in own), leads)
    holders = [_innermost(clauses, t.start) for t in inside]
    for time, clause in zip(inside, holders, strict=True):
        if clause is not None and holders.count(clause) == 1 and len(clauses) > 1:
            held = frozenset(word for at, word in own if clause.start <= at < clause.end)
            yield Telling(clause.start, clause.end, time.start, time.tense, held, leads)


def _within(at: int, times: Sequence[TimeFinding]) -> bool:
    return any(t.start <= at < t.end for t in times)


def _innermost(clauses: Sequence[ClauseFinding], at: int) -> ClauseFinding | None:
    holding = [c for c in clauses if c.start <= at < c.end]
    return min(holding, key=lambda c: c.end - c.start) if holding else None


def _tense(clauses: Sequence[ClauseFinding]) -> str | None:
    """That of the clause which reaches furthest."""
    return max(clauses, key=lambda c: (c.end - c.start, -c.start)).tense if clauses else None
