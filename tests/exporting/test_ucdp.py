"""UCDP GED's columns, checked by rules that were written from its codebook (23.1): no reader of it can be installed."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping

import msgspec
import pytest
from conflicts import REPORTS, Row, read, told
from exported import SETS, exported
from test_tables import FORMULA, is_number, wanted

from kronika.exporting.ucdp import priogrid, sources_of
from kronika.exporting.ucdp_sides import Dyad, dyad
from kronika.happenings import happenings
from kronika.ontology.codebooks import ucdp_book
from kronika.ontology.countries import countries, ucdp_regions
from kronika.records import EventRow
from kronika.showing.facts import Facts

EVERY = pytest.mark.parametrize("name", SETS)
CODEBOOK = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
number_of_sources source_article source_office source_date source_headline source_original where_prec
where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region
event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa
gwnob"""
COLUMNS = CODEBOOK.split()
EMPTY = [name for name in COLUMNS if name.endswith(("_dset_id", "_new_id")) or name in ("conflict_name", "dyad_name")]
DEATHS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
WIDEST = {"1": 1, "2": 6, "3": 7, "4": 31, "5": 366}


def faults(row: Row) -> list[str]:
    """What the codebook would not have in a row."""
    first, last = dt.date.fromisoformat(row["date_start"]), dt.date.fromisoformat(row["date_end"])
    wide = (last - first).days + 1
    numbers = {str(country.gw) for country in countries().values()} | {""}
    low, best, high = int(row["low"]), int(row["best"]), row["high"]
    checks: Mapping[str, bool] = {
        "columns": list(row) == COLUMNS and len(COLUMNS) == 49,
        "id": row["id"].isdecimal() and int(row["id"]) < 2**53,
        "days": first <= last and int(row["year"]) == first.year,
        "date_prec": row["date_prec"] == next(code for code, most in WIDEST.items() if wide <= most),
        "type_of_violence": row["type_of_violence"] in ("", "1", "2", "3"),
        "one-sided": row["type_of_violence"] != "3" or (row["side_b"] == "Civilians" and not row["gwnob"]),
        "numbers": 0 <= low <= best and best > 0 and (not high or best <= int(high)),
        "split": sum(int(row[name] or 0) for name in DEATHS) == best,
        "where_prec": row["where_prec"] in (("1", "2", "3", "4") if row["latitude"] else ("", "6")),
        "point": _is_point(row),
        "grid": bool(row["priogrid_gid"]) == bool(row["latitude"]),
        "country": {row["country_id"], row["gwnoa"], row["gwnob"]} <= numbers,
        "region": row["region"] in (*ucdp_regions(), ""),
        "event_clarity": row["event_clarity"] in ("1", "2"),
        "sources": int(row["number_of_sources"]) == row["source_article"].count('";"') + 1,
        "empty": not any(row[name] for name in (*EMPTY, "active_year", "code_status", "adm_1", "adm_2")),
    }
    return [name for name, holds in checks.items() if not holds]


def _is_point(row: Row) -> bool:
    """Longitude before latitude, as WKT asks."""
    if not row["latitude"]:
        return row["geom_wkt"] == ""
    found = row["geom_wkt"].removeprefix("POINT (").removesuffix(")").split()
    return [float(degrees) for degrees in found] == [float(row["longitude"]), float(row["latitude"])]


@EVERY
def test_every_event_is_a_good_row_or_is_told_in_a_note(name: str) -> None:
    folder, done = exported(name, "ucdp")
    rows = read(folder / "ucdp.csv")
    assert {row["relid"]: found for row in rows if (found := faults(row))} == {}
    events = {row.event or row.id for row in wanted(name, "events")}
    out = sum(int(note.split()[0].replace(",", "")) for note in done.notes if " events left out" in note)
    assert len(rows) + out == len(events)
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for line in csv.reader(file) for cell in line]
        assert [cell for cell in cells if cell.startswith(FORMULA) and not is_number(cell)] == []


@pytest.mark.parametrize("name", REPORTS)
def test_every_made_up_row_is_as_the_codebook_asks(name: str) -> None:
    rows, figures, _ = told(name, "ucdp")
    assert [found for row in rows if (found := faults(row))] == []
    assert {row["relid"] for row in rows} == {f["event"] for f in figures if f["taken"] == "1"}
    texts = list(REPORTS[name].values())
    for f in figures:
        assert texts[int(f["article"].rpartition("-")[2])][int(f["start"]) : int(f["end"])] == f["text"]


def numbers(row: Row) -> tuple[str, str, str]:
    """Low, best, high."""
    return row["low"], row["best"], row["high"]


def test_a_toll_that_later_reports_raise() -> None:
    (row,), _, _ = told("toll", "ucdp")
    assert numbers(row) == ("21", "21", "21")
    assert (row["country"], row["country_id"], row["region"], row["gwnoa"]) == ("Ukraine", "369", "Europe", "365")
    assert (row["date_prec"], row["event_clarity"], row["where_prec"]) == ("1", "1", "1")
    assert (row["number_of_sources"], row["type_of_violence"]) == ("3", "")


def test_a_later_total_and_copies_of_a_wire() -> None:
    (later,), _, _ = told("later", "ucdp")
    assert numbers(later) == ("23", "23", "23")
    (wire,), _, _ = told("wire", "ucdp")
    assert numbers(wire) == ("17", "19", "19")


def test_two_sources_that_differ_on_one_day_make_a_range() -> None:
    (row,), _, _ = told("dispute", "ucdp")
    assert numbers(row) == ("5", "5", "9")
    assert row["source_original"] == "policja; szpital Medina"


def test_a_stretch_of_days_keeps_both_ends() -> None:
    (row,), _, _ = told("stretch", "ucdp")
    assert (row["date_start"], row["date_end"], row["date_prec"]) == ("2031-06-03", "2031-06-06", "2")
    assert row["event_clarity"] == "2"


def test_reports_that_name_different_days() -> None:
    (row,), _, _ = told("days", "ucdp")
    assert (row["date_start"], row["date_end"], row["date_prec"]) == ("2031-05-06", "2031-05-07", "2")
    assert (row["best"], row["number_of_sources"]) == ("4", "3")


def test_the_dead_of_a_group_have_their_column() -> None:
    (row,), _, _ = told("month", "ucdp")
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == ("3", "bojownicy", "Civilians")
    assert (row["deaths_civilians"], row["deaths_unknown"], row["best"]) == ("3", "0", "3")


def test_a_running_toll_is_given_to_none_of_two_events() -> None:
    rows, _, done = told("two", "ucdp")
    assert [numbers(row) for row in rows] == [("3", "3", "3"), ("5", "5", "5")]
    assert any("histories of killed people" in note for note in done.notes)
    assert any(note.startswith("2 of 2 rows have the numbers that are told beside the event") for note in done.notes)


def test_what_did_not_happen_is_no_row() -> None:
    rows, _, done = told("unreal", "ucdp")
    assert rows == []
    assert done.notes[0] == "2 of 2 events left out: the reports do not tell them as done (1 negated, 1 future)."


def test_both_sides_of_a_battle_stand_against_each_other() -> None:
    (row,), _, _ = told("battle", "ucdp")
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == ("1", "Mali", "Jastrząb")


def dead(row: Row) -> list[str]:
    """Those of side A, of side B, civilians, all others."""
    return [row[name] for name in DEATHS]


def test_the_dead_of_a_side_stand_in_its_column() -> None:
    (battle,), _, _ = told("battle", "ucdp")
    assert (battle["best"], dead(battle)) == ("44", ["30", "14", "", "0"])
    (parts,), _, _ = told("parts", "ucdp")
    assert (parts["best"], dead(parts)) == ("11", ["", "", "3", "8"])


def test_the_dead_of_one_sided_violence_are_civilians() -> None:
    (row,), _, _ = told("nameless", "ucdp")
    assert (row["type_of_violence"], dead(row)) == ("3", ["", "", "2", "0"])


def test_lists_of_sources_keep_their_places() -> None:
    reports = [
        Facts(article="a", publisher="X"),
        Facts(article="b", title="Krew; łzy", publisher="X", earliest="2031-05-01", latest="2031-05-01"),
        Facts(article="c", earliest="2031-05-02", latest="2031-05-02"),
    ]
    cells = sources_of(reports)
    assert (cells["source_office"], cells["source_date"]) == ("X;X;c", ";2031-05-01;2031-05-02")
    assert (cells["source_headline"], sources_of(reports[:1])["source_headline"]) == (";Krew, łzy;", None)


def test_near_a_town_is_not_in_it() -> None:
    (near,), _, _ = told("battle", "ucdp")
    (inside,), _, _ = told("nameless", "ucdp")
    assert (near["where_prec"], inside["where_prec"]) == ("2", "1")


def test_a_place_that_is_hit_is_no_side() -> None:
    (row,), _, _ = told("town", "ucdp")
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == ("", "Rosja", "")
    assert numbers(row) == ("2", "2", "5")


def test_numbers_of_which_none_is_left_are_told() -> None:
    rows, _, done = told("high", "ucdp")
    assert rows == []
    assert any("numbers of people killed in them are told, of which none is left" in note for note in done.notes)


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"),
    [(-90.0, -180.0, 1), (-89.9, -179.4, 2), (-89.5, -180.0, 721), (90.0, 180.0, 259200), (49.98081, 36.25272, 201313)],
)
def test_cells_of_the_grid(latitude: float, longitude: float, cell: int) -> None:
    assert priogrid(latitude, longitude, 0.5) == cell


@pytest.mark.parametrize(
    ("actor", "recipient", "mode", "found"),
    [
        ("military", "insurgents", None, (1, "A", "B")),
        ("insurgents", "military", None, (1, "B", "A")),
        ("military", "military", None, (1, "A", "B")),
        ("insurgents", "criminals", None, (2, "A", "B")),
        ("police", "protesters", "firearms", (3, "A", "Civilians")),
        ("military", "civilians", "aerial", (None, "A", "B")),
        ("military", None, None, (None, "A", None)),
        (None, "civilians", None, (None, None, "B")),
    ],
)
def test_types_of_violence(
    actor: str | None, recipient: str | None, mode: str | None, found: tuple[int | None, str | None, str | None]
) -> None:
    parties = _dyad(actor, recipient, mode)
    assert (parties.violence, parties.a, parties.b) == found


def test_people_without_arms_are_not_organised() -> None:
    assert not _dyad("protesters", "police", None).organised
    assert _dyad("insurgents", "police", None).organised


def _dyad(actor: str | None, recipient: str | None, mode: str | None) -> Dyad:
    given = {
        "id": "e", "article": "a", "start": 0, "end": 1, "text": "x", "event_type": "ASSAULT", "mode": mode,
        "actor": ["A"] if actor else [], "recipient": ["B"] if recipient else [],
        "sector": {"A": actor, "B": recipient},
    }  # fmt: skip
    return dyad(happenings([msgspec.convert(given, EventRow)], [])[0], {}, ucdp_book())
