"""The page in the hands of a reader: three tasks in few actions, addresses of views, print, with scripts off."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from sample import EXAMPLES, read
from test_page import page_of_a_proof
from visiting import IN_A_BROWSER, KEEPS_TO_THE_WINDOW, Visit, saved

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = IN_A_BROWSER

MOST_ACTIONS = 4
SECTIONS = ("timeline", "disagreements", "figures", "statements", "actors", "shared", "reports")
EVERYWHERE = [{"width": 1280}, {"width": 360}]
WITHOUT_SCRIPT = [{"width": 1280, "java_script_enabled": False}, {"width": 360, "java_script_enabled": False}]


class Reader:
    """Somebody at the page who counts what is done: each click and each word that is typed."""

    def __init__(self, visit: Visit) -> None:
        self.tab, self.actions = visit.tab, 0

    def click(self, what: Any) -> Any:
        self.actions += 1
        what.click()
        return what

    def section(self, name: str) -> Any:
        """Goes to a section by the links at the top."""
        self.click(self.tab.locator(f'.sections a[href$="-{name}"]'))
        return self.tab.locator(f"section.{name}")


@pytest.fixture(params=EVERYWHERE, ids=str)
def visit(browser: Any, example_pages: dict[str, Path], request: pytest.FixtureRequest) -> Any:
    with Visit(browser, example_pages["en"].as_uri(), **request.param) as made:
        yield made


def lit(visit: Visit) -> str:
    return "".join(visit.tab.locator(".m.here").all_text_contents())


def articles_of(table: str) -> set[str]:
    rows = map(json.loads, (EXAMPLES / "_truth" / f"{table}.jsonl").read_text(encoding="utf-8").splitlines())
    return {row[name] for row in rows for name in ("article", "other")}


# ----------------------------------------------------------------------- tasks


def test_task_who_first_gave_the_figure_of_the_killed(visit: Visit) -> None:
    reader = Reader(visit)
    figures = reader.section("figures")
    history = figures.locator(".history").first
    assert history.locator("h4, h3").first.inner_text().startswith("Killed")
    first = history.locator(".points .line").first
    reader.click(first.locator("th a[data-e]").first)
    assert lit(visit) == "co najmniej 17"
    assert visit.sees(".m.here")
    assert visit.tab.locator(".report:has(.m.here) .report-name").inner_text() == "glos-portu-01.txt"
    assert reader.actions <= MOST_ACTIONS


def test_task_which_reports_are_copies(visit: Visit) -> None:
    reader = Reader(visit)
    shared = reader.section("shared")
    assert visit.sees(".copies .line th")
    told = shared.locator(".copies .line")
    names = {one.inner_text().strip() for one in told.locator("th a[data-e]").all()}
    assert names == articles_of("reuse")
    shares = [int(found) for found in re.findall(r"(\d+)%", shared.locator(".copies").inner_text())]
    assert shares == sorted(shares, reverse=True)
    other = told.first.locator("td a").first
    pair = visit.tab.locator(str(other.get_attribute("href")))
    assert not pair.locator("table").is_visible()
    reader.click(other)
    assert pair.locator("table.beside").is_visible()
    assert visit.sees(f"#{pair.get_attribute('id')} summary")
    assert reader.actions <= MOST_ACTIONS


def test_task_to_cite_the_passage_of_a_quotation(visit: Visit) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader = Reader(visit)
    statements = reader.section("statements")
    quotation = statements.locator(".line .said q a[data-e]").first
    words = quotation.inner_text()
    line = statements.locator(".line:has(.said q)").first.get_attribute("id")
    reader.click(quotation)
    cited = visit.tab.locator("#passage-cited").inner_text()
    found = re.fullmatch(r"“(.+)” \((.+)\) – (.+), characters (\d+)–(\d+)", cited)
    assert found
    quote, speaker, report, start, end = found.groups()
    assert quote == words
    group = statements.locator(f".group:has(#{line})").locator("h3, h4").first.inner_text()
    assert group.startswith(speaker)
    assert lit(visit) == words
    name = visit.tab.locator(".report:has(.m.here) .report-name").inner_text()
    assert name in report.split(", ")
    text = read((name,))[name]["text"]
    assert text[int(start) : int(end)] == words, "the characters of the report itself"
    reader.click(visit.tab.locator(".bar-copy"))
    playwright.expect(visit.tab.locator(".bar-copy")).to_have_text("Copied")
    assert visit.tab.evaluate("getSelection().toString()") == cited
    assert visit.tab.evaluate("navigator.clipboard.readText()") == cited
    assert reader.actions <= MOST_ACTIONS
    visit.tab.locator(".bar-back").click()
    assert visit.tab.url.endswith(f"#{line}")
    assert visit.sees(f"#{line}")
    assert not visit.tab.locator("#passage-bar").is_visible()


# ------------------------------------------------------------- there and back


def test_a_figure_leads_to_its_passage_and_back_by_the_bar_the_mark_and_history(visit: Visit) -> None:
    line = visit.tab.locator(".figures .points .line").nth(1)
    anchor = str(line.get_attribute("id"))
    link = line.locator("th a[data-e]").first
    passage = str(link.get_attribute("href"))
    back = [
        lambda: visit.tab.locator(".bar-back").click(),
        lambda: visit.tab.locator(passage).click(),
        lambda: visit.tab.go_back(),
    ]
    visit.tab.locator(f"#{anchor} a[href='{passage}']").first.click()
    for number, act in enumerate(back):
        if number:
            link.click()
        assert visit.tab.url.endswith(passage)
        assert visit.sees(passage)
        assert lit(visit) == link.inner_text()
        if number == 2:
            visit.tab.evaluate(f"location.hash = '{anchor}'")
            visit.tab.go_back()
            assert lit(visit) == link.inner_text(), "history keeps the end of the passage"
            continue
        act()
        if "several" in str(visit.tab.locator(passage).get_attribute("class")) and number == 1:
            visit.tab.locator(f'.backs.opened a[href="#{anchor}"]').click()
        assert visit.tab.url.endswith(f"#{anchor}")
        assert visit.sees(f"#{anchor}")


def test_a_passage_of_a_proof_lights_up_to_its_end_and_no_further(browser: Any, tmp_path: Path) -> None:
    with Visit(browser, saved(page_of_a_proof(), tmp_path)) as visit:
        visit.open_all()
        texts = visit.tab.locator(".text").all_text_contents()
        link = visit.tab.locator('.line .proof a[data-e][href="#r-b-7"]').first
        for _ in range(2):
            link.click()
            assert visit.sees("#r-b-7")
            assert lit(visit) == link.inner_text() == "trwa w sobotę."
            assert "“trwa w sobotę.”" in visit.tab.locator("#passage-cited").inner_text()
        visit.tab.keyboard.press("Escape")
        assert lit(visit) == ""
        assert visit.tab.locator(".text").all_text_contents() == texts
        assert visit.tab.locator(".part-lit").count() == 0


def test_the_bar_is_closed_by_its_button_and_by_escape(visit: Visit) -> None:
    for close in (lambda: visit.tab.locator(".bar-close").click(), lambda: visit.tab.keyboard.press("Escape")):
        visit.tab.locator(".timeline .sentence a[data-e]").first.click()
        assert visit.tab.locator("#passage-bar").is_visible()
        close()
        assert not visit.tab.locator("#passage-bar").is_visible()
        assert lit(visit) == ""


def test_a_disagreement_is_opened_its_sides_stand_beside_one_another_and_lead_to_their_words(visit: Visit) -> None:
    Reader(visit).section("disagreements")
    matter = visit.tab.locator(".matter").first
    assert visit.sees(f"#{matter.get_attribute('id')} h3")
    boxes = [side.bounding_box() for side in matter.locator(".side").all()]
    assert len(boxes) > 1
    columns = {round(box["x"]) for box in boxes}
    assert (len(columns) > 1) == (visit.tab.viewport_size["width"] > 1000)
    why = matter.locator("details.more p")
    assert not why.is_visible()
    matter.locator("details.more summary").click()
    assert why.is_visible()
    link = matter.locator(".side .sentence a[data-e]").last
    link.click()
    assert visit.sees(str(link.get_attribute("href")))
    assert visit.tab.locator("#passage-bar").is_visible()


def test_shared_text_stands_side_by_side_and_leads_into_either_report(visit: Visit) -> None:
    pair = visit.tab.locator("details.pair").first
    pair.locator("summary").click()
    names = pair.locator("h4, h3").first.inner_text().split(" · ")
    for number, name in enumerate(names):
        link = pair.locator(".both a[data-e], td[data-label] a[data-e]").nth(number)
        link.click()
        assert visit.sees(str(link.get_attribute("href")))
        assert visit.tab.locator(".report:has(.m.here) .report-name").inner_text() == name


def test_an_actor_leads_to_what_is_said(visit: Visit) -> None:
    link = visit.tab.locator(".cast td a").first
    speaker = visit.tab.locator(str(link.get_attribute("href")))
    name = visit.tab.locator(".cast tbody:has(td a)").first.locator("th > span").inner_text()
    link.click()
    assert visit.sees(f"#{speaker.get_attribute('id')}")
    assert speaker.locator("h3").inner_text().startswith(name)


# -------------------------------------------------------------------- addresses


@pytest.mark.parametrize("more", [*EVERYWHERE, *WITHOUT_SCRIPT], ids=str)
def test_every_view_has_an_address(browser: Any, example_pages: dict[str, Path], more: dict[str, Any]) -> None:
    """Section, report, group, line, passage: whoever opens the address sees it at once."""
    address = example_pages["en"].as_uri()
    html = example_pages["en"].read_text(encoding="utf-8")
    story = re.search(r'<section class="story" id="(s-\w+)"', html)
    assert story
    anchors = [f"{story[1]}-{name}" for name in SECTIONS]
    anchors += [re.findall(rf'<(?:div|tbody|details)[^>]* id="({kind}-[\w-]+)"', html)[-1] for kind in "dhavcp"]
    lines = re.findall(r'<(?:li|tbody) class="line[^"]*" id="([\w-]+)"', html)
    reports = re.findall(r'<article class="report" id="([\w-]+)"', html)
    passages = re.findall(r'<a class="m [^"]*" id="(r-\w+-\d+)"', html)
    anchors += [lines[20], reports[3], passages[40]]
    visit = Visit(browser, address, **more)
    for anchor in anchors:
        visit.tab.goto("about:blank")
        visit.tab.goto(f"{address}#{anchor}")
        place = f"#{anchor}" + (" summary" if anchor.startswith("p-") else "")
        assert visit.tab.locator(place).first.evaluate(
            "e => { const b = e.getClientRects()[0]; return !!b && b.bottom > 0 && b.top < innerHeight; }"
        ), anchor
        if anchor in (lines[20], passages[40]):
            assert visit.sees(place), anchor
    visit.tab.goto("about:blank")
    visit.tab.goto(f"{address}#{passages[40]}")
    ground = visit.tab.locator(f"#{passages[40]}").evaluate("e => getComputedStyle(e).backgroundColor")
    assert ground == "rgb(255, 210, 77)"
    assert visit.errors == []
    visit.context.close()


def test_an_address_that_is_on_no_page_is_no_error(browser: Any, example_pages: dict[str, Path]) -> None:
    address = example_pages["en"].as_uri()
    visit = Visit(browser, address)
    for anchor in ("r-000000-1", "%", "%E0%A4%A", "constructor", "main"):
        visit.tab.goto("about:blank")
        visit.tab.goto(f"{address}#{anchor}")
        assert visit.tab.locator(".filters").is_visible(), "what needs the script is there"
    assert visit.errors == []
    visit.context.close()


# ------------------------------------------------------- without script, on paper


@pytest.mark.parametrize("more", WITHOUT_SCRIPT, ids=str)
def test_without_script_all_can_be_read_and_reached(browser: Any, example_pages: dict[str, Path], more: Any) -> None:
    with Visit(browser, example_pages["en"].as_uri(), **more) as visit:
        for hidden in (".search", ".filters", ".zoom", "#passage-bar"):
            assert not visit.tab.locator(hidden).first.is_visible(), hidden
        assert visit.tab.evaluate(KEEPS_TO_THE_WINDOW)
        assert visit.tab.locator(".scale svg .pin").first.is_visible()
        folded = visit.tab.locator("details:not([open]) .line").count()
        assert visit.tab.locator(".line:visible").count() == visit.tab.locator(".line").count() - folded
        link = visit.tab.locator(".figures .points th a[data-e]").first
        link.click()
        assert visit.sees(str(link.get_attribute("href")))
        pair = visit.tab.locator("details.pair").first
        pair.locator("summary").click()
        assert pair.locator("table").is_visible()


PRINTED = """() => {
  const seen = e => e.checkVisibility({contentVisibilityAuto: false});
  const unseen = [...document.querySelectorAll(".text > p:not(.backs), .line, .beside td, .matrix td a, .side, svg")]
    .filter(e => !seen(e) || !e.getClientRects().length);
  return unseen.map(e => `${e.tagName}.${e.className} ${e.textContent.slice(0, 40)}`);
}"""


@pytest.mark.parametrize("script", [True, False])
def test_on_paper_all_is_shown_and_what_only_works_on_a_screen_is_not(
    browser: Any, example_pages: dict[str, Path], script: bool
) -> None:
    with Visit(browser, example_pages["pl"].as_uri(), java_script_enabled=script, color_scheme="dark") as visit:
        if script:
            visit.tab.locator(".timeline .sentence a[data-e]").first.click()
        visit.tab.emulate_media(media="print")
        for hidden in (".sections", ".legend", ".filters", ".zoom", "#passage-bar", ".skip"):
            assert not visit.tab.locator(hidden).first.is_visible(), hidden
        assert visit.tab.evaluate(PRINTED) == []
        assert visit.tab.locator(".reports").evaluate("e => e.scrollHeight <= e.clientHeight + 1")
        assert visit.tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        closed = visit.tab.locator("details:not([open])").count()
        pdf = visit.tab.pdf(format="A4")
        assert pdf.startswith(b"%PDF-")
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 10
        assert visit.tab.locator("details:not([open])").count() == closed, "what paper opened is closed again"


@pytest.mark.parametrize("visit", [{}], indirect=True, ids=str)
def test_a_search_hides_nothing_from_a_link(visit: Visit) -> None:
    visit.tab.locator('.search input[type="search"]').fill("maklavic prezydent")
    playwright.expect(visit.tab.locator(".search output")).to_contain_text("of")
    link = visit.tab.locator(".cast .line:not([hidden]) td a").first
    group = str(link.get_attribute("href"))
    assert visit.tab.locator(group).is_hidden()
    link.click()
    assert visit.tab.locator(group).is_visible()


@pytest.mark.parametrize("visit", [{}], indirect=True, ids=str)
def test_the_passage_bar_gives_the_focus_back(visit: Visit) -> None:
    visit.tab.locator(".statements .said a[data-e]").first.click()
    visit.tab.locator(".bar-close").press("Enter")
    assert visit.tab.evaluate("document.activeElement.matches('.m')")
    assert not visit.tab.locator("#passage-bar").is_visible()


@pytest.mark.parametrize("visit", [{}], indirect=True, ids=str)
def test_only_what_is_said_is_cited_with_its_speaker(visit: Visit) -> None:
    visit.tab.locator(".statements .support a[data-e]").first.click()
    assert re.search(r"^“[^”]+” – ", visit.tab.locator("#passage-cited").inner_text())
