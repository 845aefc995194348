"""Articles and findings as the store has them: JSON, which nobody need decode on the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import msgspec
from msgspec import Raw, Struct

from kronika.errors import StoreError
from kronika.records import Article, Findings, Reading, Trouble

Row = TypeVar("Row")


class Encoded(NamedTuple):
    """An article and its findings as JSON."""

    article: bytes
    findings: bytes

    @property
    def reading(self) -> Reading:
        """Both decoded."""
        return Reading(article=decoded(self.article, Article), findings=decoded(self.findings, Findings))


class Read(Struct, frozen=True, kw_only=True):
    """An article as it was read: the Article and its Findings as JSON, which nobody need decode on the way."""

    source: str
    sha256: str
    article: Raw
    findings: Raw
    troubles: list[Trouble]


def as_read(article: Article, findings: Findings, troubles: Sequence[Trouble]) -> Read:
    """What was read of an article, as it is stored."""
    body, found = Raw(msgspec.json.encode(article)), Raw(msgspec.json.encode(findings))
    return Read(source=article.source, sha256=article.sha256, article=body, findings=found, troubles=list(troubles))


def decoded(body: bytes, kind: type[Row]) -> Row:
    """A row of JSON. Raises StoreError where it cannot be read."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        remedy = "Restore it from a copy, or read the reports into a new one"
        raise StoreError("the store", f"one of its rows cannot be read ({error})", remedy) from error
