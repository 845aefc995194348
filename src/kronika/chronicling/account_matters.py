"""What an incident was and who was behind it: accounts of different speakers that exclude each other, and denials."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from kronika.chronicling.matters import ACCUSE, About, Matter, Row, Side, Told, share_a_word, sides_of
from kronika.happenings import ACTUAL
from kronika.ontology.accounts import accounts
from kronika.records import AccountRow, EventRow, StatementRow

ACCOUNT, DENIAL = "account", "denial"
UNREST = "unrest"
LABEL = "label"
FACT, DENIES = "fact", "denies"
ACTOR = "actor"
ASSAULT, PROTEST, RIOT = "ASSAULT", "PROTEST", "riot"
NOT = "not "
BACK = 1200
"""Characters before a denial in which what it denies is looked for: some five sentences. Chosen, not measured."""
LATE, EARLY = 3, 30
"""Days after a denial, and before it, in which a report may tell the accusation that it is of. Chosen, not measured."""
NEAR = 900
"""Characters between statements of one report that are of one course of violence. Chosen, not measured."""


class Claim(NamedTuple):
    """A label that somebody gives an incident."""

    holder: str
    label: str
    negated: bool
    incident: str
    row: Row

    @property
    def text(self) -> str:
        """The label, as sides have it."""
        return f"{NOT if self.negated else ''}{self.label}"


def excluding_accounts(told: Told) -> Iterator[Matter]:
    """Speakers say of one incident what cannot all be so; a denial of it is one more side."""
    claims = _claims(told)
    denials = [*_denials(told, claims), *_negated(told)]
    by_incident: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_incident[claim.incident].append(claim)
    used: set[str] = set()
    for incident, own in by_incident.items():
        sides = [*own, *_own_words(told, incident, own)]
        if not _disagree(sides):
            continue
        denied = [d for d in denials if d.incident == incident]
        used |= {d.denial.id for d in denied}
        said = {(claim.holder, told.sentence(claim.row)) for claim in sides if claim.negated}
        denied = [d for d in denied if (d.denier, told.sentence(d.denial)) not in said]
        found = [(claim.text, claim.holder, claim.row) for claim in sides]
        found += [(DENIES, d.denier, d.denial) for d in denied]
        why = "Speakers say of one incident what excludes each other"
        yield Matter(ACCOUNT, About(incident), "excluding_accounts", why, sides_of(found))
    yield from _alone([d for d in denials if d.denial.id not in used])


def _claims(told: Told) -> list[Claim]:
    main = _main(told)
    found = []
    for row in told.accounts:
        incident = _incident(row, main)
        if row.kind == LABEL and incident is not None and (holder := _claimant(told, row)) is not None:
            statement = told.statements.get(row.statement or "")
            denies = statement is not None and statement.stance == DENIES
            found.append(Claim(holder, row.label, row.negated != denies, incident, row))
    return found


def _main(told: Told) -> str | None:
    """The incident of which the story speaks most, but for those that are none of their own."""
    counts: dict[str, int] = defaultdict(int)
    for row in told.accounts:
        if row.incident is not None and row.incident not in accounts().general:
            counts[row.incident] += 1
    return max(sorted(counts), key=lambda incident: counts[incident]) if counts else None


def _incident(row: AccountRow, main: str | None) -> str | None:
    """The incident of a label: families by which one incident is named are one in a story; one that blames those of a
    sector for violence is of no blast or fire."""
    if row.label in accounts().blames and row.incident != UNREST:
        return None
    if row.incident is None or row.incident in accounts().general:
        return main or row.incident
    return main if main in accounts().one and row.incident in accounts().one else row.incident


def _claimant(told: Told, row: AccountRow) -> str | None:
    """Who says so: the speaker of words told as fact, or the accuser of its sentence; what a report only names is no
    claim."""
    statement = told.statements.get(row.statement or "")
    if statement is not None:
        asks = statement.text.rstrip('”" ').endswith("?")
        somebody = not statement.unnamed or statement.official
        return statement.speaker if statement.modality == FACT and somebody and not asks else None
    accusing = [e for e in told.beside(row) if e.event_type == ACCUSE and e.actor and e.statement is None]
    return accusing[0].actor[0] if accusing else None


def _own_words(told: Told, incident: str, claims: Sequence[Claim]) -> list[Claim]:
    """What the reports call it in their own words, where somebody calls it something that excludes this."""
    own = accounts().own.get(incident)
    if own is None or not any(accounts().exclude(own.label, c.label) for c in claims if not c.negated):
        return []
    rows = [e for e in told.events if e.event_type == own.type and e.statement is None and e.told and _is_actual(e)]
    first = {row.article: row for row in reversed(rows)}
    return [Claim(told.holder(row), own.label, False, incident, row) for row in first.values()]


def _is_actual(row: EventRow) -> bool:
    return (row.modality or ACTUAL) == ACTUAL


def _disagree(claims: Sequence[Claim]) -> bool:
    """Whether two holders give labels that exclude each other, and neither gives the other's too."""
    held: dict[str, set[tuple[str, bool]]] = defaultdict(set)
    for claim in claims:
        held[claim.holder].add((claim.label, claim.negated))
    return any(_exclude(held[one], held[other]) for one, other in combinations(sorted(held), 2))


def _exclude(one: set[tuple[str, bool]], other: set[tuple[str, bool]]) -> bool:
    for label, negated in one - other:
        for second, also in other - one:
            if label == second or (not negated and not also and accounts().exclude(label, second)):
                return True
    return False


# -------------------------------------------------------------------- denials


class Denied(NamedTuple):
    """A denial, who denies, and what: the accusation with its accuser; the incident that it is of, if any."""

    denier: str
    denial: Row
    accuser: str
    accusation: Row
    incident: str | None


def _denials(told: Told, claims: Sequence[Claim]) -> Iterator[Denied]:
    for row in told.accounts:
        denier = _denier(told, row) if row.kind == DENIAL and not row.negated else None
        if denier is None:
            continue
        accused = _accusation(told, row, denier, claims)
        if accused is not None:
            accuser, accusation, incident = accused
            yield Denied(denier, _whole(told, row), accuser, accusation, incident)


def _negated(told: Told) -> Iterator[Denied]:
    """What somebody is accused of, and his own words with a no, soon after: `nie wziąłem ani grosza`."""
    for accusing in told.statements.values():
        about = told.entities_in(accusing) if _accuses(told, accusing) else set()
        for answer in told.statements_of(accusing.article) if about else ():
            near = 0 <= answer.start - accusing.end <= BACK // 2
            himself = answer.speaker_entity is not None and answer.speaker_entity in about
            no = told.says_no(answer) and answer.modality == FACT
            if near and himself and no and answer.speaker_entity != accusing.speaker_entity:
                incident = _labelled(told, accusing)
                yield Denied(str(answer.speaker), answer, told.holder(accusing), accusing, incident)
                break


def _accuses(told: Told, said: StatementRow) -> bool:
    """Whether a statement calls what was done by a word of the accounts, or is told as an accusation."""
    labels = any(row.kind == LABEL and row.statement == said.id for row in told.accounts_of(said.article))
    events = (e for e in told.events_of(said.article) if e.event_type == ACCUSE)
    return labels or any(e.statement == said.id or said.start <= e.start < said.end for e in events)


def _labelled(told: Told, said: StatementRow) -> str | None:
    """The incident of a label within a statement."""
    main = _main(told)
    rows = (row for row in told.accounts_of(said.article) if row.statement == said.id and row.kind == LABEL)
    return next((_incident(row, main) for row in rows), None)


def _denier(told: Told, row: AccountRow) -> str | None:
    """The speaker of the words of denial, else whoever acts in their sentence."""
    statement = told.statements.get(row.statement or "")
    if statement is not None:
        return statement.speaker
    acting = [e.actor[0] for e in told.beside(row) if e.actor and e.statement is None]
    spoken = [s.speaker for s in told.statements_of(row.article) if _cue_in(told, s, row)]
    return next(iter([*(s for s in spoken if s), *acting, *told.named_beside(row)]), None)


def _cue_in(told: Told, statement: StatementRow, row: AccountRow) -> bool:
    place = told.sentence(row)
    at = statement.cue_start
    return place is not None and at is not None and place.holds(statement.article, at)


def _accusation(
    told: Told, row: AccountRow, denier: str, claims: Sequence[Claim]
) -> tuple[str, Row, str | None] | None:
    """The nearest accusation before it in its report by somebody else, of the denier before others; else one of another
    report against him."""
    near: list[tuple[bool, int, str, Row, str | None]] = []
    incidents = {claim.row.id: claim.incident for claim in claims}
    for event in (e for e in told.events if e.event_type == ACCUSE):
        own = event.statement is not None and event.statement == row.statement
        if own or not event.actor or event.actor[0] == denier or not _is_actual(event):
            continue
        if _is_of_another_time(told, event, row):
            continue
        against = _is_among(denier, event.recipient)
        beside = event.article == row.article and 0 <= row.start - event.start <= BACK
        if beside or against:
            distance = row.start - event.start if event.article == row.article else BACK
            near.append((not against, distance, event.actor[0], event, _beside(told, event, incidents)))
    near += [
        (True, row.start - claim.row.start, claim.holder, claim.row, claim.incident)
        for claim in claims
        if claim.holder != denier and claim.row.article == row.article and 0 < row.start - claim.row.start <= BACK // 2
    ]
    near = near or _said_before(told, row, denier)
    if not near:
        return None
    _, _, accuser, accusation, incident = min(near, key=lambda n: (n[0], n[1], n[3].id))
    return accuser, accusation, incident


def _is_of_another_time(told: Told, accusing: Row, denying: Row) -> bool:
    """Whether an accusation is told days after a denial, or long before it, which then is of another one."""
    denied, accused = told.published[denying.article], told.published[accusing.article]
    late = denied.latest and accused.earliest and (accused.earliest - denied.latest).days > LATE
    early = denied.earliest and accused.latest and (denied.earliest - accused.latest).days > EARLY
    return bool(late or early)


def _said_before(told: Told, row: AccountRow, denier: str) -> list[tuple[bool, int, str, Row, str | None]]:
    """What somebody else was last cited for, shortly before: `Zarzuty odpiera spółka` says of what is just told."""
    found: list[tuple[bool, int, str, Row, str | None]] = []
    for said in told.statements_of(row.article):
        if said.speaker and said.speaker != denier and not said.unnamed:
            distance = row.start - said.end
            if 0 <= distance <= BACK // 4:
                found.append((True, distance, said.speaker, said, None))
    return found


def _beside(told: Told, event: EventRow, incidents: dict[str, str]) -> str | None:
    """The incident of a label in the sentence of an accusation."""
    place = told.sentence(event)
    rows = [r for r in told.accounts_of(event.article) if r.id in incidents]
    return next((incidents[r.id] for r in rows if place is not None and place.holds(r.article, r.start)), None)


def _is_among(name: str, names: Sequence[str]) -> bool:
    """Whether a word of a name stands in one of the others."""
    return any(share_a_word(name, other) for other in names)


def _whole(told: Told, row: AccountRow) -> Row:
    """The statement of a denial, else its words."""
    return told.statements.get(row.statement or "") or row


def _alone(denials: Sequence[Denied]) -> Iterator[Matter]:
    """Denials that are of no incident: an accusation and who rejects it, once each pair."""
    pairs: dict[tuple[str, str], list[Denied]] = defaultdict(list)
    for denied in denials:
        pairs[denied.accuser, denied.denier].append(denied)
    for (accuser, denier), found in pairs.items():
        accusing = {d.accusation.id: d.accusation for d in found}.values()
        denying = {d.denial.id: d.denial for d in found}.values()
        accuses = Side("accuses", tuple((accuser, row) for row in accusing))
        sides = accuses, Side(DENIES, tuple((denier, row) for row in denying))
        why = "Somebody rejects what another accuses him of"
        yield Matter(DENIAL, About(names=(accuser, denier)), "accused_denies", why, sides)


# ---------------------------------------------------------------------- blame


def opposite_blame(told: Told) -> Iterator[Matter]:
    """Reports have it from different people that opposite sides did the violence of which they tell."""
    rows: list[EventRow | AccountRow] = [*told.events, *told.accounts]
    blames: dict[str, list[tuple[str, frozenset[str], EventRow | AccountRow]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.article, row.start)):
        if (blame := _blame(told, row)) is not None:
            blames[row.article].append(blame)
    found: dict[str, tuple[str, frozenset[str], EventRow | AccountRow]] = {}
    for one, other in (pair for own in blames.values() for pair in combinations(own, 2)):
        near = other[2].start - one[2].start <= NEAR
        somebody = one[2].statement is not None or other[2].statement is not None
        if near and somebody and one[0] != other[0] and accounts().oppose(one[1], other[1]):
            found |= {one[2].id: one, other[2].id: other}
    if found:
        claims = [(" / ".join(sorted(sectors)), holder, row) for holder, sectors, row in found.values()]
        why = (opposite_blame.__doc__ or "").rstrip(".")
        yield Matter(ACCOUNT, About(UNREST), "opposite_blame", why, sides_of(claims))


def _says_who(told: Told, row: AccountRow) -> bool:
    """Whether an event of the same words tells who did it."""
    here = (e for e in told.events_of(row.article) if e.start < row.end and row.start < e.end)
    return any(p.sector and p.role == ACTOR for event in here for p in event.participants)


def _blame(told: Told, row: EventRow | AccountRow) -> tuple[str, frozenset[str], EventRow | AccountRow] | None:
    """Who says it, the sectors of those of whom he says that they did violence, and the row."""
    if isinstance(row, AccountRow):
        sector = accounts().blames.get(row.label) if row.kind == LABEL else None
        said = sector is not None and row.statement is not None and not row.negated and not _says_who(told, row)
        return (told.holder(row), frozenset({sector}), row) if said and sector else None
    statement = told.statements.get(row.statement or "")
    if not _is_actual(row) or (statement is None and row.event_type == ACCUSE):
        return None
    role = {ASSAULT: "actor", ACCUSE: "recipient", PROTEST: "actor"}.get(row.event_type)
    violent = row.event_type != PROTEST or row.mode == RIOT
    blamed = frozenset(p.sector for p in row.participants if p.role == role and p.sector)
    return (told.holder(row), blamed, row) if blamed and violent else None
