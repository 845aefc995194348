"""One annotated document to its findings."""

from __future__ import annotations

from msgspec import structs

from kronika.evidence import Span
from kronika.extracting.accounts import AccountExtractor
from kronika.extracting.clauses import ClauseReader
from kronika.extracting.credits import CreditExtractor
from kronika.extracting.disputes import DisputeReader
from kronika.extracting.events.events import EventExtractor
from kronika.extracting.figures import FigureExtractor
from kronika.extracting.lemmas import lemmas_of
from kronika.extracting.mentions import MentionExtractor
from kronika.extracting.names import NameExtractor
from kronika.extracting.references import ReferenceExtractor
from kronika.extracting.statements.statements import StatementExtractor
from kronika.extracting.terms import terms_of
from kronika.extracting.times import TimeExtractor, counted_from, timed
from kronika.languages.pack import Pack
from kronika.records import Annotated, AnnotatedZone, Findings


class Extractor:
    """Extracts the findings of one language's documents."""

    def __init__(self, pack: Pack) -> None:
        self._times = TimeExtractor(pack)
        self._clauses = ClauseReader(pack)
        self._figures = FigureExtractor(pack)
        self._disputes = DisputeReader(pack)
        self._events = EventExtractor(pack)
        self._statements = StatementExtractor(pack)
        self._names = NameExtractor(pack)
        self._mentions = MentionExtractor(pack)
        self._references = ReferenceExtractor(pack)
        self._credits = CreditExtractor(pack)
        self._accounts = AccountExtractor(pack)

    def extract(self, annotated: Annotated) -> Findings:
        """What the words of one article say. The same document always gives the same findings."""
        zones = annotated.zones
        read = [self._times.extract(zone) for zone in zones]
        sentences = [s for zone in zones for s in zone.sentences]
        times = counted_from([t for found, _ in read for t in found], sentences)
        impossible = [i for _, wrong in read for i in wrong]
        findings = Findings(
            language=annotated.document.language,
            zones=annotated.document.zones,
            sentences=sentences,
            times=times,
            impossible=impossible,
            clauses=[c for zone in zones for c in self._clauses.read(zone)],
            names=[n for zone in zones for n in self._names.extract(zone)],
            mentions=[m for zone in zones for m in self._mentions.extract(zone)],
            credits=self._credits.extract(annotated),
            accounts=[a for zone in zones for a in self._accounts.extract(zone)],
            terms=terms_of(annotated),
            lemmas=lemmas_of(annotated),
        )
        return self._told(annotated, self._referring(zones, findings))

    def _referring(self, zones: list[AnnotatedZone], findings: Findings) -> Findings:
        """With what stands for somebody named."""
        references = [self._references.extract(zone) for zone in zones]
        return structs.replace(
            findings,
            roles=[r for found in references for r in found.roles],
            pronouns=[p for found in references for p in found.pronouns],
            demonyms=[d for found in references for d in found.demonyms],
        )

    def _told(self, annotated: Annotated, findings: Findings) -> Findings:
        """With what is counted, said and done."""
        zones, times = annotated.zones, findings.times
        dates = [*(Span(t.start, t.end) for t in times), *(Span(i.start, i.end) for i in findings.impossible)]
        figures = [self._figures.extract(zone, times, dates) for zone in zones]
        both = list(zip(zones, figures, strict=True))
        spoken = [timed(zone, dates) for zone in zones]
        return structs.replace(
            findings,
            figures=[f for found in figures for f in found],
            disputes=[d for zone, found in both for d in self._disputes.read(zone, found)],
            statements=self._statements.extract(annotated.document.article.text, spoken, findings.credits),
            events=[e for zone, found in both for e in self._events.extract(zone, times, found)],
        )
