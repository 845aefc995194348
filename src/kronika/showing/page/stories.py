"""Stories as the page shows them: counts, lines, and reports whose passages lead back to the lines."""

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
from kronika.showing.page.excerpts import gaps, share_shown
from kronika.showing.page.figures import Figures, dispute_places, figures
from kronika.showing.page.lines import Desk, Line
from kronika.showing.page.marking import KINDS, PROOF, REMOVED, ZONES, Back, Mark, Paragraph, mark_text
from kronika.showing.page.proof_lines import Proof, passages
from kronika.showing.page.shared import Shared, shared
from kronika.showing.page.sources import Anchors, Source
from kronika.showing.page.statements import Statements, relay_places, statements
from kronika.showing.page.timeline import TimelineView, timeline
from kronika.showing.proofs import Proofs

TIME = "time"
Uses = dict[tuple[int, int, str, str], dict[Back, None]]
"""Start, end, kind and note of a passage, and the lines that use it, each once and in order."""


class Kind(NamedTuple):
    """A kind of mark in the legend."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report with its facts and its marked text; no paragraphs where the text is not at hand.

    `facts` are outlet, authors, days and language as they are told.
    """

    anchor: str
    name: str
    title: str | None
    facts: tuple[str, ...]
    proof: Proof
    lang: str
    address: str | None
    belongs: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]


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
    lines: Lines
    sections: tuple[str, ...]
    reports: tuple[Report, ...]
    kinds: tuple[Kind, ...]
    removed: str | None
    excerpt: str | None
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
    marks = _marks(linked, lines.values(), sources, desk)
    ranked = sorted(shares, key=lambda s: (s not in titles, -len(shares[s].sources), titles.get(s, ""), s))
    return tuple(
        _story(titles.get(story, ""), shares[story], lines[story], marks, anchors.name("s", story), desk)
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
        actors=actors(share.summaries, {s.name: s.anchor for s in said.speakers if s.name}, desk),
        shared=shared(share.reuse, len(share.listed_elsewhere), desk),
    )


# ------------------------------------------------------------------- marks


def _marks(linked: Linked, stories: Iterable[Lines], sources: Mapping[str, Source], desk: Desk) -> dict[str, Uses]:
    """By report: where passages stand, of what kind, with what note, and which lines use them."""
    found: dict[str, Uses] = {name: {} for name in sources}
    for lines in stories:
        for line in lines.every():
            _mark_line(line, found)
        for passage in (passage for pair in lines.shared.pairs for passage in pair.passages):
            _mark(found, passage.article, passage.start, passage.end, PROOF, "")
    for row in linked.times:
        days = desk.words.long_days(row.earliest, row.latest) or ""
        _mark(found, row.article, row.start, row.end, TIME, days)
    for article, start, end in (*passages(linked), *relay_places(linked), *dispute_places(linked)):
        _mark(found, article, start, end, PROOF, "")
    marked = {(name, use[0]) for name, uses in found.items() for use in uses}
    for article, start, end in desk.places:
        if (article, start) not in marked:
            _mark(found, article, start, end, PROOF, "")
    for zone in linked.passages:
        if zone.kind in (*ZONES, REMOVED):
            note = desk.words.reason(zone.reason) if zone.kind == REMOVED else ""
            _mark(found, zone.article, zone.start, zone.end, zone.kind, note)
    return found


def _mark(found: dict[str, Uses], article: str, start: int, end: int, kind: str, note: str) -> None:
    if article in found:
        found[article].setdefault((start, end, kind, note), {})


def _mark_line(line: Line, found: dict[str, Uses]) -> None:
    for passage in line.passages:
        if passage.article in found:
            key = (passage.start, passage.end, passage.kind, "")
            found[passage.article].setdefault(key, {})[Back(line.anchor, line.label)] = None


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


def _story(title: str, share: Share, lines: Lines, marks: Mapping[str, Uses], anchor: str, desk: Desk) -> Story:
    names = [source.row.article for source in share.sources]
    own = {name: [Mark(*key, tuple(backs)) for key, backs in marks[name].items()] for name in names}
    left_out = {s.row.article: gaps(s, own[s.row.article]) for s in share.sources} if desk.excerpts else {}
    kinds = {mark.kind for of_report in own.values() for mark in of_report}
    removed = sum(mark.kind == REMOVED for of_report in own.values() for mark in of_report)
    belongs = share.evidence if len(names) > 1 else {}
    languages = Counter(s.lang for s in share.sources if s.lang)
    single = len(names) == 1 and bool(title)
    return Story(
        anchor=anchor,
        title=title,
        lang=languages.most_common(1)[0][0] if languages and title else "",
        counts=_counts(share, desk),
        lead=" ".join(summary.lead for summary in share.summaries) if len(names) > 1 else "",
        lines=lines,
        sections=_sections(lines, single),
        reports=tuple(
            _report(s, [*own[s.row.article], *left_out.get(s.row.article, ())], belongs.get(s.row.article, []), desk)
            for s in share.sources
        ),
        excerpt=_excerpt(share.sources, left_out, desk) if desk.excerpts else None,
        kinds=tuple(Kind(name, desk.words.say(f"mark-{name}")) for name in KINDS if name in kinds),
        removed=desk.words.count("passages", removed) if removed and not desk.excerpts else None,
        single=single,
    )


def _excerpt(sources: Iterable[Source], left_out: Mapping[str, list[Mark]], desk: Desk) -> str:
    """That only excerpts are shown, and how much of the texts they are."""
    sizes = [share_shown(source, left_out[source.row.article]) for source in sources]
    shown, every = (sum(column) for column in zip(*sizes, strict=True))
    return desk.words.say("excerpts", share=round(100 * shown / every) if every else 0)


def _counts(share: Share, desk: Desk) -> tuple[str, ...]:
    """Span, reports, outlets and origins."""
    names = [s.row.article for s in share.sources]
    outlets = {s.row.publisher or s.row.article for s in share.sources}
    origins = {origin for summary in share.summaries for origin in summary.origins}
    known = [wording.interval(r.earliest, r.latest) for r in share.chronicle if r.earliest and r.latest]
    days = calendar.hull(known) if known else wording.interval(None, None)
    span = desk.words.long_days(calendar.iso(days.earliest), calendar.iso(days.latest)) or desk.words.say("unknown-day")
    unknown = sum(map(desk.stands_in, outlets))
    return (span, *desk.words.support(len(names), len(outlets), unknown, len(origins)).split(", "))


def _report(source: Source, marks: list[Mark], belongs: list[str], desk: Desk) -> Report:
    row, words = source.row, desk.words
    web = row.uri is not None and row.uri.startswith(("https://", "http://"))
    days = words.long_days(row.published_earliest, row.published_latest)
    published = words.say("published-on", days=days) if days else words.say("published-unknown")
    return Report(
        anchor=source.anchor,
        name=row.article,
        title=row.title,
        facts=tuple(filter(None, (row.publisher or words.say("outlets-unknown"), ", ".join(row.authors), published))),
        proof=desk.proofs.of_publication(row.published_proof),
        lang=source.lang,
        address=row.uri if web else None,
        belongs=tuple(belongs),
        paragraphs=tuple(mark_text(source, marks)),
    )
