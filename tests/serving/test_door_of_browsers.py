"""What the door does for browsers: open forms stay good, and no token stays in an address."""

from __future__ import annotations

from pathlib import Path

from seen import seal
from starlette.testclient import TestClient

from kronika.serving.app import make_app
from kronika.serving.setting import Setting


def test_a_link_from_elsewhere_leaves_open_forms_good(client: TestClient) -> None:
    first = client.get("/you")
    assert "samesite=lax" in first.headers["set-cookie"].lower()
    followed = client.get("/you", headers={"Sec-Fetch-Site": "cross-site", "Referer": "http://elsewhere.example/"})
    assert "set-cookie" not in followed.headers
    assert seal(followed.text) == seal(first.text)


def test_no_token_stays_in_an_address(store: Path) -> None:
    setting = Setting(store=store, host="192.168.1.7", token="a-token-that-nobody-guesses")
    with TestClient(make_app(setting), "http://192.168.1.7:8000", follow_redirects=False) as browser:
        for token in (setting.token, setting.token, "one-of-before"):
            led = browser.get(f"/entities?q=%C5%82&token={token}")
            assert (led.status_code, led.headers["location"]) == (303, "/entities?q=%C5%82")
        assert browser.get("/entities?q=%C5%82").status_code == 200


def test_forms_lead_back_without_the_token(client: TestClient) -> None:
    page = client.get("/corrections?standing=&tok%65n=secret&author=a%26b&token=secret").text
    assert 'name="back" value="/corrections?standing=&amp;author=a%26b"' in page and "secret" not in page
