"""The hands that a statement passed through, as its own sentence names them, nearest the speaker first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kronika.extracting.people import subject_of
from kronika.extracting.statements.deeper import DeeperReader, near_cue
from kronika.extracting.statements.lines import Line
from kronika.extracting.statements.media import Medium, MediumReader, OncePerLine, place_of, relay_of, since
from kronika.extracting.statements.speakers import Subject
from kronika.extracting.statements.speech import Speech
from kronika.extracting.statements.titles import as_it_stands
from kronika.languages.pack import Pack
from kronika.records import CreditFinding, RelayFinding

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

ADDRESSED = 3
"""Words behind a cue among which a medium stands to whom the words went: `powiedział w środę PAP`. Chosen."""
BESIDE = 3
"""Words between `w rozmowie z` and the medium: `w rozmowie z naszym dziennikiem`. Chosen."""
OF_OFFICE = 40
"""Characters before the name of a speaker in which `korespondent` stands. Chosen, not measured."""
SPEAKER = 6
"""Words behind a medium among which the speaker stands: `dla BBC były szef rady Jan Kos`. Chosen, not measured."""
TO, SHOWN, TALKS, OF, AS = "to", "shown", "talks", "of", "as"
"""What words before a medium say: to whom somebody speaks, in which programme, whose partner or source it is, who
tells of it."""
WHOSE = {TALKS: "partner_of", OF: "source_of"}
"""The rules of nouns that are the speaker themselves: `rozmówca PAP`, `informator Onetu`."""
IN, FOR = "in", "for"
BESIDE_CUE = 200
"""Characters around a cue inside its own content that are told with it: `Pożar, powiedział PAP Kos, trwa`. Chosen."""

Rule = Callable[[Line, Speech], Iterator[RelayFinding]]


class Beside(NamedTuple):
    """A medium, the place where words before it begin, and what they say."""

    at: int
    kind: str
    medium: Medium


class Quoting(NamedTuple):
    """A medium in a clause of citing, the place of its verb, and where it begins."""

    at: int
    first: int
    medium: Medium


Told = TypeVar("Told", Beside, Quoting)


class RelayReader:
    """Reads relays; `rules` is an ordered list of named functions."""

    def __init__(self, pack: Pack) -> None:
        self._media = MediumReader(pack)
        self._deeper = DeeperReader(pack, self._media)
        self._before = pack.word_list("statements", "relay-before")
        self._in = pack.word_list("statements", "relay-in").forms()
        self._correspondents = pack.word_list("statements", "correspondent")
        self._cues = pack.word_list("statements", "cue").lemmas()
        self._beside = OncePerLine(lambda line: list(self._all_beside(line)))
        self._quoters = OncePerLine(lambda line: list(self._all_quoters(line)))
        self._rules: list[Rule] = [
            self.correspondent_of,
            self.spoken_to,
            self.quoted_by,
            self.named_beside,
            self.told_by,
        ]

    def learn(self, credits: Iterable[CreditFinding]) -> None:
        """Takes over which agencies an article names, and where."""
        self._media.learn(credits)
        self._deeper.forget()
        self._beside.forget()
        self._quoters.forget()

    def complete(self, line: Line, speech: Speech) -> Speech:
        """The statement with its relays; a medium that names a deeper source is one, and the source speaks."""
        speech = self._deeper.read(line, speech)
        found = list(speech.relays)
        taken = {r.name_start for r in found}
        for rule in self._rules:
            for relay in rule(line, speech):
                if relay.name_start not in taken and not _is_speaker(relay, speech):
                    taken.add(relay.name_start)
                    found.append(relay)
        speech = self._with_other_speaker(line, speech, found)
        return replace(self._without_medium(line, speech, found), relays=tuple(found))

    def _with_other_speaker(self, line: Line, speech: Speech, relays: Iterable[RelayFinding]) -> Speech:
        """A medium to whom somebody speaks is no speaker: the name behind it is, else who spoke before."""
        who = speech.speaker
        if who is None or who.start is None or who.unnamed:
            return speech
        spoken_to = next((r for r in relays if r.start < r.name_start <= who.start < r.name_end), None)
        if spoken_to is None:
            return speech
        first, last = since(line, spoken_to.start), since(line, spoken_to.end) - 1
        if spoken_to.rule in (*WHOSE.values(), "correspondent"):
            return replace(speech, speaker=_described(line, first, last))
        behind = self._deeper.subject_among(line, range(last + 1, min(last + SPEAKER, line.last) + 1))
        return replace(speech, speaker=behind, dropped=behind is None)

    def _without_medium(self, line: Line, speech: Speech, relays: Iterable[RelayFinding]) -> Speech:
        """`rozmówca AKD w kancelarii premiera`: the medium is the hand, and the place tells who speaks."""
        who = speech.speaker
        if who is None or not who.unnamed or who.end is None or who.name is None:
            return speech
        relay = next((r for r in relays if r.start == who.start and r.rule == WHOSE[TALKS]), None)
        if relay is None:
            return speech
        last = since(line, relay.end) - 1
        end = last
        while not line.is_mark(end + 1) and not line.is_finite(end + 1):
            end += 1
        placed = end > last and line.word(last + 1).pos_ == "ADP"
        place = as_it_stands(line, last + 1, end) if placed else ""
        name = f"{who.name.split()[0]} {place}".strip()
        return replace(speech, speaker=who._replace(name=name, end=line.token(end if placed else last).end))

    # --- the rules

    def correspondent_of(self, line: Line, speech: Speech) -> Iterator[RelayFinding]:
        """`przekazał korespondent TASS`"""
        who = speech.speaker
        if who is None or who.start is None or who.end is None:
            return
        for at in range(since(line, who.start - OF_OFFICE), since(line, who.end)):
            if self._correspondents.value(line.token(at)) is None:
                continue
            for i in range(at + 1, min(at + 1 + BESIDE, line.last + 1)):
                if line.is_mark(i) or line.is_finite(i):
                    break
                if (medium := self._media.at(line, i)) is not None:
                    yield relay_of(line, medium, "correspondent", at)
                    return

    def spoken_to(self, line: Line, speech: Speech) -> Iterator[RelayFinding]:
        """`powiedział PAP rzecznik`: a medium right behind the cue that is no subject."""
        if speech.cue is None or (speech.verb_start is None and not speech.direct):
            return
        at = place_of(line, speech.cue.start)
        if at is None:
            return
        for i in range(at + 1, min(at + 1 + ADDRESSED, line.last + 1)):
            if line.is_mark(i) or line.word(i).pos_ == "ADP":
                return
            medium = self._media.at(line, i)
            if medium is not None:
                if self._is_addressed(line, speech, medium):
                    yield relay_of(line, medium, "spoken_to", at)
                return

    def _is_addressed(self, line: Line, speech: Speech, medium: Medium) -> bool:
        """Whether somebody else is the subject."""
        who = speech.speaker
        if who is None or who.start is None:
            return speech.dropped and "Nom" not in line.word(medium.begins).morph.get("Case", [])
        return not line.token(medium.first).start <= who.start < line.token(medium.last).end

    def quoted_by(self, line: Line, speech: Speech) -> Iterator[RelayFinding]:
        """`…, którego cytuje „Echo”`, `…, na którego powołuje się AP`: a clause that hangs on who speaks."""
        for quoter in _outside(line, speech, self._quoters.of(line)):
            if speech.cue is None or line.token(quoter.at).start != speech.cue.start:
                yield relay_of(line, quoter.medium, "quoted_by", quoter.first)

    def _all_quoters(self, line: Line) -> Iterator[Quoting]:
        for at, clause in self._deeper.citing_clauses(line):
            media = (self._media.at(line, i, trusted=True) for i in clause)
            medium = next((m for m in media if m is not None), None)
            if medium is not None:
                yield Quoting(at, clause[0], medium)

    def named_beside(self, line: Line, speech: Speech) -> Iterator[RelayFinding]:
        """`w rozmowie z PAP`, `na antenie RMF FM`, `cytowany przez AFP`, `w TVN24`"""
        for at, kind, medium in _outside(line, speech, self._beside.of(line)):
            if kind == AS or (kind == IN and self._deeper.reads_in(line, speech)):
                continue
            if self._is_of(line, speech, medium):
                yield relay_of(line, medium, WHOSE.get(kind, "named_beside"), at)

    def _all_beside(self, line: Line) -> Iterator[Beside]:
        for at in line.places:
            found = line.match(self._before, at)
            kind = found.value if found else self._in.get(line.token(at).lower)
            medium = self._behind(line, at + (found.length if found else 1), kind) if kind is not None else None
            if kind is not None and medium is not None:
                yield Beside(at, kind, medium)

    def told_by(self, line: Line, speech: Speech) -> Iterator[RelayFinding]:
        """`miał powiedzieć według PAP minister`: who is named as the source right beside the cue of another."""
        cue = speech.cue
        if cue is None or (speech.verb_start is None and not speech.direct):
            return
        for at, kind, medium in _outside(line, speech, self._beside.of(line)):
            beside = (at - 2, at - 1, medium.last + 1, medium.last + 2)
            if kind == AS and any(i in line.places and line.token(i).start == cue.start for i in beside):
                yield relay_of(line, medium, "told_by", at)

    def _behind(self, line: Line, first: int, kind: str) -> Medium | None:
        """The medium among the next words, with no mark before it; the title of a programme is none."""
        i, last = first, min(first + (1 if kind in (IN, FOR) else BESIDE) - 1, line.last)
        while i <= last and not line.is_mark(i):
            programme = self._media.quoted(line, i) if kind == SHOWN else None
            if programme is not None:
                i, last = programme[1] + 2, min(programme[1] + 1 + BESIDE, line.last)
                continue
            medium = self._media.at(line, i, trusted=kind in (TO, FOR, AS, TALKS))
            medium = medium or (self._media.abbreviation(line, i) if kind == TALKS else None)
            if medium is not None:
                return medium
            i += 1
        return None

    def _is_of(self, line: Line, speech: Speech, medium: Medium) -> bool:
        """Whether words are told of this statement: they hang on its cue, or on no other cue with its own subject."""
        verb = self._verb_above(line, medium.begins)
        if verb is None or _is_cue_of(line, verb.i, speech) or verb.lemma_.lower() not in self._cues:
            return True
        who, subject = speech.speaker, subject_of(verb)
        if who is None or who.start is None:
            return True
        if subject is None or subject.i not in line.places:
            return speech.dropped
        return who.start <= line.token(subject.i).start < (who.end or 0)

    def _verb_above(self, line: Line, at: int) -> DocToken | None:
        """The finite verb that a word hangs on."""
        word = line.word(at)
        while word.head.i != word.i and not (word.i in line.places and line.is_finite(word.i)):
            word = word.head
        return word if word.i in line.places and line.is_finite(word.i) else None


def _described(line: Line, first: int, last: int) -> Subject:
    """`informator Onetu`: a source by its noun and the medium."""
    text = as_it_stands(line, first, last)
    name = text[:1].lower() + text[1:] if line.token(first).opens else text
    start, end = line.token(first).start, line.token(last).end
    return Subject(name, start=start, end=end, unnamed=True, noun=line.word(first).lemma_)


def _is_speaker(relay: RelayFinding, speech: Speech) -> bool:
    """Whether a medium is the speaker; one that somebody speaks to is taken for the speaker by mistake."""
    who = speech.speaker
    if who is None:
        return False
    if who.start is None:
        return who.name == relay.name
    inside = relay.name_start <= who.start < relay.name_end
    return who.name == relay.name if not inside else relay.start == relay.name_start


def _outside(line: Line, speech: Speech, found: Sequence[Told]) -> Iterator[Told]:
    """What begins among the words around the cue: of its sentence, none of the content but its own cue's."""
    near = near_cue(line, speech)
    for told in found[_first(found, near.start) : _first(found, near.stop)]:
        start = line.token(told.at).start
        beside = speech.cue is not None and abs(start - speech.cue.start) < BESIDE_CUE
        if not speech.start <= start < speech.end or (_holds_cue(speech) and beside):
            yield told


def _first(found: Sequence[Beside] | Sequence[Quoting], at: int) -> int:
    return bisect_left(found, at, key=lambda told: told.at)


def _holds_cue(speech: Speech) -> bool:
    return speech.cue is not None and speech.start <= speech.cue.start < speech.end


def _is_cue_of(line: Line, at: int, speech: Speech) -> bool:
    start = line.token(at).start
    return speech.verb_start == start or (speech.cue is not None and speech.cue.start == start)
