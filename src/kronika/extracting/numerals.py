"""Numbers as news writes them: digits, words, multipliers, ranges; not yet what they count."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import NamedTuple

from kronika.languages.pack import Pack
from kronika.records import Token

INTEGER = re.compile(r"\d+")
DECIMAL = re.compile(r"\d+,\d+")
LARGEST = 1e15
MOST_DIGITS = 15
"""More digits no floating-point number keeps, and no report counts so far."""
THOUSAND = re.compile(r"\d{3}(?:,\d+)?")


NUMBER_AND_WORD = re.compile(r"(\d+(?:,\d+)?)(?:([-–])(\d+))?(-)(\w+)")
DASHES = ("-", "–")
CUT_OFF = re.compile(r"([^\W\d_]+)([-–])")
GLUED = re.compile(r"(\d+(?:,\d+)?)([^\W\d_]+)")
COMMA = ","
NEXT = "next"
"""How two numbers are joined that a mark alone parts."""
SHARE = re.compile(r"(\d)/(\d{1,2})", re.ASCII)
LARGEST_DENOMINATOR = 10
NUMERATORS = range(1, 10)


class Numeral(NamedTuple):
    """A number over tokens `first` to `last` (inside); `low` differs from `high` for a range.

    `share` says that it is of a whole, `unit_at` where its unit stands if not behind it.
    """

    first: int
    last: int
    low: float
    high: float
    digits: bool
    multiplied: bool
    share: bool = False
    unit_at: int | None = None


class NumeralReader:
    """Reads numerals out of a sentence's tokens."""

    def __init__(self, pack: Pack) -> None:
        self._numbers = pack.word_list("figures", "number")
        self._multipliers = pack.word_list("figures", "multiplier")
        self._joins = pack.word_list("figures", "range-join")
        self._opens = pack.word_list("figures", "range-open")
        self._from = pack.word_list("figures", "range-from")
        self._changes = pack.word_list("figures", "change")
        self._denominators = pack.word_list("figures", "denominator")
        self._units = [pack.word_list("figures", name) for name in ("multiplier", "percent", "currency")]

    def read(self, tokens: list[Token]) -> list[Numeral]:
        """The numerals of a sentence, in order, ranges put together."""
        found: list[Numeral] = []
        at = 0
        while at < len(tokens):
            if not self._may_count(tokens[at]):
                at += 1
                continue
            if skip := _code(tokens, at):
                at += skip
                continue
            numeral = self._amount(tokens, at)
            if numeral is None or numeral.high > LARGEST:
                at = at + 1 if numeral is None else numeral.last + 1
                continue
            numeral = self._range(tokens, numeral) or self._change(tokens, numeral) or numeral
            found.append(numeral)
            at = numeral.last + 1
        return found

    def _may_count(self, token: Token) -> bool:
        """Whether a number may begin with a token; few do, so that this comes first."""
        return token.text[:1].isdigit() or self._numbers.may_begin(token) or self._multipliers.may_begin(token)

    def _range(self, tokens: list[Token], first: Numeral) -> Numeral | None:
        """`od 10 do 15`, `10–15 tys.`, `28 lub 27`, `dwa, trzy tysiące`: two numbers of one count."""
        unit = self._unit(tokens, first.last + 1)
        joined = self._join(tokens, first.last + 1) or (unit and self._join(tokens, first.last + 1 + unit[0]))
        differs = first.first > 0 and self._changes.value(tokens[first.first - 1]) is not None
        if not joined or first.low != first.high or (differs and joined[0] == "to" and tokens[joined[1] - 1].word):
            return None
        how, at = joined
        second = self._amount(tokens, at)
        if second is None or second.high > LARGEST or second.digits != first.digits or second.low != second.high:
            return None
        if tokens[at - 1] != tokens[first.last + 1] and unit and unit != self._unit(tokens, second.last + 1):
            return None
        opened = first.first > 0 and self._opens.value(tokens[first.first - 1]) is not None
        dashed = how == "to" and not tokens[first.last + 1].word
        factor = self._shared_multiplier(tokens, first, second)
        bare = first.digits and first.low * factor < second.low and not self._begins_change(tokens, first)
        if not _may_join(how, opened or dashed or (bare and self._has_unit(tokens, second)), first, second, factor):
            return None
        ends = sorted((first.low * factor, second.low))
        start = first.first - 1 if opened and how in ("to", "and") and not dashed else first.first
        return Numeral(start, second.last, ends[0], ends[1], first.digits, second.multiplied)

    def _begins_change(self, tokens: list[Token], first: Numeral) -> bool:
        """`z 2 do 3 mln`: a change from one to the other, no range."""
        return first.first > 0 and self._from.value(tokens[first.first - 1]) is not None

    def _has_unit(self, tokens: list[Token], number: Numeral) -> bool:
        """`5 do 5,5 proc.`: where a unit stands behind both, they are ends of one range without `od`."""
        return self._unit(tokens, number.last + 1) is not None

    def _change(self, tokens: list[Token], first: Numeral) -> Numeral | None:
        """`wzrośnie z 2 do 3 mln`: two numbers, but what multiplies the second multiplies the first, and its unit is
        that of the first too."""
        joined = self._join(tokens, first.last + 1)
        opened = first.first > 0 and self._from.value(tokens[first.first - 1]) is not None
        if joined is None or first.low != first.high:
            return self._part(tokens, first)
        second = self._amount(tokens, joined[1])
        if second is None or second.high > LARGEST or second.digits != first.digits:
            return None
        if joined[0] == "and" and not first.multiplied and not second.multiplied:
            return first._replace(unit_at=second.last + 1) if second.digits else None
        if joined[0] != "to" or not opened:
            return None
        factor = self._shared_multiplier(tokens, first, second) if second.low == second.high else 1
        return first._replace(low=first.low * factor, high=first.high * factor, unit_at=second.last + 1)

    def _part(self, tokens: list[Token], first: Numeral) -> Numeral | None:
        """`54 z 61 dronów`, `dwóch z trzech`: a part of the same things."""
        at = first.last + 1
        if at >= len(tokens) or self._from.value(tokens[at]) is None:
            return None
        whole = self._amount(tokens, at + 1)
        return first._replace(unit_at=whole.last + 1) if whole and whole.high > first.high else None

    def _unit(self, tokens: list[Token], at: int) -> tuple[int, str] | None:
        """The currency or percent sign at a place: how long it is, what it stands for."""
        found = [words.match(tokens, at) for words in self._units[1:]] if at < len(tokens) else []
        return next(((f.length, f.value) for f in found if f), None)

    def _join(self, tokens: list[Token], at: int) -> tuple[str, int] | None:
        """What joins two numbers, and where the second begins; a mark before it is of it (`2, a może 3`)."""
        mark = at < len(tokens) and tokens[at].text == COMMA
        found = self._joins.match(tokens, at + mark) if at + mark < len(tokens) else None
        if found is None:
            return (NEXT, at + 1) if mark and at + 1 < len(tokens) else None
        behind = at + mark + found.length
        return (found.value, behind) if behind < len(tokens) and (not mark or found.value == "or") else None

    def _shared_multiplier(self, tokens: list[Token], first: Numeral, second: Numeral) -> float:
        """`10–15 tys.`: what multiplies the second multiplies the first."""
        if first.multiplied or not second.multiplied:
            return 1
        bare = self._plain(tokens, second.first)
        return second.low / bare.low if bare and bare.low else 1

    def _amount(self, tokens: list[Token], at: int) -> Numeral | None:
        plain = self._plain(tokens, at)
        if plain is None:
            return self._bare_multiplier(tokens, at)
        low, high, last, multiplied = plain.low, plain.high, plain.last, False
        if plain.share:
            return plain
        while found := self._multiplier(tokens, last + 1):
            length, factor = found
            low, high, last, multiplied = low * factor, high * factor, last + length, True
            following = self._plain(tokens, last + 1)
            if following and following.low < factor and following.digits == plain.digits and following.low >= 1:
                tail = self._multiplier(tokens, following.last + 1)
                scale = tail[1] if tail else 1
                if scale >= factor:
                    break
                low, high = low + following.low * scale, high + following.high * scale
                last = following.last + (tail[0] if tail else 0)
        return Numeral(at, last, low, high, plain.digits, multiplied)

    def _multiplier(self, tokens: list[Token], at: int) -> tuple[int, float] | None:
        found = self._multipliers.match(tokens, at) if at < len(tokens) else None
        return (found.length, float(found.value)) if found else None

    def _bare_multiplier(self, tokens: list[Token], at: int) -> Numeral | None:
        """`tysiąc osób`: a multiplier in the singular counts itself."""
        found = self._multiplier(tokens, at)
        if not found or not any(a.number == "Sing" for a in tokens[at].analyses):
            return None
        following = self._plain(tokens, at + found[0])
        extra = following.low if following and not following.digits and following.low < found[1] else 0
        last = following.last if following and extra else at + found[0] - 1
        return Numeral(at, last, found[1] + extra, found[1] + extra, False, True)

    def _plain(self, tokens: list[Token], at: int) -> Numeral | None:
        if at >= len(tokens):
            return None
        return self._digits(tokens, at) or self._words(tokens, at)

    def _digits(self, tokens: list[Token], at: int) -> Numeral | None:
        text = tokens[at].text
        if not text[:1].isdigit():
            return None
        if text.startswith("0") and text.isdigit() and len(text) > 1:
            return None
        if DECIMAL.fullmatch(text):
            value = float(text.replace(",", "."))
            return Numeral(at, at, value, value, True, False)
        if share := SHARE.fullmatch(text):
            return _slashed(at, int(share[1]), int(share[2]))
        if not INTEGER.fullmatch(text):
            return None
        last, digits = at, text
        while length := _thousand(tokens, last, len(text)):
            last += length
            digits += tokens[last].text
            if "," in tokens[last].text:
                break
        if len(digits) > MOST_DIGITS:
            return None
        if last == at and (decimal := self._dotted(tokens, at)):
            return decimal
        value = float(digits.replace(",", "."))
        return Numeral(at, last, value, value, True, False)

    def _dotted(self, tokens: list[Token], at: int) -> Numeral | None:
        """`3.5 mln`, `4.32 zł`: a point for a comma, only where a multiplier or a unit follows."""
        if at + 3 >= len(tokens) or tokens[at + 1].text != "." or not _glued(tokens, at, at + 2):
            return None
        if not re.fullmatch(r"\d{1,2}", tokens[at + 2].text):
            return None
        if not any(words.match(tokens, at + 3) for words in self._units):
            return None
        value = float(f"{tokens[at].text}.{tokens[at + 2].text}")
        return Numeral(at, at + 2, value, value, True, False)

    def _words(self, tokens: list[Token], at: int) -> Numeral | None:
        """A sum of words that grow smaller: `dwieście trzydzieści pięć`."""
        found = self._numbers.match(tokens, at)
        if found is None:
            return None
        low, high = _bounds(found.value)
        last, smallest = at + found.length - 1, low
        if share := self._share(tokens, at, last + 1, low):
            return share
        if half := self._and_a_half(tokens, last + 1):
            return Numeral(at, half, low + 0.5, high + 0.5, False, False)
        while last + 1 < len(tokens) and smallest >= 20 and low == high:
            following = self._numbers.match(tokens, last + 1)
            if following is None or "-" in following.value:
                break
            if not 1 <= float(following.value) < 10 ** int(math.log10(smallest)):
                break
            smallest = float(following.value)
            low, high, last = low + smallest, high + smallest, last + following.length
        return Numeral(at, last, low, high, False, False)

    def _share(self, tokens: list[Token], at: int, below: int, numerator: float) -> Numeral | None:
        """`dwie trzecie`: a number over what a word divides by."""
        found = self._denominators.match(tokens, below) if below < len(tokens) else None
        if found is None or numerator not in NUMERATORS or numerator >= float(found.value):
            return None
        value = round(numerator / float(found.value), 4)
        return Numeral(at, below + found.length - 1, value, value, False, False, True)

    def _and_a_half(self, tokens: list[Token], at: int) -> int | None:
        """`dwa i pół miliona`: the token of the half."""
        if at + 1 >= len(tokens) or self._joins.value(tokens[at]) != "and":
            return None
        half = self._numbers.value(tokens[at + 1])
        return at + 1 if half == "0.5" else None

    def parted(self, tokens: list[Token]) -> list[Token]:
        """The tokens, with a number that is written together with a word (`81-letni`, `3mln`) apart from it."""
        return [part for token in tokens for part in self._parted(token)]

    def _parted(self, token: Token) -> list[Token]:
        if not token.text[:1].isdigit() and token.text[-1:] not in DASHES:
            return [token]
        if found := NUMBER_AND_WORD.fullmatch(token.text):
            return _parts(token, found)
        if (found := CUT_OFF.fullmatch(token.text)) and found[1].lower() in self._numbers.lemmas():
            return _parts(token, found)
        found = GLUED.fullmatch(token.text)
        if found and any(words.forms().get(found[2].lower()) for words in self._units):
            return _parts(token, found)
        return [token]


def _may_join(how: str, opened: bool, first: Numeral, second: Numeral, factor: float) -> bool:
    """Whether two numbers are ends of one range: `do` and `a` only where the range is opened, a mark alone only
    between words for two numbers that follow each other (`dwa, trzy tysiące`)."""
    if how == NEXT:
        return not first.digits and factor > 1 and second.low == first.low * factor + factor
    return how == "or" or opened


def _parts(token: Token, found: re.Match[str]) -> list[Token]:
    groups = [i for i in range(1, found.re.groups + 1) if found[i]]
    return [
        replace(
            token,
            start=token.start + found.start(i),
            end=token.start + found.end(i),
            text=found[i],
            lower=found[i].lower(),
            lemmas=frozenset({found[i].lower()}),
            opens=token.opens and i == groups[0],
            closes=token.closes and i == groups[-1],
        )
        for i in groups
    ]


def _slashed(at: int, numerator: int, denominator: int) -> Numeral | None:
    """`2/3`; nothing is divided by nought, and `28/27` is no share."""
    if not 0 < numerator < denominator <= LARGEST_DENOMINATOR:
        return None
    value = round(numerator / denominator, 4)
    return Numeral(at, at, value, value, True, False, True)


def _bounds(value: str) -> tuple[float, float]:
    low, _, high = value.partition("-")
    return float(low), float(high or low)


def _thousand(tokens: list[Token], at: int, first: int) -> int:
    """How many tokens carry the next group of three digits: `2 030` one, `2.030` two, none 0."""
    if first > 3:
        return 0
    if at + 1 < len(tokens) and THOUSAND.fullmatch(tokens[at + 1].text):
        return 1 if tokens[at + 1].start - tokens[at].end == 1 else 0
    dotted = at + 2 < len(tokens) and tokens[at + 1].text == "." and _glued(tokens, at, at + 2)
    return 2 if dotted and THOUSAND.fullmatch(tokens[at + 2].text) else 0


def _code(tokens: list[Token], at: int) -> int:
    """How many tokens are groups of digits that make no number: a telephone, a code, an account."""
    last = at
    if not tokens[at].text[:1].isdigit():
        return 0
    while last < len(tokens) and INTEGER.fullmatch(tokens[last].text):
        if last > at and tokens[last].start - tokens[last - 1].end != 1:
            break
        last += 1
    groups = [t.text for t in tokens[at:last]]
    number = len(groups) < 2 or (len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:]))
    return 0 if number else len(groups)


def _glued(tokens: list[Token], first: int, last: int) -> bool:
    return all(tokens[i].end == tokens[i + 1].start for i in range(first, last))
