"""Speech between quotation marks: the marks of a text paired, and the cue that ties each pair to a speaker."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kronika.evidence import Span
from kronika.extracting.statements.pairs import Marked, Marks, Pairing
from kronika.extracting.statements.speakers import Cue, Subject
from kronika.extracting.statements.speech import SECOND_HALF, CueFinder, Speech, content, has_verb
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, Token, Zone

FAR_FROM_THAT = 6
"""Words between a cue and the `że` that opens its content; farther, another clause stands between."""

BEHIND = 400
"""Characters behind a quotation in which its cue and speaker are looked for."""

SIGNATURE = 12
"""Tokens of a signature that follows a quotation in its own paragraph. Chosen, not measured."""

OWNER = 5
"""Words between a noun of saying and the marks: its owner. Chosen, not measured."""
NOUN = "marks-noun"

Way = tuple[str, Cue | None, Subject | None]


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
        self._marks = Marks(pack)
        self._closing = {closing for _, closing in [*pack.quotes, *pack.inner_quotes]}
        self._nouns = pack.word_list("statements", "cue-noun")
        self._that = pack.word_list("statements", "complementizer").forms()
        self._as = pack.word_list("statements", "as").forms()

    def over_paragraphs(self, text: str, zones: Sequence[AnnotatedZone]) -> Iterator[Speech]:
        """Quotations that open in one paragraph and close in a later one."""
        for where, pair in self._marks.over_paragraphs(text, zones):
            never_closed = self._dash_with_cue(zones[where.start], pair.outer.start) is not None
            if not never_closed and (speech := self._speech(text, _joined(zones[where.start : where.stop]), pair, [])):
                yield speech

    def read(self, text: str, zone: AnnotatedZone, taken: Sequence[Speech]) -> list[Speech]:
        """The quotations of a zone; one inside other speech, as `taken` is, needs a cue of its own before it."""
        within = Span(zone.zone.start, zone.zone.end)
        found = self._marks.pair(text, within)
        pairs = sorted([*found.pairs, *self._not_closed(text, zone, found), *self._not_opened(zone, found)])
        speeches: list[Speech] = []
        last: Marked | None = None
        for pair in pairs:
            if any(_crosses(pair.outer, speech) for speech in taken):
                continue
            speech = self._speech(text, zone, pair, [*taken, *speeches])
            if speech is not None:
                speeches.append(speech)
                last = pair
            elif last is not None and self._resumes(zone, speeches[-1], last, pair):
                end = content(text, pair.inner, self._pack).end
                speeches[-1] = replace(speeches[-1], end=max(end, speeches[-1].end))
                last = None
        return speeches

    def _not_closed(self, text: str, zone: AnnotatedZone, found: Pairing) -> Iterator[Marked]:
        """A mark that is never closed: its quotation ends before a dash with a cue, else with its paragraph."""
        for at in [at for at in found.opened if not self._marks.is_single(text[at])][:1]:
            dash = self._dash_with_cue(zone, at)
            rest = zone.between(at, zone.zone.end)
            end = zone.zone.end
            if dash is None and end - at > SECOND_HALF:
                end = next((t.end for t in rest if t.closes), end)
            yield Marked(Span(at, dash or end), Span(at + 1, dash or end))

    def _not_opened(self, zone: AnnotatedZone, found: Pairing) -> Iterator[Marked]:
        """A mark that closes what no mark opened, before a dash with a cue: the paragraph up to it, if short."""
        first = min([p.outer.start for p in found.pairs] + found.opened, default=zone.zone.end)
        for at in found.strays[:1]:
            behind = zone.between(at, at + BEHIND)
            said = len(behind) > 1 and behind[1].text in self._finder.dashes and self._finder.cue_after(behind, 1)
            if at < first and said and at - zone.zone.start <= SECOND_HALF:
                yield Marked(Span(zone.zone.start, at + 1), Span(zone.zone.start, at))

    def _dash_with_cue(self, zone: AnnotatedZone, start: int) -> int | None:
        """Where behind a place the first dash stands that a cue follows."""
        tokens = zone.between(start, zone.zone.end)
        places = range(1, len(tokens))
        found = (i for i in places if self._finder.is_dash(tokens, i) and self._finder.cue_after(tokens, i))
        return next((tokens[i].start for i in found), None)

    def _resumes(self, zone: AnnotatedZone, speech: Speech, last: Marked, pair: Marked) -> bool:
        """`„A” – powiedział X. „B”.`: a quotation without a cue goes on with the one whose cue stands before it."""
        between = zone.between(last.outer.end, pair.outer.start)
        told = speech.pattern == "marks-cue-after" and speech.cue is not None
        if not told or not between or any(t.closes for t in between[:-1]):
            return False
        joins = between[-1].text in (*self._finder.dashes, ",")
        within, after = zone.between(*pair.inner), zone.between(pair.outer.end, zone.zone.end)
        ends = not after or after[0].closes or (bool(within) and within[-1].text in ".!?…" and after[0].capital)
        return ends and has_verb(within) and (between[-1].closes or joins)

    def _speech(self, text: str, zone: AnnotatedZone, pair: Marked, taken: Sequence[Speech]) -> Speech | None:
        span = content(text, pair.inner, self._pack)
        if span.start >= span.end or any(_same(span, speech) for speech in taken):
            return None
        around = _surroundings(zone, pair)
        inside = any(s.start <= span.start and span.end <= s.end for s in taken)
        way = self._before(around)
        if not inside:
            way = way or self._behind(around) or self._within(around.within) or self._signed(zone, pair, around)
        if way is None:
            return None
        pattern, cue, speaker = way
        dropped = speaker is None and not inside
        opens = dropped and len(around.before) <= 2
        told = self._finder.told_before(zone, around.within[0].start, cue) if opens else None
        return Speech(span.start, span.end, pattern, cue, speaker or told, dropped and not told)

    def _before(self, around: Surroundings) -> Way | None:
        """`X powiedział: "…"`, `X zapewnił, że "…"`, `Jak mówi X, "…"`: the cue comes first."""
        before = around.before
        if (noun := self._noun_before(around)) is not None:
            return NOUN, noun, None
        cues = [c for i in range(len(before)) if (c := self._finder.reader.cue(before, i, converb=True))]
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
                return pattern, cue, self._finder.subject(self._own_clause(before, cue), cues)
        return None

    def _noun_before(self, around: Surroundings) -> Cue | None:
        """`słowa Obarskiego „nie oddamy ani metra”`: a noun of saying, then only its owner."""
        for i in range(len(around.before) - 1, max(-1, len(around.before) - 1 - OWNER), -1):
            token = around.before[i]
            stance = self._nouns.value(token) if token.has("NOUN") and not token.capital else None
            if stance is not None and has_verb(around.within):
                return Cue(i, token.start, token.text, stance, None, frozenset(), end=token.end)
            is_verb = any(a.verb in ("Fin", "Imps", "Conv") for a in token.analyses)
            if is_verb or (not token.word and token.text != ":"):
                return None
        return None

    def _own_clause(self, before: list[Token], cue: Cue) -> list[Token]:
        """The words before a quotation without those of an earlier one: `„A” – mówił X, dodając:`."""
        parts = ("", ",", *self._finder.dashes)
        ends = (i for i in range(cue.at, 0, -1) if before[i - 1].text in self._closing and before[i].text in parts)
        return before[next(ends, 0) :]

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
        if cue is None or not (dashed or has_verb(around.within)) or (at == 0 and has_verb(around.before)):
            return None
        stop = next((i + 1 for i in range(cue.at, len(after)) if after[i].closes), len(after))
        return "marks-cue-after", cue, self._finder.reader.after(after[:stop], cue)

    def _within(self, within: list[Token]) -> Way | None:
        """`„Nie będzie – zapewnił minister – żadnych zwolnień”`: the cue stands between two dashes or commas."""
        dashes = [i for i in range(len(within)) if self._finder.is_dash(within, i)]
        for first, second in itertools.pairwise(dashes):
            if cue := self._finder.cue_after(within, first):
                return "marks-cue-within", cue, self._finder.reader.after(within[:second], cue)
        commas = [i for i, token in enumerate(within) if token.text == ","]
        for first, second in itertools.pairwise(commas):
            cue = self._finder.reader.cue(within, first + 1)
            if cue and (subject := self._finder.reader.after(within[:second], cue)):
                return "marks-cue-within", cue, subject
        return None

    def _signed(self, zone: AnnotatedZone, pair: Marked, around: Surroundings) -> Way | None:
        """`„To był dobry mecz”, Adam Rusin, trener.`: a paragraph of a quotation and who said it."""
        after = zone.between(pair.outer.end, zone.zone.end)
        whole = not around.before and zone.tokens[0].start == pair.outer.start and 3 < len(after) <= SIGNATURE
        parted = whole and (after[0].text in (",", "(") or after[0].text in self._finder.dashes)
        if not parted or has_verb([t for t in after if not t.capital]) or not has_verb(around.within):
            return None
        named = after[1].capital and after[2].capital
        signed = self._finder.reader.signature(after[1:]) if named else None
        return ("marks-signed", None, signed) if signed else None


def _joined(zones: Sequence[AnnotatedZone]) -> AnnotatedZone:
    """Paragraphs as one, to read words and sentences from; it has the syntax of the first only."""
    first, last = zones[0].zone, zones[-1].zone
    return AnnotatedZone(
        zone=Zone(start=first.start, end=last.end, kind=first.kind),
        doc=zones[0].doc,
        tokens=list(itertools.chain.from_iterable(z.tokens for z in zones)),
        sentences=list(itertools.chain.from_iterable(z.sentences for z in zones)),
    )


def _crosses(outer: Span, speech: Speech) -> bool:
    """Whether marks share a border with other speech: they are its own."""
    return outer.start < speech.start < outer.end < speech.end or speech.start < outer.start < speech.end < outer.end


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
