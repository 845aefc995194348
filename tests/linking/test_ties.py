"""Which reports may be of one story: as many as all pairs would give, and bounded work where words are common."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronika.calendar import UNKNOWN, Interval
from kronika.linking import ties
from kronika.linking.clustering import connected
from kronika.linking.likeness import Likeness, score
from kronika.linking.profiles import Profile, Rarity, held_by

WORDS = st.dictionaries(st.sampled_from("abcdefghij"), st.lists(st.integers(0, 50), min_size=1, max_size=3))
DAYS = st.one_of(
    st.just(UNKNOWN),
    st.tuples(st.integers(0, 90), st.integers(0, 3)).map(
        lambda t: Interval(dt.date(2026, 1, 1) + dt.timedelta(t[0]), dt.date(2026, 1, 1) + dt.timedelta(sum(t)))
    ),
)
PROFILES = st.lists(st.builds(Profile, WORDS, WORDS, st.just(10), DAYS, st.just(100)), min_size=1, max_size=12)


def rarity(words: list[dict[str, list[int]]]) -> Rarity:
    return Rarity(held_by(words), {"a": 300.0})


@given(PROFILES, st.sampled_from([-2.0, 0.0, 2.0]))
def test_the_ties_are_those_of_all_pairs(profiles: list[Profile], threshold: float) -> None:
    names, terms = rarity([p.names for p in profiles]), rarity([p.terms for p in profiles])
    likeness = Likeness(profiles, {}, names, terms)
    wanted = {}
    for a, b in combinations(range(len(profiles)), 2):
        pair = likeness.pair(a, b)
        if pair.names and pair.terms:  # what shares nothing is never met
            wanted[a, b] = float(score(pair))
    found = ties.between(profiles, names, terms, threshold)
    said = dict(zip(ties.surest(found), sorted(found.scores.tolist(), reverse=True), strict=True))
    border = {pair for pair, points in wanted.items() if abs(points - threshold) < 1e-4}
    assert said.keys() - border == {pair for pair, points in wanted.items() if points >= threshold} - border
    assert all(said[pair] == pytest.approx(wanted[pair], abs=1e-4) for pair in said)


def test_of_a_word_that_all_have_only_the_nearest_days_are_met(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ties, "NEAREST", 3)
    first = dt.date(2026, 1, 1)
    days = [Interval(day, day) for day in (first + dt.timedelta(n) for n in range(20))]
    profiles = [Profile({"a": [0]}, {"b": [0]}, 10, day, 100) for day in reversed(days)]
    words = rarity([p.names for p in profiles])
    found = ties.between(profiles, words, words, -6.0)
    assert {abs(a - b) for a, b in ties.surest(found)} == {1, 2, 3}


@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=40), st.integers(1, 6))
def test_no_group_is_larger_than_the_most(edges: list[tuple[int, int]], most: int) -> None:
    groups = connected(15, edges, most)
    assert max(map(len, groups)) <= max(1, most)
    assert sorted(n for group in groups for n in group) == list(range(15))
    whole = {n: i for i, group in enumerate(connected(15, edges)) for n in group}
    assert all(len({whole[n] for n in group}) == 1 for group in groups)


def test_the_surest_ties_go_first() -> None:
    found = ties.Ties(np.array([0, 1, 4]), np.array([1, 2, 3]), np.array([1.0, 3.0, 2.0]))
    assert list(ties.surest(found)) == [(1, 2), (3, 4), (0, 1)]
    assert connected(5, ties.surest(found), 2) == [[0], [1, 2], [3, 4]]
