"""The rows of the export, table by table, and the sets in which rooms pass them on."""

from __future__ import annotations

from msgspec import Struct

from kronika.records.chronicles import ChronicleRow, DisagreementRow, SummaryRow
from kronika.records.coded import EventRow
from kronika.records.counts import FigureRow, HistoryRow
from kronika.records.supports import AccountRow, CreditRow, OppositionRow, SupportRow


class Step(Struct, frozen=True, kw_only=True):
    """A step of a proof: the rule, the passages that it rests on, and the days that it speaks of.

    `other` is the report of the second passage, `chance` how likely the step holds, where it is not beyond doubt.
    """

    rule: str
    article: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    other: str | None = None
    other_start: int | None = None
    other_end: int | None = None
    other_text: str | None = None
    earliest: str | None = None
    latest: str | None = None
    chance: float | None = None


class ArticleRow(Struct, frozen=True, kw_only=True):
    """A report: what the input says of it, its days of publication, its language. No span.

    `text` is given where it was taken out of markup; `sources` names for each field where the input has it from.
    """

    id: str
    article: str
    text: str | None = None
    uri: str | None = None
    publisher: str | None = None
    title: str | None = None
    authors: list[str] = []
    published: str | None = None
    published_earliest: str | None = None
    published_latest: str | None = None
    published_proof: list[Step] = []
    language: str | None = None
    sha256: str
    encoding: str
    retrieved: str | None = None
    sources: dict[str, list[str]] = {}


class PassageRow(Struct, frozen=True, kw_only=True):
    """A zone of a report."""

    id: str
    article: str
    start: int
    end: int
    text: str
    kind: str
    reason: str | None = None


class MentionRow(Struct, frozen=True, kw_only=True):
    """A name where it stands (PER, ORG, LOC), or what stands for one.

    NOM is a role or description, PRO a pronoun or the verb of a left-out subject, DEM an adjective or inhabitant of a
    country.

    `stands_for` is the country whose government a capital's name stands for.
    """

    id: str
    article: str
    start: int
    end: int
    text: str
    kind: str
    lemma: str | None = None
    name: str | None = None
    entity: str | None = None
    evidence: list[str] = []
    stands_for: str | None = None


class RoleRow(Struct, frozen=True, kw_only=True):
    """An office or description. `source` is reports or dictionary.

    The days are those on which the reports that give it were published, or those of the dictionary; `evidence` are
    the mentions beside which it stands.
    """

    role: str
    of: str | None = None
    former: bool = False
    earliest: str | None = None
    latest: str | None = None
    source: str
    evidence: list[str] = []


class EntityRow(Struct, frozen=True, kw_only=True):
    """Somebody or something named, over all reports. No span.

    `precision` says what the degrees are of: the middle of a town; countries have none.
    """

    id: str
    kind: str
    name: str
    aliases: list[str] = []
    country: str | None = None
    roles: list[RoleRow] = []
    latitude: float | None = None
    longitude: float | None = None
    precision: str | None = None


class TimeRow(Struct, frozen=True, kw_only=True):
    """An expression of time with its days and the steps that led there; `tense` is that in which it is told: past,
    present, future, planned, None where no verb tells; `corrected` are the ids of the corrections that fixed it."""

    id: str
    article: str
    start: int
    end: int
    text: str
    kind: str
    earliest: str | None = None
    latest: str | None = None
    vague: bool = False
    edtf: str | None = None
    timex: str | None = None
    mod: str | None = None
    tense: str | None = None
    anchor: str | None = None
    proof: list[Step] = []
    corrected: list[str] = []


class Edit(Struct, frozen=True, kw_only=True):
    """What differs between two runs of one passage, read from `article` to `other`.

    `kind` is lost (in `article` alone), added (in `other` alone) or changed. Which report was written first it does
    not say. Where nothing stands, `start` equals `end` and the text is empty.
    """

    kind: str
    start: int
    end: int
    text: str
    other_start: int
    other_end: int
    other_text: str


class RelayRow(Struct, frozen=True, kw_only=True):
    """A hand that a statement passed through, and the words of its report that say so."""

    name: str
    entity: str | None = None
    start: int
    end: int
    text: str
    rule: str


class StatementRow(Struct, frozen=True, kw_only=True):
    """What somebody says, through whom, and who carries it.

    `rule` names what found it; `unnamed` says that `speaker` is no name but what is said of a source, `official` that
    an office or its document speaks.
    `relay` names the hands between, nearest the speaker first; `relays` has for each the words that say so.
    `said_earliest` and `said_latest` are the days on which it was said: of its own sentence, else up to publication.
    `same_as` is the first of the statements that are the same one, `same_why` the sentence that says why, `likeness`
    how much of the words is shared, from 0 to 1, `edits` what differs from the first one's words.
    `corrected` are the ids of the corrections that fixed it.
    """

    id: str
    article: str
    start: int
    end: int
    text: str
    direct: bool
    speaker: str | None = None
    speaker_entity: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    unnamed: bool = False
    official: bool = False
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    rule: str | None = None
    relay: list[str] = []
    relays: list[RelayRow] = []
    stance: str | None = None
    modality: str | None = None
    said_earliest: str | None = None
    said_latest: str | None = None
    parent: str | None = None
    same_as: str | None = None
    same_why: str | None = None
    likeness: float | None = None
    edits: list[Edit] = []
    articles: list[str] = []
    outlets: list[str] = []
    origins: list[str] = []
    corrected: list[str] = []


class ReuseRow(Struct, frozen=True, kw_only=True):
    """A verbatim run that stands in two reports.

    `passage` is the id of the first run of the passage that this one is part of, `edits` what differs between this run
    and the next of that passage, `similarity` the share of the passage's words that stand in both, from 0 to 1.
    `kind` is wire, same_outlet, quote or None, `source` whom that names (agencies, an outlet, speakers), `evidence` the
    sentences that say why.
    """

    id: str
    article: str
    start: int
    end: int
    text: str
    other: str
    other_start: int
    other_end: int
    similarity: float
    edits: list[Edit] = []
    kind: str | None = None
    source: list[str] = []
    passage: str
    evidence: list[str] = []


class StoryRow(Struct, frozen=True, kw_only=True):
    """Which story a report belongs to, and the sentences that say why. No span."""

    id: str
    article: str
    story: str
    title: str
    evidence: list[str] = []


class FaultRow(Struct, frozen=True, kw_only=True):
    """Something left out: what, where, why, and what to do. No span."""

    id: str
    article: str | None
    what: str
    where: str | None
    why: str
    remedy: str


Row = (
    ArticleRow
    | PassageRow
    | MentionRow
    | EntityRow
    | TimeRow
    | FigureRow
    | StatementRow
    | EventRow
    | ReuseRow
    | StoryRow
    | CreditRow
    | AccountRow
    | OppositionRow
    | SupportRow
    | ChronicleRow
    | HistoryRow
    | DisagreementRow
    | SummaryRow
    | FaultRow
)

TABLES: dict[str, type[Row]] = {
    "articles": ArticleRow,
    "passages": PassageRow,
    "mentions": MentionRow,
    "entities": EntityRow,
    "times": TimeRow,
    "figures": FigureRow,
    "statements": StatementRow,
    "events": EventRow,
    "reuse": ReuseRow,
    "stories": StoryRow,
    "credits": CreditRow,
    "accounts": AccountRow,
    "oppositions": OppositionRow,
    "supports": SupportRow,
    "chronicle": ChronicleRow,
    "histories": HistoryRow,
    "disagreements": DisagreementRow,
    "summaries": SummaryRow,
    "faults": FaultRow,
}


class Linked(Struct, frozen=True, kw_only=True):
    """All that linking resolved over a set of articles, in the rows of the export."""

    articles: list[ArticleRow] = []
    passages: list[PassageRow] = []
    mentions: list[MentionRow] = []
    entities: list[EntityRow] = []
    times: list[TimeRow] = []
    figures: list[FigureRow] = []
    statements: list[StatementRow] = []
    events: list[EventRow] = []
    reuse: list[ReuseRow] = []
    stories: list[StoryRow] = []
    credits: list[CreditRow] = []
    accounts: list[AccountRow] = []
    oppositions: list[OppositionRow] = []
    supports: list[SupportRow] = []
    histories: list[HistoryRow] = []


class Chronicle(Struct, frozen=True, kw_only=True):
    """What is written of the stories: lines in order of time, disagreements, summaries."""

    chronicle: list[ChronicleRow] = []
    disagreements: list[DisagreementRow] = []
    summaries: list[SummaryRow] = []
