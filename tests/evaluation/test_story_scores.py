"""The scores of stories: B-cubed over reports counted by hand, the labelled sets, and the drawing of real press."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from evaluation import press, stories
from evaluation.__main__ import main
from evaluation.stories import Found, Known, Truth
from kronika.errors import InputError
from kronika.reading import find, read
from kronika.records import Article, Linked, StoryRow


def split(letters: str) -> dict[str, str]:
    """The reports 0, 1, 2 … with the story that a letter names."""
    return {str(number): story for number, story in enumerate(letters)}


@pytest.mark.parametrize(
    ("truth", "said", "precision", "recall"),
    [
        pytest.param("XXXYYZ", "aaabbc", 1, 1, id="right"),
        pytest.param("XXXYYZ", "aaaaaa", (9 + 4 + 1) / 36, 1, id="all together"),
        pytest.param("XXXYYZ", "abcdef", 1, 3 / 6, id="all alone"),
        pytest.param("XXXYYZ", "aabccd", 1, (4 / 3 + 1 / 3 + 2 + 1) / 6, id="one left out of its story"),
        pytest.param("XXXYYZ", "aaabba", (9 / 4 + 2 + 1 / 4) / 6, 1, id="a single report in a story"),
        pytest.param("XY", "aba", 1, 1, id="reports without a label do not count"),
    ],
)
def test_stories_are_compared_report_by_report(truth: str, said: str, precision: float, recall: float) -> None:
    assert stories.compared(split(truth), split(said)) == (pytest.approx(precision), pytest.approx(recall))


def test_trivial_answers_stand_beside_the_figures() -> None:
    topics = {"topics": split("ttttuu")}
    told = stories.figures(Found(Truth("press", split("XXXYYZ"), topics), split("aaabbbc"), {}))
    assert told == {
        "precision": pytest.approx((3 + 5 / 3) / 6),
        "recall": pytest.approx(1),
        "f1": pytest.approx(2 * (14 / 18) / (14 / 18 + 1)),
        "found": 2,
        "expected": 3,
        "alone": pytest.approx(2 * 0.5 / 1.5),
        "together": pytest.approx(2 * (14 / 36) / (14 / 36 + 1)),
        "topics": pytest.approx(2 * (14 / 24) * (5 / 6) / (14 / 24 + 5 / 6)),
    }


def linked(said: dict[str, str]) -> Linked:
    rows = [StoryRow(id=f"r{report}", article=report, story=s, title=s.upper()) for report, s in said.items()]
    return Linked(stories=rows)


def test_reports_in_a_wrong_story_are_listed_with_its_title() -> None:
    answers = stories.told(linked(split("aabbbb")), [Truth("set", split("XXXYYZ"))])
    assert stories.mistakes(answers) == [
        "set\tapart\t2\tB\tX, most of which is in: A",
        "set\ttogether\t5\tB\tZ, here with Y",
    ]


@pytest.mark.parametrize(("part", "reports", "told"), [("measured", 32, 22), ("hard", 32, 22), ("tuned", 42, 20)])
def test_every_invented_report_has_a_story_and_a_name_of_its_own(part: str, reports: int, told: int) -> None:
    articles = _articles(stories.REPORTS / part)
    examples = _articles(stories.EXAMPLES)
    names = [article.name for article in [*articles, *examples]]
    assert (len(articles), len(examples)) == (reports, 12)
    assert len(set(names)) == len(names)
    truth = stories.labelled(part)
    assert set(truth) == set(names)
    assert len({truth[article.name] for article in articles}) == told
    assert len({truth[article.name] for article in examples}) == 1


def _articles(folder: Path) -> list[Article]:
    """All that is read in a folder; nothing of it may be left out."""
    found = [item for path in find([folder]) if isinstance(path, Path) for item in read(path, [])]
    articles = [item for item in found if isinstance(item, Article)]
    assert articles == found
    return articles


def test_the_press_has_two_parts_of_sixty_and_one_story_a_person() -> None:
    rows = press.labels()
    assert Counter(row.part for row in rows) == {"measured": 60, "tuned": 60}
    assert len({row.path for row in rows}) == len(rows)
    assert all(row.path.startswith(f"{press.RAW}/{press.topic(row.path)}/raw/pl/") for row in rows)
    assert all(row.first and bool(row.second) == (row.part == "measured") for row in rows)
    assert stories.agreement().f1 == pytest.approx(0.975, abs=0.001)


def test_the_same_articles_are_drawn_in_whatever_order_they_are_listed() -> None:
    paths = [f"{press.RAW}/topic/raw/pl/file_{number}.txt" for number in range(1103)]
    found = press.drawn(paths)
    assert found == press.drawn(reversed(paths))
    assert len(set(found)) == 400
    assert set(found) <= set(paths)
    assert [path.removeprefix(f"{press.RAW}/topic/raw/pl/") for path in found[:3]] == [
        "file_750.txt",
        "file_515.txt",
        "file_461.txt",
    ]


def test_the_header_of_an_article_becomes_metadata() -> None:
    text = "pl-1\r\npl\r\n2018-01-22\r\nhttps://a.example/1\r\nFunt drożeje \r\n\r\nPierwszy.\r\n\r\nDrugi.\r\n"
    assert press.record("p", text) == {
        "id": "p",
        "published": "2018-01-22",
        "url": "https://a.example/1",
        "title": "Funt drożeje",
        "text": "Pierwszy.\n\nDrugi.",
    }
    undated = press.record("p", "pl-1\npl\n1970-01-01\nhttps://a.example/1\nFunt\n\nTekst.")
    assert "published" not in undated
    assert press.record("p", "pl-1\npl\n\n\nSam jeden akapit.\n") == {"id": "p", "text": "Sam jeden akapit."}


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A collection of two articles in two topics, of which one is drawn and labelled."""
    place = tmp_path / "collection"
    for topic in ("brexit", "żegluga"):
        folder = place / press.RAW / topic / "raw" / "pl"
        folder.mkdir(parents=True)
        (folder / "1.txt").write_text(f"\ufeffpl-1\npl\n2018-01-22\nu\n{topic}\n\nŻółw.", encoding="utf-8")
    monkeypatch.setattr(press, "DRAWN", 2)
    path = f"{press.RAW}/brexit/raw/pl/1.txt"
    monkeypatch.setattr(press, "labels", lambda: [press.Labelled(path, "measured", "a", "b")])
    return place


def _written(place: Path, file: Path) -> list[dict[str, str]]:
    press.write(place, file)
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_checkout_and_its_git_directory_give_the_same(checkout: Path, tmp_path: Path) -> None:
    found = _written(checkout, tmp_path / "press.jsonl")
    assert sorted((record["title"], record["text"]) for record in found) == [("brexit", "Żółw."), ("żegluga", "Żółw.")]
    who = ("-c", "user.name=a", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false")
    for command in (("init", "-q"), ("add", "data"), (*who, "commit", "-q", "-m", "a")):
        subprocess.run(["git", "-C", str(checkout), *command], check=True)
    assert _written(checkout / ".git", tmp_path / "bare.jsonl") == found


@pytest.mark.usefixtures("checkout")
def test_a_folder_without_the_collection_is_refused_with_a_remedy(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(InputError, match=r"holds no .* Name a checkout or a git directory"):
        press.write(empty, tmp_path / "press.jsonl")


def test_another_edition_of_the_collection_is_refused(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "labels", lambda: [press.Labelled("elsewhere", "measured", "a", "b")])
    with pytest.raises(InputError, match="1 labelled articles are not among those drawn"):
        press.write(checkout, tmp_path / "press.jsonl")


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few reports in place of what is measured."""
    answer = Found(Truth("measured", split("XXY")), split("aab"), {"a": "A", "b": "B"})
    wrong = Found(Truth("tuned", split("XX")), split("ab"), {"a": "A", "b": "B"})
    monkeypatch.setattr(stories, "missing", lambda: None)
    monkeypatch.setattr(stories, "found", lambda _: ([answer, wrong], {"orders": {"same": 3, "tried": 3}}))


@pytest.mark.usefixtures("measured")
def test_the_command_prints_figures_and_on_demand_errors() -> None:
    plain = CliRunner().invoke(main, ["stories"]).output.splitlines()
    assert plain == [
        "measured precision 1.000  recall 1.000  f1 1.000  found 2  expected 2  alone 0.800  together 0.714",
        "tuned    precision 1.000  recall 0.500  f1 0.667  found 2  expected 1  alone 0.667  together 1.000",
        "orders   same 3  tried 3",
    ]
    told = CliRunner().invoke(main, ["stories", "--errors"]).output.splitlines()
    assert told == [*plain, "tuned\tapart\t1\tB\tX, most of which is in: A"]
    whole = json.loads(CliRunner().invoke(main, ["stories", "--json", "--errors"]).output)
    assert (whole["tuned"]["recall"], len(whole["mistakes"])) == (0.5, 1)


def test_a_collection_that_is_not_there_ends_with_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "missing", lambda: None)
    monkeypatch.setattr(stories, "found", lambda place: press.Collection(place).paths())
    done = CliRunner().invoke(main, ["stories", "--press", str(tmp_path)])
    assert done.exit_code == 2
    assert "holds no" in done.output


def test_the_sweep_takes_the_thresholds_of_linking_and_no_measured_set(monkeypatch: pytest.MonkeyPatch) -> None:
    from kronika.linking import stories as linking

    class Step:
        def link(self, _: object) -> Linked:
            return linked(split("aa" if linking.THRESHOLD < 0 else "ab"))

    parts: list[str] = []

    def known(_: object, asked: list[str], __: object) -> list[Known]:
        parts.extend(asked)
        return [Known([], [Truth("tuned", split("XX"))])]

    before = linking.THRESHOLD
    monkeypatch.setattr(stories, "Linker", Step)
    monkeypatch.setattr(stories, "known", known)
    found = stories.sweep()
    assert parts == ["tuned"]
    assert [*found][::6] == ["-1.50", "+0.00", "+1.50"]
    assert found["-0.25"]["tuned"] == 1
    assert found["+0.00"]["tuned"] == pytest.approx(2 / 3)
    assert before == linking.THRESHOLD
