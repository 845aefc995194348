"""What is said in one report, as rows of the export: who speaks, through whom, on which days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kronika.languages.letters import fold
from kronika.linking.copying import host_of
from kronika.linking.entities import Entities, Who
from kronika.linking.names import Names, complete
from kronika.linking.report import Report
from kronika.linking.speakers import speakers_of
from kronika.records import RelayFinding, RelayRow, StatementFinding, StatementRow

SHORTEST = 4
"""Letters of an outlet's name that is looked for in an address."""


def of(report: Report, own: Names, story: Names, entities: Entities) -> list[StatementRow]:
    """What is said in it. A statement inside another is relayed by the outer one's speaker."""
    findings = report.findings.statements
    ids = [report.row_id("statement", f.start, f.end) for f in findings]
    people = speakers_of(report, entities)
    speakers = [who.name if who else complete(f, own, story) for who, f in zip(people, findings, strict=True)]
    relays = [_relays(report, findings, i, speakers, people, entities) for i in range(len(findings))]
    return [
        StatementRow(
            id=ids[i],
            article=report.name,
            start=f.start,
            end=f.end,
            text=report.quote(f.start, f.end),
            direct=f.direct,
            speaker=speakers[i],
            speaker_entity=who.entity if who else None,
            speaker_start=f.speaker_start,
            speaker_end=f.speaker_end,
            unnamed=f.unnamed and who is None,
            cue=f.cue,
            cue_start=f.cue_start,
            cue_end=f.cue_end,
            rule=f.pattern,
            relay=[r.name for r in relays[i]],
            relays=relays[i],
            stance=f.stance,
            modality=f.modality,
            parent=ids[f.inside] if f.inside is not None else None,
        )
        for i, (f, who) in enumerate(zip(findings, people, strict=True))
    ]


def _relays(
    report: Report,
    findings: Sequence[StatementFinding],
    at: int,
    speakers: Sequence[str | None],
    people: Sequence[Who | None],
    entities: Entities,
) -> list[RelayRow]:
    """The hands that a statement passed through, nearest the speaker first: those that its sentence names, then the
    speaker of the statement that holds it, and so on outwards. The outlet that prints the report is none."""
    chain: list[RelayRow] = []
    here: int | None = at
    while here is not None:
        f = findings[here]
        if here != at and speakers[here]:
            who = people[here]
            chain.append(_relay(report, f, str(speakers[here]), who.entity if who else None))
        chain += [_named_relay(report, r, entities) for r in f.relays]
        here = f.inside
    return _once([r for r in chain if not _prints(report, r.name)], speakers[at])


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
