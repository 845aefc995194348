"""A hand has the words of its report that say so, and the place of its name."""

from __future__ import annotations

import pytest

from kronika.annotating import Annotator
from kronika.extracting import Extractor
from kronika.languages.pack import pack_of
from kronika.records import Article, Document, RelayFinding, Zone


@pytest.fixture(scope="module")
def rooms() -> tuple[Annotator, Extractor]:
    pack = pack_of("pl")
    return Annotator(pack), Extractor(pack)


def relays(rooms: tuple[Annotator, Extractor], text: str) -> list[RelayFinding]:
    article = Article(source="a", name="a", text=text, sha256="", encoding="utf-8", header=0)
    zones = [Zone(start=0, end=len(text), kind="body")]
    annotated = rooms[0].annotate(Document(article=article, language="pl", zones=zones))
    return [r for s in rooms[1].extract(annotated).statements for r in s.relays]


@pytest.mark.parametrize(
    ("text", "passage", "name", "place"),
    [
        (
            "Lena Skok powiedziała w rozmowie z agencją Reutera, że lód pęka.",
            "w rozmowie z agencją Reutera",
            "Reuters",
            "Reutera",
        ),
        (
            "Lena Skok powiedziała w wywiadzie dla „Kuriera Leśnego”, że lód pęka.",
            "w wywiadzie dla „Kuriera Leśnego”",
            "Kurier Leśny",
            "Kuriera Leśnego",
        ),
        (
            "– Lód pęka – podała agencja Reutera, powołując się na straż pożarną.",
            "agencja Reutera, powołując się na straż pożarną",
            "Reuters",
            "Reutera",
        ),
        ("– Lód pęka – powiedziała PAP Lena Skok.", "powiedziała PAP", "PAP", "PAP"),
        ("– Lód pęka – przekazał korespondent TASS.", "korespondent TASS", "TASS", "TASS"),
    ],
)
def test_passage(rooms: tuple[Annotator, Extractor], text: str, passage: str, name: str, place: str) -> None:
    (found,) = relays(rooms, text)
    assert text[found.start : found.end] == passage
    assert (found.name, text[found.name_start : found.name_end]) == (name, place)


@pytest.mark.parametrize(
    "text",
    [
        "Lena Skok napisała w serwisie Telegram, że lód pęka.",
        "Lena Skok powiedziała w magazynie Amazona, że lód pęka.",
        "Lena Skok powiedziała dziennikarzom na konferencji w Olbierzu, że lód pęka.",
        "PAP poinformowała, że lód pęka.",
    ],
)
def test_no_hand(rooms: tuple[Annotator, Extractor], text: str) -> None:
    assert relays(rooms, text) == []
