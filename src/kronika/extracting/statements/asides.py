"""Sources that stand beside what they say: `według X …`, `jak podał X, …`, `…, podała policja`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kronika.extracting.statements.contents import ContentReader, Stretch, agree
from kronika.extracting.statements.cues import CueReader
from kronika.extracting.statements.lines import COMMA, DASHES, Line, right_of
from kronika.extracting.statements.speakers import Cue, Subject
from kronika.extracting.statements.speech import Speech
from kronika.languages.pack import Pack

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

NEAR = 4
"""Words between `jak`, or a dash, and its cue. Chosen, not measured."""
OBJECTS = ("obj", "ccomp", "obl:arg", "xcomp")
PLACES = ("ADP", "ADV", "ADJ", "NUM", "PART")
"""Parts of speech that go on with an aside behind its speaker's name: `jak powiedział X w środę`."""


class AsideReader:
    """Reads sources beside contents."""

    def __init__(self, pack: Pack, cues: CueReader, contents: ContentReader) -> None:
        self._cues = cues
        self._contents = contents
        self._that = pack.word_list("statements", "complementizer").forms()
        self.openers = pack.word_list("statements", "as").forms()
        self._roles = pack.word_list("names", "role")
        self._according = pack.word_list("statements", "according")

    def according_to(self, line: Line, at: int) -> Speech | None:
        """`Według X …`, `jego zdaniem …`, `w ocenie X …`"""
        last = self._end_of_preposition(line, at)
        if last is None:
            return None
        source = self._source_behind(line, last) or self._owner_before(line, last)
        if source is None or not self._may_speak(line, source):
            return None
        subject = self._cues.sources.read(line.zone, source)
        if subject is None:
            return None
        end = max(last, self._end_of_source(line, source, subject))
        stretch = self._contents.beside(line, min(at, source.i), end, at)
        own = self._subject_taken(line, source, end, stretch) if stretch else None
        if own is not None:
            subject = self._cues.sources.read(line.zone, source, until=own) or subject
            stretch = self._contents.beside(line, min(at, source.i), own - 1, at)
        if stretch is None or not self._is_clause(line, stretch):
            return None
        return self._cues.speech(line, "according-to", self._cues.words_as_cue(line, at, last), stretch, subject)

    def _subject_taken(self, line: Line, source: DocToken, end: int, stretch: Stretch) -> int | None:
        """Where the subject of what is said begins, if the tree took it for a part of the source's name: `zdaniem
        ekonomistów stopy spadną`. The verb then lacks a subject, and a noun of the name can be its nominative."""
        verb = next((line.word(i) for i in range(stretch.first, stretch.last + 1) if line.is_finite(i)), None)
        if verb is None or end == source.i or verb.morph.get("Person", []) not in ([], ["3"]):
            return None
        if any(c.dep_.startswith(("nsubj", "csubj")) and not source.i < c.i <= end for c in verb.children):
            return None
        number = next(iter(verb.morph.get("Number", [])), None)
        for i in range(source.i + 1, end + 1):
            nominative = [
                a for a in line.token(i).analyses if a.pos == "NOUN" and "Nom" in a.cases and a.number == number
            ]
            people = line.word(i).pos_ == "PROPN" and any(a.human and a.number == "Plur" for a in nominative)
            if nominative and (people or line.word(i).pos_ == "NOUN"):
                return self._first_of_noun(line, i, source.i + 1)
        return None

    def _first_of_noun(self, line: Line, at: int, first: int) -> int:
        """The first of the adjectives before a noun."""
        while at > first and line.word(at - 1).dep_ == "amod" and line.word(at - 1).head.i >= at:
            at -= 1
        return at

    def _end_of_preposition(self, line: Line, at: int) -> int | None:
        """The last word of `według`, `w ocenie`, `w jego ocenie`."""
        entry = line.match(self._according, at)
        if entry is not None:
            return at + entry.length - 1
        if at + 2 > line.last or not self._according.may_begin(line.token(at)):
            return None
        if self._according.match([line.token(at), line.token(at + 2)], 0) is None:
            return None
        return at + 2 if line.word(at + 1).pos_ in ("PRON", "DET") else None

    def _source_behind(self, line: Line, at: int) -> DocToken | None:
        """What a preposition governs; of a noun (`zdaniem`) its owner, else the noun in the genitive behind it."""
        word = line.word(at)
        if word.pos_ == "ADP" and word.dep_ == "case":
            return word.head if at < word.head.i <= line.last else None
        behind = [c for c in word.children if c.i > at and "Gen" in c.morph.get("Case", [])]
        if behind:
            return behind[0]
        follows = line.word(at + 1) if at < line.last else None
        genitive = follows is not None and "Gen" in follows.morph.get("Case", []) and follows.pos_ in ("NOUN", "PROPN")
        return follows if genitive else None

    def _owner_before(self, line: Line, at: int) -> DocToken | None:
        """`jego zdaniem`, `ich zdaniem`."""
        word = line.word(at - 1) if at > line.first else None
        owns = word is not None and word.pos_ in ("PRON", "DET") and "Gen" in word.morph.get("Case", [])
        return word if owns and word is not None and "Prs" in word.morph.get("PronType", []) else None

    def _end_of_source(self, line: Line, source: DocToken, subject: Subject) -> int:
        """Where the words that name the source end, an apposition between commas with them."""
        if source.pos_ == "PRON":
            return source.i
        told = max((i for i in line.places if line.token(i).end <= (subject.end or 0)), default=source.i)
        tail = [c for c in source.children if c.i > told and c.dep_.startswith(("appos", "acl"))]
        whole = self._cues.sources.own_words(line.zone, source)[-1].i
        end = max(source.i, told, whole, *(min(right_of(c), line.last) for c in tail))
        for name in line.zone.names:
            if name.first <= end + 1 <= name.last:
                end = min(name.last, line.last)
        while end < line.last and line.token(end + 1).capital and not line.token(end + 1).known:
            end += 1  # `według sondażu ICM`
        return end

    def _may_speak(self, line: Line, source: DocToken) -> bool:
        """Whether a noun can be a source; `my` is no third person."""
        person = source.morph.get("Person", [])
        return self._cues.sources.may_speak(line.zone, source) and (source.pos_ != "PRON" or person in ([], ["3"]))

    def as_somebody_says(self, line: Line, at: int) -> Speech | None:
        """`Jak podaje X, …`"""
        if line.token(at).lower not in self.openers or not self._opens(line, at):
            return None
        behind = range(at + 1, min(at + 3 + NEAR, line.last + 1))
        found = next(((i, cue) for i in behind if (cue := self._cue(line, i))), None)
        if found is None or any(line.is_mark(i) for i in range(at + 1, found[0])):
            return None
        verb, cue = line.word(found[0]), found[1]
        speaker = self._cues.speaker(line, cue) or self._beside(line, cue)
        end = self._end_of_aside(line, at, verb, speaker)
        anchor = verb.head.i if verb.head.i not in range(at, end + 1) and verb.head.i in line.places else at
        stretch = self._contents.beside(line, at, end, anchor)
        if stretch is None or not self._is_clause(line, stretch):
            return None
        return self._cues.speech(line, "as-somebody-says", cue, stretch, speaker)

    def _cue(self, line: Line, at: int) -> Cue | None:
        return self._cues.source_verb(line, at) or self._cues.verb(line, at, clause=False)

    def _opens(self, line: Line, at: int) -> bool:
        return line.is_mark(at - 1) or line.word(at - 1).pos_ in ("CCONJ", "SCONJ", "PUNCT")

    def _end_of_aside(self, line: Line, at: int, verb: DocToken, speaker: Subject | None) -> int:
        """The comma that closes the aside; where a clause begins before it, the aside ends with the speaker."""
        begun = line.token(at).start
        told = speaker.end if speaker and speaker.end and (speaker.start or 0) > begun else 0
        ends = max((i for i in line.places if line.token(i).end <= told), default=verb.i)
        ends = max(ends, verb.i)
        while told and ends < line.last and line.token(ends + 1).text.isupper() and line.token(ends + 1).text.isalpha():
            ends += 1  # `jak wynika z sondażu ICM`
        ends = self._past_apposition(line, ends) if told else ends
        stop = next(i for i in range(ends + 1, line.last + 2) if line.is_mark(i))
        opened = stop < line.last and self._opens_clause(line, stop + 1)
        if not line.has_finite(range(ends + 1, line.last + 1)):
            return stop - 1
        runs_on = stop > line.last or opened or line.has_finite(range(ends + 1, stop))
        begins = stop > ends + 1 and line.word(ends + 1).pos_ not in PLACES and speaker is not None
        return ends if (at == line.first or stop <= line.last) and (runs_on or begins) and stop > ends + 1 else stop - 1

    def _past_apposition(self, line: Line, ends: int) -> int:
        """`jak zaznaczył Jan Kos, wicepremier kraju, który …,`: the noun for people and its relative clause."""
        while ends + 2 <= line.last and line.token(ends + 1).text == COMMA:
            chunk = [i for i in line.chunk(ends + 2) if i > ends + 1]
            role = self._roles.value(line.token(chunk[0])) is not None and not line.has_finite(
                range(chunk[0], chunk[-1] + 1)
            )
            relative = "Rel" in line.word(chunk[0]).morph.get("PronType", []) and line.word(ends).pos_ in (
                "NOUN",
                "PROPN",
            )
            if not (role or (relative and chunk[-1] + 1 < line.last)):
                return ends
            ends = chunk[-1]
        return ends

    def _opens_clause(self, line: Line, at: int) -> bool:
        return line.token(at).lower in self._that or "Rel" in line.word(at).morph.get("PronType", [])

    def said_behind(self, line: Line, at: int) -> Speech | None:
        """`…, podała policja.`, `… – poinformował X`: the cue stands behind or inside what is said, without `że`."""
        verb = self._verb_behind(line, at) if self._begins_cue(line, at) else None
        cue = self._cue(line, verb) if verb is not None else None
        if verb is None or cue is None:
            return None
        end = next((i for i in range(verb, line.last + 1) if line.is_mark(i)), line.last + 1) - 1
        dashed = line.is_dash(at - 1)
        if any(line.token(i).lower in self._that for i in range(verb, min(end + 3, line.last + 1))):
            return None
        if any("Rel" in line.word(i).morph.get("PronType", []) for i in range(at, verb)):
            return None
        speaker = self._behind(line, cue, verb, end)
        stretch = self._around(line, at, end, dashed)
        inserted = stretch is not None and stretch.last > end
        if speaker is None and any(c.dep_ == "obj" and c.i > verb for c in line.word(verb).children):
            return None
        if speaker is None and (not (dashed or inserted) or self._cues.only_quotes(line, cue)):
            return None
        said = self._cues.speech(line, "said-behind", cue, stretch, speaker) if stretch else None
        within = said is not None and said.speaker is not None and said.start <= (said.speaker.start or 0) < cue.start
        return replace(said, speaker=None, dropped=True) if said is not None and within else said

    def _around(self, line: Line, at: int, end: int, dashed: bool) -> Stretch | None:
        """What is said: all before the cue, and what the same mark resumes behind it."""
        inner = line.trimmed(line.first, at - 1)
        outer = line.trimmed(end + 1, line.last) if end < line.last else None
        resumed = outer is not None and line.token(end + 1).text == line.token(at - 1).text
        if inner is None or not (resumed or line.has_finite(range(inner[0], inner[1] + 1))):
            return None
        if outer is None or not resumed:
            return Stretch(*inner) if outer is None or dashed else None
        whole = Stretch(inner[0], outer[1])
        return whole if line.has_finite(range(outer[0], outer[1] + 1)) or dashed else Stretch(*inner)

    def _begins_cue(self, line: Line, at: int) -> bool:
        """Behind a comma or a dash between blanks, inside the sentence."""
        if at <= line.first + 1 or not line.token(at).text[0].islower():
            return False
        return line.token(at - 1).text == COMMA or (line.token(at - 1).text in DASHES and line.is_dash(at - 1))

    def _verb_behind(self, line: Line, at: int) -> int | None:
        """A finite verb right behind a comma, or a few words behind a dash; without an object of its own."""
        far = 1 if line.token(at - 1).text == COMMA else NEAR
        verb = next((i for i in range(at, min(at + far, line.last + 1)) if line.is_finite(i)), None)
        if verb is None or any(line.is_mark(i) for i in range(at, verb)):
            return None
        if far == 1 and self._is_joined(line, verb):
            return None
        objects = [c for c in line.word(verb).children if c.dep_ in OBJECTS and c.i > verb]
        whose = self._cues.source_verb(line, verb) is not None or all(self._may_be_subject(line, c) for c in objects)
        return verb if far > 1 or whose else None

    def _is_joined(self, line: Line, at: int) -> bool:
        """`popierają rząd, oskarżają zagranicę`: a verb without a subject of its own, joined with the one before."""
        verb = line.word(at)
        before = next((line.word(i) for i in range(at - 1, line.first - 1, -1) if line.is_finite(i)), None)
        own = any(c.dep_.startswith("nsubj") for c in verb.children)
        return not own and before is not None and agree(verb, before)

    def _may_be_subject(self, line: Line, word: DocToken) -> bool:
        """`zapewnia kuratorium`: what the tree takes for an object may be a nominative."""
        return word.dep_ == "obj" and any("Nom" in a.cases for a in line.token(word.i).analyses)

    def _behind(self, line: Line, cue: Cue, verb: int, end: int) -> Subject | None:
        """The subject behind the cue, by the tree, else by its words."""
        told = self._cues.speaker(line, cue)
        if told is not None and told.start is not None and told.start > cue.start:
            return told
        if cue.verb is not None and self._cues.source_verb(line, verb) is not None:
            return told
        found = self._cues.words.after(line.zone.tokens[verb : end + 1], cue._replace(at=0))
        differs = found is not None and cue.genders and found.genders and not cue.genders & found.genders
        return None if differs else found

    def _beside(self, line: Line, cue: Cue) -> Subject | None:
        """The subject by its words, where the tree names none: in the words up to the next mark."""
        chunk = line.chunk(cue.at)
        tokens = line.zone.tokens
        behind, before = tokens[cue.at : chunk[-1] + 1], tokens[chunk[0] : cue.at + 1]
        found = self._cues.words.after(behind, cue._replace(at=0))
        return found or self._cues.words.before(before, cue._replace(at=len(before) - 1))

    def _is_clause(self, line: Line, stretch: Stretch) -> bool:
        """Whether a content has a verb."""
        return line.has_finite(range(stretch.first, stretch.last + 1))
