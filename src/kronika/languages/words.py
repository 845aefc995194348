"""Lists of words: a file's name is its symbol, a line gives a value and its forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from kronika.errors import PackError
from kronika.languages.files import read_text

LEMMA = "@"
"""Opens a word that stands for every form of its lemma."""


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
    return word[1:] in token.lemmas if word.startswith(LEMMA) else word == token.lower


class Found(NamedTuple):
    """A list's entry at a place: how many tokens it takes and what it stands for."""

    length: int
    value: str


class Bucket:
    """The entries of a list that begin with one word, the longest first."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._alone = False
        self._forms: set[str] = set()
        self._lemmas: set[str] = set()

    def add(self, entry: Entry) -> None:
        """Takes an entry that is no longer than those before it."""
        self.entries.append(entry)
        if len(entry.words) == 1:
            self._alone = True
        elif entry.words[1].startswith(LEMMA):
            self._lemmas.add(entry.words[1][1:])
        else:
            self._forms.add(entry.words[1])

    def longest(self, tokens: Sequence[Readable], at: int, end: int) -> Entry | None:
        """The longest entry that stands at a token and ends before the token `end`."""
        if not self._alone and not self._goes_on(tokens, at + 1):
            return None
        return next((entry for entry in self.entries if entry.fits(tokens, at, end)), None)

    def _goes_on(self, tokens: Sequence[Readable], at: int) -> bool:
        """Whether the second word of some entry stands there; hardly ever does one, so that this comes first."""
        return at < len(tokens) and (tokens[at].lower in self._forms or not self._lemmas.isdisjoint(tokens[at].lemmas))


class Words:
    """One list of words, found by form or lemma, the longest entry first."""

    def __init__(self, symbol: str, entries: list[Entry]) -> None:
        self.symbol = symbol
        self.entries = entries
        self._by_form: dict[str, Bucket] = defaultdict(Bucket)
        self._by_lemma: dict[str, Bucket] = defaultdict(Bucket)
        for entry in sorted(entries, key=lambda e: -len(e.words)):
            first = entry.words[0]
            filed, key = (self._by_lemma, first[1:]) if first.startswith(LEMMA) else (self._by_form, first)
            filed[key].add(entry)
        self._lemmas = frozenset(self._by_lemma)
        single = [e for e in entries if len(e.words) == 1]
        self._values_of_lemmas = {e.words[0][1:]: e.value for e in single if e.words[0].startswith(LEMMA)}
        self._values_of_forms = {e.words[0]: e.value for e in single if not e.words[0].startswith(LEMMA)}
        self._first_of_lemmas, self._first_of_forms = _firsts(self._by_lemma), _firsts(self._by_form)
        self._single_lemmas = frozenset(self._first_of_lemmas)

    def match(self, tokens: Sequence[Readable], at: int, end: int | None = None) -> Found | None:
        """The longest entry that stands at `at`, or None. None reaches the token `end`, where one is given."""
        if not self.may_begin(tokens[at]):
            return None
        stop = len(tokens) if end is None else end
        fits = [e for b in self._beginning(tokens[at]) if (e := b.longest(tokens, at, stop)) is not None]
        if not fits:
            return None
        best = max(fits, key=lambda e: len(e.words))
        return Found(len(best.words), best.value)

    def all(self, tokens: Sequence[Readable]) -> list[tuple[int, Found]]:
        """Every place at which an entry stands, with the longest one there."""
        forms, lemmas = self._by_form, self._lemmas
        places = [i for i, t in enumerate(tokens) if t.lower in forms or not lemmas.isdisjoint(t.lemmas)]
        return [(at, found) for at in places if (found := self.match(tokens, at))]

    def may_begin(self, token: Readable) -> bool:
        """Whether some entry begins with the token; hardly any token begins one, so that this comes first."""
        return token.lower in self._by_form or not self._lemmas.isdisjoint(token.lemmas)

    def _beginning(self, token: Readable) -> list[Bucket]:
        """The entries that begin with the token: by its form, then by each of its lemmas."""
        of_lemmas = [self._by_lemma[lemma] for lemma in sorted(self._lemmas & token.lemmas)]
        return [self._by_form[token.lower], *of_lemmas] if token.lower in self._by_form else of_lemmas

    def value(self, token: Readable) -> str | None:
        """What a single token stands for in this list, or None."""
        found = self._first_of_forms.get(token.lower)
        if found is not None or self._single_lemmas.isdisjoint(token.lemmas):
            return found
        return self._first_of_lemmas[min(self._single_lemmas & token.lemmas)]

    def lemmas(self) -> Mapping[str, str]:
        """Entries of one lemma: lemma -> value."""
        return self._values_of_lemmas

    def forms(self) -> Mapping[str, str]:
        """Entries of one plain word: form -> value."""
        return self._values_of_forms


def _firsts(buckets: Mapping[str, Bucket]) -> dict[str, str]:
    """The value of the first entry of a single word in each bucket that has one."""
    single = ((key, [e for e in bucket.entries if len(e.words) == 1]) for key, bucket in buckets.items())
    return {key: entries[0].value for key, entries in single if entries}


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
