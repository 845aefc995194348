"""The pipeline, with random weights: what holds of it whatever the networks have learned."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import tiny
from kronika.annotating.components import LONGEST_SENTENCE
from kronika.annotating.names import allowed
from kronika.annotating.pipeline import load_pipeline
from kronika.errors import InputError
from kronika.languages.pack import NAMES, SYNTAX, Pack

STORY = (
    "Prezydent Jan Kowalski przyjechał wieczorem do Gdańska. – Byłem tam – powiedział.\n\n"
    "Czy ktoś to widział? W 2031 r. otwarto most im. Anny Nowak, a 20% osób nie przyszło."
)
PIECES = st.sampled_from(
    ["Jan", "Kowalski", "przyjechał.", "Byłem", "w", "Warszawie", "ONZ", "–", "…", "„Tak”,", "Москва", "Україна", "😀",
     "👩‍👩‍👧", "NIE!", "2031", "15.", "\n", "\n\n", "\t", "\u00a0", "\u200b", "e\u0301", "?!", "http://a.b/ę",
     "A" * 130]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=20).map(" ".join) | st.text(max_size=80)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return tiny.pipeline()


@pytest.fixture(scope="module")
def home(nlp: Language, polish: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the Polish pack with the random pipeline as its model."""
    folder = tmp_path_factory.mktemp("packs") / "pl"
    shutil.copytree(polish.folder, folder, ignore=shutil.ignore_patterns("model"))
    nlp.to_disk(folder / "model", exclude=["vocab"])
    return folder


@pytest.fixture(scope="module")
def ruler(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline of spaCy's that knows two names."""
    return saved_ruler("pl", tmp_path_factory.mktemp("ruler"))


def saved_ruler(code: str, folder: Path) -> Path:
    other = spacy.blank(code)
    patterns = [{"label": "persName", "pattern": "Jan Kowalski"}, {"label": "placeName", "pattern": "Gdańska"}]
    other.add_pipe("entity_ruler").add_patterns(patterns)  # type: ignore[attr-defined]
    other.to_disk(folder / "model")
    return folder / "model"


def read(doc: Doc) -> list[tuple[object, ...]]:
    """All that the pipeline says of each word."""
    names = ("text", "is_sent_start", "pos_", "tag_", "lemma_", "dep_", "ent_iob_", "ent_type_")
    return [(*(getattr(token, name) for name in names), str(token.morph), token.head.i) for token in doc]


def hold(doc: Doc) -> None:
    """Every sentence is one tree, every word is annotated, and no names overlap."""
    assert [i for s in doc.sents for i in range(s.start, s.end)] == list(range(len(doc)))
    for sentence in doc.sents:
        assert len([token for token in sentence if token.head == token]) == 1
        assert all(sentence.start <= token.head.i < sentence.end for token in sentence)
    assert all(token.pos_ and token.lemma_ and token.dep_ for token in doc)
    for one, other in itertools.pairwise(doc.ents):
        assert one.end <= other.start
    for name in doc.ents:
        assert name.label_ in tiny.KINDS and name.sent.start <= name.start < name.end <= name.sent.end
        assert not (name[0].is_space or name[-1].is_space)


@settings(max_examples=150)
@given(TEXTS)
@example("Привет, 😀 мир")
@example("WSZYSTKO WIELKIMI LITERAMI")
@example("…?! – — 123 %")
@example("\n \n")
@example(" Blank i \n\n dwa.  ")
@example("a\x00b\x1c c")
def test_no_character_is_lost_and_every_sentence_is_a_tree(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    hold(doc)


def test_a_story_is_read_in_its_sentences(nlp: Language) -> None:
    doc = nlp(STORY)
    hold(doc)
    firsts = [next(t.text for t in s if t.text.isalnum()) for s in doc.sents]
    assert firsts == ["Prezydent", "Był", "Czy", "W"]
    assert len({token.pos_ for token in doc}) > 2
    assert doc.ents


def test_a_saved_pipeline_says_the_same(nlp: Language, home: Path) -> None:
    loaded = spacy.load(home / "model")
    assert loaded.pipe_names == ["sentences", SYNTAX, NAMES]
    assert read(loaded(STORY)) == read(nlp(STORY))


SENTENCES = st.lists(st.lists(st.text(min_size=1, max_size=6) | PIECES, min_size=1, max_size=40), max_size=6)


@settings(max_examples=100)
@given(SENTENCES)
@example([["a", "b"], ["\n"], ["c"]])
def test_given_words_and_sentences_stay(nlp: Language, sentences: list[list[str]]) -> None:
    words = [word for sentence in sentences for word in sentence]
    starts = [place == 0 for sentence in sentences for place in range(len(sentence))]
    doc = read_given(nlp, words, starts)
    assert [token.text for token in doc] == words
    assert [bool(token.is_sent_start) for token in doc] == starts
    hold(doc)


def read_given(nlp: Language, words: list[str], starts: list[bool]) -> Doc:
    return nlp(Doc(nlp.vocab, words=words, sent_starts=starts))  # type: ignore[arg-type]


def test_sentences_stay_however_their_branches_cross(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the first word to the root the way goes to and fro so often that spaCy loses where the sentence begins."""
    words = 100
    way = [place // 2 if place % 2 == 0 else words - 1 - place // 2 for place in range(words)]
    heads = np.zeros(words, np.int64)
    heads[way[:-1]] = np.array(way[1:]) + 1
    monkeypatch.setattr("kronika.annotating.syntax.best_tree", lambda _: heads)
    starts = [place == 0 for place in range(words)] * 3
    doc = read_given(nlp, [f"słowo{place}" for place in range(3 * words)], starts)
    assert [bool(token.is_sent_start) for token in doc] == starts
    hold(doc)


def test_twenty_thousand_characters_without_a_blank_are_one_sentence(nlp: Language) -> None:
    text = "Ala,ma-kota" * 1819
    doc = nlp(text)
    assert doc.text == text
    assert len(list(doc.sents)) == 1
    hold(doc)


def test_a_sentence_longer_than_the_network_sees_at_once_stays_one(nlp: Language) -> None:
    words = [*(f"słowo{place}" for place in range(599)), "."]
    doc = nlp(" ".join(words))
    assert len(doc) == 600 > 2 * LONGEST_SENTENCE
    assert len(list(doc.sents)) == 1
    hold(doc)


def test_nothing_is_read_of_an_empty_text(nlp: Language) -> None:
    assert read(nlp("")) == []
    assert [read(doc) for doc in nlp.pipe(["", "Tak.", ""])] == [[], read(nlp("Tak.")), []]


def test_documents_are_read_the_same_together_and_apart(nlp: Language) -> None:
    texts = [STORY, "Krótko.", "", "Нет слов 😀", STORY[60:] + "\n\n" + STORY]
    assert [read(doc) for doc in nlp.pipe(texts)] == [read(nlp(text)) for text in texts]
    assert [read(doc) for doc in nlp.pipe(texts, batch_size=2)] == [read(nlp(text)) for text in texts]


@settings(max_examples=100)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12))
def test_labels_of_names_follow_one_another_as_allowed(nlp: Language, seed: int, words: int) -> None:
    finder = nlp.get_pipe(NAMES)
    scores = tiny.random_arrays({"scores": (words, len(tiny.LABELS))}, seed)["scores"] * 20
    path = finder._best_path(scores)  # type: ignore[attr-defined]
    follows = allowed(tiny.LABELS)
    labels = [tiny.LABELS[place] for place in path]
    assert labels[0][0] in "OBS" and labels[-1][0] in "OES"
    assert all(follows[one, other] for one, other in itertools.pairwise(path))


def test_what_may_follow_a_label() -> None:
    rows = zip(tiny.LABELS, allowed(tiny.LABELS), strict=True)
    may = {label: {tiny.LABELS[place] for place in row.nonzero()[0]} for label, row in rows}
    begins = {"O", "B-persName", "S-persName", "B-placeName", "S-placeName"}
    assert may["O"] == may["S-persName"] == may["E-placeName"] == begins
    assert may["B-persName"] == may["I-persName"] == {"I-persName", "E-persName"}


def test_the_pack_s_own_model_is_loaded(nlp: Language, home: Path) -> None:
    own = load_pipeline(Pack(home))
    assert own.pipe_names == ["sentences", SYNTAX, NAMES]
    assert read(own(STORY)) == read(nlp(STORY))


def test_a_pack_s_own_words_are_in_its_pipeline(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "pl")
    settings = tmp_path / "pl" / "pack.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"morfeusz"', '"none"'), encoding="utf-8")
    assert [token.text for token in load_pipeline(Pack(tmp_path / "pl"))("Byłem tam.")] == ["Byłem", "tam", "."]
    assert [token.text for token in load_pipeline(Pack(home))("Byłem tam.")] == ["Był", "em", "tam", "."]


def test_names_are_left_out_where_the_pack_wants_none(nlp: Language, home: Path) -> None:
    without = load_pipeline(Pack(home, {NAMES: None}))
    assert without.pipe_names == ["sentences", SYNTAX]
    doc = without(STORY)
    assert not doc.ents
    assert [token.head.i for token in doc] == [token.head.i for token in nlp(STORY)]


def test_another_pipeline_finds_the_names(nlp: Language, home: Path, ruler: Path) -> None:
    doc = load_pipeline(Pack(home, {NAMES: ruler}))(STORY)
    assert [(name.text, name.label_) for name in doc.ents] == [("Jan Kowalski", "persName"), ("Gdańska", "placeName")]
    own = [(token.pos_, token.lemma_, token.head.i, token.is_sent_start) for token in nlp(STORY)]
    assert [(token.pos_, token.lemma_, token.head.i, token.is_sent_start) for token in doc] == own


def test_a_pipeline_that_finds_names_alone_is_no_model_of_syntax(home: Path, ruler: Path) -> None:
    with pytest.raises(InputError) as raised:
        load_pipeline(Pack(home, {SYNTAX: ruler}))
    assert_told(raised.value, ruler)


def assert_told(error: InputError, path: Path) -> None:
    """The error names the folder, what is wrong and a remedy."""
    assert error.place == str(path)
    assert error.problem and error.remedy


@pytest.mark.parametrize("part", [SYNTAX, NAMES])
def test_a_folder_that_is_no_pipeline_is_told(home: Path, tmp_path: Path, part: str) -> None:
    (tmp_path / "notes.txt").write_text("nic", encoding="utf-8")
    for path in (tmp_path, tmp_path / "absent"):
        with pytest.raises(InputError) as raised:
            load_pipeline(Pack(home, {part: path}))
        assert_told(raised.value, path)


def test_a_model_of_another_language_is_told(home: Path, tmp_path: Path) -> None:
    path = saved_ruler("en", tmp_path)
    with pytest.raises(InputError) as raised:
        load_pipeline(Pack(home, {NAMES: path}))
    assert_told(raised.value, path)
    assert "language" in str(raised.value) or "reads" in raised.value.problem
