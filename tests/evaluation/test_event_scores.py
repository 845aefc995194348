"""The scores of events: as the scorer counts them, by hand, by judges; links of mentions; labels and draws."""

from __future__ import annotations

import csv
import json
import re
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from evaluation import event_links, event_scores, events, press, press_events, press_sample
from evaluation.__main__ import main
from evaluation.days import Table, rows_of
from evaluation.event_scores import VERDICTS
from evaluation.judging import RIGHT, Judged
from evaluation.measure import SCORER, TASKS, scorer
from kronika.records import Article, Metadata

SCORED = pytest.mark.skipif(not SCORER.exists(), reason="the scorer does not lie beside the project")
SEEDS = pytest.mark.skipif(not TASKS[0].truth.exists(), reason="the seeds do not lie beside the project")
FOUR = "Alfa Beta Gamma Delta"
NAMES = [
    "Paweł Łoś",
    "pawel los",
    "Rada Miasta Orle",
    "Rado",
    "MSW",
    "rząd Orwenii",
    "„!”",
    "",
    "Alfa",
    f"{FOUR} Rada",
    f"{FOUR} i Rada XXI",
]
DAYS = [None, "2027-05-01", "2027-05-02", "2027-05-05", "2027-05-09", "maj"]


def row(start: int, kind: str = "ASSAULT", mode: str | None = None, **more: Any) -> dict[str, Any]:
    """An event of ten characters; those of the truth have no id and pattern, but more columns do no harm."""
    place = {"article": "a", "start": start, "end": start + 10, "text": f"words\n{start}", "id": f"id {start}"}
    told: dict[str, Any] = {"actor": [], "recipient": [], "place": None, "earliest": None, "latest": None}
    told["modality"] = "actual"
    return {**place, "event_type": kind, "mode": mode, **told, "pattern": "p", **more}


def many(least: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Rows of two articles that often touch one another."""
    people = st.lists(st.sampled_from(NAMES), max_size=3)
    made = st.builds(
        row,
        st.integers(0, 40),
        kind=st.sampled_from(["ASSAULT", "COERCE"]),
        mode=st.sampled_from([None, "arrest", "beat"]),
        article=st.sampled_from("ab"),
        actor=people,
        recipient=people,
        place=st.sampled_from([None, *NAMES]),
        earliest=st.sampled_from(DAYS),
        latest=st.sampled_from(DAYS),
        modality=st.sampled_from([None, "actual", "future"]),
    )
    return st.lists(made, min_size=least, max_size=8)


@SCORED
@given(many(1), many(0))
def test_events_are_scored_as_the_scorer_does(truth: list[dict[str, Any]], said: list[dict[str, Any]]) -> None:
    assert event_scores.figures(truth, said) == pytest.approx(scorer().score_events(truth, said))


@SCORED
def test_all_names_and_days_agree_as_the_scorer_has_it() -> None:
    rule = scorer()
    for one, other in product(NAMES, NAMES):
        assert event_scores.same_name([one], [other]) == rule.same_name([one], [other])
    rows = [row(0, earliest=first, latest=last) for first, last in product(DAYS, DAYS)]
    for wanted, said in product(rows, rows):
        assert event_scores.figures([wanted], [said]).get("date") == rule.score_events([wanted], [said]).get("date")


DAY, WEEK = {"earliest": "2027-05-03", "latest": "2027-05-03"}, {"earliest": "2027-05-03", "latest": "2027-05-09"}
WANTED = [
    row(0, "COERCE", "arrest", actor=["policja"], **DAY),
    row(20, "PROTEST", "demo", recipient=["rząd"], place="Orle", **WEEK),
    row(40, actor=["Jan Łoś"]),
    row(60, "AID", actor=["Rosja"]),
    row(80, "AID"),
]
GOT = [
    row(5, "COERCE", "arrest", actor=["policja", "wojsko"], earliest="2027-05-03", latest="2027-05-04"),
    row(20, "PROTEST", "riot", actor=["tłum"], place="Orlu", earliest="2027-05-05", latest="2027-05-09"),
    row(40, actor=["los", "Ewa", "Adam"], modality="future"),
    row(60, "MOBILIZE", actor=["Rosja"]),
    row(66, "MOBILIZE"),
    row(200),
]


def test_events_are_counted_by_hand() -> None:
    assert event_scores.figures(WANTED, GOT) == {
        "trigger_f1": pytest.approx(8 / 11),
        "precision": 0.5,
        "recall": 0.6,
        "f1": pytest.approx(6 / 11),
        "gold": 5,
        "said": 6,
        "spurious": pytest.approx(1 / 6),
        "mode": 0.5,
        "modality": pytest.approx(2 / 3),
        "actor": pytest.approx(1 / 3),
        "recipient": 0,
        "date": 0.5,
        "place": 0,
    }
    types = event_scores.by_type(WANTED, GOT)
    assert types["AID"] == {"f1": 0, "gold": 2, "said": 0, "right": 0}
    assert types["MOBILIZE"] == {"f1": 0, "gold": 0, "said": 2, "right": 0}
    assert types["COERCE"] == {"f1": 1, "gold": 1, "said": 1, "right": 1}


def test_mistakes_are_told_by_sort_and_place() -> None:
    assert [mistake[:3] for mistake in event_scores.wrong(WANTED, GOT)] == [
        ("missing", "a", "80–90"),
        ("extra", "a", "66–76"),
        ("spurious", "a", "200–210"),
        ("type", "a", "60–70"),
        ("mode", "a", "20–30"),
        ("modality", "a", "40–50"),
        ("actor", "a", "20–30"),
        ("actor", "a", "40–50"),
        ("recipient", "a", "20–30"),
        ("date", "a", "0–10"),
        ("place", "a", "20–30"),
    ]


def test_a_mistake_tells_the_words_what_is_wanted_and_what_found_it() -> None:
    truth, said = [row(0, "COERCE", "arrest", actor=["Rada", "MSW"])], [row(0, "COERCE", "ban", modality="future")]
    place = ("a", "0–10", "words 0")
    assert list(event_scores.wrong(truth, said)) == [
        ("mode", *place, "arrest", "ban", "p"),
        ("modality", *place, "actual", "future", "p"),
        ("actor", *place, "Rada; MSW", "", "p"),
    ]
    assert event_scores.told(truth[0]) == "COERCE/arrest Rada; MSW > -"
    assert event_scores.told(said[0]) == "COERCE/ban - > - (future)"


@given(st.sets(st.integers(0, 30), min_size=1))
def test_the_truth_has_no_mistakes(places: set[int]) -> None:
    truth = [
        row(20 * at, "AID", actor=["Rada"], place="Orle", earliest="2027-05-01", latest="2027-05-02") for at in places
    ]
    assert event_scores.figures(truth, [dict(one) for one in truth])["f1"] == 1
    assert list(event_scores.wrong(truth, truth)) == []


def test_judges_are_counted_for_type_and_actor_apart() -> None:
    given_out = [(RIGHT, RIGHT), ("wrong type", RIGHT), ("wrong actor", "both"), ("no event", "wrong actor")]
    rows = [row(20 * at, actor=["Rada"]) for at in range(4)]
    known = [
        Judged("a", one["start"], one["end"], event_scores.digest(one), *pair)
        for one, pair in zip(rows, given_out, strict=True)
    ]
    scores = event_scores.verdicts(known, [*rows[:2], row(40, actor=["MSW"]), row(60, "AID", actor=["Rada"])])
    assert (scores["first"], scores["second"], scores["right_both"], scores["still"]) == (0.25, 0.5, 0.25, 0.5)
    assert (scores["type_first"], scores["actor_first"]) == (0.5, 0.5)
    assert (scores["type_second"], scores["actor_second"]) == (0.75, 0.5)
    assert event_scores.verdicts([], rows) == {}


@given(st.permutations([row(20 * at, article=article) for article in "abcd" for at in range(5)]))
def test_a_draw_is_the_same_in_any_order_and_takes_few_of_an_article(found: list[dict[str, Any]]) -> None:
    taken = event_scores.drawn(found, 7, 6, 2)
    assert taken == event_scores.drawn(sorted(found, key=lambda one: one["start"]), 7, 6, 2)
    assert len(taken) == 6
    assert all(sum(one["article"] == article for one in taken) <= 2 for article in "abcd")


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
@SEEDS
def test_every_mention_of_the_truth_is_linked_once(task: Any) -> None:
    lines = event_links.LINKS.read_text(encoding="utf-8").splitlines()
    known = [one for one in map(json.loads, lines) if one["set"] == task.name]
    assert event_links.faults(known, rows_of(task.truth / events.TRUTH)) == []
    linked = event_links.links(task.name)
    assert all(len(list(islice(linked.wholes(event), 99))) < 99 for event in linked.whole)
    assert all(re.fullmatch(r"[a-z-]+", one["event"]) for one in known)
    assert {tuple(one) for one in known} == {("set", "event", "mentions", "part_of", "note")}


def test_faults_of_links_are_told() -> None:
    known: list[dict[str, Any]] = [
        {"event": "one", "mentions": [["a", 0, 10], ["a", 5, 10]], "part_of": "two"},
        {"event": "one", "mentions": [["a", 0, 10]], "part_of": None},
    ]
    assert event_links.faults(known, [row(0), row(20)]) == [
        "one stands twice",
        "('a', 0, 10) is linked twice",
        "('a', 5, 10) is not in the truth",
        "('a', 20, 30) is not linked",
        "two is no event",
    ]


def linked(**parts: str) -> event_links.Linked:
    """Two mentions of `riot`, two of `fire`, one of `all`, at 0, 20, 40, 60, 80."""
    owner = {("a", 20 * at, 20 * at + 10): name for at, name in enumerate(["riot", "riot", "fire", "fire", "all"])}
    return event_links.Linked(owner, parts)


def test_mentions_of_one_event_are_compared_by_b_cubed() -> None:
    truth = [row(20 * at) for at in range(5)]
    said = [row(0, event="x"), row(20, event="x"), row(40, event="x"), row(60, "AID", event="x"), row(80)]
    scores = event_links.figures(linked(), truth, said)
    assert (scores["found"], scores["gold"], scores["events"]) == (4, 5, 3)
    assert scores["precision"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert scores["recall"] == 1
    assert scores["all_precision"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert scores["all_recall"] == pytest.approx((1 + 1 + 0.5 + 0.5 + 1) / 5)
    assert scores["alone_f1"] == pytest.approx(2 * 0.6 / 1.6)
    assert [(mistake[0], mistake[2], *mistake[4:6]) for mistake in event_links.wrong(linked(), truth, said)] == [
        ("together", "40–50", "fire", "riot")
    ]


def test_mentions_of_one_event_that_stand_apart_are_told() -> None:
    truth, said = [row(0), row(20)], [row(0, event="x"), row(20, event="y")]
    scores = event_links.figures(linked(), truth, said)
    assert (scores["precision"], scores["recall"]) == (1, 0.5)
    assert [mistake[:3] for mistake in event_links.wrong(linked(), truth, said)] == [("apart", "a", "20–30")]
    assert event_links.figures(linked(), truth, [])["f1"] == 0


def test_an_episode_is_found_in_its_whole_and_in_what_holds_that() -> None:
    truth, known = [row(0), row(20), row(40), row(80)], linked(fire="riot", riot="all")
    near = [
        row(0, event="r", episode_of="w"),
        row(20, event="r"),
        row(40, event="f", episode_of="r"),
        row(80, event="w"),
    ]
    far = [near[0], near[1], {**near[2], "episode_of": "w"}, near[3]]
    wrong = [
        row(0, event="r", episode_of="f"),
        near[1],
        {**near[2], "episode_of": "f"},
        row(80, event="w", episode_of="r"),
    ]
    figures = [event_links.figures(known, truth, said) for said in (near, far, wrong, near[:3])]
    assert [one["parts"] for one in figures] == [2] * 4
    assert [one["parts_found"] for one in figures] == [1, 1, 0, 0.5]
    assert [one["parts_wrong"] for one in figures] == [0, 0, 3, 1]
    told = [mistake for mistake in event_links.wrong(known, truth, near[:3]) if mistake[0] == "part"]
    assert told == [("part", "a", "0–10", "words 0", "riot of all", "", "")]


def columns(file: Path) -> list[str]:
    told = (line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return next(csv.reader(told, delimiter="\t"))


def test_labels_become_rows_and_articles_without_any_none() -> None:
    label = {"path": "a", "start": "0", "end": "6", "event_type": "COERCE", "mode": "", "actor": "Rada; MSW"}
    whole = {**label, "recipient": "", "modality": ""}
    told = {"event_type": "COERCE", "mode": None, "actor": ["Rada", "MSW"], "recipient": [], "modality": "actual"}
    assert press_events.marked([whole, {**whole, "start": ""}], {"a": "Ujęto go."}) == [
        {"article": "a", "start": 0, "end": 6, "text": "Ujęto ", **told}
    ]


def test_labels_and_judgements_of_press_name_places_and_no_words() -> None:
    told = ["event_type", "mode", "actor", "recipient", "modality"]
    assert columns(press_events.MARKED) == ["path", "part", "start", "end", *told]
    rows = press_events.labels()
    parts = {one["path"]: one["part"] for one in rows}
    assert len(parts) == len({(one["path"], one["part"]) for one in rows})
    assert all(press.topic(path) for path in parts)
    assert set(parts.values()) <= set(press_sample.PARTS)
    assert all(int(one["start"]) < int(one["end"]) for one in rows if one["start"])
    assert {one["modality"] for one in rows if one["start"]} <= {"", "actual", "future", "hypothetical", "negated"}
    assert columns(press_events.JUDGED) == list(Judged._fields)
    known = press_events.judgements()
    assert {verdict for one in known for verdict in (one.first, one.second)} <= set(VERDICTS)
    assert len({one.place for one in known}) == len(known)
    assert not {path for path, part in parts.items() if part == "tuned"} & {one.path for one in known}


def test_a_judge_sees_the_event_in_its_text_and_not_what_found_it() -> None:
    article = Article(source="a", name="a", text="Wczoraj ujęto go.", sha256="", encoding="", metadata=Metadata())
    found = {**row(8, "COERCE", "arrest"), "end": 13, "text": "ujęto"}
    asked = press_events.asked(found, article)
    assert (asked["text"], asked["event_type"], asked["actor"]) == ("Wczoraj ⟦ujęto⟧ go.", "COERCE", [])
    assert asked["digest"] == event_scores.digest(found) != event_scores.digest({**found, "actor": ["Rada"]})
    assert "pattern" not in asked


def test_the_command_prints_figures_and_mistakes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wrong = ("type", "a", "0–9", "words", "COERCE - > -", "AID - > -", "p")
    monkeypatch.setattr(events, "missing", lambda: None)
    monkeypatch.setattr(events, "found", lambda _: [Table("events_seeds", {"f1": 0.5}, [wrong])])
    shown = CliRunner().invoke(main, ["events", "--errors"]).output
    assert shown == "events_seeds f1 0.500\nevents_seeds\ttype\ta\t0–9\twords\tCOERCE - > -\tAID - > -\tp\n"
    assert CliRunner().invoke(main, ["events", "--draw", str(tmp_path / "sheet")]).exit_code == 2
    monkeypatch.setattr(press_events, "draw", lambda *_: 100)
    done = CliRunner().invoke(main, ["events", "--press", str(tmp_path), "--draw", str(tmp_path / "sheet")])
    assert done.output == f"100 events written to {tmp_path / 'sheet'}\n"
    monkeypatch.setattr(events, "missing", lambda: "not measured: no model")
    assert CliRunner().invoke(main, ["events"]).output == "not measured: no model\n"
