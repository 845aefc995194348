"""What is said in one report, as rows of the export: who speaks, through whom, on which days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kronika.languages.letters import fold
from kronika.linking.copying import host_of
from kronika.linking.entities import Entities
from kronika.linking.names import Names
from kronika.linking.report import Report
from kronika.linking.speakers import Voice, voices_of
from kronika.records import RelayFinding, RelayRow, StatementFinding, StatementRow

SHORTEST = 4
"""Letters of an outlet's name that is looked for in an address."""
TOGETHER = 60
"""Characters between a speaker and his cue up to which they are shown as one passage. Chosen, not measured."""


def of(report: Report, own: Names, story: Names, entities: Entities) -> list[StatementRow]:
    """What is said in it. A statement inside another is relayed by the outer one's speaker."""
    findings = report.findings.statements
    voices = voices_of(report, entities, own, story)
    ids = [
        report.row_id("statement", f.start, f.end)
        if _is_told(f, v) or report.rulings("statements", f.start, f.end)
        else None
        for f, v in zip(findings, voices, strict=True)
    ]
    return [
        _row(report, f, ids, voices[i], _relays(report, findings, i, voices, entities))
        for i, f in enumerate(findings)
        if ids[i] is not None
    ]


def _is_told(said: StatementFinding, voice: Voice | None) -> bool:
    """Whether a statement is one: reported speech of nobody who can be told is none; a quotation is."""
    return said.direct or voice is not None


def _row(
    report: Report, f: StatementFinding, ids: Sequence[str | None], voice: Voice | None, relays: list[RelayRow]
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
        corrected=report.rulings("statements", f.start, f.end),
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
        if here != at and (voice := voices[here]) is not None:
            chain.append(_relay(report, f, voice))
        outer = list(_holders(findings, here))
        chain += [_named_relay(report, r, entities) for r in f.relays if not any(_names(o, r) for o in outer)]
        here = f.inside
    speaker = voices[at]
    return _once([r for r in chain if not _prints(report, r.name)], speaker.name if speaker else None)


def _holders(findings: Sequence[StatementFinding], at: int) -> Iterator[StatementFinding]:
    """The statements that hold one, from the nearest outwards."""
    here = findings[at].inside
    while here is not None:
        yield findings[here]
        here = findings[here].inside


def _names(outer: StatementFinding, relay: RelayFinding) -> bool:
    """Whether an outer statement has a hand for its own: as its speaker, or among its relays."""
    spoken = outer.speaker_start is not None and relay.name_start < (outer.speaker_end or 0)
    if spoken and (outer.speaker_start or 0) < relay.name_end:
        return True
    return any(r.name_start == relay.name_start for r in outer.relays)


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
    who = entities.at(report.name, relay.name_start)
    text = report.quote(relay.start, relay.end)
    entity = who.entity if who else None
    return RelayRow(name=relay.name, entity=entity, start=relay.start, end=relay.end, text=text, rule=relay.rule)


def _relay(report: Report, outer: StatementFinding, who: Voice) -> RelayRow:
    """The speaker of an outer statement, with the words that name him and his cue, where they stand together."""
    start, end = _passage(outer)
    text = report.quote(start, end)
    return RelayRow(name=who.name, entity=who.entity, start=start, end=end, text=text, rule="outer_speaker")


def _passage(outer: StatementFinding) -> tuple[int, int]:
    """The words from speaker to cue; the content between them keeps them apart, and the speaker's are taken."""
    named = _stretch(outer.speaker_start, outer.speaker_end)
    cue = _stretch(outer.cue_start, outer.cue_end)
    if named is None or cue is None:
        return named or cue or (outer.start, outer.end)
    first, second = sorted((named, cue))
    parted = second[0] - first[1] > TOGETHER or (first[1] <= outer.start < second[0])
    return named if parted else (first[0], max(first[1], second[1]))


def _stretch(start: int | None, end: int | None) -> tuple[int, int] | None:
    return (start, end) if start is not None and end is not None and start < end else None
