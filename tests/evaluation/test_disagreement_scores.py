"""The scores of disagreements: which are found by two of their sides, which are invented, how many sides are told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.disagreement_scores import figures, meets, mistakes, touches
from kronika.evidence import Span
from kronika.records import DisagreementRow, EvidenceRow, SideRow

SENTENCES = {name: [Span(at, at + 50) for at in range(0, 500, 50)] for name in ("a.txt", "b.txt")}
"""Ten sentences of fifty characters in each report."""


def passage(sentence: int, article: str = "a.txt") -> dict[str, Any]:
    """The first words of a sentence."""
    return {"article": article, "start": sentence * 50 + 2, "end": sentence * 50 + 9}


def truth(*sides: int | Sequence[int], kind: str = "account", must: bool | None = None) -> dict[str, Any]:
    """A disagreement with a passage, or several, for each side."""
    named = [
        {"claim": f"c{n}", "holders": [f"h{n}"],
         "passages": [passage(at) for at in ([side] if isinstance(side, int) else side)]}
        for n, side in enumerate(sides)
    ]  # fmt: skip
    given = {} if must is None else {"must": must}
    return {"story": "s", "kind": kind, "about": "wybuch", "sides": named, **given}


def told(*sides: int | Sequence[int], kind: str = "account", article: str = "a.txt") -> DisagreementRow:
    """A row with words from the end of a sentence, or of several, for each side."""
    made = [
        SideRow(
            claim=f"t{n}",
            sentence=f"Zdanie {n}.",
            holders=[f"h{n}"],
            evidence=[
                EvidenceRow(article=article, start=at * 50 + 30, end=at * 50 + 40, text="x", rule="told")
                for at in ([side] if isinstance(side, int) else side)
            ],
        )
        for n, side in enumerate(sides)
    ]
    return DisagreementRow(id="d", story="s", about="wybuch", kind=kind, rule="r", why="w", sides=made)


def scores(known: Sequence[dict[str, Any]], said: Sequence[DisagreementRow]) -> dict[str, float | int]:
    return figures(known, said, SENTENCES)


def test_one_is_found_where_two_sides_of_each_stand_in_the_same_sentences() -> None:
    assert scores([truth(0, 3)], [told(0, 3)]) == {
        "found": 1.0, "any": 1.0, "marked": 1, "told": 1, "invented": 0, "sides": 1.0,
    }  # fmt: skip


def test_one_of_which_only_a_side_is_told_is_not_found_nor_invented() -> None:
    found = scores([truth(0, 3)], [told(0, 5)])
    assert (found["found"], found["any"], found["invented"]) == (0.0, 0.0, 0)


def test_one_of_which_a_side_is_told_in_another_kind_is_invented() -> None:
    found = scores([truth(0, 3)], [told(0, 5, kind="figure")])
    assert (found["found"], found["invented"]) == (0.0, 1)


def test_one_in_other_sentences_is_missed_and_what_is_told_is_invented() -> None:
    found = scores([truth(0, 3)], [told(1, 4)])
    assert (found["found"], found["told"], found["invented"], found["sides"]) == (0.0, 1, 1, 1.0)


def test_the_same_places_of_another_report_are_not_the_same() -> None:
    assert scores([truth(0, 3)], [told(0, 3, article="b.txt")])["found"] == 0.0


def test_both_sides_within_one_side_are_not_told_apart() -> None:
    one, row = truth(0, 3), told([0, 3], 7)
    assert not meets(one, row, SENTENCES)
    assert touches(one, row, SENTENCES)
    assert scores([one], [row])["found"] == 0.0


def test_a_side_that_two_sides_of_a_row_tell_is_still_one() -> None:
    assert not meets(truth(0, 3), told(0, 0), SENTENCES)


def test_kinds_may_differ_where_two_sides_are_told() -> None:
    assert scores([truth(0, 3)], [told(3, 0, kind="version")])["found"] == 1.0


def test_any_passage_of_a_side_will_do() -> None:
    assert scores([truth([0, 1], [3, 4])], [told(1, 4)])["found"] == 1.0
    assert scores([truth(0, 3)], [told([1, 0], [2, 3])])["found"] == 1.0


def test_a_stretch_over_two_sentences_stands_in_both() -> None:
    row = told(0, 3)
    words = EvidenceRow(article="a.txt", start=140, end=160, text="x", rule="told")
    row.sides[1].evidence[:] = [words]
    assert scores([truth(0, 3)], [row])["found"] == 1.0
    assert scores([truth(0, 2)], [row])["found"] == 1.0
    assert scores([truth(0, 4)], [row])["found"] == 0.0


def test_words_outside_of_sentences_are_compared_as_they_stand() -> None:
    assert figures([truth(0, 3)], [told(0, 3)], {"a.txt": []})["found"] == 0.0
    near = told(0, 3)
    for side in near.sides:
        old = side.evidence[0]
        side.evidence[:] = [EvidenceRow(article="a.txt", start=old.start - 25, end=old.end, text="x", rule="told")]
    assert figures([truth(0, 3)], [near], {"a.txt": []})["found"] == 1.0


def test_sides_are_counted_of_those_that_are_found() -> None:
    known = [truth(0, 1, 2, 3), truth(6, 7)]
    found = scores(known, [told(0, 1, 2), told(6, 9)])
    assert (found["found"], found["sides"]) == (0.5, 0.75)


def test_sides_of_several_rows_count_together_where_each_meets_it() -> None:
    assert scores([truth(0, 1, 2, 3)], [told(0, 1), told(2, 3)])["sides"] == 1.0
    assert scores([truth(0, 1, 2, 3)], [told(0, 1), told(2, 9)])["sides"] == 0.5


def test_what_may_be_left_out_counts_in_any_alone() -> None:
    known = [truth(0, 1, must=True), truth(3, 4, must=False)]
    found = scores(known, [told(0, 1)])
    assert (found["found"], found["any"], found["marked"]) == (1.0, 0.5, 2)
    other = scores(known, [told(3, 4)])
    assert (other["found"], other["any"], other["invented"]) == (0.0, 0.5, 0)


def test_nothing_marked_and_nothing_told_is_all_right() -> None:
    assert scores([], []) == {"found": 1.0, "any": 1.0, "marked": 0, "told": 0, "invented": 0, "sides": 1.0}


def test_mistakes_name_what_is_missed_and_what_is_invented() -> None:
    wrong = list(mistakes([truth(0, 3), truth(5, 6)], [told(0, 3), told(8, 9)], SENTENCES))
    assert wrong == [
        "missed   s account: wybuch: c0 (h0) / c1 (h1)",
        "invented account r: wybuch: t0 (h0): Zdanie 0. / t1 (h1): Zdanie 1.",
    ]
    assert list(mistakes([truth(0, 3)], [told(0, 3)], SENTENCES)) == []


@pytest.mark.parametrize("marked", [True, False])
def test_scores_do_not_depend_on_the_order_of_what_is_told(marked: bool) -> None:
    known, said = [truth(0, 3), truth(5, 6)], [told(0, 3), told(8, 9), told(6, 5)]
    assert scores(known[::-1] if marked else known, said if marked else said[::-1]) == scores(known, said)


SIDES = st.lists(st.integers(0, 9), min_size=2, max_size=4, unique=True)


@given(st.lists(SIDES, max_size=4), st.lists(SIDES, max_size=4))
def test_shares_lie_between_0_and_1_and_more_told_finds_no_less(known: list[list[int]], said: list[list[int]]) -> None:
    marked, rows = [truth(*sides) for sides in known], [told(*sides) for sides in said]
    found = scores(marked, rows)
    assert all(0 <= found[name] <= 1 for name in ("found", "any", "sides"))
    assert 0 <= found["invented"] <= found["told"] == len(rows)
    assert scores(marked, rows[1:])["any"] <= found["any"]
    perfect = scores(marked, [told(*sides) for sides in known])
    assert (perfect["found"], perfect["invented"], perfect["sides"]) == (1.0, 0, 1.0)


@given(SIDES, SIDES)
def test_what_meets_also_touches(one: list[int], other: list[int]) -> None:
    assert meets(truth(*one), told(*other), SENTENCES) == (len(set(one) & set(other)) > 1)
    assert touches(truth(*one), told(*other), SENTENCES) == bool(set(one) & set(other))
