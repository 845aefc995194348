"""The sample of real press that people judge: no copies, and the same whoever asks."""

from __future__ import annotations

from evaluation import press_sample

SEED = 8


def test_a_sample_has_no_copies_of_itself_or_of_what_is_left_out() -> None:
    plain = {name: " ".join(f"{name}{at}" for at in range(20)) for name in "abcd"}
    texts = {**plain, "longer": plain["a"] + " i jeszcze coś", "UPPER": plain["b"].upper() + "!"}
    taken = press_sample.sample(texts, ["a"], texts.__getitem__, 9, SEED)
    assert {"c", "d"} < set(taken)
    assert len(set(taken) & {"b", "UPPER"}) == 1
    assert len(taken) == 3
    assert press_sample.sample(reversed(list(texts)), ["a"], texts.__getitem__, 9, SEED) == taken
    assert len(press_sample.sample(texts, ["a"], texts.__getitem__, 2, SEED)) == 2


def test_short_texts_are_copies_only_of_themselves() -> None:
    one, other = press_sample.runs("Tak, panie."), press_sample.runs("Nie.")
    assert press_sample.is_copy(one, press_sample.runs("tak panie"))
    assert not press_sample.is_copy(one, other)
