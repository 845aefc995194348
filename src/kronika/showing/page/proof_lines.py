"""Proofs on the page: sentences whose passages are links into the reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

from kronika.records import Step, TimeRow
from kronika.showing.page.sources import Source
from kronika.showing.proofs import Piece, Proofs, Sentence

MOST = 2
"""Proofs that a line shows: a sentence that many reports print has one from each."""


class Words(NamedTuple):
    """Words of a proof; `href` leads to the passage that they are, up to `end`, and `lang` is its language."""

    text: str
    href: str | None
    end: int
    lang: str | None


Told = tuple[Words, ...]


class Proof(NamedTuple):
    """How a day was found: for each expression its steps, what must be seen at once, and how many are not shown."""

    lang: str
    steps: tuple[tuple[Told, ...], ...]
    remarks: tuple[Told, ...]
    more: int = 0


class ProofTeller:
    """Tells proofs with links to what stands on the page."""

    def __init__(self, proofs: Proofs, sources: Mapping[str, Source]) -> None:
        self._proofs, self._sources = proofs, sources

    def of_times(self, rows: Iterable[TimeRow]) -> Proof:
        """How the day of a line was found: by each of its expressions, those told alike once."""
        rows = [row for row in rows if row.proof]
        told = _once((self._proofs.steps(row.proof) for row in rows), lambda steps: chain(*steps))
        remarks = _once(chain.from_iterable(self._proofs.remarks(row.proof) for row in rows), lambda remark: remark)
        shown = tuple(self._linked(steps) for steps in told[:MOST])
        return Proof(self._proofs.language, shown, self._linked(remarks), len(told) - len(shown))

    def of_publication(self, proof: Sequence[Step]) -> Proof:
        """How the day of publication of a report was found."""
        steps = self._linked(self._proofs.publication(proof))
        return Proof(self._proofs.language, (steps,) if steps else (), self._linked(self._proofs.remarks(proof)))

    def _linked(self, sentences: Iterable[Sentence]) -> tuple[Told, ...]:
        return tuple(tuple(self._words(piece) for piece in sentence) for sentence in sentences)

    def _words(self, piece: Piece) -> Words:
        source = self._sources.get(piece.article or "")
        href = source.href(piece.start) if source else None
        lang = source.lang if source and not piece.place else None
        return Words(piece.text, href, piece.end, lang)


T = TypeVar("T")


def _once(found: Iterable[T], pieces: Callable[[T], Iterable[Piece]]) -> list[T]:
    """Each of those that read alike once, wherever their passages stand."""
    by_words: dict[str, T] = {}
    for one in found:
        by_words.setdefault("".join(piece.text for piece in pieces(one)), one)
    return list(by_words.values())
