"""Every record that passes through a door between two rooms, frozen.

Three families: what is read (`Article`), what the words of one article say (`Findings`), and what is
resolved over many articles (the rows of the export, in `TABLES`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from spacy.tokens import Doc

# ---------------------------------------------------------------- what is read


class Metadata(Struct, frozen=True, kw_only=True):
    """What the input says about an article, as written; None where it says nothing."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    authors: list[str] = []
    language: str | None = None
    retrieved: str | None = None


class Article(Struct, frozen=True, kw_only=True):
    """One version of one report.

    `source` is a resolved path, an address or a record's id and says which article this is; `name` is what
    people see; `sha256` says which version. The first `header` characters are metadata, not report.
    """

    source: str
    name: str
    text: str
    sha256: str
    encoding: str
    header: int = 0
    metadata: Metadata = Metadata()


class Trouble(Struct, frozen=True, kw_only=True):
    """Something left out: what, where, why, and what to do about it.

    `source` is where it comes from (never shown, it may be an absolute path), `name` what people see.
    """

    source: str
    name: str
    what: str
    why: str
    remedy: str
    where: str | None = None


# ------------------------------------------------- what the words of one article say


class Zone(Struct, frozen=True, kw_only=True):
    """A stretch of the article: headline, lead, body, caption, pull_quote or boilerplate, and why.

    `signature` is where the signature of a pull quote begins.
    """

    start: int
    end: int
    kind: str
    reason: str | None = None
    signature: int | None = None


class Document(Struct, frozen=True, kw_only=True):
    """An article with its language and its zones, which never overlap and stand in order."""

    article: Article
    language: str | None
    zones: list[Zone]


class Sentence(Struct, frozen=True):
    """A sentence's stretch; `rule` names the rule that ended it."""

    start: int
    end: int
    rule: str


class Analysis(NamedTuple):
    """One reading of a form, in the terms of Universal Dependencies.

    `pos` is a UPOS tag (X where the dictionary does not know the form); a form that stands for several
    cases or genders names them all. `verb` is Fin, Inf, Part, PartPass, Conv, Imps (impersonal past) or
    Vnoun.
    `human` is the animacy of persons, `given` says that the lemma is a given name.
    """

    lemma: str
    pos: str
    number: str | None = None
    cases: frozenset[str] = frozenset()
    genders: frozenset[str] = frozenset()
    verb: str | None = None
    person: str | None = None
    tense: str | None = None
    human: bool = False
    given: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark at its place in the article, with all its readings.

    `closes` marks the last of a sentence, `opens` its first word.
    """

    start: int
    end: int
    text: str
    lower: str
    lemmas: frozenset[str]
    analyses: tuple[Analysis, ...]
    closes: bool = False
    opens: bool = False

    def has(self, pos: str) -> bool:
        """Whether some reading is of this part of speech."""
        return any(a.pos == pos for a in self.analyses)

    @property
    def known(self) -> bool:
        """Whether the dictionary knows the form."""
        return not self.has("X")

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def word(self) -> bool:
        return self.text[:1].isalpha()


@dataclass(frozen=True, slots=True)
class AnnotatedZone:
    """A zone that is read: its tokens, beside the same words as a spaCy Doc, and its sentences."""

    zone: Zone
    doc: Doc
    tokens: list[Token]
    sentences: list[Sentence]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document with the annotation of every zone but boilerplate. Never leaves the process."""

    document: Document
    zones: list[AnnotatedZone]


class PartialDay(Struct, frozen=True):
    """As much of a day as words give: each part may be missing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


class TimeFinding(Struct, frozen=True, kw_only=True):
    """An explicit expression of time; `part` is beginning, middle or end of the named stretch.

    `year_offset` counts years from that of publication, where words say so (`ubiegłego roku` is -1).
    """

    start: int
    end: int
    kind: str
    pattern: str
    first: PartialDay
    last: PartialDay
    part: str | None = None
    year_offset: int | None = None


class FigureFinding(Struct, frozen=True, kw_only=True):
    """A number with what it counts. `pattern` names the word that decided the measure."""

    start: int
    end: int
    measure: str
    pattern: str
    who: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    modifier: str | None = None
    unit: str | None = None


class StatementFinding(Struct, frozen=True, kw_only=True):
    """Words of somebody, with the cue and the speaker as the sentence names them.

    `speaker` is in its base form where the words give it so; `inside` is the index of the statement of
    this article that holds this one.
    """

    start: int
    end: int
    direct: bool
    pattern: str
    speaker: str | None = None
    cue: str | None = None
    stance: str | None = None
    inside: int | None = None


class NameFinding(Struct, frozen=True, kw_only=True):
    """A name of several words that stands in the nominative, such as `Jan Kowalski`."""

    start: int
    end: int
    name: str


class Findings(Struct, frozen=True, kw_only=True):
    """What the words of one article say. Pure: the same article and pack give the same findings."""

    language: str | None
    zones: list[Zone]
    sentences: list[Sentence] = []
    times: list[TimeFinding] = []
    figures: list[FigureFinding] = []
    statements: list[StatementFinding] = []
    names: list[NameFinding] = []


class Reading(Struct, frozen=True, kw_only=True):
    """An article beside its findings: the input of linking."""

    article: Article
    findings: Findings


# ------------------------------------------------------------ rows of the export


class ArticleRow(Struct, frozen=True, kw_only=True):
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
    published_proof: list[str] = []
    language: str | None = None
    sha256: str
    encoding: str
    retrieved: str | None = None


class PassageRow(Struct, frozen=True, kw_only=True):
    id: str
    article: str
    start: int
    end: int
    text: str
    kind: str
    reason: str | None = None


class MentionRow(Struct, frozen=True, kw_only=True):
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


class EntityRow(Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    name: str
    aliases: list[str] = []
    country: str | None = None
    roles: list[dict[str, str | None]] = []


class TimeRow(Struct, frozen=True, kw_only=True):
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
    anchor: str | None = None
    proof: list[str] = []


class FigureRow(Struct, frozen=True, kw_only=True):
    id: str
    article: str
    start: int
    end: int
    text: str
    measure: str
    who: str | None = None
    value: float | int | None = None
    low: float | int | None = None
    high: float | int | None = None
    modifier: str | None = None
    unit: str | None = None
    as_of_earliest: str | None = None
    as_of_latest: str | None = None
    place: str | None = None
    scope: str | None = None
    attributed_to: str | None = None
    statement: str | None = None
    part_of: str | None = None


class StatementRow(Struct, frozen=True, kw_only=True):
    id: str
    article: str
    start: int
    end: int
    text: str
    direct: bool
    speaker: str | None = None
    speaker_entity: str | None = None
    cue: str | None = None
    relay: list[str] = []
    stance: str | None = None
    modality: str | None = None
    parent: str | None = None
    same_as: str | None = None
    articles: list[str] = []
    outlets: list[str] = []
    origins: list[str] = []


class EventRow(Struct, frozen=True, kw_only=True):
    id: str
    article: str
    start: int
    end: int
    text: str
    event_type: str
    mode: str | None = None
    contexts: list[str] = []
    actor: list[str] = []
    recipient: list[str] = []
    sector: dict[str, str | None] = {}
    place: str | None = None
    earliest: str | None = None
    latest: str | None = None
    modality: str | None = None
    statement: str | None = None
    figures: list[str] = []
    pattern: str | None = None
    event: str | None = None


class ReuseRow(Struct, frozen=True, kw_only=True):
    id: str
    article: str
    start: int
    end: int
    text: str
    other: str
    other_start: int
    other_end: int
    similarity: float
    edits: list[dict[str, str | int]] = []
    kind: str | None = None


class StoryRow(Struct, frozen=True, kw_only=True):
    id: str
    article: str
    story: str
    title: str


class ChronicleRow(Struct, frozen=True, kw_only=True):
    id: str
    story: str
    event: str | None = None
    earliest: str | None = None
    latest: str | None = None
    sentence: str
    event_type: str | None = None
    mode: str | None = None
    actor: list[str] = []
    recipient: list[str] = []
    place: str | None = None
    mentions: list[str] = []
    articles: list[str] = []
    outlets: list[str] = []
    origins: list[str] = []


class HistoryRow(Struct, frozen=True, kw_only=True):
    id: str
    story: str
    measure: str
    who: str | None = None
    place: str | None = None
    figures: list[str] = []
    relations: list[dict[str, str]] = []
    policies: dict[str, dict[str, float | int | None]] = {}


class DisagreementRow(Struct, frozen=True, kw_only=True):
    id: str
    story: str
    about: str
    sides: list[dict[str, list[str]]] = []


class FaultRow(Struct, frozen=True, kw_only=True):
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
    | ChronicleRow
    | HistoryRow
    | DisagreementRow
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
    "chronicle": ChronicleRow,
    "histories": HistoryRow,
    "disagreements": DisagreementRow,
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


class Chronicle(Struct, frozen=True, kw_only=True):
    """What is written of the stories: timeline, histories of figures, disagreements."""

    chronicle: list[ChronicleRow] = []
    histories: list[HistoryRow] = []
    disagreements: list[DisagreementRow] = []
