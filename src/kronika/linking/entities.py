"""The step of linking that says who is who: base forms, people and bodies within and across reports, their roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import structs

from kronika import calendar
from kronika.calendar import Interval
from kronika.evidence import digest
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.languages.places import Town
from kronika.linking.across import Cluster, Joined, join
from kronika.linking.bases import Where, choose
from kronika.linking.report import Report, by_story
from kronika.linking.roles import OFFICE, OPEN, Bearer, Office, Registry, office_of
from kronika.linking.splitting import parted
from kronika.linking.within import PERSON, PLACE, Apart, locals_of
from kronika.records import Correction, EntityRow, MentionRow, PronounFinding, RoleFinding, RoleRow, StatementFinding

NOMINAL, PRONOUN, DEMONYM = "NOM", "PRO", "DEM"
"""Kinds of mentions that are no names: roles and descriptions, pronouns and left-out subjects, `rosyjski`."""
TOWN, COUNTRY = "town", "country"
SPEAKER = "whoever speaks the words that the verb goes with"
MEANT = {
    "pronoun": "the only person of this sentence and the one before whom it can mean",
    "subject_of_main_clause": "the subject of the main clause, and nobody else there fits",
    "speaker_goes_on": "the speaker of the sentence before goes on",
    "subject_of_sentence_before": "the subject of the sentence before, and nobody else there fits",
}
"""What the rules of left-out subjects and pronouns say to people."""


class Who(NamedTuple):
    """Who is meant at a place: the entity's id and name, and the sentences that say why."""

    entity: str
    name: str
    evidence: list[str]


class Entities:
    """Who is meant where, over all reports."""

    def __init__(self, reports: Sequence[Report], knowledge: Knowledge, corrections: Sequence[Correction] = ()) -> None:
        self._knowledge = knowledge
        reports = parted(reports)
        self._reports = {report.name: report for report in reports}
        self._chosen = choose(by_story(reports).values(), knowledge)
        together, apart = _ruled(corrections, "together"), _ruled(corrections, "apart")
        self._locals = [local for r in reports for local in locals_of(r, self._chosen, knowledge, apart)]
        self._local_at = {(local.report, start): local for local in self._locals for start in local.starts}
        self._take_roles(reports)
        self._joined: Joined = join(self._locals, knowledge, together, apart)
        self._names = {id(c): _name(c, knowledge) for c in self._joined.clusters}
        self._ids = {id(c): f"entity-{digest(c.kind, *min(c.wheres))}" for c in self._joined.clusters}
        self._kinds = {self._ids[id(c)]: c.kind for c in self._joined.clusters}
        self._at: dict[Where, Cluster] = {where: c for c in self._joined.clusters for where in c.wheres}
        self._registry = Registry(self._bearers(reports), (c for c in self._joined.clusters if c.kind == PERSON))
        self._countries = {c.country: c for c in self._joined.clusters if c.country}
        self._roles = self._meant_by_roles(reports)

    def _take_roles(self, reports: Sequence[Report]) -> None:
        """Gives each person of a report the offices that it is named with."""
        keys = self._keys_of_names()
        for report, finding in _offices(reports):
            local = self._local_at.get((report.name, finding.bearer or 0))
            if finding.bearer is not None and local is not None and local.kind == PERSON:
                office = office_of(finding, keys, report)
                local.roles.add((office.head, office.of))

    def _keys_of_names(self) -> dict[Where, str]:
        """What an office is of: a country's code, or the folded full name."""
        return {where: local.country or fold(local.full) for where, local in self._local_at.items()}

    def _bearers(self, reports: Sequence[Report]) -> Iterable[Bearer]:
        keys = self._keys_of_clusters()
        for report, finding in _offices(reports):
            cluster = self._at.get((report.name, finding.bearer)) if finding.bearer is not None else None
            if cluster is not None and cluster.kind == PERSON:
                yield Bearer(office_of(finding, keys, report), cluster, report, finding)

    def _keys_of_clusters(self) -> dict[Where, str]:
        return {where: c.country or fold(self._names[id(c)]) for where, c in self._at.items()}

    def _meant_by_roles(self, reports: Sequence[Report]) -> dict[Where, tuple[Cluster, str]]:
        """For each role without a name beside it the person who is meant, where there is one."""
        keys = self._keys_of_clusters()
        meant: dict[Where, tuple[Cluster, str]] = {}
        for report in reports:
            for finding in report.findings.roles:
                if finding.bearer is not None:
                    continue
                told = self._registry.meant(report, finding, office_of(finding, keys, report))
                found = told or self._described(report, finding, meant)
                if found is not None:
                    meant[report.name, finding.start] = found
        return meant

    def _described(
        self, report: Report, finding: RoleFinding, meant: dict[Where, tuple[Cluster, str]]
    ) -> tuple[Cluster, str] | None:
        if finding.antecedent is None:
            return None
        where = (report.name, finding.antecedent)
        cluster = self._at.get(where) or (meant[where][0] if where in meant else None)
        if (
            cluster is None
            or cluster.kind != PERSON
            or (finding.kind == OFFICE and self._registry.holds_another(report, cluster, finding))
        ):
            return None
        return cluster, "the one person just named whom it can mean"

    def at(self, report: str, start: int) -> Who | None:
        """Who is named, or meant by a role, where a mention begins."""
        where = (report, start)
        if where in self._roles:
            cluster, reason = self._roles[where]
            return Who(self._ids[id(cluster)], self._names[id(cluster)], [reason])
        cluster_at = self._at.get(where)
        return self._who(cluster_at, where) if cluster_at else None

    def speaker(self, report: str, said: StatementFinding) -> Who | None:
        """Who speaks: whoever is named, or meant by a role, where the speaker stands; by the verb where none does."""
        at = said.speaker_start
        pronouns = self._reports[report].findings.pronouns
        meant = next((p for p in pronouns if p.start in (at, said.verb_start or said.cue_start)), None)
        if at is not None and (meant is None or meant.start != at):
            return self._described_source(report, said) if said.unnamed else self._named_source(report, said)
        return self._meant_by(self._reports[report], meant) if meant is not None else None

    def _described_source(self, report: str, said: StatementFinding) -> Who | None:
        """Who is meant by the noun that a source is described with, as an office: no other word of the phrase."""
        roles = self._reports[report].findings.roles
        at = said.speaker_start or 0
        noun, end = (said.noun or "").lower(), said.speaker_end or 0
        own = next((r for r in roles if r.start <= at < r.end and r.head == noun and r.end >= end), None)
        return self._covering(report, at) if own is not None else None

    def _named_source(self, report: str, said: StatementFinding) -> Who | None:
        """Who is named where the speaker stands; of several names in one the person's."""
        at = said.speaker_start or 0
        inside = (m for m in self._reports[report].findings.mentions if at <= m.start < (said.speaker_end or at))
        person = next((m.start for m in inside if self._chosen[report, m.start].kind == PERSON), at)
        return self._covering(report, person)

    def parted(self, report: str) -> Report:
        """A report with names that were run together told apart."""
        return self._reports[report]

    def kind(self, entity: str) -> str:
        """PER, ORG or LOC of an entity."""
        return self._kinds[entity]

    def _covering(self, report: str, start: int) -> Who | None:
        """Who is named, or meant by a role, at a place, whether it begins there or not."""
        findings = self._reports[report].findings
        found = next((m.start for m in findings.mentions if m.start <= start < m.end), None)
        role = next((r for r in findings.roles if r.start <= start < r.end), None)
        if found is None and role is not None:
            found = role.start if role.bearer is None else role.bearer
        return self.at(report, found) if found is not None else None

    def _who(self, cluster: Cluster, where: Where) -> Who:
        local, chosen = self._local_at[where], self._chosen[where]
        told = [f"base form {chosen.base}: {chosen.reason}"]
        told += [reason for reason in [local.reasons.get(where[1])] if reason and reason != "the same name"]
        told += [reason for reason in [self._joined.why.get(id(local))] if reason]
        return Who(self._ids[id(cluster)], self._names[id(cluster)], told)

    def mentions(self, name: str) -> list[MentionRow]:
        """A report's names, roles, pronouns and demonyms, with who is meant; of those that are no names only what
        stands for somebody."""
        report = self._reports[name]
        return [*self._named(report), *self._referring(report), *self._demonyms(report)]

    def _named(self, report: Report) -> Iterable[MentionRow]:
        for m in report.findings.mentions:
            who = self.at(report.name, m.start)
            row = _row(report, m.start, m.end, self._chosen[report.name, m.start].kind, who)
            stands = self._countries.get(m.government) if m.government else None
            yield _with(row, m.lemma, self._ids[id(stands)] if stands else None)

    def _referring(self, report: Report) -> Iterable[MentionRow]:
        for role in report.findings.roles:
            who = self.at(report.name, role.start) if role.bearer is None else None
            if who:
                yield _row(report, role.start, role.end, NOMINAL, who)
        for pronoun in report.findings.pronouns:
            who = self._meant_by(report, pronoun)
            if who:
                yield _row(report, pronoun.start, pronoun.end, PRONOUN, who)

    def _meant_by(self, report: Report, pronoun: PronounFinding) -> Who | None:
        """The person whom a pronoun or verb stands for; of a verb of saying whoever speaks its words."""
        speaker = next((s.speaker_start for s in report.findings.statements if s.cue_start == pronoun.start), None)
        if speaker is not None:
            told = self._covering(report.name, speaker)
            return told._replace(evidence=[SPEAKER]) if told else None
        cluster = self._cluster(report.name, pronoun.antecedent)
        if cluster is None or cluster.kind != PERSON:
            return None
        return Who(self._ids[id(cluster)], self._names[id(cluster)], [MEANT[pronoun.rule]])

    def _cluster(self, report: str, start: int) -> Cluster | None:
        where = (report, start)
        return self._roles[where][0] if where in self._roles else self._at.get(where)

    def _demonyms(self, report: Report) -> Iterable[MentionRow]:
        for d in report.findings.demonyms:
            cluster = self._countries.get(d.country)
            if cluster is not None:
                who = Who(self._ids[id(cluster)], self._names[id(cluster)], [f"{d.rule} of a country"])
                yield _row(report, d.start, d.end, DEMONYM, who)

    def rows(self) -> list[EntityRow]:
        """Every entity that has a name in the reports."""
        towns = self._towns()
        held: dict[int, list[Bearer]] = defaultdict(list)
        for bearer in self._registry.bearers:
            held[id(bearer.cluster)].append(bearer)
        rows = [self._entity(c, towns.get(id(c)), held[id(c)]) for c in self._joined.clusters]
        return sorted(rows, key=lambda row: (row.kind, row.name, row.id))

    def _entity(self, cluster: Cluster, town: Town | None, held: Sequence[Bearer]) -> EntityRow:
        name = self._names[id(cluster)]
        entry = cluster.entry
        return EntityRow(
            id=self._ids[id(cluster)],
            kind=cluster.kind,
            name=name,
            aliases=sorted(base for base in cluster.bases if base != name),
            country=cluster.country or (entry.country if entry else None) or (town.countrycode if town else None),
            roles=[*self._told_roles(held), *_known_roles(cluster, self._knowledge)],
            latitude=town.latitude if town else None,
            longitude=town.longitude if town else None,
            precision=TOWN if town else COUNTRY if cluster.country else None,
        )

    def _told_roles(self, held: Sequence[Bearer]) -> list[RoleRow]:
        """The offices that reports give, each once, with the days on which those were published."""
        by_office: dict[tuple[str, str, bool], list[Bearer]] = defaultdict(list)
        for bearer in held:
            office: Office = bearer.office
            by_office[office.role, office.of, office.former].append(bearer)
        whose = {(role, former) for role, of, former in by_office if of}
        kept = {key: told for key, told in by_office.items() if key[1] or (key[0], key[2]) not in whose}
        return [self._told_role(key, bearers) for key, bearers in sorted(kept.items())]

    def _told_role(self, key: tuple[str, str, bool], bearers: Sequence[Bearer]) -> RoleRow:
        days: Interval = calendar.hull([b.report.published.interval for b in bearers])
        return RoleRow(
            role=key[0],
            of=self._shown(bearers[0]),
            former=key[2],
            earliest=calendar.iso(days.earliest),
            latest=calendar.iso(days.latest),
            source="reports",
            evidence=sorted({b.report.row_id("mention", *_span(b)) for b in bearers}),
        )

    def _shown(self, bearer: Bearer) -> str | None:
        """Whose the office is, by name."""
        inside = [self._at.get((bearer.report.name, start)) for start in bearer.finding.of]
        named = [self._names[id(c)] for c in inside if c is not None]
        country = bearer.finding.country
        return named[-1] if named else self._knowledge.country_name(country) if country else None

    def _towns(self) -> dict[int, Town]:
        """The town that each place is: one in a country of the reports; elsewhere its own name alone counts."""
        places = [c for c in self._joined.clusters if c.kind == PLACE and not c.country]
        found = self._knowledge.towns({base for c in places for base in c.bases})
        chosen = {}
        for cluster in places:
            towns = [t for base in sorted(cluster.bases) for t in found.get(base, ())]
            near = [t for t in towns if t.countrycode in self._countries]
            own = [t for t in towns if t.name in cluster.bases]
            if near or own:
                chosen[id(cluster)] = max(near or own, key=lambda t: (t in own, t.population))
        return chosen


def _span(bearer: Bearer) -> tuple[int, int]:
    start = bearer.finding.bearer
    return next((m.start, m.end) for m in bearer.report.findings.mentions if m.start == start)


def _offices(reports: Sequence[Report]) -> Iterable[tuple[Report, RoleFinding]]:
    return ((report, finding) for report in reports for finding in report.findings.roles)


def _name(cluster: Cluster, knowledge: Knowledge) -> str:
    """The name that is shown: of a country the usual one where reports use it, of all others the fullest."""
    if cluster.country and knowledge.country_name(cluster.country) in cluster.bases:
        return knowledge.country_name(cluster.country)
    if cluster.kind == PLACE:
        return min(cluster.bases, key=lambda b: (-cluster.bases[b], b))
    return cluster.full


def _known_roles(cluster: Cluster, knowledge: Knowledge) -> list[RoleRow]:
    """The offices of the dictionary's entry."""
    rows = []
    for held in cluster.entry.roles if cluster.entry else ():
        days = calendar.parse(held.days or OPEN)
        of = held.of and (knowledge.country_name(held.of) if len(held.of) == 2 else held.of)
        days_iso = calendar.iso(days.earliest), calendar.iso(days.latest)
        rows.append(RoleRow(role=held.role, of=of, earliest=days_iso[0], latest=days_iso[1], source="dictionary"))
    return rows


def _ruled(corrections: Sequence[Correction], verdict: str) -> Apart:
    """The pairs of mentions that corrections put together, or keep apart."""
    return {(c.one, c.other) for c in corrections if c.verdict == verdict}


def _row(report: Report, start: int, end: int, kind: str, who: Who | None) -> MentionRow:
    return MentionRow(
        id=report.row_id("mention", start, end),
        article=report.name,
        start=start,
        end=end,
        text=report.quote(start, end),
        kind=kind,
        name=who.name if who else None,
        entity=who.entity if who else None,
        evidence=who.evidence if who else [],
    )


def _with(row: MentionRow, lemma: str | None, stands_for: str | None) -> MentionRow:
    return structs.replace(row, lemma=lemma, stands_for=stands_for)
