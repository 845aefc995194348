"""Whatever marks and words come together, every finding is a stretch of the text."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from kronika.pipeline import Reader
from kronika.records import Article, Metadata

PIECES = (
    "–", "-", "—", "„", "”", '"', ":", ",", ".", "?", "…", "\n\n", "powiedział", "dodała", "że", "minister", "Jan Kos",
    "Tak", "nie", "12 osób", "zginęło", "5 maja", "2031 r.", "ponad", "od 3 do 5", "(PAP)", "Reklama", "Czytaj też:",
)  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40))
def test_any_mixture_is_read_without_a_fault(reader: Reader, pieces: list[str]) -> None:
    text = " ".join(pieces)
    metadata = Metadata(language="pl")
    article = Article(source="x", name="x", text=text, sha256="", encoding="utf-8", metadata=metadata)
    _, troubles = reader.read(article)
    assert [t.why for t in troubles if t.what == "contents"] == []
