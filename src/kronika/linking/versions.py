"""Two statements compared: whether one is a version of the other, by which rule, and what differs in its words."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from typing import NamedTuple

from kronika.evidence import Span
from kronika.languages.letters import fold
from kronika.linking.alignment import DIFFERENCES
from kronika.linking.contents import DENIES, DOUBTS, WORD, Content
from kronika.records import Edit, StatementRow

ALIKE = 0.48
"""Likeness from which other words say the same: 0.40 to 0.48 do best on the tuned statements
(`python -m evaluation sameness --sweep`)."""
ALIKE_SENTENCE = 0.6
"""The same for one sentence of several: of five such links in 400 articles of real press (`evaluation/press.py`) four
were wrong or doubtful, all below it, and one right, above it."""
LEAST = 5.0
"""Weight that two contents have in common at least, one rare word or two common ones: 0 to 5 do equally well on the
tuned statements, 6 and 7 worse."""
EDITED = 0.8
"""Share of equal words from which the rest are edits: 0.7 to 0.9 make no difference to the tuned statements."""
NEAR = 2 / 3
"""Share of the shorter one's words that follows from EDITED: 2 e / (l + e) is below it for fewer equal words."""
SHORTEST = 3
"""Words that two may not say by chance. Chosen, not measured."""
ENOUGH = 8
"""Equal words without which no edit is small: one word of six says something else. Chosen, not measured."""
PART = 5
"""Words of a part that says something by itself. Chosen, not measured."""
QUOTED_PART = 2
"""Words of such a part where it is a quotation. Chosen, not measured."""
RUN = 2
"""Equal words one after the other that make a part; one alone stands anywhere. Chosen, not measured."""
PAST, FUTURE = frozenset({"past"}), frozenset({"future"})
HALF = 0.5
"""Share of equal words below which a list of edits is no help to anybody. Chosen, not measured."""


Blocks = Sequence[tuple[int, int, int]]
"""Equal words: where they stand in the one, where in the other, how many."""


class Version(NamedTuple):
    """The rule by which two statements are one, and how much of their words is shared, from 0 to 1."""

    rule: Rule
    share: float


def the_same_words(one: Content, other: Content) -> float | None:
    """The same speaker and the same words."""
    return 1.0 if one.words == other.words and len(one.words) >= SHORTEST else None


def small_edits(one: Content, other: Content) -> float | None:
    """The same speaker and the same words but for small edits."""
    if _at_most(one, other) < EDITED:
        return None
    blocks = _blocks(one.words, other.words, 1)
    equal = _equal(blocks)
    share = 2 * equal / max(1, len(one.words) + len(other.words))
    if share < EDITED or equal < ENOUGH or _says_no(one, other, blocks, 0, len(other.words)):
        return None
    return share


def a_part(one: Content, other: Content) -> float | None:
    """The same speaker, and one says a part of the other word for word."""
    less, more = sorted((one, other), key=lambda content: (len(content.words), content.words))
    if len(less.words) < (QUOTED_PART if less.direct else PART):
        return None
    blocks = _blocks(less.words, more.words, RUN)
    if not blocks:
        return None
    first, last = blocks[0][1], blocks[-1][1] + blocks[-1][2]
    equal = _equal(blocks)
    share = 2 * equal / (len(less.words) + last - first)
    enough = equal >= ENOUGH or share == 1
    return share if share >= EDITED and enough and not _says_no(less, more, blocks, first - 1, last) else None


def other_words(one: Content, other: Content) -> float | None:
    """The same speaker says the same in other words."""
    share = alike(one, other)
    return share if share >= ALIKE else None


def a_sentence(one: Content, other: Content) -> float | None:
    """The same speaker says the same as one sentence of the other in other words."""
    pairs = [*((one, sentence) for sentence in other.parts), *((sentence, other) for sentence in one.parts)]
    share = max((alike(*pair) for pair in pairs if not contradict(*pair)), default=0.0)
    return share if share >= ALIKE_SENTENCE else None


Rule = Callable[[Content, Content], float | None]
WORD_RULES: tuple[Rule, ...] = (the_same_words, small_edits, a_part)
RULES: tuple[Rule, ...] = (*WORD_RULES, other_words, a_sentence)
"""In this order, the first that holds decides. Each returns the share, None where it does not hold; its docstring is
the reason shown."""


def version(one: Content, other: Content, rules: Sequence[Rule] = RULES) -> Version | None:
    """Why two statements of one speaker are the same; None where they are not."""
    if contradict(one, other):
        rules = [rule for rule in rules if rule is a_sentence]
    near = one.stance == other.stance and _near(one, other)
    found = ((rule, rule(one, other)) for rule in rules if near or rule not in WORD_RULES)
    return next((Version(rule, share) for rule, share in found if share is not None), None)


def _near(one: Content, other: Content) -> bool:
    """Whether enough words of the shorter stand in the longer for any rule of equal words."""
    less, more = sorted((one.words, other.words), key=len)
    known = frozenset(more)
    return sum(word in known for word in less) >= NEAR * len(less)


def alike(one: Content, other: Content) -> float:
    """How much two contents share; 0 where one says no and the other does not."""
    return shared(one, other) if says_no(one) == says_no(other) else 0.0


def shared(one: Content, other: Content) -> float:
    """The weight of stems, numbers and names in common against that of each: the geometric mean of both shares."""
    common = one.weights.keys() & other.weights.keys()
    both = math.fsum(min(one.weights[key], other.weights[key]) for key in common)
    if both < LEAST:
        return 0.0
    return both / math.sqrt(math.fsum(one.weights.values()) * math.fsum(other.weights.values()))


def says_no(content: Content) -> bool:
    """Whether it denies what its words tell."""
    return (len(content.nots) + content.refusals + (content.stance == DENIES)) % 2 == 1


def contradict(one: Content, other: Content) -> bool:
    """Whether two contents cannot be the same: other numbers, lengths, days, names, tenses or ends of a scale, or only
    one is doubted."""
    doubted = (one.stance == DOUBTS) != (other.stance == DOUBTS)
    return doubted or differ(one, other) or opposite(one, other)


def differ(one: Content, other: Content) -> bool:
    """Whether two contents are of other numbers, lengths, days, names or tenses."""
    sets = ((one.numbers, other.numbers), (one.lengths, other.lengths), (one.names, other.names))
    others = any(_differ(a, b) for a, b in sets) or _other_measure(one, other)
    return others or _other_days(one, other) or _other_tense(one, other)


def _other_tense(one: Content, other: Content) -> bool:
    """Whether one tells only what was and the other only what will be."""
    return {one.tenses, other.tenses} == {PAST, FUTURE}


def _differ(one: AbstractSet[object], other: AbstractSet[object]) -> bool:
    """Whether each has what the other lacks. A part of a statement may hold fewer."""
    return bool(one - other) and bool(other - one)


def _other_measure(one: Content, other: Content) -> bool:
    """Whether an equal number counts something else."""
    pairs = [a[1] == b[1] for a in one.counted for b in other.counted if a[0] == b[0]]
    return bool(pairs) and not any(pairs)


def _other_days(one: Content, other: Content) -> bool:
    pairs = [a[0] <= b[1] and b[0] <= a[1] for a in one.days for b in other.days]
    return bool(pairs) and not any(pairs)


def opposite(one: Content, other: Content) -> bool:
    """Whether one says one end of a scale alone and the other the other."""
    ends = {end[1:] for end in one.ends | other.ends}
    return any(
        {f"{a}{scale}" for a in "+-"} == {*_of(one, scale), *_of(other, scale)}
        and len(_of(one, scale)) == len(_of(other, scale)) == 1
        for scale in ends
    )


def _of(content: Content, scale: str) -> list[str]:
    return [end for end in content.ends if end[1:] == scale]


def _blocks(one: Sequence[str], other: Sequence[str], shortest: int) -> Blocks:
    found = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in found if block.size >= shortest]


def _equal(blocks: Blocks) -> int:
    return sum(size for _, _, size in blocks)


def _at_most(one: Content, other: Content) -> float:
    """No share of equal words is higher: their lengths alone tell."""
    return 2 * min(len(one.words), len(other.words)) / max(1, len(one.words) + len(other.words))


def _says_no(one: Content, other: Content, blocks: Blocks, first: int, last: int) -> bool:
    """Whether a word that says no stands in one of them alone, within `first … last` of the other."""
    here = {a + i for a, _, size in blocks for i in range(size)}
    there = {b + i for _, b, size in blocks for i in range(size)}
    return any(at not in here for at in one.nots) or any(at not in there for at in other.nots if first <= at < last)


def edits(first: StatementRow, row: StatementRow) -> list[Edit]:
    """What differs from the words of the first: word by word, or as a whole where less than half is equal."""
    one, other = _places(first), _places(row)
    here, there = [fold(first.text[p.start : p.end]) for p in one], [fold(row.text[p.start : p.end]) for p in other]
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    codes = matcher.get_opcodes() if matcher.ratio() >= HALF else [("replace", 0, len(one), 0, len(other))]
    found = (
        (DIFFERENCES[tag], _covered(one, i, j), _covered(other, k, m)) for tag, i, j, k, m in codes if tag != "equal"
    )
    return [_edit(kind, first, here, row, there) for kind, here, there in found]


def _places(row: StatementRow) -> list[Span]:
    return [Span(*found.span()) for found in WORD.finditer(row.text)]


def _covered(places: Sequence[Span], start: int, end: int) -> Span:
    """From the first word to the last; where there is none, the place behind the word before."""
    if start < end:
        return Span(places[start].start, places[end - 1].end)
    at = places[start - 1].end if start else 0
    return Span(at, at)


def _edit(kind: str, first: StatementRow, here: Span, row: StatementRow, there: Span) -> Edit:
    return Edit(
        kind=kind,
        start=first.start + here.start,
        end=first.start + here.end,
        text=first.text[here.start : here.end],
        other_start=row.start + there.start,
        other_end=row.start + there.end,
        other_text=row.text[there.start : there.end],
    )
