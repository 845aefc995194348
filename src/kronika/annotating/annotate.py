"""One document at a time: its sentences, its tokens with every reading of each, and their syntax and names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kronika.annotating.bases import BaseForms, bare
from kronika.annotating.naming import Naming
from kronika.annotating.pipeline import BASES, load_pipeline
from kronika.annotating.sentences import splitter
from kronika.annotating.tokenizer import Tokenizer
from kronika.evidence import Span
from kronika.languages.analysers import Analyser, load_analyser
from kronika.languages.pack import Pack
from kronika.records import Analysis, Annotated, AnnotatedZone, Document, Sentence, Token, Zone

WORD = re.compile(r"\w+")
CACHED = 20_000
"""Forms that are kept as tokens show them."""
Read = tuple[str, frozenset[str], tuple[Analysis, ...]]
"""A form in small letters, its lemmas in small letters, its readings."""


class Annotator:
    """Annotates documents of one language. Loading it takes about half a second."""

    def __init__(self, pack: Pack) -> None:
        analyser = load_analyser(pack.analyser)
        self._nlp = load_pipeline(pack)
        self._cut = Tokenizer(self._nlp, pack, analyser).spans
        self._read = _reader(analyser)
        self._splitter = splitter(pack, analyser)
        self._naming = Naming(pack)
        self._bases: BaseForms | None = self._nlp.get_pipe(BASES) if BASES in self._nlp.pipe_names else None  # type: ignore[assignment]

    @property
    def vocab(self) -> Vocab:
        """The vocabulary of the Docs that it makes."""
        return self._nlp.vocab

    def annotate(self, document: Document) -> Annotated:
        """The document with tokens, sentences, syntax and names for each zone that is not boilerplate.

        The model sees all zones of one article together and nothing else, so that no neighbour tips a float.
        """
        text = document.article.text
        zones = [self._tokens(text, z) for z in document.zones if z.kind != "boilerplate"]
        for _ in self._nlp.pipe([zone.doc for zone in zones], batch_size=max(1, len(zones)), disable=[BASES]):
            pass  # the components write into the Docs that the zones hold
        return Annotated(document, self._named(zones))

    def _named(self, zones: list[AnnotatedZone]) -> list[AnnotatedZone]:
        """The zones with their names, each with its likely base forms."""
        named = [(zone, self._naming.names(zone)) for zone in zones]
        spans = [bare(zone.doc[name.first : name.last + 1]) for zone, names in named for name in names]
        bases = iter(self._bases.bases(spans) if self._bases else [() for _ in spans])
        return [replace(zone, names=[name._replace(bases=next(bases)) for name in names]) for zone, names in named]

    def _tokens(self, text: str, zone: Zone) -> AnnotatedZone:
        split = self._splitter.split(text, Span(zone.start, zone.end))
        sentences = [Sentence(s.span.start, s.span.end, s.rule) for s in split]
        ends = {s.end for s in sentences}
        firsts = {word.start() for s in sentences if (word := WORD.search(text, s.start, s.end))}
        spans = [span for s in sentences for span in self._cut(text, Span(s.start, s.end))]  # none crosses a border
        tokens = [self._token(text, span, span.end in ends, span.start in firsts) for span in spans]
        return AnnotatedZone(zone, self._doc(tokens), tokens, sentences)

    def _doc(self, tokens: list[Token]) -> Doc:
        gaps = [after.start > before.end for before, after in itertools.pairwise(tokens)]
        opened: list[bool | int | None] = [True, *(token.closes for token in tokens[:-1])]
        words = [token.text for token in tokens]
        return Doc(
            self._nlp.vocab,
            words=words,
            spaces=[*gaps, False] if tokens else [],
            sent_starts=[*opened] if tokens else [],
        )

    def _token(self, text: str, span: Span, closes: bool, opens: bool) -> Token:
        form = text[span.start : span.end]
        return Token(span.start, span.end, form, *self._read(form), closes, opens)


def _reader(analyser: Analyser) -> Callable[[str], Read]:
    """Form -> what a token says of it, made once a form."""

    @lru_cache(CACHED)
    def read(form: str) -> Read:
        analyses = analyser.readings(form)
        return form.lower(), frozenset(a.lemma.lower() for a in analyses), analyses

    return read
