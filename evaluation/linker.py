"""The real pipeline, loaded once: files to articles, articles to readings, readings linked together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from kronika import reading
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import load_packs
from kronika.linking import link, named, stories
from kronika.linking.copying import shared_passages
from kronika.linking.entities import Entities
from kronika.linking.link import StoryTeller
from kronika.linking.report import Report
from kronika.pipeline import Reader
from kronika.records import Article, Linked, MentionRow, Reading, ReuseRow


class Told(NamedTuple):
    """Reports with their stories, who is who in them, and the passages that they share: all that days are found by."""

    reports: list[Report]
    entities: Entities
    shared: list[ReuseRow]


class Linker:
    """What reads and links reports as `kronika read` does, without a store."""

    def __init__(self) -> None:
        self._reader = Reader()
        self.knowledge = Knowledge(list(load_packs().values()))

    def articles(self, *paths: Path) -> list[Article]:
        """The articles of files and folders."""
        files = [path for path in reading.find(paths) if isinstance(path, Path)]
        read = [item for path in files for item in reading.read(path, self._reader.alphabets)]
        return [item for item in read if isinstance(item, Article)]

    def readings(self, articles: Iterable[Article]) -> list[Reading]:
        """The articles with what their words say."""
        return [Reading(article=article, findings=self._reader.read(article)[0]) for article in articles]

    def link(self, readings: Sequence[Reading], tell_apart: StoryTeller = stories.tell_apart) -> Linked:
        """All tables of these readings, linked together."""
        return link(readings, self.knowledge, tell_apart=tell_apart)

    def named(self, readings: Sequence[Reading]) -> dict[str, Reading]:
        """The readings by the names shown."""
        return {report.name: report.reading for report in named(readings)}

    def told(self, readings: Sequence[Reading]) -> Told:
        """The readings as linking knows them before it comes to their days."""
        reports = named(readings)
        shared = shared_passages(reports)
        told = stories.tell_apart(reports, shared, self.knowledge)
        placed = sorted((report for story in told for report in story.reports), key=lambda report: report.name)
        return Told(placed, Entities(placed, self.knowledge, ()), shared)

    def mentions(self, articles: Iterable[Article]) -> list[MentionRow]:
        """The names of the articles and what stands for them, read and linked together."""
        return self.link(self.readings(articles)).mentions
