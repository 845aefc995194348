"""What is read, and what could not be."""

from __future__ import annotations

from msgspec import Struct


class Metadata(Struct, frozen=True, kw_only=True):
    """What the input says about an article, as written; None where it says nothing.

    `sources` names for each field where it was taken from, the surest first, and all that say the same.
    """

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    authors: list[str] = []
    language: str | None = None
    retrieved: str | None = None
    sources: dict[str, list[str]] = {}


class Article(Struct, frozen=True, kw_only=True):
    """One version of one report.

    `source` is a resolved path, an address or a record's id and says which article this is; `name` is what
    people see; `sha256` says which version. The first `header` characters are metadata, not report. `extracted` says
    that the text stands nowhere in the input as it is, but was taken out of markup.
    """

    source: str
    name: str
    text: str
    sha256: str
    encoding: str
    header: int = 0
    extracted: bool = False
    metadata: Metadata = Metadata()


class Trouble(Struct, frozen=True, kw_only=True):
    """Something left out: what, where, why, and what to do about it.

    `source` is where it comes from (never shown, it may be an absolute path), `name` what people see. `of` is the
    source of the article that a fault of a file is about, where it is about one.
    """

    source: str
    name: str
    what: str
    why: str
    remedy: str
    where: str | None = None
    of: str | None = None


class Dictionary(Struct, frozen=True, kw_only=True):
    """A dictionary of names that a person gave: the file as named, text or toml, and what stands in it."""

    name: str
    kind: str
    text: str
