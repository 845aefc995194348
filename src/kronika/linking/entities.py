"""The step of linking that says who is who: base forms, people and bodies within and across reports, their roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, structs

from kronika import calendar
from kronika.calendar import Interval
from kronika.languages.entities import Entry
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.linking.bases import Where, choose
from kronika.linking.bearing import entity
from kronika.linking.joining import Joined, alike, join
from kronika.linking.obeying import without_parts
from kronika.linking.parties import Bearing, Named, Whole, entry_of, merged
from kronika.linking.report import Report, by_story
from kronika.linking.roles import OFFICE, Bearer, Registry, office_of
from kronika.linking.rulings import ENTITIES, paired
from kronika.linking.splitting import parted
from kronika.linking.within import PERSON, Local, locals_of
from kronika.records import EntityRow, MentionRow, PronounFinding, RoleFinding, Ruling, StatementFinding, in_order

NOBODY = -1
NOMINAL, PRONOUN, DEMONYM = "NOM", "PRO", "DEM"
"""Kinds of mentions that are no names: roles and descriptions, pronouns and left-out subjects, `rosyjski`."""
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


class Locals:
    """Who is named in each of some reports, and what has one label among them."""

    def __init__(self, reports: Sequence[Report], knowledge: Knowledge, rulings: Sequence[Ruling] = ()) -> None:
        self.reports = [without_parts(report) for report in parted(reports)]
        self.together, self.apart = paired(rulings, ENTITIES)
        self.chosen = choose(by_story(self.reports).values(), knowledge)
        self._begins = _begins(self.reports, {where for pair in self.together | self.apart for where in pair})
        apart = {(self._begins.get(one, one), self._begins.get(other, other)) for one, other in self.apart}
        self.all = [local for r in self.reports for local in locals_of(r, self.chosen, knowledge, apart)]
        self.at = {(local.report, start): local for local in self.all for start in local.starts}
        self._take_roles()

    def _take_roles(self) -> None:
        """Gives each person of a report the offices that it is named with."""
        keys = {where: local.country or fold(local.full) for where, local in self.at.items()}
        for report, finding in _offices(self.reports):
            local = self.at.get((report.name, finding.bearer or 0))
            if finding.bearer is not None and local is not None and local.kind == PERSON:
                office = office_of(finding, keys, report)
                local.roles.add((office.head, office.of))

    def named(self) -> tuple[list[Named], dict[int, int]]:
        """All that is named, what has one label together, and of each local by its id the number of that."""
        ruled: dict[Where, list[Where]] = defaultdict(list)
        for where, begins in self._begins.items():
            ruled[begins].append(where)
        single = [_named(local, ruled) for local in self.all]
        groups = alike(single, self.apart)
        home = {id(self.all[i]): number for number, own in enumerate(groups) for i in own}
        return [merged(single[i] for i in own) for own in groups], home

    def bearings(self, home: Mapping[int, int]) -> list[Bearing]:
        """The offices that reports give, each of somebody once; `home` are the numbers of what the locals belong to."""
        by_office: dict[tuple[int, str, int, str, bool], list[tuple[Report, RoleFinding]]] = defaultdict(list)
        for report, finding in _offices(self.reports):
            local = self.at.get((report.name, finding.bearer)) if finding.bearer is not None else None
            if local is not None and local.kind == PERSON:
                inside = [home[id(self.at[where])] for at in finding.of if (where := (report.name, at)) in self.at]
                key = home[id(local)], finding.role, inside[-1] if inside else NOBODY, finding.country or ""
                by_office[*key, finding.former].append((report, finding))
        return [_bearing(key, told) for key, told in sorted(by_office.items())]


def _bearing(key: tuple[int, str, int, str, bool], told: Sequence[tuple[Report, RoleFinding]]) -> Bearing:
    by, role, of, country, former = key
    days: Interval = calendar.hull([report.published.interval for report, _ in told])
    first, last = calendar.iso(days.earliest), calendar.iso(days.latest)
    evidence = sorted({_mention_id(report, finding) for report, finding in told})
    return Bearing(by, role, None if of == NOBODY else of, country or None, former, first, last, evidence)


def _mention_id(report: Report, finding: RoleFinding) -> str:
    """The id of the mention of a role's bearer."""
    span = next((m.start, m.end) for m in report.findings.mentions if m.start == finding.bearer)
    return report.row_id("mention", *span)


def _begins(reports: Sequence[Report], ruled: Collection[Where]) -> dict[Where, Where]:
    """For places of which people ruled, in these reports, where the mention begins that holds them."""
    by_source: dict[str, list[int]] = defaultdict(list)
    for source, at in sorted(ruled):
        by_source[source].append(at)
    return {
        (source, at): (source, mention.start)
        for report in reports
        if (source := report.article.source) in by_source
        for at in by_source[source]
        for mention in report.findings.mentions
        if mention.start <= at < mention.end
    }


def _named(local: Local, ruled: Mapping[Where, Sequence[Where]]) -> Named:
    """A local as a value; `ruled` are by the beginnings of mentions the places of which people ruled."""
    wheres = [(local.report, start) for start in local.starts]
    return Named(
        kind=local.kind,
        bases=dict(local.bases),
        genders=dict(local.genders),
        roles=sorted(local.roles),
        rare=local.rare,
        country=local.country,
        stories=[local.story],
        first=min(wheres),
        ruled=sorted(where for start in local.starts for where in ruled.get((local.source, start), ())),
    )


class Part(Struct, frozen=True):
    """What a story adds to who is who: all that it names, and the offices that it gives these, by their numbers."""

    named: list[Named]
    bearings: list[Bearing]


def named_in(reports: Sequence[Report], knowledge: Knowledge, rulings: Sequence[Ruling] = ()) -> Part:
    """What the reports of a story name."""
    own = Locals(reports, knowledge, rulings)
    named, home = own.named()
    return Part(named, own.bearings(home))


class Entities:
    """Who is meant where, in the reports of one story or of several."""

    def __init__(
        self,
        reports: Sequence[Report],
        knowledge: Knowledge,
        rulings: Sequence[Ruling] = (),
        joined: Joined | None = None,
    ) -> None:
        """`joined` says of what the reports name which wholes these are, where there are more stories than these."""
        self._knowledge = knowledge
        self._locals = Locals(reports, knowledge, rulings)
        self._reports = {report.name: report for report in self._locals.reports}
        named, home = self._locals.named()
        self._joined = joined or join(named, knowledge, self._locals.together, self._locals.apart)
        self._number = home
        world = self._joined.world
        every = (*self._joined.wholes, *world.countries.values(), *world.holders)
        self._wholes = {one.id: one for one in every}
        self._at = {where: self._joined.wholes[home[id(local)]] for where, local in self._locals.at.items()}
        self._countries = world.countries
        self._entries = {one.id: self._entry(one) for one in self._wholes.values()}
        self._registry = Registry(self._bearers(), self._at, world.holders, self._entries)
        self._roles = self._meant_by_roles()

    def _entry(self, one: Whole) -> Entry | None:
        return entry_of(one.kind, one.bases, self._knowledge)

    def _bearers(self) -> Iterable[Bearer]:
        keys = self._keys()
        for report, finding in _offices(self._locals.reports):
            one = self._at.get((report.name, finding.bearer)) if finding.bearer is not None else None
            if one is not None and one.kind == PERSON:
                yield Bearer(office_of(finding, keys, report), one, report, finding)

    def _keys(self) -> dict[Where, str]:
        """What an office is of: a country's code, or the folded full name."""
        return {where: one.country or fold(one.name) for where, one in self._at.items()}

    def _meant_by_roles(self) -> dict[Where, tuple[Whole, str]]:
        """For each role without a name beside it the person who is meant, where there is one."""
        keys = self._keys()
        meant: dict[Where, tuple[Whole, str]] = {}
        for report, finding in _offices(self._locals.reports):
            if finding.bearer is not None:
                continue
            told = self._registry.meant(report, finding, office_of(finding, keys, report))
            found = told or self._described(report, finding, meant)
            if found is not None:
                meant[report.name, finding.start] = found
        return meant

    def _described(
        self, report: Report, finding: RoleFinding, meant: dict[Where, tuple[Whole, str]]
    ) -> tuple[Whole, str] | None:
        if finding.antecedent is None:
            return None
        where = (report.name, finding.antecedent)
        one = self._at.get(where) or (meant[where][0] if where in meant else None)
        if (
            one is None
            or one.kind != PERSON
            or (finding.kind == OFFICE and self._registry.holds_another(report, one, finding))
        ):
            return None
        return one, "the one person just named whom it can mean"

    def at(self, report: str, start: int) -> Who | None:
        """Who is named, or meant by a role, where a mention begins."""
        where = (report, start)
        if where in self._roles:
            one, reason = self._roles[where]
            return Who(one.id, one.name, [reason])
        named = self._at.get(where)
        return self._who(named, where) if named else None

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
        person = next((m.start for m in inside if self._locals.chosen[report, m.start].kind == PERSON), at)
        return self._covering(report, person)

    def parted(self, report: str) -> Report:
        """A report with names that were run together told apart."""
        return self._reports[report]

    def called(self, name: str) -> Who | None:
        """Who is called so, by all of the name, where it is one alone."""
        found = [one for one in self._wholes.values() if fold(name) in {fold(one.name), *map(fold, one.bases)}]
        return Who(found[0].id, found[0].name, []) if len(found) == 1 else None

    def kind(self, entity: str) -> str:
        """PER, ORG or LOC of an entity that may be meant in the reports."""
        return self._wholes[entity].kind

    def _covering(self, report: str, start: int) -> Who | None:
        """Who is named, or meant by a role, at a place, whether it begins there or not."""
        findings = self._reports[report].findings
        found = next((m.start for m in findings.mentions if m.start <= start < m.end), None)
        role = next((r for r in findings.roles if r.start <= start < r.end), None)
        if found is None and role is not None:
            found = role.start if role.bearer is None else role.bearer
        return self.at(report, found) if found is not None else None

    def _who(self, one: Whole, where: Where) -> Who:
        local, chosen = self._locals.at[where], self._locals.chosen[where]
        told = [f"base form {chosen.base}: {chosen.reason}"]
        told += [reason for reason in [local.reasons.get(where[1])] if reason and reason != "the same name"]
        told += [reason for reason in [self._joined.why[self._number[id(local)]]] if reason]
        return Who(one.id, one.name, told)

    def mentions(self, name: str) -> list[MentionRow]:
        """A report's names, roles, pronouns and demonyms, with who is meant; of those that are no names only what
        stands for somebody."""
        report = self._reports[name]
        return [*self._named(report), *self._referring(report), *self._demonyms(report)]

    def _named(self, report: Report) -> Iterable[MentionRow]:
        for m in report.findings.mentions:
            who = self.at(report.name, m.start)
            row = _row(report, m.start, m.end, self._locals.chosen[report.name, m.start].kind, who)
            stands = self._countries.get(m.government) if m.government else None
            yield _with(row, m.lemma, stands.id if stands else None)

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
        one = self._whole(report.name, pronoun.antecedent)
        if one is None or one.kind != PERSON:
            return None
        return Who(one.id, one.name, [MEANT[pronoun.rule]])

    def _whole(self, report: str, start: int) -> Whole | None:
        where = (report, start)
        return self._roles[where][0] if where in self._roles else self._at.get(where)

    def _demonyms(self, report: Report) -> Iterable[MentionRow]:
        for d in report.findings.demonyms:
            if (one := self._countries.get(d.country)) is not None:
                who = Who(one.id, one.name, [f"{d.rule} of a country"])
                yield _row(report, d.start, d.end, DEMONYM, who)

    def rows(self) -> list[EntityRow]:
        """Everybody who may be meant in the reports: those whom they name, countries, and whoever holds an office."""
        return in_order("entities", (entity(one, self._knowledge) for one in self._wholes.values()))


def _offices(reports: Sequence[Report]) -> Iterable[tuple[Report, RoleFinding]]:
    return ((report, finding) for report in reports for finding in report.findings.roles)


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
