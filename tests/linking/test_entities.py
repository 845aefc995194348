"""Who is who: base forms, people and bodies within and across reports, roles, countries, towns."""

from __future__ import annotations

from functools import cache

import pytest

from invented import article
from kronika.languages.entities import entries_of
from kronika.linking.across import FEATURES
from kronika.linking.within import RULES, acronyms, reason_of
from kronika.pipeline import Reader, Written, write
from kronika.records import Dictionary, EntityRow, MentionRow, Reading


@cache
def reader() -> Reader:
    return Reader()


def reading(text: str, name: str, **metadata: object) -> Reading:
    one = article(text, name, **metadata)
    return Reading(article=one, findings=reader().read(one)[0])


def told(*texts: str, dictionary: str = "", **metadata: object) -> Written:
    readings = [reading(text, f"{i}.txt", **metadata) for i, text in enumerate(texts)]
    return write(readings, [], entries_of(Dictionary(name="names.txt", kind="text", text=dictionary)))


def mention(written: Written, words: str, article_name: str = "0.txt") -> MentionRow:
    """The first mention of these words."""
    return next(m for m in written.linked.mentions if m.text == words and m.article == article_name)


def entity(written: Written, name: str) -> EntityRow:
    return next(e for e in written.linked.entities if e.name == name)


GAWRYLUK = "Minister Jaromir Gawryluk przyjechał do Łomży. Strażacy witali Gawryluka chlebem. O Gawryluku mówi gmina."
WOMEN = "Wójt Anna Borowska odwołała Jana Borowskiego. Borowska nie podała powodu, Borowski milczy."


def test_a_family_name_in_any_case_is_the_one_person_named_in_full() -> None:
    written = told(GAWRYLUK)
    assert {mention(written, words).name for words in ("Gawryluka", "Gawryluku")} == {"Jaromir Gawryluk"}


def test_a_man_and_a_woman_of_one_family_are_two() -> None:
    written = told(WOMEN)
    assert mention(written, "Borowska").name == "Anna Borowska"
    assert mention(written, "Borowski").name == "Jan Borowski"


def test_a_short_name_that_fits_two_stays_alone() -> None:
    written = told("Piotr Wargocki spotkał Marka Wargockiego. Potem Wargocki wyjechał.")
    assert mention(written, "Wargocki").name == "Wargocki"


def test_two_given_names_are_two_people_across_reports_too() -> None:
    written = told("Mówił Piotr Wargocki z Łomży.", "Mówił Marek Wargocki z Ełku.")
    assert mention(written, "Piotr Wargocki").entity != mention(written, "Marek Wargocki", "1.txt").entity


@pytest.mark.parametrize("spelling", ["Oleksandr Tarvinenko", "Ołeksandr Tarwinenko"])
def test_spellings_that_sound_alike_are_one(spelling: str) -> None:
    written = told("W Kijowie Ołeksandr Tarwinenko podpisał umowę.", f"W Kijowie {spelling} podpisał umowę.")
    assert mention(written, "Ołeksandr Tarwinenko").entity == mention(written, spelling, "1.txt").entity


def test_a_short_name_in_brackets_is_the_long_one_in_other_reports_too() -> None:
    written = told(
        "Pomoc obiecała Organizacja Obrony Wybrzeża (OOW). Statki wysłano wczoraj.",
        "Statki OOW wpłynęły do portu w Gdyni.",
    )
    assert mention(written, "OOW", "1.txt").name == "Organizacja Obrony Wybrzeża"


def test_an_office_without_a_name_is_the_one_who_is_named_with_it() -> None:
    written = told(
        "Burmistrz Ełku Jerzy Malec zamknął most. Straż poparła decyzję. Burmistrz Ełku dodał, że to konieczne."
    )
    row = next(m for m in written.linked.mentions if m.kind == "NOM")
    assert (row.text, row.name) == ("Burmistrz Ełku", "Jerzy Malec")


def test_an_office_of_another_place_is_nobody_here() -> None:
    written = told("Burmistrz Ełku Jerzy Malec zamknął most. Straż poparła decyzję. Burmistrz Łomży milczy.")
    assert [m.text for m in written.linked.mentions if m.kind == "NOM"] == []


HELD = "PER Wit Zasada\n  country: FR\n  role: premier | FR | 2030-01-01/2030-12-31\n"
OFFICE = "Gościem był Wit Zasada. Rano padał śnieg. Premier Francji nie zabrał głosu w sprawie ceł."


@pytest.mark.parametrize(("day", "known"), [("2030-06-01", True), ("2031-06-01", False), (None, False)])
def test_an_office_of_a_dictionary_counts_on_its_days_only(day: str | None, known: bool) -> None:
    written = told(OFFICE, dictionary=HELD, published=day)
    assert [m.name for m in written.linked.mentions if m.kind == "NOM"] == ["Wit Zasada"] * known


def test_an_alias_of_a_dictionary_joins_and_the_reports_keep_their_words() -> None:
    dictionary = "ORG Zjednoczone Stocznie Bałtyku\n  alias: Stobał\n  country: PL\n"
    written = told("Strajkuje Stobał z Gdyni.", "Strajkują Zjednoczone Stocznie Bałtyku.", dictionary=dictionary)
    assert {e.name for e in written.linked.entities if e.kind == "ORG"} == {"Zjednoczone Stocznie Bałtyku"}
    alone = told("Strajkuje Stobał z Gdyni.", dictionary=dictionary)
    assert {e.name for e in alone.linked.entities if e.kind == "ORG"} <= {"Stobał"}


def test_a_country_has_its_code_whatever_it_is_called() -> None:
    written = told("Stany Zjednoczone wysłały statki. Flota USA wpłynęła do portu. Amerykańskie okręty stoją w zatoce.")
    assert mention(written, "Stany Zjednoczone").entity == mention(written, "USA").entity
    assert entity(written, "Stany Zjednoczone").country == "US"


def test_an_adjective_and_an_inhabitant_stand_for_their_country() -> None:
    written = told("Rosja zamknęła granicę. W sklepie rosyjski towar podrożał. Wczoraj Rosjanie protestowali.")
    rows = {m.text: (m.kind, m.name) for m in written.linked.mentions if m.kind == "DEM"}
    assert rows == {"rosyjski": ("DEM", "Rosja"), "Rosjanie": ("DEM", "Rosja")}


def test_a_capital_that_acts_stands_for_its_country() -> None:
    written = told("Rosja grozi sąsiadom. Moskwa zażądała wyjaśnień. W zimie do Moskwy przyjechało wielu turystów.")
    assert mention(written, "Moskwa").stands_for == entity(written, "Rosja").id
    assert mention(written, "Moskwa").name == "Moskwa"
    assert mention(written, "Moskwy").stands_for is None


def test_a_town_lies_in_the_country_of_the_reports() -> None:
    written = told("Do wypadku doszło w Paryżu. Francja wysłała ratowników.")
    town = entity(written, "Paryż")
    assert (town.country, town.precision) == ("FR", "town")
    assert town.latitude is not None
    assert abs(town.latitude - 48.85) < 0.1


def test_every_feature_and_rule_tells_people_its_reason() -> None:
    told_reasons = [reason_of(feature) for feature in [*FEATURES, *RULES]]
    assert all(len(reason.split()) > 2 and "`" not in reason for reason in told_reasons)


def test_initials_with_and_without_small_words() -> None:
    assert set(acronyms("Organizacja do Spraw Obrony")) == {"OSO", "ODSO"}


def test_an_office_may_be_of_somebody_whom_only_another_story_names() -> None:
    written = told(
        "Prezydent Francji powiedział, że rozmowy o kanale potrwają tydzień. Zboże czeka w portach.",
        "W Gdyni otwarto targi rybne. Emmanuel Macron dostał zaproszenie na kolację. Śledzie są drogie.",
        published="2022-01-05",
    )
    assert len({row.story for row in written.linked.stories}) == 2
    (said,) = written.linked.statements
    assert (said.speaker, said.official) == ("Emmanuel Macron", True)
    assert said.speaker_entity == entity(written, "Emmanuel Macron").id
