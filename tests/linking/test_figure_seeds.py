"""What becomes of the figures of the sample reports: what grew, what agrees, what is disputed, and that all agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import load_packs
from kronika.linking import link
from kronika.pipeline import Reader
from kronika.reading import find, read
from kronika.records import Article, FigureRow, HistoryRow, Linked, Reading

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.exists(), reason="the sample reports are not here")


@pytest.fixture(scope="module")
def linked() -> Linked:
    reader = Reader()
    paths = [path for path in find([SEEDS]) if isinstance(path, Path)]
    articles = [a for path in paths for a in read(path, reader.alphabets) if isinstance(a, Article)]
    assert len(articles) == 5
    readings = [Reading(article=a, findings=reader.read(a)[0]) for a in articles]
    return link(readings, Knowledge(list(load_packs().values())))


def figures(linked: Linked, text: str) -> list[FigureRow]:
    return [f for f in linked.figures if f.text == text]


def relations(linked: Linked, one: str, other: str) -> set[tuple[str, str]]:
    """How figures that are written so relate, the first to the second."""
    texts = {f.id: f.text for f in linked.figures}
    every = [r for row in linked.histories for r in row.relations]
    return {(r.relation, r.rule) for r in every if (texts[r.first], texts.get(r.second or "")) == (one, other)}


def history(linked: Linked, text: str) -> HistoryRow:
    ids = {f.id for f in figures(linked, text)}
    [row] = [row for row in linked.histories if ids & set(row.figures)]
    return row


def test_arrests_grew(linked: Linked) -> None:
    assert relations(linked, "4,4 tys.", "osiem tysięcy") == {("update", "growth")}
    assert relations(linked, "Ponad 4 tysiące", "4,4 tys.") <= {("compatible", "bounds"), ("refine", "refine")}
    row = history(linked, "osiem tysięcy")
    assert (row.measure, row.place) == ("arrested", "Kazachstan")
    assert [point.figure for point in row.points if not point.superseded] == [
        f.id for f in figures(linked, "osiem tysięcy")
    ]
    assert row.policies["latest-official"].best == 8000


def test_troops_agree(linked: Linked) -> None:
    [(relation, _)] = relations(linked, "ponad 2 tys.", "2 030") | relations(linked, "2 030", "ponad 2 tys.")
    assert relation in ("compatible", "refine")


def test_troops_are_one_history_since_both_are_of_one_country(linked: Linked) -> None:
    assert history(linked, "ponad 2 tys.") == history(linked, "2 030")


def test_the_analyst_disputes_the_killed_and_the_injured_alone(linked: Linked) -> None:
    by_id = {f.id: f for f in linked.figures}
    disputes = [r for row in linked.histories for r in row.relations if r.relation == "dispute"]
    assert {(by_id[r.first].measure, by_id[r.first].text, r.second) for r in disputes} == {
        ("killed", "ponad 160", None),
        ("injured", "ponad dwa tysiące", None),
    }
    said = {s.id: s for s in linked.statements}
    assert {said[r.statement or ""].speaker for r in disputes} == {"Arkadiusz Legieć"}
    points = [p for row in linked.histories for p in row.points if p.disputed]
    assert {by_id[p.figure].measure for p in points} == {"killed", "injured"}


def test_nothing_contradicts_anything(linked: Linked) -> None:
    assert "contradict" not in {r.relation for row in linked.histories for r in row.relations}


def test_the_killed_are_one_number_of_the_authorities(linked: Linked) -> None:
    row = history(linked, "ponad 160")
    assert len(row.figures) == 2
    [point] = row.points
    assert (point.low, point.high, point.official) == (160, None, True)
    assert {name: (e.best, e.low, e.high) for name, e in row.policies.items() if name != "acled"} == {
        "latest-official": (160, 160, None),
        "ucdp": (160, 160, None),
        "widest": (None, 160, None),
    }
    assert row.policies["acled"].why == "a total of a whole country is no single event"
