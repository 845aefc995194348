"""Paths to files: everything below a folder is read once or named with the reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commands import run_as_nobody
from kronika import reading
from kronika.records import Trouble


def find(*paths: Path) -> tuple[list[str], dict[str, str]]:
    """The names of the files found, and the reason of each fault by its name."""
    found = list(reading.find(paths))
    faults = [f for f in found if isinstance(f, Trouble)]
    assert all(f.remedy for f in faults)
    return [f.name for f in found if isinstance(f, Path)], {f.name: f.why for f in faults}


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Środa.")


def test_a_folder_is_searched_to_its_bottom_in_order(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a/z.TXT", "a/y/x.jsonl", "c.ndjson", "a/w.text")
    assert find(tmp_path) == (["w.text", "x.jsonl", "z.TXT", "b.txt", "c.ndjson"], {})


def test_each_file_once_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a/b.txt")
    (tmp_path / "a/also.txt").symlink_to("b.txt")
    (tmp_path / "again").symlink_to("a")
    monkeypatch.chdir(tmp_path)
    assert find(Path("a/b.txt"), Path("a/../a/b.txt"), tmp_path) == (["b.txt"], {})


def test_hidden_and_underscored_names_are_passed_over_unless_named(tmp_path: Path) -> None:
    put(tmp_path, ".hidden.txt", "_truth/a.txt", ".git/b.txt", "c.txt", "_d.txt")
    assert find(tmp_path) == (["c.txt"], {})
    assert find(tmp_path / "_truth", tmp_path / ".hidden.txt") == (["a.txt", ".hidden.txt"], {})


def test_unknown_endings_are_faults_unless_named(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf", "README", "b.txt.gz")
    names, faults = find(tmp_path)
    assert names == []
    assert faults == {
        "a.pdf": "files that end in '.pdf' are not read",
        "README": "files that end in 'nothing' are not read",
        "b.txt.gz": "files that end in '.gz' are not read",
    }
    assert find(tmp_path / "README") == (["README"], {})


def test_a_missing_path(tmp_path: Path) -> None:
    assert find(tmp_path / "nic.txt") == ([], {"nic.txt": "there is no such file or folder"})


def test_links_that_lead_nowhere_or_round_and_round(tmp_path: Path) -> None:
    (tmp_path / "dangling.txt").symlink_to("nothing")
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "a").mkdir()
    (tmp_path / "a/up").symlink_to("..")
    put(tmp_path, "a/b.txt")
    assert find(tmp_path) == (
        ["b.txt"],
        {
            "dangling.txt": "the link leads to nothing",
            "self": "a loop of links",
            "up": "the link leads back to a folder above it",
        },
    )


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert find(tmp_path) == ([], {"pipe.txt": "it is not a regular file"})
    assert find(tmp_path / "pipe.txt") == ([], {"pipe.txt": "it is not a regular file"})


def test_a_name_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text("Środa.")
    put(tmp_path, "a.txt")
    assert find(tmp_path) == (["a.txt"], {"?.txt": "its name is not UTF-8"})


@pytest.mark.skipif(os.getuid() == 0, reason="root may open everything")
def test_a_folder_without_rights(tmp_path: Path) -> None:
    put(tmp_path, "closed/a.txt", "b.txt")
    (tmp_path / "closed").chmod(0)
    try:
        assert find(tmp_path) == (["b.txt"], {"closed": "it may not be opened"})
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_a_folder_and_a_file_without_rights_for_nobody(open_folder: Path) -> None:
    put(open_folder, "closed/a.txt", "b.txt", "c.txt")
    (open_folder / "c.txt").write_text("Prezydent Joren Maklavic przyjechał wczoraj do Morzan i spotkał się z ludźmi.")
    (open_folder / "closed").chmod(0)
    (open_folder / "b.txt").chmod(0)
    open_folder.chmod(0o777)
    done = run_as_nobody("read", open_folder, "--store", open_folder / "k.db")
    (open_folder / "closed").chmod(0o700)
    assert done.code == 3
    assert "kronika: closed: it may not be opened. Give yourself the right" in done.err
    assert "kronika: b.txt: it may not be opened. Give yourself the right" in done.err
    assert done.out.startswith("1 report read")


def test_count_is_of_lines(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"a\nb\nc")
    (tmp_path / "a.txt").write_bytes(b"a\nb\nc")
    assert reading.count(tmp_path / "a.jsonl") == 3
    assert reading.count(tmp_path / "a.txt") == 1
    assert reading.count(tmp_path / "nothing.jsonl") == 0
