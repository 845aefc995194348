"""No view of the page has a serious fault that axe finds: wide and narrow, light and dark, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import counted
import pytest
import spoken
from sample import Sample
from test_page import of_sizes
from visiting import IN_A_BROWSER, Visit, saved

from kronika.records import Chronicle, FaultRow
from kronika.showing.page import render
from kronika.showing.proofs import Proofs

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
pytestmark = IN_A_BROWSER


def serious(visit: Visit) -> list[str]:
    """The serious and critical violations of what is seen now, with the first element of each."""
    found = axe.Axe().run(visit.tab, options={"resultTypes": ["violations"]}).response
    assert found["passes"]
    return [
        f"{fault['id']} {len(fault['nodes'])}: {fault['nodes'][0]['html'][:200]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


WIDE, NARROW = 1280, 360
VIEWS = [("en", WIDE, "light"), ("pl", WIDE, "dark"), ("en", NARROW, "dark"), ("pl", NARROW, "light")]
"""Each language with each width and each of the colours; the other four views are tried on a smaller page."""
OTHER_VIEWS = [("pl", WIDE, "light"), ("en", WIDE, "dark"), ("pl", NARROW, "dark"), ("en", NARROW, "light")]


def all_open_and_a_passage_lit(visit: Visit) -> list[str]:
    visit.open_all()
    visit.tab.locator(".show-removed").check()
    visit.tab.locator(".timeline .sentence a[data-e]").nth(2).click()
    assert visit.tab.locator("#passage-bar").is_visible()
    return serious(visit)


@pytest.mark.parametrize(("language", "width", "colours"), VIEWS)
def test_all_that_can_be_opened_with_a_passage_lit(
    browser: Any, example_pages: dict[str, Path], language: str, width: int, colours: str
) -> None:
    with Visit(browser, example_pages[language].as_uri(), width=width, color_scheme=colours) as visit:
        assert all_open_and_a_passage_lit(visit) == []


@pytest.mark.parametrize(("language", "width", "colours"), OTHER_VIEWS)
def test_the_same_of_a_smaller_page(
    browser: Any, sample: Sample, tmp_path: Path, language: str, width: int, colours: str
) -> None:
    address = saved(render(*sample, proofs=Proofs(language)), tmp_path)
    with Visit(browser, address, width=width, color_scheme=colours) as visit:
        assert all_open_and_a_passage_lit(visit) == []


def test_as_it_opens(browser: Any, example_pages: dict[str, Path]) -> None:
    with Visit(browser, example_pages["en"].as_uri()) as visit:
        assert serious(visit) == []


def test_with_a_list_of_lines_open_and_lines_filtered(browser: Any, page: str, tmp_path: Path) -> None:
    with Visit(browser, saved(page, tmp_path), width=360, color_scheme="dark") as visit:
        visit.tab.locator(".search input").fill("port")
        visit.tab.locator("a.m.several").first.click()
        assert serious(visit) == []


def other_pages() -> dict[str, str]:
    fault = FaultRow(id="x", article="a.txt", what="one record", where="line 7", why="no text", remedy="give one")
    return {
        "speakers": render(spoken.linked(), Chronicle(), spoken.TEXTS, [], {}),
        "figures": render(counted.linked(), Chronicle(), counted.TEXTS, [fault], counted.sentences(), Proofs("pl")),
        "stories": of_sizes(6),
    }


@pytest.mark.parametrize("name", ["speakers", "figures", "stories"])
def test_other_pages(browser: Any, tmp_path: Path, name: str) -> None:
    with Visit(browser, saved(other_pages()[name], tmp_path)) as visit:
        visit.open_all()
        assert serious(visit) == []
