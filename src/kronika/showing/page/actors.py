"""Who takes part in a story: names with their roles, what they did, what was done to them, how often they are cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kronika.records import CastRow, SummaryRow
from kronika.showing.page.lines import Desk, Passage
from kronika.showing.page.statements import SpeakerLines
from kronika.showing.phrases import DOT

MOST, MOST_PASSAGES = 20, 2


class Counted(NamedTuple):
    """A type of events, and in how many somebody takes part."""

    name: str
    times: int


@dataclass(frozen=True, slots=True)
class ActorLine:
    """Somebody who takes part, with the first passages that say so; `statements` has those as a speaker."""

    anchor: str
    label: str
    passages: tuple[Passage, ...]
    more: str | None
    name: str
    about: str
    acts: tuple[Counted, ...]
    undergoes: tuple[Counted, ...]
    statements: str | None
    speaks: str | None
    record: str | None


@dataclass(frozen=True, slots=True)
class Actors:
    """All who take part, the busiest first, and how many are left out."""

    lines: tuple[ActorLine, ...]
    left_out: str | None


def actors(summaries: Iterable[SummaryRow], speakers: Sequence[SpeakerLines], desk: Desk) -> Actors:
    """The actors of a story, each with his statements among those of the `speakers`."""
    known: dict[str, SpeakerLines] = {}
    for speaker in speakers:
        for name in filter(None, (speaker.entity, speaker.name)):
            known.setdefault(name, speaker)
    cast = [actor for summary in summaries for actor in summary.actors]
    rest = len(cast) - desk.room(MOST)
    lines = tuple(_line(actor, known, desk) for actor in cast[: desk.room(MOST)])
    return Actors(lines, desk.words.count("actors-left-out", rest) if rest > 0 else None)


def _line(actor: CastRow, speakers: Mapping[str, SpeakerLines], desk: Desk) -> ActorLine:
    speaker = speakers.get(actor.entity or "") or speakers.get(actor.name)
    rows = [desk.rows[id_] for id_ in actor.mentions if id_ in desk.rows]
    rest = len(rows) - MOST_PASSAGES
    sector = desk.words.sector(actor.sector) if actor.sector else ""
    return ActorLine(
        anchor=desk.anchors.name("a", actor.entity or actor.name),
        label=f"{desk.words.say('actors')}, {actor.name}",
        passages=tuple(map(desk.passage, rows[:MOST_PASSAGES])),
        more=desk.words.count("more-passages", rest) if rest > 0 else None,
        name=actor.name,
        about=DOT.join(filter(None, (", ".join(actor.roles), sector))),
        acts=tuple(_counted(actor.acts, desk)),
        undergoes=tuple(_counted(actor.undergoes, desk)),
        statements=speaker.size if speaker else _said(actor, desk),
        speaks=speaker.anchor if speaker else None,
        record=desk.record(actor.entity),
    )


def _said(actor: CastRow, desk: Desk) -> str | None:
    return desk.words.count("statements", actor.statements) if actor.statements else None


def _counted(acts: Mapping[str, int], desk: Desk) -> Iterator[Counted]:
    for kind, times in sorted(acts.items(), key=lambda act: (-act[1], act[0])):
        yield Counted(desk.words.kind(kind), times)
