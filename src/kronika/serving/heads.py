"""What every page of a story begins with, and what it is where a merge retired the id asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kronika.records import SummaryRow
from kronika.serving import addresses
from kronika.serving.asking import Asking, NotThereError
from kronika.store import ListedStory


class MovedError(Exception):
    """What is asked for has another address now."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@dataclass(frozen=True)
class StoryHead:
    """What the head of each page of a story shows."""

    id: str
    title: str
    summary: SummaryRow | None
    counts: tuple[str, ...]
    reports: list[str]


def head_of(ask: Asking, section: str = "") -> StoryHead:
    """The story asked for. Raises NotThereError where there is none, MovedError where a merge retired it."""
    id = ask.name("story")
    listed = ask.lookup.listing.story(id)
    if listed is None:
        if merged := ask.lookup.listing.merged_into(id):
            raise MovedError(addresses.story(merged, section))
        raise NotThereError("no-such-story")
    summaries = ask.lookup.under("summaries", id)
    names = ask.lookup.listing.reports(id)
    summary = summaries[0] if summaries else None
    return StoryHead(id, listed.title, summary, _counts(ask, listed, summary, names), names)


def _counts(ask: Asking, row: ListedStory, summary: SummaryRow | None, names: Sequence[str]) -> tuple[str, ...]:
    words, reports = ask.words, set(names)
    outlets = [name for name in (summary.outlets if summary else ()) if name not in reports]
    unnamed = len(summary.outlets) - len(outlets) if summary else 0
    parts = (
        words.between(row.earliest, row.latest),
        words.count("reports", row.reports),
        words.count("outlets-known", len(outlets)) if outlets else words.say("outlets-unknown"),
        words.count("outlets-none", unnamed) if outlets and unnamed else None,
        words.count("origins", len(summary.origins)) if summary and summary.origins else None,
    )
    return tuple(filter(None, parts))
