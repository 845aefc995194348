"""Records over the example reports, made from their hand-made truth: what the page is tried on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from kronika.evidence import digest
from kronika.records import (
    ArticleRow,
    Chronicle,
    ChronicleRow,
    EstimateRow,
    FaultRow,
    FigureRow,
    HistoryRow,
    Linked,
    PassageRow,
    ReuseRow,
    StatementRow,
    Step,
    StoryRow,
    TimeRow,
)

EXAMPLES = Path(__file__).parents[2] / "examples"
THREE = ("glos-portu-02.txt", "latarnia-01.txt", "zatoka-1")
SENTENCE = re.compile(r"\S.*?(?:[.!?]+[”\"]?(?=\s+[–„A-ZŚŁŻ-])|$)", re.MULTILINE)
STORY = "morzany"


class Sample(NamedTuple):
    linked: Linked
    chronicle: Chronicle
    texts: dict[str, str]
    faults: list[FaultRow]
    sentences: dict[str, list[tuple[int, int]]]


def truth(table: str, names: Iterable[str]) -> list[dict[str, Any]]:
    """The rows of a table for the named reports."""
    lines = (EXAMPLES / "_truth" / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = map(json.loads, lines)
    return [row for row in rows if row["article"] in names and row.get("other", row["article"]) in names]


def identified(table: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": digest(table, row["article"], row.get("start"), n), **row} for n, row in enumerate(rows)]


def make_sample(names: Iterable[str] = THREE) -> Sample:
    """The records of one story over the named reports."""
    names = tuple(names)
    records = read(names)
    texts = {name: record["text"] for name, record in records.items()}
    sentences = {name: [m.span() for m in SENTENCE.finditer(text)] for name, text in texts.items()}
    linked = Linked(
        articles=articles(names, records),
        passages=[
            PassageRow(reason="advertisement label" if row["kind"] == "boilerplate" else None, **row)
            for row in identified("passages", truth("passages", names))
        ],
        times=[
            TimeRow(proof=proof(row), **row)
            for row in identified("times", truth("times", names))
        ],
        figures=[FigureRow(**row) for row in identified("figures", truth("figures", names))],
        statements=statements(names),
        reuse=[
            ReuseRow(similarity=1.0, passage=row["id"], **row) for row in identified("reuse", truth("reuse", names))
        ],
        stories=[StoryRow(id=f"s{n}", article=a, story=STORY, title="Eksplozja w porcie w Morzanach")
                 for n, a in enumerate(names)],
    )  # fmt: skip
    linked = replace(linked, histories=histories(linked.figures))
    chronicle = Chronicle(chronicle=timeline(linked, texts, sentences))
    return Sample(linked, chronicle, texts, faults(), sentences)


def proof(row: dict[str, Any]) -> list[Step]:
    """The words, their tense, the days of publication, what came out."""
    words = Step(rule="words", **{key: row[key] for key in ("article", "start", "end", "text")})
    days = {key: row.get(key) for key in ("earliest", "latest")}
    result = Step(rule="result" if any(days.values()) else "not-known", **days)
    published = Step(rule="published", earliest="2027-05-06", latest="2027-05-06")
    return [words, Step(rule="past"), published, result]


def told_alike(name: str, names: tuple[str, ...]) -> list[Step]:
    """A step that rests on a passage of this report and on one of the next, neither of which is a row."""
    other = names[(names.index(name) + 1) % len(names)]
    return [Step(rule="likely-told", article=name, start=1, end=4, text="abc", other=other, other_start=2,
                 other_end=9, other_text="defghij", chance=0.7)] if other != name else []  # fmt: skip


def read(names: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    lines = (EXAMPLES / "depesze.jsonl").read_text(encoding="utf-8").splitlines()
    found = {record["id"]: record for record in map(json.loads, lines)}
    for path in sorted(EXAMPLES.glob("*.txt")):
        found[path.name] = {"text": path.read_bytes().decode()}
    return {name: found[name] for name in names}


def articles(names: tuple[str, ...], records: dict[str, dict[str, Any]]) -> list[ArticleRow]:
    days = {row["article"]: row for row in truth("articles", names)}
    return [
        ArticleRow(
            id=digest(name),
            publisher=records[name].get("publisher"),
            title=records[name].get("title"),
            uri=records[name].get("url"),
            authors=records[name].get("authors", []),
            published_proof=[Step(rule="input", earliest="2027-05-01", latest="2027-05-31"), *told_alike(name, names)],
            sha256=digest(records[name]["text"]),
            encoding="utf-8",
            **days[name],
        )
        for name in names
    ]


def statements(names: tuple[str, ...]) -> list[StatementRow]:
    """The last statement loses its speaker; one that is told word for word again points to the first."""
    rows = identified("statements", truth("statements", names))
    first: dict[tuple[str, str], str] = {}
    made = []
    for n, row in enumerate(rows):
        relay = [row.pop("relay")] if row.get("relay") else row.pop("relay") or []
        same = first.setdefault((row["text"], row["speaker"]), row["id"])
        speaker = None if n == len(rows) - 1 else row.pop("speaker")
        row.pop("speaker", None)
        again = None if same == row["id"] else same
        made.append(StatementRow(relay=relay, same_as=again, speaker=speaker, **row))
    return made


def timeline(linked: Linked, texts: dict[str, str], sentences: dict[str, list[tuple[int, int]]]) -> list[ChronicleRow]:
    """One line a sentence that names a day; equal sentences of several reports are one line."""
    lines: dict[tuple[str, str | None, str | None], list[TimeRow]] = {}
    for time in linked.times:
        start, end = next(s for s in sentences[time.article] if s[0] <= time.start < s[1])
        lines.setdefault((texts[time.article][start:end], time.earliest, time.latest), []).append(time)
    return [
        ChronicleRow(
            id=digest("line", sentence, earliest, latest),
            story=STORY,
            sentence=sentence,
            earliest=earliest,
            latest=latest,
            mentions=[t.id for t in times],
            articles=sorted({t.article for t in times}),
            outlets=sorted({t.article.split("-")[0] for t in times}),
            origins=["AKD"],
        )
        for (sentence, earliest, latest), times in lines.items()
    ] + [
        ChronicleRow(id="undated", story=STORY, sentence="Strajk trwa.", mentions=[linked.statements[0].id]),
        ChronicleRow(id="open", story=STORY, sentence="Obowiązuje dekret.", earliest="2027-05-08"),
    ]


def histories(figures: list[FigureRow]) -> list[HistoryRow]:
    """One history a measure of several figures, all but its last figure in it."""
    by_measure: dict[str, list[FigureRow]] = {}
    for figure in figures:
        by_measure.setdefault(figure.measure, []).append(figure)
    return [
        HistoryRow(id=digest("history", m), story=STORY, measure=m, who=f[0].who,
                   figures=[x.id for x in f[:-1]],
                   policies={"acled": EstimateRow(best=29, low=29, why="The lowest.")} if m == "killed" else {})
        for m, f in by_measure.items() if len(f) > 2 and m != "other"
    ]  # fmt: skip


def faults() -> list[FaultRow]:
    return [
        FaultRow(id="x1", article="depesze.jsonl", what="one record", where="line 7", why="it has no text",
                 remedy="give it a field text"),
        FaultRow(id="x2", article=None, what="one file", where="zdjęcia.zip",
                 why="not a format Kronika reads", remedy="unpack it"),
    ]  # fmt: skip
