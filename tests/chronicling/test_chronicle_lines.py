"""The lines of the chronicle of the examples: in order of time, ranked, weighed by parts, each with its support."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from pathlib import Path

import pytest

from kronika import api, exports
from kronika.ontology.chronicles import weights
from kronika.pipeline import Reader, Written, write
from kronika.reading import find, read
from kronika.records import Article, ChronicleRow, Reading

TABLES = ("chronicle", "disagreements", "summaries", "supports")
PARTS = {
    "consequence", "origins", "outlets", "day", "own", "lead", "passing", "open", "fit", "title", "repeated",
}  # fmt: skip


@pytest.fixture(scope="module")
def written(examples: Path) -> Written:
    """What is written of the examples."""
    reader = Reader()
    articles = [a for path in find([examples]) if isinstance(path, Path) for a in read(path, reader.alphabets)]
    readings = [Reading(article=a, findings=reader.read(a)[0]) for a in articles if isinstance(a, Article)]
    return write(readings, [])


@pytest.fixture(scope="module")
def lines(written: Written) -> list[ChronicleRow]:
    assert len(written.chronicle.chronicle) > 50
    return written.chronicle.chronicle


def by_story(lines: list[ChronicleRow]) -> list[list[ChronicleRow]]:
    """The lines of each story, as they come."""
    found: dict[str, list[ChronicleRow]] = defaultdict(list)
    for line in lines:
        found[line.story].append(line)
    return [*found.values()]


def test_lines_come_in_order_of_their_days_and_those_of_no_known_day_last(lines: list[ChronicleRow]) -> None:
    for own in by_story(lines):
        known = [bool(line.earliest or line.latest) for line in own]
        assert known == sorted(known, reverse=True)
        days = [line.earliest or line.latest or "" for line in own if line.earliest or line.latest]
        assert days == sorted(days)
        told_by = [line.no_later or "9999" for line in own if not line.earliest and not line.latest]
        assert told_by == sorted(told_by)
        assert len(days) > 20
        assert len(told_by) > 20


def test_days_of_a_line_are_in_order(lines: list[ChronicleRow]) -> None:
    for line in lines:
        if line.earliest and line.latest:
            assert line.earliest <= line.latest


def test_every_rank_is_given_once_in_a_story(lines: list[ChronicleRow]) -> None:
    for own in by_story(lines):
        assert sorted(line.rank for line in own) == list(range(1, len(own) + 1))


def test_the_first_rank_is_that_of_the_heaviest_line(lines: list[ChronicleRow]) -> None:
    for own in by_story(lines):
        heaviest = max(line.weight for line in own)
        assert next(line.weight for line in own if line.rank == 1) == heaviest


def heading(line: ChronicleRow) -> str | None:
    """The day under which a line stands; of no known day, by which it was told."""
    return line.latest or line.earliest or f"told {line.no_later}"


def test_of_two_lines_of_one_day_the_heavier_has_the_better_rank(lines: list[ChronicleRow]) -> None:
    for one, other in itertools.permutations(lines, 2):
        same = one.story == other.story and not one.lasting and not other.lasting
        if same and heading(one) == heading(other) and one.weight > other.weight:
            assert one.rank < other.rank


def test_a_weight_is_the_sum_of_its_parts(lines: list[ChronicleRow]) -> None:
    for line in lines:
        assert line.weight == round(sum(line.why.values()), 2)
        assert set(line.why) <= PARTS
        assert all(line.why.values())
        assert line.why["consequence"] > 0
    assert {"consequence", "origins", "day", "own", "lead", "fit"} <= {part for line in lines for part in line.why}


def test_parts_are_of_what_the_line_shows(lines: list[ChronicleRow]) -> None:
    added = weights().added
    for line in lines:
        assert ("origins" in line.why) == (len(line.origins) > 1)
        assert ("outlets" in line.why) == (len(line.outlets) > 1)
        assert line.why.get("lead", added.lead) == added.lead
        if line.kind == "day":
            assert line.why["consequence"] in (added.day_only, added.incident)
        if line.earliest is None or line.latest is None:
            assert "day" not in line.why
        elif line.earliest == line.latest:
            assert line.why["day"] == added.day


def test_what_a_line_points_to_is_there(written: Written, lines: list[ChronicleRow]) -> None:
    linked = written.linked
    events = {row.id: row for row in linked.events}
    figures = {row.id: row for row in linked.figures}
    rows = {row.id: row for row in (*linked.events, *linked.figures, *linked.times)}
    for line in lines:
        assert line.mentions == sorted(set(line.mentions))
        assert set(line.mentions) <= set(rows)
        assert {rows[mention].article for mention in line.mentions} <= set(line.articles)
        assert set(line.figures) <= set(figures)
        assert set(line.figures) <= set(line.mentions)
        assert all(any(events[m].event == event for m in line.mentions if m in events) for event in line.events)
        assert (line.event is None) == (not line.events)
        assert line.event in [*line.events, None]


def test_an_event_is_told_by_one_line_alone(written: Written, lines: list[ChronicleRow]) -> None:
    events = {row.id for row in written.linked.events}
    told = [mention for line in lines for mention in line.mentions if mention in events]
    assert len(told) == len(set(told))


def test_every_line_has_reports_outlets_and_origins(written: Written, lines: list[ChronicleRow]) -> None:
    names = {row.article for row in written.linked.articles}
    for line in lines:
        assert 1 <= len(line.origins) <= len(line.mentions)
        assert 1 <= len(line.outlets) <= len(line.articles)
        assert set(line.articles) <= names
        for found in (line.articles, line.outlets):
            assert found == sorted(set(found))


def test_the_sentence_of_a_line_stands_in_one_of_its_reports(written: Written, lines: list[ChronicleRow]) -> None:
    for line in lines:
        [words] = line.evidence
        text = written.readings[words.article].article.text
        assert words.text == text[words.start : words.end]
        assert words.article in line.articles
        if not line.composed:
            assert " ".join(words.text.split()).strip(" -–—•*.") == line.sentence.strip(".")


def test_of_lines_that_say_the_same_all_but_one_weigh_less_and_are_of_other_days(lines: list[ChronicleRow]) -> None:
    told: dict[tuple[str, str], list[ChronicleRow]] = {}
    for line in lines:
        told.setdefault((line.story, line.sentence), []).append(line)
    for same in told.values():
        assert sum("repeated" not in line.why for line in same) <= 1
        assert len({(line.earliest, line.latest) for line in same}) == len(same)
    assert len({line.id for line in lines}) == len(lines)


def test_the_summary_spans_the_lines_and_its_lead_stands_in_a_report(
    written: Written, lines: list[ChronicleRow]
) -> None:
    for summary, own in zip(written.chronicle.summaries, by_story(lines), strict=True):
        assert summary.story == own[0].story
        assert summary.earliest == min(line.earliest for line in own if line.earliest)
        assert summary.latest == max(line.latest for line in own if line.latest)
        assert summary.evidence
        for words in summary.evidence:
            assert words.text == written.readings[words.article].article.text[words.start : words.end]
        assert summary.actors == sorted(summary.actors, key=lambda row: (-len(row.mentions), row.name))


# ----------------------------------------------------------------- the order


def stored(files: list[Path], store: Path) -> dict[str, bytes]:
    """The bytes of what is written of files that are read one after the other."""
    for file in files:
        api.read(file, store)
    place = store.parent / f"{store.stem}-tables"
    exports.export(place, store)
    return {table: (place / f"{table}.jsonl").read_bytes() for table in TABLES}


def test_reports_one_by_one_in_any_order_give_the_same_bytes(examples: Path, tmp_path: Path) -> None:
    files = sorted(examples.glob("*.txt"))
    assert len(files) == 7
    shuffled = random.Random(7).sample(files, len(files))
    assert shuffled not in (files, files[::-1])
    wanted = stored(files, tmp_path / "forwards.db")
    assert all(wanted.values())
    assert stored(files[::-1], tmp_path / "backwards.db") == wanted
    assert stored(shuffled, tmp_path / "shuffled.db") == wanted


def test_the_words_of_a_line_are_those_of_its_mentions(written: Written, lines: list[ChronicleRow]) -> None:
    for line in lines:
        assert len(line.tellings) == len(line.mentions)
        assert {words.article for words in line.tellings} <= set(line.articles)
        for words in line.tellings:
            text = written.readings[words.article].article.text
            assert words.text == text[words.start : words.end]
