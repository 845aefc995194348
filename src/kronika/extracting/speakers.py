"""Who speaks: the subject of a cue, read from the words around it, without syntax."""

from __future__ import annotations

from typing import NamedTuple

from kronika.languages.pack import Pack
from kronika.records import Analysis, Token

FAR = 14
"""Tokens after a cue in which its subject is looked for: past that it was another clause's on the samples."""


class Cue(NamedTuple):
    """A verb of saying at a token, with what its form shows of its subject."""

    at: int
    text: str
    stance: str
    number: str | None
    genders: frozenset[str]


class SpeakerReader:
    """Reads the subject of a cue out of its sentence."""

    def __init__(self, pack: Pack) -> None:
        self._cues = pack.list("statements", "cue")
        self._documents = pack.list("statements", "document")
        self._particles = pack.list("statements", "name-particle").forms()
        self._never = pack.list("statements", "no-speaker")

    def cue(self, tokens: list[Token], at: int) -> Cue | None:
        """The cue at a token: a finite verb of the pack's list."""
        stance = self._cues.value(tokens[at])
        verbs = [a for a in tokens[at].analyses if a.verb in ("Fin", "Imps") and f"@{a.lemma.lower()}" in self._lemmas]
        if stance is None or not verbs:
            return None
        return Cue(at, tokens[at].text, stance, verbs[0].number, verbs[0].genders)

    @property
    def _lemmas(self) -> frozenset[str]:
        if not hasattr(self, "_known"):
            self._known = frozenset(e.words[0] for e in self._cues.entries)
        return self._known

    def after(self, tokens: list[Token], cue: Cue) -> str | None:
        """`powiedział we wtorek rzecznik rządu Jan Nowak` → `Jan Nowak`."""
        return self._subject(tokens[cue.at + 1 : cue.at + 1 + FAR], cue)

    def before(self, tokens: list[Token], cue: Cue) -> str | None:
        """`Rzecznik rządu Jan Nowak, pytany o to, powiedział` → `Jan Nowak`."""
        return self._subject(tokens[: cue.at], cue)

    def signature(self, tokens: list[Token]) -> str | None:
        """`Komunikat MSZ`, `Jan Nowak, rzecznik rządu` → who signs."""
        return self._subject(tokens, None)

    def _subject(self, tokens: list[Token], cue: Cue | None) -> str | None:
        phrase: list[Token] = []
        governed = False
        for token in tokens:
            if token.has("ADP") and not token.capital:
                if phrase:
                    break
                governed = True
            elif self._continues(token, phrase):
                phrase.append(token)
            elif phrase:
                break
            elif self._may_begin(token, cue, governed):
                phrase.append(token)
                governed = False
            elif not token.word:
                governed = False
        return self._name_of(phrase, cue) if phrase else None

    def _may_begin(self, token: Token, cue: Cue | None, governed: bool) -> bool:
        if not token.word or self._never.value(token) is not None or self.is_clause_word(token):
            return False
        if not token.known:
            return token.capital and not governed
        readings = [a for a in token.analyses if a.pos in ("NOUN", "ADJ", "PRON") and "Nom" in a.cases]
        if governed and not _unambiguous(token):
            return False
        return any(_agrees(a, cue) for a in readings if a.pos != "PRON")

    def is_clause_word(self, token: Token) -> bool:
        """Words that open a clause of their own."""
        return token.has("SCONJ") or token.has("CCONJ")

    def _continues(self, token: Token, phrase: list[Token]) -> bool:
        if not phrase:
            return False
        glued = token.text == "-" and phrase[-1].end == token.start
        if glued or phrase[-1].text == "-":
            return True
        if not token.word or self.is_clause_word(token):
            return False
        return token.capital or token.lower in self._particles or token.has("NOUN") or _modifies(token)

    def _name_of(self, phrase: list[Token], cue: Cue | None) -> str | None:
        """The person named in the phrase, else the phrase itself in its base form."""
        if self._documents.value(phrase[0]) is not None:
            phrase = phrase[1:]
            return _joined(phrase) if phrase and not phrase[0].has("VERB") else None
        runs = self.names(phrase, cue)
        if runs:
            return runs[-1]
        while phrase and not (phrase[-1].word and (phrase[-1].has("NOUN") or phrase[-1].capital)):
            phrase = phrase[:-1]
        return _lower_first(_joined(phrase), phrase[0]) if phrase else None

    def names(self, tokens: list[Token], cue: Cue | None = None) -> list[str]:
        """The names in the nominative among the tokens: runs of capitalised words."""
        runs: list[list[Token]] = [[]]
        for i, token in enumerate(tokens):
            inside = bool(runs[-1])
            hyphen = token.text == "-" and inside and token.start == tokens[i - 1].end
            particle = inside and token.lower in self._particles and i + 1 < len(tokens) and tokens[i + 1].capital
            if hyphen or particle or self._is_name_word(token, cue):
                runs[-1].append(token)
            elif inside:
                runs.append([])
        whole = [_strip(run) for run in runs if _strip(run)]
        people = [run for run in whole if not all(t.text.isupper() for t in run)]
        return [_joined(run) for run in people or (whole if len(tokens) == 1 else [])]

    def _is_name_word(self, token: Token, cue: Cue | None) -> bool:
        if not token.capital or not token.word:
            return False
        if not token.known:
            return True
        named = [a for a in token.analyses if a.lemma[:1].isupper() and "Nom" in a.cases]
        return any(_agrees(a, cue) for a in named)


def _agrees(analysis: Analysis, cue: Cue | None) -> bool:
    """Number as the verb's; a name alone is in the singular."""
    if cue is None or cue.number is None:
        return analysis.number in (None, "Sing") or analysis.pos == "NOUN"
    return analysis.number in (None, cue.number)


def _unambiguous(token: Token) -> bool:
    """After a preposition only a form that can be nothing but nominative begins a subject."""
    cases = frozenset().union(*(a.cases for a in token.analyses))
    return bool(cases) and cases <= {"Nom", "Voc"}


def _modifies(token: Token) -> bool:
    return token.has("ADJ") and not token.has("VERB")


def _strip(run: list[Token]) -> list[Token]:
    while run and run[-1].text == "-":
        run = run[:-1]
    return run


def _joined(tokens: list[Token]) -> str:
    """The tokens as they stand, with single blanks."""
    parts: list[str] = []
    for i, token in enumerate(tokens):
        if i and tokens[i - 1].end < token.start:
            parts.append(" ")
        parts.append(token.text)
    return "".join(parts)


def _lower_first(phrase: str, first: Token) -> str:
    """A common noun loses the capital that the beginning of a sentence gave it."""
    common = first.known and not first.text.isupper() and all(a.lemma[:1].islower() for a in first.analyses)
    return phrase[0].lower() + phrase[1:] if common else phrase
