"""The door of the desk: at every address the same requests do not pass, and whatever is asked, nothing breaks."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from at_desk import ADDRESS, FORM, GETS, JSON, POSTS, ROUTES, armed, filled, seal_of
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kronika import corrections
from kronika.serving.app import make_app
from kronika.serving.guard import SEAL_HEADER
from kronika.serving.setting import Setting
from kronika.store import Store

TOKEN = "a-token-that-nobody-guesses"
FOREIGN = (
    "evil.example", "evil.example:8000", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8001", "localhost.:8000",
    "127.0.0.1.:8000", "127.0.0.1:8000:8000", "127.0.0.1:8000@evil.example", "evil.example@127.0.0.1:8000",
    "127.0.0.1:8000.evil.example", "127.0.0.1:8000,evil.example", "127.0.0.1:8000 evil.example", "127.0.0.1:",
    "127.1:8000", "2130706433:8000", "0x7f.0.0.1:8000", "0.0.0.0:8000", "[::]:8000", "[::ffff:127.0.0.1]:8000",
    "::1:8000", "[::1", "[::1]8000", "[::1%25lo]:8000", "LOCALHOST", "EVIL.EXAMPLE:8000", "localhost.evil.example:8000",
    "127.0.0.1:08000", "127.0.0.1:8000/", "/127.0.0.1:8000", "http://127.0.0.1:8000", " ", "", "%3127.0.0.1:8000",
    "127.0.0.1:٨٠٠٠", "127.0.0.1:8000\t", "metadata.google.internal:8000", "169.254.169.254:8000",
)  # fmt: skip
OWN = ("127.0.0.1:8000", "localhost:8000", "LocalHost:8000", "[::1]:8000")
ORIGINS = (
    "null", "http://evil.example", "http://evil.example:8000", "https://127.0.0.1:8000", "http://127.0.0.1",
    "http://127.0.0.1:8001", "http://localhost:3000", "http://127.0.0.1:8000.evil.example", "file://", "",
    "http://127.0.0.1:8000@evil.example", "http://127.0.0.1:8000 http://evil.example", "chrome-extension://abc",
    "127.0.0.1:8000", "http://localhost.:8000", "*",
)  # fmt: skip


@pytest.fixture
def ruled(store: Path, known: dict[str, str]) -> dict[str, str]:
    """The same with a correction that can be withdrawn."""
    return known | {"corrections": corrections.correct(store, "check", known["record"]).id}


def ledger(store: Path) -> int:
    with Store(store, create=False) as opened:
        return len(opened.corrections())


def held(store: Path) -> dict[str, list[Any]]:
    """All that is in a store."""
    with sqlite3.connect(store) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def sent(client: TestClient, path: str, known: dict[str, str], headers: dict[str, str]) -> list[Any]:
    """What is answered to something that would change the store, sent as a form and as programs send it."""
    of, id = known["record"], known["corrections"]
    both = {"act": "check", "of": of, "id": id, "reason": "x", "name": "x"}
    sealed = {SEAL_HEADER: seal_of(client)}
    whole = filled(path, known)
    return [
        client.post(whole, data=both, headers={**headers, **sealed}),
        client.post(whole, json={"act": "check", "of": of} if whole.endswith("corrections") else {}, headers=headers),
        client.post(whole, content=b"", headers={**headers, "Content-Type": "application/x-ndjson"}),
        client.post(whole, content=b'{"act":"check","of":"x"}', headers={**headers, "Content-Type": "text/plain"}),
    ]


# ------------------------------------------------------------------------- names


@pytest.mark.parametrize(("path", "method"), ROUTES)
def test_by_another_name_nothing_is_answered(
    client: TestClient, store: Path, ruled: dict[str, str], path: str, method: str
) -> None:
    before = ledger(store)
    for host in FOREIGN:
        hosts = [("Host", host.encode()), *(tuple(JSON.items()))]
        answer = client.request(method, filled(path, ruled), headers=hosts, content=b"{}")
        assert 400 <= answer.status_code < 500, (host, answer.status_code)
        assert armed(answer), host
    assert ledger(store) == before


@pytest.mark.parametrize(("path", "method"), ROUTES)
def test_names_that_others_add_do_not_count(client: TestClient, ruled: dict[str, str], path: str, method: str) -> None:
    own = {"X-Forwarded-Host": "127.0.0.1:8000", "X-Host": "127.0.0.1:8000", "Forwarded": "host=127.0.0.1:8000"}
    answer = client.request(method, filled(path, ruled), headers={"Host": "evil.example:8000", **own, **JSON})
    assert answer.status_code == 421
    if method == "GET":
        foreign = client.get(filled(path, ruled), headers={"X-Forwarded-Host": "evil.example"})
        assert foreign.status_code < 500 and "evil" not in str(foreign.headers) + foreign.text


@pytest.mark.parametrize("hosts", [[], [OWN[0], OWN[0]], [OWN[0], "evil.example"], ["evil.example", OWN[0]]])
@pytest.mark.parametrize("path", GETS)
def test_without_a_name_or_with_two_nothing_is_answered(
    store: Path, known: dict[str, str], path: str, hosts: list[str]
) -> None:
    app = make_app(Setting(store=store))
    assert 400 <= bare(app, filled(path, {**known, "corrections": "x"}), hosts) < 500


def bare(app: Starlette, path: str, hosts: list[str]) -> int:
    """The code of an answer to a request that no client would make."""
    codes: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        codes.extend([message["status"]] if message["type"] == "http.response.start" else [])

    raw = path.encode()
    scope = {
        "type": "http", "http_version": "1.0", "method": "GET", "scheme": "http", "path": path, "raw_path": raw,
        "query_string": b"", "root_path": "", "headers": [(b"host", host.encode()) for host in hosts],
        "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 1),
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    return codes[0]


@pytest.mark.parametrize("host", OWN)
def test_the_desk_answers_by_its_own_names(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_desk_for_everybody_is_called_by_addresses_in_figures_alone(store: Path) -> None:
    setting = Setting(store=store, host="0.0.0.0")
    assert setting.goes_by("192.168.1.7:8000") and setting.goes_by("[fe80::1]:8000")
    assert not any(map(setting.goes_by, ("evil.example:8000", "192.168.1.7", "192.168.1.7.evil.example:8000")))


# ----------------------------------------------------------------- what is sent


@pytest.mark.parametrize("path", POSTS)
def test_what_another_page_sends_changes_nothing(
    client: TestClient, store: Path, ruled: dict[str, str], path: str
) -> None:
    client.get("/")
    before = ledger(store)
    for origin in ORIGINS:
        assert {one.status_code for one in sent(client, path, ruled, {"Origin": origin})} == {403}, origin
    for site in ("cross-site", "same-site"):
        assert {one.status_code for one in sent(client, path, ruled, {"Sec-Fetch-Site": site})} == {403}, site
    assert ledger(store) == before


@pytest.mark.parametrize("path", POSTS)
def test_two_origins_change_nothing(client: TestClient, store: Path, ruled: dict[str, str], path: str) -> None:
    client.get("/")
    before = ledger(store)
    headers = [("Origin", ADDRESS), ("Origin", "http://evil.example"), (SEAL_HEADER, seal_of(client)), *JSON.items()]
    assert client.post(filled(path, ruled), content=b"{}", headers=headers).status_code == 403
    assert ledger(store) == before


@pytest.mark.parametrize("path", POSTS)
def test_what_a_form_of_another_page_can_send_needs_the_seal(
    client: TestClient, store: Path, ruled: dict[str, str], path: str
) -> None:
    client.get("/")
    before = ledger(store)
    kinds: list[dict[str, str]] = [
        {}, FORM, {"Content-Type": "text/plain"}, {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "text/plain; charset=application/json"}, {"Content-Type": "application/jsonx"},
    ]  # fmt: skip
    for kind in kinds:
        answer = client.post(filled(path, ruled), content=b'{"act":"check"}', headers=kind)
        assert answer.status_code == 403, kind
    two = [("Content-Type", "application/json"), ("Content-Type", "text/plain")]
    assert client.post(filled(path, ruled), content=b"{}", headers=two).status_code == 403
    assert ledger(store) == before


@pytest.mark.parametrize("path", [path for path in POSTS if not path.startswith("/api")])
def test_a_form_is_never_sent_as_json(client: TestClient, store: Path, ruled: dict[str, str], path: str) -> None:
    before = ledger(store)
    answer = client.post(filled(path, ruled), json={"act": "check", "of": ruled["record"]})
    assert answer.status_code == 403 and ledger(store) == before


def test_a_browser_may_not_ask_before_it_sends(client: TestClient) -> None:
    asked = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    answer = client.options("/api/v1/corrections", headers=asked)
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_script_of_the_desk_may_use_the_api(client: TestClient, store: Path, known: dict[str, str]) -> None:
    headers = {"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"}
    answer = client.post("/api/v1/corrections", json={"act": "check", "of": known["record"]}, headers=headers)
    assert answer.status_code == 201 and ledger(store) == 1


# ------------------------------------------------------------------------ reading


def test_looking_changes_nothing(client: TestClient, store: Path, ruled: dict[str, str]) -> None:
    client.app.state.relinking.wait(20)  # type: ignore[attr-defined]
    before = held(store)
    for path in GETS:
        for asked in ("", "?act=check&of=x&id=x&reason=x&name=x&q=x", "?_method=POST"):
            answer = client.get(filled(path, ruled) + asked, headers={"X-HTTP-Method-Override": "POST"})
            assert answer.status_code < 500 and armed(answer), path
    assert held(store) == before


@pytest.mark.parametrize(("path", "method"), ROUTES)
def test_no_other_method_does_anything(
    client: TestClient, store: Path, ruled: dict[str, str], path: str, method: str
) -> None:
    before = ledger(store)
    for other in ("PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "NONSENSE", "OPTIONS"):
        answer = client.request(other, filled(path, ruled), content=b"{}", headers=JSON)
        assert answer.status_code in (403, 405) and armed(answer), (other, method)
    assert ledger(store) == before


# -------------------------------------------------------------------------- token


@pytest.fixture
def afar(store: Path) -> Iterator[TestClient]:
    """Somebody elsewhere at a desk that others can reach."""
    app = make_app(Setting(store=store, host="192.168.1.7", token=TOKEN))
    with TestClient(app, "http://192.168.1.7:8000", raise_server_exceptions=False, follow_redirects=False) as opened:
        yield opened


@pytest.mark.parametrize(("path", "method"), ROUTES)
def test_elsewhere_nothing_is_answered_without_the_token(
    afar: TestClient, store: Path, ruled: dict[str, str], path: str, method: str
) -> None:
    before = ledger(store)
    tries: list[dict[str, str]] = [
        {}, {"Authorization": ""}, {"Authorization": "Bearer"}, {"Authorization": "Bearer x"},
        {"Authorization": f"Basic {TOKEN}"}, {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": f"Bearer {TOKEN[1:]}"},
        {"Cookie": "kronika_token_8000=x"}, {"Cookie": f"kronika_token_80={TOKEN}"}, {"Cookie": f"token={TOKEN}"},
        {"Origin": "http://192.168.1.7:8000"}, {"Authorization": "Bearer ę"},
    ]  # fmt: skip
    whole = filled(path, ruled)
    for headers in tries:
        told = {name: value.encode() for name, value in (JSON | headers).items()}
        answer = afar.request(method, whole, headers=told, content=b"{}")
        assert answer.status_code == 401 and armed(answer), headers
        assert TOKEN not in answer.text + str(answer.headers)
    assert afar.request(method, f"{whole}?token=x", headers=JSON).status_code == 401
    assert method == "GET" or afar.post(f"{whole}?token={TOKEN}", json={}).status_code == 401
    assert ledger(store) == before


def test_elsewhere_the_token_opens_pages_and_api(afar: TestClient, store: Path, known: dict[str, str]) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    assert afar.get("/api/v1/state", headers=bearer).status_code == 200
    made = afar.post("/api/v1/corrections", json={"act": "check", "of": known["record"]}, headers=bearer)
    assert made.status_code == 201 and ledger(store) == 1
    led = afar.get(f"/api/v1/stories?q=x&token={TOKEN}")
    assert (led.status_code, led.headers["location"]) == (303, "/api/v1/stories?q=x")
    assert afar.get("/").status_code == 200


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "//evil.example", "/%2F/evil.example"])
def test_the_token_leads_nobody_elsewhere(afar: TestClient, path: str) -> None:
    led = afar.get(f"http://192.168.1.7:8000{path}?token={TOKEN}")
    assert led.status_code == 303
    assert not led.headers["location"].startswith(("//", "/\\")) and ":" not in led.headers["location"]
