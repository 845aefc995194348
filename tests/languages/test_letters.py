"""Letters: the beginnings of words that forms of one name have in common."""

from __future__ import annotations

from kronika.languages.letters import TELLING, stems


def test_beginnings_are_of_words_of_so_many_letters_each_once_and_sorted() -> None:
    assert stems("Straż Pożarna, straży i Łódź 24") == ("lodz", "pozar", "straz")
    assert stems("Rada Gminy Ojców, sąd") == ("gminy", "ojcow", "rada", "sad")
    assert stems("Rada Gminy Ojców, sąd", TELLING) == ("gminy", "ojcow", "rada")
    assert stems("i Łódź 24", 1) == ("24", "i", "lodz")
