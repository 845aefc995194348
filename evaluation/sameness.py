"""Which statements are the same one: what linking says against invented statements, by pairs of one scene.

`measured`: the statements of `examples/_statements/measured.jsonl`, written before there was a way to find them; no
word, weight or border was chosen by them. `tuned`: those of `tuned.jsonl`, by which the border was chosen. Statements
of a scene have one speaker, seldom two, and one subject; those of one `claim` are the same. In a text, square brackets
hold what is said. `measured_words` and `tuned_words` are what equal words alone find.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple
from unittest.mock import patch

from msgspec import structs

from evaluation import entities
from evaluation.entities import EXAMPLES
from evaluation.linker import Linker
from kronika.linking import named
from kronika.linking.report import Report
from kronika.linking.sameness import same
from kronika.origins import Origins
from kronika.records import Article, Linked, Metadata, Reading, StatementFinding, StatementRow

PARTS = ("measured", "tuned")
STEPS = [step / 50 for step in range(15, 45)]
"""Borders of likeness that are tried."""
OPEN, CLOSE = "[", "]"

Figures = dict[str, dict[str, float]]
Line = dict[str, str]


class Known(NamedTuple):
    """A part's lines, and its reports linked but for what is the same: every scene is a story."""

    lines: Sequence[Line]
    linked: Linked
    reports: Sequence[Report]


def missing() -> str | None:
    """Why nothing can be measured; None where the pack has its model."""
    return entities.missing()


def known(linker: Linker, part: str) -> Known:
    """The statements of a part, read as reports of one sentence."""
    written = (EXAMPLES / "_statements" / f"{part}.jsonl").read_text(encoding="utf-8")
    lines: list[Line] = [json.loads(line) for line in written.splitlines()]
    read = linker.readings(_article(line) for line in lines)
    readings = [_saying(reading, line) for reading, line in zip(read, lines, strict=True)]
    scenes = {line["report"]: line["scene"] for line in lines}
    return Known(lines, linker.link(readings), [r._replace(story=scenes[r.name]) for r in named(readings)])


def _article(line: Line) -> Article:
    text = line["text"].replace(OPEN, "").replace(CLOSE, "")
    metadata = Metadata(published=line["day"], language="pl")
    return Article(
        source=line["report"], name=line["report"], text=text, sha256="", encoding="utf-8", metadata=metadata
    )


def _saying(reading: Reading, line: Line) -> Reading:
    """The reading with the one statement that the brackets show."""
    before, inside = line["text"].split(OPEN)
    said = StatementFinding(
        start=len(before),
        end=len(before) + inside.index(CLOSE),
        direct=before.rstrip().endswith(("„", "–")),
        pattern="invented",
        speaker=line["speaker"],
        stance=line.get("stance", "asserts"),
    )
    return structs.replace(reading, findings=structs.replace(reading.findings, statements=[said]))


def found(linker: Linker, one: Known) -> list[StatementRow]:
    """The statements of a part as linking groups them."""
    return same(
        one.linked,
        one.reports,
        Origins(one.linked, {report.name: report.article.text for report in one.reports}),
        linker.knowledge,
    )


class Pair(NamedTuple):
    """Two statements of a scene: whether they are the same, and whether linking says so."""

    one: StatementRow
    other: StatementRow
    same: bool
    said: bool


def pairs(one: Known, rows: Sequence[StatementRow]) -> Iterator[Pair]:
    """All pairs of statements of one scene."""
    lines = {line["report"]: line for line in one.lines}
    for a, b in combinations(rows, 2):
        if lines[a.article]["scene"] == lines[b.article]["scene"]:
            claimed = lines[a.article]["claim"] == lines[b.article]["claim"]
            yield Pair(a, b, claimed, (a.same_as or a.id) == (b.same_as or b.id))


def scored(found: Sequence[Pair]) -> dict[str, float]:
    """Precision, recall and F1 of the pairs that are said to be the same."""
    right, said, true = sum(p.same and p.said for p in found), sum(p.said for p in found), sum(p.same for p in found)
    precision, recall = right / max(1, said), right / max(1, true)
    f1 = 2 * right / max(1, said + true)
    return {"precision": precision, "recall": recall, "f1": f1, "same": true, "other": len(found) - true}


def measure() -> Figures:
    """The figures of both parts."""
    return tables(answers())


def answers() -> dict[str, list[Pair]]:
    """The pairs of both parts, and those that equal words alone find."""
    linker = Linker()
    told: dict[str, list[Pair]] = {}
    for part in PARTS:
        one = known(linker, part)
        told[part] = list(pairs(one, found(linker, one)))
        with patch("kronika.linking.versions.ALIKE", 2.0), patch("kronika.linking.versions.ALIKE_SENTENCE", 2.0):
            told[f"{part}_words"] = list(pairs(one, found(linker, one)))
    return told


def tables(told: dict[str, list[Pair]]) -> Figures:
    """The figures by part."""
    return {part: scored(found) for part, found in told.items()}


def mistakes(told: dict[str, list[Pair]]) -> list[str]:
    """The pairs of the tuned part that linking joins or parts wrongly, one a line: nobody chooses by the others."""
    wrong = [pair for pair in told["tuned"] if pair.same != pair.said]
    return [f"{'joined' if p.said else 'parted'}\t{p.one.text}\t{p.other.text}" for p in wrong]


def sweep() -> Figures:
    """Precision, recall and F1 of the tuned part by the border of likeness."""
    linker = Linker()
    one = known(linker, "tuned")
    steps: Figures = {}
    for step in STEPS:
        with patch("kronika.linking.versions.ALIKE", step):
            steps[f"{step:.2f}"] = scored(list(pairs(one, found(linker, one))))
    return steps
