"""A pipeline small enough to be made in a test: random weights of the names and shapes that training leaves."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.util import load_model_from_config

from kronika.annotating.names import labels_of
from kronika.languages.pack import NAMES, SYNTAX

Weights = dict[str, NDArray[np.float32]]

FEATURES = {"form": 40, "suffix3": 30, "shape": 10, "tags": 20, "labels": 5}
WIDTHS = {"form": 6, "suffix3": 4, "shape": 3, "tags": 5, "labels": 2}
HIDDEN, LAYERS, BESIDE, WIDE = 7, 2, 3, 9
KINDS = ["persName", "placeName"]
LABELS = labels_of(KINDS)
SYNTAX_SETTINGS: dict[str, Any] = {
    "features": FEATURES,
    "layers": LAYERS,
    "prefixes": ["", "nie", "naj"],
    "pos": ["NOUN", "VERB", "ADJ", "PUNCT"],
    "tag": ["subst:sg:nom:f", "fin:sg:ter:imperf", "adj:sg:nom:f:pos", "interp"],
    "morph": ["", "Case=Nom|Number=Sing", "Number=Plur"],
    "relations": ["root", "nsubj", "obj", "amod", "punct"],
    "changes": [["lower", "", 0, "", ""], ["lower", "", 1, "", ""], ["Title", "", 1, "a", ""], ["same", "", 0, "", ""]],
}
NAMES_SETTINGS: dict[str, Any] = {"features": FEATURES, "layers": LAYERS, "labels": LABELS}
CONFIG = {
    "nlp": {
        "lang": "pl",
        "pipeline": ["sentences", SYNTAX, NAMES],
        "tokenizer": {"@tokenizers": "kronika.Tokenizer.v1"},
    },
    "components": {name: {"factory": f"kronika_{name}"} for name in ("sentences", SYNTAX, NAMES)},
}


def random_arrays(shapes: dict[str, tuple[int, ...]], seed: int) -> Weights:
    """Arrays of these shapes, of numbers that half precision holds, so that saving loses nothing."""
    chance = np.random.default_rng(seed)
    return {name: chance.normal(0, 0.7, shape).astype(np.float16).astype(np.float32) for name, shape in shapes.items()}


def lstm_shapes(name: str, wide: int, hidden: int) -> dict[str, tuple[int, ...]]:
    """The arrays of a layer that reads both ways."""
    shapes: dict[str, tuple[int, ...]] = {}
    for way in ("", "_reverse"):
        shapes |= {f"{name}.weight_ih_l0{way}": (4 * hidden, wide), f"{name}.weight_hh_l0{way}": (4 * hidden, hidden)}
        shapes |= {f"{name}.bias_ih_l0{way}": (4 * hidden,), f"{name}.bias_hh_l0{way}": (4 * hidden,)}
    return shapes


def _linear(name: str, rows: int, columns: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (rows, columns), f"{name}.bias": (rows,)}


def _encoder_shapes() -> dict[str, tuple[int, ...]]:
    tables: dict[str, tuple[int, ...]] = {f"tables.{name}": (FEATURES[name], WIDTHS[name]) for name in FEATURES}
    first = lstm_shapes("layers.0", sum(WIDTHS.values()) + BESIDE, HIDDEN)
    return {"origin": (BESIDE,), **tables, **first, **lstm_shapes("layers.1", 2 * HIDDEN, HIDDEN)}


def syntax_weights(seed: int = 1) -> Weights:
    """Weights for SyntaxParser, after SYNTAX_SETTINGS."""
    shapes = (
        _encoder_shapes() | {"root": (2 * HIDDEN,), "arcs": (WIDE + 1, WIDE + 1)} | _linear("tagger", 8, 2 * HIDDEN)
    )
    for name, setting in {"pos": "pos", "tag": "tag", "morph": "morph", "change": "changes"}.items():
        shapes |= _linear(name, len(SYNTAX_SETTINGS[setting]), 8)
    for name in ("arc_word", "arc_head", "relation_word", "relation_head"):
        shapes |= _linear(name, WIDE, 2 * HIDDEN)
    shapes["relations"] = (len(SYNTAX_SETTINGS["relations"]), WIDE + 1, WIDE + 1)
    return random_arrays(shapes, seed)


def names_weights(seed: int = 2) -> Weights:
    """Weights for NameFinder, after NAMES_SETTINGS."""
    wide = len(LABELS)
    shapes = _encoder_shapes() | {"transitions": (wide, wide)} | _linear("labels", wide, 2 * HIDDEN)
    return random_arrays(shapes, seed)


def pipeline() -> Language:
    """The pipeline as `python -m training` puts it together, filled with random weights."""
    nlp = load_model_from_config(CONFIG, auto_fill=True)
    nlp.get_pipe(SYNTAX).fill(SYNTAX_SETTINGS, syntax_weights())  # type: ignore[attr-defined]
    nlp.get_pipe(NAMES).fill(NAMES_SETTINGS, names_weights())  # type: ignore[attr-defined]
    return nlp
