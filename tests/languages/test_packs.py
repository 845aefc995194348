"""Packs: the toy language runs through every room, and a file that does not hold says where and what to do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from invented import article
from kronika.annotating import Annotator
from kronika.cleaning import clean
from kronika.errors import PackError
from kronika.extracting import Extractor
from kronika.extracting.times import TimeExtractor
from kronika.languages.corpus import load_corpus
from kronika.languages.letters import LOWER, UPPER
from kronika.languages.pack import HOME, Pack, load_packs
from kronika.languages.words import load_words
from kronika.linking import link
from kronika.records import Reading

TOY = Path(__file__).parent / "xx"
REPORT = """Skriñ øl Marn

Grom taluk øk vunok 5 pel. Drn. Marn taluk trez kolu zorin. Grom pel mor.

[Pik] Grom øl Zar

Zar pel trizok 2 vek 7."""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the toy pack, to be spoilt."""
    return Path(shutil.copytree(TOY, tmp_path / "xx"))


def test_a_report_in_an_invented_language_runs_through_the_house() -> None:
    toy = Pack(TOY)
    report = article(REPORT, language="xx", published="2031-06-18")
    document = clean(report, {"xx": toy})
    annotator = Annotator(toy)
    findings = Extractor(toy).extract(annotator.annotate(document))
    linked = link([Reading(article=report, findings=findings)])
    assert [(p.kind, p.text) for p in linked.passages] == [
        ("boilerplate", "Skriñ øl Marn"),
        ("lead", "Grom taluk øk vunok 5 pel. Drn. Marn taluk trez kolu zorin. Grom pel mor."),
        ("caption", "[Pik] Grom øl Zar"),
        ("body", "Zar pel trizok 2 vek 7."),
    ]
    assert [(t.text, t.earliest, t.latest) for t in linked.times] == [
        ("øk vunok 5", "2031-01-05", "2031-01-05"),
        ("trizok 2 vek 7", "2031-03-02", "2031-03-07"),
    ]
    assert [(f.text, f.measure, f.value, f.unit) for f in linked.figures] == [("trez kolu", "money", 3000, "ZOR")]
    ends = [REPORT[s.start : s.end] for s in findings.sentences]
    assert "Drn. Marn taluk trez kolu zorin." in ends


def test_a_language_that_no_pack_knows_has_no_zones() -> None:
    document = clean(article("Grom taluk.", language="xx"), load_packs(HOME))
    assert (document.language, document.zones) == ("xx", [])


def test_a_pack_is_known_by_its_code_and_changes_with_every_file(pack: Path) -> None:
    assert load_packs(TOY.parent)["xx"].name == "zorbeski"
    before = Pack(pack).fingerprint
    assert before == Pack(TOY).fingerprint
    (pack / "time/words/moon.txt").write_text("1: vuno\n")
    assert Pack(pack).fingerprint != before


def test_a_missing_folder_is_an_empty_room(pack: Path) -> None:
    for room in ("figures", "sentences", "time", "boilerplate"):
        shutil.rmtree(pack / room)
    toy = Pack(pack)
    assert (toy.patterns("time"), toy.words("figures"), toy.zone_patterns) == ([], {}, [])
    annotator = Annotator(toy)
    report = article(REPORT, language="xx")
    findings = Extractor(toy).extract(annotator.annotate(clean(report, {"xx": toy})))
    assert (findings.times, findings.statements) == ([], [])
    assert {f.measure for f in findings.figures} == {"other"}  # digits are read in every language


def test_lists_give_the_longest_entry_and_its_value(tmp_path: Path) -> None:
    path = tmp_path / "sum.txt"
    path.write_text("# numbers\n1: un, un tak  # one\n2: duz\nplain, @lem\n")
    words = load_words(path)
    assert words.symbol == "sum"
    assert words.forms() == {"un": "1", "duz": "2", "plain": "plain"}
    assert [(e.words, e.value) for e in words.entries] == [
        (("un",), "1"),
        (("un", "tak"), "1"),
        (("duz",), "2"),
        (("plain",), "plain"),
        (("@lem",), "lem"),
    ]


def test_a_corpus_gives_values_phrases_and_places(tmp_path: Path) -> None:
    path = tmp_path / "corpus.txt"
    path.write_text("# day\n\none\ntwo\n  -> A.¶B.\n  -> C\nnothing\n  -> D\n")
    assert load_corpus(path) == [
        (("one", "two"), "A.\n\nB.", "corpus.txt:5"),
        (("one", "two"), "C", "corpus.txt:6"),
        ((), "D", "corpus.txt:8"),
    ]


def test_letters_know_their_case() -> None:
    assert {"Ż", "A", "Ñ"} <= set(UPPER)
    assert {"ż", "a", "ø"} <= set(LOWER)
    assert not set(UPPER) & set(LOWER)


# Each spoils one file of the pack, then loads what reads it: file, contents, where the error stands, the remedy.
MOON = "time/words/moon.txt"
CORPUS = "time/corpus.txt"
TIME = "time/patterns.toml"
ZONES = "boilerplate/patterns.toml"
PATTERN = '[[pattern]]\nid = "p"\npattern = "{}"\nmeaning = "{}"\n'
ZONE = "[[pattern]]\nid = 'z'\nreason = 'r'\nregex = '{}'\n"
SPOILT = [
    pytest.param(MOON, "1: vuno\n2: duvo,\n", r"moon\.txt:2: expected 'value: form, form'", "form", id="comma"),
    pytest.param(MOON, "# x\n\n1: , vuno\n", r"moon\.txt:3: expected", "form", id="form"),
    pytest.param(CORPUS, "\n  -> vuno 5\n", r"corpus\.txt:2: a phrase before any value", "above", id="corpus"),
    pytest.param(TIME, "[[pattern\n", r"time/patterns\.toml: not TOML.*line 1", "Mend the line", id="toml"),
    pytest.param(TIME, '[[pattern]]\nid = "p"\n', r"pattern p: has no meaning, pattern", "Add it", id="key"),
    pytest.param(TIME, PATTERN.format("x", "date") * 2, r"pattern p: stands twice", "id of its own", id="twice"),
    pytest.param(TIME, PATTERN.format("<moon", "date"), r"pattern p: cannot read '<moon'", "word", id="item"),
    pytest.param(TIME, PATTERN.format("<sun:month>", "date"), r"no list <sun>", r"words/sun\.txt", id="list"),
    pytest.param(TIME, PATTERN.format("vuno", "festival"), r"no meaning 'festival'", "date", id="meaning"),
    pytest.param(ZONES, ZONE.format("("), r"pattern z: the regex is not valid", "Mend it", id="regex"),
    pytest.param(ZONES, ZONE.format("a") + "where = 'there'\n", r"pattern z: where there", "paragraph", id="where"),
    pytest.param(ZONES, ZONE.format("a") + "extent = 'all'\n", r"extent all", "teaser", id="extent"),
    pytest.param(ZONES, "[[pattern]]\nid = 'z'\n", r"pattern z: has no reason, regex", "Add it", id="zone-key"),
    pytest.param(ZONES, "[[pattern\n", r"patterns\.toml: not TOML.*line 1", "Mend the line", id="zone-toml"),
    pytest.param("pack.toml", "name = \n", r"pack\.toml: not TOML.*line 1", "Mend the line", id="settings"),
    pytest.param("pack.toml", "name = 'x'\n", r"pack\.toml: expected code = a str", "Add it", id="setting"),
    pytest.param("pack.toml", "name = 5\n", r"pack\.toml: expected name = a str", "Add it", id="type"),
]  # fmt: skip


def load_all(folder: Path) -> None:
    pack = Pack(folder)
    assert pack.zone_patterns is not None
    for room in ("time", "figures", "sentences", "statements"):
        pack.words(room)
    load_corpus(folder / "time/corpus.txt")
    TimeExtractor(pack)


@pytest.mark.parametrize(("file", "contents", "problem", "remedy"), SPOILT)
def test_a_spoilt_file_says_where_and_what_to_do(
    pack: Path, file: str, contents: str, problem: str, remedy: str
) -> None:
    load_all(pack)
    (pack / file).write_text(contents)
    with pytest.raises(PackError) as error:
        load_all(pack)
    assert str(error.value).startswith(str(pack))
    assert re.search(problem, str(error.value))
    assert re.search(remedy, error.value.remedy)


SPOILERS: dict[str, Callable[[Path], object]] = {
    "has no pack.toml": lambda folder: (folder / "pack.toml").unlink(),
    r"moon\.txt:2: not UTF-8": lambda folder: (folder / "time/words/moon.txt").write_bytes(b"1: vuno\n2: vun\xff\n"),
}


@pytest.mark.parametrize("problem", SPOILERS)
def test_a_file_that_is_missing_or_not_utf_8(pack: Path, problem: str) -> None:
    SPOILERS[problem](pack)
    with pytest.raises(PackError, match=problem):
        load_all(pack)


def test_an_unknown_analyser(pack: Path) -> None:
    settings = pack / "pack.toml"
    settings.write_text(settings.read_text().replace('"none"', '"oracle"'))
    with pytest.raises(PackError, match=r"pack\.toml: no analyser 'oracle'\. Choose morfeusz or none"):
        Annotator(Pack(pack))


@pytest.mark.parametrize("broken", ["1: vuno\n2: duvo,\n", "1: vuno, , vunok\n"])
def test_the_error_of_a_list_is_one_line_with_its_place(pack: Path, broken: str) -> None:
    path = pack / "time/words/moon.txt"
    path.write_text(broken)
    with pytest.raises(PackError) as error:
        load_words(path)
    line = broken.count("\n")
    assert str(error.value) == f"{path}:{line}: expected 'value: form, form'. Write a form after every comma"
