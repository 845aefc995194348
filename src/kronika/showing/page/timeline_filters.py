"""What the lines of a timeline can be filtered by, and the signs by which a script finds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from kronika.records import ChronicleRow
from kronika.showing.page.phrases import PagePhrases

MOST_CHOICES = 20
"""Names of a filter: those with most lines."""
SUPPORTS = (2, 3, 5)
"""Least numbers of origins that can be asked for."""
NUMBERS, SENTENCES = "figure", "day"


class Choice(NamedTuple):
    """Something that a filter can leave: its sign, its name, and how many lines it has."""

    sign: str
    name: str
    lines: int


class Filter(NamedTuple):
    """What lines can be filtered by: its name and its choices."""

    name: str
    label: str
    choices: tuple[Choice, ...]


class Filing:
    """Files the lines of a story by type, actor, place and support."""

    def __init__(self, rows: Sequence[ChronicleRow], words: PagePhrases) -> None:
        self._rows, self._words = rows, words
        self._files = [_File(name, letter, of, rows) for name, letter, of in _filed(words)]

    def signs(self, row: ChronicleRow) -> str:
        """The signs of a line, with blanks between them."""
        signs = [sign for file in self._files for sign in file.signs(row)]
        return " ".join([*signs, *(f"o{n}" for n in SUPPORTS if len(row.origins) >= n)])

    def filters(self) -> Iterator[Filter]:
        """What lines can be filtered by, as far as it leaves a choice."""
        for file in self._files:
            if len(file.choices) > 1:
                yield Filter(file.name, self._words.say(f"filter-{file.name}"), file.choices)
        many = {n: sum(len(row.origins) >= n for row in self._rows) for n in SUPPORTS}
        carried = (Choice(f"o{n}", self._words.count("origins-least", n), m) for n, m in many.items() if m)
        if any(many.values()):
            yield Filter("support", self._words.say("filter-support"), tuple(carried))


class _File:
    """One thing by which lines are filed; each name has a sign."""

    def __init__(
        self, name: str, letter: str, of: Callable[[ChronicleRow], Iterable[str]], rows: Sequence[ChronicleRow]
    ) -> None:
        self.name, self._of = name, of
        lines = Counter(named for row in rows for named in dict.fromkeys(of(row)))
        ranked = sorted(lines, key=lambda named: (-lines[named], named))[:MOST_CHOICES]
        self._signs = {named: f"{letter}{number}" for number, named in enumerate(ranked)}
        self.choices = tuple(Choice(self._signs[named], named, lines[named]) for named in ranked)

    def signs(self, row: ChronicleRow) -> Iterator[str]:
        """The signs of a line."""
        yield from (self._signs[named] for named in dict.fromkeys(self._of(row)) if named in self._signs)


def _filed(words: PagePhrases) -> Iterator[tuple[str, str, Callable[[ChronicleRow], Iterable[str]]]]:
    """By what lines are filed: the name, the letter of its signs, and what a line has of it."""

    def kind(row: ChronicleRow) -> Iterable[str]:
        if row.event_type is not None:
            return [words.kind(row.event_type)]
        return [words.say(f"lines-{row.kind if row.kind == NUMBERS else SENTENCES}")]

    yield "type", "t", kind
    yield "actor", "a", lambda row: [*row.actor, *row.recipient]
    yield "place", "p", lambda row: [row.place] if row.place else []
