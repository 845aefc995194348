"""Figures as a sheet, and the guard against formulas: what goes in comes out, and nothing is reckoned."""

from __future__ import annotations

import csv
import io
from typing import Any

import counted
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kronika.languages.knowledge import Knowledge
from kronika.records import Article, Findings, Metadata, Reading, Sentence
from kronika.showing.figure_csv import COLUMNS, csv_of
from kronika.showing.figure_search import Wanted, answer, with_sentences
from kronika.showing.sheets import guarded, sheet, unguarded

FORMULAS = ["=1+1", "+48 22", "-7", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''-1"]


def read(written: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written, newline="")))


def rows(tables: dict[str, list[Any]] | None = None, **asked: str) -> list[dict[str, str]]:
    """The lines of the sheet by column."""
    told = answer(Wanted(**asked), tables or counted.tables(), Knowledge())
    head, *lines = read(csv_of(told))
    return [dict(zip(head, line, strict=True)) for line in lines]


# ------------------------------------------------------------------- sheets


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_a_spreadsheet_would_reckon_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"
    [[_], [cell]] = read(sheet(["a"], [[text]]))
    assert cell[0] == "'"


@pytest.mark.parametrize("text", ["29", "a=1", " =1", "'quoted'", "„-1”", "– dash", "'"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


@given(st.text())
def test_no_cell_begins_like_a_formula_and_every_text_comes_back(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(cell) == text
    assert guarded(unguarded(cell)) == cell


TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(TEXT, min_size=1, max_size=4), st.data())
def test_a_sheet_comes_back_cell_by_cell(columns: list[str], data: st.DataObject) -> None:
    line = st.lists(TEXT, min_size=len(columns), max_size=len(columns))
    lines = data.draw(st.lists(line, max_size=4))
    encoded = sheet(columns, lines).encode("utf-8")
    head, *found = read(encoded.decode("utf-8"))
    assert [list(map(unguarded, line)) for line in (head, *found)] == [columns, *lines]


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_stays_a_number(value: float) -> None:
    [_, [cell]] = read(sheet(["a"], [[value]]))
    assert type(value)(cell) == value
    assert not cell.startswith("'")


def test_nothing_is_an_empty_cell_and_yes_is_one() -> None:
    assert sheet(["a", "b", "c", "d"], [[None, True, False, 2.0]]) == "a,b,c,d\r\n,1,0,2\r\n"


# ------------------------------------------------------------------ figures


def test_a_line_is_a_figure_with_its_history_point_report_and_policies() -> None:
    told = {line["figure"]: line for line in rows()}
    assert len(told) == 13
    hospital = told["hospital"]
    assert {name: hospital[name] for name in ("story_title", "measure", "who", "place", "text", "attributed_to")} == {
        "story_title": "Wybuch w porcie",
        "measure": "killed",
        "who": "osoby",
        "place": "Morzany",
        "text": "ponad 160",
        "attributed_to": "szpital",
    }
    assert [hospital[name] for name in ("value", "low", "high", "modifier")] == ["", "160", "", "over"]
    assert [hospital[name] for name in ("day_earliest", "day_latest", "as_of_earliest")] == ["2027-05-08"] * 2 + [""]
    assert [hospital[name] for name in ("disputed", "contradicted", "superseded", "official")] == ["1", "1", "0", "0"]
    assert [hospital[name] for name in ("article", "publisher", "published_earliest", "start", "end")] == [
        "zatoka-3",
        "Zatoka",
        "2027-05-08",
        "57",
        "66",
    ]
    assert [hospital[f"acled_{n}"] for n in ("best", "low", "high")] == ["160", "17", "225"]
    assert [told["police"][f"acled_{n}"] for n in ("best", "low", "high")] == ["", "", ""]
    assert told["police"]["part_of"] == "first"
    assert told["police"]["group"] == "police"
    assert told["loss"]["value"] == "12000000"
    assert told["first"]["as_of_earliest"] == "2027-05-05"


def test_the_first_figure_of_each_point_says_so() -> None:
    told = [(line["point"], line["figure"]) for line in rows(measure="killed") if line["first"] == "1"]
    assert len(told) == 8
    assert ("ministry", "ministry") in told
    again = next(line for line in rows() if line["figure"] == "again")
    assert (again["point"], again["first"], again["articles"], again["origin_names"]) == (
        "ministry",
        "0",
        "2",
        "Kurier; Zatoka",
    )


def test_policies_stand_behind_the_other_columns_and_one_alone_where_it_was_asked_for() -> None:
    head = read(csv_of(answer(Wanted(), counted.tables(), Knowledge())))[0]
    assert tuple(head[: len(COLUMNS)]) == COLUMNS
    assert head[len(COLUMNS) :] == [
        f"{name}_{n}" for name in ("latest-official", "acled") for n in ("best", "low", "high")
    ]
    one = csv_of(answer(Wanted(policy="ucdp"), counted.tables(), Knowledge()))
    assert read(one)[0][len(COLUMNS) :] == ["ucdp_best", "ucdp_low", "ucdp_high"]


def test_nothing_found_is_a_sheet_without_lines() -> None:
    told = answer(Wanted(measure="arrested", place="Morzany"), counted.tables(), Knowledge())
    assert read(csv_of(told)) == [list(COLUMNS)]


def test_a_figure_stands_in_its_sentence() -> None:
    spans = [Sentence(start=start, end=end, rule="r") for start, end in reversed(counted.sentences()["zatoka-3"])]
    text = counted.TEXTS["zatoka-3"]
    article = Article(source="s", name="zatoka-3", text=text, sha256="0", encoding="utf-8", metadata=Metadata())
    reading = Reading(article=article, findings=Findings(language="pl", zones=[], sentences=spans))
    told = with_sentences(answer(Wanted(measure="killed"), counted.tables(), Knowledge()), {"zatoka-3": reading})
    assert told.sentences == {
        "again": "Zginęło 29 osób – powtórzyło ministerstwo.",
        "hospital": "Szpital liczy ponad 160 zabitych.",
    }
    assert "Szpital liczy ponad 160 zabitych." in csv_of(told)


@pytest.mark.parametrize("nasty", [*FORMULAS, '"; DROP', "a,b\r\nc"])
def test_words_of_reports_never_reach_a_spreadsheet_as_formulas(nasty: str) -> None:
    figures = [replace(row, text=nasty, who=nasty, attributed_to=nasty, unit=nasty) for row in counted.figures()]
    articles = [replace(row, publisher=nasty) for row in counted.articles()]
    stories = [replace(row, title=nasty) for row in counted.stories()]
    tables = {**counted.tables(), "figures": figures, "articles": articles, "stories": stories}
    for line in rows(tables):
        assert {line["text"], line["who"], line["unit"], line["publisher"], line["story_title"]} == {guarded(nasty)}
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line.values())
