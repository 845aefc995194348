"""What other codebooks call an event: CAMEO's root codes, ACLED's types and sub-types, by ordered rules as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from kronika.errors import PackError
from kronika.ontology.events import MODALITIES, check_mode, contexts, event_types
from kronika.ontology.sectors import SIDES, sectors
from kronika.ontology.tables import read

PATH = Path(__file__).parent / "crosswalks.toml"
NONE = "none"
"""The code of a rule by which a codebook has no code; in its conditions, no mode or nobody's sector known."""


class Coded(NamedTuple):
    """An event as far as crosswalks ask for it: type, mode, and the sectors and contexts that are known, by name.

    Where all who take part are actors, `recipient_sectors` is empty; two sides of one sector, two armies for instance,
    must stand on both.
    """

    event_type: str
    mode: str | None = None
    modality: str = "actual"
    actor_sectors: frozenset[str] = frozenset()
    recipient_sectors: frozenset[str] = frozenset()
    contexts: frozenset[str] = frozenset()


class Acled(NamedTuple):
    """ACLED's type of event and its sub-type."""

    event_type: str
    sub_event_type: str


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The code that is given, or "none", why, and when; `crosswalks.toml` says what the conditions mean."""

    code: str
    why: str
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    context: tuple[str, ...] = ()

    @property
    def conditions(self) -> int:
        """How many there are beside the type."""
        given = (self.mode, self.modality, self.actor, self.recipient, self.together, self.context)
        return sum(bool(each) for each in given)


class _Cameo(Struct, frozen=True, forbid_unknown_fields=True):
    codes: dict[str, str]
    rule: tuple[Rule, ...]


class _Acled(Struct, frozen=True, forbid_unknown_fields=True):
    types: dict[str, tuple[str, ...]]
    precedence: tuple[str, ...]
    rule: tuple[Rule, ...]


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    cameo: _Cameo
    acled: _Acled


@cache
def _file() -> _File:
    """Raises PackError for a rule that nothing can fit, a code that is none, or an event of which nothing is said."""
    found = read(PATH, _File)
    subs = [sub for each in found.acled.types.values() for sub in each]
    if len(set(subs)) < len(subs):
        raise PackError(f"{PATH}: acled.types", "a sub-type stands there twice", "Remove one of the two")
    if sorted(found.acled.precedence) != sorted(subs):
        raise PackError(f"{PATH}: acled.precedence", "it is no order of the sub-types", "Name each of them once")
    _check("cameo", found.cameo.rule, found.cameo.codes)
    _check("acled", found.acled.rule, subs)
    return found


def cameo_codes() -> dict[str, str]:
    """CAMEO's root codes with their names."""
    return dict(_file().cameo.codes)


def acled_types() -> dict[str, tuple[str, ...]]:
    """ACLED's types of events with their sub-types, in the order of its codebook."""
    return dict(_file().acled.types)


def cameo_rule(event: Coded) -> Rule:
    """The rule that gives CAMEO's code or says that there is none. Raises PackError for a word that no file knows."""
    return _first(_by_type(_file().cameo.rule), event)


def acled_rule(event: Coded) -> Rule:
    """The rule that gives ACLED's sub-type or says that there is none. Raises PackError as `cameo_rule` does."""
    return _first(_by_type(_file().acled.rule), event)


def cameo(event: Coded) -> str | None:
    """CAMEO's root code of the event, None where it has none."""
    code = cameo_rule(event).code
    return None if code == NONE else code


def acled(event: Coded) -> Acled | None:
    """ACLED's type and sub-type of the event, None where it has none."""
    return _acled().get(acled_rule(event).code)


def acled_precedence(codes: Iterable[Acled | None]) -> Acled | None:
    """The one code under which ACLED counts an occurrence of which all these hold, None if there is none of them."""
    order = _file().acled.precedence
    return min((code for code in codes if code), key=lambda code: order.index(code.sub_event_type), default=None)


@cache
def _acled() -> dict[str, Acled]:
    return {sub: Acled(name, sub) for name, subs in _file().acled.types.items() for sub in subs}


@cache
def _by_type(rules: tuple[Rule, ...]) -> dict[str, list[Rule]]:
    return {name: [rule for rule in rules if not rule.type or name in rule.type] for name in event_types()}


def _first(rules: Mapping[str, Sequence[Rule]], event: Coded) -> Rule:
    check_mode(event.event_type, event.mode, "crosswalks")
    _known("crosswalks", "modality", [event.modality], MODALITIES)
    _known("crosswalks", "sector", event.actor_sectors | event.recipient_sectors, sectors())
    _known("crosswalks", "context", event.contexts, contexts())
    return next(rule for rule in rules[event.event_type] if _fits(rule, event))


def _fits(rule: Rule, event: Coded) -> bool:
    return (
        (not rule.mode or (event.mode or NONE) in rule.mode)
        and (not rule.modality or event.modality in rule.modality)
        and (not rule.actor or _has(event.actor_sectors, rule.actor))
        and (not rule.recipient or _has(event.recipient_sectors, rule.recipient))
        and (rule.together is None or _meet(event, *rule.together))
        and (not rule.context or not event.contexts.isdisjoint(rule.context))
    )


def _has(given: frozenset[str], wanted: Sequence[str]) -> bool:
    return bool(_of(given, wanted)) if given else NONE in wanted


def _of(given: frozenset[str], wanted: Sequence[str]) -> set[str]:
    return {sector for sector in given if sector in wanted or sectors()[sector].side in wanted}


def _meet(event: Coded, one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two of the actors stand against each other, one of each kind."""
    if event.recipient_sectors:
        return False
    ours, theirs = _of(event.actor_sectors, one), _of(event.actor_sectors, other)
    return bool(ours and theirs and len(ours | theirs) > 1)


def _check(book: str, rules: Iterable[Rule], codes: Iterable[str]) -> None:
    answered: set[str] = set()
    for number, rule in enumerate(rules, start=1):
        place = f"{PATH}: {book}.rule {number} ({rule.code})"
        _known(place, "code", [rule.code], [*codes, NONE])
        if not rule.why:
            raise PackError(place, "it does not say why", "Add why = …")
        _check_conditions(place, rule)
        if not rule.conditions:
            answered |= set(rule.type or event_types())
    if missing := event_types().keys() - answered:
        names = ", ".join(sorted(missing))
        raise PackError(f"{PATH}: {book}", f"nothing may fit {names}", "Add a last rule with no condition but the type")


def _check_conditions(place: str, rule: Rule) -> None:
    _known(place, "type", rule.type, event_types())
    if rule.mode and not rule.type:
        raise PackError(place, "a mode without a type", "Add type = …")
    for name in rule.type:
        for mode in rule.mode:
            check_mode(name, None if mode == NONE else mode, place)
    _known(place, "modality", rule.modality, MODALITIES)
    _known(place, "context", rule.context, contexts())
    _known(place, "sector", (*rule.actor, *rule.recipient), (*SIDES, *sectors(), NONE))
    _known(place, "sector", [name for each in rule.together or () for name in each], (*SIDES, *sectors()))


def _known(place: str, what: str, given: Iterable[str], known: Iterable[str]) -> None:
    names = list(known)
    for word in given:
        if word not in names:
            raise PackError(place, f"{word!r} is no {what}", f"Choose {', '.join(names)}")
