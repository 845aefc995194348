"""Zones: whatever a text is, they stand in order, never overlap, and leave no word out."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from invented import article, text
from kronika.cleaning.paragraphs import paragraphs
from kronika.cleaning.zones import find_zones
from kronika.languages.pack import Pack
from kronika.records import Zone

KINDS = {"headline", "lead", "body", "caption", "pull_quote", "boilerplate"}
PARAGRAPHS = [
    "Reklama",
    "REKLAMA",
    "Rząd ogłosił stan wyjątkowy",
    "Czytaj także: Dokerzy kontra dyrekcja. Historia jednego listu",
    "W środę w porcie w Morzanach eksplodował skład saletry. Zginęło 21 osób, a 120 jest rannych.",
    "– Wszystko widziałem – mówi sąsiad. – Płonęło całą noc.",
    "„Najpierw gaz, potem mundury, na końcu prawda” Witold Brzoza-Lindt, przewodniczący Frontu Odnowy",
    "Zniszczone nabrzeże w Morzanach / PIOTR LENK / AKD",
    "Przeczytasz ten tekst w 3 min.",
    "zob. też\u00a0tutaj",
    "#" * 250,
    "( " * 600,
    "Obserwuj nas w serwisie Kliq i nie przegap kolejnych reportaży!",
    text(3),
    "Ala ma kota. " * 150,
]
JOINTS = ["\n\n", "\n", "\r\n\r\n", " ", "", "\u2028", "\n \t\n", "\v"]
LOOSE = st.text(st.sampled_from("aąŻ 1.!?:„”–-[(|\n\r\t\u00a0\ufeff\x1c\x85\u200b😀"), max_size=80)


@st.composite
def texts(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.tuples(st.sampled_from(PARAGRAPHS) | LOOSE, st.sampled_from(JOINTS)), max_size=7))
    return draw(st.sampled_from(["", " date 2022-01", "\ufeff"])) + "".join(itertools.chain(*parts))


def hold(zones: list[Zone], whole: str) -> None:
    """The zones stand in order, apart, without blanks at their ends, and cover every other character."""
    assert {z.kind for z in zones} <= KINDS
    at = 0
    for zone in zones:
        assert at <= zone.start < zone.end <= len(whole), zones
        assert not whole[at : zone.start].strip(), whole[at : zone.start]
        assert whole[zone.start : zone.end] == whole[zone.start : zone.end].strip()
        at = zone.end
    assert not whole[at:].strip(), whole[at:]


@settings(max_examples=150)
@given(texts(), st.booleans())
@example("", False)
@example("Reklama", False)
@example("#" * 250 + "\nReklama\n" + "( " * 600, False)
def test_zones_cover_every_word_once(polish: Pack, whole: str, with_header: bool) -> None:
    header = len(" date 2022-01") if with_header and whole.startswith(" date 2022-01") else 0
    hold(find_zones(article(whole, header=header), polish), whole)


@settings(max_examples=40)
@given(st.text(max_size=400))
def test_zones_cover_any_text(polish: Pack, whole: str) -> None:
    hold(find_zones(article(whole), polish), whole)


def test_zones_of_the_examples(polish: Pack, examples: Path) -> None:
    for path in sorted(examples.glob("*.txt")):
        whole = path.read_text(encoding="utf-8")
        zones = find_zones(article(whole), polish)
        hold(zones, whole)
        assert [z.kind for z in zones].count("lead") >= 1


@pytest.mark.parametrize("marks", ["[" * 10_000, "#!" * 200, "( " * 600, "…" * 201])
def test_noise_is_one_zone_and_the_words_around_stay(polish: Pack, marks: str) -> None:
    before, after = "Prezydent przyjechał do Warszawy.", "Potem wrócił do domu."
    whole = f"{before}\n\n{marks}\n\n{after}"
    zones = find_zones(article(whole), polish)
    noise = [z for z in zones if z.reason == "noise"]
    assert [whole[z.start : z.end] for z in noise] == [marks.strip()]
    assert noise[0].kind == "boilerplate"
    prose = [whole[z.start : z.end] for z in zones if z.kind != "boilerplate"]
    assert prose == [before, after]


@pytest.mark.parametrize("marks", ["-" * 199, "*" * 80, "( " * 100])
def test_a_rule_across_the_page_is_no_noise(polish: Pack, marks: str) -> None:
    whole = f"Prezydent przyjechał.\n\n{marks}\n\nPotem wrócił."
    assert not [z for z in find_zones(article(whole), polish) if z.reason == "noise"]


def test_a_byte_order_mark_changes_no_zone(polish: Pack) -> None:
    whole = "Rząd ogłosił stan wyjątkowy\n\n" + text(1)
    plain = find_zones(article(whole), polish)
    marked = find_zones(article("\ufeff" + whole, header=1), polish)
    assert (plain[0].kind, plain[0].reason) == ("headline", "title")
    assert (marked[0].start, marked[0].end, marked[0].kind) == (0, 1, "boilerplate")
    assert [(z.start - 1, z.end - 1, z.kind, z.reason) for z in marked[1:]] == [
        (z.start, z.end, z.kind, z.reason) for z in plain
    ]


def test_advertisements_in_a_text_that_lost_its_line_breaks(polish: Pack) -> None:
    prose = "W środę w porcie eksplodował skład saletry. Zginęło 21 osób, a 120 jest rannych. " * 12
    whole = prose + "Reklama " + prose + "Czytaj także: Dokerzy kontra dyrekcja. " + prose.strip()
    zones = find_zones(article(whole), polish)
    hold(zones, whole)
    cut = [whole[z.start : z.end] for z in zones if z.kind == "boilerplate"]
    assert "Reklama" in cut
    assert any(words.startswith("Czytaj także") for words in cut)
    assert sum(z.end - z.start for z in zones if z.kind != "boilerplate") >= 3 * len(prose) - 60


@given(texts())
def test_paragraphs_hold_every_word_in_order(whole: str) -> None:
    spans = paragraphs(whole)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert "".join("".join(whole[a:b].split()) for a, b in spans) == "".join(whole.split())


def test_a_wrapped_line_goes_on_and_a_blank_line_ends_it() -> None:
    whole = "Prezydent przyjechał\ndo Warszawy.\n\nale wrócił.\r\nPotem"
    assert [whole[a:b] for a, b in paragraphs(whole)] == [
        "Prezydent przyjechał\ndo Warszawy.",
        "ale wrócił.",
        "Potem",
    ]
