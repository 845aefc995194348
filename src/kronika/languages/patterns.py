"""Token patterns as text: `<preposition>? <day> <month> <year>?`, run on spaCy's Matcher.

An item is a literal word (`w`), a choice of words (`od|do`), a list of the pack (`<month>`), one of the
shapes of `SHAPES` (`<day>`) or a choice of these (`<count|number>`). `?` after an item makes it optional. A name
after a colon says in which role an item is read where that is not its own name: `<day:last-day>`. A pattern may
also give roles outright: `roles = {direction = "ago"}`, and name items that must stand `before` or `ahead` of it
without being part of it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kronika.errors import PackError
from kronika.languages.files import read_toml

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from kronika.languages.words import Words

SHAPES = {
    "day": r"^(0?[1-9]|[12][0-9]|3[01])$",
    "month-number": r"^(0?[1-9]|1[0-2])$",
    "year": r"^(1[89]|20)[0-9]{2}$",
    "any-year": r"^[1-9][0-9]{1,3}$",
    "number": r"^[1-9][0-9]{0,2}$",
    "slashed-date": r"^(0?[1-9]|[12][0-9]|3[01])/(0?[1-9]|1[0-2])/(1[89]|20)[0-9]{2}$",
    "hour": r"^([01]?[0-9]|2[0-4])$",
    "minute": r"^[0-5][0-9]$",
    "clock": r"^([01]?[0-9]|2[0-4])[:.][0-5][0-9]$",
    "short-year": r"^[0-9]{2}$",
    "school-year": r"^(19|20)[0-9]{2}/((19|20)[0-9]{2}|[0-9]{2})$",
}
"""Shapes of a token that every language shares, as regular expressions over the form."""

YEAR = re.compile(SHAPES["year"])
_ITEM = re.compile(r"<(?P<symbol>[a-z|-]+)(?::(?P<role>[a-z-]+))?>(?P<maybe>\?)?|(?P<words>[^<>\s]+?)(?P<opt>\?)?")


class Pattern(NamedTuple):
    """One line of a `patterns.toml`: which words, what they mean, and the roles that it gives outright."""

    id: str
    pattern: str
    meaning: str
    place: str
    roles: Mapping[str, str] = {}
    before: str = ""
    ahead: str = ""


class Item(NamedTuple):
    """One item of a pattern: a list or a shape in a role, or a choice of words."""

    symbol: str | None
    role: str | None
    words: tuple[str, ...]
    optional: bool


class Match(NamedTuple):
    """Where a pattern fits: tokens `start:end` and the value read in each role."""

    pattern: Pattern
    start: int
    end: int
    roles: dict[str, str]


def load_patterns(path: Path) -> list[Pattern]:
    """The patterns of a file, in order. Raises PackError for a missing key or an id that stands twice."""
    tables = read_toml(path).get("pattern", [])
    patterns: list[Pattern] = []
    for table in tables:
        place = f"{path}: pattern {table.get('id', '?')}"
        if missing := {"id", "pattern", "meaning"} - table.keys():
            raise PackError(place, f"has no {', '.join(sorted(missing))}", "Add it")
        if any(p.id == table["id"] for p in patterns):
            raise PackError(place, "stands twice", "Give each pattern an id of its own")
        patterns.append(
            Pattern(
                table["id"],
                table["pattern"],
                table["meaning"],
                place,
                table.get("roles", {}),
                table.get("before", ""),
                table.get("ahead", ""),
            )
        )
    return patterns


def parse_items(text: str, place: str) -> list[Item]:
    """The items of a row, such as `od|do <day>`. Raises PackError for one that cannot be read."""
    items: list[Item] = []
    for piece in text.split():
        found = _ITEM.fullmatch(piece)
        if not found:
            raise PackError(place, f"cannot read {piece!r}", "Write word, word|word or <list>")
        if found["symbol"]:
            role = found["role"] or found["symbol"].split("|")[0]
            items.append(Item(found["symbol"], role, (), bool(found["maybe"])))
        else:
            items.append(Item(None, None, tuple(found["words"].split("|")), bool(found["opt"])))
    return items


class _Variant(NamedTuple):
    """One way to fill a pattern with tokens: what spaCy matches, the role and values of each token, what is context."""

    spec: list[dict[str, Any]]
    reads: list[tuple[str, Mapping[str, str] | str | None] | None]
    before: int = 0
    ahead: int = 0


class PatternMatcher:
    """Finds a pack's patterns in a Doc and reads the value of every role."""

    def __init__(self, vocab: Vocab, patterns: list[Pattern], lists: Mapping[str, Words]) -> None:
        from spacy.matcher import Matcher

        self._matcher: Matcher = Matcher(vocab)
        self._variants: dict[int, tuple[Pattern, _Variant]] = {}
        self._order = {pattern.id: i for i, pattern in enumerate(patterns)}
        self._telling: set[str] = set()
        self._longest = 0
        for pattern in patterns:
            for number, variant in enumerate(_variants(pattern, lists)):
                key = f"{pattern.id}#{number}"
                self._matcher.add(key, [variant.spec])
                self._variants[vocab.strings[key]] = (pattern, variant)
                self._telling |= max(map(_forms, variant.spec), key=lambda forms: min(map(len, forms)))
                self._longest = max(self._longest, len(variant.spec))

    def find(self, doc: Doc) -> list[Match]:
        """The matches that do not overlap: the longest first, then the first of the file."""
        found = [
            self._read(doc, key, start + window.start, end + window.start)
            for window in self._windows(doc)
            for key, start, end in self._matcher(doc[window.start : window.stop])
        ]
        found.sort(key=lambda m: (m.start - m.end, self._order[m.pattern.id], m.start))
        taken: set[int] = set()
        chosen = []
        for match in found:
            if taken.isdisjoint(range(match.start, match.end)):
                taken.update(range(match.start, match.end))
                chosen.append(match)
        return sorted(chosen, key=lambda m: m.start)

    def _windows(self, doc: Doc) -> Iterator[range]:
        """The stretches around words that some pattern needs: matching all else would take most of the time."""
        reach = 0
        start = None
        for i, token in enumerate(doc):
            if token.lower_ not in self._telling and not YEAR.match(token.text):
                continue
            first = max(0, i - self._longest + 1)
            if start is not None and first > reach:
                yield range(start, reach)
                start = None
            start = first if start is None else start
            reach = min(len(doc), i + self._longest)
        if start is not None:
            yield range(start, reach)

    def _read(self, doc: Doc, key: int, start: int, end: int) -> Match:
        pattern, variant = self._variants[key]
        roles = dict(pattern.roles)
        for token, read in zip(doc[start:end], variant.reads, strict=True):
            if read is None:
                continue
            role, values = read
            if values is None:
                roles[role] = token.text
            elif isinstance(values, str):
                roles[role] = values
            else:
                roles[role] = values[token.lower_]
        return Match(pattern, start + variant.before, end - variant.ahead, roles)


def _forms(spec: Mapping[str, Any]) -> set[str]:
    """The words that a token of a pattern may be; a shape has none, and only a year tells as much as a word."""
    if "TEXT" in spec:
        return {"year"} if spec["TEXT"]["REGEX"] == SHAPES["year"] else {""}
    lower = spec["LOWER"]
    return {lower} if isinstance(lower, str) else set(lower["IN"])


def _variants(pattern: Pattern, lists: Mapping[str, Words]) -> list[_Variant]:
    parts = [_fillings(text, pattern, lists) for text in (pattern.before, pattern.pattern, pattern.ahead)]
    return [
        _Variant(b.spec + own.spec + a.spec, b.reads + own.reads + a.reads, len(b.spec), len(a.spec))
        for b, own, a in itertools.product(*parts)
        if own.spec
    ]


def _fillings(text: str, pattern: Pattern, lists: Mapping[str, Words]) -> list[_Variant]:
    """Every way to fill a row of items."""
    choices = [_choices(item, pattern, lists) for item in parse_items(text, pattern.place)]
    return [
        _Variant([s for v in combination for s in v.spec], [r for v in combination for r in v.reads])
        for combination in itertools.product(*choices)
    ]


def _check_literal(item: Item, pattern: Pattern) -> None:
    """Raises PackError for a literal that could never match: forms are compared in small letters."""
    if loud := [word for word in item.words if word != word.lower()]:
        raise PackError(pattern.place, f"{loud[0]!r} has a capital", "Write words of patterns in small letters")


def _choices(item: Item, pattern: Pattern, lists: Mapping[str, Words]) -> list[_Variant]:
    nothing = [_Variant([], [])] if item.optional else []
    if item.symbol is None:
        _check_literal(item, pattern)
        return [_Variant([{"LOWER": {"IN": list(item.words)}}], [None]), *nothing]
    role = item.role or item.symbol
    ways = (way for symbol in item.symbol.split("|") for way in _ways(symbol, role, pattern, lists))
    return [*ways, *nothing]


def _ways(symbol: str, role: str, pattern: Pattern, lists: Mapping[str, Words]) -> list[_Variant]:
    if symbol in SHAPES:
        return [_Variant([{"TEXT": {"REGEX": SHAPES[symbol]}}], [(role, None)])]
    if symbol not in lists:
        raise PackError(pattern.place, f"no list <{symbol}>", "Add words/" + symbol + ".txt")
    if any(word.startswith("@") for entry in lists[symbol].entries for word in entry.words):
        raise PackError(pattern.place, f"<{symbol}> has an @lemma", "Patterns match forms: list them")
    forms = lists[symbol].forms()
    single = [_Variant([{"LOWER": {"IN": list(forms)}}], [(role, forms)])] if forms else []
    several = [
        _Variant([{"LOWER": word} for word in entry.words], [(role, entry.value)] + [None] * (len(entry.words) - 1))
        for entry in lists[symbol].entries
        if len(entry.words) > 1
    ]
    return [*single, *several]
