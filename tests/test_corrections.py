"""What people rule on who is who is obeyed by linking, within a report and across reports."""

from __future__ import annotations

import pytest

from invented import article
from kronika.pipeline import Reader, Written, write
from kronika.records import Reading, Ruling, Spot

FIRST = (
    "Prezydent Adam Borowicz przyjechał do Gdańska. Borowicz rozmawiał z rybakami. "
    "Wieczorem Adam Borowicz wrócił do domu."
)
SECOND = "Minister Ewa Lipska otworzyła most. Adam Borowicz był na miejscu. Potem mówiła Zofia Hanak."
TEXTS = {"a.txt": FIRST, "b.txt": SECOND}
FULL, SHORT, AGAIN = ("a.txt", 10), ("a.txt", FIRST.index(". Borowicz") + 2), ("a.txt", FIRST.rindex("Adam Borowicz"))
THERE, EWA, ZOFIA = (("b.txt", SECOND.index(name)) for name in ("Adam Borowicz", "Ewa Lipska", "Zofia Hanak"))


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    reader = Reader()
    articles = [article(text, name) for name, text in TEXTS.items()]
    return [Reading(article=a, findings=reader.read(a)[0]) for a in articles]


def ruled(readings: list[Reading], verdict: str, one: tuple[str, int], other: tuple[str, int]) -> Written:
    sources = {r.article.name: r.article.source for r in readings}
    of, with_ = (Spot(source=sources.get(n, n), start=at, end=at + 1) for n, at in (one, other))
    return write(readings, [], rulings=[Ruling(id="c", act=verdict, table="entities", of=of, other=with_)])


def entity(written: Written, place: tuple[str, int]) -> str | None:
    """Who is named at a place."""
    return next(m.entity for m in written.linked.mentions if (m.article, m.start) == place)


def test_without_corrections_one_name_is_one_and_two_are_two(readings: list[Reading]) -> None:
    written = write(readings, [])
    assert len({entity(written, place) for place in (FULL, SHORT, AGAIN, THERE)}) == 1
    assert entity(written, EWA) != entity(written, ZOFIA)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FULL, AGAIN),
        (FULL, THERE),
        (FULL, SHORT),
    ],
)
def test_apart_keeps_apart(readings: list[Reading], one: tuple[str, int], other: tuple[str, int]) -> None:
    for first, second in ((one, other), (other, one)):
        written = ruled(readings, "split", first, second)
        assert entity(written, one) != entity(written, other)
        assert len(written.linked.entities) == len(write(readings, []).linked.entities) + 1


@pytest.mark.parametrize(("one", "other"), [(EWA, ZOFIA), (FULL, ZOFIA)])
def test_together_makes_one(readings: list[Reading], one: tuple[str, int], other: tuple[str, int]) -> None:
    for first, second in ((one, other), (other, one)):
        written = ruled(readings, "merge", first, second)
        assert entity(written, one) == entity(written, other)
        assert len(written.linked.entities) == len(write(readings, []).linked.entities) - 1
        assert any("a correction says so" in reason for m in written.linked.mentions for reason in m.evidence)


@pytest.mark.parametrize("verdict", ["split", "merge"])
@pytest.mark.parametrize("gone", [("gone.txt", 10), ("a.txt", 11), ("a.txt", 9999)])
def test_a_place_that_is_not_there_changes_nothing(
    readings: list[Reading], verdict: str, gone: tuple[str, int]
) -> None:
    assert ruled(readings, verdict, FULL, gone).linked == write(readings, []).linked
    assert ruled(readings, verdict, gone, FULL).linked == write(readings, []).linked
