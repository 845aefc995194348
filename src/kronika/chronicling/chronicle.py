"""The timeline of dated sentences, a story at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kronika.evidence import digest
from kronika.origins import Copies, Place
from kronika.records import Chronicle, ChronicleRow, Linked, TimeRow

OPENING = " -–—•*"
"""What opens a turn of speech or an item of a list, and is no part of its sentence."""
UNDATED = "~"
"""Behind every day: a sentence whose day is not known comes last."""
Sentences = Mapping[str, Sequence[tuple[int, int]]]


def chronicle(linked: Linked, texts: Mapping[str, str], sentences: Sentences) -> Chronicle:
    """What is written of the stories of `linked`.

    `texts` and `sentences` (start, end) are by the articles' shown names. Until events are read, a line of
    the timeline is a sentence of a report that names its day, quoted; copies of it are one line.
    """
    story_of = {row.article: row.story for row in linked.stories}
    copies = Copies(linked.articles, linked.reuse)
    return Chronicle(
        chronicle=_timeline(linked.times, story_of, texts, sentences, copies),
    )


def _timeline(
    times: Sequence[TimeRow],
    story_of: Mapping[str, str],
    texts: Mapping[str, str],
    sentences: Sentences,
    copies: Copies,
) -> list[ChronicleRow]:
    lines: dict[tuple[str, str, str | None, str | None], list[tuple[TimeRow, Place]]] = defaultdict(list)
    for time in times:
        place = _sentence_of(time, sentences)
        words = re.sub(r"\s+", " ", texts[time.article][place.start : place.end]).lstrip(OPENING)
        lines[story_of[time.article], words, time.earliest, time.latest].append((time, place))
    rows = [_line(key, mentions, copies) for key, mentions in lines.items()]
    return sorted(rows, key=lambda r: (r.story, r.earliest or r.latest or UNDATED, r.latest or "", r.sentence, r.id))


def _sentence_of(time: TimeRow, sentences: Sentences) -> Place:
    for start, end in sentences.get(time.article, ()):
        if start <= time.start and time.end <= end:
            return Place(time.article, start, end)
    return Place(time.article, time.start, time.end)


def _line(
    key: tuple[str, str, str | None, str | None], mentions: Sequence[tuple[TimeRow, Place]], copies: Copies
) -> ChronicleRow:
    story, sentence, earliest, latest = key
    support = copies.support([place for _, place in mentions])
    return ChronicleRow(
        id=f"line-{digest(*key)}",
        story=story,
        earliest=earliest,
        latest=latest,
        sentence=sentence,
        mentions=sorted({time.id for time, _ in mentions}),
        articles=support.articles,
        outlets=support.outlets,
        origins=support.origins,
    )
