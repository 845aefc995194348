"""The steps of linking, in order: over all reports whatever tells one story from another, then a story at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeVar

from msgspec import structs

from kronika.copies import Copies
from kronika.languages.knowledge import Knowledge
from kronika.linking import accounts, credits, opposites, rows, statements, stories, supports
from kronika.linking.bearing import Offices, entity
from kronika.linking.copying import Press, press_of, shared_passages
from kronika.linking.dating.publication import Dated, date
from kronika.linking.entities import Entities, named_in
from kronika.linking.events import EventLinker, Known
from kronika.linking.figures import FigureLinker, Officials
from kronika.linking.histories.histories import histories
from kronika.linking.joining import Joined, join, world_of
from kronika.linking.names import Names
from kronika.linking.obeying import by_source, obeyed
from kronika.linking.occurrences import Merger
from kronika.linking.report import Report, named
from kronika.linking.rulings import ENTITIES, EVENTS, STORIES, Paired, about, indexed, paired, shown
from kronika.linking.sameness import same
from kronika.linking.sayings import days_of
from kronika.linking.stories import Story
from kronika.origins import Origins
from kronika.records import (
    AccountRow,
    CreditRow,
    EntityRow,
    EventRow,
    FigureRow,
    Linked,
    MentionRow,
    PassageRow,
    Reading,
    ReuseRow,
    Ruling,
    StatementRow,
    TimeRow,
    in_order,
)

Passage = TypeVar(
    "Passage", PassageRow, MentionRow, TimeRow, FigureRow, StatementRow, EventRow, ReuseRow, CreditRow, AccountRow
)

StoryTeller = Callable[[Sequence[Report], Sequence[ReuseRow], Knowledge, Paired], list[Story]]


class Linking(NamedTuple):
    """A story with all that linking must know of it: the passages that its reports share, what they name over all
    stories, and of whom all reports know that they publish."""

    story: Story
    shared: Sequence[ReuseRow]
    joined: Joined
    press: Press


def link(
    readings: Sequence[Reading],
    knowledge: Knowledge | None = None,
    rulings: Sequence[Ruling] = (),
    tell_apart: StoryTeller = stories.tell_apart,
) -> Linked:
    """Everything resolved over these readings. The order in which they come makes no difference.

    `tell_apart` says which reports tell one story.
    """
    known = knowledge or Knowledge()
    found = plan(readings, known, rulings, tell_apart)
    index = indexed(rulings)
    own = [link_story(one, known, about(index, one.story.reports)) for one in found.stories]
    return together(found, own)


class Plan(NamedTuple):
    """The stories, each to be linked by itself, and what stands over them: shared passages, and who is who."""

    stories: list[Linking]
    shared: list[ReuseRow]
    entities: list[EntityRow]


def plan(
    readings: Sequence[Reading],
    knowledge: Knowledge,
    rulings: Sequence[Ruling] = (),
    tell_apart: StoryTeller = stories.tell_apart,
) -> Plan:
    """What must be known of all reports before each story is linked."""
    ruled = by_source(rulings)
    reports = [obeyed(report, ruled) for report in named(readings)]
    press = press_of(reports)
    shared = shared_passages(reports, press)
    found = tell_apart(reports, shared, knowledge, paired(rulings, STORIES))
    joined = _joined(found, knowledge, rulings)
    among = _by_story(found, shared)
    own = [
        Linking(story, among[number], who, press) for number, (story, who) in enumerate(zip(found, joined, strict=True))
    ]
    wholes = {one.id: one for who in joined for one in who.wholes}
    return Plan(own, shared, [entity(one, knowledge) for one in wholes.values()])


def _joined(found: Sequence[Story], knowledge: Knowledge, rulings: Sequence[Ruling]) -> list[Joined]:
    """Who is one over all stories, of each story what it names."""
    index = indexed(rulings)
    parts = [named_in(story.reports, knowledge, about(index, story.reports)) for story in found]
    ruled = paired(rulings, ENTITIES)
    whole = join([one for part in parts for one in part.named], knowledge, ruled.together, ruled.apart)
    ends = list(accumulate((len(part.named) for part in parts), initial=0))
    own = [Joined(whole.wholes[a:b], whole.why[a:b], whole.world) for a, b in pairwise(ends)]
    offices = Offices(knowledge)
    for part, joined in zip(parts, own, strict=True):
        offices.take(part.bearings, joined.wholes)
    held = {one.id: structs.replace(one, roles=offices.of(one)) for one in whole.wholes}
    world = world_of(held.values(), knowledge)
    return [structs.replace(joined, wholes=[held[one.id] for one in joined.wholes], world=world) for joined in own]


def link_story(one: Linking, knowledge: Knowledge, rulings: Sequence[Ruling] = ()) -> Linked:
    """What belongs together in a story; of passages and entities those of its own reports."""
    reports = one.story.reports
    entities = Entities(reports, knowledge, rulings, one.joined)
    dated = date(reports, entities, one.shared, knowledge.onsets)
    return _counted(_linked(one, dated, entities), one, knowledge, rulings)


def together(found: Plan, told: Sequence[Linked]) -> Linked:
    """The stories as one, their rows in the order of the export."""
    tables = {
        name: in_order(name, (row for linked in told for row in getattr(linked, name)))
        for name in Linked.__struct_fields__
    }
    whole = {"reuse": in_order("reuse", found.shared), "entities": in_order("entities", found.entities)}
    return Linked(**{**tables, **whole})


def _linked(one: Linking, dated: Sequence[Dated], entities: Entities) -> Linked:
    """What stands in the reports: their rows, those of what is said with its days."""
    reports = one.story.reports
    everyone = Names(n for r in reports for n in r.findings.names)
    articles = [rows.article(d) for d in dated]
    said = _ordered(row for r in reports for row in statements.of(r, Names(r.findings.names), everyone, entities))
    times = _ordered(row for d in dated for row in rows.times(d))
    return Linked(
        articles=articles,
        passages=_ordered(row for r in reports for row in rows.passages(r)),
        mentions=_ordered(row for r in reports for row in entities.mentions(r.name)),
        entities=entities.rows(),
        times=times,
        statements=days_of(said, times, articles, reports),
        reuse=_ordered(one.shared),
        stories=one.story.rows,
        credits=_ordered(row for r in reports for row in credits.of(r, one.press)),
    )


def _counted(linked: Linked, one: Linking, knowledge: Knowledge, rulings: Sequence[Ruling]) -> Linked:
    """With the statements that are the same, the figures and events that stand in them, what becomes of these, and how
    well all is supported."""
    officials = Officials(linked.entities, knowledge)
    said = [structs.replace(s, official=officials.speak(s.speaker, s.speaker_entity)) for s in linked.statements]
    linked = structs.replace(linked, statements=said)
    reports = one.story.reports
    origins = Origins(linked, {report.name: report.article.text for report in reports}, one.press.known)
    linked = structs.replace(linked, statements=same(linked, reports, origins, knowledge))
    linked = structs.replace(linked, accounts=_accounts(linked, reports))
    linked = structs.replace(linked, figures=_figures(linked, reports, officials, knowledge))
    linked = structs.replace(linked, events=_events(linked, one, origins.copies, knowledge, rulings))
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


def _events(
    linked: Linked, one: Linking, copies: Copies, knowledge: Knowledge, rulings: Sequence[Ruling]
) -> list[EventRow]:
    """The events of a story, and which of their mentions tell one."""
    reports = one.story.reports
    entities = {entity.id: entity for entity in linked.entities}
    articles = {article.article: article for article in linked.articles}
    mentions, times = _by_article(linked.mentions), _by_article(linked.times)
    said, figures = _by_article(linked.statements), _by_article(linked.figures)
    found: dict[str, list[EventRow]] = defaultdict(list)
    for report in reports:
        name = report.name
        known = Known(articles[name], mentions[name], times[name], said[name], figures[name])
        found[report.story] += EventLinker(report, known, entities, knowledge).rows()
    merger = Merger(entities, copies, shown(paired(rulings, EVENTS), reports))
    return _ordered(row for rows in found.values() for row in merger.merged(rows))


def _by_article(found: Iterable[Passage]) -> dict[str, list[Passage]]:
    by_article: dict[str, list[Passage]] = defaultdict(list)
    for row in found:
        by_article[row.article].append(row)
    return by_article


def _by_story(found: Sequence[Story], shared: Iterable[ReuseRow]) -> dict[int, list[ReuseRow]]:
    """The passages that reports of one story share, by the number of the story."""
    home = {report.name: number for number, story in enumerate(found) for report in story.reports}
    rows: dict[int, list[ReuseRow]] = defaultdict(list)
    for row in shared:
        if home[row.article] == home[row.other]:
            rows[home[row.article]].append(row)
    return rows


def _ordered(found: Iterable[Passage]) -> list[Passage]:
    return sorted(found, key=lambda row: (row.article, row.start, row.end, row.id))
