"""The numbers of an event are the same in all formats, whichever sentence of whichever report tells them."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from kronika import api, exports
from kronika.exporting.numbers import Bounds, bounds
from kronika.records import FigureRow

REPORTS = {
    "2027-03-15": "W niedzielę 14 marca 2027 roku w zamachu bombowym na targ w Peszawarze zginęło co "
    "najmniej 14 osób - podała policja. Pakistan ogłosił żałobę.",
    "2027-03-16": "W niedzielę 14 marca 2027 roku terroryści dokonali zamachu bombowego na targ w Peszawarze. "
    "Zginęło 27 osób, w tym troje dzieci - podał szpital. Pakistan ogłosił żałobę.",
}


@cache
def folder() -> Path:
    place = Path(mkdtemp(prefix="kronika-numbers-"))
    told = [
        {"id": f"r-{day}", "published": day, "publisher": f"Gazeta {day}", "language": "pl", "text": text}
        for day, text in REPORTS.items()
    ]
    (place / "r.jsonl").write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    api.read([place / "r.jsonl"], place / "k.db")
    for name in ("plover", "geojson", "followthemoney", "acled"):
        exports.export(place / name, place / "k.db", name)
    return place


def lines(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder() / path).read_text(encoding="utf-8").splitlines()]


def test_one_event_has_the_same_dead_in_all_formats() -> None:
    with (folder() / "acled" / "acled.csv").open(encoding="utf-8", newline="") as file:
        [row] = [row for row in csv.DictReader(file) if row["fatalities"] not in ("", "0")]
    assert row["fatalities"] == "27"
    event = row["event_id_cnty"]
    size = next(record["size"] for record in lines("plover/plover.jsonl") if record["id"] == event)
    assert (size["dead_low"], size["dead_high"]) == (14, 27)
    points = json.loads((folder() / "geojson" / "events.geojson").read_text(encoding="utf-8"))["features"]
    told = next(point["properties"] for point in points if point["id"] == event)
    assert (told["killed_low"], told["killed_high"]) == (14, 27)
    noted = next(e["properties"] for e in lines("followthemoney/entities.ftm.json") if e["id"] == event)
    assert {text for text in noted["description"] if "killed" in text} == {"killed: 27", "killed: 14 or more"}


def test_killed_people_stand_in_no_second_event() -> None:
    sized = [record["size"] for record in lines("plover/plover.jsonl") if "size" in record]
    assert len([size for size in sized if {"dead", "dead_low"} & size.keys()]) == 1


def figure(text: str, **more: Any) -> FigureRow:
    return FigureRow(id=text, article="a", start=0, end=1, text=text, measure="killed", **more)


def test_bounds_are_the_lowest_and_the_highest_that_is_told() -> None:
    assert bounds([]) == Bounds()
    assert bounds([figure("3", value=3)]) == Bounds(3, 3, True)
    assert bounds([figure("over 160", low=160)]) == Bounds(160)
    assert bounds([figure("5", value=5), figure("6 to 8", low=6, high=8)]) == Bounds(5, 8)
    assert bounds([figure("86", value=86), figure("at least 700", low=700)]) == Bounds(86)
    assert bounds([figure("at least 14", low=14), figure("27", value=27)]) == Bounds(14, 27)
