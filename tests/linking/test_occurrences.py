"""Mentions of one event over all reports: what joins them, what keeps them apart, which are episodes of a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from kronika.copies import Copies
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import load_packs
from kronika.linking import link
from kronika.linking.occurrences import Merger
from kronika.ontology.occurrences import occurrences
from kronika.pipeline import Reader
from kronika.reading import find, read
from kronika.records import Article, ArticleRow, EntityRow, EventRow, Linked, Reading, ReuseRow

DAY: dict[str, Any] = {"earliest": "2031-04-30", "latest": "2031-04-30", "when_rule": "on"}
LATER: dict[str, Any] = {"earliest": "2031-05-02", "latest": "2031-05-02", "when_rule": "on"}
ENTITIES = {
    "kz": EntityRow(id="kz", kind="LOC", name="Kazachstan", country="KZ", precision="country"),
    "al": EntityRow(id="al", kind="LOC", name="Ałmaty", country="KZ", precision="town"),
    "pr": EntityRow(id="pr", kind="LOC", name="Praga", country="CZ", precision="town"),
}
PLACES: Mapping[str, dict[str, str]] = {
    name: {"place": entity.name, "place_entity": name, "place_rule": "sentence"} for name, entity in ENTITIES.items()
}


def mention(report: str, kind: str = "PROTEST/demo", at: int = 10, **more: Any) -> EventRow:
    """A mention of an event, by default a demonstration of nobody told by `protest`."""
    event_type, _, mode = kind.partition("/")
    told = {"modality": "actual", "pattern": f"{kind}: {more.pop('word', 'protest')}", **more}
    told |= PLACES.get(str(told.pop("where", None)), {})
    return EventRow(
        id=f"{report}{at}", article=report, start=at, end=at + 10, text="x", event_type=event_type, mode=mode or None,
        **told,
    )  # fmt: skip


def merged(*rows: EventRow, reuse: Sequence[ReuseRow] = ()) -> dict[str, EventRow]:
    """The mentions of a story by id, with their events."""
    held = [ArticleRow(id=a, article=a, sha256="", encoding="utf-8") for a in sorted({r.article for r in rows})]
    return {row.id: row for row in Merger(ENTITIES, Copies(held, reuse)).merged(rows)}


def joined(one: EventRow, other: EventRow) -> bool:
    """Whether two mentions tell one event."""
    return len({row.event for row in merged(one, other).values()}) == 1


def open_defect(*values: object, reason: str) -> object:
    """A case that is not as it should be yet."""
    return pytest.param(*values, marks=pytest.mark.xfail(reason=reason, strict=True))


ARREST: dict[str, Any] = {"kind": "COERCE/arrest", "word": "zatrzymać", "actor": ["policja"], "recipient": ["Jan Kos"]}
PRAGUE: dict[str, Any] = {"where": "pr", **DAY}
POLICE: dict[str, Any] = {"actor": ["policja"]}
WEIGHTS = "word, place and day weigh as much as the one who is another"
NOBODY = "that neither names anybody weighs as much as that the same are named"

JOINED = [
    pytest.param(ARREST, ARREST, id="same"),
    pytest.param({**ARREST, **PRAGUE}, {**ARREST, "actor": []}, id="nobody-named"),
    pytest.param({**ARREST, "recipient": ["minister Jan Kos"]}, {**ARREST, "recipient": ["Kos"]}, id="shorter-name"),
    pytest.param({**PRAGUE}, {**PRAGUE, "word": "demonstracja"}, id="other-word"),
    pytest.param({**PRAGUE}, {**PRAGUE, "kind": "PROTEST/riot", "word": "zamieszki"}, id="alike-modes"),
    pytest.param(
        {**DAY, "kind": "RETREAT/resign", "actor": ["rząd Kazachstanu"], "where": "kz", "themes": ["dymisja"]},
        {**DAY, "kind": "SANCTION/expel", "recipient": ["rząd Kazachstanu"], "where": "kz", "themes": ["dymisja"]},
        id="versions",
    ),
]
APART = [
    pytest.param({**ARREST, **PRAGUE}, {**ARREST, **PRAGUE, "modality": "negated"}, id="negated"),
    pytest.param({**POLICE, **DAY}, {"actor": ["lekarze"], **DAY}, id="actors"),
    pytest.param({"where": "pr"}, {"where": "al"}, id="places"),
    pytest.param({"where": "kz"}, {"where": "al", **DAY}, id="city-within-country"),
    pytest.param(DAY, LATER, id="days"),
    pytest.param({}, {"kind": "PROTEST/strike", "word": "strajk"}, id="modes"),
    pytest.param({**ARREST, **PRAGUE}, {**ARREST, **PRAGUE, "kind": "ACCUSE/allege"}, id="types"),
    open_defect({**PRAGUE}, {"where": "al", **DAY}, reason=NOBODY),
    open_defect({"where": "kz", **DAY}, {"where": "al", **DAY}, reason=NOBODY),
    open_defect({**PRAGUE}, {"where": "pr", **LATER}, reason=NOBODY),
    open_defect({**PRAGUE}, {**PRAGUE, "kind": "PROTEST/strike", "word": "strajk"}, reason=NOBODY),
    open_defect({**PRAGUE, "actor": ["górnicy"]}, {**PRAGUE, "actor": ["lekarze"]}, reason=WEIGHTS),
    open_defect({**ARREST, **PRAGUE}, {**ARREST, **PRAGUE, "recipient": ["Ewa Kruk"]}, reason=WEIGHTS),
    open_defect(
        {**ARREST, **PRAGUE, "themes": ["środa"]},
        {**ARREST, **PRAGUE, "themes": ["środa"], "modality": "negated"},
        reason="a no weighs less than all that agrees; days of the week count as themes",
    ),
]


@pytest.mark.parametrize(("one", "other"), JOINED)
def test_mentions_of_two_reports_that_tell_one_event(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert joined(mention("a", **one), mention("b", **other))


@pytest.mark.parametrize(("one", "other"), APART)
def test_mentions_of_two_reports_that_tell_two(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert not joined(mention("a", **one), mention("b", **other))


def test_copies_of_one_passage_tell_one_event() -> None:
    one, other = mention("a", actor=["górnicy"]), mention("b", actor=["lekarze"], at=40)
    told = {"id": "r", "article": "a", "start": 0, "end": 60, "text": "x", "passage": "p"}
    copy = ReuseRow(**told, other="b", other_start=30, other_end=90, similarity=1.0)  # type: ignore[arg-type]
    assert not joined(one, other)
    assert len({row.event for row in merged(one, other, reuse=[copy]).values()}) == 1


def test_why_mentions_are_one_is_told_with_what_they_share() -> None:
    found = merged(mention("a", **ARREST, **PRAGUE), mention("b", **ARREST, **PRAGUE))
    assert found["a10"].event_why == []
    assert found["b10"].event_why == [
        "both are COERCE",
        "both are arrest",
        "both have policja as the actor",
        "both have Jan Kos as the recipient",
        "both are told by zatrzymać",
        "both are told of Praga",
        "the days agree: 2031-04-30",
    ]


def test_versions_that_exclude_each_other_keep_their_codes() -> None:
    found = merged(
        mention("a", "RETREAT/resign", actor=["rząd"], where="kz", **DAY),
        mention("b", "SANCTION/expel", recipient=["rząd"], where="kz", **DAY),
    )
    assert [(row.event, row.event_type) for row in found.values()] == [("a10", "RETREAT"), ("a10", "SANCTION")]
    assert "RETREAT and SANCTION are versions of one change" in found["b10"].event_why


# ----------------------------------------------------------------- episodes

LASTS: dict[str, Any] = {"earliest": "2031-04-29", "latest": "2031-05-04", "when_rule": "since"}


@pytest.mark.parametrize(
    ("part", "whole", "holds"),
    [
        ({"where": "al", **DAY}, {"where": "kz"}, True),
        ({"where": "al", "actor": ["górnicy"], **DAY}, {"where": "kz", **LASTS}, True),
        ({"where": "pr", "actor": ["górnicy"], **DAY}, {"where": "kz"}, False),
        ({"where": "al", **DAY, "modality": "negated"}, {"where": "kz"}, False),
        ({"where": "al", "kind": "PROTEST/strike", "word": "strajk"}, {"where": "kz"}, False),
        ({"where": "al", "earliest": "2031-01-01", "latest": "2031-01-01"}, {"where": "kz", **LASTS}, False),
        ({"where": "kz", "actor": ["górnicy"], "word": "wiec", **DAY}, {"where": "kz", **LASTS}, True),
    ],
)
def test_what_happens_in_a_town_or_on_a_day_is_an_episode_of_what_lasts_in_the_country(
    part: dict[str, Any], whole: dict[str, Any], holds: bool
) -> None:
    found = merged(mention("a", **whole), mention("b", **part))
    assert found["b10"].event == "b10"
    assert (found["a10"].episode_of, found["b10"].episode_of) == (None, "a10" if holds else None)


@pytest.mark.parametrize(
    ("who", "holds"),
    [
        ({"actor": ["demonstranci"], "sector": {"demonstranci": "protesters"}}, True),
        ({"actor": ["policja"], "sector": {"policja": "police"}}, False),
        ({"recipient": ["demonstranci"], "sector": {"demonstranci": "protesters"}}, False),
        ({"actor": ["policja"], "recipient": ["demonstranci"],
          "sector": {"policja": "police", "demonstranci": "protesters"}}, False),
    ],
)  # fmt: skip
def test_what_protesters_attack_is_part_of_the_protest_and_what_is_done_to_them_is_not(
    who: dict[str, Any], holds: bool
) -> None:
    found = merged(mention("a"), mention("a", "ASSAULT", at=60, word="zaatakować", **who))
    assert found["a60"].episode_of == ("a10" if holds else None)


# ------------------------------------------------------ whatever is mentioned

ANYTHING = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(
            ["PROTEST/demo", "PROTEST/riot", "ASSAULT", "RETREAT/resign", "SANCTION/expel", "CONCEDE", "AID"]
        ),
        "actor": st.sampled_from([[], ["policja"], ["górnicy"], ["górnicy", "lekarze"]]),
        "recipient": st.sampled_from([[], ["rząd"]]),
        "sector": st.sampled_from([{}, {"górnicy": "protesters"}]),
        "where": st.sampled_from([None, "kz", "al", "pr"]),
        "word": st.sampled_from(["protest", "wiec"]),
        "modality": st.sampled_from(["actual", "negated"]),
        "themes": st.sampled_from([[], ["cena"], ["cena", "gaz"]]),
    }
)
DAYS = st.sampled_from([{}, DAY, LASTS, {"earliest": "2031-05-02", "latest": "2031-05-03", "when_rule": "on"}])
STORIES = st.lists(st.tuples(ANYTHING, DAYS), min_size=1, max_size=8)


def told(parts: Sequence[tuple[dict[str, Any], dict[str, str]]]) -> list[EventRow]:
    """Mentions in reports of three each."""
    rows = (dict(row) for row, _ in parts)
    return [
        mention("abc"[i // 3], at=10 + 20 * (i % 3), **row, **days)
        for i, (row, (_, days)) in enumerate(zip(rows, parts, strict=True))
    ]


@settings(max_examples=80)
@given(STORIES, st.data())
def test_the_order_of_mentions_makes_no_difference(
    parts: list[tuple[dict[str, Any], dict[str, str]]], data: st.DataObject
) -> None:
    rows = told(parts)
    assert merged(*data.draw(st.permutations(rows))) == merged(*rows)


@settings(max_examples=80)
@given(STORIES)
def test_every_mention_stays_and_points_at_the_first_of_its_event(
    parts: list[tuple[dict[str, Any], dict[str, str]]],
) -> None:
    rows = told(parts)
    found = merged(*rows)
    assert {row.id: structs.replace(row, event=None, event_why=[], episode_of=None) for row in found.values()} == {
        row.id: row for row in rows
    }
    points_well(list(found.values()))


def points_well(rows: Sequence[EventRow]) -> None:
    """Whether every event is the first of its mentions, and every whole an event, never of itself."""
    firsts = {row.id for row in rows if row.event == row.id}
    for row in rows:
        group = [other for other in rows if other.event == row.event]
        assert row.event == min(group, key=lambda r: (r.article, r.start)).id
        assert {other.episode_of for other in group} == {row.episode_of}
        assert row.episode_of is None or row.episode_of in firsts - {row.event}
        assert row.id != row.event or row.event_why == []


def test_the_table_has_every_feature_with_a_sentence_and_a_weight_of_its_sign() -> None:
    table = occurrences().feature
    against = {name for name, feature in table.items() if feature.weight < 0}
    others = {name for name in table if name.startswith("other_")}
    assert others | {"negated", "inside", "within_days", "speech"} == against
    assert all(feature.sentence for feature in table.values())


# ----------------------------------------------------------- real reports


@pytest.fixture(scope="module")
def readings(examples: Path) -> list[Reading]:
    reader = Reader()
    articles = [a for path in find([examples]) if isinstance(path, Path) for a in read(path, reader.alphabets)]
    return [Reading(article=a, findings=reader.read(a)[0]) for a in articles if isinstance(a, Article)]


KNOWLEDGE = Knowledge(list(load_packs().values()))


@pytest.fixture(scope="module")
def linked(readings: list[Reading]) -> Linked:
    return link(readings, KNOWLEDGE)


def test_events_and_those_who_take_part_stand_where_they_say(readings: list[Reading], linked: Linked) -> None:
    texts = {r.article.name: r.article.text for r in readings}
    assert len(linked.events) > 20
    for row in linked.events:
        text = texts[row.article]
        assert row.text == text[row.start : row.end]
        assert [p.text for p in row.participants] == [text[p.start : p.end] for p in row.participants]
        assert {*row.actor, *row.recipient} <= {p.name for p in row.participants}


def test_events_point_at_rows_that_are_there(linked: Linked) -> None:
    entities, figures = {e.id for e in linked.entities}, {f.id for f in linked.figures}
    statements, times = {s.id for s in linked.statements}, {t.id for t in linked.times}
    for row in linked.events:
        named = {row.place_entity, *(p.entity for p in row.participants)} - {None}
        assert named <= entities
        assert set(row.figures) <= figures
        assert {row.statement} - {None} <= statements
        assert {row.time} - {None} <= times
    points_well(linked.events)
    assert any(row.event != row.id for row in linked.events)


@settings(max_examples=5)
@given(st.data())
def test_the_order_of_reports_makes_no_difference(readings: list[Reading], linked: Linked, data: st.DataObject) -> None:
    assert link(data.draw(st.permutations(readings)), KNOWLEDGE).events == linked.events
