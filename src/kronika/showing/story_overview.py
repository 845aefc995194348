"""Which stories there are: their reports, outlets and days, and why a report belongs to one."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, structs

from kronika import calendar
from kronika.errors import InputError
from kronika.languages.letters import fold
from kronika.records import StoryRow
from kronika.showing import wording
from kronika.showing.facts import NEAR, Facts, facts_of

Tables = Mapping[str, Sequence[Any]]
PREFIX = "story-"
CUTOFF = 0.8
"""How near a name must be to be suggested: with less, short words are near to any word of their length."""


class Member(Facts, frozen=True, kw_only=True):
    """A report of a story, and the sentences that say why it belongs."""

    evidence: list[str]


class StoryOverview(Struct, frozen=True, kw_only=True):
    """A story: its outlets as far as known, the days on which its reports were published, its reports by day.

    `unnamed` reports name no outlet, `undated` ones no day.
    """

    id: str
    title: str
    outlets: list[str]
    unnamed: int
    earliest: str | None
    latest: str | None
    undated: int
    reports: list[Member]


class StoriesAnswer(Struct, frozen=True, kw_only=True):
    """The stories as asked, all where nothing was asked; the largest first.

    `retired` is the id that was asked for, where its reports are in another story now.
    """

    asked: str | None = None
    retired: str | None = None
    found: list[StoryOverview]


def all_of(tables: Tables) -> StoriesAnswer:
    """All stories from the tables `articles`, `passages` and `stories`, the largest first."""
    return StoriesAnswer(found=_overviews(tables))


def answer(asked: str, tables: Tables, redirects: Mapping[str, str]) -> StoriesAnswer:
    """The story of that id or report, or the one whose id begins so, else all whose title holds the words.

    An id may lack its `story-`, where no title holds it. `redirects` lead from ids that are no more to stories.
    Raises InputError, with what is near, where there is none.
    """
    if not asked.strip():
        raise InputError(repr(asked), "the name is empty", "Give an id, the name of a report or words of a title")
    stories = _overviews(tables)
    by_id = {story.id: story for story in stories}
    of_report = {report.article: story.id for story in stories for report in story.reports}
    leads = {id_: id_ for id_ in by_id} | {old: new for old, new in redirects.items() if new in by_id}
    if asked in of_report:
        return StoriesAnswer(asked=asked, found=[by_id[of_report[asked]]])
    if led := _led(asked, asked, leads, by_id):
        return led
    wanted = fold(asked)
    if titled := [story for story in stories if wanted and wanted in fold(story.title)]:
        return StoriesAnswer(asked=asked, found=titled)
    if led := _led(asked, PREFIX + asked.strip(), leads, by_id):
        return led
    raise _no_story(asked, stories, of_report)


def _led(
    asked: str, beginning: str, leads: Mapping[str, str], by_id: Mapping[str, StoryOverview]
) -> StoriesAnswer | None:
    """The one story to which all ids lead that begin so."""
    ids = _begun(beginning, leads)
    led = {leads[id_] for id_ in ids}
    if len(led) != 1:
        return None
    return StoriesAnswer(asked=asked, retired=None if led & {*ids} else ids[0], found=[by_id[led.pop()]])


def _begun(beginning: str, ids: Iterable[str]) -> list[str]:
    """The id itself, or all that begin so, in small letters or capitals."""
    known, small = list(ids), beginning.strip().lower()
    return [small] if small in known else [id_ for id_ in known if id_.startswith(small)]


def _no_story(asked: str, stories: Sequence[StoryOverview], reports: Mapping[str, str]) -> InputError:
    """The error that says which stories or reports are called nearly so."""
    ids = [story.id for story in stories]
    if begun := _begun(asked, ids) or _begun(PREFIX + asked.strip(), ids):
        shown = ", ".join(begun[:NEAR]) + (" …" if len(begun) > NEAR else "")
        return InputError(repr(asked), f"the ids of {len(begun)} stories begin so", f"Write more of one of {shown}")
    named: dict[str, list[str]] = defaultdict(list)
    for story in stories:
        for words in {fold(story.title), *fold(story.title).split()}:
            named[words].append(story.title)
    for name in (*reports, *ids):
        named[fold(name)].append(name)
    close = difflib.get_close_matches(fold(asked), named, n=NEAR, cutoff=CUTOFF)
    near = list(dict.fromkeys(name for words in close for name in named[words]))[:NEAR]
    remedy = f"Did you mean {', '.join(near)}?" if near else "'kronika stories' lists them all"
    return InputError(repr(asked), "no story has this id, this report or these words in its title", remedy)


def _overviews(tables: Tables) -> list[StoryOverview]:
    """All stories, the largest first, and among those of one size by title."""
    facts = facts_of(tables)
    rows: dict[str, list[StoryRow]] = defaultdict(list)
    for row in tables["stories"]:
        rows[row.story].append(row)
    found = [_overview(id_, members, facts) for id_, members in rows.items()]
    return sorted(found, key=lambda story: (-len(story.reports), story.title, story.id))


def _overview(id_: str, rows: Sequence[StoryRow], facts: Mapping[str, Facts]) -> StoryOverview:
    reports = [Member(**structs.asdict(facts[row.article]), evidence=row.evidence) for row in rows]
    dated = [wording.interval(r.earliest, r.latest) for r in reports if r.earliest or r.latest]
    days = calendar.hull(dated)
    return StoryOverview(
        id=id_,
        title=rows[0].title,
        outlets=sorted({r.publisher for r in reports if r.publisher}),
        unnamed=sum(r.publisher is None for r in reports),
        earliest=calendar.iso(days.earliest),
        latest=calendar.iso(days.latest),
        undated=len(reports) - len(dated),
        reports=sorted(reports, key=lambda r: (r.earliest or r.latest or calendar.LAST_DAY, r.latest or "", r.article)),
    )
