"""Tokens and sentences: each lies where it says, whatever the text."""

from __future__ import annotations

import itertools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from invented import article, text
from kronika.annotating import Annotator
from kronika.cleaning.zones import find_zones
from kronika.languages.pack import Pack
from kronika.records import Annotated, AnnotatedZone, Document, Zone

POLISH_WORDS = st.sampled_from(
    ["Prezydent", "m.in.", "4,4", "tys.", "osób", "– Nie!", "„Tak”,", "r.", "15.",
     "J. Kowalski", "-Tak", "końcu.”Potem", "mowy?!Potem", "gen.Roman", "W domu", "http://a.b/c?d=ę",
     "2022-01-05", "COVID-19", "20%",
     "\n", "\u00a0", "A" * 130, "x.y" * 60, "…", "#tag", "@kto", "😀", "\u200b", "e\u0301"]
)  # fmt: skip
POLISH_TEXTS = st.lists(POLISH_WORDS, max_size=25).map(" ".join)


def annotate(annotator: Annotator, whole: str, zones: list[Zone] | None = None) -> Annotated:
    zones = zones if zones is not None else [Zone(start=0, end=len(whole), kind="body")]
    return annotator.annotate(Document(article=article(whole), language="pl", zones=zones))


def hold(zone: AnnotatedZone, whole: str) -> None:
    """Tokens and sentences lie in order inside the zone and cover all its words."""
    start, end = zone.zone.start, zone.zone.end
    assert all(whole[t.start : t.end] == t.text and t.text.lower() == t.lower for t in zone.tokens)
    assert all(t.analyses and t.lemmas for t in zone.tokens)
    assert [t.text for t in zone.doc] == [t.text for t in zone.tokens]
    for spans in (zone.tokens, zone.sentences):
        assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
        assert all(start <= s.start < s.end <= end for s in spans)
        words = "".join("".join(whole[s.start : s.end].split()) for s in spans)
        assert words == "".join(whole[start:end].split())
    assert [t.end for t in zone.tokens if t.closes] == [s.end for s in zone.sentences]
    assert all(s.rule for s in zone.sentences)


@settings(max_examples=150)
@given(st.text(max_size=120) | POLISH_TEXTS)
@example("Prezydent\x1cprzyjechał")
@example("a" * 121 + "." * 121)
def test_tokens_and_sentences_lie_at_their_offsets(annotator: Annotator, whole: str) -> None:
    for zone in annotate(annotator, whole).zones:
        hold(zone, whole)


@settings(max_examples=60)
@given(POLISH_TEXTS, st.data())
def test_nothing_is_read_outside_its_zone(annotator: Annotator, whole: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    cut = [Zone(start=start, end=end, kind="body")]
    (zone,) = annotate(annotator, whole, cut).zones
    hold(zone, whole)


def test_boilerplate_is_not_read(annotator: Annotator) -> None:
    zones = [Zone(start=0, end=7, kind="boilerplate"), Zone(start=8, end=20, kind="body")]
    annotated = annotate(annotator, "Reklama Nic nowego.", [zones[0], Zone(start=8, end=19, kind="body")])
    assert [t.text for z in annotated.zones for t in z.tokens] == ["Nic", "nowego", "."]


def test_ten_thousand_brackets_are_noise_and_not_tokenized(annotator: Annotator, polish: Pack) -> None:
    whole = "Prezydent przyjechał do Warszawy.\n\n" + "[" * 10_000
    annotated = annotate(annotator, whole, find_zones(article(whole), polish))
    assert [z.reason for z in annotated.document.zones][-1] == "noise"
    assert sum(len(z.tokens) for z in annotated.zones) == 5


def test_brackets_in_prose_are_a_token_each(annotator: Annotator) -> None:
    (zone,) = annotate(annotator, "[" * 10_000).zones
    assert len(zone.tokens) == 10_000


def test_a_long_word_is_cut_at_its_marks_alone(annotator: Annotator) -> None:
    whole = "Nowy " + "a" * 5_000 + "-" + "b" * 5_000 + " koniec"
    (zone,) = annotate(annotator, whole).zones
    assert [len(t.text) for t in zone.tokens] == [4, 5_000, 1, 5_000, 6]


def test_readings_of_a_form(annotator: Annotator) -> None:
    (zone,) = annotate(annotator, "Prezydentowi podano 4,4 tys. nazwisk.").zones
    first, verb = zone.tokens[:2]
    assert "prezydent" in first.lemmas
    assert [a.cases for a in first.analyses if a.lemma == "prezydent"] == [frozenset({"Dat"})]
    assert {a.verb for a in verb.analyses} == {"Imps"}
    assert len(zone.sentences) == 1


def test_the_same_text_is_read_the_same_after_any_other(annotator: Annotator) -> None:
    def read(whole: str) -> list[tuple[object, ...]]:
        return [(t.start, t.text, t.analyses) for z in annotate(annotator, whole).zones for t in z.tokens]

    alone = read(text(1))
    for other in range(2, 6):
        read(text(other))
    assert read(text(1)) == alone
