"""Sentences of text: the pack's rules with the dictionary at hand, and the pipeline's component that uses them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kronika.evidence import Span
from kronika.languages.analysers import Analyser, load_analyser
from kronika.languages.dictionary import Dictionary
from kronika.languages.pack import Pack, pack_of
from kronika.languages.sentences import SentenceSpan, SentenceSplitter

FINITE = ("Fin", "Imps")
UNKNOWN = "X"
BLANK_LINE = re.compile(r"\n\s*\n")


def splitter(pack: Pack, analyser: Analyser) -> SentenceSplitter:
    """The pack's splitter, which asks the dictionary which words are names and which are finite verbs."""
    return SentenceSplitter(pack, dictionary(analyser))


def dictionary(analyser: Analyser) -> Dictionary:
    """What the rules of sentences ask, answered by an analyser."""

    def is_known(word: str) -> bool:
        return any(a.pos != UNKNOWN for a in analyser.readings(word))

    def is_common(word: str) -> bool:
        readings = [a for a in analyser.readings(word) if not a.surname]  # most common words are surnames too
        return bool(readings) and not any(a.pos == UNKNOWN or a.lemma[:1].isupper() for a in readings)

    def is_verb(word: str) -> bool:
        return any(a.verb in FINITE for part in analyser.parts(word)[:1] for a in analyser.readings(part))

    def is_only_verb(word: str) -> bool:
        return all(a.verb in FINITE for part in analyser.parts(word)[:1] for a in analyser.readings(part))

    def lemmas(word: str) -> frozenset[str]:
        return frozenset(a.lemma.lower() for a in analyser.readings(word))

    return Dictionary(is_known, is_common, is_verb, is_only_verb, lemmas)


class SentenceMarker:
    """Marks where sentences begin, paragraph by paragraph, unless the Doc says so already."""

    def __init__(self, pack: Pack, analyser: Analyser) -> None:
        self._splitter = splitter(pack, analyser)

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with the first token of each sentence marked."""
        if len(doc) == 0 or doc.has_annotation("SENT_START"):
            return doc
        words = [token for token in doc if not token.is_space]
        places = [token.idx for token in words]
        firsts = {bisect_left(places, s.span.start) for s in self._sentences(doc.text)}
        marked = {words[i].i for i in firsts if i < len(words)} | {0}
        starts = np.array([1 if i in marked else -1 for i in range(len(doc))], np.int64)
        doc.from_array(["SENT_START"], starts[:, None].astype(np.uint64))  # type: ignore[arg-type]
        return doc

    def _sentences(self, text: str) -> Iterator[SentenceSpan]:
        at = 0
        for end in [*(m.start() for m in BLANK_LINE.finditer(text)), len(text)]:
            yield from self._splitter.sentences(text, Span(at, end))
            at = end


@Language.factory("kronika_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> SentenceMarker:  # noqa: ARG001  spaCy gives the name
    """The component for a pipeline's language."""
    pack = pack_of(nlp.lang)
    return SentenceMarker(pack, load_analyser(pack.analyser))
