"""Sentences as newspapers type them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from training.typing_habits import typeset

FORMS = st.lists(st.sampled_from(['"', "-", "–", "dom", "„", "a-b", '""']), max_size=12)


def test_marks_as_newspapers_set_them() -> None:
    before = ["-", '"', "Tak", '"', "-", "rzekł", "-", "to", '"', "biało-czerwone", '"', "."]
    after = ["–", "„", "Tak", "”", "–", "rzekł", "–", "to", "„", "biało-czerwone", "”", "."]
    assert typeset(before) == after
    assert before[0] == "-"


@given(FORMS)
def test_quotes_open_and_close_in_turn_and_all_else_stays(forms: list[str]) -> None:
    made = typeset(forms)
    quotes = [new for old, new in zip(forms, made, strict=True) if old == '"']
    assert "".join(quotes) == ("„”" * len(quotes))[: len(quotes)]
    assert [new for old, new in zip(forms, made, strict=True) if old not in ('"', "-")] == [
        old for old in forms if old not in ('"', "-")
    ]
    assert typeset(made) == made
