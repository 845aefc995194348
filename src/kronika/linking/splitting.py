"""Two names that stand side by side and were taken for one: parted where both stand alone elsewhere in the reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import structs

from kronika.linking.report import Report
from kronika.records import Findings, MentionFinding, RoleFinding

PERSON = "PER"
SHORTEST = 2
"""Words of a person's name that is parted from what stands before it."""


class Parts(NamedTuple):
    """Two mentions in the place of one."""

    before: MentionFinding
    person: MentionFinding


def parted(reports: Sequence[Report]) -> list[Report]:
    """The reports, `Orwenii Joren Maklavic` in two where `Orwenii` and `Joren Maklavic` stand alone elsewhere."""
    people: dict[str, MentionFinding] = {}
    others: dict[str, MentionFinding] = {}
    for report in reports:
        for mention in report.findings.mentions:
            words = report.quote(mention.start, mention.end)
            if mention.kind != PERSON:
                others.setdefault(words, mention)
            elif len(words.split()) >= SHORTEST:
                people.setdefault(words, mention)
    return [_parted(report, people, others) for report in reports]


def _parted(report: Report, people: Mapping[str, MentionFinding], others: Mapping[str, MentionFinding]) -> Report:
    named = (m for m in report.findings.mentions if m.kind == PERSON)
    parts = {m.start: p for m in named if (p := _parts(report, m, people, others))}
    if not parts:
        return report
    return report._replace(reading=structs.replace(report.reading, findings=_with(report.findings, parts)))


def _parts(
    report: Report, mention: MentionFinding, people: Mapping[str, MentionFinding], others: Mapping[str, MentionFinding]
) -> Parts | None:
    whole = report.quote(mention.start, mention.end)
    words = whole.split(" ")
    for at in range(1, len(words) - SHORTEST + 1):
        before, person = " ".join(words[:at]), " ".join(words[at:])
        if before in others and person in people:
            start = mention.end - len(person)
            first = structs.replace(others[before], start=mention.start, end=mention.start + len(before))
            return Parts(first, structs.replace(people[person], start=start, end=mention.end))
    return None


def _with(findings: Findings, parts: Mapping[int, Parts]) -> Findings:
    """The findings with the parts, and what pointed at a parted name pointing at its person."""
    mentions = [one for m in findings.mentions for one in (parts.get(m.start, (m,)))]
    roles = [_role(role, parts) for role in findings.roles]
    pronouns = [
        structs.replace(p, antecedent=parts[p.antecedent].person.start) if p.antecedent in parts else p
        for p in findings.pronouns
    ]
    statements = [
        structs.replace(s, speaker_start=parts[at].person.start)
        if (at := s.speaker_start) is not None and at in parts
        else s
        for s in findings.statements
    ]
    return structs.replace(findings, mentions=mentions, roles=roles, pronouns=pronouns, statements=statements)


def _role(role: RoleFinding, parts: Mapping[int, Parts]) -> RoleFinding:
    if role.bearer is not None and role.bearer in parts:
        return structs.replace(role, bearer=parts[role.bearer].person.start, of=[*role.of, role.bearer])
    if role.antecedent is not None and role.antecedent in parts:
        return structs.replace(role, antecedent=parts[role.antecedent].person.start)
    return role
