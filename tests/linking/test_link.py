"""Linking: the order of arrival makes no difference, names are told apart, copies are one origin."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented import reading, text
from kronika.evidence import stands
from kronika.linking import link, named
from kronika.pipeline import Reader, write
from kronika.reading import find, read
from kronika.records import Article, Linked, Reading

SHARED = (
    "Na miejscu pracuje 240 ratowników, a do miasta jadą kolejne wozy strażackie z całego okręgu "
    "nadmorskiego, poinformował wieczorem komendant straży pożarnej."
)


@pytest.fixture(scope="module")
def readings(examples: Path) -> list[Reading]:
    """The examples as they are read."""
    reader = Reader()
    articles = [a for path in find([examples]) if isinstance(path, Path) for a in read(path, reader.alphabets)]
    return [Reading(article=a, findings=reader.read(a)[0]) for a in articles if isinstance(a, Article)]


@pytest.fixture(scope="module")
def linked(readings: list[Reading]) -> Linked:
    return link(readings)


def test_the_examples_say_something(linked: Linked) -> None:
    tables = {name: len(rows) for name, rows in msgspec.structs.asdict(linked).items()}
    assert tables["articles"] == 12
    assert all(tables[name] > 10 for name in ("passages", "times", "figures", "statements"))
    assert tables["reuse"] > 0


@settings(max_examples=10)
@given(st.data())
def test_the_order_of_readings_makes_no_difference(
    readings: list[Reading], linked: Linked, data: st.DataObject
) -> None:
    assert link(data.draw(st.permutations(readings))) == linked


@settings(max_examples=10)
@given(st.data())
def test_no_order_of_any_few_makes_a_difference(readings: list[Reading], data: st.DataObject) -> None:
    few = data.draw(st.lists(st.sampled_from(readings), unique_by=lambda r: r.article.source, min_size=1, max_size=5))
    assert link(few) == link(few[::-1])


def test_every_row_is_evidence_and_every_id_its_own(readings: list[Reading], linked: Linked) -> None:
    texts = {r.name: r.article.text for r in named(readings)}
    ids: list[str] = []
    for rows in msgspec.structs.asdict(linked).values():
        ids += [row.id for row in rows]
        for row in rows:
            if hasattr(row, "start"):
                assert stands(texts[row.article], row.start, row.end, row.text), row
                assert row.text == row.text.strip() != ""
    assert len(ids) == len(set(ids))


def test_what_rows_point_to_is_there(linked: Linked) -> None:
    said = {s.id: s for s in linked.statements}
    for figure in linked.figures:
        if figure.statement:
            holder = said[figure.statement]
            assert holder.article == figure.article
            assert holder.start <= figure.start
            assert figure.end <= holder.end
            assert figure.attributed_to == holder.speaker
    for statement in linked.statements:
        assert statement.parent is None or said[statement.parent].article == statement.article
        first = said.get(statement.same_as or "", statement)
        assert first is statement or (first.same_as is None and first.articles == statement.articles)
        assert (statement.same_as is None) == (statement.same_why is None) == (statement.likeness is None)
        assert statement.article in statement.articles
        assert 1 <= len(statement.origins) <= len(statement.outlets) <= len(statement.articles)


def test_nothing_from_nothing() -> None:
    assert link([]) == Linked()


def test_two_sources_of_one_name_both_carry_a_hash() -> None:
    first, second, other = (reading(text(i), name) for i, name in enumerate(["a/x.txt", "b/x.txt", "y.txt"]))
    same = [
        msgspec.structs.replace(r, article=msgspec.structs.replace(r.article, name="x.txt")) for r in (first, second)
    ]
    names = {r.article.source: r.name for r in named([*same, other])}
    assert names["/reports/y.txt"] == "y.txt"
    clashing = [names["/reports/a/x.txt"], names["/reports/b/x.txt"]]
    assert len(set(clashing)) == 2
    assert all(re.fullmatch(r"x\.txt#[0-9a-f]{8}", name) for name in clashing)
    assert [r.name for r in named(same[:1])] == ["x.txt"]
    assert {row.article for row in link([*same, other]).articles} == set(names.values())


def copied(publishers: list[str | None]) -> list[Reading]:
    """Reports with one passage in common, each with words of its own around it."""
    return [
        reading(f"{text(i)}\n\n{SHARED}\n\n{text(i + 50)}", f"{i}.txt", publisher=publisher)
        for i, publisher in enumerate(publishers)
    ]


def test_copies_are_one_origin() -> None:
    from kronika.copies import Place
    from kronika.origins import Origins

    readings = copied(["Kurier", "Głos", None])
    linked = link(readings)
    at = readings[0].article.text.index(SHARED)
    texts = {reading.article.name: reading.article.text for reading in readings}
    support = Origins(linked, texts).of_passages([Place("0.txt", at, at + 40)])
    assert support.articles == ["0.txt", "1.txt", "2.txt"]
    assert support.outlets == ["2.txt", "Głos", "Kurier"]
    assert len(support.origins) == 1


def test_own_words_at_several_places_are_an_origin_each() -> None:
    from kronika.copies import Place
    from kronika.origins import Origins

    readings = copied(["Kurier", "Kurier", None])
    linked = link(readings)
    texts = {reading.article.name: reading.article.text for reading in readings}
    support = Origins(linked, texts).of_passages([Place(f"{i}.txt", 0, 20) for i in range(3)])
    assert (len(support.articles), len(support.outlets), len(support.origins)) == (3, 2, 2)


def test_a_line_of_the_chronicle_counts_copies_once() -> None:
    reader = Reader()
    wire = "Do wybuchu doszło 4 maja 2031 roku w porcie w Morzanach, gdzie składowano saletrę amonową bez zezwolenia."
    articles = [
        msgspec.structs.replace(r.article, text=f"{text(i)}\n\n{wire}")
        for i, r in enumerate(copied(["Kurier", "Głos", "Latarnia"]))
    ]
    readings = [Reading(article=a, findings=reader.read(a)[0]) for a in articles]
    lines = [line for line in write(readings, []).chronicle.chronicle if line.sentence == wire]
    assert [(len(w.articles), len(w.outlets), len(w.origins)) for w in lines] == [(3, 3, 1)]
    assert (lines[0].earliest, lines[0].latest) == ("2031-05-04", "2031-05-04")
