"""What is counted in one report, as rows of the export: who gives a figure, for which place and days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.linking.places import Places
from kronika.linking.report import Report
from kronika.records import EntityRow, FigureFinding, FigureRow, MentionRow, StatementRow, TimeRow

AS_FOUND = (
    "measure", "who", "group", "specific", "modifier", "unit", "scope", "whole", "of_some", "themes", "revised",
    "old", "supposed",
)  # fmt: skip
"""Columns that are what the words of the report say."""


class FigureLinker:
    """Makes the rows of the figures of one report."""

    def __init__(
        self,
        report: Report,
        said: Sequence[StatementRow],
        mentions: Sequence[MentionRow],
        times: Sequence[TimeRow],
        officials: Officials,
        knowledge: Knowledge,
    ) -> None:
        self._knowledge = knowledge
        self._report = report
        self._said = said
        self._places = Places(report, mentions, knowledge)
        self._times = {time.start: time for time in times}
        self._officials = officials

    def rows(self) -> list[FigureRow]:
        """The figures, each attributed to the speaker of the innermost statement that holds it, else to whoever its
        clause names."""
        return [self._row(finding) for finding in self._report.findings.figures]

    def _row(self, finding: FigureFinding) -> FigureRow:
        holder = self._holder(finding)
        named = self._places.covering(finding.source) if holder is None else None
        source = holder.speaker if holder else named.name if named else finding.source_name
        entity = holder.speaker_entity if holder else named.entity if named else None
        if (ruling := self._report.fixed("figures", finding.start, finding.end, "speaker")) is not None:
            source, entity = ruling.value, None
        return FigureRow(
            id=self._id(finding),
            article=self._report.name,
            start=finding.start,
            end=finding.end,
            text=self._report.quote(finding.start, finding.end),
            rule=finding.pattern,
            owner=self._owner(finding),
            value=_number(finding.value),
            low=_number(finding.low),
            high=_number(finding.high),
            attributed_to=source,
            official=self._officials.speak(source, entity),
            statement=holder.id if holder else None,
            part_of=self._whole(finding),
            corrected=self._report.rulings("figures", finding.start, finding.end),
            **self._when_and_where(finding),
            **{column: getattr(finding, column) for column in AS_FOUND},
        )

    def _when_and_where(self, finding: FigureFinding) -> dict[str, Any]:
        """The columns of days and place."""
        named = self._places.covering(finding.place)
        place = (
            self._places.country if finding.wide and named is None else self._places.of(finding.place, finding.start)
        )
        as_of, on = (self._times.get(at) if at is not None else None for at in (finding.as_of, finding.on))
        return {
            "as_of_earliest": as_of.earliest if as_of else None,
            "as_of_latest": as_of.latest if as_of else None,
            "as_of_timex": as_of.timex if as_of else None,
            "on_earliest": on.earliest if on else None,
            "on_latest": on.latest if on else None,
            "place": place.name if place else None,
            "place_entity": place.entity if place else None,
            "place_rule": place.rule if place else None,
        }

    def _id(self, finding: FigureFinding) -> str:
        return self._report.row_id("figure", finding.start, finding.end)

    def _whole(self, finding: FigureFinding) -> str | None:
        whole = next((f for f in self._report.findings.figures if f.start == finding.part_of), None)
        return self._id(whole) if whole else None

    def _holder(self, finding: FigureFinding) -> StatementRow | None:
        holders = [s for s in self._said if s.start <= finding.start and finding.end <= s.end]
        return min(holders, key=lambda s: s.end - s.start) if holders else None

    def _owner(self, finding: FigureFinding) -> str | None:
        """`żołnierzy ODKB`, `rosyjskich czołgów`: the name beside the noun."""
        for start in finding.owners:
            if (named := self._places.covering(start)) is not None:
                return named.name
            country = next((d.country for d in self._report.findings.demonyms if d.start <= start < d.end), None)
            if country is not None:
                return self._knowledge.country_name(country)
        return None


class Officials:
    """Tells who speaks for an office: by a word of the name, or by a role."""

    def __init__(self, entities: Sequence[EntityRow], knowledge: Knowledge) -> None:
        self._words = knowledge.officials
        self._roles = {e.id: [role.role for role in e.roles if not role.former] for e in entities}

    def speak(self, name: str | None, entity: str | None) -> bool:
        """Whether somebody, or a document, is an office's."""
        told = [name or "", *self._roles.get(entity or "", ())]
        return any(word in self._words for text in told for word in fold(text).split())


def _number(value: float | None) -> float | int | None:
    """A whole number as such; else four digits."""
    if value is None:
        return None
    return int(value) if value == int(value) else round(value, 4)
