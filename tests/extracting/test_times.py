"""Ranges of days: what only one end names holds for the other, across the turn of a year too."""

from __future__ import annotations

import datetime as dt

import pytest

from invented import article
from kronika.annotating import Annotator
from kronika.extracting import Extractor
from kronika.linking.dating.shading import shade
from kronika.pipeline import Reader
from kronika.records import Document, Zone

PUBLISHED = dt.date(2031, 6, 18)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("od 3 maja do 2 czerwca 2030 roku", "2030-05-03", "2030-06-02"),
        ("od 30 grudnia do 2 stycznia 2031 roku", "2030-12-30", "2031-01-02"),
        ("od 30 grudnia 2029 do 2 stycznia 2031 roku", "2029-12-30", "2031-01-02"),
        ("od 30 grudnia 2029 do 2 stycznia", "2029-12-30", "2030-01-02"),
        ("w nocy z 31 grudnia na 1 stycznia 2031 roku", "2030-12-31", "2031-01-01"),
        ("na przełomie grudnia i stycznia 2031 roku", "2030-12-21", "2031-01-10"),
        ("na przełomie maja i czerwca 2030 roku", "2030-05-21", "2030-06-10"),
        ("od listopada do lutego 2031 roku", "2030-11-01", "2031-02-28"),
    ],
)
def test_ranges_across_months_and_years(
    annotator: Annotator, extractor: Extractor, words: str, first: str, last: str
) -> None:
    text = f"Trwało to {words}."
    document = Document(article=article(text), language="pl", zones=[Zone(start=0, end=len(text), kind="body")])
    found = extractor.extract(annotator.annotate(document)).times
    assert [text[t.start : t.end] for t in found] == [words]
    interval = shade(found[0], PUBLISHED)
    assert interval and tuple(map(str, interval)) == (first, last)


def test_findings_lie_inside_their_zones(annotator: Annotator, extractor: Extractor) -> None:
    text = "Reklama 5 maja 2031 roku\n\nZginęło 21 osób 6 maja 2031 roku, powiedział „Tak” minister."
    zones = [Zone(start=0, end=24, kind="boilerplate"), Zone(start=26, end=len(text), kind="body")]
    found = extractor.extract(annotator.annotate(Document(article=article(text), language="pl", zones=zones)))
    assert [text[t.start : t.end] for t in found.times] == ["6 maja 2031 roku"]
    assert [text[f.start : f.end] for f in found.figures] == ["21"]
    assert found.zones == zones


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("Do 31 czerwca nic nie zrobiono.", "Do 31 czerwca", "month 6 has no day 31"),
        ("Ustawa z 29 lutego 2031 roku nie istnieje.", "z 29 lutego 2031 roku", "2031 has no 29 February"),
        ("Chrzest przyjęto w 966 roku.", "w 966 roku", "years 1000 to 2200, not 966"),
        ("Kopuła ma stać w 2300 roku.", "w 2300 roku", "years 1000 to 2200, not 2300"),
    ],
)
def test_a_day_that_cannot_be_is_a_fault_and_no_figure(text: str, words: str, why: str) -> None:
    findings, troubles = Reader().read(article(text))
    assert not findings.times
    assert not findings.figures
    assert [(t.what, words in t.why, why in t.why) for t in troubles] == [("day", True, True)]
