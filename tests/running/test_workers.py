"""The export is the same whoever reads and whoever is killed; what workers have finished is not read again."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import msgspec
import pytest
from clusters import certificate, running
from working import POISON, deadly_read, gone, read_without_room, workers_of

from commands import call, run, start, stored, wait_until
from invented import article, folder, lines
from kronika import api, exports
from kronika.errors import KronikaError
from kronika.pipeline import Reader
from kronika.running import driver, executors, worker
from kronika.running.shards import Leftovers, Shards, place_of, write_shard
from kronika.running.worker import Batch, read_batch, shard_of
from kronika.store import Store

NUMBER = 60
BARE = {"syntax": None, "names": None}
"""Without models a report is read in some milliseconds."""
NO_MODELS = ("--model", "syntax=none", "--model", "names=none")


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports, with an id that stands twice and a file that is empty."""
    place = folder(tmp_path_factory.mktemp("many") / "a", NUMBER)
    lines(place / "zapis.jsonl", [{"id": "raz", "text": "Pierwszy zapis."}, {"id": "raz", "text": "Drugi zapis."}])
    (place / "pusty.txt").write_bytes(b"")
    return place


@pytest.fixture(scope="session")
def wanted(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process makes of them that nobody disturbs."""
    store = tmp_path_factory.mktemp("wanted") / "k.db"
    summary = api.read([reports], store, models=BARE)
    assert (summary.read, len(summary.faults)) == (NUMBER + 1, 2)
    return exported(store)


def exported(store: Path) -> dict[str, bytes]:
    place = store.parent / f"{store.stem}-tables"
    exports.export(place, store)
    return {path.stem: path.read_bytes() for path in place.iterdir()}


def finish(reports: Path, store: Path, wanted: dict[str, bytes]) -> None:
    """Another run reads what is left, and nothing tells that there was one before."""
    already = stored(store)
    summary = api.read([reports], store, models=BARE)
    assert (summary.unchanged, summary.read, summary.again) == (already, NUMBER + 1 - already, 0)
    assert exported(store) == wanted
    assert not place_of(store).exists()


# ------------------------------------------------------------------- processes


def test_two_processes(reports: Path, wanted: dict[str, bytes], tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    shown: list[tuple[int, int]] = []
    one = api.read([reports], tmp_path / "one.db", models=BARE)
    two = api.read([reports], store, lambda *counts: shown.append(counts), BARE, workers=2)
    assert two == one
    assert shown == sorted(shown)
    assert shown[0][0] == 0
    assert shown[-1][0] >= NUMBER + 3
    assert exported(store) == wanted
    assert not place_of(store).exists()
    assert workers_of(os.getpid()) == []


def test_few_reports_start_no_process(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    api.read([reports], tmp_path / "k.db", models=BARE)
    monkeypatch.setattr("kronika.running.driver.finished", None)
    assert api.read([reports], tmp_path / "k.db", models=BARE, workers=2).unchanged == NUMBER + 1
    some = sorted(reports.glob("*.txt"))[:20]
    assert api.read(some, tmp_path / "few.db", models=BARE, workers=2).read == 19


@pytest.mark.parametrize("seed", [1, 2])
def test_a_worker_killed_at_any_moment(reports: Path, wanted: dict[str, bytes], tmp_path: Path, seed: int) -> None:
    store, chance = tmp_path / "k.db", random.Random(seed)
    with start("read", reports, "--store", store, "--workers", 2, *NO_MODELS) as process:
        wait_until(lambda: bool(workers_of(process.pid)), process)
        time.sleep(chance.uniform(0, 3))
        for one in workers_of(process.pid)[:1]:
            one.kill()
        _, err = process.communicate()
    assert process.returncode == 3, err
    assert exported(store) == wanted


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_driver_killed_at_any_moment(reports: Path, wanted: dict[str, bytes], tmp_path: Path, seed: int) -> None:
    store, chance = tmp_path / "k.db", random.Random(seed)
    with start("read", reports, "--store", store, "--workers", 2, *NO_MODELS) as process:
        wait_until(lambda: bool(workers_of(process.pid)), process)
        time.sleep(chance.uniform(0, 2.5))
        workers = workers_of(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert gone(workers)
    finish(reports, store, wanted)


def test_control_c(reports: Path, wanted: dict[str, bytes], tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    with start("read", reports, "--store", store, "--workers", 2, *NO_MODELS) as process:
        wait_until(lambda: stored(store) >= 8, process)
        workers = workers_of(process.pid)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 3
    assert "Traceback" not in err
    assert "the run was stopped here, and what follows was not read. Run the command again" in err
    assert "The run was stopped; run it again to go on." in out
    assert gone(workers)
    assert not place_of(store).exists()
    finish(reports, store, wanted)


def test_two_runs_at_once(reports: Path, wanted: dict[str, bytes], tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    with start("read", reports, "--store", store, "--workers", 2, *NO_MODELS) as first:
        wait_until(lambda: place_of(store).exists(), first)
        assert run("read", reports, "--store", store, "--workers", 2, *NO_MODELS).code == 3
        first.communicate()
    assert first.returncode == 3
    assert exported(store) == wanted
    assert not place_of(store).exists()


@pytest.mark.parametrize(
    "options", [("--workers", 0), ("--workers", "two"), ("--workers", 2, "--scheduler", "tcp://127.0.0.1:8786")]
)
def test_options_that_make_no_sense(reports: Path, tmp_path: Path, options: tuple[object, ...]) -> None:
    assert call("read", reports, "--store", tmp_path / "k.db", *options).code == 2
    assert not (tmp_path / "k.db").exists()


def test_an_address_that_is_refused_touches_no_store(reports: Path, tmp_path: Path) -> None:
    done = call("read", reports, "--store", tmp_path / "k.db", "--scheduler", "tcp://10.0.0.1:8786")
    assert done.code == 1
    assert "reports are sent to another machine through TLS alone" in done.err
    assert not (tmp_path / "k.db").exists()


# ---------------------------------------------------------------- poison and full disks


def test_a_report_that_ends_its_process_is_a_fault_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folder(tmp_path / "a", 33)
    (place / "raport-0017.txt").write_text(f"{POISON} zabija proces, który ją czyta.", encoding="utf-8")
    monkeypatch.setattr(worker, "read_batch", deadly_read)
    for module in (executors, driver):
        monkeypatch.setattr(module, "MOST_BREAKS", 2)
    summary = api.read([place], tmp_path / "k.db", models=BARE, workers=2)
    assert summary.read == 32
    assert [(fault.name, fault.what) for fault in summary.faults] == [("raport-0017.txt", "contents")]
    assert summary.faults[0].why == "reading it ended the process that read it, 2 times"
    assert api.read([place], tmp_path / "k.db", models=BARE).faults == summary.faults


def test_a_disk_that_is_full_for_workers(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "k.db"
    with monkeypatch.context() as patched:
        patched.setattr(worker, "read_batch", read_without_room)
        summary = api.read([reports], store, models=BARE, workers=2)
    assert summary.faults[-1].why == "the disk is full; what follows was not read"
    assert "Free some space" in summary.faults[-1].remedy
    assert not place_of(store).exists()


# ------------------------------------------------------------------------ shards


def left_over(store: Path, reader: Reader, *words: str) -> Path:
    """The folder of a run that died, with a shard of these articles."""
    shards = Shards(store, reader.key)
    articles = [article(word, f"{number}.txt") for number, word in enumerate(words)]
    write_shard(shards.folder, "a.shard", shard_of(reader, articles))
    shards.leave()
    return shards.folder


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(BARE)


def test_what_a_dead_run_has_read_is_not_read_again(tmp_path: Path, reader: Reader) -> None:
    store = tmp_path / "k.db"
    place = left_over(store, reader, "Pierwszy zapis.", "Drugi zapis.")
    left = Leftovers(store, reader.key)
    assert Leftovers(store, reader.key).find(article("Drugi zapis.", "1.txt")) is None, "another run has it"
    found = left.find(article("Drugi zapis.", "1.txt"))
    assert found is not None
    assert found.source == "/reports/1.txt"
    assert left.find(article("Trzeci zapis.", "1.txt")) is None
    left.drop({"/reports/else.txt"})
    left.close()
    assert (place / "a.shard").exists(), "a run that saw none of its articles leaves it"
    again = Leftovers(store, reader.key)
    again.drop({"/reports/1.txt"})
    again.close()
    assert not place_of(store).exists()


@pytest.mark.parametrize("harm", ["key", "short", "aside", "manifest"])
def test_shards_that_are_of_no_use_are_removed(tmp_path: Path, reader: Reader, harm: str) -> None:
    store = tmp_path / "k.db"
    place = left_over(store, reader, "Pierwszy zapis.")
    shard = place / "a.shard"
    if harm == "short":
        shard.write_bytes(shard.read_bytes()[:-1])
    if harm == "aside":
        shard.rename(place / "a.shard.1234.part")
    if harm == "manifest":
        place.with_suffix(".json").write_bytes(b"")
    left = Leftovers(store, "another" if harm == "key" else reader.key)
    assert (left.find(article("Pierwszy zapis.", "0.txt")) is not None) == (harm == "manifest")
    left.drop({"/reports/0.txt"})
    left.close()
    assert not place_of(store).exists()


def test_shards_of_a_run_that_lives_are_left_alone(tmp_path: Path, reader: Reader) -> None:
    store = tmp_path / "k.db"
    shards = Shards(store, reader.key)
    write_shard(shards.folder, "a.shard", shard_of(reader, [article("Pierwszy zapis.")]))
    left = Leftovers(store, "another")
    left.close()
    assert shards.names() == ["a.shard"]
    shards.drop("a.shard")
    shards.leave()
    assert not place_of(store).exists()


def test_the_manifest_says_whose_shards_they_are(tmp_path: Path) -> None:
    shards = Shards(tmp_path / "k.db", "the key")
    manifest = msgspec.json.decode(shards.folder.with_suffix(".json").read_bytes())
    shards.leave()
    assert manifest == {"key": "the key", "machine": os.uname().nodename, "process": os.getpid()}


def test_removed_reports_do_not_come_back_out_of_a_shard(tmp_path: Path, reader: Reader) -> None:
    store = tmp_path / "k.db"
    left_over(store, reader, "Pierwszy zapis.")
    (tmp_path / "b.txt").write_text("Strażacy gasili wczoraj pożar magazynu w porcie.", encoding="utf-8")
    assert api.read([tmp_path / "b.txt"], store, models=BARE).read == 1
    with Store(store, create=False) as opened:
        assert [r.article.name for r in opened.readings()] == ["b.txt"]


def test_shards_among_the_reports_are_no_reports(tmp_path: Path, reader: Reader) -> None:
    store = folder(tmp_path / "a", 2) / "k.db"
    left_over(store, reader, "Pierwszy zapis.")
    summary = api.read([tmp_path / "a"], store, models=BARE)
    assert (summary.read, summary.faults) == (2, [])


def batch(reader: Reader, place: Path, **more: object) -> Batch:
    articles = msgspec.json.encode([article("Pierwszy zapis.")])
    told = {"key": reader.key, "models": tuple(BARE.items()), "articles": articles, "folder": place} | more
    return Batch(**told)  # type: ignore[arg-type]


def test_a_worker_of_another_kronika_refuses(tmp_path: Path, reader: Reader) -> None:
    with pytest.raises(KronikaError, match=r"are not those of this run. Install the same on all machines"):
        read_batch(batch(reader, tmp_path, key="another"))


def test_a_worker_that_does_not_see_the_folder_refuses(tmp_path: Path, reader: Reader) -> None:
    with pytest.raises(KronikaError, match=r"does not see this folder. Put the store in a folder"):
        read_batch(batch(reader, tmp_path / "elsewhere"))


def test_a_batch_that_was_read_is_not_read_again(tmp_path: Path, reader: Reader) -> None:
    name = read_batch(batch(reader, tmp_path))
    written = (tmp_path / name).stat().st_mtime_ns
    assert read_batch(batch(reader, tmp_path)) == name
    assert (tmp_path / name).stat().st_mtime_ns == written
    assert [path.name for path in tmp_path.iterdir()] == [name]


# -------------------------------------------------------------------------- dask


def test_a_cluster(reports: Path, wanted: dict[str, bytes], tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    with running(tmp_path, 2) as cluster:
        done = run("read", reports, "--store", store, "--scheduler", cluster.address, *NO_MODELS)
        assert done.code == 3, done.err
        assert f"{NUMBER + 1} reports read" in done.out
        assert exported(store) == wanted
        assert not place_of(store).exists()


def test_a_cluster_of_which_a_worker_and_then_the_driver_is_killed(
    reports: Path, wanted: dict[str, bytes], tmp_path: Path
) -> None:
    store = tmp_path / "k.db"
    with running(tmp_path, 2) as cluster:
        command = ("read", reports, "--store", store, "--scheduler", cluster.address, *NO_MODELS)
        with start(*command) as process:
            wait_until(lambda: stored(store) >= 8, process)
            cluster.workers[0].kill()
            wait_until(lambda: stored(store) >= 24, process)
            process.kill()
            process.wait()
        assert run(*command).code == 3
    assert exported(store) == wanted


def test_a_cluster_with_tls(reports: Path, wanted: dict[str, bytes], tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    cert, key = certificate(tmp_path)
    options = ("--protocol", "tls", "--tls-ca-file", str(cert), "--tls-cert", str(cert), "--tls-key", str(key))
    with running(tmp_path, 1, options) as cluster:
        command = ("read", reports, "--store", store, "--scheduler", cluster.address, *NO_MODELS)
        refused = run(*command)
        assert refused.code == 1
        assert "TLS needs certificates. Name DASK_DISTRIBUTED__COMM__TLS__CA_FILE" in refused.err
        told = {"CA_FILE": cert, "CLIENT__CERT": cert, "CLIENT__KEY": key}
        own = {f"DASK_DISTRIBUTED__COMM__TLS__{name}": str(path) for name, path in told.items()}
        done = run(*command, env={**os.environ, **own})
    assert done.code == 3, done.err
    assert cluster.address.startswith("tls://")
    assert exported(store) == wanted


def test_a_scheduler_that_goes_away(reports: Path, wanted: dict[str, bytes], tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    with running(tmp_path, 1) as cluster:
        command = ("read", reports, "--store", store, "--scheduler", cluster.address, *NO_MODELS)
        with start(*command) as process:
            wait_until(lambda: stored(store) >= 8, process)
            cluster.scheduler.kill()
            _, err = process.communicate(timeout=50)
    assert process.returncode == 1
    remedy = "Start it again and run the command again: it goes on from here"
    assert err == f"kronika: --scheduler: the scheduler is gone. {remedy}\n"
    finish(reports, store, wanted)
