"""How well and how fast shared passages are found in made articles: `python benchmarks/reuse.py [--large] [--json]`.

Quality: a planted paragraph counts as found when the runs of its pair cover half of its characters in both articles;
a pair is right when something was planted in it. `rensa` looks for copies of whole articles: its column says what
that misses. Candidates and rensa give no places, so that for them a pair is enough.

Times: articles a processor-second of the candidates, beside rensa from the same texts to its list of pairs, both on
one thread, in turn, with the ratio round by round. `--large` compares ten times as many articles with as many, and
takes some minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

os.environ["RAYON_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rensa import RMinHash, RMinHashLSH

from benchmarks.machine import machine
from benchmarks.made_reuse import FAMILY, LEAST, NEAR, PARAGRAPHS, QUOTATION, WORDS, Planted, grams, make
from kronika.evidence import Span
from kronika.linking.reuse import Shared, find_reuse
from kronika.linking.shingles import candidates

Pair = tuple[int, int]
SEED = 20310618
ROUNDS = 5
PERMUTATIONS, BANDS = 128, 32
"""Bands of four rows: of pairs with a Jaccard similarity of 0.5 `1 - (1 - 0.5**4)**32`, 87 %, meet in one."""
LARGEST = 50
"""Of families with more prints Kronika compares each with the first only: their pairs count as found when the found
pairs tie both articles together, however many others stand between."""


class Found(NamedTuple):
    """What a way of looking gave: its pairs, and where it tells them its runs by pair."""

    pairs: set[Pair]
    runs: dict[Pair, list[Shared]] | None = None


class Truth:
    """What was planted: the pairs that are right, and those of similar articles."""

    def __init__(self, texts: Sequence[str], planted: Sequence[Planted]) -> None:
        self.planted = planted
        self.pairs = {_pair(p.article, p.other) for p in planted if p.kind != FAMILY}
        members: dict[int, list[int]] = defaultdict(list)
        for p in planted:
            if p.kind == FAMILY:
                members[p.article] = [*(members[p.article] or [p.article]), p.other]
        self.families = list(members.values())
        self.family = {article: family[0] for family in self.families for article in family}
        self.similar = [_pair(p.article, p.other) for p in planted if p.kind == NEAR and p.overlap >= LEAST]
        self.similar += [pair for family in self.families for pair in _similar(texts, family)]

    def is_right(self, pair: Pair) -> bool:
        """Whether something was planted in both, or both print one wire text."""
        return pair in self.pairs or self.in_family(pair)

    def in_family(self, pair: Pair) -> bool:
        """Whether both print one wire text."""
        first, second = (self.family.get(article) for article in pair)
        return first is not None and first == second


def _pair(first: int, second: int) -> Pair:
    return (first, second) if first < second else (second, first)


def _similar(texts: Sequence[str], family: Sequence[int]) -> Iterable[Pair]:
    """The pairs of a family with a Jaccard similarity of LEAST or more."""
    held = {article: grams(texts[article]) for article in family}
    for first, second in combinations(family, 2):
        a, b = held[first], held[second]
        both = len(a & b)
        if both >= LEAST * (len(a) + len(b) - both):
            yield _pair(first, second)


def quality(truth: Truth, found: Found) -> dict[str, float]:
    """Recall of what was planted, and precision of the pairs."""
    figures = {}
    for kind in (*PARAGRAPHS, QUOTATION):
        figures[kind] = _share(_is_found(p, found) for p in truth.planted if p.kind == kind)
    figures["paragraphs"] = _share(_is_found(p, found) for p in truth.planted if p.kind in PARAGRAPHS)
    figures["similar pairs"] = _recall_of_similar(truth, found.pairs)
    figures["precision"] = _share(truth.is_right(pair) for pair in found.pairs)
    # The pairs of a few large families outnumber all others, and hide what is wrong among these.
    figures["precision without families"] = _share(
        truth.is_right(pair) for pair in found.pairs if not truth.in_family(pair)
    )
    return {**figures, "pairs": len(found.pairs)}


def _share(told: Iterable[bool]) -> float:
    answers = list(told)
    return sum(answers) / len(answers) if answers else 1.0


def _is_found(planted: Planted, found: Found) -> bool:
    """Whether the runs that lie in the passage in both articles cover half of it in each."""
    pair = _pair(planted.article, planted.other)
    if found.runs is None:
        return pair in found.pairs
    places = Span(planted.start, planted.end), Span(planted.other_start, planted.other_end)
    first, second = places if pair[0] == planted.article else places[::-1]
    runs = [r for r in found.runs.get(pair, ()) if r.span.overlaps(first) and r.other.overlaps(second)]
    here, there = sum(_common(r.span, first) for r in runs), sum(_common(r.other, second) for r in runs)
    return 2 * here >= first.end - first.start and 2 * there >= second.end - second.start


def _common(span: Span, other: Span) -> int:
    return max(0, min(span.end, other.end) - max(span.start, other.start))


def _recall_of_similar(truth: Truth, pairs: set[Pair]) -> float:
    large = {family[0] for family in truth.families if len(family) > LARGEST}
    tied = _components(pairs)
    return _share(
        tied(first) == tied(second) if truth.family.get(first) in large else (first, second) in pairs
        for first, second in truth.similar
    )


def _components(pairs: Iterable[Pair]) -> Callable[[int], int]:
    """Gives one and the same article for all that pairs tie together."""
    above: dict[int, int] = {}

    def top(article: int) -> int:
        while (parent := above.get(article, article)) != article:
            above[article] = above.get(parent, parent)
            article = parent
        return article

    for first, second in pairs:
        above[top(second)] = top(first)
    return top


def runs_by_pair(rows: Iterable[Shared]) -> dict[Pair, list[Shared]]:
    """The runs that each pair shares."""
    runs: dict[Pair, list[Shared]] = defaultdict(list)
    for row in rows:
        runs[row.first, row.second].append(row)
    return runs


def whole(texts: Sequence[str]) -> list[list[Span]]:
    """One zone of prose a text, which is all of it."""
    return [[Span(0, len(text))] for text in texts]


def rensa_pairs(texts: Sequence[str]) -> list[Pair]:
    """The pairs that rensa's LSH gives for word 5-grams, sorted.

    Of the ways to feed it `from_token_sets` with one article's strings at a time is the quickest that ends in pairs:
    its matrix of digests saves nothing, because a matrix can be asked for flags and not for pairs.
    """
    sketches = RMinHash.from_token_sets(map(_shingles, texts), num_perm=PERMUTATIONS, seed=42)
    index = RMinHashLSH(threshold=LEAST, num_perm=PERMUTATIONS, num_bands=BANDS)
    index.insert_many(sketches)
    return sorted((i, key) for i, keys in enumerate(index.query_all(sketches)) for key in keys if i < key)


def _shingles(text: str) -> list[str]:
    words = WORDS.findall(text)
    return list(map(" ".join, zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)))


def seconds(work: Callable[..., Any], *given: Any) -> tuple[float, Any]:
    """The processor time of a call, and what it gave."""
    begun = time.process_time()
    made = work(*given)
    return time.process_time() - begun, made


def speeds(texts: Sequence[str]) -> dict[str, float]:
    """Articles a processor-second of candidates and rensa in turn, and the ratio of each round."""
    zones = whole(texts)
    rounds = [(seconds(candidates, texts, zones)[0], seconds(rensa_pairs, texts)[0]) for _ in range(ROUNDS + 1)]
    # The first round is not counted: what is made once is made in it.
    kronika, rensa = zip(*rounds[1:], strict=True)
    ratios = [r / k for k, r in rounds[1:]]
    return {
        "candidates": len(texts) / statistics.median(kronika),
        "rensa": len(texts) / statistics.median(rensa),
        "ratio": statistics.median(ratios),
        "lowest ratio": min(ratios),
        "highest ratio": max(ratios),
    }


def growth(count: int) -> dict[str, float]:
    """The cost of an article among ten times as many beside that among `count`, measured before and after."""
    small, large = make(count, SEED)[0], make(10 * count, SEED)[0]
    figures = {}
    for name, work in (("candidates", candidates), ("find_reuse", find_reuse)):
        before, among_many, after = (seconds(work, texts, whole(texts))[0] for texts in (small, large, small))
        figures[name] = among_many / 10 / ((before + after) / 2)
        figures[f"{name}, articles a second"] = len(large) / among_many
    return figures


def measured(count: int) -> dict[str, Any]:
    """All figures but those of `--large`."""
    texts, planted = make(count, SEED)
    truth = Truth(texts, planted)
    spent, rows = seconds(find_reuse, texts, whole(texts))
    runs = runs_by_pair(rows)
    ways = {
        "found": Found(set(runs), runs),
        "candidates": Found(set(candidates(texts, whole(texts)))),
        "rensa": Found(set(rensa_pairs(texts))),
    }
    times = {**speeds(texts), "find_reuse": count / spent}
    return {"count": count, "quality": {way: quality(truth, found) for way, found in ways.items()}, "times": times}


def show(figures: dict[str, Any]) -> None:
    """Prints the figures as two short tables."""
    print(f"{figures['machine']}, {figures['count']:,} articles")
    ways = figures["quality"]
    print(f"  {'':27}" + "".join(f"{way:>12}" for way in ways))
    for name in ways["found"]:
        form = ",.0f" if name == "pairs" else ".3f"
        print(f"  {name:27}" + "".join(f"{told[name]:12{form}}" for told in ways.values()))
    times = figures["times"]
    for name in ("candidates", "rensa", "find_reuse"):
        print(f"  {name:11} {times[name]:8,.0f} articles a processor-second")
    print(
        f"  candidates to rensa: ratio {times['ratio']:.2f}, "
        f"{times['lowest ratio']:.2f} to {times['highest ratio']:.2f} in {ROUNDS} rounds"
    )
    for name, ratio in figures.get("growth", {}).items():
        print(
            f"  {name}: {ratio:,.2f}" if "," in name else f"  {name}, cost among ten times as many: ratio {ratio:.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--large", action="store_true", help="ten times as many articles beside as many")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    figures = {"machine": machine(), **measured(given.count)}
    if given.large:
        figures["growth"] = growth(given.count)
    if given.json:
        print(json.dumps(figures, indent=2))
    else:
        show(figures)


if __name__ == "__main__":
    main()
