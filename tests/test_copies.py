"""Where else a passage stands: places within runs, small edits, what one report added, copies of copies."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import reading
from kronika.copies import SMALL, Copies, Place
from kronika.linking import named
from kronika.linking.copying import shared_passages
from kronika.records import ArticleRow, Edit, ReuseRow

A, B, C = "a.txt", "b.txt", "c.txt"


def articles(*names: str, **publishers: str) -> list[ArticleRow]:
    """Reports by name; the outlet of each is given without the ending."""
    return [
        ArticleRow(id=name, article=name, publisher=publishers.get(name[0]), sha256="", encoding="utf-8")
        for name in names
    ]


def run(
    one: str, start: int, other: str, other_start: int, length: int, edits: Sequence[Edit] = (), passage: str = ""
) -> ReuseRow:
    """So many characters that stand in two reports."""
    name = f"{one}-{start}-{other}-{other_start}"
    return ReuseRow(
        id=name,
        article=one,
        start=start,
        end=start + length,
        text="x" * length,
        other=other,
        other_start=other_start,
        other_end=other_start + length,
        similarity=1.0,
        edits=list(edits),
        passage=passage or name,
    )


def edit(kind: str, start: int, length: int, other_start: int, other_length: int) -> Edit:
    return Edit(
        kind=kind,
        start=start,
        end=start + length,
        text="y" * length,
        other_start=other_start,
        other_end=other_start + other_length,
        other_text="z" * other_length,
    )


def edited(kind: str, length: int, other_length: int) -> Copies:
    """Two runs of fifty characters, at 100 and at 300, with an edit of such lengths between them."""
    between = edit(kind, 150, length, 350, other_length)
    rows = [run(A, 100, B, 300, 50, [between], "p"), run(A, 150 + length, B, 350 + other_length, 50, (), "p")]
    return Copies(articles(A, B), rows)


def test_a_place_holds_its_first_character_and_not_the_one_behind_its_last() -> None:
    held = [at for at in range(8) if Place(A, 2, 5).holds(A, at)]
    assert held == [2, 3, 4]
    assert not Place(A, 2, 5).holds(B, 3)


# ------------------------------------------------------------------------ runs


def test_a_place_within_a_run_stands_at_the_same_place_of_the_other() -> None:
    copies = Copies(articles(A, B), [run(A, 100, B, 300, 50)])
    assert copies.places(Place(A, 110, 130)) == {A: Place(A, 110, 130), B: Place(B, 310, 330)}
    assert copies.places(Place(B, 310, 330)) == {B: Place(B, 310, 330), A: Place(A, 110, 130)}


@pytest.mark.parametrize("place", [Place(A, 0, 100), Place(A, 150, 200), Place(A, 60, 110), Place(C, 100, 150)])
def test_what_stands_outside_of_runs_is_no_copy(place: Place) -> None:
    copies = Copies(articles(A, B, C), [run(A, 100, B, 300, 50)])
    assert copies.places(place) == {place.article: place}
    assert copies.articles(place) == {place.article}


def test_a_place_that_hangs_over_a_run_by_a_little_is_a_copy_of_what_is_shared() -> None:
    copies = Copies(articles(A, B), [run(A, 100, B, 300, 50)])
    assert copies.places(Place(A, 90, 140))[B] == Place(B, 300, 340)
    assert copies.places(Place(A, 110, 160))[B] == Place(B, 310, 350)
    assert B not in copies.places(Place(A, 89, 140 - 1))


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 300), st.data())
def test_any_place_of_a_run_is_as_long_in_the_other(here: int, there: int, length: int, data: st.DataObject) -> None:
    copies = Copies(articles(A, B), [run(A, here, B, there, length)])
    start = data.draw(st.integers(here, here + length - 1))
    place = Place(A, start, data.draw(st.integers(start + 1, here + length)))
    found = copies.places(place)[B]
    assert found == Place(B, place.start - here + there, place.end - here + there)
    assert copies.places(found) == {A: place, B: found}


# ----------------------------------------------------------------------- edits


@pytest.mark.parametrize("lengths", [(10, 10), (10, 4), (4, 10), (SMALL, SMALL)])
def test_a_small_change_within_a_passage_keeps_the_copy(lengths: tuple[int, int]) -> None:
    length, other = lengths
    copies = edited("changed", length, other)
    assert copies.places(Place(A, 100, 200 + length))[B] == Place(B, 300, 400 + other)
    assert copies.places(Place(B, 300, 400 + other))[A] == Place(A, 100, 200 + length)
    assert copies.places(Place(A, 120, 170 + length))[B] == Place(B, 320, 370 + other)


def test_the_words_that_were_changed_stand_where_the_others_do() -> None:
    copies = edited("changed", 10, 6)
    assert copies.places(Place(A, 150, 160))[B] == Place(B, 350, 356)
    assert copies.places(Place(A, 152, 158))[B] == Place(B, 350, 356)


@pytest.mark.parametrize("lengths", [(SMALL + 1, 10), (10, SMALL + 1)])
def test_the_words_of_a_large_change_stand_nowhere_else(lengths: tuple[int, int]) -> None:
    copies = edited("changed", *lengths)
    assert copies.articles(Place(A, 150, 150 + lengths[0])) == {A}
    assert copies.articles(Place(A, 100, 150)) == {A, B}


@pytest.mark.parametrize(("kind", "lengths"), [("lost", (10, 0)), ("lost", (60, 0))])
def test_what_only_the_first_has_is_no_copy(kind: str, lengths: tuple[int, int]) -> None:
    copies = edited(kind, *lengths)
    assert copies.articles(Place(A, 150, 150 + lengths[0])) == {A}
    assert copies.articles(Place(A, 100, 150)) == {A, B}


def test_what_only_the_other_has_added_is_no_copy() -> None:
    copies = edited("added", 0, 60)
    assert copies.articles(Place(B, 350, 410)) == {B}
    assert copies.places(Place(A, 100, 200))[B] == Place(B, 300, 460)


def test_a_passage_that_is_mostly_what_one_has_added_is_no_copy() -> None:
    copies = edited("added", 0, 60)
    assert copies.articles(Place(B, 300, 460)) == {B}


# ---------------------------------------------------------------- more reports


def test_copies_are_found_by_way_of_a_third() -> None:
    copies = Copies(articles(A, B, C), [run(A, 100, B, 300, 50), run(B, 310, C, 0, 40)])
    place = Place(A, 110, 130)
    assert copies.places(place) == {A: place, B: Place(B, 310, 330), C: Place(C, 0, 20)}
    assert copies.articles(Place(C, 0, 20)) == {A, B, C}
    assert copies.articles(Place(A, 100, 109)) == {A, B}


def test_two_passages_of_one_report_are_told_apart() -> None:
    copies = Copies(articles(A, B, C), [run(A, 100, B, 0, 50), run(A, 200, C, 0, 50)])
    assert copies.articles(Place(A, 110, 120)) == {A, B}
    assert copies.articles(Place(A, 210, 220)) == {A, C}


def test_an_outlet_is_the_publisher_and_else_the_report() -> None:
    copies = Copies(articles(A, B, a="Kurier"), [])
    assert (copies.outlet(A), copies.outlet(B)) == ("Kurier", B)


def test_agencies_of_a_shared_passage_are_known_in_both_reports() -> None:
    from msgspec.structs import replace

    row = replace(run(A, 100, B, 300, 50), kind="wire", source=["PAP", "AKD"])
    copies = Copies(articles(A, B), [row])
    assert copies.agencies(Place(A, 110, 120)) == copies.agencies(Place(B, 310, 320)) == ["AKD", "PAP"]
    assert copies.agencies(Place(A, 150, 160)) == copies.agencies(Place(A, 90, 120)) == []


NAMES = "abcde"
RUNS = st.tuples(
    st.sampled_from(NAMES), st.integers(0, 30), st.sampled_from(NAMES), st.integers(0, 30), st.integers(1, 30)
)


def one_by_one(reuse: Sequence[ReuseRow], place: Place) -> list[Place]:
    """Where the words of a place stand, when every passage of every report is looked at in the order of the rows."""
    runs = []
    for row in reuse:
        here, there = Place(row.article, row.start, row.end), Place(row.other, row.other_start, row.other_end)
        runs += [(here, there), (there, here)]
    found = {place.article: place}
    queue = [place]
    while queue:
        at = queue.pop()
        for here, there in runs:
            shared = at.shared(here.start, here.end) if here.article == at.article else 0
            if there.article not in found and shared >= 0.8 * (at.end - at.start):
                start = there.start + max(0, at.start - here.start)
                end = there.end - max(0, here.end - at.end)
                found[there.article] = Place(there.article, start, max(start + 1, end))
                queue.append(found[there.article])
    return list(found.values())


@given(st.lists(RUNS.filter(lambda run: run[0] != run[2]), max_size=12), st.lists(RUNS, min_size=1, max_size=5))
def test_places_are_found_as_if_every_passage_were_looked_at(runs: list[Any], places: list[Any]) -> None:
    rows = [run(*told, passage=str(i)) for i, told in enumerate(runs)]
    copies = Copies(articles(*NAMES), rows)
    for name, start, *_, length in places:
        place = Place(name, start, start + length)
        assert list(copies.places(place).values()) == one_by_one(rows, place)


def test_of_many_passages_only_those_around_a_place_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    copies = Copies(articles(A, B), [run(A, 100 * i, B, 100 * i, 50) for i in range(200)])
    asked: list[int] = []
    shared = Place.shared
    monkeypatch.setattr(Place, "shared", lambda place, *ends: asked.append(ends[0]) or shared(place, *ends))
    assert copies.articles(Place(A, 19_910, 19_940)) == {A, B}
    assert set(asked) == {19_900}


# -------------------------------------------------------------- as they are read

PASSAGES = (
    "Na miejscu pracuje 240 ratowników, a do miasta jadą kolejne wozy strażackie z całego okręgu nadmorskiego.",
    "Szpitale w trzech miastach przyjęły rannych, a lekarze od wczoraj apelują o oddawanie krwi każdej grupy.",
)
OWN = (
    "Sad wójta zakwitł w tym roku trzy tygodnie wcześniej niż zwykle.",
    "Na boisku trwa turniej, a trybuny są pełne od rana.",
    "Piekarz z rynku zamyka lokal po czterdziestu latach.",
)


def read(*texts: str) -> Copies:
    """The copies among reports of these words."""
    names = [f"{letter}.txt" for letter, _ in zip("abc", texts, strict=False)]
    rows = shared_passages(named([reading(text, name) for text, name in zip(texts, names, strict=True)]))
    return Copies(articles(*names), rows, dict(zip(names, texts, strict=True)))


def at(article: str, text: str, words: str) -> Place:
    start = text.index(words)
    return Place(article, start, start + len(words))


def test_a_changed_word_within_a_passage_keeps_the_copy() -> None:
    changed = PASSAGES[1].replace("trzech", "czterech")
    one, other = f"{OWN[0]} {PASSAGES[0]} {PASSAGES[1]}", f"{PASSAGES[0]} {changed} {OWN[1]}"
    copies = read(one, other)
    found = copies.places(at(A, one, PASSAGES[1]))[B]
    assert other[found.start : found.end] == changed


def test_a_sentence_that_one_report_has_added_is_its_own() -> None:
    one, other = " ".join(PASSAGES), f"{PASSAGES[0]} {OWN[2]} {PASSAGES[1]}"
    copies = read(one, other)
    assert copies.articles(at(B, other, OWN[2])) == {B}
    assert copies.articles(at(B, other, PASSAGES[1])) == {A, B}
    assert read(other, one).articles(at(A, other, OWN[2])) == {A}


@pytest.mark.parametrize("blanks", [(" ", "\n\n"), ("\n\n", " ")])
def test_a_sentence_is_found_whole_where_the_other_report_parts_its_paragraphs_otherwise(
    blanks: tuple[str, str],
) -> None:
    sentences = [PASSAGES[0], OWN[0], "Wójt milczy.", OWN[1], PASSAGES[1]]
    one, other = (blank.join(sentences) for blank in blanks)
    place = read(one, other).places(at(A, one, "Wójt milczy."))[B]
    assert other[place.start : place.end] == "Wójt milczy."


@given(st.lists(st.sampled_from(["p", "q", 0, 1, 2]), min_size=1, unique=True), st.permutations([0, 1, 2]))
def test_a_shared_passage_stands_in_every_report_word_for_word(order: list[str | int], own: list[int]) -> None:
    words = {"p": PASSAGES[0], "q": PASSAGES[1], 0: OWN[0], 1: OWN[1], 2: OWN[2]}
    texts = [
        "\n\n".join(words[part] for part in order),
        f"{OWN[own[0]]}\n\n{PASSAGES[0]}",
        f"{PASSAGES[0]}\n\n{OWN[own[1]]}\n\n{PASSAGES[1]}",
    ]
    copies = read(*texts)
    by_name = dict(zip((A, B, C), texts, strict=True))
    for one, other in combinations(by_name, 2):
        for passage in PASSAGES:
            if passage in by_name[one] and passage in by_name[other]:
                place = copies.places(at(one, by_name[one], passage))[other]
                assert by_name[other][place.start : place.end].rstrip(".") == passage.rstrip(".")
