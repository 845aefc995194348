"""An article with its zones, and their annotation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from kronika.records.reports import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc


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
    `tag` is the analyser's own tag and `labels` what it calls the lemma (a kind of name).
    `human` is the animacy of persons, `given`, `surname`, `place` and `organisation` say that the
    lemma is a name of that kind.
    """

    lemma: str
    pos: str
    number: str | None = None
    cases: frozenset[str] = frozenset()
    genders: frozenset[str] = frozenset()
    verb: str | None = None
    person: str | None = None
    human: bool = False
    given: bool = False
    surname: bool = False
    place: bool = False
    organisation: bool = False
    tag: str = ""
    labels: tuple[str, ...] = ()


class Base(NamedTuple):
    """A base form that a name may have, and its chance among them, from 0 to 1."""

    text: str
    chance: float


class Name(NamedTuple):
    """A name from token `first` to token `last` (inside), its kind, the model's label, its likely bases, best first."""

    first: int
    last: int
    kind: str
    label: str
    bases: tuple[Base, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark at its place in the article, with all its readings.

    `closes` marks the last of a sentence, `opens` its first word, `timed` a word of an expression of time.
    """

    start: int
    end: int
    text: str
    lower: str
    lemmas: frozenset[str]
    analyses: tuple[Analysis, ...]
    closes: bool = False
    opens: bool = False
    timed: bool = False

    def has(self, pos: str) -> bool:
        """Whether some reading is of this part of speech."""
        return any(a.pos == pos for a in self.analyses)

    @property
    def known(self) -> bool:
        """Whether the dictionary knows the form."""
        return not self.has("X")

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()

    @property
    def word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[:1].isalpha()


@dataclass(frozen=True, slots=True)
class AnnotatedZone:
    """A zone that is read: its tokens, beside the same words as a spaCy Doc, its sentences, its names in order."""

    zone: Zone
    doc: Doc
    tokens: list[Token]
    sentences: list[Sentence]
    names: list[Name] = field(default_factory=list)

    def between(self, start: int, end: int) -> list[Token]:
        """The tokens that begin at `start` or later and before `end`."""
        first = bisect_left(self.tokens, start, key=lambda t: t.start)
        return self.tokens[first : bisect_left(self.tokens, end, first, key=lambda t: t.start)]

    def sentence_after(self, at: int) -> int:
        """The index of the first sentence that ends behind a place."""
        return bisect_right(self.sentences, at, key=lambda s: s.end)


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document with the annotation of every zone but boilerplate. Never leaves the process."""

    document: Document
    zones: list[AnnotatedZone]
