"""Headings that stand before their sentence with no mark between: `Mróz nie odpuszcza Tej nocy było …`."""

from __future__ import annotations

import re
from typing import NamedTuple

from kronika.evidence import Span
from kronika.languages.dictionary import Dictionary
from kronika.languages.pack import Pack

LOOK_BACK = 300
LONGEST_WORD = 60
LAST_WORD = re.compile(r"([\w-]+)([^\w\s.!?…,;:–—-]*)$")
AFTER = re.compile(r"(\w+)\s+([^\w\s]?)(\w+)")
ANY = "any"


class _Word(NamedTuple):
    """A word as lists compare it."""

    lower: str
    lemmas: frozenset[str]


class Place(NamedTuple):
    """A gap between two words: the last before it, the capitalised one behind it, and the one after that."""

    last: str
    closed: bool
    first: str
    following: str
    marked: bool

    @property
    def after_name(self) -> bool:
        """A capital letter before the gap: what follows may belong to the same name."""
        return self.last[0].isupper() and not self.closed

    @property
    def before_name(self) -> bool:
        """A capital letter, or a mark, after the word that may open a sentence."""
        return self.marked or self.following[0].isupper()


class Headings:
    """Finds where a heading ends. It would rather say nothing than cut a name in two."""

    def __init__(self, pack: Pack, dictionary: Dictionary) -> None:
        self._openers = pack.word_list("sentences", "after-heading").forms()
        self._titled = pack.word_list("sentences", "before-title")
        self._opening = {pair[0] for pair in pack.quotes}
        self._closing = {pair[1] for pair in pack.quotes}
        self._dictionary = dictionary

    def ends(self, text: str, gap: Span, within: Span) -> bool:
        """Whether a heading ends at a gap between words; `within` is from the sentence's start to the text's end."""
        after = AFTER.match(text, gap.end, within.end)
        if not after or not _capitalised(after[1]) or not self._may_open(after[1]):
            return False
        last = LAST_WORD.search(text[max(within.start, gap.start - LONGEST_WORD) : gap.start])
        if not last:
            return False
        place = Place(last[1], bool(last[2]), after[1], after[3], bool(after[2]))
        before = text[max(within.start, gap.start - LOOK_BACK) : gap.start]
        if not any(map(str.isalpha, before)):
            return False  # the number of a list
        return self._opens(place) and not self._titles(place.last) and not self._quoted(before)

    def _may_open(self, word: str) -> bool:
        return word.lower() in self._openers or (len(word) > 2 and self._dictionary.is_only_verb(word))

    def _opens(self, place: Place) -> bool:
        kind = self._openers.get(place.first.lower())
        if kind is None:  # `Wyjaśnił przy tym`
            return not place.after_name and not place.before_name
        if place.before_name:
            initial = len(place.following) == 1 and not place.following.isdigit()
            return kind == ANY and not place.after_name and not initial
        if not place.following[0].isdigit() and not self._dictionary.is_known(place.following):
            return False  # `Back To the Future`
        surname_or_letter = kind != ANY and (place.after_name or len(place.first) == 1)
        return not (surname_or_letter and self._dictionary.is_only_verb(place.following))  # `Nguyen To powiedział`

    def _titles(self, word: str) -> bool:
        """`film`, `fundacja`, `w`: a name follows, which may begin with any word."""
        return self._titled.value(_Word(word.lower(), self._dictionary.lemmas(word))) is not None

    def _quoted(self, before: str) -> bool:
        opened = False
        for mark in before:
            if mark in self._closing if opened else mark in self._opening:
                opened = not opened
        return opened


def _capitalised(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or word[1:].islower())
