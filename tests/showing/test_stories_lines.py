"""Stories on the command line: what finds a story, what is told of it, and how a long list stays readable."""

from __future__ import annotations

from typing import Any

import pytest

from kronika.errors import InputError
from kronika.records import ArticleRow, PassageRow, StoryRow
from kronika.showing.story_lines import WIDTH, lines
from kronika.showing.story_overview import StoriesAnswer, all_of, answer

WHY = "It names Port Morzany and 5 May 2027, as 2 other reports of the story do."


def report(name: str, first: str | None = None, last: str | None = None, **more: Any) -> ArticleRow:
    days = {"published_earliest": first, "published_latest": last or first}
    return ArticleRow(id=name, article=name, sha256="x", encoding="utf-8", **days, **more)


def member(article: str, story: str, title: str, *evidence: str) -> StoryRow:
    return StoryRow(id=f"row-{article}", article=article, story=story, title=title, evidence=list(evidence))


PORT, FLOOD, CHESS = "Wybuch w porcie", "Powódź na Odrze", "Szachy: mistrzostwa w Łodzi"
TABLES: dict[str, list[Any]] = {
    "articles": [
        report("a.txt", "2027-05-06", publisher="Kurier", title="Port płonie"),
        report("b.txt", publisher="Latarnia"),
        report("c.txt", "2027-05-05", publisher="Kurier"),
        report("d.txt", "2027-05-01", "2027-05-31"),
        report("e.txt", "2027-06-01"),
        report("f.txt"),
    ],
    "passages": [
        PassageRow(id="p", article="c.txt", start=0, end=9, text="Straż\n w porcie", kind="headline"),
        PassageRow(id="q", article="c.txt", start=9, end=12, text="Nie", kind="headline"),
    ],
    "stories": [
        member("e.txt", "story-0c", FLOOD),
        member("a.txt", "story-1a", PORT, WHY),
        member("b.txt", "story-1a", PORT),
        member("c.txt", "story-1a", PORT, "It shares a passage of 120 characters with a.txt."),
        member("d.txt", "story-0c", FLOOD),
        member("f.txt", "story-1b", CHESS),
    ],
}
RETIRED = {"story-2f": "story-1a", "story-3e": "story-0c"}


def found(asked: str) -> StoriesAnswer:
    return answer(asked, TABLES, RETIRED)


def test_all_come_the_largest_first() -> None:
    told = all_of(TABLES)
    assert [(story.title, len(story.reports)) for story in told.found] == [(PORT, 3), (FLOOD, 2), (CHESS, 1)]


def test_a_story_has_its_outlets_and_the_days_that_are_known() -> None:
    port, flood, chess = all_of(TABLES).found
    assert (port.outlets, port.unnamed, port.undated) == (["Kurier", "Latarnia"], 0, 1)
    assert (port.earliest, port.latest) == ("2027-05-05", "2027-05-06")
    assert (flood.earliest, flood.latest, flood.unnamed) == ("2027-05-01", "2027-06-01", 2)
    assert (chess.earliest, chess.latest, chess.undated) == (None, None, 1)


def test_its_reports_come_by_day_and_those_without_one_last() -> None:
    assert [r.article for r in found("story-1a").found[0].reports] == ["c.txt", "a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("story-1a", PORT), ("story-0", FLOOD), ("a.txt", PORT), ("f.txt", CHESS),
        ("STORY-1A", PORT), ("1a", PORT), ("0", FLOOD), ("0C", FLOOD), (" 1B ", CHESS),
        ("PORCIE", PORT), ("odrze", FLOOD), ("lodzi", CHESS), ("Szachy mistrzostwa", CHESS),
    ],
)  # fmt: skip
def test_what_finds_a_story(asked: str, title: str) -> None:
    assert [story.title for story in found(asked).found] == [title]
    assert found(asked).retired is None


def test_words_of_several_titles_find_them_all() -> None:
    assert [story.title for story in found("w").found] == [PORT, FLOOD, CHESS]


def test_words_of_a_title_go_before_the_beginning_of_an_id() -> None:
    dated = {**TABLES, "stories": [*TABLES["stories"][:5], member("f.txt", "story-1b", "Wybory w 0c roku")]}
    assert [story.id for story in answer("0c", dated, RETIRED).found] == ["story-1b"]
    assert [story.id for story in answer("story-0c", dated, RETIRED).found] == ["story-0c"]


@pytest.mark.parametrize("asked", ["story-2f", "story-2", "2f", "2", "STORY-2F"])
def test_a_retired_id_leads_on_and_says_so(asked: str) -> None:
    told = found(asked)
    assert (told.retired, [story.id for story in told.found]) == ("story-2f", ["story-1a"])
    assert lines(told)[:3] == ["The reports of story-2f are in this story now:", "", PORT]


@pytest.mark.parametrize(
    ("asked", "problem", "remedy"),
    [
        ("story-1", "the ids of 2 stories begin so", "Write more of one of story-1a, story-1b"),
        ("1", "the ids of 2 stories begin so", "Write more of one of story-1a, story-1b"),
        ("Wybuhc w porcie", "no story has this id", "Did you mean Wybuch w porcie"),
        ("powodz2", "no story has this id", "Did you mean Powódź na Odrze?"),
        ("c.text", "no story has this id", "Did you mean c.txt"),
        ("xyz", "no story has this id", "'kronika stories' lists them all"),
        ("Ludz", "no story has this id", "'kronika stories' lists them all"),
        ("", "the name is empty", "Give an id"),
        (" ", "the name is empty", "Give an id"),
        ("!?", "no story has this id", "'kronika stories' lists them all"),
    ],
)
def test_what_finds_none_says_what_is_near(asked: str, problem: str, remedy: str) -> None:
    with pytest.raises(InputError) as error:
        found(asked)
    assert error.value.problem.startswith(problem)
    assert error.value.remedy.startswith(remedy)


ALL = """\
Wybuch w porcie
  story-1a, 3 reports
  2 outlets known: Kurier, Latarnia; published 5–6 May 2027 (1 report without a day)

Powódź na Odrze
  story-0c, 2 reports
  outlets not known; published 1 May – 1 June 2027

1 single report:
  Szachy: mistrzostwa w Łodzi  f.txt

'kronika stories' with an id, the name of a report or words of a title shows a story and its reports."""

ONE = """\
Wybuch w porcie
story-1a, 3 reports
2 outlets known: Kurier, Latarnia; published 5–6 May 2027 (1 report without a day)

  c.txt  Kurier, 5 May 2027
    Straż w porcie
    - It shares a passage of 120 characters with a.txt.

  a.txt  Kurier, 6 May 2027
    Port płonie
    - It names Port Morzany and 5 May 2027, as 2 other reports of the story do.

  b.txt  Latarnia, day not known"""


def test_all_as_text() -> None:
    assert "\n".join(lines(all_of(TABLES))) == ALL


def test_one_as_text() -> None:
    assert "\n".join(lines(found("story-1a"))) == ONE


def test_an_empty_store_has_no_stories() -> None:
    assert lines(StoriesAnswer(found=[])) == ["There are no stories: the store holds no report."]


def singles(number: int) -> dict[str, list[Any]]:
    title = "Bardzo długi tytuł, który nie kończy się tam, gdzie kończy się szerokość okna, lecz idzie dalej"
    return {
        "articles": [report(f"{n:03}.txt") for n in range(number)],
        "passages": [],
        "stories": [member(f"{n:03}.txt", f"story-{n:03}", f"{n:03} {title if n % 2 else 'Krótki'}")
                    for n in range(number)],
    }  # fmt: skip


def test_twenty_single_reports_are_a_line_each() -> None:
    told = lines(all_of(singles(20)))
    assert told[0] == "20 single reports:"
    rows = told[1:21]
    assert [row.split()[-1] for row in rows] == [f"{n:03}.txt" for n in range(20)]
    assert len({row.index(".txt") for row in rows}) == 1
    assert max(map(len, rows)) <= WIDTH


def test_of_very_many_single_reports_the_first_are_listed_and_all_counted() -> None:
    told = lines(all_of(singles(300)))
    assert told[0] == "300 single reports:"
    assert "  and 260 more; --json lists all" in told
    assert len(told) < 60


def test_what_would_disturb_a_terminal_is_written_out() -> None:
    strange = [member("a.txt", "story-1a", "Wybuch \x1b[2J", "Bo \x07 tak")]
    told = "\n".join(lines(answer("story-1a", {**TABLES, "stories": strange}, {})))
    assert "Wybuch ␛[2J" in told
    assert "\x1b" not in told
    assert "\x07" not in told


@pytest.mark.parametrize("width", [50, 60, 140])
@pytest.mark.parametrize("asked", [None, "story-1a"])
def test_lines_keep_to_the_width(width: int, asked: str | None) -> None:
    long = member("b.txt", "story-1a", PORT, " ".join([WHY] * 4))
    tables = {**TABLES, "stories": [long if row.article == "b.txt" else row for row in TABLES["stories"]]}
    told = lines(all_of(tables) if asked is None else answer(asked, tables, {}), width)
    assert min(width, 100) - 25 < max(map(len, told)) <= width
    assert max(map(len, lines(all_of(singles(20)), width))) <= width
    assert lines(all_of(tables), 10) == lines(all_of(tables), 50)
