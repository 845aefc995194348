"""Who is who as lines of text, for people: aligned, and long lists cut."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from kronika import calendar
from kronika.records import EventRow, RoleRow, StatementRow
from kronika.showing import wording
from kronika.showing.who import STANDING_FOR, Answer, Form, Place, Portrait, Why

WIDTH, LABEL, WIDEST_OFFICE = 100, 13, 45
MOST_PORTRAITS, MOST_FORMS, MOST_ROLES, MOST_SAID, MOST_REASONS = 3, 8, 8, 3, 5
KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
COLUMNS = ("kind", "name", "country", "mentions", "reports")
Item = TypeVar("Item")


def lines(answer: Answer) -> list[str]:
    """A table where nobody was asked for; else a portrait of each, and a table of those that are too many."""
    if answer.asked is None:
        found = _table(answer.found) if answer.found else ["The reports name nobody and nothing."]
    else:
        found = [line for portrait in answer.found[:MOST_PORTRAITS] for line in (*_portrait(portrait), "")][:-1]
        if rest := answer.found[MOST_PORTRAITS:]:
            found += ["", f"and {len(rest)} more:", "", *_table(rest)]
    return [wording.visible(line.rstrip()) for line in found]


def _table(portraits: Sequence[Portrait]) -> list[str]:
    rows = [COLUMNS, *((p.kind, p.name, p.country or "", f"{p.mentions:,}", f"{p.articles:,}") for p in portraits)]
    wide = [max(len(row[i]) for row in rows) for i in range(len(COLUMNS))]
    return [
        "  ".join(cell.rjust(wide[i]) if i > 2 else cell.ljust(wide[i]) for i, cell in enumerate(row)) for row in rows
    ]


def _portrait(p: Portrait) -> Iterator[str]:
    where = f", {p.country}" if p.country else ""
    counted = f"{wording.count(p.mentions, 'mention')} in {wording.count(p.articles, 'report')}"
    yield p.name
    yield f"{KINDS.get(p.kind, p.kind)}{where}; {counted}"
    yield ""
    for label, told in (
        ("written", _listed(p.forms)),
        *((STANDING_FOR[group.kind], _listed(group.forms)) for group in p.standing),
        ("is", _roles(p.roles)),
        ("named", _places(p)),
        ("says", _said(p.statements)),
        ("takes part", _events(p.events)),
        ("one because", _reasons(p.reasons)),
    ):
        yield from _labelled(label, told)


def _labelled(label: str, told: Iterable[str]) -> Iterator[str]:
    """Lines with the label beside the first; nothing where there is nothing to tell."""
    for i, line in enumerate(told):
        yield f"  {label if i == 0 else '':<{LABEL}}{line}"


def _listed(forms: Sequence[Form]) -> list[str]:
    """`Tokajew 14, Tokajewa 2`, broken between two forms and not within one."""
    items = [f"{form.text} {form.count}".replace(" ", "\xa0") for form in forms[:MOST_FORMS]]
    return _wrapped(", ".join(items) + _more(forms, MOST_FORMS, ", "))


def _more(all_: Sequence[Item], most: int, before: str = "") -> str:
    return f"{before}and {len(all_) - most} more" if len(all_) > most else ""


def _wrapped(text: str) -> list[str]:
    broken = textwrap.wrap(text, WIDTH - LABEL - 4, break_long_words=False, break_on_hyphens=False)
    return [line.replace("\xa0", " ") for line in broken]


def _roles(roles: Sequence[RoleRow]) -> list[str]:
    """What reports say, then the dictionary's offices, the last first."""
    ranked = sorted(roles, key=lambda r: r.earliest or "", reverse=True)
    shown = sorted(ranked, key=lambda r: r.source != "reports")[:MOST_ROLES]
    offices = [f"{'former ' * r.former}{r.role}{f' ({r.of})' if r.of else ''}" for r in shown]
    wide = min(WIDEST_OFFICE, max(map(len, offices), default=0))
    sources = [" ".join(part for part in (_source(r), _term(r)) if part) for r in shown]
    told = [f"{office.ljust(wide)}  {source}" for office, source in zip(offices, sources, strict=True)]
    return [*told, *filter(None, [_more(roles, MOST_ROLES)])]


def _source(role: RoleRow) -> str:
    if role.source != "reports":
        return f"{role.source}:" if role.earliest or role.latest else role.source
    return "reports of" if role.earliest or role.latest else role.source


def _term(role: RoleRow) -> str:
    """The days of an office; the month alone where a bound is that of a month."""
    first, last = _bound(role.earliest, 0), _bound(role.latest, 1)
    if first and last:
        days = wording.interval(role.earliest, role.latest)
        exact = first[0].isdigit() and last[0].isdigit()
        return wording.days(days) if exact or first == last else f"{first} – {last}"
    return f"since {first}" if first else f"until {last}" if last else ""


def _bound(day: str | None, end: int) -> str | None:
    if day is None:
        return None
    month = calendar.parse(day[:7])
    return wording.days(month if calendar.iso(month[end]) == day else calendar.parse(day))


def _places(p: Portrait) -> list[str]:
    if p.first is None or p.last is None:
        return []
    if p.first == p.last:
        return [_at(p.first)]
    return [f"first {_at(p.first)}", f"last  {_at(p.last)}"]


def _at(place: Place) -> str:
    days = wording.interval(place.earliest, place.latest)
    published = f", published {wording.days(days)}" if days.earliest or days.latest else ""
    return f"{place.article}:{place.start}{published}"


def _said(statements: Sequence[StatementRow]) -> list[str]:
    first = [wording.count(len(statements), "statement")] if statements else []
    quoted = [_quoted(s.text, f"{s.article}:{s.start}") for s in statements[:MOST_SAID]]
    return [*first, *quoted, *filter(None, [_more(statements, MOST_SAID)])]


def _quoted(text: str, place: str) -> str:
    room = max(30, WIDTH - LABEL - 6 - len(place))
    return f'"{wording.excerpt(text, room)}"  {place}'


def _events(events: Sequence[EventRow]) -> list[str]:
    told = []
    for e in events[:MOST_SAID]:
        days = wording.days(wording.interval(e.earliest, e.latest))
        told.append(
            f"{e.event_type}{f'/{e.mode}' if e.mode else ''}, {days}: {_quoted(e.text, f'{e.article}:{e.start}')}"
        )
    return [*told, *filter(None, [_more(events, MOST_SAID)])]


def _reasons(reasons: Sequence[Why]) -> list[str]:
    told = []
    for why in reasons[:MOST_REASONS]:
        told += [f"{'- ' if i == 0 else '  '}{line}" for i, line in enumerate(_wrapped(why.because))]
        times = f"{why.count} times, such as " if why.count > 1 else ""
        told.append(f"  {times}{wording.excerpt(why.example.text, 40)}  {why.example.article}:{why.example.start}")
    return [*told, *filter(None, [_more(reasons, MOST_REASONS)])]
