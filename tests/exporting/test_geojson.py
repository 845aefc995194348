"""Events on a map: geojson-pydantic reads them, values are those of the tables, and what has no point is counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from exported import SETS, exported, store
from geojson_pydantic import Feature, FeatureCollection, Point
from made import made

from kronika import exports
from kronika.exporting.geojson import FILE, NAMELESS, UNPLACED, WHOLE, _Map, why_not
from kronika.happenings import Happening
from kronika.records import EntityRow, EventRow
from kronika.showing.event_csv import COUNTED

EVERY = pytest.mark.parametrize("name", SETS)
FEW = {"seeds": 3, "examples": 0, "hostile": 1}
"""The places of the examples are invented, those of the seeds are mostly whole countries."""


def collection(name: str) -> dict[str, Any]:
    folder, _ = exported(name, "geojson")
    return dict(json.loads((folder / FILE).read_text(encoding="utf-8")))


def rows(name: str, table: str) -> list[dict[str, Any]]:
    folder, _ = exported(name, "jsonl")
    return [json.loads(row) for row in (folder / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]


@EVERY
def test_geojson_pydantic_reads_it_and_coordinates_are_in_range(name: str) -> None:
    folder, done = exported(name, "geojson")
    read = FeatureCollection[Feature[Point, dict[str, Any]]].model_validate_json((folder / FILE).read_text("utf-8"))
    assert len(read.features) == FEW[name] == done.files[FILE]
    for feature in read.features:
        assert feature.geometry is not None
        longitude, latitude = feature.geometry.coordinates
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
        assert feature.id == (feature.properties or {})["event"]


@EVERY
def test_points_are_those_of_the_place_and_no_finer(name: str) -> None:
    places = {row["name"]: row for row in rows(name, "entities") if row["latitude"] is not None}
    for feature in collection(name)["features"]:
        told, place = feature["properties"], places[feature["properties"]["place"]]
        assert feature["geometry"]["coordinates"] == [place["longitude"], place["latitude"]]
        assert (told["precision"], told["country"]) == (place["precision"], place["country"])
        assert told["precision"] is not None


@EVERY
def test_all_features_have_the_same_flat_properties(name: str) -> None:
    features = collection(name)["features"]
    assert len({tuple(feature["properties"]) for feature in features}) <= 1
    values = [value for feature in features for value in feature["properties"].values()]
    assert {type(value) for value in values} <= {str, int, float, type(None)}


@EVERY
def test_each_feature_tells_its_event_and_where_its_sentence_stands(name: str) -> None:
    mentions = {(row["article"], row["start"], row["end"]): row for row in rows(name, "events")}
    supports = {row["of"]: row for row in rows(name, "supports")}
    links = {row["article"]: row["uri"] for row in rows(name, "articles")}
    for told in (feature["properties"] for feature in collection(name)["features"]):
        row, support = mentions[told["article"], told["start"], told["end"]], supports[told["event"]]
        assert row["event"] == told["event"]
        assert (row["event_type"], row["mode"]) == (told["type"], told["mode"])
        assert " ".join(row["text"].split()) in told["sentence"]
        assert [told[of] for of in ("articles", "outlets", "origins")] == [
            len(support[of]) for of in ("articles", "outlets", "origins")
        ]
        assert bool(told["url"]) == bool(links[told["article"]])
        assert told["url"] is None or told["url"].startswith("https://")
        assert all((told[f"{of}_low"] or 0) <= (told[f"{of}_high"] or 0) for of in COUNTED)


@EVERY
def test_what_has_no_point_is_counted_with_its_reason(name: str) -> None:
    _, done = exported(name, "geojson")
    events = {row["event"] or row["id"] for row in rows(name, "events")}
    left = [note for note in done.notes if f" of {len(events)} events left out: " in note]
    assert sum(int(note.split()[0]) for note in left) + FEW[name] == len(events)
    assert any(note.startswith("Each point ") for note in done.notes) is bool(FEW[name])


def test_numbers_hold_all_that_is_told_of_the_event() -> None:
    [told] = [feature["properties"] for feature in collection("hostile")["features"]]
    assert (told["arrested_low"], told["arrested_high"], told["killed_low"]) == (10, 17, None)
    assert "arrested: 13" in told["numbers"].split("; ")
    assert told["url"] == "https://example.org/4?q=%3Cb%3E&x=%22y%22"


def test_the_label_is_in_the_words_of_the_language() -> None:
    folder, _ = exported("hostile", "geojson", "pl")
    [feature] = json.loads((folder / FILE).read_text(encoding="utf-8"))["features"]
    assert feature["properties"]["label"] == "zatrzymanie"


def test_the_bytes_are_the_same_twice(tmp_path: Path) -> None:
    exports.export(tmp_path, store("seeds"), "geojson")
    folder, _ = exported("seeds", "geojson")
    assert (tmp_path / FILE).read_bytes() == (folder / FILE).read_bytes()


# ---------------------------------------------------------------- an event of our own


def mention(id_: str, entity: str | None, rule: str = "sentence", place: str | None = "Bor") -> EventRow:
    return EventRow(
        id=id_, article="a", start=0, end=1, text="x", event_type="PROTEST", place=place, place_entity=entity,
        place_rule=rule,
    )  # fmt: skip


def happening(*mentions: EventRow, rule: str | None = "sentence") -> Happening:
    return Happening(
        event="e", event_type="PROTEST", mode=None, modality="actual", actor=[], recipient=[],
        place=mentions[0].place, place_rule=rule, earliest=None, latest=None, no_later=None, published=(None, None),
        mentions=list(mentions), episode_of=None,
    )  # fmt: skip


class Known(_Map):
    """A map that knows two towns of one name."""

    def __init__(self) -> None:
        self._places = {id_: EntityRow(id=id_, kind="LOC", name="Bor", latitude=44.0, longitude=22.0) for id_ in "pq"}


def test_the_place_is_that_of_the_mentions_that_tell_it_most_surely() -> None:
    sure, unsure = mention("1", "p"), mention("2", "q", "report")
    found = Known().place(happening(sure, unsure))
    assert found is not None
    assert found.id == "p"


def test_two_places_of_one_name_are_no_place() -> None:
    assert Known().place(happening(mention("1", "p"), mention("2", "q"))) is None
    assert Known().place(happening(mention("1", None))) is None


def test_why_an_event_has_no_point() -> None:
    country = EntityRow(id="c", kind="LOC", name="Serbia", precision="country")
    assert why_not(happening(mention("1", None, place=None), rule=None), None) == NAMELESS
    assert why_not(happening(mention("1", "c")), country) == WHOLE
    assert why_not(happening(mention("1", None)), None) == UNPLACED


def test_what_did_not_happen_has_no_point_and_the_title_is_that_of_the_story() -> None:
    folder, done = made("unreal", "geojson")
    [point] = json.loads((folder / FILE).read_text(encoding="utf-8"))["features"]
    assert "szkołę" in point["properties"]["sentence"]
    assert {"story", "story_title"} <= point["properties"].keys()
    assert not {"title", "modality"} & point["properties"].keys()
    assert "1 of 2 events left out: they are told as negated, and a map would show them as done." in done.notes
