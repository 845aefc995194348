"""What a source says of an article in several places, weighed: the surest first, and where they differ."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from kronika import calendar
from kronika.reading.articles import told
from kronika.reading.limits import LONGEST

MODIFIED = "modified"
"""The end of the names of sources that give the day of the last change alone."""
ADDRESS = "address"
"""The source of a day that only the address of a page names."""

_MAIL = re.compile(r"(?:\w+,?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{2,4}\b")
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?")
_SHORT_HOUR = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d:.*)")
_ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?=[/_-]|$)")


class Said(NamedTuple):
    """A value, and where it stands."""

    value: str
    source: str


class Weighed(NamedTuple):
    """The value that is taken, the sources that say the same, what others say against it, and what cannot be read."""

    value: str | None = None
    sources: list[str] = []  # noqa: RUF012  never changed
    against: Sequence[Said] = ()
    unread: Sequence[Said] = ()


def surest(found: Iterable[Said]) -> Weighed:
    """The first value, with all sources that say the same in whatever spacing."""
    clean = [s._replace(value=" ".join(s.value.split())) for s in found if told(s.value)]
    clean = [s for s in clean if len(s.value) <= LONGEST]
    if not clean:
        return Weighed()
    same = [s.source for s in clean if s.value.casefold() == clean[0].value.casefold()]
    return Weighed(clean[0].value, list(dict.fromkeys(same)))


def surest_address(found: Iterable[Said], base: str | None) -> Weighed:
    """The first address that leads to a page of the web, in full."""
    return surest(s._replace(value=full) for s in found if (full := web_address(s.value, base)))


def web_address(value: str, base: str | None = None) -> str | None:
    """An address in full; None for what is none of the web, such as a script."""
    try:
        full = urljoin(base or "", value.strip())
        parts = urlsplit(full)
    except ValueError:
        return None
    if "@" in parts.netloc:  # a name and a password, which are nobody's business
        full = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    printable = full.isprintable() and not re.search(r"\s", full)
    return full if parts.scheme in ("http", "https") and parts.hostname and printable else None


def surest_day(
    found: Iterable[Said],
    changed: Iterable[Said] = (),
    address: str | None = None,
    otherwise: Sequence[Iterable[Said]] = (),
) -> Weighed:
    """The day of publication. What names it outright goes first, else `otherwise` in order; then the address.

    Where those that name it outright differ, the days between them are given, also where the last change was before.
    A day of the last change alone says only that it was not published later.
    """
    found, changed = list(found), list(changed)
    unread = [said for said in (*found, *changed) if not _readable(said.value)]
    outright = next((days for said in (found, *otherwise) if (days := _days(said))), [])
    in_address = _days(address_day(address)) if address else []
    last = max(_last_days(changed), default=None, key=lambda pair: pair[0])
    if outright:
        return _with_change(_agreed(_local(outright), in_address), last)._replace(unread=unread)
    if in_address:
        return Weighed(in_address[0].value, [ADDRESS], unread=unread)
    if last is None:
        return Weighed(unread=unread)
    return Weighed(f"../{calendar.iso(last[0])}", [last[1].source], unread=unread)


def iso(value: str) -> str:
    """A date as mail or ISO's basic form write it, in ISO's extended form, its day as written; others as they are."""
    value = value.strip()
    if found := _BASIC.fullmatch(value):
        year, month, day, hour, minute, second, zone = found.groups()
        return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone or ''}"
    if found := _SHORT_HOUR.fullmatch(value):
        return f"{found[1]}T0{found[2]}"
    if _MAIL.match(value):
        try:
            return parsedate_to_datetime(value).isoformat()
        except (ValueError, IndexError, TypeError, OverflowError):
            return value
    return value


def _last_days(changed: Iterable[Said]) -> list[tuple[dt.date, Said]]:
    """The last days that days of change allow; one that has no end allows any."""
    days = ((calendar.parse(said.value).latest, said) for said in _days(changed))
    return [(latest, said) for latest, said in days if latest]


def _with_change(weighed: Weighed, last: tuple[dt.date, Said] | None) -> Weighed:
    """Nothing is changed before it is published: where a page says so, either day may be the right one."""
    days = calendar.parse(weighed.value or "..")
    if last is None or days.earliest is None:
        return weighed
    # Days of different zones may lie one apart.
    if last[0] >= days.earliest or calendar.near(calendar.Interval(last[0], last[0]), days, 1):
        return weighed
    stretch = calendar.edtf(calendar.Interval(last[0], days.latest))
    said = [*weighed.against, Said(weighed.value or "", weighed.sources[0]), last[1]]
    return weighed._replace(value=stretch, against=said)


def _local(days: Sequence[Said]) -> list[Said]:
    """Of values that name one instant, those in UTC give way to one that knows the hour of the place."""
    moments = [_moment(said.value) for said in days]
    local = {moment: said.value for moment, said in zip(moments, days, strict=True) if moment and moment.utcoffset()}
    return [
        said._replace(value=local.get(moment, said.value) if moment else said.value)
        for moment, said in zip(moments, days, strict=True)
    ]


def _moment(value: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def address_day(address: str) -> list[Said]:
    """The day or month that the path of an address names."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return []
    found = _ADDRESS_DAY.search(path)
    if not found:
        return []
    return [Said("-".join(part.zfill(2) for part in found.groups() if part), ADDRESS)]


def _readable(value: str) -> bool:
    try:
        calendar.parse(iso(value))
    except ValueError:
        return False
    return True


def _days(found: Iterable[Said]) -> list[Said]:
    """What can be read as a day; years before print on the web are a machine's nothing."""
    days = []
    for said in found:
        if not _readable(said.value):
            continue
        value = iso(said.value)
        first, last = calendar.parse(value)
        if (first or last) and min(day.year for day in (first, last) if day) > 1970:
            days.append(Said(value, said.source))
    return days


def _agreed(outright: Sequence[Said], weaker: Sequence[Said]) -> Weighed:
    days = [calendar.parse(said.value) for said in outright]
    together = calendar.around(days)
    narrowest = min(zip(days, outright, strict=True), key=lambda pair: _length(pair[0]))
    agreed = all(calendar.meets(one, narrowest[0]) for one in days)
    against = [] if agreed else list(outright)
    value = narrowest[1].value if agreed else calendar.edtf(together)
    held = narrowest[0] if agreed else together
    against += [said for said in weaker if not calendar.meets(calendar.parse(said.value), held)]
    order = [narrowest[1], *outright] if agreed else list(outright)
    sources = [said.source for said in order]
    sources += [said.source for said in weaker if said not in against]
    return Weighed(value, list(dict.fromkeys(sources)), against)


def _length(days: calendar.Interval) -> int:
    return (days.latest - days.earliest).days if days.earliest and days.latest else 1 << 30
