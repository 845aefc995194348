"""A store with something wrong: the desk says so with a remedy, and changes nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from starlette.testclient import TestClient

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
