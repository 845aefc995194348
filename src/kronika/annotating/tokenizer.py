"""Text to tokens as the treebanks cut them, whatever the text, without losing a character of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.language import Language, create_tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from kronika.evidence import Span
from kronika.languages.analysers import Analyser, load_analyser
from kronika.languages.pack import Pack, pack_of

LONGEST_PIECE = 120
"""Characters without a blank that go to the tokenizer at once: its time grows with the square of a run of
marks, and words are shorter."""

CACHED = 60_000
"""Pieces between blanks whose cut is kept."""

PIECE = re.compile(r"\S+")
FALLBACK = re.compile(r"\w+|[^\w\s]")


class Tokenizer:
    """Cuts text into words and marks. Made for a pipeline of spaCy, whose own tokenizer cuts off the marks."""

    def __init__(self, nlp: Language, pack: Pack, analyser: Analyser) -> None:
        self._vocab = nlp.vocab
        self._marks = create_tokenizer()(nlp)
        self._marks.infix_finditer = _infixes(nlp, pack).finditer
        self._marks.rules = {}  # smileys: `):` is two marks
        self._marks.token_match = pack.whole_tokens.fullmatch
        self._without_marks = lru_cache(CACHED)(self._parted)
        self._analyser = analyser
        self._two_words = pack.word_list("tokens", "two-words").forms()
        self._dashes = pack.dashes

    def __call__(self, text: str) -> Doc:
        """The text as a Doc; blanks beyond a single one become tokens, so that no character is lost."""
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for start, end in [*self.spans(text, Span(0, len(text))), Span(len(text), len(text))]:
            gap = text[at:start]
            if gap.startswith(" ") and words:
                spaces[-1], gap = True, gap[1:]
            new = [word for word in (gap, text[start:end]) if word]
            words += new
            spaces += [False] * len(new)
            at = end
        return Doc(self._vocab, words=words, spaces=spaces)

    def spans(self, text: str, within: Span) -> Iterator[Span]:
        """Where the tokens stand, blanks left out."""
        before = ""
        for piece in PIECE.finditer(text, *within):
            at = piece.start()
            for token in self._cut(piece[0], before):
                yield Span(at, at + len(token))
                at += len(token)
            before = piece[0]

    def _cut(self, piece: str, before: str) -> Iterator[str]:
        if len(piece) > LONGEST_PIECE:
            yield from FALLBACK.findall(piece)
            return
        if piece[0] in self._dashes and not piece[1:2].isdigit() and len(piece) > 1:
            yield piece[0]  # `-Tak`: speech, its blank forgotten
            piece = piece[1:]
        for token in self._without_marks(piece):
            yield from self._words(token, before)

    def _parted(self, piece: str) -> tuple[str, ...]:
        """A piece as spaCy cuts the marks off it."""
        return tuple(token.text for token in self._marks(piece))

    def _words(self, token: str, before: str) -> Iterator[str]:
        """The words of a token, `by` and `em` apart from what they are glued to; each dot of `...`."""
        listed = self._two_words.get(token.lower())
        if listed and self._is_preposition(before):  # `z miałem węglowym`: no verb
            listed = token
        at = 0
        for part in token if set(token) == {"."} else listed.split() if listed else self._analyser.parts(token):
            yield token[at : at + len(part)]
            at += len(part)

    def _is_preposition(self, word: str) -> bool:
        return any(a.pos == "ADP" for a in self._analyser.readings(word.lower())) if word else False

    def to_disk(self, _path: Path, **_: Any) -> None:
        """Nothing: its rules are the pack's."""

    def from_disk(self, _path: Path, **_: Any) -> Tokenizer:
        """Itself: its rules are the pack's."""
        return self

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing: its rules are the pack's."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> Tokenizer:
        """Itself: its rules are the pack's."""
        return self


def _infixes(nlp: Language, pack: Pack) -> re.Pattern[str]:
    """Where spaCy cuts inside a piece, and several marks with no blank around: `mowy.”Potem`, `mowy?!Potem`."""
    marks = re.escape("".join(sorted({mark for pair in pack.quotes for mark in pair}))) + r"()\[\]"
    own = nlp.Defaults.infixes or []
    return compile_infix_regex([*own, r"(?<=[!?])[!?]", rf"[.,!?…](?=[!?…{marks}])", rf"[{marks}]"])


def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """For the pipeline's settings: `@tokenizers = "kronika.Tokenizer.v1"`, with the pack of its language."""

    def create(nlp: Language) -> Tokenizer:
        pack = pack_of(nlp.lang)
        return Tokenizer(nlp, pack, load_analyser(pack.analyser))

    return create
