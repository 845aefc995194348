"""Types, modes, contexts and sectors are data: what the files hold, and what is told of one that does not hold."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kronika.errors import PackError
from kronika.ontology import check_mode, contexts, event_types, published_mode, sectors
from kronika.ontology.sectors import SIDES

EVENTS = importlib.import_module("kronika.ontology.events")
SECTORS = importlib.import_module("kronika.ontology.sectors")
"""The module; in the package its name is that of the function."""
TYPE = """
[[event]]
name = "GREET"
quad = "verbal cooperation"
modes = ["wave", "nod"]
older = { nod = "wave" }
sentence = "Somebody greets another."
"""
CONTEXT = """
[[context]]
name = "feasts"
sentence = "What is celebrated."
"""
SECTOR = """
[[sector]]
name = "guests"
code = "GST"
side = "unarmed"
sentence = "Those who are invited."
"""
Put = Callable[[str], None]


def forget() -> None:
    """Empties what the loaders remember."""
    for loader in (EVENTS._file, event_types, contexts, sectors):
        loader.cache_clear()


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Put]:
    """Writes both files anew, where only this test sees them."""
    monkeypatch.setattr(EVENTS, "PATH", tmp_path / "events.toml")
    monkeypatch.setattr(SECTORS, "PATH", tmp_path / "sectors.toml")

    def write(contents: str) -> None:
        for name in ("events.toml", "sectors.toml"):
            (tmp_path / name).write_text(contents, encoding="utf-8")
        forget()

    yield write
    forget()


# --------------------------------------------------------------- as they are


def test_the_types_are_plover_s_sixteen_in_the_order_of_its_manual() -> None:
    assert list(event_types()) == [
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
        "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    ]  # fmt: skip


def test_every_type_has_its_class() -> None:
    classes: dict[str, list[str]] = {}
    for name, kind in event_types().items():
        classes.setdefault(kind.quad, []).append(name)
    assert classes == {
        "verbal cooperation": ["AGREE", "CONSULT", "SUPPORT", "CONCEDE"],
        "material cooperation": ["COOPERATE", "AID", "RETREAT"],
        "verbal conflict": ["REQUEST", "ACCUSE", "REJECT", "THREATEN"],
        "material conflict": ["PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"],
    }


def test_flags() -> None:
    kinds = event_types().values()
    assert [kind.name for kind in kinds if kind.two_sided] == ["CONSULT"]
    assert {kind.name for kind in kinds if kind.words} == {
        "ACCUSE", "SUPPORT", "REJECT", "THREATEN", "REQUEST", "AGREE",
    }  # fmt: skip
    assert all(kind.quad.startswith("verbal") for kind in kinds if kind.words)


def test_what_is_asked_for_can_be_refused() -> None:
    assert event_types()["REQUEST"].modes == event_types()["REJECT"].modes


def test_modes_of_earlier_drafts_are_covered_by_modes_of_today() -> None:
    older = {f"{k.name}/{mode}": name for k in event_types().values() for mode, name in k.older.items()}
    assert older == {
        "RETREAT/return": "",
        "THREATEN/ban": "restrict",
        "COERCE/ban": "restrict",
        "COERCE/misinform": "misinformation",
        "ASSAULT/execute": "targeted",
        "ASSAULT/assassinate": "targeted",
    }
    assert published_mode("ASSAULT", "assassinate") == "targeted"
    assert published_mode("ASSAULT", "beat") == "beat"
    assert published_mode("RETREAT", "return") is None
    assert published_mode("ASSAULT", None) is None


def test_the_contexts_are_the_manual_s_thirty_seven() -> None:
    assert len(contexts()) == 37
    assert list(contexts())[:3] == ["military", "intelligence", "executive"]
    assert list(contexts())[-1] == "trafficking"
    assert {"pro_democracy", "human_security", "religion_ethnicity", "cbrn", "illegal_drugs"} <= contexts().keys()


def test_every_sector_has_a_code_and_a_side() -> None:
    found = sectors()
    assert {sector.side for sector in found.values()} == set(SIDES)
    assert found["media"].code == "JRN"
    assert found["medical"].code == "MED"
    assert {name for name, sector in found.items() if sector.side == "crowd"} == {"protesters", "rioters"}
    assert {name for name, sector in found.items() if sector.side == "forces"} == {"police", "military", "intelligence"}


def test_each_tells_itself_in_a_sentence_of_its_own() -> None:
    told = [kind.sentence for kind in event_types().values()]
    told += [context.sentence for context in contexts().values()]
    told += [sector.sentence for sector in sectors().values()]
    assert len(set(told)) == len(told)
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in told)


# -------------------------------------------------------------- what is wrong


def test_a_mode_of_another_type() -> None:
    assert check_mode("PROTEST", "riot", "somewhere") is event_types()["PROTEST"]
    assert check_mode("PROTEST", None, "somewhere") is event_types()["PROTEST"]
    with pytest.raises(PackError) as raised:
        check_mode("PROTEST", "arrest", "list.txt:3")
    assert str(raised.value) == (
        "list.txt:3: 'arrest' is no mode of PROTEST. "
        "Choose demo, riot, strike, hunger, boycott, obstruct, vandalize, or none"
    )


def test_a_mode_of_a_type_that_has_none() -> None:
    with pytest.raises(PackError, match=r"'visit' is no mode of AID\. AID has no modes"):
        check_mode("AID", "visit", "somewhere")


def test_a_type_that_is_none() -> None:
    with pytest.raises(PackError, match=r"somewhere: GREET is no type of event\. Choose AGREE, CONSULT"):
        check_mode("GREET", None, "somewhere")


def test_types_and_contexts_of_one_s_own(put: Put) -> None:
    put(TYPE + CONTEXT)
    (kind,) = event_types().values()
    assert (kind.modes, kind.two_sided, kind.words, kind.placed) == (("wave", "nod"), False, False, "near")
    assert list(contexts()) == ["feasts"]


@pytest.mark.parametrize(
    ("line", "instead", "why"),
    [
        ('quad = "verbal cooperation"', 'quad = "cooperation"', "Invalid enum value 'cooperation'"),
        ('name = "GREET"', "", "missing required field `name`"),
        ('sentence = "Somebody greets another."', "", "missing required field `sentence`"),
        ('modes = ["wave", "nod"]', 'modes = "wave"', "Expected `array`"),
        ('modes = ["wave", "nod"]', 'modes = ["wave", "nod"]\nsilent = true', "unknown field `silent`"),
        ('modes = ["wave", "nod"]', 'modes = ["wave", "nod", "wave"]', "GREET: a mode stands there twice"),
        ('older = { nod = "wave" }', 'older = { bow = "wave" }', "GREET: older: bow = 'wave' are no two modes"),
        ('older = { nod = "wave" }', 'older = { nod = "bow" }', "GREET: older: nod = 'bow' are no two modes"),
        ("[[event]]", "[[type]]", "unknown field `type`"),
        ("[[event]]", "[[event", "events.toml: "),
    ],
)
def test_a_type_that_does_not_hold_together(put: Put, line: str, instead: str, why: str) -> None:
    assert line in TYPE
    put(TYPE.replace(line, instead) + CONTEXT)
    with pytest.raises(PackError) as raised:
        event_types()
    assert why in str(raised.value)
    assert "events.toml" in raised.value.place
    assert raised.value.remedy


def test_two_of_one_name(put: Put) -> None:
    put(TYPE + TYPE + CONTEXT + CONTEXT)
    with pytest.raises(PackError, match=r"events\.toml: GREET: it stands there twice"):
        event_types()
    with pytest.raises(PackError, match=r"events\.toml: feasts: it stands there twice"):
        contexts()


@pytest.mark.parametrize(
    ("line", "instead", "why"),
    [
        ('side = "unarmed"', 'side = "hosts"', "Invalid enum value 'hosts'"),
        ('code = "GST"', 'code = "Guest"', "guests: code = 'Guest' is no code. Write three capital letters"),
        ('name = "guests"', 'name = "crowd"', "crowd: a side has this name"),
        ('code = "GST"', "", "missing required field `code`"),
        ("[[sector]]", "[[sector", "sectors.toml: "),
    ],
)
def test_a_sector_that_does_not_hold_together(put: Put, line: str, instead: str, why: str) -> None:
    assert line in SECTOR
    put(SECTOR.replace(line, instead))
    with pytest.raises(PackError) as raised:
        sectors()
    assert why in str(raised.value)
    assert "sectors.toml" in raised.value.place
    assert raised.value.remedy


def test_two_sectors_of_one_name(put: Put) -> None:
    put(SECTOR + SECTOR)
    with pytest.raises(PackError, match=r"sectors\.toml: guests: it stands there twice"):
        sectors()
