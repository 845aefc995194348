"""Pull quotes: quotations set apart from the prose, with a signature and no cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kronika.evidence import Span
from kronika.languages.pack import Pack

SHORTEST = 20
LONGEST = 600
SIGNATURE_LONGEST = 140
SIGNATURE = re.compile(r"[-–—~]?\s*(?=[^\W\d_a-z]|[a-z]+ )[^.!?\n]{3,140}[^.!?:;,\n]")
NAME = re.compile(r"(?:[^\W\d_a-z][\w'’.-]*\s+){1,3}[^\W\d_a-z][\w'’-]+,\s+[a-ząćęłńóśźż][^.!?\n]{2,100}[^.!?:;,\s]$")


def pull_quotes(text: str, parts: list[Span], pack: Pack) -> Iterator[tuple[Span, str]]:
    """The parts that are a quotation with its signature, each with the reason that shows it."""
    for part in parts:
        if not SHORTEST < part.end - part.start < LONGEST:
            continue
        if _marked(text[part.start : part.end], pack):
            yield part, "quotation marks and a signature"
        elif _repeated(text, part):
            yield part, "its words stand in the report too, here with a signature"


def _marked(line: str, pack: Pack) -> bool:
    """`"…" Komunikat MSZ`: marks around all but a signature that is no clause of its own."""
    for opening, closing in pack.quotes:
        if not line.startswith(opening):
            continue
        end = line.rfind(closing)
        inner, rest = line[1:end], line[end + 1 :].strip()
        if end <= SHORTEST or opening in inner and opening == closing or not rest:
            continue
        if SIGNATURE.fullmatch(rest) and not _is_clause(rest, pack):
            return True
    return False


def _is_clause(rest: str, pack: Pack) -> bool:
    """Whether a cue of speech stands in it: then the sentence goes on and nothing is set apart."""
    cues = pack.list("statements", "cue").forms()
    words = [w.lower() for w in re.findall(r"[\w-]+", rest)]
    return rest[:1] in pack.dashes + ",-–—" or any(w in cues for w in words[:6])


def _repeated(text: str, part: Span) -> bool:
    """The paragraph is words of the prose, then a name with a role: prose does not say them twice so."""
    line = text[part.start : part.end]
    signature = NAME.search(line)
    if not signature or line.endswith((".", "!", "?")):
        return False
    words = line[: signature.start()].strip(" \"„”“»«–—-")
    if len(words) < SHORTEST:
        return False
    elsewhere = text[: part.start] + "\n" + text[part.end :]
    return words in elsewhere
