"""What the guide for linguists shows works: on a copy of the pack, each phrase first fails and then passes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluation.event_corpora import Checked, Sentences, truth
from kronika.errors import PackError
from kronika.languages.corpus import Example, load_corpus
from kronika.languages.files import read_toml
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import HOME, Pack
from kronika.linking import link
from kronika.ontology import event_types
from kronika.records import Reading
from tests import test_corpora as corpora

GUIDE = (Path(__file__).parents[1] / "docs" / "linguists.md").read_text(encoding="utf-8")
ADDED = re.compile(r"^Add to `([^`\n]+)`[^\n]*:\n\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NEW = re.compile(r"The file `([^`\n]+)`[^\n]*:\n\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MESSAGES = re.compile(r"written into `([^`\n]+)`:\n\n```\n(.*?)^```\n\n```text\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
ADDITIONS = [(found[1], found[2]) for found in ADDED.finditer(GUIDE)]
PHRASES = [(path, body) for path, body in ADDITIONS if path.split("/")[-1] not in ("patterns.toml", "triggers.txt")]
PHRASES = [(path, body) for path, body in PHRASES if not {"words", "entities"} & set(path.split("/"))]
ROOMS = {"time", "figures", "statements", "events", "boilerplate", "sentences", "names"}


def copied(folder: Path) -> Path:
    """A copy of the pack, whose model is a link."""
    shutil.copytree(HOME / "pl", folder, ignore=shutil.ignore_patterns("model", "__pycache__"))
    (folder / "model").symlink_to(HOME / "pl" / "model")
    return folder


def add(folder: Path, path: str, body: str) -> int:
    """Writes lines behind those of a file; gives the number of the first."""
    before = (folder / path).read_text(encoding="utf-8").rstrip("\n") + "\n"
    (folder / path).write_text(f"{before}\n{body}", encoding="utf-8")
    return before.count("\n") + 2


def examples(folder: Path) -> Iterator[tuple[str, Example]]:
    """The phrases of the guide, with their room."""
    for number, (path, body) in enumerate(PHRASES):
        file = folder / f"{number}.txt"
        file.write_text(body, encoding="utf-8")
        yield from ((path.split("/")[0], example) for example in load_corpus(file))


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The pack with all that the guide adds."""
    folder = copied(tmp_path_factory.mktemp("guide") / "pl")
    for path, body in ADDITIONS:
        add(folder, path, body)
    return Pack(folder)


def failing(pack: Pack, folder: Path) -> list[str]:
    """The phrases of the guide that do not give what it says."""
    read = Sentences(pack, Knowledge([pack]))
    wrong = []
    for room, example in examples(folder):
        if room == "events":
            right = not Checked(
                example.place, False, truth(example), read.events(example.place, example.phrase)
            ).mistakes
        else:
            right = corpora.READINGS[room](pack, example) == corpora._wanted(room, example)
        wrong += [] if right else [example.phrase]
    return wrong


def test_the_guide_has_an_example_for_each_kind_of_change() -> None:
    assert {path.split("/")[0] for path, _ in ADDITIONS} == ROOMS


def test_phrases_fail_before_and_pass_after(polish: Pack, changed: Pack, tmp_path: Path) -> None:
    """Before, all fail that must give something, and those that a rule keeps from giving something."""
    told = {example.phrase for _, example in examples(tmp_path) if example.values}
    missed = set(failing(polish, tmp_path))
    assert missed == told | {"W szkole imienia 4 maja zamknięto stołówkę.", "Mieszkają za siedmioma górami."}
    assert failing(changed, tmp_path) == []


def test_the_name_of_the_dictionary_is_one(changed: Pack) -> None:
    text = "Strajk zapowiedziała Liga Rybacka Zalewu. Rząd nie rozmawiał jeszcze z LRZ."
    reading = Reading(article=corpora.article(text), findings=corpora.findings(changed, text))
    named = link([reading], Knowledge([changed])).mentions
    assert {(row.text, row.name) for row in named} >= {
        (written, "Liga Rybacka Zalewu") for written in ("LRZ", "Liga Rybacka Zalewu")
    }


def test_messages_are_those_that_the_guide_shows(tmp_path: Path) -> None:
    shown = [(found[1], found[2], found[3]) for found in MESSAGES.finditer(GUIDE)]
    assert len(shown) == 2
    for number, (path, body, message) in enumerate(shown):
        folder = copied(tmp_path / str(number))
        add(folder, path, body)
        with pytest.raises(PackError) as caught:
            broken = Pack(folder)
            broken.words("time")
            _ = broken.triggers
        told = str(caught.value).removeprefix(f"{folder}/")
        assert re.sub(r":\d+", ":N", told) == re.sub(r":\d+", ":N", message)


def test_the_new_language_reads_what_its_corpus_says(tmp_path: Path) -> None:
    folder = tmp_path / "cs"
    for found in NEW.finditer(GUIDE):
        (folder / found[1]).parent.mkdir(parents=True, exist_ok=True)
        (folder / found[1]).write_text(found[2], encoding="utf-8")
    pack = Pack(folder)
    told = load_corpus(folder / "time" / "corpus.txt")
    assert [corpora.time(pack, example) for example in told] == [example.values for example in told]


def test_the_mode_that_the_guide_adds_is_one_that_the_ontology_takes(tmp_path: Path) -> None:
    table = re.search(r'^```\n(modes = .*?"flag"\]\nolder = .*?)^```$', GUIDE, re.MULTILINE | re.DOTALL)
    assert table is not None
    (tmp_path / "mode.toml").write_text(table[1], encoding="utf-8")
    told = read_toml(tmp_path / "mode.toml")
    assert told["modes"] == [*event_types()["PROTEST"].modes, "flag"]
    assert told["older"]["flag"] in event_types()["PROTEST"].modes
