"""Where the content of a statement ends: behind a conjunction, beside a source, around an aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kronika.extracting.clauses import clause_head
from kronika.extracting.statements.lines import COMMA, Line, left_of, right_of
from kronika.languages.pack import Pack

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

DASHES = "–—-"


class Stretch(NamedTuple):
    """Tokens from `first` to `last` (inside)."""

    first: int
    last: int


class ContentReader:
    """Finds the borders of contents."""

    def __init__(self, pack: Pack) -> None:
        self._adversative = pack.word_list("statements", "adversative").forms()
        self._connectives = pack.word_list("sentences", "conjunction").forms()
        self._cues = pack.word_list("statements", "cue").lemmas()
        self._that = pack.word_list("statements", "complementizer").forms()

    def clause(self, line: Line, opener: int, first: int) -> Stretch | None:
        """The clause that a conjunction opens, from `first`: all that hangs on its verb, up to the next mark."""
        head = self._head_of(line, opener)
        last = max(first, min(right_of(head), line.last)) if head is not None else first
        last = self._before_next_saying(line, head, first, last) if head is not None else last
        return self._closed(line, first, last)

    def _head_of(self, line: Line, opener: int) -> DocToken | None:
        """The verb of the clause: what the conjunction hangs on, else the first verb behind it."""
        word = line.word(opener)
        if word.dep_ == "mark" and word.head.i > opener:
            return word.head
        behind = (i for i in range(opener + 1, line.last + 1) if line.is_finite(i))
        found = next(behind, None)
        return clause_head(line.word(found)) if found is not None else None

    def _before_next_saying(self, line: Line, head: DocToken, first: int, last: int) -> int:
        """`powiedział, że A, i dodał, że B`; `że A, dodając, że B`: the next verb of saying ends the content."""
        for i in range(first, last + 1):
            word = line.word(i)
            joined = word.dep_.startswith("conj") or word.morph.get("VerbForm", []) == ["Conv"]
            if i <= head.i or not joined or word.lemma_.lower() not in self._cues or not self._holds_clause(line, i):
                continue
            if any(c.dep_.startswith("nsubj") and c.i < i for c in word.children):
                continue
            return self._before_conjunction(line, i, first)
        return last

    def _holds_clause(self, line: Line, at: int) -> bool:
        """Whether a content of its own follows: `dodał, że`."""
        behind = range(at + 1, min(at + 8, line.last + 1))
        return any(line.token(i).lower in self._that or line.token(i).text == ":" for i in behind)

    def _before_conjunction(self, line: Line, at: int, first: int) -> int:
        """The last word before the conjunction or mark that joins a verb."""
        i = at - 1
        while i > first and not (line.is_mark(i) or line.token(i).lower in self._connectives):
            i -= 1
        return max(first, i - 1)

    def _closed(self, line: Line, first: int, last: int) -> Stretch | None:
        """Goes on to the next mark: a clause never ends without one."""
        while last < line.last and not line.is_mark(last + 1):
            last += 1
        found = line.trimmed(first, last)
        return Stretch(*found) if found else None

    def beside(self, line: Line, first: int, last: int, anchor: int) -> Stretch | None:
        """What is said around the words from `first` to `last` that name its source, in their clause."""
        left, right = self._clause_around(line, first, anchor)
        right = self._before_contrast(line, max(last + 1, left), right)
        before, behind = line.trimmed(left, first - 1), line.trimmed(last + 1, right)
        if before and self._only_joins(line, *before):
            before = None
        if before and behind:
            return Stretch(before[0], behind[1])
        found = behind or before
        return Stretch(*found) if found else None

    def _clause_around(self, line: Line, first: int, anchor: int) -> tuple[int, int]:
        """The clause that an insertion stands in; one that opens the sentence is said of all of it."""
        if line.trimmed(line.first, first - 1) is None:
            return line.first, line.last
        head = clause_head(line.word(anchor))
        left, right = max(line.first, left_of(head)), min(line.last, right_of(head))
        if not left <= first:
            left = line.first
        while right < line.last and not line.is_mark(right + 1):
            right += 1
        return self._behind_opener(line, left, first), max(right, first)

    def _behind_opener(self, line: Line, left: int, first: int) -> int:
        """Behind the last conjunction before the insertion that opens its clause: `od którego według X …`."""
        for i in range(first - 1, left - 1, -1):
            opens = line.word(i).dep_ in ("cc", "mark") or "Rel" in line.word(i).morph.get("PronType", [])
            if opens and not line.has_finite(range(i, first)):
                return i + 1
        return left

    def _only_joins(self, line: Line, first: int, last: int) -> bool:
        """Only words that join: `Jednak według X …`."""
        return all(
            line.is_mark(i)
            or line.word(i).pos_ in ("CCONJ", "SCONJ", "PART")
            or line.token(i).lower in self._adversative
            or "Rel" in line.word(i).morph.get("PronType", [])
            for i in range(first, last + 1)
        )

    def _before_contrast(self, line: Line, first: int, last: int) -> int:
        """`…, ale ofiar może być więcej`: the report speaks again."""
        for i in range(first + 1, last + 1):
            contrast = line.token(i).lower in self._adversative and line.token(i - 1).text in COMMA + DASHES
            if contrast and line.has_finite(range(first, i)) and line.has_finite(range(i, last + 1)):
                return i - 1
        return last
