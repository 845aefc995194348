"""Stories: which reports tell one course of events, why, and under what title."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import stems
from kronika.linking.clustering import grouped
from kronika.linking.likeness import Likeness, Scored, Shared
from kronika.linking.profiles import Vector, profile
from kronika.linking.report import Report
from kronika.records import Reading, ReuseRow, StoryRow

THRESHOLD = 0.0
"""`python -m evaluation stories --sweep`."""
STORED = -2.5
"""Pairs below it are not stored, and count as OTHERS: their scores lie between -2.5 and -6."""
OTHERS = -4.0
SHOWN = 4
"""Words and names that evidence names."""
LONGEST = 120
STEM = 5


def tell_apart(reports: Sequence[Report], reuse: Sequence[ReuseRow], knowledge: Knowledge) -> list[StoryRow]:
    """For each of the reports, in their order, its story and why it belongs there; every report is in one."""
    common = {what: knowledge.common(what) for what in ("name", "term")}
    likeness = Likeness([profile(r) for r in reports], _shared(reports, reuse), common)
    scored = [pair for pair in likeness.pairs() if pair.score >= STORED]
    groups = grouped(len(reports), [(p.first, p.second, p.score) for p in scored], OTHERS, THRESHOLD)
    nearest = _nearest(scored, groups)
    evidence = _Evidence(reports, likeness)
    told = {i: evidence.of(i, nearest.get(i)) for i in range(len(reports))}
    rows = {i: row for group in groups for i, row in zip(group, _rows(reports, group, told), strict=True)}
    return [rows[i] for i in range(len(reports))]


def _shared(reports: Sequence[Report], reuse: Sequence[ReuseRow]) -> Shared:
    number = {report.name: i for i, report in enumerate(reports)}
    found: dict[tuple[int, int], list[ReuseRow]] = defaultdict(list)
    for row in reuse:
        found[number[row.article], number[row.other]].append(row)
    return found


def _rows(reports: Sequence[Report], group: Sequence[int], told: Mapping[int, list[str]]) -> list[StoryRow]:
    """The rows of one story; its id is that of its smallest article."""
    own = [reports[i] for i in group]
    story = "story-" + min(r.row_id("article") for r in own).removeprefix("article-")
    name = title([r.reading for r in own])
    return [
        StoryRow(id=r.row_id("story"), article=r.name, story=story, title=name, evidence=told[i])
        for r, i in zip(own, group, strict=True)
    ]


# ---------------------------------------------------------------- evidence


def _nearest(scored: Sequence[Scored], groups: Sequence[Sequence[int]]) -> dict[int, Scored]:
    """For each report the pair with the report of its story that is most like it."""
    story = {i: number for number, group in enumerate(groups) for i in group}
    found: dict[int, Scored] = {}
    for pair in scored:
        if story[pair.first] == story[pair.second]:
            for i in (pair.first, pair.second):
                if i not in found or pair.score > found[i].score:
                    found[i] = pair
    return found


class _Evidence:
    """Tells why a report belongs to its story."""

    def __init__(self, reports: Sequence[Report], likeness: Likeness) -> None:
        self._reports, self._likeness = reports, likeness

    def of(self, number: int, nearest: Scored | None) -> list[str]:
        """What the report has in common with the one that is most like it."""
        if nearest is None:
            return []
        other = nearest.second if nearest.first == number else nearest.first
        told = [f"most like {self._reports[other].name}"]
        names = self._names(number, _common(self._likeness.names[number], self._likeness.names[other]))
        terms = _common(self._likeness.terms[number], self._likeness.terms[other])
        told += [f"names: {', '.join(names)}"] if names else []
        told += [f"words: {', '.join(terms[:SHOWN])}"] if terms else []
        told += [f"{nearest.pair.copied:.0%} of the shorter is a copy"] if nearest.pair.copied else []
        return [*told, _apart(nearest.pair.days)]

    def _names(self, number: int, common: Sequence[str]) -> list[str]:
        """The names that the stems come from, as the report's mentions have them, the most telling first."""
        bases = [m.bases[0].text for m in self._reports[number].findings.mentions if m.bases]
        by_stem = {stem: base for base in sorted(bases, key=len) for stem in stems(base)}
        return list(dict.fromkeys(by_stem[stem] for stem in common if stem in by_stem))[:SHOWN]


def _common(one: Vector, other: Vector) -> list[str]:
    """What two vectors share, what weighs most first."""
    return sorted(one.keys() & other.keys(), key=lambda word: (-one[word] * other[word], word))


def _apart(days: int | None) -> str:
    if days is None:
        return "the days of one of them are not known"
    return "of the same day" if days == 0 else f"{days} day{'s' if days > 1 else ''} apart"


# ------------------------------------------------------------------- title


def title(readings: Sequence[Reading]) -> str:
    """A headline or first sentence of the reports, the one whose words most reports use."""
    used = Counter(stem for reading in readings for stem in _stems(reading.article.text))
    candidates = [c for reading in readings for c in _candidates(reading)]
    if not candidates:
        return readings[0].article.name
    return min(candidates, key=lambda c: (c[0], -_spread(c[1], used), c[1]))[1]


def _candidates(reading: Reading) -> list[tuple[int, str]]:
    """Titles with their rank: of the input or the page, then a first sentence, then one cut short."""
    text = reading.article.text
    found = [(0, reading.article.metadata.title)] if reading.article.metadata.title else []
    found += [(0, text[z.start : z.end]) for z in reading.findings.zones if z.reason == "title"]
    first = next((text[s.start : s.end] for s in reading.findings.sentences), None)
    found += [(1 + (len(first) > LONGEST), _shortened(first))] if first else []
    return [(rank, re.sub(r"\s+", " ", words)) for rank, words in found]


def _spread(words: str, used: Counter[str]) -> float:
    stems = _stems(words)
    return round(sum(used[s] for s in stems) / (len(stems) + 3), 6)


def _stems(text: str) -> set[str]:
    return {w[:STEM].lower() for w in re.findall(r"\w{4,}", text)}


def _shortened(sentence: str) -> str:
    if len(sentence) <= LONGEST:
        return sentence
    return sentence[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
