"""Names of people, organisations and places, as the pipeline's model finds them and as reports mean them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from kronika import ontology, records
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, MentionFinding

PERSON, PLACE = "PER", "LOC"


class MentionExtractor:
    """Finds names. A model's label is put into the kinds of the ontology; what has none is no name here."""

    def __init__(self, pack: Pack) -> None:
        self._quotes = {mark for pair in pack.quotes for mark in pair}

    def extract(self, zone: AnnotatedZone) -> Iterator[MentionFinding]:
        """The names of a zone, in order."""
        for span in zone.doc.ents:
            kind = ontology.kind_of(span.label_)
            name = self._without_marks(span)
            if kind and name and _is_name(name, kind, zone.tokens[name.start : name.end]):
                start, end = zone.tokens[name.start].start, zone.tokens[name.end - 1].end
                lemma = _joined(name)
                yield MentionFinding(start=start, end=end, kind=kind, label=span.label_, lemma=lemma)

    def _without_marks(self, span: Span) -> Span | None:
        """The span without quotation marks and other marks at its ends; a bracket that it opens stays."""
        first, last = span.start, span.end
        while first < last and self._is_mark(span.doc[first]):
            first += 1
        while last > first and self._is_mark(span.doc[last - 1]):
            last -= 1
        return span.doc[first:last] if first < last else None

    def _is_mark(self, token: Token) -> bool:
        return token.text in self._quotes or token.is_punct


def _is_name(name: Span, kind: str, tokens: Sequence[records.Token]) -> bool:
    """Whether it names: with a capital; no adjective of a place or person (`rosyjskich`), no inhabitants (`Rosjan`)."""
    if not any(token.text[:1].isupper() for token in name):
        return False
    describing = all(_describes(*pair) for pair in zip(name, tokens, strict=True))
    inhabitant = kind == PLACE and len(name) == 1 and _is_human(name[0], tokens[0])
    return kind not in (PERSON, PLACE) or not (describing or inhabitant)


def _describes(token: Token, known: records.Token) -> bool:
    """An adjective or adverb, as the model says or, without one, the dictionary."""
    return token.pos_ in ("ADJ", "ADV") if token.pos_ else known.has("ADJ") and not known.has("NOUN")


def _is_human(token: Token, known: records.Token) -> bool:
    return "Animacy=Hum" in str(token.morph) if token.pos_ else any(a.human for a in known.analyses)


def _joined(name: Span) -> str:
    """The lemmas of the words, with the blanks of the text."""
    return "".join(token.lemma_ + token.whitespace_ for token in name).strip()
