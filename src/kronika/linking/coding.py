"""The rules of coding over the events of one report: which give way to others, and which are somebody's accusation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import structs

from kronika.happenings import as_coded
from kronika.ontology import acled, cameo, event_types
from kronika.ontology.coding import Alleged, choices
from kronika.records import EventRow, ParticipantRow

NOUN, CONFLICT, ACTUAL = "noun", "material conflict", "actual"
ACTOR, RECIPIENT, SPEAKER = "actor", "recipient", "speaker"
TURN = 300
"""Characters within which the same words of somebody are one turn of speech. Chosen, not measured."""


def coded(
    rows: Sequence[EventRow],
    inside: Mapping[str, int | None],
    speakers: Mapping[str, ParticipantRow],
    sentences: Mapping[str, int],
) -> list[EventRow]:
    """The events that stay, with their codes.

    `inside` has by id the start of the trigger in whose words an event stands, `speakers` who says it, `sentences` the
    number of its sentence.
    """
    by_start: dict[int | None, EventRow] = {row.start: row for row in rows}
    outer = {row.id: by_start.get(inside[row.id]) for row in rows}
    own = [kept for row in rows if (kept := _inside(row, outer[row.id])) is not None]
    own = [_alleged(row, speakers.get(row.id)) for row in own]
    own = [_asked(_conceded(row, own, sentences), own, sentences) for row in own]
    own = [row for row in own if not _gives_way(row, own) and not _blames_itself(row)]
    own = _said_once(_told_once(own))
    return [crossed(_announced(row, speakers.get(row.id))) for row in own]


def _said_once(rows: Sequence[EventRow]) -> list[EventRow]:
    """Without what somebody says again in the same turn of speech: the same words about the same people."""
    kept: list[EventRow] = []
    for row in rows:
        spoken = any(p.slot == SPEAKER for p in row.participants)
        words = row.text.lower()
        again = (k for k in kept if k.text.lower() == words and (k.actor, k.recipient) == (row.actor, row.recipient))
        if not spoken or all(row.start - k.end > TURN for k in again):
            kept.append(row)
    return kept


def _codes(row: EventRow) -> set[str]:
    return {row.event_type, f"{row.event_type}/{row.mode}"}


def _conceded(row: EventRow, rows: Sequence[EventRow], sentences: Mapping[str, int]) -> EventRow:
    """A deed beside the protest or demand to which it yields."""
    for rule in choices().conceded:
        if (row.event_type, row.mode) == (rule.type, rule.mode):
            near = (o for o in rows if o is not row and 0 <= sentences[o.id] - sentences[row.id] <= 1)
            if any(_codes(other) & set(rule.near) for other in near):
                why = f"{rule.type} beside a protest or demand is {rule.becomes}"
                return structs.replace(row, event_type=rule.becomes, mode=None, rules=[*row.rules, why])
    return row


def _asked(row: EventRow, rows: Sequence[EventRow], sentences: Mapping[str, int]) -> EventRow:
    """Troops that come because somebody asked for them, as the same sentence or the one before tells; unless it is told
    in somebody's words."""
    for rule in choices().asked:
        fits = (row.event_type, row.mode) == (rule.type, rule.mode) and row.statement is None
        near = (o for o in rows if 0 <= sentences[row.id] - sentences[o.id] <= 1 and o.modality == ACTUAL)
        asked = (o for o in near if rule.after in _codes(o) and not set(o.actor) & set(row.actor))
        if fits and any(asked):
            why = f"{rule.type} beside {rule.after} is {rule.becomes}"
            return _where_none(structs.replace(row, event_type=rule.becomes, mode=None, rules=[*row.rules, why]))
    return row


def _where_none(row: EventRow) -> EventRow:
    """Help that names no recipient, with the place where it comes."""
    return row if row.recipient or row.place is None else structs.replace(row, recipient=[row.place])


def _announced(row: EventRow, speaker: ParticipantRow | None) -> EventRow:
    """A deed to come, as the promise that it is."""
    rule = next(
        (a for a in choices().announced if (a.type, a.mode) in ((row.event_type, None), (row.event_type, row.mode))),
        None,
    )
    if rule is None or row.modality != "future":
        return row
    actors = [speaker] if speaker is not None else [p for p in row.participants if p.role == ACTOR]
    others = [p for p in row.participants if p.role == RECIPIENT]
    return structs.replace(
        row,
        event_type=rule.becomes,
        mode=None,
        actor=_named(actors),
        participants=[*actors, *others],
        sector={p.name: p.sector for p in (*actors, *others) if p.name is not None},
        modality=ACTUAL,
        rules=[*row.rules, f"{rule.type} to come is {rule.becomes}"],
    )


def _named(people: Sequence[ParticipantRow]) -> list[str]:
    return [p.name for p in people if p.name is not None]


def crossed(row: EventRow) -> EventRow:
    """With its codes in other codebooks."""
    told = as_coded(row)
    found = acled(told)
    return structs.replace(
        row,
        cameo=cameo(told),
        acled=found.event_type if found else None,
        acled_sub=found.sub_event_type if found else None,
    )


def _inside(row: EventRow, outer: EventRow | None) -> EventRow | None:
    """An event in the words of another: None where it gives way, else with whom both are about."""
    if outer is None:
        return row
    rule = next((s for s in choices().stays if row.event_type == s.type and outer.event_type in s.inside), None)
    if rule is None:
        return None
    row = structs.replace(row, told=True)
    if rule.recipient is None:
        return row
    shared = [structs.replace(p, role=RECIPIENT) for p in outer.participants if p.role == rule.recipient]
    names = [p.name for p in shared if p.name is not None and p.name not in row.actor]
    if not names:
        return row
    return structs.replace(
        row,
        recipient=names,
        participants=[*(p for p in row.participants if p.role == ACTOR), *(p for p in shared if p.name in names)],
        sector=row.sector | {p.name: p.sector for p in shared if p.name in names},
    )


def _alleged(row: EventRow, speaker: ParticipantRow | None) -> EventRow:
    """A deed in somebody's words, as the accusation that it is."""
    rule = next((a for a in choices().alleged if a.type == row.event_type), None)
    if rule is None or speaker is None or not _accuses(row, speaker, rule):
        return row
    blamed = [structs.replace(p, role=RECIPIENT) for p in row.participants if p.role == ACTOR]
    return structs.replace(
        row,
        event_type=rule.becomes,
        mode=rule.mode,
        actor=[speaker.name] if speaker.name else [],
        recipient=row.actor,
        participants=[speaker, *blamed],
        sector={p.name: p.sector for p in (speaker, *blamed) if p.name is not None},
        modality=ACTUAL,
        rules=[*row.rules, f"a deed of {row.event_type} that somebody says another has done"],
    )


def _accuses(row: EventRow, speaker: ParticipantRow, rule: Alleged) -> bool:
    """Whether the speaker names another who did it, and is none of those whose office it is to report it."""
    others = [name for name in row.actor if name != speaker.name]
    return bool(others) and row.modality == ACTUAL and speaker.sector not in rule.reporting


def _gives_way(row: EventRow, rows: Sequence[EventRow]) -> bool:
    """Whether a report tells more of the same as done: the conviction after the charge."""
    ways = [w for w in choices().gives_way if (w.type, w.mode) == (row.event_type, row.mode)]
    done = [o for o in rows if o.modality == ACTUAL]
    others = [o for o in done for w in ways if (w.to, w.to_mode) == (o.event_type, o.mode)]
    return any(set(row.recipient) & set(o.recipient) for o in others)


def _is_somebodys(row: EventRow) -> bool:
    """Whether what is named in passing says more than that there was such a thing: who, whom, where or when; violence
    and protest need not."""
    told = row.actor or row.recipient or row.time or row.place_rule == "sentence"
    return bool(told) or (row.form == NOUN and event_types()[row.event_type].quad == CONFLICT)


def _blames_itself(row: EventRow) -> bool:
    """`popełniliśmy błąd`: who speaks is the only one spoken of."""
    return row.actor == row.recipient != []


def _told_once(rows: Sequence[EventRow]) -> list[EventRow]:
    """Without events named in passing where a clause tells one of their type, or one was named before."""
    told = {(row.event_type, row.mode) for row in rows if row.told}
    kept: list[EventRow] = []
    for row in sorted(rows, key=lambda r: r.start):
        if row.told or (_is_somebodys(row) and (row.event_type, row.mode) not in told):
            kept.append(row)
            told.add((row.event_type, row.mode))
    return kept
