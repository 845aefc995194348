"""A page of excerpts: what lines use is there, what no line uses is not, and every link still leads somewhere."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sample import Sample

from kronika.evidence import Span
from kronika.records import ArticleRow
from kronika.showing.page import render
from kronika.showing.page.excerpts import gaps, share_shown
from kronika.showing.page.marking import MISSING, REMOVED, SHARED, Back, Mark, mark_text
from kronika.showing.page.sources import EXCERPT_LONGEST, Source, paragraphs

LONG = 30
"""Characters of a report that stand on the page of excerpts only where a line uses them."""


@pytest.fixture(scope="module")
def excerpts(sample: Sample) -> str:
    return render(*sample, excerpts=True)


def shown(html: str) -> str:
    """What a reader sees of the page, and all its attributes, without blanks."""
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", html)) + unescape(html))


def report_of(html: str, name: str) -> str:
    named = html.index(f'<span class="report-name">{name}</span>', html.index('<section class="reports"'))
    start = html.rindex("<article", 0, named)
    return html[start : html.index("</article>", start)]


def test_every_passage_of_a_statement_or_figure_is_there(sample: Sample, excerpts: str) -> None:
    for row in (*sample.linked.statements, *sample.linked.figures):
        text = shown(report_of(excerpts, row.article))
        assert re.sub(r"\s+", "", row.text) in text


def used(sample: Sample, name: str) -> list[tuple[int, int]]:
    """The stretches of a report that may be told: passages of lines, numbers with words around them."""
    linked, reach = sample.linked, EXCERPT_LONGEST
    lines = [(row.start, row.end) for row in (*linked.statements, *linked.times, *linked.reuse) if row.article == name]
    lines += [(row.other_start, row.other_end) for row in linked.reuse if row.other == name]
    lines += [(row.start - reach, row.end + reach) for row in linked.figures if row.article == name]
    return lines


def test_what_no_line_uses_is_nowhere_on_the_page(sample: Sample, page: str, excerpts: str) -> None:
    # The titles of marks have the beginnings of lines.
    everything, left = shown(page), shown(re.sub(r"<title>.*?</title>", "", excerpts))
    for line in sample.chronicle.chronicle:
        left = left.replace(re.sub(r"\s+", "", line.sentence), "|")
    gone = 0
    for name, text in sample.texts.items():
        known = used(sample, name)
        for start in range(0, len(text) - LONG, LONG // 4):
            words = re.sub(r"\s+", "", text[start : start + LONG])
            if words in everything and not any(first < start + LONG and last > start for first, last in known):
                assert words not in left
                gone += 1
    assert gone > 3


def test_excerpts_say_how_much_is_shown_and_are_smaller(page: str, excerpts: str) -> None:
    share = re.search(r"Excerpts: only the passages that lines use are shown, (\d+)% of the texts\.", excerpts)
    assert share
    assert 5 < int(share[1]) < 95
    assert "Excerpts:" not in page
    assert len(excerpts) < len(page)


def test_every_link_leads_somewhere(excerpts: str) -> None:
    links = set(re.findall(r'href="#([^"]+)"', excerpts))
    ids = re.findall(r' id="([^"]+)"', excerpts)
    assert links <= set(ids)
    assert len(ids) == len(set(ids))


def test_removed_text_is_no_excerpt(page: str, excerpts: str) -> None:
    for sign in ('class="open-removed"', 'class="show-removed"'):
        assert sign in page
        assert sign not in excerpts


def source(text: str) -> Source:
    row = ArticleRow(id="a", article="a.txt", sha256="0", encoding="utf-8")
    return Source(row, "r-a", text, paragraphs(text), [], EXCERPT_LONGEST)


KINDS = ("statement", "figure", "event", SHARED, REMOVED, "time")


@given(
    text=st.text(alphabet="ab \n", min_size=1, max_size=200),
    cuts=st.lists(st.tuples(st.integers(0, 199), st.integers(1, 60), st.sampled_from(KINDS)), max_size=6),
)
@example(text="a ", cuts=[(0, 1, "statement"), (1, 1, REMOVED)])
def test_only_what_is_used_is_shown_and_all_of_it(text: str, cuts: list[tuple[int, int, str]]) -> None:
    of = source(text)
    back = (Back("l-1", "line"),)
    marks = [
        Mark(start, min(start + length, len(text)), kind, "", back if kind not in (REMOVED, "time") else ())
        for start, length, kind in cuts
        if start < len(text)
    ]
    left_out = gaps(of, marks)
    told = "".join(
        leaf.text for p in mark_text(of, [*marks, *left_out]) for s in p.stretches for leaf in s.leaves
        if leaf.text != MISSING
    )  # fmt: skip
    covered = set().union(*(range(mark.start, mark.end) for mark in left_out)) if left_out else set()
    inside = [at for span in of.paragraphs for at in range(span.start, span.end)]
    assert told == "".join(text[at] for at in inside if at not in covered)
    removed = set().union(*(range(m.start, m.end) for m in marks if m.kind == REMOVED), set())
    for mark in marks:
        if mark.backs and mark.kind != SHARED:
            assert not covered & ({*range(mark.start, mark.end)} & {*inside}) - removed
    shown_now, every = share_shown(of, left_out)
    assert every == len(inside)
    assert shown_now == len([at for at in inside if at not in covered])


def test_a_number_keeps_a_few_words_around_it() -> None:
    text = (
        "Przed budynkiem zebrało się dużo ludzi. " * 3 + "Policja zatrzymała tam 214 osób w ciągu jednej nocy i dnia."
    )
    start = text.index("214")
    of = source(text)
    [before, after] = gaps(of, [Mark(start, start + 3, "figure", "", (Back("l-1", "x"),))])
    kept = Span(before.end, after.start)
    assert text[kept.start : kept.end].strip().startswith(("Policja", "zatrzymała", "tam"))
    assert "214 osób" in text[kept.start : kept.end]
    assert kept.end - kept.start <= 3 + 2 * EXCERPT_LONGEST
