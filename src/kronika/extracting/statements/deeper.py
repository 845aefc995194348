"""Whose words a medium or a person passes on, where the sentence names the deeper source: that one speaks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from kronika.extracting.people import subject_of
from kronika.extracting.statements.lines import Line
from kronika.extracting.statements.media import (
    BODY,
    PERSON,
    Medium,
    MediumReader,
    OncePerLine,
    names_from,
    place_of,
    relay_of,
    since,
)
from kronika.extracting.statements.sources import SourceReader
from kronika.extracting.statements.speakers import Subject
from kronika.extracting.statements.speech import Speech
from kronika.languages.pack import Pack
from kronika.languages.words import Words
from kronika.records import RelayFinding

AROUND = 60
"""Characters before a speaker's name in which the noun or mark of a medium opens. Chosen, not measured."""
READ = 4
"""Words behind `czytamy` among which the medium stands: `czytamy dziś w „Kurierze”`. Chosen, not measured."""
ASIDE = 4
"""Words before a clause of citing among which the medium begins that it is of. Chosen, not measured."""
NEAR = 150
"""Words on either side of a cue in which its sentence may tell who cites and passes on. Chosen: longer than any
sentence of the corpora, so that only lists and damaged texts feel it."""
INSIDE = ("amod", "det", "nummod", "case")
"""Relations of words before the noun of a source."""
MEDIA, LISTED = "media", "listed"
"""What must stand behind words of citing: a medium; a noun of the list of sources. Else any noun does."""
OWN = "1"
"""The person of a newsroom that tells what it has learned."""


class Cited(NamedTuple):
    """A deeper source: the words that cite it begin at token `at`, and it ends with token `last`."""

    at: int
    last: int
    source: Subject


class DeeperReader:
    """Finds the deeper source of a statement, and whoever passes it on."""

    def __init__(self, pack: Pack, media: MediumReader) -> None:
        self._media = media
        self._sources = SourceReader(pack)
        self._citing = pack.word_list("statements", "citing")
        self._finding = pack.word_list("statements", "finding").lemmas()
        self._found_in = pack.word_list("statements", "found-in")
        self._places = pack.word_list("statements", "source-noun")
        self._quoting = pack.word_list("statements", "quoting").lemmas()
        self._verbs = pack.word_list("statements", "citing-verb").lemmas()
        self._reading = pack.word_list("statements", "reading")
        self._nouns = pack.word_list("statements", "medium-noun")
        self._cites_in = OncePerLine(lambda line: list(self._sources_behind(line, self._citing)))
        self._finds_in = OncePerLine(lambda line: list(self._sources_behind(line, self._found_in, self._citing)))

    def forget(self) -> None:
        """Nothing is kept of sentences that were read before other media were learnt."""
        self._cites_in.forget()
        self._finds_in.forget()

    def read(self, line: Line, speech: Speech) -> Speech:
        """The statement with whoever speaks in the end; without a deeper source as it is, a medium by its name."""
        found = self._quoted(line, speech) or self._cites(line, speech) or self._read(line, speech)
        return found or self._by_name(line, speech)

    def subject_among(self, line: Line, places: range) -> Subject | None:
        """The first person or office in the nominative among the places, with no mark or verb before it."""
        for i in places:
            if line.is_mark(i) or line.is_finite(i):
                return None
            word = line.word(i)
            person = next((n for n in names_from(line, i, i) if n.kind == PERSON), None)
            if person is not None or (word.pos_ in ("NOUN", "PROPN") and "Nom" in word.morph.get("Case", [])):
                return self._sources.read(line.zone, word)
        return None

    def citing_clauses(self, line: Line) -> Iterator[tuple[int, range]]:
        """The words of `którego cytuje AFP`, each with its verb: a clause with a relative pronoun around a verb of
        citing."""
        clause, relative = range(0), False
        for at in line.places:
            if line.word(at).lemma_.lower() not in self._verbs or not line.is_finite(at):
                continue
            if at not in clause:
                clause = line.chunk(at)
                relative = any("Rel" in line.word(i).morph.get("PronType", []) for i in clause)
            if relative:
                yield at, clause

    def _cites(self, line: Line, speech: Speech) -> Speech | None:
        """`podała agencja X, powołując się na Y`: Y speaks, X passes it on."""
        teller = self._speaking(line, speech)
        for cited in self._cited(line, speech):
            medium = teller or self._behind(line, cited, speech) or self._body(line, speech)
            cited = _without(line, cited, medium) if medium is not None else cited
            if medium is not None and not medium.first <= cited.at <= medium.last:
                relay = relay_of(line, medium, "cites", cited.at, cited.last)
                return replace(speech, speaker=cited.source, dropped=False, relays=(relay,))
            at = self._cue_at(line, speech)
            if medium is None and at is not None and _of_newsroom(line, at):
                return replace(speech, speaker=cited.source, dropped=False)
        return None

    def _body(self, line: Line, speech: Speech) -> Medium | None:
        """`podaje AKD, powołując się na`: a subject that no list has, but whose name is no person's."""
        who = speech.speaker
        at = place_of(line, who.start) if who is not None and who.start is not None else None
        name = next(iter(names_from(line, at, at)), None) if at is not None else None
        if name is None or name.last > line.last:
            return None
        words = [line.token(i) for i in range(name.first, name.last + 1)]
        if name.kind != BODY and not all(t.text.isupper() for t in words):
            return None
        return Medium(name.first, name.last, str(who.name if who else None), name.first, name.last)

    def _behind(self, line: Line, cited: Cited, speech: Speech) -> Medium | None:
        """`podaje za Kyodo PAP`: the medium behind the noun of the source, or right before
        its clause (`AFP, która powołuje się na`), where no other subject was read."""
        who = speech.speaker
        free = who is None or (who.start is not None and line.token(cited.at).start <= who.start)
        first = since(line, cited.source.start or 0)
        before = range(max(cited.at - ASIDE, line.first), cited.at) if who is None else range(0)
        for at in [*range(first + 1, min(cited.last + 1, line.last) + 1), *before] if free else ():
            if not line.is_mark(at) and (medium := self._media.at(line, at)) is not None:
                return medium
        return None

    def _cited(self, line: Line, speech: Speech) -> Iterator[Cited]:
        """The sources that words outside of the content cite."""
        found = _within(self._cites_in.of(line), near_cue(line, speech))
        if self._has_learned(line, speech):
            found = sorted([*found, *_within(self._finds_in.of(line), near_cue(line, speech))], key=_at)
        for cited in found:
            if not speech.start <= line.token(cited.at).start < speech.end:
                yield cited

    def _sources_behind(self, line: Line, words: Words, but: Words | None = None) -> Iterator[Cited]:
        """The sources behind words of a list, where no words of another begin (`but`)."""
        for at in line.places:
            found = line.match(words, at) if but is None or line.match(but, at) is None else None
            source = self._source(line, at + found.length, found.value) if found else None
            if source is not None and source.end is not None and (source.start or 0) >= line.token(at).end:
                yield Cited(at, self._with_marks(line, since(line, source.end) - 1), source)

    def _with_marks(self, line: Line, last: int) -> int:
        closing = last + 1 in line.places and line.token(last + 1).text in self._media.closing
        return last + closing

    def _has_learned(self, line: Line, speech: Speech) -> bool:
        """Whether the cue says that somebody found it out: `dowiedział się od`, `ustaliła w źródłach`."""
        at = self._cue_at(line, speech)
        return at is not None and line.word(at).lemma_.lower() in self._finding

    def _source(self, line: Line, at: int, kind: str) -> Subject | None:
        """The source behind words of citing: a medium, else the noun."""
        if at > line.last:
            return None
        medium = self._media.at(line, at, trusted=kind == MEDIA)
        if medium is not None:
            start, end = line.token(medium.begins).start, line.token(medium.ends).end
            return Subject(medium.name, start=start, end=end)
        head = line.word(at)
        while head.head.i > head.i and head.head.i <= line.last and head.dep_ in INSIDE:
            head = head.head
        wanted = {MEDIA: self._nouns, LISTED: self._places}.get(kind)
        if wanted is not None and wanted.value(line.token(head.i)) is None:
            return None
        source = self._sources.read(line.zone, head) if head.pos_ in ("NOUN", "PROPN", "ADJ", "X") else None
        # `podała za lokalną gazetą`: another than the one that passes it on, so nobody named before
        return source._replace(stands_for=None) if source is not None and kind == MEDIA else source

    def _speaking(self, line: Line, speech: Speech) -> Medium | None:
        """The medium that is the subject of the cue."""
        who = speech.speaker
        if who is None or who.start is None or who.end is None:
            return None
        for at in range(since(line, who.start - AROUND + 1), since(line, who.end)):
            medium = self._media.at(line, at)
            if medium and line.token(medium.last).end >= who.end > line.token(medium.first).start:
                return medium
        return None

    def reads_in(self, line: Line, speech: Speech) -> bool:
        """`jak czytamy w „Kurierze”`: what is read is the speaker."""
        at = self._cue_at(line, speech)
        return at is not None and self._reading.value(line.token(at)) is not None and _of_newsroom(line, at)

    def _cue_at(self, line: Line, speech: Speech) -> int | None:
        return place_of(line, speech.cue.start) if speech.cue else None

    def _read(self, line: Line, speech: Speech) -> Speech | None:
        """The statement of a medium that the newsroom reads."""
        at = self._cue_at(line, speech)
        if at is None or not self.reads_in(line, speech):
            return None
        for i in range(at + 1, min(at + READ, line.last) + 1):
            if line.is_mark(i):
                return None
            if line.word(i - 1).pos_ == "ADP" and (medium := self._media.at(line, i, trusted=True)) is not None:
                start, end = line.token(medium.begins).start, line.token(medium.ends).end
                return replace(speech, speaker=Subject(medium.name, start=start, end=end), dropped=False, medium=True)
        return None

    def _by_name(self, line: Line, speech: Speech) -> Speech:
        """A medium that speaks for itself has its usual name: `agencja Ansa` is `ANSA`."""
        who, medium = speech.speaker, self._speaking(line, speech)
        if who is None or medium is None or line.token(medium.first).start > (who.start or 0):
            return speech
        named = who._replace(name=medium.name, unnamed=False, stands_for=None)
        return replace(speech, speaker=named, medium=True)

    def _quoted(self, line: Line, speech: Speech) -> Speech | None:
        """`… – cytuje Teravela agencja Wektor Press`: whose words they are is the object."""
        if speech.cue is None or (speech.verb_start is None and speech.direct is False):
            return None
        at = self._cue_at(line, speech)
        if at is None or line.word(at).lemma_.lower() not in self._quoting:
            return None
        said = next((c for c in line.word(at).children if c.dep_ == "obj" and c.i in line.places), None)
        speaker = self._sources.read(line.zone, said) if said is not None else None
        if speaker is None:
            return None
        relay = self._quoter(line, speech, at, speaker)
        return replace(speech, speaker=speaker, dropped=False, relays=(relay,) if relay else ())

    def _quoter(self, line: Line, speech: Speech, at: int, speaker: Subject) -> RelayFinding | None:
        """Who quotes: a medium, else a person."""
        by = subject_of(line.word(at))
        if by is None:
            return None
        near = range(max(line.first, by.i - 2), min(line.last, by.i + 2) + 1)
        medium = next((m for i in near if (m := self._media.at(line, i)) is not None and m.first <= by.i + 2), None)
        if medium is not None:
            return relay_of(line, medium, "quotes", at)
        who = self._sources.read(line.zone, by)
        if who is None or who.name is None or who.start is None or who.end is None or who.name == speaker.name:
            return None
        cue = line.token(at)
        start, end = min(who.start, cue.start), max(who.end, cue.end)
        if speech.start <= who.start < speech.end:
            return None
        return RelayFinding(start=start, end=end, rule="quotes", name=who.name, name_start=who.start, name_end=who.end)


def _within(found: list[Cited], places: range) -> list[Cited]:
    """Those that begin at one of the places."""
    return found[bisect_left(found, places.start, key=_at) : bisect_left(found, places.stop, key=_at)]


def _at(cited: Cited) -> int:
    return cited.at


def near_cue(line: Line, speech: Speech) -> range:
    """The places of a sentence around the cue."""
    if speech.cue is None:
        return range(0)
    at = since(line, speech.cue.start)
    return range(max(line.first, at - NEAR), min(line.last, at + NEAR) + 1)


def _of_newsroom(line: Line, at: int) -> bool:
    """`czytamy`, `dowiedzieliśmy się`: the newsroom that prints the report tells where it has it from."""
    return any(a.person == OWN and a.verb for a in line.token(at).analyses)


def _without(line: Line, cited: Cited, medium: Medium) -> Cited:
    """The source without the medium that was read as a part of it: `od policji RMF FM`."""
    source, start = cited.source, line.token(medium.first).start
    if source.name is None or source.end is None or not (source.start or 0) < start < source.end:
        return cited
    tail = line.zone.doc[medium.first : medium.last + 1].text
    shorter = source._replace(name=source.name.removesuffix(tail).strip(), end=line.token(medium.first - 1).end)
    return Cited(cited.at, medium.first - 1, shorter)
