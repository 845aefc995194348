"""Spans: what is cut is what stands there, and what is left is all the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronika.evidence import Span, cut, digest, gaps, stands, trim, writable

PLACES = st.integers(0, 40)
SPANS = st.tuples(PLACES, PLACES).map(lambda pair: Span(*sorted(pair)))
BLANKS = " \t\n\r\u00a0\u2003\u2028\x1c"
TEXTS = st.text(st.sampled_from("aą„😀\u0301\ufeff" + BLANKS), max_size=40)


@given(SPANS, st.lists(SPANS, max_size=6))
def test_gaps_cover_exactly_what_is_not_taken(outer: Span, taken: list[Span]) -> None:
    found = list(gaps(outer, taken))
    free = {at for at in range(*outer) if not any(s.start <= at < s.end for s in taken)}
    assert [at for span in found for at in range(*span)] == sorted(free)
    assert all(span.start < span.end for span in found)


@given(SPANS, SPANS)
def test_overlap_and_cover_are_of_characters(one: Span, other: Span) -> None:
    shared = set(range(*one)) & set(range(*other))
    if one.start < one.end and other.start < other.end:
        assert one.overlaps(other) == other.overlaps(one) == bool(shared)
        assert one.covers(other) == (set(range(*other)) <= set(range(*one)))


@given(TEXTS, SPANS)
def test_trim_takes_all_blanks_and_nothing_else(text: str, span: Span) -> None:
    span = Span(min(span.start, len(text)), min(span.end, len(text)))
    start, end = trim(text, span)
    assert span.start <= start <= end <= span.end
    assert text[start:end] == text[span.start : span.end].strip()


@given(TEXTS, st.integers(-3, 45), st.integers(-3, 45))
def test_cut_gives_what_stands_there_or_refuses(text: str, start: int, end: int) -> None:
    if 0 <= start <= end <= len(text):
        quoted = cut(text, Span(start, end))
        assert len(quoted) == end - start
        assert stands(text, start, end, quoted)
        assert not stands(text, start, end, quoted + "x")
    else:
        assert not stands(text, start, end, text[start:end])
        with pytest.raises(ValueError, match=f"{start}:{end} is not inside a text of {len(text)} characters"):
            cut(text, Span(start, end))


def test_offsets_are_code_points() -> None:
    text = "\ufeff😀 e\u0301\r\nź"
    assert cut(text, Span(1, 2)) == "😀"
    assert cut(text, Span(3, 5)) == "e\u0301"
    assert cut(text, Span(5, 7)) == "\r\n"
    assert cut(text, Span(7, 8)) == "ź"


@given(st.lists(st.text(max_size=5)), st.lists(st.text(max_size=5)))
def test_digest_names_its_parts(one: list[str], other: list[str]) -> None:
    assert len(digest(*one)) == 12
    assert (digest(*one) == digest(*other)) == ("\x1f".join(one) == "\x1f".join(other))


def test_digest_is_the_same_on_every_machine() -> None:
    assert digest("time", "a.txt", 5, 17) == "126b49dacdde"


def test_a_path_that_is_no_utf_8_can_be_written() -> None:
    assert writable("/ź/raport.txt") == "/ź/raport.txt"
    assert writable("/a/\udcff.txt") == "/a/?.txt"
