"""The steps of linking, in order, over a set of readings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from msgspec import structs

from kronika.copies import Copies
from kronika.languages.knowledge import Knowledge
from kronika.linking import accounts, credits, opposites, rows, statements, stories, supports
from kronika.linking.copying import Press, shared_passages
from kronika.linking.dating.publication import Dated, date
from kronika.linking.entities import Entities
from kronika.linking.events import EventLinker, Known
from kronika.linking.figures import FigureLinker, Officials
from kronika.linking.histories.histories import histories
from kronika.linking.names import Names
from kronika.linking.occurrences import Merger
from kronika.linking.report import Report, by_story, named
from kronika.linking.sameness import same
from kronika.linking.sayings import days_of
from kronika.origins import Origins
from kronika.records import (
    AccountRow,
    Correction,
    CreditRow,
    EventRow,
    FigureRow,
    Linked,
    MentionRow,
    PassageRow,
    Reading,
    ReuseRow,
    StatementRow,
    TimeRow,
)

Passage = TypeVar(
    "Passage", PassageRow, MentionRow, TimeRow, FigureRow, StatementRow, EventRow, ReuseRow, CreditRow, AccountRow
)

StoryTeller = Callable[[Sequence[Report], Sequence[ReuseRow], Knowledge], stories.Telling]


def link(
    readings: Sequence[Reading],
    knowledge: Knowledge | None = None,
    corrections: Sequence[Correction] = (),
    tell_apart: StoryTeller = stories.tell_apart,
) -> Linked:
    """Everything resolved over these readings. The order in which they come makes no difference.

    `tell_apart` says which reports tell one story.
    """
    known, every = knowledge or Knowledge(), named(readings)
    shared = shared_passages(every)
    told = tell_apart(every, shared, known)
    reports = told.reports
    entities = Entities(reports, known, corrections)
    dated = _dated(reports, entities, shared, known)
    return _counted(_linked(told, dated, entities, shared), reports, known)


def _dated(
    reports: Sequence[Report], entities: Entities, shared: Sequence[ReuseRow], knowledge: Knowledge
) -> list[Dated]:
    """The reports with their days, each story by itself, in their order."""
    whole = by_story(reports).values()
    found = {d.report.name: d for own in whole for d in date(own, entities, _among(own, shared), knowledge.onsets)}
    return [found[report.name] for report in reports]


def _linked(told: stories.Telling, dated: Sequence[Dated], entities: Entities, shared: Sequence[ReuseRow]) -> Linked:
    """What stands in the reports: their rows, those of what is said with its days."""
    reports = told.reports
    everyone = {story: Names(n for r in own for n in r.findings.names) for story, own in by_story(reports).items()}
    articles = [rows.article(d) for d in dated]
    said = _ordered(
        row for r in reports for row in statements.of(r, Names(r.findings.names), everyone[r.story], entities)
    )
    times = _ordered(row for d in dated for row in rows.times(d))
    press = Press(reports)
    return Linked(
        articles=articles,
        passages=_ordered(row for r in reports for row in rows.passages(r)),
        mentions=_ordered(row for r in reports for row in entities.mentions(r.name)),
        entities=entities.rows(),
        times=times,
        statements=days_of(said, times, articles, reports),
        reuse=_ordered(shared),
        stories=stories.rows(told),
        credits=_ordered(row for r in reports for row in credits.of(r, press)),
    )


def _counted(linked: Linked, reports: Sequence[Report], knowledge: Knowledge) -> Linked:
    """With the statements that are the same, the figures and events that stand in them, what becomes of these, and how
    well all is supported."""
    officials = Officials(linked.entities, knowledge)
    said = [structs.replace(s, official=officials.speak(s.speaker, s.speaker_entity)) for s in linked.statements]
    linked = structs.replace(linked, statements=said)
    origins = Origins(linked, {report.name: report.article.text for report in reports})
    linked = structs.replace(linked, statements=same(linked, reports, origins, knowledge))
    linked = structs.replace(linked, accounts=_accounts(linked, reports))
    linked = structs.replace(linked, figures=_figures(linked, reports, officials, knowledge))
    linked = structs.replace(linked, events=_events(linked, reports, origins.copies, knowledge))
    linked = structs.replace(linked, histories=histories(linked, reports, origins, knowledge))
    linked = structs.replace(linked, oppositions=opposites.of(linked, reports, knowledge))
    return structs.replace(linked, supports=supports.of(linked, origins))


def _accounts(linked: Linked, reports: Sequence[Report]) -> list[AccountRow]:
    """What the reports say incidents were."""
    said = _by_article(linked.statements)
    return _ordered(row for report in reports for row in accounts.of(report, said[report.name]))


def _figures(linked: Linked, reports: Sequence[Report], officials: Officials, knowledge: Knowledge) -> list[FigureRow]:
    """The figures of all reports."""
    said, mentions, times = _by_article(linked.statements), _by_article(linked.mentions), _by_article(linked.times)
    linkers = (FigureLinker(r, said[r.name], mentions[r.name], times[r.name], officials, knowledge) for r in reports)
    return _ordered(row for linker in linkers for row in linker.rows())


def _events(linked: Linked, reports: Sequence[Report], copies: Copies, knowledge: Knowledge) -> list[EventRow]:
    """The events of all reports, and which of their mentions tell one."""
    entities = {entity.id: entity for entity in linked.entities}
    articles = {article.article: article for article in linked.articles}
    mentions, times = _by_article(linked.mentions), _by_article(linked.times)
    said, figures = _by_article(linked.statements), _by_article(linked.figures)
    found: dict[str, list[EventRow]] = defaultdict(list)
    for report in reports:
        name = report.name
        known = Known(articles[name], mentions[name], times[name], said[name], figures[name])
        found[report.story] += EventLinker(report, known, entities, knowledge).rows()
    merger = Merger(entities, copies)
    return _ordered(row for rows in found.values() for row in merger.merged(rows))


def _by_article(found: Iterable[Passage]) -> dict[str, list[Passage]]:
    by_article: dict[str, list[Passage]] = defaultdict(list)
    for row in found:
        by_article[row.article].append(row)
    return by_article


def _among(reports: Sequence[Report], shared: Sequence[ReuseRow]) -> list[ReuseRow]:
    """The shared passages of a story's own reports."""
    names = {report.name for report in reports}
    return [row for row in shared if row.article in names and row.other in names]


def _ordered(found: Iterable[Passage]) -> list[Passage]:
    return sorted(found, key=lambda row: (row.article, row.start, row.end, row.id))
