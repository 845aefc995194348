"""What the words of one article say: pure, made one article at a time."""

from __future__ import annotations

from msgspec import Struct

from kronika.records.coded import EventFinding
from kronika.records.documents import Base, Sentence, Zone
from kronika.records.reports import Article


class PartialDay(Struct, frozen=True):
    """As much of a day as words give: each part may be missing. `easter` counts days from Easter Sunday."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    easter: int | None = None


class Calendar(Struct, frozen=True, kw_only=True, tag="calendar"):
    """Dates by name: `2 stycznia`, `od marca do maja`; `part` is a part of the named stretch.

    `year_offset` counts years from the day of reference (`w maju ubiegłego roku` is -1). `weekday` is one that stands
    beside the date, 0 for Monday, `shift` what stands there counted in days from publication (`wczoraj` is -1).
    `which` is last or coming: the last one that ended before the day of reference, the first one that begins after it.
    """

    first: PartialDay
    last: PartialDay
    part: str | None = None
    year_offset: int | None = None
    weekday: int | None = None
    shift: int | None = None
    which: str | None = None


class Weekdays(Struct, frozen=True, kw_only=True, tag="weekdays"):
    """A weekday or a run of them, 0 for Monday.

    `which` is last (before the day of reference), coming (after it) or None: as the tense tells. `week` counts weeks
    from that of the day of reference.
    """

    first: int
    last: int
    which: str | None = None
    week: int | None = None


class Aligned(Struct, frozen=True, kw_only=True, tag="aligned"):
    """Whole units of the calendar, counted from the one that holds the day of reference: `w ubiegłym tygodniu` is -1.

    `unit` is day, night, week, weekend, month, quarter, half, year or decade; `day` one day of a month.
    """

    unit: str
    first: int
    last: int
    part: str | None = None
    day: int | None = None


class Shifted(Struct, frozen=True, kw_only=True, tag="shifted"):
    """So many units away from the day of reference, as fine as the unit: `trzy dni temu`, `za rok`."""

    unit: str
    low: float
    high: float


class Stretch(Struct, frozen=True, kw_only=True, tag="stretch"):
    """A stretch between two points that lie so many units from the day of reference: `od kilku dni` is -6 to 0."""

    unit: str
    first: float
    last: float


class Amount(Struct, frozen=True, kw_only=True, tag="amount"):
    """A length, a repetition or a time of day that lies on no day: only TIMEX3's value."""

    timex: str


TimeValue = Calendar | Weekdays | Aligned | Shifted | Stretch | Amount


class TimeFinding(Struct, frozen=True, kw_only=True):
    """An expression of time: what its words mean, and the tense in which it is told.

    `tense` is past, present, future, or planned where the words set a day without saying that it is still to come
    (`zaplanowano na środę`).

    `clock` is the time of day in TIMEX3's notation (`T15:30`, `TMO`). `counted` says that days count from a day told
    before (`dzień później`), `told` where the expression of that day starts.
    """

    start: int
    end: int
    kind: str
    pattern: str
    value: TimeValue
    vague: bool = False
    tense: str | None = None
    clock: str | None = None
    counted: bool = False
    told: int | None = None


class ImpossibleDay(Struct, frozen=True, kw_only=True):
    """An expression whose day is not read, why, and what to do."""

    start: int
    end: int
    why: str
    remedy: str


class ClauseFinding(Struct, frozen=True, kw_only=True):
    """A clause from its first to its last word, the lemma of its verb and its tense; clauses may hold others."""

    start: int
    end: int
    verb: str | None = None
    tense: str | None = None


class FigureFinding(Struct, frozen=True, kw_only=True):
    """A number with what it counts. `pattern` names the word that decided the measure.

    `noun` is the lemma of what is counted, `who` the same as reports list it (in the plural), `group` the pack's
    symbol for such people, `specific` says that the noun tells more than that they are people. `owners` are starts
    of words beside the noun that may name whose they are, `place` that of the name of the place; `as_of` and `on`
    are starts of the expressions of time up to which is counted, or on which it was. `scope` is cumulative or
    event, `whole` says that the words mean all: of a country (`wide`), or from the beginning on. `source` is the
    start of the subject that gives the number (`mówi o 12 osobach`), `source_name` its base form where it is no
    name; `part_of` is the start of the figure of the whole, `of_some` says that it counts some of those told of
    elsewhere. `revised` says that words of a correction stand beside it, `old` that it is the number before a
    change, `supposed` that it might have been, `themes` are the lemmas of the nouns around it in the tree, which
    tell what money and shares are of.
    """

    start: int
    end: int
    measure: str
    pattern: str
    noun: str | None = None
    who: str | None = None
    group: str | None = None
    specific: bool = False
    value: float | None = None
    low: float | None = None
    high: float | None = None
    modifier: str | None = None
    unit: str | None = None
    owners: list[int] = []
    place: int | None = None
    as_of: int | None = None
    on: int | None = None
    scope: str | None = None
    whole: bool = False
    wide: bool = False
    source: int | None = None
    source_name: str | None = None
    part_of: int | None = None
    of_some: bool = False
    revised: bool = False
    old: bool = False
    supposed: bool = False
    themes: list[str] = []


class DisputeFinding(Struct, frozen=True, kw_only=True):
    """A sentence that says that a number is wrong, or takes one back.

    `word` is the start of the word that says so, `rule` disputed or retraction, `direction` low or high where the
    number is said to be too low or too high, `measures` are those that the sentence names, `topic` those of the
    sentences beside it.
    """

    start: int
    end: int
    word: int
    rule: str
    direction: str | None = None
    measures: list[str] = []
    topic: list[str] = []


class RelayFinding(Struct, frozen=True, kw_only=True):
    """A hand that a statement passed through, and the words that say so; `rule` says by which.

    `name` is in its base form where the words give it so, `name_start` and `name_end` are where it stands.
    """

    start: int
    end: int
    rule: str
    name: str
    name_start: int
    name_end: int


class StatementFinding(Struct, frozen=True, kw_only=True):
    """Words of somebody, with the cue, the speaker and the hands between as the sentence names them.

    `speaker` is in its base form where the words give it so; `unnamed` says that it is no name but what is said of a
    source (`anonimowe źródła rządowe`), `stands_for` is person, office, body, document or medium where it may be
    somebody named before, `noun` the lemma of that word; `medium` says that the speaker is a medium. `inside` is the
    index of the statement of this article that holds this one; `relays` are the hands that its own sentence names,
    nearest the speaker first. `genders` are those that the verb and the name allow, `number` is that of the verb;
    `rare` says that the speaker is a single word that no dictionary knows. `speaker_start` and `cue_start` are where
    these begin, `verb_start` the finite verb that the cue hangs on where it is another. `stance` is asserts, denies,
    doubts, endorses or distances, `modality` fact, possible or future.
    """

    start: int
    end: int
    direct: bool
    pattern: str
    speaker: str | None = None
    unnamed: bool = False
    stands_for: str | None = None
    medium: bool = False
    noun: str | None = None
    cue: str | None = None
    stance: str | None = None
    modality: str | None = None
    inside: int | None = None
    relays: list[RelayFinding] = []
    genders: list[str] = []
    number: str | None = None
    rare: bool = False
    speaker_start: int | None = None
    speaker_end: int | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    verb_start: int | None = None


class NameFinding(Struct, frozen=True, kw_only=True):
    """A name of several words that stands in the nominative, such as `Jan Kowalski`."""

    start: int
    end: int
    name: str
    genders: list[str] = []


class MentionFinding(Struct, frozen=True, kw_only=True):
    """A name where it stands: its kind, the model's label, the lemmas of its words, the base forms that it may have.

    `lemma` is word by word and no base form. `genders` are those that a person's name and its verb show. `placed`
    says that the words before it make it a place (`w Orwenii`, `władze Orwenii`), `nominative` that its sentence may
    have it in that case, `given` that it is a given name alone, `rare` that no dictionary has its last word as a name.
    `country` is the code that the pack's list of countries gives the name, `government` that of the country whose
    capital acts.
    """

    start: int
    end: int
    kind: str
    label: str
    lemma: str | None = None
    bases: list[Base] = []
    genders: list[str] = []
    nominative: bool = True
    placed: bool = False
    given: bool = False
    rare: bool = False
    country: str | None = None
    government: str | None = None


class RoleFinding(Struct, frozen=True, kw_only=True):
    """An office or a description of one person: `prezydent Kazachstanu`, `opozycjonista`, `81-latek`.

    `role` is in its base form without country, body and words such as `były`, `head` the lemma of its noun.
    `of` are the starts of the names within it, `country` the code that an adjective names. `bearer` is the start of the
    name beside it; else `antecedent` is the start of the mention before it that is meant, where one reading remains.
    """

    start: int
    end: int
    kind: str
    rule: str
    role: str
    head: str
    of: list[int] = []
    country: str | None = None
    former: bool = False
    genders: list[str] = []
    bearer: int | None = None
    antecedent: int | None = None


class PronounFinding(Struct, frozen=True, kw_only=True):
    """A pronoun, or a verb whose subject is left out, and the start of the mention that it stands for."""

    start: int
    end: int
    rule: str
    antecedent: int


class DemonymFinding(Struct, frozen=True, kw_only=True):
    """An adjective or inhabitant of a country: `rosyjski`, `Rosjanie`; `country` is its code."""

    start: int
    end: int
    rule: str
    country: str


class CreditFinding(Struct, frozen=True, kw_only=True):
    """A news agency where a report names it as the source: in a credit of its text (`credit`) or in prose (`cited`).

    `agency` is its usual name, that of the pack's list, else the name as it stands where that may be a base form.
    """

    start: int
    end: int
    rule: str
    agency: str


class AccountFinding(Struct, frozen=True, kw_only=True):
    """Words that name an incident, say what it was or who was behind it, or deny; `kind` is incident, label or denial.

    `symbol` is the family of the incident or the label, `negated` says that a word of negation stands before.
    """

    start: int
    end: int
    kind: str
    symbol: str
    negated: bool = False


class Findings(Struct, frozen=True, kw_only=True):
    """What the words of one article say. Pure: the same article and pack give the same findings."""

    language: str | None
    zones: list[Zone]
    sentences: list[Sentence] = []
    times: list[TimeFinding] = []
    impossible: list[ImpossibleDay] = []
    clauses: list[ClauseFinding] = []
    figures: list[FigureFinding] = []
    disputes: list[DisputeFinding] = []
    statements: list[StatementFinding] = []
    events: list[EventFinding] = []
    names: list[NameFinding] = []
    mentions: list[MentionFinding] = []
    roles: list[RoleFinding] = []
    pronouns: list[PronounFinding] = []
    demonyms: list[DemonymFinding] = []
    credits: list[CreditFinding] = []
    accounts: list[AccountFinding] = []
    terms: dict[str, list[int]] = {}
    """The content words by lemma, and where each stands; names are left out."""
    lemmas: dict[str, str] = {}
    """The folded lemma of each folded word, where it is another word; where there are several, the commonest."""


class Reading(Struct, frozen=True, kw_only=True):
    """An article beside its findings: the input of linking."""

    article: Article
    findings: Findings
