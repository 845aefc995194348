"""Events as lines of text, for people: a table of types, or each with its sentence, its reports and its episodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kronika.happenings import Happening
from kronika.records import EventRow
from kronika.showing import wording
from kronika.showing.event_phrases import EventPhrases, code
from kronika.showing.event_search import Counts, EventsAnswer
from kronika.showing.phrases import DOT

WIDTH, NARROWEST = 100, 50
MOST_UNASKED, MOST_SHOWN = 30, 100
"""Events that are shown where nothing was chosen, and where something was."""
MOST_AGAIN, MOST_NUMBERS = 8, 12
LONGEST = 360
"""Characters of a sentence that are shown around its trigger."""
OPEN, CLOSE, CUT = "[", "]", "…"
NUMBERS = ("events", "mentions", "reports", "no-day")


def lines(answer: EventsAnswer, phrases: EventPhrases, width: int = WIDTH) -> list[str]:
    """The events; a table of their types where nothing was chosen and they are many."""
    told = _Teller(answer, phrases, max(width, NARROWEST))
    if not answer.found:
        found = told.nothing()
    elif answer.counts.events > MOST_UNASKED and answer.asked.everything:
        found = told.table()
    else:
        found = told.events()
    return [wording.visible(line.rstrip()) for line in found]


class _Teller:
    """Tells one answer in the words of a language, within a width."""

    def __init__(self, answer: EventsAnswer, phrases: EventPhrases, width: int) -> None:
        self._answer, self._phrases, self._width = answer, phrases, width
        self._shown = answer.found[:MOST_SHOWN]
        self._number = {event.event: number for number, event in enumerate(self._shown, start=1)}
        self._known = {event.event: event for event in (*answer.wholes, *answer.found)}
        self._episodes: dict[str, list[int]] = defaultdict(list)
        for event in self._shown:
            if event.episode_of:
                self._episodes[event.episode_of].append(self._number[event.event])
        self._statements = {row.id: row for row in answer.statements}
        self._figures = {row.id: row for row in answer.figures}
        self._room = len(str(len(self._shown))) + 3

    def _counts(self, of: Counts) -> str:
        """So many events, mentions and reports."""
        numbers = {"events": of.events, "mentions": of.mentions, "reports": of.reports}
        return ", ".join(self._phrases.count(noun, number) for noun, number in numbers.items())

    def nothing(self) -> Iterator[str]:
        """That nothing fits, how much there is, and which types there are."""
        answer = self._answer
        if not answer.in_all.events:
            yield self._phrases.say("none")
            return
        yield from self._wrapped(self._phrases.say("nothing", all=self._counts(answer.in_all)), "")
        yield from self._absent()
        rule, names = ("near", answer.near) if answer.near else ("most", answer.most)
        yield from self._wrapped(self._phrases.say(rule, names=", ".join(map(self._phrases.coded, names))), "")

    def _absent(self) -> Iterator[str]:
        """The types and modes that were asked for and of which the store has no event."""
        if self._answer.absent:
            names = ", ".join(self._phrases.of_code(known) for known in self._answer.absent)
            yield from self._wrapped(self._phrases.say("absent", names=names), "")

    def _undated(self) -> Iterator[str]:
        """Where days were chosen, how many events may lie on others."""
        asked = self._answer.asked
        number = sum(not event.known for event in self._answer.found)
        if number and (asked.since or asked.until):
            yield from self._wrapped(self._phrases.count("undated", number), "")

    # ------------------------------------------------------------------ table

    def table(self) -> Iterator[str]:
        """A line a type, and below it one a mode: how many events, in how many reports, how many of no known day, and
        the days of the others."""
        yield self._counts(self._answer.counts)
        yield ""
        heading = [self._phrases.say(f"column-{name}") for name in ("what", *NUMBERS, "days")]
        rows = [heading, *self._rows()]
        wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            what, *numbers, days = row
            right = (cell.rjust(room) for cell, room in zip(numbers, wide[1:], strict=False))
            yield "  ".join((what.ljust(wide[0]), *right, days))
        yield ""
        yield from self._wrapped(self._phrases.say("hint-choose"), "")

    def _rows(self) -> Iterator[list[str]]:
        by_type: dict[str, list[Happening]] = defaultdict(list)
        for event in self._answer.found:
            by_type[event.event_type].append(event)
        for event_type, events in sorted(by_type.items(), key=lambda item: (-len(item[1]), item[0])):
            yield self._row(self._phrases.coded(event_type), events)
            by_mode: dict[str, list[Happening]] = defaultdict(list)
            for event in events:
                if event.mode:
                    by_mode[event.mode].append(event)
            for mode, of_mode in sorted(by_mode.items(), key=lambda item: (-len(item[1]), item[0])):
                yield self._row(f"  {self._phrases.kind(event_type, mode)} ({code(event_type, mode)})", of_mode)

    def _row(self, what: str, events: Sequence[Happening]) -> list[str]:
        days = [day for event in events for day in (event.earliest, event.latest) if day]
        reports, unknown = {n for e in events for n in e.reports}, sum(not e.known for e in events)
        sizes = (len(events), sum(len(e.mentions) for e in events), len(reports), unknown)
        span = self._phrases.days(min(days), max(days)) if days else ""
        return [what, *(f"{size:,}" for size in sizes), span]

    # ---------------------------------------------------------------- in full

    def events(self) -> Iterator[str]:
        """All that fit, by day; those of no known day last."""
        yield self._counts(self._answer.counts)
        yield from self._undated()
        yield from self._absent()
        days: tuple[str | None, str | None] | None = None
        for event in self._shown:
            if days != (event.earliest, event.latest):
                days = event.earliest, event.latest
                yield ""
                yield self._phrases.days(*days) if event.known else self._phrases.say("unknown-days")
            yield from self._event(event)
        if rest := max(0, self._answer.counts.events - MOST_SHOWN):
            yield ""
            yield from self._wrapped(self._phrases.count("hint-narrow", rest), "")

    def _event(self, event: Happening) -> Iterator[str]:
        """What happened; the sentence; where it stands and where else; what it is a part of."""
        number = str(self._number[event.event]).rjust(self._room - 2)
        beside = " " * self._room
        yield from self._wrapped(
            DOT.join((self._phrases.happened(event), *self._support(event))), f"{number}  ", beside
        )
        if sentence := self._sentence(event.first):
            yield from self._wrapped(self._phrases.quoted(sentence), beside)
        yield from self._wrapped(
            DOT.join((_place(event.first), *self._day(event.first, event), *self._details(event.first))), beside
        )
        for again in self._again(event):
            yield from self._wrapped(again, beside, beside + "  ")
        if episodes := self._episodes.get(event.event):
            told = ", ".join(map(str, episodes[:MOST_NUMBERS])) + f", {CUT}" * (len(episodes) > MOST_NUMBERS)
            yield from self._wrapped(self._phrases.say("episodes", numbers=told), beside)
        yield from self._whole(event, beside)

    def _support(self, event: Happening) -> Iterator[str]:
        if len(event.mentions) > 1:
            sizes = {"mentions": len(event.mentions), "reports": len(event.reports)}
            yield ", ".join(self._phrases.count(noun, size) for noun, size in sizes.items())

    def _day(self, row: EventRow, event: Happening) -> Iterator[str]:
        """The days that a mention gives where those of the event are others; of an event without, of publication."""
        days = row.earliest, row.latest
        if any(days) and days != (event.earliest, event.latest):
            yield self._phrases.days(*days)
        elif row is event.first and not event.known and any(event.published):
            yield self._phrases.say("published", days=self._phrases.days(*event.published))

    def _details(self, row: EventRow) -> Iterator[str]:
        """In whose words it is told, and the numbers beside it."""
        if row.statement:
            said = self._statements.get(row.statement)
            if said is None or said.speaker is None:
                yield self._phrases.say("said-by-unnamed")
            elif said.speaker not in row.actor:
                yield self._phrases.say("said-by", name=said.speaker)
        for id_ in row.figures:
            if figure := self._figures.get(id_):
                yield self._phrases.figure(figure)

    def _again(self, event: Happening) -> Iterator[str]:
        """Where else it is told; what is told otherwise in the same way has a line of its own."""
        alike: dict[str, list[str]] = {"": []}
        for row in event.mentions[1:]:
            alike.setdefault(DOT.join(self._otherwise(row, event)), []).append(_place(row))
        told = [(what, places) for what, places in alike.items() if places]
        for what, places in told[:MOST_AGAIN]:
            rest = len(places) - MOST_AGAIN
            more = self._phrases.say("more", count=rest) if rest > 0 else ""
            where = self._phrases.say("also-in", places=", ".join(places[:MOST_AGAIN]))
            yield DOT.join(filter(None, (where, more, what)))
        if len(told) > MOST_AGAIN:
            yield self._phrases.say("more", count=sum(len(places) for _, places in told[MOST_AGAIN:]))

    def _otherwise(self, row: EventRow, event: Happening) -> Iterator[str]:
        """What a mention tells otherwise than the event as a whole, and in whose words."""
        if row.event_type != event.event_type or (row.mode or event.mode) != event.mode:
            yield self._phrases.coded(row.event_type, row.mode)
        if row.modality != event.modality and (told := self._phrases.modality(row.modality)):
            yield told
        yield from self._day(row, event)
        yield from self._details(row)

    def _whole(self, event: Happening, beside: str) -> Iterator[str]:
        """The event of which it is an episode: its number in the list, else what it is."""
        whole = self._known.get(event.episode_of or "")
        if whole is None:
            return
        if number := self._number.get(whole.event):
            yield from self._wrapped(self._phrases.say("episode-of", number=number), beside)
        else:
            what = DOT.join((self._phrases.coded(*whole.code), self._phrases.days(whole.earliest, whole.latest)))
            yield from self._wrapped(
                self._phrases.say("episode-of-other", what=what, place=_place(whole.first)), beside
            )

    def _sentence(self, row: EventRow) -> str:
        """The sentence with the trigger in brackets, cut around it where it is long."""
        if row.id not in self._answer.sentences:
            return f"{OPEN}{row.text}{CLOSE}"
        start, text = self._answer.sentences[row.id]
        return marked(text, row.start - start, row.end - start)

    def _wrapped(self, text: str, before: str, after: str | None = None) -> list[str]:
        return wording.wrapped(text, self._width, before, after)


def marked(text: str, start: int, end: int, longest: int = LONGEST) -> str:
    """The text with a stretch of it in brackets; where it is too long, what lies around the stretch, cut at blanks."""
    before, after = text[:start], text[end:]
    room = max(0, longest - (end - start))
    if len(before) + len(after) > room:
        kept = max(room // 2, room - len(after)), max(room // 2, room - len(before))
        before = before if len(before) <= kept[0] else _tail(before, kept[0])
        after = after if len(after) <= kept[1] else _head(after, kept[1])
    return f"{before}{OPEN}{text[start:end]}{CLOSE}{after}"


def _tail(text: str, most: int) -> str:
    """The last words of a text, behind a mark."""
    blank = text.find(" ", len(text) - most)
    return f"{CUT} {text[blank + 1 :] if blank >= 0 else ''}"


def _head(text: str, most: int) -> str:
    """The first words of a text, before a mark."""
    blank = text.rfind(" ", 0, most + 1)
    return f"{text[:blank] if blank > 0 else ''} {CUT}"


def _place(row: EventRow) -> str:
    """The place, as `explain` takes it."""
    return f"{row.article}:{row.start}"
