"""Where statements, figures and events come from: who is cited, agencies, outlets, copies; counted each once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kronika.copies import Place
from kronika.origins import Origins, Support
from kronika.records import (
    AccountRow,
    ArticleRow,
    CreditRow,
    EventRow,
    FigureRow,
    Linked,
    RelayRow,
    ReuseRow,
    StatementRow,
)

FLOOD = "Woda zalała w nocy 40 domów w Sokolnikach."
SHARED = "Fala przerwała wał pod Żarnową i odcięła drogę do szpitala."
A, B, C, D = "a.txt", "b.txt", "c.txt", "d.txt"


class Reports:
    """Reports by name, with the rows that tests read from their words."""

    def __init__(self, texts: Mapping[str, str], publishers: Mapping[str, str] | None = None) -> None:
        self.texts = dict(texts)
        self._publishers = publishers or {}
        self._credits: list[CreditRow] = []
        self._said: list[StatementRow] = []
        self._reuse: list[ReuseRow] = []

    def at(self, report: str, words: str) -> dict[str, Any]:
        """Where words stand first in a report, as rows have it."""
        start = self.texts[report].index(words)
        return {
            "id": f"{report}:{start}-{start + len(words)}",
            "article": report,
            "start": start,
            "end": start + len(words),
            "text": words,
        }

    def credit(self, report: str, agency: str, sentence: str | None = None, words: str | None = None) -> None:
        """An agency that is credited for a report, or cited in a sentence of it."""
        of = self.at(report, sentence or self.texts[report])
        row = self.at(report, words or agency)
        rule = "cited" if sentence else "credit"
        self._credits.append(CreditRow(**row, rule=rule, agency=agency, from_start=of["start"], from_end=of["end"]))

    def said(self, report: str, words: str, speaker: str | None = None, **more: Any) -> StatementRow:
        row = StatementRow(**self.at(report, words), direct=False, speaker=speaker, **more)
        self._said.append(row)
        return row

    def figure(self, report: str, words: str, by: str | None = None, **more: Any) -> FigureRow:
        return FigureRow(**self.at(report, words), measure="killed", attributed_to=by, **more)

    def event(self, report: str, words: str, **more: Any) -> EventRow:
        return EventRow(**self.at(report, words), event_type="ASSAULT", **more)

    def share(self, one: str, other: str, words: str, kind: str | None = None, source: Sequence[str] = ()) -> None:
        """Words that both reports print."""
        here, there = self.at(one, words), self.at(other, words)
        name = f"reuse:{here['id']}:{there['id']}"
        found = {"other": other, "other_start": there["start"], "other_end": there["end"], "similarity": 1.0}
        self._reuse.append(ReuseRow(**here | {"id": name}, **found, passage=name, kind=kind, source=list(source)))

    def origins(self) -> Origins:
        articles = [
            ArticleRow(id=name, article=name, publisher=self._publishers.get(name), sha256="", encoding="utf-8")
            for name in sorted(self.texts)
        ]
        linked = Linked(articles=articles, credits=self._credits, statements=self._said, reuse=self._reuse)
        return Origins(linked, self.texts)


def told(support: Support) -> list[tuple[str, str, list[str]]]:
    """Name, kind and reports of each origin."""
    return [(origin.name, origin.kind, origin.articles) for origin in support.origins]


def evidence(support: Support) -> list[tuple[str, str, str]]:
    """Report, rule and words of every passage."""
    return [(e.article, e.rule, e.text) for origin in support.origins for e in origin.evidence]


# ------------------------------------------------------------------ agencies


def test_two_reports_that_credit_one_agency_are_one_origin_of_its_name() -> None:
    reports = Reports({A: "Zalało 40 domów. (PAP)", B: "PAP: pod wodą jest 40 gospodarstw."})
    for name in (A, B):
        reports.credit(name, "PAP")
    support = reports.origins().of_content([reports.event(A, "Zalało"), reports.event(B, "pod wodą")])
    assert told(support) == [("PAP", "agency", [A, B])]
    assert (support.articles, support.outlets) == ([A, B], [A, B])
    assert not support.origins[0].copied
    assert evidence(support) == [(A, "told", "Zalało"), (A, "agency", "PAP"), (B, "agency", "PAP"),
                                 (B, "told", "pod wodą")]  # fmt: skip


def test_an_agency_that_one_sentence_cites_is_the_origin_of_what_that_sentence_tells_alone() -> None:
    first, second = "Zginęły 3 osoby, podała AKD.", "Most runął nad ranem."
    reports = Reports({A: f"{first} {second}"}, {A: "Kurier"})
    reports.credit(A, "AKD", first)
    origins = reports.origins()
    assert told(origins.of_content([reports.figure(A, "3 osoby")])) == [("AKD", "agency", [A])]
    assert told(origins.of_content([reports.event(A, "runął")])) == [("Kurier", "outlet", [A])]


def test_an_agency_cited_in_one_report_and_credited_in_another_is_one_origin() -> None:
    reports = Reports({A: "Zginęły 3 osoby, podała AKD.", B: "Nie żyją 3 osoby. (AKD)"})
    reports.credit(A, "AKD", reports.texts[A])
    reports.credit(B, "AKD")
    assert told(reports.origins().of_content([reports.figure(A, "3"), reports.figure(B, "3")])) == [
        ("AKD", "agency", [A, B])
    ]


def test_names_of_agencies_are_one_whatever_their_letters() -> None:
    reports = Reports({A: "Zalało 40 domów. (Wektor Press)", B: "WEKTOR PRESS: zalało 40 domów."})
    reports.credit(A, "Wektor Press")
    reports.credit(B, "WEKTOR PRESS")
    assert len(reports.origins().of_content([reports.event(A, "Zalało"), reports.event(B, "zalało")]).origins) == 1


def test_a_report_that_an_agency_publishes_is_its_own() -> None:
    reports = Reports({A: FLOOD, B: f"{FLOOD} (PAP)"}, {A: "PAP", B: "Kurier"})
    reports.credit(B, "PAP")
    assert told(reports.origins().of_content([reports.event(A, "zalała"), reports.event(B, "zalała")])) == [
        ("PAP", "agency", [A, B])
    ]


def test_a_report_that_credits_two_agencies_joins_neither_to_the_other() -> None:
    reports = Reports({A: f"{FLOOD} (PAP)", B: "Zalało 40 domów. (AKD)", C: "Pod wodą 40 domów. (PAP, AKD)"})
    for name, agency in ((A, "PAP"), (B, "AKD"), (C, "PAP"), (C, "AKD")):
        reports.credit(name, agency)
    rows = [reports.event(A, "zalała"), reports.event(B, "Zalało"), reports.event(C, "Pod wodą")]
    for some in (rows, rows[::-1]):
        support = reports.origins().of_content(some)
        assert len(support.origins) == 2
        assert not any({A, B} <= set(origin.articles) for origin in support.origins)


def test_two_reports_that_credit_the_same_two_agencies_are_one_origin() -> None:
    reports = Reports({A: f"{FLOOD} (PAP, AKD)", B: "Zalało 40 domów. (AKD, PAP)"})
    for name in (A, B):
        for agency in ("PAP", "AKD"):
            reports.credit(name, agency)
    assert len(reports.origins().of_content([reports.event(A, "zalała"), reports.event(B, "Zalało")]).origins) == 1


def test_of_a_report_that_credits_two_agencies_the_sentence_tells_which() -> None:
    sentence = "Zginęły 3 osoby, podała AKD."
    reports = Reports({A: f"{sentence} (PAP, AKD)", B: f"{FLOOD} (PAP)"})
    reports.credit(A, "AKD", sentence)
    for name, agency in ((A, "PAP"), (A, "AKD"), (B, "PAP")):
        reports.credit(name, agency)
    support = reports.origins().of_content([reports.figure(A, "3"), reports.figure(B, "40")])
    assert told(support) == [("AKD", "agency", [A]), ("PAP", "agency", [B])]


# --------------------------------------------------------------- who is cited

SAID = "Ministerstwo Zdrowia podało, że zginęły 3 osoby."
AGAIN = "Według Ministerstwa Zdrowia nie żyją 3 osoby."


def test_two_reports_that_cite_one_ministry_are_one_origin() -> None:
    reports = Reports({A: SAID, B: AGAIN}, {A: "Kurier", B: "Głos"})
    rows = [reports.figure(name, "3", "Ministerstwo Zdrowia", official=True) for name in (A, B)]
    support = reports.origins().of_content(rows)
    assert told(support) == [("Ministerstwo Zdrowia", "source", [A, B])]
    assert support.outlets == ["Głos", "Kurier"]


def test_the_words_that_name_a_source_are_shown_as_they_stand() -> None:
    reports = Reports({A: AGAIN})
    name = reports.at(A, "Ministerstwa Zdrowia")
    said = reports.said(A, "nie żyją 3 osoby", "Ministerstwo Zdrowia", speaker_start=name["start"],
                        speaker_end=name["end"])  # fmt: skip
    support = reports.origins().of_content([reports.figure(A, "3", "Ministerstwo Zdrowia", statement=said.id)])
    assert told(support) == [("Ministerstwo Zdrowia", "source", [A])]
    assert evidence(support) == [(A, "source", "Ministerstwa Zdrowia"), (A, "told", "3")]


def test_agencies_by_way_of_which_a_source_is_cited_stand_beside_it() -> None:
    reports = Reports({A: f"{SAID} (PAP)", B: f"{AGAIN} (AKD)"})
    reports.credit(A, "PAP")
    reports.credit(B, "AKD")
    rows = [reports.figure(name, "3", "Ministerstwo Zdrowia", official=True) for name in (A, B)]
    (origin,) = reports.origins().of_content(rows).origins
    assert (origin.name, origin.kind, origin.through) == ("Ministerstwo Zdrowia", "source", ["AKD", "PAP"])


def test_a_relay_that_is_an_agency_is_the_origin_of_a_statement() -> None:
    reports = Reports({A: "Wójt zapewnił, cytowany przez AKD, że wał wytrzyma.", B: f"{FLOOD} (AKD)"})
    reports.credit(B, "AKD")
    by = reports.at(A, "cytowany przez AKD")
    relay = RelayRow(name="AKD", start=by["start"], end=by["end"], text=by["text"], rule="cited")
    said = reports.said(A, "wał wytrzyma", "wójt", relays=[relay])
    support = reports.origins().of_statements([said])
    assert told(support) == [("AKD", "agency", [A])]
    assert (A, "agency", "cytowany przez AKD") in evidence(support)


def test_whoever_says_it_is_not_the_origin_of_a_statement() -> None:
    reports = Reports({A: "Wójt zapewnił, że wał wytrzyma.", B: "Wał wytrzyma, mówił wójt."})
    rows = [reports.said(A, "wał wytrzyma", "wójt"), reports.said(B, "Wał wytrzyma", "wójt")]
    assert told(reports.origins().of_statements(rows)) == [(A, "report", [A]), (B, "report", [B])]


def test_an_agency_that_speaks_for_itself_is_the_origin_of_what_it_says() -> None:
    reports = Reports({A: "AKD podała, że wał pękł.", B: f"{FLOOD} (AKD)"})
    reports.credit(B, "AKD")
    assert told(reports.origins().of_statements([reports.said(A, "wał pękł", "AKD")])) == [("AKD", "agency", [A])]


WITNESSES = ("Świadkowie mówią o 3 ofiarach.", "Zginęły 3 osoby, twierdzą świadkowie.")


def test_unnamed_witnesses_are_no_origin() -> None:
    reports = Reports(dict(zip((A, B), WITNESSES, strict=True)), {A: "Kurier", B: "Głos"})
    said = [reports.said(name, "3", "świadkowie", unnamed=True) for name in (A, B)]
    rows = [reports.figure(s.article, "3", "świadkowie", statement=s.id) for s in said]
    assert told(reports.origins().of_content(rows)) == [("Głos", "outlet", [B]), ("Kurier", "outlet", [A])]


def test_an_unnamed_office_is_one() -> None:
    reports = Reports(dict(zip((A, B), WITNESSES, strict=True)))
    said = [reports.said(name, "3", "policja", unnamed=True, official=True) for name in (A, B)]
    rows = [reports.figure(s.article, "3", "policja", statement=s.id, official=True) for s in said]
    assert told(reports.origins().of_content(rows)) == [("policja", "source", [A, B])]


def test_a_shorter_name_of_a_source_is_that_of_the_longer() -> None:
    reports = Reports({A: SAID, B: "Resort podał: 3 osoby nie żyją."})
    rows = [
        reports.figure(A, "3", "Ministerstwo Zdrowia Orwenii", official=True),
        reports.figure(B, "3", "Ministerstwo Zdrowia", official=True),
    ]
    assert told(reports.origins().of_content(rows)) == [("Ministerstwo Zdrowia Orwenii", "source", [A, B])]


def test_a_shorter_name_that_two_longer_ones_hold_is_that_of_neither() -> None:
    reports = Reports({A: SAID, B: AGAIN, C: "Rzecznik mówi o 3 ofiarach."})
    names = {A: "rzecznik policji", B: "rzecznik rządu", C: "rzecznik"}
    rows = [reports.figure(report, "3", name, official=True) for report, name in names.items()]
    assert [name for name, _, _ in told(reports.origins().of_content(rows))] == [
        "rzecznik", "rzecznik policji", "rzecznik rządu",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "backwards",
    [
        False,
        pytest.param(
            True,
        ),
    ],
)
def test_a_source_that_is_written_in_two_ways_has_one_name_whatever_the_order(backwards: bool) -> None:
    reports = Reports({A: SAID, B: AGAIN})
    names = {A: "Ministerstwo Zdrowia", B: "ministerstwo zdrowia"}
    rows = [reports.figure(report, "3", name, official=True) for report, name in names.items()]
    support = reports.origins().of_content(rows[::-1] if backwards else rows)
    assert told(support) == [("Ministerstwo Zdrowia", "source", [A, B])]


# ------------------------------------------------------------------- own words


def test_what_a_report_tells_of_an_event_in_its_own_words_is_its_own_though_it_also_quotes_somebody() -> None:
    reports = Reports({A: "Tłum podpalił ratusz. Wójt mówi, że ratusz podpalono celowo."}, {A: "Kurier"})
    said = reports.said(A, "ratusz podpalono celowo", "wójt")
    own, quoted = reports.event(A, "podpalił"), reports.event(A, "podpalono", statement=said.id)
    origins = reports.origins()
    assert told(origins.of_content([own, quoted])) == [("Kurier", "outlet", [A])]
    assert told(origins.of_content([quoted])) == [("wójt", "source", [A])]


def test_a_source_that_another_report_quotes_counts_beside_the_words_of_the_first() -> None:
    reports = Reports({A: "Tłum podpalił ratusz.", B: "Wójt mówi, że ratusz podpalono celowo."})
    said = reports.said(B, "ratusz podpalono celowo", "wójt")
    rows = [reports.event(A, "podpalił"), reports.event(B, "podpalono", statement=said.id)]
    assert told(reports.origins().of_content(rows)) == [(A, "report", [A]), ("wójt", "source", [B])]


def test_a_report_of_no_known_outlet_stands_for_itself() -> None:
    reports = Reports({A: FLOOD, B: FLOOD.replace("nocy", "marcu")})
    support = reports.origins().of_content([reports.event(name, "zalała") for name in (A, B)])
    assert told(support) == [(A, "report", [A]), (B, "report", [B])]
    assert support.outlets == [A, B]


@pytest.mark.parametrize(("one", "other"), [("Łódź", "lodz"), ("A", "a"), ("raport_1.txt", "Raport_1.txt")])
def test_reports_of_no_known_outlet_whose_names_differ_in_letters_alone_are_two_origins(one: str, other: str) -> None:
    reports = Reports({one: FLOOD, other: FLOOD.replace("nocy", "marcu")})
    support = reports.origins().of_content([reports.event(name, "zalała") for name in (one, other)])
    assert sorted(told(support)) == [(name, "report", [name]) for name in sorted((one, other))]


def test_a_report_of_no_known_outlet_is_not_of_the_outlet_that_it_is_called_like() -> None:
    reports = Reports({"Kurier": FLOOD, B: FLOOD.replace("nocy", "marcu")}, {B: "Kurier"})
    support = reports.origins().of_content([reports.event(name, "zalała") for name in ("Kurier", B)])
    assert sorted(told(support)) == [("Kurier", "outlet", [B]), ("Kurier (report)", "report", ["Kurier"])]


def test_an_outlet_that_is_written_in_two_ways_is_one_origin() -> None:
    reports = Reports({A: FLOOD, B: FLOOD.replace("nocy", "marcu")}, {A: "Kurier", B: "KURIER"})
    assert len(reports.origins().of_content([reports.event(name, "zalała") for name in (A, B)]).origins) == 1


def test_reports_of_one_outlet_are_one_origin() -> None:
    reports = Reports({A: FLOOD, B: FLOOD.replace("nocy", "marcu"), C: FLOOD}, {A: "Kurier", B: "Kurier", C: "Głos"})
    support = reports.origins().of_content([reports.event(name, "zalała") for name in (A, B, C)])
    assert told(support) == [("Kurier", "outlet", [A, B]), ("Głos", "outlet", [C])]
    assert support.outlets == ["Głos", "Kurier"]


def test_words_that_only_name_an_incident_are_of_their_report() -> None:
    reports = Reports({A: "Sabotaż w porcie."}, {A: "Kurier"})
    row = AccountRow(**reports.at(A, "Sabotaż"), kind="label", label="attack")
    assert told(reports.origins().of_rows([row])) == [("Kurier", "outlet", [A])]


# --------------------------------------------------------------------- copies


def copied(kind: str | None, **more: Any) -> Reports:
    """Two reports of two outlets that print the same words, each among its own."""
    reports = Reports({A: f"Rano padało. {SHARED}", B: f"{SHARED} Wieczorem ustało."}, {A: "Kurier", B: "Głos"})
    reports.share(A, B, SHARED, kind, **more)
    return reports


def test_copies_are_one_origin() -> None:
    reports = copied(None)
    support = reports.origins().of_content([reports.event(name, "przerwała") for name in (A, B)])
    assert told(support) == [("Głos", "outlet", [A, B])]
    assert support.origins[0].copied


def test_a_copy_of_which_no_row_tells_is_shown() -> None:
    reports = copied(None)
    support = reports.origins().of_content([reports.event(A, "przerwała")])
    assert (support.articles, support.outlets) == ([A, B], ["Głos", "Kurier"])
    assert evidence(support) == [(A, "told", "przerwała"), (B, "copy", "przerwała")]


def test_the_same_words_of_a_speaker_do_not_make_one_origin() -> None:
    reports = copied("quote", source=["Ewa Kruk"])
    origins = reports.origins()
    support = origins.of_content([reports.event(name, "przerwała") for name in (A, B)])
    assert told(support) == [("Głos", "outlet", [B]), ("Kurier", "outlet", [A])]
    assert not any(origin.copied for origin in support.origins)
    assert told(origins.of_statements([reports.said(name, SHARED) for name in (A, B)])) == told(support)


def shared_and_own(outlets: Mapping[str, str], own: Sequence[str]) -> Support:
    """An event that A and B tell in the same words, reports of `own` in words of their own."""
    texts = {name: f"Wały puściły koło mostu{'.' * n}" for n, name in enumerate(own, 1)}
    reports = Reports({A: SHARED, B: SHARED, **texts}, outlets)
    reports.share(A, B, SHARED)
    shared = [reports.event(name, "przerwała") for name in (A, B)]
    return reports.origins().of_content([*shared, *(reports.event(name, "puściły") for name in own)])


@pytest.mark.parametrize("outlet", ["Głos", "Kurier"])
def test_a_copy_is_of_that_outlet_which_tells_it_elsewhere_too(outlet: str) -> None:
    """Wherever it stands in the alphabet, the outlet is named once and counted once."""
    support = shared_and_own({A: "Kurier", B: "Głos", C: outlet}, [C])
    assert told(support) == [(outlet, "outlet", [A, B, C])]
    assert support.outlets == ["Głos", "Kurier"]


def test_a_copy_is_of_one_of_two_outlets_that_tell_it_elsewhere_too() -> None:
    support = shared_and_own({A: "Kurier", B: "Głos", C: "Kurier", D: "Głos"}, [C, D])
    assert told(support) == [("Głos", "outlet", [A, B, D]), ("Kurier", "outlet", [C])]


def test_a_copy_is_not_of_an_outlet_that_has_not_printed_it() -> None:
    support = shared_and_own({A: "Kurier", B: "Głos", C: "Portal"}, [C])
    assert told(support) == [("Głos", "outlet", [A, B]), ("Portal", "outlet", [C])]


def test_two_passages_that_one_outlet_has_of_others_are_of_it() -> None:
    reports = Reports({A: SHARED, B: SHARED, C: FLOOD, D: FLOOD}, {A: "Kurier", B: "Głos", C: "Głos", D: "Portal"})
    reports.share(A, B, SHARED)
    reports.share(C, D, FLOOD)
    rows = [reports.event(A, "przerwała"), reports.event(B, "przerwała"), *(reports.event(n, "zalała") for n in (C, D))]
    assert told(reports.origins().of_content(rows)) == [("Głos", "outlet", [A, B, C, D])]


def test_words_that_an_agency_prints_too_are_from_the_agency() -> None:
    reports = Reports(
        {A: SHARED, B: SHARED, C: f"{FLOOD} (PAP)", D: "Rano padało."}, {A: "Kurier", B: "PAP", D: "Kurier"}
    )
    reports.share(A, B, SHARED)
    reports.credit(C, "PAP")
    rows = [reports.event(A, "przerwała"), reports.event(C, "zalała"), reports.event(D, "padało")]
    assert told(reports.origins().of_content(rows)) == [("PAP", "agency", [A, B, C]), ("Kurier", "outlet", [D])]


def test_a_shared_passage_that_one_report_has_from_an_agency_is_from_it_in_both() -> None:
    reports = copied("wire", source=["AKD"])
    reports.texts[C] = f"{FLOOD} (AKD)"
    reports.credit(C, "AKD")
    rows = [reports.event(A, "przerwała"), reports.event(B, "przerwała"), reports.event(C, "zalała")]
    assert told(reports.origins().of_content(rows)) == [("AKD", "agency", [A, B, C])]


def test_own_words_of_reports_that_share_others_are_an_origin_each() -> None:
    reports = copied(None)
    origins = reports.origins()
    support = origins.of_passages([Place(A, 0, 12), Place(B, len(SHARED) + 1, len(SHARED) + 18)])
    assert told(support) == [("Głos", "outlet", [B]), ("Kurier", "outlet", [A])]


def test_a_passage_is_from_the_agency_that_it_names() -> None:
    reports = Reports({A: "Wał pękł, podała AKD. Drogi są zamknięte."})
    reports.credit(A, "AKD", "Wał pękł, podała AKD.")
    origins = reports.origins()
    assert told(origins.of_passages([Place(A, 0, 21)])) == [("AKD", "agency", [A])]
    assert told(origins.of_passages([Place(A, 22, 41)])) == [(A, "report", [A])]


def test_nothing_comes_from_nowhere() -> None:
    assert Reports({A: FLOOD}).origins().of_content([]) == Support([], [], [])


# ------------------------------------------------------------------ invariants

POOL = (
    "Woda zalała w nocy czterdzieści domów w Sokolnikach.",
    "Fala przerwała wał pod Żarnową i odcięła drogę do szpitala.",
    "Strażacy wywieźli łodziami trzystu mieszkańców doliny.",
    "Zginęły trzy osoby, a dwie uznano za zaginione.",
)
AGENCIES, SOURCES = ("PAP", "AKD"), ("wójt", "Ministerstwo Zdrowia", "rzecznik wójta")
CREDITS = " (PAP) (AKD)"
OUTLETS = st.sampled_from([None, "Kurier", "Głos", "PAP"])
KINDS = st.sampled_from([None, "quote", "wire"])
TELLING = st.tuples(
    st.integers(0, 3), st.integers(0, 3), st.sampled_from(["event", "figure"]),
    st.sampled_from([None, *SOURCES, "AKD"]), st.booleans(),
)  # fmt: skip


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Reports, list[EventRow | FigureRow]]:
    """Four reports of sentences of which they share some, with credits, and rows that tell one thing."""
    orders = [draw(st.permutations(POOL)) for _ in range(4)]
    kept = [order[: draw(st.integers(1, 4))] for order in orders]
    texts = {name: " ".join(own) + CREDITS for name, own in zip((A, B, C, D), kept, strict=True)}
    reports = Reports(texts, {name: o for name in texts if (o := draw(OUTLETS))})
    reports.credit(D, "AKD", CREDITS, "(AKD)")
    for name, agency in draw(
        st.lists(st.tuples(st.sampled_from(sorted(texts)), st.sampled_from(AGENCIES)), max_size=4)
    ):
        sentence = draw(st.sampled_from([None, texts[name].removesuffix(CREDITS).split(". ")[0]]))
        reports.credit(name, agency, sentence, f"({agency})")
    kinds = {sentence: draw(KINDS) for sentence in POOL}
    for sentence in POOL:
        holding = [name for name in sorted(texts) if sentence in texts[name]]
        source = ["AKD"] if kinds[sentence] == "wire" else []
        for one, other in pairwise(holding):
            reports.share(one, other, sentence, kinds[sentence], source)
    return reports, draw(
        st.lists(TELLING, max_size=7, unique_by=lambda t: t[:3]).map(lambda ts: rows(reports, kept, ts))
    )


def rows(reports: Reports, kept: Sequence[Sequence[str]], tellings: Sequence[Any]) -> list[EventRow | FigureRow]:
    """Of each sentence the first word an event, the last a figure; what somebody says has a statement."""
    found: list[EventRow | FigureRow] = []
    for number, at, kind, speaker, unnamed in tellings:
        name, sentence = (A, B, C, D)[number], kept[number][at % len(kept[number])]
        said = reports.said(name, sentence, speaker, unnamed=unnamed) if speaker else None
        words = sentence.split()[0] if kind == "event" else sentence.split()[-1]
        more = {"statement": said.id if said else None}
        row = reports.event(name, words, **more) if kind == "event" else reports.figure(name, words, speaker, **more)
        found.append(row)
    return list({row.id: row for row in found}.values())


@settings(max_examples=60)
@given(worlds(), st.data())
def test_the_order_of_rows_makes_no_difference(
    world: tuple[Reports, list[EventRow | FigureRow]], data: st.DataObject
) -> None:
    reports, found = world
    other = data.draw(st.permutations(found))
    assert reports.origins().of_content(found) == reports.origins().of_content(other)


@settings(max_examples=60)
@given(worlds())
def test_there_are_never_more_origins_than_tellings_and_every_passage_stands_where_it_says(
    world: tuple[Reports, list[EventRow | FigureRow]],
) -> None:
    reports, found = world
    support = reports.origins().of_content(found)
    assert bool(found) == bool(support.origins)
    assert len(support.origins) <= len(found)
    assert len({origin.name for origin in support.origins}) == len(support.origins)
    assert len(support.outlets) <= len(support.articles)
    assert {row.article for row in found} <= set(support.articles)
    for origin in support.origins:
        assert origin.articles
        assert set(origin.articles) <= set(support.articles)
        assert set(origin.outlets) <= set(support.outlets)
        assert origin.evidence
        for words in origin.evidence:
            assert words.text == reports.texts[words.article][words.start : words.end] != ""
            assert words.rule in ("told", "source", "agency", "copy")
            assert words.article in origin.articles
    assert set(support.articles) == {name for origin in support.origins for name in origin.articles}


@settings(max_examples=40)
@given(worlds())
def test_every_row_stands_in_an_origin_of_its_report(world: tuple[Reports, list[EventRow | FigureRow]]) -> None:
    reports, found = world
    support = reports.origins().of_content([row for row in found if isinstance(row, FigureRow)])
    shown = {(e.article, e.start) for origin in support.origins for e in origin.evidence if e.rule == "told"}
    assert shown == {(row.article, row.start) for row in found if isinstance(row, FigureRow)}
