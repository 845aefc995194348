"""Events: what the words of a report tell, and the same as coded rows."""

from __future__ import annotations

from msgspec import Struct


class ParticipantFinding(Struct, frozen=True, kw_only=True):
    """Who takes part in an event, as its sentence names them.

    `role` is actor or recipient, `slot` where the words stand, `at` the start of the word itself. `name` is what is
    said of them in the base form, where it is no name; `noun` the lemma, `sector` the pack's symbol for such a noun.
    `whose` is the start of the name or adjective beside it that says whose they are; `stands` says that whoever they
    belong to acts through them (`rosyjskie wojska`). `national` says that every country has one such body. `said`
    means whoever speaks the words, `left_out` that a verb has no subject, `unnamed` that the words name nobody,
    `country` is the code of one that an adjective names (`antyrosyjski`). `genders` and `number` are those that a verb
    without a subject shows.
    """

    role: str
    slot: str
    start: int
    end: int
    at: int
    name: str | None = None
    noun: str | None = None
    sector: str | None = None
    whose: int | None = None
    stands: bool = False
    national: bool = False
    said: bool = False
    left_out: bool = False
    unnamed: bool = False
    country: str | None = None
    genders: list[str] = []
    number: str | None = None


class EventFinding(Struct, frozen=True, kw_only=True):
    """Words that tell an event: its type and mode, the entry of the lexicon, who takes part.

    `form` is how the trigger tells it (active, passive, impersonal, gerund, noun, participle), `told` whether a
    clause does, else it is only named in passing. `head` is the start of the word that tells it, `verb` that of the
    verb of its clause. `on` is the start of
    the expression of its day, `since` says that it lasts from then on, `after` that it came after that day.
    `place` is the start of the name of its place. `figures` are the starts of numbers in its clause. `inside` is the
    start of the trigger in whose words this one stands. `themes` are the lemmas of
    the nouns of its clause that name nobody. `needs_speaker` says that it is one only in somebody's words.
    """

    start: int
    end: int
    event_type: str
    mode: str | None = None
    pattern: str
    form: str
    told: bool
    head: int
    verb: int
    modality: str
    participants: list[ParticipantFinding] = []
    on: int | None = None
    since: bool = False
    after: bool = False
    place: int | None = None
    figures: list[int] = []
    contexts: list[str] = []
    themes: list[str] = []
    inside: int | None = None
    needs_speaker: bool = False


class ParticipantRow(Struct, frozen=True, kw_only=True):
    """Who takes part in an event, and the words that say so.

    `role` is actor or recipient, `slot` where the words stand around the trigger, as the lexicon writes it; `sector`
    one of the ontology's. Words that name nobody have no `name`.
    """

    role: str
    name: str | None = None
    entity: str | None = None
    sector: str | None = None
    start: int
    end: int
    text: str
    slot: str


class EventRow(Struct, frozen=True, kw_only=True):
    """A mention of an event, coded.

    `pattern` is the entry of the lexicon that found it, `form` how its words tell it, `told` whether a clause does
    (else it is named in passing), `themes` the nouns of its clause that name nobody, `rules` the coding rules that
    changed its code. `participants` are those of `actor` and `recipient` with their words. `time` is the id of its
    expression of time, `when_rule` says how the days follow from it, `place_rule` where the place is told. `cameo` and
    `acled` are its codes there, None where they have none. `event` is the first of the mentions of the same event,
    `event_why` says why, `episode_of` the event of which it is a part. `corrected` are the ids of the corrections that
    fixed it.
    """

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
    participants: list[ParticipantRow] = []
    place: str | None = None
    place_entity: str | None = None
    place_rule: str | None = None
    earliest: str | None = None
    latest: str | None = None
    time: str | None = None
    when_rule: str | None = None
    modality: str | None = None
    statement: str | None = None
    figures: list[str] = []
    pattern: str | None = None
    form: str | None = None
    told: bool = True
    themes: list[str] = []
    rules: list[str] = []
    cameo: str | None = None
    acled: str | None = None
    acled_sub: str | None = None
    event: str | None = None
    event_why: list[str] = []
    episode_of: str | None = None
    corrected: list[str] = []
