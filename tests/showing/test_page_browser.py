"""The report page in a browser: no request, no error, there and back again, with and without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import counted
import pytest
import spoken
from sample import Sample
from test_page import anchor
from visiting import IN_A_BROWSER, KEEPS_TO_THE_WINDOW, Visit, saved

from kronika.records import ArticleRow, Chronicle, Linked, ReuseRow, StatementRow, StoryRow
from kronika.showing.page import render

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def address(page: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    return saved(page, tmp_path_factory.mktemp("page"))


@pytest.fixture
def visit(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    with Visit(browser, address, **getattr(request, "param", {})) as made:
        yield made


SIZES = [
    {"width": 1280},
    {"width": 360},
    {"width": 1280, "java_script_enabled": False},
    {"width": 360, "java_script_enabled": False},
]


@pytest.mark.parametrize("visit", SIZES, indirect=True, ids=str)
def test_a_line_leads_to_its_passage_and_the_passage_back(visit: Visit) -> None:
    line = visit.tab.locator(".timeline .line").nth(1)
    anchor = line.get_attribute("id")
    link = line.locator("a[data-e]").first
    passage = str(link.get_attribute("href"))
    link.click()
    assert visit.sees(passage)
    back = visit.tab.locator(passage)
    assert back.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 210, 77)"
    back.click()
    if "several" in str(back.get_attribute("class")):
        visit.tab.locator(f'.backs a[href="#{anchor}"]').and_(visit.tab.locator(":visible")).first.click()
    assert visit.tab.url.endswith(f"#{anchor}")
    assert visit.sees(f"#{anchor}")


@pytest.mark.parametrize("visit", [{}, {"java_script_enabled": False}], indirect=True, ids=str)
def test_a_passage_of_several_lines_lists_them(visit: Visit) -> None:
    several = visit.tab.locator("a.m.several").first
    lists = visit.tab.locator(str(several.get_attribute("href")))
    assert not lists.is_visible()
    several.click()
    assert lists.is_visible()
    assert lists.locator("a").count() > 1


@pytest.mark.parametrize("visit", [{}, {"java_script_enabled": False}], indirect=True, ids=str)
def test_removed_passages_are_shown_by_the_switch_and_one_by_one(visit: Visit) -> None:
    removed = visit.tab.locator(".removed-text")
    assert removed.count() > 1
    assert not any(one.is_visible() for one in removed.all())
    visit.tab.locator(".removal label").first.click()
    assert [one.is_visible() for one in removed.all()].count(True) == 1
    visit.tab.locator(".show-removed").check()
    assert all(one.is_visible() for one in removed.all())


@pytest.mark.parametrize("visit", [{}, {"java_script_enabled": False}], indirect=True, ids=str)
def test_the_legend_switches_a_kind_of_mark_off(visit: Visit) -> None:
    background = "e => getComputedStyle(e).backgroundColor"
    mark = visit.tab.locator(".text .m.figure").first
    assert mark.evaluate(background) != "rgba(0, 0, 0, 0)"
    visit.tab.locator(".show-figure").uncheck()
    assert mark.evaluate(background) == "rgba(0, 0, 0, 0)"


def test_a_passage_lights_up_to_its_end(visit: Visit, sample: Sample) -> None:
    link = visit.tab.locator(".shared .line a[data-e]").first
    passage, end = str(link.get_attribute("href")), int(str(link.get_attribute("data-e")))
    link.click()
    lit = "".join(visit.tab.locator(".m.here").all_text_contents())
    text = next(sample.texts[row.article] for row in sample.linked.articles if anchor("r", row.id) in passage)
    assert lit == text[int(passage.rsplit("-", 1)[1]) : end]
    assert len(lit) > 200, "a passage with others inside it"


def test_the_back_button_returns(visit: Visit) -> None:
    links = visit.tab.locator(".timeline .sentence a[data-e]")
    first = str(links.nth(0).get_attribute("href"))
    links.nth(0).click()
    links.nth(4).click()
    visit.tab.go_back()
    assert visit.tab.url.endswith(first)
    assert visit.tab.locator(first).evaluate("e => e.classList.contains('here')")


def test_the_filter_leaves_the_lines_that_hold_every_word(visit: Visit) -> None:
    box, output = visit.tab.locator('input[type="search"]'), playwright.expect(visit.tab.locator(".search output"))
    visible = visit.tab.locator(".lines-column .line:not([hidden])")
    everything = visible.count()
    box.fill("maklavic sabotazu")
    output.to_have_text(f"1 of {everything} lines")
    assert "sabotażu" in visible.inner_text()
    box.fill("glos portu UBEZPIECZYŁA")
    output.not_to_have_text(f"1 of {everything} lines")
    assert all("ubezpieczyła" in text for text in visible.all_text_contents())
    box.fill("")
    output.to_have_text("")
    assert visible.count() == everything


def test_going_back_to_a_line_that_the_filter_hides_shows_it(visit: Visit) -> None:
    visit.tab.locator('input[type="search"]').fill("nothing has these words")
    playwright.expect(visit.tab.locator(".search output")).to_contain_text("0 of")
    mark = visit.tab.locator(".text a.m:not(.several)").first
    target = str(mark.get_attribute("href"))
    mark.click()
    assert visit.sees(target)


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True, ids=str)
def test_what_needs_script_is_hidden_without_it(visit: Visit) -> None:
    assert not visit.tab.locator('input[type="search"]').is_visible()


WIDTHS = [{"width": 320}, {"width": 360}, {"width": 1280}, {"width": 1920}]


@pytest.mark.parametrize("visit", WIDTHS, indirect=True, ids=str)
def test_nothing_runs_over_the_edge(visit: Visit) -> None:
    assert visit.tab.evaluate(KEEPS_TO_THE_WINDOW)


COLOURS = [{"color_scheme": "light"}, {"color_scheme": "dark"}]
CONTRAST = """() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const linear = v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * linear(r / 255) + .7152 * linear(g / 255) + .0722 * linear(b / 255);
  const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const poor = [];
  const all = "p, a, h1, h2, h3, td, th, summary, label, mark, .m, small, legend, dt, dd, q, li, span, button";
  for (const e of document.querySelectorAll(all)) {
    if (!e.checkVisibility() || !e.textContent.trim()) continue;
    const a = light(parse(getComputedStyle(e).color)), b = light(behind(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) poor.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
  }
  return [...new Set(poor)];
}"""


@pytest.mark.parametrize("visit", COLOURS, indirect=True, ids=str)
def test_all_text_has_the_contrast_of_wcag_aa(visit: Visit) -> None:
    visit.tab.locator(".show-removed").check()
    visit.tab.locator(".timeline .sentence a[data-e]").first.click()
    assert visit.tab.evaluate(CONTRAST) == []


@pytest.fixture(scope="module")
def many_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page of a story of two reports and of five single ones, one of which shares a passage with the story."""
    text = "Ten sam akapit agencji stoi w wielu gazetach naraz."
    names = [f"{n}.txt" for n in range(7)]
    facts = {"language": "pl", "sha256": "0", "encoding": "utf-8"}
    titles = ["Wybuch", "Wybuch", *(f"Pojedynczy {n}" for n in range(5))]
    linked = Linked(
        articles=[ArticleRow(id=n, article=n, **facts) for n in names],
        stories=[StoryRow(id=n, article=n, story=t[-6:].strip(), title=t) for n, t in zip(names, titles, strict=True)],
        reuse=[ReuseRow(id="u", passage="u", article="0.txt", start=0, end=40, text=text[:40], other="6.txt",
                        other_start=0, other_end=40, similarity=1.0)],
        statements=[StatementRow(id="q", article="6.txt", start=8, end=14, text=text[8:14], direct=True)],
    )  # fmt: skip
    return saved(render(linked, Chronicle(), dict.fromkeys(names, text), [], {}), tmp_path_factory.mktemp("many"))


@pytest.fixture
def many(browser: Any, many_address: str) -> Iterator[Visit]:
    with Visit(browser, many_address) as made:
        yield made


def test_the_contents_unfold_a_single_report(many: Visit) -> None:
    many.tab.locator(".stories summary").click()
    many.tab.get_by_role("link", name="Pojedynczy 3").click()
    assert [fold.evaluate("e => e.open") for fold in many.tab.locator(".fold").all()] == [
        False,
        False,
        False,
        True,
        False,
    ]
    assert many.tab.locator("h3", has_text="Pojedynczy 3").is_visible()


def test_a_passage_leads_into_a_folded_report_and_back(many: Visit) -> None:
    many.tab.locator("details.pair > summary").first.click()
    place = many.tab.locator("details.pair .both a[data-e]").nth(1)
    passage = str(place.get_attribute("href"))
    assert not many.tab.locator(passage).is_visible()
    place.click()
    assert many.sees(passage)
    many.tab.locator(passage).click()
    assert "#c-" in many.tab.url
    assert many.sees(".copies .line.here")


def test_a_single_report_is_filtered_like_a_story(many: Visit) -> None:
    fold = many.tab.locator(".fold").nth(4)
    fold.locator("summary").first.click()
    fold.locator('input[type="search"]').fill("speaker not found akapit")
    playwright.expect(fold.locator(".search output")).to_have_text("1 of 1 lines")


def test_pages_of_many_stories_keep_to_the_window_and_the_contrast(browser: Any, many_address: str) -> None:
    for width, colours in ((320, "light"), (1280, "dark")):
        visit = Visit(browser, many_address, width=width, color_scheme=colours)
        visit.tab.locator(".stories summary").click()
        visit.tab.locator(".fold > summary").first.click()
        assert visit.tab.evaluate(KEEPS_TO_THE_WINDOW)
        assert visit.tab.evaluate(CONTRAST) == []
        visit.context.close()


# -------------------------------------------------------- speakers against claims


@pytest.fixture(scope="module")
def spoken_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    html = render(spoken.linked(), Chronicle(), spoken.TEXTS, [], {})
    return saved(html, tmp_path_factory.mktemp("spoken"))


@pytest.mark.parametrize("more", SIZES, ids=str)
def test_a_mark_of_the_matrix_leads_to_its_statement_and_on_to_its_words(
    browser: Any, spoken_address: str, more: dict[str, Any]
) -> None:
    visit = Visit(browser, spoken_address, **more)
    visit.tab.locator(".matrix .s-denies").click()
    assert visit.tab.url.endswith("#l-shots-not")
    assert visit.sees("#l-shots-not")
    link = visit.tab.locator("#l-shots-not .said a[data-e]")
    passage = str(link.get_attribute("href"))
    link.click()
    assert visit.sees(passage)
    assert visit.errors == []
    visit.context.close()


def test_the_matrix_scrolls_in_its_frame_beside_the_names(browser: Any, spoken_address: str) -> None:
    visit = Visit(browser, spoken_address, width=1100)
    frame = visit.tab.locator(".wide")
    assert frame.evaluate("e => e.scrollWidth > e.clientWidth")
    frame.evaluate("e => { e.scrollLeft = e.scrollWidth }")
    name = visit.tab.locator(".matrix tbody th").last
    left = name.evaluate("e => e.getBoundingClientRect().left - e.closest('.wide').getBoundingClientRect().left")
    assert abs(left) <= 2
    visit.tab.locator('input[type="search"]').fill("Dornik")
    playwright.expect(visit.tab.locator(".search output")).to_have_text("1 of 7 lines")
    visit.tab.locator('input[type="search"]').fill("")
    playwright.expect(visit.tab.locator(".search output")).to_have_text("")
    assert visit.tab.locator(".matrix").is_visible()
    visit.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_each_speaker_is_followed_by_the_claims(browser: Any, spoken_address: str, script: bool) -> None:
    visit = Visit(browser, spoken_address, width=320, java_script_enabled=script)
    assert visit.tab.evaluate(KEEPS_TO_THE_WINDOW)
    assert not any(cell.is_visible() for cell in visit.tab.locator(".matrix .empty").all())
    claim = visit.tab.locator(".matrix td[data-claim]").first
    assert claim.evaluate("e => getComputedStyle(e, '::before').content") == '"wojsko strzelało do tłumu"'
    visit.context.close()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_statements_have_the_contrast_and_keep_to_the_window(browser: Any, spoken_address: str, colours: str) -> None:
    for width in (360, 1280):
        visit = Visit(browser, spoken_address, width=width, color_scheme=colours)
        assert visit.tab.evaluate(CONTRAST) == []
        assert visit.tab.evaluate(KEEPS_TO_THE_WINDOW)
        visit.tab.emulate_media(media="print")
        assert visit.tab.evaluate(KEEPS_TO_THE_WINDOW)
        visit.context.close()


# ------------------------------------------------------------- figures as charts


@pytest.fixture(scope="module")
def counted_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    html = render(counted.linked(), Chronicle(), counted.TEXTS, [], counted.sentences())
    return saved(html, tmp_path_factory.mktemp("counted"))


@pytest.mark.parametrize("more", SIZES, ids=str)
def test_a_chart_and_its_table_show_and_a_figure_leads_to_its_words_and_back(
    browser: Any, counted_address: str, more: dict[str, Any]
) -> None:
    visit = Visit(browser, counted_address, **more)
    history = visit.tab.locator(".history").first
    assert history.locator("svg[role=img]").is_visible()
    assert history.locator(".point").count() == 5
    assert history.locator(".points .line").count() == 6
    conflict = history.locator(".relations a").first
    conflict.click()
    assert visit.sees("#l-hospital")
    link = visit.tab.locator("#l-hospital th a[data-e]")
    passage = str(link.get_attribute("href"))
    link.click()
    assert visit.sees(passage)
    assert visit.tab.locator(passage).inner_text() == "ponad 160"
    visit.tab.locator(passage).click()
    assert visit.tab.url.endswith("#l-hospital")
    assert visit.requests == [counted_address]
    assert visit.errors == []
    visit.context.close()


OVERLAPS = """() => {
  const found = [];
  for (const svg of document.querySelectorAll(".chart svg")) {
    const frame = svg.getBoundingClientRect();
    const signs = [...svg.querySelectorAll(".point .body, .point text, .grid text")];
    const boxes = signs.map(e => [e.textContent || e.tagName, e.getBoundingClientRect()]);
    boxes.forEach(([one, a], n) => {
      if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 1 || a.bottom > frame.bottom + 1)
        found.push(`${one} leaves the picture`);
      for (const [other, b] of boxes.slice(n + 1)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 4) found.push(`${one} on ${other}`);
      }
    });
  }
  return found;
}"""
STROKES = """() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const linear = v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * linear(r / 255) + .7152 * linear(g / 255) + .0722 * linear(b / 255);
  const page = light(parse(getComputedStyle(document.body).backgroundColor));
  const ratio = c => { const a = light(parse(c)); return (Math.max(a, page) + .05) / (Math.min(a, page) + .05); };
  const poor = [];
  for (const e of document.querySelectorAll(".chart text, .chart .origin, .chart .point, .chart .reach")) {
    const style = getComputedStyle(e);
    if (ratio(e.tagName === "text" ? style.fill : style.color) < 4.5) poor.push(e.className.baseVal || e.className);
  }
  return poor;
}"""


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_charts_keep_to_the_window_and_the_contrast_and_nothing_in_them_overlaps(
    browser: Any, counted_address: str, example_pages: dict[str, Path], width: int, colours: str
) -> None:
    for address, charts in ((counted_address, 1), (example_pages["pl"].as_uri(), 3)):
        with Visit(browser, address, width=width, color_scheme=colours) as visit:
            assert visit.tab.locator(".chart").count() >= charts
            assert visit.tab.evaluate(OVERLAPS) == []
            assert visit.tab.evaluate(STROKES) == []
            assert visit.tab.evaluate(CONTRAST) == []
            assert visit.tab.evaluate(KEEPS_TO_THE_WINDOW)
            visit.tab.emulate_media(media="print")
            assert visit.tab.evaluate(KEEPS_TO_THE_WINDOW)


def test_the_filter_hides_histories_with_their_charts(browser: Any, counted_address: str) -> None:
    visit = Visit(browser, counted_address)
    visit.tab.locator('input[type="search"]').fill("szpital zabitych")
    playwright.expect(visit.tab.locator(".search output")).to_contain_text("1 of")
    histories = visit.tab.locator(".history")
    assert [one.is_visible() for one in histories.all()] == [True, False, False]
    visit.tab.locator('input[type="search"]').fill("police")
    playwright.expect(visit.tab.locator(".search output")).to_contain_text("2 of")
    assert [one.is_visible() for one in histories.all()] == [False, True, False]
    visit.context.close()
