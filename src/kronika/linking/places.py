"""Where something is told to be: the place that its sentence names, one named before, or that of the whole report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.linking.report import Report
from kronika.records import EntityRow, MentionRow

PLACE = "LOC"
PARAGRAPH = "\n\n"
NEAR = 40
"""Characters before a name in which the words that govern it stand. Chosen, not measured."""


class Place(NamedTuple):
    """A place, and where it is told: sentence, country, before or report."""

    name: str | None
    entity: str | None
    rule: str


class Places:
    """The places of one report."""

    def __init__(
        self,
        report: Report,
        mentions: Sequence[MentionRow],
        knowledge: Knowledge,
        entities: Mapping[str, EntityRow] | None = None,
    ) -> None:
        """`entities` by id tell the countries of towns, where no country is named."""
        self._entities = entities or {}
        self._report = report
        self._mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self._knowledge = knowledge

    def covering(self, start: int | None) -> MentionRow | None:
        """The named mention that stands at a place."""
        if start is None:
            return None
        return next((m for m in self._mentions if m.start <= start < m.end and m.name), None)

    def of(self, named: int | None, at: int) -> Place | None:
        """The place that the sentence names at `named`, else the last one named before `at` in the paragraph, else
        that of which the report speaks most."""
        mention = self.covering(named)
        if mention is not None:
            return Place(mention.name, mention.entity, "sentence")
        opens = self._report.article.text.rfind(PARAGRAPH, 0, at) + 1
        before = [m for m in self._located if opens <= m.start < at]
        if before:
            return Place(before[-1].name, before[-1].entity, "before")
        return self._of_report

    @cached_property
    def country(self) -> Place:
        """`w całym kraju`: the country that the report names most, else that of most of its towns."""
        named = Counter((m.name, m.entity) for m in self._mentions if m.name and self._knowledge.country(m.name))
        if named:
            return Place(*max(named.items(), key=lambda item: item[1])[0], "country")
        towns = (self._entities.get(m.entity or "") for m in self._mentions if m.kind == PLACE)
        codes = Counter(town.country for town in towns if town is not None and town.country is not None)
        code = max(codes.items(), key=lambda item: item[1])[0] if codes else None
        return Place(self._knowledge.country_name(code) if code else None, None, "country")

    @cached_property
    def _located(self) -> list[MentionRow]:
        """Mentions of places where something happens: behind a preposition of place."""
        placed = {m.start for m in self._report.findings.mentions if m.placed}
        return [m for m in self._mentions if m.kind == PLACE and m.start in placed and m.name and not self._is_of(m)]

    def _is_of(self, mention: MentionRow) -> bool:
        """`sztab generalny Orwenii`, `władze Orwenii`: whose office it is, not where something happens."""
        before = fold(self._report.article.text[max(0, mention.start - NEAR) : mention.start]).split()[-2:]
        return any(word in self._knowledge.officials for word in before)

    @cached_property
    def _of_report(self) -> Place | None:
        """The place that is named most; a mention where something happens counts twice."""
        named = [m for m in self._mentions if m.kind == PLACE and m.name]
        counts = Counter((m.name, m.entity) for m in (*named, *self._located))
        if not counts:
            return None
        (name, entity), _ = max(counts.items(), key=lambda item: item[1])
        return Place(name, entity, "report")
