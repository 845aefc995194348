"""What happened on the command line: which events are found, what is made of their mentions, and how they read."""

from __future__ import annotations

import random
from typing import Any

import happened
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kronika.errors import InputError
from kronika.happenings import PLACES, happenings
from kronika.languages.knowledge import Knowledge
from kronika.ontology import MODALITIES, event_types, sectors
from kronika.records import Article, EventRow, Findings, Metadata, Reading, Sentence
from kronika.showing.catalogue import ONE, Key, catalogue, languages
from kronika.showing.event_lines import MOST_UNASKED, WIDTH, lines, marked
from kronika.showing.event_phrases import EventPhrases
from kronika.showing.event_search import EventsAnswer, Wanted, answer, with_sentences

ENGLISH = EventPhrases("en")


def readings() -> dict[str, Reading]:
    found = {}
    for name, text in happened.TEXTS.items():
        spans = [Sentence(start=a, end=b, rule="r") for a, b in reversed(happened.sentences()[name])]
        article = Article(source=name, name=name, text=text, sha256="0", encoding="utf-8", metadata=Metadata())
        found[name] = Reading(article=article, findings=Findings(language="pl", zones=[], sentences=spans))
    return found


def search(tables: dict[str, list[Any]] | None = None, articles: set[str] | None = None, **asked: str) -> EventsAnswer:
    told = answer(Wanted(**asked), tables or happened.tables(), Knowledge(), articles)
    return with_sentences(told, readings())


def found(**asked: str) -> list[str]:
    return [event.event for event in search(**asked).found]


def shown(width: int = WIDTH, language: str = "en", tables: dict[str, list[Any]] | None = None, **asked: str) -> str:
    phrases = EventPhrases(language)
    told = answer(Wanted(**asked), tables or happened.tables(), Knowledge(), None, phrases)
    return "\n".join(lines(with_sentences(told, readings()), phrases, width))


# ------------------------------------------------------------------- events


def test_events_come_once_by_day_and_those_of_no_known_day_last() -> None:
    told = search()
    assert [event.event for event in told.found] == ["protest", "resigned", "arrest", "gas", "talks", "shots"]
    assert (told.counts.events, told.counts.mentions, told.counts.reports) == (6, 9, 3)
    assert [len(event.mentions) for event in told.found] == [3, 2, 1, 1, 1, 1]


def test_an_event_has_what_its_mentions_tell_together() -> None:
    protest, resigned, *_ = search().found
    assert (protest.code, protest.actor, protest.place, protest.place_rule) == (
        ("PROTEST", "demo"),
        ["dokerzy"],
        "Morzany",
        "sentence",
    )
    assert (protest.earliest, protest.latest) == ("2027-05-05", "2027-05-12"), "one tells that it went on"
    assert protest.first.id == "protest"
    assert (resigned.code, resigned.actor, resigned.recipient) == (("RETREAT", "resign"), ["minister"], ["minister"])
    assert (resigned.earliest, resigned.latest) == ("2027-05-10", "2027-05-10")


def test_what_somebody_tells_as_done_is_done() -> None:
    [announced] = [row for row in happened.events() if row.id == "talks"]
    done = replace(announced, id="later", article="zatoka-3", event="talks", modality="actual")
    [talks] = happenings([announced, done], happened.articles())
    assert talks.modality == "actual"
    assert talks.first.id == "later"
    assert (talks.earliest, talks.no_later) == (None, "2027-05-12")


def test_a_part_of_a_longer_name_is_that_name() -> None:
    one, other = (row for row in happened.events() if row.event == "resigned")
    [event] = happenings([replace(one, actor=["Sarecki"]), replace(other, actor=["Bogumił Sarecki"])], [])
    assert event.actor == ["Bogumił Sarecki"]


def test_what_has_no_day_comes_by_publication_then_report_then_place() -> None:
    names = ["shots", "arrest", "talks", "gas"]
    rows = [
        replace(row, id=row.id, event=f"event-{names.index(row.id)}") for row in happened.events() if row.id in names
    ]
    assert [event.first.id for event in happenings(rows, happened.articles())] == ["arrest", "gas", "talks", "shots"]
    same = [replace(row, published_earliest="2027-05-07", published_latest="2027-05-12") for row in happened.articles()]
    assert [event.first.article for event in happenings(rows, same)] == ["glos-1", "glos-1", "kurier-2", "zatoka-3"]


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(chance: random.Random) -> None:
    rows = happened.events()
    chance.shuffle(rows)
    assert happenings(rows, happened.articles()) == happenings(happened.events(), happened.articles())


DAYS = st.one_of(st.none(), st.dates().map(str))
CODES = [(name, mode) for name, kind in event_types().items() for mode in (None, *kind.modes)]


@st.composite
def mentions(draw: st.DrawFn) -> list[EventRow]:
    """Mentions of some events, each with what a row may hold."""
    rows = []
    for n in range(draw(st.integers(1, 8))):
        event_type, mode = draw(st.sampled_from(CODES))
        first, last = sorted([draw(st.dates()), draw(st.dates())])
        article = draw(st.sampled_from(list(happened.TEXTS)))
        base = happened.event(f"e{n}", article, happened.TEXTS[article][:3], "PROTEST")
        facts = {"event_type": event_type, "mode": mode, "modality": draw(st.sampled_from([None, *MODALITIES]))}
        facts |= {
            "event": draw(st.sampled_from([None, "a", "b"])),
            "episode_of": draw(st.sampled_from([None, "a", "b"])),
        }
        facts |= {
            "earliest": draw(st.sampled_from([None, str(first)])),
            "latest": draw(st.sampled_from([None, str(last)])),
        }
        facts |= {"place": draw(st.sampled_from([None, "X"])), "place_rule": draw(st.sampled_from([None, *PLACES]))}
        rows.append(replace(base, **facts))
    return rows


@given(mentions())
def test_every_mention_is_told_once_and_every_answer_can_be_read(rows: list[EventRow]) -> None:
    told = search({**happened.tables(), "events": rows})
    assert sorted(row.id for event in told.found for row in event.mentions) == sorted(row.id for row in rows)
    known = [event.known for event in told.found]
    assert known == sorted(known, reverse=True)
    for event in told.found:
        if event.earliest and event.latest:
            assert event.earliest <= event.latest
    for language in languages():
        assert lines(told, EventPhrases(language))


# ------------------------------------------------------------------- search


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("protestom", "protest (PROTEST)"),
        ("zamieszek", "riot (PROTEST/riot)"),
        ("strajkuje", "strike (PROTEST/strike)"),
        ("Rioting", "riot (PROTEST/riot)"),
        ("arested", "arrest (COERCE/arrest)"),
        ("bombings", "bomb or explosion (ASSAULT/explosives)"),
    ],
)
def test_a_word_that_is_no_type_has_the_nearest_proposed(asked: str, near: str) -> None:
    with pytest.raises(InputError, match=r"Did you mean .*[?] The store has violence") as raised:
        found(type=asked)
    assert near in str(raised.value)


def test_of_several_types_one_is_enough_and_what_the_store_has_not_is_said() -> None:
    told = answer(Wanted(type=("arrest", "hunger", "strajk")), happened.tables(), Knowledge())
    assert [event.event for event in told.found] == ["arrest"]
    assert told.absent == ["PROTEST/hunger", "PROTEST/strike"]
    missing = "The store has no event of this kind: hunger strike (PROTEST/hunger), strike (PROTEST/strike)."
    assert missing in [*lines(told, ENGLISH, 200)]
    assert "The store has no event of this kind: hunger strike (PROTEST/hunger)." in shown(type="hunger strike")
    assert "of this kind" not in shown(type="PROTEST", actor="police"), "the store has protests, but no such"
    assert search(type="PROTEST").absent == []


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"type": "PROTEST"}, ["protest"]),
        ({"type": "protesty"}, ["protest"]),
        ({"type": "protests"}, ["protest"]),
        ({"type": "Riots"}, []),
        ({"type": "aresztowanie"}, ["arrest"]),
        ({"type": "protest/demo"}, ["protest"]),
        ({"type": "demo"}, ["protest"]),
        ({"type": "demonstracja"}, ["protest"]),
        ({"type": "stan wyjątkowy"}, []),
        ({"type": "CONCEDE"}, ["resigned"]),
        ({"type": "ASSAULT"}, ["gas", "shots"]),
        ({"type": "crowd control"}, ["gas"]),
        ({"who": "dokerzy"}, ["protest"]),
        ({"who": "police"}, ["gas"]),
        ({"who": "policja"}, ["gas"]),
        ({"actor": "minister"}, ["resigned"]),
        ({"recipient": "minister"}, ["resigned"]),
        ({"actor": "government"}, ["resigned", "talks"]),
        ({"who": "władze"}, ["resigned", "talks"]),
        ({"place": "Morzan"}, ["protest", "arrest", "gas"]),
        ({"place": "Orwenia"}, ["protest", "resigned", "arrest", "gas"]),
        ({"modality": "negated"}, ["shots"]),
        ({"type": "PROTEST", "actor": "police"}, []),
    ],
)
def test_an_event_is_found_by_what_it_is_who_takes_part_and_where(asked: dict[str, str], ids: list[str]) -> None:
    assert found(**asked) == ids


def test_events_of_days_and_what_may_be_of_them() -> None:
    assert found(until="2027-05-05") == ["protest", "arrest", "gas", "talks", "shots"]
    assert found(since="2027-05-09") == ["protest", "resigned", "talks", "shots"]
    assert found(since="2027-05-13") == ["talks", "shots"], "what is told as done was done when it was printed"
    with pytest.raises(InputError, match="--since 'may': not a day of the calendar"):
        found(since="may")


def test_the_reports_of_a_story_alone() -> None:
    assert [event.event for event in search(articles={"glos-1"}).found] == ["protest", "arrest", "gas"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            {"type": "FEAST"},
            "--type 'FEAST': there is no such type or mode of events. The store has violence (ASSAULT: crowd-control, ",
        ),
        ({"who": "dokery"}, "takes part in an event. Did you mean dokerzy?"),
        ({"actor": "smoki"}, "is the actor of an event. Most is told of dokerzy"),
        ({"recipient": "dokerzy"}, "is the recipient of an event. Most is told of minister"),
        ({"who": " "}, "Most is told of"),
        ({"place": "Morzana"}, "no event of the reports is told of a place so named. Did you mean Morzany?"),
        ({"modality": "done"}, "there is no such modality. Choose actual, future, hypothetical, negated"),
    ],
)
def test_what_is_not_there_is_an_error_with_what_is(asked: dict[str, str], told: str) -> None:
    with pytest.raises(InputError) as raised:
        found(**asked)
    assert told in str(raised.value)


def test_a_store_without_events_says_so() -> None:
    empty = {**happened.tables(), "events": []}
    assert shown(tables=empty) == "The reports hold no event."
    assert shown(tables=empty, language="pl") == "W tekstach nie ma żadnego zdarzenia."
    with pytest.raises(InputError, match="No report of this store tells an event"):
        search(empty, type="PARTY")
    with pytest.raises(InputError, match="No report of this store tells an event"):
        search(empty, who="dokerzy")


def test_nothing_found_tells_how_much_there_is_and_what_else_fits() -> None:
    assert shown(type="AID", who="police") == (
        "No event fits. The store holds 6 events, 9 mentions, 3 reports.\n"
        "The store has no event of this kind: aid (AID).\nWithout --type these fit: violence (ASSAULT)."
    )
    assert shown(actor="police", modality="future").splitlines()[1].startswith("They are of these types: violence (A")


def test_an_answer_is_one_object_with_the_rows() -> None:
    told = msgspec.to_builtins(search(type="COERCE"))
    [arrest] = told["found"]
    assert arrest["mentions"][0]["text"] == "Zatrzymano"
    assert told["sentences"]["arrest"] == (51, "Zatrzymano 86 osób, podała policja.")
    assert [whole["event"] for whole in told["wholes"]] == ["protest"]
    assert [row["id"] for row in told["figures"]] == ["arrested", "part"]


# -------------------------------------------------------------------- lines


def test_an_event_reads_with_days_people_place_sentence_and_other_reports() -> None:
    assert shown(type="PROTEST") == (
        "1 event, 3 mentions, 3 reports\n"
        "\n"
        "2027-05-05 to 2027-05-12\n"
        " 1  demonstration (PROTEST/demo) · dokerzy · Morzany · 3 mentions, 3 reports\n"
        '    "6 maja dokerzy „Kotwicy” [protestowali] w Morzanach."\n'
        "    glos-1:25 · 2027-05-06\n"
        "    also in zatoka-3:35, kurier-2:12"
    )


def test_a_version_of_another_type_says_so() -> None:
    told = shown(type="resign")
    assert " 1  resignation (RETREAT/resign) · minister → minister · Orwenia (place of the report) · 2 m" in told
    assert "    also in zatoka-3:9 · concession (CONCEDE)\n" in f"{told}\n"


def test_episodes_point_to_their_whole_and_the_whole_to_them() -> None:
    told = shown()
    assert "\n    episodes: 3, 4\n" in told
    assert told.count("\n    episode of 1\n") == 2
    assert "    episode of demonstration (PROTEST/demo) · 2027-05-05 to 2027-05-12 · glos-1:25" in shown(type="arrest")


def test_events_without_a_day_say_so_and_when_they_were_reported() -> None:
    told = shown()
    last = told.index("Day not known, in order of publication:")
    assert told.index("resignation") < last < told.index("arrest (COERCE")
    assert "    glos-1:51 · reported 2027-05-07 · says policja · arrested: 86 · arrested: 2\n" in told
    assert "place" not in told[last : told.index("force against")].replace("Morzany (named before)", "")


def test_days_asked_for_tell_how_many_events_have_none() -> None:
    assert shown(until="2027-05-05").splitlines()[1] == "4 of them have no known day and may lie outside."
    assert shown(until="2027-05-05", language="pl").splitlines()[1].startswith("4 z nich nie mają znanego dnia")
    assert shown(since="2027-05-09", type="resign").splitlines()[1] == ""
    assert "no known day" not in shown()


def test_who_is_not_named_is_told_in_all_lines() -> None:
    assert "arrest (COERCE/arrest) · nobody named · Morzany" in shown(type="arrest")
    rows = [replace(row, recipient=["dokerzy"]) if row.id == "arrest" else row for row in happened.events()]
    tables = {**happened.tables(), "events": rows}
    assert "arrest (COERCE/arrest) · nobody named → dokerzy · Morzany" in shown(type="arrest", tables=tables)
    assert "zatrzymanie (COERCE/arrest) · nie podano, kto · Morzany" in shown(type="arrest", language="pl")


def test_what_is_not_done_says_so() -> None:
    told = shown()
    assert "talks (CONSULT) · rząd Orwenii · still to come\n" in told
    assert "shooting (ASSAULT/firearms) · Straż Wybrzeża · negated\n" in told


def test_words_of_somebody_who_is_not_told() -> None:
    statements = [replace(row, speaker=None) for row in happened.statements()]
    assert "in somebody's words" in shown(tables={**happened.tables(), "statements": statements}, type="arrest")


def test_in_polish() -> None:
    told = shown(language="pl", type="demonstracja")
    assert told.startswith("1 zdarzenie, 3 wzmianki, 3 teksty\n\nod 2027-05-05 do 2027-05-12\n")
    assert " 1  demonstracja (PROTEST/demo) · dokerzy · Morzany · 3 wzmianki, 3 teksty\n" in told


def many() -> dict[str, list[Any]]:
    """The tables with more events than are told where nothing was chosen."""
    rows = [replace(row, id=f"{row.id}{n}", event=f"{row.event}{n}") for row in happened.events() for n in range(40)]
    return {**happened.tables(), "events": rows}


def test_many_events_without_a_choice_are_a_table_of_types_and_modes() -> None:
    told = shown(tables=many()).splitlines()
    assert len(search(many()).found) > MOST_UNASKED
    assert told[2].split() == ["what", "events", "mentions", "reports", "no", "day", "days"]
    assert told[3].split() == ["violence", "(ASSAULT)", "80", "80", "2", "80"]
    assert "  demonstration (PROTEST/demo)" in "\n".join(told)
    assert "--type" in told[-2]


def test_what_is_not_shown_is_counted() -> None:
    told = shown(tables=many(), who="dokerzy", until="2027-05-31")
    assert "not shown" not in told
    assert "140 events more are not shown" in shown(tables=many(), until="2027-05-31")


def test_lines_keep_to_their_width_and_carry_no_control_character() -> None:
    rows = [replace(row, place="X\x1b[31m\nY") for row in happened.events()]
    told = shown(60, tables={**happened.tables(), "events": rows})
    assert max(map(len, told.splitlines())) <= 60
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0x85 for line in told.splitlines() for c in line)


@given(st.text(st.sampled_from("ab, "), max_size=80), st.data())
def test_a_trigger_is_shown_whole_within_its_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    longest = data.draw(st.integers(1, 90))
    told = marked(text, start, end, longest)
    before, _, rest = told.partition("[")
    inside, _, after = rest.rpartition("]")
    assert inside == text[start:end]
    assert text[:start].endswith(before.removeprefix("… "))
    assert text[end:].startswith(after.removesuffix(" …"))
    assert len(told) <= max(longest, end - start) + 8
    if len(text) <= longest:
        assert told == f"{text[:start]}[{inside}]{text[end:]}"


# ------------------------------------------------------------------ phrases


@pytest.mark.parametrize("language", languages())
def test_every_type_mode_sector_and_modality_has_a_word(language: str) -> None:
    words = catalogue(language)
    assert {Key("event-types", name, mode or ONE) for name, mode in CODES} <= words.keys()
    assert {key.rule for key in words if key.table == "event-types"} == {*event_types()}
    assert {key.variant for key in words if key.table == "event-types"} - {ONE} <= {mode for _, mode in CODES}
    assert {key.rule for key in words if key.table == "sectors"} == {*sectors()}
    assert all(Key("events", f"modality-{name}") in words for name in MODALITIES if name != "actual")
    assert all(Key("events", f"place-{name}") in words for name in PLACES[1:])
    assert len({EventPhrases(language).coded(*code) for code in CODES}) == len(CODES)
