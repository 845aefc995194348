"""The same bytes, whatever the order of arrival, the number of runs, the folder or the edits in between."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kronika import api, exports
from kronika.records import TABLES

FAULTY = b"Wie\xff \xc5\x9bpi." + "Świadkowie mówili 5 maja 2027 roku, że źle wspominają tę noc. ".encode() * 3


@pytest.fixture(scope="module")
def reports(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, with two files that are left out or damaged."""
    place = tmp_path_factory.mktemp("order") / "a"
    shutil.copytree(examples, place)
    (place / "zepsuty.txt").write_bytes(FAULTY)
    (place / "pusty.txt").write_bytes(b"")
    return place


def exported(store: Path) -> dict[str, bytes]:
    """The bytes of every table of a store."""
    place = store.parent / f"{store.stem}-tables"
    exports.export(place, store)
    found = {path.stem: path.read_bytes() for path in place.iterdir()}
    assert set(found) == set(TABLES)
    return found


def files(reports: Path) -> list[Path]:
    return sorted(p for p in reports.iterdir() if p.is_file())


@pytest.fixture(scope="module")
def wanted(reports: Path) -> dict[str, bytes]:
    store = reports.parent / "k.db"
    summary = api.read(files(reports), store)
    assert (summary.read, len(summary.faults)) == (13, 2)
    found = exported(store)
    full = ("articles", "passages", "times", "figures", "statements", "reuse", "stories", "chronicle", "faults")
    assert all(found[name] for name in full)
    return found


def test_another_order_in_one_run(reports: Path, wanted: dict[str, bytes], tmp_path: Path) -> None:
    found = files(reports)
    api.read([*found[5:], *found[4::-1]], tmp_path / "k.db")
    assert exported(tmp_path / "k.db") == wanted


def test_the_folder_instead_of_its_files(reports: Path, wanted: dict[str, bytes], tmp_path: Path) -> None:
    api.read([reports], tmp_path / "k.db")
    assert exported(tmp_path / "k.db") == wanted


@pytest.mark.parametrize("backwards", [False, True])
def test_two_runs(reports: Path, wanted: dict[str, bytes], tmp_path: Path, backwards: bool) -> None:
    found = files(reports)
    halves = [found[::2], found[1::2]]
    for half in halves[::-1] if backwards else halves:
        api.read(half, tmp_path / "k.db")
        exported(tmp_path / "k.db")
    assert exported(tmp_path / "k.db") == wanted


def test_another_folder(reports: Path, wanted: dict[str, bytes], tmp_path: Path) -> None:
    elsewhere = tmp_path / "inny ż folder" / "głębiej"
    shutil.copytree(reports, elsewhere)
    api.read([elsewhere], tmp_path / "k.db")
    assert exported(tmp_path / "k.db") == wanted


def test_a_run_that_reads_nothing_new(reports: Path, wanted: dict[str, bytes], tmp_path: Path) -> None:
    shutil.copy(reports.parent / "k.db", tmp_path / "k.db")
    summary = api.read([reports], tmp_path / "k.db")
    assert (summary.read, summary.unchanged) == (0, 13)
    assert exported(tmp_path / "k.db") == wanted


def test_an_edit_and_back(reports: Path, wanted: dict[str, bytes], tmp_path: Path) -> None:
    place = tmp_path / "a"
    shutil.copytree(reports, place)
    edited = place / "latarnia-01.txt"
    original = edited.read_bytes()
    api.read([place], tmp_path / "k.db")
    edited.write_bytes(original.replace(b"86", b"87"))
    summary = api.read([place], tmp_path / "k.db")
    assert (summary.read, summary.unchanged) == (1, 12)
    between = exported(tmp_path / "k.db")
    assert between["figures"] != wanted["figures"]
    assert between["articles"] != wanted["articles"]
    edited.write_bytes(original)
    api.read([place], tmp_path / "k.db")
    assert exported(tmp_path / "k.db") == wanted
    assert api.verify(tmp_path / "k.db").articles == 14


def test_an_edit_leaves_no_trace_of_the_old_text(reports: Path, tmp_path: Path) -> None:
    """The edited file read into an old store gives what it gives in a new one."""
    place = tmp_path / "a"
    shutil.copytree(reports, place)
    api.read([place], tmp_path / "k.db")
    edited = place / "latarnia-01.txt"
    edited.write_bytes(edited.read_bytes().replace(b"86", b"87"))
    for store in ("k.db", "new.db"):
        api.read([place], tmp_path / store)
    assert exported(tmp_path / "k.db") == exported(tmp_path / "new.db")


def test_no_path_and_no_clock_in_any_table(reports: Path, wanted: dict[str, bytes]) -> None:
    everything = b"".join(wanted.values()).decode()
    assert str(reports.parent) not in everything
    assert "/tmp" not in everything


@pytest.mark.parametrize("seed", ["1", "2"])
def test_a_process_with_other_hashes(reports: Path, wanted: dict[str, bytes], tmp_path: Path, seed: str) -> None:
    """The order of a set of words is another in every process."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "kronika.cli", "read", str(reports), "--store", str(tmp_path / "k.db")]
    subprocess.run(command, env=environment, check=False, capture_output=True)
    assert exported(tmp_path / "k.db") == wanted
