"""Taking reports out again: what is exported afterwards is, byte for byte, as if they had never been read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import Done, call, run
from invented import folder, lines, text
from kronika import api, exports
from kronika.errors import InputError
from kronika.store import Store

SHARED = "Wojewoda ogłosił wczoraj wieczorem, że szkoły w całym powiecie pozostaną zamknięte do poniedziałku. "


def tables(store: Path) -> dict[str, bytes]:
    """The bytes of every table of the export."""
    place = store.parent / f"{store.stem}-tables"
    exports.export(place, store)
    return {path.name: path.read_bytes() for path in place.iterdir()}


def of(*paths: Path, at: Path) -> dict[str, bytes]:
    """What a new store of these files exports."""
    api.read(paths, at)
    return tables(at)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports that share passages and a name, are broken, are in another language, or are records of a feed."""
    place = tmp_path_factory.mktemp("mixed") / "a"
    folder(place, 3)
    (place / "deeper").mkdir()
    (place / "deeper" / "raport-0000.txt").write_text(text(7), encoding="utf-8")
    (place / "copy-1.txt").write_text(SHARED + text(11), encoding="utf-8")
    (place / "copy-2.txt").write_text(SHARED + text(12), encoding="utf-8")
    (place / "broken.txt").write_bytes(text(13).encode() + b"\xff \xc5")
    (place / "noise.txt").write_text(text(14) + "\n\n" + "#" * 300, encoding="utf-8")
    (place / "english.txt").write_text("The president arrived in the capital and met the minister for talks.")
    records: list[dict[str, object]] = [
        {"id": "one", "text": SHARED + text(15), "published": "wczoraj"},
        {"text": text(16), "published": "kiedyś"},
        {"id": "two", "text": text(17)},
    ]
    lines(place / "feed.jsonl", records)
    return place


def reports(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def full(mixed: Path) -> Path:
    store = mixed.parent / "full.db"
    api.read([mixed], store)
    return store


def names(store: Path) -> list[str]:
    return [json.loads(line)["article"] for line in tables(store)["articles.jsonl"].splitlines()]


@pytest.mark.parametrize("kept", [0, 1, 4, 7, 8])
def test_adding_reports_and_removing_them_gives_the_same_export(mixed: Path, tmp_path: Path, kept: int) -> None:
    files = [path for path in reports(mixed) if path.suffix == ".txt"]
    wanted = of(*files[:kept], at=tmp_path / "never.db") if kept else empty(tmp_path)
    store = tmp_path / "k.db"
    api.read(files, store)
    with Store(store, create=False) as opened:
        sources = {r.article.source for r in opened.readings()} - set(map(str, files[:kept]))
    every = {name: r.article.source for name, r in named(store).items()}
    api.remove([name for name, source in every.items() if source in sources], store)
    assert tables(store) == wanted


def empty(place: Path) -> dict[str, bytes]:
    with Store(place / "never.db", create=True):
        pass
    return tables(place / "never.db")


def named(store: Path) -> dict[str, object]:
    from kronika.pipeline import named_readings

    with Store(store, create=False) as opened:
        return named_readings(opened.readings())  # type: ignore[return-value]


@settings(max_examples=12)
@given(data=st.data())
def test_whatever_is_removed_the_order_and_the_steps_leave_no_trace(data: st.DataObject, full: Path) -> None:
    """All at once, one by one, backwards: the bytes are the same."""
    chosen = data.draw(st.lists(st.sampled_from(sorted(named(full))), min_size=1, max_size=4, unique=True))
    sources = {name: r.article.source for name, r in named(full).items()}  # type: ignore[attr-defined]
    once, steps = full.parent / "once.db", full.parent / "steps.db"
    for store in (once, steps):
        shutil.copy(full, store)
    api.remove(chosen, once)
    for name in reversed(chosen):
        now = {r.article.source: shown for shown, r in named(steps).items()}  # type: ignore[attr-defined]
        api.remove(now[sources[name]], steps)
    assert tables(steps) == tables(once)


def test_a_record_goes_with_the_faults_that_are_about_it(mixed: Path, tmp_path: Path) -> None:
    feed, store = mixed / "feed.jsonl", tmp_path / "k.db"
    api.read(feed, store)
    assert tables(store)["faults.jsonl"].count(b"EDTF") == 2
    api.remove("one", store)
    assert b"line 1" not in tables(store)["faults.jsonl"]
    assert b"line 2" in tables(store)["faults.jsonl"]
    api.remove("feed.jsonl:2", store)
    assert tables(store)["faults.jsonl"] == b""
    assert names(store) == ["two"]


def test_faults_of_a_file_from_which_no_report_came_stay(tmp_path: Path) -> None:
    place, store = folder(tmp_path / "a", 2), tmp_path / "k.db"
    (place / "empty.txt").write_bytes(b"")
    lines(place / "feed.jsonl", [{"id": "one", "text": text(5)}, {"id": "bad", "text": ""}])
    api.read(place, store)
    api.remove(["one", "raport-0001.txt"], store)
    faults = tables(store)["faults.jsonl"]
    assert b"empty.txt" in faults
    assert b"line 2" in faults


def test_an_id_that_stood_twice_goes_with_its_fault(tmp_path: Path) -> None:
    feed, store = tmp_path / "feed.jsonl", tmp_path / "k.db"
    lines(feed, [{"id": "one", "text": text(5)}, {"id": "one", "text": text(6)}, {"id": "two", "text": text(7)}])
    api.read(feed, store)
    assert b"stands twice" in tables(store)["faults.jsonl"]
    api.remove("one", store)
    assert tables(store)["faults.jsonl"] == b""


def test_ids_that_stood_twice_are_a_fault_each_by_the_names_of_their_reports(tmp_path: Path) -> None:
    feed, store = tmp_path / "feed.jsonl", tmp_path / "k.db"
    twice = [{"id": id, "text": text(i)} for i, id in enumerate(["one", "one", "two", "two"])]
    lines(feed, [*twice, {"id": "three", "text": ""}])
    api.read(feed, store)
    told = [json.loads(line)["article"] for line in tables(store)["faults.jsonl"].splitlines()]
    assert sorted(told) == ["feed.jsonl", "one", "two"]


def test_the_other_of_two_of_one_name_loses_its_hash(tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    for number, place in enumerate(("a", "b")):
        (tmp_path / place).mkdir()
        (tmp_path / place / "x.txt").write_text(text(number) + "\n\n" + "#" * 300, encoding="utf-8")
    wanted = of(tmp_path / "a", at=tmp_path / "never.db")
    api.read([tmp_path / "a", tmp_path / "b"], store)
    by_source = {r.article.source: name for name, r in named(store).items()}  # type: ignore[attr-defined]
    with pytest.raises(InputError, match=r"Did you mean x\.txt#[0-9a-f]{8}, x\.txt#[0-9a-f]{8}\?"):
        api.remove("x.txt", store)
    one, other = by_source[str(tmp_path / "a" / "x.txt")], by_source[str(tmp_path / "b" / "x.txt")]
    done = call("remove", other, "--store", store)
    assert done == (0, f"Removed {other}\n{one} is named x.txt now\n1 report left in the store.\n", "")
    assert tables(store) == wanted
    api.read(tmp_path / "b", store)
    assert set(names(store)) == {one, other}


def test_reading_again_brings_it_back(mixed: Path, full: Path, tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    shutil.copy(full, store)
    api.remove(["copy-1.txt", "two"], store)
    with Store(store, create=False) as opened:
        assert {a.name for _, _, a in opened.versions()} >= {"copy-1.txt", "two"}
    assert call("verify", "--store", store).code == 0
    summary = api.read(mixed, store)
    assert (summary.read, summary.again, summary.unchanged) == (2, 0, len(named(full)) - 2 - 1)
    assert tables(store) == tables(full)


def test_an_unknown_name_removes_nothing(full: Path, tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    shutil.copy(full, store)
    done = call("remove", "copy-1.txt", "copy-3.txt", "--store", store)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("kronika: copy-3.txt: the store has no article of this name. Did you mean copy-")
    assert tables(store) == tables(full)


def test_a_name_that_is_given_twice_is_removed_once(full: Path, tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    shutil.copy(full, store)
    done = call("remove", "two", "two", "--store", store, "--json")
    assert json.loads(done.out)["removed"] == ["two"]


def test_from_the_shell(tmp_path: Path) -> None:
    """Read, add, remove, each by a program of its own: the bytes are those of the reports that were left."""
    place = folder(tmp_path / "a", 3)

    def told(*arguments: object) -> Done:
        return run(*arguments, cwd=tmp_path)

    assert told("read", place / "raport-0000.txt", place / "raport-0001.txt").code == 0
    assert told("export", "-o", "before").code == 0
    assert told("read", "a").out == "1 report read; 2 reports unchanged.\n"
    assert told("remove", "raport-0002.txt").out == "Removed raport-0002.txt\n2 reports left in the store.\n"
    assert told("export", "-o", "after").code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "before").iterdir()}
    assert before == {path.name: path.read_bytes() for path in (tmp_path / "after").iterdir()}
    assert told("read", "a").out == "1 report read; 2 reports unchanged.\n"
