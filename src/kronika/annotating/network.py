"""The networks' arithmetic in numpy: tables of vectors, LSTM layers that read both ways, linear layers.

Weights bear the names that PyTorch gives them, in which they are trained; see `training/`. All arrays are
float32. Words of several sentences stand in one matrix, packed by place: first the first words of all
sentences, longest sentence first, then the second words, and so on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kronika.annotating.forms import FormFeatures

Array = NDArray[np.float32]
Weights = Mapping[str, Array]
SLOPE = 0.1
"""Of the leaky rectifier below zero."""


def load_weights(path: Path | BytesIO) -> dict[str, Array]:
    """The arrays of a file of half-precision weights."""
    with np.load(path, allow_pickle=False) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def save_weights(path: Path, weights: Weights) -> None:
    """Writes arrays in half precision, compressed."""
    np.savez_compressed(path, **{k: v.astype(np.float16) for k, v in sorted(weights.items())})  # type: ignore[arg-type]


class Packing:
    """How words of sentences are ordered in one matrix. `lengths` counts the words of each sentence."""

    def __init__(self, lengths: Sequence[int]) -> None:
        order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
        ordered = np.array([lengths[i] for i in order])
        self.sizes = [int((ordered > step).sum()) for step in range(int(ordered[0]) if len(order) else 0)]
        self.starts = np.concatenate([[0], np.cumsum(self.sizes)]).astype(int)
        rank = {sentence: place for place, sentence in enumerate(order)}
        self.rows = [self.starts[: lengths[i]] + rank[i] for i in range(len(lengths))]

    @cached_property
    def index(self) -> NDArray[np.int64]:
        """For each row of the matrix, which word it is, counted through the sentences."""
        flat = np.concatenate(self.rows) if self.rows else np.zeros(0, int)
        index = np.empty(len(flat), np.int64)
        index[flat] = np.arange(len(flat))
        return index


def linear(x: Array, weights: Weights, name: str) -> Array:
    """x W' + b."""
    out: Array = x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    return out


def rectify(x: Array) -> Array:
    """Leaky rectifier."""
    out: Array = np.maximum(x, SLOPE * x)
    return out


def vectors(forms: Sequence[str], features: FormFeatures, weights: Weights) -> Array:
    """A row a form: the vectors of its features side by side, of several values their mean."""
    bags = [features.of(form) for form in forms]
    parts = [_mean(weights[f"tables.{name}"], [bag[i] for bag in bags]) for i, name in enumerate(features.rows)]
    return np.concatenate(parts, axis=1)


def _mean(table: Array, bags: list[tuple[int, ...]]) -> Array:
    counts = np.array([len(bag) for bag in bags])
    means = np.zeros((len(bags), table.shape[1]), np.float32)
    some = counts > 0
    if some.any():
        starts = np.concatenate([[0], np.cumsum(counts[some])[:-1]])
        values = table[np.array([row for bag in bags for row in bag])]
        means[some] = np.add.reduceat(values, starts, axis=0) / counts[some, None]
    return means


def lstm(x: Array, packing: Packing, weights: Weights, name: str) -> Array:
    """One layer that reads the sentences both ways (Hochreiter and Schmidhuber 1997): words x (2 * width)."""
    there = _one_way(x, packing, weights, name, "", range(len(packing.sizes)))
    back = _one_way(x, packing, weights, name, "_reverse", range(len(packing.sizes) - 1, -1, -1))
    return np.concatenate([there, back], axis=1)


def _one_way(x: Array, packing: Packing, weights: Weights, name: str, way: str, steps: range) -> Array:
    inner = np.ascontiguousarray(weights[f"{name}.weight_hh_l0{way}"].T)
    width = inner.shape[0]
    bias = weights[f"{name}.bias_ih_l0{way}"] + weights[f"{name}.bias_hh_l0{way}"]
    gates = x @ weights[f"{name}.weight_ih_l0{way}"].T + bias
    out = np.empty((len(x), width), np.float32)
    batch = packing.sizes[0] if packing.sizes else 0
    state, cell = np.zeros((batch, width), np.float32), np.zeros((batch, width), np.float32)
    for step in steps:
        here = slice(packing.starts[step], packing.starts[step + 1])
        size = packing.sizes[step]
        gate = gates[here] + state[:size] @ inner
        squashed = _sigmoid(gate)
        new = np.tanh(gate[:, 2 * width : 3 * width])
        cell[:size] = squashed[:, width : 2 * width] * cell[:size] + squashed[:, :width] * new
        state[:size] = squashed[:, 3 * width :] * np.tanh(cell[:size])
        out[here] = state[:size]
    return out


def _sigmoid(x: Array) -> Array:
    out: Array = 0.5 * (np.tanh(0.5 * x) + 1)
    return out


class Encoder:
    """The layers that both networks share: features of forms, then LSTM layers over the sentences."""

    def __init__(self, features: FormFeatures, weights: dict[str, Array], layers: int) -> None:
        self._features = features
        self._weights = weights
        self._layers = layers

    def __call__(self, sentences: Sequence[Sequence[str]], extra: Array | None = None) -> tuple[Packing, list[Array]]:
        """Forms of sentences, each at least one -> their packing, and each layer's output.

        `extra` is a vector that every word has beside its features.
        """
        flat = [form for sentence in sentences for form in sentence]
        places: dict[str, int] = {}
        index = np.array([places.setdefault(form, len(places)) for form in flat])
        x = vectors(list(places), self._features, self._weights)
        if extra is not None:
            x = np.concatenate([x, np.repeat(extra[None], len(x), axis=0)], axis=1)
        packing = Packing([len(sentence) for sentence in sentences])
        outputs = [x[index[packing.index]]]
        for layer in range(self._layers):
            outputs.append(lstm(outputs[-1], packing, self._weights, f"layers.{layer}"))
        return packing, outputs[1:]
