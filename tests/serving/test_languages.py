"""Pages in Polish say which of their words are English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from at_desk import ADDRESS
from seen import seal
from starlette.testclient import TestClient

from kronika.serving.app import make_app
from kronika.serving.setting import Setting

PATIENCE = 60.0


@pytest.fixture
def polish(store: Path) -> Iterator[TestClient]:
    """A desk in Polish."""
    app = make_app(Setting(store=store, language="pl"))
    with TestClient(app, ADDRESS) as client:
        app.state.relinking.wait(PATIENCE)
        yield client


def test_what_could_not_be_linked_or_searched_is_told_in_english(polish: TestClient) -> None:
    polish.app.state.relinking.problem = "the disk is full"  # type: ignore[attr-defined]
    page = polish.get("/search?q=place:").text
    assert '<span lang="en">the disk is full</span>' in page
    assert '<p class="remark" lang="en">' in page


def test_a_sentence_of_the_desk_is_in_its_own_language(polish: TestClient) -> None:
    assert 'lang="en"' not in polish.get("/stories/none").text


def test_what_a_form_cannot_do_is_in_the_language_in_which_it_is_told(polish: TestClient) -> None:
    sent = {"csrf": seal(polish.get("/you").text), "back": "/"}
    none = polish.post("/corrections/upload", data=sent, headers={"Origin": ADDRESS})
    wrong = polish.post("/corrections/add", data={**sent, "act": "check", "of": "none"}, headers={"Origin": ADDRESS})
    assert (none.status_code, wrong.status_code) == (400, 400)
    assert 'lang="en"' not in none.text and '<p lang="en">' in wrong.text
