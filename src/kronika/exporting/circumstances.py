"""When, where and in which words an event is told, as event data ask for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kronika.evidence import Span, cut
from kronika.exporting.contents import Story
from kronika.happenings import PLACES, SINCE, Happening
from kronika.records import EventRow, FigureRow, MentionRow, TimeRow


def day_of(event: Happening, times: Mapping[str, TimeRow]) -> str | None:
    """The day of an event, of one that lasts the first; None where it is not known to the day. `times` are by id."""
    if event.earliest is not None and event.earliest == event.latest:
        return event.earliest
    lasting = [times[row.time] for row in event.mentions if row.when_rule == SINCE and row.time and row.time in times]
    begun = {time.earliest if time.earliest == time.latest else None for time in lasting}
    return event.earliest if event.earliest is not None and begun == {event.earliest} else None


def place_words(event: Happening, mentions: Mapping[str, Sequence[MentionRow]]) -> str | None:
    """The name of its place as it stands nearest to the words that tell the event; None where it has none.

    `mentions` are those of each report, by its name.
    """
    row = min(event.mentions, key=lambda row: (row.place != event.place, row.place_rule != event.place_rule))
    named = [m for m in mentions.get(row.article, ()) if row.place_entity and m.entity == row.place_entity]
    nearest = min(named, key=lambda m: (abs(m.start - row.start), m.start), default=None)
    return " ".join(nearest.text.split()) if nearest and event.place else None


def is_near(event: Happening, story: Story, mentions: Mapping[str, Sequence[MentionRow]]) -> bool:
    """Whether a sentence that tells the event says that it was near its place and not in it. `mentions` are those of
    each report, by its name."""
    for row in (r for r in event.mentions if r.place == event.place and r.place_rule == PLACES[0]):
        own = sentence_of(story, row)[1]
        named = [m for m in mentions.get(row.article, ()) if row.place_entity and m.entity == row.place_entity]
        if any(own.start <= m.start < own.end and story.is_near(m.article, m.start) for m in named):
            return True
    return False


def place_entity(event: Happening) -> str | None:
    """The entity of its place."""
    return next((row.place_entity for row in event.mentions if row.place == event.place and row.place_entity), None)


def sentence_of(story: Story, row: EventRow) -> tuple[int | None, Span, str]:
    """The number of the sentence in which a mention stands, from 1 on, its span and text; the mention's own where none
    holds it."""
    wording = story.wording(row.article)
    for number, stretch in enumerate(wording.sentences, start=1):
        if stretch.start <= row.start and row.end <= stretch.end:
            span = Span(stretch.start, stretch.end)
            return number, span, cut(wording.text, span)
    return None, Span(row.start, row.end), row.text


def numbers_of(event: Happening, figures: Mapping[str, FigureRow]) -> list[FigureRow]:
    """The figures, given by id, that its mentions tell, without those of a part, before a change, or only supposed."""
    told = dict.fromkeys(id_ for row in event.mentions for id_ in row.figures if id_ in figures)
    return [f for id_ in told if not ((f := figures[id_]).part_of or f.old or f.supposed)]


def mentions_of(story: Story) -> dict[str, list[MentionRow]]:
    """The mentions of names in each report of a story, by its name."""
    found: dict[str, list[MentionRow]] = {name: [] for name in story.articles}
    for row in story.rows("mentions"):
        found[row.article].append(row)
    return found
