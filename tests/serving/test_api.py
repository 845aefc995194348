"""What programs read and correct at the desk."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from at_desk import ODD
from starlette.testclient import TestClient

from kronika.serving import api_asking, guard
from kronika.serving.api_reading import OF_REPORT, OF_STORY
from kronika.serving.app import make_app
from kronika.serving.setting import Setting
from kronika.store import Store

API = "/api/v1"
JSON = {"Content-Type": "application/json"}
LINES = {"Content-Type": "application/x-ndjson"}


def got(client: TestClient, path: str, code: int = 200) -> Any:
    answer = client.get(API + path)
    assert answer.status_code == code, answer.text
    return answer.json()


def error(client: TestClient, path: str, code: int) -> dict[str, str]:
    told = got(client, path, code)
    assert set(told) == {"error"} and set(told["error"]) == {"place", "problem", "remedy"}
    return dict(told["error"])


def rows(store: Path, table: str) -> list[Any]:
    with Store(store, create=False) as opened:
        return [msgspec.to_builtins(row) for row in opened.rows(table)]


def corrected(client: TestClient, **sent: Any) -> Any:
    answer = client.post(f"{API}/corrections", json=sent)
    assert answer.status_code == 201, answer.text
    return answer.json()


def summary(store: Path) -> Any:
    return max(rows(store, "summaries"), key=lambda row: len(row["articles"]))


def story_of(store: Path) -> str:
    return str(summary(store)["story"])


# ---------------------------------------------------------------------- reading


def test_stories_are_listed_by_words_days_and_how_many_reports_they_have(client: TestClient) -> None:
    listed = got(client, "/stories")
    assert {name: listed[name] for name in ("page", "pages", "total")} == {"page": 1, "pages": 1, "total": 1}
    assert listed["items"][0]["reports"] == 12
    assert got(client, "/stories?q=MORZANY liczą")["total"] == 1
    assert got(client, "/stories?q=nothing-like-it")["items"] == []
    assert got(client, "/stories?since=2027-04&until=2027")["total"] == 1
    assert got(client, "/stories?since=2028")["total"] == 0
    assert got(client, "/stories?reports=single&order=largest")["total"] == len(ODD)


def test_a_story_tells_its_summary_its_reports_and_all_its_rows(client: TestClient, store: Path) -> None:
    story = story_of(store)
    told = got(client, f"/stories/{story}")
    assert told["summary"] == summary(store)
    assert len(told["reports"]) == 12
    for table in OF_STORY:
        wanted = [row for row in rows(store, table) if row["story"] == story]
        listed = got(client, f"/stories/{story}/{table}")
        assert listed["items"] == wanted[: api_asking.SIZE]
        assert listed["total"] == told["counts"][table] == len(wanted)


def test_every_row_of_a_report_stands_in_its_text(client: TestClient, store: Path) -> None:
    for row in rows(store, "articles"):
        path = f"/reports/{quote(row['article'], safe='')}"
        told, text = got(client, path), client.get(f"{API}{path}/text").text
        assert told["report"] == row
        for table in OF_REPORT:
            found = got(client, f"{path}?table={table}")["items"]
            assert len(found) == min(told["counts"][table], api_asking.SIZE)
            assert all(text[one["start"] : one["end"]] == one["text"] for one in found if "start" in one)


@pytest.mark.parametrize("name", ODD)
def test_a_report_may_be_called_anything(client: TestClient, name: str) -> None:
    path = f"/reports/{quote(name, safe='')}"
    assert got(client, path)["report"]["article"] == name
    assert client.get(f"{API}{path}/text").text == f"{ODD[name]}\r\n"


def test_a_record_is_told_with_its_table_whatever_that_is(client: TestClient, store: Path) -> None:
    for table in ("articles", "figures", "chronicle", "entities", "histories", "supports", "summaries"):
        row = rows(store, table)[0]
        assert got(client, f"/records/{row['id']}") == {"table": table, "row": row, "corrections": []}


def test_those_who_are_named_are_listed_with_their_mentions(client: TestClient, store: Path) -> None:
    listed = got(client, "/entities?kind=PER")["items"]
    first = listed[0]
    assert {one["kind"] for one in listed} == {"PER"}
    assert first["mentions"] == max(one["mentions"] for one in listed)
    assert got(client, f"/entities?q={quote(first['name'])}")["items"][0] == first
    assert got(client, f"/entities/{first['entity']}")["entity"]["name"] == first["name"]
    found = got(client, f"/entities/{first['entity']}/mentions")
    assert found["items"] == [row for row in rows(store, "mentions") if row["entity"] == first["entity"]]


def test_a_search_finds_rows_with_the_passage_that_shows_them(client: TestClient) -> None:
    found = got(client, "/search?q=Morzany&in=statements")
    assert found["total"] == len(found["items"]) == found["counts"][0]["count"] > 0
    for one in found["items"]:
        text = client.get(f"{API}/reports/{quote(one['row']['article'], safe='')}/text").text
        assert text[one["start"] : one["end"]] == "".join(piece["text"] for piece in one["pieces"])
        assert any(piece["marked"] for piece in one["pieces"])
    every = got(client, "/search?q=Morzany")
    assert every["total"] is None and len(every["counts"]) == 4
    assert got(client, "/search?q=nothing-like-it&in=events")["items"] == []


def test_pages_together_are_the_whole_list(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = got(client, "/entities")
    monkeypatch.setattr(api_asking, "SIZE", 10)
    found = [got(client, f"/entities?page={number}") for number in range(1, 8)]
    assert [one for page in found for one in page["items"]] == whole["items"]
    assert {page["pages"] for page in found} == {-(-whole["total"] // 10)}
    assert got(client, "/entities?page=1000000")["items"] == []


def test_a_story_that_is_no_more_leads_to_the_one_into_which_it_went(client: TestClient, store: Path) -> None:
    story = story_of(store)
    with sqlite3.connect(store) as db:
        db.execute("INSERT INTO redirects VALUES ('story-before', ?)", (story,))
    for section in ("", "/chronicle"):
        answer = client.get(f"{API}/stories/story-before{section}")
        assert (answer.status_code, answer.headers["location"]) == (307, f"{API}/stories/{story}{section}")


def test_only_the_head_of_an_answer_can_be_asked(client: TestClient) -> None:
    answer = client.head(f"{API}/state")
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/json"


# --------------------------------------------------------------------- correcting


def test_a_correction_is_obeyed_listed_and_withdrawn(client: TestClient, store: Path) -> None:
    figure = next(row for row in rows(store, "figures") if row["value"])
    made = corrected(client, act="fix", of=figure["id"], field="number", value="7", reason="misread", author="Ewa")
    assert made["linked"]
    told = got(client, f"/records/{figure['id']}")
    assert told["row"]["value"] == 7
    assert told["corrections"][0]["correction"] == made["correction"]
    assert told["corrections"][0]["standing"]["standing"] == "holds"
    id = made["correction"]["id"]
    withdrawn = client.post(f"{API}/corrections/{id}/withdrawal", headers=JSON)
    assert withdrawn.status_code == 201 and withdrawn.json()["linked"]
    assert got(client, f"/records/{figure['id']}")["row"] == figure
    assert got(client, "/corrections")["items"][0]["withdrawn_by"] == withdrawn.json()["correction"]
    assert client.post(f"{API}/corrections/{id}/withdrawal", json={}).status_code == 422
    assert client.post(f"{API}/corrections/correction-0/withdrawal", json={}).status_code == 404


def test_corrections_go_from_one_desk_to_another(client: TestClient, kept: Path, tmp_path: Path) -> None:
    mention = rows(kept, "mentions")[0]
    corrected(client, act="reject", of=mention["id"])
    ledger = client.get(f"{API}/corrections.jsonl")
    assert ledger.headers["content-type"] == "application/x-ndjson"
    other = Path(shutil.copy(kept, tmp_path / "other.db"))
    with TestClient(make_app(Setting(store=other)), client.base_url) as second:
        path = f"{API}/corrections.jsonl"
        taken = second.post(path, content=ledger.content, headers=LINES)
        assert (taken.status_code, taken.json()) == (201, {"added": 1, "linked": True})
        assert second.get(path).content == ledger.content
        assert got(second, f"/records/{mention['id']}", 404)
        assert second.post(path, content=ledger.content, headers=LINES).json()["added"] == 0


@pytest.mark.parametrize("line", ["{}", "null", '"x"', '{"a":' + "[" * 100_000, '{"id": "correction-0"}', "\ufeff{}"])
def test_what_is_no_ledger_is_told_with_its_line_and_nothing_is_taken_in(client: TestClient, line: str) -> None:
    answer = client.post(f"{API}/corrections.jsonl", content=f"\n{line}\n".encode(), headers=LINES)
    assert answer.status_code == 422 and answer.json()["error"]["place"] == "line:2"
    assert got(client, "/corrections")["total"] == 0


def test_the_state_says_what_the_store_holds(client: TestClient) -> None:
    told = got(client, "/state")
    assert (told["reports"], told["stories"], told["corrections"], told["faults"]) == (
        12 + len(ODD),
        1 + len(ODD),
        0,
        0,
    )


# ------------------------------------------------------------------------- wrong


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/stories?page=0", "page"),
        ("/stories?page=1.5", "page"),
        ("/stories?page=", "page"),
        ("/stories?page=٣", "page"),
        ("/stories?page=9999999", "page"),
        ("/stories?since=2027-13", "since"),
        ("/stories?until=yesterday", "until"),
        ("/stories?order=oldest", "order"),
        ("/stories?pgae=2", "pgae"),
        ("/stories?page=1&page=2", "page"),
        (f"/stories?q={'x' * 301}", "q"),
        ("/entities?kind=DOG", "kind"),
        ("/reports/kurier-1?table=articles", "table"),
        ("/state?page=1", "page"),
        ("/search", "''"),
        ("/search?q=%22x", '"x'),
        ("/search?q=x&in=mentions", "in"),
        (f"/search?q={'x' * 1001}", "q"),
    ],
)
def test_a_slip_in_what_is_asked_is_told_with_its_place(client: TestClient, path: str, place: str) -> None:
    assert error(client, path, 400)["place"] == place


@pytest.mark.parametrize(
    "path",
    [
        "/stories/story-0", "/stories/story-0/chronicle", "/reports/none", "/reports/none/text", "/records/x",
        "/entities/x", "/entities/x/mentions", "/nothing", "/stories/", "/reports/%2e%2e%2f/x", "",
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_in_json(client: TestClient, path: str) -> None:
    error(client, path, 404)


def test_what_cannot_be_done_there_says_what_can(client: TestClient) -> None:
    answer = client.put(f"{API}/corrections", json={})
    assert answer.status_code == 405 and answer.json()["error"]["remedy"]
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("", 422), ("{}", 422), ("[]", 422), ("{", 400), ("nonsense", 400), ('{"act": "bless", "of": "x"}', 422),
        ('{"act": "check", "of": "x"}', 422), ('{"act": "check", "of": "x", "more": 1}', 422),
        ('{"act": "check", "of": "\\ud800"}', 400), ('{"act": "check", "of": "' + "x" * 301 + '"}', 422),
        ('{"act": "check", "of": ' + "[" * 100_000, 422),
    ],
)  # fmt: skip
def test_what_is_no_correction_is_told_and_not_made(client: TestClient, sent: str, code: int) -> None:
    answer = client.post(f"{API}/corrections", content=sent, headers=JSON)
    assert answer.status_code == code, answer.text
    assert set(answer.json()["error"]) == {"place", "problem", "remedy"}
    assert got(client, "/corrections")["total"] == 0


def test_what_is_of_another_type_is_not_taken(client: TestClient) -> None:
    sent = json.dumps({"act": "check", "of": "x"})
    assert client.post(f"{API}/corrections", content=sent, headers=LINES).status_code == 415
    assert client.post(f"{API}/corrections.jsonl", content=sent, headers=JSON).status_code == 415


def test_too_much_is_not_taken(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_BYTES", 1000)
    answer = client.post(f"{API}/corrections.jsonl", content=b"\n" * 1001, headers=LINES)
    assert answer.status_code == 413 and answer.json()["error"]["remedy"]


@pytest.mark.parametrize("trouble", ["gone", "spoilt", "a row that cannot be read"])
def test_a_store_in_trouble_is_told_without_a_place_on_this_machine(
    client: TestClient, store: Path, trouble: str
) -> None:
    client.app.state.relinking.end()  # type: ignore[attr-defined]
    if trouble == "a row that cannot be read":
        with sqlite3.connect(store) as db:
            db.execute("UPDATE linked_rows SET body = '{'")
    else:
        for path in store.parent.glob("desk.db*"):
            path.unlink()
        if trouble == "spoilt":
            store.write_bytes(b"nonsense" * 1000)
    told = error(client, "/reports", 503)
    assert str(store.parent) not in str(told) and "desk.db" not in str(told)
