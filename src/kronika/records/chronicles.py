"""The rows of what is written of a story: lines of its chronicle, disagreements, its summary."""

from __future__ import annotations

from msgspec import Struct

from kronika.records.supports import EvidenceRow


class ChronicleRow(Struct, frozen=True, kw_only=True):
    """A line of the chronicle with its support. No span.

    `kind` is event, figure or day (a sentence that names its day). `rank` is the place of the line among those of its
    story by weight, 1 for the heaviest; `weight` is made of the parts in `why`. `sentence` is taken from a report, or
    `composed` of its words; `evidence` is what stands there. `event` is the heaviest event told, `events` all of them,
    `figures` the numbers, `mentions` all rows that tell the line, `tellings` the words of these (`rule` is event,
    figure or time). `no_later` is the last day on which it can have been: of no known day, it was told by then.
    `lasting` says that it went on from the first of the days.
    """

    id: str
    story: str
    event: str | None = None
    earliest: str | None = None
    latest: str | None = None
    no_later: str | None = None
    lasting: bool = False
    sentence: str
    composed: bool = False
    kind: str = "day"
    rank: int = 0
    weight: float = 0.0
    why: dict[str, float] = {}
    event_type: str | None = None
    mode: str | None = None
    modality: str | None = None
    actor: list[str] = []
    recipient: list[str] = []
    place: str | None = None
    events: list[str] = []
    figures: list[str] = []
    mentions: list[str] = []
    evidence: list[EvidenceRow] = []
    tellings: list[EvidenceRow] = []
    articles: list[str] = []
    outlets: list[str] = []
    origins: list[str] = []


class SideRow(Struct, frozen=True, kw_only=True):
    """A side of a disagreement: what it claims, who holds it, since when, and through which origins it is known.

    `claim` is a label or a number, `sentence` the words in which it is best told. `holders` are those who say so; a
    report that says so itself is one. The days are those on which it was first said. `mentions` are the rows that say
    so, `evidence` their passages.
    """

    claim: str
    sentence: str
    holders: list[str] = []
    earliest: str | None = None
    latest: str | None = None
    articles: list[str] = []
    outlets: list[str] = []
    origins: list[str] = []
    mentions: list[str] = []
    evidence: list[EvidenceRow] = []


class DisagreementRow(Struct, frozen=True, kw_only=True):
    """Where the reports part, and who holds which side. No span.

    `kind` is figure, version, account, denial or opposite; `about` names the matter, in parts: `symbol` (a measure, the
    code of an event, an incident), `group` of people, `names`. `rule` names what found it, `why` says so in a sentence.
    """

    id: str
    story: str
    about: str
    symbol: str | None = None
    group: str | None = None
    names: list[str] = []
    kind: str
    rule: str
    why: str
    sides: list[SideRow] = []


class CastRow(Struct, frozen=True, kw_only=True):
    """Somebody who takes part in a story: offices, how often as the actor or recipient of which events, how often he is
    cited; `mentions` are the events and statements."""

    name: str
    entity: str | None = None
    sector: str | None = None
    roles: list[str] = []
    acts: dict[str, int] = {}
    undergoes: dict[str, int] = {}
    statements: int = 0
    mentions: list[str] = []


class SummaryRow(Struct, frozen=True, kw_only=True):
    """A story at a glance. No span.

    `lead` are the first lines of a report or of the chronicle that tell most of it, with their passages in `evidence`.
    The days are those of its lines. `actors` take part in it, the busiest first.
    """

    id: str
    story: str
    title: str
    lead: str
    earliest: str | None = None
    latest: str | None = None
    articles: list[str] = []
    outlets: list[str] = []
    origins: list[str] = []
    actors: list[CastRow] = []
    evidence: list[EvidenceRow] = []
