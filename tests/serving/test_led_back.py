"""Where a form leads back to: to what the browser was at, though a correction has moved it."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from at_desk import ADDRESS
from seen import flash, seal
from starlette.testclient import TestClient

from kronika import corrections
from kronika.store import Store

PATIENCE = 60.0


@pytest.fixture
def desk(client: TestClient) -> TestClient:
    """The desk with its reports linked."""
    assert client.app.state.relinking.wait(PATIENCE)  # type: ignore[attr-defined]
    return client


def form_of(page: str, *holds: str) -> dict[str, str]:
    """The fields of the first form of a page that holds all of these, with its address as `action`."""
    forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
    form = next(one for one in forms if all(words in one for words in holds))
    pairs = re.findall(r'name="(\w+)" value="([^"]*)"', form)
    action = re.search(r'action="([^"]+)"', form)
    assert action
    return {name: html.unescape(value) for name, value in pairs} | {"action": action[1]}


def sent(desk: TestClient, form: dict[str, str]) -> Any:
    """The page behind the answer to a form."""
    answer = desk.post(form.pop("action"), data=form, headers={"Origin": ADDRESS})
    assert answer.status_code == 303
    desk.app.state.relinking.wait(PATIENCE)  # type: ignore[attr-defined]
    return desk.get(answer.headers["location"], follow_redirects=True)


def test_a_merge_that_is_withdrawn_on_the_page_of_a_name_leads_to_the_name(desk: TestClient, store: Path) -> None:
    with Store(store, create=False) as opened:
        entities = {row.name: row.id for row in opened.rows("entities")}
    page = desk.get(f"/entities/{entities['Joren Maklavic']}?merge=Tekla").text
    choice = re.search(r'name="other" value="([\w-]+)" required', page)
    assert choice
    joined = sent(desk, form_of(page, 'value="merge"') | {"other": choice[1]})
    assert joined.status_code == 200
    parted = sent(desk, form_of(joined.text, "/corrections/withdraw"))
    assert parted.status_code == 200 and flash(parted.text)
    assert corrections.listed(store)[-1].withdrawn_by is not None


def test_the_page_of_a_problem_says_what_was_done(desk: TestClient, known: dict[str, str]) -> None:
    form = {"action": "/corrections/add", "csrf": seal(desk.get("/you").text), "act": "check", "of": known["record"]}
    page = sent(desk, form | {"back": "/records/none"})
    assert page.status_code == 404 and flash(page.text)
    assert not flash(desk.get("/records/none").text)


def test_a_report_that_leaves_its_story_leads_to_the_story_that_it_left(desk: TestClient, store: Path) -> None:
    with Store(store, create=False) as opened:
        summary = max(opened.rows("summaries"), key=lambda row: len(row.articles))
    first, *others = sorted(summary.articles)
    page = sent(desk, form_of(desk.get(f"/stories/{summary.story}/reports").text, f'name="report" value="{first}"'))
    listed = re.findall(r'<h3><a href="/reports/([^"]+)"', page.text)
    assert flash(page.text) and sorted(listed) == sorted(others)
