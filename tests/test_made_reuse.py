"""The made set of articles: the same in every process, its truth holds, and what is planted in it is found."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.made_reuse import (
    FAMILIES,
    FAMILY,
    LEAST,
    NEAR,
    PAIRS,
    PARAGRAPHS,
    QUOTATION,
    WIRE,
    Planted,
    family_sizes,
    jaccard,
    make,
)
from benchmarks.reuse import Found, Truth, quality, runs_by_pair, whole
from kronika.linking.reuse import find_reuse

ROOT = Path(__file__).parents[1]
COUNT = 600
SEEDS = range(1, 6)
PRINT = """
import hashlib, benchmarks.made_reuse as made
print(hashlib.sha256(repr(made.make(100, 3)).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def sets() -> list[tuple[list[str], list[Planted]]]:
    return [make(COUNT, seed) for seed in SEEDS]


def test_the_set_is_the_same_in_every_process() -> None:
    def printed(hashing: str) -> str:
        given = {**os.environ, "PYTHONHASHSEED": hashing}
        done = subprocess.run([sys.executable, "-c", PRINT], cwd=ROOT, env=given, capture_output=True, check=True)
        return done.stdout.decode()

    assert printed("1") == printed("2")
    assert make(100, 3) != make(100, 4)


def test_the_share_of_reuse_does_not_depend_on_the_count() -> None:
    assert sum(FAMILIES) == round(WIRE * 10_000)
    assert family_sizes(100_000) == sorted(FAMILIES * 10, reverse=True)
    for count in (COUNT, 2000):
        planted = make(count, 1)[1]
        assert 0.2 * count - len({a for p in planted for a in (p.article, p.other)}) in (0, 1)
        for kind, share in PAIRS.items():
            assert sum(p.kind == kind for p in planted) == round(share * count)


def test_what_was_planted_stands_where_the_truth_says(sets: list[tuple[list[str], list[Planted]]]) -> None:
    for texts, planted in sets:
        for p in planted:
            here, there = texts[p.article][p.start : p.end], texts[p.other][p.other_start : p.other_end]
            assert (here == there) == (p.overlap == 1) or p.kind == FAMILY
            if p.kind in ("verbatim", QUOTATION, FAMILY):
                assert here == there
            if p.kind in PARAGRAPHS:
                assert here in texts[p.article].split("\n\n")
                assert there in texts[p.other].split("\n\n")
                assert 25 <= len(here.split(" ")) <= 120
            if p.kind == QUOTATION:
                assert 12 <= len(here.split(" ")) <= 25
            if p.kind in (NEAR, FAMILY):
                assert p.overlap == jaccard(texts[p.article], texts[p.other])
            if p.kind == NEAR:
                assert p.overlap >= LEAST


def test_articles_without_reuse_share_no_passage_of_their_own(sets: list[tuple[list[str], list[Planted]]]) -> None:
    texts, planted = sets[0]
    taking = {a for p in planted for a in (p.article, p.other)}
    others = [text for number, text in enumerate(texts) if number not in taking]
    assert max(jaccard(a, b) for a, b in pairwise(others)) < 0.05


def test_planted_paragraphs_are_found_and_little_else(sets: list[tuple[list[str], list[Planted]]]) -> None:
    # Five sets together: a stock phrase just below 40 characters that meets the same word twice is a run of 40, and
    # where it is a frequent one it spoils the precision of one set of this size.
    told = []
    for texts, planted in sets:
        runs = runs_by_pair(find_reuse(texts, whole(texts)))
        told.append(quality(Truth(texts, planted), Found(set(runs), runs)))
    assert sum(t["paragraphs"] for t in told) / len(told) >= 0.9
    assert sum(t["similar pairs"] for t in told) / len(told) >= 0.95
    right = sum(t["precision"] * t["pairs"] for t in told)
    assert right / sum(t["pairs"] for t in told) >= 0.95
