"""The gate holds every floor, and says why it holds none where there is nothing to measure."""

from __future__ import annotations

import pytest

from evaluation import ModelError, gate, syntax


def test_a_floor_is_a_ceiling_for_faults(capsys: pytest.CaptureFixture[str]) -> None:
    scores = {"raw": {"words": 99.4, "wrong": 0, "sentences": 94.0}}
    assert gate.below("syntax", scores, {"raw.words": 99.5, "raw.sentences": 94.0, "raw.wrong": 0}) == 1
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["BELOW", "ok", "ok"]


def test_every_section_of_the_floors_is_measured() -> None:
    import json

    assert {name for name, _ in gate.sections()} == json.loads(gate.FLOORS.read_text(encoding="utf-8")).keys()


def test_without_a_model_syntax_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise ModelError("pl/model", "holds no trained model", "Train one")

    monkeypatch.setattr("evaluation.load_model", none)
    monkeypatch.setattr(syntax, "missing", lambda: None)
    assert gate._of_model(syntax) == "not measured: pl/model: holds no trained model. Train one"


def test_below_a_floor_the_gate_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(
        gate, "sections", lambda: [("names", lambda: {"nkjp": {"f1": 0.5}, "poleval": {"overlap_f1": 0.9}})]
    )
    assert gate.main() == 1
    assert "BELOW names" in capsys.readouterr().out
    monkeypatch.setattr(gate, "sections", lambda: [("names", lambda: "not measured: nothing")] * 2)
    assert gate.main() == 0
    assert capsys.readouterr().out == "not measured: nothing\n"
