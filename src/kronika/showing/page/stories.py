"""Stories as the page shows them: counts, lines and reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kronika import calendar
from kronika.records import (
    Chronicle,
    ChronicleRow,
    DisagreementRow,
    FigureRow,
    HistoryRow,
    Linked,
    ReuseRow,
    StatementRow,
    SummaryRow,
)
from kronika.showing import wording
from kronika.showing.event_reasons import Reasons
from kronika.showing.page.actors import Actors, actors
from kronika.showing.page.disagreements import Disagreements, disagreements
from kronika.showing.page.figures import Figures, figures
from kronika.showing.page.lines import Desk, Line, Passage
from kronika.showing.page.phrases import PagePhrases
from kronika.showing.page.reports import Archive, Reports
from kronika.showing.page.shared import Shared, shared
from kronika.showing.page.sources import Anchors, Source
from kronika.showing.page.statements import Statements, statements
from kronika.showing.page.timeline import TimelineView, timeline
from kronika.showing.proofs import Proofs


class Lines(NamedTuple):
    """All lines of a story; actors are counted from the others, and no passage leads back to them."""

    timeline: TimelineView
    disagreements: Disagreements
    figures: Figures
    statements: Statements
    actors: Actors
    shared: Shared

    def every(self) -> Iterator[Line]:
        """Every line, in the order of the page."""
        yield from self.timeline.every()
        yield from self.disagreements.every()
        yield from self.figures.every()
        for speaker in self.statements.speakers:
            yield from speaker.lines
        yield from self.shared.every()


@dataclass(frozen=True, slots=True)
class Story:
    """A story with its lines, ready to show; `title` is empty for reports that belong to no story."""

    anchor: str
    title: str
    lang: str
    counts: tuple[str, ...]
    lead: str
    sources_of_lead: tuple[Passage, ...]
    lines: Lines
    sections: tuple[str, ...]
    texts: Reports
    single: bool


@dataclass(frozen=True, slots=True)
class Share:
    """What of all the rows belongs to one story."""

    sources: list[Source] = field(default_factory=list)
    chronicle: list[ChronicleRow] = field(default_factory=list)
    disagreements: list[DisagreementRow] = field(default_factory=list)
    summaries: list[SummaryRow] = field(default_factory=list)
    histories: list[HistoryRow] = field(default_factory=list)
    figures: list[FigureRow] = field(default_factory=list)
    statements: list[StatementRow] = field(default_factory=list)
    reuse: list[ReuseRow] = field(default_factory=list)
    listed_elsewhere: list[ReuseRow] = field(default_factory=list)
    evidence: dict[str, list[str]] = field(default_factory=dict)


def tell_stories(
    linked: Linked,
    chronicle: Chronicle,
    sources: Mapping[str, Source],
    anchors: Anchors,
    proofs: Proofs,
    *,
    excerpts: bool = False,
) -> tuple[Story, ...]:
    """Every story, the largest first and single reports last; reports in no story come behind and are called so."""
    desk = Desk(linked, sources, anchors, proofs, excerpts=excerpts)
    reasons = Reasons({t: getattr(linked, t) for t in ("events", "times", "figures", "statements")}, desk.words)
    titles = {row.story: row.title for row in linked.stories}
    shares = _share_out(linked, chronicle, sources)
    lines = {story: _lines(share, desk, reasons) for story, share in shares.items()}
    archive = Archive(linked, (line for told in lines.values() for line in told.every()), desk)
    ranked = sorted(shares, key=lambda s: (s not in titles, -len(shares[s].sources), titles.get(s, ""), s))
    return tuple(
        _story(anchors.name("s", story), titles.get(story, ""), shares[story], lines[story], archive)
        for story in ranked
    )


def _share_out(linked: Linked, chronicle: Chronicle, sources: Mapping[str, Source]) -> dict[str, Share]:
    story_of = {row.article: row.story for row in linked.stories}
    shares: dict[str, Share] = {}

    def of(story: str) -> Share:
        return shares.setdefault(story, Share())

    for source in sorted(sources.values(), key=lambda s: s.row.article not in story_of):
        of(story_of.get(source.row.article, "")).sources.append(source)
    for row in linked.stories:
        of(row.story).evidence[row.article] = row.evidence
    for line in chronicle.chronicle:
        of(line.story).chronicle.append(line)
    for matter in chronicle.disagreements:
        of(matter.story).disagreements.append(matter)
    for summary in chronicle.summaries:
        of(summary.story).summaries.append(summary)
    for history in linked.histories:
        of(history.story).histories.append(history)
    for figure in linked.figures:
        of(story_of.get(figure.article, "")).figures.append(figure)
    for statement in linked.statements:
        of(story_of.get(statement.article, "")).statements.append(statement)
    for pair in linked.reuse:
        of(story_of.get(pair.article, "")).reuse.append(pair)
        if pair.other in sources and story_of.get(pair.other) != story_of.get(pair.article):
            of(story_of.get(pair.other, "")).listed_elsewhere.append(pair)
    return shares


def _lines(share: Share, desk: Desk, reasons: Reasons) -> Lines:
    said = statements(share.statements, desk)
    return Lines(
        timeline=timeline(share.chronicle, desk, reasons if len(share.sources) > 1 else None),
        disagreements=disagreements(share.disagreements, desk),
        figures=figures(share.figures, share.histories, desk),
        statements=said,
        actors=actors(share.summaries, said.speakers, desk),
        shared=shared(share.reuse, len(share.listed_elsewhere), desk),
    )


# ----------------------------------------------------------------- stories


def _sections(lines: Lines, single: bool) -> tuple[str, ...]:
    """The sections that are shown: of a single report those that hold something."""
    held = {
        "timeline": lines.timeline.days,
        "disagreements": lines.disagreements.matters,
        "figures": lines.figures.measures,
        "statements": lines.statements.speakers,
        "actors": lines.actors.lines if not single else (),
        "shared": lines.shared.reports or lines.shared.elsewhere,
    }
    return tuple(name for name, content in held.items() if content or not single)


def _story(anchor: str, title: str, share: Share, lines: Lines, archive: Archive) -> Story:
    several = len(share.sources) > 1
    single = not several and bool(title)
    languages = Counter(source.lang for source in share.sources if source.lang)
    return Story(
        anchor=anchor,
        title=title,
        lang=languages.most_common(1)[0][0] if languages and title else "",
        counts=_counts(share, archive.desk),
        lead=" ".join(summary.lead for summary in share.summaries) if several else "",
        sources_of_lead=tuple(_sources_of_lead(share.summaries, archive.desk)) if several else (),
        lines=lines,
        sections=_sections(lines, single),
        texts=archive.reports(share.sources, share.evidence if several else {}),
        single=single,
    )


def _sources_of_lead(summaries: Iterable[SummaryRow], desk: Desk) -> Iterator[Passage]:
    for words in (words for summary in summaries for words in summary.evidence):
        yield desk.stretch(words.article, words.start, words.end, words.text, "statement")


def _counts(share: Share, desk: Desk) -> tuple[str, ...]:
    """Span, reports, outlets and origins."""
    words = desk.words
    outlets = {source.row.publisher for source in share.sources if source.row.publisher}
    unnamed = sum(source.row.publisher is None for source in share.sources)
    origins = {origin for summary in share.summaries for origin in summary.origins}
    parts = (
        _span(share.summaries, words) or words.say("unknown-day"),
        words.count("reports", len(share.sources)),
        words.count("outlets-known", len(outlets)) if outlets else words.say("outlets-unknown"),
        words.count("outlets-none", unnamed) if outlets and unnamed else None,
        words.count("origins", len(origins)) if origins else None,
    )
    return tuple(filter(None, parts))


def _span(summaries: Iterable[SummaryRow], words: PagePhrases) -> str | None:
    """The days that the lines cover, as they are told everywhere."""
    known = [wording.interval(row.earliest, row.latest) for row in summaries]
    days = calendar.hull(known) if known else wording.interval(None, None)
    return words.long_days(calendar.iso(days.earliest), calendar.iso(days.latest))
