"""Whatever digits, marks and number words come together, figures are stretches of the text and finite numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from invented import article
from kronika.annotating import Annotator
from kronika.extracting import Extractor
from kronika.linking import link
from kronika.records import Document, FigureFinding, Findings, Reading, Zone

Read = Callable[[str], list[FigureFinding]]
LARGEST = 1e15 * 1e12
"""What fifteen digits and the largest multiplier make."""
MULTIPLIERS = ("tys.", "tysiąc", "tysięcy", "mln", "milionów", "mld", "bln", "bilionów")
MODIFIERS = {
    "ponad": "over", "co najmniej": "at_least", "poniżej": "under", "najwyżej": "up_to", "prawie": "almost",
    "około": "about", "dokładnie": "exactly",
}  # fmt: skip
LOWER, UPPER = ("over", "at_least"), ("under", "up_to", "almost")
NUMBERS = (
    "0", "1", "7", "12", "007", "2030", "1234567", "999", "030", "1,5", "3.5", "1/0", "0/0", "1/2", "2/3", "11/10",
    "²", "³", "½", "¾", "Ⅻ", "①", "１２", "٣", "XIV", "MMXXXI", "1e9", "1e400", "0x10", "-5", "+48", "−3", "1.234,5",
    "1,234.5", "1_000", "1'000", "12-", "12-letni", "3mln", "5tys.", "10-15", "10–15", "15-10", "2:1", "12%", "№5",
    "5)", "[5]", "99,99", "00,1", "123456789012345678901234567890 ", "12-osobowa", "trzydziestopięcioletnia",
)  # fmt: skip
WORDS = (
    "pół", "ćwierć", "półtora", "dwa", "pięć", "troje", "dwanaście", "trzydzieści", "sto", "dwieście", "kilka",
    "kilkaset", "setka", "i pół", "jedna trzecia", "dwie trzecie", "od", "do", "z", "między", "a", "i", "lub", "czy",
    "-", "–", "−", "+", "/", ".", ",", ";", ":", "(", ")", "„", "”", "%", "№", "$", "o", "nr", "w tym", "wśród",
    "osób", "zabitych", "zginęło", "rannych", "policjantów", "zł", "proc.", "lat", "razy", "dwukrotnie", "5 maja",
    "wzrosła", "przekroczyła", "\n\n", "\t", *MODIFIERS,
)  # fmt: skip
MULTIPLIED = re.compile("tys|mln|milion|mld|bln|bilion|miliard")
MANY_DIGITS = re.compile(r"\d{16}")
GAPS = ("", " ", " ", " ", "\u00a0", "\u202f")


@pytest.fixture(scope="module")
def read(annotator: Annotator, extractor: Extractor) -> Read:
    """The figures of a text."""

    def figures(text: str) -> list[FigureFinding]:
        document = Document(article=article(text), language="pl", zones=[Zone(start=0, end=len(text), kind="body")])
        return extractor.extract(annotator.annotate(document)).figures

    return figures


def numbers(figure: FigureFinding) -> list[float]:
    return [n for n in (figure.value, figure.low, figure.high) if n is not None]


def assert_sound(text: str, found: list[FigureFinding]) -> None:
    """Stretches of the text that do not overlap; a value or bounds, finite; what they point at is there."""
    assert all(one.end <= other.start for one, other in pairwise(found)), text
    for figure in found:
        assert 0 <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end] == text[figure.start : figure.end].strip()
        assert numbers(figure)
        assert all(math.isfinite(n) and n >= 0 for n in numbers(figure)), text
        assert figure.value is None or figure.low is figure.high is None
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.modifier not in LOWER or figure.low is not None
        assert figure.modifier not in UPPER or figure.high is not None
        starts = {other.start for other in found} - {figure.start}
        assert figure.part_of is None or figure.part_of in starts
        marks = (figure.place, figure.as_of, figure.on, figure.source, *figure.owners)
        assert all(0 <= at < len(text) for at in marks if at is not None)


@settings(max_examples=250)
@given(st.lists(st.tuples(st.sampled_from((*NUMBERS, *WORDS, *MULTIPLIERS)), st.sampled_from(GAPS)), max_size=20))
def test_any_mixture_gives_sound_figures(read: Read, pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in pieces)
    found = read(text)
    assert_sound(text, found)
    if len(MULTIPLIED.findall(text)) < 2 and not MANY_DIGITS.search(text):
        assert all(n <= LARGEST for figure in found for n in numbers(figure)), text


@settings(max_examples=120)
@given(st.text("0123456789 .,-–−+/%²½１٣XVI\u00a0\n", max_size=40))
def test_digits_and_marks_alone_give_sound_figures(read: Read, text: str) -> None:
    assert_sound(text, read(text))


MANY = "9" * 310
LONG = (f"Zginęło {MANY},5 osób.", f"Zginęło {MANY} osób.", f"To grupa {MANY}-osobowa.", f"{MANY}-letni Jan Kos")
CHAINS = (f"Zginęło 5{' bln' * 30} osób.", f"Zginęło dwa i pół{' miliarda' * 40} osób.", f"Szło kilka{' tys.' * 110}.")
LARGE = (*CHAINS, f"Zginęło {'9' * 30},5 osób.", "Zginęło 5 bln bln bln osób.", f"Podwyżka {MANY}-procentowa")
RANGES = (
    f"Zginęło 5–7{' bln' * 30} osób.",
    f"Zginęło od dwóch do trzech{' bln' * 30} osób.",
    "Zginęło 5 lub 7 bln bln bln osób.",
    f"Liczba wzrosła z 5 do 7{' bln' * 30} zł.",
)


@pytest.mark.parametrize("text", [*LONG, *LARGE, *RANGES])
def test_numbers_that_nothing_can_count_are_no_figures_and_stop_nothing(read: Read, text: str) -> None:
    found = read(text)
    zones = [Zone(start=0, end=len(text), kind="body")]
    link([Reading(article=article(text), findings=Findings(language="pl", zones=zones, figures=found))])
    assert_sound(text, found)
    assert all(n <= LARGEST for figure in found for n in numbers(figure))


# ------------------------------------------------------------- round trips


def grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


def fraction(number: int, unit: int, word: str) -> str:
    """`2,03 tys.`"""
    whole, rest = divmod(number, unit)
    digits = f"{rest:0{len(str(unit)) - 1}}".rstrip("0")
    return f"{whole},{digits} {word}" if digits else f"{whole} {word}"


def told(read: Read, written: str) -> list[tuple[str, float | None]]:
    text = f"Zginęło {written} osób."
    return [(text[f.start : f.end], f.value) for f in read(text)]


@settings(max_examples=50)
@given(st.integers(1000, 999_999_999))
def test_a_number_is_the_same_however_it_is_written(read: Read, number: int) -> None:
    written = [str(number), *(grouped(number, mark) for mark in (" ", "\u00a0", "\u202f", "."))]
    written += [fraction(number, 1000, "tys."), fraction(number, 1000, "tysiąca")]
    written += [fraction(number, 10**6, "mln"), fraction(number, 10**6, "miliona")]
    for form in written:
        assert told(read, form) == [(form, number)], form


@settings(max_examples=20)
@given(st.integers(1, 9_999_999))
def test_digits_of_other_scripts_count_as_digits(read: Read, number: int) -> None:
    for nought in ("０", "٠", "०"):
        form = "".join(chr(ord(nought) + int(digit)) for digit in str(number))
        assert told(read, form) == [(form, number)], form


ONES = ["jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć"]
TEENS = [
    "dziesięć",
    "jedenaście",
    "dwanaście",
    "trzynaście",
    "czternaście",
    "piętnaście",
    "szesnaście",
    "siedemnaście",
    "osiemnaście",
    "dziewiętnaście",
]
TENS = [
    "dwadzieścia",
    "trzydzieści",
    "czterdzieści",
    "pięćdziesiąt",
    "sześćdziesiąt",
    "siedemdziesiąt",
    "osiemdziesiąt",
    "dziewięćdziesiąt",
]
HUNDREDS = ["sto", "dwieście", "trzysta", "czterysta", "pięćset", "sześćset", "siedemset", "osiemset", "dziewięćset"]


def below_a_thousand(number: int) -> list[str]:
    """Its words, the largest first."""
    hundreds, rest = divmod(number, 100)
    words = [HUNDREDS[hundreds - 1]] if hundreds else []
    if 10 <= rest < 20:
        return [*words, TEENS[rest - 10]]
    tens, ones = divmod(rest, 10)
    return words + ([TENS[tens - 2]] if tens else []) + ([ONES[ones - 1]] if ones else [])


def worded(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    few = thousands % 10 in (2, 3, 4) and thousands % 100 not in (12, 13, 14)
    count = [] if thousands == 1 else below_a_thousand(thousands)
    unit = "tysiąc" if thousands == 1 else "tysiące" if few else "tysięcy"
    return " ".join([*count, unit, *below_a_thousand(rest)] if thousands else below_a_thousand(rest))


@settings(max_examples=80)
@given(st.integers(2, 999_999))
def test_a_number_in_words_is_the_number(read: Read, number: int) -> None:
    form = worded(number)
    assert told(read, form) == [(form, number)], form


# ------------------------------------------------------ modifiers, ranges


@settings(max_examples=40)
@given(st.integers(2, 99_999), st.sampled_from(sorted(MODIFIERS)))
def test_a_modifier_makes_a_bound_or_leaves_a_value(read: Read, number: int, word: str) -> None:
    [figure] = read(f"W powodzi zginęło {word} {number} osób.")
    told = figure.value, figure.low, figure.high
    assert figure.modifier == MODIFIERS[word]
    if figure.modifier in LOWER:
        assert told == (None, number, None)
    elif figure.modifier in UPPER:
        assert told == (None, None, number)
    else:
        assert told == (number, None, None)


ENDS = st.integers(2, 999) | st.integers(2300, 99_999)


def assert_range(read: Read, form: str, low: int, high: int) -> None:
    [figure] = read(f"W powodzi zginęło {form} osób.")
    told = (low, None, None) if low == high else (None, low, high)
    assert (figure.value, figure.low, figure.high) == told, form


@settings(max_examples=40)
@given(ENDS, ENDS)
def test_the_ends_of_a_range_may_stand_in_any_order(read: Read, one: int, other: int) -> None:
    for form in (f"od {one} do {other}", f"między {one} a {other}", f"{one} lub {other}"):
        assert_range(read, form, *sorted((one, other)))


@pytest.mark.xfail(reason="read as years, although people are counted", strict=True)
@pytest.mark.parametrize("form", ["od 1900 do 2000", "między 1900 a 2000", "1900–2000"])
def test_ends_that_might_be_years_count_people_too(read: Read, form: str) -> None:
    assert_range(read, form, 1900, 2000)


@settings(max_examples=25)
@given(st.integers(1, 98), st.integers(1, 98), st.sampled_from(["tys.", "mln"]), st.sampled_from("-–—"))
def test_what_multiplies_the_second_end_multiplies_the_first(
    read: Read, low: int, more: int, word: str, dash: str
) -> None:
    [figure] = read(f"W powodzi zginęło {low}{dash}{low + more} {word} osób.")
    factor = {"tys.": 1000, "mln": 10**6}[word]
    assert (figure.low, figure.high) == (low * factor, (low + more) * factor)


@settings(max_examples=25)
@given(st.integers(1, 99_999), st.sampled_from("-−+"))
def test_a_number_with_a_sign_counts_nobody(read: Read, number: int, sign: str) -> None:
    assert read(f"W powodzi zginęło {sign}{number} osób.") == []


@pytest.mark.parametrize("form", ["1/0", "0/0", "11/10", "½", "²³", "XIV", "MMXXXI", "①", "007", "1e9", "0x10"])
def test_what_is_no_number_of_people_counts_nobody(read: Read, form: str) -> None:
    assert [f for f in read(f"Zginęło {form} osób.") if f.measure == "killed"] == []


@settings(max_examples=30)
@given(st.permutations(["zginęło 12 osób", "rannych zostało 1,4 tys. osób", "zatrzymano trzydzieści pięć osób"]))
def test_clauses_in_any_order_tell_the_same(read: Read, clauses: list[str]) -> None:
    found = read(f"W Morzanach {', '.join(clauses)}.")
    assert sorted((f.measure, f.value) for f in found) == [("arrested", 35), ("injured", 1400), ("killed", 12)]
