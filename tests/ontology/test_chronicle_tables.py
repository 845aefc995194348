"""What makes a line weigh, and which accounts exclude each other: data that holds together with packs and words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronika.errors import PackError
from kronika.languages.pack import Pack, load_packs
from kronika.ontology import accounts as tables
from kronika.ontology import chronicles, measures
from kronika.ontology.accounts import accounts
from kronika.ontology.chronicles import weights
from kronika.ontology.events import event_types
from kronika.ontology.sectors import sectors
from kronika.showing.catalogue import Key, catalogue, languages

PACKS = load_packs()
Put = Callable[[str, str], None]


def values(pack: Pack, symbol: str) -> set[str]:
    """What the entries of a list of accounts stand for."""
    return {entry.value for entry in pack.word_list("accounts", symbol).entries}


# --------------------------------------------------------------------- weights


def test_every_type_of_event_weighs_something() -> None:
    assert set(weights().types) == set(event_types())
    assert all(weight > 0 for weight in weights().types.values())


@pytest.mark.parametrize("event_type", sorted(event_types()))
def test_a_mode_weighs_as_its_type_where_it_has_no_weight_of_its_own(event_type: str) -> None:
    for mode in (None, *event_types()[event_type].modes):
        own = weights().modes.get(f"{event_type}/{mode}")
        assert weights().event(event_type, mode) == (own or weights().types[event_type])


def test_modes_with_a_weight_are_modes_of_their_type_and_weigh_otherwise() -> None:
    for code, weight in weights().modes.items():
        event_type, _, mode = code.partition("/")
        assert mode in event_types()[event_type].modes
        assert weight != weights().types[event_type]


def test_only_measures_of_people_are_lines_of_their_own() -> None:
    assert set(weights().measures) <= {name for name, measure in measures().items() if measure.people}
    assert all(weight > 0 for weight in weights().measures.values())


def test_deaths_weigh_as_much_as_the_heaviest_number_and_what_adds_does_not_take_away() -> None:
    found = weights()
    assert found.measures["killed"] == max(found.measures.values())
    for name in ("origin", "outlet", "day", "own", "lead", "fit", "incident", "day_only"):
        assert getattr(found.added, name) > 0
    for name in ("wide", "open", "title", "crowd", "passing"):
        assert getattr(found.added, name) < 0
    assert found.added.wide < found.added.stretch < found.added.day
    assert found.added.outlet < found.added.origin
    assert found.added.day_only < found.added.incident


# -------------------------------------------------------------------- accounts


def test_labels_that_exclude_each_other_are_known() -> None:
    assert len(set(accounts().labels)) == len(accounts().labels)
    for labels in accounts().exclusive:
        assert len(labels) > 1
        assert labels <= set(accounts().labels)
    assert {own.label for own in accounts().own.values()} <= set(accounts().labels)
    assert set(accounts().blames) <= set(accounts().labels)
    assert set(accounts().blames.values()) <= set(sectors())


@given(st.sampled_from(accounts().labels), st.sampled_from(accounts().labels))
def test_labels_exclude_each_other_both_ways_and_none_itself(one: str, other: str) -> None:
    assert accounts().exclude(one, other) == accounts().exclude(other, one)
    assert not accounts().exclude(one, one)


@pytest.mark.parametrize(
    ("one", "other", "exclude"),
    [
        ("attack", "accident", True),
        ("terrorists", "peaceful", True),
        ("foreign", "terrorists", True),
        ("fraud", "fair", True),
        ("attack", "negligence", True),
        ("negligence", "error", True),
        ("attack", "terrorists", False),
        ("attack", "foreign", False),
        ("attack", "fraud", False),
    ],
)
def test_what_excludes_what(one: str, other: str, exclude: bool) -> None:
    assert accounts().exclude(one, other) is exclude


def test_sectors_stand_against_each_other_both_ways() -> None:
    known = sorted(sectors())
    for one, other in combinations(known, 2):
        found = accounts().oppose(frozenset({one}), frozenset({other}))
        assert found == accounts().oppose(frozenset({other}), frozenset({one}))
        assert found == (frozenset({one, other}) in accounts().opposed)
    assert accounts().oppose(frozenset({"protesters", "labor"}), frozenset({"police"}))
    assert not accounts().oppose(frozenset({"protesters", "police"}), frozenset({"police"}))
    assert not accounts().oppose(frozenset(), frozenset({"police"}))


# ----------------------------------------------------------------------- packs


@pytest.mark.parametrize("code", sorted(PACKS))
def test_every_label_of_a_pack_is_one(code: str) -> None:
    assert values(PACKS[code], "label") <= set(accounts().labels)
    assert values(PACKS[code], "denial") <= {"denies"}


def test_every_label_is_named_by_some_pack_or_by_an_event() -> None:
    named = {label for pack in PACKS.values() for label in values(pack, "label")}
    assert set(accounts().labels) == named | {own.label for own in accounts().own.values()}


def test_every_family_of_incidents_is_named_by_some_pack() -> None:
    named = {incident for pack in PACKS.values() for incident in values(pack, "incident")}
    assert {*accounts().general, *accounts().one, *accounts().own} <= named


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("code", sorted(PACKS))
def test_labels_and_incidents_of_a_pack_have_words(code: str, language: str) -> None:
    words = catalogue(language)
    for symbol in ("label", "incident"):
        for value in values(PACKS[code], symbol):
            assert words.get(Key("chronicle", f"{symbol}-{value}")), f"{symbol}-{value}"


@pytest.mark.parametrize("language", languages())
def test_every_label_has_words_and_all_words_have_a_label(language: str) -> None:
    special = {"not", "denies", "accuses", "sectors"}
    found = {key.rule for key in catalogue(language) if key.table == "chronicle" and key.rule.startswith("label-")}
    assert found == {f"label-{label}" for label in {*accounts().labels, *special}}


@pytest.mark.parametrize("language", languages())
def test_every_incident_with_words_is_named_by_some_pack(language: str) -> None:
    named = {incident for pack in PACKS.values() for incident in values(pack, "incident")}
    found = {key.rule for key in catalogue(language) if key.table == "chronicle" and key.rule.startswith("incident-")}
    assert found == {f"incident-{incident}" for incident in named}


def test_labels_and_incidents_are_told_in_different_words() -> None:
    for language in languages():
        words = catalogue(language)
        told = [words[Key("chronicle", f"label-{label}")] for label in accounts().labels]
        assert len(told) == len(set(told))


# -------------------------------------------------- what does not hold together


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Put]:
    """Changes words of both files, where only this test sees them."""
    originals = {module: module.PATH.read_text(encoding="utf-8") for module in (chronicles, tables)}
    for module in originals:
        monkeypatch.setattr(module, "PATH", tmp_path / f"{module.__name__}.toml")

    def change(old: str, new: str) -> None:
        assert any(old in text for text in originals.values())
        for module, text in originals.items():
            module.PATH.write_text(text.replace(old, new), encoding="utf-8")
        weights.cache_clear()
        accounts.cache_clear()

    yield change
    weights.cache_clear()
    accounts.cache_clear()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("ASSAULT = 5.0\n", "", "type ASSAULT has no weight"),
        ("ASSAULT = 5.0", "ASSAULT = 5.0\nATTACK = 5.0", "ATTACK"),
        ('"RETREAT/resign"', '"RETREAT/vanish"', "vanish"),
        ("killed = 5.0", "slain = 5.0", "slain"),
        ("lead = 1.0\n", "", "lead"),
        ("lead = 1.0", "lead = 1.0\nled = 2.0", "led"),
    ],
)
def test_weights_that_do_not_hold_together_are_refused(put: Put, old: str, new: str, problem: str) -> None:
    put(old, new)
    with pytest.raises(PackError, match=problem):
        weights()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('["fraud", "fair"]', '["fraud", "just"]', "no label 'just'"),
        ('label = "protest"', 'label = "revolt"', "no label 'revolt'"),
        ('type = "PROTEST"', 'type = "REVOLT"', "REVOLT"),
        ('["labor", "police"]', '["dockers", "police"]', "no sector 'dockers'"),
        ('provocation = "police"', 'provocation = "policja"', "policja"),
        ('provocation = "police"', 'provoking = "police"', "provoking"),
    ],
)  # fmt: skip
def test_accounts_that_do_not_hold_together_are_refused(put: Put, old: str, new: str, problem: str) -> None:
    put(old, new)
    with pytest.raises(PackError, match=problem):
        accounts()
