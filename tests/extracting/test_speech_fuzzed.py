"""Whatever marks and words come together, every finding is a stretch of the text."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from kronika.languages.corpus import load_corpus
from kronika.languages.pack import pack_of
from kronika.pipeline import Reader
from kronika.records import Article, Findings, Metadata, StatementFinding

PIECES = (
    "–", "-", "—", "„", "”", '"', ":", ",", ".", "?", "…", "\n\n", "powiedział", "dodała", "że", "minister", "Jan Kos",
    "Tak", "nie", "12 osób", "zginęło", "5 maja", "2031 r.", "ponad", "od 3 do 5", "(PAP)", "Reklama", "Czytaj też:",
    "dodając,", "że odchodzi", "mówiąc", "podkreślając, że", "«", "»", "‚", "’", "według", "cytuje", "którego",
    "powołując się na", "w rozmowie z", "PAP", "„Kurier”", "dziennik", "jego zdaniem",
)  # fmt: skip
MARKS = ("„", "”", '"', "«", "»", "‚", "’", "–", ",", ":", ".", "że", "dodając, że", "\n\n")
CORPORA = ("reported.txt", "direct.txt", "chains.txt", "cues.txt")
PHRASES = [e.phrase for name in CORPORA for e in load_corpus(pack_of("pl").folder / "statements" / name)]
FOUND_ONCE = ("Napisał: „dodając, że odchodzi”.",)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, text: str) -> Findings:
    metadata = Metadata(language="pl")
    article = Article(source="x", name="x", text=text, sha256="", encoding="utf-8", metadata=metadata)
    findings, troubles = reader.read(article)
    assert [t.why for t in troubles if t.what == "contents"] == []
    return findings


def assert_inside(text: str, said: StatementFinding) -> None:
    """The statement, its speaker, its cue and its relays are stretches of the text, not empty ones."""
    places = [(said.start, said.end), (said.speaker_start, said.speaker_end), (said.cue_start, said.cue_end)]
    for relay in said.relays:
        places += [(relay.start, relay.end), (relay.name_start, relay.name_end)]
    for start, end in places:
        assert (start is None) == (end is None), said
        assert start is None or end is None or 0 <= start < end <= len(text), said
    assert said.verb_start is None or 0 <= said.verb_start < len(text)
    assert said.cue is None or said.cue_start is None or text.startswith(said.cue[:1], said.cue_start)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40))
def test_any_mixture_is_read_without_a_fault(reader: Reader, pieces: list[str]) -> None:
    text = " ".join(pieces)
    for said in read(reader, text).statements:
        assert_inside(text, said)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=3), st.data())
def test_corpus_phrases_with_marks_anywhere(reader: Reader, phrases: list[str], data: st.DataObject) -> None:
    words = " ".join(phrases).split(" ")
    places = st.tuples(st.integers(0, len(words)), st.sampled_from(MARKS), st.booleans())
    for at, mark, glued in data.draw(st.lists(places, max_size=6)):
        words[at:at] = [mark] if not glued or at >= len(words) else []
        if glued and at < len(words):
            words[at] = mark + words[at]
    text = " ".join(words)
    for said in read(reader, text).statements:
        assert_inside(text, said)


@pytest.mark.parametrize("text", FOUND_ONCE)
def test_what_once_was_a_fault(reader: Reader, text: str) -> None:
    for said in read(reader, text).statements:
        assert_inside(text, said)
