"""Whatever is asked of the desk or sent to it, nothing breaks, and every answer has the headers of the desk."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import uvicorn
from at_desk import ADDRESS, FORM, GETS, JSON, POSTS, armed, filled, seal_of
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from kronika.serving import guard
from kronika.serving.app import make_app
from kronika.serving.guard import SEAL_HEADER
from kronika.serving.setting import Setting


@pytest.fixture(scope="module")
def quiet(kept: Path) -> TestClient:
    """A desk that links nothing."""
    return TestClient(make_app(Setting(store=kept)), ADDRESS, raise_server_exceptions=False, follow_redirects=False)


ODD_WORDS = (
    "..", ".", "%00", "\x00", "a/b", "'; DROP TABLE articles; --", "<script>", "\ud800", "٣", "", "-1", "999999999999",
    "0-99999999", "2027-05", "9999-12-31", "0000", "*", '"', "(", "speaker:", "NEAR", "\r\nSet-Cookie: a=b", "killed",
)  # fmt: skip


def words() -> st.SearchStrategy[str]:
    odd = st.sampled_from(ODD_WORDS)
    return odd | st.text(max_size=20)


def encoded(text: str, safe: str = "") -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe=safe)


NAMES = (
    "at", "author", "back", "in", "kind", "measure", "name", "order", "page", "place", "q", "report", "section", "show",
    "since", "speaker", "standing", "table", "token", "type", "until", "v", "who",
)  # fmt: skip


@settings(max_examples=200)
@given(path=st.sampled_from(GETS), odd=st.none() | words(), data=st.data())
def test_whatever_is_asked_for_nothing_breaks(
    quiet: TestClient, known: dict[str, str], path: str, odd: str | None, data: Any
) -> None:
    there = {**known, "corrections": "x"} if odd is None else dict.fromkeys(known, odd)
    whole = filled(path, there)
    asked = data.draw(st.lists(st.tuples(st.sampled_from(NAMES) | words(), words()), max_size=4))
    query = "&".join(f"{encoded(name)}={encoded(value)}" for name, value in asked)
    answer = quiet.get(f"{ADDRESS}{whole}?{query}")
    assert answer.status_code < 500, (whole, query)
    assert armed(answer)


@settings(max_examples=100)
@given(path=st.text(max_size=30), start=st.sampled_from(["", "/api", "/api/v1", "/reports", "/stories", "/static"]))
def test_at_no_address_anything_breaks(quiet: TestClient, path: str, start: str) -> None:
    answer = quiet.get(f"{ADDRESS}{start}/{encoded(path, '/?&=.~')}")
    assert answer.status_code < 500
    assert armed(answer)


@settings(max_examples=100)
@given(
    body=st.binary(max_size=200),
    path=st.sampled_from(POSTS),
    kind=st.sampled_from(
        [
            *JSON.values(),
            *FORM.values(),
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "application/x-ndjson",
            "é",
        ]
    ),
)
def test_whatever_is_sent_nothing_breaks(
    quiet: TestClient, known: dict[str, str], body: bytes, path: str, kind: str
) -> None:
    headers = {"Content-Type": kind.encode(), SEAL_HEADER: seal_of(quiet).encode()}
    whole = filled(path, {**known, "corrections": "x"})
    answer = quiet.post(whole, content=body, headers=headers)
    assert answer.status_code < 500, answer.text
    assert armed(answer)


def test_what_nobody_foresaw_is_told_without_a_word_of_the_code(store: Path) -> None:
    def broken(_request: Request) -> Response:
        raise RuntimeError("a secret of the code")

    app = make_app(Setting(store=store), [Route("/broken", broken), Route("/api/broken", broken)])
    client = TestClient(app, ADDRESS, raise_server_exceptions=False)
    for path in ("/broken", "/api/broken"):
        answer = client.get(path)
        assert answer.status_code == 500 and armed(answer)
        assert "secret" not in answer.text and "Traceback" not in answer.text


@pytest.fixture(scope="module")
def wire(kept: Path) -> Iterator[int]:
    """The port of a desk that really listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        app = make_app(Setting(store=kept, port=port))
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield port
        server.should_exit = True
        thread.join()


def over(port: int, lines: list[str], body: bytes = b"") -> int:
    """The code of the answer to these very lines."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as opened:
        opened.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + body)
        return int(opened.makefile("rb").readline().split()[1])


def test_what_no_client_would_write_does_not_pass(wire: int) -> None:
    own, state = f"Host: 127.0.0.1:{wire}", "GET /api/v1/state HTTP/1.1"
    assert over(wire, [state, own]) == 200
    for lines in (
        [state],
        ["GET /api/v1/state HTTP/1.0"],
        [state, own, own],
        [state, own, "Host: evil.example"],
        [state, "Host: evil.example", own],
        [state, f"{own}, evil.example"],
        [state, "Host : 127.0.0.1"],
        ["GET http://evil.example/api/v1/state HTTP/1.1", "Host: evil.example"],
        ["GET http://evil.example/api/v1/state HTTP/1.1", own],
        ["GET //evil.example/api/v1/state HTTP/1.1", own],
        ["GET /api/v1/../../etc/passwd HTTP/1.1", own],
        ["GET /static/..%2fapp.py HTTP/1.1", own],
        ["GET /static/%2e%2e/app.py HTTP/1.1", own],
        ["CONNECT evil.example:443 HTTP/1.1", own],
        ["POST /api/v1/corrections HTTP/1.1", own, "Content-Length: 2", "Transfer-Encoding: chunked"],
        [f"GET /{'x' * 100_000} HTTP/1.1", own],
    ):
        assert 400 <= over(wire, lines, b"0\r\n\r\n") < 500, lines


def test_a_body_of_unknown_length_is_read_up_to_the_limit(wire: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_BYTES", 1000)
    head = ["POST /api/v1/corrections.jsonl HTTP/1.1", f"Host: 127.0.0.1:{wire}", "Transfer-Encoding: chunked"]
    kind = "Content-Type: application/x-ndjson"
    assert over(wire, [*head, kind], b"3e8\r\n" + b" " * 1000 + b"\r\n0\r\n\r\n") == 201
    assert over(wire, [*head, kind], b"3e9\r\n" + b" " * 1001 + b"\r\n0\r\n\r\n") == 413
