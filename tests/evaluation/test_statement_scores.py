"""The scores of statements: by the scorer's rule and by judges, counted by hand; labels, samples and draws."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from evaluation import press, press_sample, press_statements, statement_scores, statements
from evaluation.__main__ import main
from evaluation.days import Table
from evaluation.judging import RIGHT, Judged
from evaluation.measure import SCORER
from evaluation.statement_scores import VERDICTS
from kronika.records import Article, Metadata

SCORED = pytest.mark.skipif(not SCORER.exists(), reason="the scorer does not lie beside the project")
VERDICT = st.sampled_from(VERDICTS)


def row(start: int, speaker: str | None, *relay: str, article: str = "a", length: int = 10) -> dict[str, Any]:
    """A statement of ten characters; those of the truth have no rule, but one more column does no harm."""
    place = {"article": article, "start": start, "end": start + length, "text": f"words\n{start}"}
    return {**place, "speaker": speaker, "relay": list(relay), "direct": True, "cue": None, "rule": "colon"}


@SCORED
def test_statements_are_right_where_half_the_place_and_the_speaker_are() -> None:
    truth = [row(0, "Jan Lis"), row(20, "Ewa Wilk", "Radio"), row(40, None), row(60, "Radio"), row(80, "Rada")]
    said = [row(2, "Lis"), row(20, "Jan Lis"), row(40, None, "Rada"), row(67, "Radio"), row(90, "Rada")]
    figures = statement_scores.figures(truth, said)
    assert (figures["gold"], figures["said"]) == (5, 5)
    assert figures["span_f1"] == pytest.approx(3 / 5)
    assert figures["f1"] == pytest.approx(2 / 5)
    assert figures["speaker_when_found"] == pytest.approx(2 / 3)
    assert (figures["relay"], figures["relays_invented"]) == (0, 1)
    assert list(statement_scores.wrong(truth, said)) == [
        ("missed", "a", "60–70", "words 60", "Radio (no cue)", "67–77 words 67", "colon"),
        ("missed", "a", "80–90", "words 80", "Rada (no cue)", "", ""),
        ("invented", "a", "67–77", "words 67", "60–70 words 60", "Radio", "colon"),
        ("invented", "a", "90–100", "words 90", "", "Rada", "colon"),
        ("speaker", "a", "20–30", "words 20", "Ewa Wilk", "Jan Lis", "colon"),
        ("relay", "a", "20–30", "words 20", "Radio", "", "colon"),
        ("relay", "a", "40–50", "words 40", "", "Rada", "colon"),
    ]


@SCORED
@given(st.sets(st.integers(0, 30), min_size=1), st.lists(st.sampled_from(["Jan Lis", "Rada", None]), min_size=31))
def test_the_truth_has_no_mistakes(places: set[int], speakers: list[str | None]) -> None:
    truth = [row(20 * at, speakers[at], "Radio") for at in places]
    assert statement_scores.figures(truth, truth)["f1"] == 1
    assert list(statement_scores.wrong(truth, truth)) == []


def test_chains_are_told_in_one_line() -> None:
    assert statement_scores.told(["TASS", "DPA"]) == "TASS > DPA"
    assert [statement_scores.told(names) for names in ("TASS", None, [])] == ["TASS", "", ""]


def test_a_digest_tells_words_and_speaker_apart() -> None:
    pairs = [("a", "b"), ("a", None), ("ab", None), ("", "ab")]
    digests = {statement_scores.digest(*pair) for pair in pairs}
    assert len(digests) == len(pairs)
    assert {len(one) for one in digests} == {12}


def judged(start: int, first: str, second: str, speaker: str = "Rada") -> Judged:
    return Judged("a", start, start + 10, statement_scores.digest(f"words\n{start}", speaker), first, second)


def test_judgements_are_counted_by_hand() -> None:
    known = [
        judged(0, RIGHT, RIGHT),
        judged(20, RIGHT, RIGHT),
        judged(40, RIGHT, "wrong span"),
        judged(60, "wrong speaker", "both", speaker="Radio"),
    ]
    assert statement_scores.verdicts(known, [row(0, "Rada"), row(20, "Radio"), row(60, "Rada")]) == {
        "judged": 4,
        "first": 0.75,
        "second": 0.5,
        "right_both": 0.5,
        "agree": 0.75,
        "kappa": pytest.approx(0.5),
        "same": 0.5,
        "still": 0.25,
    }


def test_without_judgements_there_are_no_figures_and_without_doubt_no_kappa() -> None:
    assert statement_scores.verdicts([], []) == {}
    assert "kappa" not in statement_scores.verdicts([judged(0, RIGHT, RIGHT)], [])


@given(st.lists(st.tuples(VERDICT, VERDICT), min_size=1))
def test_shares_of_judges_stay_within_bounds(pairs: list[tuple[str, str]]) -> None:
    known = [judged(20 * at, *pair) for at, pair in enumerate(pairs)]
    figures = statement_scores.verdicts(known, [])
    assert figures["right_both"] <= min(figures["first"], figures["second"]) <= 1
    assert figures["same"] <= figures["agree"]
    assert figures.get("kappa", 0) <= 1


@given(st.permutations([row(20 * at, "Rada", article=article) for article in "abcd" for at in range(5)]))
def test_a_draw_is_the_same_in_any_order_and_takes_few_of_an_article(found: list[dict[str, Any]]) -> None:
    apart = [{**one, "text": f"{one['article']} {one['start']}"} for one in found]
    taken = statement_scores.drawn(apart, 7, 6, 2)
    assert taken == statement_scores.drawn(sorted(apart, key=lambda one: one["start"]), 7, 6, 2)
    assert len(taken) == 6
    assert all(sum(one["article"] == article for one in taken) <= 2 for article in "abcd")
    assert len(statement_scores.drawn(found, 7, 20, 5)) == 5


def test_labels_become_rows_and_articles_without_any_none() -> None:
    label = {"path": "a", "start": "2", "end": "7", "speaker": "Rada", "relay": "TASS > DPA", "direct": "yes"}
    assert press_statements.marked([{**label, "cue": ""}, {**label, "start": ""}], {"a": "W środę."}) == [
        {
            "article": "a",
            "start": 2,
            "end": 7,
            "text": "środę",
            "speaker": "Rada",
            "relay": ["TASS", "DPA"],
            "direct": True,
            "cue": None,
        }
    ]


def test_labels_of_press_name_places_and_speakers_and_no_words() -> None:
    rows = press_statements.labels()
    parts = {row["path"]: row["part"] for row in rows}
    assert len(parts) == len({(row["path"], row["part"]) for row in rows}) == 36
    assert all(press.topic(path) for path in parts)
    assert [list(parts.values()).count(part) for part in press_sample.PARTS] == [18, 18]
    assert set(rows[0]) == {"path", "part", "start", "end", "speaker", "relay", "direct", "cue"}
    assert all(int(row["start"]) < int(row["end"]) for row in rows if row["start"])


def test_judgements_name_places_and_verdicts_and_no_words() -> None:
    with press_statements.JUDGED.open(encoding="utf-8") as lines:
        told = (line for line in lines if not line.startswith("#"))
        assert next(csv.reader(told, delimiter="\t")) == list(Judged._fields)
    known = press_statements.judgements()
    assert {verdict for one in known for verdict in (one.first, one.second)} <= set(VERDICTS)
    assert len({(one.place, one.digest) for one in known}) == len(known)
    tuned = {row["path"] for row in press_statements.labels() if row["part"] == "tuned"}
    assert not tuned & {one.path for one in known}


def test_a_judge_sees_the_statement_in_its_text_and_not_what_found_it() -> None:
    article = Article(source="a", name="a", text="Rada: nie.", sha256="", encoding="", metadata=Metadata(title="Spór"))
    found = {**row(6, "Rada", length=3), "text": "nie"}
    assert press_statements.asked(found, article) == {
        "article": "a",
        "published": None,
        "title": "Spór",
        "text": "Rada: ⟦nie⟧.",
        "speaker": "Rada",
        "relay": [],
        "direct": True,
        "cue": None,
        "start": 6,
        "end": 9,
        "digest": statement_scores.digest("nie", "Rada"),
    }


def test_the_command_prints_figures_and_mistakes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wrong = ("speaker", "a", "0–9", "words", "Rada", "Radio", "colon")
    monkeypatch.setattr(statements, "missing", lambda: None)
    monkeypatch.setattr(statements, "found", lambda _: [Table("seeds", {"f1": 0.5}, [wrong])])
    shown = CliRunner().invoke(main, ["statements", "--errors"]).output
    assert shown == "seeds    f1 0.500\nseeds\tspeaker\ta\t0–9\twords\tRada\tRadio\tcolon\n"
    assert CliRunner().invoke(main, ["statements", "--draw", str(tmp_path / "sheet")]).exit_code == 2
    monkeypatch.setattr(press_statements, "draw", lambda *_: 100)
    done = CliRunner().invoke(main, ["statements", "--press", str(tmp_path), "--draw", str(tmp_path / "sheet")])
    assert done.output == f"100 statements written to {tmp_path / 'sheet'}\n"
    monkeypatch.setattr(statements, "missing", lambda: "not measured: no model")
    assert CliRunner().invoke(main, ["statements"]).output == "not measured: no model\n"
