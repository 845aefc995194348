"""The readers of the shared data, on small samples of its formats and on the data where it is there."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from training.corpora import (
    HELD_OUT,
    NKJP,
    POLEVAL,
    TREES,
    CharSpan,
    NamedSentence,
    NameSpan,
    Surface,
    Tree,
    held_out,
    nkjp_documents,
    of_treebank,
    poleval_documents,
    read_conllu,
    read_nkjp,
    read_poleval,
    squash,
    treebank_texts,
)

CONLLU = """# sent_id = made-1
# text = „Widziałem to”.
1\t„\t„\tPUNCT\tinterp\tPunctType=Quot\t2\tpunct\t_\tSpaceAfter=No
2-3\tWidziałem\t_\t_\t_\t_\t_\t_\t_\t_
2\tWidział\twidzieć\tVERB\tpraet:sg:m1:imperf\tMood=Ind\t0\troot\t_\t_
3\tem\tbyć\tAUX\taglt:sg:pri:imperf:wok\t_\t2\taux:clitic\t_\t_
3.1\tnic\tnic\tPRON\t_\t_\t_\t_\t2:obj\t_
4-4\tto\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
4\tto\tto\tPRON\tsubst:sg:acc:n\t_\t2\tobj\t_\t_
5\t”\t”\tPUNCT\tinterp\t_\t2\tpunct\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\tinterp\t_\t2\tpunct\t_\tSpaceAfter=No
"""

NESTED = """-DOCSTART CONFIG FEATURES orth base ctag
-DOCSTART FILE ./one
Cefarmach\tcefarm\tx\tB-orgName#B-placeName-settlement
Wrocław\twrocław\tx\tI-orgName#B-placeName-settlement
Łódź\tłódź\tx\tB-placeName-settlement
Nowy\tnowy\tx\tB-placeName-settlement
Sącz\tsącz\tx\tI-placeName-settlement
Bawaria\tbawaria\tx\tB-placeName-region

Jan\tjan\tx\tB-persName#B-persName-forename
Maria\tmaria\tx\tI-persName#B-persName-forename
Rokita\trokita\tx\tI-persName#B-persName-surname
Anna\tanna\tx\tB-persName#B-persName-forename
hitlerowskich\thitlerowski\tx\tB-persName-surname
2\t2\tx\tB-date
maja\tmaj\tx\tI-date

-DOCSTART FILE ./two
.\t.\tx\tO
"""

TREEBANK_THERE = pytest.mark.skipif(not TREES.exists(), reason="no shared data")
NAMES_THERE = pytest.mark.skipif(not NKJP.exists() or not POLEVAL.exists(), reason="no shared data")


def joined(tree: Tree) -> str:
    return "".join(word.form + " " * word.space_after for word in tree.words).strip()


@pytest.fixture
def conllu(tmp_path: Path) -> Path:
    path = tmp_path / "made.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return path


def test_words_of_a_surface_take_the_blank_of_the_surface(conllu: Path) -> None:
    (tree,) = read_conllu(conllu)
    assert [word.form for word in tree.words] == ["„", "Widział", "em", "to", "”", "."]
    assert [word.space_after for word in tree.words] == [False, False, True, False, False, False]
    assert tree.surfaces == [Surface(1, 2, "Widziałem"), Surface(3, 3, "to")]
    assert (tree.id, joined(tree)) == ("made-1", tree.text)


def test_an_underscore_is_no_feature(conllu: Path) -> None:
    (tree,) = read_conllu(conllu)
    assert [word.feats for word in tree.words[1:3]] == ["Mood=Ind", ""]
    assert [word.head for word in tree.words] == [2, 0, 2, 2, 2, 2]


def test_words_that_do_not_make_their_surface_are_refused(conllu: Path) -> None:
    conllu.write_text(CONLLU.replace("\tem\t", "\tśmy\t"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"made-1: 'Widziałem' is not 'Widziałśmy'"):
        read_conllu(conllu)


@TREEBANK_THERE
@pytest.mark.parametrize("part", ["dev", "test"])
def test_the_forms_of_the_treebank_make_its_texts(part: str) -> None:
    assert [tree.id for tree in read_conllu(TREES / f"{part}.conllu") if joined(tree) != tree.text] == []


def test_nested_names_are_left_out_and_neighbours_kept_apart() -> None:
    one, two = nkjp_documents(NESTED.split("\n"))
    assert (one.file, two.file) == ("./one", "./two")
    assert one.sentences[0].names == [
        NameSpan(0, 1, "orgName"),
        NameSpan(2, 2, "placeName"),
        NameSpan(3, 4, "placeName"),
        NameSpan(5, 5, "placeName"),
    ]
    assert one.sentences[1].forms[:3] == ["Jan", "Maria", "Rokita"]
    assert one.sentences[1].names == [NameSpan(0, 2, "persName"), NameSpan(3, 3, "persName")]
    assert two.sentences == [NamedSentence(["."], [])]


def question(*annotations: tuple[str, str]) -> dict[str, Any]:
    answers = [{"created": created, "data": {"brat": brat}} for created, brat in annotations]
    return {"id": 7, "input": {"fileContent": "…"}, "answers": answers}


def poleval(brat: str) -> list[CharSpan]:
    (document,) = poleval_documents({"questions": [question(("2018", brat))]})
    return document.names


def test_poleval_keeps_names_that_stand_in_no_longer_one() -> None:
    brat = "T1\tpersName 10 24\tJan M. Rokita\nT2\tpersName_forename 10 13\tJan\nT3\tpersName_surname 18 24\tRokita\n"
    assert poleval(brat) == [CharSpan(10, 24, "persName")]
    brat = "T1\tplaceName_settlement 5 9\tŁódź\nT2\torgName 0 9\tMPK Łódź\nA1\tderivType_x T1 relAdj\n"
    assert poleval(brat) == [CharSpan(0, 9, "orgName")]


def test_poleval_drops_dates_and_a_street_is_not_its_person() -> None:
    assert poleval("T1\tdate 0 6\t2 maja\nT2\tplaceName_country 3 6\taja\n") == [CharSpan(3, 6, "placeName")]
    assert poleval("T1\tpersName 0 7\tAndersa\nT2\tgeogName 0 7\tAndersa\n") == [CharSpan(0, 7, "geogName")]


def test_poleval_pieces_are_one_name_and_crossing_names_two() -> None:
    assert poleval("T1\tgeogName 0 3;10 18\tul. Haffnera\n") == [CharSpan(0, 18, "geogName")]
    both = [CharSpan(0, 8, "orgName"), CharSpan(5, 9, "placeName")]
    assert poleval("T2\tplaceName_region 5 9\tx\nT1\torgName 0 8\tx\n") == both


def test_the_latest_annotation_counts() -> None:
    asked = question(("2018-07-03", "T1\torgName 0 3\tx"), ("2018-07-02", "T1\tpersName 0 3\tx"))
    assert [n.label for d in poleval_documents({"questions": [asked]}) for n in d.names] == ["orgName"]


@NAMES_THERE
def test_the_names_of_the_corpora_stand_in_their_texts() -> None:
    for document in read_nkjp():
        for forms, names in document.sentences:
            bounds = [bound for name in names for bound in (name.first, name.last + 1)]
            assert bounds == sorted(bounds), document.file
            assert not bounds or bounds[-1] <= len(forms)
    for text in read_poleval():
        assert all(0 <= name.start < name.end <= len(text.text) for name in text.names), text.id


def test_a_tenth_is_held_out_by_its_hash() -> None:
    listed = HELD_OUT.read_text(encoding="utf-8").splitlines()
    assert listed == sorted(set(listed))
    assert all(int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 == 0 for name in listed)
    assert all(map(held_out, listed))
    assert not held_out("./two")


@NAMES_THERE
def test_the_held_out_documents_are_there_and_all_of_them_are_listed() -> None:
    files = [document.file for document in read_nkjp()]
    chosen = {file for file in files if int(hashlib.sha256(file.encode()).hexdigest(), 16) % 10 == 0}
    assert {file for file in files if held_out(file)} == chosen == set(HELD_OUT.read_text(encoding="utf-8").split())
    assert 0.08 < len(chosen) / len(files) < 0.12


def test_squashed_sentences_agree_however_their_words_are_cut() -> None:
    assert squash(["Był", "em", "30 881", "razy", "."]) == squash(["Byłem 30", "881 razy."]) == "byłem30881razy."
    assert of_treebank(NamedSentence(["Nie", "zdążył", "em", "."], []), frozenset({squash(["Nie zdążyłem."])}))


@TREEBANK_THERE
def test_every_sentence_of_the_treebank_is_known_by_its_words() -> None:
    known = treebank_texts()
    trees = [tree for part in ("dev", "test") for tree in read_conllu(TREES / f"{part}.conllu")]
    assert all(of_treebank(NamedSentence([word.form for word in tree.words], []), known) for tree in trees)
