"""Speech between dashes: `– A – powiedział X. – B – dodał.`"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kronika.evidence import Span
from kronika.extracting.statements.speech import SECOND_HALF, CueFinder, Speech, content, has_verb
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, Token

Turn = tuple[Speech | None, int]


class DialogueReader:
    """Reads dash dialogue: a row a cue; what follows a cue without one is the second half of its speech."""

    def __init__(self, pack: Pack, finder: CueFinder) -> None:
        self._pack = pack
        self._finder = finder

    def read(self, text: str, zone: AnnotatedZone) -> Iterator[Speech]:
        """The speech of a zone, in order."""
        tokens, at = zone.tokens, 0
        while at < len(tokens):
            if not self._opens(tokens, at):
                at += 1
                continue
            opening = tokens[at].start
            speech, at = self._turn(text, tokens, at)
            if speech and speech.dropped and (told := self._finder.told_before(zone, opening, speech.cue)):
                speech = replace(speech, speaker=told, dropped=False)
            if speech:
                yield speech

    def _opens(self, tokens: list[Token], at: int) -> bool:
        """A dash at the beginning, after a sentence or a colon, before a capital, a digit or a mark."""
        if not self._finder.is_dash(tokens, at) or at + 1 >= len(tokens):
            return False
        begins = at == 0 or tokens[at - 1].closes or tokens[at - 1].text == ":"
        is_item_of_list = at == 0 and tokens[-1].text == ";"
        return begins and not tokens[at + 1].text[0].islower() and not is_item_of_list

    def _turn(self, text: str, tokens: list[Token], opening: int) -> Turn:
        """The speech that opens at a dash, and the token after it."""
        if opening and tokens[opening - 1].text == ":":
            return self._after_colon(text, tokens, opening)
        dash = self._next_cue(tokens, opening + 1)
        cue = self._finder.cue_after(tokens, dash) if dash is not None else None
        if dash is None or cue is None:
            return self._without_cue(text, tokens, opening)
        last, resumes = self._after_cue(tokens, dash)
        if not resumes and (behind := self._after_narration(tokens, last)):
            last, resumes = behind, True
        if dash == opening + 1:
            return None, opening + 1
        end = dash
        if resumes and (resumed := self._end_of_resumed(tokens, last)):
            end = last = resumed
        span = content(text, Span(tokens[opening + 1].start, tokens[end - 1].end), self._pack)
        narration = tokens[dash : self._end_of_narration(tokens, dash, last)]
        speaker = self._finder.reader.after(narration, cue._replace(at=cue.at - dash))
        return Speech(span.start, span.end, "dash-dialogue", cue, speaker, speaker is None), last

    def _without_cue(self, text: str, tokens: list[Token], opening: int) -> Turn:
        """`Marek Wilk prowadzi sklep. – Wody było po kolana.`: narration names the speaker."""
        first = max((i + 1 for i in range(opening - 1) if tokens[i].closes), default=0)
        dashed = any(self._finder.is_dash(tokens, i) for i in range(first, opening))
        told = self._finder.reader.told_of(tokens[first:opening]) if opening and not dashed else None
        if told is None or not has_verb(tokens[opening:]):
            return None, opening + 1
        end = self._second_half(tokens, opening)
        if end <= opening + 1:
            return None, opening + 1
        span = content(text, Span(tokens[opening + 1].start, tokens[end - 1].end), self._pack)
        return Speech(span.start, span.end, "dash-after-narration", None, told), end

    def _after_colon(self, text: str, tokens: list[Token], opening: int) -> Turn:
        """`X dodał: – Innego wyjścia nie ma.`: the speech runs to the end of its paragraph."""
        reader = self._finder.reader
        ends = (i + 1 for i in range(opening - 1) if tokens[i].closes or self._finder.is_dash(tokens, i))
        first = max(ends, default=0)
        before = tokens[first : opening - 1]
        cues = [cue for i in range(len(before)) if (cue := reader.cue(before, i, converb=True))]
        if not cues and has_verb(tokens[opening:]) and reader.told_of(before):
            cues = self._finder.verbs(before)[-1:]
        if not cues:
            return None, opening + 1
        dashes = (i for i in range(opening + 1, len(tokens)) if self._finder.is_dash(tokens, i))
        end = next(dashes, self._second_half(tokens, opening))
        if end <= opening + 1:
            return None, opening + 1
        span = content(text, Span(tokens[opening + 1].start, tokens[end - 1].end), self._pack)
        speaker = self._finder.subject(before, cues)
        return Speech(span.start, span.end, "dash-colon", cues[-1], speaker, speaker is None), end

    def _next_cue(self, tokens: list[Token], at: int) -> int | None:
        """The next dash that a cue follows."""
        for i in range(at, len(tokens)):
            if self._finder.is_dash(tokens, i) and self._finder.cue_after(tokens, i) is not None:
                return i
        return None

    def _after_cue(self, tokens: list[Token], dash: int) -> tuple[int, bool]:
        """Where the cue's own words end, and whether a dash resumes the speech there."""
        for i in range(dash + 1, len(tokens)):
            if self._finder.is_dash(tokens, i):
                return i, tokens[i - 1].text != ":"
            if tokens[i].closes:
                return i + 1, i + 1 < len(tokens) and self._opens(tokens, i + 1)
        return len(tokens), False

    def _end_of_resumed(self, tokens: list[Token], resume: int) -> int | None:
        """Where speech that a dash resumes ends without a cue of its own; None where it has one."""
        cue = self._next_cue(tokens, resume + 1)
        if cue is None:
            return self._second_half(tokens, resume)
        return next((i for i in range(resume + 2, cue) if self._opens(tokens, i)), None)

    def _after_narration(self, tokens: list[Token], at: int) -> int | None:
        """The dash that resumes speech behind one sentence of narration that names nobody: `– A – mówi X. Za oknem
        pada. – B.`"""
        end = next((i + 1 for i in range(at, len(tokens)) if tokens[i].closes), len(tokens))
        if end >= len(tokens) or not self._opens(tokens, end) or self._next_cue(tokens, end + 1) is not None:
            return None
        dashed = any(self._finder.is_dash(tokens, i) for i in range(at, end))
        return None if dashed or self._finder.reader.told_of(tokens[at:end]) else end

    def _end_of_narration(self, tokens: list[Token], dash: int, last: int) -> int:
        """Where the words of the cue end: at the next dash or at the end of its sentence."""
        ends = (i for i in range(dash + 1, last) if self._finder.is_dash(tokens, i) or tokens[i - 1].closes)
        return next(ends, last)

    def _second_half(self, tokens: list[Token], resume: int) -> int:
        """Where speech without a cue of its own ends: with its paragraph, or its sentence in a long one."""
        if tokens[-1].end - tokens[resume].start <= SECOND_HALF:
            return len(tokens)
        return next((i + 1 for i in range(resume + 1, len(tokens)) if tokens[i].closes), len(tokens))
