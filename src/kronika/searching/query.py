"""What people ask for, as a query: words, phrases, fields. Whatever is not understood is said in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from kronika import calendar, ontology
from kronika.errors import InputError
from kronika.languages.letters import fold
from kronika.records import APART, SEARCHED, Clause, Query, Term, code_of_event, code_of_measure
from kronika.showing import days_asked
from kronika.showing.event_kinds import called
from kronika.showing.figure_phrases import words_for
from kronika.showing.phrases import Phrases

Lemmas = Callable[[str], Sequence[str]]
"""The folded lemmas of which a word may be a form."""
LONGEST = 1_000
MOST_TERMS = 40
QUOTES = '"„“”«»'
TOKEN = re.compile(
    rf"(?P<without>-)?(?:(?P<field>[^\W\d_]+):)?(?:[{QUOTES}](?P<phrase>[^{QUOTES}]*)(?P<end>[{QUOTES}])?|(?P<word>[^\s{QUOTES}]*))"
)
OR, ANY_END = "OR", "*"
WORDS = ("speaker", "who", "place", "outlet", "story")
CODES = ("measure", "type")
CHOICES = (*WORDS, *CODES, "in", "since", "until")
"""The fields that can be asked for."""
EXAMPLE = 'Ask for words, "phrases" or fields, such as speaker:Dornik or measure:killed'


class Token(NamedTuple):
    """A part of what is asked: its words as written, its field, whether it is to be left out, and how it was quoted."""

    told: str
    words: str
    field: str | None
    without: bool
    quoted: bool


def parse(asked: str, lemmas: Lemmas, phrases: Phrases) -> Query:
    """The query of what somebody asks. Raises InputError for what is not understood, with what it is."""
    if len(asked) > LONGEST:
        raise InputError(f"{asked[:40]}…", f"a search has at most {LONGEST:,} characters", "Ask for less at once")
    tokens = list(_tokens(asked))
    if len(tokens) > MOST_TERMS:
        raise InputError(asked, f"a search has at most {MOST_TERMS} words", "Ask for less at once")
    days = {name: _only(tokens, name) for name in ("since", "until")}
    asked_days = days_asked.stretch(days["since"], days["until"], phrases)
    clauses = tuple(_clauses([t for t in tokens if t.field not in ("in", "since", "until")], lemmas))
    if all(clause.without for clause in clauses):
        raise InputError(asked or "''", "nothing is asked for but what to leave out, or days", EXAMPLE)
    return Query(
        clauses=clauses,
        kinds=_kinds(tokens),
        since=calendar.iso(asked_days.earliest),
        until=calendar.iso(asked_days.latest),
    )


# ------------------------------------------------------------------------- tokens


def _tokens(asked: str) -> Iterator[Token]:
    at = 0
    while at < len(asked):
        if asked[at].isspace():
            at += 1
            continue
        found = TOKEN.match(asked, at)
        assert found is not None  # the pattern fits everything
        at = max(found.end(), at + 1)
        yield _token(found)


def _token(found: re.Match[str]) -> Token:
    phrase, told = found["phrase"], found[0]
    if phrase is not None and found["end"] is None:
        raise InputError(told, "the quotation mark is not closed", "Close it, or leave it out")
    field = found["field"].lower() if found["field"] else None
    if field is not None and field not in CHOICES:
        remedy = f"Choose {', '.join(CHOICES)}; to look for these very words, put them in quotation marks"
        raise InputError(told, f"there is no field {field}", remedy)
    words = phrase if phrase is not None else found["word"]
    if not words.strip():
        problem = f"{field} has no value" if field else "there is no word in it"
        raise InputError(told, problem, f"Write it without a blank, as in {field}:word" if field else EXAMPLE)
    return Token(told, words, field, bool(found["without"]), phrase is not None)


def _only(tokens: Sequence[Token], field: str) -> str | None:
    """The value of a field that may stand once."""
    found = [token for token in tokens if token.field == field]
    if len(found) > 1 or any(token.without for token in found):
        raise InputError(found[-1].told, f"{field} may stand once, and without a minus", "Leave the other out")
    return found[0].words if found else None


def _kinds(tokens: Sequence[Token]) -> tuple[str, ...]:
    named = [token for token in tokens if token.field == "in"]
    for token in named:
        if token.words.lower() not in SEARCHED or token.without:
            raise InputError(token.told, "this cannot be searched", f"Choose {', '.join(SEARCHED)}")
    return tuple(dict.fromkeys(token.words.lower() for token in named)) or SEARCHED


# ------------------------------------------------------------------------ clauses


def _clauses(tokens: Sequence[Token], lemmas: Lemmas) -> Iterator[Clause]:
    """Terms, those around an OR together."""
    group: list[Token] = []
    joined = False
    for token in tokens:
        if _is_or(token):
            if joined or not group:
                raise InputError(token.told, "OR stands between two words", "Write one before and one behind it")
            joined = True
            continue
        if not joined and group:
            yield _clause(group, lemmas)
            group = []
        group.append(token)
        joined = False
    if joined:
        raise InputError(f"{group[-1].told} OR", "OR stands between two words", "Write one behind it too")
    if group:
        yield _clause(group, lemmas)


def _is_or(token: Token) -> bool:
    return token.told == OR


def _clause(tokens: Sequence[Token], lemmas: Lemmas) -> Clause:
    without = [token for token in tokens if token.without]
    if without and len(tokens) > 1:
        raise InputError(without[0].told, "what is left out cannot stand beside OR", "Leave OR out")
    return Clause(tuple(term for token in tokens for term in _terms(token, lemmas)), bool(without))


def _terms(token: Token, lemmas: Lemmas) -> list[Term]:
    if token.field in CODES:
        return [Term(words=words, field="code") for words in _codes(token)]
    return [_term(token, lemmas)]


def _term(token: Token, lemmas: Lemmas) -> Term:
    begins = not token.quoted and token.words.endswith(ANY_END)
    words, as_written = tuple(fold(token.words).split()), re.findall(r"\w+", token.words)
    if not words or APART in words:
        raise InputError(token.told, "there is no word in it", EXAMPLE)
    asked = as_written if len(as_written) == len(words) else words
    found = tuple(tuple(lemmas(form)) or (word,) for form, word in zip(asked, words, strict=True))
    return Term(words=words, lemmas=() if begins else found, field=token.field, begins=begins)


def _codes(token: Token) -> Sequence[tuple[str, ...]]:
    """The words of the measures, or of the types of events with their modes, that are called so in any language."""
    asked = fold(token.words)
    if token.field == "measure":
        known = ontology.measures()
        found = [(code_of_measure(m),) for m in known if asked in map(fold, words_for("measures", m))]
        if not found:
            raise InputError(token.told, "no such measure", f"Choose {', '.join(known)}")
        return found
    codes = sorted(called(token.words), key=str)
    if not codes:
        problem = "no such type of event"
        raise InputError(token.told, problem, f"Choose {', '.join(ontology.event_types())}, or a mode such as arrest")
    return [code_of_event(*code) for code in codes]
