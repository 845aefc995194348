"""Whether two words are forms of one word, by their letters alone: no dictionary, no language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from kronika.languages.letters import fold

BEND, ENDING = 2, 4
"""Letters at the end of the shorter word that may be others, and letters that may stand behind what both share."""
SHORT, SHORTEST = 4, 3
"""Words of up to SHORT letters are short: nearly any word goes on with them. Below SHORTEST nothing may differ."""
MORE, FEWER = 3, 2
"""Letters that a word may have more than a short one that was asked for, and a short one fewer than the one asked."""
VOWELS = "aeiouy"
STOP = tuple(".!?…:")
OPENING = re.compile(r"^\W+")
CHUNK = re.compile(r"\S+")


class Written(NamedTuple):
    """A word as it stands in a text, folded; `name` says that it is one, or a part of one."""

    word: str
    name: bool = False


def written(text: str, names: Collection[int] = ()) -> Iterator[Written]:
    """The words of a text. A capital says that a word is a name, but not at the beginning of a sentence, where only
    `names` do: the places at which names begin."""
    begins = True
    for chunk in CHUNK.finditer(text):
        bare = OPENING.sub("", chunk[0])
        at = chunk.end() - len(bare)
        name = bare[:1].isupper() and (not begins or at in names or chunk.start() in names)
        yield from (Written(word, name) for word in fold(bare).split())
        begins = chunk[0].endswith(STOP)


def holds(asked: Iterable[str], words: Collection[Written]) -> bool:
    """Whether a form of each folded word stands among the words."""
    return all(any(alike(one, word) for word in words) for one in asked)


def alike(asked: str, found: Written) -> bool:
    """Whether the word that was asked for, folded, and one that stands there are forms of one word.

    Long ones share all but BEND letters of the shorter, at least four, and no more than ENDING follow in either. Short
    ones go on in small letters only: `gaz` is in `gazem`, not in the name `Gazprom`; a vowel at their end may be
    another (`unia`, `unii`). Numbers have no forms.
    """
    word = found.word
    if asked == word:
        return True
    shorter, longer = sorted((asked, word), key=len)
    if len(shorter) < SHORTEST or any(map(str.isdigit, shorter)):
        return False
    if len(shorter) <= SHORT:
        return _short(shorter, longer, found.name) and (len(asked) <= len(word) or _ends_in(asked, word))
    shared = next((n for n, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shared >= max(SHORT, len(shorter) - BEND) and len(longer) - shared <= ENDING


def _short(shorter: str, longer: str, name: bool) -> bool:
    more = len(longer) - len(shorter)
    if more > MORE or (more and name):
        return False
    stem = shorter[:-1]
    bends = len(shorter) == SHORT and shorter[-1] in VOWELS
    return longer.startswith(shorter) or (bends and longer.startswith(stem) and longer[len(stem)] in VOWELS)


def _ends_in(asked: str, word: str) -> bool:
    """Whether what was asked for is a short word with an ending: `gazem` is `gaz`, but `celna` is not `cel`."""
    ending = asked[len(word) :]
    return len(ending) <= FEWER and ending[0] in VOWELS
