"""The measure of what is the same statement: pairs of one scene, and the invented statements themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation.sameness import PARTS, Pair, scored
from kronika.records import StatementRow

ROW = StatementRow(id="s", article="a", start=0, end=1, text="x", direct=True)


def test_pairs_are_counted_as_right_wrong_and_missed() -> None:
    found = [Pair(ROW, ROW, same, said) for same, said in [(True, True), (True, False), (False, True), (False, False)]]
    assert scored(found) == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "same": 2, "other": 2}
    assert scored([])["f1"] == 0


@pytest.mark.parametrize("part", PARTS)
def test_invented_statements_hold_what_is_said_in_brackets(examples: Path, part: str) -> None:
    written = (examples / "_statements" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    lines = [json.loads(line) for line in written]
    assert len({line["report"] for line in lines}) == len(lines) >= 150
    for line in lines:
        assert line["text"].count("[") == line["text"].count("]") == 1
        assert line["speaker"]


def test_no_scene_is_in_both_parts(examples: Path) -> None:
    scenes = [
        {
            json.loads(line)["scene"]
            for line in (examples / "_statements" / f"{part}.jsonl").read_text("utf-8").splitlines()
        }
        for part in PARTS
    ]
    assert not scenes[0] & scenes[1]
