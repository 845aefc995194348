"""Reports that try to break out of every place where the page shows them: in all tables, all that can be text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kronika.records import (
    ArticleRow,
    CastRow,
    Chronicle,
    ChronicleRow,
    DisagreementRow,
    Edit,
    EstimateRow,
    EventRow,
    EvidenceRow,
    FaultRow,
    FigureRow,
    HistoryRow,
    Linked,
    PassageRow,
    PointRow,
    RelationRow,
    RelayRow,
    ReuseRow,
    SideRow,
    StatementRow,
    Step,
    StoryRow,
    SummaryRow,
    TimeRow,
)

PAYLOADS = (
    "</script><script>window.__broken=1</script>",
    "</style><style>body{display:none}</style>",
    '"><img src=x onerror="window.__broken=1">',
    "' onmouseover='window.__broken=1' x='",
    '" autofocus onfocus="window.__broken=1" x="',
    "</title><svg onload=window.__broken=1>",
    "<iframe srcdoc='<script>parent.__broken=1</script>'></iframe>",
    "<!-- --> ]]> <![CDATA[ {{ 7 * 7 }} {% raw %} ${window.__broken=1} \\u003cscript\\u003e",
    "\\\"\n\r\t\\' \u2028\u2029 &lt;script&gt; &#60;script&#62; $& $1 {quote} {left}",
    "javascript:window.__broken=1",
    "\u202e\u0000\x1b[31m\ufeff<b>",
)


def evidence(article: str, bad: str, start: int = 0, end: int = 7) -> EvidenceRow:
    return EvidenceRow(article=article, start=start, end=end, text=bad, rule="told")


def made(bad: str) -> tuple[Linked, Chronicle, dict[str, str], list[FaultRow]]:
    """A story of two reports in which all that can be text is `bad`."""
    one, other = f"{bad} 1", f"{bad} 2"
    text = f"Zginęło 5 osób: {bad}. Wczoraj {bad} mówił."
    at: dict[str, Any] = {"article": one, "start": 8, "end": 9, "text": "5"}
    steps = [
        Step(rule=rule, article=one, start=0, end=7, text=bad, other=other, other_start=2, other_end=7, other_text=bad,
             earliest=bad, chance=0.5)
        for rule in (bad, "likely-same", "gave-way", "weekday-differs")
    ]  # fmt: skip
    articles = [
        ArticleRow(id=f"{bad}{name}", article=name, publisher=bad, title=bad, authors=[bad], language="pl",
                   uri=f"javascript:window.__broken=1//{bad}", published_proof=steps, sha256="0", encoding="utf-8")
        for name in (one, other)
    ]  # fmt: skip
    figures = [
        FigureRow(id=f"{bad}{n}", measure=bad, value=n, who=bad, unit=bad, owner=bad, group=bad, place=bad,
                  attributed_to=bad, modifier=bad, **at)
        for n in range(3)
    ]  # fmt: skip
    points = [
        PointRow(figure=row.id, figures=[row.id], low=n, high=n, earliest=f"2027-05-0{n + 1}", attributed_to=[bad],
                 latest=f"2027-05-0{n + 1}", articles=[one, other], outlets=[bad], origins=[bad, f"{bad}!"],
                 disputed=["s1"])
        for n, row in enumerate(figures)
    ]  # fmt: skip
    relations = [
        RelationRow(first=figures[0].id, second=figures[1].id, relation="contradict", rule=bad, why=bad),
        RelationRow(first=figures[1].id, relation="dispute", rule=bad, why=bad, article=one, start=0, end=7, text=bad),
    ]
    history = HistoryRow(id=bad, story=bad, measure=bad, who=bad, group=bad, owner=bad, place=bad, unit=bad,
                         figures=[row.id for row in figures], points=points, relations=relations,
                         policies={bad: EstimateRow(best=1, why=bad)})  # fmt: skip
    said = {"stance": bad, "modality": bad, "cue": bad, "relay": [bad], "same_why": bad,
            "relays": [RelayRow(name=bad, start=0, end=3, text=bad, rule=bad)], "articles": [one, other],
            "outlets": [bad], "origins": [bad]}  # fmt: skip
    edit = Edit(kind="changed", start=0, end=7, text=bad, other_start=0, other_end=7, other_text=bad)
    statements = [
        StatementRow(id="s1", article=one, start=16, end=len(text), text=bad, direct=True, speaker=bad, **said),
        StatementRow(id="s2", article=other, start=16, end=len(text), text=bad, direct=False, speaker=f"{bad}!",
                     same_as="s1", likeness=0.5, edits=[edit], **said),
    ]  # fmt: skip
    event = EventRow(id="e", article=one, start=0, end=7, text=bad, event_type=bad, mode=bad, actor=[bad],
                     recipient=[bad], modality="actual", pattern=bad, form="active", place=bad, event="e",
                     event_why=[bad], rules=[bad])  # fmt: skip
    times = [
        TimeRow(id=f"t{name}", article=name, start=0, end=7, text=bad, kind="date", earliest="2027-05-01",
                latest="2027-05-01", proof=steps)
        for name in (one, other)
    ]  # fmt: skip
    reuse = [
        ReuseRow(id=f"{bad}u", passage=bad, article=one, start=0, end=len(text), text=bad, other=other, other_start=0,
                 other_end=len(text) + 4, similarity=0.9, edits=[edit]),
    ]  # fmt: skip
    zone = PassageRow(id=bad, article=one, start=0, end=3, text=bad, kind="boilerplate", reason=bad)
    lines = [
        ChronicleRow(id=f"{bad}{n}", story=bad, sentence=bad, event="e", earliest=f"2027-05-0{n + 1}", rank=n + 1,
                     latest=f"2027-05-0{n + 1}", event_type=bad, mode=bad, actor=[bad], recipient=[f"{bad}!"],
                     place=bad, events=["e"], mentions=["e", f"t{one}", f"t{other}"], articles=[one, other],
                     outlets=[bad], origins=[bad, one], evidence=[evidence(one, bad)])
        for n in range(6)
    ]  # fmt: skip
    sides = [
        SideRow(claim=bad, sentence=bad, holders=[bad], articles=[one, other], outlets=[bad], origins=[bad, one],
                mentions=["s1"], evidence=[evidence(one, bad), evidence(other, bad)])
        for _ in range(2)
    ]  # fmt: skip
    matters = [
        DisagreementRow(id=f"{bad}{kind}", story=bad, about=bad, symbol=bad, group=bad, names=[bad], kind=kind,
                        rule=bad, why=bad, sides=sides)
        for kind in ("figure", "version", "account", "denial", "opposite")
    ]  # fmt: skip
    cast = [
        CastRow(name=bad, roles=[bad], sector=bad, acts={bad: 2}, undergoes={bad: 1}, statements=2, mentions=["e"]),
    ]
    summary = SummaryRow(id=bad, story=bad, title=bad, lead=bad, articles=[one, other], outlets=[bad], origins=[bad],
                         actors=cast, evidence=[evidence(one, bad)])  # fmt: skip
    stories = [StoryRow(id=name, article=name, story=bad, title=bad, evidence=[bad]) for name in (one, other)]
    linked = Linked(articles=articles, passages=[zone], times=times, figures=figures, statements=statements,
                    events=[event], reuse=reuse, stories=stories, histories=[history])  # fmt: skip
    faults = [FaultRow(id=bad, article=bad, what=bad, where=bad, why=bad, remedy=bad)]
    texts = {one: text, other: text.replace("5 osób", "9 nowych osób")}
    return linked, Chronicle(chronicle=lines, disagreements=matters, summaries=[summary]), texts, faults


def files(folder: Path) -> Path:
    """The same tried on all of Kronika: files whose names, texts and facts are payloads."""
    folder.mkdir()
    records = []
    for number, bad in enumerate(PAYLOADS):
        said = bad.replace("„", "").replace("”", "")
        text = (
            f"W środę 5 maja 2027 r. w porcie zginęło {number + 3} osób. „{said}” – powiedział Jan {said} Kowalski. "
            f"Policja zatrzymała 86 osób. Jak podaje {said}, w czwartek dokerzy protestowali w Gdańsku. {said}"
        )
        records.append({"id": f"{number} {bad}", "text": text, "title": bad, "publisher": bad, "authors": [bad],
                        "url": f"javascript:window.__broken=1//{bad}", "published": "2027-05-07"})  # fmt: skip
    lines = (json.dumps(record, ensure_ascii=True) for record in records)
    (folder / "depesze.jsonl").write_text("\n".join(lines), encoding="utf-8")
    name = "\"'><img src=x onerror=window.__broken=1>.txt"
    (folder / name).write_text("5 maja w porcie zginęło 17 osób. <script>window.__broken=1</script>", encoding="utf-8")
    (folder / "<img src=x onerror=window.__broken=1>.zip").write_bytes(b"no archive")
    return folder
