"""Slides for TimelineJS: their form by a schema of our own, made from the page that documents the JSON
(https://timeline.knightlab.com/docs/json-format.html); then TimelineJS itself draws them in Chromium."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest
from drawn import LIBRARY, Drawn, served
from exported import SETS, exported, store

from kronika import exports
from kronika.exporting import timelinejs
from kronika.exporting.timelinejs import MOST_GROUPS, dates
from kronika.records import ArticleRow, ChronicleRow, DisagreementRow, EvidenceRow, SideRow, SummaryRow
from kronika.showing.chronicle_phrases import ChroniclePhrases
from kronika.showing.facts import facts_of
from tests.showing.visiting import IN_A_BROWSER

DOCUMENT = Path(__file__).parents[2] / "docs" / "formats" / "timelinejs.md"
PAGE_SHOWN = re.compile(r"^```html\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CDN = "https://cdn.knightlab.com/libs/timeline3/latest/"
EVERY = pytest.mark.parametrize("name", SETS)
DATE = {
    "type": "object",
    "required": ["year"],
    "properties": {"year": {"type": "integer"}, "month": {"minimum": 1, "maximum": 12}, "day": {"maximum": 31}},
    "dependentRequired": {"day": ["month"]},
    "additionalProperties": False,
}
TEXT = {"type": "object", "required": ["headline", "text"], "additionalProperties": {"type": "string", "minLength": 1}}
EVENT = {
    "type": "object",
    "required": ["unique_id", "start_date", "display_date", "text", "autolink"],
    "properties": {
        "unique_id": {"type": "string"},
        "start_date": DATE,
        "end_date": DATE,
        "display_date": {"type": "string", "pattern": "[0-9]{4}"},
        "group": {"type": "string"},
        "autolink": {"const": False},
        "text": TEXT,
    },
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "required": ["scale", "title", "events"],
    "properties": {
        "scale": {"const": "human"},
        "title": {"type": "object", "required": ["text"], "not": {"required": ["start_date"]}},
        "events": {"type": "array", "items": EVENT, "minItems": 1, "maxItems": timelinejs.MOST},
    },
    "additionalProperties": False,
}


class Read(HTMLParser):
    """The tags, links and text of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"href", "target", "rel"}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def told(name: str) -> dict[str, Any]:
    """The one story of a set."""
    folder, _ = exported(name, "timelinejs")
    [path] = folder.glob("story-*.json")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def lines(name: str) -> dict[str, dict[str, Any]]:
    folder, _ = exported(name, "jsonl")
    rows = map(json.loads, (folder / "chronicle.jsonl").read_text(encoding="utf-8").splitlines())
    return {row["id"]: row for row in rows}


def iso(date: dict[str, int] | None) -> str | None:
    return f"{date['year']}-{date['month']:02}-{date['day']:02}" if date else None


@EVERY
def test_the_json_is_as_documented(name: str) -> None:
    jsonschema.validate(told(name), SCHEMA)


@EVERY
def test_every_line_of_a_known_day_is_a_slide_with_its_sentence_days_and_reports(name: str) -> None:
    rows, events = lines(name), told(name)["events"]
    known = [row for row in rows.values() if row["earliest"] and (row["latest"] or row["lasting"])]
    assert [e["unique_id"] for e in events] == [row["id"] for row in sorted(known, key=lambda row: row["rank"])]
    for event in events:
        row, read = rows[event["unique_id"]], Read(event["text"]["text"])
        assert iso(event["start_date"]) == row["earliest"]
        assert iso(event.get("end_date")) == (row["latest"] if row["latest"] != row["earliest"] else None)
        assert " ".join(row["sentence"].split()) in read.text
        assert all(article.strip() in read.text for article in row["articles"])
        assert all(f"characters {words['start']}–{words['end']}" in read.text for words in row["evidence"])


@EVERY
def test_what_stands_on_no_slide_is_counted(name: str) -> None:
    rows, events = lines(name), told(name)["events"]
    _, done = exported(name, "timelinejs")
    left = sum(int(note.split()[0].replace(",", "")) for note in done.notes if " lines left out: " in note)
    assert len(events) + left == len(rows)
    assert [*done.files.values()] == [len(events)]


@EVERY
def test_nothing_that_a_report_says_becomes_markup(name: str) -> None:
    story = told(name)
    texts = [slide["text"] for slide in (story["title"], *story["events"])]
    for text in texts:
        assert Read(text["headline"]).tags == set()
        read = Read(text["text"])
        assert read.tags <= {"p", "strong", "ul", "li", "a"}
        assert all(link.startswith(("https://", "http://")) for link in read.links)


def test_few_kinds_have_a_row_of_their_own() -> None:
    groups = [event["group"] for event in told("examples")["events"] if "group" in event]
    assert len({*groups}) == MOST_GROUPS
    assert "coercion" in groups


def test_the_words_are_those_of_the_language() -> None:
    folder, _ = exported("examples", "timelinejs", "pl")
    [path] = folder.glob("story-*.json")
    shown = [event["display_date"] for event in json.loads(path.read_text(encoding="utf-8"))["events"]]
    assert "8 maja 2027" in shown


def test_a_large_story_keeps_its_heaviest_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timelinejs, "MOST", 4)
    done = exports.export(tmp_path, store("examples"), "timelinejs")
    [path] = tmp_path.glob("story-*.json")
    assert json.loads(path.read_text(encoding="utf-8"))["events"] == told("examples")["events"][:4]
    assert any(note.startswith("22 of 85 lines left out: only the 4 heaviest") for note in done.notes)


def test_the_bytes_are_the_same_twice(tmp_path: Path) -> None:
    exports.export(tmp_path, store("examples"), "timelinejs")
    folder, _ = exported("examples", "timelinejs")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in tmp_path.iterdir()
    }


# ---------------------------------------------------------------- a story of our own


def line(**more: Any) -> ChronicleRow:
    return ChronicleRow(**{"id": "line-1", "story": "story-1", "sentence": "Coś się stało.", **more})


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (("2027-05-04", "2027-05-04"), ({"year": 2027, "month": 5, "day": 4}, None)),
        (("2027-05-01", "2027-05-31"), ({"year": 2027, "month": 5}, None)),
        (("2027-01-01", "2027-12-31"), ({"year": 2027}, None)),
        (
            ("2027-05-01", "2027-05-30"),
            ({"year": 2027, "month": 5, "day": 1}, {"year": 2027, "month": 5, "day": 30}),
        ),
        (("2027-05-01", None), "open"),
        ((None, "2027-05-01"), "open"),
        ((None, None), "unknown"),
    ],
)
def test_dates_are_no_narrower_than_what_is_known(given: tuple[str | None, str | None], wanted: object) -> None:
    assert dates(line(earliest=given[0], latest=given[1])) == wanted


def test_what_went_on_needs_its_first_day_only() -> None:
    assert dates(line(earliest="2027-05-01", lasting=True)) == ({"year": 2027, "month": 5, "day": 1}, None)
    assert dates(line(latest="2027-05-01", lasting=True)) == "open"


def slides(*rows: ChronicleRow, uri: str | None = None, disagreements: tuple[DisagreementRow, ...] = ()) -> Any:
    report = ArticleRow(id="a", article="a.txt", uri=uri, title="<img src=x>", sha256="", encoding="utf-8")
    tables = {"articles": [report], "passages": [], "chronicle": list(rows), "disagreements": list(disagreements)}
    summary = SummaryRow(id="s", story="story-1", title="T", lead="L", articles=["a.txt"], outlets=["a.txt"])
    story = SimpleNamespace(id="story-1", summary=summary, rows=tables.__getitem__, facts=facts_of(tables))
    return timelinejs._Slides(story, ChroniclePhrases("en"))


def words(start: int, article: str = "a.txt") -> EvidenceRow:
    return EvidenceRow(article=article, start=start, end=start + 5, text="wybuch", rule="told")


@pytest.mark.parametrize("uri", ["javascript:alert(1)", "data:text/html,<script>", "file:///etc/passwd", "/home/x"])
def test_only_addresses_of_the_web_become_links(uri: str) -> None:
    [event] = slides(line(earliest="2027-05-01", latest="2027-05-01", articles=["a.txt"]), uri=uri).events()
    assert Read(event["text"]["text"]).links == []
    assert uri not in event["text"]["text"]


def test_an_address_cannot_leave_its_attribute() -> None:
    row = line(earliest="2027-05-01", latest="2027-05-01", articles=["a.txt"])
    [event] = slides(row, uri='https://x.example/"onclick="alert(1)').events()
    assert Read(event["text"]["text"]).links == ["https://x.example/%22onclick=%22alert(1)"]


def test_a_whole_month_is_written_as_one_and_a_stretch_as_uncertain() -> None:
    month, some = (line(id=last, earliest="2027-05-01", latest=f"2027-05-{last}") for last in ("31", "20"))
    shown = {event["unique_id"]: event["display_date"] for event in slides(month, some).events()}
    assert shown == {"31": "May 2027", "20": "between 1 May 2027 and 20 May 2027"}


def test_what_is_not_told_as_done_says_so_in_its_headline() -> None:
    day = {"earliest": "2027-05-01", "latest": "2027-05-01", "event_type": "PROTEST", "mode": "demo"}
    [event] = slides(line(**day, modality="negated", actor=["związek <b>"])).events()
    assert event["text"]["headline"] == "Demonstration · związek &lt;b&gt; · negated"


def test_a_slide_says_where_reports_differ_on_it() -> None:
    sides = [
        SideRow(claim=number, sentence="S.", holders=[who], mentions=[f"figure-{number}"])
        for number, who in (("21", "Ministerstwo"), ("35", "<źródła>"))
    ]
    told, other = (
        DisagreementRow(id=id_, story="story-1", about="x", symbol="killed", kind="figure", rule="r", why="w", sides=of)
        for id_, of in (("d1", sides), ("d2", sides[:1]))
    )
    row = line(earliest="2027-05-01", latest="2027-05-01", figures=["figure-35"], evidence=[words(0), words(9)])
    made = slides(row, disagreements=(told, other))
    [event] = made.events()
    assert (
        "<strong>Where the reports differ:</strong> killed: 21 (Ministerstwo) / 35 (&lt;źródła&gt;)"
        in event["text"]["text"]
    )
    assert "characters 0–5 · characters 9–14" in event["text"]["text"]
    assert made.seen["apart"] == 1


def test_a_story_without_a_known_day_has_no_file() -> None:
    made = slides(line(), line(id="line-2", earliest="2027-05-01"))
    assert made.shown == []
    assert (made.seen["empty"], made.seen["unknown"], made.seen["open"]) == (1, 1, 1)


# ---------------------------------------------------------------- TimelineJS itself


DRAWING = [
    *IN_A_BROWSER,
    pytest.mark.skipif(not LIBRARY.exists(), reason="npm ci --prefix tests/exporting/npm installs TimelineJS"),
]


@pytest.mark.parametrize("name", [pytest.param(name, marks=DRAWING) for name in SETS])
def test_timelinejs_draws_all_slides_complains_of_nothing_and_runs_nothing_of_a_report(browser: Any, name: str) -> None:
    folder, _ = exported(name, "timelinejs")
    story = told(name)
    with served(folder) as address:
        [path] = folder.glob("story-*.json")
        found = Drawn(browser, address, path.name)
    assert found.wrong == []
    assert found.scripts == 2  # the library and the page's own
    shown = {slide["id"]: slide for slide in found.slides}
    title = shown.pop(story["title"]["unique_id"])
    assert title["headline"] == Read(story["title"]["text"]["headline"]).text
    assert len(found.slides) == 1 + len(story["events"])
    for event in story["events"]:
        slide, read = shown[event["unique_id"]], Read(event["text"]["text"])
        assert slide["date"] == event["display_date"]
        assert slide["headline"] == Read(event["text"]["headline"]).text
        assert (slide["text"], slide["links"]) == (read.text, read.links)
        assert {*slide["tags"]} <= read.tags | {"div", "h2", "h3"}
        assert found.days[event["unique_id"]] == [iso(event["start_date"]), iso(event.get("end_date"))]
    assert {*filter(None, found.groups)} == {event["group"] for event in story["events"] if "group" in event}


@pytest.mark.parametrize("name", [pytest.param("examples", marks=DRAWING)])
def test_the_page_in_the_document_draws_the_story(browser: Any, name: str) -> None:
    folder, _ = exported(name, "timelinejs")
    [path] = folder.glob("story-*.json")
    page = PAGE_SHOWN.search(DOCUMENT.read_text(encoding="utf-8"))
    assert page
    html = re.sub(r"story-\w+\.json", path.name, page[1])
    context = browser.new_context()
    context.route(f"{CDN}**", lambda route: route.fulfill(path=LIBRARY / route.request.url.removeprefix(CDN)))
    with served(folder) as address:
        start = f"{address}/index.html"
        context.route(start, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        tab = context.new_page()
        tab.goto(start)
        tab.wait_for_function("document.querySelectorAll('.tl-slide').length > 1", timeout=8_000)
        assert tab.locator(".tl-slide").count() == 1 + len(told(name)["events"])
    context.close()


def test_a_headline_tells_to_whom_alone_where_nobody_is_named_who_acts() -> None:
    day = {"earliest": "2027-05-01", "latest": "2027-05-01", "event_type": "COERCE", "mode": "arrest"}
    told_ = [line(**day, recipient=["Nowak"]), line(**day), line(**day, actor=["police"], recipient=["Nowak"])]
    headlines = [event["text"]["headline"] for event in slides(*told_).events()]
    assert headlines == ["Arrest → Nowak", "Arrest", "Arrest · police → Nowak"]


def test_a_whole_month_or_year_has_its_name_in_every_format() -> None:
    between = ChroniclePhrases("en").between
    assert between("2027-05-01", "2027-05-31") == "May 2027"
    assert between("2027-01-01", "2027-12-31") == "2027"
    assert between("2027-05-01", "2027-05-30") == "between 1 May 2027 and 30 May 2027"
    assert between("2027-05-01", None) == "1 May 2027 or later"
    assert between("2027-05-01", "2027-05-01") == "1 May 2027"
