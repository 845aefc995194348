"""Base forms of names: each word of a name changed as a network says, with the chances of several readings.

The network reads the words of one name and, where a sentence gives them, their predicted tags; a word's base is
made by a change of its letters (`lemmas.Change`), so that names that no dictionary knows have one too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kronika.annotating.components import NetworkComponent, one_thread
from kronika.annotating.lemmas import Change, apply
from kronika.annotating.network import Array, linear
from kronika.languages.analysers import load_analyser
from kronika.languages.pack import pack_of
from kronika.records import Base

CACHED = 20_000
"""Names whose bases are kept."""
CHANGES = 12
"""Changes of a word that are looked at."""
LISTED, UNRELATED = 3.0, 0.03
"""What a base's chance is multiplied with where it is a lemma of the form in the dictionary, and where the dictionary
knows the form but no word that it shares with the base. Tried on a tenth of KPWr's training names: 1 and 3, 1 to 0.01.
"""
FLOOR = 0.3
"""What a lemma with a capital that the dictionary has for the form gets at least. 0 to 1 tried on the pack's table."""
RAREST = 0.001
"""Chance below which a change is not looked at; what the dictionary lists may still be three times likelier."""
LEAST = 0.004
"""Chance below which a reading of a word is not kept."""
MOST = 8
"""Bases of a name that are kept."""
BRACKETS = {"(", ")", "[", "]"}
Word = tuple[str, str]
"""A form, and its tag where its sentence gives one."""


class NameWords(NamedTuple):
    """The words of a name as they stand, and for each whether a blank follows it."""

    words: tuple[Word, ...]
    spaces: tuple[bool, ...]


def key_of(word: Word) -> str:
    """How the features know a word with its tag."""
    return "\t".join(word)


class BaseForms(NetworkComponent):
    """Sets `ent._.base` of the names of a Doc; gives the bases of any words."""

    def __init__(self, analyser: Any) -> None:
        super().__init__(analyser)
        self._changes: list[Change] = []
        self._named = lru_cache(CACHED)(self._known_names)
        self._lemmas = lru_cache(CACHED)(self._known_lemmas)

    def fill(self, settings: dict[str, Any], weights: dict[str, Array]) -> None:
        """Takes settings and weights over, as training leaves them."""
        super().fill(settings, weights)
        self._changes = [Change(*change) for change in settings["changes"]]

    def bases(self, names: Iterable[NameWords]) -> list[tuple[Base, ...]]:
        """For each name its likeliest bases with their chances, best first; at least one.

        Nothing is kept from one call to the next: which names the network sees together can tip a last digit.
        """
        names = list(names)
        new = list(dict.fromkeys(names))
        with one_thread():
            found = dict(zip(new, self._made(new), strict=True)) if new else {}
        return [found[name] for name in names]

    def _made(self, names: Sequence[NameWords]) -> list[tuple[Base, ...]]:
        packing, outputs = self.encode_forms([[key_of(word) for word in name.words] for name in names])
        scores = linear(outputs[-1], self.weights, "change")
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        best = np.argpartition(-chances, CHANGES, axis=1)[:, :CHANGES]
        return [
            self._combined(
                name, [self._words(w[0], best[row], chances[row]) for w, row in zip(name.words, rows, strict=False)]
            )
            for name, rows in zip(names, packing.rows, strict=True)
        ]

    def _words(self, form: str, best: Array, chances: Array) -> list[tuple[str, float]]:
        """What a word's base may be, with chances that sum to one."""
        found: dict[str, float] = {}
        for place in best[chances[best] >= RAREST]:
            base = apply(self._changes[place], form)
            if base:
                found[base] = found.get(base, 0.0) + self._weight(form, base) * float(chances[place])
        for lemma in self._named(form):
            found[lemma] = max(found.get(lemma, 0.0), FLOOR)
        total = sum(found.values())
        likely = sorted(((b, c / total) for b, c in found.items() if c / total >= LEAST), key=lambda p: (-p[1], p[0]))
        return likely or [(form, 1.0)]

    def _weight(self, form: str, base: str) -> float:
        lemmas = self._lemmas(form)
        if base.lower() in lemmas:
            return LISTED
        related = not lemmas or base == form or bool(self._lemmas(base) & lemmas)
        return 1.0 if related else UNRELATED

    def _known_names(self, form: str) -> frozenset[str]:
        """The lemmas with a capital that the dictionary has for a form."""
        return frozenset(a.lemma for a in self._analyser.readings(form) if a.pos != "X" and a.lemma[:1].isupper())

    def _known_lemmas(self, form: str) -> frozenset[str]:
        """The lemmas that the dictionary has for a form, capitals or not, in small letters."""
        readings = [*self._analyser.readings(form), *self._analyser.readings(form.lower())]
        return frozenset(analysis.lemma.lower() for analysis in readings if analysis.pos != "X")

    def _combined(self, name: NameWords, words: list[list[tuple[str, float]]]) -> tuple[Base, ...]:
        open_words = sorted(range(len(words)), key=lambda i: words[i][0][1])[:3]
        choices = [options if i in open_words else options[:1] for i, options in enumerate(words)]
        bases = []
        for chosen in product(*choices):
            text = "".join(base + " " * space for (base, _), space in zip(chosen, name.spaces, strict=True)).strip()
            bases.append(Base(text, round(float(np.prod([chance for _, chance in chosen])), 4)))
        return tuple(sorted(bases, key=lambda b: (-b.chance, b.text))[:MOST])

    def annotate(self, docs: list[Doc], sentences: list[list[Token]]) -> None:  # noqa: ARG002  names are in the Docs
        """The base of each name of the Docs."""
        spans = [span for doc in docs for span in doc.ents]
        for span, bases in zip(spans, self.bases(bare(span) for span in spans), strict=True):
            span._.base = bases[0].text


def bare(span: Span) -> NameWords:
    """The words of a span with their tags, without brackets: `(Adam) Zych` is `Adam Zych`."""
    kept = [t for t in span if t.text not in BRACKETS] or list(span)
    spaces = [bool(t.whitespace_) or t.nbor(1).text in BRACKETS for t in kept[:-1]]
    return NameWords(tuple((t.text, t.tag_) for t in kept), (*spaces, False))


@Language.factory("kronika_bases", requires=["doc.ents"], assigns=["span._.base"])
def make_bases(nlp: Language, name: str) -> BaseForms:  # noqa: ARG001  spaCy gives the name
    """The component, empty, for a pipeline's language."""
    Span.set_extension("base", default=None, force=True)
    return BaseForms(load_analyser(pack_of(nlp.lang).analyser))
