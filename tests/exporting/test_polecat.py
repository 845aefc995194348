"""The table of POLECAT: its columns in their order, a row an event and report, cells as its readers take them.

The columns are those of the files that Harvard Dataverse has (doi:10.7910/DVN/AJGVIT), as scripts list them that read
the files of 2018 to 2024.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections import Counter
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pytest
from exported import SETS, exported

from kronika.showing.sheets import unguarded

EVERY = pytest.mark.parametrize("name", SETS)
WANTED = """Event ID|Event Date|Event Type|Event Mode|Event Intensity|Quad Code|Contexts|Actor Name|Actor Country
Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name
Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw
Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename
Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"""
COLUMNS = re.split(r"[|\n]", WANTED)
SIDES = ("Name", "Country", "COW", "Title", "Name Raw")
FORMULA = tuple("=+-@\t\r")


def rows(name: str) -> list[dict[str, str]]:
    """The rows, read with the delimiter and quotes that its readers expect, and no line of another length."""
    folder, _ = exported(name, "polecat")
    with (folder / "polecat.tsv").open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file, delimiter="\t", strict=True)
    assert head == COLUMNS
    assert all(len(line) == len(head) for line in lines)
    return [dict(zip(head, line, strict=True)) for line in lines]


def table(name: str, of: str) -> list[dict[str, Any]]:
    """The rows of the export contract."""
    folder, _ = exported(name, "jsonl")
    return [json.loads(line) for line in (folder / f"{of}.jsonl").read_text(encoding="utf-8").splitlines()]


@EVERY
def test_a_row_is_an_event_as_one_report_tells_it_to_have_happened(name: str) -> None:
    reports = {row["article"]: row["id"] for row in table(name, "articles")}
    told: dict[tuple[str, str], set[str]] = {}
    for row in table(name, "events"):
        told.setdefault((reports[row["article"]], row["event"] or row["id"]), set()).add(row["modality"])
    happened = {key for key, modalities in told.items() if "actual" in modalities}
    found = Counter((parts[0], parts[2]) for row in rows(name) if (parts := row["Event ID"].split("_")))
    assert found == Counter(happened)
    assert all(row["Event ID"].split("_")[1] == row["Event Type"] for row in rows(name))
    left = len(told) - len(happened)
    _, done = exported(name, "polecat")
    assert sum(int(n[0]) for note in done.notes if (n := re.findall(r"^(\d+) of \d+ events", note))) == left


@EVERY
def test_cells_are_of_their_columns(name: str) -> None:
    assert rows(name)
    for row in rows(name):
        days = [row["Event Date"], row["Publication Date"]]
        assert [day for day in days if day and dt.date.fromisoformat(day).isoformat() != day] == []
        assert -10 <= float(row["Event Intensity"]) <= 10
        assert row["Quad Code"] in {f"{a} {b}" for a in ("VERBAL", "MATERIAL") for b in ("COOPERATION", "CONFLICT")}
        assert all(not row[name] or float(row[name]) for name in ("Latitude", "Longitude"))
        assert bool(row["Latitude"]) is bool(row["Longitude"])
        assert re.fullmatch("[A-Z]{3}|None", row["Country"])
        assert row["Feature Type"] in ("PPL", "PCLI", "None")
        assert row["GeoNames ID"] == "" and row["Wikipedia Actor ID"] == row["District"] == "None"
        assert not [cell for cell in row.values() if "\n" in cell or "\t" in cell or cell != cell.strip()]
        empty = {column for column, cell in row.items() if not cell}
        assert empty <= {"Event Date", "Latitude", "Longitude", "GeoNames ID", "Publication Date"}


@EVERY
def test_arrow_reads_days_and_numbers_as_such(name: str) -> None:
    folder, done = exported(name, "polecat")
    read = pyarrow.csv.read_csv(
        folder / "polecat.tsv",
        parse_options=pyarrow.csv.ParseOptions(delimiter="\t"),
        convert_options=pyarrow.csv.ConvertOptions(
            null_values=["", "None"],
            strings_can_be_null=True,
            column_types={"Event Date": pa.date32(), "Publication Date": pa.date32(), "Latitude": pa.float64()},
        ),
    )
    assert read.num_rows == done.files["polecat.tsv"] == len(rows(name))
    assert read["Event Date"].null_count == sum(not row["Event Date"] for row in rows(name))
    assert read["Event Intensity"].type in (pa.float64(), pa.int64())


@EVERY
def test_lists_of_a_side_are_of_one_length_and_order(name: str) -> None:
    for row in rows(name):
        for side in ("Actor", "Recipient"):
            lists = [row[f"{side} {column}"].split("; ") for column in SIDES]
            lists.append(row[f"Primary {side} Sector"].split("; "))
            assert len({len(cells) for cells in lists if cells != ["None"]}) <= 1, row
            for code, number in zip(lists[1], lists[2], strict=False):
                assert re.fullmatch("[A-Z]{3}|None", code) and re.fullmatch(r"\d{1,3}|None", number)


@EVERY
def test_no_cell_begins_as_a_formula_does(name: str) -> None:
    numbers = {"Event Intensity", "Latitude", "Longitude"}
    cells = [cell for row in rows(name) for column, cell in row.items() if column not in numbers]
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []


def test_publishers_that_look_like_formulas_read_back() -> None:
    publishers = {" ".join(row["publisher"].split()) for row in table("hostile", "articles")}
    assert {unguarded(row["Source"]) for row in rows("hostile")} <= publishers
    assert any(row["Source"].startswith("'") for row in rows("hostile"))


def test_days_that_are_not_known_stay_empty_and_are_counted() -> None:
    for name in SETS:
        undated = sum(not row["Event Date"] for row in rows(name))
        _, done = exported(name, "polecat")
        assert [n for n in done.notes if n.startswith(f"{undated} of {len(rows(name))} rows")] or not undated


def test_a_coder_would_write_this_row_of_the_seeds() -> None:
    found = [row for row in rows("seeds") if (row["Event Date"], row["Event Type"]) == ("2022-01-06", "AID")]
    assert len(found) == 1
    wanted = {
        "Quad Code": "MATERIAL COOPERATION",
        "Event Intensity": "10",
        "Actor Name": "Rosja",
        "Actor Country": "RUS",
        "Actor COW": "365",
        "Primary Actor Sector": "MIL",
        "Recipient Country": "KAZ",
        "Recipient COW": "705",
        "Event Mode": "None",
        "Language": "pl",
    }
    assert {column: found[0][column] for column in wanted} == wanted
    town = next(row for row in rows("seeds") if row["City"] != "None")
    assert (town["Country"], town["Feature Type"], town["Raw Placename"]) == ("KAZ", "PPL", "Ałmatach")


def test_places_that_are_only_those_of_the_report_are_left_out() -> None:
    near = {row["place"] for row in table("examples", "events") if row["place_rule"] in ("sentence", "before")}
    assert {row["Placename"] for row in rows("examples")} - {"None"} <= near
    _, done = exported("examples", "polecat")
    assert [note for note in done.notes if "places left out" in note]
