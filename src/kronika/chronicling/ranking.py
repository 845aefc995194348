"""Which lines weigh most: by consequence, by how many origins tell them, by how well their day is known."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

from kronika.chronicling.entries import DAY, Entry
from kronika.chronicling.texts import Texts
from kronika.copies import Place
from kronika.languages.letters import fold
from kronika.ontology.chronicles import weights
from kronika.origins import Support
from kronika.records import EventRow, FigureRow

WORD = re.compile(r"\w+")
OPENING, SAME = 3, 0.8
"""First words that two sentences share, and share of all their words, from which they are almost the same. Chosen."""
NIGHT, WIDE = 1, 4
"""Days from the first to the last of a night, and of a stretch that still says when. Chosen, not measured."""


def weigh(entry: Entry, support: Support, texts: Texts, title: str) -> dict[str, float]:
    """What a line weighs, part by part; those that are nothing are left out."""
    added = weights().added
    rows = [row for row in entry.rows if isinstance(row, EventRow | FigureRow)]
    events = [row for row in rows if isinstance(row, EventRow)]
    own = entry.kind == DAY or any(row.statement is None for row in rows)
    parts = {
        "consequence": _consequence(entry),
        "origins": added.origin * math.log2(max(1, len(support.origins))),
        "outlets": added.outlet * math.log2(max(1, len(support.outlets))),
        "day": _day(entry),
        "own": added.own if own else 0.0,
        "lead": added.lead if any(texts.leads(Place(row.article, row.start, row.end)) for row in rows) else 0.0,
        "passing": added.passing if events and not any(row.told for row in events) else 0.0,
        "open": added.open if entry.open else 0.0,
        "fit": added.fit * entry.sentence.fit,
        "title": added.title if fold(entry.sentence.text).strip(".") == fold(title).strip(".") else 0.0,
    }
    return {part: round(weight, 2) for part, weight in parts.items() if weight}


def without_repeats(entries: Sequence[Entry], parts: Sequence[dict[str, float]]) -> None:
    """Of several lines with one sentence, be it of events of different days or in almost the same words, all but the
    heaviest weigh less."""
    order = sorted(range(len(entries)), key=lambda i: (-sum(parts[i].values()), i))
    seen: dict[tuple[str, ...], list[list[str]]] = defaultdict(list)
    for i in order:
        words = WORD.findall(entries[i].sentence.text)
        alike = seen[tuple(words[:OPENING])]
        if any(_almost(words, other) for other in alike):
            parts[i]["repeated"] = weights().added.repeated
        alike.append(words)


def _almost(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two sentences have almost the same words, and the names and numbers of one are all in the other."""
    first, second = ({word for word in words if not word.islower()} for words in (one, other))
    shared, both = set(one) & set(other), set(one) | set(other)
    return (first <= second or second <= first) and len(shared) >= SAME * len(both)


def _day(entry: Entry) -> float:
    """How well its day is known."""
    added, (first, last) = weights().added, entry.days
    if first is None or last is None:
        return 0.0
    if (last - first).days <= NIGHT or entry.lasting:
        return added.day
    return added.stretch if (last - first).days <= WIDE else added.wide


def _consequence(entry: Entry) -> float:
    """Of the heaviest that a line tells."""
    table = weights()
    events = [table.event(*h.code) for h in entry.happenings]
    day_only = table.added.incident if entry.incident else table.added.day_only
    return max([*events, *(table.measures[m] for m in entry.measures)], default=day_only)


def ranks(lines: Sequence[tuple[str, float]]) -> list[int]:
    """The rank of each line, from 1: the heaviest first, where each line of a day makes the next of that day lighter.

    A line is its day, empty where it is not known, and its weight; equal ones keep their order.
    """
    crowd = weights().added.crowd
    taken: dict[str, int] = {}
    left, found = list(range(len(lines))), [0] * len(lines)
    for rank in range(1, len(lines) + 1):
        best = max(left, key=lambda i: (lines[i][1] + crowd * taken.get(lines[i][0], 0), -i))
        found[best] = rank
        left.remove(best)
        taken[lines[best][0]] = taken.get(lines[best][0], 0) + 1
    return found
