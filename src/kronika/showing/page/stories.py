"""Stories as the page shows them: counts, lines, and reports whose passages lead back to the lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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
)
from kronika.showing import wording
from kronika.showing.page.disagreements import Disagreements, disagreements
from kronika.showing.page.figures import Figures, dispute_places, figures
from kronika.showing.page.lines import (
    Day,
    Desk,
    Line,
    SharedLine,
    kind_and_note,
    shared,
    timeline,
)
from kronika.showing.page.marking import KINDS, PROOF, REMOVED, ZONES, Back, Mark, Paragraph, mark_text
from kronika.showing.page.proof_lines import Proof, passages
from kronika.showing.page.sources import Anchors, Source
from kronika.showing.page.statements import Statements, relay_places, statements
from kronika.showing.proofs import Proofs

NO_STORY = "Reports that belong to no story"


Uses = dict[tuple[int, int, str, str], dict[Back, None]]
"""Start, end, kind and note of a passage, and the lines that use it, each once and in order."""


class Kind(NamedTuple):
    """A kind of mark in the legend."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report with its facts and its marked text; no paragraphs where the text is not at hand."""

    anchor: str
    name: str
    title: str | None
    publisher: str | None
    authors: str | None
    published: str | None
    proof: Proof
    language: str | None
    lang: str
    size: str
    address: str | None
    belongs: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A story with its lines, ready to show."""

    anchor: str
    title: str
    lang: str
    counts: tuple[str, ...]
    lead: str
    days: tuple[Day, ...]
    disagreements: Disagreements
    figures: Figures
    statements: Statements
    shared: tuple[SharedLine, ...]
    shared_elsewhere: str | None
    reports: tuple[Report, ...]
    kinds: tuple[Kind, ...]
    removed: str | None
    single: bool


class Share(NamedTuple):
    """What of all the rows belongs to one story."""

    sources: list[Source]
    chronicle: list[ChronicleRow]
    disagreements: list[DisagreementRow]
    lead: list[str]
    histories: list[HistoryRow]
    figures: list[FigureRow]
    statements: list[StatementRow]
    reuse: list[ReuseRow]
    listed_elsewhere: list[ReuseRow]
    evidence: dict[str, list[str]]


def tell_stories(
    linked: Linked, chronicle: Chronicle, sources: Mapping[str, Source], anchors: Anchors, proofs: Proofs
) -> tuple[Story, ...]:
    """Every story, the largest first and single reports last; reports in no story come behind and are called so."""
    desk = Desk(linked, sources, anchors, proofs)
    titles = {row.story: row.title for row in linked.stories}
    shares = _share_out(linked, chronicle, sources)
    lines = {story: _lines(share, desk) for story, share in shares.items()}
    marks = _marks(linked, lines.values(), sources)
    ranked = sorted(shares, key=lambda s: (s not in titles, -len(shares[s].sources), titles.get(s, ""), s))
    return tuple(
        _story(titles.get(story, NO_STORY), shares[story], lines[story], marks, anchors.name("story", story), desk)
        for story in ranked
    )


class Lines(NamedTuple):
    """All lines of a story."""

    days: tuple[Day, ...]
    disagreements: Disagreements
    figures: Figures
    statements: Statements
    shared: tuple[SharedLine, ...]

    def every(self) -> Iterator[Line]:
        """Every line, in the order of the page."""
        for day in self.days:
            yield from day.lines
        yield from self.disagreements.every()
        yield from self.figures.every()
        for speaker in self.statements.speakers:
            yield from speaker.lines
        yield from self.shared


def _share_out(linked: Linked, chronicle: Chronicle, sources: Mapping[str, Source]) -> dict[str, Share]:
    story_of = {row.article: row.story for row in linked.stories}
    shares: dict[str, Share] = {}

    def of(story: str) -> Share:
        return shares.setdefault(story, Share([], [], [], [], [], [], [], [], [], {}))

    for source in sorted(sources.values(), key=lambda s: s.row.article not in story_of):
        of(story_of.get(source.row.article, "")).sources.append(source)
    for row in linked.stories:
        of(row.story).evidence[row.article] = row.evidence
    for line in chronicle.chronicle:
        of(line.story).chronicle.append(line)
    for matter in chronicle.disagreements:
        of(matter.story).disagreements.append(matter)
    for summary in chronicle.summaries:
        of(summary.story).lead.append(summary.lead)
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


def _lines(share: Share, desk: Desk) -> Lines:
    return Lines(
        days=timeline(share.chronicle, desk),
        disagreements=disagreements(share.disagreements, desk),
        figures=figures(share.figures, share.histories, desk),
        statements=statements(share.statements, desk),
        shared=shared(share.reuse, desk),
    )


# ------------------------------------------------------------------- marks


def _marks(linked: Linked, stories: Iterable[Lines], sources: Mapping[str, Source]) -> dict[str, Uses]:
    """By report: where passages stand, of what kind, with what note, and which lines use them."""
    found: dict[str, Uses] = {name: {} for name in sources}
    for lines in stories:
        for line in lines.every():
            _mark_line(line, found)
    for row in linked.times:
        kind, note = kind_and_note(row)
        if row.article in found:
            found[row.article].setdefault((row.start, row.end, kind, note), {})
    for article, start, end in (*passages(linked), *relay_places(linked), *dispute_places(linked)):
        if article in found:
            found[article].setdefault((start, end, PROOF, ""), {})
    for zone in linked.passages:
        if zone.article in found and zone.kind in (*ZONES, REMOVED):
            note = zone.reason or "" if zone.kind == REMOVED else zone.kind.replace("_", " ")
            found[zone.article].setdefault((zone.start, zone.end, zone.kind, note), {})
    return found


def _mark_line(line: Line, found: dict[str, Uses]) -> None:
    for passage in line.passages:
        if passage.article in found:
            # The note of a shared passage names its partner; without it five hundred partners are one mark.
            note = "shared passage" if passage.kind == "reuse" else passage.note
            key = (passage.start, passage.end, passage.kind, note)
            found[passage.article].setdefault(key, {})[Back(line.anchor, line.label)] = None


# ----------------------------------------------------------------- stories


def _story(title: str, share: Share, lines: Lines, marks: Mapping[str, Uses], anchor: str, desk: Desk) -> Story:
    names = [source.row.article for source in share.sources]
    own = {name: [Mark(*key, tuple(backs)) for key, backs in marks[name].items()] for name in names}
    kinds = {mark.kind for of_report in own.values() for mark in of_report}
    removed = sum(mark.kind == REMOVED for of_report in own.values() for mark in of_report)
    belongs = share.evidence if len(names) > 1 else {}
    languages = Counter(s.lang for s in share.sources if s.lang)
    return Story(
        anchor=anchor,
        title=title,
        lang="en" if title == NO_STORY else (languages.most_common(1)[0][0] if languages else ""),
        counts=_counts(share),
        lead=" ".join(share.lead) if len(names) > 1 else "",
        days=lines.days,
        disagreements=lines.disagreements,
        figures=lines.figures,
        statements=lines.statements,
        shared=lines.shared,
        shared_elsewhere=wording.count(len(share.listed_elsewhere), "passage") if share.listed_elsewhere else None,
        reports=tuple(_report(s, own[s.row.article], belongs.get(s.row.article, []), desk) for s in share.sources),
        kinds=tuple(Kind(name, label) for name, label in KINDS.items() if name in kinds),
        removed=wording.count(removed, "passage") if removed else None,
        single=len(names) == 1 and title != NO_STORY,
    )


def _counts(share: Share) -> tuple[str, ...]:
    outlets = {s.row.publisher for s in share.sources if s.row.publisher}
    unknown = sum(s.row.publisher is None for s in share.sources)
    known = [wording.interval(r.earliest, r.latest) for r in share.chronicle if r.earliest and r.latest]
    covered = f"dates named: {wording.days(calendar.hull(known))}" if known else "no day known"
    known_outlets = wording.count(len(outlets), "outlet") + " known" if outlets else "outlets not known"
    said = [wording.count(len(share.sources), "report"), known_outlets]
    if unknown and outlets:
        said.append(wording.count(unknown, "report names no outlet", "reports name no outlet"))
    return (*said, covered)


def _report(source: Source, marks: list[Mark], belongs: list[str], desk: Desk) -> Report:
    row = source.row
    published = wording.interval(row.published_earliest, row.published_latest)
    web = row.uri is not None and row.uri.startswith(("https://", "http://"))
    return Report(
        anchor=source.anchor,
        name=row.article,
        title=row.title,
        publisher=row.publisher,
        authors=", ".join(row.authors) or None,
        published=wording.days(published) if any(published) else None,
        proof=desk.proofs.of_publication(row.published_proof),
        language=row.language,
        lang=source.lang,
        size=wording.count(len(source.text), "character") if source.text is not None else "text not at hand",
        address=row.uri if web else None,
        belongs=tuple(belongs),
        paragraphs=tuple(mark_text(source, marks)),
    )
