"""Trains the component `bases` on KPWr's names and on names that are made in all cases.

Made are people of Morfeusz's given names and surnames, people whom no dictionary knows (they bend as surnames of like
endings do), organisations and places of several words, and towns.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from spacy.language import Language

from kronika.annotating.bases import BaseForms, key_of
from kronika.annotating.forms import Bag, FormFeatures, form_features
from kronika.annotating.lemmas import Change, change_of
from kronika.annotating.tokenizer import Tokenizer
from kronika.evidence import Span
from kronika.languages.analysers import Analyser, load_analyser, plain
from kronika.languages.analysers.morfeusz import GIVEN_NAME, SURNAME
from kronika.languages.entities import load_entities
from kronika.languages.pack import Pack
from kronika.languages.places import towns_of
from training.analogies import ENDINGS, foreign_people, full_names
from training.bodies import made_bodies, made_pairs, made_titles
from training.corpora import NKJP, held_out, read_nkjp
from training.declension import (
    KPWR_BASES,
    PLACES,
    BaseRow,
    Cut,
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
PLAN = Plan(epochs=14, batch=400, decay=0.98, average=0.998)
PEOPLE, FOREIGN, MADE_PLACES = 24_000, 30_000, 6_000
MADE_BODIES, MADE_TOWNS, MADE_PAIRS, MADE_TITLES = 14_000, 5_000, 7_000, 2_500
"""Names that are made anew. Chosen, not measured one by one."""
HOME_COUNTRY = "PL"
PERSON, ADJECTIVE = "nam_liv_person", "nam_adj"
BODIES = ("nam_org", "nam_loc", "nam_fac")
"""Kinds of KPWr."""
PLACE_NOUNS = ("województwo", "powiat", "gmina", "ulica", "plac", "aleja", "wyspa", "morze", "Wyspy", "Góry")
TITLES = (
    "ksiądz", "siostra", "brat", "ojciec", "święty", "biskup", "doktor", "generał", "pan", "pani", "król", "królowa",
    "książę", "prezydent", "minister",
)  # fmt: skip
TWICE = 2
"""Times that KPWr's own names are learned for each time that a made one is."""
UNTAGGED, WRONG = 0.5, 0.15
"""Share of names that are learned without the tags of their sentence, and of the others with wrong ones."""
WRONG_TAGS = [
    f"subst:{number}:{case}:{gender}"
    for number in ("sg", "sg", "pl")
    for case in ("nom", "gen", "dat", "acc", "inst", "loc")
    for gender in ("m1", "f", "n", "m3")
]
RAREST = 2
"""Times that a change must be seen to be learned."""
NO_PREFIX = ("",)
"""What a change may take off the beginning of a name's word: nothing."""
HIDDEN = "\ue000"
"""Before a form that is learned as if no dictionary knew it."""


class Scheme(NamedTuple):
    """The changes that are learned, and for each name the places of its words' changes; -1 for one not learned."""

    changes: list[Change]
    wanted: list[list[int]]


def hiding(features: FormFeatures, unknown: FormFeatures) -> FormFeatures:
    """The features, where a mark before a form hides what the dictionary says of it."""

    def of(key: str) -> tuple[Bag, ...]:
        return unknown.of(key[1:]) if key.startswith(HIDDEN) else features.of(key)

    return FormFeatures(features.rows, of)


def people(seed: int, analyser: Analyser) -> Iterator[Declined]:
    """People made of the given names and surnames in NKJP, its held-out documents left out."""
    documents = [d for d in read_nkjp() if not held_out(d.file)]
    named = [s.forms[a : b + 1] for d in documents for s in d.sentences for a, b, kind in s.names if kind == "persName"]
    forms = {form for name in named for form in name}
    given = paradigms(known_lemmas(forms, GIVEN_NAME, analyser.readings), GIVEN_NAME)
    surnames = paradigms(known_lemmas(forms, SURNAME, analyser.readings), SURNAME)
    return made_people(given, surnames, PEOPLE, random.Random(seed))


def names(seed: int, analyser: Analyser, cut: Cut, pack: Pack) -> list[Declined]:
    """What is learned: KPWr's names, and others made of KPWr, NKJP, SGJP, GeoNames and the pack's dictionaries."""
    chance = random.Random(seed)
    rows = list(read_bases(KPWR_BASES))
    known = list(people(seed, analyser))
    foreign = full_names([*_listed(pack, "people", but=HOME_COUNTRY), *_strange(rows, analyser)])
    bodies = [*_listed(pack, "organisations"), *(r.base for r in rows if r.kind.startswith(BODIES) and " " in r.base)]
    return [
        *list(declined(rows, cut)) * TWICE,
        *known,
        *made_places(MADE_PLACES, random.Random(seed)),
        *foreign_people(foreign, analyser.readings, FOREIGN, cut, chance),
        *made_bodies(bodies, MADE_BODIES, cut, chance),
        *made_bodies(towns_of(HOME_COUNTRY), MADE_TOWNS, cut, chance),
        *made_pairs(_nouns(bodies, analyser), _adjectives(bodies, rows, analyser), MADE_PAIRS, chance),
        *made_titles(TITLES, known, MADE_TITLES, chance),
    ]


def _listed(pack: Pack, name: str, but: str = "") -> list[str]:
    """The names of one of the pack's dictionaries, those of a country left out."""
    entries = load_entities(pack.folder / "names" / "entities" / f"{name}.txt")
    return [entry.name for entry in entries if not but or entry.country != but]


def _strange(rows: Iterable[BaseRow], analyser: Analyser) -> list[str]:
    """KPWr's people whom the dictionary does not know."""
    return [
        row.base
        for row in rows
        if row.kind == PERSON and any(a.pos == "X" for word in row.base.split() for a in analyser.readings(word))
    ]


def _nouns(bodies: Iterable[str], analyser: Analyser) -> list[str]:
    """The nouns with which names of bodies and places begin."""
    first = {word for name in bodies for word in name.split()[:2]} | set(PLACE_NOUNS)
    return sorted(word for word in first if any(a.pos == "NOUN" for a in analyser.readings(word.lower())))


def _adjectives(bodies: Iterable[str], rows: Iterable[BaseRow], analyser: Analyser) -> list[str]:
    """The adjectives in names."""
    words = {word.lower() for name in bodies for word in name.split()}
    words |= {row.base.lower() for row in rows if row.kind.startswith(ADJECTIVE)}
    return sorted({a.lemma for word in words for a in analyser.readings(word) if a.tag.startswith("adj:")})


def scheme(found: Sequence[Declined]) -> Scheme:
    """The changes that make the bases of the names' words. One that is a whole base fits no other word."""
    made = [[change_of(w, b, NO_PREFIX) for w, b in zip(n.words, n.bases, strict=True)] for n in found]
    counts = Counter(change for changes in made for change in changes)
    listed = sorted(change for change, times in counts.items() if times >= RAREST and not change.whole)
    places = {change: i for i, change in enumerate(listed)}
    return Scheme(listed, [[places.get(change, -1) for change in changes] for changes in made])


def keys(name: Declined, chance: random.Random) -> list[str]:
    """How the features know the words of a name: at times without tags or with wrong ones, and marked where hidden.

    Wrong ones, because those that a sentence gives are wrong at times too.
    """
    tags = [""] * len(name.tags) if chance.random() < UNTAGGED else name.tags
    if any(tags) and chance.random() < WRONG:
        tags = [chance.choice(WRONG_TAGS)] * len(tags)
    mark = HIDDEN if name.hidden else ""
    return [mark + key_of((w, t)) for w, t in zip(name.words, tags, strict=True)]


def train(pack: Pack, nlp: Language, seed: int, epochs: int | None) -> BaseForms:
    """The component, trained until the learning rate has run out."""
    random.seed(seed)
    torch.manual_seed(seed)
    chance = random.Random(seed)
    analyser = load_analyser(pack.analyser)
    unknown = form_features(Analyser(plain, analyser.parts, analyser.forms), FEATURES)
    forms = FormTable(hiding(form_features(analyser, FEATURES), unknown))
    found = names(seed, analyser, cutting(nlp), pack)
    changes, wanted = scheme(found)
    examples = [
        Example([forms.place(key) for key in keys(name, chance)], 0, {"change": places})
        for name, places in zip(found, wanted, strict=True)
    ]
    forms.freeze()
    net = BasesNet(forms, FEATURES, WIDTHS, OPTIONS, {"change": len(changes)})
    plan = PLAN._replace(epochs=epochs or PLAN.epochs)
    component = BaseForms(analyser)
    settings = {"features": FEATURES, "layers": OPTIONS.layers, "changes": [list(change) for change in changes]}
    component.fill(settings, weights_of(fit(net, examples, plan, lambda _epoch, _net: "fitting")))
    return component


def cutting(nlp: Language) -> Cut:
    """The pipeline's tokenizer as a function from text to words."""
    tokenizer: Tokenizer = nlp.tokenizer  # type: ignore[assignment]
    return lambda text: [text[start:end] for start, end in tokenizer.spans(text, Span(0, len(text)))]


def data() -> list[Path]:
    """The files that training reads."""
    return [KPWR_BASES, PLACES, ENDINGS, NKJP]
