"""Contents that a cue holds: `poinformował, że …`, `zażądał, by …`, `zapytał, czy …`, `poinformował o …`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kronika.extracting.statements.contents import ContentReader, Stretch
from kronika.extracting.statements.cues import CueReader
from kronika.extracting.statements.lines import COMMA, Line, left_of, right_of
from kronika.extracting.statements.speakers import Cue
from kronika.extracting.statements.speech import Speech
from kronika.languages.pack import Pack
from kronika.languages.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

FAR = 14
"""Words between a cue and the conjunction of its content, where the tree does not tie them. Chosen, not measured."""
NEAR = 5
"""Words between a noun and the conjunction of its content. Chosen, not measured."""
TIES = ("ccomp", "advcl", "acl", "csubj", "xcomp")
OBJECTS = ("obj", "obl:arg")
JOINS = ("CCONJ", "SCONJ")
Kind = Callable[[Line, int], Cue | None]


class ClauseContentReader:
    """Reads the contents that hang on a cue."""

    def __init__(self, pack: Pack, cues: CueReader, contents: ContentReader) -> None:
        self._cues = cues
        self._contents = contents
        self.that = pack.word_list("statements", "complementizer").forms()
        self.wish = pack.word_list("statements", "wish").forms()
        self.question = pack.word_list("statements", "question").forms()
        self._plain = pack.word_list("statements", "plain-question").forms()
        self.about = pack.word_list("statements", "about").lemmas()
        self._about_preposition = pack.word_list("statements", "about-preposition").forms()
        self.views = _by_lemma(pack.word_list("statements", "as-cue"))

    def that_clause(self, line: Line, at: int) -> Speech | None:
        """`X poinformował, że …`"""
        return self._clause(line, at, self._cues.any, "that-clause") if line.token(at).lower in self.that else None

    def wish_clause(self, line: Line, at: int) -> Speech | None:
        """`X zażądał, by …`"""
        glued = at > line.first and line.token(at - 1).end == line.token(at).start  # `byłby`
        if line.token(at).lower not in self.wish or glued:
            return None
        found = self._clause(line, at, self._cues.any, "wish-clause")
        return None if found is not None and self._is_purpose(line, at, found) else found

    def _is_purpose(self, line: Line, at: int, found: Speech) -> bool:
        """`domagają się działań, aby …`: what is demanded is a noun, and the clause says what for."""
        cue = next((i for i in line.places if line.token(i).start == found.verb_start), None)
        if cue is None or line.word(at).head.head.i == cue or " " in (found.cue.text if found.cue else ""):
            return False
        objects = (c for c in line.word(cue).children if c.dep_ in OBJECTS and cue < c.i < at)
        return any("Hum" not in c.morph.get("Animacy", []) for c in objects)

    def question_clause(self, line: Line, at: int) -> Speech | None:
        """`X zapytał, czy …`: the word of the question belongs to the content, and the tree must tie it to the cue."""
        if line.token(at).lower not in self.question or at == line.first or line.token(at - 1).text != COMMA:
            return None
        plain = self._plain.get(line.token(at).lower)
        ties = ("ccomp", "acl") if plain else ("ccomp",)
        cue = self._tied(line, at, self._cues.any, ties) or (self._before(line, at) if plain else None)
        return self._speech(line, at, at, cue, "question-clause") if cue else None

    def _before(self, line: Line, at: int) -> Cue | None:
        """The verb of saying among the last words before a comma."""
        if at - 2 < line.first:
            return None
        near = [i for i in line.chunk(at - 2) if at - 2 - NEAR < i <= at - 2]
        return next((cue for i in reversed(near) if (cue := self._cues.any(line, i))), None)

    def _clause(self, line: Line, at: int, kind: Kind, pattern: str) -> Speech | None:
        cue = self._cue_of(line, at, kind) if at < line.last else None
        return self._speech(line, at, at + 1, cue, pattern) if cue else None

    def _speech(self, line: Line, opener: int, first: int, cue: Cue, pattern: str) -> Speech | None:
        if first > opener and (cue.verb is None or self._in_relative(line, cue.at)):
            stretch = self._contents.enclosed(line, opener, cue.at)
        else:
            stretch = self._contents.clause(line, opener, first, cue.verb if cue.verb is not None else cue.at)
        return self._cues.speech(line, pattern, cue, stretch) if stretch else None

    def _in_relative(self, line: Line, at: int) -> bool:
        """`Prezes, który powiedział, że A, rozpoczął rozmowy`; `Kiedy Izrael informuje, że A, kampania przebiega …`"""
        verb = line.word(at)
        if verb.dep_.startswith("advcl") and verb.head.i > at:
            return True
        before = [line.word(i) for i in line.chunk(at) if i < at]
        return any("Rel" in w.morph.get("PronType", []) or (w.dep_ == "mark" and w.head.i == at) for w in before)

    def _cue_of(self, line: Line, at: int, kind: Kind) -> Cue | None:
        """The cue of a clause: in the words before its comma, else what the tree ties it to."""
        end = at - 1
        while end > line.first and line.is_mark(end):
            end -= 1
        if end < line.first or self._is_cause(line, end) or (end == at - 1 and line.word(end).pos_ in JOINS):
            return None
        before = [i for i in line.chunk(end) if i <= end][-FAR:]
        owned = (c for i in reversed(before[-NEAR:]) if (c := self._cues.noun(line, i)) and self._cues.owned(line, c))
        verb = next((cue for i in reversed(before) if (cue := kind(line, i))), None)
        noun = next(owned, None)
        if (
            noun is not None
            and (verb is None or verb.start < noun.start)
            and (verb is None or verb.text.count(" ") == 0)
        ):
            return noun
        free = [i for i in before[-NEAR:] if not line.has_finite(range(i, end + 1))]
        nouns = (cue for i in reversed(free) if (cue := self._cues.noun(line, i)))
        found = self._whole(line, verb) or next(nouns, None) or self._tied(line, at, kind, TIES)
        return found or self._before_aside(line, before, kind)

    def _before_aside(self, line: Line, aside: Sequence[int], kind: Kind) -> Cue | None:
        """`podała, powołując się na policję, że …`: the cue before an aside that has no verb of its own."""
        comma = aside[0] - 1
        if comma - 1 < line.first or line.has_finite(range(aside[0], aside[-1] + 1)):
            return None
        before = [i for i in line.chunk(comma - 1) if i < comma][-NEAR:]
        return next((cue for i in reversed(before) if (cue := kind(line, i))), None)

    def _whole(self, line: Line, cue: Cue | None) -> Cue | None:
        """The predicate of several words that a word of saying is part of: `jest przekonany`."""
        if cue is None or " " in cue.text:
            return cue
        phrases = (p for i in line.chunk(cue.at) if (p := self._cues.phrase(line, i)))
        return next((p for p in phrases if p.start <= cue.start < (p.end or 0)), cue)

    def _is_cause(self, line: Line, at: int) -> bool:
        """`za to, że`, `przez to, że`: a reason, no content; `o tym, że` is one."""
        if "Dem" not in line.word(at).morph.get("PronType", []) or at == line.first or line.word(at - 1).pos_ != "ADP":
            return False
        return line.token(at - 1).lower not in self._about_preposition

    def _tied(self, line: Line, at: int, kind: Kind, ties: tuple[str, ...]) -> Cue | None:
        verb = self._verb_behind(line, at)
        above = verb.head if verb is not None and verb.dep_.startswith(ties) else None
        if above is not None and above.pos_ in ("PRON", "DET") and above.head.i != above.i:
            above = above.head  # `o tym, że …, powiedział`
        if above is None or above.i not in line.places or (above.i > at and not self._opens(line, at)):
            return None
        found = kind(line, above.i) or self._cues.noun(line, above.i)
        return found or self._predicate(line, line.chunk(above.i), kind)

    def _opens(self, line: Line, at: int) -> bool:
        """Whether a clause opens its sentence: `Że odchodzi, ogłosił …`, `O tym, że …, powiedział …`."""
        return at - line.first <= 3

    def _verb_behind(self, line: Line, at: int) -> DocToken | None:
        """The verb of the clause that a word opens."""
        word = line.word(at)
        while word.head.i != word.i and not (word.pos_ in ("VERB", "AUX") or word.dep_.startswith(TIES)):
            word = word.head
        return word if word.i > at else None

    def _predicate(self, line: Line, chunk: range, kind: Kind) -> Cue | None:
        """`jest przekonany, że`: the tree ties the clause to the adjective, and the cue stands by its verb."""
        return next((cue for i in chunk if line.is_finite(i) and (cue := kind(line, i)) and cue.text.count(" ")), None)

    def told_about(self, line: Line, at: int) -> Speech | None:
        """`X poinformował o …`: a noun that tells what has happened, where no clause follows."""
        if line.word(at).lemma_.lower() not in self.about or (cue := self._cues.verb(line, at)) is None:
            return None
        for child in line.word(at).children:
            preposition = next((c for c in child.children if c.dep_ == "case"), None)
            listed = preposition is not None and preposition.lower_ in self._about_preposition
            if listed and preposition is not None and child.pos_ in ("NOUN", "PROPN"):
                first = min(preposition.i + 1, line.last)
                return self._cues.speech(line, "told-about", cue, Stretch(first, self._to_mark(line, first, line.last)))
        return None

    def _to_mark(self, line: Line, first: int, last: int) -> int:
        """The end of the words up to a mark."""
        return next((i - 1 for i in range(first + 1, last + 1) if line.is_mark(i)), last)

    def view(self, line: Line, at: int) -> Speech | None:
        """`X postrzega Y jako …`: object and characterisation, where the latter is in quotation marks."""
        word = line.word(at)
        how = self.views.get(word.lemma_.lower(), set())
        cue = self._cues.view(line, at) if how else None
        if cue is None:
            return None
        thing = next((c for c in word.children if c.dep_ == "obj" and at < c.i <= line.last), None)
        if thing is None:
            return None
        first, last = left_of(thing), self._to_mark(line, at, min(right_of(word), line.last))
        said = [i for i in range(first, last + 1) if line.token(i).lower in how]
        if not said or not any(line.token(i).text in self._cues.quotes for i in range(first, last + 1)):
            return None
        stretch = self._contents.closed(line, Stretch(first, last))
        return self._cues.speech(line, "view", cue, stretch)


def _by_lemma(words: Words) -> dict[str, set[str]]:
    """The values of a list by lemma; a lemma may stand under several."""
    found: dict[str, set[str]] = {}
    for entry in words.entries:
        found.setdefault(entry.words[0].removeprefix("@"), set()).add(entry.value)
    return found
