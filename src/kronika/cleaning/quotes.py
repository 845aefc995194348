"""Pull quotes: quotations set apart from the prose, with a signature and no cue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kronika.evidence import Span
from kronika.languages.letters import LOWER, UPPER
from kronika.languages.pack import Pack

SHORTEST = 20
LONG_ENOUGH = 25
LONGEST = 600
SIGNATURE = re.compile(rf"[-–—~]?\s*[{UPPER}{LOWER}][^.!?\n]{{3,140}}[^.!?:;,\n]")
NAME = re.compile(
    rf"(?:[{UPPER}][\w'’.-]*\s+){{1,3}}(?:[a-z]{{2}}-)?[{UPPER}][\w'’-]+,\s+(?P<role>[{LOWER}]\w+)[^.!?\n]{{2,100}}[^.!?:;,\s]$"
)
"""A name of two words or more and a role in small letters, up to the end."""


class PullQuote(NamedTuple):
    """A quotation set apart, where its signature begins, and what shows that it is one."""

    span: Span
    signature: int
    reason: str


def pull_quotes(text: str, parts: list[Span], pack: Pack) -> Iterator[PullQuote]:
    """The parts that are a quotation with its signature."""
    for part in parts:
        if not SHORTEST < part.end - part.start < LONGEST:
            continue
        if marked := _marked(text[part.start : part.end], pack):
            yield PullQuote(part, part.start + marked, "quotation marks and a signature")
        elif repeated := _repeated(text, part):
            reason = "its words stand in the report too, here with a signature"
            yield PullQuote(part, part.start + repeated, reason)
        elif part not in (parts[0], parts[-1]) and (signed := _signed(text[part.start : part.end], pack)):
            yield PullQuote(part, part.start + signed, "a sentence without a full stop, then a signature")


def _marked(line: str, pack: Pack) -> int | None:
    """`"…" Komunikat MSZ`: marks around all but a signature that is no clause of its own."""
    for opening, closing in pack.quotes:
        end = line.rfind(closing)
        if not line.startswith(opening) or end <= SHORTEST:
            continue
        inner, rest = line[1:end], line[end + 1 :].strip()
        if opening == closing and opening in inner:
            continue
        if SIGNATURE.fullmatch(rest) and not _is_clause(rest, pack):
            return line.index(rest, end + 1)
    return None


def _signed(line: str, pack: Pack) -> int | None:
    """`Czekamy na tę drogę od lat Stefan Bąk, sołtys`: a clause that runs into a name with a role."""
    signature = NAME.search(line)
    if not signature or line.endswith((".", "!", "?", ":")) or any(mark in line for mark in "/|@"):
        return None
    start = _starts(line, signature)[0]
    words = line[:start].strip()
    if signature["role"] in pack.word_list("sentences", "opener").forms() or set(words) & set('.!?:"„”'):
        return None
    spoken = len(words) >= LONG_ENOUGH and words[:1].isupper()
    return start if spoken and len(words.split()) >= 4 else None


def _is_clause(rest: str, pack: Pack) -> bool:
    """Whether a cue of speech stands in it: then the sentence goes on and nothing is set apart."""
    cues = pack.word_list("statements", "cue-form").forms()
    words = [w.lower() for w in re.findall(r"[\w-]+", rest)]
    return rest[:1] in pack.dashes + "," or any(w in cues for w in words[:6])


def _repeated(text: str, part: Span) -> int | None:
    """The paragraph is words of the prose, then a name with a role: prose does not say them twice so."""
    line = text[part.start : part.end]
    signature = NAME.search(line)
    if not signature or line.endswith((".", "!", "?")):
        return None
    elsewhere = text[: part.start] + "\n" + text[part.end :]
    for start in _starts(line, signature):
        words = line[:start].strip(' "„”“»«–—-')
        if len(words) >= SHORTEST and words in elsewhere:
            return start
    return None


def _starts(line: str, signature: re.Match[str]) -> list[int]:
    """Where the name may begin, the shortest name of two words first: `z rąk Rosji Jan Nowak, lider`."""
    words = [m.start() for m in re.finditer(r"\S+", line[: signature.start("role")]) if m.start() >= signature.start()]
    return words[-2::-1] or [signature.start()]
