"""The scores of who is meant: B-cubed on cases counted by hand, pairs of rows, references, and the pack's corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from evaluation import entities
from evaluation.__main__ import main
from evaluation.clusters import Item, Place, b_cubed, meant, paired
from evaluation.entities import Found, Judged
from kronika.errors import PackError
from kronika.languages.corpus import Example, load_corpus
from kronika.languages.pack import Pack


def place(who: str, start: int = 0, end: int = 10, kind: str = "PER", article: str = "a.txt") -> Place:
    return Place(article, start, end, kind, who)


def items(truth: str, said: str) -> list[Item]:
    """One item for each letter, of the cluster that the letter names; `-` is no row."""
    sides = ([None if who == "-" else place(who) for who in row] for row in (truth, said))
    return [Item(*pair) for pair in zip(*sides, strict=True)]


@pytest.mark.parametrize(
    ("truth", "said", "precision", "recall"),
    [
        pytest.param("XXYY", "eeff", 1, 1, id="right"),
        pytest.param("XXYY", "eeee", 1 / 2, 1, id="all together"),
        pytest.param("XXYY", "efgh", 1, 1 / 2, id="all apart"),
        pytest.param("XXXY", "eefg", 1, (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, id="one split"),
        pytest.param("XXYY", "eefe", (2 / 3 + 2 / 3 + 1 + 1 / 3) / 4, (1 + 1 + 1 / 2 + 1 / 2) / 4, id="one astray"),
        pytest.param("AAAAABBCCCCC", "aaaaabbbbbbb", (5 + 2 * 2 / 7 + 5 * 5 / 7) / 12, 1, id="Bagga and Baldwin, 1"),
        pytest.param("AAAAABBCCCCC", "aaaaabbaaaaa", (10 * 5 / 10 + 2) / 12, 1, id="Bagga and Baldwin, 2"),
        pytest.param("XXX", "ee-", 1, (2 / 3 + 2 / 3 + 0) / 3, id="one missed"),
        pytest.param("XX-", "eee", (2 / 3 + 2 / 3 + 0) / 3, 1, id="one invented into a cluster"),
        pytest.param("XX-", "eef", (1 + 1 + 0) / 3, 1, id="one invented alone"),
        pytest.param("XX-", "e-e", (1 / 2 + 0) / 2, (1 / 2 + 0) / 2, id="one missed, one invented"),
        pytest.param("X-", "-e", 0, 0, id="nothing paired"),
        pytest.param("XX", "--", 0, 0, id="nothing said"),
        pytest.param("", "", 1, 1, id="nothing to say"),
    ],
)
def test_b_cubed(truth: str, said: str, precision: float, recall: float) -> None:
    found = b_cubed(items(truth, said))
    assert found == (pytest.approx(precision), pytest.approx(recall))
    total = precision + recall
    assert found.figures["f1"] == pytest.approx(2 * precision * recall / total if total else 0)


def test_rows_that_are_half_alike_are_a_pair_whatever_their_kinds() -> None:
    truth = [place("X", 0, 10), place("Y", 20, 30), place("Z", 40, 50)]
    said = [place("e", 0, 5, "ORG"), place("f", 20, 24), place("g", 40, 50, article="b.txt")]
    found = paired(truth, said)
    assert [(i.truth and i.truth.who, i.said and i.said.who) for i in found] == [
        ("X", "e"), ("Y", None), ("Z", None), (None, "f"), (None, "g"),
    ]  # fmt: skip
    assert [item.place.start for item in found] == [0, 20, 40, 20, 40]


def test_the_closest_rows_are_paired_first() -> None:
    truth, said = [place("X", 0, 10), place("Y", 0, 8)], [place("e", 0, 8), place("f", 0, 6)]
    assert [item.said for item in paired(truth, said)] == [place("f", 0, 6), place("e", 0, 8)]


def test_an_item_of_no_row_stands_nowhere() -> None:
    with pytest.raises(ValueError, match="of no row"):
        _ = Item(None, None).place


def test_a_name_means_the_entity_that_most_of_its_rows_have() -> None:
    assert meant(items("XXXYY-Z", "feeghe-")) == {"X": "e", "Y": "g"}


def test_a_reference_is_right_by_the_entity_of_most_names() -> None:
    truth, text = place("X", 4, 8, "NOM"), {"a.txt": "Tam szef\npyta."}
    told = entities.judged(
        [
            Item(truth, place("e", 4, 8, "NOM")),
            Item(truth, place("f", 4, 8, "NOM")),
            Item(truth, None),
            Item(None, place("f", 9, 13, "PRO")),
            Item(place("never named", 4, 8, "NOM"), place("f", 4, 8, "NOM")),
        ],
        {"X": "e"},
        {"e": "Xena", "f": "Fryda"},
        text,
    )
    assert [(j.kind, j.meant, j.said, j.right) for j in told] == [
        ("NOM", "X", "Xena", True),
        ("NOM", "X", "Fryda", False),
        ("NOM", "X", None, False),
        ("PRO", None, "Fryda", False),
        ("NOM", "never named", "Fryda", False),
    ]
    assert (told[0].where, told[0].shown, told[3].shown) == ("a.txt:4", "Tam [[szef]] pyta.", "Tam szef [[pyta]].")
    assert entities.shares(told) == {
        "precision": 1 / 4, "recall": 1 / 4, "f1": pytest.approx(1 / 4), "right": 1, "said": 4, "truth": 4,
    }  # fmt: skip


def test_without_references_all_shares_are_zero() -> None:
    assert set(entities.shares([]).values()) == {0}


def test_stated_references_stand_where_their_words_do() -> None:
    example = Example(
        ("prezes#2 = Jan Kot", "go = Jan Kot", "Ma = Ewa Lis"), "Ma go prezes? Wiceprezes, prezes.", "c:1"
    )
    assert [(p.start, p.end, p.who) for p in entities.stated(example)] == [
        (26, 32, "Jan Kot"), (3, 5, "Jan Kot"), (0, 2, "Ewa Lis"),
    ]  # fmt: skip
    assert entities.stated(Example((), "Nic.", "c:2")) == []


@pytest.mark.parametrize("value", ["prezes#2 = Jan Kot", "on = Jan Kot", "prezes", "= Jan Kot"])
def test_references_that_do_not_stand_there_are_told_with_their_place(value: str) -> None:
    with pytest.raises(PackError, match=r"c\.txt:7: .* is not in the passage"):
        entities.stated(Example((value,), "Pyta prezes Wrona.", "c.txt:7"))


def test_every_reference_of_the_corpus_stands_in_its_passage(polish: Pack) -> None:
    corpus = load_corpus(polish.folder / "names" / "references.txt")
    assert len({example.phrase for example in corpus}) == len(corpus)
    for example in corpus:
        places = [(p.start, p.end) for p in entities.stated(example)]
        assert len(set(places)) == len(places), example.place


def test_references_of_the_examples_mean_people_who_are_named() -> None:
    def rows(name: str) -> list[dict[str, str]]:
        return [json.loads(line) for line in (entities.TRUTH / name).read_text(encoding="utf-8").splitlines()]

    people = {row["name"] for row in rows("mentions.jsonl") if row["kind"] == "PER"}
    records = map(json.loads, (entities.EXAMPLES / "depesze.jsonl").read_text(encoding="utf-8").splitlines())
    texts = {record["id"]: record["text"] for record in records}
    texts |= {path.name: path.read_bytes().decode("utf-8") for path in entities.EXAMPLES.glob("*.txt")}
    for row in rows("references.jsonl"):
        assert row["name"] in people
        assert row["kind"] in entities.REFERENCES
        assert texts[row["article"]][int(row["start"]) : int(row["end"])] == row["text"]


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few rows in place of what is measured."""
    wrong = Judged("a.txt:4", "NOM", "Jan Kot", "Ewa Lis", False, "Tam [[szef]].")
    missed = Judged("c:1:9", "", "Jan Kot", None, False, "A [[on]].")
    known = Found(items("XXY", "ee-"), [wrong], [missed], [True, False], ["names\tmissed\tb.txt:0"])
    monkeypatch.setattr(entities, "missing", lambda: None)
    monkeypatch.setattr(entities, "found", lambda: known)


@pytest.mark.usefixtures("measured")
def test_the_command_prints_figures_and_on_demand_errors() -> None:
    plain = CliRunner().invoke(main, ["entities"]).output.splitlines()
    assert plain[:3] == [
        "names    found 0.667  truth 3  said 2",
        "linked   precision 1.000  recall 1.000  f1 1.000",
        "all      precision 1.000  recall 0.667  f1 0.800",
    ]
    assert plain[-1] == "nothing  share 0.500  free 1  passages 2"
    told = CliRunner().invoke(main, ["entities", "--errors"]).output.splitlines()
    assert told == [
        *plain,
        "names\tmissed\tb.txt:0",
        "references\twrong\ta.txt:4\tNOM\tEwa Lis, not Jan Kot\tTam [[szef]].",
        "corpus\tmissed\tc:1:9\t\tnobody, not Jan Kot\tA [[on]].",
    ]


@pytest.mark.usefixtures("measured")
def test_the_command_prints_one_json_object() -> None:
    plain = json.loads(CliRunner().invoke(main, ["entities", "--json"]).output)
    assert (plain["NOM"]["precision"], plain["corpus"]["truth"]) == (0.0, 1)
    told = json.loads(CliRunner().invoke(main, ["entities", "--json", "--errors"]).output)
    assert len(told.pop("mistakes")) == 3
    assert told == plain


def test_without_a_model_nothing_is_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(entities, "model_folder", lambda: tmp_path)
    assert entities.missing() == "not measured: the pack holds no trained model"
