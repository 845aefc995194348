"""Shared passages: word for word in both texts, long enough to be prose, and never advertising."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from invented import text
from kronika.evidence import Span
from kronika.linking.reuse import SHORTEST, Shared, find_reuse

PASSAGES = [
    "Na miejscu pracuje 240 ratowników, a do miasta jadą kolejne wozy strażackie z całego okręgu nadmorskiego.",
    "Minister zapowiedział wczoraj, że winni poniosą odpowiedzialność, choć śledztwo dopiero się zaczyna.",
    "Szpitale w trzech miastach przyjęły rannych, a lekarze apelują o oddawanie krwi.",
    "Tak.",
    "Joren Maklavic",
    text(7),
]
BREAKS = [" ", "\n\n", "\n", "\u00a0", "  "]
ADVERT = "Reklama Najlepsze oferty wakacyjne czekają już teraz na wszystkich naszych czytelników"
PIECES = st.lists(
    st.tuples(st.sampled_from([*PASSAGES, ADVERT, text(8), text(9)]), st.sampled_from(BREAKS)), max_size=6
)


def page(pieces: list[tuple[str, str]]) -> tuple[str, list[Span], list[Span]]:
    """A text with the zones of its prose and those of its advertising."""
    whole, prose, adverts = "", [], []
    for words, blank in pieces:
        zone = Span(len(whole), len(whole) + len(words))
        (adverts if words == ADVERT else prose).append(zone)
        whole += words + blank
    return whole, prose, adverts


def plain(words: str) -> str:
    return "".join(words.split())


@settings(max_examples=150)
@given(st.lists(PIECES, min_size=2, max_size=3))
@example([[(PASSAGES[0], " "), (ADVERT, " "), (PASSAGES[1], "")], [(PASSAGES[0], " "), (PASSAGES[1], "")]])
@example([[(PASSAGES[0], " "), (ADVERT, " "), (PASSAGES[1], "")]] * 2)
def test_runs_are_verbatim_long_and_prose(pieces: list[list[tuple[str, str]]]) -> None:
    pages = [page(p) for p in pieces]
    texts = [whole for whole, _, _ in pages]
    runs = find_reuse(texts, [prose for _, prose, _ in pages])
    for run in runs:
        here, there = texts[run.first][slice(*run.span)], texts[run.second][slice(*run.other)]
        assert run.first < run.second
        assert plain(here) == plain(there)
        assert len(here) >= SHORTEST
        assert here == here.strip()
        assert ADVERT not in here
        for change in run.changes:
            assert ADVERT not in texts[run.first][slice(*change.span)]
            assert ADVERT not in texts[run.second][slice(*change.other)]
        assert not any(run.span.overlaps(zone) for zone in pages[run.first][2])
        assert not any(run.other.overlaps(zone) for zone in pages[run.second][2])
    for _, of_pair in itertools.groupby(runs, key=lambda r: (r.first, r.second)):
        for one, other in itertools.combinations(of_pair, 2):
            assert not one.span.overlaps(other.span)
            assert not one.other.overlaps(other.other)


def shared(one: str, other: str) -> list[Shared]:
    return find_reuse([one, other], [[Span(0, len(one))], [Span(0, len(other))]])


@pytest.mark.parametrize("passage", [p for p in PASSAGES if len(p) > SHORTEST])
@pytest.mark.parametrize("blank", BREAKS)
def test_a_passage_inside_another_report_is_found_at_its_place(passage: str, blank: str) -> None:
    one = f"{text(1)}{blank}{passage}{blank}{text(2)}"
    other = f"Zupełnie inny początek.{blank}{passage.replace(' ', blank)}{blank}I koniec jeszcze inny."
    (run,) = shared(one, other)
    assert plain(passage).rstrip(".") in plain(one[slice(*run.span)])
    assert one.index(passage) - 2 <= run.span.start <= one.index(passage)


def test_a_text_and_its_copy_share_all(examples: Path) -> None:
    whole = (examples / "latarnia-01.txt").read_text(encoding="utf-8").strip()
    (run,) = shared(whole, whole)
    assert (run.span, run.other) == (Span(0, len(whole)), Span(0, len(whole)))


NAMES = "Joren Maklavic, Otton Rawicz, Tekla Dornik, Klemens Grabiec."
NUMBERS = " ".join(map(str, range(1, 31)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
        ("", text(1)),
        (text(1), "Zupełnie inna wiadomość o pogodzie: jutro deszcz, a pojutrze śnieg i silny wiatr."),
        (NAMES, NAMES),
        ("Tak. Nie. Może.", "Tak. Nie. Może."),
        (NUMBERS, NUMBERS),
    ],
    ids=["nothing", "one empty", "unrelated", "names", "short", "numbers"],
)  # fmt: skip
def test_what_is_no_reuse(one: str, other: str) -> None:
    assert shared(one, other) == []


def table(number: int) -> str:
    """Rows of the same names, each with a number of the report's own."""
    return " ".join(f"{NAMES} {number}{row}" for row in range(15))


def test_a_table_of_names_does_not_tie_what_stands_around_it() -> None:
    one, other = (f"{PASSAGES[0]} {table(number)} {PASSAGES[1]}" for number in (1, 2))
    before, behind = shared(one, other)
    assert not before.changes
    assert (before.similarity, behind.similarity) == (1, 1)
    assert (before.passage, behind.passage) == (0, behind.span.start)


def test_advertising_within_a_passage_makes_the_copies_no_less_alike() -> None:
    whole, prose, _ = page([(PASSAGES[0], " "), (ADVERT, " "), (PASSAGES[1], "")])
    plain_copy = f"{PASSAGES[0]} {PASSAGES[1]}"
    runs = find_reuse([whole, plain_copy], [prose, [Span(0, len(plain_copy))]])
    assert [(run.similarity, run.changes) for run in runs] == [(1, ())] * 2


def test_a_text_that_sixty_reports_print_is_found_in_all() -> None:
    wire = PASSAGES[0] + " " + PASSAGES[1]
    texts = [f"{text(i)}\n\n{wire}" for i in range(60)]
    whole = [[Span(0, len(words))] for words in texts]
    found = find_reuse(texts, whole)
    assert {
        index for run in found for index in (run.first, run.second) if len(wire) <= run.span.end - run.span.start
    } == {*range(60)}


REFRAIN = "Służby apelują o ostrożność i proszą, by nie zbliżać się do wody."


def refrained(paragraphs: int) -> str:
    return "\n\n".join(f"{REFRAIN} {text(i)}" for i in range(paragraphs))


def test_a_refrain_does_not_cut_a_copy() -> None:
    whole = refrained(25)
    (run,) = shared(whole, whole)
    assert (run.span, run.other) == (Span(0, len(whole)), Span(0, len(whole)))


@pytest.mark.parametrize("turned", [False, True])
def test_a_refrain_of_one_report_is_found_or_not_whichever_comes_first(turned: bool) -> None:
    many, once = refrained(25), f"Zupełnie inny początek. {REFRAIN} I koniec jeszcze inny."
    runs = shared(once, many) if turned else shared(many, once)
    assert [r.span.end - r.span.start for r in runs] == []


def test_what_differs_around_an_advertisement_leaves_it_out() -> None:
    one, prose, _ = page([(f"{PASSAGES[0]} Dnia trzeciego", " "), (ADVERT, " "), (f"maja rano. {PASSAGES[1]}", "")])
    other = f"{PASSAGES[0]} Wczoraj wieczorem padało. {PASSAGES[1]}"
    first, _second = find_reuse([one, other], [prose, [Span(0, len(other))]])
    assert [(c.kind, one[slice(*c.span)], other[slice(*c.other)]) for c in first.changes] == [
        ("lost", "Dnia trzeciego", ""),
        ("lost", "maja rano", ""),
        ("added", "", "Wczoraj wieczorem padało"),
    ]
