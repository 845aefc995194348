"""What is built on a corrected record follows: weekdays, counts, histories, lines, who says what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from invented import article
from kronika.pipeline import Reader, Written, write
from kronika.records import Reading, Ruling, Spot

FLOOD = (
    "W środę woda przerwała wał w Żarnowie. Zginęło 12 osób. "
    "– Pomoc jest w drodze – powiedział Adam Borowicz. Wieczorem Adam Borowicz dodał: „Wał zostanie naprawiony”. "
    "We wtorek policja zatrzymała trzech szabrowników. Mieszkańcy protestowali przed ratuszem."
)
AGAIN = (
    "W powodzi w Żarnowie zginęło 15 osób. Woda przerwała wał w środę. "
    "– Pomoc jest w drodze – powiedział Adam Borowicz. We wtorek policja zatrzymała trzech szabrowników."
)
FAIR = "Na jarmarku w Sopocie sprzedawano pierniki. Przyjechało pięćset osób z całej okolicy, mimo deszczu."
TEXTS = {"flood.txt": FLOOD, "again.txt": AGAIN, "fair.txt": FAIR}


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    reader = Reader()
    articles = [article(text, name, published="2027-05-07") for name, text in TEXTS.items()]
    return [Reading(article=a, findings=reader.read(a)[0]) for a in articles]


def spot(name: str, words: str, number: int = 0) -> Spot:
    start = -1
    for _ in range(number + 1):
        start = TEXTS[name].index(words, start + 1)
    return Spot(source=f"/reports/{name}", start=start, end=start + len(words))


def ruled(readings: Sequence[Reading], act: str, table: str, of: Spot, *more: Any, **given: str | None) -> Written:
    other = more[0] if more else None
    return write(readings, [], rulings=[Ruling(id="c", act=act, table=table, of=of, other=other, **given)])


def whole(name: str) -> Spot:
    return Spot(source=f"/reports/{name}", start=0, end=len(TEXTS[name]))


def days(written: Written, text: str) -> dict[str, str | None]:
    return {row.article: row.earliest for row in written.linked.times if row.text.lower() == text}


def test_a_fixed_day_of_publication_dates_weekdays_anew(readings: Sequence[Reading]) -> None:
    assert days(write(readings, []), "w środę") == {"flood.txt": "2027-05-05", "again.txt": "2027-05-05"}
    written = ruled(readings, "fix", "articles", whole("flood.txt"), field="day", value="2027-05-21")
    assert days(written, "w środę") == {"flood.txt": "2027-05-19", "again.txt": "2027-05-05"}
    lines = [line for line in written.chronicle.chronicle if line.earliest == "2027-05-19"]
    assert {name for line in lines for name in line.articles} == {"flood.txt"}


def test_a_fixed_day_of_an_expression_dates_its_event_anew(readings: Sequence[Reading]) -> None:
    found = write(readings, []).linked.times
    row = next(row for row in found if row.article == "flood.txt" and row.text == "We wtorek")
    of = Spot(source="/reports/flood.txt", start=row.start, end=row.end)
    written = ruled(readings, "fix", "times", of, field="day", value="2027-04-01")
    dated = [event for event in written.linked.events if event.time == row.id]
    assert dated
    assert {event.earliest for event in dated} == {"2027-04-01"}


def histories(written: Written) -> list[Any]:
    return [row for row in written.linked.histories if row.measure == "killed"]


def test_a_fixed_number_changes_history_and_disagreement(readings: Sequence[Reading]) -> None:
    before = write(readings, [])
    written = ruled(readings, "fix", "figures", spot("flood.txt", "12"), field="number", value="15")
    assert {row.value for row in written.linked.figures if row.measure == "killed"} == {15}
    assert histories(before) != histories(written)
    assert {row.value for row in before.linked.figures if row.measure == "killed"} == {12, 15}


def test_a_rejected_figure_is_in_no_history(readings: Sequence[Reading]) -> None:
    gone = next(row.id for row in write(readings, []).linked.figures if row.text == "12")
    written = ruled(readings, "reject", "figures", spot("flood.txt", "12"))
    assert all(gone not in row.figures for row in written.linked.histories)


def test_a_rejected_statement_is_in_no_count(readings: Sequence[Reading]) -> None:
    before = [row for row in write(readings, []).linked.statements if row.text.startswith("Pomoc")]
    assert [row.articles for row in before] == [["again.txt", "flood.txt"]] * 2
    written = ruled(readings, "reject", "statements", spot("again.txt", "Pomoc jest w drodze"))
    (left,) = [row for row in written.linked.statements if row.text.startswith("Pomoc")]
    assert (left.article, left.articles, left.same_as) == ("flood.txt", ["flood.txt"], None)


def test_a_split_name_parts_the_statements_of_the_two(readings: Sequence[Reading]) -> None:
    def speakers(written: Written) -> list[str | None]:
        return [row.speaker_entity for row in written.linked.statements if row.article == "flood.txt"]

    assert len(set(speakers(write(readings, [])))) == 1
    one, other = (spot("flood.txt", "Adam Borowicz", number) for number in (1, 0))
    first, second = speakers(ruled(readings, "split", "entities", one, other))
    assert first != second
    assert None not in (first, second)


def test_mentions_of_an_event_are_parted_and_joined(readings: Sequence[Reading]) -> None:
    def event(written: Written, name: str, text: str) -> str:
        return next(r.event for r in written.linked.events if r.article == name and text in r.text)

    here, there = spot("flood.txt", "zatrzymała"), spot("again.txt", "zatrzymała")
    before = write(readings, [])
    assert event(before, "flood.txt", "zatrzymała") == event(before, "again.txt", "zatrzymała")
    parted = ruled(readings, "split", "events", here, there)
    assert event(parted, "flood.txt", "zatrzymała") != event(parted, "again.txt", "zatrzymała")
    other = next(r for r in before.linked.events if r.article == "flood.txt" and r.event_type != "COERCE")
    of = Spot(source="/reports/flood.txt", start=other.start, end=other.end)
    joined = ruled(readings, "merge", "events", here, of)
    assert event(joined, "flood.txt", "zatrzymała") == event(joined, "flood.txt", other.text)


def test_stories_are_joined_and_parted(readings: Sequence[Reading]) -> None:
    def stories(written: Written) -> dict[str, str]:
        return {row.article: row.story for row in written.linked.stories}

    before = stories(write(readings, []))
    assert before["flood.txt"] == before["again.txt"] != before["fair.txt"]
    joined = ruled(readings, "merge", "stories", whole("fair.txt"), whole("flood.txt"))
    assert len(set(stories(joined).values())) == 1
    assert any("a correction says so" in row.evidence for row in joined.linked.stories)
    parted = stories(ruled(readings, "split", "stories", whole("again.txt"), whole("flood.txt")))
    assert len(set(parted.values())) == 3
