"""The words of a correction are found again in another version of the report, and never taken for others like them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from invented import article
from kronika.correcting.anchors import anchor, find
from kronika.evidence import stands
from kronika.records import Anchor

NAME = "Adam Borowicz"
OPENINGS = ("Wtedy", "Rano w porcie", "Po południu na molo", "Dopiero w nocy, jak mówią rybacy,", "Wczoraj")
ENDINGS = (
    "wyszedł.",
    "milczał przez całe posiedzenie rady, choć pytano go o cumy.",
    "wrócił do domu późnym wieczorem, gdy latarnie już zgasły.",
    "spał.",
    "czekał.",
)
SENTENCES = [f"{opening} {NAME} {ending}" for opening, ending in zip(OPENINGS, ENDINGS, strict=True)]
reports = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8)
apart = st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=8).map(
    lambda found: [f"{sentence} ({number})" for number, sentence in enumerate(found) if found[number - 1] != sentence]
)
"""Reports in which sentences come again, but never with the same neighbours: nobody could say which of two in a row is
gone."""


def anchored(words: str, at: int, text: str = NAME) -> Anchor:
    return anchor(article(words), at, at + len(text))


def places(sentences: list[str]) -> list[int]:
    """Where the name stands in each sentence of a report."""
    before = [" ".join([*sentences[:i], sentence[: sentence.index(NAME)]]) for i, sentence in enumerate(sentences)]
    return [len(words) for words in before]


@given(reports, st.data())
def test_in_the_same_text_the_words_stand_where_they_stood(sentences: list[str], data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(places(sentences)))
    text = " ".join(sentences)
    assert text[at : at + len(NAME)] == NAME
    assert find(anchored(text, at), article(text)) == at


@given(apart, st.data())
def test_words_that_are_gone_are_not_found_in_another_sentence(sentences: list[str], data: st.DataObject) -> None:
    assume(sentences)
    number = data.draw(st.integers(0, len(sentences) - 1))
    rest = sentences[:number] + sentences[number + 1 :]
    given_ = anchored(" ".join(sentences), places(sentences)[number])
    assert find(given_, article(" ".join(rest))) is None


@given(reports, reports, reports, st.data())
def test_words_that_stand_alone_are_found_whatever_is_added_beside_their_neighbours(
    sentences: list[str], front: list[str], back: list[str], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(sentences) - 1))
    whole = [*front, *sentences, *back]
    found = find(anchored(" ".join(sentences), places(sentences)[number]), article(" ".join(whole)))
    right = places(whole)[len(front) + number]
    assert found in (right, None)
    if whole.count(sentences[number]) == 1:
        assert found == right


@given(st.text("ab ", min_size=1, max_size=200), st.text("ab ", max_size=200), st.data())
def test_what_is_found_are_the_words(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    given_ = anchor(article(old), start, end)
    at = find(given_, article(new))
    assert at is None or stands(new, at, at + end - start, old[start:end])


def test_few_letters_at_the_edge_of_a_report_tell_nothing() -> None:
    """A dash before a name is no context by which it is known again."""
    old = f"– {NAME} zabrał głos jako pierwszy i mówił o połowach. {'Rada słuchała uważnie. ' * 3}"
    new = f"{'Rada słuchała uważnie. ' * 3}– {NAME} nie przyszedł na posiedzenie."
    assert find(anchored(old, 2), article(new)) is None
    back = f"{'Rada słuchała uważnie. ' * 3}Głos zabrał jako pierwszy, i to z miejsca, {NAME}."
    other = f"W porcie rano był {NAME}. {'Rada słuchała uważnie. ' * 3}"
    assert find(anchored(back, back.index(NAME)), article(other)) is None


def test_where_the_words_before_stand_in_one_place_and_those_behind_in_another_it_is_in_neither() -> None:
    before, behind = (
        "O świcie, gdy mgła jeszcze wisiała nad zatoką, ",
        " wypłynął kutrem na połów śledzi i dorszy na wschód",
    )
    old = f"{before}{NAME}{behind}."
    new = f"{before}{NAME} spał. Nikt nie wiedział, kiedy {NAME}{behind}."
    assert find(anchored(old, len(before)), article(new)) is None


SAID = "Nie oddamy portu, bo port jest nasz od stu lat i taki ma zostać"


def test_long_words_that_stood_once_are_known_by_themselves() -> None:
    old, new = f"Krzyczał: „{SAID}”. Tłum klaskał.", f"Wołał głośno: – {SAID} – a potem zszedł z trybuny."
    assert find(anchored(old, old.index(SAID), SAID), article(new)) == new.index(SAID)


@pytest.mark.parametrize("gone", [0, 1])
def test_long_words_that_stood_twice_are_not_taken_for_each_other(gone: int) -> None:
    parts = [f"Krzyczał z trybuny na rynku: „{SAID}”. Tłum klaskał.", f"Wieczorem powtórzył w radiu: „{SAID}”. Cisza."]
    old = " ".join(parts)
    at = old.index(SAID) if gone == 0 else old.rindex(SAID)
    assert find(anchored(old, at, SAID), article(parts[1 - gone])) is None


def test_a_sentence_that_stands_twice_is_known_by_what_stands_farther_away() -> None:
    refrain = "Rzecznik straży pożarnej powtórzył na konferencji, że nikt nie ucierpiał, a obok stał "
    old = f"Rano. {refrain}{NAME} z psem. Wieczorem. {refrain}{NAME} bez psa."
    first, second = old.index(NAME), old.rindex(NAME)
    new = f"Wieczorem. {refrain}{NAME} bez psa."
    assert find(anchored(old, first), article(new)) is None
    assert find(anchored(old, second), article(new)) == new.index(NAME)
