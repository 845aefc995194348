"""Exports for FollowTheMoney, read back by its own package: nothing dropped or changed, all references lead on."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from exported import SETS, exported

from kronika import calendar
from kronika.exporting import followthemoney_values as values
from kronika.exporting.followthemoney import FILE
from kronika.languages import places
from kronika.showing.wording import interval

pytest.importorskip("followthemoney", reason="the package that reads these entities is not installed")

STORES = [
    pytest.param(name, marks=pytest.mark.skipif(folder is not None and not folder.exists(), reason=f"no {folder}"))
    for name, folder in SETS.items()
]
Entity = dict[str, Any]


@cache
def entities(name: str) -> list[Entity]:
    folder, _ = exported(name, "followthemoney")
    return [json.loads(line) for line in (folder / FILE).read_text(encoding="utf-8").splitlines()]


def of(name: str, schema: str) -> list[Entity]:
    return [found["properties"] | {"id": found["id"]} for found in entities(name) if found["schema"] == schema]


def rows(name: str, table: str) -> list[dict[str, Any]]:
    folder, _ = exported(name, "jsonl")
    return [json.loads(line) for line in (folder / f"{table}.jsonl").open(encoding="utf-8")]


@pytest.mark.parametrize("name", STORES)
def test_the_package_takes_every_value_as_it_is(name: str) -> None:
    from followthemoney import model

    for data in entities(name):
        proxy = model.get_proxy(data, cleaned=False)
        assert data["properties"].keys() <= proxy.schema.properties.keys()
        assert {key: proxy.get(key) for key in data["properties"]} == data["properties"]
        assert proxy.schema.validate(proxy.to_dict()) is None
        assert proxy.schema.edge or proxy.caption != proxy.schema.label
        assert all(prop not in data["properties"] for prop in ("contentHash", "bodyText"))


@pytest.mark.parametrize("name", STORES)
def test_every_reference_leads_to_one_entity_of_its_range(name: str) -> None:
    from followthemoney import model

    found = Counter(data["id"] for data in entities(name))
    assert set(found.values()) == {1}
    schemata = {data["id"]: model.get(data["schema"]) for data in entities(name)}
    for data in entities(name):
        proxy = model.get_proxy(data, cleaned=False)
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert schemata[value].is_a(prop.range), (data["id"], prop.name)


def test_the_command_line_reads_and_counts_them() -> None:
    folder, told = exported("examples", "followthemoney")
    done = subprocess.run(
        [Path(sys.executable).with_name("ftm"), "validate", "-i", folder / FILE],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    back = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(b["id"], b["schema"], b["properties"]) for b in back] == [
        (e["id"], e["schema"], e["properties"]) for e in entities("examples")
    ]
    assert told.files[FILE] == len(back)


def test_reports_come_before_names_and_these_before_events() -> None:
    order = list(dict.fromkeys(data["schema"] for data in entities("examples")))
    assert order.index("Article") < order.index("Person") < order.index("Event") < order.index("Note")


@pytest.mark.parametrize("name", STORES)
def test_no_date_is_finer_than_what_is_known(name: str) -> None:
    reports = {row["id"]: row for row in rows(name, "articles")}
    for report in of(name, "Article"):
        known = interval(reports[report["id"]]["published_earliest"], reports[report["id"]]["published_latest"])
        for date in report.get("publishedAt", []):
            assert calendar.inside(known, calendar.parse(date))
    named = {day for row in rows(name, "events") for day in (row["earliest"], row["latest"])}
    for event in of(name, "Event"):
        for date in event.get("date", []):
            assert len(date) < len("2027-05-06") or date in named
        assert "endDate" not in event


def test_an_event_says_what_where_who_and_whence() -> None:
    events = of("examples", "Event")
    arrest = next(event for event in events if "ARREST" in event["keywords"][0] or "COERCE" in event["keywords"][0])
    assert arrest["proof"]
    assert arrest["summary"]
    people = {p["id"] for schema in ("Person", "Organization") for p in of("examples", schema)}
    assert any(event.get("involved") for event in events)
    assert {id_ for event in events for id_ in event.get("involved", [])} <= people
    places = {p["id"] for p in of("examples", "Address")}
    assert {id_ for event in events for id_ in event.get("addressEntity", [])} <= places


def test_an_event_that_only_others_tell_says_who() -> None:
    said = {row["id"]: row["speaker"] for row in rows("examples", "statements")}
    of_event: dict[str, list[str | None]] = {}
    for row in rows("examples", "events"):
        of_event.setdefault(row["event"] or row["id"], []).append(said.get(row["statement"]))
    told = {event["id"]: " ".join(event.get("description", [])) for event in of("examples", "Event")}
    alone = {id_: names[0] for id_, names in of_event.items() if id_ in told and len(names) == 1 and names[0]}
    assert alone
    assert all(f"given by {name}" in told[id_] for id_, name in alone.items())
    assert not any("given by" in told[id_] for id_, names in of_event.items() if id_ in told and names == [None])


def test_what_did_not_happen_is_no_event_and_is_told() -> None:
    folder, told = exported("examples", "followthemoney")
    assert any("events left out: they are told as planned, possible or denied" in note for note in told.notes)
    modalities: dict[str, set[str]] = {}
    for row in rows("examples", "events"):
        modalities.setdefault(row["event"] or row["id"], set()).add(row["modality"])
    kept = {event["id"] for event in of("examples", "Event")}
    assert kept == {id_ for id_, found in modalities.items() if "actual" in found}
    assert (folder / "followthemoney_notes.txt").read_text(encoding="utf-8").splitlines() == told.notes


def test_statements_are_notes_on_who_says_them_and_disagreements_on_reports() -> None:
    people = {p["id"]: p["name"] for schema in ("Person", "Organization") for p in of("examples", schema)}
    said = [note for note in of("examples", "Note") if note["id"].startswith("statement-")]
    assert any(note["entity"][0] in people for note in said)
    reports = {report["id"] for report in of("examples", "Article")}
    apart = [note for note in of("examples", "Note") if note["id"].startswith("disagreement-")]
    assert any(note["id"].startswith("history-") for note in of("examples", "Note"))
    assert apart
    assert all(set(note["entity"]) <= reports and len(note["summary"]) > 1 for note in apart)


def test_a_role_of_reports_never_begins_or_ends() -> None:
    held = of("examples", "Occupancy")
    assert held
    assert not any({"startDate", "endDate"} & role.keys() for role in held if role["summary"] == ["reports"])


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("2027-05-06", "2027-05-06"), "2027-05-06"),
        (("2027-05-06", "2027-05-09"), "2027-05"),
        (("2027-04-29", "2027-05-11"), "2027"),
        (("2026-12-31", "2027-01-01"), None),
        (("2027-05-06", None), None),
        ((None, None), None),
    ],
)
def test_a_date_is_as_wide_as_the_days(days: tuple[str | None, str | None], told: str | None) -> None:
    assert values.date(calendar.of(*days)) == told


@pytest.mark.parametrize(
    ("day", "end", "told"),
    [("2020-01-01", 0, "2020"), ("2020-03-01", 0, "2020-03"), ("2020-03-02", 0, "2020-03-02"),
     ("2020-12-31", 1, "2020"), ("2020-02-29", 1, "2020-02"), ("2020-02-28", 1, "2020-02-28"), (None, 0, None)],
)  # fmt: skip
def test_the_end_of_a_term_is_no_finer_than_a_dictionary_may_have_it(day: str | None, end: int, told: str) -> None:
    assert values.end_of_term(calendar.of(day, None).earliest, end) == told


@pytest.mark.parametrize(
    "text",
    [
        '"=1"',
        "''a''",
        '"',
        "a\u200bb",
        "e\u0301",
        " a \n b\x85c\x0bd",
        "\ud800x",
        "Aa; Bb,. <BR/>Cc;",
        "x" * 500,
        "\u202eabc",
    ],
)
def test_values_survive_the_cleaning_of_the_package(text: str) -> None:
    from followthemoney.types import registry

    for kind, made in (("name", values.name(text)), ("address", values.place(text)), ("text", values.plain(text))):
        assert (registry.get(kind).clean(made) or "") == made
        assert not made or registry.get(kind).validate(made)


@pytest.mark.parametrize(
    ("uri", "told"),
    [("https://a.pl", "https://a.pl/"), ("https://a.pl/x y?q=<b>", "https://a.pl/x%20y?q=%3Cb%3E"),
     ("HTTP://a.pl/#t", "http://a.pl/#t"), ("file:///x", None), ("https://3.4/x", None), ("https://[::1/x", None),
     ("https://a.pl:99999/", None), ("https:// a/", None), ("javascript:alert(1)", None), (None, None)],
)  # fmt: skip
def test_addresses_are_those_of_the_web(uri: str | None, told: str | None) -> None:
    from followthemoney.types import registry

    assert values.web(uri) == told
    assert registry.url.clean(told) == told


def test_languages_and_countries_have_the_codes_of_the_model() -> None:
    from followthemoney.types import registry

    assert [values.language(code) for code in ("pl", "en", "uk", None, "xx")] == ["pol", "eng", "ukr", None, None]
    codes = {values.country(code) for code in places.countries("pl").values()}
    assert {code for code in codes if code and registry.country.clean(code) != code} == set()
    assert {"pl", "ua", None} <= codes


@pytest.mark.parametrize("name", STORES)
def test_a_place_of_the_whole_report_is_no_place_of_an_event(name: str) -> None:
    rules: dict[str, set[str]] = {}
    for row in rows(name, "events"):
        rules.setdefault(row["event"] or row["id"], set()).add(row["place_rule"] or "")
    far = {id_ for id_, found in rules.items() if "report" in found and found <= {"report", ""}}
    events = of(name, "Event")
    for event in events:
        assert event["id"] not in far or not {"location", "addressEntity", "country"} & event.keys()
    left = len([event for event in events if event["id"] in far])
    told = [note for note in exported(name, "followthemoney")[1].notes if note.startswith(f"{left} of ")]
    assert bool(left) == any("they are those of the whole report" in note for note in told)


def test_a_position_has_the_country_that_its_role_is_of() -> None:
    countries = {post["name"][0]: post.get("country") for post in of("seeds", "Position")}
    assert {country[0] for name, country in countries.items() if name.endswith("(Kazachstan)") and country} == {"kz"}
    assert all(country is None for name, country in countries.items() if not name.endswith(")"))
