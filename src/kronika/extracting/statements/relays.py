"""The hands that a statement passed through, as its own sentence names them, nearest the speaker first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kronika.extracting.people import subject_of
from kronika.extracting.statements.lines import Line
from kronika.extracting.statements.media import Medium, MediumReader
from kronika.extracting.statements.sources import SourceReader
from kronika.extracting.statements.speakers import Subject
from kronika.extracting.statements.speech import Speech
from kronika.languages.pack import Pack
from kronika.records import CreditFinding, RelayFinding

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

ADDRESSED = 3
"""Words behind a cue among which a medium stands to whom the words went: `powiedział w środę PAP`. Chosen."""
BESIDE = 3
"""Words between `w rozmowie z` and the medium: `w rozmowie z naszym dziennikiem`. Chosen."""

Rule = Callable[[Line, Speech], Iterator[RelayFinding]]


class RelayReader:
    """Reads relays; `rules` is an ordered list of named functions."""

    def __init__(self, pack: Pack) -> None:
        self._media = MediumReader(pack)
        self._sources = SourceReader(pack)
        self._before = pack.word_list("statements", "relay-before")
        self._in = pack.word_list("statements", "relay-in").forms()
        self._correspondents = pack.word_list("statements", "correspondent")
        self._citing = pack.word_list("statements", "citing")
        self._quoting = pack.word_list("statements", "quoting").lemmas()
        self._rules: list[Rule] = [self.correspondent_of, self.spoken_to, self.named_beside]

    def learn(self, credits: Iterable[CreditFinding]) -> None:
        """Takes over which agencies an article names, and where."""
        self._media.learn(credits)

    def complete(self, line: Line, speech: Speech) -> Speech:
        """The statement with its relays; a medium that names a deeper source is one, and the source speaks."""
        speech = self._quoted(line, speech) or self._deeper(line, speech) or speech
        found = list(speech.relays)
        taken = {r.start for r in found}
        for rule in self._rules:
            for relay in rule(line, speech):
                if relay.start not in taken and not self._is_speaker(relay, speech):
                    taken.add(relay.start)
                    found.append(relay)
        return replace(speech, relays=tuple(found))

    def _is_speaker(self, relay: RelayFinding, speech: Speech) -> bool:
        who = speech.speaker
        inside = who is not None and who.start is not None and relay.start <= who.start < relay.end
        same = who is not None and who.name == relay.name
        return same or (inside and who is not None and not who.unnamed)

    def _deeper(self, line: Line, speech: Speech) -> Speech | None:
        """`podała agencja X, powołując się na Y`: Y speaks, X passes it on."""
        medium = self._speaking_medium(line, speech)
        if medium is None:
            return None
        for at in _outside(line, speech):
            found = self._citing.match(line.zone.tokens[: line.last + 1], at)
            if found is None or _within(line, at, medium):
                continue
            source = self._source(line, at + found.length)
            if source is not None and (source.start or 0) >= line.token(at).end:
                return replace(speech, speaker=source, dropped=False, relays=(_relay(line, medium, "cites"),))
        return None

    def _source(self, line: Line, at: int) -> Subject | None:
        """The source behind words of citing: a medium, else the noun."""
        if at > line.last:
            return None
        medium = self._media.at(line, at)
        if medium is not None:
            return Subject(medium.name, start=line.token(medium.first).start, end=line.token(medium.last).end)
        head = line.word(at)
        while head.head.i > head.i and head.head.i <= line.last and head.dep_ in ("amod", "det", "nummod", "case"):
            head = head.head
        return self._sources.read(line.zone, head) if head.pos_ in ("NOUN", "PROPN", "ADJ", "X") else None

    def _speaking_medium(self, line: Line, speech: Speech) -> Medium | None:
        """The medium that is the subject of the cue."""
        who = speech.speaker
        if who is None or who.start is None or who.end is None:
            return None
        for at in line.places:
            if who.start - 60 < line.token(at).start < who.end:
                medium = self._media.at(line, at)
                if medium and line.token(medium.last).end >= who.end > line.token(medium.first).start:
                    return medium
        return None

    def _quoted(self, line: Line, speech: Speech) -> Speech | None:
        """`… – cytuje Teravela agencja Wektor Press`: whose words they are is the object."""
        if speech.cue is None or (speech.verb_start is None and speech.direct is False):
            return None
        at = next((i for i in line.places if line.token(i).start == speech.cue.start), None)
        if at is None or line.word(at).lemma_.lower() not in self._quoting:
            return None
        verb = line.word(at)
        said = next((c for c in verb.children if c.dep_ == "obj" and c.i in line.places), None)
        by = subject_of(verb)
        medium = self._medium_around(line, by) if by is not None else None
        speaker = self._sources.read(line.zone, said) if said is not None else None
        relays = (_relay(line, medium, "quotes"),) if medium else ()
        return replace(speech, speaker=speaker, dropped=False, relays=relays) if speaker else None

    def _medium_around(self, line: Line, word: DocToken) -> Medium | None:
        near = range(max(line.first, word.i - 2), min(line.last, word.i + 2) + 1)
        found = (m for i in near if (m := self._media.at(line, i)) is not None and m.first <= word.i + 2)
        return next(found, None)

    # --- the rules

    def correspondent_of(self, line: Line, speech: Speech) -> Iterator[RelayFinding]:
        """`przekazał korespondent TASS`"""
        who = speech.speaker
        if who is None or who.start is None or who.end is None:
            return
        for at in line.places:
            token = line.token(at)
            if not who.start - 40 <= token.start < who.end or self._correspondents.value(token) is None:
                continue
            for i in range(at + 1, min(at + 1 + BESIDE, line.last + 1)):
                if (medium := self._media.at(line, i)) is not None:
                    yield _relay(line, medium, "correspondent")
                    return

    def spoken_to(self, line: Line, speech: Speech) -> Iterator[RelayFinding]:
        """`powiedział PAP rzecznik`: a medium right behind the cue that is no subject."""
        if speech.cue is None or (speech.verb_start is None and not speech.direct):
            return
        at = next((i for i in line.places if line.token(i).start == speech.cue.start), None)
        if at is None:
            return
        for i in range(at + 1, min(at + 1 + ADDRESSED, line.last + 1)):
            if line.is_mark(i) or line.word(i).pos_ == "ADP":
                return
            medium = self._media.at(line, i)
            if medium is not None:
                if self._is_addressed(line, speech, medium):
                    yield _relay(line, medium, "spoken_to")
                return

    def _is_addressed(self, line: Line, speech: Speech, medium: Medium) -> bool:
        """Whether somebody else is the subject."""
        who = speech.speaker
        if who is None or who.start is None:
            return speech.dropped and "Nom" not in line.word(medium.first).morph.get("Case", [])
        return not line.token(medium.first).start <= who.start < line.token(medium.last).end

    def named_beside(self, line: Line, speech: Speech) -> Iterator[RelayFinding]:
        """`w rozmowie z PAP`, `na antenie RMF FM`, `cytowany przez AFP`, `w TVN24`"""
        for at in _outside(line, speech):
            found = self._before.match(line.zone.tokens[: line.last + 1], at)
            length = found.length if found else 1 if line.token(at).lower in self._in else 0
            if not length:
                continue
            reach = BESIDE if length > 1 else 1
            for i in range(at + length, min(at + length + reach, line.last + 1)):
                if line.is_mark(i):
                    break
                if (medium := self._media.at(line, i)) is not None:
                    yield _relay(line, medium, "named_beside")
                    break


def _outside(line: Line, speech: Speech) -> Iterator[int]:
    """The words of the cue's clause: of its sentence, none of the content but its own cue's."""
    for i in line.places:
        start = line.token(i).start
        beside = speech.cue is not None and abs(start - speech.cue.start) < 200
        if not speech.start <= start < speech.end or (_holds_cue(speech) and beside):
            yield i


def _holds_cue(speech: Speech) -> bool:
    return speech.cue is not None and speech.start <= speech.cue.start < speech.end


def _within(line: Line, at: int, medium: Medium) -> bool:
    return medium.first <= at <= medium.last


def _relay(line: Line, medium: Medium, rule: str) -> RelayFinding:
    """A medium as a relay; the marks around it are left out."""
    first, last = medium.first, medium.last
    start, end = line.token(first).start, line.token(last).end
    return RelayFinding(start=start, end=end, rule=rule, name=medium.name)
