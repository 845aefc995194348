"""A store with something wrong: the desk says so with a remedy, and changes nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from at_desk import ADDRESS
from starlette.testclient import TestClient

from kronika.serving.app import make_app
from kronika.serving.setting import Setting

BROKEN = b'{"story": 1'
PATIENCE = 60.0
DAMAGED = [
    ("UPDATE linked_rows SET body = ? WHERE kind = 'summaries'", "/"),
    ("UPDATE linked_rows SET body = ? WHERE kind = 'entities'", "/entities"),
    ("UPDATE linked_rows SET body = ? WHERE kind = 'figures'", "/records/{record}"),
    ("UPDATE linked_rows SET body = ? WHERE kind = 'mentions'", "/entities/{entity}"),
    ("UPDATE linked_rows SET body = ? WHERE kind = 'articles'", "/reports/kurier-1"),
    ("UPDATE versions SET article = ?", "/reports/kurier-1"),
    ("UPDATE findings SET body = ?", "/reports/kurier-1"),
    ("INSERT INTO corrections (id, body) VALUES ('x', ?)", "/api/v1/corrections"),
]


@pytest.mark.parametrize(("damage", "address"), DAMAGED)
def test_a_row_that_cannot_be_read_is_no_fault_of_the_desk(
    client: TestClient, store: Path, known: dict[str, str], damage: str, address: str
) -> None:
    client.app.state.relinking.wait(PATIENCE)  # type: ignore[attr-defined]
    with sqlite3.connect(store) as db:
        db.execute(damage, (BROKEN,))
    answer = client.get(address.format(**known))
    assert answer.status_code == 503
    assert "Try again" in answer.text if address.startswith("/api") else "The store cannot be read" in answer.text


def test_an_empty_file_is_no_store_and_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    app = make_app(Setting(store=path))
    with TestClient(app, ADDRESS, raise_server_exceptions=False) as client:
        app.state.relinking.wait(PATIENCE)
        assert {client.get(address).status_code for address in ("/", "/entities", "/api/v1/state")} == {503}
        assert "there is no store" in client.get("/state").json()["problem"]
    assert [one.name for one in tmp_path.iterdir()] == [path.name] and path.stat().st_size == 0
