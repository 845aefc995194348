"""A story at a glance: its lead, its span, who takes part in which roles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kronika.chronicling.telling import Teller
from kronika.chronicling.texts import Texts
from kronika.evidence import digest
from kronika.happenings import ACTUAL
from kronika.records import (
    CastRow,
    ChronicleRow,
    EntityRow,
    EventRow,
    EvidenceRow,
    StatementRow,
    SummaryRow,
)

TOLD = "told"
ACTOR = "actor"
SENTENCES = 2
"""Sentences of a lead."""
MOST = 30
"""Actors that are listed."""


def summary(
    story: str, title: str, lines: Sequence[ChronicleRow], actors: Sequence[CastRow], texts: Texts, teller: Teller,
    articles: Sequence[str],
) -> SummaryRow:  # fmt: skip
    """The summary of a story from its lines."""
    lead, evidence = _lead(lines, texts, teller, articles)
    return SummaryRow(
        id=f"summary-{digest(story)}",
        story=story,
        title=title,
        lead=lead,
        earliest=min((line.earliest for line in lines if line.earliest), default=None),
        latest=max((line.latest for line in lines if line.latest), default=None),
        articles=list(articles),
        outlets=sorted({o for line in lines for o in line.outlets}),
        origins=sorted({o for line in lines for o in line.origins}),
        actors=list(actors),
        evidence=evidence,
    )


def _lead(
    lines: Sequence[ChronicleRow], texts: Texts, teller: Teller, articles: Sequence[str]
) -> tuple[str, list[EvidenceRow]]:
    """The first sentences of the report whose first sentences tell the heaviest lines; else the heaviest lines."""
    worth: dict[str, float] = {}
    for article in articles:
        first = texts.sentences(article)[:SENTENCES]
        told = [teller.plain(place) for place in first]
        if len(told) < SENTENCES or any(sentence.fit < 0 for sentence in told):
            continue
        worth[article] = sum(
            line.weight for line in lines if any(_stands(line, article, p.start, p.end) for p in first)
        )
    if worth:
        best = max(sorted(worth), key=lambda article: worth[article])
        places = texts.sentences(best)[:SENTENCES]
        shown = [
            EvidenceRow(article=p.article, start=p.start, end=p.end, text=texts.quote(p), rule=TOLD) for p in places
        ]
        return " ".join(teller.plain(place).text for place in places), shown
    heaviest = sorted(lines, key=lambda line: line.rank)[:SENTENCES]
    return " ".join(line.sentence for line in heaviest), [e for line in heaviest for e in line.evidence]


def _stands(line: ChronicleRow, article: str, start: int, end: int) -> bool:
    return any(e.article == article and start <= e.start < end for e in line.evidence)


def cast(events: Iterable[EventRow], said: Iterable[StatementRow], entities: Mapping[str, EntityRow]) -> list[CastRow]:
    """Those with a name who take part or are cited, the busiest first."""
    acts: dict[tuple[str, str | None], Counter[str]] = defaultdict(Counter)
    undergoes: dict[tuple[str, str | None], Counter[str]] = defaultdict(Counter)
    mentions: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    sectors: dict[tuple[str, str | None], Counter[str]] = defaultdict(Counter)
    speaks: Counter[tuple[str, str | None]] = Counter()
    for event in events:
        for part in event.participants if (event.modality or ACTUAL) == ACTUAL else ():
            if part.name is None:
                continue
            who = part.name, part.entity
            (acts if part.role == ACTOR else undergoes)[who][event.event_type] += 1
            mentions[who].append(event.id)
            if part.sector:
                sectors[who][part.sector] += 1
    for row in said:
        if row.speaker and not row.unnamed:
            speaks[row.speaker, row.speaker_entity] += 1
            mentions[row.speaker, row.speaker_entity].append(row.id)
    found = [
        CastRow(
            name=name,
            entity=entity,
            sector=next((s for s, _ in sectors[name, entity].most_common(1)), None),
            roles=_roles(entities.get(entity or "")),
            acts=dict(sorted(acts[name, entity].items())),
            undergoes=dict(sorted(undergoes[name, entity].items())),
            statements=speaks[name, entity],
            mentions=list(dict.fromkeys(mentions[name, entity])),
        )
        for name, entity in mentions
    ]
    return sorted(found, key=lambda row: (-len(row.mentions), row.name, row.entity or ""))[:MOST]


def _roles(entity: EntityRow | None) -> list[str]:
    """The offices that the reports give."""
    if entity is None:
        return []
    told = (f"{role.role} {role.of}" if role.of else role.role for role in entity.roles if role.evidence)
    return list(dict.fromkeys(told))
