"""ninjs 3: its names are written in another way, its bodies and headlines are lists, and our own items are no news."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kronika import reading
from kronika.records import Article, Trouble

NEWS: dict[str, Any] = {
    "uri": "urn:a:3",
    "type": "text",
    "standard": {"name": "ninjs", "version": "3.1"},
    "headlines": [
        {"role": "print", "contentType": "text/plain", "value": "B"},
        {"role": "main", "contentType": "text/plain", "value": "Tama"},
    ],
    "bodies": [
        {"role": "richtext", "contentType": "application/xhtml+xml", "value": "<p>Woda.</p><p>Most.</p>"},
        {"role": "main", "contentType": "text/plain", "value": "Woda. Most."},
    ],
    "by": "Ewa Tarn",
    "infoSources": [{"name": "AKD"}],
    "firstCreated": "2022-01-05T10:00:00Z",
    "versionCreated": "2022-01-07T10:00:00Z",
    "language": "pl-PL",
    "pubStatus": "usable",
}


def read(folder: Path, *items: dict[str, Any]) -> list[Article | Trouble]:
    (folder / "a.json").write_text(json.dumps(items), encoding="utf-8")
    return list(reading.read(folder / "a.json", []))


def test_an_item_with_all_that_it_says(tmp_path: Path) -> None:
    (found,) = read(tmp_path, NEWS)
    assert isinstance(found, Article)
    assert (found.name, found.text, found.extracted) == ("urn:a:3", "Woda. Most.", False)
    told = found.metadata
    assert (told.title, told.authors, told.publisher, told.language) == ("Tama", ["Ewa Tarn"], "AKD", "pl")
    assert (told.published, told.sources["published"]) == ("2022-01-05T10:00:00Z", ["ninjs"])


def test_a_body_that_is_markup_is_told_by_its_type(tmp_path: Path) -> None:
    (found,) = read(tmp_path, NEWS | {"bodies": NEWS["bodies"][:1]})
    assert isinstance(found, Article)
    assert (found.text, found.extracted) == ("Woda.\n\nMost.", True)


def test_who_holds_the_copyright_is_the_outlet_before_its_sources(tmp_path: Path) -> None:
    (found,) = read(tmp_path, NEWS | {"copyrightHolder": "Latarnia"})
    assert isinstance(found, Article)
    assert found.metadata.publisher == "Latarnia"


def test_the_day_of_the_last_change_alone_is_the_latest(tmp_path: Path) -> None:
    *_, found = read(tmp_path, {key: value for key, value in NEWS.items() if key != "firstCreated"})
    assert isinstance(found, Article)
    assert found.metadata.published == "../2022-01-07"


@pytest.mark.parametrize("status", ["canceled", "withheld"])
@pytest.mark.parametrize("key", ["pubStatus", "pubstatus"])
def test_what_its_outlet_took_back_is_left_out(tmp_path: Path, key: str, status: str) -> None:
    item = {name: value for name, value in NEWS.items() if name != "pubStatus"}
    (fault,) = read(tmp_path, item | {key: status})
    assert isinstance(fault, Trouble)
    assert status in fault.why


def test_what_kronika_wrote_is_told_once_and_is_no_report(tmp_path: Path) -> None:
    own = [NEWS | {"uri": f"urn:kronika:{n}", "profile": "kronika-chronicle"} for n in range(3)]
    found, fault = read(tmp_path, *own[:2], NEWS, own[2])
    assert isinstance(found, Article)
    assert isinstance(fault, Trouble)
    assert fault.why == "3 object(s) are what Kronika wrote of reports"
    assert found.name == "urn:a:3"
