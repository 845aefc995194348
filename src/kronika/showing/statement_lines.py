"""Statements as lines of text, for people: by speaker and day, each once, with its way into the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kronika.records import StatementRow
from kronika.showing import wording
from kronika.showing.phrases import DOT, Phrases
from kronika.showing.statement_groups import Said, Speaker, attitudes
from kronika.showing.statement_search import Counts, StatementsAnswer

WIDTH, NARROWEST = 100, 50
MOST_UNASKED, MOST_SHOWN = 30, 100
"""Statements that are shown where nothing was chosen, and where something was."""
MOST_AGAIN, LONGEST = 8, 600
NAME = 45
"""The widest that a name may be in the table of speakers."""


def lines(answer: StatementsAnswer, phrases: Phrases, width: int = WIDTH) -> list[str]:
    """The statements; a table of who makes them where nothing was chosen and they are many."""
    told = _Teller(answer, phrases, max(width, NARROWEST))
    if not answer.found:
        found = told.nothing()
    elif answer.counts.statements > MOST_UNASKED and answer.asked.everything:
        found = told.table()
    else:
        found = told.statements()
    return [wording.visible(line.rstrip()) for line in found]


class _Teller:
    """Tells one answer in the words of a language, within a width."""

    def __init__(self, answer: StatementsAnswer, phrases: Phrases, width: int) -> None:
        self._answer, self._phrases, self._width = answer, phrases, width
        self._unknown = frozenset(answer.unknown_outlets)

    def _counts(self, of: Counts) -> str:
        """So many statements, speakers and reports."""
        numbers = {"statements": of.statements, "speakers": of.speakers, "reports": of.reports}
        return ", ".join(self._phrases.count(noun, number) for noun, number in numbers.items())

    def nothing(self) -> Iterator[str]:
        """That nothing fits, how much there is, and who is near."""
        total, answer = self._answer.in_all, self._answer
        if not total.statements:
            yield self._phrases.say("none")
            return
        told = [self._phrases.say("nothing", all=self._counts(total))]
        rule, names = ("near", answer.near) if answer.near else ("most", answer.most)
        told += [self._phrases.say(rule, names=", ".join(map(wording.excerpt, names)))] if names else []
        for sentence in told:
            yield from self._wrapped(sentence, "")

    # ------------------------------------------------------------------ table

    def table(self) -> Iterator[str]:
        """A line a speaker: how many statements, in how many reports, on which days."""
        yield self._counts(self._answer.counts)
        yield ""
        heading = [self._phrases.say(f"column-{name}") for name in ("speaker", "statements", "reports", "days")]
        rows = [(speaker.unnamed, self._row(speaker)) for speaker in self._answer.found]
        wide = [max(map(len, column)) for column in zip(heading, *(row for _, row in rows), strict=True)]
        if not any(row[-1] for _, row in rows):
            heading[-1] = ""
        yield self._aligned(heading, wide)
        apart = False
        for unnamed, row in rows:
            if unnamed and not apart:
                yield f"{self._phrases.say('unnamed')}:"
                apart = True
            yield self._aligned(row, wide)
        yield ""
        yield from self._wrapped(self._phrases.say("hint-choose"), "")

    def _aligned(self, cells: Sequence[str], wide: Sequence[int]) -> str:
        name, statements, reports, days = cells
        return f"{name.ljust(wide[0])}  {statements.rjust(wide[1])}  {reports.rjust(wide[2])}  {days}"

    def _row(self, speaker: Speaker) -> list[str]:
        indent = "  " if speaker.unnamed else ""
        name = indent + wording.excerpt(self._name(speaker), NAME)
        return [name, f"{len(speaker.statements):,}", f"{len(speaker.reports):,}", self._span(speaker.statements)]

    def _span(self, statements: Sequence[Said]) -> str:
        """From the first day to the last, of the statements of which a day is known."""
        days = [day for said in statements for day in (said.earliest, said.latest) if day is not None]
        return self._phrases.days(min(days), max(days)) if days else ""

    def _name(self, speaker: Speaker) -> str:
        return speaker.name or self._phrases.say("not-told")

    # ------------------------------------------------------------- statements

    def statements(self) -> Iterator[str]:
        """All that fit, by speaker; unnamed sources under a heading of their own."""
        yield self._counts(self._answer.counts)
        left, unnamed = MOST_SHOWN, False
        for speaker in self._answer.found:
            shown = speaker.statements[:left]
            left -= len(shown)
            if not shown:
                break
            if speaker.unnamed and not unnamed:
                heading = self._phrases.say("unnamed")
                yield from ("", f"{heading[0].upper()}{heading[1:]}:")
                unnamed = True
            yield from ("", *self._speaker(speaker, shown))
        if rest := max(0, self._answer.counts.statements - MOST_SHOWN):
            yield ""
            yield from self._wrapped(self._phrases.say("hint-narrow", count=f"{rest:,}"), "")

    def _speaker(self, speaker: Speaker, shown: Sequence[Said]) -> Iterator[str]:
        say = self._phrases
        size = ", ".join((say.count("statements", len(speaker.statements)), say.count("reports", len(speaker.reports))))
        yield from self._wrapped(f"{self._name(speaker)} ({size})", "")
        day: tuple[str | None, str | None] | None = None
        for said in shown:
            if day != (said.earliest, said.latest):
                day = said.earliest, said.latest
                yield f"  {say.days(*day)}"
            yield from self._said(said)

    def _said(self, said: Said) -> Iterator[str]:
        row = said.first
        text = wording.excerpt(row.text, LONGEST)
        attitude = "".join(f"{self._phrases.word(symbol)}: " for symbol in attitudes(row))
        yield from self._wrapped(attitude + (self._phrases.quoted(text) if row.direct else text), "    ")
        yield from self._wrapped(DOT.join((*self._manner(row), _place(row))), "      ")
        for again in said.again[:MOST_AGAIN]:
            where = self._phrases.say("again" if again.article == row.article else "also", place=_place(again))
            told = DOT.join(filter(None, (where, self._phrases.differences(again, row))))
            yield from self._wrapped(told, "      ", "        ")
        if len(said.again) > MOST_AGAIN:
            yield "      " + self._phrases.say("more", count=len(said.again) - MOST_AGAIN)
        yield from self._others(said)
        if len(said.reports) > 1 and not said.others:
            yield from self._wrapped(self._support(said), "      ")

    def _others(self, said: Said) -> Iterator[str]:
        """The same claim by other speakers, each with how he stands to it."""
        for row in said.others[:MOST_AGAIN]:
            told = self._phrases.say("other", name=row.speaker or self._phrases.say("not-told"))
            yield from self._wrapped(DOT.join((told, *self._phrases.attitude(row), _place(row))), "      ", "        ")
        if len(said.others) > MOST_AGAIN:
            yield "      " + self._phrases.say("more", count=len(said.others) - MOST_AGAIN)

    def _manner(self, row: StatementRow) -> Iterator[str]:
        """The cue, and the hands that it passed through."""
        if row.cue:
            yield self._phrases.say("cue", text=self._phrases.quoted(row.cue))
        if row.relay:
            yield self._phrases.say("via", names=", ".join(row.relay))

    def _support(self, said: Said) -> str:
        row = said.first
        unknown = len(self._unknown.intersection(row.outlets))
        return self._phrases.support(len(said.reports), len(row.outlets), unknown, len(row.origins))

    def _wrapped(self, text: str, before: str, after: str | None = None) -> list[str]:
        return wording.wrapped(text, self._width, before, after)


def _place(row: StatementRow) -> str:
    return f"{row.article}[{row.start}:{row.end}]"
