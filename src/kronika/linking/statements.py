"""What is said in one report, as rows of the export: who speaks, through whom, on which days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kronika.languages.letters import fold
from kronika.linking.copying import host_of
from kronika.linking.entities import Entities
from kronika.linking.names import Names
from kronika.linking.report import Report
from kronika.linking.speakers import Voice, voices_of
from kronika.records import RelayFinding, RelayRow, StatementFinding, StatementRow

SHORTEST = 4
"""Letters of an outlet's name that is looked for in an address."""


def of(report: Report, own: Names, story: Names, entities: Entities) -> list[StatementRow]:
    """What is said in it. A statement inside another is relayed by the outer one's speaker."""
    findings = report.findings.statements
    voices = voices_of(report, entities, own, story)
    ids = [report.row_id("statement", f.start, f.end) for f in findings]
    return [
        _row(report, f, ids, voices[i], _relays(report, findings, i, voices, entities)) for i, f in enumerate(findings)
    ]


def _row(
    report: Report, f: StatementFinding, ids: Sequence[str], voice: Voice | None, relays: list[RelayRow]
) -> StatementRow:
    return StatementRow(
        id=report.row_id("statement", f.start, f.end),
        article=report.name,
        start=f.start,
        end=f.end,
        text=report.quote(f.start, f.end),
        direct=f.direct,
        speaker=voice.name if voice else None,
        speaker_entity=voice.entity if voice else None,
        speaker_start=f.speaker_start,
        speaker_end=f.speaker_end,
        unnamed=voice.unnamed if voice else False,
        cue=f.cue,
        cue_start=f.cue_start,
        cue_end=f.cue_end,
        rule=f.pattern,
        relay=[r.name for r in relays],
        relays=relays,
        stance=f.stance,
        modality=f.modality,
        parent=ids[f.inside] if f.inside is not None else None,
    )


def _relays(
    report: Report,
    findings: Sequence[StatementFinding],
    at: int,
    voices: Sequence[Voice | None],
    entities: Entities,
) -> list[RelayRow]:
    """The hands that a statement passed through, nearest the speaker first: those that its sentence names, then the
    speaker of the statement that holds it, and so on outwards. The outlet that prints the report is none."""
    chain: list[RelayRow] = []
    here: int | None = at
    while here is not None:
        f = findings[here]
        outer = voices[here]
        if here != at and outer is not None:
            chain.append(_relay(report, f, outer.name, outer.entity))
        chain += [_named_relay(report, r, entities) for r in f.relays]
        here = f.inside
    speaker = voices[at]
    return _once([r for r in chain if not _prints(report, r.name)], speaker.name if speaker else None)


def _once(chain: Iterable[RelayRow], speaker: str | None) -> list[RelayRow]:
    """Each hand once, the speaker left out."""
    by_name: dict[str, RelayRow] = {}
    for relay in chain:
        by_name.setdefault(fold(relay.name), relay)
    by_name.pop(fold(speaker or ""), None)
    return list(by_name.values())


def _prints(report: Report, name: str) -> bool:
    """Whether a name is that of the outlet that prints the report, by its publisher or its address."""
    compact, host = fold(name).replace(" ", ""), fold(host_of(report) or "").replace(" ", "")
    publisher = fold(report.article.metadata.publisher or "").replace(" ", "")
    return compact == publisher or (len(compact) >= SHORTEST and compact in host)


def _named_relay(report: Report, relay: RelayFinding, entities: Entities) -> RelayRow:
    who = entities.at(report.name, relay.start)
    text = report.quote(relay.start, relay.end)
    entity = who.entity if who else None
    return RelayRow(name=relay.name, entity=entity, start=relay.start, end=relay.end, text=text, rule=relay.rule)


def _relay(report: Report, outer: StatementFinding, name: str, entity: str | None) -> RelayRow:
    """The speaker of an outer statement, with the words that name him, else the cue."""
    start = outer.speaker_start if outer.speaker_start is not None else outer.cue_start
    end = outer.speaker_end if outer.speaker_end is not None else outer.cue_end
    start, end = (outer.start, outer.end) if start is None or end is None or end <= start else (start, end)
    text = report.quote(start, end)
    return RelayRow(name=name, entity=entity, start=start, end=end, text=text, rule="outer_speaker")
