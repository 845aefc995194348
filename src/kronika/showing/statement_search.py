"""Who said what: statements chosen by speaker, matter, day and story."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kronika.calendar import Interval
from kronika.errors import InputError
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.records import MentionRow, StatementRow
from kronika.showing import days_asked, naming
from kronika.showing.catalogue import DEFAULT
from kronika.showing.facts import Facts, of_row
from kronika.showing.matching import Written, holds, written
from kronika.showing.phrases import Phrases
from kronika.showing.statement_groups import Said, Speaker, Voices

Tables = Mapping[str, Sequence[Any]]
NEAR_ENOUGH = 0.75
"""How alike a name must be to be proposed. At 0.6 nearly any name of the same length was."""
NAMES = ("PER", "ORG", "LOC")


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
    who speak of what was asked all the same, and `most` those who say most. `reports` are those of the statements that
    were found, `stories` the story of each, `titles` of the stories.
    """

    asked: Wanted
    counts: Counts
    in_all: Counts
    unknown_outlets: list[str]
    near: list[str] = []
    most: list[str] = []
    found: list[Speaker]
    reports: list[Facts] = []
    stories: dict[str, str] = {}
    titles: dict[str, str] = {}


def answer(
    asked: Wanted,
    tables: Tables,
    knowledge: Knowledge,
    articles: Collection[str] | None = None,
    phrases: Phrases | None = None,
) -> StatementsAnswer:
    """The statements that fit all that was asked, from `articles`, `mentions`, `entities`, `statements`, `stories`.

    `articles` are the reports of the story asked for, None for all; `phrases` tell errors, in English if not given.
    Raises InputError for what is no day, and, with near names, for a speaker without a statement.
    """
    phrases = phrases or Phrases()
    stretch = days_asked.stretch(asked.since, asked.until, phrases)
    voices = Voices(tables["entities"])
    every = voices.once(tables["statements"])
    chosen = every if asked.speaker is None else _by_speaker(asked.speaker, every, _Names(tables, voices), knowledge)
    if asked.speaker is not None and not chosen:
        raise _no_speaker(asked.speaker, every, voices, phrases)
    about = every if asked.about is None else _about(asked.about, every, tables, phrases)
    fitting = {said.first.id for said in about if _within(said, stretch) and _is_told_in(said, articles)}
    found = voices.speakers(said for said in chosen if said.first.id in fitting)
    return StatementsAnswer(
        asked=asked,
        counts=_counts(found),
        in_all=_counts(voices.speakers(every)),
        unknown_outlets=_no_outlet(tables),
        found=found,
        **(_where(found, tables) if found else _hints(voices, about if asked.about else [], every)),
    )


def _hints(voices: Voices, about: Sequence[Said], every: Sequence[Said]) -> dict[str, Any]:
    """Who speaks of what was asked, and who says most."""
    return {"near": _first(voices, about), "most": _first(voices, every)}


def _where(found: Sequence[Speaker], tables: Tables) -> dict[str, Any]:
    """The reports in which the statements stand, and their stories."""
    told = {row.article for speaker in found for said in speaker.statements for row in said.tellings}
    stories = [row for row in tables.get("stories", ()) if row.article in told]
    return {
        "reports": [of_row(row) for row in tables["articles"] if row.article in told],
        "stories": {row.article: row.story for row in stories},
        "titles": {row.story: row.title for row in stories},
    }


def _within(said: Said, stretch: Interval) -> bool:
    return days_asked.may_lie(said.earliest, said.latest, stretch)


def _is_told_in(said: Said, articles: Collection[str] | None) -> bool:
    return articles is None or any(row.article in articles for row in said.tellings)


def _no_outlet(tables: Tables) -> list[str]:
    return sorted(row.article for row in tables["articles"] if row.publisher is None)


def _counts(speakers: Sequence[Speaker]) -> Counts:
    return Counts(
        statements=sum(len(speaker.statements) for speaker in speakers),
        speakers=sum(speaker.name is not None for speaker in speakers),
        reports=len({report for speaker in speakers for report in speaker.reports}),
    )


def _first(voices: Voices, statements: Iterable[Said]) -> list[str]:
    return [speaker.name for speaker in voices.speakers(statements) if speaker.name is not None][: naming.NEAR]


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


def _by_speaker(asked: str, statements: list[Said], names: _Names, knowledge: Knowledge) -> list[Said]:
    """The statements of those who are named so; names that sound alike only where none fits better."""
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
        return []
    most = max(best, naming.PART)
    return [said for rank, said in ranked if rank is not None and rank <= most]


def _no_speaker(asked: str, statements: Sequence[Said], voices: Voices, phrases: Phrases) -> InputError:
    """The error that names those who are called nearly so, else those who say most."""
    named = {row.speaker: () for said in statements for row in said.tellings if row.speaker}
    near, most = naming.near(asked, named, NEAR_ENOUGH), _first(voices, statements)
    if near:
        remedy = phrases.say("no-speaker-near", names=", ".join(near))
    elif most:
        every = phrases.count("all-speakers", len(named))
        remedy = phrases.say("no-speaker-most", names=", ".join(most), speakers=every)
    else:
        remedy = phrases.say("no-speaker-at-all")
    return InputError(repr(asked), phrases.say("no-speaker"), remedy)


def no_story(error: InputError, phrases: Phrases) -> InputError:
    """The error that there is no such story, in the words of the language; the story's own words where they are it."""
    if phrases.language == DEFAULT:
        return error
    return InputError(error.place, phrases.say("no-story"), phrases.say("no-story-remedy"))


# ------------------------------------------------------------------- about


def _about(asked: str, statements: list[Said], tables: Tables, phrases: Phrases) -> list[Said]:
    """Those in which all words stand in some form, or in a name of somebody who is mentioned."""
    wanted = fold(asked).split()
    if not wanted:
        raise InputError(f"--about {asked!r}", phrases.say("no-word"), phrases.say("no-word-remedy"))
    matter = _Matter(tables)
    return [said for said in statements if any(holds(wanted, matter.words(row)) for row in said.tellings)]


class _Matter:
    """The words of a statement, folded, with the names of all who are mentioned in it."""

    def __init__(self, tables: Tables) -> None:
        self._names = {
            entity.id: [Written(word, True) for word in fold(" ".join((entity.name, *entity.aliases))).split()]
            for entity in tables["entities"]
        }
        self._mentions: dict[str, list[MentionRow]] = defaultdict(list)
        for mention in sorted(tables["mentions"], key=lambda mention: mention.start):
            self._mentions[mention.article].append(mention)

    def words(self, row: StatementRow) -> set[Written]:
        """The words of one telling."""
        inside = self._inside(row)
        words = set(written(row.text, {m.start - row.start for m in inside if m.kind in NAMES}))
        for mention in inside:
            for entity in (mention.entity, mention.stands_for):
                words.update(self._names.get(entity or "", ()))
        return words

    def _inside(self, row: StatementRow) -> list[MentionRow]:
        """The mentions that lie in it."""
        near = self._mentions[row.article]
        first = bisect_left(near, row.start, key=lambda mention: mention.start)
        last = bisect_left(near, row.end, first, key=lambda mention: mention.start)
        return [mention for mention in near[first:last] if mention.end <= row.end]
