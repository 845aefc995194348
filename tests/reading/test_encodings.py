"""Bytes to text: no character is changed, and what cannot be read is said."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kronika.reading.encoding import Alphabet, decode, looks_binary

POLISH = Alphabet("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", ["cp1250", "iso8859_2"])
SENTENCE = "Świadkowie źle wspominają środową noc. Właśnie wtedy ząb czasu nadgryzł wieś Łąka – „koniec”."
PLAIN = SENTENCE.replace("–", "-").replace("„", '"').replace("”", '"')


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf_8_is_never_touched(text: str) -> None:
    assert decode(text.encode(), [POLISH]) == (text, "utf-8", 0)


def test_byte_order_mark_and_newlines_stay() -> None:
    text = "\ufeffŚroda.\r\nCzwartek.\rPiątek.\n\u2028"
    assert decode(text.encode(), [POLISH]).text == text


@pytest.mark.parametrize(("encoding", "text"), [("cp1250", SENTENCE), ("iso8859_2", PLAIN)])
def test_old_encodings_are_told_apart(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), [POLISH]) == (text, encoding, 0)


@pytest.mark.parametrize("letter", "ąśźĄŚŹ")
@pytest.mark.parametrize("encoding", ["cp1250", "iso8859_2"])
def test_each_letter_in_which_they_differ_decides(letter: str, encoding: str) -> None:
    text = f"Zobacz: {letter} i nic ponad to."
    assert decode(text.encode(encoding), [POLISH]) == (text, encoding, 0)


@given(st.lists(st.sampled_from("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ abc.,\n"), min_size=5), st.sampled_from(POLISH.encodings))
def test_any_polish_words_come_back(letters: list[str], encoding: str) -> None:
    text = "".join(letters)
    raw = text.encode(encoding)
    assume(set(text) & set("ąśźĄŚŹ"))
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        found = decode(raw, [POLISH])
        # Two bytes in a row may happen to be a letter of UTF-8; then the text is damaged UTF-8 as well.
        assert found.text == text or (found.encoding == "utf-8" and found.broken > 0)


@pytest.mark.parametrize("damage", [b"\xff", b"\xc5", b"\xb9\xb9"])
def test_damaged_utf_8_stays_utf_8(damage: bytes) -> None:
    whole = SENTENCE.encode()
    text, encoding, broken = decode(whole[:40] + damage + b" " + whole[40:], [POLISH])
    assert (encoding, broken) == ("utf-8", text.count("\ufffd"))
    assert broken == len(damage)
    assert text.replace("\ufffd", "").replace("  ", " ").split()[0] == "Świadkowie"


def test_without_a_language_nothing_is_guessed() -> None:
    assert decode(b"\xb1\xb6 x", []) == ("\ufffd\ufffd x", "utf-8", 2)


def test_binary() -> None:
    assert looks_binary(b"\x89PNG\r\n\x1a\n\0\0")
    assert looks_binary(bytes(range(1, 32)) * 3)
    assert not looks_binary(SENTENCE.encode("cp1250"))
    assert not looks_binary(b"a\tb\r\n\f" * 50)
    assert not looks_binary(b"")
