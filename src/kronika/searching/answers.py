"""What a search finds: by kind, with the passages in which the words stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from msgspec import Struct

from kronika.errors import InputError
from kronika.languages.analysers import load_analyser
from kronika.languages.letters import STEM, FoldedWord, fold, folded_words
from kronika.languages.pack import load_packs
from kronika.records import SEARCHED, Query
from kronika.searching.documents import sentence
from kronika.searching.query import parse
from kronika.showing.matching import Written, alike
from kronika.showing.phrases import Phrases
from kronika.store import Lookup, Wording

PAGE, EACH = 20, 5
"""How many are told of one kind, and of each where all kinds are told."""
LEAST, MOST = 1, 500
LONGEST = 320
"""Characters of a passage."""


class Piece(Struct, frozen=True):
    """A part of a passage; `marked` says that it is what was asked for."""

    text: str
    marked: bool


class Match(Struct, frozen=True, kw_only=True):
    """A row that fits, the story of its report, and the passage that shows it: `text[start:end]` of the report."""

    kind: str
    row: Any
    story: str | None
    start: int
    end: int
    pieces: list[Piece]


class Count(Struct, frozen=True):
    """How many of a kind fit; `more` says that there are more than that."""

    kind: str
    count: int
    more: bool


class SearchAnswer(Struct, frozen=True, kw_only=True):
    """What was found: counts of each kind, and of one kind a page, or the first of each."""

    asked: str
    kind: str | None
    page: int
    counts: list[Count]
    found: list[Match]


def search(lookup: Lookup, asked: str, kind: str | None, page: int, phrases: Phrases) -> SearchAnswer:
    """What fits, of one kind or of all. Raises InputError for what is not understood."""
    if kind is not None and kind not in SEARCHED:
        raise InputError(kind, "this cannot be searched", f"Choose {', '.join(SEARCHED)}")
    if not LEAST <= page <= MOST:
        raise InputError(str(page), "there is no such page", f"Choose {LEAST} to {MOST}")
    query = parse(asked, partial(_lemmas, lookup), phrases)
    kinds = [one for one in query.kinds if kind in (None, one)]
    size = PAGE if len(kinds) == 1 else EACH
    teller = _Teller(lookup, query)
    counts, found = [], list[Match]()
    for one in kinds:
        matches = lookup.index.matches(one, query, (page - 1) * size, size)
        counts.append(Count(one, matches.count, matches.more))
        found += teller.tell(one, matches.ids)
    return SearchAnswer(asked=asked, kind=kinds[0] if len(kinds) == 1 else kind, page=page, counts=counts, found=found)


def _lemmas(lookup: Lookup, word: str) -> list[str]:
    """The lemmas that a word has in the reports; of one that stands in none, those that dictionaries know, else those
    of words that by their letters are forms of the same."""
    index, folded = lookup.index, fold(word)
    readings = (r for pack in load_packs().values() for r in load_analyser(pack.analyser).readings(word))
    for found in (
        index.lemmas_of(folded),
        (lemma for reading in readings for lemma in index.lemmas_of(fold(reading.lemma))),
        (lemma for form, lemma in index.forms_from(folded[:STEM]) if alike(folded, Written(form))),
    ):
        if lemmas := list(dict.fromkeys(found)):
            return lemmas
    return [folded]


class _Forms(NamedTuple):
    """The folded words that are marked: in all letters, or by how they begin."""

    whole: set[str]
    beginnings: tuple[str, ...]

    def holds(self, word: str) -> bool:
        return word in self.whole or bool(self.beginnings and word.startswith(self.beginnings))


class _Teller:
    """Finds the passages of what fits."""

    def __init__(self, lookup: Lookup, query: Query) -> None:
        self._lookup = lookup
        self._forms = _forms(lookup, query)
        self._texts: dict[str, Wording | None] = {}

    def tell(self, kind: str, ids: Sequence[str]) -> Iterator[Match]:
        """The rows of a kind, each with its passage."""
        rows = self._lookup.rows_of(ids)
        found = [rows[id] for id in ids if id in rows]
        stories = self._lookup.stories_of([row.article for row in found])
        for row in found:
            text = self._wording(row.article)
            if text is not None:
                yield self._match(kind, row, stories.get(row.article), text)

    def _wording(self, article: str) -> Wording | None:
        if article not in self._texts:
            self._texts[article] = self._lookup.wording(article)
        return self._texts[article]

    def _match(self, kind: str, row: Any, story: str | None, text: Wording) -> Match:
        start, end = self._passage(kind, row, text)
        words = (w for w in folded_words(text.text[start:end]) if self._forms.holds(w.word))
        pieces = list(_pieces(text.text[start:end], words))
        return Match(kind=kind, row=row, story=story, start=start, end=end, pieces=pieces)

    def _passage(self, kind: str, row: Any, text: Wording) -> tuple[int, int]:
        """Of a report the sentence that has most of the words; a statement; the sentence of a figure or an event."""
        if kind == "reports":
            best = max(text.sentences, key=lambda s: self._held(text.text[s.start : s.end]), default=None)
            start, end = (best.start, best.end) if best else (0, len(text.text))
        elif kind == "statements":
            start, end = row.start, row.end
        else:
            start, end = sentence(text.sentences, row.start, row.end)
        return _cut(text.text, start, end, self._first(text.text, start, end))

    def _held(self, words: str) -> int:
        return len({word.word for word in folded_words(words) if self._forms.holds(word.word)})

    def _first(self, text: str, start: int, end: int) -> int:
        """Where the first of the words stands."""
        return next((start + w.start for w in folded_words(text[start:end]) if self._forms.holds(w.word)), start)


def _cut(text: str, start: int, end: int, at: int) -> tuple[int, int]:
    """What is not too long to be read, with the place inside."""
    if end - start <= LONGEST:
        return start, end
    first = start if at - start < LONGEST // 2 else text.find(" ", at - LONGEST // 3, at) + 1 or at
    last = min(end, first + LONGEST)
    blank = text.rfind(" ", at + 1, last)
    return first, end if last == end else blank if blank > at else last


def _forms(lookup: Lookup, query: Query) -> _Forms:
    terms = [term for clause in query.clauses if not clause.without for term in clause.terms if term.field is None]
    lemmas = {lemma for term in terms for readings in term.lemmas for lemma in readings}
    words = {word for term in terms for word in term.words}
    beginnings = tuple(term.words[-1] for term in terms if term.begins)
    return _Forms({*words, *lookup.index.forms_of(lemmas)}, beginnings)


def _pieces(text: str, words: Iterable[FoldedWord]) -> Iterator[Piece]:
    at = 0
    for word in words:
        if word.start < at:
            continue
        if word.start > at:
            yield Piece(text[at : word.start], False)
        yield Piece(text[word.start : word.end], True)
        at = word.end
    if at < len(text):
        yield Piece(text[at:], False)
