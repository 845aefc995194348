"""Stories: which reports belong together. Until they are told apart, all reports of a run are one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kronika.records import Reading

LONGEST = 120
STEM = 5


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
