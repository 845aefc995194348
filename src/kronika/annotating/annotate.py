"""One document at a time: its sentences, its tokens, and every reading of each token."""

from __future__ import annotations

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
marks, and no word of Polish news is half as long."""

PIECE = re.compile(r"\S+")
FALLBACK = re.compile(r"\w+|[^\w\s]")


class Annotator:
    """Annotates documents of one language. Loading it takes about a second."""

    def __init__(self, pack: Pack) -> None:
        self._splitter = SentenceSplitter(pack)
        self._nlp = spacy.blank(pack.code)
        self._analyse = load_analyser(pack.analyser)

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
        tokens = [self._token(text, span) for span in self._spans(text, zone)]
        spaces = [
            after.start > before.end for before, after in zip(tokens, tokens[1:], strict=False)
        ] + [False] * bool(tokens)
        doc = Doc(self._nlp.vocab, words=[t.text for t in tokens], spaces=spaces)
        sentences = [
            Sentence(s.span.start, s.span.end, s.rule)
            for s in self._splitter.split(text, Span(zone.start, zone.end))
        ]
        return AnnotatedZone(zone, doc, tokens, sentences)

    def _spans(self, text: str, zone: Zone) -> Iterator[Span]:
        for piece in PIECE.finditer(text, zone.start, zone.end):
            if piece.end() - piece.start() > LONGEST_PIECE:
                yield from (Span(*m.span()) for m in FALLBACK.finditer(text, *piece.span()))
                continue
            at = piece.start()
            for word in self._nlp.tokenizer(piece[0]):
                yield Span(at + word.idx, at + word.idx + len(word))

    def _token(self, text: str, span: Span) -> Token:
        form = text[span.start : span.end]
        analyses = self._analyse(form)
        lemmas = frozenset(a.lemma.lower() for a in analyses)
        return Token(span.start, span.end, form, form.lower(), lemmas, analyses)
