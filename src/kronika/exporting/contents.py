"""What a store holds, for the formats: rows of tables, stories with all that belongs to them, the words of reports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Any

from kronika.evidence import Span, cut
from kronika.languages.knowledge import Knowledge
from kronika.records import TABLES, EventRow, SummaryRow, in_order
from kronika.showing.event_phrases import EventPhrases
from kronika.showing.event_search import EventsAnswer, Wanted, answer
from kronika.showing.facts import Facts, facts_of
from kronika.store import Lookup, Wording

BEFORE = 40
"""Characters before a name that hold the longest of the words that say where from it something was."""
OF_STORIES = ("histories", "chronicle", "disagreements", "summaries", "supports")
"""Tables whose rows begin with the story in their order; most others begin with the report."""


class Story:
    """A story with its reports and all rows about it."""

    def __init__(self, summary: SummaryRow, lookup: Lookup, knowledge: Knowledge, phrases: EventPhrases) -> None:
        self._lookup, self._knowledge, self._phrases = lookup, knowledge, phrases
        self._rows: dict[str, list[Any]] = {}
        self._wordings: dict[str, Wording] = {}
        self.summary = summary
        self.id = summary.story
        self.title = summary.title

    def rows(self, table: str) -> list[Any]:
        """Its rows of a table, in their order; of entities those whom its reports name."""
        if table not in self._rows:
            self._rows[table] = self._found(table)
        return self._rows[table]

    def _found(self, table: str) -> list[Any]:
        if table in OF_STORIES:
            return self._lookup.under(table, self.id)
        if table == "entities":
            meant = {row.entity for row in self.rows("mentions") if row.entity}
            return in_order(table, self._lookup.rows_of(meant).values())
        if table == "oppositions":
            firsts = (row.id for row in self.rows("statements"))
            return in_order(table, [row for id in firsts for row in self._lookup.under(table, id)])
        return [row for article in self.articles for row in self._lookup.under(table, article)]

    @property
    def articles(self) -> list[str]:
        """The names of its reports, in order."""
        return self.summary.articles

    @cached_property
    def facts(self) -> dict[str, Facts]:
        """Title, outlet and days of publication of each report."""
        return facts_of({table: self.rows(table) for table in ("articles", "passages")})

    @cached_property
    def events(self) -> EventsAnswer:
        """Its events, each once, in order of their days, with the rows that they point at."""
        kinds = ("articles", "entities", "events", "figures", "statements", "stories", "times")
        return answer(Wanted(), {kind: self.rows(kind) for kind in kinds}, self._knowledge, phrases=self._phrases)

    def country(self, name: str) -> str | None:
        """The code (ISO 3166-1 alpha-2) of the country, or of the union of countries, that has this name."""
        return self._knowledge.country(name)

    def measures(self, row: EventRow) -> set[str]:
        """What the first word of its entry in the lexicon says of the people it is told of, as names of measures."""
        first = (row.pattern or "").partition(": ")[2].split(" ")[0]
        return {told for lemma in first.split("|") if (told := self._knowledge.measure(lemma))}

    def is_near(self, article: str, start: int) -> bool:
        """Whether the words before the name of a place say that something was near it and not in it."""
        return self._knowledge.near.search(self.wording(article).text[max(0, start - BEFORE) : start]) is not None

    def union(self, name: str, codes: Collection[str]) -> str | None:
        """The one of these codes whose name, or the first letters of whose name, this is."""
        names = {code: self._knowledge.country_name(code) for code in codes}
        letters = {"".join(word[0] for word in told.split()): code for code, told in names.items() if " " in told}
        return letters.get(name) or next((code for code, told in names.items() if told == name), None)

    def wording(self, article: str) -> Wording:
        """The text of a report and its sentences."""
        if article not in self._wordings:
            self._wordings[article] = self._lookup.wording(article) or Wording("")
        return self._wordings[article]

    def sentence(self, row: Any) -> str:
        """The sentence in which a row of a passage stands, without line breaks; its own words where none holds it."""
        wording = self.wording(row.article)
        holding = (s for s in wording.sentences if s.start <= row.start and row.end <= s.end)
        sentence = next((cut(wording.text, Span(s.start, s.end)) for s in holding), row.text)
        return " ".join(sentence.split())


class Contents:
    """What is exported: the linked rows of a store at one moment, all of them or those of some stories."""

    def __init__(
        self, lookup: Lookup, knowledge: Knowledge, language: str = "en", stories: Sequence[str] | None = None
    ) -> None:
        """`language` is that of the words that a format adds, `stories` the ids of those that are exported, in order;
        None for all."""
        self._lookup, self._knowledge, self._stories = lookup, knowledge, stories
        self.phrases = EventPhrases(language)

    def country(self, name: str) -> str | None:
        """The code (ISO 3166-1 alpha-2) of the country, or of the union of countries, that has this name."""
        return self._knowledge.country(name)

    def rows(self, table: str) -> Iterator[Any]:
        """The rows of a table in its order."""
        if self._stories is None:
            return self._lookup.each(table)
        found = {row.id: row for story in self.stories() for row in story.rows(table)}
        return iter(in_order(table, found.values()))

    def tables(self) -> Iterator[tuple[str, Iterator[Any]]]:
        """All tables of the export contract."""
        return ((name, self.rows(name)) for name in TABLES)

    def stories(self) -> Iterator[Story]:
        """The stories in order of their ids, one at a time, so that memory holds no more than one."""
        if self._stories is None:
            given = self._lookup.each("summaries")
        else:
            given = (row for id in self._stories for row in self._lookup.under("summaries", id))
        return (Story(row, self._lookup, self._knowledge, self.phrases) for row in given)

    def wording(self, article: str) -> Wording:
        """The text of a report and its sentences."""
        return self._lookup.wording(article) or Wording("")
