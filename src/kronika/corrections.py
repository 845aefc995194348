"""Corrections: made on records, withdrawn, listed with what became of them, passed on as JSON Lines."""

from __future__ import annotations

import datetime as dt
import getpass
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from kronika import calendar, ontology
from kronika.correcting.choosing import TABLES, choose
from kronika.correcting.saying import said
from kronika.errors import InputError
from kronika.evidence import digest, writable
from kronika.linking.obeying import numbers_of
from kronika.records import Anchor, Correction, Standing
from kronika.running import link_store
from kronika.store import Lookup, Store

ACTS = ("merge", "split", "fix", "reject", "check")
FIELDS = {
    "articles": ("day",),
    "times": ("day",),
    "figures": ("number", "measure", "speaker"),
    "statements": ("speaker",),
    "events": ("day", "type"),
    "mentions": (),
}
"""What can be fixed of the records of each table."""
REJECTED = ("times", "figures", "statements", "events", "mentions")
PAIRED_ACTS = ("merge", "split")
PAIRED = {"mentions": "entities", "events": "events", "articles": "stories"}
"""What two records of a table are, or are not, one of."""
WITHDRAW, LAST = "withdraw", "last"
UNSURE = re.compile(r"\d[.,]\d{3}(?!\d)|_")
"""Numbers of which one may mean thousands and another parts."""
AMISS = ("lost", "idle", "changed", "collides")
"""Standings of which somebody should know."""
STANDINGS = ("holds", *AMISS, "replaced", "withdrawn", "new")
"""What may become of a correction; new is one that linking has not seen yet."""


class Listed(Struct, frozen=True):
    """A correction, what became of it when the reports were last linked, and what withdrew it."""

    correction: Correction
    standing: Standing | None
    withdrawn_by: Correction | None


# ------------------------------------------------------------------------ making


def correct(
    store: Path,
    act: str,
    of: str,
    other: str | None = None,
    field: str | None = None,
    value: str | None = None,
    reason: str | None = None,
    author: str | None = None,
) -> Correction:
    """Rules on the record `of` and gives back the correction, which the next linking obeys.

    `act` is merge or split (with `other`; of a split `of` is what is taken out), fix (with `field` day, type, speaker,
    number or measure, and its `value`, None for unknown), reject, or check. A record is named by its id, or as
    `ARTICLE:START`; a report by its name, an entity by its name or id, a story by its id. `author` is the
    system's user unless given. Raises InputError with a remedy for what is not there or cannot be, StoreError where
    there is no store.
    """
    with Store(Path(store), create=False) as opened:
        with opened.lookup() as lookup:
            made = _made(lookup, act, (of, other), field, value)
        whole = _signed(made, reason, author)
        if (again := _made_already(opened, whole)) is not None:
            return again
        opened.put_corrections([whole])
    return whole


def _made(
    lookup: Lookup, act: str, named: tuple[str, str | None], field: str | None, value: str | None
) -> dict[str, Any]:
    if act not in ACTS:
        raise InputError(act, "no such correction", f"Choose {', '.join(ACTS)}, or withdraw one")
    if act in PAIRED_ACTS:
        return {"act": act, **_pair(lookup, *named, act)}
    if act == "fix":
        of = choose(lookup, named[0], _with(field))
        return {"act": act, "table": of.table, "of": of.anchor, "field": field, "value": _value(field, value)}
    of = choose(lookup, named[0], REJECTED if act == "reject" else TABLES)
    return {"act": act, "table": of.table, "of": of.anchor, "value": said(of.row) if act == "check" else None}


def _with(field: str | None) -> list[str]:
    """The tables whose records have a field that can be fixed."""
    found = [table for table, fields in FIELDS.items() if field in fields]
    if not found:
        raise InputError(field or "''", "no such field", f"What can be fixed is {', '.join(VALUES)}")
    return found


def _signed(made: dict[str, Any], reason: str | None, author: str | None) -> Correction:
    """With who made it and when, and an id of its own."""
    by = _author(author)
    why = writable((reason or "").strip()) or None
    whole = Correction(id="", author=by, made=_written(dt.datetime.now(dt.UTC)), reason=why, **made)
    return msgspec.structs.replace(whole, id=_id(whole))


def _made_already(opened: Store, whole: Correction) -> Correction | None:
    """The last correction of this author in force, where that is the same: a form that is sent twice rules once."""
    own = [
        one.correction for one in _listed(opened) if one.withdrawn_by is None and one.correction.author == whole.author
    ]
    last = own[-1] if own else None
    if last is None:
        return None
    same = msgspec.structs.replace(whole, id=last.id, made=last.made, reason=last.reason)
    return last if same == last else None


def _id(one: Correction) -> str:
    return f"correction-{digest(msgspec.json.encode(msgspec.structs.replace(one, id='')))}"


def _written(moment: dt.datetime) -> str:
    """A moment in UTC: such words sort as the moments do."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds")


def _author(given: str | None) -> str:
    """Who rules: as given, else the system's user."""
    return writable((given or "").strip() or _user())


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise InputError("the system", "it has no name for you", "Say who rules with --author") from error


def _pair(lookup: Lookup, first: str, second: str | None, act: str) -> dict[str, Any]:
    if second is None:
        raise InputError(first, f"a {act} needs two records", "Name the other one too")
    of, other = (choose(lookup, named, tuple(PAIRED)) for named in (first, second))
    if of.table != other.table:
        problem = f"{of.table} and {other.table} are never one"
        raise InputError(f"{first} {second}", problem, "Choose two mentions of names, two events, or two reports")
    for named, one in ((first, of), (second, other)):
        if one.table == "mentions" and one.row.kind not in ontology.kinds():
            remedy = "Choose a mention that is a name; what only stands for one can be rejected"
            raise InputError(named, f"“{one.row.text}” is no name", remedy)
    if of.anchor == other.anchor:
        raise InputError(
            first,
            "both are the same record",
            "Name another one; what was merged comes apart when the merge is withdrawn",
        )
    return {"table": PAIRED[of.table], "of": of.anchor, "other": other.anchor}


# ------------------------------------------------------------------------ values


def _value(field: str | None, value: str | None) -> str | None:
    return VALUES[field or ""]("" if value is None else str(value).strip())


def _day(given: str) -> str | None:
    if not given:
        return None
    try:
        return calendar.edtf(calendar.parse(given))
    except ValueError as error:
        remedy = "Write 2027-05-06, 2027-05, or first/last; nothing where it is not known"
        raise InputError(given, "this is no day", remedy) from error


def _number(given: str) -> str | None:
    if UNSURE.search(given):
        raise InputError(given, "it is not clear what the point or comma means", "Write 10000, or 10.5")
    plain = given.replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(",", ".").replace("–", "..")
    if not plain:
        return None
    try:
        numbers = numbers_of(plain)
        if not all(n is None or 0 <= n < float("inf") for n in numbers) or numbers == (None, None, None):
            raise ValueError(plain)
    except ValueError as error:
        remedy = "Write 164, 150..170 for a range, 150.. for at least so many; nothing where it is not known"
        raise InputError(given, "this is no number", remedy) from error
    return plain


def _type(given: str) -> str:
    kind, _, mode = given.partition("/")
    known = ontology.event_types()
    found = known.get(kind.upper())
    if found is None:
        raise InputError(given, "no such type of event", f"Choose {', '.join(known)}")
    modes = list(found.modes)
    if mode and mode not in modes:
        raise InputError(given, f"{kind.upper()} has no such mode", f"Choose {', '.join(modes) or 'none'}")
    return f"{kind.upper()}/{mode}" if mode else kind.upper()


def _measure(given: str) -> str:
    if given not in ontology.measures():
        raise InputError(given, "no such measure", f"Choose {', '.join(ontology.measures())}")
    return given


def _speaker(given: str) -> str | None:
    return writable(" ".join(given.split())) or None


VALUES = {"day": _day, "number": _number, "type": _type, "measure": _measure, "speaker": _speaker}

# ------------------------------------------------------------ withdrawing, listing


def withdraw(store: Path, id: str, reason: str | None = None, author: str | None = None) -> Correction:
    """Takes a correction back, `last` the last one in force of this author. It stays in the ledger, beside this one.

    Raises InputError where it is not in force.
    """
    with Store(Path(store), create=False) as opened:
        known = {one.correction.id: one for one in _listed(opened)}
        id = _last_of(_author(author), known.values()) if id == LAST else id
        found = known.get(id)
        if found is None or found.correction.act == WITHDRAW:
            raise InputError(id, "there is no such correction", "'kronika correct list' shows them")
        if found.withdrawn_by is not None:
            raise InputError(id, "it is withdrawn already", "Make it again, if it is right")
        whole = _signed({"act": WITHDRAW, "withdraws": id}, reason, author)
        opened.put_corrections([whole])
    return whole


def _last_of(author: str, known: Iterable[Listed]) -> str:
    """The last correction in force of somebody. Raises InputError where there is none."""
    every = (one.correction for one in known if one.withdrawn_by is None and one.correction.act != WITHDRAW)
    if own := [(one.made, one.id) for one in every if one.author == author]:
        return max(own)[1]
    raise InputError(LAST, f"{author} has no correction in force", "Say whose is meant with --author, or name its id")


def listed(store: Path) -> list[Listed]:
    """All corrections, the first first, without those that only withdraw others."""
    with Store(Path(store), create=False) as opened:
        return [one for one in _listed(opened) if one.correction.act != WITHDRAW]


def _listed(opened: Store) -> list[Listed]:
    every, standings = opened.corrections(), opened.standings()
    gone = {one.withdraws: one for one in reversed(every) if one.act == WITHDRAW}
    return [Listed(one, None if one.id in gone else standings.get(one.id), gone.get(one.id)) for one in every]


def stands(one: Listed) -> str:
    """What became of a correction, in a word."""
    if one.withdrawn_by is not None:
        return "withdrawn"
    return one.standing.standing if one.standing else "new"


def link(store: Path) -> None:
    """Has the reports linked as all corrections say. Raises StoreError where there is no store."""
    with Store(Path(store), create=False) as opened:
        link_store(opened)


# --------------------------------------------------------------------- passing on


def dump(store: Path) -> Iterator[str]:
    """The ledger as JSON Lines, withdrawals too: somebody else's store can take it in."""
    with Store(Path(store), create=False) as opened:
        every = opened.corrections()
    yield from (f"{msgspec.json.encode(one).decode()}\n" for one in every)


def load(store: Path, lines: Iterable[str], name: str = "the file") -> int:
    """Adds the corrections of a ledger; gives back how many were new. Nothing is overwritten.

    Raises InputError with the line that is no correction, and then adds none.
    """
    found = [_parsed(line, f"{name}:{number}") for number, line in enumerate(lines, start=1) if line.strip()]
    with Store(Path(store), create=False) as opened:
        return opened.put_corrections(found)


def _parsed(line: str, place: str) -> Correction:
    try:
        one = msgspec.json.decode(line, type=Correction, strict=True)
    except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError) as error:
        raise InputError(
            place, f"no correction ({error})", "Import a file that 'kronika correct export' wrote"
        ) from error
    problem = _problem(one)
    if problem:
        raise InputError(place, problem, "Import a file that 'kronika correct export' wrote")
    return one


def _problem(one: Correction) -> str | None:
    """What is wrong with a correction that came from outside."""
    if one.id != _id(one):
        return "it was changed after it was made"
    if not one.author.strip() or not _is_moment(one.made):
        return "it does not say who made it, or when"
    if any(side is not None and not _is_stretch(side) for side in (one.of, one.other)):
        return "its words are no stretch of a report"
    if one.act == WITHDRAW:
        return None if one.withdraws else "it withdraws nothing"
    if one.act not in ACTS or one.of is None or (one.act in ("merge", "split")) != (one.other is not None):
        return f"such a correction cannot be ({one.act})"
    if (one.table or "") not in _tables(one.act):
        return f"{one.table} cannot be corrected so"
    if one.act == "fix":
        return None if one.field in FIELDS[one.table or ""] and _is_value(one) else f"{one.field} cannot be {one.value}"
    return None


def _tables(act: str) -> Collection[str]:
    """The tables of which there are such corrections."""
    return tuple(PAIRED.values()) if act in PAIRED_ACTS else REJECTED if act == "reject" else tuple(FIELDS)


def _is_moment(made: str) -> bool:
    try:
        return _written(dt.datetime.fromisoformat(made)) == made
    except (ValueError, OverflowError):
        return False


def _is_stretch(side: Anchor) -> bool:
    return 0 <= side.start < side.end == side.start + len(side.text)


def _is_value(one: Correction) -> bool:
    """Whether a fix gives a value of its field."""
    try:
        return VALUES[one.field or ""](one.value or "") == one.value
    except InputError:
        return False
