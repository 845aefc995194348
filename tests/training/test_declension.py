"""Names with their base forms: how the files are read, how names are made, and how both are put to the network."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kronika.annotating.lemmas import apply
from kronika.languages.analysers import Analyser, load_analyser, plain
from kronika.languages.analysers.morfeusz import GIVEN_NAME, SURNAME
from training.declension import (
    CASES,
    GIVEN_ALONE,
    KPWR_BASES_TEST,
    SURNAME_ALONE,
    UNKNOWN,
    BaseRow,
    Declined,
    Paradigm,
    declined,
    known_lemmas,
    made_people,
    made_places,
    paradigms,
    read_bases,
)

if TYPE_CHECKING:
    from types import ModuleType

ROWS = (
    "park im. Rejtana\tPark im . Rejtana\tpark imienia . Rejtan \tsubst:sg:nom:m3 brev:pun interp subst:sg:gen:m1\t"
    "True False True True\tnam_fac_park\t \n"
    '"Radio ""Zet"""\tRadiem Zet\tradio\tsubst\tTrue False False\tnam_org\n'
)
SGJP = (
    "Łodzi\tŁódź\tsubst:sg:gen:f\tnazwa geograficzna\t\n"
    "Łodzią\tŁódź\tsubst:sg:inst:f\tnazwa geograficzna\t\n"
    "Nowego Sącza\tNowy Sącz\tsubst:sg:gen:m3\tnazwa geograficzna\t\n"
    "łódzki\tłódzki\tadj:sg:nom:m3:pos\tnazwa geograficzna\t\n"
    "krótka linia\n"
)
THERE = pytest.mark.skipif(not KPWR_BASES_TEST.exists(), reason="no shared data")


@cache
def known() -> tuple[list[Paradigm], list[Paradigm]]:
    """Some given names and some surnames with their forms."""
    return paradigms(["Anna", "Jan", "Kuba"], GIVEN_NAME), paradigms(["Nowak", "Kowalska", "Kowalski"], SURNAME)


def people(count: int, seed: int) -> list[Declined]:
    return list(made_people(*known(), count, random.Random(seed)))


def test_a_row_has_the_blanks_of_its_text(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text(ROWS, encoding="utf-8")
    first, second = read_bases(path)
    assert (first.form, first.base, first.kind) == ("Park im. Rejtana", "park im. Rejtana", "nam_fac_park")
    assert first.words == ["Park", "im", ".", "Rejtana"]
    assert first.tags == ["subst:sg:nom:m3", "brev:pun", "interp", "subst:sg:gen:m1"]
    assert second.base == 'Radio "Zet"'
    assert second.form == "Radiem Zet", "where blanks are told of other words the form stays as it is"


@THERE
def test_kpwr_s_test_file_has_a_form_a_base_and_a_kind_in_each_row() -> None:
    rows = list(read_bases(KPWR_BASES_TEST))
    assert len(rows) == len(KPWR_BASES_TEST.read_text(encoding="utf-8").splitlines())
    assert all(row.form.strip() and row.base.strip() and row.kind.startswith("nam_") for row in rows)
    assert all(row.form.replace(" ", "") == "".join(row.words) for row in rows)


def test_only_names_of_as_many_words_as_their_bases_are_learned() -> None:
    rows = [
        BaseRow("Janem Kotem", "Jan Kot", ["Janem", "Kotem"], ["subst:sg:inst:m1", "subst:sg:inst:m1"], ""),
        BaseRow("MZK-em", "MZK", ["MZK-em"], ["subst:sg:inst:m3"], ""),
        BaseRow("Sejmu RP", "Sejm", ["Sejmu", "RP"], ["subst", "subst"], ""),
        BaseRow("Janem Kotem", "Jan Kot", ["Janem Kotem"], ["subst"], ""),
    ]
    tagged, cut_otherwise = declined(rows, lambda text: text.replace("-", " - ").split())
    assert tagged == Declined(["Janem", "Kotem"], ["Jan", "Kot"], ["subst:sg:inst:m1"] * 2)
    assert cut_otherwise == Declined(["Janem", "Kotem"], ["Jan", "Kot"], ["", ""])


def test_lemmas_are_those_of_one_label() -> None:
    readings = load_analyser("morfeusz").readings
    forms = ["Annie", "Kowalskiemu", "domu"]
    assert known_lemmas(forms, GIVEN_NAME, readings) == {"Anna"}
    assert "Kowalski" in known_lemmas(forms, SURNAME, readings)
    assert not known_lemmas(["domu", "Zqxwv"], SURNAME, readings)


def test_a_paradigm_has_the_forms_of_one_person() -> None:
    (anna,) = paradigms(["Anna", "Anna"], GIVEN_NAME)
    assert (anna.base, anna.gender) == ("Anna", "f")
    assert {case: forms[0] for case, forms in anna.forms.items()} == {
        "nom": "Anna", "gen": "Anny", "dat": "Annie", "acc": "Annę", "inst": "Anną", "loc": "Annie", "voc": "Anno"
    }  # fmt: skip
    woman, man = paradigms(["Nowak"], SURNAME)
    assert (woman.gender, man.gender) == ("f", "m1")
    assert woman.forms["inst"] == ["Nowak"]
    assert man.forms["inst"] == ["Nowakiem"]
    assert paradigms(["dom", "Zqxwv"], SURNAME) == []


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_the_words_of_a_made_person_agree(seed: int) -> None:
    forms = {(p.base, p.gender, case): set(p.forms[case]) for part in known() for p in part for case in CASES}
    for person in people(30, seed):
        assert 1 <= len(person.words) == len(person.bases) == len(person.tags) <= 2
        (tag,) = set(person.tags)
        kind, number, case, gender = tag.split(":")
        assert (kind, number) == ("subst", "sg")
        assert all(w in forms[b, gender, case] for w, b in zip(person.words, person.bases, strict=True))


def test_made_people_are_as_many_as_wanted_and_the_same_for_one_seed() -> None:
    assert len(people(50, 3)) == 50
    assert people(50, 3) == people(50, 3) != people(50, 4)


def test_made_people_are_shared_out_as_set() -> None:
    made = people(8000, 1)
    given_names = {paradigm.base for paradigm in known()[0]}
    alone = [person.bases[0] in given_names for person in made if len(person.bases) == 1]
    assert sum(alone) / len(made) == pytest.approx(GIVEN_ALONE, abs=0.02)
    assert (len(alone) - sum(alone)) / len(made) == pytest.approx(SURNAME_ALONE, abs=0.03)
    assert sum(person.hidden for person in made) / len(made) == pytest.approx(UNKNOWN, abs=0.03)
    for case, share in CASES.items():
        assert sum(f":{case}:" in p.tags[0] for p in made) / len(made) == pytest.approx(share, abs=0.03)


def test_made_places_are_single_forms_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "places.tab"
    path.write_text(SGJP, encoding="utf-8")
    monkeypatch.setattr("training.declension.CASES", {"gen": 0.5, "inst": 0.5})
    made = list(made_places(400, random.Random(1), path))
    assert {(*place.words, *place.bases, *place.tags) for place in made} == {
        ("Łodzi", "Łódź", "subst:sg:gen:f"), ("Łodzią", "Łódź", "subst:sg:inst:f")
    }  # fmt: skip
    assert 200 < len(made) < 400, "names of two words are drawn and passed over"
    assert {place.hidden for place in made} == {True, False}


@pytest.fixture
def training() -> ModuleType:
    """`training.bases`, which needs PyTorch."""
    pytest.importorskip("torch")
    from training import bases

    return bases


def test_the_changes_that_are_learned_make_the_bases(training: Any) -> None:
    found = [
        *people(60, 1),
        *people(60, 1),
        Declined(["Rzymem"], ["Paryż"], [""]),
        Declined(["Rzymem"], ["Rzym"], [""]),
    ]
    changes, wanted = training.scheme(found)
    assert changes == sorted(set(changes))
    assert wanted[-2] == [-1], "a base that shares no letter with its form"
    for name, places in zip(found[:120], wanted[:120], strict=True):
        assert [apply(changes[place], w) for place, w in zip(places, name.words, strict=True)] == name.bases
    assert training.scheme([Declined(["Rzymem"], ["Rzym"], [""])]) == ([], [[-1]]), "a change seen once"


def test_words_are_learned_with_their_tags_or_without_and_hidden_as_a_whole(training: Any) -> None:
    name = Declined(["Janem", "Kotem"], ["Jan", "Kot"], ["t1", "t2"], hidden=True)
    chance = random.Random(1)
    seen = [tuple(training.keys(name, chance)) for _ in range(2000)]
    tagged, bare = (f"{training.HIDDEN}Janem\tt1", f"{training.HIDDEN}Kotem\tt2"), ("\ue000Janem\t", "\ue000Kotem\t")
    wrong = [key for key in seen if key not in (tagged, bare)]
    assert {key[0].split("\t")[1] for key in wrong} <= set(training.WRONG_TAGS)
    assert len(wrong) / len(seen) == pytest.approx(training.WRONG * (1 - training.UNTAGGED), abs=0.03)
    assert seen.count(bare) / len(seen) == pytest.approx(training.UNTAGGED, abs=0.05)
    assert all(key.startswith(("Janem\t", "Kotem\t")) for key in training.keys(name._replace(hidden=False), chance))


def test_a_mark_hides_what_the_dictionary_says(training: Any) -> None:
    analyser = load_analyser("morfeusz")
    rows = {"suffix3": 1000, "tags": 1000, "lemmas": 1000, "tag": 1000}
    known_ones = training.form_features(analyser, rows)
    unknown = training.form_features(Analyser(plain, analyser.parts, analyser.forms), rows)
    both = training.hiding(known_ones, unknown)
    key = "Janem\tsubst:sg:inst:m1"
    assert both.of(key) == known_ones.of(key)
    assert both.of(training.HIDDEN + key) == unknown.of(key)
    changed = [one != other for one, other in zip(known_ones.of(key), unknown.of(key), strict=True)]
    assert changed == [False, True, True, False]


def test_bases_are_scored_in_numpy_as_in_torch(training: Any) -> None:
    import torch

    from kronika.annotating.bases import BaseForms, key_of
    from kronika.annotating.network import linear

    torch.manual_seed(1)
    analyser = load_analyser("morfeusz")
    features = {name: size // 100 for name, size in training.FEATURES.items()}
    table = training.FormTable(training.form_features(analyser, features))
    names = [[("Janem", "subst:sg:inst:m1"), ("Kotem", "")], [("Łodzi", "")]]
    forms = [[key_of(word) for word in name] for name in names]
    ids = torch.tensor([[table.place(f) for f in forms[0]], [table.place(forms[1][0]), 0]])
    table.freeze()
    net = training.BasesNet(table, features, training.WIDTHS, training.OPTIONS, {"change": 9}).eval()
    component = BaseForms(analyser)
    component.fill({"features": features, "layers": 1, "changes": []}, training.weights_of(net))
    packing, outputs = component.encode_forms(forms)
    scores = linear(outputs[-1], component.weights, "change")
    with torch.no_grad():
        wanted = net.change(net.encode(ids, [2, 1])[-1]).numpy()
    for place, rows in enumerate(packing.rows):
        assert scores[rows] == pytest.approx(wanted[place, : len(rows)], abs=1e-4)
