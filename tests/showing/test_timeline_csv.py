"""The chronicle and its disagreements as sheets: what the export has comes out, and nothing is reckoned."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import hostile
import pytest

from commands import call
from kronika import api, chronicles, exports
from kronika.showing import disagreement_csv, timeline_csv
from kronika.showing.catalogue import languages
from kronika.showing.chronicle_phrases import ChroniclePhrases
from kronika.showing.sheets import guarded, unguarded
from kronika.showing.timeline_search import TimelineAnswer, Wanted, answer

FORMULAS = ["=1+1", "+48 22", "-7", "@SUM(A1)", "\t=1", "＝1", "'=1", "a; =1", '"; DROP', "a,b\r\nc"]
Lines = list[dict[str, str]]


@pytest.fixture(scope="module")
def store(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the examples and of a report of another story, with an address that is none of the web."""
    place = tmp_path_factory.mktemp("sheets")
    text = "W Velmarze arcymistrz Jan Kruk wygrał 9 maja 2031 roku turniej szachowy i oskarżył rywala o oszustwo."
    record = {"id": "szachy", "title": "=Szach", "text": text, "url": "javascript:alert(1)"}
    (place / "szachy.jsonl").write_text(json.dumps(record), encoding="utf-8")
    api.read([*sorted(examples.glob("*.txt")), examples / "depesze.jsonl", place / "szachy.jsonl"], place / "k.db")
    return place / "k.db"


@pytest.fixture(scope="module")
def export(store: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """The rows of the tables that the sheets join."""
    folder = tmp_path_factory.mktemp("export")
    exports.export(folder, store)
    names = ("chronicle", "disagreements", "articles", "stories")
    return {
        name: [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for name in names
    }


def read(written: str) -> Lines:
    head, *lines = csv.reader(io.StringIO(written, newline=""))
    return [dict(zip(head, line, strict=True)) for line in lines]


def printed(store: Path, command: str, *options: object) -> Lines:
    """The lines of the sheet that a command prints."""
    done = call(command, "--csv", "-", "--store", store, *options)
    assert (done.code, done.err) == (0, "")
    return read(done.out)


def cells(row: dict[str, Any], *names: str) -> list[str]:
    """What the export has, as a cell has it."""
    return [cell(row[name]) for name in names]


def cell(value: Any) -> str:
    if value is None or isinstance(value, str):
        return guarded(value or "")
    return "; ".join(value) if isinstance(value, list) else f"{value:g}" if isinstance(value, float) else f"{value:d}"


# -------------------------------------------------------------------- timeline


def test_a_sheet_has_every_line_of_the_chronicle_as_the_export_has_it(
    store: Path, export: dict[str, list[dict[str, Any]]]
) -> None:
    found = {row["line"]: row for row in printed(store, "timeline")}
    assert found.keys() == {row["id"] for row in export["chronicle"]}
    articles = {row["article"]: row for row in export["articles"]}
    for row in export["chronicle"]:
        own, words = found[row["id"]], row["evidence"][0]
        same = ("sentence", "no_later", "kind", "mode", "modality", "place", "rank", "weight", "event", "story")
        assert [own[name] for name in same] == cells(row, *same)
        assert [own[n] for n in ("day_earliest", "day_latest")] == cells(row, "earliest", "latest")
        assert [own[n] for n in ("mended", "type_code")] == cells(row, "composed", "event_type")
        assert [own[n] for n in ("actors", "recipients", "origin_names")] == cells(row, "actor", "recipient", "origins")
        assert [own[n] for n in ("articles", "outlets", "origins")] == [
            str(len(row[n])) for n in ("articles", "outlets", "origins")
        ]
        assert int(own["outlets_unknown"]) == sum(articles.get(n, {"publisher": ""})["publisher"] is None
                                                  for n in row["outlets"])  # fmt: skip
        assert [own[n] for n in ("article", "start", "end")] == cells(words, "article", "start", "end")
        report = articles[words["article"]]
        shared = ("title", "publisher", "published_earliest", "published_latest")
        assert [own[name] for name in shared] == cells(report, *shared)


def test_days_and_types_are_in_words_of_the_language(store: Path) -> None:
    found = {language: printed(store, "timeline", "--ui-language", language) for language in languages()}
    told = {language: [row for row in rows if row["mode"] == "martial-law"] for language, rows in found.items()}
    assert {row["day"] for row in told["en"]} >= {"8 May 2027"}
    assert {row["day"] for row in told["pl"]} >= {"8 maja 2027"}
    assert {row["type"] for row in told["en"]} == {"state of emergency"}
    assert {row["type"] for row in told["pl"]}.isdisjoint({"state of emergency", ""})
    words = {"day", "type"}
    assert [{n: c for n, c in row.items() if n not in words} for row in found["en"]] == [
        {n: c for n, c in row.items() if n not in words} for row in found["pl"]
    ]


def test_a_sheet_has_all_lines_unless_a_number_is_given(store: Path) -> None:
    whole = chronicles.timeline(top=0, store=store)
    rows = printed(store, "timeline")
    assert [row["line"] for row in rows] == [line.id for one in whole.found for line in one.lines]
    assert len(rows) > 15
    assert sum(row["mended"] == "1" for row in rows) > 0
    for top in (3, 15):
        assert [row["line"] for row in printed(store, "timeline", "--top", top, "--level", "week")] == [
            row["line"] for row in rows if int(row["rank"]) <= top
        ]
    assert {row["story_title"] for row in printed(store, "timeline", "--story", "szachy")} == {"'=Szach"}
    assert "All lines, where no --top is given" in " ".join(call("timeline", "--help").out.split())


def test_only_addresses_of_the_web_are_links(store: Path) -> None:
    links = {row["article"]: row["url"] for row in printed(store, "timeline")}
    assert links["szachy"] == ""
    assert links["kurier-2"] == "https://kurier-velmarski.example/stan-wyjatkowy-na-wybrzezu"
    assert links["glos-portu-01.txt"] == ""


# --------------------------------------------------------------- disagreements


def test_a_sheet_has_every_side_as_the_export_has_it(store: Path, export: dict[str, list[dict[str, Any]]]) -> None:
    found = {(row["disagreement"], int(row["side"])): row for row in printed(store, "disagreements")}
    wanted = {(row["id"], n): (row, side) for row in export["disagreements"] for n, side in enumerate(row["sides"], 1)}
    assert found.keys() == wanted.keys() != set()
    for key, (row, side) in wanted.items():
        own, words = found[key], side["evidence"][0]
        assert [own[n] for n in ("why", "rule", "story")] == cells(row, "why", "rule", "story")
        assert [own[n] for n in ("kind_code", "sides")] == [row["kind"], str(len(row["sides"]))]
        assert [own[n] for n in ("claim_code", "sentence", "holders")] == cells(side, "claim", "sentence", "holders")
        assert [own[n] for n in ("since_earliest", "since_latest")] == cells(side, "earliest", "latest")
        assert bool(own["since"]) is bool(side["earliest"] or side["latest"])
        assert [own[n] for n in ("articles", "outlets", "origins")] == [
            str(len(side[n])) for n in ("articles", "outlets", "origins")
        ]
        assert [own[n] for n in ("article", "start", "end")] == cells(words, "article", "start", "end")


@pytest.mark.parametrize("language", languages())
def test_matters_and_claims_are_told_as_on_the_screen(store: Path, language: str) -> None:
    text = " ".join(call("disagreements", "--store", store, "--ui-language", language).out.split())
    for row in printed(store, "disagreements", "--ui-language", language):
        assert f"{row['kind']}: {row['about']}" in text
        assert f"{unguarded(row['claim'])}: {', '.join(row['holders'].split('; '))}" in text
        assert row["since"] in text


def test_a_story_without_disagreements_is_a_sheet_without_lines(store: Path) -> None:
    assert printed(store, "disagreements", "--story", "szachy") == []


# ------------------------------------------------------------------------ both


def nasty(bad: str) -> TimelineAnswer:
    linked, chronicle, _, _ = hostile.made(bad)
    tables = {"articles": linked.articles, "chronicle": chronicle.chronicle, "summaries": chronicle.summaries}
    return answer(Wanted(top=0), {**tables, "disagreements": chronicle.disagreements})


@pytest.mark.parametrize("bad", [*FORMULAS, *hostile.PAYLOADS])
def test_words_of_reports_never_reach_a_spreadsheet_as_formulas(bad: str) -> None:
    phrases = ChroniclePhrases()
    lines, sides = (read(room.csv_of(nasty(bad), phrases)) for room in (timeline_csv, disagreement_csv))
    assert (len(lines), len(sides)) == (6, 10)
    assert not any(
        c.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for row in (*lines, *sides) for c in row.values()
    )
    for row in lines:
        assert {row[n] for n in ("sentence", "place", "publisher", "story_title", "mode")} == {guarded(bad)}
    for row in sides:
        assert {row[n] for n in ("claim_code", "sentence", "publisher", "holders", "why")} == {guarded(bad)}
    assert {row["url"] for row in (*lines, *sides)} == {""}


def test_a_line_without_a_passage_has_no_report() -> None:
    one = nasty("x").found[0]
    bare = type(one)(summary=one.summary, lines=one.lines[:1], left_out=0, disagreements=[], reports=[])
    [row] = read(timeline_csv.csv_of(TimelineAnswer(asked=Wanted(), stories=1, found=[bare]), ChroniclePhrases()))
    assert [row[n] for n in ("article", "url", "publisher", "start")] == ["", "", "", "0"]


@pytest.mark.parametrize(("command", "message"), [("timeline", " lines in "), ("disagreements", " sides of ")])
def test_a_sheet_goes_to_the_file_that_is_named(store: Path, tmp_path: Path, command: str, message: str) -> None:
    done = call(command, "--csv", tmp_path / "sheet.csv", "--store", store)
    assert (done.code, done.err) == (0, "")
    assert message in done.out
    written = (tmp_path / "sheet.csv").read_bytes().decode()
    assert read(written) == printed(store, command)
    assert done.out.startswith(f"{len(read(written))} ")


@pytest.mark.parametrize("command", ["timeline", "disagreements"])
def test_csv_and_json_exclude_each_other_and_no_store_is_overwritten(store: Path, command: str) -> None:
    done = call(command, "--csv", "--json", "--store", store)
    assert (done.code, done.out) == (2, "")
    assert "--csv and --json exclude each other" in done.err
    over = call(command, "--csv", store, "--store", store)
    assert (over.code, over.out) == (1, "")
    assert "this would overwrite the store" in over.err
