"""Labels of cells on a narrow screen, where a table has no headings: once in the style, not in every cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kronika.showing.page.phrases import PagePhrases

NARROW = "44rem"
HEADINGS: Mapping[str, tuple[str | None, ...]] = {
    "points": ("page-day", "page-number", "page-given", "page-origins"),
    "alone": (None, "page-reading", "page-who", "page-given", "page-report"),
    "cast": (None, "column-acts", "column-undergoes", "column-statements"),
    "copies": (None, "column-share", "column-also"),
}
"""The headings of each table; one that needs no words has none."""


def labels(words: PagePhrases) -> str:
    """The rules of style that write the heading before each cell."""
    rules = "".join(rule for table in HEADINGS for rule in _rules(table, words))
    return f"@media screen and (max-width: {NARROW}) {{\n{rules}}}\n"


def _rules(table: str, words: PagePhrases) -> Iterator[str]:
    for number, heading in enumerate(HEADINGS[table], 1):
        if heading is not None:
            cell = f".{table} tr:not(.context) > :nth-child({number})"
            yield f'  {cell}::before {{ content: "{_quoted(words.say(heading))}: "; }}\n'


def _quoted(text: str) -> str:
    """A text as a string of a style sheet, which must not end the string or the sheet."""
    return "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in text)
