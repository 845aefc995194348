"""Rows of figures: where and up to which day is counted, who counts, whose they are, what they are part of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from invented import article
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import load_packs
from kronika.linking import link
from kronika.pipeline import Reader
from kronika.records import FigureRow, Linked, Reading

KNOWLEDGE = Knowledge(list(load_packs().values()))
PUBLISHED = "2031-05-04"
Linker = Callable[[str], Linked]


@pytest.fixture(scope="module")
def linker() -> Linker:
    """The rows of a report, published on a Sunday."""
    reader = Reader()

    def linked(text: str) -> Linked:
        told = article(text, published=PUBLISHED, language="pl")
        return link([Reading(article=told, findings=reader.read(told)[0])], KNOWLEDGE)

    return linked


def row(found: Linked, text: str) -> FigureRow:
    """The figure that is written so."""
    [figure] = [f for f in found.figures if f.text == text]
    return figure


# -------------------------------------------------------------------- where


def place(found: Linked, text: str) -> tuple[str | None, str | None]:
    figure = row(found, text)
    names = {entity.id: entity.name for entity in found.entities}
    assert figure.place == names.get(figure.place_entity or "")
    return figure.place, figure.place_rule


def test_the_place_is_that_of_the_sentence_else_of_the_paragraph_else_of_the_report(linker: Linker) -> None:
    found = linker(
        "W Gdyni zginęło 12 osób. Rannych jest 40.\n\nW Gdańsku zatrzymano 86 osób. Potem w Łodzi zatrzymano 9 osób."
        "\n\nZaginęło 8 osób. Do Gdyni jadą lekarze. W Gdyni płoną domy."
    )
    assert place(found, "12") == ("Gdynia", "sentence")
    assert place(found, "86") == ("Gdańsk", "sentence")
    assert place(found, "9") == ("Łódź", "sentence")
    assert place(found, "8") == ("Gdynia", "report")


@pytest.mark.xfail(
    reason="only names of one word that no dictionary has as another name may be places before", strict=True
)
@pytest.mark.parametrize(
    ("words", "name"), [("Poznaniu", "Poznań"), ("Krakowie", "Kraków"), ("Nowym Targu", "Nowy Targ")]
)
def test_any_place_of_the_paragraph_counts(linker: Linker, words: str, name: str) -> None:
    found = linker(f"W {words} zginęło 12 osób. Rannych jest 40.\n\nW Gdańsku płoną domy.")
    assert place(found, "12") == (name, "sentence")
    assert place(found, "40") == (name, "before")


def test_the_last_place_of_the_paragraph_comes_before_the_first(linker: Linker) -> None:
    found = linker("W Gdyni i w Gdańsku wybuchły zamieszki. Zginęło 12 osób.")
    assert place(found, "12") == ("Gdańsk", "before")


def test_a_report_of_no_place_has_figures_of_none(linker: Linker) -> None:
    assert place(linker("Zginęło 12 osób."), "12") == (None, None)


def test_a_whole_country_is_a_place_of_its_own(linker: Linker) -> None:
    found = linker("W Czechach wybuchły zamieszki. W Pradze zginęło 12 osób. W całym kraju zginęło 99 osób.")
    assert place(found, "12") == ("Praga", "sentence")
    assert place(found, "99") == ("Czechy", "country")
    assert place(linker("W Pradze zginęło 12 osób. W całym kraju zginęło 99 osób."), "99")[1] == "country"


# --------------------------------------------------------------------- when


@pytest.mark.parametrize(
    ("text", "as_of", "on", "scope"),
    [
        ("Do środy zginęło 12 osób.", "2031-04-30", None, "cumulative"),
        ("Stan na 2 maja: 12 zabitych.", "2031-05-02", None, "cumulative"),
        ("W środę zginęło 12 osób.", None, "2031-04-30", "event"),
        ("Dotychczas zginęło 12 osób.", None, None, "cumulative"),
        ("Zginęło 12 osób.", None, None, None),
    ],
)
def test_the_day_of_the_count_is_not_that_of_what_is_counted(
    linker: Linker, text: str, as_of: str | None, on: str | None, scope: str | None
) -> None:
    figure = row(linker(text), "12")
    assert (figure.as_of_earliest, figure.as_of_latest) == (as_of, as_of)
    assert (figure.on_earliest, figure.on_latest) == (on, on)
    assert figure.scope == scope


def test_a_day_of_the_count_without_a_year_keeps_what_the_words_tell() -> None:
    reader = Reader()
    told = article("Stan na 2 maja: 12 zabitych.", language="pl")
    [figure] = link([Reading(article=told, findings=reader.read(told)[0])], KNOWLEDGE).figures
    assert (figure.as_of_earliest, figure.as_of_timex) == (None, "XXXX-05-02")


def test_a_history_stands_on_the_day_of_the_count(linker: Linker) -> None:
    found = linker("Do środy zginęło 12 osób. Rannych jest 40.")
    days = {h.measure: (h.points[0].earliest, h.points[0].latest) for h in found.histories}
    assert days == {"killed": ("2031-04-30",) * 2, "injured": (PUBLISHED,) * 2}


# ---------------------------------------------------------------------- who


@pytest.mark.parametrize(
    ("text", "source", "official"),
    [
        ("Zginęło 12 osób.", None, False),
        ("Według szpitala zginęło 12 osób.", "szpital", False),
        ("Ministerstwo zdrowia mówi o 12 zabitych.", "ministerstwo zdrowia", True),
        ("„Zginęło 12 osób” – powiedział komendant policji Jan Kos.", "Jan Kos", True),
        ("„Zginęło 12 osób” – powiedziała sąsiadka Ewa Kruk.", "Ewa Kruk", False),
        ("Policja podała, że zginęło 12 osób.", "policja", True),
        ("Według oficjalnych danych zginęło 12 osób.", "oficjalne dane", True),
    ],
)
def test_who_gives_a_number_and_whether_it_is_an_office(
    linker: Linker, text: str, source: str | None, official: bool
) -> None:
    figure = row(linker(text), "12")
    assert ((figure.attributed_to or "").lower() or None) == (source.lower() if source else None)
    assert figure.official == official


def test_a_role_makes_an_official_wherever_it_is_told(linker: Linker) -> None:
    found = linker("Minister zdrowia Jan Kos przyjechał do portu. „Zginęło 12 osób” – powiedział Kos.")
    figure = row(found, "12")
    assert (figure.attributed_to, figure.official) == ("Jan Kos", True)
    assert figure.statement in {s.id for s in found.statements if s.speaker == "Jan Kos"}


def test_a_figure_outside_of_statements_is_in_none(linker: Linker) -> None:
    found = linker("Zginęło 12 osób. „Rannych jest 40” – powiedział Jan Kos.")
    assert row(found, "12").statement is None
    assert row(found, "40").statement in {s.id for s in found.statements}


# -------------------------------------------------------- whose, and of what


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("40 czeskich czołgów", "Czechy"),
        ("40 rosyjskich żołnierzy", "Rosja"),
        ("40 żołnierzy NATO", "NATO"),
        ("40 żołnierzy", None),
        ("40 żołnierzy z Białorusi", None),
    ],
)
def test_whose_they_are_is_told_by_a_name_or_an_adjective_of_a_country(
    linker: Linker, words: str, owner: str | None
) -> None:
    assert row(linker(f"Do miasta wjechało {words}."), "40").owner == owner


def test_a_part_leads_to_its_whole(linker: Linker) -> None:
    found = linker("W Krakowie zginęło 12 osób, w tym troje dzieci, a 40 zostało rannych.")
    whole, part = row(found, "12"), row(found, "troje")
    assert (part.part_of, part.measure, part.group, part.who) == (whole.id, "killed", "children", "dzieci")
    assert whole.part_of is row(found, "40").part_of is None
    [relation] = {(r.first, r.second, r.rule) for h in found.histories for r in h.relations}
    assert relation == (whole.id, part.id, "part")


def test_ids_of_what_is_pointed_at_are_there(linker: Linker) -> None:
    found = linker(
        "W Krakowie zginęło 12 osób, w tym troje dzieci, podał minister Jan Kos.\n\nZatrzymano dwóch z trzech "
        "sprawców. Wśród rannych jest dwoje dzieci. Szkody to 5 mln zł, z czego 2 mln zł to szkoły."
    )
    figures, entities = {f.id for f in found.figures}, {e.id for e in found.entities}
    parts = [f for f in found.figures if f.part_of is not None]
    assert len(parts) >= 3
    for figure in found.figures:
        assert figure.part_of is None or figure.part_of in figures - {figure.id}
        assert figure.place_entity is None or figure.place_entity in entities
        assert figure.statement is None or figure.statement in {s.id for s in found.statements}
