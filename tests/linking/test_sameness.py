"""Which statements are the same one: by words, by a part, by content; what keeps two apart; no order matters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from invented import reading
from kronika.evidence import stands
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import load_packs
from kronika.linking import link, named
from kronika.linking.sameness import same
from kronika.origins import Origins
from kronika.records import ArticleRow, FigureRow, Linked, Reading, ReuseRow, Sentence, StatementFinding, StatementRow

SENTENCE = re.compile(r"[^.]+\.?")
WORDS = re.compile(r"\w+")
KNOWLEDGE = Knowledge(list(load_packs().values()))
LONG = "Zachód musi nam pomóc, bo jeśli my upadniemy, następni będą nasi sąsiedzi i nikt nie zatrzyma tej armii"
SPEAKER = "Bertold Lassen"


def said(text: str, article: str = "a", start: int = 0, speaker: str | None = SPEAKER, **more: object) -> StatementRow:
    """A statement that stands at a place of a report."""
    row = StatementRow(
        id=f"{article}-{start}", article=article, start=start, end=start + len(text), text=text, direct=False
    )
    entity = None if speaker is None or more.get("unnamed") else f"entity {speaker}"
    return structs.replace(row, speaker=speaker, speaker_entity=entity, **more)


def grouped(
    *rows: StatementRow, reuse: Sequence[ReuseRow] = (), stories: dict[str, str] | None = None, **tables: object
) -> list[StatementRow]:
    """What is the same, in reports that hold these statements alone, every word its own lemma; all of one story."""
    articles = sorted({row.article for row in rows})
    readings = []
    for article in articles:
        own = [row for row in rows if row.article == article]
        text = "".join(" " * 500 for _ in own)
        terms: dict[str, list[int]] = {}
        for row in own:
            text = text[: row.start] + row.text + text[row.end :]
            for word in WORDS.finditer(row.text):
                terms.setdefault(word[0].lower(), []).append(row.start + word.start())
        bare = reading(text, article)
        sentences = [Sentence(*m.span(), "mark") for m in SENTENCE.finditer(text)]
        found = structs.replace(bare.findings, terms=terms, sentences=sentences)
        readings.append(structs.replace(bare, findings=found))
    reports = [r._replace(story=(stories or {}).get(r.name, "one")) for r in named(readings)]
    held = [ArticleRow(id=a, article=a, sha256="", encoding="utf-8") for a in articles]
    linked = Linked(statements=list(rows), articles=held, reuse=list(reuse), **tables)  # type: ignore[arg-type]
    origins = Origins(linked, {report.name: report.article.text for report in reports})
    return same(linked, reports, origins, KNOWLEDGE)


def together(*rows: StatementRow, **more: object) -> bool:
    """Whether all are one."""
    return len({row.same_as or row.id for row in grouped(*rows, **more)}) == 1  # type: ignore[arg-type]


def copy(one: StatementRow, other: StatementRow) -> ReuseRow:
    """A passage of two reports that holds a statement in each."""
    return ReuseRow(
        id="r",
        article=one.article,
        start=one.start,
        end=one.end,
        text=one.text,
        other=other.article,
        other_start=other.start,
        other_end=other.end,
        similarity=1.0,
        passage="r",
    )


def test_the_same_words_of_one_speaker_are_one_statement_whatever_their_marks() -> None:
    first, second = grouped(said("Zachód musi pomóc"), said("zachód „musi” pomóc", "b", direct=True))
    assert (first.same_as, first.same_why, first.likeness, first.edits) == (None, None, None, [])
    assert (second.same_as, second.same_why, second.likeness) == (
        first.id,
        "The same speaker and the same words.",
        1.0,
    )
    assert first.articles == second.articles == ["a", "b"]
    assert first.origins == second.origins == ["a", "b"]


def test_small_edits_are_told_word_by_word() -> None:
    changed = LONG.replace("tej armii", "takiej armii").replace("nasi ", "")
    first, second = grouped(said(LONG), said(changed, "b", 7))
    assert second.same_as == first.id
    assert (
        second.same_why == "The same speaker and the same words but for small edits: 91% of these words stand in both."
    )
    assert [(e.kind, e.text, e.other_text) for e in second.edits] == [
        ("lost", "nasi", ""),
        ("changed", "tej", "takiej"),
    ]
    for edit in second.edits:
        assert stands(LONG, edit.start, edit.end, edit.text)
        assert stands(" " * 7 + changed, edit.other_start, edit.other_end, edit.other_text)


def test_a_quoted_part_is_the_statement_and_said_to_be_a_part() -> None:
    first, second = grouped(said(LONG), said("następni będą nasi sąsiedzi", "b", direct=True))
    assert second.same_as == first.id
    assert second.same_why == "The same speaker, and one says a part of the other word for word."
    assert not together(said(LONG), said("nikt", "b", direct=True))


def test_the_same_content_in_another_order_and_fewer_words() -> None:
    first, second = grouped(
        said("wał został przerwany w dwóch miejscach"), said("przerwany wał w miejscach dwóch", "b")
    )
    assert second.same_as == first.id
    assert (second.same_why or "").startswith("The same speaker says the same in other words: likeness 0.")
    assert [e.kind for e in grouped(said("sędziowie milczą wytrwale"), said("wytrwale milczą sędziowie", "b"))[1].edits]


def test_one_sentence_of_several_says_the_same() -> None:
    words = (
        "Ewakuowano mieszkańców zalanych domów. Strażacy pompują brudną wodę z piwnic szpitala i przychodni. "
        "Wojsko dowozi worki z piaskiem, drewniane łodzie i zapasy wody pitnej."
    )
    rows = grouped(said(words), said("z zalanych domów mieszkańców ewakuowano", "b"))
    assert "as one sentence of the other" in (rows[1].same_why or "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("przeciwnik stracił 12 czołgów", "przeciwnik stracił 21 czołgów"),
        ("wał został przerwany", "wał nie został przerwany"),
        ("bank podnieść stopy procentowe", "bank obniżyć stopy procentowe"),
        ("strażacy ugasili pożar magazynu", "policja szuka świadków zdarzenia"),
        ("to", "to"),
    ],
)
def test_what_contradicts_or_says_little_is_not_the_same(one: str, other: str) -> None:
    assert not together(said(one), said(other, "b"))


def test_figures_read_from_words_keep_two_apart() -> None:
    rows = said("zginęło pięciu żołnierzy"), said("zginęło sześciu żołnierzy", "b")
    figures = [
        FigureRow(id=a, article=a, start=8, end=14, text="", measure="killed", value=value)
        for a, value in [("a", 5), ("b", 6)]
    ]
    assert not together(*rows, figures=figures)
    assert together(*rows, figures=[structs.replace(f, value=5) for f in figures])


def test_who_denies_words_says_the_opposite_of_them() -> None:
    one, other = said("gospodarka jest w recesji"), said("gospodarka jest w recesji", "b", stance="denies")
    assert not together(one, other)
    assert together(structs.replace(other, article="c", id="c"), said("gospodarka nie jest w recesji"))
    assert not together(one, said("gospodarka jest w recesji", "b", stance="doubts"))


def test_two_speakers_never_say_one_statement() -> None:
    assert not together(said(LONG), said(LONG, "b", speaker="Ida Brun"))
    rows = said(LONG), said(LONG, "b", speaker="Ida Brun")
    assert not together(*rows, reuse=[copy(*rows)])


def test_statements_are_the_same_within_one_story_only() -> None:
    assert not together(said(LONG), said(LONG, "b"), stories={"a": "one", "b": "other"})


@pytest.mark.parametrize("unknown", [None, "anonimowe źródła"])
def test_a_copy_names_the_speaker_whom_another_does_not(unknown: str | None) -> None:
    rows = said(LONG), said(LONG, "b", speaker=unknown, unnamed=unknown is not None)
    assert not together(*rows)
    first, second = grouped(*rows, reuse=[copy(*rows)])
    assert second.same_as == first.id
    assert second.same_why == "The same words in a copied passage; only one of the reports names the speaker."
    assert len(second.origins) == 1


def test_a_copy_that_two_speakers_may_have_said_is_left_alone() -> None:
    rows = said(LONG), said(LONG, "b", speaker="Ida Brun"), said(LONG, "c", speaker=None)
    found = grouped(*rows, reuse=[copy(rows[0], rows[2]), copy(rows[1], rows[2])])
    assert [row.same_as for row in found] == [None, None, None]


def test_words_set_apart_are_those_of_the_report_itself() -> None:
    first, second = grouped(said(LONG), said("następni będą nasi sąsiedzi i nikt", start=200, speaker=None))
    assert second.same_as == first.id
    assert second.same_why == "The same words again in this report, where nobody is named as the speaker."


def test_what_stands_inside_another_statement_is_not_that_one() -> None:
    assert not together(said(LONG), said("następni będą nasi sąsiedzi", start=LONG.index("następni"), direct=True))


def test_a_thousand_copies_take_no_time_and_list_each_other() -> None:
    rows = [said(LONG, f"{i:04}") for i in range(1000)]
    found = grouped(*rows, reuse=[copy(rows[0], row) for row in rows[1:]])
    assert {row.same_as for row in found[1:]} == {found[0].id}
    assert len(found[0].articles) == 1000
    assert len(found[0].origins) == 1


CLAIMS = (
    "z zalanych domów ewakuowano 140 mieszkańców wsi",
    "ewakuowano 140 mieszkańców zalanych domów",
    "z zalanych domów ewakuowano 210 mieszkańców wsi",
    "nikt z mieszkańców zalanych domów nie zginął",
    LONG,
    LONG.replace("tej armii", "takiej armii"),
    "następni będą nasi sąsiedzi",
)


def saying(number: int, claims: Sequence[int]) -> Reading:
    """A report in which one person says these things."""
    text, found = "", []
    terms: dict[str, list[int]] = {}
    for claim in claims:
        words = CLAIMS[claim]
        found.append(
            StatementFinding(start=len(text), end=len(text) + len(words), direct=False, pattern="x", speaker=SPEAKER)
        )
        for match in WORDS.finditer(words):
            terms.setdefault(match[0].lower(), []).append(len(text) + match.start())
        text += f"{words}. "
    bare = reading(f"{text}\n", f"{number}.txt", published="2031-03-03")
    return structs.replace(bare, findings=structs.replace(bare.findings, statements=found, terms=terms))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, len(CLAIMS) - 1), min_size=1, max_size=4), min_size=1, max_size=6), st.randoms()
)
def test_no_order_of_reports_makes_a_difference(told: list[list[int]], shuffled: Random) -> None:
    readings = [saying(number, claims) for number, claims in enumerate(told)]
    mixed = readings[:]
    shuffled.shuffle(mixed)
    assert link(mixed, KNOWLEDGE).statements == link(readings, KNOWLEDGE).statements


def test_a_report_of_something_else_changes_nothing() -> None:
    readings = [saying(0, [0, 4]), saying(1, [1, 5]), saying(2, [2, 6])]
    other = reading(
        "Drużyna wygrała mecz w hali sportowej, a kibice śpiewali do rana.", "9.txt", published="2029-01-01"
    )
    assert link([*readings, other], KNOWLEDGE).statements == link(readings, KNOWLEDGE).statements
