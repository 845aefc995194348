"""Shared passages on the command line: two columns, what differs marked, and the words of neither side lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronika.errors import InputError
from kronika.records import ArticleRow, Edit, ReuseRow
from kronika.showing.reuse_lines import BETWEEN, MOST_PAIRS, lines
from kronika.showing.reuse_pairs import ReuseAnswer, pairs_of

LEFT = "Wstęp. Wojewoda ogłosił wieczorem, że szkoły zostaną zamknięte, a mosty otwarte do niedzieli."
RIGHT = "Wojewoda ogłosił, że szkoły zostaną otwarte, a mosty i wiadukty otwarte do niedzieli. Koniec."
RUNS = ("Wojewoda ogłosił", ", że szkoły zostaną", ", a mosty", "otwarte do niedzieli.")
EDITS = (("lost", "wieczorem", ""), ("changed", "zamknięte", "otwarte"), ("added", "", "i wiadukty"))


def rows(here: str = "a.txt", there: str = "b.txt", **more: Any) -> list[ReuseRow]:
    """The rows of one passage of four runs, with the edits between them."""
    found, at, other_at = [], 0, 0
    for run, (kind, text, other_text) in zip(RUNS, (*EDITS, ("", "", "")), strict=True):
        start, other_start = LEFT.index(run, at), RIGHT.index(run, other_at)
        at, other_at = start + len(run), other_start + len(run)
        edits = [edit(kind, text, other_text, at, other_at)] if kind else []
        found.append(
            ReuseRow(
                id=f"{here}{there}{start}", article=here, start=start, end=at, text=run, other=there,
                other_start=other_start, other_end=other_at, similarity=0.83, passage=f"{here}{there}", edits=edits,
                **more,
            )
        )  # fmt: skip
    return found


def edit(kind: str, text: str, other_text: str, at: int, other_at: int) -> Edit:
    start = LEFT.index(text, at) if text else at
    other = RIGHT.index(other_text, other_at) if other_text else other_at
    return Edit(
        kind=kind, start=start, end=start + len(text), text=text,
        other_start=other, other_end=other + len(other_text), other_text=other_text,
    )  # fmt: skip


def report(name: str, **more: Any) -> ArticleRow:
    return ArticleRow(id=name, article=name, sha256="x", encoding="utf-8", **more)


TEXTS = {"a.txt": LEFT, "b.txt": RIGHT, "c.txt": "Nic wspólnego."}


def tables(*reuse: ReuseRow) -> dict[str, list[Any]]:
    articles = [report("a.txt", publisher="Kurier", title="Szkoły zamknięte"), report("b.txt"), report("c.txt")]
    return {"articles": articles, "passages": [], "reuse": list(reuse)}


def shown(asked: str | None = None, width: int = 100, colour: bool = False, **more: Any) -> list[str]:
    return lines(pairs_of(tables(*rows(**more)), TEXTS, asked), width, colour)


def columns(told: list[str]) -> tuple[str, str]:
    """The words of the two columns, each on one line."""
    cells = [line.split(BETWEEN.strip(), 1) for line in told if BETWEEN.strip() in line]
    return tuple(" ".join(" ".join(cell[side] for cell in cells).split()) for side in (0, 1))  # type: ignore[return-value]


ONE = """\
════════════════════════════════════════════════════════════════════════════════════════════════════
a.txt                                            │ b.txt
Szkoły zamknięte                                 │
Kurier, day not known                            │ outlet not known, day not known
────────────────────────────────────────────────────────────────────────────────────────────────────
characters 7–93                                  │ characters 0–85
copied agency prose; 83% alike
- Both name PAP.

Wojewoda ogłosił [-wieczorem-], że szkoły        │ Wojewoda ogłosił, że szkoły zostaną {+otwarte+},
zostaną [-zamknięte-], a mosty otwarte do        │ a mosty {+i wiadukty+} otwarte do niedzieli.
niedzieli.                                       │"""


def test_a_passage_side_by_side() -> None:
    assert "\n".join(shown("a.txt", kind="wire", evidence=["Both name PAP."])) == ONE


def test_the_report_that_is_asked_for_stands_on_the_left() -> None:
    left, right = columns(shown("b.txt"))
    assert left.startswith("b.txt ")
    assert "[-otwarte-], a mosty [-i wiadukty-] otwarte" in left
    assert "ogłosił {+wieczorem+}, że szkoły zostaną {+zamknięte+}, a mosty otwarte" in right
    assert "characters 0–85" in left


def test_colours_come_beside_the_marks_and_only_when_asked_for() -> None:
    told = "\n".join(shown("a.txt", colour=True))
    assert "\x1b[31m[-wieczorem-]\x1b[0m" in told
    assert "\x1b[32m{+otwarte+}\x1b[0m" in told
    assert re.sub(r"\x1b\[\d+m", "", told) == "\n".join(shown("a.txt"))


@pytest.mark.parametrize("width", [50, 61, 80, 140])
def test_lines_fit_the_width_and_no_word_is_lost(width: int) -> None:
    told = shown("a.txt", width)
    assert max(map(len, told)) <= width
    left, right = columns(told)
    assert re.sub(r"\[-|-\]", "", left).endswith(LEFT[7:])
    assert re.sub(r"{\+|\+}", "", right).endswith(RIGHT.removesuffix(" Koniec."))


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("wire", "copied agency prose"), ("same_outlet", "same outlet"),
        ("quote", "the same words of a speaker, no copying"), (None, "kind not known"),
    ],
)  # fmt: skip
def test_kinds_are_told_in_words(kind: str | None, told: str) -> None:
    assert f"{told}; 83% alike" in shown("a.txt", kind=kind)


def test_what_no_edit_names_is_still_marked() -> None:
    bare = [r if i != 1 else ReuseRow(**{f: getattr(r, f) for f in r.__struct_fields__ if f != "edits"})
            for i, r in enumerate(rows())]  # fmt: skip
    left, right = columns(lines(pairs_of(tables(*bare), TEXTS, "a.txt")))
    assert "[-zamknięte-]" in left
    assert "{+otwarte+}" in right


def test_a_long_difference_does_not_push_the_columns_apart() -> None:
    gap = " ".join(f"słowo{i}" for i in range(60))
    texts = {"a.txt": f"Na początku {gap} na końcu.", "b.txt": "Na początku na końcu."}
    end = len(texts["a.txt"])
    lost = Edit(kind="lost", start=12, end=12 + len(gap), text=gap, other_start=12, other_end=12, other_text="")
    one = ReuseRow(
        id="1",
        article="a.txt",
        start=0,
        end=11,
        text="Na początku",
        other="b.txt",
        other_start=0,
        other_end=11,
        similarity=0.5,
        passage="1",
        edits=[lost],
    )
    two = ReuseRow(id="2", article="a.txt", start=end - 9, end=end, text="na końcu.", other="b.txt",
                   other_start=12, other_end=21, similarity=0.5, passage="1")  # fmt: skip
    told = lines(pairs_of(tables(one, two), texts, "a.txt"))
    assert told[-1] == f"{'na końcu.':<48}{BETWEEN}na końcu."


def many(pairs: int) -> ReuseAnswer:
    names = [f"{n:02}.txt" for n in range(pairs + 1)]
    found = [row for name in names[1:] for row in rows("00.txt", name)]
    texts = dict.fromkeys(names, RIGHT) | {"00.txt": LEFT}
    return pairs_of({"articles": [report(n) for n in names], "passages": [], "reuse": found}, texts)


def test_without_a_report_a_table_comes_first() -> None:
    told = lines(many(2))
    assert [line.split() for line in told[:3]] == [
        ["reports", "passages", "characters"], ["00.txt", "01.txt", "1", "65"], ["00.txt", "02.txt", "1", "65"],
    ]  # fmt: skip
    assert sum(line.startswith("═") for line in told) == 2


@pytest.mark.parametrize(("pairs", "passages"), [(MOST_PAIRS, MOST_PAIRS), (MOST_PAIRS + 1, 0)])
def test_too_many_pairs_are_a_table_alone(pairs: int, passages: int) -> None:
    told = lines(many(pairs))
    assert sum(line.startswith("characters ") for line in told) == passages
    assert (told[-1] == "'kronika reuse' with the name of a report shows its passages side by side.") == (not passages)


def test_pairs_that_share_most_come_first() -> None:
    short = rows("a.txt", "c.txt")[:1]
    found = pairs_of(tables(*short, *rows()), {**TEXTS, "c.txt": RIGHT})
    assert [(p.other.article, p.characters) for p in found.pairs] == [("b.txt", 65), ("c.txt", 16)]


def test_who_shares_nothing_and_who_is_not_known() -> None:
    assert shown("c.txt") == ["c.txt shares no passage with another report."]
    assert lines(pairs_of(tables(), TEXTS)) == ["No report shares a passage with another report."]
    with pytest.raises(InputError, match=r"the store has no article of this name\. Did you mean a\.txt"):
        pairs_of(tables(), TEXTS, "a.text")


WORDS = st.lists(st.text(alphabet="aąbćłŁ,.\x1b\u0301日", min_size=1, max_size=70), min_size=1, max_size=12).map(
    " ".join
)


@given(text=WORDS, other=WORDS, width=st.integers(50, 120))
def test_any_text_fits_and_stays_whole(text: str, other: str, width: int) -> None:
    """One run and one difference behind it, whatever the letters."""
    texts = {"a.txt": f"Wspólny początek {text} koniec", "b.txt": f"Wspólny początek {other} koniec"}
    ends = [(len(t) - 6, len(t)) for t in texts.values()]
    runs = [((0, 16), (0, 16)), (ends[0], ends[1])]
    found = [
        ReuseRow(id=str(i), article="a.txt", start=a[0], end=a[1], text=texts["a.txt"][slice(*a)], other="b.txt",
                 other_start=b[0], other_end=b[1], similarity=0.5, passage="p")
        for i, (a, b) in enumerate(runs)
    ]  # fmt: skip
    told = lines(pairs_of(tables(*found), texts, "a.txt"), width)
    assert "\x1b" not in "".join(told)
    squeezed = ["".join(side.split()) for side in columns(told)]
    wanted = "".join(text.split()).replace("\x1b", "␛")
    marked = wanted if text.split() == other.split() else f"[-{wanted}-]"
    assert squeezed[0].endswith(f"Wspólnypoczątek{marked}koniec")
