"""Stories as lines of text, for people: the large ones first, single reports a line each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from kronika.showing import wording
from kronika.showing.story_overview import Member, StoriesAnswer, StoryOverview

WIDTH, NARROWEST = 100, 50
MOST_SINGLE, MOST_OUTLETS, NAME = 40, 6, 30
"""`NAME` is the room beside a title for the name of its report."""
HINT = "'kronika stories' with an id, the name of a report or words of a title shows a story and its reports."


def lines(answer: StoriesAnswer, width: int = WIDTH) -> list[str]:
    """A list of all stories, or of those that fit; a story with its reports where one was asked for."""
    width = max(width, NARROWEST)
    if not answer.found:
        found = ["There are no stories: the store holds no report."]
    elif answer.asked is not None and len(answer.found) == 1:
        found = [*_retired(answer), *_story(answer.found[0], width)]
    else:
        found = list(_list(answer, width))
    return [wording.visible(line.rstrip()) for line in found]


def _retired(answer: StoriesAnswer) -> Iterator[str]:
    if answer.retired:
        yield f"The reports of {answer.retired} are in this story now:"
        yield ""


def _list(answer: StoriesAnswer, width: int) -> Iterator[str]:
    several = [story for story in answer.found if len(story.reports) > 1]
    single = [story for story in answer.found if len(story.reports) == 1]
    for story in several:
        yield from _wrapped(wording.excerpt(story.title, width - 2), "", width)
        yield f"  {story.id}, {wording.count(len(story.reports), 'report')}"
        yield from _wrapped(f"{_outlets(story)}; {_days(story)}", "  ", width)
        yield ""
    if single:
        yield f"{wording.count(len(single), 'single report')}:"
        yield from _single(single, width)
        yield ""
    yield from _wrapped(HINT, "", width if width < WIDTH else len(HINT))


def _single(stories: Sequence[StoryOverview], width: int) -> Iterator[str]:
    """A title and the name of its report, under one another."""
    shown = [(wording.excerpt(story.title, width - NAME), story.reports[0].article) for story in stories]
    wide = max(len(title) for title, _ in shown[:MOST_SINGLE])
    yield from (f"  {title.ljust(wide)}  {name}" for title, name in shown[:MOST_SINGLE])
    if len(shown) > MOST_SINGLE:
        yield f"  and {len(shown) - MOST_SINGLE} more; --json lists all"


def _outlets(story: StoryOverview) -> str:
    if not story.outlets:
        return "outlets not known"
    named = ", ".join(story.outlets[:MOST_OUTLETS])
    more = f" and {len(story.outlets) - MOST_OUTLETS} more" if len(story.outlets) > MOST_OUTLETS else ""
    unnamed = f" ({wording.count(story.unnamed, 'report names', 'reports name')} none)" if story.unnamed else ""
    return f"{wording.count(len(story.outlets), 'outlet')} known: {named}{more}{unnamed}"


def _days(story: StoryOverview) -> str:
    if not story.earliest and not story.latest:
        return "days of publication not known"
    undated = f" ({wording.count(story.undated, 'report')} without a day)" if story.undated else ""
    return f"published {wording.days(wording.interval(story.earliest, story.latest))}{undated}"


def _story(story: StoryOverview, width: int) -> Iterator[str]:
    yield from _wrapped(story.title, "", width)
    yield f"{story.id}, {wording.count(len(story.reports), 'report')}"
    yield from _wrapped(f"{_outlets(story)}; {_days(story)}", "", width)
    for report in story.reports:
        yield ""
        yield from _member(report, width)


def _member(report: Member, width: int) -> Iterator[str]:
    yield from _wrapped(f"{report.article}  {report.origin}", "  ", width)
    if report.title:
        yield from _wrapped(report.title, "    ", width)
    for sentence in report.evidence:
        yield from _wrapped(sentence, "    - ", width)


def _wrapped(text: str, before: str, width: int) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=before, subsequent_indent=" " * len(before), break_on_hyphens=False,
        break_long_words=False,
    )  # fmt: skip
