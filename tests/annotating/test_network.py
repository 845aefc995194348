"""The networks' arithmetic: packed sentences are read as each would be alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import tiny
from kronika.annotating.forms import Bag, FormFeatures, form_features
from kronika.annotating.network import Encoder, Packing, load_weights, lstm, save_weights, vectors
from kronika.languages.analysers import Analyser, no_forms, plain, whole

Array = NDArray[np.float32]
LENGTHS = st.lists(st.integers(1, 9), min_size=1, max_size=7)
SEEDS = st.integers(0, 2**32 - 1)
WIDE, HIDDEN = 3, 4


@given(LENGTHS)
@example([])
def test_a_packing_holds_every_word_once_and_says_where(lengths: list[int]) -> None:
    packing = Packing(lengths)
    assert sorted(packing.index.tolist()) == list(range(sum(lengths)))
    assert [len(rows) for rows in packing.rows] == lengths
    told = [packing.index[row] for rows in packing.rows for row in rows]
    assert told == list(range(sum(lengths)))


@given(LENGTHS)
def test_the_words_of_a_place_stand_together_longest_sentence_first(lengths: list[int]) -> None:
    packing = Packing(lengths)
    for step, size in enumerate(packing.sizes):
        here = set(range(packing.starts[step], packing.starts[step + 1]))
        assert len(here) == size == sum(length > step for length in lengths)
        assert {int(rows[step]) for rows in packing.rows if len(rows) > step} == here
    assert all(one >= other for one, other in zip(packing.sizes, packing.sizes[1:], strict=False))


def sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def read_plainly(words: Array, weights: tiny.Weights, way: str) -> Array:
    """One sentence, word by word, as PyTorch's manual writes an LSTM."""
    state, cell = np.zeros(HIDDEN), np.zeros(HIDDEN)
    out = []
    for word in words[::-1] if way else words:
        gates = weights[f"l.weight_ih_l0{way}"] @ word + weights[f"l.bias_ih_l0{way}"]
        gates = gates + weights[f"l.weight_hh_l0{way}"] @ state + weights[f"l.bias_hh_l0{way}"]
        let_in, keep, new, let_out = np.split(gates, 4)
        cell = sigmoid(keep) * cell + sigmoid(let_in) * np.tanh(new)
        state = sigmoid(let_out) * np.tanh(cell)
        out.append(state)
    return np.array(out[::-1] if way else out)


@given(LENGTHS, SEEDS)
def test_packed_sentences_are_read_as_word_by_word(lengths: list[int], seed: int) -> None:
    weights = tiny.random_arrays(tiny.lstm_shapes("l", WIDE, HIDDEN), seed)
    flat = np.random.default_rng(seed).normal(size=(sum(lengths), WIDE)).astype(np.float32)
    packing = Packing(lengths)
    read = lstm(flat[packing.index], packing, weights, "l")
    for sentence, rows in zip(np.split(flat, np.cumsum(lengths)[:-1]), packing.rows, strict=True):
        plainly = [read_plainly(sentence, weights, way) for way in ("", "_reverse")]
        np.testing.assert_allclose(read[rows], np.concatenate(plainly, axis=1), atol=1e-5)


SENTENCES = st.lists(st.lists(st.text(max_size=8) | st.sampled_from(["Ala", "ma", "."]), min_size=1), min_size=1)


@settings(max_examples=50)
@given(SENTENCES, st.booleans())
def test_a_sentence_is_read_the_same_alone_and_beside_others(sentences: list[list[str]], beside: bool) -> None:
    weights = tiny.syntax_weights()
    if not beside:
        weights["layers.0.weight_ih_l0"] = weights["layers.0.weight_ih_l0"][:, : -tiny.BESIDE]
        weights["layers.0.weight_ih_l0_reverse"] = weights["layers.0.weight_ih_l0_reverse"][:, : -tiny.BESIDE]
    encoder = Encoder(form_features(Analyser(plain, whole, no_forms), tiny.FEATURES), weights, tiny.LAYERS)
    extra = weights["origin"] if beside else None
    packing, together = encoder(sentences, extra)
    assert len(together) == tiny.LAYERS
    for sentence, rows in zip(sentences, packing.rows, strict=True):
        alone, outputs = encoder([sentence], extra)
        for layer, output in zip(together, outputs, strict=True):
            np.testing.assert_allclose(layer[rows], output[alone.rows[0]], atol=1e-5)


BAGS = st.lists(st.sets(st.integers(0, 9)).map(lambda rows: tuple(sorted(rows))), min_size=1, max_size=8)


@given(BAGS, SEEDS)
@example([()], 0)
def test_a_form_has_the_mean_of_its_values_and_zeros_where_it_has_none(bags: list[Bag], seed: int) -> None:
    tables = tiny.random_arrays({"tables.one": (10, 3), "tables.two": (5, 2)}, seed)
    features = FormFeatures({"one": 10, "two": 5}, lambda form: (bags[int(form)], (3,)))
    made = vectors([str(i) for i in range(len(bags))], features, tables)
    for row, bag in zip(made, bags, strict=True):
        mean = tables["tables.one"][list(bag)].mean(axis=0) if bag else np.zeros(3)
        np.testing.assert_allclose(row, [*mean, *tables["tables.two"][3]], atol=1e-6)


def test_weights_survive_to_half_precision(tmp_path: Path) -> None:
    weights = {"a.weight": np.linspace(-3, 3, 77, dtype=np.float32).reshape(7, 11), "b": np.array([1e-3], np.float32)}
    save_weights(tmp_path / "w.npz", weights)
    loaded = load_weights(tmp_path / "w.npz")
    assert loaded.keys() == weights.keys()
    for name, stored in loaded.items():
        assert stored.dtype == np.float32
        np.testing.assert_allclose(stored, weights[name], rtol=2**-10, atol=1e-7)
