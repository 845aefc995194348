"""Languages of texts, and what becomes of those that no pack reads."""

from __future__ import annotations

import pytest

from invented import article, text
from kronika.cleaning import clean
from kronika.cleaning.language import detect
from kronika.languages.pack import Pack

SENTENCES = {
    "pl": "Prezydent przyjechał wczoraj do Warszawy i spotkał się z ministrem spraw zagranicznych.",
    "en": "The president arrived in Warsaw yesterday and met the foreign minister for talks.",
    "de": "Der Präsident ist gestern in Warschau angekommen und hat den Außenminister getroffen.",
    "uk": "Президент учора прибув до Варшави і зустрівся з міністром закордонних справ.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_of_news(language: str) -> None:
    assert detect(SENTENCES[language]) == language


@pytest.mark.parametrize("words", ["", " \n\t ", "\u00a0"])
def test_no_words_have_no_language(words: str) -> None:
    assert detect(words) is None


def test_most_of_the_text_decides() -> None:
    assert detect(SENTENCES["en"][:20] + "\n" + SENTENCES["pl"] * 3) == "pl"
    assert detect(text(1).upper()) == "pl"


@pytest.mark.parametrize("marks", ["#" * 300, "[" * 10_000, "( " * 600, "-*- " * 400])
def test_runs_of_marks_have_no_language(marks: str) -> None:
    assert detect(f"{marks}\n\n{text(1)}") == "pl"
    assert detect(f"{text(1)}\n\n{marks}") == "pl"


def test_what_the_input_states_is_believed(polish: Pack) -> None:
    assert clean(article(SENTENCES["en"], language="pl"), {"pl": polish}).language == "pl"
    document = clean(article(SENTENCES["pl"], language="en"), {"pl": polish})
    assert (document.language, document.zones) == ("en", [])


def test_the_header_is_no_word_of_the_report(polish: Pack) -> None:
    header = " date 2022-01 "
    document = clean(article(header + SENTENCES["pl"], header=len(header) - 1), {"pl": polish})
    assert document.language == "pl"
    assert (document.zones[0].kind, document.zones[0].reason) == ("boilerplate", "page metadata")
    assert document.article.text.startswith(header)
