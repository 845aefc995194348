"""Stories as lines of text, for people: the large ones first, single reports a line each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from kronika.showing import wording
from kronika.showing.story_overview import Member, StoriesAnswer, StoryOverview

WIDTH = 100
MOST_SINGLE, MOST_OUTLETS, WIDEST_TITLE = 40, 6, 70


def lines(answer: StoriesAnswer) -> list[str]:
    """A list of all stories, or of those that fit; a story with its reports where one was asked for."""
    if not answer.found:
        found = ["There are no stories: the store holds no report."]
    elif answer.asked is not None and len(answer.found) == 1:
        found = [*_retired(answer), *_story(answer.found[0])]
    else:
        found = list(_list(answer))
    return [wording.visible(line.rstrip()) for line in found]


def _retired(answer: StoriesAnswer) -> Iterator[str]:
    if answer.retired:
        yield f"The reports of {answer.retired} are in this story now:"
        yield ""


def _list(answer: StoriesAnswer) -> Iterator[str]:
    several = [story for story in answer.found if len(story.reports) > 1]
    single = [story for story in answer.found if len(story.reports) == 1]
    for story in several:
        yield from _wrapped(wording.excerpt(story.title, WIDTH - 2), "")
        yield f"  {story.id}, {wording.count(len(story.reports), 'report')}"
        yield from _wrapped(f"{_outlets(story)}; {_days(story)}", "  ")
        yield ""
    if single:
        yield f"{wording.count(len(single), 'single report')}:"
        yield from _single(single)
        yield ""
    yield "'kronika stories' with an id, the name of a report or words of a title shows a story and its reports."


def _single(stories: Sequence[StoryOverview]) -> Iterator[str]:
    """A title and the name of its report, under one another."""
    shown = [(wording.excerpt(story.title, WIDEST_TITLE), story.reports[0].article) for story in stories]
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


def _story(story: StoryOverview) -> Iterator[str]:
    yield from _wrapped(story.title, "")
    yield f"{story.id}, {wording.count(len(story.reports), 'report')}"
    yield from _wrapped(f"{_outlets(story)}; {_days(story)}", "")
    for report in story.reports:
        yield ""
        yield from _member(report)


def _member(report: Member) -> Iterator[str]:
    yield f"  {report.article}  {report.origin}"
    if report.title:
        yield from _wrapped(report.title, "    ")
    for sentence in report.evidence:
        yield from _wrapped(sentence, "    - ")


def _wrapped(text: str, before: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=before, subsequent_indent=" " * len(before), break_on_hyphens=False,
        break_long_words=False,
    )  # fmt: skip
