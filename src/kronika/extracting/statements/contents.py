"""Where the content of a statement ends: behind a conjunction, beside a source, around an aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from kronika.extracting.clauses import clause_head
from kronika.extracting.statements.lines import COMMA, DASHES, Line, left_of, right_of
from kronika.languages.pack import Pack

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

SOON = 8
"""Words behind a verb of saying among which its own content opens. Chosen, not measured."""


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
        self._resuming = pack.word_list("statements", "resuming")
        self._joining = pack.word_list("statements", "joining")
        self._that = pack.word_list("statements", "complementizer").forms()
        self._as = pack.word_list("statements", "as").forms()
        self._quotes = pack.quotes

    def enclosed(self, line: Line, opener: int, cue: int) -> Stretch | None:
        """The clause of a cue inside another clause, as of a noun: up to a comma behind which a verb follows that no
        conjunction ties to it."""
        whole = self.clause(line, opener, opener + 1, cue)
        if whole is None:
            return None
        for i in range(opener + 2, whole.last + 1):
            if line.token(i).text == COMMA and not self._is_tied(line, range(i + 1, self._to_mark(line, i + 1) + 1)):
                return self._trimmed(line, opener + 1, i - 1)
        return whole

    def _is_tied(self, line: Line, chunk: range) -> bool:
        """Whether a conjunction or relative opens some words, or they have no verb."""
        opener = line.word(chunk[0]) if chunk else None
        if opener is None or not line.has_finite(chunk):
            return True
        return opener.pos_ in ("SCONJ", "CCONJ", "ADP") or _is_relative(opener) or opener.lower_ in self._that

    def _trimmed(self, line: Line, first: int, last: int) -> Stretch | None:
        found = line.trimmed(first, last)
        return Stretch(*found) if found else None

    def clause(self, line: Line, opener: int, first: int, cue: int | None) -> Stretch | None:
        """The clause that a conjunction opens, from `first`: what hangs on its verb, and on to where the clause of the
        cue speaks again."""
        head = self._head_of(line, opener)
        last = max(first, min(right_of(head), line.last)) if head is not None else first
        cut = self._before_next_saying(line, head, first, last, cue) if head is not None else None
        last = cut if cut is not None else self._to_mark(line, last)
        while cut is None and (next_ := self._next_chunk(line, self._past_insertion(line, last))) is not None:
            if self._speaks_again(line, next_, head, cue):
                break
            last = next_[-1]
        if not line.has_finite(range(first, last + 1)) and line.is_dash(last + 1):
            last = line.last  # an insertion between dashes: the predicate stands behind it
        found = line.trimmed(first, last)
        return self.closed(line, Stretch(*found)) if found else None

    def _head_of(self, line: Line, opener: int) -> DocToken | None:
        """The verb of the clause: what the conjunction hangs on, else the first verb behind it."""
        word = line.word(opener)
        if word.dep_ == "mark" and opener < word.head.i <= line.last:
            return word.head
        behind = (i for i in range(opener + 1, line.last + 1) if line.is_finite(i))
        found = next(behind, None)
        return clause_head(line.word(found)) if found is not None else None

    def _before_next_saying(self, line: Line, head: DocToken, first: int, last: int, cue: int | None) -> int | None:
        """`powiedział, że A, i dodał, że B`; `że A, dodając, że B`: the next verb of saying ends the content; None
        where there is none."""
        for i in range(max(first, head.i + 1), last + 1):
            word = line.word(i)
            joined = word.dep_.startswith("conj") or word.morph.get("VerbForm", []) == ["Conv"]
            if line.is_mark(i - 1) and self._resuming.match(line.zone.tokens[: line.last + 1], i) is not None:
                return i - 1
            if not joined or word.lemma_.lower() not in self._cues:
                continue
            if not (self._says_on(line, word) or _is_of_cue(word, head, cue)):
                continue
            if not _has_subject_before(word):
                return self._before_conjunction(line, i, first)
        return None

    def _says_on(self, line: Line, word: DocToken) -> bool:
        """Whether a verb of saying has a content of its own, or is a participle: `dementując doniesienia`."""
        infinitive = any(c.dep_.startswith("xcomp") for c in word.children)
        return infinitive or word.morph.get("VerbForm", []) == ["Conv"] or self._holds_clause(line, word.i)

    def _holds_clause(self, line: Line, at: int) -> bool:
        """Whether a content of its own follows: `dodał, że`."""
        behind = range(at + 1, min(at + SOON, line.last + 1))
        return any(line.token(i).lower in self._that or line.token(i).text == ":" for i in behind)

    def _before_conjunction(self, line: Line, at: int, first: int) -> int:
        """The last word before the conjunction or mark that joins a verb."""
        i = at - 1
        while i > first and not (line.is_mark(i) or line.token(i).lower in self._connectives):
            i -= 1
        return max(first, i - 1)

    def _to_mark(self, line: Line, last: int) -> int:
        """Goes on to the next mark: a clause never ends without one."""
        while not line.is_mark(last + 1):
            last += 1
        return last

    def _closes_insertion(self, line: Line, dash: int) -> bool:
        """Whether a dash closes an insertion without a verb, so that the sentence goes on behind it."""
        opening = next((i for i in range(dash - 1, line.first, -1) if line.is_dash(i)), None)
        return opening is not None and not line.has_finite(range(opening, dash))

    def _past_insertion(self, line: Line, last: int) -> int:
        """The dash that closes an insertion without a verb: `– od marca do grudnia –`; else the same place."""
        if not line.is_dash(last + 1):
            return last
        closing = next((i for i in range(last + 2, line.last) if line.is_dash(i)), None)
        if closing is None or line.has_finite(range(last + 2, closing)):
            return last
        return closing - 1

    def _next_chunk(self, line: Line, last: int) -> range | None:
        """The words behind the comma that follows, up to the next mark."""
        comma = last + 1
        joins = line.token(comma).text == COMMA or line.is_dash(comma) if comma < line.last else False
        if not joins or line.is_mark(comma + 1) or (line.is_dash(comma) and not self._closes_insertion(line, comma)):
            return None
        return range(comma + 1, self._to_mark(line, comma + 1) + 1)

    def _speaks_again(self, line: Line, chunk: range, head: DocToken | None, cue: int | None) -> bool:
        """Whether the clause of the cue goes on in these words: its verb, a verb that shares its subject, an aside."""
        first = chunk[0]
        if self._resuming.match(line.zone.tokens[: line.last + 1], first) is not None:
            return True
        if any(self._says(line, i) for i in chunk[:3]):
            return True
        if line.token(first).lower in self._as and chunk[-1] + 1 >= line.last:
            return True
        above = _above(line.word(cue)) if cue is not None else set()
        if any(i in above or i == cue for i in chunk):
            return True
        return any(self._is_verb_of(line.word(i), above, head, cue) for i in chunk)

    def _says(self, line: Line, at: int) -> bool:
        """A verb of saying that opens its clause, with a content of its own or none before it."""
        word = line.word(at)
        form = word.morph.get("VerbForm", [])
        if word.lemma_.lower() not in self._cues or form not in (["Fin"], ["Conv"]) or word.pos_ != "VERB":
            return False
        return line.is_mark(at - 1) or (self._holds_clause(line, at) and not _has_subject_before(word))

    def _is_verb_of(self, word: DocToken, above: set[int], head: DocToken | None, cue: int | None) -> bool:
        form = word.morph.get("VerbForm", [])
        impersonal = word.morph.get("Person", []) == ["0"]
        if form not in (["Fin"], ["Conv"]) or word.pos_ not in ("VERB", "AUX") or impersonal:
            return False
        if any(c.dep_ == "mark" and c.pos_ == "SCONJ" for c in word.children):
            return False
        chain = _above(word)
        if head is not None and (head.i in chain or head.i == word.i):
            return False
        if cue is None or word.head.i not in (cue, *above):
            return False
        if any(c.dep_.startswith("nsubj") for c in word.children):
            return False
        return form == ["Conv"] or agree(word, word.doc[cue])

    def closed(self, line: Line, stretch: Stretch) -> Stretch:
        """Goes on to the mark that closes a quotation opened inside; a closing mark opens nothing."""
        if self._shuts(line, stretch.first) and stretch.first < stretch.last:
            found = line.trimmed(stretch.first + 1, stretch.last)
            return self.closed(line, Stretch(*found)) if found else stretch
        text = [line.token(i).text for i in range(stretch.first, stretch.last + 1)]
        for opening in dict.fromkeys(opening for opening, _ in self._quotes):
            closing = {c for o, c in self._quotes if o == opening}
            if _open(text, opening, closing):
                behind = (i for i in range(stretch.last + 1, line.last + 1) if line.token(i).text in closing)
                return Stretch(stretch.first, next(behind, stretch.last))
        return stretch

    def _shuts(self, line: Line, at: int) -> bool:
        """Whether a mark only closes: it never opens, or what it closes was opened before (`jak pisze "Kurier", …`)."""
        mark = line.token(at).text
        if mark not in {closing for _, closing in self._quotes}:
            return False
        return mark not in {opening for opening, _ in self._quotes} or self._in_quotation(line, line.first, at)

    def _in_quotation(self, line: Line, first: int, at: int) -> bool:
        """Whether a mark of quotation that opened since `first` is still open at a place."""
        text = [line.token(i).text for i in range(first, at)]
        return any(_open(text, opening, {c for o, c in self._quotes if o == opening}) for opening, _ in self._quotes)

    def beside(self, line: Line, first: int, last: int, anchor: int) -> Stretch | None:
        """What is said around the words from `first` to `last` that name its source, in their clause."""
        left, right = self._clause_around(line, first, anchor)
        right = self._before_contrast(line, max(last + 1, left), right)
        before, behind = line.trimmed(left, first - 1), line.trimmed(last + 1, right)
        if before and self._only_joins(line, *before):
            before = None
        if before and behind:
            return self.closed(line, Stretch(before[0], behind[1]))
        found = behind or before
        return self.closed(line, Stretch(*found)) if found else None

    def _clause_around(self, line: Line, first: int, anchor: int) -> tuple[int, int]:
        """The clause that an insertion stands in; one that opens the sentence is said of all of it."""
        if line.trimmed(line.first, first - 1) is None:
            return line.first, line.last
        head = clause_head(line.word(anchor))
        left, right = max(line.first, left_of(head)), min(line.last, right_of(head))
        left = left if left <= first else line.first
        right = self._to_mark(line, max(right, first))
        return self._behind_opener(line, left, first), right

    def _behind_opener(self, line: Line, left: int, first: int) -> int:
        """Behind the last conjunction before the insertion that opens its clause: `od którego według X …`."""
        for i in range(first - 1, left - 1, -1):
            opens = line.word(i).dep_ in ("cc", "mark") or _is_relative(line.word(i))
            if opens and not line.has_finite(range(i, first)):
                return i + 1
        return left

    def _only_joins(self, line: Line, first: int, last: int) -> bool:
        """Only words that join: `Jednak według X …`, `Mimo to, jak podał X, …`."""
        found = self._joining.match(line.zone.tokens[: last + 1], first)
        if found is not None and first + found.length > last:
            return True
        return all(
            line.is_mark(i)
            or line.word(i).pos_ in ("CCONJ", "SCONJ", "PART", "PUNCT")
            or line.token(i).lower in self._adversative
            or _is_relative(line.word(i))
            for i in range(first, last + 1)
        )

    def _before_contrast(self, line: Line, first: int, last: int) -> int:
        """`…, ale ofiar może być więcej`, `…, z czym się zgadzam`: the report, or who passes it on, speaks again."""
        for i in range(first + 1, last + 1):
            if line.token(i - 1).text != COMMA and line.token(i - 1).text not in DASHES:
                continue
            if self._in_quotation(line, first, i):
                continue
            contrast = line.token(i).lower in self._adversative
            chunk = range(i, self._to_mark(line, i) + 1)
            if ((contrast and line.has_finite(range(i, last + 1))) or _is_ours(line, chunk)) and line.has_finite(
                range(first, i)
            ):
                return i - 1
        return last


def agree(one: DocToken, other: DocToken) -> bool:
    """Whether two verbs may have one subject, by person, number and gender."""
    shown = ((one.morph.get(f, []), other.morph.get(f, [])) for f in ("Person", "Number", "Gender"))
    return all(not a or not b or a == b for a, b in shown)


def _is_of_cue(word: DocToken, head: DocToken, cue: int | None) -> bool:
    """`zaznaczyła, że liczy na A, oraz zaapelowała o B`: of the tense and gender of the cue, not of the content."""
    if cue is None:
        return False
    spoken = word.doc[cue]
    tense = word.morph.get("Tense", [])
    return bool(tense) and agree(word, spoken) and tense == spoken.morph.get("Tense", []) != head.morph.get("Tense", [])


def _open(text: Sequence[str], opening: str, closing: set[str]) -> bool:
    """Whether more marks of a kind open than close."""
    opened = text.count(opening)
    return bool(opened % 2) if opening in closing else opened > sum(text.count(c) for c in closing)


def _has_subject_before(verb: DocToken) -> bool:
    return any(c.dep_.startswith("nsubj") and c.i < verb.i for c in verb.children)


def _is_ours(line: Line, chunk: range) -> bool:
    """Whether the finite verb of some words is of the first person."""
    return any(line.is_finite(i) and line.word(i).morph.get("Person", []) == ["1"] for i in chunk)


def _is_relative(word: DocToken) -> bool:
    return "Rel" in word.morph.get("PronType", [])


def _above(word: DocToken) -> set[int]:
    """The words that a word hangs on, and so on up."""
    found: set[int] = set()
    while word.head.i != word.i:
        word = word.head
        found.add(word.i)
    return found
