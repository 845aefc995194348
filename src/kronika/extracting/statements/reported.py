"""Reported speech, by syntax: `X poinformował, że …`, `według X …`, `jak podał X, …`, `…, podał X`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kronika.evidence import Span
from kronika.extracting.statements.contents import ContentReader, Stretch
from kronika.extracting.statements.cues import CueReader
from kronika.extracting.statements.lines import COMMA, Line, lines_of, right_of
from kronika.extracting.statements.sources import phrase_of
from kronika.extracting.statements.speakers import Cue, Subject
from kronika.extracting.statements.speech import Speech, content
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

FAR = 12
"""Words between a cue and the conjunction of its content, where the tree does not tie them. Chosen, not measured."""
NEAR = 4
"""Words between `jak` and its cue. Chosen, not measured."""
DASHES = "–—-"
HUMAN = ["Hum"]

Rule = Callable[[Line, int], Speech | None]


class ReportedReader:
    """Reads reported speech; `rules` is an ordered list of named functions, each asked at every word."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._cues = CueReader(pack)
        self._contents = ContentReader(pack)
        self._that = pack.word_list("statements", "complementizer").forms()
        self._wish = pack.word_list("statements", "wish").forms()
        self._question = pack.word_list("statements", "question").forms()
        self._as = pack.word_list("statements", "as").forms()
        self._according = pack.word_list("statements", "according")
        self._about = pack.word_list("statements", "about").lemmas()
        self._data = pack.word_list("statements", "data")
        self._documents = pack.word_list("statements", "document")
        self._organisations = pack.word_list("statements", "organisation")
        self._rules: list[Rule] = [
            self.that_clause,
            self.wish_clause,
            self.question_clause,
            self.according_to,
            self.as_somebody_says,
            self.said_behind,
        ]

    def read(self, text: str, zone: AnnotatedZone, taken: list[Speech]) -> list[Speech]:
        """The reported speech of a zone in order, beside the direct speech `taken`."""
        if not zone.doc.has_annotation("DEP"):
            return []
        found: list[Speech] = []
        for line in lines_of(zone):
            for at in line.places:
                for rule in self._rules:
                    speech = rule(line, at)
                    if speech is not None and not _known(speech, [*taken, *found]):
                        found.append(speech)
        return [self._bordered(text, speech) for speech in found]

    def _bordered(self, text: str, speech: Speech) -> Speech:
        span = content(text, Span(speech.start, speech.end), self._pack)
        return replace(speech, start=span.start, end=span.end)

    # --- the rules

    def that_clause(self, line: Line, at: int) -> Speech | None:
        """`X poinformował, że …`"""
        return self._clause(line, at, self._cues.any) if line.token(at).lower in self._that else None

    def wish_clause(self, line: Line, at: int) -> Speech | None:
        """`X zażądał, by …`"""
        return self._clause(line, at, self._cues.verb) if line.token(at).lower in self._wish else None

    def question_clause(self, line: Line, at: int) -> Speech | None:
        """`X zapytał, czy …`: the word of the question belongs to the content."""
        opens = line.token(at).lower in self._question and line.token(at - 1).text == COMMA
        return self._clause(line, at, self._cues.verb, own=0) if opens and at > line.first else None

    def _clause(
        self, line: Line, at: int, kind: Callable[[Line, int], Cue | None], own: int = 1
    ) -> Speech | None:
        cue = self._cue_of(line, at, kind)
        stretch = self._contents.clause(line, at, at + own) if cue and at < line.last else None
        return self._speech(line, "that-clause", cue, stretch) if cue and stretch else None

    def _cue_of(self, line: Line, at: int, kind: Callable[[Line, int], Cue | None]) -> Cue | None:
        """The cue of a clause: in the words before its comma, else what the tree ties it to."""
        end = at - 1
        while end > line.first and line.is_mark(end):
            end -= 1
        if end < line.first or (end == at - 1 and line.word(end).pos_ in ("CCONJ", "SCONJ")):
            return None
        before = [i for i in line.chunk(end) if i <= end][-FAR:]
        verbs = [cue for i in reversed(before) if (cue := kind(line, i))]
        if verbs:
            return verbs[0]
        if not line.has_finite(range(before[0], end + 1)):
            nouns = [cue for i in reversed(before) if (cue := self._cues.noun(line, i))]
            return nouns[0] if nouns else self._tied(line, at, kind)
        nouns = [cue for i in reversed(before[-NEAR:]) if (cue := self._cues.noun(line, i))]
        return nouns[0] if nouns else self._tied(line, at, kind)

    def _tied(self, line: Line, at: int, kind: Callable[[Line, int], Cue | None]) -> Cue | None:
        verb = line.word(at).head
        above = verb.head
        tied = verb.i > at and above.i < at and verb.dep_.startswith(("ccomp", "advcl", "acl", "csubj", "xcomp"))
        return (kind(line, above.i) or self._cues.noun(line, above.i)) if tied and above.i >= line.first else None

    def according_to(self, line: Line, at: int) -> Speech | None:
        """`Według X …`, `jego zdaniem …`, `w ocenie X …`"""
        entry = self._according.match(line.zone.tokens[: line.last + 1], at)
        if entry is None:
            return None
        last = at + entry.length - 1
        source = self._source_behind(line, last) or self._owner_before(line, at)
        if source is None:
            return None
        subject = self._cues.sources.read(line.zone, source)
        if subject is None or not self._speaks(line, source):
            return None
        first = min(at, source.i)
        end = max(last, phrase_of(source)[-1].i, self._apposed(line, source))
        stretch = self._contents.beside(line, first, end, at)
        if stretch is None or not self._is_clause(line, stretch):
            return None
        token = line.token(at)
        text = "".join(t.text_with_ws for t in line.zone.doc[at : last + 1]).strip()
        cue = Cue(last, token.start, text, "asserts", None, frozenset(), None, line.token(last).end)
        return self._speech(line, "according-to", cue, stretch, subject)

    def _source_behind(self, line: Line, at: int) -> DocToken | None:
        word = line.word(at)
        if word.pos_ == "ADP":
            return word.head if word.head.i > at and word.head.i <= line.last else None
        owners = [c for c in word.children if c.i > at and c.dep_.startswith(("nmod", "det", "amod"))]
        genitive = [c for c in owners if "Gen" in c.morph.get("Case", [])]
        return genitive[0] if genitive else None

    def _owner_before(self, line: Line, at: int) -> DocToken | None:
        """`jego zdaniem`, `ich zdaniem`."""
        word = line.word(at - 1) if at > line.first else None
        return word if word is not None and word.pos_ == "PRON" and "Gen" in word.morph.get("Case", []) else None

    def _apposed(self, line: Line, source: DocToken) -> int:
        """Where an apposition between commas ends: `według Jana Nowaka, szefa rady, …`."""
        right = min(right_of(source), line.last)
        tail = [c for c in source.children if c.i > source.i and c.dep_.startswith(("appos", "acl", "flat"))]
        return right if tail else source.i

    def _speaks(self, line: Line, source: DocToken) -> bool:
        """Whether a noun can be a source: a name, people, a body, a document, data; no plan or pattern."""
        token = line.token(source.i)
        named = any(n.first <= right_of(source) and n.last >= source.i for n in line.zone.names)
        human = "Hum" in source.morph.get("Animacy", []) or any(a.human for a in token.analyses)
        lists = (self._data, self._documents, self._organisations)
        return named or human or source.pos_ == "PRON" or any(words.value(token) for words in lists)

    def as_somebody_says(self, line: Line, at: int) -> Speech | None:
        """`Jak podaje X, …`"""
        if line.token(at).lower not in self._as or not self._opens_aside(line, at):
            return None
        behind = range(at + 1, min(at + 1 + NEAR + 2, line.last + 1))
        found = next(((i, cue) for i in behind if (cue := self._as_cue(line, i))), None)
        if found is None or any(line.is_mark(i) for i in range(at + 1, found[0])):
            return None
        cue, verb = found[1], line.word(found[0])
        speaker = self._cues.speaker(line, cue) or self._beside(line, cue)
        end = self._end_of_aside(line, at, verb, speaker)
        stretch = self._contents.beside(line, at, end, verb.head.i if verb.head.i not in range(at, end + 1) else at)
        if stretch is None or not self._is_clause(line, stretch):
            return None
        return self._speech(line, "as-somebody-says", cue, stretch, speaker)

    def _as_cue(self, line: Line, at: int) -> Cue | None:
        return self._cues.source_verb(line, at) or self._cues.verb(line, at, clause=False)

    def _opens_aside(self, line: Line, at: int) -> bool:
        before = line.word(at - 1) if at > line.first else None
        return before is None or line.is_mark(at - 1) or before.pos_ in ("CCONJ", "SCONJ")

    def _end_of_aside(self, line: Line, at: int, verb: DocToken, speaker: Subject | None) -> int:
        """The comma that closes the aside; without one it ends with the speaker, or with the verb."""
        marks = [i for i in range(verb.i + 1, line.last + 1) if line.is_mark(i)]
        told = speaker.end if speaker and speaker.end and speaker.start and speaker.start > line.token(at).start else 0
        stop = next((i for i in marks if line.token(i).start >= told), line.last + 1)
        opens_clause = stop < line.last and (
            line.token(stop + 1).lower in self._that or "Rel" in line.word(stop + 1).morph.get("PronType", [])
        )
        if at == line.first and (stop >= line.last or opens_clause or line.has_finite(range(verb.i + 1, stop))):
            return next((i for i in range(line.last, verb.i, -1) if line.token(i).end <= told), verb.i)
        return stop - 1

    def said_behind(self, line: Line, at: int) -> Speech | None:
        """`…, podała policja.`, `… – poinformował X`: the cue stands behind or inside what is said, without `że`."""
        if not self._begins_cue(line, at):
            return None
        found = next(((i, cue) for i in range(at, min(at + NEAR, line.last + 1)) if (cue := self._after(line, at, i))), None)
        if found is None:
            return None
        verb, cue = found
        end = next((i for i in range(verb, line.last + 1) if self._ends_saying(line, i)), line.last + 1) - 1
        dashed = line.token(at - 1).text in DASHES
        if any(line.token(i).lower in self._that for i in range(verb, min(end + 3, line.last + 1))):
            return None
        speaker = self._cues.words.after(line.zone.tokens[verb : end + 1], cue._replace(at=0))
        if speaker is None and not dashed:
            return None
        inner = line.trimmed(line.first, at - 1)
        outer = line.trimmed(end + 1, line.last) if end < line.last else None
        if inner is None or not line.has_finite(range(inner[0], inner[1] + 1)) and outer is None:
            return None
        resumes = outer is not None and line.token(end + 1).text == line.token(at - 1).text
        stretch = Stretch(inner[0], outer[1] if outer and resumes else inner[1])
        return self._speech(line, "said-behind", cue, stretch, self._in_tree(line, cue) or speaker)

    def _begins_cue(self, line: Line, at: int) -> bool:
        """Behind a comma or a dash between blanks, inside the sentence."""
        if at <= line.first + 1 or line.token(at - 1).text not in COMMA + DASHES:
            return False
        blank = line.token(at - 2).end < line.token(at - 1).start
        return line.token(at).text[0].islower() and (line.token(at - 1).text == COMMA or blank)

    def _after(self, line: Line, first: int, at: int) -> Cue | None:
        """A finite cue right behind the mark, or a few words behind a dash."""
        if at > first and (line.token(first - 1).text == COMMA or line.has_finite(range(first, at))):
            return None
        cue = self._cues.verb(line, at, clause=False)
        return cue if cue and line.is_finite(at) and line.word(at).morph.get("VerbForm", []) == ["Fin"] else None

    def _ends_saying(self, line: Line, at: int) -> bool:
        return line.is_mark(at) and (line.token(at).text in COMMA + DASHES + ".;:" or line.token(at).closes)

    def _in_tree(self, line: Line, cue: Cue) -> Subject | None:
        """The subject by the tree, where it stands behind the cue."""
        found = self._cues.speaker(line, cue)
        return found if found and found.start is not None and found.start > cue.start else None

    def _beside(self, line: Line, cue: Cue) -> Subject | None:
        """The subject by its words, where the tree names none: in the words up to the next mark."""
        chunk = line.chunk(cue.at)
        tokens = line.zone.tokens[cue.at : chunk[-1] + 1]
        before = line.zone.tokens[chunk[0] : cue.at + 1]
        found = self._cues.words.after(tokens, cue._replace(at=0))
        return found or self._cues.words.before(before, cue._replace(at=len(before) - 1))

    # --- what they share

    def _is_clause(self, line: Line, stretch: Stretch) -> bool:
        """A content has a verb, or is a predicate that left it out."""
        return any(line.is_finite(i) for i in range(stretch.first, stretch.last + 1)) or (
            stretch.last - stretch.first >= 2
        )

    def _speech(
        self, line: Line, pattern: str, cue: Cue, stretch: Stretch, speaker: Subject | None = None
    ) -> Speech | None:
        who = speaker or self._cues.speaker(line, cue)
        if who is None and cue.verb is None:
            return None
        if who is None and line.word(cue.verb or 0).morph.get("VerbForm", []) not in (["Fin"], ["Conv"], ["Inf"]):
            return None
        if who is None and any(a.verb == "Imps" for a in line.token(cue.verb or 0).analyses):
            return None
        return Speech(
            line.token(stretch.first).start,
            line.token(stretch.last).end,
            pattern,
            cue,
            who,
            who is None,
            direct=False,
            verb_start=line.token(cue.verb).start if cue.verb is not None else None,
        )


def _known(speech: Speech, others: Iterator[Speech] | list[Speech]) -> bool:
    """Whether a cue has been read already."""
    return any(o.cue is not None and speech.cue is not None and o.cue.start == speech.cue.start for o in others)
