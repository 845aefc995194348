"""What two reports share word for word as rows: the runs of each passage, what differs between them, and whence both.

Why the words are the same is said by `RULES`, for a passage as a whole, or not at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

from msgspec import Struct

from kronika.evidence import Span, gaps
from kronika.languages.letters import fold
from kronika.linking.report import Report
from kronika.linking.reuse import Change, Comparison, Shared
from kronika.linking.within import is_acronym
from kronika.records import Edit, ReuseRow

QUOTE, SAME_OUTLET, WIRE = "quote", "same_outlet", "wire"
CREDIT = "credit"
BOILERPLATE, HEADLINE, PULL_QUOTE = "boilerplate", "headline", "pull_quote"
PERSON = "PER"
LOOSE = 2
"""Words at the ends of a quoted run that may stand outside the quotation: where a report cuts it is its own choice."""
COLON = ":"
WORD = re.compile(r"\w+")
WWW = "www."


def shared_passages(reports: Sequence[Report], press: Press | None = None) -> list[ReuseRow]:
    """A row for every run that stands in two reports, in the order of the reports. `press` is what more reports than
    these tell of who publishes."""
    comparison = comparison_of(reports)
    return rows_of(reports, comparison.all(), press or press_of(reports))


def comparison_of(reports: Sequence[Report]) -> Comparison:
    """The prose of the reports, to be compared."""
    texts = [r.article.text for r in reports]
    return Comparison(texts, [prose(r) for r in reports], [_mere(r) for r in reports])


def rows_of(reports: Sequence[Report], found: Iterable[Shared], press: Press) -> list[ReuseRow]:
    """The rows of runs, which come by pairs and passages."""
    sources = [Source(report, press) for report in reports]
    rows: list[ReuseRow] = []
    for (first, second, _), runs in groupby(found, key=lambda run: (run.first, run.second, run.passage)):
        rows += _rows(sources[first], sources[second], list(runs))
    return rows


def prose(report: Report) -> list[Span]:
    """What of a report may be shared: all but boilerplate."""
    return [Span(z.start, z.end) for z in report.findings.zones if z.kind != BOILERPLATE]


def _mere(report: Report) -> list[Span]:
    """Names, offices with the name beside them, and titles, in order."""
    findings = report.findings
    ends = {m.start: m.end for m in findings.mentions}
    found = [Span(m.start, m.end) for m in findings.mentions]
    for role in findings.roles:
        bearer = role.start if role.bearer is None else role.bearer
        found.append(Span(min(role.start, bearer), max(role.end, ends.get(bearer, role.end))))
    return sorted([*found, *(Span(z.start, z.end) for z in findings.zones if z.kind == HEADLINE)])


def _rows(one: Source, other: Source, runs: Sequence[Shared]) -> Iterator[ReuseRow]:
    kind, source, evidence = kind_of(Passage(one, other, runs))
    report, copy = one.report, other.report
    ids = [report.row_id("reuse", run.span.start, copy.name, run.other.start) for run in runs]
    for id, run in zip(ids, runs, strict=True):
        yield ReuseRow(
            id=id,
            passage=ids[0],
            article=report.name,
            start=run.span.start,
            end=run.span.end,
            text=report.quote(*run.span),
            other=copy.name,
            other_start=run.other.start,
            other_end=run.other.end,
            similarity=round(run.similarity, 4),
            edits=[_edit(report, copy, change) for change in run.changes],
            kind=kind,
            source=source,
            evidence=evidence,
        )


def _edit(report: Report, copy: Report, change: Change) -> Edit:
    return Edit(
        kind=change.kind,
        start=change.span.start,
        end=change.span.end,
        text=report.quote(*change.span),
        other_start=change.other.start,
        other_end=change.other.end,
        other_text=copy.quote(*change.other),
    )


class Press(Struct, frozen=True):
    """What reports tell of who publishes: the names of news agencies by their folded names, the same by the forms in
    which they stand in credits, and of each host the publishers, folded."""

    agencies: dict[str, str] = {}
    forms: dict[str, str] = {}
    publishers: dict[str, list[str]] = {}

    @property
    def known(self) -> dict[str, str]:
        """The agencies by their folded names and forms."""
        return self.forms | self.agencies

    @property
    def shared_hosts(self) -> set[str]:
        """Hosts of addresses that several publishers share."""
        return {host for host, names in self.publishers.items() if len(names) > 1}


def press_of(reports: Iterable[Report]) -> Press:
    """What the reports together tell of who publishes."""
    return press_together(map(_press_of, reports))


def _press_of(report: Report) -> Press:
    agencies = sorted({credit.agency for credit in report.findings.credits}, reverse=True)
    host, publisher = host_of(report), report.article.metadata.publisher
    publishers = {host: [fold(publisher)]} if host and publisher else {}
    forms = {fold(report.quote(c.start, c.end)): c.agency for c in report.findings.credits}
    return Press({fold(name): name for name in agencies}, forms, publishers)


def press_together(several: Iterable[Press]) -> Press:
    """What parts of the reports tell, as one; of several spellings of an agency the first in the alphabet."""
    agencies: dict[str, str] = {}
    forms: dict[str, str] = {}
    publishers: dict[str, set[str]] = defaultdict(set)
    for press in several:
        for known, new in ((agencies, press.agencies), (forms, press.forms)):
            known |= {folded: min(name, known.get(folded, name)) for folded, name in new.items()}
        for host, names in press.publishers.items():
            publishers[host].update(names)
    of_hosts = {host: sorted(names) for host, names in sorted(publishers.items())}
    return Press(dict(sorted(agencies.items())), dict(sorted(forms.items())), of_hosts)


def host_of(report: Report) -> str | None:
    """The host in the report's address; None where the address is of no page but of a whole site."""
    try:
        address = urlsplit(report.article.metadata.url or "")
    except ValueError:  # brackets around what is no address
        return None
    page = address.path.strip("/") or address.query
    return address.hostname.removeprefix(WWW) if address.hostname and page else None


class Source:
    """A report as the source of a passage: whose words it quotes, who published it, which agencies it names."""

    def __init__(self, report: Report, press: Press) -> None:
        self.report, self.press = report, press

    @cached_property
    def said(self) -> list[tuple[Span, str | None]]:
        """What somebody says, and who: direct speech and quotations set apart."""
        findings = self.report.findings
        found: list[tuple[Span, str | None]] = [
            (Span(s.start, s.end), s.speaker) for s in findings.statements if s.direct
        ]
        return found + [(Span(z.start, z.signature or z.end), None) for z in findings.zones if z.kind == PULL_QUOTE]

    @property
    def publisher(self) -> str:
        """Who published it, folded; empty where that is not known."""
        return fold(self.report.article.metadata.publisher or "")

    @property
    def host(self) -> str | None:
        """The host of its address, unless several outlets share it."""
        host = host_of(self.report)
        return None if host in self.press.shared_hosts else host

    def is_said(self, run: Span) -> bool:
        """Whether the run is a quotation, all but a word or two at its ends."""
        outside = [gap for gap in gaps(run, [span for span, _ in self.said]) if self._words(gap)]
        at_ends = all(gap.start == run.start or gap.end == run.end for gap in outside)
        return at_ends and sum(map(self._words, outside)) <= LOOSE

    def _words(self, span: Span) -> int:
        return len(WORD.findall(self.report.quote(*span)))

    def speakers(self, runs: Sequence[Span]) -> set[str]:
        """Who is known to say these runs."""
        return {who for span, who in self.said if who and any(span.overlaps(run) for run in runs)}

    def agencies(self, runs: Sequence[Span]) -> set[str]:
        """The agencies that the report names as the source of these runs, folded; one that published it is one."""
        own = {name for name in [self.publisher] if name in self.press.agencies}
        return own | self._credited | self._cited(Span(runs[0].start, runs[-1].end))

    @cached_property
    def _credited(self) -> set[str]:
        """The agencies that the report credits for its text."""
        return {fold(credit.agency) for credit in self.report.findings.credits if credit.rule == CREDIT}

    def _cited(self, stretch: Span) -> set[str]:
        """The agencies named in the sentences of a stretch, or before it with a colon.

        A name that another report cites as an agency's is known here too, though nothing here introduces it.
        """
        around = self._sentences(stretch)
        findings = self.report.findings
        told = {fold(c.agency) for c in findings.credits if around.covers(Span(c.start, c.end))}
        for mention in findings.mentions:
            place = Span(mention.start, mention.end)
            text = self.report.quote(*place)
            if not around.covers(place) or any(span.covers(place) for span, _ in self.said):
                continue
            if mention.kind != PERSON or is_acronym(text):
                names = (text, *(base.text for base in mention.bases))
                told |= {name for name in map(fold, names) if name in self.press.agencies}
        return told

    def _sentences(self, stretch: Span) -> Span:
        """From the beginning of its first sentence to the end of its last."""
        sentences = [Span(s.start, s.end) for s in self.report.findings.sentences]
        inside = [s for s in sentences if s.overlaps(stretch)]
        before = [s for s in sentences if s.end <= min([stretch.start, *(s.start for s in inside)])][-1:]
        if before and self.report.quote(*before[0]).rstrip().endswith(COLON):
            inside += before
        return Span(min([stretch.start, *(s.start for s in inside)]), max([stretch.end, *(s.end for s in inside)]))


class Passage(NamedTuple):
    """A passage of two reports: its runs, in order."""

    one: Source
    other: Source
    runs: Sequence[Shared]

    @property
    def sources(self) -> tuple[Source, Source]:
        """Both."""
        return self.one, self.other

    @property
    def sides(self) -> tuple[list[Span], list[Span]]:
        """The places of its runs in each."""
        return [run.span for run in self.runs], [run.other for run in self.runs]

    def agencies(self) -> set[str]:
        """The agencies that it may come from, folded: those that both reports name, or one where the other has none."""
        named = [source.agencies(spans) for source, spans in zip(self.sources, self.sides, strict=True)]
        return named[0] & named[1] if all(named) else named[0] | named[1]


def quoted_in_both(passage: Passage) -> list[str] | None:
    """Both reports quote somebody's words."""
    speakers: set[str] = set()
    for source, spans in zip(passage.sources, passage.sides, strict=True):
        if not all(map(source.is_said, spans)):
            return None
        speakers |= source.speakers(spans)
    return sorted(speakers)


def same_publisher(passage: Passage) -> list[str] | None:
    """One outlet published both reports."""
    one, other = passage.sources
    publisher = one.report.article.metadata.publisher
    return [publisher] if publisher and one.publisher == other.publisher else None


def same_address(passage: Passage) -> list[str] | None:
    """Both reports are from one site."""
    one, other = passage.sources
    differ = one.publisher and other.publisher  # else the rule before holds
    return [one.host] if one.host and one.host == other.host and not differ else None


def published_by_agency(passage: Passage) -> list[str] | None:
    """A news agency published one of the reports."""
    publishers = {source.publisher for source in passage.sources} & passage.agencies()
    return sorted(passage.one.press.agencies[name] for name in publishers) or None


def agency_named(passage: Passage) -> list[str] | None:
    """A news agency is named as the source of the words."""
    agencies = passage.agencies()
    return sorted(passage.one.press.agencies[name] for name in agencies) or None


RULES: dict[Callable[[Passage], list[str] | None], str] = {
    quoted_in_both: QUOTE,
    same_publisher: SAME_OUTLET,
    same_address: SAME_OUTLET,
    published_by_agency: WIRE,
    agency_named: WIRE,
}
"""The kind that each rule gives. It returns what it found, None where it does not hold; its docstring is the reason
shown. The first that holds decides."""


def kind_of(passage: Passage) -> tuple[str | None, list[str], list[str]]:
    """The kind of a passage, whom it names, and the sentence that says why; None where nobody can know."""
    for rule, kind in RULES.items():
        found = rule(passage)
        if found is not None:
            reason = (rule.__doc__ or rule.__name__).rstrip(".")
            return kind, found, [f"{reason}: {', '.join(found)}." if found else f"{reason}."]
    return None, [], []
