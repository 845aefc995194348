"""The store: what was put is there, versions stay, and a store that is none says so."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest

from commands import call, run_as_nobody
from invented import article, folder, put_rows, text
from kronika import api
from kronika.errors import StoreError
from kronika.keys import rows_key
from kronika.languages.pack import Pack
from kronika.records import Dictionary, Findings, StoryRow, Trouble, Zone
from kronika.store import Store

FINDINGS = Findings(language="pl", zones=[Zone(start=0, end=5, kind="lead")])


def trouble(source: str, why: str = "why") -> Trouble:
    return Trouble(source=source, name="n", what="w", why=why, remedy="r")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "k.db", create=True)


def test_what_was_put_is_there(store: Store) -> None:
    first, second = article(text(1), "b.txt", published="2022"), article("\ufeff😀\r\n", "a.txt")
    assert not store.has(first, "key")
    store.put(first, FINDINGS, "key", [trouble(first.source)])
    store.put(second, FINDINGS, "key", [])
    assert store.has(first, "key")
    assert not store.has(first, "another key")
    assert not store.has(msgspec.structs.replace(first, header=3), "key")
    assert [r.article for r in store.readings()] == [second, first]
    assert [r.findings for r in store.readings([first.source])] == [FINDINGS]
    assert store.readings([]) == []
    assert store.faults(first.source) == [trouble(first.source)]


def test_another_process_sees_it_at_once(store: Store) -> None:
    store.put(article("a"), FINDINGS, "key", [])
    with Store(store.path, create=False) as other:
        assert other.has(article("a"), "key")


def test_an_edit_is_a_new_version_and_the_old_one_stays(store: Store) -> None:
    old, new = article("stary tekst"), article("nowy tekst")
    for version in (old, new):
        store.put(version, FINDINGS, "key", [])
    assert [r.article.text for r in store.readings()] == ["nowy tekst"]
    assert [a.text for _, _, a in store.versions()] == ["stary tekst", "nowy tekst"]
    assert not store.has(old, "key")
    store.put(old, FINDINGS, "key", [])
    assert [r.article.text for r in store.readings()] == ["stary tekst"]
    assert len(list(store.versions())) == 2


def test_reading_again_replaces_findings_and_faults(store: Store) -> None:
    store.put(article("a"), FINDINGS, "old", [trouble("/reports/a.txt", "old")])
    better = Findings(language="pl", zones=[])
    store.put(article("a"), better, "new", [trouble("/reports/a.txt", "new")])
    assert [r.findings for r in store.readings()] == [better]
    assert [t.why for t in store.faults()] == ["new"]


def test_faults_of_a_path_are_forgotten_with_it_alone(store: Store) -> None:
    places = ["/a", "/a/b.txt", "/a/c/d.txt", "/ab.txt", "/a%/x", "/A/b.txt"]
    store.add_faults([trouble(place) for place in places] * 2)
    store.put(article("x", "../a/e.txt"), FINDINGS, "key", [trouble("/a/e.txt")])
    store.clear_faults(Path("/a"))
    assert [t.source for t in store.faults()] == ["/A/b.txt", "/a%/x", "/a/e.txt", "/ab.txt"]
    store.clear_faults(Path("/"))
    assert [t.source for t in store.faults()] == ["/a/e.txt"]


def test_rows_are_of_a_state(store: Store) -> None:
    empty = store.state()
    assert store.linked_state() is None
    row = StoryRow(id="s", article="a", story="x", title="T")
    put_rows(store, {"stories": [row, row], "articles": []}, empty)
    assert store.rows("stories") == [row, row]
    assert store.linked_state() == empty
    put_rows(store, {"stories": [row]}, "another")
    assert store.rows("stories") == [row]
    assert store.state() == empty
    store.put(article("a"), FINDINGS, "key", [])
    with_article = store.state()
    store.add_faults([trouble("/a")])
    assert len({empty, with_article, store.state()}) == 3


def dictionary(name: str, text: str = "PER Jan Kowalski") -> Dictionary:
    return Dictionary(name=name, kind="text", text=text)


def test_dictionaries_stay_until_replaced_or_taken_out(store: Store) -> None:
    states = [store.state()]
    one, other, better = dictionary("b.txt"), dictionary("a.txt"), dictionary("b.txt", "ORG Liga")
    for given, anew, there in (
        ([one], False, [one]),
        ([other], False, [other, one]),
        ([better], False, [other, better]),
        ([], False, [other, better]),
        ([one], True, [one]),
        ([], True, []),
    ):
        store.put_dictionaries(given, anew=anew)
        assert store.dictionaries() == there
        states.append(store.state())
    assert states[3] == states[4]
    assert states[0] == states[-1]
    assert states[1] == states[5], "the same dictionaries are the same state"
    assert len(set(states)) == 4


def test_a_store_from_before_dictionaries_goes_on_working(tmp_path: Path) -> None:
    reports, path = folder(tmp_path / "a", 1), tmp_path / "k.db"
    call("read", reports, "--store", path)
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE dictionaries")
    assert call("verify", "--store", path).code == 0
    assert call("read", reports, "--store", path).out == "1 report unchanged, none read again.\n"
    with Store(path, create=False) as store:
        store.put_dictionaries([dictionary("a.txt")], anew=False)
        assert store.dictionaries() == [dictionary("a.txt")]


def test_a_word_list_of_names_that_changes_means_linking_again(polish: Pack, tmp_path: Path) -> None:
    shutil.copy(polish.folder / "pack.toml", tmp_path)
    for room in ("names", "time"):
        shutil.copytree(polish.folder / room, tmp_path / room)
    before = rows_key([Pack(tmp_path)], "state")
    assert rows_key([Pack(tmp_path)], "state") == before
    assert rows_key([Pack(tmp_path)], "another") != before
    (tmp_path / "time" / "corpus.txt").write_text("")
    assert rows_key([Pack(tmp_path)], "state") == before, "linking reads nothing of time"
    (tmp_path / "names" / "entities" / "people.txt").write_text("PER Jan Kowalski\n")
    assert rows_key([Pack(tmp_path)], "state") != before


def test_a_write_that_fails_leaves_nothing_behind(store: Store) -> None:
    before = store.state()
    unstorable = [trouble("/reports/a.txt"), "no trouble"]
    with pytest.raises(AttributeError):
        store.put(article("a"), FINDINGS, "key", unstorable)  # type: ignore[list-item]
    assert store.state() == before
    assert list(store.versions()) == []
    store.put(article("a"), FINDINGS, "key", [])


def test_a_full_disk_leaves_the_store_whole(store: Store) -> None:
    store.put(article("pierwszy"), FINDINGS, "key", [])
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(StoreError, match=r"the disk is full\. Free some space"):
        for number in range(100):
            store.put(article(text(number) * 20, f"{number}.txt"), FINDINGS, "key", [])
    there = [r.article.name for r in store.readings()]
    assert "a.txt" in there
    assert len(there) < 50
    assert store._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


# ------------------------------------------------------------------ what is no store

COMMANDS = [
    ("verify",),
    ("explain", "a.txt:1"),
    ("who",),
    ("stories",),
    ("reuse",),
    ("remove", "a.txt"),
    ("export", "-o", "{}/out"),
    ("read", "{}/a"),
    ("report", "{}/a", "-o", "{}/p.html"),
]


def spoil(path: Path, how: str) -> None:
    if how == "text":
        path.write_text("to nie jest baza\n" * 100)
    elif how == "cut":
        with Store(path, create=True) as store:
            store.put(article(text(1) * 50), FINDINGS, "key", [])
            store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        path.write_bytes(path.read_bytes()[:5000])
    else:
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE other (x)")
            db.execute(f"PRAGMA user_version = {99 if how == 'newer' else 0}")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
@pytest.mark.parametrize(
    ("how", "problem"),
    [
        ("text", "it is not a store of Kronika. Name another file with --store"),
        ("newer", "it is no store of this version of Kronika (99). Name another with --store"),
        ("other", "it is no store of this version of Kronika (0). Name another with --store"),
    ],
)
def test_what_is_no_store_is_refused_and_not_touched(
    tmp_path: Path, command: tuple[str, ...], how: str, problem: str
) -> None:
    folder(tmp_path / "a", 1)
    path = tmp_path / "x.db"
    spoil(path, how)
    before = path.read_bytes()
    done = call(*(part.format(tmp_path) for part in command), "--store", path)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"kronika: {path}: {problem}")
    assert path.read_bytes() == before


def test_a_store_cut_short_is_refused(tmp_path: Path) -> None:
    spoil(tmp_path / "x.db", "cut")
    done = call("verify", "--store", tmp_path / "x.db")
    assert done.code == 1
    assert "it is not a store of Kronika" in done.err


@pytest.mark.parametrize("command", COMMANDS[:7], ids=lambda c: c[0])
def test_no_store(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = call(*(part.format(tmp_path) for part in command), "--store", tmp_path / "none.db")
    assert (done.code, done.out) == (1, "")
    assert "there is no store. Run 'kronika read PATH…' first" in done.err
    assert not (tmp_path / "none.db").exists()


def test_a_store_in_a_folder_that_is_missing(tmp_path: Path) -> None:
    done = call("read", folder(tmp_path / "a", 1), "--store", tmp_path / "no" / "k.db")
    assert done.code == 1
    assert "it cannot be opened for writing. Check the folder and your rights" in done.err


def test_a_folder_for_reading_alone(open_folder: Path) -> None:
    reports = folder(open_folder / "a", 1)
    call("read", reports, "--store", open_folder / "k.db")
    for path in open_folder.glob("k.db*"):
        path.chmod(0o444)
    open_folder.chmod(0o555)
    for store in ("k.db", "new.db"):
        done = run_as_nobody("read", reports, "--store", open_folder / store)
        assert done.code == 1
        assert f"{open_folder / store}: it cannot be opened for writing" in done.err
    open_folder.chmod(0o755)
    assert not (open_folder / "new.db").exists()


# ------------------------------------------------------------------------- verify


@pytest.fixture
def read_store(tmp_path: Path) -> Path:
    call("read", folder(tmp_path / "a", 3), "--store", tmp_path / "k.db")
    assert api.verify(tmp_path / "k.db").wrong == []
    return tmp_path / "k.db"


def test_verify_counts_all_versions_and_passages(read_store: Path) -> None:
    found = api.verify(read_store)
    assert found.articles == 3
    assert found.spans > 10


def test_verify_finds_a_text_that_was_changed(read_store: Path) -> None:
    with sqlite3.connect(read_store) as db:
        db.execute("UPDATE versions SET article = replace(article, 'Kowalski', 'Kowalska') WHERE version = 1")
    done = call("verify", "--store", read_store)
    assert done.code == 1
    assert "raport-0000.txt: the stored text is not the one that was read" in done.err
    assert "3 versions" in done.out


def test_verify_finds_a_passage_that_was_moved(read_store: Path) -> None:
    with sqlite3.connect(read_store) as db:
        db.execute("UPDATE linked_rows SET body = replace(body, '\"start\":0', '\"start\":1') WHERE kind = 'passages'")
    done = call("verify", "--store", read_store)
    assert done.code == 1
    assert "is not what stands there" in done.err


def test_verify_finds_a_difference_of_copies_that_was_moved(tmp_path: Path) -> None:
    for i, window in enumerate(("301", "302")):
        (tmp_path / f"{i}.txt").write_text(text(1).replace("301", window), encoding="utf-8")
    api.read([tmp_path / "0.txt", tmp_path / "1.txt"], tmp_path / "k.db")
    assert api.verify(tmp_path / "k.db").wrong == []
    with sqlite3.connect(tmp_path / "k.db") as db:
        db.execute("UPDATE linked_rows SET body = replace(body, '\"302\"', '\"303\"') WHERE kind = 'reuse'")
    assert [trouble.what for trouble in api.verify(tmp_path / "k.db").wrong] == ["reuse"]


@pytest.mark.parametrize("table", ["versions", "findings", "linked_rows"])
def test_a_row_that_cannot_be_read_is_told(read_store: Path, table: str) -> None:
    column = "article" if table == "versions" else "body"
    with sqlite3.connect(read_store) as db:
        db.execute(f"UPDATE {table} SET {column} = X'7B7B'")
    done = call("verify", "--store", read_store)
    assert done.code == 1
    assert "one of its rows cannot be read" in done.err
