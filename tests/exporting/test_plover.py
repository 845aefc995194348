"""Records of PLOVER 2.0: the manual's fields in the manual's forms, their passages stand in the reports.

The schema is written from the manual, "PLOVER: Event, Actor and Data Interchange Specification", draft 2.0, Open Event
Data Alliance, as published on 4 February 2024, chapters 2, 4 and 5. There is no other check of the format.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import jsonschema
import pyarrow.json
import pytest
from exported import SETS, exported, store
from made import lines

from kronika.exporting.circumstances import day_of
from kronika.exporting.numbers import Bounds
from kronika.exporting.plover import _sizes
from kronika.happenings import happenings
from kronika.records import EventRow, TimeRow
from kronika.store import Store

EVERY = pytest.mark.parametrize("name", SETS)
QUADS = {
    1: ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    2: ("COOPERATE", "AID", "RETREAT"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}
CONTEXTS = (
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic "
    "legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity "
    "inequality diplomatic territory peacekeeping health asylum migration disasters natural_resource environment "
    "technology terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking"
)
AUXILIARY = ("historical", "future", "hypothetical", "negation")
SECTORS = "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC"
NEEDS_RECIPIENT = ("COOPERATE", "AID", "SANCTION")


def closed(properties: dict[str, Any], required: str = "") -> dict[str, Any]:
    """An object that has no other fields."""
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
        "minProperties": 1,
    }


def of_type(event: str) -> dict[str, Any]:
    """What the manual says of the records of one type."""
    quad = next(quad for quad, types in QUADS.items() if event in types)
    wanted: dict[str, Any] = {"quad_code": {"const": quad}}
    wanted["mode"] = {"items": {"enum": MODES[event].split()}} if event in MODES else False
    then = {"properties": wanted, "required": ["recipient"] if event in NEEDS_RECIPIENT else []}
    return {"if": {"properties": {"event": {"const": [event]}}}, "then": then}


TEXT = {"type": "string", "minLength": 1}
DAY = {"type": "string", "format": "date"}
OFFSET = {"type": "integer", "minimum": 0}
ENTITY = closed(
    {
        "code": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "sector": {"enum": SECTORS.split()},
        "entity_text": TEXT,
        "identifier_text": TEXT,
        "entity": {"type": "string", "pattern": "^entity-"},
    }
)
LOCATION = closed(
    {
        "extracted_place": TEXT,
        "resolved_place": TEXT,
        "lat": {"type": "number", "minimum": -90, "maximum": 90},
        "lon": {"type": "number", "minimum": -180, "maximum": 180},
        "city": TEXT,
        "country_code": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "feature_class": {"enum": ["A", "P"]},
        "resolution": {"enum": [1, 2, 3, 4, 5]},
        "place_rule": {"enum": ["sentence", "before", "country", "report"]},
    },
    "resolved_place place_rule",
)
TEXT_INFO = closed(
    {
        "sequence": {"type": "integer", "minimum": 1},
        "start": OFFSET,
        "end": OFFSET,
        "event_start": OFFSET,
        "event_end": OFFSET,
    },
    "start end event_start event_end",
)
CITE_INFO = closed(
    {
        "citation": TEXT,
        "url": {"type": "string", "pattern": "^https?://"},
        "title": TEXT,
        "language": {"type": "string", "pattern": "^[a-z]{2}$"},
        "publication": TEXT,
        "published_earliest": DAY,
        "published_latest": DAY,
        "coder": {"const": "kronika"},
        "codebook": {"const": "plover-2.0"},
    },
    "citation coder codebook",
)
SOURCE = closed(
    {"event_text": TEXT, "text": TEXT, "text_info": TEXT_INFO, "cite_info": CITE_INFO},
    "event_text text text_info cite_info",
)
COUNT = {"type": "number", "minimum": 0}
RECORD = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "description": "PLOVER 2.0 after its manual (draft 2.0, 4 February 2024). The manual requires a date: null is "
    "ours, as are date_earliest, date_latest, date_no_later, size.told, story and sources.",
    **closed(
        {
            "id": TEXT,
            "date": {"anyOf": [DAY, {"type": "null"}]},
            "date_earliest": DAY,
            "date_latest": DAY,
            "date_no_later": DAY,
            "actor": {"type": "array", "items": ENTITY, "minItems": 1},
            "recipient": {"type": "array", "items": ENTITY, "minItems": 1},
            "event": {"type": "array", "items": {"enum": [e for types in QUADS.values() for e in types]}},
            "mode": {"type": "array", "minItems": 1, "maxItems": 1},
            "context": {
                "type": "array",
                "items": {"enum": [*CONTEXTS.split(), *AUXILIARY]},
                "uniqueItems": True,
                "minItems": 1,
            },
            "quad_code": {"enum": [1, 2, 3, 4]},
            "event_scale": {"type": "number", "minimum": -10, "maximum": 10},
            "event_loc": LOCATION,
            "event_text": {"type": "array", "items": TEXT, "minItems": 1},
            "size": {
                "type": "object",
                "properties": {"told": {"type": "array", "items": TEXT, "minItems": 1}},
                "patternProperties": {
                    "^(dead|injured|arrested|missing|abducted|displaced|protesters|troops)(_low|_high)?$": COUNT
                },
                "additionalProperties": False,
                "required": ["told"],
            },
            "link": TEXT,
            "story": TEXT,
            "text": TEXT,
            "text_info": TEXT_INFO,
            "cite_info": CITE_INFO,
            "sources": {"type": "array", "items": SOURCE, "minItems": 1},
        },
        "id date actor event quad_code event_scale event_text story text text_info cite_info sources",
    ),
    "allOf": [of_type(event) for types in QUADS.values() for event in types],
}

VALIDATOR = jsonschema.Draft202012Validator(RECORD, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


def records(name: str) -> list[dict[str, Any]]:
    """The records of a set of reports."""
    folder, _ = exported(name, "plover")
    return [json.loads(line) for line in (folder / "plover.jsonl").read_text(encoding="utf-8").splitlines()]


def rows(name: str, table: str) -> list[dict[str, Any]]:
    """The rows of the export contract."""
    folder, _ = exported(name, "jsonl")
    return [json.loads(line) for line in (folder / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]


@EVERY
def test_every_record_is_as_the_manual_says(name: str) -> None:
    VALIDATOR.check_schema(RECORD)
    found = records(name)
    assert found
    for record in found:
        assert [error.message for error in VALIDATOR.iter_errors(record)] == [], record["id"]


@pytest.mark.parametrize(
    "fault",
    [
        {"date": "2027-02-30"},
        {"date": "2027"},
        {"actor": []},
        {"actor": [{"sector": "XYZ"}]},
        {"actor": [{}]},
        {"mode": ["riot"]},
        {"quad_code": 4},
        {"event": ["ENGAGE"]},
        {"context": ["weather"]},
        {"event_scale": 11},
        {"size": {"killed": 3, "told": ["3"]}},
        {"place": "Morzany"},
    ],
)
def test_the_schema_finds_what_the_manual_does_not_know(fault: dict[str, Any]) -> None:
    visit = next(record for record in records("examples") if record.get("mode") == ["visit"])
    assert VALIDATOR.is_valid(visit)
    assert not VALIDATOR.is_valid(visit | fault)


@EVERY
def test_arrow_reads_the_lines_as_one_table(name: str) -> None:
    folder, done = exported(name, "plover")
    read = pyarrow.json.read_json(folder / "plover.jsonl")
    assert read.num_rows == done.files["plover.jsonl"] == len(records(name))
    assert {"id", "date", "actor", "event", "event_scale"} <= set(read.column_names) <= RECORD["properties"].keys()


@EVERY
def test_a_record_is_an_event_with_all_its_mentions(name: str) -> None:
    events = rows(name, "events")
    told = Counter(row["event"] or row["id"] for row in events)
    assert {record["id"]: len(record["sources"]) for record in records(name)} == dict(told)
    passages = {(row["article"], row["start"], row["end"], row["text"]) for row in events}
    assert passages == {
        (s["cite_info"]["citation"], s["text_info"]["event_start"], s["text_info"]["event_end"], s["event_text"])
        for record in records(name)
        for s in record["sources"]
    }


@EVERY
def test_texts_are_what_stands_in_the_reports(name: str) -> None:
    with Store(store(name), create=False) as opened, opened.lookup() as lookup:
        for record in records(name):
            for source in (record, *record["sources"]):
                wording = lookup.wording(source["cite_info"]["citation"])
                info = source["text_info"]
                assert wording is not None
                assert wording.text[info["start"] : info["end"]] == source["text"]
                assert info["start"] <= info["event_start"] < info["event_end"] <= info["end"]


@EVERY
def test_a_date_is_one_that_is_known_to_the_day_and_notes_tell_how_many_are_not(name: str) -> None:
    undated = [record for record in records(name) if record["date"] is None]
    for record in records(name):
        assert record["date"] in (None, record.get("date_earliest"))
    _, done = exported(name, "plover")
    told = [note for note in done.notes if f"{len(undated)} of {len(records(name))} events have null" in note]
    assert len(told) == bool(undated)


@EVERY
def test_what_is_not_said_to_have_happened_is_marked(name: str) -> None:
    marked = {"future": "future", "hypothetical": "hypothetical", "negated": "negation"}
    modalities: dict[str, set[str]] = {}
    for row in rows(name, "events"):
        modalities.setdefault(row["event"] or row["id"], set()).add(row["modality"])
    for record in records(name):
        told = modalities[record["id"]]
        found = set(record.get("context", [])) & set(AUXILIARY)
        assert len(found) == ("actual" not in told)
        assert found <= {marked[modality] for modality in told & marked.keys()}


def test_a_coder_would_write_these_of_the_seeds() -> None:
    found = [r for r in records("seeds") if r["event"] == ["AID"] and r["date"] == "2022-01-06"]
    assert len(found) == 1
    coded = found[0]
    assert [(a["code"], a["sector"]) for a in coded["actor"]] == [("RUS", "MIL"), ("BLR", "MIL")]
    assert [(r["code"], r["sector"]) for r in coded["recipient"]] == [("KAZ", "GOV")]
    assert (coded["quad_code"], coded["event_scale"]) == (2, 10.0)
    assert (coded["event_loc"]["country_code"], coded["event_loc"]["resolution"]) == ("KAZ", 1)
    town = next(r["event_loc"] for r in records("seeds") if r.get("event_loc", {}).get("city"))
    assert (town["resolution"], round(town["lat"], 2), round(town["lon"], 2)) == (4, 43.26, 76.93)
    arrested = next(r["size"] for r in records("seeds") if "size" in r)
    assert arrested == {"arrested_low": 4400, "arrested_high": 8000, "told": ["4,4 tys.", "osiem tysięcy"]}


def test_whom_nobody_names_is_unidentified_and_no_verb_stands_for_a_name() -> None:
    assert [record for record in records("seeds") if record["actor"] == [{"sector": "UNK"}]]
    words = {e.get("entity_text") for name in SETS for r in records(name) for e in r["actor"]}
    assert {"czterej członkowie Czarnej Boi", "Rosjanie"} <= words
    assert not words & {"zapewnił", "Zapewnił", "dochodzi", "Spotkał", "Kłamią", "zgadzam", "akt"}


def test_sizes_are_numbers_or_bounds() -> None:
    assert _sizes({}, []) == {}
    assert _sizes({"killed": Bounds(3, 3, True)}, ["3", "3"]) == {"dead": 3, "told": ["3"]}
    assert _sizes({"killed": Bounds(160)}, ["over 160"]) == {"dead_low": 160, "told": ["over 160"]}
    assert _sizes({"injured": Bounds(5, 8)}, ["5", "6 to 8"]) == {
        "injured_low": 5, "injured_high": 8, "told": ["5", "6 to 8"]
    }  # fmt: skip


@pytest.mark.parametrize(("latest", "day"), [("2027-05-09", "2027-05-09"), ("2027-05-10", None)])
def test_what_lasts_is_of_its_first_day_where_that_is_one(latest: str, day: str | None) -> None:
    time = TimeRow(id="t", article="a", start=0, end=1, text="x", kind="DATE", earliest="2027-05-09", latest=latest)
    assert day_of(happenings([protest("since")], [])[0], {"t": time}) == day
    assert day_of(happenings([protest("on")], [])[0], {"t": time}) is None


def protest(when_rule: str) -> EventRow:
    return EventRow(
        id="e",
        article="a",
        start=0,
        end=1,
        text="x",
        event_type="PROTEST",
        time="t",
        when_rule=when_rule,
        earliest="2027-05-09",
        latest="2027-05-20",
    )


def test_notes_stand_beside_the_file() -> None:
    folder, done = exported("examples", "plover")
    assert (folder / "plover_notes.txt").read_text(encoding="utf-8").splitlines() == done.notes
    assert done.files == {"plover.jsonl": len(records("examples"))}


def test_unions_have_their_own_codes_and_a_country_that_is_only_named_its_code() -> None:
    found = lines("union", "plover", "plover.jsonl")
    codes = {e["identifier_text"]: e.get("code") for r in found for e in r["actor"] if "identifier_text" in e}
    assert (codes["ONZ"], codes["Unia Europejska"]) == ("UNO", "EUR")
    places = [r["event_loc"] for r in found if r.get("event_loc", {}).get("resolved_place") == "Pakistan"]
    assert {(place["country_code"], place["resolution"]) for place in places} == {("PAK", 1)}


def test_both_sides_of_a_fight_are_actors_as_the_manual_wants_it() -> None:
    [fight] = [r for r in lines("enemies", "plover", "plover.jsonl") if "walk" in r["text"]]
    assert fight["event"] == ["ASSAULT"]
    assert [actor["sector"] for actor in fight["actor"]] == ["MIL", "REB"]
    assert "recipient" not in fight
