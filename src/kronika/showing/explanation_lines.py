"""What was read at a place as lines of text, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kronika.showing import wording
from kronika.showing.explanation import Explanation, Word

LONGEST = 200
NO_PARSE = "no model of syntax is at hand that could parse the sentence"


def lines(found: Explanation) -> list[str]:
    """The place among its words (or the report alone), and below it all that was read there with its reasons."""
    told = [f"{found.article}:"]
    if found.at is not None:
        told = [f"{found.article}, character {found.at}:"]
        told.append(f"  … {_line(found.before)}[{_line(found.character)}]{_line(found.after)} …")
    for reason in found.reasons:
        where = "" if reason.text is None else f" ({reason.start}–{reason.end}): {_shortened(_line(reason.text))}"
        told += ["", f"{reason.what}{where}"]
        told += [f"  because {_line(because)}" for because in reason.because]
    if found.words is None:
        told += ["", f"parse: {NO_PARSE}"]
    elif found.words:
        told += ["", *_parse(found.words)]
    return [wording.visible(line) for line in told]


def _parse(words: Sequence[Word]) -> Iterator[str]:
    """The sentence as a table: each word with its lemma, its relation, and the word that it hangs on."""
    by_number = {word.number: word.text for word in words}
    yield f"parse ({words[0].start}–{words[-1].end}), by the model of the pack:"
    heading = ("", "word", "lemma", "relation", "head")
    cells = [
        (str(w.number), w.text, w.lemma, w.relation, f"{w.head} {by_number.get(w.head, '')}" if w.head else "")
        for w in words
    ]
    wide = [max(map(len, column)) for column in zip(heading, *cells, strict=True)]
    for number, *rest in (heading, *cells):
        aligned = "  ".join(_line(cell).ljust(room) for cell, room in zip(rest, wide[1:], strict=True))
        yield f"  {number.rjust(wide[0])}  {aligned}".rstrip()


def _line(text: str) -> str:
    return " ".join(text.splitlines())


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + " …"
