"""What became of the figures on the command line: which histories are found, and how they read."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import counted
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kronika.errors import InputError
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import load_packs
from kronika.ontology import measures
from kronika.records import EstimateRow, FigureRow, HistoryRow, RelationRow
from kronika.showing.catalogue import Key, catalogue, languages
from kronika.showing.figure_lines import MOST_AGAIN, MOST_POINTS, MOST_SHOWN, WIDTH, lines
from kronika.showing.figure_phrases import FigurePhrases
from kronika.showing.figure_relations import MOST, TOLD, choose
from kronika.showing.figure_search import FiguresAnswer, Wanted, answer

ENGLISH = FigurePhrases("en")


def search(tables: dict[str, list[Any]] | None = None, articles: set[str] | None = None, **asked: str) -> FiguresAnswer:
    return answer(Wanted(**asked), tables or counted.tables(), Knowledge(), articles)


def found(**asked: str) -> list[str]:
    """The ids of the histories that are found, in the order in which they are told."""
    return [history.id for history in search(**asked).found]


def shown(width: int = WIDTH, language: str = "en", tables: dict[str, list[Any]] | None = None, **asked: str) -> str:
    told = answer(Wanted(**asked), tables or counted.tables(), Knowledge(), None, FigurePhrases(language))
    return "\n".join(lines(told, FigurePhrases(language), width))


def changed(**facts: Any) -> dict[str, list[Any]]:
    """The tables with the history of the killed changed."""
    rows = [replace(row, **facts) if row.id == "killed" else row for row in counted.histories()]
    return {**counted.tables(), "histories": rows}


# ---------------------------------------------------------------- histories


def test_histories_come_by_story_and_measure_all_people_before_a_group() -> None:
    assert found() == ["killed", "killed-police", "injured", "loss", "arrested"]
    told = search()
    assert (told.counts.histories, told.counts.figures, told.counts.reports) == (5, 13, 4)
    assert told.stories == {"port": "Wybuch w porcie", "velmar": "Zatrzymania w Velmarze"}


def test_points_come_by_day_the_unknown_last_with_all_that_tell_them() -> None:
    [killed] = [history for history in search().found if history.id == "killed"]
    assert [point.first.id for point in killed.points] == ["first", "ministry", "others", "hospital", "union", "port"]
    assert [figure.id for figure in killed.points[1].figures] == ["ministry", "again"]
    assert killed.points[1].articles == ["kurier-2", "zatoka-3"]
    marks = {point.first.id: (point.contradicted, point.disputed) for point in killed.points}
    assert {id_: mark for id_, mark in marks.items() if any(mark)} == {
        "hospital": (True, True),
        "port": (True, False),
    }


def test_a_history_without_points_has_each_figure_as_one() -> None:
    [killed] = search(changed(points=[], relations=[]), measure="killed", who="osoby").found
    assert [point.row.low for point in killed.points][:1] == [17]
    assert len(killed.points) == len(killed.figures) == 7
    assert killed.points[0].row.earliest == "2027-05-05"
    assert killed.points[2].row.official


def test_a_dispute_without_a_statement_marks_the_figure_that_it_is_of() -> None:
    dispute = RelationRow(first="union", relation="dispute", rule="r", why="w", article="latarnia-4", start=0, end=7,
                          text="Zginęło")  # fmt: skip
    [history] = search(changed(relations=[dispute]), measure="killed", who="osoby").found
    assert {p.first.id for p in history.points if p.disputed} == {"hospital", "union"}
    assert '225 (latarnia-4:8) is disputed: "Zginęło" (latarnia-4:0)' in shown(tables=changed(relations=[dispute]),
                                                                              measure="killed")  # fmt: skip


def test_figures_that_are_not_at_hand_are_left_out() -> None:
    tables = counted.tables()
    tables["figures"] = [row for row in tables["figures"] if row.id not in ("first", "injured")]
    told = search(tables)
    assert "injured" not in [history.id for history in told.found]
    assert "first" not in [figure.id for history in told.found for figure in history.figures]
    assert "first" in "\n".join(lines(search(tables, measure="killed"), ENGLISH))


# ------------------------------------------------------------------- search


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"measure": "killed"}, ["killed", "killed-police"]),
        ({"measure": "KILLED"}, ["killed", "killed-police"]),
        ({"measure": "zabici"}, ["killed", "killed-police"]),
        ({"who": "policjantów"}, ["killed-police"]),
        ({"who": "police officers"}, ["killed-police"]),
        ({"who": "police"}, ["killed-police"]),
        ({"who": "strata"}, ["loss"]),
        ({"place": "morzany"}, ["killed", "killed-police", "injured"]),
        ({"place": "Morzan"}, ["killed", "killed-police", "injured"]),
        ({"place": "Velmar", "measure": "arrested"}, ["arrested"]),
        ({"measure": "arrested", "place": "Morzany"}, []),
    ],
)
def test_a_history_is_found_by_what_it_counts_and_where(asked: dict[str, str], ids: list[str]) -> None:
    assert found(**asked) == ids


def test_a_measure_of_two_words_is_found_with_and_without_the_line_between() -> None:
    rows = [replace(counted.figure("p", "glos-1", "64"), measure="price_change")]
    history = HistoryRow(id="p", story="port", measure="price_change", figures=["p"])
    tables = {**counted.tables(), "figures": rows, "histories": [history]}
    for name in ("price_change", "price change", "Zmiana ceny"):
        assert [h.id for h in search(tables, measure=name).found] == ["p"]


def test_only_figures_that_may_be_of_the_days_are_told_and_the_others_counted() -> None:
    [killed, _, *_] = search(since="2027-05-08").found
    assert [point.first.id for point in killed.points] == ["others", "hospital", "union", "port"]
    assert killed.elsewhere == 3
    assert {relation.first for relation in killed.relations} == {"others", "hospital"}
    assert found(until="2027-05-04") == ["killed"], "a figure of an unknown day may be of any"
    assert "3 figures of other days are not shown" in shown(since="2027-05-08")
    with pytest.raises(InputError, match="--since 'may': not a day of the calendar"):
        found(since="may")
    with pytest.raises(InputError, match="this is after --until 2027-05-05"):
        found(since="2027-05-06", until="2027-05-05")


def test_the_reports_of_a_story_alone() -> None:
    assert [h.id for h in search(articles={"latarnia-4"}).found] == ["killed", "arrested"]
    assert search(articles=set()).found == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"measure": "sunk"}, "--measure 'sunk': .* this measure. It has killed, money, injured, arrested"),
        ({"who": "police oficers"}, "so called. Did you mean police officers?"),
        ({"who": "smoki"}, "Most is told of police officers, straty; 'kronika figures' lists all"),
        ({"who": " "}, "Most is told of"),
        ({"place": "Morzana"}, "no figure of the reports is told of a place so named. Did you mean Morzany?"),
        ({"place": "Qxyz"}, "Most is told of Morzany, Velmar"),
        ({"policy": "mine"}, "no such policy. Choose latest-official, acled, ucdp, widest"),
    ],
)
def test_what_is_not_there_is_an_error_with_what_is(asked: dict[str, str], told: str) -> None:
    with pytest.raises(InputError, match=told.replace("?", r"\?")):
        found(**asked)


def test_errors_are_told_in_polish_too() -> None:
    with pytest.raises(InputError, match=r"nie ma liczb tego rodzaju\. Są: killed \(zabici\), money \(pieniądze\)"):
        answer(Wanted(measure="x"), counted.tables(), Knowledge(), None, FigurePhrases("pl"))
    with pytest.raises(InputError, match="Żaden tekst w zbiorze nie ma liczby z historią"):
        empty = {**counted.tables(), "histories": []}
        answer(Wanted(place="x"), empty, Knowledge(), None, FigurePhrases("pl"))


def test_nothing_found_tells_how_much_there_is_and_what_else_fits() -> None:
    assert shown(measure="arrested", place="Morzany") == (
        "No figure fits. The store holds 5 histories, 13 figures, 4 reports.\n"
        "Without --measure these fit: killed, injured."
    )
    assert shown(measure="money", until="2027-05-01").splitlines()[1] == "Without --measure these fit: killed."
    assert shown(who="straty", until="2026").splitlines()[1] == "They count: killed, money, injured, arrested."
    empty = {**counted.tables(), "histories": []}
    assert shown(tables=empty) == "The reports hold no figure with a history."


def test_an_answer_is_one_object_with_the_rows() -> None:
    told = msgspec.to_builtins(search(measure="killed", since="2027-05-08"))
    assert told["asked"]["measure"] == "killed"
    assert told["found"][0]["points"][0]["row"]["figure"] == "others"
    assert told["beyond"] == []
    assert [row["id"] for row in told["disputes"]] == ["denial"]
    assert {row["article"] for row in told["reports"]} == {"kurier-2", "zatoka-3", "latarnia-4"}


# -------------------------------------------------------------------- table


def test_without_a_choice_there_is_a_table_of_histories_with_a_way_to_see_one() -> None:
    told = shown().splitlines()
    assert told[0] == "5 histories, 13 figures, 4 reports"
    assert told[2].split() == ["what", "first", "→", "last", "days", "figures", "reports", "origins"]
    assert told[4] == "Wybuch w porcie"
    assert told[5].split("  ")[0] == "killed · Morzany"
    assert told[5].split()[3:] == ["≥17", "→", "225", "2027-05-05", "to", "2027-05-13", "7", "4", "4", "≠?"]
    assert "12M → 20M korony" in told[8]
    assert told[10] == "Zatrzymania w Velmarze"
    assert "≠ contradicted by another figure; ? disputed." in told
    assert "--measure" in told[-2]


def test_a_single_story_is_not_named_and_a_table_without_marks_explains_none() -> None:
    tables = counted.tables()
    tables["histories"] = [row for row in tables["histories"] if row.id == "loss"]
    told = shown(tables=tables)
    assert "Wybuch" not in told
    assert "≠" not in told


def test_a_policy_in_the_table_tells_what_it_changes() -> None:
    told = shown(policy="acled").splitlines()
    assert told[1].startswith("acled: the lowest credible number")
    [killed] = [line for line in told if line.startswith("killed · Morzany")]
    assert killed.endswith("≠?  acled: 160 (17–225) instead of 29 (29–40)")
    same = shown(
        policy="acled",
        tables=changed(policies=dict.fromkeys(("acled", "latest-official"), EstimateRow(best=9, why=""))),
    )
    assert "≠?  acled: 9\n" in same


# ------------------------------------------------------------------ in full


def test_a_history_reads_with_days_words_givers_copies_and_marks() -> None:
    told = shown(measure="killed", who="osoby")
    assert told.startswith(
        "1 history, 7 figures, 4 reports\n"
        "\n"
        "killed · Morzany\n"
        "  7 figures, 4 reports, 4 origins · contradicted · disputed\n"
        "  2027-05-05\n"
        '    17 or more · "co najmniej 17" · osoby\n'
        "      glos-1:20 · who gives it is not told\n"
        "      a later figure took its place\n"
        "  2027-05-06\n"
        "    29 · osoby\n"
        "      kurier-2:32 · given by Ministerstwo Zdrowia (official) · 2 reports, 2 outlets, 2 origins\n"
        "      also in zatoka-3:8\n"
        "  2027-05-06 to 2027-05-08\n"
        '    29 to 40 · "od 29 do 40" · osoby\n'
    )
    assert (
        '    more than 160 · "ponad 160" · contradicted · disputed\n'
        "      zatoka-3:57 · given by szpital\n"
        "      disputed: Joren Maklavic · denies · zatoka-3:99\n"
    ) in told.replace(" · osoby", "")


def test_relations_come_with_their_reason_conflicts_first_and_the_rest_is_counted() -> None:
    told = shown(measure="killed", who="osoby")
    part = told[told.index("  How they stand") : told.index("  What the policies")]
    assert part == (
        "  How they stand to one another:\n"
        "    more than 160 (zatoka-3:57) and at most 40 (latarnia-4:41) contradict each other\n"
        "      More than 160 cannot be at most 40.\n"
        "    more than 160 (zatoka-3:57) is disputed: Joren Maklavic · denies · zatoka-3:99\n"
        "      Joren Maklavic denies it.\n"
        "    29 (kurier-2:32) comes after 17 or more (glos-1:20)\n"
        "      The count is of a later day.\n"
        "    at most 40 (latarnia-4:41) is finer than 29 to 40 (kurier-2:56)\n"
        "      What is at most 40 narrows 29 to 40.\n"
        "    and 2 pairs that can both be so\n"
    )


def test_hundreds_of_relations_are_counted_and_each_pair_of_points_is_told_once() -> None:
    [plain] = search(measure="killed", who="osoby").found
    again = [replace(row, first="again") for row in plain.relations if row.first == "ministry"]
    assert choose(replace(plain, relations=[*plain.relations, *again])) == choose(plain)
    many = [RelationRow(first="first", second=f"x{n}", relation="update", rule="r", why="w") for n in range(300)]
    odd = RelationRow(first="first", second="port", relation="strange", rule="r", why="w")
    chosen = choose(replace(plain, relations=[odd, *many, *plain.relations]))
    assert [row.relation for row in chosen.told] == ["contradict", "dispute", *["update"] * (MOST - 2)]
    assert chosen.rest == {"update": 291, "refine": 1, "compatible": 2, "other": 1}
    assert chosen.in_words(ENGLISH) == (
        "291 more updates, 1 more refinement, 2 pairs that can both be so, 1 pair of another kind"
    )


def test_of_a_chain_of_later_figures_each_is_told_with_the_next() -> None:
    [plain] = search(measure="killed", who="osoby").found
    chain = ["first", "ministry", "hospital", "union"]
    steps = [
        RelationRow(first=one, second=other, relation="update", rule="r", why="w")
        for one, other in combinations(chain, 2)
    ]
    chosen = choose(replace(plain, relations=steps))
    assert [(row.first, row.second) for row in chosen.told] == [*pairwise(chain)]
    assert chosen.rest == {"update": 3}


def test_a_figure_of_another_history_is_told_with_its_place() -> None:
    relation = RelationRow(first="port", second="police-2", relation="contradict", rule="r", why="w")
    told = search(changed(relations=[relation]), measure="killed", who="osoby")
    assert [row.id for row in told.beyond] == ["police-2"]
    assert "    at most 40 (latarnia-4:41) and 5 (kurier-2:77) contradict each other" in lines(told, ENGLISH)


def test_what_policies_make_is_told_with_reason_and_place_the_default_first() -> None:
    told = shown(measure="killed", who="osoby")
    assert told[told.index("  What the policies") :] == (
        "  What the policies make of it:\n"
        "    latest-official (the default): 29 (29–40)\n"
        "      The latest that an office gives.\n"
        "      rests on kurier-2:32\n"
        "    acled: 160 (17–225)\n"
        "      The most conservative of the last.\n"
        "      rests on zatoka-3:57"
    )


def test_one_policy_says_what_changes_against_the_default_and_why() -> None:
    told = shown(measure="killed", who="osoby", policy="acled")
    assert told[told.index("  What the policies") :] == (
        "  What the policies make of it:\n"
        "    acled: 160 (17–225) instead of 29 (29–40) by latest-official, because:\n"
        "      The most conservative of the last.\n"
        "      rests on zatoka-3:57\n"
        "    latest-official: because\n"
        "      The latest that an office gives.\n"
        "      rests on kurier-2:32"
    )
    assert "latest-official (the default): 29" in shown(measure="killed", policy="latest-official")
    estimate = EstimateRow(best=5, why="So.")
    same = changed(policies={"acled": estimate, "latest-official": estimate})
    assert "    acled: 5, as by latest-official\n      So." in shown(measure="killed", policy="acled", tables=same)
    assert "    ucdp makes nothing of it" in shown(measure="killed", policy="ucdp")


def test_long_lists_are_cut_and_say_so() -> None:
    row = counted.figures()[3]
    rows = [replace(row, id=f"f{n}", value=n, start=n) for n in range(MOST_POINTS + 5)]
    points = [counted.point(f.id, "2027-05-06", low=n, high=n) for n, f in enumerate(rows)]
    copies = replace(points[0], figures=[f"c{n}" for n in range(MOST_AGAIN + 3)])
    more = [replace(row, id=id_) for id_ in copies.figures]
    figures = [*counted.figures(), *rows, *more]
    tables = {**changed(points=[copies, *points[1:]], figures=[], relations=[]), "figures": figures}
    told = shown(tables=tables, measure="killed", who="osoby")
    assert "  and 5 more figures; --csv has all" in told
    assert "and 3 more" in told
    histories = [
        HistoryRow(id=f"h{n}", story="port", measure="killed", figures=["first"]) for n in range(MOST_SHOWN + 2)
    ]
    assert (
        shown(tables={**counted.tables(), "histories": histories}, measure="killed")
        .splitlines()[-2]
        .startswith("2 histories more are not shown: choose with --measure")
    )


def test_in_polish_every_word_of_the_frame_is_polish() -> None:
    told = shown(language="pl", who="osoby", policy="acled")
    for words in (
        "3 historie liczb, 9 liczb, 4 teksty",
        "zabici · Morzany",
        "sprzeczna z inną · kwestionowana",
        "ponad 160 (zatoka-3:57) i najwyżej 40 (latarnia-4:41) są sprzeczne",
        "podaje: Ministerstwo Zdrowia (oficjalnie)",
        "kwestionuje: Joren Maklavic · zaprzecza",
        "acled: 160 (17–225) zamiast 29 (29–40) według latest-official, bo:",
    ):
        assert words in told
    assert "od → do" in shown(language="pl")
    assert "12 mln → 20 mln korony" in shown(language="pl").replace("\xa0", " ")


@pytest.mark.parametrize("width", [50, 72, 100])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_lines_keep_to_the_width(width: int, language: str) -> None:
    for asked in ({"measure": "killed"}, {}):
        told = shown(width, language, **asked).splitlines()
        assert max(map(len, told)) <= width
        assert told == [line.rstrip() for line in told]


@settings(max_examples=100, deadline=None)
@given(st.text(), st.none() | st.text(), st.none() | st.floats(allow_nan=False, allow_infinity=False))
def test_any_words_and_numbers_are_told_in_lines_without_control_characters(
    text: str, name: str | None, value: float | None
) -> None:
    rows = [replace(row, text=text, who=name, attributed_to=name, value=value, unit=name) for row in counted.figures()]
    points = [replace(p, attributed_to=[name] if name else [], low=value) for p in counted.histories()[0].points]
    tables = {**changed(points=points, who=name, place=name, group=name, owner=name), "figures": rows}
    for asked in (Wanted(), Wanted(measure="killed")):
        for line in lines(answer(asked, tables, Knowledge()), ENGLISH):
            assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0x85 for c in line)


# ------------------------------------------------------------------ phrases


@pytest.mark.parametrize("language", languages())
def test_every_measure_group_and_relation_has_a_word(language: str) -> None:
    words = catalogue(language)
    groups = {entry.value for pack in load_packs().values() for entry in pack.word_list("figures", "group").entries}
    assert groups
    assert {("measures", name) for name in measures()} <= {(key.table, key.rule) for key in words}
    assert {("groups", name) for name in groups} <= {(key.table, key.rule) for key in words}
    assert all(Key("figures", f"relation-{name}") in words for name in (*TOLD, "compatible", "same", "other"))


@pytest.mark.parametrize(
    ("facts", "short", "polish"),
    [
        ({"value": 1200, "modifier": "about"}, "~1,200", "około 1\xa0200"),
        ({"value": 2.5}, "2.5", "2,5"),
        ({"value": 90, "measure": "percent"}, "90%", "90%"),
        ({"low": 180, "modifier": "over"}, ">180", "ponad 180"),
        ({"low": 17, "modifier": "at_least"}, "≥17", "co najmniej 17"),
        ({"low": 17}, "≥17", "co najmniej 17"),
        ({"high": 400, "modifier": "under"}, "<400", "mniej niż 400"),
        ({"high": 400, "modifier": "almost"}, "<400", "prawie 400"),
        ({"high": 40, "modifier": "over"}, "≤40", "najwyżej 40"),
        ({"low": 100, "high": 120}, "100–120", "od 100 do 120"),
        ({"value": 12_300_000}, "12.3M", "12\xa0300\xa0000"),
        ({"value": 12_340_000}, "12,340,000", "12\xa0340\xa0000"),
        ({"value": 2_000_000_000}, "2B", "2\xa0000\xa0000\xa0000"),
        ({}, "?", "nie odczytano"),
    ],
)
def test_a_number_in_signs_and_in_words(facts: dict[str, Any], short: str, polish: str) -> None:
    row = FigureRow(id="f", article="a", start=0, end=1, text="x", **{"measure": "killed", **facts})
    assert ENGLISH.short(row) == short
    assert FigurePhrases("pl").reading(row) == polish


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ((225, 160, 225), "225 (160–225)"),
        ((225, 225, 225), "225"),
        ((225, None, None), "225"),
        ((17, 17, None), "17 (17 or more)"),
        ((40, None, 40), "40 (at most 40)"),
        ((None, 17, 225), "17–225"),
        ((None, 17, 17), "17"),
        ((None, 17, None), "17 or more"),
        ((None, None, None), "no number"),
    ],
)
def test_what_a_policy_makes_is_told_with_its_bounds(numbers: tuple[float | None, ...], told: str) -> None:
    best, low, high = numbers
    assert ENGLISH.estimate(EstimateRow(best=best, low=low, high=high, why="")) == told


def test_people_of_all_sorts_have_no_word_in_a_heading_and_owners_have() -> None:
    told = {history.id: ENGLISH.what(history) for history in search().found}
    assert told["killed"] == "killed · Morzany"
    assert told["killed-police"] == "killed · police officers · Morzany"
    assert told["loss"] == "money · straty"
    history = search(measure="money").found[0]
    assert ENGLISH.what(replace(history, owner="Orwenia")) == "money · straty (Orwenia)"
    assert ENGLISH.what(replace(history, measure="new_one", who=None)) == "new one"
