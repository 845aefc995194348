"""Statements on the page: once with all their reports, and speakers against claims."""

from __future__ import annotations

import re
from typing import Any

import pytest
import spoken
from msgspec.structs import replace
from test_page import NASTY, Reader, dangling

from kronika.records import Chronicle, Linked, RelayRow, StatementRow
from kronika.showing.page import render
from kronika.showing.page.claims import MOST, Matrix
from kronika.showing.page.lines import Desk
from kronika.showing.page.sources import Anchors, open_sources
from kronika.showing.page.statements import Statements, statements
from kronika.showing.proofs import Proofs
from kronika.showing.statement_groups import UNMARKED


def told(rows: list[StatementRow] | None = None) -> Statements:
    linked = spoken.linked()
    rows = linked.statements if rows is None else rows
    linked = replace(linked, statements=rows)
    anchors = Anchors()
    sources = open_sources(linked.articles, spoken.TEXTS, {}, anchors)
    return statements(rows, Desk(linked, sources, anchors, Proofs()))


def matrix(rows: list[StatementRow] | None = None) -> Matrix:
    made = told(rows).matrix
    assert made is not None
    return made


def cells(made: Matrix) -> dict[str, list[str]]:
    """The words of each speaker's row, a cell a claim."""
    return {row.name: [" ".join(stand.word for stand in cell) for cell in row.cells] for row in made.rows}


def show(linked: Linked) -> str:
    return render(linked, Chronicle(), spoken.TEXTS, [], {})


# --------------------------------------------------------------------- lines


def test_a_statement_is_one_line_with_its_day_hands_and_what_differs() -> None:
    [dead] = next(speaker.lines for speaker in told().speakers if speaker.name == "Tekla Dornik")
    assert dead.day == "6 May 2027"
    assert dead.support == "3 reports, 3 outlets (1 not known), 2 origins"
    assert [again.passage.article for again in dead.again] == ["kurier-2", "zatoka-3"]
    assert dead.again[0].note == 'in the report\'s words · via AKD · 72% alike: "ponad 30" for "29"'
    assert dead.why == ("One speaker, and 72 of 100 words are the same.",)


def test_a_hand_leads_to_the_words_that_say_so() -> None:
    html = Reader(show(spoken.linked()))
    spot = spoken.place("kurier-2", "Jak powiedział prezydent")["start"]
    assert f"r-kurier-2-{spot}" in html.ids
    assert "via Lidia Sommer" in html.text["l-shots-never"]
    assert "inside what Lidia Sommer says" in html.text["l-shots-never"]


def test_a_stance_that_is_not_plain_stands_before_the_words() -> None:
    html = Reader(show(spoken.linked()))
    assert html.text["l-shots-not"].split("said")[0].split() == ["denies:", "wojsko", "strzelało", "do", "tłumu"]
    assert "as possible:" in html.text["l-strike"]
    assert "asserts" not in html.text["l-dead"]


def test_the_same_claim_by_another_speaker_is_a_line_of_its_own_with_a_link() -> None:
    html = show(spoken.linked())
    assert 'On the same claim: <a href="#l-shots">anonimowe źródła rządowe</a> (asserts)' in html
    assert 'On the same claim: <a href="#l-shots-not">Joren Maklavic</a> (denies)' in html
    assert "described, not named, 1 statement" in html


def test_many_reports_of_one_statement_are_folded() -> None:
    again = [replace(spoken.rows()[0], id=f"x{n}", same_as="dead") for n in range(9)]
    html = show(replace(spoken.linked(), statements=[spoken.rows()[0], *again]))
    assert "<summary>3 more reports</summary>" in html


# -------------------------------------------------------------------- matrix


def test_speakers_meet_in_claims_that_another_tells_endorses_or_denies() -> None:
    made = matrix()
    assert [(claim.text, claim.size) for claim in made.claims] == [
        ("wojsko strzelało do tłumu", "2 reports"),
        ("wojsko nie strzelało do tłumu", "1 report"),
        ("W porcie zginęło 29 osób", "3 reports"),
    ]
    assert cells(made) == {
        "Joren Maklavic": ["denies", "asserts", ""],
        "anonimowe źródła rządowe": ["asserts", "", ""],
        "Lidia Sommer": ["", "endorses", ""],
        "Tekla Dornik": ["", "", "asserts"],
    }
    assert made.left_out == ()
    assert [row.unnamed for row in made.rows] == [False, True, False, False]


def test_whoever_only_passes_a_claim_on_does_not_assert_it() -> None:
    rows = [replace(row, stance="asserts") if row.id == "agreed" else row for row in spoken.rows()]
    assert cells(matrix(rows))["Lidia Sommer"] == ["", "passes on", ""]


def test_a_cell_has_every_stance_that_reports_tell_and_leads_to_the_line() -> None:
    doubt = replace(spoken.rows()[0], id="doubt", same_as="dead", stance="denies")
    made = matrix([*spoken.rows(), doubt])
    [cell] = [cell for row in made.rows if row.name == "Tekla Dornik" for cell in row.cells if cell]
    assert [(stand.word, stand.anchor) for stand in cell] == [("asserts", "l-dead"), ("denies", "l-dead")]
    html = show(replace(spoken.linked(), statements=[*spoken.rows(), doubt]))
    links = r'<a class="stand s-asserts" href="#l-dead">asserts</a>, <a class="stand s-denies" href="#l-dead">denies'
    assert re.search(links, html)


def test_under_the_matrix_stands_whose_distance_and_whose_doubt_it_is() -> None:
    rows = [replace(row, stance="distances") if row.id == "dead" else row for row in spoken.rows()]
    made = matrix([replace(row, stance="doubts") if row.id == "dead-3" else row for row in rows])
    assert cells(made)["Tekla Dornik"][-1] == "told with distance asserts put in doubt"
    assert [line.split(":")[0] for line in made.legend] == ["denies", "put in doubt", "endorses", "told with distance"]
    reported = [replace(row, direct=False, rule="that-clause") for row in rows]
    doubted = [replace(row, stance="doubts") if row.id == "dead-3" else row for row in reported]
    assert cells(matrix(doubted))["Tekla Dornik"][-1] == "told with distance asserts doubts"
    own_words = [replace(row, rule=UNMARKED) for row in doubted]
    assert "put in doubt" in cells(matrix(own_words))["Tekla Dornik"][-1]
    html = show(replace(spoken.linked(), statements=rows))
    assert "<li>told with distance: by words or marks of the report; the speaker need not doubt</li>" in html
    assert "told with distance:</span>" in html


def test_what_one_report_asks_is_no_claim_and_is_counted() -> None:
    asked = replace(spoken.rows()[3], id="ask", text="„Kto strzelał?”", stance="asserts", same_as=None)
    again = replace(asked, id="ask-2", same_as="ask", speaker="Lidia Sommer", unnamed=False)
    made = matrix([*spoken.rows(), asked, again])
    assert [claim.text for claim in made.claims] == [claim.text for claim in matrix().claims]
    assert made.left_out == ("Left out, as questions that one report asks: 1 column.",)
    elsewhere = replace(again, article="glos-1")
    assert asked.text in [claim.text for claim in matrix([*spoken.rows(), asked, elsewhere]).claims]
    html = show(replace(spoken.linked(), statements=[*spoken.rows(), asked, again]))
    assert "Left out, as questions that one report asks: 1 column." in html


def test_the_same_words_again_in_one_report_are_no_other_article() -> None:
    first = replace(spoken.rows()[0], articles=["glos-1"], outlets=["Głos"], origins=["Głos"])
    pulled = replace(first, id="pulled", same_as="dead")
    [line] = told([first, pulled]).speakers[0].lines
    assert ([again.home for again in line.again], line.support) == ([True], None)
    assert (
        "again in the same report" in Reader(show(replace(spoken.linked(), statements=[first, pulled]))).text["l-dead"]
    )


def test_in_polish_the_section_and_its_matrix_are_polish() -> None:
    linked = spoken.linked()
    html = render(linked, Chronicle(), spoken.TEXTS, [], {}, Proofs("pl"))
    part = html[html.index('<section class="part statements"') : html.index('<section class="part shared"')]
    bare = re.sub(r'<li lang="en">.*?</li>', "", part)
    assert not re.search(
        r"\b(report|said|cue|quoted|speaker|claim|asserts|denies|also|unnamed|inside)\b(?!-)",
        Reader(f"<main id='x'>{re.sub('class=.[^>]*', '', bare)}</main>").text["x"],
    )
    for words in (
        "Wypowiedzi",
        "Kto co mówi",
        "zaprzecza",
        "źródło bez nazwy",
        "3 teksty, 3 redakcje",
        "7–8 maja 2027",
    ):
        assert words in part


def test_the_head_of_a_claim_is_its_shortest_text() -> None:
    row = spoken.rows()[0]
    short = replace(row, id="short", same_as="dead", start=1, end=9, text="W porcie")
    assert "W porcie" in [claim.text for claim in matrix([row, short]).claims]


def test_what_one_speaker_says_in_one_report_is_no_claim_of_the_matrix() -> None:
    alone = [row for row in spoken.rows() if row.id in ("burns", "strike", "shots-not")]
    assert told(alone).matrix is None
    assert told([]).matrix is None
    html = show(replace(spoken.linked(), statements=alone))
    assert 'class="matrix"' not in html


def test_a_claim_of_nobody_who_is_known_has_no_column() -> None:
    row = replace(spoken.rows()[7], articles=["glos-1", "zatoka-3"])
    assert told([row]).matrix is None


def test_statements_that_hold_each_other_in_a_circle_end() -> None:
    rows = [replace(row, parent="shots-never") if row.id == "agreed" else row for row in spoken.rows()]
    assert cells(matrix(rows))["Lidia Sommer"]


def crowd(number: int) -> list[StatementRow]:
    """So many claims, each of two speakers of its own, and one of them of all."""
    row = spoken.rows()[0]
    made = []
    for n in range(number):
        facts: dict[str, Any] = {"articles": [], "speaker_entity": None, "text": f"Twierdzenie {n}"}
        made.append(replace(row, id=f"a{n}", speaker=f"Osoba {n}", **facts))
        made.append(replace(row, id=f"b{n}", speaker=f"Inna {n}", same_as=f"a{n}", **facts))
    return made


def test_a_matrix_that_is_too_large_keeps_twenty_and_says_what_it_leaves_out() -> None:
    claims = MOST // 2 + 5
    made = matrix(crowd(claims))
    assert len(made.rows) == MOST
    assert len(made.claims) == MOST / 2
    assert made.left_out == ("Left out, for want of room: 5 columns, 10 speakers.",)
    assert all(any(row.cells[at] for row in made.rows) for at in range(len(made.claims)))
    html = show(replace(spoken.linked(), statements=crowd(claims)))
    assert made.left_out[0] in html


def test_every_cell_of_the_page_stands_under_its_claim_and_leads_to_a_line() -> None:
    html = show(spoken.linked())
    found = Reader(html)
    [table] = re.findall(r'<table class="matrix">.*?</table>', html, re.DOTALL)
    heads = table.count('<th scope="col">')
    for row in re.findall(r'<tr><th scope="row">.*?</tr>', table, re.DOTALL):
        assert row.count("<td") == heads
    links = re.findall(r'href="#([^"]+)"', table)
    assert links
    assert set(links) <= set(found.ids)


@pytest.mark.parametrize("nasty", NASTY)
def test_words_of_reports_are_text_in_every_part_of_it(nasty: str) -> None:
    rows = [
        replace(row, speaker=f"{nasty}{row.speaker}", speaker_entity=None, stance=nasty, modality=nasty, text=nasty,
                same_why=nasty, relay=[nasty], cue=nasty, same_as="dead" if row.id != "dead" else None,
                relays=[RelayRow(name=nasty, start=0, end=3, text=nasty, rule=nasty)])
        for row in spoken.rows()
    ]  # fmt: skip
    html = show(replace(spoken.linked(), statements=rows))
    plain, found = Reader(show(spoken.linked())), Reader(html)
    assert {tag for tag, _ in found.elements} <= {tag for tag, _ in plain.elements}
    assert found.inline == plain.inline
    assert dangling(found) == set()
    assert {name for _, attrs in found.elements for name in attrs} <= {name for _, at in plain.elements for name in at}
