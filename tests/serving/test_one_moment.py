"""The ledger at the desk is of the moment of the page around it."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kronika import corrections
from kronika.serving.ledgers import dumped, listed
from kronika.store import Store

PATIENCE = 60.0


def test_what_is_ruled_meanwhile_is_not_seen(store: Path, known: dict[str, str]) -> None:
    corrections.correct(store, "check", known["record"])
    before, told = corrections.listed(store), "".join(corrections.dump(store)).encode()
    with Store(store, create=False) as opened, opened.lookup() as lookup:
        assert lookup.corrections()
        corrections.withdraw(store, "last")
        assert (listed(lookup), dumped(lookup)) == (before, told)
    with Store(store, create=False) as opened, opened.lookup() as lookup:
        assert listed(lookup) == corrections.listed(store) != before


def test_the_ledger_opens_no_store_beside_the_page(
    client: TestClient, store: Path, known: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client.app.state.relinking.wait(PATIENCE)  # type: ignore[attr-defined]
    made = corrections.correct(store, "check", known["record"])
    monkeypatch.setattr(corrections, "Store", None)
    for address in ("/corrections", "/corrections/download", "/api/v1/corrections", "/api/v1/corrections.jsonl"):
        assert made.id in client.get(address).text
