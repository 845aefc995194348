"""Nothing lost: a run that is killed, stopped or out of room keeps every finished article."""

from __future__ import annotations

import resource
import signal
import sqlite3
from pathlib import Path

import msgspec
import pytest

from commands import call, run, start, stored, wait_until
from invented import folder
from kronika import api
from kronika.store import Store

NUMBER = 300


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("reports") / "a", NUMBER)


def whole(store: Path) -> int:
    """The articles of a store, each of which has its findings; the store is sound and every passage holds."""
    with sqlite3.connect(store) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with Store(store, create=False) as opened:
        readings = opened.readings()
    assert len(readings) == stored(store)
    assert all(r.findings.sentences for r in readings)
    assert api.verify(store).wrong == []
    return len(readings)


def finish(reports: Path, store: Path, already: int) -> None:
    """A second run reads the rest, and only the rest."""
    summary = api.read([reports], store)
    assert (summary.unchanged, summary.read, summary.faults) == (already, NUMBER - already, [])
    assert whole(store) == NUMBER


def test_a_killed_writer(reports: Path, tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    with start("read", reports, "--store", store) as process:
        wait_until(lambda: stored(store) >= 5, process)
        process.send_signal(signal.SIGKILL)
        process.wait()
    already = whole(store)
    assert 5 <= already < NUMBER
    finish(reports, store, already)


def test_a_run_stopped_with_control_c(reports: Path, tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    with start("read", reports, "--store", store) as process:
        wait_until(lambda: stored(store) >= 5, process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert "Traceback" not in err
    assert process.returncode == 3
    assert "the run was stopped here, and what follows was not read. Run the command again" in err
    assert "The run was stopped; run it again to go on." in out
    assert faults(store, tmp_path) == ["run"]
    finish(reports, store, whole(store))
    assert faults(store, tmp_path) == []


def faults(store: Path, place: Path) -> list[str]:
    call("export", "--store", store, "-o", place / "tables")
    lines = (place / "tables" / "faults.jsonl").read_bytes().splitlines()
    return [msgspec.json.decode(line)["what"] for line in lines]


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))


@pytest.mark.parametrize("command", ["read", "report"])
def test_a_full_disk(reports: Path, tmp_path: Path, command: str) -> None:
    store = tmp_path / "k.db"
    more = ["-o", tmp_path / "page.html"] if command == "report" else []
    done = run(command, reports, *more, "--store", store, preexec_fn=limit)
    assert done.code in (1, 3)
    assert "the disk is full" in done.err
    assert "Free some space, or name a store on another disk with --store; what was read stays" in done.err
    already = whole(store)
    assert 0 < already < NUMBER
    finish(reports, store, already)


def test_no_room_for_the_first_page(reports: Path, tmp_path: Path) -> None:
    done = run(
        "read",
        reports,
        "--store",
        tmp_path / "k.db",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
    )
    assert done.code == 1
    assert "the disk is full" in done.err
    finish(reports, tmp_path / "k.db", 0)
