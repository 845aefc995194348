"""The reference is that of today's code; what is said of columns and files of packs is complete and invents nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs import reference, reference_packs
from invented import source_files
from kronika.errors import PackError
from kronika.languages.pack import load_packs
from kronika.records import TABLES
from kronika.records import columns as meanings
from kronika.records.columns import columns, records, told_of
from kronika.serving.api_addresses import ADDRESSES
from kronika.serving.openapi import document


@pytest.mark.parametrize("name", reference.PAGES)
def test_a_page_is_that_of_today(name: str) -> None:
    there = (reference.PAGES_HOME / name).read_text(encoding="utf-8")
    assert there == reference.page(name), f"make reference writes docs/reference/{name} anew"


def test_no_other_page_lies_there() -> None:
    assert {path.name for path in reference.PAGES_HOME.iterdir()} == set(reference.PAGES)


# -------------------------------------------------------------------------------------------------------------- columns


def test_every_column_has_a_meaning_in_whole_sentences() -> None:
    for owner, own in columns().items():
        assert [one.name for one in own] == list(records()[owner].__struct_fields__), owner
        for one in own:
            assert re.fullmatch(r"[A-Z].*[.…]", one.means), f"{owner}.{one.name}"
            assert one.vocabulary is None or one.vocabulary in reference.VOCABULARIES, f"{owner}.{one.name}"


def test_what_may_be_empty_says_when() -> None:
    silent = [
        f"{owner}.{one.name}"
        for owner, own in columns().items()
        for one in own
        if one.type.endswith("or empty") and "empty" not in one.means.lower()
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("[events]\nnobody = 'A column that is none.'\n", "there is no such column"),
        ("[nothing]\nid = 'A table that is none.'\n", "there is no such column"),
        ("[shared]\nnobody = 'A column that no table has.'\n", "there is no such column"),
        ("[nothing]\nmodality = { mean = 'x' }\n", "unknown field `mean`"),
    ],
)
def test_a_meaning_of_nothing_is_refused(
    line: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    section, said = line.split("\n", 1)
    told = meanings.PATH.read_text(encoding="utf-8")
    told = told.replace(f"{section}\n", f"{section}\n{said}", 1) if f"{section}\n" in told else told + line
    assert_refused(told, problem, tmp_path, monkeypatch)


def test_a_column_without_a_meaning_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = re.sub(r"^when_rule = .*\n", "", meanings.PATH.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert_refused(told, "nothing says what when_rule means", tmp_path, monkeypatch)


def assert_refused(told: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "columns.toml"
    path.write_text(told, encoding="utf-8")
    monkeypatch.setattr(meanings, "PATH", path)
    with pytest.raises(PackError, match=problem):
        meanings.columns.__wrapped__()


def test_the_api_says_what_every_column_means() -> None:
    schemas = document(ADDRESSES)["components"]["schemas"]
    for row in TABLES.values():
        told = told_of(row.__name__)
        assert told
        found = {name: one.get("description") for name, one in schemas[row.__name__]["properties"].items()}
        assert found == {name: told[name].told for name in found}, row.__name__
    assert told_of("StoryItem") == {}


# ---------------------------------------------------------------------------------------------------------------- packs


@pytest.mark.parametrize("code", load_packs())
def test_every_file_of_a_pack_is_told(code: str) -> None:
    assert reference_packs.untold(load_packs()[code]) == []


def test_no_file_is_told_that_no_pack_has() -> None:
    there = [path for pack in load_packs().values() for path in reference_packs.files_of(pack)]
    told = [path for room in reference_packs.told() for path in reference_packs.paths(room)]
    assert [path for path in told if not any(Path(one).match(path) for one in there)] == []


def test_lists_that_the_code_asks_for_by_name_are_told_as_such() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in source_files())
    for room, own in reference_packs.told().items():
        asked = set(re.findall(rf'word_list\("{room}", "([\w-]+)"\)', code))
        if own.get("lists") in ("patterns", "triggers"):
            assert asked <= set(own["code"]), room
            assert set(own["code"]) <= set(own["words"]), room
        else:
            assert asked <= set(own.get("words", ())), room


def test_rooms_that_read_a_folder_are_there() -> None:
    home = Path(meanings.__file__).parents[1]
    for room, own in reference_packs.told().items():
        assert own["is"].endswith("."), room
        assert [one for one in own["read_by"] if not (home / one).is_dir()] == [], room
