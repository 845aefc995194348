"""What the documents say is so: their commands run, their example runs, and what they name is there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import Done, call
from docs import scaling
from kronika.cli import main
from kronika.records import TABLES

ROOT = Path(__file__).parents[1]
ENDLESS = {"serve"}
"""Commands that end when somebody stops them; they have tests of their own."""
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = (
    "README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "GLOSSARY.md", "src/kronika/languages/pl/README.md",
    "docs/scaling.md", "docs/benchmarks.md",
)  # fmt: skip
HELD = ("training", ".ci", "benchmarks", "evaluation", "examples", "src", "tests", "docs", "release")

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"(?:[\w.-]+/)*[\w.-]+\.(?:py|md|toml)|(?:[\w.-]+/)+[\w-]+\.(?:txt|json|sql|css|js)")
FOLDER = re.compile(rf"(?:{'|'.join(map(re.escape, HELD))})/(?:[\w.-]+/?)*")
TARGET = re.compile(r"^make ([a-z]+)", re.MULTILINE)


def text(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def shown() -> Iterator[tuple[str, str | None]]:
    """The kronika lines of the README's sh blocks, each with the output shown below a block of one line."""
    blocks = [(m[1], m[2], m.end()) for m in BLOCK.finditer(README)]
    for i, (language, body, end) in enumerate(blocks):
        if language != "sh":
            continue
        lines = [line for line in body.splitlines() if line.startswith("kronika ")]
        after = blocks[i + 1] if i + 1 < len(blocks) else ("", "", 0)
        follows = after[0] == "text" and README[end:].lstrip().startswith("```text")
        for line in lines:
            yield line, after[1] if follows and len(lines) == 1 else None


def in_words(printed: str) -> list[str]:
    """The lines without their numbers, which change as more is read."""
    return [" ".join(re.sub(r"\d+(?:,\d{3})*", "N", line).split()) for line in printed.strip().splitlines()]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder but for the examples, in which commands run."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_of_the_readme_does_what_it_shows(desk: Path) -> None:
    commands = list(shown())
    assert {line.split()[1] for line, _ in commands} >= set(main.commands) - ENDLESS
    assert all(f"\nkronika {name} " in README for name in ENDLESS)
    for line, output in commands:
        done: Done = call(*shlex.split(line)[1:])
        assert done.code == 0, f"{line}\n{done.err}"
        if output is not None:
            assert in_words(done.out) == in_words(output), line
    assert (desk / "report.html").exists()


def test_the_python_example_runs(desk: Path) -> None:
    examples = [body for language, body in ((m[1], m[2]) for m in BLOCK.finditer(README)) if language == "python"]
    assert examples
    for example in examples:
        done = subprocess.run([sys.executable, "-c", example], cwd=desk, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_the_readme_lists_the_tables_of_the_export() -> None:
    section = README.split("\n## The tables\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(TABLES)


def test_the_glossary_is_in_order() -> None:
    words = re.findall(r"^- \*\*(.+?)\*\*", text("GLOSSARY.md"), re.MULTILINE)
    assert words == sorted(words, key=str.lower)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_to_a_file(document: str) -> None:
    links = LINK.findall(text(document))
    assert [link for link in links if not ((ROOT / document).parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_is_named_exists(document: str) -> None:
    kept = [path for top in HELD for path in (ROOT / top).rglob("*") if "__pycache__" not in path.parts]
    there = {f"/{path.relative_to(ROOT).as_posix()}" for path in [*kept, *ROOT.glob("*"), *(ROOT / h for h in HELD)]}
    prose = BLOCK.sub("", text(document))
    named = {code for code in CODE.findall(prose) if PATH.fullmatch(code) or FOLDER.fullmatch(code)}
    assert {name for name in named if not any(path.endswith("/" + name.rstrip("/")) for path in there)} == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_is_named_exists(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    codes = [*CODE.findall(BLOCK.sub("", text(document))), *(m[2] for m in BLOCK.finditer(text(document)))]
    assert {target for code in codes for target in TARGET.findall(code)} <= targets


def test_the_page_on_scaling_is_computed_from_what_was_measured() -> None:
    assert scaling.PAGE.read_text(encoding="utf-8") == scaling.page()


def test_costs_grow_in_step() -> None:
    found = scaling.line((10, 7.0), (30, 13.0))
    assert (found.fixed, found.each, found.at(100)) == (4.0, pytest.approx(0.3), pytest.approx(34.0))
