"""The best tree: as good as any other, and always a tree."""

from __future__ import annotations

import itertools
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from kronika.annotating.trees import best_tree

Scores = NDArray[np.float32]
TIED = st.integers(-3, 3).map(float)
FINE = st.floats(-1000, 1000, width=32)


def tables(least: int, most: int) -> st.SearchStrategy[Scores]:
    """Scores of the heads of some words; small whole numbers make many ties."""
    return st.tuples(st.integers(least, most), st.booleans()).flatmap(
        lambda drawn: arrays(np.float32, (drawn[0], drawn[0] + 1), elements=TIED if drawn[1] else FINE)
    )


def is_tree(heads: tuple[int, ...]) -> bool:
    """Whether one word hangs on the root, and all others on it by way of words."""
    reached = {0}
    while more := {word for word, head in enumerate(heads, 1) if head in reached} - reached:
        reached |= more
    return heads.count(0) == 1 and len(reached) == len(heads) + 1


@cache
def all_trees(words: int) -> NDArray[np.int64]:
    """Every tree over so many words, a row each."""
    return np.array([heads for heads in itertools.product(range(words + 1), repeat=words) if is_tree(heads)])


def total(scores: Scores, heads: NDArray[np.int64]) -> float:
    return float(scores[np.arange(len(scores)), heads].sum(dtype=np.float64))


def test_there_are_as_many_rooted_trees_as_cayley_counted() -> None:
    assert [len(all_trees(words)) for words in range(1, 6)] == [1, 2, 9, 64, 625]


@settings(max_examples=400)
@given(tables(1, 5))
def test_no_tree_scores_more(scores: Scores) -> None:
    heads = best_tree(scores)
    assert is_tree(tuple(heads.tolist()))
    best = max(total(scores, other) for other in all_trees(len(scores)))
    assert total(scores, heads) == pytest.approx(best, abs=1e-3)


@given(tables(6, 30))
def test_many_words_make_a_tree_in_which_none_would_hang_better(scores: Scores) -> None:
    heads = best_tree(scores)
    assert is_tree(tuple(heads.tolist()))
    for word in range(len(heads)):
        better = np.flatnonzero(scores[word] > scores[word, heads[word]] + 1e-3)
        moved = ((*heads[:word].tolist(), int(head), *heads[word + 1 :].tolist()) for head in better)
        assert not any(is_tree(tree) for tree in moved)


def test_one_word_is_the_root_whatever_its_scores() -> None:
    assert best_tree(np.array([[-5.0, 9.0]], np.float32)).tolist() == [0]


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    scores = np.array([[1, -9, 8], [4, 8, -9]], np.float32)  # each word would hang on the other
    assert best_tree(scores).tolist() == [2, 0]


def test_two_cycles_are_joined() -> None:
    scores = np.full((4, 5), -5.0, np.float32)
    for word, head in ((0, 2), (1, 1), (2, 4), (3, 3)):
        scores[word, head] = 9
    scores[0, 0], scores[3, 2] = 0, 1
    assert best_tree(scores).tolist() == [0, 1, 4, 2]


def test_of_many_roots_one_is_kept_and_the_others_hang_where_it_costs_least() -> None:
    scores = np.full((3, 4), -8.0, np.float32)
    scores[:, 0] = 10, 11, 9
    scores[1, 1], scores[2, 1] = 7, 2
    assert best_tree(scores).tolist() == [0, 1, 1]


def test_cycle_within_cycle_over_the_longest_sentence() -> None:
    """The first word would hang on the second and, once that is a cycle, on the third: cycles in cycles."""
    words = 250
    scores = np.full((words, words + 1), -50, np.float32)
    scores[np.arange(1, words), np.arange(1, words)] = 0
    scores[0, 2:] = -0.01 * np.arange(2, words + 1)
    scores[-1, 0] = -40
    assert best_tree(scores).tolist() == [words, *range(1, words - 1), 0]


def test_a_sentence_of_words_that_all_would_be_roots_is_no_slower() -> None:
    words = 250
    scores = np.random.default_rng(1).normal(size=(words, words + 1)).astype(np.float32)
    scores[:, 0] += 10
    assert is_tree(tuple(best_tree(scores).tolist()))
