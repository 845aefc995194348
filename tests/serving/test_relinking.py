"""What links at the desk: what is new, once; and what is told where that fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from at_desk import ADDRESS
from seen import flash, seal
from starlette.testclient import TestClient

from kronika import corrections
from kronika.running import link_store
from kronika.serving import relinking
from kronika.serving.relinking import ANOTHER, Relinking
from kronika.store import Store

PATIENCE = 60.0


@pytest.fixture
def linked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The states that were linked, as they are."""
    found: list[str] = []

    def noted(store: Store, *_: object) -> None:
        found.append(store.state())
        link_store(store)

    monkeypatch.setattr(relinking, "link_store", noted)
    return found


@pytest.fixture
def watching(store: Path, linked: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Relinking]:
    """What links that store, which other code has linked; it has done so once."""
    monkeypatch.setattr(relinking, "WATCHED", 0.05)
    by_other_code(store)
    one = Relinking(store)
    one.start()
    assert one.wait(PATIENCE) and len(linked) == 1
    yield one
    one.end()


def by_other_code(store: Path) -> None:
    with sqlite3.connect(store) as db:
        db.execute("UPDATE linked SET key = 'of other code'")


def linked_anew(one: Relinking) -> None:
    one.ask()
    assert one.wait(PATIENCE)


def test_rows_of_other_code_are_linked_at_the_start_alone(
    watching: Relinking, store: Path, linked: list[str], known: dict[str, str]
) -> None:
    by_other_code(store)
    linked_anew(watching)
    assert (watching.problem, len(linked)) == (ANOTHER, 1)
    corrections.correct(store, "check", known["record"])
    linked_anew(watching)
    assert (watching.problem, len(linked)) == (None, 2)


def test_whatever_goes_wrong_it_goes_on_and_tells_what_it_was(
    watching: Relinking, store: Path, known: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Any:
        raise OSError("no room for it")

    with monkeypatch.context() as patched:
        patched.setattr(relinking, "link_store", broken)
        patched.setattr(relinking, "_written", broken)
        corrections.correct(store, "check", known["record"])
        linked_anew(watching)
        assert watching.problem == "no room for it"
    linked_anew(watching)
    assert watching.problem is None


def test_a_form_claims_nothing_that_could_not_be_linked(
    client: TestClient, store: Path, known: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Any:
        raise ValueError("a word is missing")

    client.app.state.relinking.wait(PATIENCE)  # type: ignore[attr-defined]
    monkeypatch.setattr(relinking, "link_store", broken)
    sent = {"csrf": seal(client.get("/you").text), "act": "check", "of": known["record"], "back": "/"}
    answer = client.post("/corrections/add", data=sent, headers={"Origin": ADDRESS})
    assert answer.status_code == 303 and len(corrections.listed(store)) == 1
    page = client.get("/").text
    assert "could not be linked" in flash(page) and "a word is missing" in page
    assert client.get("/state").json() == {"linking": False, "problem": "a word is missing"}
