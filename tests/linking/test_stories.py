"""Stories: every report in exactly one, the same whatever the order, standing paragraphs no bond, copies one."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from numpy.typing import NDArray

from kronika.calendar import UNKNOWN, Interval
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import Pack
from kronika.linking.clustering import connected, grouped
from kronika.linking.copying import shared_passages
from kronika.linking.likeness import FEATURES, Pair, gap, score
from kronika.linking.link import link
from kronika.linking.profiles import Rarity, Space, cosine, held_by
from kronika.linking.report import named
from kronika.linking.stories import _scores, likeness_of
from kronika.records import (
    Article,
    Base,
    Calendar,
    Findings,
    MentionFinding,
    Metadata,
    PartialDay,
    Reading,
    Sentence,
    TimeFinding,
    Zone,
)

FLOOD = ("Rzeka Silna zalała Brodnik. Burmistrz Olga Marczak ogłosiła ewakuację.", ("Silna", "Brodnik", "Olga Marczak"))
TRIAL = (
    "Sąd w Tarlinie skazał prezesa spółki Kormoran. Iwo Gralak złoży apelację.",
    ("Tarlin", "Kormoran", "Iwo Gralak"),
)
BACKGROUND = (
    "Okręg liczy dwa miliony mieszkańców, a jego stolica leży nad zatoką i żyje głównie z handlu oraz rybołówstwa."
)


def reading(name: str, text: str, names: tuple[str, ...] = (), **metadata: str) -> Reading:
    """A reading as the rooms would give it: one zone, sentences by stops, these names, all small words as terms."""
    mentions = [
        MentionFinding(start=text.index(n), end=text.index(n) + len(n), kind="LOC", label="x", bases=[Base(n, 1.0)])
        for n in names
        if n in text
    ]
    ends = [i + 1 for i, c in enumerate(text) if c == "."] or [len(text)]
    sentences = [Sentence(a, b, "stop") for a, b in zip([0, *ends], ends, strict=False)]
    terms = {w: [text.index(w)] for w in sorted({w.strip(".,") for w in text.split()}) if w.islower() and len(w) > 3}
    return Reading(
        article=Article(source=name, name=name, text=text, sha256="", encoding="utf-8", metadata=Metadata(**metadata)),
        findings=Findings(
            language="pl",
            zones=[Zone(start=0, end=len(text), kind="body")],
            sentences=sentences,
            mentions=mentions,
            terms=terms,
        ),
    )


def stories(readings: list[Reading]) -> set[frozenset[str]]:
    """The reports of each story, by name."""
    found: dict[str, set[str]] = {}
    for row in link(readings).stories:
        found.setdefault(row.story, set()).add(row.article)
    return {frozenset(names) for names in found.values()}


def of_event(name: str, event: tuple[str, tuple[str, ...]], more: str = "", **metadata: str) -> Reading:
    return reading(name, f"{event[0]} {more}".strip(), event[1], **metadata)


def test_two_events_are_two_stories() -> None:
    found = stories([of_event("a", FLOOD, "Trwa akcja."), of_event("b", FLOOD, "Woda opada."), of_event("c", TRIAL)])
    assert found == {frozenset("ab"), frozenset("c")}


def test_a_report_that_shares_nothing_stays_alone() -> None:
    rows = link([of_event("a", FLOOD), of_event("b", TRIAL)]).stories
    assert [row.evidence for row in rows] == [[], []]
    assert len({row.story for row in rows}) == 2


def test_a_full_copy_is_of_the_same_story_however_late() -> None:
    found = stories([of_event("a", FLOOD, published="2027-01-02"), of_event("b", FLOOD, published="2027-06-30")])
    assert found == {frozenset("ab")}


@pytest.mark.parametrize("metadata", [{}, {"publisher": "Kurier Brzegowy", "published": "2027-01-02"}])
def test_a_copy_without_a_name_is_of_the_same_story(metadata: dict[str, str]) -> None:
    notice = "Od jutra w całym okręgu obowiązuje zakaz wstępu do lasu z powodu suszy i silnego wiatru."
    readings = [reading("a", notice, **metadata), reading("b", notice, **metadata), of_event("c", FLOOD)]
    assert stories(readings) == {frozenset("ab"), frozenset("c")}


def test_a_standing_paragraph_joins_no_stories() -> None:
    day = {"publisher": "Kurier Brzegowy", "published": "2027-01-02"}
    later = {**day, "published": "2027-04-02"}
    readings = [of_event("a", FLOOD, BACKGROUND, **day), of_event("b", TRIAL, BACKGROUND, **later)]
    linked = link(readings)
    assert linked.reuse
    assert stories(readings) == {frozenset("a"), frozenset("b")}


def test_the_reasons_name_what_is_shared() -> None:
    rows = link([of_event("a", FLOOD, published="2027-01-02"), of_event("b", FLOOD, published="2027-01-05")]).stories
    assert "most like b" in rows[0].evidence
    assert any(line.startswith("names: ") and "Brodnik" in line for line in rows[0].evidence)
    assert "days: 3 apart" in rows[0].evidence


def test_words_with_a_capital_stand_in_where_no_name_was_found() -> None:
    flood = (f"Wczoraj {FLOOD[0]}", ())
    found = link([of_event("a", flood), of_event("b", flood, "Woda opada."), of_event("c", TRIAL)]).stories
    assert found[0].story == found[1].story != found[2].story
    assert any(line.startswith("names: ") and "Brodnik" in line for line in found[0].evidence)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("2027-01-02", "2027-01-02", "days: the same"),
        ("2027-01", "2027-01-02", None),
        ("2027-01", "2027-02-03", "days: at least 3 apart"),
        ("", "2027-02-03", None),
    ],
)
def test_days_are_told_no_finer_than_they_are_known(one: str, other: str, told: str | None) -> None:
    rows = link([of_event("a", FLOOD, published=one), of_event("b", FLOOD, published=other)]).stories
    days = [line for line in rows[0].evidence if line.startswith("days")]
    assert days == ([told] if told else [])


EVENTS = st.lists(
    st.tuples(
        st.sampled_from([FLOOD, TRIAL]),
        st.sampled_from(["", "Trwa akcja ratunkowa.", "Woda już opada.", BACKGROUND]),
        st.sampled_from(["", "2027-01-02", "2027-03"]),
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=60, deadline=None)
@given(EVENTS, st.randoms(use_true_random=False))
def test_every_report_is_in_one_story_in_any_order(
    told: list[tuple[tuple[str, tuple[str, ...]], str, str]], chance: random.Random
) -> None:
    readings = [of_event(f"r{i}", event, more, published=day) for i, (event, more, day) in enumerate(told)]
    rows = link(readings).stories
    assert sorted(row.article for row in rows) == sorted(f"r{i}" for i in range(len(told)))
    shuffled = readings[:]
    chance.shuffle(shuffled)
    assert link(shuffled).stories == rows


def test_a_storys_id_is_that_of_its_smallest_article() -> None:
    linked = link([of_event("a", FLOOD), of_event("b", FLOOD, "Woda opada.")])
    smallest = min(row.id for row in linked.articles)
    assert {row.story for row in linked.stories} == {smallest.replace("article", "story")}


# ------------------------------------------------- what keeps to its story


def dated(name: str, event: tuple[str, tuple[str, ...]], **metadata: str) -> Reading:
    """A report that ends with a day without its year."""
    made = of_event(name, event, "Stało się to 2 maja.", **metadata)
    start = made.article.text.index("2 maja")
    day = PartialDay(month=5, day=2)
    time = TimeFinding(start=start, end=start + 6, kind="DATE", pattern="day", value=Calendar(first=day, last=day))
    return structs.replace(made, findings=structs.replace(made.findings, times=[time]))


def test_a_year_comes_from_reports_of_the_same_story_alone() -> None:
    linked = link([of_event("a", FLOOD, published="2027-05-05"), dated("b", FLOOD), dated("c", TRIAL)])
    days = {row.article: row.earliest for row in linked.times}
    assert days == {"b": "2027-05-02", "c": None}


def person(name: str, event: tuple[str, tuple[str, ...]], who: str, rare: bool) -> Reading:
    made = of_event(name, event, f"Zdecyduje {who}.")
    start = made.article.text.index(who)
    mention = MentionFinding(
        start=start, end=start + len(who), kind="PER", label="persName", bases=[Base(who, 1.0)], rare=rare
    )
    return structs.replace(made, findings=structs.replace(made.findings, mentions=[*made.findings.mentions, mention]))


@pytest.mark.parametrize(
    ("other", "rare", "people"),
    [(FLOOD, False, 1), (FLOOD, True, 1), (TRIAL, False, 2), (TRIAL, True, 1)],
    ids=["same story", "same story, rare", "another story", "another story, rare"],
)
def test_a_family_name_alone_is_somebody_of_another_story_only_if_it_is_rare(
    other: tuple[str, tuple[str, ...]], rare: bool, people: int
) -> None:
    linked = link([person("a", FLOOD, "Jan Nowacki", rare), person("b", other, "Nowacki", rare)])
    assert sum("Nowacki" in row.name for row in linked.entities) == people


# ----------------------------------------------------------------- likeness


def test_every_feature_says_what_it_is() -> None:
    assert all(feature.__doc__ for feature in FEATURES)


@given(*[st.floats(0, 1) for _ in range(3)], st.integers(0, 4000))
def test_more_in_common_never_lowers_the_score(names: float, terms: float, copied: float, days: int) -> None:
    pair = Pair(names, terms, days, copied, copied)
    more = Pair(min(1, names + 0.1), min(1, terms + 0.1), days, min(1, copied + 0.1), min(1, copied + 0.1))
    assert score(pair) <= score(more)
    assert score(pair) >= score(pair._replace(days=days + 30))


@settings(max_examples=40, deadline=None)
@given(EVENTS)
def test_a_row_is_the_score_of_each_pair(told: list[tuple[tuple[str, tuple[str, ...]], str, str]]) -> None:
    reports = named([of_event(f"r{i}", event, more, published=day) for i, (event, more, day) in enumerate(told)])
    likeness = likeness_of(reports, shared_passages(reports), Knowledge())
    for i, row in enumerate(likeness.rows(range(len(reports)))):
        wanted = [score(likeness.pair(min(i, j), max(i, j))) for j in range(len(reports)) if j != i]
        assert np.allclose(np.delete(row, i), wanted)


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1))
INTERVALS = st.one_of(st.just(UNKNOWN), st.tuples(DAYS, DAYS).map(lambda ends: Interval(min(ends), max(ends))))


@given(INTERVALS, INTERVALS)
def test_the_gap_is_the_least_there_can_be(one: Interval, other: Interval) -> None:
    found = gap(one, other)
    assert found == gap(other, one)
    if found is None:
        assert UNKNOWN in (one, other)
    elif found == 0:
        assert one.earliest <= other.latest and other.earliest <= one.latest
    else:
        assert found in ((other.earliest - one.latest).days, (one.earliest - other.latest).days)


WORDS = st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.integers(0, 50), min_size=1, max_size=3), min_size=1)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_one_with_all_is_the_same_as_each_with_each(reports: list[dict[str, list[int]]]) -> None:
    rarity = Rarity(held_by(reports), {"a": 400.0})
    vectors = [rarity.vector(words, 10) for words in reports]
    space = Space(vectors)
    for i, one in enumerate(vectors):
        row = space.row(i)
        assert all(abs(row[j] - cosine(one, other)) < 1e-9 for j, other in enumerate(vectors))
        assert abs(row[i] - 1) < 1e-9


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    reports = [{"x": [0], "y": [0], "z": [0]}, {"x": [0], "z": [0]}, {"x": [0], "z": [0]}]
    weights = Rarity(held_by(reports), {"z": 500.0}).weights
    assert weights["y"] > weights["x"] > weights["z"] > 0


# --------------------------------------------------------------- clustering

MATRICES = st.integers(1, 9).flatmap(
    lambda n: st.lists(st.floats(-5, 5, width=32), min_size=n * n, max_size=n * n, unique=True).map(
        lambda values: symmetric(np.array(values, dtype=np.float64).reshape(n, n))
    )
)


def symmetric(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.triu(values, 1) + np.triu(values, 1).T


def naive(scores: NDArray[np.float64], threshold: float) -> list[list[int]]:
    """The same by its definition: again and again the two groups with the highest average."""
    groups = [[i] for i in range(len(scores))]
    while len(groups) > 1:
        pairs = [(scores[np.ix_(a, b)].mean(), a, b) for i, a in enumerate(groups) for b in groups[i + 1 :]]
        best, a, b = max(pairs, key=lambda p: p[0])
        if best < threshold:
            break
        groups = [g for g in groups if g not in (a, b)] + [a + b]
    return sorted(sorted(g) for g in groups)


@given(MATRICES, st.sampled_from([-2.0, 0.0, 1.5]))
def test_groups_are_those_of_the_definition(scores: NDArray[np.float64], threshold: float) -> None:
    assert grouped(scores, threshold) == naive(scores, threshold)


@given(MATRICES)
def test_what_no_pair_ties_is_never_one_group(scores: NDArray[np.float64]) -> None:
    ties = [(i, j) for i in range(len(scores)) for j in range(i) if scores[i, j] >= 0]
    parts = connected(len(scores), ties)
    assert sorted(i for part in parts for i in part) == list(range(len(scores)))
    alone = [[part[i] for i in group] for part in parts for group in grouped(scores[np.ix_(part, part)], 0.0)]
    assert sorted(alone) == grouped(scores, 0.0)


class Rounded:
    """Scores that are all equal, but for the last digit of some that are seen from one side alone."""

    def rows(self, members: Sequence[int]) -> Iterator[NDArray[np.float32]]:
        for i in members:
            own = np.full(len(members), 0.7, dtype=np.float32)
            own[(i + 1) % len(members)] = np.nextafter(np.float32(0.7), np.float32(1))
            yield own


def test_a_last_digit_that_differs_by_side_does_not_keep_chains_from_ending() -> None:
    scores = _scores(Rounded(), range(5))  # type: ignore[arg-type]
    assert (scores == scores.T).all()
    assert grouped(scores, 0.0) == [[0, 1, 2, 3, 4]]


def test_equal_scores_give_one_answer() -> None:
    assert grouped(np.ones((5, 5)), 0.0) == [[0, 1, 2, 3, 4]]
    assert grouped(np.full((3, 3), -1.0), 0.0) == [[0], [1], [2]]


def test_common_words_are_read_from_the_pack(polish: Pack) -> None:
    knowledge = Knowledge([polish])
    assert knowledge.common("term")
    assert all(0 < share <= 1000 for what in ("term", "name") for share in knowledge.common(what).values())
