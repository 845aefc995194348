"""Reports, corrections and queries that try to break out of the pages of the desk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from at_desk import ADDRESS
from seen import Read, seal
from starlette.testclient import TestClient

from kronika import api
from kronika.serving import addresses
from kronika.serving.app import make_app
from kronika.serving.setting import Setting
from kronika.store import Store
from tests.showing.hostile import PAYLOADS

TEXT = "W środę w Gdyni zginęło {n} osób, powiedział minister Jan {bad} Kowalski. „{bad}” – dodał. Protestowano. {bad}"
UNTOUCHED = ("<script>window", "<img src=x", "<svg onload", "<iframe", "<style>body", 'onfocus="window')
"""What no page may hold as it came."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports all of whose words are hostile: names, titles, addresses, outlets, authors, texts."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = [
        {
            "id": f"{bad} {n}", "title": bad, "url": f"javascript:alert({n}) {bad}", "publisher": bad, "authors": [bad],
            "published": "2027-05-05", "text": f"{TEXT.format(n=n + 5, bad=bad)}\r\n\r\nDrugi akapit: {bad}\r\n",
        }
        for n, bad in enumerate(PAYLOADS)
    ]  # fmt: skip
    (folder / "<b>.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (folder / '"><img src=x onerror=alert(1)>.jsonl').write_text("{broken\n", encoding="utf-8")
    api.read(folder, folder / "desk.db")
    return folder / "desk.db"


@pytest.fixture(scope="module")
def desk(store: Path) -> Iterator[TestClient]:
    app = make_app(Setting(store=store))
    with TestClient(app, ADDRESS) as opened:
        app.state.relinking.wait(60)
        yield opened


def harmless(desk: TestClient, address: str) -> Read:
    """The page, of which nothing is more than text."""
    answer = desk.get(address)
    assert answer.status_code in (200, 400, 404), address
    found = Read(answer.text)
    assert found.wrong == [], address
    assert [bad for bad in UNTOUCHED if bad in answer.text] == [], address
    assert [link for link in found.links if "javascript" in link.split("/")[0].lower()] == [], address
    return found


def test_no_page_of_hostile_reports_holds_more_than_their_text(desk: TestClient, store: Path) -> None:
    ahead, seen = ["/", "/?show=single", "/entities", "/faults"], set[str]()
    with Store(store, create=False) as opened:
        ahead += [addresses.report(row.article) for row in opened.rows("articles")]
        assert len(opened.rows("articles")) == len(PAYLOADS)
    while ahead and len(seen) < 400:
        address = ahead.pop(0).split("#")[0]
        if address not in seen and not address.startswith(("/corrections/", "/api/", "/you", "/search")):
            seen.add(address)
            ahead += harmless(desk, address).own
    assert len(seen) > 100


QUERIES = (
    "/search?q={}", "/?q={}", "/?since={}", "/?order={}", "/entities?q={}", "/entities?kind={}", "/you?back={}",
    "/corrections?author={}", "/corrections?standing={}", "/stories/{}", "/reports/{}", "/reports?name={}",
    "/records/{}", "/entities/{}", "/entities/of/{}", "/stories/of?report={}", "/static/{}", "/{}",
)  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("bad", PAYLOADS)
def test_hostile_queries_are_text(desk: TestClient, query: str, bad: str) -> None:
    harmless(desk, query.format(quote(bad, safe="")))


@pytest.mark.parametrize("bad", PAYLOADS)
def test_hostile_filters_of_a_story_are_text(desk: TestClient, store: Path, bad: str) -> None:
    with Store(store, create=False) as opened:
        story = opened.rows("stories")[0].story
    for query in ("timeline?place={}", "timeline?who={}", "timeline?type={}", "statements?speaker={}", "?merge={}"):
        harmless(desk, f"/stories/{story}/{query}".replace("/?", "?").format(quote(bad, safe="")))


@pytest.mark.parametrize("bad", PAYLOADS)
def test_hostile_names_and_reasons_are_text(desk: TestClient, store: Path, bad: str) -> None:
    with Store(store, create=False) as opened:
        time = opened.rows("times")[0].id
    token = seal(desk.get("/you").text)
    sent = {"csrf": token, "back": bad, "name": bad, "act": "check", "of": time, "reason": bad}
    for address in ("/you", "/corrections/add"):
        answer = desk.post(address, data=sent, headers={"Origin": ADDRESS}, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/#done"
    harmless(desk, "/corrections")
    harmless(desk, f"/records/{time}")
    desk.cookies.delete("kronika_author")
