"""The scores of figures: by the scorer's rule and by judges, counted by hand; labels and draws."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from evaluation import figure_scores, figures, press, press_figures, press_sample
from evaluation.__main__ import main
from evaluation.days import Table
from evaluation.figure_scores import VERDICTS
from evaluation.judging import RIGHT, Judged
from evaluation.measure import SCORER
from kronika import ontology
from kronika.records import Article, Metadata

SCORED = pytest.mark.skipif(not SCORER.exists(), reason="the scorer does not lie beside the project")


def row(start: int, value: float | None, measure: str = "killed", source: str | None = None) -> dict[str, Any]:
    """A figure of ten characters; those of the truth have no rule, but one more column does no harm."""
    place = {"article": "a", "start": start, "end": start + 10, "text": f"words\n{start}"}
    return {
        **place,
        "measure": measure,
        "value": value,
        "low": None,
        "high": None,
        "attributed_to": source,
        "rule": "r",
    }


def bounds(start: int, low: float | None, high: float | None = None) -> dict[str, Any]:
    return {**row(start, None), "low": low, "high": high}


@SCORED
def test_figures_are_right_where_value_and_measure_are() -> None:
    truth = [row(0, 17), row(20, 4400, source="Rada"), bounds(40, 160), row(60, 5, "injured"), row(80, 9, source="MSW")]
    said = [row(4, 17, source="Rada"), row(20, 4400), row(40, 160), row(60, 5), row(100, 12)]
    scores = figure_scores.figures(truth, said)
    assert (scores["gold"], scores["said"]) == (5, 5)
    assert scores["span_f1"] == pytest.approx(4 / 5)
    assert scores["f1"] == pytest.approx(2 / 5)
    assert (scores["value_when_found"], scores["measure_when_found"]) == (0.75, 0.75)
    assert (scores["attribution"], scores["sources_invented"]) == (0, 1)
    assert list(figure_scores.wrong(truth, said)) == [
        ("missed", "a", "80–90", "words 80", "killed 9", "", ""),
        ("invented", "a", "100–110", "words 100", "", "killed 12", "r"),
        ("value", "a", "40–50", "words 40", "killed 160..", "killed 160", "r"),
        ("measure", "a", "60–70", "words 60", "injured 5", "killed 5", "r"),
        ("source", "a", "20–30", "words 20", "Rada", "", "r"),
        ("source", "a", "0–10", "words 0", "", "Rada", "r"),
    ]


@SCORED
@given(st.sets(st.integers(0, 30), min_size=1), st.lists(st.integers(0, 10**12), min_size=31, max_size=31))
def test_the_truth_has_no_mistakes(places: set[int], values: list[int]) -> None:
    truth = [row(20 * at, values[at], source="Rada") for at in places]
    assert figure_scores.figures(truth, truth)["f1"] == 1
    assert list(figure_scores.wrong(truth, truth)) == []


@SCORED
def test_nothing_found_has_no_shares() -> None:
    scores = figure_scores.figures([row(0, 17)], [])
    assert (scores["f1"], scores["value_when_found"], scores["measure_when_found"]) == (0, 0, 0)


def test_a_figure_is_told_in_one_line() -> None:
    known = [row(0, 17), row(0, 0.6667), row(0, 4400.0), bounds(0, 17), bounds(0, None, 30), bounds(0, 10, 15)]
    told = [figure_scores.told(one).removeprefix("killed ") for one in known]
    assert told == ["17", "0.6667", "4400", "17..", "..30", "10..15"]


def test_a_digest_tells_words_measure_and_numbers_apart_and_not_17_from_17_0() -> None:
    known = [row(0, 17), row(20, 17), row(0, 17, "injured"), row(0, 18), bounds(0, 17), bounds(0, None, 17)]
    digests = {figure_scores.digest(one) for one in known}
    assert len(digests) == len(known)
    assert {len(one) for one in digests} == {12}
    assert figure_scores.digest(row(0, 17.0)) == figure_scores.digest(row(0, 17))


def test_judgements_hold_while_words_measure_and_numbers_do() -> None:
    then = [row(0, 17), row(20, 9), row(40, 3)]
    known = [Judged("a", one["start"], one["end"], figure_scores.digest(one), RIGHT, "wrong value") for one in then]
    scores = figure_scores.verdicts(known, [row(0, 17), row(20, 9, "injured")])
    assert (scores["first"], scores["second"], scores["right_both"]) == (1, 0, 0)
    assert scores["still"] == pytest.approx(1 / 3)
    assert figure_scores.verdicts([], then) == {}


@given(st.permutations([{**row(20 * at, 5), "article": article} for article in "abcd" for at in range(5)]))
def test_a_draw_is_the_same_in_any_order_and_takes_few_of_an_article(found: list[dict[str, Any]]) -> None:
    taken = figure_scores.drawn(found, 7, 6, 2)
    assert taken == figure_scores.drawn(sorted(found, key=lambda one: one["start"]), 7, 6, 2)
    assert len(taken) == 6
    assert all(sum(one["article"] == article for one in taken) <= 2 for article in "abcd")
    assert len(figure_scores.drawn(found, 7, 30, 5)) == 20


def test_labels_become_rows_and_articles_without_any_none() -> None:
    label = {"path": "a", "start": "0", "end": "8", "measure": "killed", "value": "", "low": "17", "high": ""}
    whole = {**label, "modifier": "over", "who": "osoby", "place": "", "speaker": "Rada"}
    assert press_figures.marked([whole, {**whole, "start": ""}], {"a": "Ponad 17 osób."}) == [
        {
            "article": "a",
            "start": 0,
            "end": 8,
            "text": "Ponad 17",
            "measure": "killed",
            "value": None,
            "low": 17,
            "high": None,
            "modifier": "over",
            "who": "osoby",
            "place": None,
            "attributed_to": "Rada",
        }
    ]


def columns(file: Path) -> list[str]:
    told = (line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return next(csv.reader(told, delimiter="\t"))


def test_labels_of_press_name_places_and_numbers_and_no_words() -> None:
    numbers = ["measure", "value", "low", "high", "modifier"]
    assert columns(press_figures.MARKED) == ["path", "part", "start", "end", *numbers, "who", "place", "speaker"]
    rows = press_figures.labels()
    parts = {row["path"]: row["part"] for row in rows}
    assert len(parts) == len({(row["path"], row["part"]) for row in rows})
    assert all(press.topic(path) for path in parts)
    assert set(parts.values()) <= set(press_sample.PARTS)
    placed = [row for row in rows if row["start"]]
    assert all(int(row["start"]) < int(row["end"]) for row in placed)
    assert {row["measure"] for row in placed} <= ontology.measures().keys()
    assert all(float(number) >= 0 for row in placed for number in (row["value"], row["low"], row["high"]) if number)


def test_judgements_name_places_and_verdicts_and_no_words() -> None:
    assert columns(press_figures.JUDGED) == list(Judged._fields)
    known = press_figures.judgements()
    assert {verdict for one in known for verdict in (one.first, one.second)} <= set(VERDICTS)
    assert len({one.place for one in known}) == len(known)
    tuned = {row["path"] for row in press_figures.labels() if row["part"] == "tuned"}
    assert not tuned & {one.path for one in known}


def test_a_judge_sees_the_figure_in_its_text_and_not_what_found_it() -> None:
    text = "Rada: zginęło ponad 17 osób."
    article = Article(source="a", name="a", text=text, sha256="", encoding="", metadata=Metadata(title="Pożar"))
    told = {"modifier": "over", "unit": None, "who": "osoby"}
    found = {**bounds(14, 17), **told, "end": 22, "text": "ponad 17", "attributed_to": "Rada"}
    assert press_figures.asked(found, article) == {
        "article": "a",
        "published": None,
        "title": "Pożar",
        "text": "Rada: zginęło ⟦ponad 17⟧ osób.",
        "measure": "killed",
        "value": None,
        "low": 17,
        "high": None,
        "modifier": "over",
        "unit": None,
        "who": "osoby",
        "attributed_to": "Rada",
        "start": 14,
        "end": 22,
        "digest": figure_scores.digest(found),
    }


def test_the_command_prints_figures_and_mistakes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wrong = ("value", "a", "0–9", "words", "killed 9", "killed 8", "corpse")
    monkeypatch.setattr(figures, "missing", lambda: None)
    monkeypatch.setattr(figures, "found", lambda _: [Table("figures", {"f1": 0.5}, [wrong])])
    shown = CliRunner().invoke(main, ["figures", "--errors"]).output
    assert shown == "figures  f1 0.500\nfigures\tvalue\ta\t0–9\twords\tkilled 9\tkilled 8\tcorpse\n"
    assert CliRunner().invoke(main, ["figures", "--draw", str(tmp_path / "sheet")]).exit_code == 2
    monkeypatch.setattr(press_figures, "draw", lambda *_: 100)
    done = CliRunner().invoke(main, ["figures", "--press", str(tmp_path), "--draw", str(tmp_path / "sheet")])
    assert done.output == f"100 figures written to {tmp_path / 'sheet'}\n"
    monkeypatch.setattr(figures, "missing", lambda: "not measured: no model")
    assert CliRunner().invoke(main, ["figures"]).output == "not measured: no model\n"
