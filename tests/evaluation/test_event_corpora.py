"""The corpora of events: how sentences and their marks are read, and when one passes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evaluation import event_corpora
from evaluation.event_corpora import Checked, Unread
from kronika.errors import PackError
from kronika.languages.corpus import Example
from kronika.languages.pack import Pack, load_packs

PEOPLE: dict[str, list[str]] = {"actor": [], "recipient": []}
MISSED = {
    "article": "x",
    "start": 0,
    "end": 4,
    "text": "dano",
    "event_type": "AID",
    "mode": None,
    **PEOPLE,
    "modality": "",
}


def example(*values: str, phrase: str = "Policja zatrzymała doktora, a potem zatrzymała posła.") -> Example:
    return Example(values, phrase, "coerce/corpus.txt:3")


def test_marks_become_rows_of_the_truth_in_order() -> None:
    first = "COERCE/arrest | zatrzymała | actor=policja | recipient=doktor"
    found = event_corpora.truth(example(first, "COERCE | zatrzymała | actor=policja; MSW | modality=future"))
    at = {"article": "coerce/corpus.txt:3", "text": "zatrzymała", "event_type": "COERCE"}
    people = {"actor": ["policja"], "recipient": ["doktor"], "modality": "actual"}
    assert found == [
        {**at, "start": 8, "end": 18, "mode": "arrest", **people},
        {
            **at,
            "start": 36,
            "end": 46,
            "mode": None,
            "actor": ["policja", "MSW"],
            "recipient": [],
            "modality": "future",
        },
    ]
    assert event_corpora.truth(example()) == []


MARK = "COERCE | zatrzymała"


@pytest.mark.parametrize("line", ["COERCE", MARK.lower(), MARK[:-1], f"{MARK} | policja", f"{MARK} | actors=policja"])
def test_marks_that_cannot_be_read_are_refused(line: str) -> None:
    with pytest.raises(PackError):
        event_corpora.truth(example(line))


@pytest.mark.parametrize(
    ("said", "sorts"),
    [
        ({}, []),
        ({"mode": "ban"}, []),
        ({"actor": ["Policja", "MSW"]}, []),
        ({"start": 70, "end": 80}, ["missing", "spurious"]),
        ({"event_type": "AID"}, ["type"]),
        ({"modality": None}, ["modality"]),
        ({"actor": []}, ["actor"]),
        ({"recipient": ["doktor"]}, ["recipient"]),
    ],
)
def test_a_sentence_passes_where_all_that_is_marked_is_found_and_nothing_else(
    said: dict[str, Any], sorts: list[str]
) -> None:
    truth = event_corpora.truth(example("COERCE | zatrzymała | actor=policja"))
    checked = Checked("", False, truth, [{**truth[0], "pattern": "p", **said}])
    assert [mistake[0] for mistake in checked.mistakes] == sorts


def test_the_share_counts_what_cannot_be_read_and_leaves_out_what_is_open() -> None:
    right, none, bad = Checked("", False, [], []), Checked("", False, [MISSED], []), Unread("x", False, "why")
    waiting = [Checked("", True, [MISSED], []), Checked("", True, [], []), Checked("", True, [], [])]
    scores = event_corpora.figures([right, none, *waiting], [bad])
    assert (scores["sentences"], scores["unreadable"], scores["open"], scores["nothing"]) == (3, 1, 3, 1)
    assert (scores["share"], scores["open_share"]) == pytest.approx((1 / 3, 2 / 3))
    assert [mistake[0] for mistake in event_corpora.mistakes([none, *waiting], [bad])] == ["missing", "unreadable"]


CORPUS = """# People taken into custody.
COERCE/arrest | ujęto
  -> Ujęto trzech.
nothing
  -> Nic.

# open: not read so yet.
#
# COERCE/arrest | schwytano
# AID | dano
#   -> Schwytano i dano.
# open nothing
# open (sports) -> Atak skrzydłem.
# words of a comment
#   -> after which no sentence is open
"""


def test_corpora_are_found_with_their_open_sentences(tmp_path: Path) -> None:
    for name in ("events/coerce/corpus.txt", "events/aid/corpus.txt", "events/nothing.txt", "events/aid/triggers.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(CORPUS, encoding="utf-8")
    pack = Pack(load_packs()["pl"].folder)
    pack.folder = tmp_path
    files = event_corpora.files(pack)
    assert [file.relative_to(tmp_path / "events").as_posix() for file in files] == [
        "aid/corpus.txt",
        "coerce/corpus.txt",
        "nothing.txt",
    ]
    assert list(event_corpora.examples(files[0])) == [
        (Example(("COERCE/arrest | ujęto",), "Ujęto trzech.", "aid/corpus.txt:3"), False),
        (Example((), "Nic.", "aid/corpus.txt:5"), False),
        (Example(("COERCE/arrest | schwytano", "AID | dano"), "Schwytano i dano.", "aid/corpus.txt:11"), True),
        (Example((), "Atak skrzydłem.", "aid/corpus.txt:13"), True),
    ]
