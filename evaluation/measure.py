"""Scores of Kronika against hand-made truth: `python -m evaluation scores` prints them.

The scorer and the seed reports lie beside the project in `../shared`; where they are absent nothing can be
measured, and that is said.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from evaluation import absent
from kronika import api, exports
from kronika.store import Store

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "tools" / "score.py"


class Task(NamedTuple):
    """Reports with their truth."""

    name: str
    reports: Path
    truth: Path


TASKS = (
    Task("seeds", SHARED / "seeds", SHARED / "gold" / "seeds"),
    Task("examples", ROOT / "examples", ROOT / "examples" / "_truth"),
)


def missing() -> str | None:
    """What is needed to measure and is not there; None where all is."""
    return absent(SCORER, TASKS[0].reports)


def scorer() -> ModuleType:
    """The scorer as a module, for what asks single functions of it. Raises FileNotFoundError where it is not there."""
    spec = spec_from_file_location("score", SCORER)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SCORER)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(task: Task) -> dict[str, dict[str, Any]]:
    """The scores of a task, by table, as the scorer gives them; every offset is checked against its text."""
    with tempfile.TemporaryDirectory() as folder:
        store, tables, texts = Path(folder) / "kronika.db", Path(folder) / "tables", Path(folder) / "texts"
        api.read([task.reports], store)
        exports.export(tables, store)
        _write_texts(store, texts)
        command = [sys.executable, str(SCORER), str(tables), str(task.truth), "--texts", str(texts), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        shutil.rmtree(tables)
    if done.stderr:
        print(done.stderr, file=sys.stderr)
    scores: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return scores


def _write_texts(store: Path, folder: Path) -> None:
    """The texts as they were read, under the names of their articles: records of JSON Lines have no file."""
    folder.mkdir()
    with Store(store, create=False) as opened:
        for reading in opened.readings():
            (folder / reading.article.name).write_bytes(reading.article.text.encode("utf-8"))


def main() -> int:
    if reason := missing():
        print(reason)
        return 0
    for task in TASKS:
        print(f"\n{task.name}")
        for table, scores in measure(task).items():
            shown = (f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in scores.items())
            print(f"  {table:11}", "  ".join(shown))
    return 0
