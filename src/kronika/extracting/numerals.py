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
MOST_DIGITS = 15
"""More digits no floating-point number keeps, and no report counts so far."""
THOUSAND = re.compile(r"\d{3}(?:,\d+)?")


NUMBER_AND_WORD = re.compile(r"(\d+)(?:([-–])(\d+))?(-)(\w+)")


class Numeral(NamedTuple):
    """A number over tokens `first` to `last` (inside); `low` differs from `high` for a range."""

    first: int
    last: int
    low: float
    high: float
    digits: bool
    multiplied: bool


class NumeralReader:
    """Reads numerals out of a sentence's tokens."""

    def __init__(self, pack: Pack) -> None:
        self._numbers = pack.word_list("figures", "number")
        self._multipliers = pack.word_list("figures", "multiplier")
        self._joins = pack.word_list("figures", "range-join")
        self._opens = pack.word_list("figures", "range-open")

    def read(self, tokens: list[Token]) -> list[Numeral]:
        """The numerals of a sentence, in order, ranges put together."""
        found: list[Numeral] = []
        at = 0
        while at < len(tokens):
            if skip := _code(tokens, at):
                at += skip
                continue
            numeral = self._amount(tokens, at)
            if numeral is None:
                at += 1
                continue
            numeral = self._range(tokens, numeral) or numeral
            found.append(numeral)
            at = numeral.last + 1
        return found

    def _range(self, tokens: list[Token], first: Numeral) -> Numeral | None:
        """`od 10 do 15`, `10–15 tys.`, `28 lub 27`: two numbers of one count."""
        at = first.last + 1
        join = self._joins.match(tokens, at) if at < len(tokens) else None
        if join is None or at + join.length >= len(tokens) or first.low != first.high:
            return None
        second = self._amount(tokens, at + join.length)
        if second is None or second.digits != first.digits or second.low != second.high:
            return None
        opened = first.first > 0 and self._opens.value(tokens[first.first - 1]) is not None
        dashed = not tokens[at].word
        if join.value == "to" and not (opened or dashed):
            return None
        if join.value == "and" and not opened:
            return None
        factor = self._shared_multiplier(tokens, first, second)
        ends = sorted((first.low * factor, second.low))
        start = first.first - 1 if opened and join.value == "to" and not dashed else first.first
        return Numeral(start, second.last, ends[0], ends[1], first.digits, second.multiplied)

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
        if text.startswith("0") and text.isdigit() and len(text) > 1:
            return None
        if DECIMAL.fullmatch(text):
            value = float(text.replace(",", "."))
            return Numeral(at, at, value, value, True, False)
        if not INTEGER.fullmatch(text):
            return None
        last, digits = at, text
        while len(digits) <= 12 and (length := _thousand(tokens, last, len(text))):
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
        """`3.5 mln`: a point for a comma, only where a multiplier follows."""
        if at + 3 >= len(tokens) or tokens[at + 1].text != "." or not _glued(tokens, at, at + 2):
            return None
        if not re.fullmatch(r"\d{1,2}", tokens[at + 2].text) or not self._multiplier(tokens, at + 3):
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

    def _and_a_half(self, tokens: list[Token], at: int) -> int | None:
        """`dwa i pół miliona`: the token of the half."""
        if at + 1 >= len(tokens) or self._joins.value(tokens[at]) != "and":
            return None
        half = self._numbers.value(tokens[at + 1])
        return at + 1 if half == "0.5" else None


def parted(tokens: list[Token]) -> list[Token]:
    """The tokens, with a number that is written together with a word (`81-letni`) as number, hyphen and word."""
    return [part for token in tokens for part in _parted(token)]


def _parted(token: Token) -> list[Token]:
    found = NUMBER_AND_WORD.fullmatch(token.text)
    if found is None:
        return [token]
    groups = [i for i in range(1, 6) if found[i]]
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
    return 2 if dotted and re.fullmatch(r"\d{3}", tokens[at + 2].text) else 0


def _code(tokens: list[Token], at: int) -> int:
    """How many tokens are groups of digits that make no number: a telephone, a code, an account."""
    last = at
    while last < len(tokens) and INTEGER.fullmatch(tokens[last].text):
        if last > at and tokens[last].start - tokens[last - 1].end != 1:
            break
        last += 1
    groups = [t.text for t in tokens[at:last]]
    number = len(groups) < 2 or (len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:]))
    return 0 if number else len(groups)


def _glued(tokens: list[Token], first: int, last: int) -> bool:
    return all(tokens[i].end == tokens[i + 1].start for i in range(first, last))
