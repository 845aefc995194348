"""A stream of XML with the small faults mended that feeds have: HTML's names of characters, bytes of no encoding."""

from __future__ import annotations

import codecs
import re
from html.entities import html5
from typing import BinaryIO

CHUNK = 1 << 16
XML_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))
DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{1,40})""")
MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0")
"""How XML in UTF-16 begins."""
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OPEN = re.compile(r"&[A-Za-z0-9]{0,32}\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class MendedXml:
    """A file of XML in UTF-8 in which HTML's names of characters are numbers, and what UTF-8 cannot hold is U+FFFD.

    Other encodings are given on as they are. Only names that HTML lists are replaced, each by its one or two
    characters: what a document declares itself is left to the parser, which refuses it.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder: codecs.IncrementalDecoder | None = None
        self._begun = False
        self._kept = ""
        self.mended = False

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end."""
        while True:
            block = self._file.read(size if size > 0 else CHUNK)
            if not self._begun:
                self._begun = True
                self._decoder = codecs.getincrementaldecoder("utf-8")("replace") if _is_utf8(block) else None
            if self._decoder is None:
                return block
            found = self._mend(self._decoder.decode(block, final=not block), last=not block)
            if found or not block:
                return found

    def _mend(self, text: str, last: bool) -> bytes:
        text = self._kept + text
        # A name may go on in the next block.
        begun = None if last else _OPEN.search(text, max(0, len(text) - 40))
        self._kept = text[begun.start() :] if begun else ""
        text = text[: begun.start()] if begun else text
        self.mended = self.mended or "\ufffd" in text or bool(_CONTROL.search(text))
        return _CONTROL.sub("\ufffd", _NAMED.sub(_number, text)).encode("utf-8")


def _is_utf8(begin: bytes) -> bool:
    if begin.startswith(MARKS):
        return False
    told = DECLARED.search(begin[:400])
    return told is None or told[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii")


def _number(name: re.Match[str]) -> str:
    letters = html5.get(f"{name[1]};")
    if letters is None or name[1] in XML_OWN:
        return name[0]
    return "".join(f"&#{ord(letter)};" for letter in letters)
