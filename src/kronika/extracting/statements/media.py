"""Where a sentence names a medium: an agency, a broadcaster, a paper, a site."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kronika.extracting.statements.lines import Line
from kronika.languages.pack import Pack
from kronika.languages.words import Words
from kronika.records import CreditFinding

PERSON = "PER"
LONGEST = 6
"""Words of the longest name between quotation marks."""
SHORT = 4
"""Letters of a name that counts only in capitals, if the list has it so: `ap/` are initials, `AP` is none."""


class Medium(NamedTuple):
    """A medium from token `first` to token `last`, and its usual name."""

    first: int
    last: int
    name: str


class MediumReader:
    """Finds media: listed ones, and names behind a noun such as `dziennik`."""

    def __init__(self, pack: Pack) -> None:
        self._lists = [
            pack.word_list("credits", "agency"),
            pack.word_list("credits", "agency-oblique"),
            pack.word_list("statements", "medium-name"),
        ]
        self._told: dict[int, CreditFinding] = {}
        self._nouns = pack.word_list("statements", "medium-noun")
        self._opening = {opening for opening, _ in pack.quotes}
        self._closing = {closing for _, closing in pack.quotes}

    def learn(self, credits: Iterable[CreditFinding]) -> None:
        """Takes over which agencies an article names, and where: also those that no list has."""
        self._told = {c.start: c for c in credits}

    def at(self, line: Line, at: int) -> Medium | None:
        """The medium that begins at a place, its noun and marks included."""
        noun = at if self._nouns.value(line.token(at)) is not None else None
        start = at if noun is None else at + 1
        while noun is not None and start <= line.last and line.word(start).pos_ == "ADJ":
            start += 1
        if start > line.last:
            return None
        quoted = self._quoted(line, start)
        found = self._listed(line, quoted[0] if quoted else start) or self._named(line, start, noun, quoted)
        if found is None:
            return None
        last = quoted[1] + 1 if quoted and quoted[1] >= found.last else found.last
        return Medium(at, min(last, line.last), found.name)

    def _quoted(self, line: Line, at: int) -> tuple[int, int] | None:
        """The words between quotation marks that open at a place."""
        if line.token(at).text not in self._opening:
            return None
        behind = range(at + 2, min(at + 2 + LONGEST, line.last + 1))
        closing = next((i for i in behind if line.token(i).text in self._closing), None)
        return (at + 1, closing - 1) if closing is not None else None

    def _listed(self, line: Line, at: int) -> Medium | None:
        told = self._told.get(line.token(at).start)
        if told is not None:
            return Medium(at, max(i for i in line.places if line.token(i).start < told.end), told.agency)
        for words in self._lists:
            found = words.match(line.zone.tokens[: line.last + 1], at)
            if found is not None and _is_written_so(line, at, found.value, words):
                return Medium(at, at + found.length - 1, found.value)
        return None

    def _named(self, line: Line, start: int, noun: int | None, quoted: tuple[int, int] | None) -> Medium | None:
        """The name behind a noun of media, in marks as it stands."""
        if noun is None:
            return None
        if quoted:
            words = line.zone.doc[quoted[0] : quoted[1] + 1].text
            return Medium(quoted[0], quoted[1], words)
        name = next((n for n in line.zone.names if n.first in (start, noun) and n.kind != PERSON), None)
        if name is None:
            return None
        if name.first == noun < name.last:
            return Medium(start, name.last, line.zone.doc[start : name.last + 1].text)
        base = name.bases[0].text if name.bases else line.zone.doc[name.first : name.last + 1].text
        return Medium(name.first, name.last, base)


def _is_written_so(line: Line, at: int, name: str, words: Words) -> bool:
    """`AP`, not `ap`; a name with a capital has one in the text."""
    token = line.token(at)
    return token.text.isupper() if name.isupper() and len(name) <= SHORT and words else token.capital or name.islower()
