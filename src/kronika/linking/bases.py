"""The base form of each name: the likeliest, unless the report, or others of the story, show the nominative."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kronika.languages.entities import Entry
from kronika.languages.knowledge import Knowledge
from kronika.linking.kinds import settled
from kronika.linking.report import Report
from kronika.records import Base, MentionFinding

PERSON, PLACE = "PER", "LOC"
HYPHEN = "-"
SHOWN, SURE = 0.1, 0.5
"""Chances from which a name that is its own base counts as a nominative seen by others, and by itself."""
SEEN_HERE, SEEN_ELSEWHERE, OWN, LISTED = 5.0, 3.0, 3.0, 2.0
"""What is added to a base's log-chance: its nominative stands in the report, in others, is the mention itself, or a
dictionary has it. SEEN_HERE: of 2, 3 and 5 the best for `report` of `python -m evaluation bases`; the others chosen."""
OFTEN, OFTEN_ELSEWHERE, MOST_OTHERS = 0.5, 0.25, 20.0
"""How much the other forms of the report and of the story count that allow a base, and up to what sum. OFTEN and
MOST_OTHERS: 0.2 to 0.8 and 10 to 30 tried on `report` and `oblique` of the same command; OFTEN_ELSEWHERE: 0, 0.1 and
0.25 on `linked` of `python -m evaluation entities`."""
LEAST = 0.004
"""Chance of the least likely base that is kept."""
STEM, LONGEST_ENDING = 4, 4
"""Letters that a form and a nominative share, and those in which forms differ at most. Chosen, not measured."""
RECALLED = 0.2
"""Chance of a base that the reports show in the nominative. Chosen, not measured."""


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
    """How often units of names were seen in the nominative (over a story: in how many reports), and how much the
    forms that may have them as a base speak for them."""

    seen: Counter[str]
    allowed: dict[str, float]


class Seen(NamedTuple):
    """What the reports of a story show of their names: nominatives by report, genders, the bases of each mention."""

    reports: Sequence[Report]
    nominatives: dict[str, Counter[str]]
    genders: dict[str, set[str]]
    bases: dict[Where, list[Base]]

    @property
    def story(self) -> Counter[str]:
        """In how many reports each unit of a name stands in the nominative."""
        return Counter(unit for units_seen in self.nominatives.values() for unit in units_seen)


def choose(stories: Iterable[Sequence[Report]], knowledge: Knowledge) -> dict[Where, Chosen]:
    """The base form and kind of every mention, as the reports of its own story show it."""
    told = [_seen(reports) for reports in stories]
    places = _places((bases for seen in told for bases in seen.bases.values()), knowledge)
    return {where: found for seen in told for where, found in _chosen(seen, knowledge, places).items()}


def _seen(reports: Sequence[Report]) -> Seen:
    nominatives = {r.name: Counter(u for m in r.findings.mentions for u in _nominative(r, m)) for r in reports}
    genders: dict[str, set[str]] = defaultdict(set)
    for r in reports:
        for m in r.findings.mentions:
            for unit in _nominative(r, m):
                genders[unit].update(m.genders)
    seen = Seen(reports, nominatives, genders, {})
    recall = Recall(seen.story, genders)
    alone = {b.text for r in reports for m in r.findings.mentions if m.kind != PERSON for b in m.bases[:1]}
    bases = {(r.name, m.start): recall.bases(r, m) for r in reports for m in r.findings.mentions}
    stands = {(r.name, m.start): r.quote(m.start, m.end) for r in reports for m in r.findings.mentions}
    return seen._replace(bases={where: _of_acronym(found, stands[where], alone) for where, found in bases.items()})


def _of_acronym(bases: list[Base], stands: str, alone: set[str]) -> list[Base]:
    """`MSW Orwenii` in any case: behind an acronym a name that also stands alone stays in the genitive."""
    words = stands.split()
    if len(words) < 2 or not words[0].isupper() or len(words[0]) < 2:
        return bases
    bent = f"{words[0]} "
    chances: dict[str, float] = defaultdict(float)
    for base in bases:
        behind = base.text.removeprefix(bent)
        chances[" ".join(words) if base.text.startswith(bent) and behind in alone else base.text] += base.chance
    return [Base(text, chance) for text, chance in chances.items()]


def _chosen(seen: Seen, knowledge: Knowledge, places: set[str]) -> dict[Where, Chosen]:
    reports, bases = seen.reports, seen.bases
    allowed = {r.name: _allowed((m, bases[r.name, m.start]) for m in r.findings.mentions) for r in reports}
    chooser = Chooser(Votes(seen.story, _sum(allowed.values())), seen.genders, knowledge, places)
    chosen = {}
    for report in reports:
        votes = Votes(seen.nominatives[report.name], allowed[report.name])
        for m in report.findings.mentions:
            where = (report.name, m.start)
            chosen[where] = chooser.chosen(m, bases[where], votes, set(_nominative(report, m)))
    placed = {(r.name, m.start) for r in reports for m in r.findings.mentions if m.placed}
    return settled(chosen, placed, knowledge)


def units(mention: MentionFinding, base: str) -> list[str]:
    """What is voted on: each word of a person's name, any other name as a whole."""
    return base.split() if mention.kind == PERSON else [base]


def _nominative(report: Report, mention: MentionFinding) -> Iterator[str]:
    if not mention.bases:
        return
    best = mention.bases[0]
    stands = " ".join(report.quote(mention.start, mention.end).split())
    if mention.nominative and best.chance >= SHOWN and best.text == stands:
        yield from units(mention, best.text)


def _allowed(mentions: Iterable[tuple[MentionFinding, Sequence[Base]]]) -> dict[str, float]:
    allowed: dict[str, float] = defaultdict(float)
    for mention, bases in mentions:
        for unit, chance in _chances(mention, bases).items():
            allowed[unit] += _weight(chance)
    return allowed


def _sum(several: Iterable[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for one in several:
        for unit, weight in one.items():
            total[unit] += weight
    return total


def _chances(mention: MentionFinding, bases: Iterable[Base]) -> Mapping[str, float]:
    """Of each unit, how likely it is over the mention's bases."""
    chances: dict[str, float] = defaultdict(float)
    for base in bases:
        for unit in units(mention, base.text):
            chances[unit] += base.chance
    return chances


class Recall:
    """Nominatives of the reports that no dictionary may know, by their beginning.

    Where a name of one word may be a form of one, it is a base with a fair chance, whatever the network thought.
    """

    def __init__(self, seen: Iterable[str], genders: Mapping[str, set[str]]) -> None:
        self._genders = genders
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        for unit in sorted(seen):
            if len(unit) >= STEM:
                self._by_stem[unit[:STEM]].append(unit)

    def bases(self, report: Report, mention: MentionFinding) -> list[Base]:
        """The mention's bases, and those that its form and the nominatives of the reports suggest."""
        stands = report.quote(mention.start, mention.end)
        if not mention.bases:  # findings of an older store
            return [Base(" ".join(stands.split()), 1.0)]
        best = mention.bases[0]
        sure = mention.nominative and best.text == stands and best.chance >= SURE
        if sure or not mention.rare or not stands.replace(HYPHEN, "").isalpha():
            return mention.bases
        chances = {base.text: base.chance for base in mention.bases}
        for unit in self._by_stem.get(stands[:STEM], ()):
            shown = self._genders.get(unit, set())
            same = not (shown and mention.genders) or bool(shown.intersection(mention.genders))
            if same and unit != stands and _may_be_of(unit, stands):
                chances[unit] = max(chances.get(unit, 0.0), RECALLED)
        return [Base(text, chance) for text, chance in chances.items()]


def _may_be_of(unit: str, form: str) -> bool:
    """Whether both, and their parts between hyphens, go on with a few letters only behind what they share."""
    bases, forms = unit.split(HYPHEN), form.split(HYPHEN)
    return len(bases) == len(forms) and all(_ends_alike(b, f) for b, f in zip(bases, forms, strict=True))


def _ends_alike(unit: str, form: str) -> bool:
    shared = next((i for i, (a, b) in enumerate(zip(unit, form, strict=False)) if a != b), min(len(unit), len(form)))
    return shared > 1 and len(unit) - shared < LONGEST_ENDING and len(form) - shared <= LONGEST_ENDING


class Chooser:
    """Scores the bases of a mention."""

    def __init__(self, story: Votes, genders: Mapping[str, set[str]], knowledge: Knowledge, places: set[str]) -> None:
        """`genders` are those that units show where they stand in the nominative."""
        self._story = story
        self._genders = genders
        self._knowledge = knowledge
        self._places = places

    def chosen(self, mention: MentionFinding, bases: Sequence[Base], votes: Votes, own: set[str]) -> Chosen:
        """The best base. `own` are the units that the mention itself shows in the nominative."""
        chances = _chances(mention, bases)
        scored = [(*self._score(mention, base, votes, own, chances), base.chance, base.text) for base in bases]
        _, reason, _, text = max(scored, key=lambda told: (told[0], told[2], told[3]))
        listed = _listed_form(self._knowledge.entry(mention.kind, text), text)
        if listed:
            return Chosen(listed, "as the dictionary has it", mention.kind)
        return Chosen(text, reason if len(bases) > 1 else "no other is likely", mention.kind)

    def _score(
        self, mention: MentionFinding, base: Base, votes: Votes, own: set[str], chances: Mapping[str, float]
    ) -> tuple[float, str]:
        found = [
            (0.0, "its gender fits")
            if self._of_other_gender(unit, mention)
            else self._support(unit, votes, own, chances)
            for unit in units(mention, base.text)
        ]
        listed = base.text in self._places or self._knowledge.entry(mention.kind, base.text) is not None
        points = sum(points for points, _ in found) / max(1, len(found)) + LISTED * listed
        return math.log(max(base.chance, LEAST / 10)) + points, max(found, default=(0.0, "no other is likely"))[1]

    def _of_other_gender(self, unit: str, mention: MentionFinding) -> bool:
        """`Kowalska` was seen as a woman: no base of `Piotrem Kowalskim`. Of strange names gender says little."""
        seen = self._genders.get(unit, set())
        known = bool(seen) and bool(mention.genders) and not mention.rare
        return known and not seen.intersection(mention.genders)

    def _support(self, unit: str, votes: Votes, own: set[str], chances: Mapping[str, float]) -> tuple[float, str]:
        here = votes.allowed.get(unit, 0.0)
        others = OFTEN * min(MOST_OTHERS, here - _weight(chances[unit]))
        others += OFTEN_ELSEWHERE * min(MOST_OTHERS, self._story.allowed.get(unit, 0.0) - here)
        if votes.seen[unit] - (unit in own):
            return SEEN_HERE + others, "its nominative stands in this report"
        if unit in own and chances[unit] >= SURE:
            return OWN + others, "it stands in the nominative"
        if self._story.seen[unit] - (votes.seen[unit] > 0):
            return SEEN_ELSEWHERE + others, "its nominative stands in other reports"
        return others, "the likeliest of several"


def _listed_form(entry: Entry | None, base: str) -> str | None:
    """`Reuters` for `Reuter`: the entry's name, where it is the same word with another ending."""
    if entry is None or entry.name == base or " " in base or " " in entry.name:
        return None
    short, long = sorted((entry.name, base), key=len)
    return entry.name if long.startswith(short) else None


def _places(found: Iterable[Sequence[Base]], knowledge: Knowledge) -> set[str]:
    """The bases, of names that have several, that are countries or towns."""
    bases = {base.text for several in found if len(several) > 1 for base in several}
    return {base for base in bases if knowledge.country(base)} | knowledge.towns(bases).keys()
