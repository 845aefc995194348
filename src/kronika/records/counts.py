"""The rows of what is counted: figures, how they relate, their histories, what policies make of them."""

from __future__ import annotations

from msgspec import Struct


class FigureRow(Struct, frozen=True, kw_only=True):
    """A number with what it counts, who counted, for which day and place.

    `rule` names what decided the measure. `who` is what is counted as the words have it, `group` the pack's symbol
    for such people (police, children); None for people of whom nothing else is said; `specific` says that the noun
    tells more than that they are people. `owner` is whose troops or arms they are. `themes` are nouns around the
    number, as lemmas. `revised` says that a correction is told beside it, `old` that it is the number before a
    change, `supposed` that it might have been. `as_of_earliest` and `as_of_latest` are given only where the report
    names the day of the count (`as_of_timex` where it has no year), `on_earliest` and `on_latest` where it names
    the day of what is counted. `scope` is cumulative (a toll so far), event (of one event or stretch of days) or
    None where the words do not tell, `whole` says that they mean all: of a country, or from the beginning on.
    `part_of` is the figure of the whole, `of_some` says that it counts some of those told of elsewhere.
    `place_rule` says where the place is told (sentence, country, before, report), `place_entity` is its entity.
    `official` says that it is attributed to an office or an office's document. `corrected` are the ids of the
    corrections that fixed it.
    """

    id: str
    article: str
    start: int
    end: int
    text: str
    measure: str
    rule: str | None = None
    who: str | None = None
    group: str | None = None
    specific: bool = False
    owner: str | None = None
    value: float | int | None = None
    low: float | int | None = None
    high: float | int | None = None
    modifier: str | None = None
    unit: str | None = None
    as_of_earliest: str | None = None
    as_of_latest: str | None = None
    as_of_timex: str | None = None
    on_earliest: str | None = None
    on_latest: str | None = None
    place: str | None = None
    place_entity: str | None = None
    place_rule: str | None = None
    scope: str | None = None
    whole: bool = False
    attributed_to: str | None = None
    official: bool = False
    statement: str | None = None
    part_of: str | None = None
    of_some: bool = False
    themes: list[str] = []
    revised: bool = False
    old: bool = False
    supposed: bool = False
    corrected: list[str] = []

    @property
    def told(self) -> str:
        """The number as it is written; of one that was corrected the right one, and in brackets what is written."""
        if not self.corrected:
            return self.text
        bounds = [f"≥{self.low}" if self.low is not None else "", f"≤{self.high}" if self.high is not None else ""]
        number = str(self.value) if self.value is not None else " ".join(filter(None, bounds)) or "?"
        return self.text if number == self.text else f"{number} [{self.text}]"


class RelationRow(Struct, frozen=True, kw_only=True):
    """How two figures of a history relate.

    `first` and `second` are figures, the earlier one first where their days tell. `relation` is same, update,
    refine, compatible, dispute or contradict, `rule` the named rule that decided it, `why` its reason in a
    sentence. `statement` is the one that disputes; `second` is None where no other number is given. `article`,
    `start`, `end` and `text` are the words that dispute or take back.
    """

    first: str
    second: str | None = None
    relation: str
    rule: str
    why: str
    statement: str | None = None
    article: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None


class PointRow(Struct, frozen=True, kw_only=True):
    """What a history's figure says, and when: `low` and `high` are what its words allow, None where they are open.

    `earliest` and `latest` are the days that it is of: those of the count where told, else of saying, else of
    publication. `figures` are all that tell it: the first one, and those that are the same; `articles`, `outlets`,
    `origins` carry it. `disputed` are the statements that doubt or deny it; `official` says that who gives it is an
    office or its document; `superseded` that a later figure took its place.
    """

    figure: str
    low: float | int | None = None
    high: float | int | None = None
    earliest: str | None = None
    latest: str | None = None
    attributed_to: list[str] = []
    official: bool = False
    superseded: bool = False
    figures: list[str] = []
    articles: list[str] = []
    outlets: list[str] = []
    origins: list[str] = []
    disputed: list[str] = []


class EstimateRow(Struct, frozen=True, kw_only=True):
    """What a policy makes of a history: its numbers, the figures that they rest on, and why in a sentence."""

    best: float | int | None = None
    low: float | int | None = None
    high: float | int | None = None
    figures: list[str] = []
    why: str


class HistoryRow(Struct, frozen=True, kw_only=True):
    """What became of a figure over the reports. No span.

    Figures of one measure, group and place; `figures` are all of them in order of their days, `points` the different
    ones. `relations` are those of its figures, also to figures of other histories. `policies` has for each policy what
    it makes of them.
    """

    id: str
    story: str
    measure: str
    who: str | None = None
    group: str | None = None
    owner: str | None = None
    place: str | None = None
    unit: str | None = None
    figures: list[str] = []
    points: list[PointRow] = []
    relations: list[RelationRow] = []
    policies: dict[str, EstimateRow] = {}
