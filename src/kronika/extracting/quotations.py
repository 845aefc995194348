"""Direct speech: between dashes, between quotation marks, and set apart with a signature."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kronika.evidence import Span, trim
from kronika.extracting.marks import Marked, marked_quotations
from kronika.extracting.speakers import Cue, SpeakerReader
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, StatementFinding, Token

CUE_WITHIN = 5
"""Words after the dash or mark among which the cue stands: `– jak w środę powiedział`."""


@dataclass(frozen=True)
class Speech:
    """A quotation as it is put together: its stretch, cue, speaker and the rule that found it."""

    start: int
    end: int
    pattern: str
    cue: Cue | None = None
    speaker: str | None = None
    dropped: bool = False
    """Whether the speaker is for earlier speech to tell: the cue has no subject of its own."""


class QuotationExtractor:
    """Finds direct speech in the zones of an article."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._reader = SpeakerReader(pack)
        self._negation = pack.word_list("statements", "negation")
        self._that = pack.word_list("statements", "complementizer").forms()

    def extract(self, text: str, zones: list[AnnotatedZone]) -> list[StatementFinding]:
        """The direct quotations of an article, in order, each with its speaker as far as the words tell."""
        found: list[Speech] = []
        for zone in zones:
            speeches = sorted(self._zone(text, zone), key=lambda s: (s.start, -s.end))
            found += _with_dropped_speakers(speeches, _last_named(found))
        return _findings(found)

    def _zone(self, text: str, zone: AnnotatedZone) -> list[Speech]:
        if zone.zone.kind == "pull_quote":
            return [self._pull_quote(text, zone)]
        if zone.zone.kind not in ("lead", "body"):
            return []
        dashed = list(self._dashed(text, zone))
        marks = [
            speech
            for mark in marked_quotations(text, Span(zone.zone.start, zone.zone.end), self._pack)
            if (speech := self._marked(text, zone, mark, dashed))
        ]
        return dashed + marks

    def _pull_quote(self, text: str, zone: AnnotatedZone) -> Speech:
        signature = zone.zone.signature or zone.zone.end
        span = _content(text, Span(zone.zone.start, signature), self._pack)
        signed = [t for t in zone.tokens if t.start >= signature]
        return Speech(span.start, span.end, "pull-quote", None, self._reader.signature(signed))

    # ------------------------------------------------------------------- dashes

    def _dashed(self, text: str, zone: AnnotatedZone) -> Iterator[Speech]:
        """`– A – powiedział X. – B – dodał.`: a row a cue; what follows a cue without one is its second half."""
        tokens = zone.tokens
        at = 0
        while at < len(tokens):
            if not self._opens(tokens, at):
                at += 1
                continue
            opening = at
            speech, at = self._turn(text, tokens, at)
            if speech and speech.dropped and (told := self._told_before(zone, opening)):
                speech = replace(speech, speaker=told, dropped=False)
            if speech:
                yield speech

    def _told_before(self, zone: AnnotatedZone, opening: int) -> str | None:
        """The subject of the narration right before speech: `Anna Zych zleciła audyt. – … – mówi.`"""
        before = [s for s in zone.sentences if s.end <= zone.tokens[opening].start]
        if not before:
            return None
        tokens = [t for t in zone.tokens if before[-1].start <= t.start < before[-1].end]
        told = not any(self._is_dash(tokens, i) for i in range(len(tokens)))
        return self._reader.told_of(tokens) if told else None

    def _turn(self, text: str, tokens: list[Token], opening: int) -> tuple[Speech | None, int]:
        """The speech that opens at a dash, and the token after it."""
        if opening and tokens[opening - 1].text == ":":
            return self._after_colon(text, tokens, opening)
        cue_dash = self._next_cue(tokens, opening + 1)
        if cue_dash is None:
            return self._without_cue(text, tokens, opening)
        cue = self._cue_after(tokens, cue_dash)
        last, resume = self._after_cue(tokens, cue_dash)
        end = tokens[cue_dash - 1].end
        if resume is not None and self._next_cue(tokens, resume + 1) is None:
            end, last = tokens[-1].end, len(tokens)
        elif resume is not None:
            last = resume
        span = _content(text, Span(tokens[opening + 1].start, end), self._pack)
        speaker = self._reader.after(self._narration(tokens, cue_dash, last), cue_of(cue, cue_dash))
        return Speech(span.start, span.end, "dash-dialogue", cue, speaker, speaker is None), last

    def _without_cue(self, text: str, tokens: list[Token], opening: int) -> tuple[Speech | None, int]:
        """`Marek Wilk prowadzi sklep. – Wody było po kolana.`: speech after narration that names its speaker."""
        first = max((i + 1 for i in range(opening - 1) if tokens[i].closes), default=0)
        dashed = any(self._is_dash(tokens, i) for i in range(first, opening))
        told = self._reader.told_of(tokens[first:opening]) if opening and not dashed else None
        if told is None:
            return None, opening + 1
        span = _content(text, Span(tokens[opening + 1].start, tokens[-1].end), self._pack)
        return Speech(span.start, span.end, "dash-after-narration", None, told), len(tokens)

    def _after_colon(self, text: str, tokens: list[Token], opening: int) -> tuple[Speech | None, int]:
        """`X dodał: – Innego wyjścia nie ma.`: the speech runs to the end of its paragraph."""
        first = max((i + 1 for i in range(opening - 1) if tokens[i].closes), default=0)
        before = tokens[first : opening - 1]
        cues = [cue for i in range(len(before)) if (cue := self._reader.cue(before, i))]
        if not cues:
            return None, opening + 1
        stop = next((i for i in range(opening + 1, len(tokens)) if self._is_dash(tokens, i)), len(tokens))
        span = _content(text, Span(tokens[opening + 1].start, tokens[stop - 1].end), self._pack)
        speaker = self._reader.before(before, cues[-1]) or self._reader.after(before, cues[-1])
        return Speech(span.start, span.end, "dash-colon", cues[-1], speaker, speaker is None), stop

    def _narration(self, tokens: list[Token], dash: int, last: int) -> list[Token]:
        """The words from the cue's dash to where the cue's sentence ends or speech resumes."""
        stop = next((i for i in range(dash + 1, min(last, len(tokens))) if self._is_dash(tokens, i)), last)
        return tokens[dash:stop]

    def _opens(self, tokens: list[Token], at: int) -> bool:
        """A dash at the beginning or after a sentence, before a capital, a digit or a mark."""
        if not self._is_dash(tokens, at) or at + 1 >= len(tokens):
            return False
        following = tokens[at + 1].text[0]
        begins = at == 0 or tokens[at - 1].closes or tokens[at - 1].text == ":"
        return begins and not following.islower() and (at > 0 or not self._is_item(tokens))

    def _is_item(self, tokens: list[Token]) -> bool:
        return tokens[-1].text == ";"

    def _is_dash(self, tokens: list[Token], at: int) -> bool:
        if tokens[at].text not in tuple(self._pack.dashes):
            return False
        spaced_before = at == 0 or tokens[at - 1].end < tokens[at].start
        spaced_after = at + 1 == len(tokens) or tokens[at].end < tokens[at + 1].start
        return spaced_before and (spaced_after or at == 0)

    def _next_cue(self, tokens: list[Token], at: int) -> int | None:
        """The next dash that a cue follows."""
        for i in range(at, len(tokens)):
            if self._is_dash(tokens, i) and self._cue_after(tokens, i) is not None:
                return i
        return None

    def _cue_after(self, tokens: list[Token], dash: int) -> Cue | None:
        """The cue among the first words after a dash, mark or comma; no other verb stands before it."""
        for i in range(dash + 1, min(dash + 1 + CUE_WITHIN, len(tokens))):
            if cue := self._reader.cue(tokens, i):
                return cue if tokens[dash + 1].text[0].islower() else None
            if tokens[i].closes or (not tokens[i].word and tokens[i].text not in ",-"):
                return None
            if self._negation.value(tokens[i]) is not None:
                return None
            if any(a.verb == "Fin" for a in tokens[i].analyses) and not tokens[i].has("NOUN"):
                return None
        return None

    def _after_cue(self, tokens: list[Token], dash: int) -> tuple[int, int | None]:
        """Where the cue's sentence ends, and the dash at which the speech resumes, if it does."""
        for i in range(dash + 1, len(tokens)):
            if self._is_dash(tokens, i):
                return i, i
            if tokens[i].closes:
                resumes = i + 1 < len(tokens) and self._opens(tokens, i + 1)
                return (i + 1, i + 1) if resumes else (i + 1, None)
        return len(tokens), None

    # -------------------------------------------------------------------- marks

    def _marked(self, text: str, zone: AnnotatedZone, mark: Marked, dashed: list[Speech]) -> Speech | None:
        """A quotation between marks that some cue ties to a speaker."""
        sentence = _around(zone, mark.outer.start, mark.outer.end)
        before = [t for t in sentence if t.end <= mark.outer.start]
        after = [t for t in zone.tokens if t.start >= mark.outer.end]
        span = _content(text, mark.inner, self._pack)
        if span.start >= span.end or _same(span, dashed):
            return None
        inside = any(s.start <= span.start and span.end <= s.end for s in dashed)
        within = [t for t in zone.tokens if mark.inner.start <= t.start < mark.inner.end]
        ways = (
            self._cue_before(before, after),
            None if inside else self._cue_behind(after, within),
            None if inside else self._cue_within(within),
        )
        for way in ways:
            if way:
                pattern, cue, speaker = way
                dropped = speaker is None and not inside
                opens = dropped and len(before) <= 2
                told = self._told_before(zone, zone.tokens.index(within[0])) if opens else None
                return Speech(span.start, span.end, pattern, cue, speaker or told, dropped and not told)
        return None

    def _cue_within(self, within: list[Token]) -> tuple[str, Cue, str | None] | None:
        """`„Nie będzie – zapewnił minister – żadnych zwolnień”`: the cue stands between two dashes."""
        dashes = [i for i in range(len(within)) if self._is_dash(within, i)]
        for first, second in itertools.pairwise(dashes):
            if cue := self._cue_after(within, first):
                return "marks-cue-within", cue, self._reader.after(within[:second], cue)
        return None

    def _cue_behind(self, after: list[Token], within: list[Token]) -> tuple[str, Cue, str | None] | None:
        """`"…" – powiedział X`, `"…", dodał.`, `"…" czytamy w komunikacie`.

        Without a dash or comma a name in marks would be the verb's subject (`„Kotwica” uważa`): then the
        content must be a clause.
        """
        at = 0
        while at < min(2, len(after)) and (after[at].text in (",", *self._pack.dashes)):
            at += 1
        cue = self._cue_after(after, at - 1) if at < len(after) else None
        if cue is None or (at == 0 and not any(a.verb == "Fin" for t in within for a in t.analyses)):
            return None
        stop = next((i + 1 for i in range(cue.at, len(after)) if after[i].closes), len(after))
        return "marks-cue-after", cue, self._reader.after(after[:stop], cue)

    def _cue_before(self, before: list[Token], after: list[Token]) -> tuple[str, Cue, str | None] | None:
        """`X powiedział: "…"`, `X zapewnił, że "…"` to the end of the sentence, `Jak mówi X, "…"`."""
        if not before:
            return None
        last = before[-1]
        ends = not after or after[0].text in (".", "!", "?", ";") or after[0].capital
        colon, that = last.text == ":", last.lower in self._that
        if not colon and not (that and ends):
            return None
        cues = [c for i in range(len(before)) if (c := self._reader.cue(before, i))]
        if not cues or (that and len(before) - cues[-1].at > FAR_FROM_THAT):
            return None
        cue = cues[-1]
        speaker = self._reader.before(before, cue) or self._reader.after(before, cue)
        return ("marks-colon" if colon else "marks-that"), cue, speaker


FAR_FROM_THAT = 6
"""Words between a cue and the `że` that opens its content; farther, another clause stands between."""


def cue_of(cue: Cue | None, dash: int) -> Cue:
    """The cue with its place counted from the dash."""
    assert cue is not None
    return cue._replace(at=cue.at - dash)


def _around(zone: AnnotatedZone, start: int, end: int) -> list[Token]:
    """The tokens of the sentences that the stretch touches."""
    touched = [s for s in zone.sentences if s.start < end and start < s.end]
    first = touched[0].start if touched else start
    last = touched[-1].end if touched else end
    return [t for t in zone.tokens if first <= t.start < last]


def _content(text: str, span: Span, pack: Pack) -> Span:
    """Without blanks, marks around the whole, and the full stop or comma that ends it."""
    start, end = trim(text, span)
    while end > start and text[end - 1] in ".," and not text[start:end].endswith(("...", "..")):
        start, end = trim(text, Span(start, end - 1))
    for opening, closing in pack.quotes:
        inner = text[start + 1 : end - 1]
        whole = text[start:end].startswith(opening) and text[start:end].endswith(closing) and end - start > 2
        if whole and opening not in inner and closing not in inner:
            return _content(text, Span(start + 1, end - 1), pack)
    return Span(start, end)


def _same(span: Span, dashed: list[Speech]) -> bool:
    """Marks around the whole of a speech between dashes add nothing."""
    return any(abs(s.start - span.start) <= 2 and abs(s.end - span.end) <= 2 for s in dashed)


def _last_named(found: list[Speech]) -> Speech | None:
    return next((s for s in reversed(found) if s.speaker), None)


def _with_dropped_speakers(speeches: list[Speech], last: Speech | None) -> list[Speech]:
    """A cue without a subject continues the last speaker, where gender and number do not forbid it."""
    out = []
    for speech in speeches:
        if speech.dropped and last and speech.cue and _same_form(speech.cue, last.cue):
            speech = replace(speech, speaker=last.speaker)
        if speech.speaker:
            last = speech
        out.append(speech)
    return out


def _same_form(cue: Cue, earlier: Cue | None) -> bool:
    if earlier is None:
        return cue.number != "Plur"
    same_number = cue.number == earlier.number or None in (cue.number, earlier.number)
    return same_number and (not cue.genders or not earlier.genders or bool(cue.genders & earlier.genders))


def _findings(speeches: list[Speech]) -> list[StatementFinding]:
    ordered = sorted(speeches, key=lambda s: (s.start, -s.end))
    out = []
    for i, speech in enumerate(ordered):
        holders = [j for j in range(i) if ordered[j].start <= speech.start and speech.end <= ordered[j].end]
        out.append(
            StatementFinding(
                start=speech.start,
                end=speech.end,
                direct=True,
                pattern=speech.pattern,
                speaker=speech.speaker,
                cue=speech.cue.text if speech.cue else None,
                stance=speech.cue.stance if speech.cue else None,
                inside=holders[-1] if holders else None,
            )
        )
    return out
