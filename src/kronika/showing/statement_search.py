"""Who said what: statements chosen by speaker, matter, day and story."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kronika.errors import InputError
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import STEM, fold
from kronika.records import MentionRow, StatementRow
from kronika.showing import naming
from kronika.showing.statement_groups import Said, Speaker, Voices

Tables = Mapping[str, Sequence[Any]]
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ENDING = 2
"""Letters at the end of a word in which its forms may differ, where its beginning of STEM letters is the same."""


class Wanted(Struct, frozen=True, kw_only=True):
    """What was asked for; None asks for all."""

    speaker: str | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    story: str | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing was asked for."""
        return (self.speaker, self.about, self.since, self.until, self.story) == (None,) * 5


class Counts(Struct, frozen=True, kw_only=True):
    """How many statements, each once; how many who make them; in how many reports."""

    statements: int
    speakers: int
    reports: int


class StatementsAnswer(Struct, frozen=True, kw_only=True):
    """The statements as asked, by speaker and day; `in_all` counts all of the store.

    `unknown_outlets` are the reports that name no outlet and stand for it. Where nothing was found, `near` are some
    who speak of what was asked all the same, and `most` those who say most.
    """

    asked: Wanted
    counts: Counts
    in_all: Counts
    unknown_outlets: list[str]
    near: list[str] = []
    most: list[str] = []
    found: list[Speaker]


def answer(
    asked: Wanted, tables: Tables, knowledge: Knowledge, articles: Collection[str] | None = None
) -> StatementsAnswer:
    """The statements that fit all that was asked, from the tables `articles`, `mentions`, `entities`, `statements`.

    `articles` are the reports of the story that was asked for, None for all. Raises InputError for what is no day,
    and, with near names, for a speaker of whom the reports have no statement.
    """
    since, until = _day("--since", asked.since), _day("--until", asked.until)
    if since and until and since > until:
        raise InputError(f"--since {since}", f"this is after --until {until}", "Exchange the two days")
    voices = Voices(tables["entities"])
    every = voices.once(tables["statements"])
    chosen = _by_speaker(asked.speaker, every, _Names(tables, voices), knowledge)
    chosen = [said for said in chosen if articles is None or any(row.article in articles for row in said.tellings)]
    about = _about(asked.about, every, tables)
    fitting = {said.first.id for said in about if _within(said, since, until)}
    found = voices.speakers(said for said in chosen if said.first.id in fitting)
    return StatementsAnswer(
        asked=asked,
        counts=_counts(found),
        in_all=_counts(voices.speakers(every)),
        unknown_outlets=sorted(row.article for row in tables["articles"] if row.publisher is None),
        near=_first(voices, about) if asked.about is not None and not found else [],
        most=[] if found else _first(voices, every),
        found=found,
    )


def _counts(speakers: Sequence[Speaker]) -> Counts:
    return Counts(
        statements=sum(len(speaker.statements) for speaker in speakers),
        speakers=sum(speaker.name is not None for speaker in speakers),
        reports=len({report for speaker in speakers for report in speaker.reports}),
    )


def _first(voices: Voices, statements: Iterable[Said]) -> list[str]:
    return [speaker.name for speaker in voices.speakers(statements) if speaker.name is not None][: naming.NEAR]


# -------------------------------------------------------------------- days


def _day(option: str, day: str | None) -> dt.date | None:
    """Raises InputError for what is no day."""
    if day is None:
        return None
    try:
        return dt.date.fromisoformat(day) if DAY.fullmatch(day) else _no_day(option, day)
    except ValueError:
        return _no_day(option, day)


def _no_day(option: str, day: str) -> dt.date:
    raise InputError(f"{option} {day!r}", "not a day of the calendar", "Write it as YYYY-MM-DD, such as 2027-05-06")


def _within(said: Said, since: dt.date | None, until: dt.date | None) -> bool:
    """Whether it may have been said on these days; one of unknown days may."""
    early = since is not None and said.latest is not None and dt.date.fromisoformat(said.latest) < since
    late = until is not None and said.earliest is not None and dt.date.fromisoformat(said.earliest) > until
    return not early and not late


# ---------------------------------------------------------------- speakers


class _Names:
    """All that the speaker of a statement is called: in the statement, as an entity, where mentioned."""

    def __init__(self, tables: Tables, voices: Voices) -> None:
        self._voices = voices
        self._names: dict[str, dict[str, None]] = defaultdict(dict)
        self._also: dict[str, dict[str, None]] = defaultdict(dict)
        for entity in tables["entities"]:
            self._names[entity.id] |= dict.fromkeys((entity.name, *entity.aliases))
        for mention in tables["mentions"]:
            known = {"NOM": self._also, "PRO": None, "DEM": self._also}.get(mention.kind, self._names)
            if known is not None and mention.entity:
                known[mention.entity][mention.text] = None

    def of(self, row: StatementRow) -> tuple[list[str], list[str]]:
        """Names, of which a part suffices, and roles, which must be given as a whole."""
        own = [row.speaker] if row.speaker else []
        entity = self._voices.entity(row)
        if entity is None:
            return own, []
        return [*own, *self._names.get(entity, ())], list(self._also.get(entity, ()))


def _by_speaker(asked: str | None, statements: list[Said], names: _Names, knowledge: Knowledge) -> list[Said]:
    """The statements of those who are named so; names that sound alike only where none fits better."""
    if asked is None:
        return statements
    ranks: dict[tuple[str, ...], int | None] = {}
    ranked = []
    for said in statements:
        own, also = names.of(said.speaking)
        key = (*own, "", *also)
        if key not in ranks:
            ranks[key] = naming.rank(asked, own, also, knowledge)
        ranked.append((ranks[key], said))
    best = min((rank for rank, _ in ranked if rank is not None), default=None)
    if best is None:
        raise _no_speaker(asked, statements)
    most = max(best, naming.PART)
    return [said for rank, said in ranked if rank is not None and rank <= most]


def _no_speaker(asked: str, statements: Iterable[Said]) -> InputError:
    named = {row.speaker: () for said in statements for row in said.tellings if row.speaker}
    near = naming.near(asked, named)
    remedy = f"Did you mean {', '.join(near)}?" if near else f"'kronika statements' lists all {len(named)} speakers"
    if not named:
        remedy = "No report of this store names a speaker"
    return InputError(repr(asked), "the reports have no statement of anybody so named", remedy)


# ------------------------------------------------------------------- about


def _about(asked: str | None, statements: list[Said], tables: Tables) -> list[Said]:
    """Those in which all words stand: as the beginning of a word, or in a name of somebody who is mentioned."""
    if asked is None:
        return statements
    wanted = fold(asked).split()
    if not wanted:
        raise InputError(f"--about {asked!r}", "there is no word in it", "Write words of what is said, or a name")
    matter = _Matter(tables)
    return [said for said in statements if any(_holds(wanted, matter.words(row)) for row in said.tellings)]


class _Matter:
    """The words of a statement, folded, with the names of all who are mentioned in it."""

    def __init__(self, tables: Tables) -> None:
        self._names = {
            entity.id: fold(" ".join((entity.name, *entity.aliases))).split() for entity in tables["entities"]
        }
        self._mentions: dict[str, list[MentionRow]] = defaultdict(list)
        for mention in tables["mentions"]:
            self._mentions[mention.article].append(mention)

    def words(self, row: StatementRow) -> set[str]:
        """The words of one telling."""
        words = set(fold(row.text).split())
        for mention in self._mentions[row.article]:
            if row.start <= mention.start and mention.end <= row.end:
                for entity in (mention.entity, mention.stands_for):
                    words.update(self._names.get(entity or "", ()))
        return words


def _holds(wanted: Iterable[str], words: Collection[str]) -> bool:
    return all(any(_begins(word, asked) for word in words) for asked in wanted)


def _begins(word: str, asked: str) -> bool:
    """Whether the word begins so; of a long word that was asked for, the ending may be another."""
    stem = asked[: max(STEM, len(asked) - ENDING)]
    return word.startswith(stem) and (word.startswith(asked) or len(word) <= len(stem) + 2 * ENDING)
