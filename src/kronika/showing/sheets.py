"""Tables for spreadsheets as CSV: text from outside never becomes a formula, numbers stay numbers.

A cell of text that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises
(https://owasp.org/www-community/attacks/CSV_Injection). One that looks as if it had one gets another, so that
`unguarded` gives back every text.
"""

from __future__ import annotations

import csv
import io
import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence

Cell = str | float | int | bool | None
APOSTROPHE = "'"
FORMULA = re.compile(r"(^|[;\t\r\n])('*[=+\-@\t\r\n＝＋－＠])")
"""How text begins that is taken for a formula, apostrophes before it included; so are the wide letters of East Asia.
It may begin behind a semicolon or a line's end too: where these part cells, a spreadsheet cuts there."""
GUARDED = re.compile(r"(^|[;\t\r\n])'('*[=+\-@\t\r\n＝＋－＠])")


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return FORMULA.sub(rf"\1{APOSTROPHE}\2", text)


def unguarded(cell: str) -> str:
    """The text of a cell that `guarded` made."""
    return GUARDED.sub(r"\1\2", cell)


def sheet(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table as CSV (RFC 4180) under a line of its columns; None is an empty cell, yes and no are 1 and 0."""
    return "".join(lines(columns, rows))


def lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]], delimiter: str = ",") -> Iterator[str]:
    """The same table line by line, for those that memory should not hold."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter)
    for row in itertools.chain([columns], rows):
        writer.writerow([_cell(value) for value in row])
        yield written.getvalue()
        written.seek(0)
        written.truncate()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    return f"{int(value)}" if math.isfinite(value) and value == int(value) else repr(value)
