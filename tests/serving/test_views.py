"""Every view of the desk: it answers, is well-formed, and each of its links leads to what it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from at_desk import ADDRESS, ODD
from seen import Read
from starlette.testclient import TestClient

from kronika.records import EventRow
from kronika.serving import addresses, entity_pages, figure_pages, statement_pages, timelines
from kronika.serving.app import make_app
from kronika.serving.setting import Setting
from kronika.store import Store

SECTIONS = ("timeline", "disagreements", "figures", "statements", "actors", "shared", "reports")
MOST_OF_A_KIND = 15
KIND = re.compile(r"-[0-9a-f]{6,}")


@pytest.fixture(scope="module", params=["en", "pl"])
def reader(kept: Path, request: pytest.FixtureRequest) -> Iterator[TestClient]:
    """A browser at a desk that nobody changes."""
    app = make_app(Setting(store=kept, language=request.param))
    with TestClient(app, ADDRESS, follow_redirects=False) as opened:
        app.state.relinking.wait(60)
        yield opened


@pytest.fixture(scope="module")
def story(kept: Path) -> str:
    with Store(kept, create=False) as store:
        return max(store.rows("summaries"), key=lambda row: len(row.articles)).story


def read(client: TestClient, address: str) -> Read:
    answer = client.get(address)
    assert answer.status_code == 200, address
    found = Read(answer.text)
    assert found.wrong == [], address
    return found


def kind_of(address: str) -> str:
    """What kind of page an address is of: few of each are visited."""
    path = KIND.sub("", urlsplit(address).path)
    return "/reports" if path.startswith("/reports/") else path


def test_whatever_is_linked_is_there_and_well_formed(reader: TestClient) -> None:
    ahead, seen, visited = ["/"], set[str](), Counter[str]()
    while ahead:
        address = ahead.pop(0).split("#")[0]
        if address in seen or visited[kind_of(address)] >= MOST_OF_A_KIND:
            continue
        seen.add(address)
        visited[kind_of(address)] += 1
        answer = reader.get(address)
        if address.startswith(("/corrections/", "/api/")):
            continue
        assert answer.status_code in (200, 303), address
        if answer.status_code == 200:
            found = Read(answer.text)
            assert found.wrong == [], address
            ahead += found.own
    assert {f"/stories/story/{section}" for section in SECTIONS} <= {*visited}
    assert {"/records/event", "/records/figure", "/records/line", "/entities/entity", "/reports", "/you"} <= {*visited}


def test_each_passage_that_is_linked_has_its_place_on_the_page_of_its_report(reader: TestClient, story: str) -> None:
    views = [f"/stories/{story}", *(f"/stories/{story}/{section}" for section in SECTIONS)]
    passages = {link for view in views for link in read(reader, view).passages}
    assert len(passages) > 50
    for link in sorted(passages):
        found = read(reader, link.split("#")[0])
        assert urlsplit(link).fragment in found.ids, link


def test_a_passage_is_lit_from_its_first_to_its_last_character(reader: TestClient, kept: Path) -> None:
    with Store(kept, create=False) as store:
        row = next(row for row in store.rows("statements") if row.article == "kurier-1")
    page = reader.get(addresses.report(row.article, row.start, row.end).split("#")[0]).text
    assert lit(page) == "".join(row.text.split()).replace('"', "&#34;")


def lit(page: str) -> str:
    """What is lit on the page of a report, without blanks."""
    found = re.findall(r'<(?:a|span) class="m [^"]*\blit\b[^"]*"[^>]*>(.*?)</(?:a|span)>', page, re.DOTALL)
    return "".join("".join(found).split())


def test_a_place_without_an_end_is_lit_to_the_end_of_what_was_read_there(reader: TestClient, kept: Path) -> None:
    with Store(kept, create=False) as store:
        rows = [row for table in ("times", "figures", "statements", "events", "mentions") for row in store.rows(table)]
    row = max(rows, key=lambda row: row.end - row.start)
    end = min(other.end for other in rows if (other.article, other.start) == (row.article, row.start))
    bare, whole = (addresses.report(row.article, row.start, to).split("#")[0] for to in (None, end))
    assert lit(reader.get(bare).text) == lit(reader.get(whole).text) != ""


def test_a_mark_leads_to_its_record(reader: TestClient) -> None:
    found = read(reader, "/reports/kurier-1")
    marks = [link for link in found.links if link.startswith(("#e-", "#n-"))]
    assert marks
    assert {link[1:] for link in marks} <= {*found.ids}


@pytest.mark.parametrize("name", ODD)
def test_reports_are_found_whatever_they_are_called(reader: TestClient, name: str) -> None:
    assert read(reader, addresses.report(name)).ids


@pytest.mark.parametrize("name", [".", ".."])
def test_names_that_are_steps_of_a_path_are_asked_for_by_query(reader: TestClient, name: str) -> None:
    assert addresses.report(name, 3, 5) == f"/reports?name={name}&at=3-5#p-3"
    assert reader.get(addresses.report(name)).status_code == 404


WRONG = [
    ("/stories/story-none", 404), ("/stories/%2e%2e%2f", 404), ("/reports/none", 404), ("/records/none", 404),
    ("/entities/entity-none", 404), ("/entities/of/none", 404), ("/stories/of?report=none", 404), ("/none", 404),
    ("/static/none", 404), ("/static/..%2fapp.py", 404), ("/?since=yesterday", 400), ("/?until=2027-13", 400),
    ("/?page=0", 400), ("/?page=x", 400), ("/?page=٣", 400), ("/?page=99999999999", 400), ("/?order=worst", 400),
    ("/entities?kind=GPE", 400), ("/reports/kurier-1?at=x", 400), ("/reports/kurier-1?at=5-x", 400),
    ("/corrections?standing=none", 400),
]  # fmt: skip


@pytest.mark.parametrize(("address", "code"), WRONG)
def test_what_is_not_there_or_not_understood_is_a_page_with_a_way_on(
    reader: TestClient, kept: Path, address: str, code: int
) -> None:
    answer = reader.get(address)
    assert answer.status_code == code
    found = Read(answer.text)
    assert found.wrong == []
    assert "/" in found.own
    assert str(kept.parent) not in answer.text
    assert "Traceback" not in answer.text


def test_a_page_beyond_the_last_is_the_last(reader: TestClient) -> None:
    assert read(reader, "/entities?page=500").texts == read(reader, "/entities?page=1").texts


PAGED = [
    ("timeline", timelines, "SIZE", re.compile(r'<a class="record" href="(/records/line-\w+)"')),
    ("statements", statement_pages, "SIZE", re.compile(r'<a class="record" href="(/records/statement-\w+)"')),
    ("figures", figure_pages, "ALONE", re.compile(r'<a class="record" href="(/records/figure-\w+)"')),
]


@pytest.mark.parametrize(("section", "module", "size", "row"), PAGED)
def test_pages_lose_no_row_and_repeat_none(
    reader: TestClient, story: str, section: str, module: object, size: str, row: re.Pattern[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    whole = row.findall(reader.get(f"/stories/{story}/{section}").text)
    monkeypatch.setattr(module, size, 7)
    paged = list(all_pages(reader, f"/stories/{story}/{section}", row))
    assert [len({*one}) for one in (whole, paged)] == [len(whole), len(paged)]
    assert {*whole} <= {*paged}


def test_pages_of_names_lose_nobody_and_repeat_nobody(
    reader: TestClient, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entity_pages, "SIZE", 4)
    found = list(all_pages(reader, "/entities", re.compile(r'<th scope="row"><a href="/entities/([\w-]+)"')))
    with Store(kept, create=False) as store:
        assert sorted(found) == sorted(row.id for row in store.rows("entities"))


def all_pages(client: TestClient, address: str, row: re.Pattern[str]) -> Iterator[str]:
    for _ in range(200):
        page = client.get(address).text
        yield from row.findall(page)
        if (further := re.search(r'rel="next" href="([^"]+)"', page)) is None:
            return
        address = further[1].replace("&amp;", "&")
    raise AssertionError("there is no last page")


def test_lines_are_filtered_by_what_is_asked(reader: TestClient, kept: Path, story: str) -> None:
    with Store(kept, create=False) as store:
        rows = [row for row in store.rows("chronicle") if row.story == story]
    shown = re.compile(r'href="/records/(line-\w+)"')
    asked = {
        "type=PROTEST": lambda row: row.event_type == "PROTEST",
        "origins=2": lambda row: len(row.origins) >= 2,
        "since=2027-05-10": lambda row: (row.latest or row.no_later or "9999") >= "2027-05-10",
        "until=2027-05": lambda row: (row.earliest or "0000") <= "2027-05-31",
        "place=MORZANY": lambda row: "morzany" in (row.place or "").lower(),
    }
    for query, fits in asked.items():
        found = [*all_pages(reader, f"/stories/{story}/timeline?{query}", shown)]
        assert {*found} == {row.id for row in rows if fits(row)}, query


def test_names_are_found_without_marks(reader: TestClient) -> None:
    assert "Bogumił Sarecki" in reader.get("/entities?q=BOGUMIL").text
    assert "Bogumił Sarecki" not in reader.get("/entities?q=bogumil&kind=ORG").text


def test_an_event_shows_all_its_mentions(reader: TestClient, kept: Path) -> None:
    with Store(kept, create=False) as store:
        rows: list[EventRow] = store.rows("events")
    counts = Counter(row.event for row in rows if row.event)
    event, size = counts.most_common(1)[0]
    assert size > 1
    own = {row.id for row in rows if row.event == event}
    found = {*re.findall(r'href="/records/(event-\w+)"', reader.get(f"/records/{event}").text)}
    assert own - {event} <= found


def test_the_reasons_of_a_record_are_those_that_are_explained(reader: TestClient, kept: Path) -> None:
    from kronika import api

    with Store(kept, create=False) as store:
        row = next(row for row in store.rows("figures") if row.attributed_to)
    language = reader.app.state.setting.language  # type: ignore[attr-defined]
    reasons = api.explain(f"{row.article}:{row.start}", kept, language).reasons
    page = "".join(read(reader, f"/records/{row.id}").texts)
    told = [because for reason in reasons for because in reason.because]
    assert [because for because in told if because not in page] == []


def test_a_retired_story_leads_to_that_into_which_it_went(reader: TestClient, kept: Path, story: str) -> None:
    import sqlite3

    with sqlite3.connect(kept) as db:
        db.execute("INSERT OR REPLACE INTO redirects VALUES ('story-gone', ?)", (story,))
    for section in ("", *SECTIONS):
        end = f"/{section}" if section else ""
        answer = reader.get(f"/stories/story-gone{end}")
        assert (answer.status_code, answer.headers["location"]) == (307, f"/stories/{story}{end}")


def test_the_words_asked_for_stay_in_the_search(reader: TestClient) -> None:
    assert (
        'value="port &amp; &#34;ląd&#34;"'
        in reader.get(f"/search?q={quote(chr(34).join(['port & ', 'ląd', '']))}").text
    )


@pytest.mark.parametrize(
    "address", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:x", "", "/ł"]
)
def test_nobody_is_led_elsewhere(address: str) -> None:
    assert addresses.local(address) == "/"
