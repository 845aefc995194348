"""Values as FollowTheMoney stores them, so that its tools change and drop none: names, addresses, days, languages.

Source: the property types of the package followthemoney 4.11.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from babel.core import get_global

from kronika import calendar
from kronika.calendar import Interval
from kronika.exporting import addresses
from kronika.showing import wording

LONGEST_NAME, LONGEST_PLACE = 384, 250
"""Characters of a name and of an address; its tools refuse longer ones."""
Known = Mapping[str, str | Iterable[str | None] | None]
Entity = dict[str, Any]
NO_COUNTRIES = ("ea", "ez", "qo", "xa", "xb")
"""Codes of CLDR that are no countries of the model: exclaves, the euro area, rests of oceans, tests."""
HIDDEN = ("Cc", "Cf", "Cs")
"""Unicode's categories of characters that its tools take out: controls, marks without width, halves of characters."""
_QUOTED = re.compile(r"[\"'](.*)[\"']")
_PARTED = re.compile(r"\s*(?:[;,]|<BR/?>)(?:[\s;,.]|<BR/?>)*")
_HOST = re.compile(r"(?:[\w-]{1,63}\.)*(?!\d+$)[\w-]{2,63}")


def plain(text: str) -> str:
    """The words on one line, without characters that nobody sees."""
    flat = unicodedata.normalize("NFC", " ".join(text.split()))
    shown = "".join(sign for sign in flat if unicodedata.category(sign) not in HIDDEN)
    return " ".join(shown.split())


def name(text: str) -> str:
    """A name without marks of quotation around it, cut where it is too long."""
    found = plain(text)
    while quoted := _QUOTED.fullmatch(found):
        found = quoted[1].strip()
    return wording.excerpt(found, LONGEST_NAME - 2)


def place(text: str) -> str:
    """A place as an address of one line."""
    return wording.excerpt(_PARTED.sub(", ", plain(text)).strip(" ,"), LONGEST_PLACE - 2)


def web(uri: str | None) -> str | None:
    """An address on the web; None for what is none."""
    try:
        parts = urlsplit(addresses.web(uri) or "")
        if not _HOST.fullmatch(parts.hostname or "") or parts.port == 0:
            return None
    except ValueError:
        return None
    return parts._replace(path=parts.path or "/").geturl()


def date(days: Interval) -> str | None:
    """The day, or the month or year that holds all days which it may be: a date of the model has no end. None where
    neither does."""
    first, last = days
    if first is None or last is None or first.year != last.year:
        return None
    if first == last:
        return first.isoformat()
    return f"{first:%Y-%m}" if first.month == last.month else f"{first:%Y}"


def end_of_term(day: dt.date | None, end: int) -> str | None:
    """The first (0) or the last (1) day of a term; only the month or the year where the day is an end of it, for such
    a day is what a month or a year without a day is kept as."""
    if day is None:
        return None
    if day == calendar.year(day.year)[end]:
        return f"{day:%Y}"
    return f"{day:%Y-%m}" if day == calendar.month(day.year, day.month)[end] else day.isoformat()


def country(code: str | None) -> str | None:
    """The code of a country; None where the model has none."""
    found = code.lower() if code else None
    return None if found in NO_COUNTRIES else found


@cache
def language(code: str | None) -> str | None:
    """The code of three letters for one of two (ISO 639); None where none or several are known."""
    longer = [long for long, short in get_global("language_aliases").items() if short == code and len(long) == 3]
    return longer[0] if len(longer) == 1 else None


def properties(known: Known) -> dict[str, list[str]]:
    """What is known, each property as a list of different values; none where there is no value."""
    lists = {key: [value] if isinstance(value, str) else value or () for key, value in known.items()}
    found = {key: list(dict.fromkeys(filter(None, values))) for key, values in lists.items()}
    return {key: values for key, values in found.items() if values}


def entity(schema: str, id_: str, known: Known) -> Entity:
    """An entity as its tools read it."""
    return {"id": id_, "schema": schema, "properties": properties(known)}
