"""Tables as CSV and Parquet read back to the same rows, and no cell is a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet
import pytest
from exported import SETS, exported, store

from kronika import exports, ontology
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


def test_all_but_the_contract_keep_their_notes_beside_the_files() -> None:
    for format, has in (("jsonl", False), ("csv", True)):
        folder, _ = exported("examples", format)
        assert (folder / "notes.txt").exists() is has


def test_one_story_alone(tmp_path: Path) -> None:

    done = exports.export(tmp_path, store("examples"), "jsonl", story="morzany")
    whole, _ = exported("examples", "jsonl")
    for table in TABLES:
        assert (tmp_path / f"{table}.jsonl").read_bytes() == (whole / f"{table}.jsonl").read_bytes(), table
    assert done.files["articles.jsonl"] == 12


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
