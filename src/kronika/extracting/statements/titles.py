"""Titles of papers, stations and sites as a sentence has them, and their base form."""

from __future__ import annotations

from kronika.extracting.statements.lines import Line
from kronika.languages.analysers import load_analyser
from kronika.languages.pack import Pack
from kronika.records import Analysis, Token

LONGEST = 6
"""Words of the longest title between quotation marks. Chosen, not measured."""
CASES = ("Dat", "Ins", "Loc", "Gen", "Acc")
"""Cases of a title that is no subject, those first that fewer forms share."""


class TitleReader:
    """Reads titles between quotation marks, and gives the base form of a declined title."""

    def __init__(self, pack: Pack) -> None:
        self._forms = load_analyser(pack.analyser).forms
        self._opening = {opening for opening, _ in pack.quotes}
        self.closing = {closing for _, closing in pack.quotes}
        self._words = pack.word_list("statements", "medium-title")

    def quoted(self, line: Line, at: int) -> tuple[int, int] | None:
        """The words between quotation marks that open at a place."""
        if at > line.last or line.token(at).text not in self._opening:
            return None
        behind = range(at + 2, min(at + 2 + LONGEST, line.last + 1))
        closing = next((i for i in behind if line.token(i).text in self.closing), None)
        return (at + 1, closing - 1) if closing is not None else None

    def is_title(self, line: Line, first: int, last: int) -> bool:
        """Whether the words are a title by one that titles have: `Kurier`, `Times`."""
        words = [line.token(i) for i in range(first, last + 1)]
        named = any(t.capital and self._words.value(t) is not None for t in words)
        return named and words[0].capital and words[-1].capital

    def base(self, line: Line, first: int, last: int) -> str:
        """The base form: by the name that the sentence has there, else by the dictionary, else as it stands."""
        text = as_it_stands(line, first, last)
        name = next((n for n in line.zone.names if (n.first, n.last) == (first, last)), None)
        if name is not None and name.bases and len(name.bases[0].text.split()) == len(text.split()):
            return _with_capitals(name.bases[0].text, text)
        return self._declined(line, first, last) or text

    def _declined(self, line: Line, first: int, last: int) -> str | None:
        """The noun and the adjectives beside it that stand in one case, in the nominative; what follows stays."""
        tokens = [line.token(i) for i in range(first, last + 1)]
        told = line.word(first).morph.get("Case", [])
        if "Nom" in told and any("Nom" in a.cases for a in tokens[0].analyses):
            return None
        shown = [c for c in told if c in CASES]
        for case in (*shown, *CASES):
            head = next((i for i, t in enumerate(tokens) if _readings(t, "NOUN", case)), None)
            if head is None or not all(_readings(t, "ADJ", case) for t in tokens[:head]):
                continue
            noun = _readings(tokens[head], "NOUN", case)[0]
            agreeing = head + 1
            while agreeing < len(tokens) and _readings(tokens[agreeing], "ADJ", case):
                agreeing += 1
            words = [self._nominative(t, noun, case) for t in tokens[:agreeing]]
            rest = [as_it_stands(line, first + agreeing, last)] if first + agreeing <= last else []
            return " ".join([*words, *rest])
        return None

    def _nominative(self, token: Token, noun: Analysis, case: str) -> str:
        """The form in the nominative that agrees with the noun in number and gender."""
        pos = "NOUN" if noun in token.analyses else "ADJ"
        read = noun if pos == "NOUN" else _readings(token, pos, case)[0]
        fitting = (
            f.text
            for f in self._forms(read.lemma)
            if f.analysis.pos == pos
            and "Nom" in f.analysis.cases
            and f.analysis.number == noun.number
            and (not f.analysis.genders or not noun.genders or f.analysis.genders & noun.genders)
        )
        return _with_capitals(next(fitting, token.text), token.text)


def as_it_stands(line: Line, first: int, last: int) -> str:
    """The words from one place to another, with the blanks of the text."""
    return str(line.zone.doc[first : last + 1].text)


def _readings(token: Token, pos: str, case: str) -> list[Analysis]:
    return [a for a in token.analyses if a.pos == pos and case in a.cases and not a.verb]


def _with_capitals(base: str, text: str) -> str:
    """The base form with the capitals that the words of the text begin with."""
    pairs = zip(base.split(), text.split(), strict=True)
    return " ".join(b[:1].upper() + b[1:] if t[:1].isupper() else b for b, t in pairs)
