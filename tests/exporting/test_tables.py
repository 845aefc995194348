"""Tables as CSV and Parquet read back to the same rows, and no cell is a formula."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet
import pytest
from exported import SETS, exported, store

from kronika import exports
from kronika.exporting.csv import rows
from kronika.records import TABLES

EVERY = pytest.mark.parametrize("name", SETS)
FORMULA = tuple("=+-@\t\r")


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
