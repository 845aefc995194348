"""Proofs in words: the catalogue is whole in every language, and what people read is what the steps say."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kronika.errors import InputError, PackError
from kronika.linking import days
from kronika.linking.dating import sure
from kronika.ontology import time
from kronika.records import Step
from kronika.showing.catalogue import HOME, Key, catalogue, check_alike, languages, placeholders, read
from kronika.showing.proofs import Piece, Proofs, plain

DATING = Path(sure.__file__).parent
MAKERS = {"days": 0, "said": 0, "compared": 0, "Constraint": 0}
"""Functions that make a step or a constraint, and where its rule stands among the arguments."""
TENSES = {"past", "present", "future", "planned"}
STEP_TABLES = ("time", "article")


def trees() -> Iterator[ast.Module]:
    for path in sorted(DATING.glob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def words_of(node: ast.expr) -> set[str]:
    """The rules that an argument may be: constants, or one or the other."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return words_of(node.body) | words_of(node.orelse)
    return set()


def made(*makers: str) -> set[str]:
    """The rules named where these functions are called, or given to a variable called rule."""
    found: set[str] = set()
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in makers:
                    given = [k.value for k in node.keywords if k.arg == "rule"] + node.args[:1]
                    found |= set().union(*map(words_of, given)) if given else set()
    return found


def variables(name: str) -> set[str]:
    """The words given to a variable."""
    return set().union(*(
        words_of(node.value)
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets)
    ))  # fmt: skip


def habits() -> set[str]:
    """The rules of habits: the first words of the tuples in their module."""
    tree = ast.parse((DATING / "habits.py").read_text(encoding="utf-8"))
    tuples = (node for node in ast.walk(tree) if isinstance(node, ast.Tuple) and len(node.elts) in (2, 3))
    return {w for node in tuples for w in words_of(node.elts[0])} - {"day"}


def parts() -> set[str]:
    """Parts of a stretch: those of the ontology, and the two that shading knows alone."""
    tables = tomllib.loads(Path(time.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    named = {part for table, found in tables.items() if table != "hard" for part in found}
    return {f"part-{part}" for part in named | {"turn", "last-day"}}


def rules_made() -> set[str]:
    """Every rule that a step can have."""
    constraints = made("Constraint") | variables("rule")
    likely = {f"likely-{rule}" for rule in {"same"} | variables("rule")}
    given = {*days.RULES.values(), days.INPUT, days.CHANGED}
    return given | (
        made("days", "said", "compared", "Step") | set(sure.RULES) | constraints & set(sure.RULES) | habits() | likely
    )


@pytest.mark.parametrize("language", languages())
def test_every_rule_that_code_makes_has_a_sentence(language: str) -> None:
    found = rules_made()
    assert {"words", "told-before", "result", "not-known", "input", "window", "copied", "newest-weekday", "today",
            "likely-same", "likely-news", "gave-way", "weekday-differs"} <= found  # fmt: skip
    sentences = {key.rule for key in catalogue(language) if key.table in STEP_TABLES}
    assert found | TENSES | parts() <= sentences


def test_the_languages_are_english_and_polish() -> None:
    assert languages() == ["en", "pl"]
    with pytest.raises(InputError, match="Choose en, pl"):
        catalogue("de")


def test_the_two_languages_say_different_words() -> None:
    english, polish = catalogue("en"), catalogue("pl")
    same = {key for key in english if english[key] == polish[key]} - {
        k for k in english if k.table in ("frame", "days", "event-types", "sectors", "chronicle")
    }
    assert {key.rule for key in same} <= {"words", "result", "copied", "same"}, same


def test_a_rule_or_a_placeholder_that_stands_in_one_language_alone_is_an_error(tmp_path: Path) -> None:
    english, polish = read(HOME / "en.toml"), read(HOME / "pl.toml")
    less = {key: words for key, words in polish.items() if key.rule != "copied"}
    with pytest.raises(PackError, match=r"\[article\] copied \(one\) stands in one language alone. Add it"):
        check_alike("pl.toml", less, english)
    with pytest.raises(PackError, match=r"stands in one language alone\. Remove it"):
        check_alike("pl.toml", polish | {Key("article", "new"): "{text}"}, english)
    with pytest.raises(PackError, match=r"\[article\] same has other placeholders. Those of en are: other, other_text"):
        check_alike("pl.toml", polish | {Key("article", "same"): "{text} mówi"}, english)
    broken = tmp_path / "pl.toml"
    broken.write_text((HOME / "pl.toml").read_text(encoding="utf-8").replace("published =", "publised ="), "utf-8")
    with pytest.raises(PackError, match=r"\[time\] has no published. Add it"):
        read(broken)
    broken.write_text(
        (HOME / "pl.toml").read_text(encoding="utf-8").replace('past = "czas przeszły"', "past = 3"), "utf-8"
    )
    with pytest.raises(PackError, match=r"\[time\] past is no sentence"):
        read(broken)


def test_placeholders_are_those_that_the_files_explain() -> None:
    explained = {"text", "other_text", "other", "days", "chance", "reasons"}
    for key, sentence in catalogue("en").items():
        if key.table not in (
            "frame",
            "days",
            "statements",
            "figures",
            "measures",
            "groups",
            "events",
            "chronicle",
            "page",
            "search",
            "desk",
        ):
            assert placeholders(sentence) <= explained, key


# -------------------------------------------------------------------------- lines


def said(rule: str, text: str, start: int = 10, **more: Any) -> Step:
    return Step(rule=rule, article="001.txt", start=start, end=start + len(text), text=text, **more)


def on(rule: str, first: str | None, last: str | None = None) -> Step:
    return Step(rule=rule, earliest=first, latest=last or first)


def both(rule: str, text: str, other_text: str, chance: float | None = None) -> Step:
    return said(rule, text, other="002.txt", other_start=566, other_end=576, other_text=other_text, chance=chance)


WEDNESDAY = [
    said("words", "w środę"),
    Step(rule="past"),
    on("published", "2022-01-08"),
    said("newest-weekday", "w piątek", 40),
    said("today", "dziś", 60),
    on("result", "2022-01-05"),
]
LATER = [
    said("words", "dzień później"),
    said("told-before", "5 stycznia", 2, earliest="2022-01-05", latest="2022-01-05"),
    on("result", "2022-01-06"),
]
BEGINNING = [
    said("words", "na początku tygodnia"),
    Step(rule="past"),
    Step(rule="part-beginning"),
    on("published", "2022-01-03", "2022-01-09"),
    both("likely-same", "w niedzielę", "2 stycznia", 0.84),
    on("result", "2022-01-03", "2022-01-05"),
]
OPEN = [said("words", "w środę"), Step(rule="planned"), Step(rule="published", earliest="2022-01-07"),
        Step(rule="result", earliest="2022-01-07")]  # fmt: skip
ERROR = [said("words", "w piątek, 5 stycznia"), Step(rule="past"), on("published", "2022-01-08"),
         said("gave-way", "8 stycznia", 90), Step(rule="weekday-differs"), on("result", "2022-01-05")]  # fmt: skip
NOTHING = [said("words", "dzień wcześniej"), Step(rule="nothing-told"), Step(rule="not-known")]

LINES = [
    (WEDNESDAY,
     '"w środę" · past · published 2022-01-08 (from "w piątek" and "dziś") → 2022-01-05',
     "„w środę” · czas przeszły · opublikowano 2022-01-08 (z „w piątek” i „dziś”) → 2022-01-05"),
    (LATER,
     '"dzień później" · counted from "5 stycznia" (2022-01-05) → 2022-01-06',
     "„dzień później” · licząc od „5 stycznia” (2022-01-05) → 2022-01-06"),
    (BEGINNING,
     '"na początku tygodnia" · past · the beginning (by convention) · published 2022-01-03 to 2022-01-09 '
     '(from "w niedzielę" ≈ "2 stycznia" in 002.txt:566 with chance 0.84) → 2022-01-03 to 2022-01-05',
     "„na początku tygodnia” · czas przeszły · początek (umownie) · opublikowano od 2022-01-03 do 2022-01-09 "
     "(z „w niedzielę” ≈ „2 stycznia” w 002.txt:566 z prawdopodobieństwem 0,84) → od 2022-01-03 do 2022-01-05"),
    (OPEN,
     '"w środę" · planned · published 2022-01-07 or later → 2022-01-07 or later',
     "„w środę” · zapowiedź · opublikowano 2022-01-07 lub później → 2022-01-07 lub później"),
    (ERROR,
     '"w piątek, 5 stycznia" · past · published 2022-01-08 · gave way: "8 stycznia" does not fit what is surer · '
     'the weekday in "w piątek, 5 stycznia" is not that of the day: an error in the source → 2022-01-05',
     "„w piątek, 5 stycznia” · czas przeszły · opublikowano 2022-01-08 · odrzucono jako mniej pewne: „8 stycznia” "
     "nie pasuje do tego, co pewniejsze · dzień tygodnia w „w piątek, 5 stycznia” nie zgadza się z datą: "
     "błąd w źródle → 2022-01-05"),
    (NOTHING,
     '"dzień wcześniej" · the text names no day from which it counts → day not known',
     "„dzień wcześniej” · tekst nie podaje dnia, od którego liczyć → dzień nieznany"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("proof", "english", "polish"), LINES, ids=lambda value: "" if isinstance(value, list) else None
)
def test_the_proof_of_an_expression_is_a_line(proof: list[Step], english: str, polish: str) -> None:
    assert plain(Proofs("en").line(proof)) == english
    assert plain(Proofs("pl").line(proof)) == polish


def test_the_proof_of_a_report_is_a_line_a_step() -> None:
    proof = [
        Step(rule="window", earliest="2022-01-01", latest="2022-01-31"),
        both("likely-same", "w niedzielę", "2 stycznia", 0.84),
        both("gave-way", "w piątek", "8 stycznia"),
        said("gave-way", "9 stycznia"),
    ]
    assert [plain(step) for step in Proofs().publication(proof)] == [
        "no day is given: within half a year of 2022-01-01 to 2022-01-31, around which the story lies (a convention)",
        '"w niedzielę" tells the same as "2 stycznia" in 002.txt:566 (chance 0.84)',
        'gave way: "w piątek" and "8 stycznia" in 002.txt:566 do not fit together with what is surer',
        'gave way: "9 stycznia" does not fit what is surer',
    ]
    assert plain(Proofs("pl").publication(proof)[1]) == (
        "„w niedzielę” mówi o tym samym co „2 stycznia” w 002.txt:566 (prawdopodobieństwo 0,84)"
    )


def test_what_is_rather_not_so_is_not_told_as_if_it_were() -> None:
    unlikely = [both("likely-same", "w niedzielę", "2 stycznia", 0.16)]
    assert plain(Proofs().publication(unlikely)[0]).startswith('"w niedzielę" may tell the same as "2 stycznia"')
    assert plain(Proofs("pl").publication(unlikely)[0]).startswith("„w niedzielę” może mówić o tym samym co")


def test_conventions_are_named_as_conventions() -> None:
    for key, sentence in catalogue("en").items():
        if key.table == "time" and key.rule.startswith("part-"):
            assert "by convention" in sentence, key
        if key.table == "article" and key.rule in ("newest-weekday", "newest-date", "today"):
            assert "a convention, counted on real press" in sentence, key


def test_a_rule_that_has_no_sentence_is_named_with_its_passages() -> None:
    told = Proofs()
    unknown = both("next-edition", "w środę", "5 stycznia", 0.5)
    shown = 'next-edition: "w środę", "5 stycznia" in 002.txt:566, chance 0.50'
    assert [plain(step) for step in told.publication([unknown, Step(rule="bare")])] == [shown, "bare"]
    line = [said("words", "dziś"), Step(rule="odd"), on("published", "2022-01-08"), unknown, on("result", "2022-01-08")]
    assert plain(told.line(line)) == (
        '"dziś" · odd · published 2022-01-08 (from "w środę", "5 stycznia" in 002.txt:566) → 2022-01-08'
    )
    assert plain(told.publication([on("dated", "2022-01-08", "2022-01-09")])[0]) == "dated: 2022-01-08 to 2022-01-09"
    assert plain(told.publication([said("likely-same", "bez drugiego")])[0]) == 'likely-same: "bez drugiego"'


def test_the_passages_of_a_sentence_are_known_as_such() -> None:
    [sentence] = Proofs().publication([both("same", "w niedzielę", "2 stycznia")])
    assert [piece for piece in sentence if piece.article] == [
        Piece("w niedzielę", "001.txt", 10, 21),
        Piece("2 stycznia", "002.txt", 566, 576),
        Piece("002.txt", "002.txt", 566, 576, True),
    ]


def test_a_long_passage_is_cut_and_stays_on_one_line() -> None:
    [sentence] = Proofs().publication([said("past", "słowo\n" * 40)])
    assert len(plain(sentence)) < 150
    assert "\n" not in plain(sentence)


def test_what_must_be_seen_is_a_remark_and_an_error_is_told_once() -> None:
    assert [plain(r) for r in Proofs().remarks(ERROR)] == [
        'Contradiction: "8 stycznia" does not fit what is surer, and was set aside.',
        'Error in the source: the weekday in "w piątek, 5 stycznia" is not that of the day.',
    ]
    own = [*ERROR[:3], said("gave-way", "w piątek, 5 stycznia"), *ERROR[4:]]
    assert [plain(r)[:5] for r in Proofs().remarks(own)] == ["Error"]
    assert Proofs().remarks(WEDNESDAY) == []
    assert "Błąd w źródle" in plain(Proofs("pl").remarks(ERROR)[1])
