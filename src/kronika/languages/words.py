"""Lists of words: a file's name is its symbol, a line gives a value and its forms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from kronika.errors import PackError
from kronika.languages.files import read_text


class Readable(Protocol):
    """What a list of words needs to see of a token: its lower-case form and its candidate lemmas."""

    @property
    def lower(self) -> str:
        """The form in small letters."""

    @property
    def lemmas(self) -> frozenset[str]:
        """Every candidate lemma, in small letters."""


class Entry(NamedTuple):
    """One form of one or more words; a word that begins with `@` stands for every form of that lemma."""

    words: tuple[str, ...]
    value: str

    def fits(self, tokens: Sequence[Readable], at: int, end: int) -> bool:
        """Whether the entry stands at a token, and ends before the token `end`."""
        if at + len(self.words) > end:
            return False
        return all(_same(word, tokens[at + i]) for i, word in enumerate(self.words))


def _same(word: str, token: Readable) -> bool:
    return word[1:] in token.lemmas if word.startswith("@") else word == token.lower


class Found(NamedTuple):
    """A list's entry at a place: how many tokens it takes and what it stands for."""

    length: int
    value: str


class Words:
    """One list of words, found by form or lemma, the longest entry first."""

    def __init__(self, symbol: str, entries: list[Entry]) -> None:
        self.symbol = symbol
        self.entries = entries
        self._by_first: dict[str, list[Entry]] = {}
        for entry in sorted(entries, key=lambda e: -len(e.words)):
            self._by_first.setdefault(entry.words[0], []).append(entry)

    def match(self, tokens: Sequence[Readable], at: int, end: int | None = None) -> Found | None:
        """The longest entry that stands at `at`, or None. None reaches the token `end`, where one is given."""
        token, stop = tokens[at], len(tokens) if end is None else end
        keys = [token.lower, *(f"@{lemma}" for lemma in sorted(token.lemmas))]
        fits = [e for key in keys for e in self._by_first.get(key, ()) if e.fits(tokens, at, stop)]
        if not fits:
            return None
        best = max(fits, key=lambda e: len(e.words))
        return Found(len(best.words), best.value)

    def value(self, token: Readable) -> str | None:
        """What a single token stands for in this list, or None."""
        found = self.match([token], 0)
        return found.value if found else None

    def lemmas(self) -> dict[str, str]:
        """Entries of one lemma: lemma -> value."""
        return {e.words[0][1:]: e.value for e in self.entries if len(e.words) == 1 and e.words[0].startswith("@")}

    def forms(self) -> dict[str, str]:
        """Entries of one plain word: form -> value."""
        return {e.words[0]: e.value for e in self.entries if len(e.words) == 1 and e.words[0][0] != "@"}


def load_words(path: Path) -> Words:
    """Reads one list: `value: form, form`, or `form` alone, which stands for itself; `#` begins a comment.

    Raises PackError with file and line where a line has neither.
    """
    entries: list[Entry] = []
    for number, raw in enumerate(read_text(path).splitlines(), 1):
        line = raw.split("#", 1)[0].strip()
        if not line:
            continue
        value, colon, forms = line.partition(": ")
        listed = [form.strip() for form in (forms if colon else line).split(",")]
        if not all(listed):
            raise PackError(f"{path}:{number}", "expected 'value: form, form'", "Write a form after every comma")
        entries += [Entry(tuple(form.lower().split()), value if colon else form.lstrip("@")) for form in listed]
    return Words(path.stem, entries)
