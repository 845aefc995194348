"""What is new in the chronicle: between two states of a few rows, and between the runs and days of a store."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import call
from kronika import api, chronicles
from kronika.chronicling.changes import Changes, changes
from kronika.errors import InputError
from kronika.ontology import DEFAULT
from kronika.records import ChronicleRow, DisagreementRow, EstimateRow, FigureRow, HistoryRow, PointRow, SideRow

EMPTY: dict[str, list[Any]] = {"chronicle": [], "histories": [], "figures": [], "disagreements": []}


def state(**tables: Sequence[Any]) -> dict[str, Sequence[Any]]:
    return EMPTY | tables


def line(*mentions: str, day: str | None = "2031-05-04", **more: Any) -> ChronicleRow:
    told: dict[str, Any] = {"articles": ["a.txt"], "outlets": ["Kurier"], "origins": ["Kurier"], **more}
    return ChronicleRow(
        id="-".join(mentions),
        story="s",
        sentence="Wał pękł.",
        mentions=list(mentions),
        earliest=day,
        latest=day,
        **told,
    )


def of_lines(before: Sequence[ChronicleRow], after: Sequence[ChronicleRow]) -> list[tuple[str, str]]:
    """Kind of each change, and the line."""
    found = changes(state(chronicle=before), state(chronicle=after))
    return [(change.kind, change.line.id) for change in found.lines]


# ---------------------------------------------------------------------- lines


def test_nothing_differs_from_itself() -> None:
    rows = state(
        chronicle=[line("a"), line("b", day=None)],
        histories=[history("h", 3)],
        figures=[figure("h", 3)],
        disagreements=[disagreement(("attack", "rząd"), ("accident", "wójt"))],
    )
    assert changes(rows, rows) == Changes()
    assert not changes(rows, rows).any


def test_a_line_of_mentions_that_nobody_told_is_new() -> None:
    assert of_lines([line("a")], [line("a"), line("b")]) == [("new", "b")]


def test_a_line_of_which_no_mention_is_told_any_more_is_gone() -> None:
    assert of_lines([line("a"), line("b")], [line("a")]) == [("gone", "b")]


def test_a_line_that_became_part_of_another_is_not_gone() -> None:
    assert of_lines([line("a"), line("b")], [line("a", "b")]) == []


def test_a_line_that_was_part_of_another_is_not_new() -> None:
    assert of_lines([line("a", "b")], [line("a"), line("b")]) == []


def test_a_line_goes_with_the_one_of_which_it_shares_most() -> None:
    before = [line("a", "x", day="2031-05-01"), line("b", "c", "d", day="2031-05-02")]
    assert of_lines(before, [line("a", "b", "c", "d", day="2031-05-02"), line("x", day="2031-05-01")]) == []


@pytest.mark.parametrize("backwards", [False, True])
def test_a_line_with_something_that_nobody_told_is_new_though_it_also_tells_part_of_another(backwards: bool) -> None:
    now = [line("e"), line("f", "g")]
    assert of_lines([line("e", "f")], now[::-1] if backwards else now) == [("new", "f-g")]


def test_a_line_that_is_as_it_was_goes_with_itself() -> None:
    before = [line("a", "b", day="2031-05-01"), line("a", day="2031-05-02")]
    assert of_lines(before, [line("a", day="2031-05-02"), line("a", "b", day="2031-05-01")]) == []


@given(st.data())
def test_the_order_of_lines_says_nothing(data: st.DataObject) -> None:
    told = st.lists(st.frozensets(st.sampled_from("abcdef"), min_size=1), max_size=5, unique=True)
    before, after = ([line(*sorted(mentions), day=None) for mentions in data.draw(told)] for _ in range(2))
    mixed = of_lines(data.draw(st.permutations(before)), data.draw(st.permutations(after)))
    assert sorted(of_lines(before, after)) == sorted(mixed)


def test_another_day_is_told_with_the_one_before() -> None:
    [change] = changes(state(chronicle=[line("a", day=None)]), state(chronicle=[line("a")])).lines
    assert change.kind == "moved"
    assert change.before == {"earliest": None, "latest": None}
    assert change.after == {"earliest": "2031-05-04", "latest": "2031-05-04"}


@pytest.mark.parametrize("backwards", [False, True])
def test_support_is_counted_before_and_after(backwards: bool) -> None:
    rows = [line("a"), line("a", articles=["a.txt", "b.txt"], outlets=["Głos", "Kurier"])]
    one, other = rows[::-1] if backwards else rows
    [change] = changes(state(chronicle=[one]), state(chronicle=[other])).lines
    counts = [{"articles": 1, "outlets": 1, "origins": 1}, {"articles": 2, "outlets": 2, "origins": 1}]
    assert change.kind == "support"
    assert [change.before, change.after] == (counts[::-1] if backwards else counts)


def test_other_reports_as_many_as_before_are_no_change_of_support() -> None:
    assert of_lines([line("a")], [line("a", articles=["b.txt"])]) == []


def test_changes_of_other_reports_are_left_out() -> None:
    after = state(chronicle=[line("a"), line("b", articles=["b.txt"])])
    assert [c.line.id for c in changes(EMPTY, after, ["b.txt"]).lines] == ["b"]
    assert changes(EMPTY, after, []) == Changes()


# -------------------------------------------------------------------- figures


def figure(name: str, number: int, article: str = "a.txt") -> FigureRow:
    return FigureRow(id=f"{name}{number}", article=article, start=0, end=1, text=str(number), measure="killed",
                     value=number)  # fmt: skip


def history(name: str, *numbers: int) -> HistoryRow:
    """A history of such numbers, of which the last is the best."""
    ids = [f"{name}{number}" for number in numbers]
    points = [PointRow(figure=id_, low=n, high=n, figures=[id_]) for id_, n in zip(ids, numbers, strict=True)]
    best = EstimateRow(best=numbers[-1], low=numbers[-1], high=numbers[-1], why="Ostatnia.")
    return HistoryRow(id=ids[-1], story="s", measure="killed", figures=ids, points=points, policies={DEFAULT: best})


def test_a_new_number_is_told_with_what_was_made_of_the_old_ones() -> None:
    before = state(histories=[history("h", 3)], figures=[figure("h", 3)])
    after = state(histories=[history("h", 3, 7)], figures=[figure("h", 3), figure("h", 7)])
    [change] = changes(before, after).figures
    assert change.before is not None and change.after is not None
    assert (change.before.best, change.after.best) == (3, 7)
    assert [row.value for row in change.numbers] == [7]


def test_a_number_that_is_told_again_is_nothing_new() -> None:
    again = history("h", 3)
    again = msgspec.structs.replace(
        again, figures=["h3", "x3"], points=[PointRow(figure="x3", low=3, high=3, figures=["x3", "h3"])]
    )
    before = state(histories=[history("h", 3)], figures=[figure("h", 3)])
    assert changes(before, state(histories=[again], figures=[figure("h", 3), figure("x", 3)])).figures == []


def test_the_first_number_of_a_history_had_none_before() -> None:
    [change] = changes(EMPTY, state(histories=[history("h", 3)], figures=[figure("h", 3)])).figures
    assert change.before is None
    assert [row.id for row in change.numbers] == ["h3"]


def test_a_history_that_is_gone_is_no_change_of_numbers() -> None:
    assert changes(state(histories=[history("h", 3)], figures=[figure("h", 3)]), EMPTY).figures == []


def test_numbers_of_other_reports_are_left_out() -> None:
    after = state(histories=[history("h", 3), history("g", 9)], figures=[figure("h", 3), figure("g", 9, "b.txt")])
    assert [change.history.id for change in changes(EMPTY, after, ["b.txt"]).figures] == ["g9"]


# -------------------------------------------------------------- disagreements


def disagreement(*sides: tuple[str, str]) -> DisagreementRow:
    """One of claims, each with its holder."""
    made = [SideRow(claim=c, sentence=c, holders=[h], articles=["a.txt"], mentions=[f"{c}-{h}"]) for c, h in sides]
    return DisagreementRow(id=str(sides), story="s", about="blast", kind="account", rule="r", why="w", sides=made)


def of_disagreements(before: DisagreementRow | None, after: DisagreementRow | None) -> list[tuple[str, list[str]]]:
    one, other = (state(disagreements=[row] if row else []) for row in (before, after))
    return [
        (change.kind, [f"{s.claim}: {h}" for s in change.added for h in s.holders])
        for change in changes(one, other).disagreements
    ]


TWO = disagreement(("attack", "rząd"), ("accident", "wójt"))


def test_disagreements_are_new_settled_or_have_new_sides() -> None:
    three = disagreement(("attack", "rząd"), ("accident", "wójt"), ("error", "straż"))
    assert of_disagreements(None, TWO) == [("new", [])]
    assert of_disagreements(TWO, None) == [("settled", [])]
    assert of_disagreements(TWO, three) == [("sides", ["error: straż"])]
    assert of_disagreements(three, TWO) == []


def test_one_that_became_part_of_another_is_not_settled() -> None:
    whole = disagreement(("attack", "rząd"), ("accident", "wójt"), ("error", "straż"), ("nature", "meteorolog"))
    parts = [TWO, disagreement(("error", "straż"), ("nature", "meteorolog"))]
    found = changes(state(disagreements=parts), state(disagreements=[whole])).disagreements
    assert [change.kind for change in found] == ["sides"]


@pytest.mark.parametrize("backwards", [False, True])
def test_one_with_a_side_that_nobody_held_is_new_though_it_shares_another_with_one_that_is_known(
    backwards: bool,
) -> None:
    other = disagreement(("attack", "rząd"), ("nature", "meteorolog"))
    now = [other, TWO] if backwards else [TWO, other]
    found = changes(state(disagreements=[TWO]), state(disagreements=now)).disagreements
    assert [(change.kind, change.row) for change in found] == [("new", other)]
    found = changes(state(disagreements=now), state(disagreements=[TWO])).disagreements
    assert [(change.kind, change.row) for change in found] == [("settled", other)]


# --------------------------------------------------------------------- stores

FIRST = ("glos-portu-01.txt", "glos-portu-02.txt", "latarnia-01.txt")


@pytest.fixture(scope="module")
def two_runs(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that read three of the examples and then the rest of the files."""
    store = tmp_path_factory.mktemp("runs") / "k.db"
    api.read([examples / name for name in FIRST], store)
    api.read(sorted(examples.glob("*.txt")), store)
    return store


@pytest.fixture(scope="module")
def one_run(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("run") / "k.db"
    api.read([examples / name for name in FIRST], store)
    return store


@pytest.mark.parametrize("since", ["last", "1"])
def test_what_the_second_run_brought(two_runs: Path, since: str) -> None:
    found = chronicles.changes(since, store=two_runs)
    assert (found.run, found.day, found.undated, found.went) == (1, None, 0, [])
    assert found.came == ["glos-portu-03.txt", "glos-portu-04.txt", "latarnia-02.txt", "latarnia-03.txt"]
    new = [change.line for change in found.changes.lines if change.kind == "new"]
    assert any("podpisały ugodę" in row.sentence and row.latest == "2027-05-12" for row in new)
    grown = [c for c in found.changes.lines if c.kind == "support" and c.before["articles"] < c.after["articles"]]
    assert any("stan wyjątkowy" in change.line.sentence for change in grown)
    killed = [c for c in found.changes.figures if c.history.measure == "killed"]
    moved = [c for c in killed if c.before and c.after and (c.before.best, c.after.best) == (34, 43)]
    assert [row.value for change in moved for row in change.numbers] == [43]


def test_every_change_shows_what_differs(two_runs: Path) -> None:
    now = {row.id for story in chronicles.timeline(top=0, store=two_runs).found for row in story.lines}
    for change in chronicles.changes("1", store=two_runs).changes.lines:
        assert (change.line.id in now) == (change.kind != "gone")
        assert (change.before == change.after) == (change.kind in ("new", "gone"))


def test_what_was_before_is_what_a_store_of_the_first_run_has(two_runs: Path, one_run: Path) -> None:
    then = {row.id for story in chronicles.timeline(top=0, store=one_run).found for row in story.lines}
    gone = {c.line.id for c in chronicles.changes("1", store=two_runs).changes.lines if c.kind == "gone"}
    assert gone <= then


def test_nothing_has_changed_since_the_last_run_itself(two_runs: Path) -> None:
    found = chronicles.changes("2", store=two_runs)
    assert (found.run, found.came, found.went) == (2, [], [])
    assert found.changes == Changes()
    done = call("changes", "--since", "2", "--store", two_runs)
    assert done.out.splitlines()[-1] == "Nothing has changed."


def test_a_run_in_which_nothing_changed_is_none(two_runs: Path, examples: Path, tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    shutil.copy(two_runs, store)
    api.read(sorted(examples.glob("*.txt")), store)
    assert chronicles.changes(store=store) == chronicles.changes(store=two_runs)


def test_since_a_day_reports_count_that_may_have_been_published_after_it(two_runs: Path) -> None:
    found = chronicles.changes("2027-05-10", store=two_runs)
    assert (found.run, found.day) == (None, "2027-05-10")
    days = {row.article: (row.published_earliest, row.published_latest)
            for story in chronicles.timeline(store=two_runs).found for row in story.reports}  # fmt: skip
    assert found.came == sorted(name for name, (_, last) in days.items() if last is None or last >= "2027-05-10")
    assert found.undated == sum(first is None or first < "2027-05-10" for name, (first, _) in days.items()
                                if name in found.came)  # fmt: skip
    assert found.changes.any


@pytest.mark.parametrize(("since", "day"), [("2028", "2028-01-01"), ("2027-12", "2027-12-01")])
def test_a_year_and_a_month_begin_with_their_first_day(two_runs: Path, since: str, day: str) -> None:
    found = chronicles.changes(since, store=two_runs)
    assert (found.day, found.came, found.changes) == (day, [], Changes())


def test_before_the_first_day_everything_is_new(two_runs: Path) -> None:
    found = chronicles.changes("2026", store=two_runs)
    assert len(found.came) == 7
    kinds = {change.kind for change in found.changes.lines}
    assert kinds == {"new"}
    lines = [row.id for story in chronicles.timeline(top=0, store=two_runs).found for row in story.lines]
    assert [change.line.id for change in found.changes.lines] == lines


@pytest.mark.parametrize(
    ("since", "problem"),
    [
        ("9", "there is no such run"),
        ("0", "there is no such run"),
        *((since, "this is neither a day nor a run") for since in ("-1", "jutro", "2027-13", "")),
    ],
)
def test_what_is_no_run_and_no_day_is_refused_with_all_runs(two_runs: Path, since: str, problem: str) -> None:
    with pytest.raises(InputError) as error:
        chronicles.changes(since, store=two_runs)
    assert error.value.problem == problem
    assert error.value.remedy.startswith("Runs: 1 (2")
    assert ", 3), 2 (" in error.value.remedy
    assert ", 7)" in error.value.remedy


def test_a_store_of_one_run_has_none_before_the_last(one_run: Path) -> None:
    with pytest.raises(InputError, match="this is the first run"):
        chronicles.changes(store=one_run)
    done = call("changes", "--store", one_run, "--ui-language", "pl")
    assert (done.code, done.out) == (1, "")
    assert "to pierwszy przebieg" in done.err


def test_lines_of_a_report_that_is_removed_are_gone(two_runs: Path, tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    shutil.copy(two_runs, store)
    api.remove("latarnia-03.txt", store)
    found = chronicles.changes(store=store)
    assert (found.run, found.came, found.went) == (2, [], ["latarnia-03.txt"])
    gone = [change.line for change in found.changes.lines if change.kind == "gone"]
    assert any(row.sentence == "Liga przysłała 15 karetek." for row in gone)
    assert all(row.articles == ["latarnia-03.txt"] for row in gone)
    fallen = [c for c in found.changes.lines if c.kind == "support" and c.before["articles"] > c.after["articles"]]
    assert any("stan wyjątkowy" in change.line.sentence for change in fallen)
    assert "1 report went" in call("changes", "--store", store).out


def test_a_story_is_given_as_elsewhere(two_runs: Path) -> None:
    [story] = chronicles.timeline("glos-portu-01.txt", store=two_runs).found
    found = chronicles.changes("1", story.summary.story, two_runs)
    assert found.changes.lines
    assert all(set(change.line.articles) & set(story.summary.articles) for change in found.changes.lines)
    with pytest.raises(InputError):
        chronicles.changes("1", "powódź na księżycu", two_runs)


def test_the_command_tells_of_each_kind_under_its_heading_and_json_has_all(two_runs: Path) -> None:
    told = call("changes", "--since", "1", "--top", "0", "--store", two_runs).out
    whole = json.loads(call("changes", "--since", "1", "--store", two_runs, "--json").out)
    assert told.startswith("Since run 1 (")
    assert "4 reports came" in told.splitlines()[0]
    headings = ["\nNew:\n", "\nSupport:\n", "\nFigures:\n"]
    places = [told.index(heading) for heading in headings]
    assert places == sorted(places)
    flat = " ".join(told.split())
    for change in whole["changes"]["lines"]:
        assert " ".join(change["line"]["sentence"].split()) in flat
    assert re.search(r"^  killed, Morzan\w*: 34 → 43$", told, re.MULTILINE)


def test_of_many_changes_the_heaviest_are_shown_and_the_rest_counted(two_runs: Path) -> None:
    found = [c.line for c in chronicles.changes("1", store=two_runs).changes.lines if c.kind == "new"]
    told = " ".join(call("changes", "--since", "1", "--top", "2", "--store", two_runs).out.split())
    new = told.partition("New:")[2].partition("more: --top 0 shows all")[0]
    best = sorted(found, key=lambda row: row.rank)[:2]
    assert {row.sentence for row in found if row.sentence in new} == {row.sentence for row in best}
    assert new.endswith(f"and {len(found) - 2} ")


def test_a_number_of_changes_below_0_is_refused(two_runs: Path) -> None:
    assert call("changes", "--since", "1", "--top", "-1", "--store", two_runs).code == 1


def test_what_would_disturb_a_terminal_is_written_out() -> None:
    from kronika.showing.change_lines import ChangesAnswer, lines
    from kronika.showing.chronicle_phrases import ChroniclePhrases

    strange = msgspec.structs.replace(line("a"), sentence="Wał \x1b[2J pękł \x07 w nocy.")
    found = ChangesAnswer(run=1, made="2031", changes=changes(EMPTY, state(chronicle=[strange])))
    text = "\n".join(lines(found, ChroniclePhrases()))
    assert "pękł" in text
    assert not {"\x1b", "\x07"} & set(text)


# ------------------------------------------------------------ what is untouched

ARREST = "Policja zatrzymała 4 maja 2031 roku w Sokolnikach 40 demonstrantów przed ratuszem."
PORT = "Wojsko zajęło 5 maja 2031 roku port w Velmarze i rozpędziło strajkujących dokerów."
BRIDGE = "Saperzy wysadzili 6 maja 2031 roku most na Wieprzy, a drogę zamknięto na tydzień."


def written(folder: Path, **texts: str) -> list[Path]:
    """Reports of these words in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [folder / f"{name}.txt" for name in texts]


def kinds(found: Changes) -> list[tuple[str, str]]:
    return [(change.kind, change.line.sentence) for change in found.lines]


def test_a_report_of_the_same_name_from_elsewhere_makes_nothing_else_new(tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    api.read(written(tmp_path / "x", a=ARREST), store)
    api.read(written(tmp_path / "y", a=PORT), store)
    found = chronicles.changes(store=store)
    assert (len(found.came), found.went) == (1, [])
    assert kinds(found.changes) == [("new", PORT)]


def test_what_another_model_had_read_is_not_read_again_to_compare(tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    api.read(written(tmp_path, a=ARREST), store, models={"syntax": None})
    api.read(written(tmp_path, b=PORT), store)
    assert kinds(chronicles.changes(store=store).changes) == [("new", PORT)]


def test_of_one_story_what_went_is_told_though_its_report_is_no_more(tmp_path: Path) -> None:
    store = tmp_path / "k.db"
    api.read(written(tmp_path, a=f"{ARREST} {PORT}", b=f"{ARREST} {BRIDGE}", c="Wójt otworzył targi."), store)
    api.remove("b.txt", store)
    assert ("gone", BRIDGE) in kinds(chronicles.changes("1", store=store).changes)
    found = chronicles.changes("1", story="a.txt", store=store)
    assert (found.came, found.went) == ([], ["b.txt"])
    assert ("gone", BRIDGE) in kinds(found.changes)
    assert chronicles.changes("1", story="c.txt", store=store).went == []
