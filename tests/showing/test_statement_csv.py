"""Statements as a sheet: a line a telling, counted as the screen counts, and no words of reports become formulas."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import hostile
import pytest
import spoken
from msgspec.structs import replace

from commands import call
from kronika import api, exports
from kronika.languages.knowledge import Knowledge
from kronika.records import StoryRow
from kronika.showing.phrases import Phrases
from kronika.showing.sheets import guarded
from kronika.showing.statement_csv import COLUMNS, csv_of
from kronika.showing.statement_search import Wanted, answer

FORMULAS = ["=1+1", "+48 22", "-7", "@SUM(A1)", "\t=1", "＝1", "'=1", "a; =1", '"; DROP', "a,b\r\nc"]
REPORTS = {
    "glos": ("Głos", "„W porcie zginęło 29 osób” – powiedział w środę 5 maja 2027 r. minister Jan Kowalski."),
    "kurier": ("=Kurier", "„W porcie zginęło 29 osób” – powtórzył Jan Kowalski. Zaprzeczył, że port był zamknięty."),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two reports that tell one statement, and one of them another."""
    place = tmp_path_factory.mktemp("said")
    records = [
        {"id": name, "publisher": publisher, "text": text, "published": "2027-05-06", "url": f"https://{name}.pl/a b"}
        for name, (publisher, text) in REPORTS.items()
    ]
    (place / "r.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    api.read([place / "r.jsonl"], place / "k.db")
    return place / "k.db"


def read(written: str) -> list[dict[str, str]]:
    head, *lines = csv.reader(io.StringIO(written, newline=""))
    return [dict(zip(head, line, strict=True)) for line in lines]


def rows(tables: dict[str, list[Any]] | None = None, language: str = "en", **asked: str) -> list[dict[str, str]]:
    stories = [StoryRow(id=name, article=name, story="port", title="Strzały w porcie") for name in spoken.TEXTS]
    told = answer(Wanted(**asked), {**spoken.tables(), "stories": stories, **(tables or {})}, Knowledge())
    return read(csv_of(told, Phrases(language)))


def told(row: dict[str, str], *names: str) -> list[str]:
    return [row[name] for name in names]


def line(id_: str, **more: Any) -> dict[str, str]:
    [found] = [row for row in rows(**more) if row["told"] == id_]
    return found


def test_a_line_is_a_telling_and_the_first_of_each_statement_says_so() -> None:
    found = rows()
    assert sorted(row["told"] for row in found) == sorted(row.id for row in spoken.rows())
    counts = answer(Wanted(), spoken.tables(), Knowledge()).counts
    assert sum(int(row["first"]) for row in found) == counts.statements == len({row["statement"] for row in found})
    for row in found:
        assert int(row["tellings"]) == sum(other["statement"] == row["statement"] for other in found)
    assert told(line("dead-2"), "statement", "first", "tellings", "claim", "through") == [
        "dead",
        "0",
        "3",
        "dead",
        "AKD",
    ]


def test_a_line_says_who_what_how_when_and_where() -> None:
    dead = line("dead")
    assert told(dead, "speaker", "named", "words", "direct", "cue", "stance") == [
        "Tekla Dornik", "1", "W porcie zginęło 29 osób", "1", "podała", "asserts",
    ]  # fmt: skip
    assert told(dead, "day", "day_earliest", "day_latest") == ["6 May 2027", "2027-05-06", "2027-05-06"]
    assert told(dead, "article", "publisher", "published_earliest", "url") == ["glos-1", "Głos", "2027-05-06", ""]
    assert spoken.TEXTS["glos-1"][int(dead["start"]) : int(dead["end"])] == dead["words"]
    assert told(dead, "articles", "outlets", "outlets_unknown", "origins", "origin_names") == [
        "3", "3", "1", "2", "AKD; Głos",
    ]  # fmt: skip
    assert told(dead, "story", "story_title") == ["port", "Strzały w porcie"]
    assert told(line("dead-2"), "day", "said_earliest", "said_latest") == ["6 May 2027", "", "2027-05-08"]


def test_what_is_not_known_stays_empty() -> None:
    burns = line("burns")
    assert told(burns, "speaker", "named", "cue", "day", "publisher", "through") == ["", "0", "", "", "", ""]
    assert told(line("shots"), "speaker", "named") == ["anonimowe źródła rządowe", "0"]


def test_who_else_says_it_is_named() -> None:
    assert told(line("shots-not"), "also_said_by", "claim") == ["anonimowe źródła rządowe", "shots-not"]
    assert told(line("shots"), "also_said_by", "claim", "statement") == ["Joren Maklavic", "shots-not", "shots"]


def test_attitudes_and_days_are_in_words_of_the_language() -> None:
    assert told(line("strike"), "attitude", "modality") == ["as possible", "possible"]
    assert told(line("shots-not", language="pl"), "stance", "day") == ["denies", "6 maja 2027 lub wcześniej"]
    assert line("shots-not", language="pl")["attitude"] == Phrases("pl").word("denies") != "denies"


def test_what_was_asked_for_holds_for_the_sheet() -> None:
    assert {row["told"] for row in rows(speaker="Dornik")} == {"dead", "dead-2", "dead-3"}
    assert rows(speaker="Dornik", since="2027-06") == []


@pytest.mark.parametrize("bad", [*FORMULAS, *hostile.PAYLOADS])
def test_words_of_reports_never_reach_a_spreadsheet_as_formulas(bad: str) -> None:
    linked, _, _, _ = hostile.made(bad)
    tables = {"statements": linked.statements, "articles": linked.articles, "stories": linked.stories}
    found = rows({**tables, "mentions": [], "entities": []})
    assert len(found) == 2
    assert not any(c.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for row in found for c in row.values())
    for row in found:
        assert set(told(row, "words", "cue", "through", "publisher", "title", "story_title")) == {guarded(bad)}
        assert row["url"] == ""


def test_nothing_found_is_a_sheet_without_lines() -> None:
    none = answer(Wanted(), {**spoken.tables(), "statements": []}, Knowledge())
    assert csv_of(none, Phrases()) == ",".join(COLUMNS) + "\r\n"


def test_the_same_statements_in_another_order_of_reports_are_the_same_sheet() -> None:
    articles = list(reversed(spoken.tables()["articles"]))
    assert rows({"articles": [replace(row) for row in articles]}) == rows()


# ---------------------------------------------------------------- command line


def test_a_sheet_has_every_statement_of_the_export(store: Path, tmp_path: Path) -> None:
    done = call("statements", "--csv", tmp_path / "said.csv", "--store", store)
    found = read((tmp_path / "said.csv").read_bytes().decode())
    first = sum(int(row["first"]) for row in found)
    assert done.out == f"{len(found)} tellings of {first} statement{'s' * (first > 1)} in {tmp_path / 'said.csv'}\n"
    exports.export(tmp_path / "out", store)
    export = [json.loads(text) for text in (tmp_path / "out" / "statements.jsonl").read_text("utf-8").splitlines()]
    own = {row["told"]: row for row in found}
    assert len(export) == len(own) == len(found) > 2
    for row in export:
        line = own[row["id"]]
        assert told(line, "words", "cue", "stance", "article") == [
            row["text"],
            row["cue"] or "",
            row["stance"],
            row["article"],
        ]
        assert told(line, "start", "end", "claim") == [str(row["start"]), str(row["end"]), row["same_as"] or row["id"]]
        assert told(line, "articles", "origins") == [str(len(row["articles"])), str(len(row["origins"]))]
        assert line["url"] == f"https://{row['article']}.pl/a%20b"
    assert {row["publisher"] for row in found} == {"Głos", "'=Kurier"}


def test_a_sheet_is_printed_with_what_was_chosen(store: Path) -> None:
    done = call("statements", "--csv", "--speaker", "Kowalski", "--about", "osób", "--store", store)
    assert [row["words"] for row in read(done.out)] == ["W porcie zginęło 29 osób"] * 2
    assert {row["speaker"] for row in read(done.out)} == {"Jan Kowalski"}


def test_csv_and_json_exclude_each_other_and_no_store_is_overwritten(store: Path) -> None:
    done = call("statements", "--csv", "--json", "--store", store)
    assert (done.code, done.out) == (2, "")
    assert "--csv and --json exclude each other" in done.err
    assert "this would overwrite the store" in call("statements", "--csv", store, "--store", store).err
