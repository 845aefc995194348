"""Names as reports mean them: what the model finds, put right by marks, hyphens and the dictionary."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.tokens import Span

from invented import article
from kronika.annotating import Annotator
from kronika.annotating.naming import Naming
from kronika.languages.pack import pack_of
from kronika.records import AnnotatedZone, Document, Name, Zone


@cache
def annotator() -> Annotator:
    return Annotator(pack_of("pl"))


def mended(text: str, names: list[tuple[str, str]], kind: str = "body") -> list[str]:
    """The names told of a text, after a model has said `names` (words and label) of it."""
    zone = Zone(start=0, end=len(text), kind=kind)
    (read,) = annotator().annotate(Document(article=article(text), language="pl", zones=[zone])).zones
    at = {token.start: i for i, token in enumerate(read.tokens)}
    ends = {token.end: i + 1 for i, token in enumerate(read.tokens)}
    spans = []
    for words, label in names:
        start = text.index(words)
        spans.append(Span(read.doc, at[start], ends[start + len(words)], label=label))
    read.doc.set_ents(spans)
    return [f"{n.kind} {words_of(text, read, n)}" for n in Naming(pack_of("pl")).names(read)]


def words_of(text: str, zone: AnnotatedZone, name: Name) -> str:
    return text[zone.tokens[name.first].start : zone.tokens[name.last].end]


@pytest.mark.parametrize(
    ("text", "names", "wanted"),
    [
        ("Gosposia – Zych czeka.", [("Gosposia – Zych", "persName")], ["PER Gosposia", "PER Zych"]),
        ("Wraca Anna-Lena Wirtz.", [("Anna", "placeName"), ("Lena Wirtz", "persName")], ["PER Anna-Lena Wirtz"]),
        ("Wraca Żan-Pol Wirtz.", [("Pol Wirtz", "persName")], ["PER Żan-Pol Wirtz"]),
        ("Zginął Abd-ul-Karim.", [("Karim", "placeName")], ["LOC Abd-ul-Karim"]),
        ("Mecz Polska-Niemcy.", [("Polska", "orgName"), ("Niemcy", "orgName")], ["LOC Polska", "LOC Niemcy"]),
        ("Mówi (Adam) Zych.", [("Adam", "persName"), ("Zych", "persName")], ["PER (Adam) Zych"]),
        ("Minister (PiS) Zych.", [("PiS", "orgName"), ("Zych", "persName")], ["ORG PiS", "PER Zych"]),
        ("WARSZAWA (PAP). Jan Zych.", [("PAP", "orgName"), ("Jan Zych", "persName")], ["ORG PAP", "PER Jan Zych"]),
        ("Trasa Gdańsk-Łódź-Kraków.", [("Gdańsk", "placeName"), ("Kraków", "placeName")], ["LOC Gdańsk", "LOC Kraków"]),
        ("Kupił iPhone i eBay.", [("eBay", "orgName")], ["ORG eBay"]),
        ("Mówi Biały.", [("Biały", "persName")], ["PER Biały"]),
        ("Mówi (Zarząd) Zych.", [("Zych", "persName")], ["PER Zych"]),
        ("Strajk w „Stali”.", [("„Stali”", "orgName")], ["ORG Stali"]),
        ('Związek "Kotwica" czeka.', [('Związek "Kotwica"', "orgName")], ['ORG Związek "Kotwica"']),
        ("Norwegia zapowiada cła.", [("Norwegia", "orgName")], ["LOC Norwegia"]),
        ("Unia zapowiada cła.", [("Unia", "orgName")], ["ORG Unia"]),
        ("Cła Stanów Zjednoczonych rosną.", [("Stanów Zjednoczonych", "orgName")], ["LOC Stanów Zjednoczonych"]),
        ("Atak na Rosję trwa.", [("Rosję", "persName")], ["LOC Rosję"]),
        ("Przybył Muchtar Sadyr.", [("Sadyr", "persName")], ["PER Muchtar Sadyr"]),
        ("Ale Sadyr milczy.", [("Sadyr", "persName")], ["PER Sadyr"]),
        ("Premier Sadyr milczy.", [("Sadyr", "persName")], ["PER Sadyr"]),
        ("Oto wojska ODKB.", [], ["ORG ODKB"]),
        ("Kreml milczy.", [("Kreml", "placeName")], ["ORG Kreml"]),
        ("Pisze PAP.", [("PAP", "persName")], ["ORG PAP"]),
        ("Atak norweskich łodzi.", [("norweskich", "placeName")], []),
        ("Zginęło dwóch Norwegów.", [("Norwegów", "placeName")], []),
        ("Zachód milczy.", [("Zachód", "orgName")], []),
        ("Czeka na jutro.", [("jutro", "date")], []),
        (
            "Ekspert Instytutu Studiów Zatoki Nadir Oszan nie wierzy.",
            [("Instytutu Studiów Zatoki Nadir Oszan", "orgName")],
            ["ORG Instytutu Studiów Zatoki", "PER Nadir Oszan"],
        ),
        (
            "Milczy prezes Stowarzyszenia Hutników Roald Skiba.",
            [("Stowarzyszenia Hutników Roald Skiba", "orgName")],
            ["ORG Stowarzyszenia Hutników", "PER Roald Skiba"],
        ),
        (  # a body alone, of its own place or of words that no person is called
            "Trener Klubu Sportowego Warta Poznań milczy.",
            [("Klubu Sportowego Warta Poznań", "orgName")],
            ["ORG Klubu Sportowego Warta Poznań"],
        ),
        (
            "Dyrektor Teatru Narodowego Nowy Dom milczy.",
            [("Teatru Narodowego Nowy Dom", "orgName")],
            ["ORG Teatru Narodowego Nowy Dom"],
        ),
        (  # nobody's: a thing stands before the body
            "Siedziba Stowarzyszenia Hutników Roald Skiba stoi.",
            [("Stowarzyszenia Hutników Roald Skiba", "orgName")],
            ["ORG Stowarzyszenia Hutników Roald Skiba"],
        ),
        (  # the patron, in the genitive
            "Dyrektor Muzeum Sztuki Jana Zycha milczy.",
            [("Muzeum Sztuki Jana Zycha", "orgName")],
            ["ORG Muzeum Sztuki Jana Zycha"],
        ),
    ],
)
def test_names_are_put_right(text: str, names: list[tuple[str, str]], wanted: list[str]) -> None:
    assert mended(text, names) == wanted


def test_the_credit_of_a_picture_names_nobody() -> None:
    caption = "Port w Gdańsku / Jan Kot / PAP"
    names = [("Gdańsku", "placeName"), ("Jan Kot", "persName"), ("PAP", "orgName")]
    assert mended(caption, names, "caption") == ["LOC Gdańsku"]
    assert mended(caption, names) == ["LOC Gdańsku", "PER Jan Kot", "ORG PAP"]


def test_the_model_finds_names_of_news() -> None:
    text = "Premier Donald Tusk rozmawiał w Brukseli z szefem Narodowego Banku Polskiego."
    zone = Zone(start=0, end=len(text), kind="body")
    (read,) = annotator().annotate(Document(article=article(text), language="pl", zones=[zone])).zones
    told = [(n.kind, words_of(text, read, n), n.bases[0].text) for n in read.names]
    assert told == [
        ("PER", "Donald Tusk", "Donald Tusk"),
        ("LOC", "Brukseli", "Bruksela"),
        ("ORG", "Narodowego Banku Polskiego", "Narodowy Bank Polski"),
    ]
