"""Events as a sheet: what goes in comes out, numbers stay numbers, and no words of reports become formulas."""

from __future__ import annotations

import csv
import io
from typing import Any

import happened
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from test_event_lines import readings

from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import load_packs
from kronika.records import EntityRow, FigureRow
from kronika.showing.event_csv import COLUMNS, csv_of, precision
from kronika.showing.event_phrases import EventPhrases
from kronika.showing.event_search import Wanted, answer, with_sentences
from kronika.showing.sheets import guarded, unguarded


def rows(tables: dict[str, list[Any]] | None = None, **asked: str) -> list[dict[str, str]]:
    """The lines of the sheet by column."""
    told = with_sentences(answer(Wanted(**asked), tables or happened.tables(), Knowledge()), readings())
    head, *lines = csv.reader(io.StringIO(csv_of(told), newline=""))
    return [dict(zip(head, line, strict=True)) for line in lines]


def line(id_: str, tables: dict[str, list[Any]] | None = None) -> dict[str, str]:
    [found] = [row for row in rows(tables) if row["mention"] == id_]
    return found


def told(row: dict[str, str], *names: str) -> list[str]:
    return [row[name] for name in names]


def test_a_line_is_a_mention_with_its_event() -> None:
    assert [row["mention"] for row in rows()][:4] == ["protest", "protest-3", "protest-2", "resigned"]
    protest = line("protest")
    assert told(protest, "event", "first", "mentions", "articles", "event_earliest", "event_latest") == [
        "protest", "1", "3", "3", "2027-05-05", "2027-05-12",
    ]  # fmt: skip
    assert told(protest, "earliest", "latest", "when_rule", "story", "story_title") == [
        "2027-05-06", "2027-05-06", "on", "port", "Gniew w porcie",
    ]  # fmt: skip
    assert told(line("protest-2"), "event", "first", "type", "mode", "event_type", "event_mode") == [
        "protest", "0", "PROTEST", "", "PROTEST", "demo",
    ]  # fmt: skip
    assert sum(int(row["first"]) for row in rows()) == 6


def test_a_line_has_people_sectors_place_codes_and_words() -> None:
    protest = line("protest")
    assert told(protest, "actors", "actor_sectors", "actor_codes", "actor_words", "recipients") == [
        "dokerzy", "labor", "LAB", "dokerzy „Kotwicy”", "",
    ]  # fmt: skip
    assert told(protest, "place", "place_rule", "country", "latitude", "longitude", "precision") == [
        "Morzany", "sentence", "OW", "54.5", "18.5", "town",
    ]  # fmt: skip
    assert told(protest, "cameo", "cameo_name", "acled", "acled_sub", "contexts", "pattern") == [
        "14", "Protest", "Protests", "Peaceful protest", "economic", "PROTEST/demo: protestowali",
    ]  # fmt: skip
    text = happened.TEXTS["glos-1"]
    assert text[int(protest["start"]) : int(protest["end"])] == protest["trigger"] == "protestowali"
    assert protest["sentence"] == "6 maja dokerzy „Kotwicy” protestowali w Morzanach."
    assert told(line("arrest"), "recipients", "recipient_words", "speaker", "episode_of", "modality") == [
        "", "86 osób", "policja", "protest", "actual",
    ]  # fmt: skip


def test_the_event_stands_in_all_of_its_lines_as_the_screen_tells_it() -> None:
    head = [name for name in COLUMNS if name.startswith("event_") and name != "event_why"]
    told_of = answer(Wanted(), happened.tables(), Knowledge())
    for event in told_of.found:
        own = [row for row in rows() if row["event"] == event.event]
        assert len({tuple(told(row, *head)) for row in own}) == 1
        [row] = [row for row in own if row["first"] == "1"]
        screen = EventPhrases().happened(event)
        assert EventPhrases().coded(row["event_type"], row["event_mode"] or None) in screen
        assert all(name in screen for name in told(row, "event_actors", "event_recipients", "event_place"))
    assert told(line("protest-3"), "event_actors", "event_place", "event_place_rule", "place", "event_no_later") == [
        "dokerzy", "Morzany", "sentence", "", "2027-05-12",
    ]  # fmt: skip
    assert told(line("talks"), "event_modality", "event_no_later") == ["future", ""]
    assert told(line("arrest"), "event_earliest", "event_no_later", "quad") == [
        "", "2027-05-07", "material conflict",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (("2027-05-06", "2027-05-06"), "day"),
        (("2027-05-06", "2027-05-12"), "week"),
        (("2027-05-06", "2027-05-13"), "month"),
        (("2027-05-01", "2027-05-31"), "month"),
        (("2027-05-01", "2027-06-01"), "stretch"),
        (("2027-05-06", None), "stretch"),
        ((None, "2027-05-06"), "stretch"),
        ((None, None), "unknown"),
    ],
)
def test_days_have_a_precision_by_their_width(days: tuple[str | None, str | None], name: str) -> None:
    assert precision(*days) == name


def test_open_days_have_those_that_their_expression_may_mean() -> None:
    times = [replace(row, edtf="[2027-05-05,2027-05-12]") for row in happened.times()]
    opened = [replace(row, earliest=None, latest=None) if row.time else row for row in happened.events()]
    tables = {**happened.tables(), "times": times}
    assert told(line("protest", tables), "day_precision", "edtf") == ["day", ""]
    assert told(line("protest", {**tables, "events": opened}), "day_precision", "edtf") == [
        "unknown", "[2027-05-05,2027-05-12]",
    ]  # fmt: skip
    after = [replace(row, when_rule="after") if row.time else row for row in opened]
    assert told(line("protest", {**tables, "events": after}), "edtf") == [""]


def test_people_have_the_country_of_their_entity_or_the_one_that_is_named() -> None:
    state = happened.takes_part("kurier-2", "recipient", "Velmarze", "Orwenia", entity=happened.ORWENIA)
    facts = {"actor": ["Kazachstan", "ktoś", "rząd Kazachstanu"], "recipient": ["Orwenia"], "participants": [state]}
    events = [replace(row, **facts) if row.id == "talks" else row for row in happened.events()]
    land = EntityRow(id="kz", kind="LOC", name="Kazachstan", country="KZ", precision="country")
    tables = {**happened.tables(), "events": events, "entities": [*happened.entities(), land]}
    knowledge = Knowledge(list(load_packs().values()))
    head, *found = csv.reader(io.StringIO(csv_of(answer(Wanted(type="CONSULT"), tables, knowledge)), newline=""))
    [row] = [dict(zip(head, cells, strict=True)) for cells in found]
    assert told(row, "actor_countries", "recipient_countries") == ["KZ; ; KZ", "OW"]
    assert told(line("talks"), "actor_countries", "recipient_countries") == ["", ""]


def test_numbers_are_those_of_the_figures_without_their_parts() -> None:
    assert told(line("arrest"), "arrested_low", "arrested_high", "killed_low", "numbers") == [
        "86", "86", "", "arrested: 86; arrested: 2",
    ]  # fmt: skip
    killed = [
        FigureRow(id="arrested", measure="killed", low=17, modifier="at_least", **happened.place("glos-1", "86")),
        FigureRow(id="part", measure="killed", low=20, high=30, **happened.place("glos-1", "86")),
    ]
    assert told(line("arrest", {**happened.tables(), "figures": killed}), "killed_low", "killed_high") == ["17", "30"]


def test_the_highest_number_is_open_where_one_tells_only_its_least() -> None:
    place = happened.place("glos-1", "86")
    told_so = [
        FigureRow(id="arrested", measure="arrested", value=20, **place),
        FigureRow(id="part", measure="arrested", low=31, modifier="more_than", **place),
    ]
    open_end = line("arrest", {**happened.tables(), "figures": told_so})
    assert told(open_end, "arrested_low", "arrested_high") == ["20", ""]
    before = [told_so[0], replace(told_so[1], low=None, value=12, old=True)]
    assert told(line("arrest", {**happened.tables(), "figures": before}), "arrested_low", "arrested_high") == [
        "20",
        "20",
    ]


def test_several_names_stand_in_one_cell_with_their_sectors_in_order() -> None:
    facts = {"actor": ["rząd", "ktoś", "związek"], "sector": {"rząd": "government", "związek": "labor"}}
    events = [replace(row, **facts) if row.id == "talks" else row for row in happened.events()]
    assert told(line("talks", {**happened.tables(), "events": events}), "actors", "actor_sectors", "actor_codes") == [
        "rząd; ktoś; związek", "government; ; labor", "GOV; ; LAB",
    ]  # fmt: skip


def test_nothing_found_is_a_sheet_without_lines() -> None:
    told = csv_of(answer(Wanted(type="AID"), happened.tables(), Knowledge()))
    assert list(csv.reader(io.StringIO(told, newline=""))) == [list(COLUMNS)]


@pytest.mark.parametrize(
    "nasty", ["=1+1", "+48 22", "-7", "@SUM(A1)", "\t=1", "＝1", "'=1", "a; =1", '"; DROP', "a,b\r\nc"]
)
def test_words_of_reports_never_reach_a_spreadsheet_as_formulas(nasty: str) -> None:
    facts = {"text": nasty, "place": nasty, "actor": [nasty, nasty], "pattern": nasty}
    tables = {
        **happened.tables(),
        "events": [replace(row, **facts) for row in happened.events()],
        "articles": [replace(row, publisher=nasty) for row in happened.articles()],
        "statements": [replace(row, speaker=nasty) for row in happened.statements()],
    }
    for row in rows(tables):
        assert {row["trigger"], row["place"], row["publisher"], row["pattern"]} == {guarded(nasty)}
        assert unguarded(row["actors"]) == f"{nasty}; {nasty}"
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_text_comes_back(text: str) -> None:
    events = [replace(row, text=text, place=text) for row in happened.events()]
    for row in rows({**happened.tables(), "events": events}):
        assert (unguarded(row["trigger"]), unguarded(row["place"])) == (text, text)
