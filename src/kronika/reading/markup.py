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
MOST_KEPT = 1 << 20
"""Characters without a blank that are held in search of one."""
_CDATA = re.compile(r"(<!\[CDATA\[|\]\]>)")
_REFERENCE = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{0,31});|#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class MendedXml:
    """A file of XML in UTF-8 with a number for HTML's names of characters, and U+FFFD for what XML cannot hold.

    An ampersand that names no character stands for itself. CDATA and other encodings are given on as they are. A
    document that declares names itself is refused by the parser.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder: codecs.IncrementalDecoder | None = None
        self._begun = False
        self._kept = ""
        self._in_cdata = False
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
        # A reference or the border of CDATA may go on in the next block; none holds a blank.
        end = len(text) if last else max(text.rfind(" "), text.rfind("\n")) + 1
        end = end or (len(text) if len(text) > MOST_KEPT else 0)
        text, self._kept = text[:end], text[end:]
        found = "".join(map(self._part, _CDATA.split(_CONTROL.sub("\ufffd", text))))
        self.mended = self.mended or "\ufffd" in found
        return found.encode("utf-8")

    def _part(self, part: str) -> str:
        if part == "<![CDATA[":
            self._in_cdata = True
        elif part == "]]>":
            self._in_cdata = False
        return part if self._in_cdata else _REFERENCE.sub(_number, part)


def _is_utf8(begin: bytes) -> bool:
    if begin.startswith(MARKS):
        return False
    told = DECLARED.search(begin[:400])
    return told is None or told[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii")


def _number(found: re.Match[str]) -> str:
    """A reference to a character by its number; U+FFFD for what is none in XML."""
    name, decimal, hexadecimal = found.groups()
    if name in XML_OWN:
        return found[0]
    if name:
        return "".join(f"&#{ord(letter)};" for letter in html5.get(f"{name};", "")) or f"&amp;{name};"
    if decimal or hexadecimal:
        number = int(decimal) if decimal else int(hexadecimal, 16)
        return f"&#{number};" if _is_letter(number) else "\ufffd"
    return "&amp;"


def _is_letter(number: int) -> bool:
    return number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000
