"""One document at a time: its sentences, its tokens, and every reading of each token."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kronika.annotating.analysers import load_analyser
from kronika.evidence import Span
from kronika.languages.pack import Pack
from kronika.languages.sentences import SentenceSplitter
from kronika.records import Annotated, AnnotatedZone, Document, Sentence, Token, Zone

LONGEST_PIECE = 120
"""Characters without a blank that go to the tokenizer at once: its time grows with the square of a run of
marks, and words are shorter."""

PIECE = re.compile(r"\S+")
WORD = re.compile(r"\w+")
FALLBACK = re.compile(r"\w+|[^\w\s]")


class Annotator:
    """Annotates documents of one language. Loading it takes about a second."""

    def __init__(self, pack: Pack) -> None:
        self._nlp = spacy.blank(pack.code)
        self._analyse = load_analyser(pack.analyser)
        self._splitter = SentenceSplitter(pack, self._is_common, self._is_verb)
        self._dashes = pack.dashes

    @property
    def vocab(self) -> Vocab:
        """The vocabulary of the Docs that it makes."""
        return self._nlp.vocab

    def annotate(self, document: Document) -> Annotated:
        """The document with tokens and sentences for each zone that is not boilerplate."""
        text = document.article.text
        zones = [self._annotate_zone(text, z) for z in document.zones if z.kind != "boilerplate"]
        return Annotated(document, zones)

    def _annotate_zone(self, text: str, zone: Zone) -> AnnotatedZone:
        split = self._splitter.split(text, Span(zone.start, zone.end))
        sentences = [Sentence(s.span.start, s.span.end, s.rule) for s in split]
        ends = {s.end for s in sentences}
        firsts = {word.start() for s in sentences if (word := WORD.search(text, s.start, s.end))}
        tokens = [self._token(text, span, span.end in ends, span.start in firsts) for span in self._spans(text, zone)]
        gaps = [after.start > before.end for before, after in itertools.pairwise(tokens)]
        words = [t.text for t in tokens]
        doc = Doc(self._nlp.vocab, words=words, spaces=[*gaps, False] if tokens else [])
        return AnnotatedZone(zone, doc, tokens, sentences)

    def _is_common(self, word: str) -> bool:
        """A word of the dictionary that is no name: with a capital it opens a sentence."""
        readings = [a for a in self._analyse(word) if not a.surname]  # most common words are surnames too
        return bool(readings) and not any(a.pos == "X" or a.lemma[:1].isupper() for a in readings)

    def _is_verb(self, word: str) -> bool:
        return any(a.verb in ("Fin", "Imps") for a in self._analyse(word))

    def _spans(self, text: str, zone: Zone) -> Iterator[Span]:
        for piece in PIECE.finditer(text, zone.start, zone.end):
            if piece.end() - piece.start() > LONGEST_PIECE:
                yield from (Span(*m.span()) for m in FALLBACK.finditer(text, *piece.span()))
                continue
            at = piece.start()
            if piece[0][0] in self._dashes and len(piece[0]) > 1:  # `-Tak`: speech, its blank forgotten
                yield Span(at, at + 1)
                at += 1
            for word in self._nlp.tokenizer(text[at : piece.end()]):
                yield Span(at + word.idx, at + word.idx + len(word))

    def _token(self, text: str, span: Span, closes: bool, opens: bool) -> Token:
        form = text[span.start : span.end]
        analyses = self._analyse(form)
        lemmas = frozenset(a.lemma.lower() for a in analyses)
        return Token(span.start, span.end, form, form.lower(), lemmas, analyses, closes, opens)
