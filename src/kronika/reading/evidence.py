"""What a source says of an article in several places, weighed: the surest first, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from kronika import calendar
from kronika.reading.articles import told

LONGEST = 1_000
"""Characters of a title, a name or an address; what is longer is none."""
MODIFIED = "modified"
"""The end of the names of sources that give the day of the last change alone."""
ADDRESS = "address"
"""The source of a day that only the address of a page names."""

_ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?=[/_-]|$)")


class Said(NamedTuple):
    """A value, and where it stands."""

    value: str
    source: str


class Weighed(NamedTuple):
    """The value that is taken, all sources that say the same, and what others say against it."""

    value: str | None = None
    sources: list[str] = []  # noqa: RUF012  never changed
    against: Sequence[Said] = ()


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
    printable = full.isprintable() and not re.search(r"\s", full)
    return full if parts.scheme in ("http", "https") and parts.hostname and printable else None


def surest_day(found: Iterable[Said], changed: Iterable[Said] = (), address: str | None = None) -> Weighed:
    """The day of publication. What names it outright goes first; then the address; then that it was changed since.

    Where those that name it outright differ, the days between them are given. A day of the last change says only that
    it was not published later.
    """
    outright = _days(found)
    in_address = _days(address_day(address)) if address else []
    if outright:
        return _agreed(outright, in_address)
    if in_address:
        return Weighed(in_address[0].value, [ADDRESS])
    last = [(calendar.parse(s.value).latest, s) for s in _days(changed)]
    if not last:
        return Weighed()
    latest, said = max(last, key=lambda pair: str(pair[0]))
    return Weighed(f"../{calendar.iso(latest)}", [said.source])


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


def _days(found: Iterable[Said]) -> list[Said]:
    """What can be read as a day; years before print on the web are a machine's nothing."""
    days = []
    for said in found:
        value = said.value.strip()
        try:
            first, last = calendar.parse(value)
        except ValueError:
            continue
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
