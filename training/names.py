"""Trains the component `names` on the names of NKJP and, told apart by their origin, of KPWr."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from torch import nn

from kronika.annotating.forms import form_features
from kronika.annotating.names import NameFinder, labels_of
from kronika.languages.analysers import load_analyser
from kronika.languages.pack import Pack
from training.corpora import (
    KPWR,
    LABELS,
    NKJP,
    NamedSentence,
    held_out,
    of_treebank,
    read_kpwr,
    read_nkjp,
    treebank_texts,
)
from training.fitting import Example, Plan, fit, weights_of
from training.networks import FormTable, NamesNet, Options
from training.typing_habits import LOUD, TYPESET, typeset

FEATURES = {
    "form": 16000, "prefix": 4000, "suffix2": 1500, "suffix3": 6000, "suffix4": 10000, "shape": 1000,
    "tags": 3000, "atoms": 1500, "lemmas": 20000, "labels": 300,
}  # fmt: skip
WIDTHS = {
    "form": 64, "prefix": 24, "suffix2": 24, "suffix3": 32, "suffix4": 32, "shape": 32,
    "tags": 64, "atoms": 32, "lemmas": 64, "labels": 24,
}  # fmt: skip
ORIGINS = ("NKJP", "KPWr")
OPTIONS = Options(hidden=200, layers=2, dropout=0.35, forget=0.3, beside=8)
PLAN = Plan(epochs=7, batch=1500, decay=0.98, average=0.999)


def sentences() -> Iterator[tuple[NamedSentence, str]]:
    """What is trained on, with its origin: of NKJP neither held-out documents nor what the treebank reports on."""
    reported = treebank_texts()
    for document in read_nkjp():
        if not held_out(document.file):
            yield from ((s, "NKJP") for s in document.sentences if not of_treebank(s, reported))
    yield from ((s, "KPWr") for s in read_kpwr() if not of_treebank(s, reported))


def varied(found: list[tuple[NamedSentence, str]], chance: random.Random) -> list[tuple[NamedSentence, str]]:
    """The sentences, and some again as other hands would have typed them."""
    loud = [(s._replace(forms=[f.upper() for f in s.forms]), origin) for s, origin in found if chance.random() < LOUD]
    marked = [(s._replace(forms=new), origin) for s, origin in found if (new := typeset(s.forms)) != s.forms]
    return [*found, *loud, *(pair for pair in marked if chance.random() < TYPESET)]


def _labels(sentence: NamedSentence, places: dict[str, int]) -> list[int]:
    labels = ["O"] * len(sentence.forms)
    for first, last, kind in sentence.names:
        inner = [f"I-{kind}"] * (last - first - 1)
        labels[first : last + 1] = [f"S-{kind}"] if first == last else [f"B-{kind}", *inner, f"E-{kind}"]
    return [places[label] for label in labels]


def train(pack: Pack, seed: int, epochs: int | None) -> NameFinder:
    """The component, trained until the learning rate has run out."""
    random.seed(seed)
    torch.manual_seed(seed)
    analyser = load_analyser(pack.analyser)
    forms = FormTable(form_features(analyser, FEATURES))
    labels = labels_of(list(LABELS))
    places = {label: i for i, label in enumerate(labels)}
    found = varied(list(sentences()), random.Random(seed))
    examples = [
        Example([forms.place(f) for f in s.forms], ORIGINS.index(origin), {"label": _labels(s, places)})
        for s, origin in found
    ]
    forms.freeze()
    sizes = {"labels": len(labels), "origin": len(ORIGINS)}
    net = NamesNet(forms, FEATURES, WIDTHS, OPTIONS, sizes)
    plan = PLAN._replace(epochs=epochs or PLAN.epochs)
    component = NameFinder(analyser)
    settings = {"features": FEATURES, "layers": OPTIONS.layers, "labels": labels}
    _fill(component, settings, fit(net, examples, plan, lambda _epoch, _net: "fitting"))
    return component


def _fill(component: NameFinder, settings: dict[str, Any], net: nn.Module) -> None:
    weights = weights_of(net)
    weights["origin"] = weights["origin"][ORIGINS.index("NKJP")]
    component.fill(settings, weights)


def data() -> list[Path]:
    """The files that training reads."""
    return [NKJP, KPWR]
