"""What `explain` tells of an event: pattern, form, who takes part in which words, days, place, rules, other codes."""

from __future__ import annotations

from typing import Any

import happened
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from test_event_lines import CODES, readings

from kronika.ontology import MODALITIES, contexts, sectors
from kronika.showing.event_reasons import FORMS, events_found
from kronika.showing.explanation import Explanation, Reason, Word, explain
from kronika.showing.explanation_lines import lines
from kronika.showing.proofs import Proofs


def reasons(id_: str, language: str = "en", **facts: Any) -> list[str]:
    events = [replace(row, **facts) if row.id == id_ else row for row in happened.events()]
    [row] = [row for row in events if row.id == id_]
    found = events_found(row.article, {**happened.tables(), "events": events}, language)
    [because] = [because for _, start, _, because in found if start == row.start]
    return because


def test_all_that_is_known_of_an_event_is_told() -> None:
    told = reasons("protest")
    assert told[0].startswith("type: demonstration (PROTEST/demo). People show together")
    assert told[1:] == [
        "pattern: PROTEST/demo: protestowali",
        "form: active, a verb, by whoever does it; a clause tells it",
        'actor: dokerzy (labor, LAB), slot subject: "dokerzy „Kotwicy”" at 7',
        "recipient: nobody stands in the slots of the pattern",
        'days: 2027-05-06, the days of "6 maja" at glos-1:0',
        "place: Morzany, told in its sentence",
        "modality: actual, told as done",
        "contexts: economic",
        "CAMEO: 14 Protest. Protests of every form, riots too, have one root.",
        told[10],
        "told too at kurier-2:12, zatoka-3:35",
    ]
    assert told[10].startswith("ACLED: Protests / Peaceful protest. ")


def test_another_mention_says_why_it_is_the_same_event() -> None:
    assert reasons("protest-2")[-2:] == [
        "the same event as at glos-1:25: both are PROTEST; both have dokerzy as the actor",
        "told too at glos-1:25, zatoka-3:35",
    ]
    assert "others of the event speak for it" in reasons("protest-3")[-2]
    assert "days: 2027-05-05 to 2027-05-12, from its expression of time up to publication" in reasons("protest-3")


def test_an_episode_words_of_somebody_numbers_and_rules() -> None:
    told = reasons("arrest")
    assert 'recipient: nobody named, slot object: "86 osób" at 62' in told
    assert "days: not known: no expression of time belongs to it" in told
    assert "place: Morzany, named before it" in told
    assert "in the words of policja at glos-1:51" in told
    assert "number: arrested 86 at glos-1:62" in told
    assert told[-1] == "an episode of PROTEST/demo at glos-1:25"
    assert "rule of coding: SANCTION beside a protest or demand is CONCEDE" in reasons("dismissed")


def test_of_talks_all_are_actors_and_whoever_speaks_is_named_so() -> None:
    assert not [told for told in reasons("talks") if told.startswith("recipient")]
    speaker = happened.takes_part("kurier-2", "actor", "Rząd", "rząd", slot="speaker")
    assert 'actor: rząd, whoever speaks: "Rząd" at 76' in reasons("talks", participants=[speaker])


def test_a_code_that_no_rule_gives_now_has_no_reason() -> None:
    assert "CAMEO: 20 Use unconventional mass violence" in reasons("protest", cameo="20")
    assert "ACLED: none" in reasons("protest", acled=None, acled_sub=None)


def test_the_type_is_told_in_polish_too() -> None:
    assert reasons("protest", "pl")[0].startswith("type: demonstracja (PROTEST/demo). ")


@given(st.sampled_from(CODES), st.sampled_from(MODALITIES), st.sampled_from(sorted(sectors())),
       st.lists(st.sampled_from(sorted(contexts())), max_size=2), st.sampled_from([*FORMS, "other"]))  # fmt: skip
def test_every_event_can_be_explained(
    code: tuple[str, str | None], modality: str, sector: str, about: list[str], form: str
) -> None:
    facts = {"event_type": code[0], "mode": code[1], "modality": modality, "contexts": about, "form": form}
    told = reasons("protest", sector={"dokerzy": sector}, **facts)
    assert sum(line.startswith(("CAMEO: ", "ACLED: ")) for line in told) == 2


# -------------------------------------------------------------------- place


def explained(place: str) -> Explanation:
    rows = {**happened.tables(), "reuse": [], "mentions": [], "chronicle": []}
    return explain(readings(), rows, place, Proofs())


def test_an_event_is_explained_at_its_place_and_by_its_id() -> None:
    at = explained("glos-1:30")
    assert at.tells_event
    assert "event PROTEST/demo" in [reason.what for reason in at.reasons]
    assert explained("protest").reasons == at.reasons
    assert explained("protest").at == 25
    assert not explained("glos-1:0").tells_event


WORDS = [
    Word(number=1, start=5, end=12, text="dokerzy", lemma="doker", relation="nsubj", head=2),
    Word(number=2, start=13, end=25, text="protestowali", lemma="protestować", relation="ROOT"),
]


def test_the_parse_is_a_table() -> None:
    found = Explanation(article="a", at=0, reasons=[Reason(what="event X", because=[])], words=WORDS)
    assert lines(found)[-4:] == [
        "parse (5–25), by the model of the pack:",
        "     word          lemma        relation  head",
        "  1  dokerzy       doker        nsubj     2 protestowali",
        "  2  protestowali  protestować  ROOT",
    ]


@pytest.mark.parametrize(("words", "told"), [(None, True), ([], False)])
def test_where_no_model_is_at_hand_it_says_so(words: list[Word] | None, told: bool) -> None:
    found = Explanation(article="a", at=0, reasons=[], words=words)
    assert ("parse: no model of syntax is at hand that could parse the sentence" in lines(found)) is told
