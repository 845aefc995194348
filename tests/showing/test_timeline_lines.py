"""The commands `timeline` and `disagreements`: the heaviest lines by day or week, what is refused, JSON, all sides."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from commands import Done, call
from kronika import api, chronicles
from kronika.errors import InputError
from kronika.records import ArticleRow, ChronicleRow, DisagreementRow, EvidenceRow, SideRow, SummaryRow
from kronika.showing.catalogue import languages
from kronika.showing.chronicle_phrases import ChroniclePhrases
from kronika.showing.timeline_lines import MOST_STORIES, disagreement_lines, lines
from kronika.showing.timeline_search import StoryTimeline, TimelineAnswer, Wanted, answer

SENTENCE = re.compile(r"^  (?! )(.+(?:\n  (?! ).+)*)", re.MULTILINE)


@pytest.fixture(scope="module")
def store(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the examples and of a report of another story."""
    place = tmp_path_factory.mktemp("timeline")
    chess = "W Velmarze arcymistrz Jan Kruk wygrał 9 maja 2031 roku turniej szachowy i oskarżył rywala o oszustwo."
    (place / "szachy.txt").write_text(chess, encoding="utf-8")
    api.read([*sorted(examples.glob("*.txt")), examples / "depesze.jsonl", place / "szachy.txt"], place / "k.db")
    return place / "k.db"


def told(store: Path, *options: object, command: str = "timeline") -> str:
    done = call(command, "--store", store, *options)
    assert (done.code, done.err) == (0, "")
    return done.out


def flat(text: str) -> str:
    return " ".join(text.split())


def events(text: str) -> list[str]:
    """The sentences of the lines that are shown, each on one line."""
    before = text.partition("\nWhere the reports differ:")[0]
    return [flat(found) for found in SENTENCE.findall(before)]


# -------------------------------------------------------------------- timeline


@pytest.mark.parametrize("top", [1, 5, 15])
def test_the_heaviest_lines_come_in_order_of_time(store: Path, top: int) -> None:
    found = chronicles.timeline("kurier-1", top, store=store).found[0]
    everything = chronicles.timeline("kurier-1", 0, store=store).found[0]
    assert len(found.lines) == top
    assert sorted(line.rank for line in found.lines) == list(range(1, top + 1))
    assert found.left_out == len(everything.lines) - top > 0
    assert found.lines == [line for line in everything.lines if line.rank <= top]
    text = told(store, "--story", "kurier-1", "--top", top)
    assert events(text) == [flat(line.sentence) for line in found.lines]
    assert f"{found.left_out} lines more: --top 0 shows all" in text


def test_0_shows_all_lines(store: Path) -> None:
    found = chronicles.timeline("kurier-1", 0, store=store).found[0]
    text = told(store, "--story", "kurier-1", "--top", "0")
    assert events(text) == [flat(line.sentence) for line in found.lines]
    assert "--top 0" not in text


def test_each_day_has_one_heading_and_stands_once(store: Path) -> None:
    text = told(store, "--story", "kurier-1", "--top", "0").partition("\nWhere the reports differ:")[0]
    phrases = ChroniclePhrases()
    found = chronicles.timeline("kurier-1", 0, store=store).found[0].lines
    headings = [line for line in text.splitlines() if line in {phrases.when(row) for row in found}]
    wanted = [phrases.when(row) for row in found]
    assert headings == [day for n, day in enumerate(wanted) if n == 0 or day != wanted[n - 1]]


def test_weeks_are_headings_where_they_are_asked_for(store: Path) -> None:
    text = told(store, "--story", "kurier-1", "--level", "week")
    weeks = re.findall(r"^week (\d{4})-W(\d{2}) \((\S+) to (\S+)\)$", text, re.MULTILINE)
    assert weeks == sorted(set(weeks))
    assert len(weeks) >= 2
    for year, week, monday, sunday in weeks:
        first = dt.date.fromisocalendar(int(year), int(week), 1)
        assert (monday, sunday) == (first.isoformat(), (first + dt.timedelta(days=6)).isoformat())
    assert events(text) == events(told(store, "--story", "kurier-1"))
    assert "    5 May 2027 · " in text


def test_a_line_tells_who_carries_it_from_whom_and_where_it_stands(store: Path) -> None:
    text = flat(told(store, "--story", "kurier-1", "--top", "3"))
    assert (
        "W sobotę prezydent Joren Maklavic ogłosił stan wyjątkowy w Okręgu Nadmorskim. state of emergency "
        "(COERCE/martial-law) · 2 reports, outlet not known, 2 origins · from latarnia-01.txt, latarnia-03.txt · "
        "latarnia-01.txt:809"
    ) in text


def test_all_stories_are_told_the_largest_first(store: Path) -> None:
    found = chronicles.timeline(store=store)
    assert found.stories == len(found.found) == 2
    assert [len(story.summary.articles) for story in found.found] == [12, 1]
    text = told(store)
    assert text.startswith("Morzany liczą zabitych. Rośnie gniew na port\n")
    assert "arcymistrz" in text
    assert "arcymistrz" not in told(store, "--story", "kurier-1")
    assert "Morzan" not in told(store, "--story", "szachy.txt")


@pytest.mark.parametrize("command", ["timeline", "disagreements", "brief"])
@pytest.mark.parametrize(
    ("language", "words"), [("en", "no story has this id"), ("pl", "nie")], ids=["English", "Polish"]
)
def test_a_story_that_is_not_there_is_refused(store: Path, command: str, language: str, words: str) -> None:
    done = call(command, "--store", store, "--story", "powódź na księżycu", "--ui-language", language)
    assert (done.code, done.out) == (1, "")
    assert "powódź na księżycu" in done.err
    assert words in done.err


@pytest.mark.parametrize("command", ["timeline", "brief"])
@pytest.mark.parametrize(
    ("language", "words"), [("en", "Give 0 for all"), ("pl", "Podaj 0")], ids=["English", "Polish"]
)
def test_a_number_of_lines_below_0_is_refused(store: Path, command: str, language: str, words: str) -> None:
    done = call(command, "--store", store, "--top", "-1", "--ui-language", language)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("kronika: --top -1: ")
    assert words in done.err


def test_another_level_is_refused(store: Path) -> None:
    assert call("timeline", "--store", store, "--level", "month").code == 2
    with pytest.raises(InputError, match="Choose day, week"):
        chronicles.timeline(level="month", store=store)


def test_where_there_is_no_store_it_says_so(tmp_path: Path) -> None:
    for command in ("timeline", "disagreements", "brief", "changes"):
        done = call(command, "--store", tmp_path / "k.db")
        assert (done.code, done.out) == (1, "")
        assert "k.db" in done.err
    assert not (tmp_path / "k.db").exists()


@pytest.mark.parametrize("level", ["day", "week"])
def test_json_has_the_same_sentences_as_the_lines(store: Path, level: str) -> None:
    options = ("--story", "kurier-1", "--top", "7", "--level", level)
    whole: dict[str, Any] = json.loads(told(store, *options, "--json"))
    assert whole["asked"] == {"story": "kurier-1", "top": 7, "level": level}
    [story] = whole["found"]
    text = told(store, *options)
    assert [flat(line["sentence"]) for line in story["lines"]] == events(text)
    assert flat(story["summary"]["lead"]) in flat(text)
    assert len(story["disagreements"]) == len(chronicles.disagreements("kurier-1", store).found[0].disagreements)


def test_what_it_tells_is_polish_where_that_is_asked_for(store: Path) -> None:
    text = told(store, "--story", "kurier-1", "--ui-language", "pl")
    assert "12 tekstów" in text
    assert "W czym teksty się różnią:" in text
    assert "\n5 maja 2027\n" in text
    assert not re.search(r"\b(May|reports|origins|between|told by)\b", text)


# --------------------------------------------------------------- disagreements


@pytest.mark.parametrize("language", languages())
def test_all_sides_are_shown_with_holders_and_sentences(store: Path, language: str) -> None:
    text = flat(told(store, "--ui-language", language, command="disagreements"))
    phrases = ChroniclePhrases(language)
    rows = [row for story in chronicles.disagreements(store=store).found for row in story.disagreements]
    assert len(rows) >= 4
    for row in rows:
        assert len(row.sides) > 1
        assert flat(f"{phrases.say(f'kind-{row.kind}')}: {phrases.about(row)}") in text
        for side in row.sides:
            assert flat(f"{phrases.claim(row, side)}: {', '.join(side.holders)} {phrases.told_by(side)}") in text
            assert f"{side.evidence[0].article}:{side.evidence[0].start}" in text


def test_sides_of_json_are_those_of_the_lines(store: Path) -> None:
    whole = json.loads(told(store, "--json", command="disagreements"))
    text = flat(told(store, command="disagreements"))
    sides = [side for story in whole["found"] for row in story["disagreements"] for side in row["sides"]]
    assert sides
    assert all(", ".join(side["holders"]) in text for side in sides)


def test_nobody_is_said_to_differ_where_nobody_does(store: Path) -> None:
    assert told(store, "--story", "szachy.txt", command="disagreements") == (
        "None was found, which does not say that there is none: Kronika misses many.\n"
    )


# ------------------------------------------------------------------ a few rows


def summary(number: int, **more: Any) -> SummaryRow:
    return SummaryRow(id=f"s{number}", story=f"story-{number:02}", title=f"Sprawa {number}", lead="Wał pękł.",
                      articles=["a.txt"], **more)  # fmt: skip


def line(number: int = 0, **more: Any) -> ChronicleRow:
    words = EvidenceRow(article="a.txt", start=3, end=9, text="Wał pękł.", rule="told")
    given: dict[str, Any] = {"sentence": "Wał pękł.", "rank": 1, "evidence": [words], "articles": ["a.txt"], **more}
    return ChronicleRow(id="l", story=f"story-{number:02}", **given)


def shown(*rows: ChronicleRow, width: int = 100, level: str = "day") -> list[str]:
    """The lines of one story of these rows."""
    tables: dict[str, list[Any]] = {
        "articles": [],
        "chronicle": [*rows],
        "disagreements": [],
        "summaries": [summary(0)],
    }
    return lines(answer(Wanted(level=level), tables), ChroniclePhrases(), width)


@pytest.mark.parametrize(
    ("days", "heading"),
    [
        ({"earliest": "2031-05-04", "latest": "2031-05-04"}, "4 May 2031"),
        ({"earliest": "2031-05-04", "latest": "2031-05-06"}, "between 4 May 2031 and 6 May 2031"),
        ({"earliest": "2031-05-04"}, "4 May 2031 or later"),
        ({"latest": "2031-05-06"}, "6 May 2031 or earlier"),
        ({"earliest": "2031-05-04", "latest": "2031-05-06", "lasting": True}, "from 4 May 2031 on"),
        ({"no_later": "2031-05-06"}, "told by 6 May 2031"),
        ({}, "day not known"),
    ],
)
def test_the_days_of_a_line_are_its_heading(days: dict[str, Any], heading: str) -> None:
    assert heading in shown(line(**days))


def test_a_line_of_no_known_day_is_of_no_week() -> None:
    assert "told by 6 May 2031" in shown(line(no_later="2031-05-06"), level="week")


def test_the_last_days_of_a_year_are_in_the_week_that_holds_them() -> None:
    found = shown(line(earliest="2030-12-31", latest="2030-12-31"), level="week")
    assert "week 2031-W01 (2030-12-30 to 2031-01-05)" in found


@pytest.mark.parametrize("width", [50, 60, 140])
def test_lines_keep_to_the_width(width: int) -> None:
    long = " ".join(["Strażacy wywieźli łodziami trzystu mieszkańców doliny,"] * 6) + " podano."
    found = shown(line(sentence=long, earliest="2031-05-04", latest="2031-05-04", origins=["Kurier"] * 4), width=width)
    assert width - 30 < max(map(len, found)) <= width
    assert flat(long) in flat("\n".join(found))


def test_lines_are_never_narrower_than_can_be_read() -> None:
    row = line(sentence="Strażacy wywieźli łodziami trzystu mieszkańców zalanej doliny, podała wieczorem straż.")
    assert shown(row, width=5) == shown(row, width=50)


def test_of_many_stories_the_first_are_told_and_the_rest_counted() -> None:
    rows = [summary(number) for number in range(MOST_STORIES + 3)]
    found = TimelineAnswer(
        asked=Wanted(),
        stories=len(rows),
        found=[StoryTimeline(summary=row, lines=[], left_out=0, disagreements=[], reports=[]) for row in rows],
    )
    text = lines(found, ChroniclePhrases())
    assert text[-1] == "3 stories more: name one with --story"
    assert [row for row in text if row.startswith("Sprawa ")] == [f"Sprawa {n}" for n in range(MOST_STORIES)]


def test_an_empty_store_has_nothing_to_tell() -> None:
    found = TimelineAnswer(asked=Wanted(), stories=0, found=[])
    assert len(lines(found, ChroniclePhrases())) == len(disagreement_lines(found, ChroniclePhrases())) == 1


def test_outlets_that_are_not_known_are_counted_apart() -> None:
    articles = [
        ArticleRow(id=name, article=name, publisher=publisher, sha256="", encoding="utf-8")
        for name, publisher in (("a.txt", "Kurier"), ("b.txt", None))
    ]
    row = line(articles=["a.txt", "b.txt"], outlets=["Kurier", "b.txt"], origins=["Kurier"])
    whole = SummaryRow(id="s", story="story-00", title="Sprawa", lead="Wał pękł.", articles=["a.txt", "b.txt"])
    tables: dict[str, list[Any]] = {
        "articles": articles, "chronicle": [row], "disagreements": [], "summaries": [whole],
    }  # fmt: skip
    text = lines(answer(Wanted(), tables), ChroniclePhrases())
    assert any("2 reports, 2 outlets (1 not known), 1 origin · from Kurier · a.txt:3" in row for row in text)


def test_what_would_disturb_a_terminal_is_written_out() -> None:
    text = "\n".join(shown(line(sentence="Wał \x1b[2J pękł \x07 w nocy.")))
    assert "\x1b" not in text
    assert "\x07" not in text


def test_what_would_disturb_a_terminal_in_a_side_is_written_out() -> None:
    side = SideRow(claim="accuses", sentence="Wał \x1b[2J pękł.", holders=["wój\x07t"], articles=["a.txt"])
    row = DisagreementRow(id="d", story="story-00", about="wał", kind="denial", rule="r", why="w", sides=[side, side])
    tables: dict[str, list[Any]] = {
        "articles": [], "chronicle": [], "disagreements": [row], "summaries": [summary(0)],
    }  # fmt: skip
    text = "\n".join(disagreement_lines(answer(Wanted(), tables), ChroniclePhrases()))
    assert "\x1b" not in text
    assert "\x07" not in text


def test_the_command_is_told_in_help() -> None:
    done: Done = call("timeline", "--help")
    assert done.code == 0
    for option in ("--story", "--top", "--level", "--ui-language", "--json"):
        assert option in done.out
