"""Base forms of names, by the component's trained weights: what holds of any name, and some that it must know."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from kronika.annotating import bases
from kronika.annotating.bases import BaseForms, NameWords, bare, make_bases
from kronika.annotating.pipeline import BASES
from kronika.languages.analysers import load_analyser
from kronika.languages.pack import pack_of
from kronika.records import Base

WORDS = st.sampled_from(
    ["Jan", "Anny", "Kowalskim", "(", ")", "Tokajewowi", "al-Asada", "PiS-u", "NATO", "„", "”", "im", ".", "II", "😀",
     "Москва", "İ", "ŻURKA", "a", "-", "2050", "d'Arc"]
) | st.text(min_size=1, max_size=12).filter(lambda text: not any(letter.isspace() for letter in text))  # fmt: skip
TAGS = st.sampled_from(["", "subst:sg:gen:m1", "subst:sg:inst:f", "adj:sg:loc:n:pos", "interp", "ign"])
NAMES = st.lists(st.tuples(WORDS, TAGS, st.booleans()), min_size=1, max_size=6).map(
    lambda words: NameWords(tuple((word, tag) for word, tag, _ in words), tuple(space for *_, space in words))
)


@cache
def component() -> BaseForms:
    """The trained component, without the rest of its pipeline."""
    pack = pack_of("pl")
    made = BaseForms(load_analyser(pack.analyser))
    made.from_disk(pack.folder / "model" / BASES)
    return made


def fresh(*names: NameWords) -> list[tuple[Base, ...]]:
    """The bases of names that are asked together."""
    return component().bases(names)


def name(text: str) -> NameWords:
    """The words of a name between its blanks."""
    words = text.split()
    return NameWords(tuple((word, "") for word in words), (*[True] * (len(words) - 1), False))


def best(text: str) -> str:
    return fresh(name(text))[0][0].text


def doc(*words: str, spaces: list[bool] | None = None) -> Doc:
    return Doc(spacy.blank("pl").vocab, words=list(words), spaces=spaces)


@settings(max_examples=150)
@given(st.lists(NAMES, min_size=1, max_size=4))
@example([NameWords((("\u0300", ""),), (False,))])
def test_every_name_has_a_base_and_chances_are_sorted(names: list[NameWords]) -> None:
    found = component().bases(names)
    assert len(found) == len(names)
    for told in found:
        chances = [base.chance for base in told]
        assert 1 <= len(told) <= bases.MOST
        assert all(base.text.strip() for base in told)
        assert all(0 <= chance <= 1 for chance in chances)
        assert chances == sorted(chances, reverse=True)
        assert len({base.text for base in told}) == len(told)
        assert sum(chances) <= 1 + 1e-3


@settings(max_examples=60)
@given(st.lists(NAMES, max_size=5), st.data())
def test_neighbours_change_nothing(others: list[NameWords], data: st.DataObject) -> None:
    """A neighbour may tip the last digit of a chance, and so which of two that are alike stands first."""
    one = data.draw(NAMES)
    (alone,) = fresh(one)
    together = dict(fresh(*others, one)[-1])
    assert together[alone[0].text] == pytest.approx(alone[0].chance, abs=2e-4)
    assert max(together.values()) == pytest.approx(alone[0].chance, abs=2e-4)


def test_names_are_answered_in_their_order_each_time() -> None:
    names = [name("Annie"), name("Janem Kowalskim"), name("Annie")]
    first = fresh(*names)
    assert [told[0].text for told in first] == ["Anna", "Jan Kowalski", "Anna"]
    assert component().bases(reversed(names)) == first[::-1]


@given(st.lists(NAMES, min_size=1, max_size=5), st.lists(NAMES, min_size=1, max_size=5))
def test_what_was_read_before_changes_not_one_digit(before: list[NameWords], names: list[NameWords]) -> None:
    """Else the same report would read otherwise in another process."""
    wanted = component().bases(names)
    component().bases([*before, *names[:1]])
    assert component().bases(names) == wanted


@pytest.mark.parametrize(
    ("words", "spaces", "wanted"),
    [
        (["(", "Adam", ")", "Zych"], [False, False, True, False], "Adam Zych"),
        (["[", "Adamem", "]", "Zychem"], [False, False, True, False], "Adam Zych"),
        (["Adamowi", "(", "Zychowi", ")"], [True, False, False, False], "Adam Zych"),
        (["Annie", "Kowalskiej", "-", "Nowak"], [True, False, False, False], "Anna Kowalska-Nowak"),
    ],
    ids=lambda value: "".join(value) if isinstance(value, list) and isinstance(value[0], str) else "",
)
def test_brackets_are_no_words_of_a_name(words: list[str], spaces: list[bool], wanted: str) -> None:
    assert fresh(bare(doc(*words, spaces=spaces)[:]))[0][0].text == wanted


def test_a_name_of_brackets_alone_keeps_them() -> None:
    assert bare(doc("(", ")")[:]).words == (("(", ""), (")", ""))


def test_words_take_their_tags_along() -> None:
    tagged = doc("Janem", "Kotem")
    tagged[1].tag_ = "subst:sg:inst:m1"
    assert bare(tagged[1:]) == NameWords((("Kotem", "subst:sg:inst:m1"),), (False,))


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("Zandberg", "Zandberga, Zandbergowi, Zandbergiem, Zandbergu"),
        ("Janukowycz", "Janukowycza, Janukowyczowi, Janukowyczem, Janukowyczu"),
        ("Rahmon", "Rahmona, Rahmonowi, Rahmonem, Rahmonie"),
        ("Merz", "Merza, Merzowi, Merzem, Merzu"),
        ("Zełenski", "Zełenskiego, Zełenskiemu, Zełenskim"),
        ("Ołena Zełenska", "Ołeny Zełenskiej, Ołenie Zełenskiej"),
        ("Sarkozy", "Sarkozy'ego, Sarkozy'emu, Sarkozym"),
        ("Giorgia Meloni", "Giorgii Meloni, Giorgię Meloni, Giorgią Meloni"),
    ],
    ids=lambda value: value if "," not in value else "",
)
def test_the_cases_of_a_name_that_no_dictionary_knows_give_one_base(base: str, forms: str) -> None:
    listed = [base, *forms.split(", ")]
    assert all(reading.pos == "X" for word in base.split() for reading in load_analyser("morfeusz").readings(word))
    assert {form: best(form) for form in listed} == dict.fromkeys(listed, base)


def test_the_names_of_a_doc_get_their_bases() -> None:
    make_bases(spacy.blank("pl"), BASES)
    read = doc("Rozmawiał", "z", "Janem", "Kowalskim", "o", "Łodzi", ".")
    read.set_ents([Span(read, 2, 4, "persName"), Span(read, 5, 6, "placeName")])
    assert [found._.base for found in component()(read).ents] == ["Jan Kowalski", "Łódź"]


def test_without_weights_it_says_so() -> None:
    with pytest.raises(ValueError, match="no weights yet"):
        BaseForms(load_analyser("morfeusz")).bases([name("Anna")])
