"""Nothing that a report says is anything but text, wherever it is shown and in whatever language the page is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hostile
import pytest
from test_page import Reader, dangling
from visiting import IN_A_BROWSER, Visit, saved

from kronika import api
from kronika.showing import wording
from kronika.showing.page import render
from kronika.showing.proofs import Proofs

HARMLESS = "nic"
LANGUAGES = ("en", "pl")
ALIEN = """() => [...document.querySelectorAll("img, iframe, object, embed, link, base"),
  ...[...document.querySelectorAll("style")].slice(1), ...[...document.querySelectorAll("script")].slice(1)]
  .map(e => e.outerHTML)"""
HANDLERS = """() => [...document.querySelectorAll("*")]
  .filter(e => [...e.attributes].some(a => /^on|^style$/.test(a.name))).map(e => e.outerHTML.slice(0, 200))"""


def shown(bad: str, language: str) -> str:
    linked, chronicle, texts, faults = hostile.made(bad)
    return render(linked, chronicle, texts, faults, {}, Proofs(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bad", hostile.PAYLOADS)
def test_elements_attributes_style_and_script_are_those_of_harmless_reports(bad: str, language: str) -> None:
    plain, found = Reader(shown(HARMLESS, language)), Reader(shown(bad, language))
    assert not found.open
    assert {tag for tag, _ in found.elements} <= {tag for tag, _ in plain.elements}
    assert {name for _, attrs in found.elements for name in attrs} <= {name for _, at in plain.elements for name in at}
    assert found.inline == plain.inline
    assert found.every("meta") == plain.every("meta")
    assert not [a["href"] for a in found.every("a") if not a["href"].startswith("#")], "no address is one of the web"
    assert len(found.ids) == len(set(found.ids))
    assert dangling(found) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_is_tried(language: str) -> None:
    """What is no word stands in each section as often as a word does: no place hides it."""
    bad = "<i>"
    plain, found = Reader(shown(HARMLESS, language)), Reader(shown(bad, language))
    sections = [attrs["id"] for tag, attrs in plain.elements if tag == "section" and "part" in attrs.get("class", "")]
    assert len(sections) == 6
    story = next(attrs["id"] for attrs in found.every("section") if attrs["class"] == "story")
    for section in [*sections, f"s-{HARMLESS}-reports", f"s-{HARMLESS}"]:
        told = found.text[section.replace(f"s-{HARMLESS}", story, 1)]
        assert told.count(bad) >= 2, section
        assert told.count(bad) >= 0.9 * plain.text[section].count(HARMLESS), section
    assert found.text["left-out"].count(bad) == 4 + 1


@pytest.mark.parametrize("bad", hostile.PAYLOADS)
def test_what_a_page_cannot_carry_is_shown_as_a_sign(bad: str) -> None:
    html = shown(bad, "en")
    assert wording.visible(html) == html
    html.encode("utf-8")


class TestInABrowser:
    """Even without its policy the page runs nothing that a report says."""

    pytestmark = IN_A_BROWSER

    @pytest.fixture(scope="class")
    def address(self, tmp_path_factory: pytest.TempPathFactory) -> str:
        """All payloads at once, in one text."""
        return saved(shown(" ".join(hostile.PAYLOADS), "en"), tmp_path_factory.mktemp("hostile"))

    def tried(self, visit: Visit) -> None:
        """Opens, follows, filters and cites all there is."""
        tab = visit.tab
        visit.open_all()
        tab.locator(".show-removed").check()
        for link in (
            ".timeline .sentence a[data-e]",
            ".side .sentence a[data-e]",
            ".said a[data-e]",
            ".points th a[data-e]",
            ".copies a[data-e]",
        ):
            tab.locator(link).first.click()
            assert tab.locator("#passage-bar").is_visible()
        tab.locator(".bar-copy").click()
        tab.locator(".bar-back").click()
        for select in tab.locator(".filters select").all():
            select.select_option(index=1)
        tab.locator(".filters button").click()
        tab.locator(".search input").fill('"><img src=x onerror=window.__broken=1>')
        tab.wait_for_timeout(200)
        tab.locator(".search input").fill("")
        tab.wait_for_timeout(200)
        for element in (".line", "h1", ".cast th", ".beside td", ".report header"):
            tab.locator(element).first.hover()
        tab.emulate_media(media="print")
        assert tab.evaluate("window.__broken") is None
        assert tab.evaluate(ALIEN) == []
        assert tab.evaluate(HANDLERS) == []

    @pytest.mark.parametrize("bypass", [True, False], ids=["without the policy", "with it"])
    def test_nothing_runs_and_nothing_is_asked_for(self, browser: Any, address: str, bypass: bool) -> None:
        with Visit(browser, address, bypass_csp=bypass) as visit:
            self.tried(visit)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_nor_when_all_of_kronika_read_such_files(self, browser: Any, tmp_path: Path, language: str) -> None:
        page = tmp_path / "page.html"
        folder = hostile.files(tmp_path / "reports")
        api.report(folder, page, store=tmp_path / "k.db", ui_language=language)
        found = Reader(page.read_text(encoding="utf-8"))
        assert dangling(found) == set()
        assert not [a["href"] for a in found.every("a") if "javascript" in a["href"]]
        with Visit(browser, page.as_uri(), bypass_csp=True) as visit:
            visit.open_all()
            visit.tab.locator(".text a.m:not(.several)").first.click()
            assert visit.tab.evaluate("window.__broken") is None
            assert visit.tab.evaluate(ALIEN) == []
            assert visit.tab.evaluate(HANDLERS) == []

    def test_the_policy_stops_what_should_not_be_there(self, browser: Any, page: str, tmp_path: Path) -> None:
        """A page that is spoilt after it was written: a script put into it does not run."""
        put_in = "<script>window.__broken=1</script><img src=x onerror='window.__broken=1'>"
        spoilt = page.replace("</main>", f"{put_in}</main>")
        visit = Visit(browser, saved(spoilt, tmp_path))
        assert visit.tab.evaluate("window.__broken") is None
        assert len([error for error in visit.errors if "Content Security Policy" in error]) >= 2
        visit.context.close()
        freed = Visit(browser, visit.address, bypass_csp=True)
        assert freed.tab.evaluate("window.__broken") == 1, "without the policy it would"
        freed.context.close()
