"""The chronicle of stories as lines of text, for people."""

from __future__ import annotations

from collections.abc import Iterator

from kronika.records import ChronicleRow, DisagreementRow, SideRow
from kronika.showing import wording
from kronika.showing.chronicle_phrases import ChroniclePhrases
from kronika.showing.phrases import DOT
from kronika.showing.timeline_search import StoryTimeline, TimelineAnswer

WIDTH, NARROWEST = 100, 50
MOST_STORIES = 10
"""Stories that are told in full where none was asked for."""
WEEK = "week"
INDENT = "  "


def lines(answer: TimelineAnswer, phrases: ChroniclePhrases, width: int = WIDTH) -> list[str]:
    """The stories, one after the other."""
    told = _Teller(phrases, max(width, NARROWEST), answer.asked.level)
    if not answer.found:
        return [phrases.say("none")]
    found = [line for one in answer.found[:MOST_STORIES] for line in (*told.story(one), "")]
    rest = len(answer.found) - MOST_STORIES
    return [*found, phrases.count("more-stories", rest)] if rest > 0 else found[:-1]


def disagreement_lines(answer: TimelineAnswer, phrases: ChroniclePhrases, width: int = WIDTH) -> list[str]:
    """The disagreements of the stories, with all their sides."""
    told = _Teller(phrases, max(width, NARROWEST), answer.asked.level)
    found = [line for one in answer.found if one.disagreements for line in (*told.differing(one), "")]
    return found[:-1] if found else [phrases.say("no-disagreements")]


class _Teller:
    def __init__(self, phrases: ChroniclePhrases, width: int, level: str) -> None:
        self._phrases, self._width, self._level = phrases, width, level

    def story(self, one: StoryTimeline) -> Iterator[str]:
        """Title, span and support, lead, lines by day or week, disagreements in a line each."""
        yield from self._heading(one)
        yield from self._wrapped(one.summary.lead, "")
        before = None
        for line in one.lines:
            heading = self._when(line)
            if heading != before:
                yield ""
                yield heading
                before = heading
            yield from self._line(line, one)
        if one.left_out:
            yield ""
            yield self._phrases.count("more-lines", one.left_out)
        if one.disagreements:
            yield ""
            yield f"{self._phrases.say('disagree')}:"
            for row in one.disagreements:
                yield from self._in_short(row)

    def differing(self, one: StoryTimeline) -> Iterator[str]:
        """A story's disagreements with their sides."""
        yield from self._heading(one)
        for row in one.disagreements:
            yield ""
            yield from self._wrapped(f"{self._kind(row)}: {self._phrases.about(row)}", "")
            for side in row.sides:
                yield from self._side(row, side, one)

    def _heading(self, one: StoryTimeline) -> Iterator[str]:
        row = one.summary
        yield from self._wrapped(row.title, "")
        support = self._phrases.support(len(row.articles), len(row.outlets), one.unknown(row.outlets), len(row.origins))
        yield DOT.join(filter(None, (self._phrases.span(row.earliest, row.latest), support, row.story)))

    def _when(self, line: ChronicleRow) -> str:
        day = line.earliest or line.latest
        if self._level == WEEK and day:
            return self._phrases.week(day)
        return self._phrases.when(line)

    def _line(self, line: ChronicleRow, one: StoryTimeline) -> Iterator[str]:
        yield from self._wrapped(line.sentence, INDENT)
        coded = self._phrases.coded(line.event_type, line.mode) if line.event_type else ""
        days = self._phrases.when(line) if self._level == WEEK else ""
        support = self._phrases.carried(line, one.unknown(line.outlets))
        mended = self._phrases.mended(line)
        origins = self._phrases.say("from-whom", names=self._phrases.origins(line.origins))
        place = f"{line.evidence[0].article}:{line.evidence[0].start}" if line.evidence else ""
        yield from self._wrapped(DOT.join(filter(None, (days, mended, coded, support, origins, place))), INDENT * 2)

    def _kind(self, row: DisagreementRow) -> str:
        return self._phrases.say(f"kind-{row.kind}")

    def _in_short(self, row: DisagreementRow) -> Iterator[str]:
        sides = " / ".join(self._phrases.held(row, side) for side in row.sides)
        yield from self._wrapped(f"{self._phrases.about(row)}: {sides}", INDENT, INDENT * 2)

    def _side(self, row: DisagreementRow, side: SideRow, one: StoryTimeline) -> Iterator[str]:
        """The claim, who holds it; its sentence; since when and through whom."""
        yield from self._wrapped(f"{self._phrases.claim(row, side)}: {', '.join(side.holders)}", INDENT)
        yield from self._wrapped(self._phrases.told_by(side), INDENT * 2)
        since = self._phrases.since(side)
        support = self._phrases.carried(side, one.unknown(side.outlets))
        through = self._phrases.say("through", names=self._phrases.origins(side.origins))
        places = ", ".join(f"{e.article}:{e.start}" for e in side.evidence[:3])
        yield from self._wrapped(DOT.join(filter(None, (since, support, through, places))), INDENT * 2)

    def _wrapped(self, text: str, before: str, after: str | None = None) -> list[str]:
        return wording.wrapped(text, self._width, before, after)
