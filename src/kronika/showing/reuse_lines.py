"""Shared passages as lines of text, for people: two reports side by side, what differs marked."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby, zip_longest
from typing import NamedTuple

from kronika.showing import wording
from kronika.showing.reuse_pairs import Pair, ReuseAnswer, SharedPassage, Stretch

WIDTH, NARROWEST = 100, 50
MOST_PAIRS = 20
COLUMNS = ("reports", "", "passages", "characters")
BETWEEN = " │ "
GONE, NEW, PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[0m"
SAME = ""
DRIFT = 1.0
"""How many lines longer one side of a difference is before both columns begin anew behind it."""


class Letter(NamedTuple):
    """A letter and the colour in which it stands."""

    text: str
    colour: str


def lines(answer: ReuseAnswer, width: int = WIDTH, colour: bool = False) -> list[str]:
    """A table of all pairs where no report was asked for, and the passages of each pair unless these are too many."""
    width = max(width, NARROWEST)
    if not answer.pairs:
        other = f"{answer.asked} shares no passage" if answer.asked else "No report shares a passage"
        return [wording.visible(f"{other} with another report.")]
    found: list[str] = []
    if answer.asked is None:
        found += [*_table(answer.pairs), ""]
        if len(answer.pairs) > MOST_PAIRS:
            return [*found, "'kronika reuse' with the name of a report shows its passages side by side."]
    for pair in answer.pairs:
        found += [*_pair(pair, width, colour), ""]
    return found[:-1]


def _table(pairs: Sequence[Pair]) -> Iterator[str]:
    told = [(p.article.article, p.other.article, f"{len(p.passages):,}", f"{p.characters:,}") for p in pairs]
    rows = [COLUMNS, *(tuple(map(wording.visible, row)) for row in told)]
    wide = [max(len(row[i]) for row in rows) for i in range(len(COLUMNS))]
    for row in rows:
        yield "  ".join(cell.rjust(wide[i]) if i > 1 else cell.ljust(wide[i]) for i, cell in enumerate(row))


def _pair(pair: Pair, width: int, colour: bool) -> Iterator[str]:
    yield "═" * width
    for text, other in (
        (pair.article.article, pair.other.article),
        (pair.article.title or "", pair.other.title or ""),
        (pair.article.origin, pair.other.origin),
    ):
        if text or other:
            yield from _beside(_letters(text), _letters(other), width, colour)
    for passage in pair.passages:
        yield "─" * width
        yield from _passage(passage, width, colour)


def _passage(passage: SharedPassage, width: int, colour: bool) -> Iterator[str]:
    here = _letters(f"characters {passage.start}–{passage.end}")
    there = _letters(f"characters {passage.other_start}–{passage.other_end}")
    yield from _beside(here, there, width, colour)
    yield f"{wording.reuse_kind(passage.kind)}; {wording.likeness(passage.similarity)}"
    for sentence in passage.evidence:
        yield from textwrap.wrap(_flat(sentence), width, initial_indent="- ", subsequent_indent="  ")
    yield ""
    for block in _blocks(passage.stretches, _column(width)):
        text = [letter for stretch in block for letter in _marked(stretch, stretch.text, GONE, "[-", "-]")]
        other = [letter for stretch in block for letter in _marked(stretch, stretch.other_text, NEW, "{+", "+}")]
        yield from _beside(text, other, width, colour)


def _blocks(stretches: Iterable[Stretch], column: int) -> Iterator[list[Stretch]]:
    """The stretches up to each difference that would let the columns drift apart."""
    block: list[Stretch] = []
    for stretch in stretches:
        block.append(stretch)
        if not stretch.same and abs(len(stretch.text) - len(stretch.other_text)) > DRIFT * column:
            yield block
            block = []
    if block:
        yield block


def _marked(stretch: Stretch, text: str, colour: str, opening: str, closing: str) -> Iterator[Letter]:
    """The words of one side, within marks where they differ; blanks at their ends stay outside."""
    words = text.strip()
    if stretch.same or not words:
        yield from _letters(text)
        return
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    yield from _letters(before)
    yield from _letters(f"{opening}{words}{closing}", colour)
    yield from _letters(after)


def _flat(text: str) -> str:
    """The text on one line, safe for a terminal; a blank at an end stays one."""
    return wording.visible(re.sub(r"\s+", " ", text))


def _letters(text: str, colour: str = SAME) -> list[Letter]:
    return [Letter(letter, colour) for letter in _flat(text)]


def _column(width: int) -> int:
    return (width - len(BETWEEN)) // 2


def _beside(text: Iterable[Letter], other: Iterable[Letter], width: int, colour: bool) -> Iterator[str]:
    """Two texts in two columns."""
    column = _column(width)
    empty: list[Letter] = []
    for left, right in zip_longest(_wrapped(text, column), _wrapped(other, column), fillvalue=empty):
        filler = " " * (column - _wide(left))
        yield f"{_line(left, colour)}{filler}{BETWEEN}{_line(right, colour)}".rstrip()


def _wrapped(letters: Iterable[Letter], column: int) -> Iterator[list[Letter]]:
    """Lines that fit the column, broken at blanks, and within a word only where it is longer than a line."""
    line: list[Letter] = []
    for blank, group in groupby(letters, key=lambda letter: letter.text == " "):
        word = list(group)
        if blank:
            line += word[:1] if line else []
            continue
        if line and _wide(line) + _wide(word) > column:
            yield _stripped(line)
            line = []
        while _wide(word) > column:
            fits = max(1, sum(wide <= column for wide in accumulate(_cells(letter.text) for letter in word)))
            yield word[:fits]
            word = word[fits:]
        line += word
    if line:
        yield _stripped(line)


def _stripped(line: list[Letter]) -> list[Letter]:
    return line[:-1] if line[-1].text == " " else line


def _wide(letters: Iterable[Letter]) -> int:
    """The cells of a terminal that letters take: none for a mark over another, two for a wide one."""
    return sum(_cells(letter.text) for letter in letters)


def _cells(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _line(letters: Iterable[Letter], colour: bool) -> str:
    parts = ((paint, "".join(letter.text for letter in group)) for paint, group in groupby(letters, lambda x: x.colour))
    return "".join(f"{paint}{text}{PLAIN}" if colour and paint else text for paint, text in parts)
