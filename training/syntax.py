"""Trains the component `syntax` on trees of Universal Dependencies."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from spacy.language import Language
from spacy.tokens import Doc
from torch import nn

from kronika.annotating.forms import form_features
from kronika.annotating.lemmas import change_of
from kronika.annotating.syntax import SyntaxParser
from kronika.languages.analysers import load_analyser
from kronika.languages.pack import Pack
from training.corpora import TREES, Tree, read_conllu
from training.fitting import Example, Plan, fit, weights_of
from training.harmony import CURRENT, LFG, ORIGINS, harmonise, origin_of
from training.networks import FormTable, Options, SyntaxNet
from training.typing_habits import LOUD, TYPESET, typeset

FEATURES = {
    "form": 10000, "prefix": 2000, "suffix2": 1500, "suffix3": 5000, "suffix4": 8000, "shape": 500,
    "tags": 3000, "atoms": 1500, "lemmas": 12000, "labels": 200,
}  # fmt: skip
WIDTHS = {
    "form": 96, "prefix": 32, "suffix2": 32, "suffix3": 48, "suffix4": 48, "shape": 24,
    "tags": 96, "atoms": 48, "lemmas": 64, "labels": 16,
}  # fmt: skip
OPTIONS = Options(hidden=200, layers=2, dropout=0.33, forget=0.25, beside=16)
PLAN = Plan(epochs=30, batch=800)
PREFIXES = ("", "nie", "naj")
"""What a change of lemma may take off the beginning: negation and the superlative."""
RARE = 2
"""A change of lemma that is seen less often is not learned."""


def trees() -> list[tuple[Tree, str]]:
    """The training trees in the current scheme, with their origins.

    Of the extra trees those of LFG alone: its readme names CC BY-SA 4.0, its licence file the GPL; SZ knows only the
    GPL, which forbids the limits that PDB demands.
    """
    found = [(tree, origin_of(tree)) for tree in read_conllu(TREES / "train.conllu")]
    extra = [(tree, origin_of(tree, extra=True)) for tree in read_conllu(TREES / "extra_lfg_sz.conllu")]
    found += [(tree, origin) for tree, origin in extra if origin == LFG]
    return [(harmonise(tree, origin), origin) for tree, origin in found]


def varied(found: Sequence[tuple[Tree, str]], chance: random.Random) -> list[tuple[Tree, str]]:
    """The trees, and some again as other hands would have typed them."""
    again = [(loud(tree), origin) for tree, origin in found if chance.random() < LOUD]
    marked = [(new, origin) for tree, origin in found if (new := as_typeset(tree)) != tree]
    return [*found, *again, *(pair for pair in marked if chance.random() < TYPESET)]


def loud(tree: Tree) -> Tree:
    """The tree in capitals."""
    return tree._replace(words=[w._replace(form=w.form.upper()) for w in tree.words])


def as_typeset(tree: Tree) -> Tree:
    """The tree with dashes and quotation marks as newspapers set them; a mark is its own lemma."""
    forms = typeset([w.form for w in tree.words])
    lemmas = [form if w.upos == "PUNCT" else w.lemma for w, form in zip(tree.words, forms, strict=True)]
    words = zip(tree.words, forms, lemmas, strict=True)
    return tree._replace(words=[w._replace(form=form, lemma=lemma) for w, form, lemma in words])


def _listed(values: Iterable[Any], least: int = 1) -> list[Any]:
    """The values that are seen often enough, the most frequent first."""
    counts = Counter(values)
    return [v for v, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if n >= least]


class Scheme:
    """All that can be predicted, in order."""

    def __init__(self, found: Sequence[tuple[Tree, str]]) -> None:
        words = [word for tree, _ in found for word in tree.words]
        self.lists: dict[str, list[Any]] = {
            "pos": _listed(w.upos for w in words),
            "tag": _listed(w.xpos for w in words),
            "morph": _listed(w.feats for w in words),
            "relations": _listed(w.relation for w in words),
            "changes": _listed((change_of(w.form, w.lemma, PREFIXES) for w in words), RARE),
        }
        self._places = {name: {v: i for i, v in enumerate(values)} for name, values in self.lists.items()}

    def example(self, tree: Tree, origin: str, forms: FormTable) -> Example:
        """A tree in numbers."""

        def places(name: str, values: Iterable[Any]) -> list[int]:
            return [self._places[name].get(value, -1) for value in values]

        words = tree.words
        wanted = {
            "pos": places("pos", (w.upos for w in words)),
            "tag": places("tag", (w.xpos for w in words)),
            "morph": places("morph", (w.feats for w in words)),
            "relation": places("relations", (w.relation for w in words)),
            "change": places("changes", (change_of(w.form, w.lemma, PREFIXES) for w in words)),
            "head": [w.head for w in words],
        }
        return Example([forms.place(w.form) for w in words], ORIGINS.index(origin), wanted)


def train(pack: Pack, nlp: Language, seed: int, epochs: int | None) -> SyntaxParser:
    """The component, trained until the learning rate has run out."""
    random.seed(seed)
    torch.manual_seed(seed)
    found = varied(trees(), random.Random(seed))
    analyser = load_analyser(pack.analyser)
    forms = FormTable(form_features(analyser, FEATURES))
    scheme = Scheme(found)
    examples = [scheme.example(tree, origin, forms) for tree, origin in found]
    forms.freeze()
    sizes = {"origin": len(ORIGINS), "change": len(scheme.lists["changes"])}
    sizes |= {name: len(scheme.lists[name]) for name in ("pos", "tag", "morph", "relations")}
    net = SyntaxNet(forms, FEATURES, WIDTHS, OPTIONS, sizes)
    component = SyntaxParser(analyser)
    settings = {"features": FEATURES, "layers": OPTIONS.layers, "prefixes": list(PREFIXES), **scheme.lists}
    plan = PLAN._replace(epochs=epochs or PLAN.epochs)
    report = _reporter(component, settings, nlp, plan.epochs)
    fill(component, settings, fit(net, examples, plan, report))
    return component


def fill(component: SyntaxParser, settings: dict[str, Any], net: nn.Module) -> None:
    """The component with the network's weights; of the origins only the current one's."""
    weights = weights_of(net)
    weights["origin"] = weights["origin"][ORIGINS.index(CURRENT)]
    component.fill(settings, weights)


def _reporter(
    component: SyntaxParser, settings: dict[str, Any], nlp: Language, last: int
) -> Callable[[int, nn.Module], str]:
    """Says every fifth epoch how well the development sentences are read."""
    dev = read_conllu(TREES / "dev.conllu")

    def report(epoch: int, net: nn.Module) -> str:
        if epoch % 5 and epoch < last:
            return "fitting"
        fill(component, settings, net)
        return scores(component, nlp, dev)

    return report


def scores(component: SyntaxParser, nlp: Language, dev: Sequence[Tree]) -> str:
    """Shares of words whose part of speech, lemma, head, and head with relation are right."""
    right = np.zeros(4)
    count = 0
    for tree in dev:
        doc = component(
            Doc(nlp.vocab, words=[w.form for w in tree.words], sent_starts=[i == 0 for i in range(len(tree.words))])
        )
        for token, word in zip(doc, tree.words, strict=True):
            head = 0 if token.head.i == token.i else token.head.i + 1
            attached = head == word.head
            labelled = attached and token.dep_.lower() == word.relation
            right += [token.pos_ == word.upos, token.lemma_ == word.lemma, attached, labelled]
            count += 1
    return "UPOS {:.2f}, lemma {:.2f}, UAS {:.2f}, LAS {:.2f}".format(*(100 * right / count))


def data() -> list[Path]:
    """The files that training reads."""
    return [TREES / "train.conllu", TREES / "extra_lfg_sz.conllu", TREES / "dev.conllu"]
