"""Corrections at the desk: each form does what it says, the reports are linked anew, and the browser is led back."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from at_desk import ADDRESS
from seen import Read, flash, seal
from starlette.testclient import TestClient

from kronika import corrections
from kronika.running import link_store
from kronika.store import Store

PATIENCE = 60.0


@pytest.fixture
def desk(client: TestClient) -> TestClient:
    """The desk with its reports linked."""
    assert client.app.state.relinking.wait(PATIENCE)  # type: ignore[attr-defined]
    return client


def send(desk: TestClient, address: str, **fields: str) -> tuple[int, str, str]:
    """What a form is answered: the code, what the page behind it says was done, and that page."""
    sealed = {"csrf": seal(desk.get("/you").text), **fields}
    answer = desk.post(address, data=sealed, headers={"Origin": ADDRESS})
    if answer.status_code != 303:
        return answer.status_code, "", answer.text
    desk.app.state.relinking.wait(PATIENCE)  # type: ignore[attr-defined]
    page = desk.get(answer.headers["location"], follow_redirects=True).text
    return 303, flash(page), page


def rows(store: Path, table: str) -> list[object]:
    with Store(store, create=False) as opened:
        return opened.rows(table)


FIXES = [
    ("events", "day", "2027-05-05", "5 May 2027"),
    ("events", "type", "PROTEST/riot", "PROTEST/riot"),
    ("figures", "number", "150..170", "150"),
    ("figures", "measure", "injured", "injured"),
    ("statements", "speaker", "Żaneta <b>Łoś</b>", "Żaneta &lt;b&gt;Łoś&lt;/b&gt;"),
    ("times", "day", "2027-05-05/2027-05-07", "5–7 May 2027"),
    ("articles", "day", "2027-05-09", "9 May 2027"),
]


@pytest.mark.parametrize(("table", "field", "value", "shown"), FIXES)
def test_a_field_is_set_and_shown_with_who_said_so(
    desk: TestClient, store: Path, table: str, field: str, value: str, shown: str
) -> None:
    row = next(row for row in rows(store, table) if row.article == "kurier-1")  # type: ignore[attr-defined]
    back = f"/records/{row.id}"  # type: ignore[attr-defined]
    send(desk, "/you", name="Łucja", back="/")
    code, done, page = send(
        desk, "/corrections/add", act="fix", of=back.rsplit("/", 1)[1], field=field, value=value, reason="so", back=back
    )
    assert code == 303
    assert done
    facts = re.findall(r"<dd>(.*?)</dd>", page)
    assert any(shown in fact for fact in facts), facts
    assert "Łucja" in page
    made = corrections.listed(store)[-1]
    assert (made.correction.author, made.correction.reason, made.standing.standing) == ("Łucja", "so", "holds")  # type: ignore[union-attr]


def test_what_cannot_be_is_told_with_a_remedy_and_the_way_back(desk: TestClient, store: Path) -> None:
    figure = rows(store, "figures")[0].id  # type: ignore[attr-defined]
    code, _, page = send(
        desk, "/corrections/add", act="fix", of=figure, field="number", value="<i>many", back=f"/records/{figure}"
    )
    assert code == 400
    assert "&lt;i&gt;many" in page
    assert f"/records/{figure}" in Read(page).own
    assert corrections.listed(store) == []


def test_a_record_is_rejected_and_comes_back_when_that_is_withdrawn(desk: TestClient, store: Path) -> None:
    time = rows(store, "times")[0]
    send(desk, "/corrections/add", act="reject", of=time.id, back="/corrections")  # type: ignore[attr-defined]
    assert desk.get(f"/records/{time.id}").status_code == 404  # type: ignore[attr-defined]
    made = corrections.listed(store)[0].correction.id
    send(desk, "/corrections/withdraw", id=made, back="/corrections")
    assert desk.get(f"/records/{time.id}").status_code == 200  # type: ignore[attr-defined]


def test_names_are_joined_and_the_browser_is_led_to_whom_they_mean_now(desk: TestClient, store: Path) -> None:
    entities = {row.name: row.id for row in rows(store, "entities")}  # type: ignore[attr-defined]
    page = desk.get(f"/entities/{entities['Joren Maklavic']}?merge=Tekla").text
    of = re.search(r'value="merge"><input type="hidden" name="of" value="([\w-]+)"', page)
    other = re.search(r'name="other" value="([\w-]+)" required', page)
    assert of and other
    _, done, joined = send(
        desk, "/corrections/add", act="merge", of=of[1], other=other[1], back=f"/entities/of/{of[1]}"
    )
    assert done
    assert "Joren Maklavic" in joined
    assert "Tekla Dornik" in joined


def test_a_report_leaves_its_story_and_comes_back(desk: TestClient, store: Path) -> None:
    story = desk.get("/stories/of?report=kurier-1").headers["location"]
    form = {"report": "kurier-1", "other_report": "zatoka-1", "back": "/stories/of?report=kurier-1"}
    send(desk, "/corrections/add", act="split", **form)
    assert desk.get("/stories/of?report=kurier-1").headers["location"] != story
    send(desk, "/corrections/withdraw", id=corrections.listed(store)[0].correction.id, back="/")
    assert desk.get("/stories/of?report=kurier-1").headers["location"] == story


def test_what_collides_stands_side_by_side(desk: TestClient, store: Path) -> None:
    figure = rows(store, "figures")[0].id  # type: ignore[attr-defined]
    for name, value in (("Anna", "5"), ("Ewa", "6")):
        send(desk, "/you", name=name, back="/")
        send(desk, "/corrections/add", act="fix", of=figure, field="number", value=value, back="/")
    page = desk.get("/corrections?standing=collides").text
    assert 'class="sides"' in page
    assert "/corrections?standing=collides" in Read(desk.get("/").text).own


def test_the_ledger_goes_from_one_desk_to_another(desk: TestClient, store: Path) -> None:
    figure = rows(store, "figures")[0].id  # type: ignore[attr-defined]
    send(desk, "/corrections/add", act="check", of=figure, back="/")
    ledger = desk.get("/corrections/download")
    assert "attachment" in ledger.headers["content-disposition"]
    sealed = {"csrf": seal(desk.get("/you").text), "back": "/corrections"}
    for content, code in ((ledger.content, 303), (b"{}", 400), (b"\xff\xfe", 400)):
        answer = desk.post(
            "/corrections/upload", data=sealed, files={"file": ("a.jsonl", content)}, headers={"Origin": ADDRESS}
        )
        assert answer.status_code == code
    assert len(corrections.listed(store)) == 1


def test_ten_read_while_one_rules_and_links_and_each_page_is_whole(desk: TestClient, store: Path) -> None:
    mention = next(row for row in rows(store, "mentions") if row.name == "Tekla Dornik")  # type: ignore[attr-defined]
    figure = next(row for row in rows(store, "figures") if row.article == "kurier-1")  # type: ignore[attr-defined]
    story = desk.get("/stories/of?report=kurier-1").headers["location"]
    views = [story, f"{story}/figures", f"{story}/timeline", f"/entities/of/{mention.id}", "/reports/kurier-1", "/"]  # type: ignore[attr-defined]
    ending = threading.Event()

    def rule() -> int:
        """Rules and withdraws, and links each time; how often."""
        turns = 0
        while not ending.is_set():
            made = corrections.correct(store, "fix", figure.id, field="number", value="5", author="x")  # type: ignore[attr-defined]
            for withdrawn in (False, True):
                if withdrawn:
                    corrections.withdraw(store, made.id, author="x")
                with Store(store, create=False) as opened:
                    link_store(opened)
            turns += 1
        return turns

    def look(number: int) -> list[str]:
        """Looks at every view some times; what was wrong."""
        found = []
        for address in views[number % len(views) :] + views[: number % len(views)]:
            answer = desk.get(address, follow_redirects=True)
            found += [f"{address} {answer.status_code}"] if answer.status_code != 200 else []
            found += [f"{address} {wrong}" for wrong in Read(answer.text).wrong]
        return found

    with ThreadPoolExecutor(11) as people:
        ruling = people.submit(rule)
        torn = [wrong for found in people.map(look, range(40)) for wrong in found]
        ending.set()
        assert ruling.result(PATIENCE) > 0
    assert torn == []
