"""Parts of speech, morphology, lemmas and dependencies, by one network over Morfeusz-like readings.

Source: Dozat and Manning 2017, "Deep biaffine attention"; tags and lemmas are read from the first layer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from kronika.annotating.components import NetworkComponent, batches
from kronika.annotating.lemmas import Change, LemmaChooser
from kronika.annotating.network import Array, Packing, linear, rectify
from kronika.annotating.trees import best_tree
from kronika.languages.analysers import Analyser, load_analyser
from kronika.languages.pack import pack_of

ROOT = "ROOT"
ABBREVIATED = "Abbr=Yes"
BROKEN_OFF = "dep"
"""The relation of a blank to the word before it, and of a piece of an overlong sentence to the piece before."""


class Arc(NamedTuple):
    """A word, its head (itself for a root) and the name of their relation."""

    word: Token
    head: Token
    name: str


class SyntaxParser(NetworkComponent):
    """Sets pos_, tag_, morph, lemma_, head and dep_."""

    def __init__(self, analyser: Analyser, abbreviations: Mapping[str, str] | None = None) -> None:
        """`abbreviations`: forms without their full stop, and what they stand for."""
        super().__init__(analyser)
        self._abbreviations = abbreviations or {}

    def fill(self, settings: dict[str, Any], weights: dict[str, Array]) -> None:
        """Takes settings and weights over, as training leaves them."""
        super().fill(settings, weights)
        changes = [Change(*change) for change in settings["changes"]]
        self._lemmas = LemmaChooser(changes, settings["prefixes"])
        table = weights["relations"]  # relations x words x heads
        self._relating = np.ascontiguousarray(table.transpose(1, 0, 2).reshape(table.shape[1], -1))

    @property
    def labels(self) -> tuple[str, ...]:
        """The relations that it gives."""
        return tuple(sorted(self.settings.get("relations", ())))

    def annotate(self, docs: list[Doc], sentences: list[list[Token]]) -> None:
        """Tags, lemmas and trees for all the sentences at once."""
        for token in (token for doc in docs for token in doc if token.is_space):
            token.pos_, token.lemma_ = "SPACE", token.text
        arcs: list[Arc] = []
        for batch in batches(sentences):
            packing, outputs = self.encode(batch)
            self._tag(batch, packing, outputs[0])
            arcs += self._attach(batch, packing, outputs[-1])
        of_doc: dict[int, dict[int, Arc]] = {id(doc): {} for doc in docs}
        for arc in arcs:
            of_doc[id(arc.word.doc)][arc.word.i] = arc
        for doc in docs:
            _write(doc, of_doc[id(doc)])

    def _tag(self, sentences: list[list[Token]], packing: Packing, layer: Array) -> None:
        hidden = rectify(linear(layer, self.weights, "tagger"))
        scores = {name: linear(hidden, self.weights, name) for name in ("pos", "tag", "morph", "change")}
        best = {name: scores[name].argmax(axis=1) for name in ("pos", "tag", "morph")}
        for sentence, rows in zip(sentences, packing.rows, strict=True):
            for place, (token, row) in enumerate(zip(sentence, rows, strict=True)):
                token.pos_ = self.settings["pos"][best["pos"][row]]
                token.tag_ = self.settings["tag"][best["tag"][row]]
                token.set_morph(  # type: ignore[attr-defined]
                    self.settings["morph"][best["morph"][row]]
                )
                token.lemma_ = self._lemma(sentence, place, scores["change"][row])

    def _lemma(self, sentence: list[Token], place: int, scores: Array) -> str:
        """What an abbreviation stands for, else the dictionary's lemma, else a guess."""
        token = sentence[place]
        marked = ABBREVIATED in str(token.morph)
        form = token.text if len(token.text) == 1 else token.lower_
        if (marked or _dotted(sentence, place)) and form in self._abbreviations:
            return self._abbreviations[form]
        given = token.text, self._analyser.readings(token.text), token.pos_, token.tag_, scores
        return self._lemmas.listed(*given) or (
            token.text if marked else self._lemmas.guess(token.text, token.pos_, scores)
        )

    def _attach(self, sentences: list[list[Token]], packing: Packing, layer: Array) -> list[Arc]:
        rooted = np.concatenate([self.weights["root"][None], layer])
        word = {name: rectify(linear(layer, self.weights, f"{name}_word")) for name in ("arc", "relation")}
        head = {name: rectify(linear(rooted, self.weights, f"{name}_head")) for name in ("arc", "relation")}
        arcs: list[Arc] = []
        for sentence, rows in zip(sentences, packing.rows, strict=True):
            above = np.concatenate([[0], rows + 1])
            tree = best_tree(_biaffine(word["arc"][rows], head["arc"][above], self.weights["arcs"]))
            relations = self._relations(word["relation"][rows], head["relation"][above[tree]])
            for token, place, relation in zip(sentence, tree.tolist(), relations, strict=True):
                name = self.settings["relations"][relation] if place else ROOT
                arcs.append(Arc(token, sentence[place - 1] if place else token, name))
        return arcs

    def _relations(self, words: Array, heads: Array) -> list[int]:
        """The best relation of each word to its head."""
        left = (_one(words) @ self._relating).reshape(len(words), -1, heads.shape[1] + 1)
        best: list[int] = np.einsum("nrj,nj->nr", left, _one(heads)).argmax(axis=1).tolist()
        return best


def _dotted(sentence: list[Token], place: int) -> bool:
    """Whether a full stop follows at once, and the sentence goes on after it."""
    return place + 2 < len(sentence) and sentence[place + 1].text == "." and not sentence[place].whitespace_


def _one(x: Array) -> Array:
    """A column of ones beside x, for the biases."""
    return np.concatenate([x, np.ones((len(x), 1), np.float32)], axis=1)


def _biaffine(words: Array, heads: Array, table: Array) -> Array:
    """Words x heads: how well each head fits each word; no word is its own head."""
    scores = np.asarray(_one(words) @ table @ _one(heads).T, np.float32)
    scores[np.arange(len(words)), np.arange(1, len(words) + 1)] = -1e4
    return scores


def _write(doc: Doc, arcs: dict[int, Arc]) -> None:
    """Heads and relations; blanks hang on the word before, pieces of a long sentence on the first piece's root."""
    heads, names = list(range(len(doc))), [BROKEN_OFF] * len(doc)
    sentences = list(doc.sents) if doc.has_annotation("SENT_START") else [doc[:]]
    for sentence in sentences:
        first = next((token.i for token in sentence if token.i in arcs), sentence.start)
        root = None
        for i in range(sentence.start, sentence.end):
            arc = arcs.get(i)
            if arc is None:
                heads[i] = first if i <= first else i - 1
            elif arc.name == ROOT and root is not None:
                heads[i] = root
            else:
                heads[i], names[i] = arc.head.i, arc.name
                root = i if arc.name == ROOT else root
    if sentences:
        _set(doc, heads, names, [sentence.start for sentence in sentences])


def _set(doc: Doc, heads: list[int], names: list[str], starts: list[int]) -> None:
    """Heads, relations, and once more the sentences: where branches cross much, spaCy guesses them wrong."""
    offsets = (np.array(heads, np.int64) - np.arange(len(doc))).astype(np.uint64)
    relations = np.array([doc.vocab.strings.add(name) for name in names], np.uint64)
    doc.from_array(["HEAD", "DEP"], np.stack([offsets, relations], axis=1))  # type: ignore[arg-type]
    opened = np.full((len(doc), 1), -1, np.int64)
    opened[starts] = 1
    doc.from_array(["SENT_START"], opened.astype(np.uint64))  # type: ignore[arg-type]


@Language.factory(
    "kronika_syntax", assigns=["token.pos", "token.tag", "token.morph", "token.lemma", "token.head", "token.dep"]
)
def make_syntax(nlp: Language, name: str) -> SyntaxParser:  # noqa: ARG001  spaCy gives the name
    """The component, empty, for a pipeline's language."""
    pack = pack_of(nlp.lang)
    return SyntaxParser(load_analyser(pack.analyser), pack.word_list("tokens", "abbreviation").forms())
