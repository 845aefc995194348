"""The scores of names: exact ones, overlapping ones, and what a pipeline says of given words."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from evaluation import names
from training.corpora import CharSpan, NamedSentence, NameSpan, NkjpDocument


def person(start: int, end: int) -> CharSpan:
    return CharSpan(start, end, "persName")


def place(start: int, end: int) -> CharSpan:
    return CharSpan(start, end, "placeName")


def test_exact_names_need_words_and_label() -> None:
    gold = {(0, 2, "persName"), (5, 6, "placeName"), (8, 9, "orgName")}
    said = {(0, 2, "persName"), (5, 6, "orgName"), (8, 10, "orgName"), (12, 13, "orgName")}
    figures = names.exact_scores([(gold, said)])
    assert (figures["precision"], figures["recall"]) == (1 / 4, pytest.approx(1 / 3))
    assert figures["f1"] == pytest.approx(2 / 7)
    assert (figures["persName"], figures["placeName"], figures["orgName"], figures["geogName"]) == (1.0, 0.0, 0.0, 0.0)


def test_counts_are_summed_over_documents_not_their_ratios() -> None:
    right = ({(0, 1, "orgName")}, {(0, 1, "orgName")})
    wrong = ({(0, 1, "orgName"), (2, 3, "orgName")}, {(4, 5, "orgName")})
    assert names.exact_scores([right, wrong])["f1"] == pytest.approx(2 / 5)


def test_a_longer_name_overlaps_and_is_not_exact() -> None:
    figures = names.overlap_scores([({person(0, 10), place(20, 26)}, {person(4, 14), place(20, 26)})])
    assert (figures["overlap_f1"], figures["exact_f1"]) == (1.0, 0.5)
    assert figures["score"] == pytest.approx(0.8 + 0.2 * 0.5)


def test_an_overlap_of_another_label_is_none() -> None:
    assert names.overlap_scores([({person(0, 10)}, {place(0, 10)})])["overlap_f1"] == 0.0


def test_a_gold_name_is_found_once_however_many_pieces_are_said() -> None:
    figures = names.overlap_scores([({person(0, 10)}, {person(0, 3), person(4, 10)})])
    assert (figures["overlap_precision"], figures["overlap_recall"]) == (0.5, 1.0)


def test_names_of_other_documents_do_not_meet() -> None:
    pairs = [({person(0, 10)}, set[CharSpan]()), (set[CharSpan](), {person(0, 10)})]
    assert names.overlap_scores(pairs)["overlap_f1"] == 0.0


def test_nothing_to_find_and_nothing_said_is_zero() -> None:
    assert names.overlap_scores([(set(), set())])["score"] == 0.0


@Language.component("capitals-are-persons")
def capitals(doc: Doc) -> Doc:
    """Runs of words with a capital, from one sentence to its end, are persons."""
    doc.ents = [Span(doc, t.i, t.i + 1, "persName") for t in doc if t.text[0].isupper() and not t.is_sent_start]
    return doc


def test_words_and_sentences_are_given_and_counted_through_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    first = NamedSentence(["Tu", "Jan", "."], [NameSpan(1, 1, "persName")])
    second = NamedSentence(["W", "Łodzi", "Anna", "."], [NameSpan(1, 1, "placeName"), NameSpan(2, 2, "persName")])
    documents = [NkjpDocument("./held", [first, second]), NkjpDocument("./seen", [first])]
    monkeypatch.setattr(names, "read_nkjp", lambda: iter(documents))
    monkeypatch.setattr(names, "held_out", lambda file: file == "./held")
    nlp = spacy.blank("xx")
    nlp.add_pipe("capitals-are-persons")
    figures = names.on_nkjp(nlp)
    assert (figures["precision"], figures["recall"]) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert figures["persName"] == pytest.approx(4 / 5)
