"""Speech that a colon alone introduces: `Jan Kos: To koniec.`, `Policja: kierowca był trzeźwy`, `X napisał: Nie.`"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from kronika.evidence import Span, trim
from kronika.extracting.statements.cues import CueReader
from kronika.extracting.statements.lines import Line, lines_of
from kronika.extracting.statements.speakers import Subject
from kronika.extracting.statements.speech import CueFinder, Speech, content, has_verb
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, Token

LABEL = 9
"""Tokens before the colon of a label. Chosen, not measured."""
VERBLESS = 4
"""Words of a content without a verb, as headlines have. Chosen, not measured."""
BEHIND_CUE = 8
"""Tokens between a cue and its colon. Chosen, not measured."""
CLOSE = 3
"""Tokens between a cue and a colon behind which small letters go on. Chosen, not measured."""
PERSON = "PER"
COLON = ":"
BEFORE_NOUN = ("ADJ", "DET", "NUM")


class Label(NamedTuple):
    """Who stands before a colon: by name or as a medium, whose words are then quoted, or by office, as people, a body
    or data; with the token after the colon."""

    speaker: Subject
    named: bool
    content: int


class IntroducedReader:
    """Reads what a colon introduces without marks and dashes."""

    def __init__(self, pack: Pack, finder: CueFinder, cues: CueReader) -> None:
        self._pack = pack
        self._finder = finder
        self._cues = cues
        self._roles = pack.word_list("names", "role")
        lists = ("body", "organisation", "data", "own-text", "medium-noun")
        self._bodies = [pack.word_list("statements", name) for name in lists]
        self._rubrics = pack.word_list("statements", "rubric")
        self._about = pack.word_list("statements", "about-preposition").forms()
        self._media = [pack.word_list("credits", "agency"), pack.word_list("statements", "medium-name")]
        self._marks = cues.quotes | {mark for pair in pack.inner_quotes for mark in pair}

    def read(self, text: str, zone: AnnotatedZone, taken: Iterable[Speech]) -> list[Speech]:
        """The speech of a zone, in order, outside of what other rules have `taken`."""
        if not zone.doc.has_annotation("DEP") or not any(t.text == COLON for t in zone.tokens):
            return []
        lines = list(lines_of(zone))
        labels = {line.first: label for line in lines if (label := self._label(line, line.first == 0))}
        found: list[Speech] = []
        for n, line in enumerate(lines):
            label = labels.get(line.first)
            rest = lines[n + 1 :]
            speech = self._labelled(text, line, label, rest, labels) if label else self._cued(text, line, rest)
            others = [*taken, *found]
            if speech is not None and (kept := self._before_others(text, speech, others)):
                found.append(kept)
        return found

    def _before_others(self, text: str, speech: Speech, others: list[Speech]) -> Speech | None:
        """Speech up to where speech with a cue of its own begins; None where that comes first."""
        first = min((s.start for s in others if s.start < speech.end and speech.start < s.end), default=None)
        if first is None:
            return speech
        start, end = trim(text, Span(speech.start, first))
        while end > start and (text[end - 1] in self._finder.dashes or text[end - 1] in self._marks):
            start, end = trim(text, Span(start, end - 1))
        span = content(text, Span(start, end), self._pack)
        return replace(speech, start=span.start, end=span.end) if span.start < span.end else None

    # --- a label

    def _label(self, line: Line, opens_zone: bool) -> Label | None:
        colon = next((i for i in line.places[1 : LABEL + 3] if line.token(i).text == COLON), None)
        if colon is None or colon == line.last:
            return None
        first, last = line.first, colon - 1
        if line.token(first).text in self._marks and line.token(last).text in self._marks:
            return self._paper(line, first + 1, last - 1) if opens_zone and last > first + 1 else None
        if colon - first > LABEL or self._is_clause(line, first, last):
            return None
        speaker, named = self._speaker(line, first, last)
        if speaker is None or not (opens_zone or (named and speaker.person and " " in (speaker.name or ""))):
            return None
        label = Label(speaker, named, colon + 1)
        return label if self._says(line, label) else None

    def _is_clause(self, line: Line, first: int, last: int) -> bool:
        names = {i for n in line.zone.names for i in range(n.first, n.last + 1)}
        return has_verb([line.token(i) for i in range(first, last + 1) if i not in names and not line.token(i).opens])

    def _paper(self, line: Line, first: int, last: int) -> Label | None:
        """`„Zwrot”: Skąd pomysł?`: a paper asks."""
        asks = line.token(line.last).text == "?" and line.token(last + 3).capital
        name = "".join(t.text_with_ws for t in line.zone.doc[first : last + 1]).strip()
        start, end = line.token(first).start, line.token(last).end
        return Label(Subject(name, start=start, end=end), True, last + 3) if asks else None

    def _speaker(self, line: Line, first: int, last: int) -> tuple[Subject | None, bool]:
        """Who the label names, and whether by name."""
        tokens = line.zone.tokens
        for words in self._media:
            if (found := words.match(tokens[: last + 1], first)) is not None and first + found.length == last + 1:
                return Subject(found.value, start=tokens[first].start, end=tokens[last].end), True
        at = first
        while at < last and line.word(at).pos_ in BEFORE_NOUN and self._name_at(line, at) is None:
            at += 1
        token = line.token(at)
        if not token.word or token.has("ADP") or not self._may_speak(line, at):
            return None, False
        subject = self._cues.sources.read(line.zone, line.word(at))
        if subject is None or subject.name is None or not (subject.start or 0) < tokens[last].end:
            return None, False
        return subject, subject.person

    def _name_at(self, line: Line, at: int) -> str | None:
        return next((n.kind for n in line.zone.names if n.first <= at <= n.last), None)

    def _may_speak(self, line: Line, at: int) -> bool:
        """A person, people by what they are, a body, data, an abbreviation; no place, no rubric, nothing declined."""
        token = line.token(at)
        if self._rubrics.value(token) is not None:
            return False
        if self._name_at(line, at) == PERSON or self._roles.value(token) is not None:
            return True
        if any(words.value(token) for words in self._bodies):
            return any("Nom" in a.cases for a in token.analyses)
        if token.text.isupper() and len(token.text) > 1:
            return self._lower(line, at)
        return any(a.human and "Nom" in a.cases and a.lemma[:1].islower() for a in token.analyses)

    def _lower(self, line: Line, at: int) -> bool:
        colon = next(i for i in line.places if i > at and line.token(i).text == COLON)
        return colon < line.last and line.token(colon + 1).text[0].islower()

    def _says(self, line: Line, label: Label) -> bool:
        """Whether a clause follows the colon, or a headline's words in small letters."""
        places = range(label.content, line.last + 1)
        if any(self._is_main(line, i) for i in places):
            return True
        if label.named and line.first == 0 and line.last + 1 < len(line.zone.tokens):
            return line.token(line.last).text in ".?!…" and line.token(label.content).capital
        words = [i for i in places if line.token(i).word]
        ends = line.last + 1 == len(line.zone.tokens) and line.token(line.last).word
        return len(words) >= VERBLESS and line.token(words[0]).text[0].islower() and ends and not label.speaker.person

    def _is_main(self, line: Line, at: int) -> bool:
        return line.is_finite(at) and not line.word(at).dep_.startswith("acl")

    def _labelled(
        self, text: str, line: Line, label: Label, rest: list[Line], labels: dict[int, Label]
    ) -> Speech | None:
        """A person's words go on to the end of the paragraph or to the next label; others say one sentence."""
        capital = line.token(label.content).capital or not line.token(label.content).word
        whole = label.named and capital
        last = line
        for other in rest if whole else ():
            asked = line.first > 0 and other.zone.tokens[other.last].text == "?"
            if other.first in labels or asked:
                break
            last = other
        if line.zone.zone.kind == "headline" and rest and not whole:
            last = rest[-1]
        first = label.content
        if line.token(first).text in self._finder.dashes and first < last.last:
            first += 1
        asks = last.token(last.last).text in "?!."
        direct = whole and (line.zone.zone.kind != "headline" or asks)
        return self._speech(text, Line(line.zone, first, last.last), "name-colon", direct, label.speaker)

    def _speech(self, text: str, words: Line, pattern: str, direct: bool, speaker: Subject) -> Speech | None:
        span = content(text, Span(words.token(words.first).start, words.token(words.last).end), self._pack)
        return Speech(*span, pattern, None, speaker, direct=direct) if span.start < span.end else None

    # --- a cue

    def _cued(self, text: str, line: Line, rest: list[Line]) -> Speech | None:
        """`Marta Sowa napisała na Twitterze: Nie kandyduję.`, `Minister ostrzega: będzie gorzej`"""
        colon = next((i for i in line.places[1:-1] if line.token(i).text == COLON), None)
        if colon is None:
            return None
        follows = line.token(colon + 1)
        at = next((i for i in range(colon - 1, line.first - 1, -1) if line.is_finite(i)), None)
        if at is None or not follows.word or not any(self._is_main(line, i) for i in range(colon + 1, line.last + 1)):
            return None
        cue = self._cues.verb(line, at, clause=not follows.capital)
        between = [line.token(i) for i in range(at + 1, colon)]
        if cue is None or len(between) > (BEHIND_CUE if follows.capital else CLOSE) or self._has_object(between):
            return None
        before = line.zone.tokens[line.first : colon]
        finite = cue._replace(at=at - line.first)
        speaker = self._cues.speaker(line, cue) or self._finder.subject(before, [finite])
        last = line.last
        for other in rest if follows.capital else ():
            if not _in_first_person(other.zone.tokens[other.first : other.last + 1]):
                break
            last = other.last
        span = content(text, Span(follows.start, line.token(last).end), self._pack)
        verb_start = line.token(at).start
        dropped = speaker is None
        return Speech(*span, "cue-colon", cue, speaker, dropped, direct=follows.capital, verb_start=verb_start)

    def _has_object(self, between: Iterable[Token]) -> bool:
        """`apelują o ostrożność:`: the object is what is said, and the colon only explains it."""
        return any(t.lower in self._about or t.text in self._marks for t in between)


def _in_first_person(tokens: Iterable[Token]) -> bool:
    return any(a.person == "1" and a.verb == "Fin" for t in tokens for a in t.analyses)
