"""The rows that say how well a thing is supported and what speaks against it: agencies named as sources, accounts of
incidents, opposite statements, and origins with their passages."""

from __future__ import annotations

from msgspec import Struct


class CreditRow(Struct, frozen=True, kw_only=True):
    """A news agency where a report names it as its source.

    `rule` is credit (of the whole text) or cited (of its sentence); `from_start` and `from_end` hold the stretch of the
    report that comes from it.
    """

    id: str
    article: str
    start: int
    end: int
    text: str
    rule: str
    agency: str
    from_start: int
    from_end: int


class AccountRow(Struct, frozen=True, kw_only=True):
    """Words that name an incident (`kind` incident), say what it was or who was behind it (label), or deny (denial).

    `label` is the pack's symbol, `negated` says that it is told not to be so, `incident` the family of what happened,
    `statement` the innermost statement in which the words stand.
    """

    id: str
    article: str
    start: int
    end: int
    text: str
    kind: str
    label: str
    negated: bool = False
    incident: str | None = None
    statement: str | None = None


class OppositionRow(Struct, frozen=True, kw_only=True):
    """Two statements of two speakers that say the opposite, by which rule, and how much else they share. No span."""

    id: str
    first: str
    second: str
    rule: str
    why: str
    likeness: float


class EvidenceRow(Struct, frozen=True, kw_only=True):
    """A passage that shows something; `rule` says what: told, source, agency or copy."""

    article: str
    start: int
    end: int
    text: str
    rule: str


class OriginRow(Struct, frozen=True, kw_only=True):
    """Where something that reports tell comes from, as far as they show it.

    `kind` is source (somebody who is cited for it), agency, outlet, or report where not even the outlet is known.
    `through` are the agencies by way of which a source is cited. `copied` says that some of its reports share words.
    """

    name: str
    kind: str
    through: list[str] = []
    copied: bool = False
    articles: list[str] = []
    outlets: list[str] = []
    evidence: list[EvidenceRow] = []


class SupportRow(Struct, frozen=True, kw_only=True):
    """How well a statement, a figure or an event is supported. No span.

    `of` is the first of the rows that tell it, `kind` statement, figure or event, `mentions` all of them.
    """

    id: str
    story: str
    of: str
    kind: str
    mentions: list[str] = []
    articles: list[str] = []
    outlets: list[str] = []
    origins: list[OriginRow] = []
