"""A story at a glance: its lead, its span, who takes part in which roles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kronika.chronicling.telling import Sentence, Teller, Told
from kronika.chronicling.texts import Texts
from kronika.copies import Copies, Place
from kronika.evidence import digest
from kronika.happenings import ACTUAL
from kronika.ontology.accounts import accounts
from kronika.ontology.chronicles import weights
from kronika.records import (
    CastRow,
    ChronicleRow,
    EntityRow,
    EventRow,
    EvidenceRow,
    Linked,
    StatementRow,
    SummaryRow,
)

TOLD = "told"
ACTOR, INCIDENT = "actor", "incident"
SENTENCES, LEANING = 2, -2.0
"""Sentences of a lead, and fitness from which the second one cannot stand there."""
MOST = 30
"""Actors that are listed."""


class _Leads:
    """Finds the lead of one story: the first sentences of a report that tell most."""

    def __init__(self, own: Linked, teller: Teller) -> None:
        self._articles = [row.article for row in own.articles]
        self._texts, self._teller, self._accounts = teller.texts, teller, own.accounts
        rows: list[Told] = [*own.events, *own.figures, *own.times]
        self._at = {row.id: (row.article, row.start) for row in rows}

    def lead(self, lines: Sequence[ChronicleRow]) -> tuple[str, list[EvidenceRow]]:
        """The first sentences of the report in which they tell the heaviest lines and the incident that the story is
        about; else the heaviest lines."""
        worth = self._worth(lines)
        openings = {article: found for article in self._articles if (found := self._opening(article))}
        if openings:
            best = max(sorted(openings), key=lambda article: sum(worth[s.place] for s in openings[article]))
            told = openings[best]
            return " ".join(sentence.text for sentence in told), [_evidence(s.place, self._texts) for s in told]
        heaviest = sorted(lines, key=lambda line: line.rank)[:SENTENCES]
        return " ".join(line.sentence for line in heaviest), [e for line in heaviest for e in line.evidence]

    def _opening(self, article: str) -> list[Sentence]:
        """The first sentences that can be printed, if the very first can."""
        told = [self._teller.plain(place) for place in self._texts.sentences(article)[:SENTENCES]]
        if not told or told[0].fit < 0:
            return []
        return told if told[-1].fit > LEANING else told[:1]

    def _of_the_incident(self) -> set[Place]:
        """The sentences that name the incident of which the story speaks most."""
        named = [row for row in self._accounts if row.kind == INCIDENT and row.label not in accounts().general]
        most = Counter(row.label for row in named).most_common(1)
        rows = [row for row in named if row.label == most[0][0]]
        return {place for row in rows if (place := self._texts.sentence(row.article, row.start)) is not None}

    def _worth(self, lines: Sequence[ChronicleRow]) -> Mapping[Place, float]:
        """What the lines that a sentence tells weigh together."""
        worth: dict[Place, float] = defaultdict(float)
        for place in self._of_the_incident():
            worth[place] += weights().added.incident
        for line in lines:
            standing = (self._at[id_] for id_ in line.mentions if id_ in self._at)
            places = {found for at in standing if (found := self._texts.sentence(*at)) is not None}
            for place in places:
                worth[place] += max(0.0, line.weight)
        return worth


def _evidence(place: Place, texts: Texts) -> EvidenceRow:
    return EvidenceRow(article=place.article, start=place.start, end=place.end, text=texts.quote(place), rule=TOLD)


def summary(
    own: Linked, lines: Sequence[ChronicleRow], actors: Sequence[CastRow], teller: Teller, copies: Copies
) -> SummaryRow:
    """The summary of the story of these rows, from its lines."""
    lead, evidence = _Leads(own, teller).lead(lines)
    articles = sorted(row.article for row in own.articles)
    return SummaryRow(
        id=f"summary-{digest(own.stories[0].story)}",
        story=own.stories[0].story,
        title=own.stories[0].title,
        lead=lead,
        earliest=min((line.earliest for line in lines if line.earliest), default=None),
        latest=max((line.latest for line in lines if line.latest), default=None),
        articles=articles,
        outlets=sorted({copies.outlet(article) for article in articles}),
        origins=sorted({o for line in lines for o in line.origins}),
        actors=list(actors),
        evidence=evidence,
    )


def cast(events: Iterable[EventRow], said: Iterable[StatementRow], entities: Mapping[str, EntityRow]) -> list[CastRow]:
    """Those with a name who take part or are cited, the busiest first."""
    cast = _Cast()
    for event in events:
        if (event.modality or ACTUAL) == ACTUAL:
            cast.add_event(event)
    for row in said:
        if row.speaker and not row.unnamed:
            cast.add_statement(row.speaker, row)
    found = [cast.row(who, _roles(entities.get(who[1] or ""))) for who in cast.mentions]
    return sorted(found, key=lambda row: (-len(row.mentions), row.name, row.entity or ""))[:MOST]


Who = tuple[str, str | None]


class _Cast:
    """What is told of each, by name and entity."""

    def __init__(self) -> None:
        self.mentions: dict[Who, list[str]] = defaultdict(list)
        self._acts: dict[Who, Counter[str]] = defaultdict(Counter)
        self._undergoes: dict[Who, Counter[str]] = defaultdict(Counter)
        self._sectors: dict[Who, Counter[str]] = defaultdict(Counter)
        self._speaks: Counter[Who] = Counter()

    def add_event(self, event: EventRow) -> None:
        for part in event.participants:
            if part.name is None:
                continue
            who = part.name, part.entity
            (self._acts if part.role == ACTOR else self._undergoes)[who][event.event_type] += 1
            self.mentions[who].append(event.id)
            if part.sector:
                self._sectors[who][part.sector] += 1

    def add_statement(self, speaker: str, row: StatementRow) -> None:
        self._speaks[speaker, row.speaker_entity] += 1
        self.mentions[speaker, row.speaker_entity].append(row.id)

    def row(self, who: Who, roles: list[str]) -> CastRow:
        return CastRow(
            name=who[0],
            entity=who[1],
            sector=next((sector for sector, _ in self._sectors[who].most_common(1)), None),
            roles=roles,
            acts=dict(sorted(self._acts[who].items())),
            undergoes=dict(sorted(self._undergoes[who].items())),
            statements=self._speaks[who],
            mentions=list(dict.fromkeys(self.mentions[who])),
        )


def _roles(entity: EntityRow | None) -> list[str]:
    """The offices that the reports give."""
    if entity is None:
        return []
    told = (f"{role.role} ({role.of})" if role.of else role.role for role in entity.roles if role.evidence)
    return list(dict.fromkeys(told))
