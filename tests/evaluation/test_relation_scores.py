"""The scores of how figures relate: what histories tell of pairs, counted by hand; the pairs and the truth."""

from __future__ import annotations

from typing import Any

import pytest

from evaluation import relation_scores, relations
from evaluation.measure import TASKS
from evaluation.relation_scores import Answer, Told
from kronika import ontology

RULES = {
    "same": {"equal", "copy"},
    "update": {"growth", "revision", "level"},
    "refine": {"refine"},
    "compatible": {"bounds", "days", "later", "scope", "group", "part"},
    "contradict": {"contradict"},
    "dispute": {"disputed", "retraction"},
}
TEXTS = {"a": "Zginęło 17 osób, z 170 rannych, mówi Rada.", "b": "Zginęło 20 osób, nie 17. Rada zaprzecza, że 20."}


def figure(id: str, article: str, start: int, end: int, measure: str = "killed") -> dict[str, Any]:
    text = TEXTS[article][start:end]
    return {"id": id, "article": article, "start": start, "end": end, "text": text, "measure": measure}


def relation(first: str, second: str | None, of: str, rule: str, statement: str | None = None) -> dict[str, Any]:
    return {"first": first, "second": second, "relation": of, "rule": rule, "why": "", "statement": statement}


STATEMENT = {"id": "s1", "article": "b", "start": 44, "end": 46, "text": "20", "same_as": None}
DENIAL = {**STATEMENT, "cue_start": 30, "cue_end": 39}
FIGURES = [figure("f1", "a", 8, 10), figure("f2", "b", 8, 10), figure("f3", "b", 21, 23), figure("f4", "b", 44, 46)]


def told(*rows: dict[str, Any], points: tuple[list[str], ...] = (), apart: bool = False) -> Told:
    history = {"points": [{"figures": figures} for figures in points], "relations": list(rows)}
    return Told(FIGURES, [DENIAL], [history], {"a": "1", "b": "2" if apart else "1"})


def pair(relation: str, rule: str, second: str = "20", measure: str | None = "killed") -> dict[str, Any]:
    reports = [{"id": name, "text": text} for name, text in TEXTS.items()]
    ends = {"first": {"report": "a", "quote": "17", "measure": "killed"}}
    ends["second"] = {"report": "b", "quote": second, "measure": measure}  # type: ignore[dict-item]
    return {"id": "p", "relation": relation, "rule": rule, "reports": reports, **ends}


def answer(told: Told, **wanted: Any) -> Answer:
    return relations.of_pair(pair(**wanted), told)


UPDATE = {"relation": "update", "rule": "growth"}


@pytest.mark.parametrize("ends", [("f1", "f2"), ("f2", "f1")])
def test_a_pair_is_found_in_either_direction(ends: tuple[str, str]) -> None:
    one = answer(told(relation(*ends, "update", "growth")), **UPDATE)
    assert one.right
    assert one.got == (("update", "growth"),)
    assert (one.first, one.second) == ("a: 17", "b: 20")


def test_another_rule_or_a_second_relation_is_wrong() -> None:
    growth, level = relation("f1", "f2", "update", "growth"), relation("f1", "f2", "update", "level")
    assert not answer(told(level), **UPDATE).right
    assert answer(told(level), **UPDATE).related
    both = answer(told(growth, relation("f1", "f2", "contradict", "contradict")), **UPDATE)
    assert not both.right
    assert not both.related


def test_what_is_not_read_or_in_two_stories_is_wrong() -> None:
    growth = relation("f1", "f2", "update", "growth")
    assert answer(told(growth, apart=True), **UPDATE).problem == "two stories"
    assert answer(told(growth), **UPDATE, second="dwa").problem == "figure not read"
    assert answer(told(growth), **UPDATE, measure="injured").problem == "figure not read"
    assert answer(told(growth), **UPDATE, second="Zginęło", measure=None).problem == "statement not read"


def test_a_figure_told_twice_has_the_relations_of_its_point() -> None:
    elsewhere = relation("f1", "f4", "update", "growth")
    assert answer(told(elsewhere, points=(["f2", "f4"],)), **UPDATE).right
    assert answer(told(elsewhere), **UPDATE).got == ()
    own = relation("f1", "f2", "contradict", "contradict")
    assert answer(told(elsewhere, own, points=(["f2", "f4"],)), **UPDATE).got == (("contradict", "contradict"),)


@pytest.mark.parametrize("statement", ["s1", None])
def test_a_dispute_is_known_by_its_statement(statement: str | None) -> None:
    dispute = {"relation": "dispute", "rule": "disputed", "second": "Rada zaprzecza", "measure": None}
    row = relation("f1", None, "dispute", "disputed", statement)
    assert answer(told(row), **dispute).right
    assert not answer(told({**row, "statement": "s9"}), **dispute).right


def test_words_stand_where_they_are_no_part_of_longer_ones() -> None:
    assert relation_scores.places(TEXTS["a"], "17") == [(8, 10)]
    assert relation_scores.places("15%, 15 proc., 15", "15") == [(0, 2), (5, 7), (15, 17)]
    assert relation_scores.places("2 tys. osób", "2 tys.") == [(0, 6)]


def made(
    wanted: str, rule: str, *got: tuple[str, str], problem: str | None = None, planted: str | None = None
) -> Answer:
    return Answer("p", "a: 17", "b: 20", (wanted, rule), got, problem, planted)


def test_pairs_are_counted_by_hand() -> None:
    known = [
        made("same", "equal", ("same", "equal")),
        made("same", "equal", ("same", "copy")),
        made("update", "level", problem="two stories"),
        made("update", "growth", problem="figure not read"),
    ]
    assert relation_scores.of_pairs(known) == {
        "pairs": 4,
        "right": 0.25,
        "relation": 0.5,
        "not_read": 1,
        "two_stories": 1,
        "equal": 0.5,
        "level": 0,
        "growth": 0,
    }
    assert relation_scores.of_pairs([]) == {}


def test_mistakes_name_their_sort() -> None:
    known = [
        made("same", "equal", ("same", "equal")),
        made("same", "equal", ("same", "copy")),
        made("same", "equal", ("refine", "refine"), ("same", "copy")),
        made("same", "equal"),
        made("same", "equal", problem="two stories"),
    ]
    ends = ("p", "a: 17", "b: 20", "same (equal)")
    assert list(relation_scores.wrong(known)) == [
        ("rule", *ends, "same (copy)"),
        ("relation", *ends, "refine (refine), same (copy)"),
        ("not told", *ends, ""),
        ("two stories", *ends, ""),
    ]


def test_what_was_planted_is_found_by_its_sort() -> None:
    known = [
        made("contradict", "contradict", ("dispute", "disputed"), planted="conflict"),
        made("dispute", "disputed", ("update", "growth"), planted="conflict"),
        made("update", "growth", ("update", "level"), planted="update"),
        made("compatible", "part", ("compatible", "scope"), planted="part"),
        made("same", "equal", ("same", "equal")),
    ]
    assert relation_scores.of_examples(known, 3) == {
        "pairs": 5,
        "right": 0.2,
        "conflicts": 0.5,
        "updates": 1,
        "parts": 0,
        "invented": 3,
    }


def test_conflicts_of_which_the_truth_knows_nothing_are_invented() -> None:
    known = {(one["article"], one["start"]): one for one in [*FIGURES, STATEMENT]}
    truth = [
        {"first": {"article": "a", "start": 8}, "second": {"article": "b", "start": 8}, "rule": "contradict"},
        {"first": {"article": "a", "start": 8}, "second": {"article": "b", "start": 44, "statement": True}},
    ]
    truth[0] |= {"relation": "contradict", "planted": "conflict"}
    truth[1] |= {"relation": "dispute", "rule": "disputed"}
    rows = [
        relation("f2", "f1", "contradict", "contradict"),
        relation("f1", None, "dispute", "disputed", "s1"),
        relation("f1", "f3", "update", "growth"),
    ]
    name, scores, mistakes = relations.examples(truth, told(*rows), known)
    assert name == "relations_examples"
    assert (scores["right"], scores["conflicts"], scores["invented"]) == (1, 1, 0)
    assert mistakes == []
    strange = [relation("f2", "f3", "contradict", "contradict"), relation("f2", None, "dispute", "disputed")]
    _, scores, mistakes = relations.examples(truth, told(*rows, *strange), known)
    assert scores["invented"] == 2
    assert mistakes == [
        ("invented", "", "b: 20", "b: 17", "", "contradict (contradict)"),
        ("invented", "", "b: 20", "", "", "dispute (disputed)"),
    ]


@pytest.mark.skipif(not relations.PAIRS.exists(), reason="nobody has written pairs")
def test_pairs_stand_in_their_reports() -> None:
    known = relations.pairs()
    assert len({one["id"] for one in known}) == len(known)
    measures = {*ontology.measures(), None}
    for one in known:
        assert one["rule"] in RULES[one["relation"]]
        texts = {report["id"]: report["text"] for report in one["reports"]}
        assert len(texts) == len(one["reports"]) <= 2
        for end in (one["first"], one["second"]):
            assert relation_scores.places(texts[end["report"]], end["quote"]), one["id"]
            assert end["measure"] in measures
        assert one["first"]["measure"]


def test_the_truth_of_the_examples_relates_what_stands_there() -> None:
    task = next(task for task in TASKS if task.name == "examples")
    known = relations.passages(task)
    for row in relations.rows_of(task.truth / relations.TRUTH):
        assert row["rule"] in RULES[row["relation"]]
        assert row.get("planted") in (None, *relation_scores.PLANTED)
        for end in (row["first"], row["second"]):
            passage = known[end["article"], end["start"]]
            assert ("measure" in passage) != bool(end.get("statement"))
