"""Token patterns as text: `<preposition>? <day> <month> <year>?`, matched on the forms of tokens.

An item is a literal word (`w`), a choice of words (`od|do`), a list of the pack (`<month>`), one of the
shapes of `SHAPES` (`<day>`) or a choice of these (`<count|number>`). `?` after an item makes it optional. A name
after a colon says in which role an item is read where that is not its own name: `<day:last-day>`. A pattern may
also give roles outright: `roles = {direction = "ago"}`, and name items that must stand `before` or `ahead` of it
without being part of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from kronika.errors import PackError
from kronika.languages.files import read_toml
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
    "school-year": r"^(19|20)[0-9]{2}/((19|20)[0-9]{2}|[0-9]{2})$",
}
"""Shapes of a token that every language shares, as regular expressions over the form."""

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


class Written(Protocol):
    """What a pattern needs to see of a token: its form, as it stands and in small letters."""

    @property
    def text(self) -> str:
        """The form as it stands."""

    @property
    def lower(self) -> str:
        """The form in small letters."""


class _Words(NamedTuple):
    """The forms of tokens, in small letters and as they stand."""

    lower: tuple[str, ...]
    text: tuple[str, ...]


class _Part(NamedTuple):
    """One item made ready: its role, the values of single forms, longer entries by their first form, and its shapes."""

    role: str | None
    forms: Mapping[str, str | None]
    longer: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    shapes: Sequence[re.Pattern[str]]
    optional: bool


class _Ready(NamedTuple):
    """A pattern made ready: its parts, how many of them are context before and ahead, and what it cannot do without.

    Of each set in `needed` one form must stand somewhere; `second` are the forms of which one must stand behind its
    first token, None where that may be anything, and `figure` says that a figure may stand there instead.
    """

    pattern: Pattern
    parts: tuple[_Part, ...]
    before: int
    ahead: int
    needed: tuple[frozenset[str], ...]
    second: frozenset[str] | None
    figure: bool


class PatternMatcher:
    """Finds a pack's patterns among tokens and reads the value of every role."""

    def __init__(self, patterns: Sequence[Pattern], lists: Mapping[str, Words]) -> None:
        self._order = {pattern.id: i for i, pattern in enumerate(patterns)}
        self._by_form: dict[str, list[_Ready]] = defaultdict(list)
        self._by_shape: list[_Ready] = []
        for pattern in patterns:
            self._index(_ready(pattern, lists))

    def _index(self, ready: _Ready) -> None:
        """Files a pattern under every form with which it may begin, or under shapes, which all begin with a figure."""
        shaped = False
        forms: set[str] = set()
        for part in ready.parts:
            forms |= part.forms.keys() | part.longer.keys()
            shaped |= bool(part.shapes)
            if not part.optional:
                break
        for form in sorted(forms):
            self._by_form[form].append(ready)
        if shaped:
            self._by_shape.append(ready)

    def find(self, tokens: Sequence[Written]) -> list[Match]:
        """The matches that do not overlap: the longest first, then the first of the file."""
        words = _Words(tuple(token.lower for token in tokens), tuple(token.text for token in tokens))
        present = frozenset(words.lower)
        found = [match for at in range(len(tokens)) for match in self._at(words, at, present)]
        found.sort(key=lambda m: (m.start - m.end, self._order[m.pattern.id], m.start))
        taken: set[int] = set()
        chosen = []
        for match in found:
            if taken.isdisjoint(range(match.start, match.end)):
                taken.update(range(match.start, match.end))
                chosen.append(match)
        return sorted(chosen, key=lambda m: m.start)

    def _at(self, words: _Words, at: int, present: frozenset[str]) -> Iterator[Match]:
        shaped = self._by_shape if words.text[at][:1].isdigit() else ()
        if not shaped and words.lower[at] not in self._by_form:
            return
        following = words.lower[at + 1] if at + 1 < len(words.lower) else ""
        figure = following[:1].isdigit()
        for ready in (*self._by_form.get(words.lower[at], ()), *shaped):
            goes_on = ready.second is None or following in ready.second or (figure and ready.figure)
            if goes_on and not any(present.isdisjoint(forms) for forms in ready.needed):
                yield from _matches(ready, words, at)


def _matches(ready: _Ready, words: _Words, at: int) -> Iterator[Match]:
    last = len(ready.parts) - ready.ahead
    for ends, roles in _walk(ready.parts, words, at, 0):
        bounds = (at, *ends)
        start, end = bounds[ready.before], bounds[last]
        if start < end:
            yield Match(ready.pattern, start, end, {**ready.pattern.roles, **dict(roles)})


Read = tuple[tuple[int, ...], tuple[tuple[str, str], ...]]
"""Where each part ends, and the roles with their values."""


def _walk(parts: tuple[_Part, ...], words: _Words, at: int, number: int) -> Iterator[Read]:
    if number == len(parts):
        yield (), ()
        return
    part = parts[number]
    for end, value in _ways(part, words, at):
        role = ((part.role, value),) if part.role is not None and value is not None else ()
        for ends, roles in _walk(parts, words, end, number + 1):
            yield (end, *ends), (*role, *roles)


def _ways(part: _Part, words: _Words, at: int) -> Iterator[tuple[int, str | None]]:
    """Every way in which a part may stand at a token: where it ends, and its value."""
    if part.optional:
        yield at, None
    if at >= len(words.lower):
        return
    form = words.lower[at]
    if form in part.forms:
        yield at + 1, part.forms[form]
    for longer, value in part.longer.get(form, ()):
        if words.lower[at : at + len(longer)] == longer:
            yield at + len(longer), value
    for shape in part.shapes:
        if shape.match(words.text[at]):
            yield at + 1, words.text[at]


def _ready(pattern: Pattern, lists: Mapping[str, Words]) -> _Ready:
    before, own, ahead = (
        [_part(item, pattern, lists) for item in parse_items(text, pattern.place)]
        for text in (pattern.before, pattern.pattern, pattern.ahead)
    )
    parts = (*before, *own, *ahead)
    needed = (part.forms.keys() | part.longer.keys() for part in parts if not part.optional and not part.shapes)
    second, figure = _second(parts)
    return _Ready(pattern, parts, len(before), len(ahead), tuple(frozenset(forms) for forms in needed), second, figure)


def _second(parts: tuple[_Part, ...]) -> tuple[frozenset[str] | None, bool]:
    """The forms that may stand behind the first token of the parts, None for any; and whether a figure may."""
    forms: set[str] = set()
    figure = False
    for number, part in enumerate(parts, 1):
        forms.update(words[1] for entries in part.longer.values() for words, _ in entries)
        if part.forms or part.shapes:
            following, shaped = _first(parts[number:])
            if following is None:
                return None, False
            forms |= following
            figure |= shaped
        if not part.optional:
            break
    return frozenset(forms), figure


def _first(parts: tuple[_Part, ...]) -> tuple[set[str] | None, bool]:
    """The forms with which the parts may begin, None where they may all be left out; and whether a figure may."""
    forms: set[str] = set()
    figure = False
    for part in parts:
        forms |= part.forms.keys() | part.longer.keys()
        figure |= bool(part.shapes)
        if not part.optional:
            return forms, figure
    return None, figure


def _part(item: Item, pattern: Pattern, lists: Mapping[str, Words]) -> _Part:
    if item.symbol is None:
        _check_literal(item, pattern)
        return _Part(None, dict.fromkeys(item.words), {}, (), item.optional)
    forms: dict[str, str | None] = {}
    longer: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    shapes = []
    for symbol in item.symbol.split("|"):
        if symbol in SHAPES:
            shapes.append(re.compile(SHAPES[symbol]))
            continue
        for entry in _list(symbol, pattern, lists).entries:
            if len(entry.words) == 1:
                forms[entry.words[0]] = entry.value
            else:
                longer[entry.words[0]].append((entry.words, entry.value))
    return _Part(item.role, forms, dict(longer), shapes, item.optional)


def _list(symbol: str, pattern: Pattern, lists: Mapping[str, Words]) -> Words:
    if symbol not in lists:
        raise PackError(pattern.place, f"no list <{symbol}>", "Add words/" + symbol + ".txt")
    if any(word.startswith("@") for entry in lists[symbol].entries for word in entry.words):
        raise PackError(pattern.place, f"<{symbol}> has an @lemma", "Patterns match forms: list them")
    return lists[symbol]


def _check_literal(item: Item, pattern: Pattern) -> None:
    """Raises PackError for a literal that could never match: forms are compared in small letters."""
    if loud := [word for word in item.words if word != word.lower()]:
        raise PackError(pattern.place, f"{loud[0]!r} has a capital", "Write words of patterns in small letters")
