"""Quotation marks of a text, paired."""

from __future__ import annotations

from typing import NamedTuple

from kronika.evidence import Span
from kronika.languages.pack import Pack


class Marked(NamedTuple):
    """A stretch between a pair of marks: with them and without."""

    outer: Span
    inner: Span


def marked_quotations(text: str, within: Span, pack: Pack) -> list[Marked]:
    """The pairs of marks in a zone, in order, nested ones too; a mark that is never closed pairs with none.

    A mark that opens and closes alike opens after a blank, a bracket or a dash, and closes elsewhere.
    """
    closers: dict[str, set[str]] = {}
    for opening, closing in pack.quotes:
        closers.setdefault(opening, set()).add(closing)
    every = set(closers) | {c for group in closers.values() for c in group}
    pairs: list[Marked] = []
    stack: list[tuple[str, int]] = []
    for at in range(within.start, within.end):
        mark = text[at]
        if mark not in every:
            continue
        partner = _partner(stack, mark, closers)
        if partner is not None and not (_opens(text, at, within) and mark in closers):
            opened = stack[partner][1]
            pairs.append(Marked(Span(opened, at + 1), Span(opened + 1, at)))
            del stack[partner:]
        elif mark in closers and _opens(text, at, within):
            stack.append((mark, at))
    return sorted(pairs)


def _partner(stack: list[tuple[str, int]], mark: str, closers: dict[str, set[str]]) -> int | None:
    for i in range(len(stack) - 1, -1, -1):
        if mark in closers[stack[i][0]]:
            return i
    return None


def _opens(text: str, at: int, within: Span) -> bool:
    before = text[at - 1] if at > within.start else " "
    after = text[at + 1] if at + 1 < within.end else " "
    return (before.isspace() or before in "([–—-„“\"'") and not after.isspace()
