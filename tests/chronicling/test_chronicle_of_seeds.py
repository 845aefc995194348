"""What is written of the sample reports: one statement by its two copies, who says what of the unrest, who disputes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kronika.pipeline import Reader, Written, write
from kronika.reading import find, read
from kronika.records import Article, DisagreementRow, Reading

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.exists(), reason="the sample reports are not here")

ORDER = "przywrócono porządek"
COPIES = ("003_", "004_")


@pytest.fixture(scope="module")
def written() -> Written:
    reader = Reader()
    paths = [path for path in find([SEEDS]) if isinstance(path, Path)]
    articles = [a for path in paths for a in read(path, reader.alphabets) if isinstance(a, Article)]
    assert len(articles) == 5
    return write([Reading(article=a, findings=reader.read(a)[0]) for a in articles], [])


def of_kind(written: Written, kind: str, about: str) -> list[DisagreementRow]:
    """The disagreements of a kind whose matter begins so."""
    rows = written.chronicle.disagreements
    return [row for row in rows if row.kind == kind and row.about.split(", ")[0] == about]


def test_that_order_is_restored_is_said_at_most_three_times(written: Written) -> None:
    said = [row for row in written.linked.statements if ORDER in row.text]
    assert 2 <= len(said) <= 3
    assert {row.speaker for row in said} == {"Kasym-Żomart Tokajew"}
    assert {row.article[:4] for row in said} >= set(COPIES)


def test_both_copies_of_it_have_one_origin_together(written: Written) -> None:
    said = {row.id for row in written.linked.statements if ORDER in row.text and row.article.startswith(COPIES)}
    [support] = [row for row in written.linked.supports if row.kind == "statement" and said & set(row.mentions)]
    assert said <= set(support.mentions)
    assert [article[:4] for article in support.articles] == list(COPIES)
    [origin] = support.origins
    assert origin.articles == support.articles
    assert origin.copied
    assert {words.article for words in origin.evidence} == set(support.articles)
    texts = {name: reading.article.text for name, reading in written.readings.items()}
    assert all(words.text == texts[words.article][words.start : words.end] for words in origin.evidence)


def test_the_unrest_is_one_disagreement_with_a_side_for_each_account(written: Written) -> None:
    [row] = of_kind(written, "account", "unrest")
    sides = {side.claim: side for side in row.sides}
    assert len(sides) == len(row.sides) >= 3
    assert "Kasym-Żomart Tokajew" in sides["terrorists"].holders
    assert "Władimir Putin" in sides["foreign"].holders
    reports = {article.article for article in written.linked.articles}
    assert sides["protest"].holders
    assert set(sides["protest"].holders) <= reports


def test_each_side_tells_through_whom_it_is_known_and_shows_its_words(written: Written) -> None:
    texts = {name: reading.article.text for name, reading in written.readings.items()}
    rows = written.chronicle.disagreements
    for side in (side for row in rows for side in row.sides):
        assert side.sentence
        assert 1 <= len(side.origins) <= len(side.mentions)
        assert {words.article for words in side.evidence} <= set(side.articles)
        assert all(words.text == texts[words.article][words.start : words.end] for words in side.evidence)


def test_the_analyst_disputes_the_killed(written: Written) -> None:
    [row] = of_kind(written, "figure", "killed")
    assert row.rule == "disputed"
    doubts = next(side for side in row.sides if "Arkadiusz Legieć" in side.holders)
    numbers = [side for side in row.sides if side is not doubts]
    assert [side.claim for side in numbers] == ["ponad 160"]
    assert "Arkadiusz Legieć" not in numbers[0].holders
    assert "zaniżone" in doubts.claim


def test_no_number_is_put_against_another(written: Written) -> None:
    assert {row.about.split(", ")[0] for row in written.chronicle.disagreements if row.kind == "figure"} == {
        "killed", "injured",
    }  # fmt: skip


def test_the_heaviest_lines_are_of_the_days_of_the_unrest(written: Written) -> None:
    lines = written.chronicle.chronicle
    best = sorted(lines, key=lambda line: line.rank)[:5]
    assert all("2022-01-01" <= (line.earliest or "") <= (line.latest or "") <= "2022-01-17" for line in best[:3])
    assert any("rosyjskich" in line.sentence and line.earliest == "2022-01-06" for line in best)
