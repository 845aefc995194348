"""Sentences that say that a number is wrong, or take one back, and sentences that only sound so."""

from __future__ import annotations

from collections.abc import Callable

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from invented import article
from kronika.annotating import Annotator
from kronika.extracting import Extractor
from kronika.records import DisputeFinding, Document, Findings, Zone

Read = Callable[[str], Findings]
BEFORE = "W Morzanach zginęło 160 osób, 2 tys. zostało rannych, a osiem tysięcy aresztowano."


@pytest.fixture(scope="module")
def read(annotator: Annotator, extractor: Extractor) -> Read:
    """The findings of a text of one zone."""

    def findings(text: str) -> Findings:
        document = Document(article=article(text), language="pl", zones=[Zone(start=0, end=len(text), kind="body")])
        return extractor.extract(annotator.annotate(document))

    return findings


def only(read: Read, sentence: str) -> DisputeFinding:
    """The only dispute of a sentence that follows a toll."""
    text = f"{BEFORE} {sentence}"
    [found] = read(text).disputes
    assert text[found.start : found.end] == sentence
    assert found.start <= found.word < found.end
    return found


@pytest.mark.parametrize(
    ("sentence", "direction", "measures"),
    [
        ("Analityk Arkadiusz Legieć uważa, że te dane są znacząco zaniżone.", "low", []),
        ("Opozycja twierdzi, że liczba zabitych jest zaniżona.", "low", ["killed"]),
        ("Prawdziwa liczba rannych jest zdaniem lekarzy inna.", "low", ["injured"]),
        ("Rzecznik uważa bilans zabitych za zawyżony.", "high", ["killed"]),
        ("Gubernator nazwał te liczby propagandą.", None, []),
        ("Opozycja podaje te dane w wątpliwość.", None, []),
        ("Policja zaprzecza, że zginęło 160 osób.", None, ["killed"]),
        ("Jan Kos zapewnia, że dane są zaniżone, bo zginęło 400 osób.", "low", ["killed"]),
        ("Związek kwestionuje liczbę aresztowanych.", None, ["arrested"]),
    ],
)
def test_a_dispute_its_direction_and_its_measures(
    read: Read, sentence: str, direction: str | None, measures: list[str]
) -> None:
    found = only(read, sentence)
    assert (found.rule, found.direction, found.measures) == ("disputed", direction, measures)
    assert {"killed", "injured", "arrested"} <= set(found.topic)


@pytest.mark.parametrize(
    ("sentence", "measures"),
    [
        ("Ministerstwo wycofało informację o liczbie zabitych.", ["killed"]),
        ("Policja sprostowała dane o rannych.", ["injured"]),
        ("Rzecznik odwołał swoje słowa o trzydziestu zabitych.", ["killed"]),
    ],
)
def test_a_retraction(read: Read, sentence: str, measures: list[str]) -> None:
    found = only(read, sentence)
    assert (found.rule, found.direction, found.measures) == ("retraction", None, measures)


@pytest.mark.parametrize(
    "sentence",
    [
        "Minister zaprzecza, jakoby podał się do dymisji.",
        "Minister zaprzeczył, że podłożono ogień.",
        "Rząd odrzuca te zarzuty.",
        "Sąd odrzucił skargę mieszkańców.",
        "Prawo nie daje rządowi możliwości odrzucenia tego wniosku.",
        "Sąd odrzucił skargi 12 mieszkańców.",
        "Parlament odrzucił ustawę, przeciw było 230 posłów.",
        "Wojsko wycofało czołgi z miasta.",
        "Prezydent odwołał komendanta policji.",
        "Odwołano koncert na rynku.",
        "Kierowca popełnił błędny manewr.",
        "Bilans zabitych wzrósł.",
        "Szpital sprostował dane: zginęło 150 osób.",
        "Poprzednie dane były błędne.",
    ],
)
def test_what_disputes_no_number(read: Read, sentence: str) -> None:
    assert read(f"{BEFORE} {sentence}").disputes == []


@pytest.mark.xfail(reason="the lists name lemmas that the dictionary does not give", strict=True)
@pytest.mark.parametrize(
    ("sentence", "disputed"),
    [
        ("Wcześniejsze dane były błędne.", False),
        ("Opozycja uważa, że te dane są niedoszacowane.", True),
        ("Opozycja uważa, że te dane są zmanipulowane.", True),
    ],
)
def test_words_whose_base_form_is_another_word(read: Read, sentence: str, disputed: bool) -> None:
    assert bool(read(f"{BEFORE} {sentence}").disputes) == disputed


@pytest.mark.xfail(reason="any word of doubt beside any figure, any noun of numbers beside any verb", strict=True)
@pytest.mark.parametrize(
    "sentence",
    [
        "W wątpliwych okolicznościach zatrzymano 5 osób.",
        "W fałszywym alarmie ewakuowano 300 osób.",
        "Minister zaprzeczył, jakoby 12 policjantów biło demonstrantów.",
        "Prezydent odwołał komendanta, bo obciążał go bilans zabitych.",
    ],
)
def test_what_sounds_so_beside_a_number(read: Read, sentence: str) -> None:
    assert read(f"{BEFORE} {sentence}").disputes == []


def test_the_topic_is_that_of_the_sentence_before_else_behind(read: Read) -> None:
    [found] = read("Te dane są zaniżone. Zaginęło 12 osób.").disputes
    assert (found.measures, found.topic) == ([], ["missing"])
    [found] = read("Ranne są trzy osoby. Te dane są zaniżone. Zaginęło 12 osób.").disputes
    assert found.topic == ["injured"]


def test_a_sentence_disputes_once(read: Read) -> None:
    found = only(read, "Te dane są zaniżone, fałszywe i zmyślone, a liczba rannych zawyżona.")
    assert (found.direction, found.measures) == ("low", ["injured"])


PIECES = (
    "zaniżone", "zawyżona", "w rzeczywistości", "zaprzecza", "wycofało", "sprostował", "informację", "o", "liczbie",
    "dane", "bilans", "zabitych", "rannych", "12 osób", "zginęło", "ponad 2 tys.", "że", ",", ".", "–", "„", "”",
    "minister", "wcześniejsze", "kwota", "5 maja", "\n\n",
)  # fmt: skip


@settings(max_examples=120)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25))
def test_any_mixture_disputes_at_most_once_a_sentence_and_inside_it(read: Read, pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = read(text)
    spans = [(s.start, s.end) for s in found.sentences]
    places = [(d.start, d.end) for d in found.disputes]
    assert len(set(places)) == len(places)
    for dispute in found.disputes:
        assert any(start <= dispute.start < dispute.end <= end for start, end in spans)
        assert dispute.start <= dispute.word < dispute.end
        assert dispute.rule in ("disputed", "retraction")
        assert dispute.direction in (None, "low", "high")
        assert dispute.rule == "disputed" or dispute.direction is None
