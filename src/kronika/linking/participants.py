"""Who takes part in an event, by name: entities, bodies of countries, groups; and the sector of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kronika.languages.knowledge import Knowledge
from kronika.linking.places import Places
from kronika.linking.report import Report
from kronika.records import EntityRow, ParticipantFinding, ParticipantRow, StatementRow

PLACE, DEMONYM = "LOC", "DEM"
GOVERNMENT = "government"


class Participants:
    """Names the participants of one report's events."""

    def __init__(self, report: Report, places: Places, entities: Mapping[str, EntityRow], knowledge: Knowledge) -> None:
        self._report = report
        self._places = places
        self._entities = entities
        self._knowledge = knowledge

    def row(self, finding: ParticipantFinding, holder: StatementRow | None) -> ParticipantRow:
        """A participant; `holder` is the statement in which the words stand."""
        name, entity = self._who(finding, holder)
        return ParticipantRow(
            role=finding.role,
            name=name,
            entity=entity,
            sector=self._sector(finding, name, entity),
            start=finding.start,
            end=finding.end,
            text=self._report.quote(finding.start, finding.end),
            slot=finding.slot,
        )

    def speaker(self, holder: StatementRow) -> ParticipantRow:
        """Who says a statement, as the actor of what it says."""
        start, end = holder.speaker_start, holder.speaker_end
        if start is None or end is None:
            start, end = holder.cue_start or holder.start, holder.cue_end or holder.end
        return ParticipantRow(
            role="actor",
            name=holder.speaker,
            entity=holder.speaker_entity,
            sector=self._known_sector(holder.speaker, holder.speaker_entity),
            start=start,
            end=end,
            text=self._report.quote(start, end),
            slot="speaker",
        )

    def _who(self, finding: ParticipantFinding, holder: StatementRow | None) -> tuple[str | None, str | None]:
        if finding.said:
            return (holder.speaker, holder.speaker_entity) if holder is not None else (None, None)
        if finding.country is not None:
            return self._knowledge.country_name(finding.country), None
        mention = self._places.covering(finding.at)
        if finding.left_out and mention is None and holder is not None and self._may_be(finding, holder):
            return holder.speaker, holder.speaker_entity  # `oświadczył, że nie poda się do dymisji`
        if mention is not None and mention.kind != DEMONYM:
            country = self._entities.get(mention.stands_for or "")
            return (country.name, country.id) if country is not None else (mention.name, mention.entity)
        if finding.unnamed:
            return None, None
        owner = self._owner(finding)
        if owner is not None and finding.stands:
            return owner
        if mention is not None:  # `rosyjski atak`, `Rosjanie`
            return mention.name, mention.entity
        if (inhabitants := self._demonym(finding.at)) is not None:
            return inhabitants, None
        if finding.national and finding.name is not None:
            return self._of_country(finding, owner[0] if owner else None), None
        return finding.name, None

    def _may_be(self, finding: ParticipantFinding, holder: StatementRow) -> bool:
        """Whether who says it, in another's words, may be the subject that a verb leaves out, by number and gender."""
        said = next(
            (s for s in self._report.findings.statements if (s.start, s.end) == (holder.start, holder.end)), None
        )
        if holder.direct or said is None or said.number != finding.number:
            return False
        return not said.genders or not finding.genders or bool(set(said.genders) & set(finding.genders))

    def _owner(self, finding: ParticipantFinding) -> tuple[str | None, str | None] | None:
        """Whose the people, the body or the things are."""
        if finding.whose is None:
            return None
        mention = self._places.covering(finding.whose)
        if mention is not None:
            return mention.name, mention.entity
        country_name = self._demonym(finding.whose)
        return (country_name, None) if country_name is not None else None

    def _demonym(self, start: int) -> str | None:
        """The country of an adjective or inhabitant, where no report names it otherwise."""
        code = next((d.country for d in self._report.findings.demonyms if d.start <= start < d.end), None)
        return self._knowledge.country_name(code) if code is not None else None

    def _of_country(self, finding: ParticipantFinding, owner: str | None) -> str | None:
        """`rząd`, `kazachski rząd` → `rząd Kazachstanu`: the country beside it, else that of the report."""
        told = finding.name or ""
        named = owner if owner is not None else None if " " in told else self._places.country.name
        genitive = self._knowledge.genitive(named) if named is not None and self._knowledge.country(named) else None
        if genitive is not None and told.endswith(f" {genitive}"):
            return told
        noun = told.split()[-1] if owner is not None and finding.noun != told.split()[0].lower() else told.split()[0]
        return f"{noun} {genitive}" if genitive is not None else finding.name

    def _sector(self, finding: ParticipantFinding, name: str | None, entity: str | None) -> str | None:
        return finding.sector or self._known_sector(name, entity)

    def _known_sector(self, name: str | None, entity: str | None) -> str | None:
        """By the offices that somebody holds, the words of the name, or because it is a country."""
        known = self._entities.get(entity or "")
        roles = [role.role for role in known.roles if not role.former] if known is not None else []
        for words in (*roles, name or ""):
            told = next((s for w in words.lower().split() if (s := self._knowledge.sectors.get(w))), None)
            if told is not None:
                return told
        country = known is not None and known.kind == PLACE and known.country is not None
        return GOVERNMENT if country else None


def named(rows: Sequence[ParticipantRow], role: str) -> list[str]:
    """The names in a role, each once."""
    return list(dict.fromkeys(row.name for row in rows if row.role == role and row.name is not None))
