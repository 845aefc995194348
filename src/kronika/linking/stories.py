"""Stories: which reports tell one course of events, why, and under what title."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import STEM, fold, stems
from kronika.linking.clustering import Scores, connected, grouped, ruled
from kronika.linking.likeness import Likeness, Shared, gap
from kronika.linking.profiles import Held, Rarity, Vector, held_by, names_of, profile
from kronika.linking.report import Report
from kronika.linking.rulings import NO_PAIRS, SAYS_SO, Paired, Pairs
from kronika.linking.ties import Ties, between, surest, together
from kronika.records import Reading, ReuseRow, StoryRow

THRESHOLD = 0.0
"""Of -1.5 to 1.5 the best for the tuned sets, taken together, of `python -m evaluation stories --sweep --press`."""
COPIED = 0.1
"""Share of a report from which a copy is the first reason. Chosen, not measured."""
SHOWN = 4
"""Words and names that evidence names."""
WHOLE = 4
"""Words of a sentence that may be a title: shorter ones are datelines and cries."""
LONGEST = 120
PATIENCE = 6
"""Words that a title may have beside those that tell: with 3 short titles win that say little, 6 and 10 agree."""


LARGEST = 2000
"""Reports that are compared each with each: of more that hang together, the surest ties go first, so that memory stays
bounded. As many as a large newsroom has of the greatest event in a month. Chosen, not measured."""


class Rarities(NamedTuple):
    """How rare stems of names and terms are."""

    names: Rarity
    terms: Rarity


class Story(NamedTuple):
    """The reports of a story, each with its id, and their rows."""

    reports: list[Report]
    rows: list[StoryRow]


class Telling(NamedTuple):
    """Reports with their stories, for each by number the one of its story that is most like it, and of which people
    ruled that they belong to it."""

    reports: list[Report]
    nearest: dict[int, int]
    likeness: Likeness
    merged: frozenset[int] = frozenset()


def tell_apart(
    reports: Sequence[Report], reuse: Sequence[ReuseRow], knowledge: Knowledge, rulings: Paired = NO_PAIRS
) -> list[Story]:
    """The stories of the reports, each report in one; a story's id is that of its smallest article."""
    profiles = [profile(report) for report in reports]
    known = rarities(held_by([p.names for p in profiles]), held_by([p.terms for p in profiles]), knowledge)
    likeness = Likeness(profiles, _by_pairs(reports, reuse), *known)
    ties = with_copies(between(profiles, *known, THRESHOLD), likeness.scored(), len(reports))
    number = {report.name: i for i, report in enumerate(reports)}
    homes = connected(len(reports), [*merged_by(rulings, reports), *surest(ties)], LARGEST)
    home = {member: n for n, members in enumerate(homes) for member in members}
    among: dict[int, list[ReuseRow]] = defaultdict(list)
    for row in reuse:
        if home[number[row.article]] == home[number[row.other]]:
            among[home[number[row.article]]].append(row)
    return [
        story
        for n, members in enumerate(homes)
        for story in tied([reports[i] for i in members], among[n], known, rulings)
    ]


def with_copies(ties: Ties, copied: Mapping[tuple[int, int], float], count: int) -> Ties:
    """The ties among so many reports, where pairs that share passages have scores of their own."""
    codes = np.minimum(ties.first, ties.second) * count + np.maximum(ties.first, ties.second)
    left = ~np.isin(codes, np.array([first * count + second for first, second in copied], dtype=np.int64))
    sure = [(*pair, points) for pair, points in copied.items() if points >= THRESHOLD]
    first, second, scores = (np.array(column) for column in zip(*sure, strict=True)) if sure else (np.zeros(0),) * 3
    own = Ties(first.astype(np.int64), second.astype(np.int64), scores.astype(np.float32))
    return together([Ties(ties.first[left], ties.second[left], ties.scores[left]), own])


def merged_by(rulings: Paired, reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    """The pairs of reports, by their numbers, that people put into one story."""
    return _numbers(rulings.together, reports)


def _numbers(pairs: Pairs, reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    number = {report.article.source: i for i, report in enumerate(reports)} if pairs else {}
    sources = sorted((one, other) for (one, _), (other, _) in pairs)
    return ((number[one], number[other]) for one, other in sources if one in number and other in number)


def tied(
    reports: Sequence[Report], reuse: Sequence[ReuseRow], known: Rarities, rulings: Paired = NO_PAIRS
) -> list[Story]:
    """The stories of reports that hang together, which share these passages."""
    likeness = likeness_of_known(reports, reuse, known)
    scores = _scores(likeness, range(len(reports)))
    merged, apart = (list(_numbers(pairs, reports)) for pairs in rulings)
    groups = ruled(scores, THRESHOLD, merged, apart) if merged or apart else grouped(scores, THRESHOLD)
    placed, nearest = list(reports), dict[int, int]()
    for group in groups:
        story = _id([reports[i] for i in group])
        for number in group:
            placed[number] = reports[number]._replace(story=story)
        nearest |= _most_alike(likeness, group, scores[np.ix_(group, group)])
    told = Telling(placed, nearest, likeness, frozenset(number for pair in merged for number in pair))
    return [_story(told, group) for group in groups]


def as_one(
    reports: Sequence[Report], reuse: Sequence[ReuseRow], knowledge: Knowledge, _rulings: Paired = NO_PAIRS
) -> list[Story]:
    """The reports as one story, whatever their words: where somebody knows that they are."""
    placed = [report._replace(story=_id(reports)) for report in reports]
    told = Telling(placed, {}, likeness_of(reports, reuse, knowledge))
    return [_story(told, range(len(reports)))]


def rarities(names: Held, terms: Held, knowledge: Knowledge) -> Rarities:
    """How rare words are that stand in so many reports."""
    return Rarities(Rarity(names, knowledge.common("name")), Rarity(terms, knowledge.common("term")))


def _scores(likeness: Likeness, members: Sequence[int]) -> Scores:
    """Each with each. Shape (members, members), the same both ways.

    A row's sums are those of the other way in another order; where their last digits differ, chains would never end.
    """
    scores = np.empty((len(members), len(members)), dtype=np.float32)
    for place, row in enumerate(likeness.rows(members)):
        scores[place, place:] = scores[place:, place] = row[place:]
    return scores


def _most_alike(likeness: Likeness, members: Sequence[int], scores: Scores) -> dict[int, int]:
    """For each of a story the other one of which it has copied most, else the one that is most like it.

    `scores` are those of the members with each other.
    """
    if len(members) == 1:
        return {}
    own = scores.copy()
    np.fill_diagonal(own, -np.inf)
    found = {number: members[int(best)] for number, best in zip(members, own.argmax(axis=1), strict=True)}
    inside = set(members)
    for number in members:
        copies = {
            other: share for other, share in likeness.copies(number).items() if other in inside and share >= COPIED
        }
        if copies:
            found[number] = min(copies, key=lambda other: (-copies[other], other))
    return found


def likeness_of(reports: Sequence[Report], reuse: Sequence[ReuseRow], knowledge: Knowledge) -> Likeness:
    """How alike the reports are, which share these passages, where there are no others."""
    profiles = [profile(report) for report in reports]
    known = rarities(held_by([p.names for p in profiles]), held_by([p.terms for p in profiles]), knowledge)
    return likeness_of_known(reports, reuse, known)


def likeness_of_known(reports: Sequence[Report], reuse: Sequence[ReuseRow], known: Rarities) -> Likeness:
    """How alike the reports are among more, which share these passages."""
    return Likeness([profile(report) for report in reports], _by_pairs(reports, reuse), *known)


def _by_pairs(reports: Sequence[Report], reuse: Sequence[ReuseRow]) -> Shared:
    number = {report.name: i for i, report in enumerate(reports)}
    found: dict[tuple[int, int], list[ReuseRow]] = defaultdict(list)
    for row in reuse:
        found[number[row.article], number[row.other]].append(row)
    return found


def _id(reports: Sequence[Report]) -> str:
    return "story-" + min(r.row_id("article") for r in reports).removeprefix("article-")


def _story(told: Telling, own: Sequence[int]) -> Story:
    """Each report of a story with its id, the story's title, and why it belongs there."""
    title = _title(told, own)
    rows = [
        StoryRow(
            id=told.reports[i].row_id("story"),
            article=told.reports[i].name,
            story=told.reports[i].story,
            title=title,
            evidence=_evidence(told, i),
        )
        for i in own
    ]
    return Story([told.reports[i] for i in own], rows)


def _title(told: Telling, own: Sequence[int]) -> str:
    vectors = [vectors[i] for vectors in (told.likeness.names, told.likeness.terms) for i in own]
    return title([told.reports[i] for i in own], vectors)


# ---------------------------------------------------------------- evidence


def _evidence(told: Telling, number: int) -> list[str]:
    """What the report has in common with the one that is most like it."""
    other = told.nearest.get(number)
    if other is None:
        return []
    names = _names(told.reports[number], told.likeness.common_names(number, other))
    terms = told.likeness.common_terms(number, other)[:SHOWN]
    copied = told.likeness.copies(number).get(other, 0.0)
    said = [
        (bool(names), f"names: {', '.join(names)}"),
        (bool(terms), f"words: {', '.join(terms)}"),
        (copied > 0, f"copied: {copied:.0%} of the shorter one is in the other"),
    ]
    apart = _apart(told, number, other)
    person = [SAYS_SO] if number in told.merged else []
    return [*person, f"most like {told.reports[other].name}", *(words for holds, words in said if holds), *apart]


def _apart(told: Telling, number: int, other: int) -> list[str]:
    """How many days lie between two reports, as far as their days of publication are known, else those they name."""
    days = [told.likeness.days(i) for i in (number, other)]
    least = gap(*days)
    exact = all(interval.earliest == interval.latest for interval in days)
    if least is None or not (exact or least):
        return []
    published = all(told.reports[i].published.interval == told.likeness.days(i) for i in (number, other))
    said = f"{'' if exact else 'at least '}{least} apart" if least else "the same"
    return [f"{'days' if published else 'last days that they name'}: {said}"]


def _names(report: Report, common: Sequence[str]) -> list[str]:
    """The names as they stand in the report, what tells most first: of several forms the most frequent."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for name, span in names_of(report):
        for stem in stems(name):
            forms[stem][" ".join(report.quote(*span).split())] += 1
    named = [min(forms[stem], key=lambda form: (-forms[stem][form], len(form), form)) for stem in common]
    return list(dict.fromkeys(named))[:SHOWN]


# ------------------------------------------------------------------- title


def title(reports: Sequence[Report], vectors: Iterable[Vector]) -> str:
    """A headline or first sentence of the reports, the one whose words tell most of what they are about.

    `vectors` are the names and terms of these reports with their weights.
    """
    weights: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for word, weight in vector.items():
            weights[fold(word)[:STEM]] += weight
    candidates = [c for report in reports for c in _candidates(report.reading)]
    if not candidates:
        return reports[0].article.name
    return min(candidates, key=lambda c: (c[0], -_told(c[1], weights), c[1]))[1]


def _candidates(reading: Reading) -> list[tuple[int, str]]:
    """Titles with their rank: of the input or the page, then a first sentence, then one cut short."""
    text = reading.article.text
    found = [(0, reading.article.metadata.title)] if reading.article.metadata.title else []
    found += [(0, text[z.start : z.end]) for z in reading.findings.zones if z.reason == "title"]
    sentences = [text[s.start : s.end] for s in reading.findings.sentences]
    first = next((s for s in sentences if len(s.split()) >= WHOLE), sentences[0] if sentences else None)
    found += [(1 + (len(first) > LONGEST), _shortened(first))] if first else []
    return [(rank, re.sub(r"\s+", " ", words)) for rank, words in found]


def _told(words: str, weights: Mapping[str, float]) -> float:
    """How much of what the reports are about is in a title, for its length."""
    own = stems(words)
    return round(sum(weights.get(stem, 0) for stem in own) / (len(own) + PATIENCE), 6)


def _shortened(sentence: str) -> str:
    if len(sentence) <= LONGEST:
        return sentence
    return sentence[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
