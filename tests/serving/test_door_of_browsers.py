"""What the door does for browsers: open forms stay good, and no token stays in an address."""

from __future__ import annotations

from seen import seal
from starlette.testclient import TestClient


def test_a_link_from_elsewhere_leaves_open_forms_good(client: TestClient) -> None:
    first = client.get("/you")
    assert "samesite=lax" in first.headers["set-cookie"].lower()
    followed = client.get("/you", headers={"Sec-Fetch-Site": "cross-site", "Referer": "http://elsewhere.example/"})
    assert "set-cookie" not in followed.headers
    assert seal(followed.text) == seal(first.text)
