"""What the documents say is so: all that stands in their blocks runs or is read, and what they name is there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from commands import call
from docs import scaling
from documents import (
    CODE,
    FENCE,
    HELD,
    MADE_ID,
    NOT_READ,
    NOT_RUN,
    ROOT,
    SHOWN,
    STORE,
    TYPED_IN,
    Desk,
    anchors,
    blocks,
    documents,
    links,
    prose,
    runs,
    shows,
    text,
)
from kronika.cli import main
from kronika.exporting import FORMATS
from kronika.records import TABLES

DOCUMENTS = documents()
READ_THEMSELVES = {"README.md", "docs/tutorial.md"}
"""Documents that begin with nothing read; all others begin with a store of the examples."""
ELSEWHERE = {"names_pl/inflection_nam_liv_person_last.txt": "a list of KPWr from which the model was trained"}
"""Files that documents name and that are not the project's."""

PATH = re.compile(r"(?:[\w.-]+/)*[\w.-]+\.(?:py|md|toml)|(?:[\w.-]+/)+[\w-]+\.(?:txt|json|sql|css|js)")
FOLDER = re.compile(rf"(?:{'|'.join(map(re.escape, HELD))})/(?:[\w.-]+/?)*")
TARGET = re.compile(r"^make ([a-z]+)", re.MULTILINE)


def in_words(printed: str) -> list[str]:
    """The lines without their numbers, which change as more is read, and without ids that are of the moment."""
    plain = MADE_ID.sub("correction", printed.strip())
    return [" ".join(re.sub(r"\d+(?:,\d{3})*", "N", line).split()) for line in plain.splitlines()]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the examples, and the folder in which it was made: there its reports are known again."""
    home = tmp_path_factory.mktemp("docs")
    folder = home / "desk"
    shutil.copytree(ROOT / "examples", folder / "examples")
    assert call("read", folder / "examples", "--store", home / STORE).code == 0
    return home


@pytest.fixture
def folder(kept: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder but for the examples, in which commands run."""
    found = kept / "desk"
    shutil.rmtree(found)
    shutil.copytree(ROOT / "examples", found / "examples")
    monkeypatch.chdir(found)
    monkeypatch.setenv("KRONIKA_AUTHOR", "ewa")
    return found


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    opened = Desk(folder)
    yield opened
    opened.close()


# --------------------------------------------------------------------------------------------------------------- blocks


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if any(runs(name))])
def test_every_block_runs_and_prints_what_is_shown(document: str, desk: Desk, kept: Path, folder: Path) -> None:
    if document not in READ_THEMSELVES:
        shutil.copy(kept / STORE, folder / STORE)
    for block in runs(document):
        done = desk.run(block)
        if done is not None and block.printed is not None:
            printed = done.out if in_words(done.out) == in_words(block.printed) else done.out + done.err
            assert in_words(printed) == in_words(block.printed), block.body


def test_every_command_stands_in_some_document() -> None:
    lines = [line.split() for name in DOCUMENTS for block in blocks(name) for line in block.lines]
    assert {words[1] for words in lines if words[0] == "kronika" and len(words) > 1} >= set(main.commands)


def test_what_is_not_run_stands_somewhere() -> None:
    assert {shows(block) for name in DOCUMENTS for block in blocks(name)} - {None} == set(SHOWN)
    assert all((ROOT / name).exists() and (ROOT / test).exists() for name, test in TYPED_IN.items())
    assert all((*SHOWN.values(), *NOT_RUN.values(), *NOT_READ.values()))


# ---------------------------------------------------------------------------------------------------- what they name


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    home = (ROOT / document).parent
    dead = []
    for link in links(document):
        address = urlsplit(link)
        if address.scheme:
            dead += [] if well_formed(link) else [link]
            continue
        path = home / unquote(address.path) if address.path else ROOT / document
        there = path.exists() and path.resolve().is_relative_to(ROOT)
        if there and address.fragment and path.suffix == ".md":
            there = address.fragment in anchors(path.resolve().relative_to(ROOT).as_posix())
        dead += [] if there else [link]
    assert dead == []


def well_formed(link: str) -> bool:
    """Whether an address elsewhere has the form of one; what is there nobody asks, as no test needs a network."""
    address = urlsplit(link)
    local = address.hostname in ("localhost", "127.0.0.1")
    named = address.hostname is not None and "." in address.hostname and not link.endswith((".", ","))
    return address.scheme == "mailto" or local or (address.scheme == "https" and named)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_is_named_exists(document: str) -> None:
    kept = [path for top in HELD for path in (ROOT / top).rglob("*") if "__pycache__" not in path.parts]
    there = {f"/{path.relative_to(ROOT).as_posix()}" for path in [*kept, *ROOT.glob("*"), *(ROOT / h for h in HELD)]}
    named = {code for code in CODE.findall(prose(document)) if PATH.fullmatch(code) or FOLDER.fullmatch(code)}
    named -= set(ELSEWHERE)
    assert {name for name in named if not any(path.endswith("/" + name.rstrip("/")) for path in there)} == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_is_named_exists(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    codes = [*CODE.findall(prose(document)), *(m["body"] for m in FENCE.finditer(text(document)))]
    assert {target for code in codes for target in TARGET.findall(code)} <= targets


def test_the_tables_of_the_export_are_listed() -> None:
    assert re.findall(r"^\| `(\w+)` \|", text("docs/tables.md"), re.MULTILINE) == list(TABLES)


def test_the_formats_of_the_export_are_listed() -> None:
    section = text("README.md").split("\n## Exports\n")[1].split("\n## ")[0]
    assert dict(re.findall(r"^\| \[?`(\w+)`[^|]* \| (.+) \|$", section, re.MULTILINE)) == FORMATS


def test_the_glossary_is_in_order() -> None:
    words = re.findall(r"^- \*\*(.+?)\*\*", text("GLOSSARY.md"), re.MULTILINE)
    assert words == sorted(words, key=str.lower)


# ------------------------------------------------------------------------------------------------------------- the site


def test_the_site_is_made_without_a_warning_and_needs_no_network(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-n", "-c", "docs", "-d", tmp_path / "cache"]
    done = subprocess.run([*command, ".", tmp_path / "site"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.html")]
    loads = re.compile(r"<(?:script|img|iframe)[^>]*\ssrc=\"(?:https?:)?//|<link[^>]*\shref=\"(?:https?:)?//")
    assert len(pages) > len(DOCUMENTS)
    assert [page for page in pages if loads.search(page)] == []


def test_the_page_on_scaling_is_computed_from_what_was_measured() -> None:
    assert scaling.PAGE.read_text(encoding="utf-8") == scaling.page()


def test_costs_grow_in_step() -> None:
    found = scaling.line((10, 7.0), (30, 13.0))
    assert (found.fixed, found.each, found.at(100)) == (4.0, pytest.approx(0.3), pytest.approx(34.0))
