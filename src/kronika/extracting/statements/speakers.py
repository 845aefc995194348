"""Who speaks: the subject of a cue, read from the words around it, without syntax."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from kronika.extracting.statements.lines import is_participle, title_of
from kronika.languages.pack import Pack
from kronika.records import Analysis, NameFinding, Token

NAME_LONGEST = 7
FAR = 14
"""Tokens after a cue in which its subject is looked for; farther, another clause is likely. Chosen, not measured."""


class Cue(NamedTuple):
    """A verb of saying at a token, with what its form shows of its subject; `start` is its place in the article.

    `verb` is the token of the verb whose subject speaks, where the tree was asked.
    """

    at: int
    start: int
    text: str
    stance: str
    number: str | None
    genders: frozenset[str]
    person: str | None = None
    end: int | None = None
    verb: int | None = None
    converb: bool = False

    @property
    def impersonal(self) -> bool:
        """`napisano`: no form of a person."""
        return self.number is None and self.person is None


class Subject(NamedTuple):
    """Who is named as a subject, in the base form, and the genders that the name shows.

    `rare` is one word that no dictionary knows: hardly two people of a story share it. `start` and `end` are where the
    name or office stands in the article. A pronoun has no name. `unnamed` says that the name is what is said of a
    source; `stands_for` is person, office, body, document or medium where it may be somebody named before, `noun` the
    lemma of that word, `number` its number, `person` says that the name is a person's.
    """

    name: str | None
    genders: frozenset[str] = frozenset()
    rare: bool = False
    start: int | None = None
    end: int | None = None
    unnamed: bool = False
    stands_for: str | None = None
    noun: str | None = None
    number: str | None = None
    person: bool = False


class SpeakerReader:
    """Reads the subject of a cue out of its sentence."""

    def __init__(self, pack: Pack) -> None:
        self._cues = pack.word_list("statements", "cue")
        self._documents = pack.word_list("statements", "document")
        self._titles = pack.word_list("statements", "medium-title")
        self._particles = pack.word_list("statements", "name-particle").forms()
        self._negation = pack.word_list("statements", "negation")
        self._than = pack.word_list("statements", "than")
        self._quoting = pack.word_list("statements", "quoting")
        self._never = pack.word_list("statements", "no-speaker")
        self._offices = pack.word_list("statements", "office")
        self._oblique = tuple(pack.word_list("statements", "oblique-ending").forms())
        self._organisations = pack.word_list("statements", "organisation")
        self._partitives = pack.word_list("statements", "partitive")
        self._abbreviations = pack.word_list("sentences", "abbreviation").forms()
        self._lemmas = frozenset(entry.words[0] for entry in self._cues.entries)

    def cue(self, tokens: list[Token], at: int, *, converb: bool = False) -> Cue | None:
        """The cue at a token: a finite verb of the pack's list, with `converb` also `dodając`."""
        if at and self._negation.value(tokens[at - 1]) is not None:
            return None
        stance = self._cues.value(tokens[at])
        readings = [
            a for a in tokens[at].analyses if a.verb in (("Fin", "Imps", "Conv") if converb else ("Fin", "Imps"))
        ]
        verbs = [a for a in readings if f"@{a.lemma.lower()}" in self._lemmas]
        if stance is None or not verbs or self.is_compared(tokens, at):
            return None
        shown, token = verbs[0], tokens[at]
        cue = Cue(at, token.start, token.text, stance, shown.number, shown.genders, shown.person)
        return cue._replace(converb=shown.verb == "Conv")

    def is_compared(self, tokens: Sequence[Token], at: int) -> bool:
        """`więcej, niż sądzono`, `mniej niż podał rząd`: what is said elsewhere, beside which something is set."""
        for i in range(at - 1, -1, -1):
            if not tokens[i].word:
                return False
            if self._than.value(tokens[i]) is not None:
                return i == at - 1 or (i > 0 and tokens[i - 1].text == ",")
        return False

    def after(self, tokens: list[Token], cue: Cue) -> Subject | None:
        """`powiedział we wtorek rzecznik rządu Jan Nowak` → `Jan Nowak`."""
        if self._quoting.value(tokens[cue.at]) is not None:
            return None
        rest = tokens[cue.at + 1 :]
        if cue.person == "1" or cue.impersonal:
            return self._owner_of_document(rest)
        return self._subject(rest, cue) or self._owner_of_document(rest)

    def _owner_of_document(self, tokens: list[Token]) -> Subject | None:
        """`czytamy w komunikacie MSZ` → `MSZ`: an owner that is not declined stands in its base form."""
        for i, token in enumerate(tokens[:FAR]):
            if self._documents.value(token) is not None:
                return self._undeclined(tokens[i + 1 :])
        return None

    def _undeclined(self, tokens: list[Token]) -> Subject | None:
        """`MSZ Kazachstanu`: an abbreviation stands in its base form whatever its case."""
        if not tokens or not tokens[0].text.isupper() or len(tokens[0].text) < 2:
            return None
        phrase = self._phrase_from(tokens)
        return Subject(_joined(phrase), start=phrase[0].start, end=phrase[-1].end)

    def _phrase_from(self, tokens: list[Token]) -> list[Token]:
        phrase = tokens[:1]
        for token in tokens[1:]:
            if not self._continues(token, phrase):
                break
            phrase.append(token)
        return phrase

    def told_of(self, tokens: list[Token]) -> Subject | None:
        """The subject that a sentence of narration names, where speech without a subject follows it."""
        if tokens and len(tokens[0].text) > 1 and tokens[0].text.isupper():
            return Subject(tokens[0].text, start=tokens[0].start, end=tokens[0].end)
        people = [run for run in self._runs(tokens, None) if len(run) > 1 or (run[0].opens and _may_be_person(run[0]))]
        return _subject_of(people[0]) if people else None

    def before(self, tokens: list[Token], cue: Cue) -> Subject | None:
        """`Rzecznik rządu Jan Nowak, pytany o to, powiedział` → `Jan Nowak`; a verb in -no or -to has no subject."""
        if cue.at < len(tokens) and any(a.verb == "Imps" for a in tokens[cue.at].analyses):
            return None
        joined = [i for i in range(1, cue.at) if tokens[i].has("CCONJ") and tokens[i - 1].text == ","]
        own_clause = self._subject(tokens[joined[-1] : cue.at], cue) if joined else None
        return own_clause or self._subject(tokens[: cue.at], cue)

    def signature(self, tokens: list[Token]) -> Subject | None:
        """`Komunikat MSZ`, `Jan Nowak, rzecznik rządu` → who signs."""
        return self._subject(tokens, None)

    def _subject(self, tokens: list[Token], cue: Cue | None) -> Subject | None:
        """The first phrase that can be a subject. Behind a preposition or a noun in another case
        (`agencji Wektor`) only what can be nothing but nominative begins one."""
        governed = False
        for i, token in enumerate(tokens[:FAR]):
            if cue is not None and i and self._opens_clause(tokens, i):
                return None
            glued = i > 0 and tokens[i - 1].text == "-" and tokens[i - 1].end == token.start  # `59-letni`
            if token.has("ADP"):
                governed = True
            elif self._may_begin(token, cue, governed and not _opens_full_name(tokens, i)) and not (
                glued or self._is_addressee(tokens, i, cue)
            ):
                phrase = self._phrase_from(tokens[i:])
                if not is_participle(phrase):
                    return self._apposition(tokens[i + len(phrase) :], phrase) or self._name_of(phrase, cue)
            elif not token.word:
                governed = False
            elif token.has("NOUN") and not any("Nom" in a.cases for a in token.analyses):
                governed = True
        return None

    def _opens_clause(self, tokens: list[Token], at: int) -> bool:
        """Behind a comma a conjunction or participle: `napisał, przypominając …`, `dodał i stwierdził, że …`."""
        converb = any(a.verb == "Conv" for a in tokens[at].analyses) and not tokens[at].has("NOUN")
        return tokens[at - 1].text == "," and (tokens[at].has("SCONJ") or converb)

    def _apposition(self, rest: list[Token], phrase: list[Token]) -> Subject | None:
        """`prawnik Bibi, Saiful Mulook`: a full name between commas names the office before it."""
        is_office = any(a.human and a.lemma[:1].islower() for a in phrase[0].analyses) and not phrase[0].capital
        if not is_office or not rest or rest[0].text != ",":
            return None
        behind = list(itertools.takewhile(lambda t: t.word or t.text in ".-", rest[1 : 1 + NAME_LONGEST]))
        first = next((i for i, t in enumerate(behind) if t.capital), len(behind))
        if any(t.has("VERB") or t.has("ADP") or self.is_clause_word(t) for t in behind[:first]):
            return None
        runs = [run for run in self._runs(behind, None) if len(run) > 1]
        return _subject_of(runs[0]) if runs and runs[0][0] is behind[first] else None

    def _is_addressee(self, tokens: list[Token], at: int, cue: Cue | None) -> bool:
        """`przekazał PAP rzecznik`: an abbreviation right before a subject is whom the words went to."""
        if not tokens[at].text.isupper() or at + 1 >= len(tokens):
            return False
        following = tokens[at + 1]
        return not following.capital and following.has("NOUN") and _nominative_only(following, cue)

    def _may_begin(self, token: Token, cue: Cue | None, governed: bool) -> bool:
        if not token.word or token.timed or self._never.value(token) is not None or self.is_clause_word(token):
            return False
        if not token.known:
            return token.capital and not governed and not self._is_oblique(token)
        readings = [a for a in token.analyses if a.pos in ("NOUN", "ADJ", "PRON") and "Nom" in a.cases]
        if governed and not _nominative_only(token, cue):
            return False
        return any(_agrees(a, cue) for a in readings if a.pos != "PRON")

    def is_clause_word(self, token: Token) -> bool:
        """Words that open a clause of their own."""
        return token.has("SCONJ") or token.has("CCONJ")

    def _continues(self, token: Token, phrase: list[Token]) -> bool:
        if token.text == "." and (phrase[-1].lower in self._abbreviations or _is_initial(phrase[-1])):
            return True
        if token.has("ADP") and len(phrase) == 1 and self._partitives.value(phrase[0]) is not None:
            return True
        glued = token.text == "-" and phrase[-1].end == token.start
        if glued or phrase[-1].text == "-" or token.lower in self._abbreviations:
            return True
        if not token.word or token.timed or self.is_clause_word(token) or (token.has("ADP") and not token.has("NOUN")):
            return False
        unknown = not token.known and not token.has("VERB")
        return token.capital or token.lower in self._particles or token.has("NOUN") or _modifies(token) or unknown

    def _name_of(self, phrase: list[Token], cue: Cue | None) -> Subject | None:
        """The person named in the phrase, else the phrase itself in its base form."""
        if self._documents.value(phrase[0]) is not None:
            return self._undeclined(phrase[1:])
        if title := title_of(phrase, self._titles):
            return Subject(_joined(title), start=title[0].start, end=title[-1].end)
        runs = self._runs(phrase, cue)
        # `agencja Wektor Press`: the name behind an organisation is its own, and so is the whole.
        if runs and self._organisations.value(phrase[0]) is None:
            return _subject_of(runs[-1])
        while phrase and not (phrase[-1].word and _ends_phrase(phrase[-1])):
            phrase = phrase[:-1]
        if not any(t.capital or t.has("NOUN") or any(a.human for a in t.analyses) for t in phrase):
            return None
        first, last = phrase[0], phrase[-1]
        return Subject(
            _lower_first(phrase), _genders(first), start=first.start, end=last.end, unnamed=not first.capital
        )

    def names(self, tokens: list[Token]) -> list[NameFinding]:
        """The names in the nominative among the tokens, each with the genders that it shows."""
        return [
            NameFinding(start=run[0].start, end=run[-1].end, name=_joined(run), genders=sorted(_genders(run[0])))
            for run in self._runs(tokens, None)
        ]

    def _runs(self, tokens: list[Token], cue: Cue | None) -> list[list[Token]]:
        runs: list[list[Token]] = [[]]
        begins: dict[int, int] = {}
        for i, token in enumerate(tokens):
            inside = bool(runs[-1])
            hyphen = token.text == "-" and inside and token.start == tokens[i - 1].end
            before_particle = token.capital and i + 1 < len(tokens) and self._is_particle(tokens, i + 1)
            particle = inside and self._is_particle(tokens, i)
            initial = inside and (_is_initial(token) or (token.text == "." and _is_initial(tokens[i - 1])))
            if hyphen or particle or before_particle or initial or self._is_name_word(token, cue, first=not inside):
                begins.setdefault(len(runs), i)
                runs[-1].append(token)
            elif inside:
                runs.append([])
        named = [run for n, run in enumerate(runs, 1) if run and not _is_tail(tokens, begins[n])]
        whole = [stripped for run in named if (stripped := self._strip(run))]
        named_people = [run for run in whole if len(run) > 1 or not self._is_office(run[0])]
        people = [run for run in named_people if not all(t.text.isupper() for t in run)]
        return people or (named_people if len(tokens) == 1 else [])

    def _strip(self, run: list[Token]) -> list[Token]:
        """A name without a hanging hyphen and without the office that a capital opens (`Wojewoda Jan Nowak`)."""
        while run and run[-1].text == "-":
            run = run[:-1]
        while len(run) > 1 and run[1].capital and (self._is_office(run[0]) or run[0].text.isupper()):
            run = run[1:]
        # `kanclerz Niemiec Angela Merkel`, `rzecznik MSZ Kastelii Ossip Teravel`
        while (
            len(run) > 2
            and not _is_first_name(run[0])
            and ((_is_first_name(run[1]) and run[1].capital) or self._is_oblique(run[0]))
        ):
            run = run[1:]
        return run

    def _is_oblique(self, token: Token) -> bool:
        """An ending that names have in other cases: a word that no dictionary knows is then no subject."""
        return token.lower.endswith(self._oblique)

    def _is_office(self, token: Token) -> bool:
        """An office of the pack's list; at the beginning of a sentence any common noun of a person."""
        if self._offices.value(token) is not None:
            return True
        common = any(a.pos == "NOUN" and a.human and a.lemma[:1].islower() for a in token.analyses)
        return token.opens and common and not any(a.given for a in token.analyses)

    def _is_particle(self, tokens: list[Token], at: int) -> bool:
        """`von der Leyen`, `al-Marini`: small words inside a name, a capital soon after."""
        if tokens[at].lower not in self._particles:
            return False
        return any(t.capital for t in tokens[at + 1 : at + 4] if t.text != "-")

    def _is_name_word(self, token: Token, cue: Cue | None, *, first: bool) -> bool:
        """Whether a token may be of a name in the nominative; what follows a first name is trusted more."""
        if not token.capital or not token.word:
            return False
        if not token.known:
            return not (first and self._is_oblique(token))
        if cue is None and _is_first_name(token):
            return True
        # Inside a sentence a capital says that a common word is a name.
        named = [
            a for a in token.analyses if "Nom" in a.cases and (a.lemma[:1].isupper() or (a.human and not token.opens))
        ]
        return any(_agrees(a, cue) for a in named)


def _agrees(analysis: Analysis, cue: Cue | None) -> bool:
    """Number as the verb's; a name alone is in the singular."""
    if cue is None or cue.number is None:
        return analysis.number in (None, "Sing")
    return analysis.number in (None, cue.number)


def _nominative_only(token: Token, cue: Cue | None) -> bool:
    """After a preposition only a form that can be nothing but nominative begins a subject."""
    number = cue.number if cue and cue.number else "Sing"
    cases = frozenset[str]().union(*(a.cases for a in token.analyses if a.number in (None, number)))
    return bool(cases) and cases <= {"Nom", "Voc"}


def _is_initial(token: Token) -> bool:
    """`Tomasz B.`: a surname cut short."""
    return len(token.text) == 1 and token.capital


def _may_be_person(token: Token) -> bool:
    return not token.known or any(a.human and a.lemma[:1].isupper() for a in token.analyses)


def _subject_of(run: list[Token]) -> Subject:
    return Subject(_joined(run), _genders(run[0]), len(run) == 1 and not run[0].known, run[0].start, run[-1].end)


def _genders(token: Token) -> frozenset[str]:
    """The genders that a name's first word shows: as a given name, if it is one."""
    nominative = [a for a in token.analyses if "Nom" in a.cases and a.number in (None, "Sing")]
    given = [a for a in nominative if a.given]
    return frozenset[str]().union(*(a.genders for a in given or nominative))


def _modifies(token: Token) -> bool:
    return token.has("ADJ") and not token.has("VERB")


def _ends_phrase(token: Token) -> bool:
    return token.capital or token.has("NOUN") or token.has("ADJ")


def _is_first_name(token: Token) -> bool:
    """A given name that is also a form of another word (`Marek`, `Pieter`)."""
    return any(a.given and "Nom" in a.cases for a in token.analyses)


def _opens_full_name(tokens: list[Token], at: int) -> bool:
    """`powtarzała w ubiegłym tygodniu Tekla Dornik`: a given name in the nominative with a surname behind."""
    return _is_first_name(tokens[at]) and at + 1 < len(tokens) and tokens[at + 1].capital


def _is_tail(tokens: list[Token], at: int) -> bool:
    """`Asi Bibi`: a word behind a given name in another case is of that name, whatever its own form."""
    before = tokens[at - 1] if at else None
    return before is not None and any(a.given for a in before.analyses) and not _is_first_name(before)


def _joined(tokens: list[Token]) -> str:
    """The tokens as they stand, with single blanks."""
    parts: list[str] = []
    for i, token in enumerate(tokens):
        if i and tokens[i - 1].end < token.start:
            parts.append(" ")
        parts.append(token.text)
    return "".join(parts)


def _lower_first(phrase: list[Token]) -> str:
    """A common noun loses the capital that the beginning of a sentence gave it; a title keeps its own."""
    first, joined = phrase[0], _joined(phrase)
    common = first.opens and not first.text.isupper() and any(a.lemma[:1].islower() for a in first.analyses)
    titled = len(phrase) > 1 and phrase[1].capital
    return joined[0].lower() + joined[1:] if common and not titled else joined
