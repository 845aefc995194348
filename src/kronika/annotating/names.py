"""Names of people, organisations and places in a text, by one network.

Source: Huang, Xu and Yu 2015, a chain of labels over an LSTM that reads both ways; labels say where a name begins,
goes on and ends (Ratinov and Roth 2009).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kronika.annotating.components import NetworkComponent, batches
from kronika.annotating.network import Array, linear
from kronika.languages.analysers import load_analyser
from kronika.languages.pack import pack_of

OUTSIDE = "O"
NEVER = -1e4


def labels_of(kinds: list[str]) -> list[str]:
    """The labels for kinds of names: O, and for each kind B- (begins), I- (inside), E- (ends), S- (single word)."""
    return [OUTSIDE, *(f"{place}-{kind}" for kind in kinds for place in "BIES")]


def allowed(labels: list[str]) -> NDArray[np.bool_]:
    """Which label (column) may follow which (row)."""
    return np.array([[_follows(one, other) for other in labels] for one in labels])


def _follows(one: str, other: str) -> bool:
    if one[0] in "BI":
        return other[0] in "IE" and other[2:] == one[2:]
    return other[0] in "OBS"


class NameFinder(NetworkComponent):
    """Sets ents."""

    def fill(self, settings: dict[str, Any], weights: dict[str, Array]) -> None:
        """Takes settings and weights over, as training leaves them."""
        super().fill(settings, weights)
        labels: list[str] = settings["labels"]
        self._labels = labels
        self._steps = np.where(allowed(labels), weights["transitions"], NEVER)
        self._first = np.array([0.0 if label[0] in "OBS" else NEVER for label in labels])
        self._last = np.array([0.0 if label[0] in "OES" else NEVER for label in labels])

    @property
    def labels(self) -> tuple[str, ...]:
        """The kinds of names that it finds."""
        return tuple(sorted({label[2:] for label in self.settings.get("labels", ()) if label != OUTSIDE}))

    def annotate(self, docs: list[Doc], sentences: list[list[Token]]) -> None:
        """The names of all the sentences at once."""
        found: dict[int, list[Span]] = {id(doc): [] for doc in docs}
        for batch in batches(sentences):
            packing, outputs = self.encode(batch)
            scores = linear(outputs[-1], self.weights, "labels")
            for sentence, rows in zip(batch, packing.rows, strict=True):
                found[id(sentence[0].doc)] += self._spans(sentence, self._best_path(scores[rows]))
        for doc in docs:
            doc.set_ents(found[id(doc)])

    def _best_path(self, scores: Array) -> list[int]:
        """The best sequence of labels that may follow one another (Viterbi 1967)."""
        best = scores[0] + self._first
        back: list[NDArray[np.int64]] = []
        for row in scores[1:]:
            ways = best[:, None] + self._steps
            back.append(ways.argmax(axis=0))
            best = ways.max(axis=0) + row
        path = [int((best + self._last).argmax())]
        for step in reversed(back):
            path.append(int(step[path[-1]]))
        return path[::-1]

    def _spans(self, sentence: list[Token], path: list[int]) -> list[Span]:
        names = [self._labels[i] for i in path]
        starts = [i for i, name in enumerate(names) if name[0] in "BS"]
        ends = [i for i, name in enumerate(names) if name[0] in "ES"]
        return [
            Span(sentence[a].doc, sentence[a].i, sentence[b].i + 1, label=names[a][2:])
            for a, b in zip(starts, ends, strict=True)
        ]


@Language.factory("kronika_names", assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_names(nlp: Language, name: str) -> NameFinder:  # noqa: ARG001  spaCy gives the name
    """The component, empty, for a pipeline's language."""
    return NameFinder(load_analyser(pack_of(nlp.lang).analyser))
