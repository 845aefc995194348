"""The base form of each name: the likeliest, unless the report, or others of the story, show the nominative."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kronika.languages.entities import Entry
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.linking.report import Report
from kronika.records import Base, MentionFinding

PERSON, PLACE = "PER", "LOC"
SHOWN = 0.1
"""Chance from which a name that is its own base counts as a nominative that was seen."""
SEEN_HERE, SEEN_ELSEWHERE, OFTEN, LISTED = 5.0, 3.0, 0.5, 2.0
"""What is added to a base's log-chance: its nominative stands in the report, in others, other forms allow it, a
dictionary has it. Chosen on 200 articles of the development press, each halved and doubled."""

MOST_OTHERS = 20.0
LEAST = 0.004


def _weight(chance: float) -> float:
    """How much a form that may have a base speaks for it: the log of its chance over the least one."""
    return math.log(max(chance, LEAST) / LEAST)


Where = tuple[str, int]
"""An article's name, and where a mention begins."""


class Chosen(NamedTuple):
    """A name's base form and why, and its kind."""

    base: str
    reason: str
    kind: str


class Votes(NamedTuple):
    """How often units of names were seen in the nominative, and how likely they are in other forms."""

    seen: Counter[str]
    allowed: dict[str, float]


def choose(reports: Sequence[Report], knowledge: Knowledge) -> dict[Where, Chosen]:
    """The base form of every mention of the reports."""
    votes = {report.name: _votes(report) for report in reports}
    story: Counter[str] = Counter()
    for seen, _ in votes.values():
        story.update(seen.keys())
    places = _places(reports, knowledge)
    chosen = {
        (report.name, mention.start): _chosen(report, mention, votes[report.name], story, knowledge, places)
        for report in reports
        for mention in report.findings.mentions
    }
    placed = {(r.name, m.start) for r in reports for m in r.findings.mentions if m.placed}
    return _settled(chosen, placed)


PLACED = 2
"""Votes for a place of words that make a name one; the model's label has one."""


def _settled(chosen: dict[Where, Chosen], placed: set[Where]) -> dict[Where, Chosen]:
    """The same, where a name that the model took for several kinds has that of most mentions.

    A family name of somebody named in full stays a person's.
    """
    families = {fold(c.base.split()[-1]) for c in chosen.values() if c.kind == PERSON and " " in c.base}
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for where, c in chosen.items():
        kinds[fold(c.base)][c.kind] += 1
        if where in placed:
            kinds[fold(c.base)][PLACE] += PLACED
    most = {base: found.most_common(2) for base, found in kinds.items() if len(found) > 1}
    settled = {b: first[0] for b, (first, second) in most.items() if first[1] > second[1] and b not in families}
    return {where: c._replace(kind=settled.get(fold(c.base), c.kind)) for where, c in chosen.items()}


def units(mention: MentionFinding, base: str) -> list[str]:
    """What is voted on: each word of a person's name, any other name as a whole."""
    return base.split() if mention.kind == PERSON else [base]


def _votes(report: Report) -> Votes:
    seen: Counter[str] = Counter()
    allowed: dict[str, float] = defaultdict(float)
    for mention in report.findings.mentions:
        for unit in _nominative(report, mention):
            seen[unit] += 1
        for unit, chance in _chances(mention).items():
            allowed[unit] += _weight(chance)
    return Votes(seen, allowed)


def _nominative(report: Report, mention: MentionFinding) -> Iterator[str]:
    best = mention.bases[0]
    if (
        mention.nominative
        and best.chance >= SHOWN
        and best.text == " ".join(report.quote(mention.start, mention.end).split())
    ):
        yield from units(mention, best.text)


def _chances(mention: MentionFinding) -> Mapping[str, float]:
    """Of each unit, how likely it is over the mention's bases."""
    chances: dict[str, float] = defaultdict(float)
    for base in mention.bases:
        for unit in units(mention, base.text):
            chances[unit] += base.chance
    return chances


def _chosen(
    report: Report, mention: MentionFinding, votes: Votes, story: Counter[str], knowledge: Knowledge, places: set[str]
) -> Chosen:
    own_seen = set(_nominative(report, mention))
    own = _chances(mention)

    def support(unit: str) -> tuple[float, str]:
        others = OFTEN * min(MOST_OTHERS, votes.allowed.get(unit, 0.0) - _weight(own[unit]))
        if votes.seen[unit] - (unit in own_seen):
            return SEEN_HERE + others, "its nominative stands in this report"
        if story[unit] - (votes.seen[unit] > 0):
            return SEEN_ELSEWHERE + others, "its nominative stands in other reports"
        return others, "the likeliest of several"

    def score(base: Base) -> tuple[float, str]:
        found = [support(unit) for unit in units(mention, base.text)]
        listed = base.text in places or knowledge.entry(mention.kind, base.text) is not None
        points = sum(points for points, _ in found) / max(1, len(found)) + LISTED * listed
        return math.log(max(base.chance, 1e-4)) + points, max(found)[1]

    best = max(mention.bases, key=lambda b: (score(b)[0], b.chance, b.text))
    reason = score(best)[1] if len(mention.bases) > 1 else "no other is likely"
    listed = _listed_form(knowledge.entry(mention.kind, best.text), best.text)
    told = (listed, "as the dictionary has it") if listed else (best.text, reason)
    return Chosen(*told, mention.kind)


def _listed_form(entry: Entry | None, base: str) -> str | None:
    """`Reuters` for `Reuter`: the entry's name, where it is the same word with another ending."""
    if entry is None or entry.name == base or " " in base or " " in entry.name:
        return None
    short, long = sorted((entry.name, base), key=len)
    return entry.name if long.startswith(short) else None


def _places(reports: Sequence[Report], knowledge: Knowledge) -> set[str]:
    """The bases of places that are countries or towns."""
    bases = {
        b.text for r in reports for m in r.findings.mentions if m.kind == PLACE and len(m.bases) > 1 for b in m.bases
    }
    return {base for base in bases if knowledge.country(base)} | knowledge.towns(bases).keys()
