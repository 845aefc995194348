"""Speech between quotation marks: the marks of a text paired, and the cue that ties each pair to a speaker."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from kronika.evidence import Span
from kronika.extracting.statements.speakers import Cue, Subject
from kronika.extracting.statements.speech import CueFinder, Speech, content, has_verb
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, Token

FAR_FROM_THAT = 6
"""Words between a cue and the `że` that opens its content; farther, another clause stands between."""

BEHIND = 400
"""Characters behind a quotation in which its cue and speaker are looked for."""

Way = tuple[str, Cue | None, Subject | None]


class Marked(NamedTuple):
    """A stretch between a pair of marks: with them and without."""

    outer: Span
    inner: Span


def marked_quotations(text: str, within: Span, pack: Pack) -> list[Marked]:
    """The pairs of marks in a zone, in order, nested ones too; a mark that is never closed pairs with none.

    A mark that opens and closes alike opens after a blank, a bracket or a dash, and closes elsewhere.
    """
    closers: dict[str, set[str]] = {}
    for opening, closing in pack.quotes:
        closers.setdefault(opening, set()).add(closing)
    every = set(closers) | {c for group in closers.values() for c in group}
    pairs: list[Marked] = []
    stack: list[tuple[str, int]] = []
    for at in range(within.start, within.end):
        mark = text[at]
        if mark not in every:
            continue
        partner = _partner(stack, mark, closers)
        if partner is not None and not (_opens(text, at, within) and mark in closers):
            opened = stack[partner][1]
            pairs.append(Marked(Span(opened, at + 1), Span(opened + 1, at)))
            del stack[partner:]
        elif mark in closers and _opens(text, at, within):
            stack.append((mark, at))
    return sorted(pairs)


def _partner(stack: list[tuple[str, int]], mark: str, closers: dict[str, set[str]]) -> int | None:
    for i in range(len(stack) - 1, -1, -1):
        if mark in closers[stack[i][0]]:
            return i
    return None


def _opens(text: str, at: int, within: Span) -> bool:
    before = text[at - 1] if at > within.start else " "
    after = text[at + 1] if at + 1 < within.end else " "
    return (before.isspace() or before in "([–—-„“\"'") and not after.isspace()


class Surroundings(NamedTuple):
    """The words of the sentence before a pair of marks, those within it, and all behind it."""

    before: list[Token]
    within: list[Token]
    after: list[Token]


class MarkedReader:
    """Reads quotations between marks. One that no cue ties to a speaker is no statement: a title, an irony."""

    def __init__(self, pack: Pack, finder: CueFinder) -> None:
        self._pack = pack
        self._finder = finder
        self._that = pack.word_list("statements", "complementizer").forms()
        self._as = pack.word_list("statements", "as").forms()

    def read(self, text: str, zone: AnnotatedZone, dialogue: list[Speech]) -> list[Speech]:
        """The quotations of a zone; one inside dash dialogue needs a cue of its own before it."""
        pairs = marked_quotations(text, Span(zone.zone.start, zone.zone.end), self._pack)
        return [speech for pair in pairs if (speech := self._speech(text, zone, pair, dialogue))]

    def _speech(self, text: str, zone: AnnotatedZone, pair: Marked, dialogue: list[Speech]) -> Speech | None:
        span = content(text, pair.inner, self._pack)
        if span.start >= span.end or any(_same(span, speech) for speech in dialogue):
            return None
        around = _surroundings(zone, pair)
        inside = any(s.start <= span.start and span.end <= s.end for s in dialogue)
        way = self._before(around) or (None if inside else self._behind(around) or self._within(around.within))
        if way is None:
            return None
        pattern, cue, speaker = way
        dropped = speaker is None and not inside
        opens = dropped and len(around.before) <= 2
        told = self._finder.told_before(zone, around.within[0].start) if opens else None
        return Speech(span.start, span.end, pattern, cue, speaker or told, dropped and not told)

    def _before(self, around: Surroundings) -> Way | None:
        """`X powiedział: "…"`, `X zapewnił, że "…"`, `Jak mówi X, "…"`: the cue comes first."""
        before = around.before
        cues = [c for i in range(len(before)) if (c := self._finder.reader.cue(before, i))]
        if not cues:
            return self._named_with_colon(before)
        cue, last = cues[-1], before[-1]
        ways = {
            "marks-colon": last.text == ":",
            "marks-that": last.lower in self._that and len(before) - cue.at <= FAR_FROM_THAT and self._is_whole(around),
            "marks-as": last.text == "," and self._is_whole(around) and self._says_as(before, cue),
        }
        for pattern, fits in ways.items():
            if fits:
                speaker = self._finder.reader.before(before, cue) or self._finder.reader.after(before, cue)
                return pattern, cue, speaker
        return None

    def _named_with_colon(self, before: list[Token]) -> Way | None:
        """`Rzecznik rządu Jan Holt: „Nie komentujemy”`: a full name and a colon are all that introduces it."""
        if not before or before[-1].text != ":" or has_verb(before):
            return None
        told = self._finder.reader.told_of(before[:-1])
        return ("marks-name-colon", None, told) if told else None

    def _is_whole(self, around: Surroundings) -> bool:
        """The quotation is all of the content: the sentence ends, or no clause of the same rank goes on."""
        after = around.after
        if not after or after[0].text in ".!?;" or after[0].capital:
            return True
        following = after[1] if after[0].text == "," and len(after) > 1 else None
        return following is not None and not following.has("CCONJ") and following.lower not in self._that

    def _says_as(self, before: list[Token], cue: Cue) -> bool:
        return any(t.lower in self._as for t in before[max(0, cue.at - 2) : cue.at])

    def _behind(self, around: Surroundings) -> Way | None:
        """`"…" – powiedział X`, `"…", dodał.`, `"…" czytamy w komunikacie`.

        Without a dash a name in marks would be the verb's subject (`„Kotwica” uważa`): then the content must
        be a clause.
        """
        after, at = around.after, 0
        dashed = False
        while at < min(2, len(after)) and after[at].text in (",", *self._finder.dashes):
            dashed = dashed or after[at].text in self._finder.dashes
            at += 1
        cue = self._finder.cue_after(after, at - 1) if at < len(after) else None
        if cue is None or not (dashed or has_verb(around.within)):
            return None
        stop = next((i + 1 for i in range(cue.at, len(after)) if after[i].closes), len(after))
        return "marks-cue-after", cue, self._finder.reader.after(after[:stop], cue)

    def _within(self, within: list[Token]) -> Way | None:
        """`„Nie będzie – zapewnił minister – żadnych zwolnień”`: the cue stands between two dashes."""
        dashes = [i for i in range(len(within)) if self._finder.is_dash(within, i)]
        for first, second in itertools.pairwise(dashes):
            if cue := self._finder.cue_after(within, first):
                return "marks-cue-within", cue, self._finder.reader.after(within[:second], cue)
        return None


def _surroundings(zone: AnnotatedZone, pair: Marked) -> Surroundings:
    start, end = pair.outer
    index = zone.sentence_after(start)
    first = min(start, zone.sentences[index].start) if index < len(zone.sentences) else start
    return Surroundings(
        before=zone.between(first, start),
        within=zone.between(*pair.inner),
        after=zone.between(end, end + BEHIND),
    )


def _same(span: Span, speech: Speech) -> bool:
    """Marks around the whole of a speech between dashes add nothing."""
    return abs(speech.start - span.start) <= 2 and abs(speech.end - span.end) <= 2
