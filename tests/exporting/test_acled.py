"""ACLED's columns, checked by rules that were written from its codebook (2024): no reader of it can be installed."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Mapping

import msgspec
import pytest
from conflicts import REPORTS, Row, read, told
from exported import SETS, exported
from test_tables import FORMULA, is_number, wanted

from kronika.exporting.acled_sides import sides
from kronika.exporting.coded import Site
from kronika.happenings import happenings
from kronika.ontology import Acled, acled_types
from kronika.ontology.codebooks import acled_book
from kronika.ontology.countries import Country, countries
from kronika.records import EventRow

EVERY = pytest.mark.parametrize("name", SETS)
CODEBOOK = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1
inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location
latitude longitude geo_precision source source_scale notes fatalities tags timestamp"""
COLUMNS = CODEBOOK.split()
REQUIRED = ("event_id_cnty", "event_date", "year", "time_precision", "event_type", "location", "source", "notes")
INTERS = {
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
    "External/Other forces", "",
}  # fmt: skip
INTERACTION = re.compile(r"|(.+) only|(.+)-(.+)")
DISORDER = {
    "Political violence", "Demonstrations", "Strategic developments", "Political violence; Demonstrations",
}  # fmt: skip
FATAL = {"Battles", "Explosions/Remote violence", "Violence against civilians"}


def faults(row: Row) -> list[str]:
    """What the codebook would not have in a row."""
    known = {country.name: country for country in countries().values()}
    country = known.get(row["country"])
    day = dt.date.fromisoformat(row["event_date"])
    checks: Mapping[str, bool] = {
        "columns": list(row) == COLUMNS,
        "required": all(row[name] for name in REQUIRED),
        "year": int(row["year"]) == day.year,
        "time_precision": row["time_precision"] in ("1", "2", "3"),
        "geo_precision": row["geo_precision"] in (("1", "2", "3") if row["latitude"] else ("",)),
        "event_type": row["sub_event_type"] in acled_types().get(row["event_type"], ()),
        "disorder_type": row["disorder_type"] in DISORDER and (row["event_type"] not in FATAL or "violence" in
        row["disorder_type"]),
        "inter": {row["inter1"], row["inter2"]} <= INTERS,
        "nobody": _has(row, "1") and _has(row, "2"),
        "interaction": _fits(row),
        "targeting": row["civilian_targeting"] in ("", "Civilian targeting"),
        "country": (row["iso"], row["region"]) == (_facts(country) if country else ("", "")),
        "degrees": not row["latitude"] or (abs(float(row["latitude"])) <= 90 and abs(float(row["longitude"])) <= 180),
        "fatalities": row["fatalities"] == "" or int(row["fatalities"]) >= 0,
        "crowd": row["tags"].startswith("crowd size=") == (row["event_type"] in ("Protests", "Riots")),
        "empty": not any(row[name] for name in ("admin1", "admin2", "admin3", "source_scale", "timestamp")),
    }  # fmt: skip
    return [name for name, holds in checks.items() if not holds]


def _has(row: Row, side: str) -> bool:
    """Whether nothing is said of an actor who is not there."""
    return bool(row[f"actor{side}"]) or not (row[f"inter{side}"] + row[f"assoc_actor_{side}"])


def _facts(country: Country) -> tuple[str, str]:
    return str(country.iso or ""), country.region or ""


def _fits(row: Row) -> bool:
    """One actor is `only`, two stand in the order of the codebook, and nothing is said of what is not known."""
    found = INTERACTION.fullmatch(row["interaction"])
    if not row["interaction"]:
        return not row["inter1"] or bool(row["actor2"] and not row["inter2"])
    assert found
    given = {part for part in found.groups() if part}
    return given == {part for part in (row["inter1"], row["inter2"]) if part} and bool(found[1]) == (not row["actor2"])


@EVERY
def test_every_row_is_as_the_codebook_asks(name: str) -> None:
    folder, done = exported(name, "acled")
    rows = read(folder / "acled.csv")
    assert {row["event_id_cnty"]: found for row in rows if (found := faults(row))} == {}
    assert len({row["event_id_cnty"] for row in rows}) == len(rows) == done.files["acled.csv"]
    assert (folder / "acled_notes.txt").read_text(encoding="utf-8").splitlines() == done.notes


@pytest.mark.parametrize("name", REPORTS)
def test_every_made_up_row_is_as_the_codebook_asks(name: str) -> None:
    rows, _, _ = told(name, "acled")
    assert [faults(row) for row in rows if faults(row)] == []


@EVERY
def test_every_event_of_the_table_is_a_row_or_is_told_in_a_note(name: str) -> None:
    folder, done = exported(name, "acled")
    events = {row.event or row.id for row in wanted(name, "events")}
    out = sum(int(note.split()[0].replace(",", "")) for note in done.notes if " events " in note)
    assert len(read(folder / "acled.csv")) + out == len(events)


@EVERY
def test_no_cell_is_a_formula(name: str) -> None:
    folder, _ = exported(name, "acled")
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for line in csv.reader(file) for cell in line]
        assert [cell for cell in cells if cell.startswith(FORMULA) and not is_number(cell)] == []


def test_a_toll_that_later_reports_raise() -> None:
    (row,), figures, _ = told("toll", "acled")
    assert (row["fatalities"], row["event_date"], row["time_precision"]) == ("21", "2031-05-06", "1")
    assert (row["sub_event_type"], row["inter1"]) == ("Shelling/artillery/missile attack", "External/Other forces")
    assert (row["country"], row["iso"], row["region"]) == ("Ukraine", "804", "Europe")
    assert {f["text"] for f in figures} == {"17", "21"}
    assert {f["text"] for f in figures if f["taken"] == "1"} == {"21"}
    assert "17 (toll-0)" in row["notes"] and "21 (mer miasta)" in row["notes"]


def test_a_later_total_and_a_part() -> None:
    (row,), figures, _ = told("later", "acled")
    assert row["fatalities"] == "23"
    assert {f["text"] for f in figures} == {"17", "23"}


def test_what_most_copies_print_is_not_what_most_origins_say() -> None:
    (row,), _, _ = told("wire", "acled")
    assert row["fatalities"] == "17"


def test_every_number_leads_back_to_its_characters() -> None:
    for name in REPORTS:
        rows, figures, _ = told(name, "acled")
        texts = list(REPORTS[name].values())
        for f in figures:
            assert texts[int(f["article"].rpartition("-")[2])][int(f["start"]) : int(f["end"])] == f["text"]
        backed = {f["event"] for f in figures if f["taken"] == "1"}
        assert {row["event_id_cnty"] for row in rows if int(row["fatalities"] or 0)} == backed


def test_days_that_are_known_only_as_a_stretch() -> None:
    (days,), _, done = told("stretch", "acled")
    assert (days["event_date"], days["time_precision"], days["fatalities"]) == ("2031-06-04", "2", "4")
    (month,), _, _ = told("month", "acled")
    assert (month["event_date"], month["time_precision"]) == ("2031-12-16", "3")
    assert any(note.startswith("1 of 1 rows have in event_date the middle") for note in done.notes)


def test_reports_that_name_different_days() -> None:
    (row,), _, done = told("days", "acled")
    assert (row["event_date"], row["time_precision"], row["fatalities"]) == ("2031-05-07", "2", "4")
    assert any(note.startswith("1 of 1 rows have the day that most reports name") for note in done.notes)


def test_a_running_toll_is_given_to_none_of_two_events() -> None:
    rows, _, done = told("two", "acled")
    assert [(row["event_date"], row["fatalities"]) for row in rows] == [("2031-07-07", "3"), ("2031-07-08", "5")]
    assert any(note.startswith("2 of 2 rows have the fatalities that are told beside the event") for note in done.notes)


def test_what_did_not_happen_is_no_row() -> None:
    rows, _, done = told("unreal", "acled")
    assert rows == []
    assert done.notes == [
        "2 of 2 events left out: the reports do not tell them as done (1 negated, 1 future)."
    ]  # fmt: skip


def test_force_against_a_demonstration() -> None:
    (row,), _, _ = told("crowd", "acled")
    assert row["sub_event_type"] == "Excessive force against protesters"
    assert (row["disorder_type"], row["civilian_targeting"]) == (
        "Political violence; Demonstrations",
        "Civilian targeting",
    )
    assert (row["actor1"], row["actor2"]) == ("Protesters (Mali)", "policja")
    assert (row["interaction"], row["fatalities"]) == ("State forces-Protesters", "8")


def test_demonstrations_of_one_day_and_place_are_one_row() -> None:
    (row,), _, done = told("march", "acled")
    assert (row["sub_event_type"], row["fatalities"]) == ("Protest with intervention", "0")
    assert (row["assoc_actor_1"], row["actor2"], row["interaction"]) == (
        "studenci",
        "policja",
        "State forces-Protesters",
    )
    assert any(note.startswith("1 of 2 events stand in the row of another") for note in done.notes)


def test_a_number_of_nobody_knows_which_event_leaves_the_cell_empty() -> None:
    folder, done = exported("seeds", "acled")
    riot = next(row for row in read(folder / "acled.csv") if row["event_type"] == "Riots")
    assert riot["fatalities"] == ""
    assert any("rows have no fatalities" in note for note in done.notes)


def test_both_sides_of_a_battle_stand_against_each_other() -> None:
    (row,), _, _ = told("battle", "acled")
    assert (row["actor1"], row["assoc_actor_1"]) == ("Mali", "")
    assert (row["actor2"], row["assoc_actor_2"]) == ("Jastrząb", "")
    assert row["interaction"] == "State forces-Rebel group"


def test_near_a_town_is_not_in_it() -> None:
    (near,), _, _ = told("battle", "acled")
    (inside,), _, _ = told("nameless", "acled")
    assert (near["geo_precision"], inside["geo_precision"]) == ("2", "1")


def test_a_place_that_is_hit_is_no_actor() -> None:
    (row,), _, _ = told("town", "acled")
    assert (row["location"], row["actor2"], row["inter2"]) == ("Kabul", "", "")
    assert row["interaction"] == "External/Other forces only"


@pytest.mark.parametrize("name", ["high", "uncounted"])
def test_where_people_were_killed_there_is_no_nought(name: str) -> None:
    (row,), _, done = told(name, "acled")
    assert row["fatalities"] == ""
    assert any(note.startswith("1 of 1 rows have no fatalities") for note in done.notes)


def test_a_demonstration_that_may_have_had_dead_has_no_nought() -> None:
    rows, _, _ = told("fire", "acled")
    protests = {row["location"]: row["fatalities"] for row in rows if row["event_type"] == "Protests"}
    assert protests == {"Peszawar": "", "Karaczi": "0"}


def test_people_without_a_name_who_are_hit_are_civilians() -> None:
    (row,), _, done = told("nameless", "acled")
    assert (row["sub_event_type"], row["actor1"], row["actor2"]) == ("Attack", "policja", "Civilians (Afghanistan)")
    assert (row["fatalities"], row["interaction"]) == ("2", "State forces-Civilians")
    assert done.notes[0].startswith("1 of 2 events left out: what is told of both sides does not say")


def event(**said: object) -> EventRow:
    """A mention of an attack."""
    given = {"id": "e", "article": "a", "start": 0, "end": 1, "text": "x", "event_type": "ASSAULT", **said}
    return msgspec.convert(given, EventRow)


@pytest.mark.parametrize(
    ("sectors", "iso2", "inters"),
    [
        ({"A": "military", "B": "insurgents"}, "PL", ("State forces", "Rebel group", "State forces-Rebel group")),
        ({"A": "unidentified", "B": "labor"}, "PL", ("Political militia", "Civilians", "Political militia-Civilians")),
        ({"A": "transnational", "B": "military"}, "PL", ("", "State forces", "")),
        ({"A": "military", "B": "civilians"}, "UA",
         ("External/Other forces", "Civilians", "External/Other forces-Civilians")),
        ({"A": "military"}, None, ("", "", "")),
    ],
)  # fmt: skip
def test_types_of_actors(sectors: dict[str, str], iso2: str | None, inters: tuple[str, str, str]) -> None:
    row = event(actor=["A"], recipient=[name for name in sectors if name == "B"], sector=sectors)
    abroad = {} if iso2 == "PL" else {"A": "RU"}
    code = Acled("Battles", "Armed clash")
    place = Site(iso2=iso2, country=countries().get(iso2 or ""))
    found = sides(happenings([row], []), code, place, abroad, acled_book())
    assert (found.inter1 or "", found.inter2 or "", found.interaction or "") == inters
    if sectors.get("B") in ("labor", "civilians"):
        assert found.actor2 == f"Civilians ({countries()[iso2 or ''].name})" and found.assoc2 == "B"
