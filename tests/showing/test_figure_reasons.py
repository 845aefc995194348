"""What `explain` tells of a figure: its measure, whom it counts, where, as of when, by whom, of what it is a part."""

from __future__ import annotations

import counted
from msgspec.structs import replace

from kronika.records import FigureFinding, Findings
from kronika.showing.figure_reasons import figures_found


def reasons(article: str, id_: str, **facts: object) -> list[str]:
    rows = [replace(row, **facts) if row.id == id_ else row for row in counted.figures()]
    [row] = [row for row in rows if row.id == id_]
    finding = FigureFinding(start=row.start, end=row.end, measure=row.measure, pattern="counted: osób")
    found = figures_found(Findings(language="pl", zones=[], figures=[finding]), article, rows)
    [because] = [because for _, start, _, because in found if start == row.start]
    return because


def test_all_that_is_known_of_a_figure_is_told() -> None:
    facts = {
        "group": "police",
        "owner": "Orwenia",
        "unit": "osoby",
        "on_earliest": "2027-05-04",
        "on_latest": "2027-05-05",
    }
    assert reasons("glos-1", "first", official=True, attributed_to="MSW", revised=True, **facts) == [
        "measure: predicate: zginąć",
        "modifier: at_least",
        "who: osoby",
        "group: police",
        "whose: Orwenia",
        "unit: osoby",
        "place: Morzany, told in its sentence",
        "as of 2027-05-05",
        "of what happened on 2027-05-04 to 2027-05-05",
        "scope: cumulative, a count so far",
        "attributed to MSW, an office or its document",
        "a correction is told beside it",
    ]


def test_a_part_names_its_whole_with_its_place() -> None:
    assert "part of co najmniej 17 at glos-1:20" in reasons("glos-1", "police")
    assert not [told for told in reasons("glos-1", "police", part_of="gone") if told.startswith("part of")]


def test_a_rule_that_no_row_has_is_that_of_the_words_and_an_unknown_one_is_told_as_it_is() -> None:
    told = reasons("kurier-2", "loss", place="Dravin", place_rule="elsewhere", scope="guess")
    assert told == ["measure: counted: osób", "who: straty", "unit: korony", "place: Dravin, elsewhere", "scope: guess"]
    assert "place: Dravin" in reasons("kurier-2", "loss", place="Dravin", place_rule=None)
