"""The reports as references in CSL-JSON, for Zotero and other reference managers.

Source of the types and variables: Citation Style Language 1.0.2, "CSL-JSON".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from kronika import calendar
from kronika.calendar import Interval
from kronika.exporting import addresses
from kronika.exporting.contents import Contents
from kronika.exporting.output import Output
from kronika.records import ArticleRow
from kronika.showing import wording
from kronika.showing.event_phrases import EventPhrases
from kronika.showing.facts import Facts

FILE = "references.json"
NEWSPAPER, PAGE, ANYTHING = "article-newspaper", "webpage", "document"
"""The types of items: of an outlet, of an address alone, of neither."""
SUPPLIED = "[{name}]"
"""How librarians write a title that the thing itself does not have (ISBD)."""
Item = dict[str, Any]


def write(contents: Contents, output: Output) -> None:
    """Writes an item a report to `references.json`, those of one story together."""
    told: Counter[str] = Counter()
    output.json(FILE, _items(contents, told))
    _tell(told, output)


def _items(contents: Contents, told: Counter[str]) -> Iterator[Item]:
    for story in contents.stories():
        for row in story.rows("articles"):
            made = item(row, story.facts[row.article], contents.phrases)
            told.update(_lacking(row, story.facts[row.article], made))
            yield made


def item(row: ArticleRow, facts: Facts, phrases: EventPhrases) -> Item:
    """A report as an item; what is not known has no key."""
    url = addresses.web(row.uri)
    known = {
        "id": row.id,
        "type": NEWSPAPER if facts.publisher else PAGE if url else ANYTHING,
        "title": facts.title or SUPPLIED.format(name=row.article),
        "author": [{"literal": name} for name in row.authors],
        "container-title": facts.publisher,
        "issued": issued(facts.earliest, facts.latest, phrases),
        "URL": url,
        "language": row.language,
        "accessed": accessed(row.retrieved),
        "note": note(row, facts, phrases),
    }
    return {name: value for name, value in known.items() if value}


def issued(earliest: str | None, latest: str | None, phrases: EventPhrases) -> Item | None:
    """The day of publication, or the month or year that holds all days which it may be; in words where neither does;
    None where nothing is known.

    A stretch is never given as two `date-parts`: Zotero takes the first of two for the day.
    """
    days = wording.interval(earliest, latest)
    if found := parts(days):
        return {"date-parts": [found]}
    told = phrases.long_days(earliest, latest)
    return {"literal": told} if told else None


def parts(days: Interval) -> list[int] | None:
    """Year, month and day, as many of them as all days of a stretch share; None where they share none."""
    first, last = days
    if first is None or last is None or first.year != last.year:
        return None
    if first.month != last.month:
        return [first.year]
    return [first.year, first.month, first.day] if first == last else [first.year, first.month]


def note(row: ArticleRow, facts: Facts, phrases: EventPhrases) -> str:
    """What tells the report and its version apart; its days, where `issued` is coarser than they are.

    The hash comes first: Zotero takes a note that begins with a word and a colon for another field.
    """
    told = f"sha256 {row.sha256}: {' '.join(row.article.split())}"
    days = phrases.long_days(facts.earliest, facts.latest) if facts.earliest != facts.latest else None
    return f"{told} ({days})" if days else told


def accessed(retrieved: str | None) -> Item | None:
    """The day on which the report was fetched, as the input has it."""
    if retrieved is None:
        return None
    try:
        found = parts(calendar.parse(retrieved))
    except ValueError:
        return None
    return {"date-parts": [found]} if found else None


def _lacking(row: ArticleRow, facts: Facts, made: Item) -> Iterator[str]:
    """What is to be told of an item."""
    yield "items"
    yield from (name for name in ("container-title", "issued") if name not in made)
    if not facts.title:
        yield "title"
    if "literal" in made.get("issued", ()):
        yield "words"
    elif facts.earliest != facts.latest:
        yield "coarse"
    if row.uri and "URL" not in made:
        yield "address"
    if row.authors:
        yield "authors"


def _tell(told: Counter[str], output: Output) -> None:
    """Notes of what the items lack."""
    of = f"of {told['items']:,} items"
    sentences = {
        "title": "have the name of the report in brackets as their title: neither the input nor the text gives one",
        "container-title": "have no container-title: the outlet is not known",
        "issued": "have no issued: the day of publication is not known",
        "coarse": "give the month or year in which they were issued: the day is not known; `note` has the stretch",
        "words": "have issued in words: the days share no year, or are open at an end",
        "address": "have no URL: what the input gives is no address of the web",
        "authors": "have authors as whole names: which part is the family name is not known",
    }
    for what, why in sentences.items():
        if told[what]:
            output.note(f"{told[what]:,} {of} {why}.")
