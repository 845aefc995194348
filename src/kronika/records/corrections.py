"""What people rule: corrections as they are kept, as linking obeys them, and what became of each."""

from __future__ import annotations

from msgspec import Struct


class Anchor(Struct, frozen=True, kw_only=True):
    """Words of a report on which a correction holds.

    `article` is the name of the article in the input, `sha256` the version on which the correction was made, in which
    `text` stands from `start` to `end`; `before` and `after` are so much of the words around it that each alone tells
    it from all else there, nothing where none does. `once` says that it stands there but once.
    """

    article: str
    sha256: str
    start: int
    end: int
    text: str
    before: str = ""
    after: str = ""
    once: bool = False


class Correction(Struct, frozen=True, kw_only=True):
    """A ruling of a person; never changed, and withdrawn only by another.

    `act` is merge, split, fix, reject, check or withdraw. `table` is what it is about: entities, events or stories of
    merge and split; articles, times, figures, statements, events or mentions of the others. `of` are the words of the
    record; of a split it is what is taken out. `other` is the second side of merge and split. `field` is day, type,
    speaker, number or measure, `value` what it is to be, None for unknown; of a check `value` names what the record
    said. `withdraws` is the id of a correction. `made` is in UTC, ISO 8601.
    """

    id: str
    act: str
    table: str | None = None
    of: Anchor | None = None
    other: Anchor | None = None
    field: str | None = None
    value: str | None = None
    withdraws: str | None = None
    author: str
    made: str
    reason: str | None = None


class Spot(Struct, frozen=True, kw_only=True):
    """Where the words of a correction stand today: the article's source, and the stretch of its text.

    `around` is the mention that was found there, where the words are but a part of it: linking may part it.
    """

    source: str
    start: int
    end: int
    around: tuple[int, int] | None = None


class Ruling(Struct, frozen=True, kw_only=True):
    """A correction that has found its place, as linking obeys it; `id` is that of the correction."""

    id: str
    act: str
    table: str
    of: Spot
    other: Spot | None = None
    field: str | None = None
    value: str | None = None


class Standing(Struct, frozen=True, kw_only=True):
    """What became of a correction when the reports were last linked.

    `standing` is holds, lost (its words stand nowhere, or in several places), idle (its words stand, but nothing is
    read there on which it could work), changed (what was checked says something else today), collides (`with_` are
    the others that rule otherwise; none of them is obeyed) or replaced (its author ruled again). `why` says so in a
    sentence. `rows` are the ids of the records that it is about.
    """

    id: str
    standing: str
    why: str
    with_: list[str] = []
    rows: list[str] = []
