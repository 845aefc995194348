"""Which figures a dispute is of, and what is put against them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from invented import article
from kronika.evidence import stands
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import load_packs
from kronika.linking import link
from kronika.pipeline import Reader
from kronika.records import Linked, Reading, RelationRow

KNOWLEDGE = Knowledge(list(load_packs().values()))
TOLL = "W pożarze portu w Morzanach zginęło 160 osób, 2 tys. zostało rannych, a osiem tysięcy aresztowano."
LOW = "Analityk Arkadiusz Legieć uważa, że te dane są znacząco zaniżone."
Told = tuple[str, str | None, str]
Linker = Callable[..., Linked]


@pytest.fixture(scope="module")
def linker() -> Linker:
    """The rows of reports, each of the day before it."""
    reader = Reader()

    def linked(**reports: str) -> Linked:
        readings = []
        for day, text in reports.items():
            told = article(text, f"{day}.txt", published=f"2031-05-0{day[-1]}", language="pl")
            readings.append(Reading(article=told, findings=reader.read(told)[0]))
        found = link(readings, KNOWLEDGE)
        assert len({story.story for story in found.stories}) == 1
        return found

    return linked


def rows(found: Linked) -> list[RelationRow]:
    """The disputes of all histories, each once."""
    every = [r for row in found.histories for r in row.relations if r.relation == "dispute"]
    return [r for i, r in enumerate(every) if r not in every[:i]]


def disputes(found: Linked) -> set[Told]:
    """The disputed number, the number against it, the rule."""
    texts = {f.id: f.text for f in found.figures}
    return {(texts[r.first], texts[r.second] if r.second else None, r.rule) for r in rows(found)}


def test_the_figures_mean_the_tolls_alone(linker: Linker) -> None:
    found = linker(d1=f"{TOLL} {LOW}")
    assert disputes(found) == {("160", None, "disputed"), ("2 tys.", None, "disputed")}
    [said] = [s for s in found.statements if s.speaker == "Arkadiusz Legieć"]
    for row in rows(found):
        assert row.statement == said.id
        assert (row.article, row.start, row.end, row.text) == (said.article, said.start, said.end, said.text)
        assert "Arkadiusz Legieć says that it is too low" in row.why
    points = {row.measure: row.points[0].disputed for row in found.histories}
    assert points == {"killed": [said.id], "injured": [said.id], "arrested": []}


def test_a_figure_that_is_named_is_meant_alone(linker: Linker) -> None:
    found = linker(d1=f"{TOLL} Opozycja twierdzi, że liczba aresztowanych jest zaniżona.")
    assert disputes(found) == {("osiem tysięcy", None, "disputed")}


def test_without_tolls_the_nearest_figures_are_meant(linker: Linker) -> None:
    found = linker(d1=f"W Morzanach zatrzymano 86 osób. {LOW}")
    assert disputes(found) == {("86", None, "disputed")}


def test_a_part_is_not_meant_beside_its_whole(linker: Linker) -> None:
    found = linker(d1=f"W pożarze portu w Morzanach zginęło 160 osób, w tym dwoje dzieci. {LOW}")
    assert disputes(found) == {("160", None, "disputed")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Zdaniem opozycji dane są zaniżone: zginęło 400 osób.",
        "Opozycja twierdzi, że bilans jest zaniżony, i mówi o 400 zabitych.",
        "Opozycja twierdzi, że dane są zaniżone. Jej zdaniem zginęło 400 osób.",
    ],
)
def test_a_dispute_with_a_number_of_its_own(linker: Linker, sentence: str) -> None:
    found = linker(d1=f"W pożarze portu w Morzanach zginęło 160 osób, podało ministerstwo. {sentence}")
    assert disputes(found) == {("160", "400", "disputed")}
    relations = [(r.relation, r.rule) for row in found.histories for r in row.relations]
    assert relations == [("dispute", "disputed")]


def test_a_dispute_of_another_report_means_the_newest_number_of_an_office(linker: Linker) -> None:
    found = linker(
        d1="W pożarze portu w Morzanach zginęło 12 osób, podało ministerstwo.",
        d2="W pożarze portu w Morzanach zginęło 29 osób, podało ministerstwo.",
        d3="W pożarze portu w Morzanach zginęły 32 osoby, mówi sąsiad portu.",
        d4="Opozycja uważa, że liczba zabitych w pożarze portu w Morzanach jest zaniżona.",
    )
    assert disputes(found) == {("29", None, "disputed")}
    [row] = rows(found)
    assert row.article == "d4.txt"
    assert row.text is not None
    assert "zaniżona" in row.text


def test_a_number_may_be_taken_back_in_another_report(linker: Linker) -> None:
    found = linker(
        d1="W pożarze portu w Morzanach zginęło 29 osób, podało ministerstwo.",
        d2="Ministerstwo wycofało informację o liczbie zabitych w pożarze portu w Morzanach.",
    )
    assert disputes(found) == {("29", None, "retraction")}
    [history] = [row for row in found.histories if row.measure == "killed"]
    assert history.policies["acled"].best is history.policies["ucdp"].best is None
    assert history.policies["widest"].low == 29


@pytest.mark.xfail(reason="a report without figures has no day, and so any figure may be meant", strict=True)
@pytest.mark.parametrize(
    "sentence",
    [
        "Ministerstwo wycofało informację o liczbie zabitych w pożarze portu w Morzanach.",
        "Opozycja uważa, że liczba zabitych w pożarze portu w Morzanach jest zaniżona.",
    ],
)
def test_nobody_disputes_a_number_that_is_told_later(linker: Linker, sentence: str) -> None:
    found = linker(
        d3="W pożarze portu w Morzanach zginęło 12 osób, podało ministerstwo.",
        d5=sentence,
        d9="W pożarze portu w Morzanach zginęło 30 osób, podało ministerstwo.",
    )
    assert {told for told, _, _ in disputes(found)} == {"12"}


def test_a_number_that_is_denied_is_disputed_where_it_is_given_and_no_number_of_the_denier(linker: Linker) -> None:
    found = linker(
        d1="W pożarze portu w Morzanach zginęło 30 osób, podał szpital.",
        d2="Policja zaprzecza, że w pożarze portu w Morzanach zginęło 30 osób.",
    )
    assert disputes(found) == {("30", None, "disputed")}
    assert [r.first for r in rows(found)] == [f.id for f in found.figures if f.article == "d1.txt"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Minister zaprzecza, jakoby podał się do dymisji.",
        "Minister zaprzeczył, że podłożono ogień.",
        "Prezydent odwołał komendanta policji.",
        "Wojsko wycofało czołgi z portu.",
    ],
)
def test_what_is_denied_beside_numbers_disputes_none(linker: Linker, sentence: str) -> None:
    assert disputes(linker(d1=f"{TOLL} {sentence}")) == set()


def test_words_of_a_dispute_are_evidence(linker: Linker) -> None:
    texts = {"d1.txt": f"{TOLL} {LOW}", "d2.txt": f"Rzecznik uważa te dane za zawyżone. {TOLL}"}
    found = linker(d1=texts["d1.txt"], d2=texts["d2.txt"])
    assert rows(found)
    for row in rows(found):
        assert row.article is not None
        assert row.start is not None
        assert row.end is not None
        assert stands(texts[row.article], row.start, row.end, row.text or "")
