"""How the code stands: documented, small, SQL in one room, heavy libraries only where they are needed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from invented import source_files
from kronika import keys

HOME = Path(__file__).parents[1] / "src" / "kronika"
MODULES = list(source_files())
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
MOST_LINES, MOST_OF_A_FUNCTION = 400, 30
SQL = re.compile(
    r"\b(SELECT\b.+\bFROM|INSERT (OR \w+ )?INTO|CREATE TABLE|DELETE FROM|UPDATE \w+ SET|PRAGMA) ", re.DOTALL
)
LATER = re.compile(r"\b(TODO|FIXME|XXX(?!X)|HACK)\b")

Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(HOME)}:{line}"


def public(body: list[ast.stmt], owner: str = "") -> Iterator[tuple[str, Named]]:
    """The public names of a module or class, with those of their classes."""
    for node in body:
        if isinstance(node, Named) and not node.name.startswith("_"):
            yield f"{owner}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{node.name}.")


def functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path, tree in TREES.items():
        yield from ((path, node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def strings(tree: ast.Module) -> Iterator[ast.Constant]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def test_there_is_code() -> None:
    assert len(MODULES) > 40


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(HOME)))
def test_every_module_says_what_it_is(path: Path) -> None:
    assert (ast.get_docstring(TREES[path]) or "").strip()


def test_every_public_name_says_what_it_gives() -> None:
    silent = [
        f"{place(path, node.lineno)} {name}"
        for path, tree in TREES.items()
        for name, node in public(tree.body)
        if not ast.get_docstring(node)
    ]
    assert silent == []


def test_modules_are_small() -> None:
    counts = {str(p.relative_to(HOME)): len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES}
    assert {name: count for name, count in counts.items() if count > MOST_LINES} == {}


def test_functions_are_small() -> None:
    long = [
        f"{place(path, node.lineno)} {node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for path, node in functions()
        if node.end_lineno and node.end_lineno - node.lineno + 1 > MOST_OF_A_FUNCTION
    ]
    assert long == []


def test_sql_is_written_in_the_store_alone() -> None:
    assert [p for p in MODULES if p.parent.name == "store" and any(SQL.search(s.value) for s in strings(TREES[p]))]
    written = [
        place(path, string.lineno)
        for path, tree in TREES.items()
        for string in strings(tree)
        if path.parent.name != "store" and SQL.search(string.value)
    ]
    assert written == []


def test_spacy_is_loaded_only_where_words_are_read() -> None:
    loaded = [
        place(path, node.lineno)
        for path, tree in TREES.items()
        if path.relative_to(HOME).parts[0] not in ("annotating", "extracting")
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom) and "spacy" in imported(node)
    ]
    assert loaded == []
    heavy = [p for p, tree in TREES.items() for n in tree.body if isinstance(n, ast.Import) and "spacy" in imported(n)]
    assert heavy, "nothing imports spaCy: this test no longer tests anything"


def imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").split(".")[0]}
    return {alias.name.split(".")[0] for alias in node.names}


def test_nothing_is_left_for_later() -> None:
    left = [
        place(path, number)
        for path in MODULES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if LATER.search(line)
    ]
    assert left == []


def test_code_holds_no_word_and_no_code_of_a_language() -> None:
    """Outside docstrings and comments. Morfeusz has its own tags and labels, which are its interface."""
    polish = re.compile(r"[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]")
    found = [
        f"{place(path, string.lineno)} {string.value!r}"
        for path, tree in TREES.items()
        if path.name != "morfeusz.py"
        for string in strings(tree)
        if not is_docstring(string, tree) and (polish.search(string.value) or string.value in ("pl", "pol", "polish"))
    ]
    assert found == []


def is_docstring(string: ast.Constant, tree: ast.Module) -> bool:
    """A text that stands alone says something to the reader and does nothing."""
    return any(isinstance(node, ast.Expr) and node.value is string for node in ast.walk(tree))


def test_what_no_stored_result_depends_on_is_known_to_no_room_that_makes_them() -> None:
    modules = {Path(name).with_suffix("").as_posix().replace("/", ".") for name in keys.APART if name.endswith(".py")}
    makers = [path for part in {*keys.READING, *keys.LINKING} for path in [keys.HOME / part] if path.exists()]
    files = {file for path in makers for file in (path.rglob("*.py") if path.is_dir() else [path])}
    theirs = files - {keys.HOME / name for name in keys.APART}
    assert all((keys.HOME / name).exists() for name in keys.APART)
    assert [f.name for f in theirs if any(f"kronika.{module}" in f.read_text("utf-8") for module in modules)] == []
