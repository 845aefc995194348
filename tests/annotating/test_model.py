"""The trained Polish pipeline on invented sentences: what a user of it would look at first."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kronika.languages.pack import pack_of


@cache
def polish() -> Language:
    return spacy.load(pack_of("pl").folder / "model")


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("W spisie jest 4,4 tys. nazwisk.", "tys", "tysiąc"),
        ("Mszę odprawił ks. Edmund Wnuk.", "ks", "ksiądz"),
        ("Korek sięga od ul. Młyńskiej do mostu.", "ul", "ulica"),
        ("Zamknięto al. Kasztanową i dwa mosty.", "al", "aleja"),
        ("Rozkaz wydał gen. Marek Wilk.", "gen", "generał"),
        ("Zalane są m.in. Sarniki.", "m.in", "między_innymi"),
        ("Kupił 20 kg mąki.", "kg", "kilogram"),
        ("Śledztwo objęło UBW i pocztę.", "UBW", "UBW"),
        ("Byłem w Łodzi.", "em", "być"),
        ("W Łodzi spadł śnieg.", "Łodzi", "Łódź"),
        ("Najwyższe mosty zamknięto.", "Najwyższe", "wysoki"),
        ("Policjantom nieznana jest przyczyna.", "Policjantom", "policjant"),
    ],
)
def test_lemmas(text: str, form: str, lemma: str) -> None:
    assert {token.lemma_ for token in polish()(text) if token.text == form} == {lemma}


def test_no_prefix_is_put_before_a_name() -> None:
    assert all(token.lemma_[1:] == token.lemma_[1:].lower() for token in polish()("Pytano Nadira o drogę."))


def test_a_full_stop_at_the_end_makes_no_abbreviation() -> None:
    assert [t.lemma_ for t in polish()("Naukowcy odkryli nowy gen.")][-2:] == ["gen", "."]


def test_who_does_what_to_whom() -> None:
    doc = polish()("Wczoraj strażacy uratowali starszą kobietę z zalanego domu.")
    arcs = {token.text: (token.dep_, token.head.text) for token in doc}
    assert arcs["strażacy"] == ("nsubj", "uratowali")
    assert arcs["kobietę"] == ("obj", "uratowali")
    assert arcs["starszą"] == ("amod", "kobietę")
    assert [token.text for token in doc if token.dep_ == "ROOT"] == ["uratowali"]


def test_names_of_a_sentence() -> None:
    doc = polish()("Premier Estonii Kaja Kallas przyleciała do Wilna na rozmowy o NATO.")
    assert [(name.text, name.label_) for name in doc.ents] == [
        ("Estonii", "placeName"),
        ("Kaja Kallas", "persName"),
        ("Wilna", "placeName"),
        ("NATO", "orgName"),
    ]


def test_given_words_and_sentences_stay() -> None:
    words = ["Był", "em", "w", "domu", "Potem", "wyszedł", "em"]
    doc = polish()(Doc(polish().vocab, words=words, sent_starts=[1, -1, -1, -1, 1, -1, -1]))
    assert [token.text for token in doc] == words
    assert [sentence.text.split()[0] for sentence in doc.sents] == ["Był", "Potem"]


def test_letters_and_their_marks_apart_are_read_alike() -> None:
    text = "Rozmawiał z Józefem Żurem."
    apart = polish()(unicodedata.normalize("NFD", text))
    assert [(t.lemma_, t.tag_, t.ent_type_) for t in apart] == [(t.lemma_, t.tag_, t.ent_type_) for t in polish()(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "123 456 … !!",
        "😀👨‍👩‍👧",
        "Токаев wrócił",
        "PREZYDENT WRÓCIŁ",
        "prezydent wrocil",
        "a" * 200_000,
        "7" * 200_000,
    ],
    ids=["nothing", "blanks", "no-letters", "emoji", "cyrillic", "capitals", "no-marks", "long-word", "long-number"],
)
def test_bad_input_is_read_without_loss(text: str) -> None:
    doc = polish()(text)
    assert doc.text == text
    assert all(sum(token.head == token for token in sentence) == 1 for sentence in doc.sents)
