"""The rows that say how well a thing is supported: agencies named as sources, and origins with their passages."""

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
