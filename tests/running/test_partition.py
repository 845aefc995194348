"""A store that is linked a part at a time has the rows of linking in memory, whoever works and whoever is killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from benchmarks.made_findings import made
from kronika.errors import KronikaError
from kronika.linking import joining, stories, ties
from kronika.pipeline import write
from kronika.records import Metadata, Reading
from kronika.running import partition, phases, scratch, survey
from kronika.running.executors import Workers, here, processes
from kronika.running.linking import link_store
from kronika.store import Store

HOME = Path(__file__).parents[2]
ARTICLES = 420
"""Above the smallest sizes of parts below, so that every phase has several."""
LINK = """
import sys
from pathlib import Path
from kronika.running import partition, survey
from kronika.running.linking import link_store
from kronika.store import Store
partition.BLOCK, partition.PAIRS, partition.BATCH, survey.STRETCH, survey.PART = 50, 20, 10, 60, 100
with Store(Path(sys.argv[1]), create=False) as store:
    link_store(store)
"""


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition, "BLOCK", 50)
    monkeypatch.setattr(partition, "PAIRS", 20)
    monkeypatch.setattr(partition, "BATCH", 10)
    monkeypatch.setattr(survey, "STRETCH", 60)
    monkeypatch.setattr(survey, "PART", 100)


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return list(made(ARTICLES, 3))


@pytest.fixture(scope="module")
def wanted(readings: Sequence[Reading]) -> dict[str, list[bytes]]:
    """The rows of linking in memory."""
    tables = write(readings, []).tables()
    return {name: [msgspec.json.encode(row) for row in rows] for name, rows in tables.items()}


def filled(path: Path, readings: Sequence[Reading]) -> Path:
    with Store(path, create=True) as store:
        for reading in readings:
            store.put(reading.article, reading.findings, "key", [])
    return path


def rows(path: Path) -> dict[str, list[bytes]]:
    with Store(path, create=False) as store:
        names = write([], []).tables()
        return {name: [msgspec.json.encode(row) for row in store.each(name)] for name in names}


@pytest.mark.parametrize("workers", [None, Workers(processes(2))], ids=["here", "processes"])
def test_the_rows_are_those_of_linking_in_memory(
    workers: Workers | None, readings: Sequence[Reading], wanted: dict[str, list[bytes]], tmp_path: Path
) -> None:
    path = filled(tmp_path / "k.db", random.Random(1).sample(readings, len(readings)))
    phases: dict[str, int] = {}
    with Store(path, create=False) as store:
        link_store(store, workers, lambda phase, done: phases.update({phase: phases.get(phase, 0) + done}))
    assert rows(path) == wanted
    assert len(set(wanted["stories"])) == ARTICLES
    assert all(phases[name] > 2 for name in ("sketch", "align", "tie", "group", "cluster", "compare", "write"))
    assert not list(tmp_path.glob("*.linking"))


def test_there_are_several_stories_copies_and_people_of_several_stories(wanted: dict[str, list[bytes]]) -> None:
    """Else equal rows would say little."""
    stories = {msgspec.json.decode(row)["story"] for row in wanted["stories"]}
    assert len(stories) > 20
    assert len(wanted["reuse"]) > 30
    assert len(wanted["entities"]) > len(stories)


def test_a_killed_run_goes_on(readings: Sequence[Reading], wanted: dict[str, list[bytes]], tmp_path: Path) -> None:
    path = filled(tmp_path / "k.db", readings)
    place = Path(f"{path}.linking")
    found: list[int] = []
    for least in (2, 12, 40):
        run = subprocess.Popen([sys.executable, "-c", LINK, str(path)], cwd=HOME)
        while run.poll() is None and parts(place) < least:
            time.sleep(0.01)
        run.send_signal(signal.SIGKILL)
        run.wait()
        found.append(parts(place))
    assert found == sorted(found), "a run has done again what the one before had finished"
    assert found[0] >= 2
    times = {part: part.stat().st_mtime_ns for part in place.rglob("sketch-*")}
    with Store(path, create=False) as store:
        assert store.linked_state() is None
        again = Again(times)
        link_store(store, None, again)
    assert rows(path) == wanted
    assert not again.changed


class Again:
    """Looks after each part whether any that stood before was written anew."""

    def __init__(self, times: dict[Path, int]) -> None:
        self._times = times
        self.changed: list[Path] = []

    def __call__(self, _phase: str, _done: int) -> None:
        self.changed += [part for part, at in self._times.items() if part.stat().st_mtime_ns != at]


def parts(place: Path) -> int:
    return sum(1 for _ in place.rglob("*-0*[0-9]")) if place.exists() else 0


def test_what_another_state_has_left_goes(readings: Sequence[Reading], tmp_path: Path) -> None:
    path = filled(tmp_path / "k.db", readings[:20])
    left = Path(f"{path}.linking") / "another" / "sketch-000000"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"of other articles")
    with Store(path, create=False) as store:
        link_store(store)
        assert len(store.rows("articles")) == 20
    assert not left.exists()


def test_a_part_that_was_not_finished_has_no_name(tmp_path: Path) -> None:
    def broken(_folder: Path, _given: object) -> bytes:
        raise ValueError("no")

    with scratch.alone(tmp_path / "k.db"):
        found = scratch.Scratch(tmp_path / "k.db", "state")
        with pytest.raises(ValueError, match="no"):
            found.phase("made", broken, [lambda: None], here(), lambda _phase, _done: None)
        assert not list(found.folder.iterdir())


def test_bounds_leave_out_the_same_in_memory_and_by_parts(
    readings: Sequence[Reading], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(stories, "LARGEST", 6)
    monkeypatch.setattr(ties, "NEAREST", 20)
    monkeypatch.setattr(joining, "MOST", 3)
    path = filled(tmp_path / "k.db", readings)
    with Store(path, create=False) as store:
        link_store(store)
    tables = write(readings, []).tables()
    assert rows(path) == {name: [msgspec.json.encode(row) for row in found] for name, found in tables.items()}
    sizes = Counter(row.story for row in tables["stories"])
    assert max(sizes.values()) <= 6


def test_parts_of_a_store_that_stood_here_before_are_no_parts_of_this_one(
    readings: Sequence[Reading], tmp_path: Path
) -> None:
    """The same sources, edited, in a new store at the old path: its state has the same words, its texts others."""
    path = filled(tmp_path / "k.db", readings[:80])
    run = subprocess.Popen([sys.executable, "-c", LINK, str(path)], cwd=HOME)
    while run.poll() is None and parts(Path(f"{path}.linking")) < 5:
        time.sleep(0.01)
    run.kill()
    run.wait()
    for file in tmp_path.glob("k.db*"):
        if file.is_file():
            file.unlink()
    edited = [
        structs.replace(one, article=structs.replace(one.article, metadata=Metadata(publisher="Another")))
        for one in readings[:80]
    ]
    filled(path, edited)
    with Store(path, create=False) as store:
        link_store(store)
        assert {row.publisher for row in store.each("articles")} == {"Another"}
        assert {row.outlets[0] for row in store.each("supports")} == {"Another"}


def test_two_runs_at_once_link_once(
    readings: Sequence[Reading], wanted: dict[str, list[bytes]], tmp_path: Path
) -> None:
    path = filled(tmp_path / "k.db", readings)
    runs = [subprocess.Popen([sys.executable, "-c", LINK, str(path)], cwd=HOME) for _ in range(2)]
    assert [run.wait() for run in runs] == [0, 0]
    assert rows(path) == wanted
    assert not Path(f"{path}.linking").exists()


def test_a_worker_of_another_kronika_makes_no_part(tmp_path: Path) -> None:
    order = scratch.Order(phases.sketch, tmp_path, "sketch-000000", [], "another")
    with pytest.raises(KronikaError, match="are not those of this run"):
        scratch.make_part(order)
    assert not list(tmp_path.iterdir())


def test_a_worker_that_does_not_see_the_folder_says_so(tmp_path: Path) -> None:
    order = scratch.Order(phases.sketch, tmp_path / "nowhere", "sketch-000000", [], scratch.code_key())
    with pytest.raises(KronikaError, match="does not see this folder"):
        scratch.make_part(order)


def test_an_empty_store_is_linked(tmp_path: Path) -> None:
    with Store(tmp_path / "k.db", create=True) as store:
        link_store(store)
        assert store.linked_state()
        assert store.rows("articles") == []


@pytest.mark.parametrize("most", [500, 9_000, 60_000])
def test_a_full_disk_ends_linking_with_a_remedy_and_nothing_is_lost(
    most: int, readings: Sequence[Reading], wanted: dict[str, list[bytes]], tmp_path: Path
) -> None:
    path = filled(tmp_path / "k.db", readings)
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
    ignored = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    run = subprocess.run(
        [sys.executable, "-c", ignored + limited + LINK, str(path)], cwd=HOME, capture_output=True, text=True
    )
    assert "the disk is full" in run.stderr.splitlines()[-1]
    assert most < 10_000 or parts(Path(f"{path}.linking"))
    with Store(path, create=False) as store:
        link_store(store)
    assert rows(path) == wanted


def test_stories_stay_what_they_are_whatever_the_hash_seed(readings: Sequence[Reading], tmp_path: Path) -> None:
    found = []
    for seed in ("1", "2"):
        path = filled(tmp_path / f"{seed}.db", readings[:120])
        subprocess.run(
            [sys.executable, "-c", LINK, str(path)], cwd=HOME, env={**os.environ, "PYTHONHASHSEED": seed}, check=True
        )
        found.append(rows(path))
    assert found[0] == found[1]
