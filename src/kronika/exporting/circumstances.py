"""When, where and in which words an event is told, as event data ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kronika.evidence import Span, cut
from kronika.exporting.contents import Story
from kronika.happenings import SINCE, Happening
from kronika.records import EventRow, FigureRow, MentionRow, TimeRow


def day_of(event: Happening, times: Iterable[TimeRow]) -> str | None:
    """The day of an event, of one that lasts the first; None where it is not known to the day."""
    if event.earliest is not None and event.earliest == event.latest:
        return event.earliest
    lasting = {row.time for row in event.mentions if row.when_rule == SINCE}
    begun = {time.earliest if time.earliest == time.latest else None for time in times if time.id in lasting}
    return event.earliest if event.earliest is not None and begun == {event.earliest} else None


def place_words(event: Happening, mentions: Sequence[MentionRow]) -> str | None:
    """The name of its place as it stands nearest to the words that tell the event; None where no report has it."""
    row = min(event.mentions, key=lambda row: (row.place != event.place, row.place_rule != event.place_rule))
    named = [m for m in mentions if m.article == row.article and row.place_entity and m.entity == row.place_entity]
    nearest = min(named, key=lambda m: (abs(m.start - row.start), m.start), default=None)
    return " ".join(nearest.text.split()) if nearest and event.place else None


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


def numbers_of(event: Happening, figures: Iterable[FigureRow]) -> list[FigureRow]:
    """The figures that its mentions tell, without those of a part, those before a change, and those only supposed."""
    told = {id_ for row in event.mentions for id_ in row.figures}
    return [f for f in figures if f.id in told and not (f.part_of or f.old or f.supposed)]
