"""Figures on the page: histories as charts with their tables, relations and policies, and figures that stand alone."""

from __future__ import annotations

import re
import time
from typing import Any

import counted
import pytest
from msgspec.structs import replace
from test_page import NASTY, Reader, dangling

from kronika.records import Chronicle, EstimateRow, FigureRow, HistoryRow, Linked, RelationRow
from kronika.showing.figure_groups import Book
from kronika.showing.page import render
from kronika.showing.page.figure_picture import COLOURS, LETTERS, Picture, origins_of
from kronika.showing.page.figures import MOST_ALONE, MOST_HISTORIES, MOST_POINTS, Figures, HistoryPart, figures
from kronika.showing.page.lines import Desk
from kronika.showing.page.sources import Anchors, open_sources
from kronika.showing.proofs import Proofs


def told(linked: Linked | None = None, language: str = "en") -> Figures:
    linked = linked or counted.linked()
    anchors = Anchors()
    sources = open_sources(linked.articles, counted.TEXTS, counted.sentences(), anchors)
    desk = Desk(linked, sources, anchors, Proofs(language))
    return figures(linked.figures, linked.histories, desk)


def part(linked: Linked | None = None, language: str = "en") -> HistoryPart:
    """The history of all who were killed."""
    return told(linked, language).measures[0].histories[0]


def picture(linked: Linked | None = None, language: str = "en") -> Picture:
    made = part(linked, language).picture
    assert made is not None
    return made


def changed(**facts: Any) -> Linked:
    """All of it with the history of the killed changed."""
    linked = counted.linked()
    return replace(linked, histories=[replace(h, **facts) if h.id == "killed" else h for h in linked.histories])


def show(linked: Linked | None = None, language: str = "en") -> str:
    return render(linked or counted.linked(), Chronicle(), counted.TEXTS, [], counted.sentences(), Proofs(language))


def section(html: str) -> str:
    return html[html.index('<section class="part figures"') : html.index('<section class="part statements"')]


# -------------------------------------------------------------------- tables


def test_histories_of_two_points_or_a_dispute_have_a_table_of_their_own_and_the_others_share_one() -> None:
    made = {measure.heading: measure for measure in told().measures}
    assert list(made) == ["Killed", "Injured", "Arrested", "Money", "Other"]
    assert [history.heading for history in made["Killed"].histories] == [
        "Killed · Morzany",
        "Killed · police officers · Morzany",
    ]
    assert made["Killed"].alone == ()
    assert [line.reading for line in made["Injured"].alone] == ["64"]
    assert (made["Injured"].histories, made["Other"].folded) == ((), True)
    point = counted.point("injured", low=64, high=64, disputed=["denial"])
    linked = counted.linked()
    rows = [replace(h, points=[point]) if h.id == "injured" else h for h in linked.histories]
    assert [h.tags for h in told(replace(linked, histories=rows)).measures[1].histories] == [("disputed",)]


def test_a_point_is_one_line_with_its_day_giver_origins_and_all_its_passages() -> None:
    lines = {line.anchor: line for line in part().lines}
    ministry = lines["l-ministry"]
    assert (ministry.reading, ministry.day, ministry.given, ministry.official) == (
        "29",
        "6 May 2027",
        ("Ministerstwo Zdrowia",),
        True,
    )
    assert [p.article for p in ministry.passages] == ["kurier-2", "zatoka-3"]
    assert ministry.support == "2 reports, 2 outlets, 2 origins"
    assert [origin.name for origin in ministry.origins] == ["Kurier", "Zatoka"]
    hospital = lines["l-hospital"]
    assert hospital.tags == ("contradicted", "disputed")
    assert [(d.who, d.attitude, d.passage.article) for d in hospital.disputes] == [
        ("Joren Maklavic", "denies", "zatoka-3")
    ]
    assert (lines["l-first"].counted_then, lines["l-first"].superseded) == (True, True)
    assert lines["l-port"].day is None


def test_every_figure_is_shown_once_and_its_passage_leads_back_to_its_line() -> None:
    html = show()
    found = Reader(html)
    for row in counted.figures():
        anchor = "l-ministry" if row.id == "again" else f"l-{row.id}"
        assert row.text in found.text[anchor]
        assert re.search(rf'id="r-{row.article}-{row.start}" href="#{anchor}"', html), row.id
    assert "l-again" not in found.ids
    assert "also in zatoka-3 29" in " ".join(found.text["l-ministry"].split())
    assert "Szpital liczy ponad 160 zabitych." in found.text["l-hospital"]


def test_conflicts_stand_before_the_table_with_links_and_reasons_and_the_rest_is_folded() -> None:
    made = part()
    assert ["".join(p.text for p in related.told) for related in made.conflicts] == [
        "more than 160 and at most 40 contradict each other",
        "more than 160 is disputed: Joren Maklavic",
    ]
    assert [p.href for p in made.conflicts[0].told if p.href] == ["#l-hospital", "#l-port"]
    assert [related.why for related in made.others] == [
        "The count is of a later day.",
        "What is at most 40 narrows 29 to 40.",
    ]
    assert made.rest == "2 pairs that can both be so"
    html = section(show())
    assert '<span lang="en">More than 160 cannot be at most 40.</span>' in html
    assert "<summary>More relations</summary>" in html
    assert "and 2 pairs that can both be so" in html


def test_words_that_dispute_without_a_statement_are_quoted_and_lead_to_their_place() -> None:
    spot = counted.place("latarnia-4", "mówi port")
    dispute = RelationRow(first="union", relation="dispute", rule="r", why="w", **spot)
    made = part(changed(relations=[dispute]))
    assert [(p.text, p.href) for p in made.conflicts[0].told if p.href] == [
        ("225", "#l-union"),
        ('"mówi port"', f"#r-latarnia-4-{spot['start']}"),
    ]
    assert f"r-latarnia-4-{spot['start']}" in Reader(show(changed(relations=[dispute]))).ids
    lost = RelationRow(first="gone", second="gone too", relation="update", rule="r", why="w")
    assert (
        "".join(p.text for p in part(changed(relations=[lost])).others[0].told) == "no reading comes after no reading"
    )


def test_policies_are_told_with_their_reason_the_default_first() -> None:
    assert part().policies == (
        ("latest-official (the default): 29 (29–40)", "The latest that an office gives."),
        ("acled: 160 (17–225)", "The most conservative of the last."),
    )


def test_a_figure_in_no_history_stands_alone_with_whom_it_counts_and_where() -> None:
    text = "W Velmarze zatrzymano 86 osób."
    row = FigureRow(id="a", article="latarnia-4", start=0, end=2, text="86", measure="arrested", value=86, who="osoby",
                    owner="Orwenia", place="Velmar", attributed_to="MSW", official=True, as_of_earliest="2027-05-06",
                    as_of_latest="2027-05-06")  # fmt: skip
    html = section(
        render(replace(counted.linked(), figures=[row], histories=[]), Chronicle(), {"latarnia-4": text}, [], {})
    )
    found = " ".join(Reader(html.replace("<small>", " <small>")).text["l-a"].split())
    assert found.startswith("86 86 as of 6 May 2027 osoby (Orwenia) at Velmar MSW official latarnia-4")


# -------------------------------------------------------------------- charts


def test_a_chart_has_title_description_legend_and_signs_for_what_is_in_it() -> None:
    made = picture()
    assert made.title == "killed · Morzany: the number by day"
    assert made.desc == "5 figures, from 5 May 2027 to 13 May 2027. The table below has the same figures."
    notes = [mark.spot.note for mark in made.chart.marks]
    assert "more than 160, 8 May 2027, Zatoka, contradicted, disputed" in notes
    assert [(origin.letter, origin.name) for origin in made.legend] == [
        ("A", "Kurier"),
        ("B", "Zatoka"),
        ("C", "latarnia-4"),
        ("D", "Głos"),
    ]
    assert [mark.spot.label for mark in made.chart.marks] == ["D", "A+", "A", "B≠?", "C"]
    assert len(made.signs) == 6
    assert made.notes == ("1 figure of the table is not drawn, for want of room, a day or a number.",)
    assert told().measures[0].histories[1].picture is None, "3 and then 5 need no picture"
    days = ("2027-05-05", "2027-05-06", "2027-05-08")
    rows = [replace(counted.figures()[3], id=f"f{n}") for n in range(3)]
    points = [counted.point(f"f{n}", day, low=n + 3, high=n + 3, origins=["Głos"]) for n, day in enumerate(days)]
    plain = changed(points=points, relations=[], figures=[row.id for row in rows])
    quiet = picture(replace(plain, figures=[*plain.figures, *rows]))
    assert (quiet.signs, quiet.notes) == ((), ())


def test_many_origins_share_a_colour_and_what_has_no_letter_left_is_counted() -> None:
    points = [
        counted.point("ministry", f"2027-05-{n + 1:02}", low=n, high=n, origins=[f"Origin {n:02}"], figures=[f"f{n}"])
        for n in range(30)
    ]
    rows = [replace(counted.figures()[3], id=f"f{n}", value=n) for n in range(30)]
    linked = changed(points=[replace(p, figure=f"f{n}") for n, p in enumerate(points)], relations=[], figures=[])
    linked = replace(linked, figures=[*linked.figures, *rows])
    book = Book([*linked.figures])
    history = book.history(linked.histories[0])
    assert history is not None
    origins = [*origins_of(history).values()]
    assert [origin.letter for origin in origins[: len(LETTERS)]] == list(LETTERS)
    assert {origin.letter for origin in origins[len(LETTERS) :]} == {"*"}
    assert [origin.colour for origin in origins[: COLOURS + 2]] == [*range(1, COLOURS + 1), 0, 0]
    assert not {"I", "O"} & set(LETTERS)


def test_a_chart_is_an_image_with_words_that_needs_neither_style_nor_script() -> None:
    html = section(show())
    found = Reader(html)
    assert len(found.every("svg")) == 1
    for svg in found.every("svg"):
        assert svg["role"] == "img"
        assert found.text[svg["aria-labelledby"]]
        assert found.text[svg["aria-describedby"]]
    for _, attrs in found.elements:
        assert "style" not in attrs
        assert not [name for name in attrs if name.startswith("on") or name in ("xlink:href", "src")]
    assert not {"script", "style", "use", "image", "foreignobject", "animate"} & {tag for tag, _ in found.elements}
    assert html.count('class="point ') == sum(
        len(history.picture.chart.marks)
        for measure in told().measures
        for history in measure.histories
        if history.picture
    )


def test_a_history_without_days_has_a_table_and_no_chart() -> None:
    points = [replace(point, earliest=None, latest=None) for point in counted.histories()[0].points]
    made = part(changed(points=points))
    assert made.picture is None
    assert len(made.lines) == 6


# ------------------------------------------------------------------ the page


def test_in_polish_the_section_is_polish_but_for_reasons() -> None:
    html = section(show(language="pl"))
    bare = re.sub(r'<span lang="en">.*?</span>|class="[^"]*"|latest-official', "", html)
    text = " ".join(Reader(f"<main id='x'>{bare}</main>").text["x"].split())
    assert not re.search(r"\b(figure|figures|killed|reports?|origins?|day|disputed|also|according|or more)\b", text)
    for words in (
        "Zabici · Morzany",
        "ponad 160 i najwyżej 40 są sprzeczne",
        "Co wynika z zasad wyboru",
        "5 maj",
        "12 mln",
    ):
        assert words in text.replace("\xa0", " ")


@pytest.mark.parametrize("language", ["en", "pl"])
def test_elements_close_ids_are_unique_and_links_lead_somewhere(language: str) -> None:
    found = Reader(show(language=language))
    assert not found.open
    assert len(found.ids) == len(set(found.ids))
    assert dangling(found) == set()


@pytest.mark.parametrize("nasty", NASTY)
def test_words_of_reports_are_text_in_every_part_of_it(nasty: str) -> None:
    linked = counted.linked()
    plain = Reader(show())
    rows = [
        replace(row, text=nasty, who=nasty, group=nasty, owner=nasty, place=nasty, unit=nasty, modifier=nasty)
        for row in linked.figures
    ]
    histories = [
        replace(h, id=f"{nasty}{n}", measure=nasty, who=nasty, group=nasty, owner=nasty, place=nasty,
                points=[replace(p, attributed_to=[nasty], origins=[nasty], outlets=[nasty]) for p in h.points],
                relations=[replace(r, relation=nasty, rule=nasty, why=nasty, text=nasty) for r in h.relations],
                policies=dict.fromkeys([nasty], EstimateRow(best=1, why=nasty)))
        for n, h in enumerate(linked.histories)
    ]  # fmt: skip
    html = show(replace(linked, figures=rows, histories=histories))
    found = Reader(html)
    assert {tag for tag, _ in found.elements} <= {tag for tag, _ in plain.elements}
    assert {name for _, attrs in found.elements for name in attrs} <= {name for _, at in plain.elements for name in at}
    assert found.inline == plain.inline
    assert dangling(found) == set()


def many_histories(number: int) -> Linked:
    """So many histories of twenty points each."""
    row = counted.figures()[3]
    rows = [replace(row, id=f"f{n}", start=row.start, value=n % 97) for n in range(20 * number)]
    histories = [
        HistoryRow(id=f"h{h}", story="port", measure="killed", figures=[f"f{h * 20 + n}" for n in range(20)], points=[
            counted.point(f"f{h * 20 + n}", f"2027-05-{n % 28 + 1:02}", low=n, high=n, origins=[f"Origin {n % 7}"])
            for n in range(20)
        ])
        for h in range(number)
    ]  # fmt: skip
    return replace(counted.linked(), figures=rows, histories=histories)


def test_of_hundreds_of_histories_a_few_are_shown_and_the_rest_is_counted() -> None:
    begun = time.process_time()
    [measure] = told(many_histories(200)).measures
    assert time.process_time() - begun < 10
    assert len(measure.histories) == MOST_HISTORIES
    assert {len(history.lines) for history in measure.histories} == {MOST_POINTS}
    assert [history.left_out for history in measure.histories[:1]] == [
        f"{20 - MOST_POINTS} figures are not shown; kronika figures tells them."
    ]
    rest = (200 - MOST_HISTORIES) * 20
    assert measure.left_out == f"{rest:,} figures are not shown; kronika figures tells them."
    html = show(many_histories(MOST_HISTORIES + 2))
    assert str(measure.histories[0].left_out) in html
    assert "40 figures are not shown; kronika figures tells them." in html
    assert dangling(Reader(html)) == set()


def test_of_many_single_figures_the_first_are_shown_and_the_rest_is_counted() -> None:
    row = counted.figures()[3]
    rows = [replace(row, id=f"f{n}") for n in range(MOST_ALONE + 3)]
    [measure] = told(replace(counted.linked(), figures=rows, histories=[])).measures
    assert [line.anchor for line in measure.alone] == [f"l-f{n}" for n in range(MOST_ALONE)]
    assert measure.left_out == "3 figures are not shown; kronika figures tells them."


def test_a_relation_to_a_figure_that_has_no_room_leads_to_its_words() -> None:
    linked = many_histories(MOST_HISTORIES + 1)
    last, first = linked.histories[-1], linked.histories[0]
    relation = RelationRow(first=first.figures[0], second=last.figures[-1], relation="contradict", rule="r", why="w")
    histories = [replace(first, relations=[relation]), *linked.histories[1:]]
    html = show(replace(linked, histories=histories, statements=[]))
    row = linked.figures[-1]
    assert re.search(
        rf'<ul class="relations"><li><a href="#l-f0">0</a>.*?<a href="#r-{row.article}-{row.start}">', html
    )
    assert dangling(Reader(html)) == set()
