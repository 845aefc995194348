"""The scores of base forms, the sorts of errors, and the table and sentences that they are measured on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner

from evaluation import ModelError, bases
from evaluation.__main__ import main
from evaluation.base_errors import Guess, sort_of
from evaluation.bases import CASES, KINDS, Carrier, DeclinedName, Form
from kronika.annotating import Annotator
from kronika.annotating.bases import BaseForms, NameWords
from kronika.errors import PackError
from kronika.languages.pack import Pack
from kronika.records import Base

CARRIERS = "names/carriers.txt"


def guess(form: str, said: str, base: str, kind: str = "PER") -> Guess:
    return Guess(form, base, kind, (said,))


class Echo(BaseForms):
    """Says of each name that it is its own base, or what else it is told to say."""

    def __init__(self) -> None:
        self.asked: list[NameWords] = []

    def bases(self, names: object) -> list[tuple[Base, ...]]:
        told = list(names)  # type: ignore[call-overload]
        self.asked += told
        texts = ["".join(w + " " * s for (w, _), s in zip(n.words, n.spaces, strict=True)).strip() for n in told]
        return [(Base(text, 1.0),) for text in texts]


def test_shares_are_exact_but_for_capitals_or_among_several() -> None:
    told = [
        guess("Jana", "Jan", "Jan"),
        guess("Sejmu", "sejm", "Sejm", "ORG"),
        Guess("Kota", "Kot", "PER", ("Kota", "Kot")),
        guess("Ewy", "Ew", "Ewa"),
    ]
    assert bases.shares(told) == {"exact": 0.25, "letters": 0.5, "among": 0.5, "PER": pytest.approx(1 / 3), "ORG": 0.0}


@pytest.mark.parametrize(
    ("form", "said", "base", "sort"),
    [
        ("Rady Miasta", "Rada", "Rada Miasta", "words"),
        ("ul Polnej", "ul Polna", "ulPolna", "words"),
        ("Sejmem", "sejm", "Sejm", "capitals"),
        ("Anny Rysia", "Anna Rysia", "Anna Ryś", "uninflected"),
        ("RYSIA", "Rysia", "Ryś", "uninflected"),
        ("Theresy May", "Theresa Maj", "Theresa May", "overinflected"),
        ("Duńczyków", "Duńczyk", "Duńczycy", "number"),
        ("duńskich", "duński", "duńscy", "number"),
        ("węgierskiego", "węgierski", "węgierskie", "gender_or_ending"),
        ("Robercie", "Roberta", "Robert", "gender_or_ending"),
        ("Marka Hłaski", "Marka Hłaska", "Marek Hłasko", "gender_or_ending"),
        ("Boże", "Bóg", "boży", "otherwise"),
        ("Anny Boże", "Anna Bóg", "Anna boży", "otherwise"),
    ],
)
def test_sorts_of_errors(form: str, said: str, base: str, sort: str) -> None:
    assert sort_of(guess(form, said, base)) == sort


def test_errors_are_counted_by_sort_and_by_kind() -> None:
    wrong = [guess("Rysia", "Rysia", "Ryś", kind) for kind in ("a", "b", "b")]
    told = [*wrong, guess("Anny", "Anna", "Anna", "c"), guess("Sejmu", "sejm", "Sejm", "d")]
    sorts = bases.errors_by_sort(told)
    assert (sorts.pop("uninflected"), sorts.pop("capitals")) == (3, 1)
    assert set(sorts.values()) == {0}
    assert list(bases.errors_by_kind(told).items()) == [("b", 2), ("a", 1), ("d", 1)]
    many = [guess("x", "x", "y", f"kind{i}") for i in range(20)]
    assert len(bases.errors_by_kind(many)) == bases.MOST_KINDS


def test_errors_are_told_once_and_in_the_order_of_their_sorts() -> None:
    wrong, capitals = guess("Rysia", "Rysia", "Ryś"), guess("Sejmu", "sejm", "Sejm", "ORG")
    assert bases.mistakes({"kpwr": [wrong], "carriers": [wrong, wrong, guess("a", "a", "a"), capitals]}) == [
        "kpwr\tuninflected\tPER\tRysia -> Rysia, not Ryś",
        "carriers\tcapitals\tORG\tSejmu -> sejm, not Sejm",
        "carriers\tuninflected\tPER\tRysia -> Rysia, not Ryś",
    ]


def test_every_form_counts_but_vocatives_that_nobody_writes() -> None:
    person, town = DeclinedName("PER", tuple("ABCDEFG")), DeclinedName("LOC", tuple("HIJKLMN"))
    made = bases.forms([person, town])
    assert [form.text for form in made] == list("ABCDEFG" + "HIJKLM")
    assert made[1] == Form("B", "A", "PER", "gen")
    assert made[-1] == Form("M", "H", "LOC", "loc")


def test_a_table_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "corpus.txt"
    path.write_text("# Kind | forms\n\nPER | Jan | Jana | Janowi | Jana | Janem | Janie | Janie\n", encoding="utf-8")
    assert bases.read_table(path) == [DeclinedName("PER", ("Jan", "Jana", "Janowi", "Jana", "Janem", "Janie", "Janie"))]


@pytest.mark.parametrize(
    "line", ["PER | Jan | Jana", "NOBODY | a | b | c | d | e | f | g", "PER | a | b | c || e | f | g"]
)
def test_a_line_that_is_no_name_is_told_with_its_place(tmp_path: Path, line: str) -> None:
    path = tmp_path / "corpus.txt"
    path.write_text(f"# first\n{line}\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"corpus\.txt:2: .* is no name with its forms"):
        bases.read_table(path)


def test_a_carrier_without_kinds_is_for_all(tmp_path: Path) -> None:
    path = tmp_path / "carriers.txt"
    path.write_text("# case\ngen: Nie było tam {}.\nvoc PER: Witaj, {}: co słychać?\n", encoding="utf-8")
    assert bases.read_carriers(path) == [
        Carrier("gen", KINDS, "Nie było tam {}."),
        Carrier("voc", ("PER",), "Witaj, {}: co słychać?"),
    ]


@pytest.mark.parametrize("line", ["Nie było tam {}.", "gen: Nie było.", "gen: {} i {}.", "gen NIKT: {}.", "gen{}: "])
def test_a_line_that_is_no_carrier_is_told_with_its_place(tmp_path: Path, line: str) -> None:
    path = tmp_path / "carriers.txt"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"carriers\.txt:1: .* is no sentence for a form"):
        bases.read_carriers(path)


def test_every_case_of_every_kind_has_two_carriers(polish: Pack) -> None:
    carriers = bases.read_carriers(polish.folder / CARRIERS)
    for kind in KINDS:
        for case in CASES if kind == "PER" else CASES[:-1]:
            assert len([c for c in carriers if c.case == case and kind in c.kinds]) >= 2, (kind, case)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("PER", "K.K. Baczyński"), ("PER", "Jan Paweł II"), ("LOC", "plac Zbawiciela"), ("ORG", "„Gazeta Wyborcza”"),
     ("ORG", "PiS-em"), ("PER", "as-Sisi"), ("PER", "George'em Orwellem"), ("LOC", "Burkina Faso")],
)  # fmt: skip
def test_the_words_of_a_name_are_found_in_every_carrier(
    polish: Pack, annotator: Annotator, kind: str, text: str
) -> None:
    carriers = bases.read_carriers(polish.folder / CARRIERS)
    cases = [case for case in CASES if kind == "PER" or case != "voc"]
    echo = Echo()
    told = bases.in_sentences(annotator, echo, [Form(text, text, kind, case) for case in cases], carriers)
    assert {guess.said for guess in told} == {text}
    assert len(told) == len([c for c in carriers if kind in c.kinds])
    assert all(tag for name in echo.asked for _, tag in name.words), "the tags that the words have in their sentences"


def test_forms_alone_have_no_tags() -> None:
    echo, table = Echo(), [Form("Annie Nowak", "Anna Nowak", "PER", "dat"), Form("(Adam) Zych", "Adam Zych", "PER", "")]
    first, second = bases.alone(spacy.blank("pl"), echo, table)
    assert (first.form, first.said, first.right) == ("Annie Nowak", "Annie Nowak", False)
    assert (second.said, second.right) == ("Adam Zych", True)
    assert echo.asked[0] == NameWords((("Annie", ""), ("Nowak", "")), (True, False))


def test_a_pipeline_without_base_forms_is_told() -> None:
    with pytest.raises(ModelError, match=r"gives no base forms.*python -m training bases"):
        bases.component(spacy.blank("pl"))


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """One error of KPWr's in place of what is measured."""
    found = {"kpwr": [guess("Rysia", "Rysia", "Ryś", "nam_liv"), guess("Jana", "Jan", "Jan", "nam_liv")]}
    monkeypatch.setattr(bases, "missing", lambda: None)
    monkeypatch.setattr(bases, "guesses", lambda _: found)
    monkeypatch.setattr("evaluation.__main__.load_model", lambda _: None)


@pytest.mark.usefixtures("measured")
def test_the_command_prints_figures_and_on_demand_errors() -> None:
    plain = CliRunner().invoke(main, ["bases"]).output.splitlines()
    assert plain[0] == "kpwr     exact 0.500  letters 0.500  among 0.500"
    assert "uninflected 1" in plain[1] and plain[2] == "kpwr kinds nam_liv 1"
    told = CliRunner().invoke(main, ["bases", "--errors"]).output.splitlines()
    assert told == [*plain, "kpwr\tuninflected\tnam_liv\tRysia -> Rysia, not Ryś"]


@pytest.mark.usefixtures("measured")
def test_the_command_prints_one_json_object() -> None:
    plain = json.loads(CliRunner().invoke(main, ["bases", "--json"]).output)
    assert plain["kpwr"]["exact"] == 0.5
    told = json.loads(CliRunner().invoke(main, ["bases", "--json", "--errors"]).output)
    assert told == {**plain, "mistakes": ["kpwr\tuninflected\tnam_liv\tRysia -> Rysia, not Ryś"]}
