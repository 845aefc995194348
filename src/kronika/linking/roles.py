"""Whose a role is: told beside a name, or the one person of the report, the story or a dictionary who holds it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from kronika import calendar
from kronika.calendar import Interval
from kronika.languages.entities import Entry, Held
from kronika.languages.letters import fold
from kronika.linking.bases import Where
from kronika.linking.parties import Whole
from kronika.linking.report import Report
from kronika.linking.within import reason_of
from kronika.records import RoleFinding

FEMININE = ["Fem"]
OFFICE, OPEN = "office", "../.."
NEAR = dt.timedelta(days=366)
"""Between the days of two reports of which one names the bearer that the other leaves out. Chosen, not measured."""


class Office(NamedTuple):
    """A role: its words, its noun, whose office it is (the folded name or a country's code), held before or not."""

    role: str
    head: str
    of: str
    former: bool


class Bearer(NamedTuple):
    """Who holds an office by the words of a report."""

    office: Office
    whole: Whole
    report: Report
    finding: RoleFinding


class Registry:
    """All bearers of the reports, and who is meant by a role without a name."""

    def __init__(
        self,
        bearers: Iterable[Bearer],
        named: Mapping[Where, Whole],
        holders: Sequence[Whole],
        entries: Mapping[str, Entry | None],
    ) -> None:
        """`named` are those whom the reports name, by place, `holders` all to whom a dictionary gives an office, of
        other stories too, `entries` those of dictionaries by entity."""
        self.bearers = list(bearers)
        self._holders = holders
        self._entries = entries
        self._by_head: dict[tuple[str, str], list[Bearer]] = defaultdict(list)
        self._of: dict[tuple[str, str], list[Bearer]] = defaultdict(list)
        for bearer in self.bearers:
            self._of[bearer.report.name, bearer.whole.id].append(bearer)
            self._by_head[bearer.report.story, bearer.office.head].append(bearer)
        self._reports: dict[str, set[str]] = defaultdict(set)
        for (report, _), one in named.items():
            self._reports[one.id].add(report)
        self._rules: list[Callable[[Report, Office], list[Whole]]] = [
            self.named_in_report,
            self.named_in_story,
            self.dictionary,
        ]

    def meant(self, report: Report, finding: RoleFinding, office: Office) -> tuple[Whole, str] | None:
        """The one person who is meant, and why; None where none or several may be."""
        for rule in self._rules:
            found = {one.id: one for one in rule(report, office) if not _wrong_gender(finding, one)}
            if len(found) == 1:
                (one,) = found.values()
                return one, reason_of(rule)
            if found:
                return None
        return None

    def holds_another(self, report: Report, one: Whole, finding: RoleFinding) -> bool:
        """Whether the report names somebody with an office, and not with this one."""
        offices = [b.office for b in self._of.get((report.name, one.id), ()) if b.finding.kind == OFFICE]
        same = any((o.head, o.former) == (finding.head, finding.former) for o in offices)
        entry = self._entries[one.id]
        return (bool(offices) or (entry is not None and bool(entry.roles))) and not same

    def named_in_report(self, report: Report, office: Office) -> list[Whole]:
        """The one whom the report names with this office."""
        told = self._by_head[report.story, office.head]
        return [b.whole for b in told if b.report is report and fits(b.office, office)]

    def named_in_story(self, report: Report, office: Office) -> list[Whole]:
        """The one whom the reports of the story name with this office."""
        story = self._by_head[report.story, office.head]
        near = (b for b in story if fits(b.office, office) and _near(b.report, report))
        found = [b.whole for b in near if not _ended(self._entries[b.whole.id], office, report.published.interval)]
        return found if office.of else [one for one in found if report.name in self._reports[one.id]]

    def dictionary(self, report: Report, office: Office) -> list[Whole]:
        """The one who holds this office by the dictionary on the day of the report."""
        if office.former or not office.of:
            return []
        return [
            one
            for one in self._holders
            if (entry := self._entries[one.id])
            and any(_same_office(held, office) and _on(held, report.published.interval) for held in entry.roles)
        ]


def office_of(finding: RoleFinding, names: Mapping[Where, str], report: Report) -> Office:
    """The office of a finding; `names` are the folded names or country codes of the mentions."""
    inside = [names[report.name, start] for start in finding.of if (report.name, start) in names]
    return Office(finding.role, finding.head, inside[-1] if inside else finding.country or "", finding.former)


def fits(known: Office, asked: Office) -> bool:
    """Whether an office that is asked for may be the known one: the same noun, and nothing in it that differs."""
    if known.head != asked.head or known.former != asked.former:
        return False
    if asked.of and known.of and asked.of != known.of:
        return False
    wider, narrower = set(asked.role.split()), set(known.role.split())
    same_words = wider <= narrower or (narrower <= wider and not known.of)
    return same_words and (not asked.of or bool(known.of))


def _same_office(held: Held, office: Office) -> bool:
    of = held.of or ""
    return fold(held.role) == fold(office.role) and office.of in (of, fold(of))


def _on(held: Held, days: Interval) -> bool:
    """Whether it was held on all the days; of days that are not known nothing is said."""
    term = calendar.parse(held.days or OPEN)
    if days.earliest is None or days.latest is None:
        return False
    begun = term.earliest is None or term.earliest <= days.earliest
    return begun and (term.latest is None or days.latest <= term.latest)


def _near(one: Report, other: Report) -> bool:
    """Whether two reports may be of about the same time; of days that are not known nothing is said."""
    first, second = one.published.interval, other.published.interval
    if not (first.earliest and first.latest and second.earliest and second.latest):
        return True
    return first.earliest - second.latest <= NEAR and second.earliest - first.latest <= NEAR


def _ended(entry: Entry | None, office: Office, days: Interval) -> bool:
    """Whether a dictionary has the office of this person, and not on these days."""
    held = [h for h in (entry.roles if entry else ()) if _same_office(h, office)]
    known = days.earliest is not None and days.latest is not None
    return known and bool(held) and not any(_on(h, days) for h in held)


def _wrong_gender(finding: RoleFinding, one: Whole) -> bool:
    """`szefowa` is no man; `premier` may be a woman."""
    return finding.genders == FEMININE and one.gender == "Masc"
