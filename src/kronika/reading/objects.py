"""A stream of JSON to the bytes of its objects, one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

CHUNK = 1 << 16
_MARK = re.compile(rb'[{}"\\]')
_IN_STRING = re.compile(rb'["\\\n]')


class Found(NamedTuple):
    """An object's bytes, its number from 1, whether it was cut: too large, or without an end."""

    number: int
    raw: bytes
    cut: str | None = None


class _Objects:
    """Counts brackets outside strings. No string holds a line's end: one that does is broken, and so is its object."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept = bytearray()
        self._depth = 0
        self._in_string = self._escaped = self._large = False
        self.number = 0

    def feed(self, block: bytes) -> Iterator[Found]:
        at = begin = 0
        while at < len(block):
            if self._escaped:
                self._escaped, at = False, at + 1
                continue
            mark = (_IN_STRING if self._in_string else _MARK).search(block, at)
            if mark is None:
                break
            at = mark.end()
            if mark[0] == b"{" and not self._depth:
                begin = mark.start()
            broken = self._in_string and mark[0] == b"\n"
            if broken or self._see(mark[0]):
                self._keep(block[begin:at])
                yield self._take(broken)
        if self._depth:
            self._keep(block[begin:])

    def _see(self, mark: bytes) -> bool:
        """Takes note of a mark; whether an object ends with it."""
        if mark == b"\\":
            self._escaped = True
        elif mark == b'"':
            self._in_string = not self._in_string if self._depth else False
        elif mark == b"{":
            self._depth += 1
        elif self._depth:
            self._depth -= 1
            return not self._depth
        return False

    def _keep(self, part: bytes) -> None:
        if len(self._kept) + len(part) > self._most:
            self._large = True
            self._kept.clear()
        elif not self._large:
            self._kept += part

    def _take(self, broken: bool) -> Found:
        self.number += 1
        found = Found(self.number, bytes(self._kept), "large" if self._large else "open" if broken else None)
        self._depth, self._in_string = 0, False
        self._kept.clear()
        self._large = False
        return found

    def rest(self) -> Iterator[Found]:
        """What stands open at the end."""
        if self._depth:
            yield Found(self.number + 1, b"", "open")


def objects(file: BinaryIO, most: int) -> Iterator[Found]:
    """The outermost objects, whether they stand alone, in a list, or one a line; those above `most` bytes empty."""
    scan = _Objects(most)
    while block := file.read(CHUNK):
        yield from scan.feed(block)
    yield from scan.rest()
