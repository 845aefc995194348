"""The timeline in a browser: drawn to scale, widened and narrowed, filtered together with its drawing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from visiting import IN_A_BROWSER, KEEPS_TO_THE_WINDOW, Visit

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = IN_A_BROWSER

SHOWN = """() => {
  const lines = [...document.querySelectorAll(".timeline .line")];
  const seen = lines.filter(e => e.checkVisibility());
  const pins = [...document.querySelectorAll(".pin")];
  const drawn = pins.filter(e => e.checkVisibility());
  return {
    lines: seen.length, all: lines.length, main: seen.filter(e => e.matches(".main")).length,
    signs: seen.map(e => (e.dataset.f || "").split(" ")), ids: seen.map(e => e.id),
    pins: drawn.map(e => e.getAttribute("href").slice(1)), allPins: pins.map(e => e.getAttribute("href").slice(1)),
    headings: [...document.querySelectorAll(".timeline .day")].filter(e => e.checkVisibility()).length,
    told: document.querySelector(".filters output").textContent,
    others: [...document.querySelectorAll(".figures .line, .statements .line")].filter(e => e.hidden).length,
  };
}"""
OVERLAPS = """() => {
  const found = [];
  const boxes = (selector) => [...document.querySelectorAll(selector)].filter(e => e.getClientRects().length)
    .map(e => [e.textContent || e.parentElement.textContent, e.getBoundingClientRect()]);
  const frame = document.querySelector(".scale svg").getBoundingClientRect();
  for (const [kind, selector] of [["circle", ".pin circle"], ["tick", ".scale .grid text"]]) {
    const all = boxes(selector);
    if (!all.length) found.push(`no ${kind}`);
    all.forEach(([one, a], n) => {
      if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 1 || a.bottom > frame.bottom + 1)
        found.push(`${kind} ${one} leaves the picture`);
      for (const [other, b] of all.slice(n + 1)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 0.5 && down > 0.5) found.push(`${kind} ${one} on ${other}`);
      }
    });
  }
  return found;
}"""


@pytest.fixture
def visit(browser: Any, example_pages: dict[str, Path]) -> Any:
    with Visit(browser, example_pages["en"].as_uri()) as made:
        yield made


def test_every_choice_of_every_filter_leaves_its_lines_and_their_marks(visit: Visit) -> None:
    whole = visit.tab.evaluate(SHOWN)
    assert whole["lines"] == whole["all"] > 20
    assert whole["pins"] == whole["allPins"]
    assert len(whole["pins"]) > 10
    selects = visit.tab.locator(".filters select")
    assert [one.get_attribute("name") for one in selects.all()] == ["type", "actor", "place", "support"]
    for select in selects.all():
        options = select.locator("option").evaluate_all("all => all.map(e => [e.value, e.textContent])")
        assert options[0][0] == ""
        assert len(options) > 1
        for sign, name in options[1:]:
            select.select_option(sign)
            left = visit.tab.evaluate(SHOWN)
            assert left["lines"] == int(re.findall(r"\((\d+)\)$", name)[0]) > 0, name
            assert all(sign in signs for signs in left["signs"])
            assert left["pins"] == [line for line in whole["allPins"] if line in left["ids"]]
            assert left["told"] == f"{left['lines']} of {left['all']} lines"
            assert left["others"] == 0, "the timeline alone is filtered"
            assert 0 < left["headings"] <= left["lines"], "a day without a line has no heading"
        select.select_option("")
        assert visit.tab.evaluate(SHOWN) == whole


def test_filters_narrow_each_other_with_the_main_lines_and_words_and_are_reset(visit: Visit) -> None:
    whole = visit.tab.evaluate(SHOWN)
    visit.tab.get_by_label("only the 15 main lines").check()
    main = visit.tab.evaluate(SHOWN)
    assert main["lines"] == main["main"] == 15
    visit.tab.get_by_label("Support").select_option("o2")
    both = visit.tab.evaluate(SHOWN)
    assert 0 < both["lines"] < 15
    assert set(both["ids"]) < set(main["ids"])
    visit.tab.locator(".search input").fill("zatoka")
    playwright.expect(visit.tab.locator(".search output")).not_to_be_empty()
    assert visit.tab.evaluate(SHOWN)["lines"] < both["lines"]
    visit.tab.locator(".search input").fill("")
    playwright.expect(visit.tab.locator(".search output")).to_be_empty()
    assert visit.tab.evaluate(SHOWN) == both
    visit.tab.get_by_role("button", name="Show all").click()
    playwright.expect(visit.tab.locator(".filters output")).to_be_empty()
    assert visit.tab.evaluate(SHOWN) == whole


def test_a_filter_that_leaves_nothing_says_so(visit: Visit) -> None:
    visit.tab.get_by_label("Support").select_option("o3")
    ids = set(visit.tab.evaluate(SHOWN)["signs"][0])
    places = visit.tab.locator(".filters select[name=place]")
    options = places.locator("option").evaluate_all("all => all.map(e => e.value)")
    places.select_option(next(sign for sign in options if sign and sign not in ids))
    left = visit.tab.evaluate(SHOWN)
    assert (left["lines"], left["pins"], left["told"]) == (0, [], f"0 of {left['all']} lines")


def test_a_mark_of_the_drawing_leads_to_its_line_by_pointer_and_by_key(visit: Visit) -> None:
    pins = visit.tab.locator(".pin")
    for number, act in ((7, lambda pin: pin.locator("circle").click()), (2, lambda pin: pin.press("Enter"))):
        pin = pins.nth(number)
        target = str(pin.get_attribute("href"))
        act(pin)
        assert visit.tab.url.endswith(target)
        assert visit.sees(target)
        line = visit.tab.locator(target)
        assert "here" in str(line.get_attribute("class"))
        assert line.locator(".pin-number").inner_text() == pin.locator("text").text_content()


def test_the_drawing_is_widened_around_its_middle_and_narrowed_again(visit: Visit) -> None:
    svg, frame = visit.tab.locator(".frame > svg"), visit.tab.locator(".frame")
    narrow, wide = visit.tab.get_by_role("button", name="Narrow"), visit.tab.get_by_role("button", name="Widen")
    middle = "e => (e.scrollLeft + e.clientWidth / 2) / e.scrollWidth"
    first = svg.bounding_box()["width"]
    assert frame.evaluate("e => e.scrollWidth <= e.clientWidth")
    ticks = visit.tab.locator(".scale .grid text:visible").count()
    for times in (2, 4, 8, 8):
        wide.click()
        assert svg.bounding_box()["width"] == pytest.approx(times * first, abs=4)
        assert frame.evaluate(middle) == pytest.approx(0.5, abs=0.01)
        assert visit.tab.evaluate(KEEPS_TO_THE_WINDOW)
        assert [found for found in visit.tab.evaluate(OVERLAPS) if "leaves" not in found] == []
    assert visit.tab.locator(".scale .grid text:visible").count() > ticks
    for times in (4, 2, 1, 1):
        narrow.click()
        assert svg.bounding_box()["width"] == pytest.approx(times * first, abs=4)


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_mark_covers_another_and_nothing_runs_over_the_edge(
    browser: Any, example_pages: dict[str, Path], width: int, language: str
) -> None:
    with Visit(browser, example_pages[language].as_uri(), width=width) as visit:
        assert visit.tab.evaluate(OVERLAPS) == []
        assert visit.tab.evaluate(KEEPS_TO_THE_WINDOW)
        visit.open_all()
        visit.tab.locator(".show-removed").check()
        visit.tab.locator(".timeline .sentence a[data-e]").first.click()
        assert visit.tab.evaluate(KEEPS_TO_THE_WINDOW)
        visit.tab.emulate_media(media="print")
        assert visit.tab.evaluate(KEEPS_TO_THE_WINDOW)
