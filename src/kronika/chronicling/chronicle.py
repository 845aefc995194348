"""The timeline of dated sentences and the histories of figures, a story at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kronika.evidence import digest
from kronika.origins import Copies, Place
from kronika.records import Chronicle, ChronicleRow, FigureRow, HistoryRow, Linked, TimeRow

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
        histories=_histories(linked.figures, story_of),
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


def _histories(figures: Sequence[FigureRow], story_of: Mapping[str, str]) -> list[HistoryRow]:
    """Figures of one measure in one story; what `other` counts has no common measure."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for figure in figures:
        if figure.measure != "other":
            groups[story_of[figure.article], figure.measure].append(figure.id)
    rows = [
        HistoryRow(id=f"history-{digest(*key)}", story=key[0], measure=key[1], figures=ids)
        for key, ids in groups.items()
    ]
    return sorted(rows, key=lambda r: (r.story, r.measure, r.id))
