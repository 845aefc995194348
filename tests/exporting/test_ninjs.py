"""Exports as ninjs 3.1, checked against its properties as IPTC documents them, and against how Kronika reads it.

The check is written here, from the guidelines of IPTC: the structs know each property by its name and type, and refuse
any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from xml.etree import ElementTree

import msgspec
import pytest
from exported import SETS, exported
from msgspec import Meta, Struct

from kronika import calendar, reading
from kronika.exporting.ninjs import CHRONICLE, FILE, REPORT
from kronika.reading import ninjs as reader
from kronika.records import Trouble

STORES = [
    pytest.param(name, marks=pytest.mark.skipif(folder is not None and not folder.exists(), reason=f"no {folder}"))
    for name, folder in SETS.items()
]
Uri = Annotated[str, Meta(pattern=r"^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$")]
Time = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")]
Text = Annotated[str, Meta(min_length=1)]


class Valued(Struct, forbid_unknown_fields=True):
    value: Text
    role: Text
    contentType: Literal["text/plain", "application/xhtml+xml"]  # noqa: N815


class Point(Struct, forbid_unknown_fields=True):
    type: Literal["Point"]
    coordinates: tuple[float, float]


class Concept(Struct, forbid_unknown_fields=True):
    name: Text
    rel: Text
    uri: Uri
    literal: Text | None = None


class Place(Concept):
    geoJSON: Point | None = None  # noqa: N815


class Event(Concept):
    id: Text | None = None


class Named(Struct, forbid_unknown_fields=True):
    name: Text


class AltId(Struct, forbid_unknown_fields=True):
    role: Text
    value: Text


class Standard(Struct, forbid_unknown_fields=True):
    name: Literal["ninjs"]
    version: Literal["3.1"]
    schema: Uri


class Association(Struct, forbid_unknown_fields=True):
    name: Text
    uri: Uri
    rel: Text
    type: Literal["text"]
    title: Text | None = None
    language: Text | None = None


class Item(Struct, forbid_unknown_fields=True, rename="camel"):
    uri: Uri
    type: Literal["text"]
    representation_type: Literal["full", "partial"]
    profile: Text
    standard: Standard
    version: Text
    first_created: Time | None = None
    title: Text | None = None
    language: Text | None = None
    by: Text | None = None
    ed_note: Text | None = None
    headlines: list[Valued] = []
    descriptions: list[Valued] = []
    bodies: list[Valued] = []
    people: list[Concept] = []
    organisations: list[Concept] = []
    places: list[Place] = []
    events: list[Event] = []
    info_sources: list[Named] = []
    alt_ids: list[AltId] = []
    associations: list[Association] = []


@cache
def items(name: str) -> list[Item]:
    folder, _ = exported(name, "ninjs")
    return msgspec.json.decode((folder / FILE).read_bytes(), type=list[Item])


def rows(name: str, table: str) -> list[dict[str, Any]]:
    folder, _ = exported(name, "jsonl")
    return [json.loads(line) for line in (folder / f"{table}.jsonl").open(encoding="utf-8")]


@pytest.mark.parametrize("name", STORES)
def test_every_item_is_as_documented_and_has_an_address_of_its_own(name: str) -> None:
    found = items(name)
    assert len({item.uri for item in found}) == len(found)
    assert [item.profile for item in found].count(REPORT) == len(rows(name, "articles"))
    assert [item.profile for item in found].count(CHRONICLE) == len({row["story"] for row in rows(name, "stories")})
    assert {item.uri for item in found if item.profile == REPORT} == {
        a.uri for item in found for a in item.associations
    }


@pytest.mark.parametrize("name", STORES)
def test_the_chronicle_stands_in_both_bodies_and_no_text_of_a_report_does(name: str) -> None:
    told = [item for item in items(name) if item.profile == CHRONICLE]
    for item in told:
        plain, marked = (body.value for body in item.bodies)
        tree = ElementTree.fromstring(marked)
        words = " ".join("".join(tree.itertext()).split())
        for paragraph in plain.split("\n\n"):
            assert " ".join(paragraph.removeprefix("- ").split())[:40] in words
        assert {element.tag.rpartition("}")[2] for element in tree.iter()} <= {
            "div", "p", "h2", "h3", "ul", "li", "strong", "a",
        }  # fmt: skip
        assert all(
            urlsplit(link.get("href")).scheme in ("http", "https") for link in tree.iter() if "href" in link.attrib
        )
    lines = [row["sentence"] for row in rows(name, "chronicle")]
    assert sum(body.value.count("<li>") for item in told for body in item.bodies) >= len(lines)
    assert not any(item.bodies or item.descriptions for item in items(name) if item.profile == REPORT)


def test_markup_of_reports_reaches_no_body() -> None:
    marked = [body.value for item in items("hostile") for body in item.bodies if "xhtml" in body.contentType]
    assert any("&lt;script&gt;" in body for body in marked)
    assert not any("<script" in body for body in marked)


def test_days_stay_as_wide_as_they_are() -> None:
    reports = [item for item in items("examples") if item.profile == REPORT]
    days = {row["id"]: (row["published_earliest"], row["published_latest"]) for row in rows("examples", "articles")}
    for item in reports:
        if item.first_created:
            day = calendar.iso(calendar.parse(item.first_created).earliest)
            assert days[item.alt_ids[0].value] == (day, day)
        else:
            assert item.ed_note
    _, told = exported("examples", "ninjs")
    assert any(note.startswith(f"{len(reports)} of {len(reports)} reports have their days") for note in told.notes)


def test_a_time_is_kept_where_the_input_has_it_with_its_zone(tmp_path: Path) -> None:
    from kronika import api, exports

    times = ["2027-05-06T10:00:00+02:00", "2027-05-06T10:00", "2027-05-06", "2027-05", None]
    records = [{"id": f"r{n}", "text": "W Warszawie zginęło 5 osób.", "published": t} for n, t in enumerate(times)]
    (tmp_path / "r.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    api.read([tmp_path / "r.jsonl"], tmp_path / "k.db")
    exports.export(tmp_path / "out", tmp_path / "k.db", "ninjs")
    made = msgspec.json.decode((tmp_path / "out" / FILE).read_bytes(), type=list[Item])
    assert {item.first_created for item in made} == {"2027-05-06T10:00:00+02:00", None}


@pytest.mark.parametrize("name", STORES)
def test_reading_passes_over_what_kronika_wrote_and_says_so(name: str) -> None:
    (told,) = reading.read(exported(name, "ninjs")[0] / FILE, [])
    assert isinstance(told, Trouble)
    assert re.match(rf"{len(items(name))} object", told.why)
    assert {CHRONICLE, REPORT} == set(reader.OWN)


def test_a_story_alone_has_its_items_alone() -> None:
    assert items("examples")[0].profile == CHRONICLE
    assert {item.profile for item in items("examples")[1:]} == {REPORT}


@pytest.mark.parametrize(
    "wrong", [lambda i: i | {"body": "x"}, lambda i: i | {"uri": "a b"}, lambda i: i | {"type": 5}]
)
def test_the_check_refuses_what_is_no_item(wrong: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    raw = json.loads((exported("examples", "ninjs")[0] / FILE).read_text(encoding="utf-8"))[0]
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong(raw), Item)


def test_two_reports_of_one_address_are_two_items(tmp_path: Path) -> None:
    from kronika import api, exports

    same = {"url": "https://a.example/ż", "text": "W Warszawie zginęło 5 osób."}
    records = [same | {"id": f"r{n}", "title": f"T{n}"} for n in range(2)]
    (tmp_path / "r.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    api.read([tmp_path / "r.jsonl"], tmp_path / "k.db")
    exports.export(tmp_path / "out", tmp_path / "k.db", "ninjs")
    made = msgspec.json.decode((tmp_path / "out" / FILE).read_bytes(), type=list[Item])
    reports = {item.uri for item in made if item.profile == REPORT}
    assert len(reports) == len(records)
    assert "https://a.example/%C5%BC" in reports


@pytest.mark.parametrize("language", ["en", "pl"])
def test_a_story_has_a_language_where_all_its_words_are_of_it(language: str) -> None:
    folder, done = exported("examples", "ninjs", language)
    items = json.loads((folder / FILE).read_text(encoding="utf-8"))
    own = {item.get("language") for item in items if item["profile"] == "kronika-chronicle"}
    assert own == {"pl" if language == "pl" else None}
    assert any("stories have no language" in note for note in done.notes) is (language == "en")
