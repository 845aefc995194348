"""Trains the component `bases` on KPWr's names and on forms that Morfeusz makes."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import torch

from kronika.annotating.analysers import Analyser, load_analyser, plain
from kronika.annotating.analysers.morfeusz import GIVEN_NAME, SURNAME
from kronika.annotating.bases import BaseForms, key_of
from kronika.annotating.forms import Bag, FormFeatures, form_features
from kronika.annotating.lemmas import Change, change_of
from kronika.annotating.tokenizer import Tokenizer
from kronika.evidence import Span
from kronika.languages.pack import Pack
from training.corpora import held_out, read_nkjp
from training.declension import (
    KPWR_BASES,
    PLACES,
    Declined,
    declined,
    known_lemmas,
    made_people,
    made_places,
    paradigms,
    read_bases,
)
from training.fitting import Example, Plan, fit, weights_of
from training.networks import BasesNet, FormTable, Options

FEATURES = {
    "form": 8000, "prefix": 2000, "suffix2": 1500, "suffix3": 6000, "suffix4": 10000, "shape": 600,
    "tags": 2000, "atoms": 1000, "lemmas": 8000, "labels": 200, "tag": 1000, "tag-atoms": 300,
}  # fmt: skip
WIDTHS = {
    "form": 32, "prefix": 12, "suffix2": 24, "suffix3": 32, "suffix4": 32, "shape": 16,
    "tags": 48, "atoms": 24, "lemmas": 32, "labels": 12, "tag": 16, "tag-atoms": 16,
}  # fmt: skip
OPTIONS = Options(hidden=128, layers=1, dropout=0.25, forget=0.3)
PLAN = Plan(epochs=12, batch=400, decay=0.98, average=0.998)
PEOPLE, MADE_PLACES = 24_000, 6_000
"""Names that are made anew. Chosen on the held-out tenth of KPWr's training names."""
UNTAGGED = 0.6
"""Share of names that are learned without the tags of their sentence."""
RAREST = 2
"""Times that a change must be seen to be learned."""
HIDDEN = "\ue000"
"""Before a form that is learned as if no dictionary knew it."""


def hiding(features: FormFeatures, unknown: FormFeatures) -> FormFeatures:
    """The features, where a mark before a form hides what the dictionary says of it."""

    def of(key: str) -> tuple[Bag, ...]:
        return unknown.of(key[1:]) if key.startswith(HIDDEN) else features.of(key)

    return FormFeatures(features.rows, of)


def people(seed: int, analyser: Analyser) -> Iterator[Declined]:
    """People made of the given names and surnames in NKJP."""
    documents = [d for d in read_nkjp() if not held_out(d.file)]
    named = [s.forms[a : b + 1] for d in documents for s in d.sentences for a, b, kind in s.names if kind == "persName"]
    forms = {form for name in named for form in name}
    given = paradigms(known_lemmas(forms, GIVEN_NAME, analyser.readings), GIVEN_NAME)
    surnames = paradigms(known_lemmas(forms, SURNAME, analyser.readings), SURNAME)
    return made_people(given, surnames, PEOPLE, random.Random(seed))


def _keys(name: Declined, chance: random.Random) -> list[str]:
    tagged = chance.random() >= UNTAGGED
    mark = HIDDEN if name.hidden else ""
    return [mark + key_of((w, t if tagged else "")) for w, t in zip(name.words, name.tags, strict=True)]


def train(pack: Pack, cut: Tokenizer, seed: int, epochs: int | None, kept: slice | None = None) -> BaseForms:
    """The component, trained until the learning rate has run out."""
    random.seed(seed)
    torch.manual_seed(seed)
    chance = random.Random(seed)
    analyser = load_analyser(pack.analyser)
    unknown = form_features(Analyser(plain, analyser.parts), FEATURES)
    forms = FormTable(hiding(form_features(analyser, FEATURES), unknown))

    def words(text: str) -> list[str]:
        return [text[s.start : s.end] for s in cut.spans(text, Span(0, len(text)))]

    real = list(declined(learned(), words))
    names = [*real, *real, *people(seed, analyser), *made_places(MADE_PLACES, random.Random(seed))]
    changes = [[change_of(w, b, ("",)) for w, b in zip(n.words, n.bases, strict=True)] for n in names]
    counts = Counter(change for found in changes for change in found)
    listed = sorted(c for c, times in counts.items() if times >= RAREST and not c.whole)
    places = {change: i for i, change in enumerate(listed)}
    examples = [
        Example([forms.place(k) for k in _keys(n, chance)], 0, {"change": [places.get(c, -1) for c in found]})
        for n, found in zip(names, changes, strict=True)
    ]
    forms.freeze()
    net = BasesNet(forms, FEATURES, WIDTHS, OPTIONS, {"change": len(listed)})
    plan = PLAN._replace(epochs=epochs or PLAN.epochs)
    component = BaseForms(analyser)
    settings = {"features": FEATURES, "layers": OPTIONS.layers, "changes": [list(c) for c in listed]}

    def report(epoch: int, mean: torch.nn.Module) -> str:
        component.fill(settings, weights_of(mean))
        from training.try_bases import score
        return score(component, words) if epoch % 2 == 0 else ""

    component.fill(settings, weights_of(fit(net, examples, plan, report)))
    return component


def learned():
    """KPWr's training names."""
    import os
    rows = list(read_bases(KPWR_BASES))
    if os.environ.get("DEV"):
        rows = [r for i, r in enumerate(rows) if i // 300 % 10 != 9]
    return rows


def data() -> list[Path]:
    """The files that training reads."""
    return [KPWR_BASES, PLACES]
