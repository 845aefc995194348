"""Lemmas: a change makes the lemma it was taken from, and the chooser heeds tag, dictionary and scores in turn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kronika.annotating.lemmas import Change, LemmaChooser, apply, change_of, fit
from kronika.records import Analysis
from training.corpora import TREES, read_conllu

NEITHER = Change("lower", "", 0, "")
POLISH = st.text("aąbćNIEnieAJ-", min_size=1, max_size=8)
WORDS = st.text(min_size=1, max_size=12) | POLISH

PREFIXES = ("", "nie", "naj")


@settings(max_examples=500)
@given(WORDS, WORDS)
@example("WARSZAWIE", "Warszawa")
@example("MCDONALDA", "McDonald")
@example("İstanbul", "İstanbul")
@example("ßa", "Sa")
def test_a_change_makes_its_lemma_again(form: str, lemma: str) -> None:
    assert apply(change_of(form, lemma, PREFIXES), form) == lemma


def test_every_lemma_of_the_treebank_is_made_again() -> None:
    if not TREES.exists():
        pytest.skip(f"no data at {TREES}")
    words = {(w.form, w.lemma) for tree in read_conllu(TREES / "dev.conllu") for w in tree.words}
    wrong = {pair for pair in words if apply(change_of(*pair, PREFIXES), pair[0]) != pair[1]}
    assert len(words) > 1500
    assert wrong == set()


def test_every_lemma_of_the_treebank_is_made_again_of_capitals() -> None:
    if not TREES.exists():
        pytest.skip(f"no data at {TREES}")
    words = {(w.form.upper(), w.lemma) for tree in read_conllu(TREES / "dev.conllu") for w in tree.words}
    assert {pair for pair in words if apply(change_of(*pair, PREFIXES), pair[0]) != pair[1]} == set()


@pytest.mark.parametrize(
    ("form", "lemma", "change"),
    [
        ("Tokajewem", "Tokajew", Change("Title", "", 2, "")),
        ("nieznanej", "znany", Change("lower", "nie", 2, "y")),
        ("najlepszy", "lepszy", Change("lower", "naj", 0, "")),
        ("najlepszy", "dobry", Change("lower", "", 0, "", "dobry")),
        ("ONZ", "ONZ", Change("same", "", 0, "")),
        ("PiS-u", "PiS", Change("same", "", 2, "")),
        ("WARSZAWIE", "warszawa", Change("lower", "", 2, "a")),
        ("WARSZAWIE", "Warszawa", Change("Title", "", 2, "a")),
        ("onz", "ONZ", Change("UPPER", "", 0, "")),
        ("A", "a", Change("lower", "", 0, "")),
    ],
)
def test_changes(form: str, lemma: str, change: Change) -> None:
    assert change_of(form, lemma, PREFIXES) == change


def test_a_change_serves_other_words() -> None:
    assert apply(change_of("Tokajewem", "Tokajew", PREFIXES), "Nazarbajewem") == "Nazarbajew"
    assert apply(change_of("nieznanej", "znany", PREFIXES), "NIEMILEJ") == "mily"
    assert apply(change_of("PiS-u", "PiS", PREFIXES), "SdRP-u") == "SdRP"


@given(POLISH, st.sampled_from(["lower", "Title", "UPPER", "same"]), st.sampled_from(PREFIXES), st.integers(0, 6))
def test_a_change_fits_where_it_leaves_a_letter(form: str, case: str, prefix: str, drop: int) -> None:
    low = form.lower()
    fits = low.startswith(prefix) and len(low) > len(prefix) + drop
    made = apply(Change(case, prefix, drop, ""), form)
    assert (made and made.lower()) == (low[len(prefix) : len(low) - drop] if fits else None)


@pytest.mark.parametrize(
    ("tag", "predicted", "points"),
    [
        ("subst:sg:nom:f", "subst:sg:nom:f", 3),
        ("subst:sg:nom.acc:m3", "subst:sg:acc:m1", 2),
        ("subst:pl:gen:f", "subst:sg:nom:m1", 0),
        ("adj:sg:nom:f:pos", "subst:sg:nom:f", -1),
        ("conj", "conj", 0),
        ("fin:sg:ter:imperf", "fin:sg", 1),
    ],
)
def test_points_of_a_tag(tag: str, predicted: str, points: int) -> None:
    assert fit(tag, predicted) == points


CHANGES = [NEITHER, Change("lower", "", 1, ""), Change("lower", "", 1, "yć"), Change("Title", "", 2, "")]
READINGS = (
    Analysis("mama", "NOUN", tag="subst:sg:nom:f"),
    Analysis("mamić", "VERB", tag="fin:sg:ter:imperf"),
)


def choose(form: str, readings: tuple[Analysis, ...], pos: str, tag: str, *scores: float) -> str:
    return LemmaChooser(CHANGES, PREFIXES).choose(form, readings, pos, tag, np.array(scores, np.float32))


def test_the_tag_decides_against_all_scores() -> None:
    for scores in ((9.0, 0, 0, 0), (0, 0, 9.0, 0)):
        assert choose("mami", READINGS, "NOUN", "subst:pl:acc:m3", *scores) == "mama"
        assert choose("mami", READINGS, "VERB", "fin:sg:ter:imperf", *scores) == "mamić"


def test_the_better_fit_of_the_same_kind_is_chosen() -> None:
    readings = (Analysis("Rada", "NOUN", tag="subst:sg:nom:f"), Analysis("rad", "NOUN", tag="subst:sg:gen:m3"))
    assert choose("rada", readings, "NOUN", "subst:sg:gen:m3", 9, 0, 0, 0) == "rad"
    assert choose("rada", readings, "NOUN", "subst:sg:nom:f", 0, 9, 0, 0) == "Rada"


def test_among_equals_the_scores_decide_and_a_known_change_beats_an_unknown() -> None:
    tag = "fin:sg:ter:imperf"
    readings = tuple(Analysis(lemma, "VERB", tag=tag) for lemma in ("pali", "palić", "palyć"))
    assert choose("pali", readings, "VERB", tag, 1, 0, 0, 0) == "pali"
    assert choose("pali", readings, "VERB", tag, 0, 0, 1, 0) == "palyć"
    assert choose("pali", readings[1:], "VERB", tag, 0, 0, -5, 0) == "palyć"


def test_where_no_tag_fits_the_part_of_speech_decides() -> None:
    assert choose("mami", READINGS, "VERB", "praet:sg:m1:imperf", 9, 0, 0, 0) == "mamić"


def test_a_word_that_no_reading_fits_is_changed_as_the_scores_say() -> None:
    unknown = (Analysis("tokajewem", "X", tag="ign"),)
    assert choose("tokajewem", unknown, "PROPN", "subst:sg:inst:m1", 0, 1, 2, 3) == "Tokajew"
    assert choose("tokajewem", READINGS, "ADV", "adv:pos", 9, 1, 2, 3) == "tokajewem"
    assert choose("tokajewem", unknown, "X", "ign", 9, 1, 2, 3) == "tokajewem"


def test_a_change_that_does_not_fit_gives_way_to_the_next() -> None:
    assert choose("ó", (), "NOUN", "subst:sg:nom:n", 0, 8, 1, 9) == "yć"
    assert LemmaChooser(CHANGES[3:], PREFIXES).choose("Ó", (), "NOUN", "subst", np.ones(1, np.float32)) == "Ó"
