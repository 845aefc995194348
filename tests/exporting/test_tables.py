"""Tables as CSV and Parquet read back to the same rows, and no cell is a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet
import pytest
from exported import SETS, exported

from kronika import api, exports, ontology
from kronika.errors import InputError
from kronika.exporting import FORMATS
from kronika.exporting.csv import rows
from kronika.records import TABLES
from kronika.records.columns import Column, columns

EVERY = pytest.mark.parametrize("name", SETS)
FORMULA = tuple("=+-@\t\r")
VOCABULARIES = {
    "kinds": set(ontology.kinds()),
    "measures": set(ontology.measures()),
    "event_types": set(ontology.event_types()),
    "modes": {mode for kind in ontology.event_types().values() for mode in kind.modes},
    "modalities": set(ontology.MODALITIES),
    "contexts": set(ontology.contexts()),
    "sectors": set(ontology.sectors()),
    "policies": set(ontology.policies()),
    "cameo": set(ontology.cameo_codes()),
    "acled": set(ontology.acled_types()),
    "acled_sub": {sub for subs in ontology.acled_types().values() for sub in subs},
}
"""What the columns' vocabularies are."""


def wanted(name: str, table: str) -> list[Any]:
    """The rows of the export contract."""
    folder, _ = exported(name, "jsonl")
    lines = (folder / f"{table}.jsonl").read_bytes().splitlines()
    return [msgspec.json.decode(line, type=TABLES[table]) for line in lines]


@EVERY
def test_csv_reads_back_to_the_same_rows(name: str) -> None:
    folder, done = exported(name, "csv")
    assert done.notes == []
    for table in TABLES:
        assert list(rows(folder / f"{table}.csv", table)) == wanted(name, table), table


@EVERY
def test_no_cell_begins_as_a_formula_does(name: str) -> None:
    folder, _ = exported(name, "csv")
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for line in csv.reader(file) for cell in line]
        assert [cell for cell in cells if cell.startswith(FORMULA) and not is_number(cell)] == [], path.name


def is_number(cell: str) -> bool:
    """A number below zero is no formula."""
    try:
        float(cell)
    except ValueError:
        return False
    return True


@EVERY
def test_parquet_reads_back_to_the_same_rows(name: str) -> None:
    folder, _ = exported(name, "parquet")
    for table in TABLES:
        found = pyarrow.parquet.read_table(folder / f"{table}.parquet")
        read = msgspec.convert(found.to_pylist(maps_as_pydicts="strict"), type=list[TABLES[table]])  # type: ignore[misc]
        assert read == wanted(name, table), table


@EVERY
def test_no_two_rows_of_a_table_have_one_id(name: str) -> None:
    for table in TABLES:
        ids = [row.id for row in wanted(name, table)]
        assert len(set(ids)) == len(ids), table


def test_all_but_the_contract_keep_their_notes_beside_the_files() -> None:
    for format, has in (("jsonl", False), ("csv", True)):
        folder, _ = exported("examples", format)
        assert (folder / f"{format}_notes.txt").exists() is has


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two stories."""
    place = tmp_path_factory.mktemp("two")
    about = {
        "port": "W porcie w Morzanach wybuchł pożar. Zginęły 3 osoby, powiedział komendant straży Jan Kowalski.",
        "szkola": "W Velmarze otwarto nową szkołę. „Cieszymy się” – powiedziała dyrektorka Anna Nowak.",
    }
    for name, words in about.items():
        (place / f"{name}.txt").write_text(f"date 2027-05-06\n{words}", encoding="utf-8")
    api.read([place], place / "k.db")
    return place / "k.db"


def tables(folder: Path) -> dict[str, list[Any]]:
    """The rows of an export by table."""
    lines = {path.stem: path.read_bytes().splitlines() for path in folder.glob("*.jsonl")}
    return {table: [msgspec.json.decode(line, type=TABLES[table]) for line in found] for table, found in lines.items()}


def test_one_story_alone_is_what_is_told_of_it(two: Path, tmp_path: Path) -> None:
    exports.export(tmp_path / "all", two)
    whole = tables(tmp_path / "all")
    assert len({row.story for row in whole["stories"]}) == 2
    parts = []
    for report in ("port.txt", "szkola.txt"):
        exports.export(tmp_path / report, two, story=report)
        parts.append(tables(tmp_path / report))
        assert [row.article for row in parts[-1]["articles"]] == [report]
    for table in TABLES:
        assert sorted(row.id for part in parts for row in part[table]) == sorted(row.id for row in whole[table]), table


def test_a_story_that_is_none_is_told_as_elsewhere(two: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        exports.export(tmp_path, two, story="nothing of the kind")


def test_faults_are_told_where_a_format_has_no_table_of_them(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    api.read([tmp_path / "empty.txt"], tmp_path / "k.db")
    for format in FORMATS:
        done = exports.export(tmp_path / format, tmp_path / "k.db", format)
        told = "1 fault of reading is in none of the files: see `kronika export --format csv`, table `faults`."
        assert (told in done.notes) is (format not in ("jsonl", "csv", "parquet")), format


def test_notes_of_several_formats_stand_beside_each_other(two: Path, tmp_path: Path) -> None:
    for format in ("geojson", "csv"):
        exports.export(tmp_path, two, format)
    assert {path.name for path in tmp_path.glob("*notes.txt")} == {"geojson_notes.txt", "csv_notes.txt"}


def of_table(name: str) -> Iterator[tuple[str, Column, Any]]:
    """What stands in every cell of the contract, with its column; also of the records inside cells."""
    for table in TABLES:
        for row in wanted(name, table):
            yield from of_record(table, row)


def of_record(owner: str, record: Any) -> Iterator[tuple[str, Column, Any]]:
    for column in columns()[owner]:
        value = getattr(record, column.name)
        yield owner, column, value
        several = value if isinstance(value, list) else value.values() if isinstance(value, dict) else [value]
        for inner in several:
            if isinstance(inner, msgspec.Struct):
                yield from of_record(type(inner).__name__, inner)


@EVERY
def test_cells_hold_no_value_that_the_columns_do_not_know(name: str) -> None:
    unknown = {
        f"{owner}.{column.name}: {value}"
        for owner, column, cell in of_table(name)
        if column.values or column.vocabulary
        for value in (cell if isinstance(cell, list) else coded(column, cell))
        if value is not None and value not in known(column)
    }
    assert unknown == set()


def coded(column: Column, cell: Any) -> list[Any]:
    """The codes in a cell: of what stands there by name, the names are codes unless the values are."""
    if not isinstance(cell, dict):
        return [cell]
    return list(cell.values()) if column.vocabulary == "sectors" else list(cell)


def known(column: Column) -> set[str]:
    return set(column.values) or VOCABULARIES[column.vocabulary or ""]


@EVERY
def test_a_cell_is_empty_only_where_its_column_says_when(name: str) -> None:
    never = {
        f"{owner}.{column.name}"
        for owner, column, cell in of_table(name)
        if cell is None and ("never empty" in column.means or "or empty" not in column.type)
    }
    assert never == set()


def test_csv_says_what_every_column_means() -> None:
    folder, _ = exported("examples", "csv")
    with (folder / "columns.csv").open(encoding="utf-8", newline="") as file:
        told = {(line["table"], line["column"]): line["meaning"] for line in csv.DictReader(file)}
    assert told == {(owner, one.name): one.told for owner, own in columns().items() for one in own}


def test_parquet_says_what_every_column_means() -> None:
    folder, _ = exported("examples", "parquet")
    for table in TABLES:
        schema = pyarrow.parquet.read_schema(folder / f"{table}.parquet")
        told = {one.name: (one.metadata or {}).get(b"description", b"").decode() for one in schema}
        assert told == {one.name: one.told for one in columns()[table]}
    step = pyarrow.parquet.read_schema(folder / "times.parquet").field("proof").type.value_type
    assert step.field("rule").metadata[b"description"].decode() == columns()["Step"][0].told
