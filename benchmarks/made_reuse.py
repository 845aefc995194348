"""Invented articles in which the shared passages are known: `make(count, seed)`.

The texts are prose of made-up words with the shape of news. Four fifths of the articles take part in no reuse. All
share what is shared everywhere and is no reuse: frequent words, stock phrases below 40 characters, names of three to
six words. Planted between articles that are otherwise apart are paragraphs, near copies, wire texts and quotations,
each with its place in both articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

WORDS = re.compile(r"\w+|[^\w\s]")
GRAM = 5
PARAGRAPHS = {"verbatim": 0.02, "one in 15": 0.01, "one in 8": 0.01}
"""Pairs of articles of which one prints a paragraph of the other, for each article of the set, by its editing."""
NEAR, QUOTATION, FAMILY = "near copy", "quotation", "wire text"
PAIRS = {**PARAGRAPHS, NEAR: 0.02, QUOTATION: 0.02}
WIRE = 0.04
"""The share of articles that print some wire text. With the pairs above 20 % of the articles take part in reuse."""
FAMILIES = (80, 60, 40, 25, 16, *[12] * 2, *[8] * 4, *[6] * 5, *[4] * 10, *[3] * 9, *[2] * 13)
"""How many articles print each of the wire texts of 10,000 articles; their sum is WIRE of these."""
LEAST = 0.5
"""The lowest Jaccard similarity of near copies."""
SHORTEST, LONGEST, MEDIAN, SPREAD = 80, 1300, 290, 0.5
"""Lengths of articles in words, log-normal. Names and stock phrases count as one word each, so that the mean is about
350 words and the longest about 1,500."""
FORMS, PHRASES, NAMES, NUMBERS = 60_000, 300, 400, 300
FREQUENCIES = ((FORMS, 2.7, 0.97), (NUMBERS, 1, 0.014), (PHRASES, 10, 0.008), (NAMES, 10, 0.008))
"""How many there are, the offset of their Zipf frequencies, their share of all words."""
COMMON = 3000
"""Stock phrases are made of the most frequent forms, names of the others."""
LETTERS = tuple("wzioauskdn")
ONSETS = ("ch", "cz", "dz", "kr", "ni", "pr", "prz", "rz", "st", "sz", "tr", *"bcdfghjklłmnprsśtwzźż")
VOWELS = tuple("aaeeiioouyąęó")
CODAS = (*[""] * 5, "ść", "st", *"nmrłćjklsw")


class Planted(NamedTuple):
    """A passage of one article that stands in another, at its place in each, in code points.

    `overlap` is the Jaccard similarity of the word 5-grams of both articles where these are copies, and for a
    paragraph or quotation the share of its 5-grams that the other article kept.
    """

    kind: str
    article: int
    start: int
    end: int
    other: int
    other_start: int
    other_end: int
    overlap: float


def make(count: int, seed: int) -> tuple[list[str], list[Planted]]:
    """The texts, and every passage planted in them; a wire text is told of each print beside the first."""
    rng = np.random.default_rng(seed)
    press = Press(rng)
    texts = list(press.articles(count))
    free = iter(rng.permutation(count).tolist())
    truth: list[Planted] = []
    for kind, share in PAIRS.items():
        truth += [_pair(kind, texts, next(free), next(free), press) for _ in range(round(share * count))]
    for size in family_sizes(count):
        truth += _wire(texts, [next(free) for _ in range(size)], rng)
    return texts, truth


def family_sizes(count: int) -> list[int]:
    """How many articles print each wire text, largest first: whole rounds of FAMILIES, then the small ones."""
    rounds, left = divmod(round(WIRE * count), sum(FAMILIES))
    sizes = list(FAMILIES) * rounds
    for size in reversed(FAMILIES):
        if size > left:
            break
        sizes.append(size)
        left -= size
    if left > 1:
        sizes.append(left)
    return sorted(sizes, reverse=True)


def grams(text: str) -> set[tuple[str, ...]]:
    """The 5-grams of the words and marks of a text."""
    words = WORDS.findall(text)
    return set(zip(*(words[i:] for i in range(GRAM)), strict=False))


def jaccard(text: str, other: str) -> float:
    """The Jaccard similarity of the 5-grams of two texts, counted and not estimated."""
    a, b = grams(text), grams(other)
    return len(a & b) / len(a | b)


class Press:
    """Writes articles of words, numbers, stock phrases and names, all drawn by their frequency."""

    def __init__(self, rng: Generator) -> None:
        self.rng = rng
        self.forms = _forms(rng)
        plain = [*self.forms, *_numbers(rng), *_phrases(rng, self.forms), *_names(rng, self.forms)]
        self._size = len(plain)
        kinds = [plain, [f"{p}," for p in plain], [_capital(p) for p in plain], [f"{p}." for p in plain]]
        self._table = np.array([form for kind in kinds for form in kind], dtype=object)
        weights = [_zipf(*given) for given in FREQUENCIES]
        self._chances = np.cumsum(np.concatenate(weights))

    def articles(self, count: int) -> Iterator[str]:
        """Articles, each of paragraphs that a blank line parts."""
        lengths = np.exp(self.rng.normal(np.log(MEDIAN), SPREAD, count)).clip(SHORTEST, LONGEST).astype(int)
        for length in lengths.tolist():
            yield "\n\n".join(self.paragraphs(length))

    def word(self) -> str:
        """A word of the vocabulary, as frequent as it is."""
        return self.forms[int(np.searchsorted(self._chances, self.rng.random() * FREQUENCIES[0][2]))]

    def paragraphs(self, length: int) -> list[str]:
        """Paragraphs of whole sentences, of as many words in all or a few more."""
        ends = np.cumsum(self.rng.integers(6, 26, size=length // 6 + 1))
        ends = ends[: np.searchsorted(ends, length) + 1]
        drawn = np.searchsorted(self._chances, self.rng.random(ends[-1]) * self._chances[-1])
        marks = (self.rng.random(ends[-1]) < 0.08).astype(int)
        marks[ends - 1] = 3
        marks[np.append(0, ends[:-1])] = 2
        words = self._table[drawn + marks * self._size].tolist()
        bounds = [0]
        wanted = self.rng.integers(30, 90, size=len(ends)).tolist()
        for end in ends.tolist():
            if end - bounds[-1] >= wanted[len(bounds) - 1] or end == len(words):
                bounds.append(end)
        return [" ".join(words[a:b]) for a, b in pairwise(bounds)]


def _zipf(count: int, offset: float, whole: float) -> np.ndarray:
    weights = 1 / (np.arange(1, count + 1) + offset)
    return whole * weights / weights.sum()


def _forms(rng: Generator) -> list[str]:
    """Different word forms, the most frequent first: these are short."""
    forms = dict.fromkeys(LETTERS)
    parts = [rng.integers(0, len(p), size=(FORMS, 8)).tolist() for p in (ONSETS, VOWELS, CODAS)]
    lengths = rng.integers(2, 5, size=FORMS).tolist()
    for rank, (onsets, vowels, codas) in enumerate(zip(*parts, strict=True)):
        syllables = [ONSETS[o] + VOWELS[v] + CODAS[c] for o, v, c in zip(onsets, vowels, codas, strict=True)]
        length = 1 if rank < 150 else min(lengths[rank], 2 if rank < 2000 else 4)
        tried = ("".join(syllables[:size]) for size in range(length, len(syllables) + 1))
        forms[next(form for form in tried if form not in forms)] = None
        if len(forms) == FORMS:
            break
    return list(forms)


def _numbers(rng: Generator) -> list[str]:
    return [str(number) for number in rng.integers(2, [100, 1000, 2040], size=(NUMBERS // 3, 3)).ravel().tolist()]


def _phrases(rng: Generator, forms: Sequence[str]) -> list[str]:
    """Stock phrases of four to six of the common words, drawn as frequent as these are; of 20 to 39 characters."""
    chances = np.cumsum(_zipf(COMMON, FREQUENCIES[0][1], 1))
    phrases: dict[str, None] = {}
    while len(phrases) < PHRASES:
        places = np.searchsorted(chances, rng.random(int(rng.integers(4, 7))) * chances[-1])
        phrase = " ".join(forms[i] for i in places)
        if 20 <= len(phrase) < 40:
            phrases[phrase] = None
    return list(phrases)


def _names(rng: Generator, forms: Sequence[str]) -> list[str]:
    """Names of three to six words with capitals, of which the longest have more than 40 characters."""
    places = (rng.integers(COMMON, FORMS, size=int(rng.integers(3, 7))).tolist() for _ in range(NAMES))
    return [" ".join(_capital(forms[i]) for i in chosen) for chosen in places]


def _capital(form: str) -> str:
    return form[:1].upper() + form[1:]


def _pair(kind: str, texts: list[str], article: int, other: int, press: Press) -> Planted:
    """Writes into the other article what it takes of the first, which is written anew if no paragraph of it fits."""
    while not _fitting(texts[article]):
        texts[article] = next(press.articles(1))
    if kind == NEAR:
        texts[other], overlap = _near(texts[article], press)
        return Planted(kind, article, 0, len(texts[article]), other, 0, len(texts[other]), overlap)
    if kind == QUOTATION:
        start, passage = _quoted(texts[article], press.rng)
        texts[other], at, copy = *_with_quotation(texts[other], passage, press.rng), passage
    else:
        start, passage = _paragraph(texts[article], press.rng)
        copy = _edited(passage, kind, press)
        texts[other], at = _with_paragraph(texts[other], copy, press.rng)
    here, there = grams(passage), grams(copy)
    places = (article, start, start + len(passage), other, at, at + len(copy))
    return Planted(kind, *places, len(here & there) / len(here))


def _fitting(text: str) -> list[tuple[int, str]]:
    """The paragraphs of 25 to 120 words, each with its start."""
    return [(m.start(), m[0]) for m in re.finditer(r"[^\n]+", text) if 25 <= m[0].count(" ") + 1 <= 120]


def _paragraph(text: str, rng: Generator) -> tuple[int, str]:
    """Some paragraph that fits, and its start."""
    found = _fitting(text)
    return found[int(rng.integers(len(found)))]


def _with_paragraph(text: str, paragraph: str, rng: Generator) -> tuple[str, int]:
    """The text with a paragraph more, and where that begins."""
    own = text.split("\n\n")
    own.insert(place := int(rng.integers(len(own) + 1)), paragraph)
    return "\n\n".join(own), sum(len(p) + 2 for p in own[:place])


def _quoted(text: str, rng: Generator) -> tuple[int, str]:
    """12 to 25 words of a text in a row, without a mark behind them, and where they begin."""
    start, paragraph = _paragraph(text, rng)
    words = paragraph.split(" ")
    size = int(rng.integers(12, 26))
    first = int(rng.integers(max(1, len(words) - size + 1)))
    return start + sum(len(w) + 1 for w in words[:first]), " ".join(words[first : first + size]).rstrip(",.")


def _with_quotation(text: str, passage: str, rng: Generator) -> tuple[str, int]:
    """The text with the passage in quotation marks behind some sentence, and where the passage begins."""
    ends = [m.end() for m in re.finditer(r"\.(?!\d)", text)]
    place = ends[int(rng.integers(len(ends)))]
    return f"{text[:place]} „{passage}”{text[place:]}", place + 2


def _edited(paragraph: str, kind: str, press: Press) -> str:
    if kind == "verbatim":
        return paragraph
    words = paragraph.split(" ")
    if kind == "one in 15":
        return " ".join(_reworked(words, round(len(words) / 15), ("change",), press))
    return " ".join(_reworked(words, round(len(words) / 8), ("change", "drop", "add"), press))


def _reworked(words: list[str], edits: int, ways: Sequence[str], press: Press) -> list[str]:
    """The words with so many of them changed, dropped, or with one added before them."""
    made = list(words)
    for place in sorted(press.rng.choice(len(words), size=edits, replace=False).tolist(), reverse=True):
        way = ways[int(press.rng.integers(len(ways)))]
        mark = made[place][-1] if made[place][-1] in ",." else ""
        new = {"change": [press.word() + mark], "drop": [], "add": [press.word(), made[place]]}[way]
        made[place : place + 1] = new
    return made


def _near(text: str, press: Press) -> tuple[str, float]:
    """A copy with single words edited, in half of the cases another last paragraph, and its similarity."""
    rng = press.rng
    share, cut = float(rng.uniform(0, 0.08)), bool(rng.integers(2))
    while True:
        own = text.split("\n\n")
        if cut and len(own) > 2:
            own[-1] = press.paragraphs(SHORTEST // 2)[0]
        split = [p.split(" ") for p in own]
        made = [_reworked(w, int(rng.binomial(len(w), share)), ("change", "drop", "add"), press) for w in split]
        copy = "\n\n".join(" ".join(w) for w in made)
        if (similarity := jaccard(text, copy)) >= LEAST:
            return copy, similarity
        share, cut = share / 2, False


def _wire(texts: list[str], prints: Sequence[int], rng: Generator) -> list[Planted]:
    """Has all of them print the first one's text: some without its end, some with a paragraph of their own."""
    first, truth = prints[0], []
    wire = texts[first].split("\n\n")
    for other in prints[1:]:
        least = -(-len(wire) * 2 // 3)
        taken = "\n\n".join(wire[: int(rng.integers(least, len(wire) + 1))])
        own = texts[other].split("\n\n")[:1] if rng.integers(2) else []
        texts[other] = "\n\n".join([taken, *own])
        overlap = jaccard(texts[first], texts[other])
        truth.append(Planted(FAMILY, first, 0, len(taken), other, 0, len(taken), overlap))
    return truth
