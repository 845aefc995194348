"""Stories and reports as news items in ninjs 3.1 (News in JSON of the IPTC), for editorial systems.

Source of the properties: IPTC ninjs 3.1. Of these an item must have `uri` alone: it has no times where none is known.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from kronika import __version__
from kronika.exporting import addresses
from kronika.exporting.contents import Contents, Story
from kronika.exporting.ninjs_body import PLAIN, blocks, one_line, text, xhtml
from kronika.exporting.output import Output
from kronika.records import ArticleRow, EntityRow
from kronika.showing.chronicle_phrases import ChroniclePhrases
from kronika.showing.event_phrases import code

FILE = "ninjs.json"
STANDARD = {"name": "ninjs", "version": "3.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}
CHRONICLE, REPORT = "kronika-chronicle", "kronika-report"
"""The profiles of the items, by which reading knows that they are no news."""
XHTML = "application/xhtml+xml"
LISTS = {"PER": "people", "ORG": "organisations", "LOC": "places"}
ABOUT, MENTIONS = "about", "mentions"
_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
"""A date-time of RFC 3339, with its zone."""
Item = dict[str, Any]


def write(contents: Contents, output: Output) -> None:
    """Writes an item a story, with its chronicle, and after it one a report, without its text, to `ninjs.json`."""
    phrases = ChroniclePhrases(contents.phrases.language)
    told: Counter[str] = Counter()
    output.json(FILE, _items(contents, phrases, told))
    _tell(told, output)


def _tell(told: Counter[str], output: Output) -> None:
    reports, events = told["reports"], told["events"]
    if told["mixed"]:
        output.note(
            f"{told['mixed']:,} of {told['stories']:,} stories have no language: their sentences are in that of the "
            "reports and the words between in another, which --ui-language chooses."
        )
    if told["days"]:
        output.note(
            f"{told['days']:,} of {reports:,} reports have their days of publication only in words (edNote): "
            "ninjs has times and no days."
        )
    if events:
        output.note(
            f"Of {events:,} events only name and code are given: ninjs has no property for days, places and people, "
            "which stand in the name and in the chronicle."
        )
    if told["known-more"]:
        output.note(f"{told['known-more']:,} of {told['named']:,} names in items lack their aliases, roles or country.")
    if told["statements"] or told["figures"]:
        output.note(
            f"{told['statements']:,} statements and {told['figures']:,} figures are told only as far as the chronicle "
            "and the disagreements tell them."
        )


def _items(contents: Contents, phrases: ChroniclePhrases, told: Counter[str]) -> Iterator[Item]:
    for story in contents.stories():
        items = _Items(story, phrases, told)
        yield items.chronicle()
        yield from items.reports()


class _Items:
    """The items of a story; counts in `told` what they cannot hold."""

    def __init__(self, story: Story, phrases: ChroniclePhrases, told: Counter[str]) -> None:
        self._story, self._phrases, self._told = story, phrases, told
        self._rows: list[ArticleRow] = story.rows("articles")
        self._uris = _uris(self._rows)
        self._entities: dict[str, EntityRow] = {row.id: row for row in story.rows("entities")}
        self._order = {id_: n for n, id_ in enumerate(self._entities)}

    def chronicle(self) -> Item:
        """The item of the story, with names, events and the reports on which it rests."""
        row, made = self._story.summary, list(blocks(self._story, self._phrases, self._uris))
        plain, marked = text(made), xhtml(made)
        self._told.update(statements=len(self._story.rows("statements")), figures=len(self._story.rows("figures")))
        acting = {actor.entity for actor in row.actors}
        return _known(
            {
                "uri": addresses.of_row(row.story),
                "type": "text",
                "representationType": "full",
                "profile": CHRONICLE,
                "standard": STANDARD,
                "version": hashlib.sha256(f"{row.title}\n{plain}".encode()).hexdigest()[:12],
                "title": one_line(row.title),
                "language": self._language(),
                "headlines": _valued("main", row.title),
                "descriptions": _valued("summary", row.lead),
                "bodies": [
                    {"role": "main", "contentType": PLAIN, "value": plain},
                    {"role": "richtext", "contentType": XHTML, "value": marked},
                ],
                "edNote": self._phrases.say("brief-made", version=__version__),
                "infoSources": _names(self._story.facts[name].publisher for name in self._story.articles),
                **self._named({id_: ABOUT if id_ in acting else MENTIONS for id_ in self._entities}),
                "events": list(self._events()),
                "associations": [self._association(report) for report in self._rows],
            }
        )

    def _language(self) -> str | None:
        """That of its words: of the reports' sentences, where the words between them are of the same."""
        languages = {report.language for report in self._rows}
        own = self._phrases.language
        self._told.update(stories=1, mixed=languages != {own})
        return own if languages == {own} else None

    def _events(self) -> Iterator[Item]:
        for event in self._story.events.found:
            self._told["events"] += 1
            yield {
                "id": event.event,
                "name": one_line(self._phrases.happened(event)),
                "rel": ABOUT,
                "uri": addresses.of_row(event.event),
                "literal": code(*event.code),
            }

    def _association(self, row: ArticleRow) -> Item:
        facts = self._story.facts[row.article]
        named = {"name": one_line(row.article), "rel": "source", "uri": self._uris[row.article], "type": "text"}
        return _known(named | {"title": one_line(facts.title or ""), "language": row.language})

    def reports(self) -> Iterator[Item]:
        """The items of its reports, without their texts, which belong to others."""
        meant: dict[str, dict[str, str]] = {}
        for row in self._story.rows("mentions"):
            if row.entity in self._entities:
                meant.setdefault(row.article, {})[row.entity] = MENTIONS
        agencies: dict[str, list[str]] = {}
        for row in self._story.rows("credits"):
            agencies.setdefault(row.article, []).append(row.agency)
        for report in self._rows:
            yield self._report(report, meant.get(report.article, {}), agencies.get(report.article, []))

    def _report(self, row: ArticleRow, meant: Mapping[str, str], agencies: Iterable[str]) -> Item:
        facts = self._story.facts[row.article]
        time = _time(row)
        days = self._phrases.long_days(facts.earliest, facts.latest)
        self._told.update(reports=1, days=bool(days and not time))
        return _known(
            {
                "uri": self._uris[row.article],
                "type": "text",
                "representationType": "partial",
                "profile": REPORT,
                "standard": STANDARD,
                "version": row.sha256,
                "firstCreated": time,
                "title": one_line(facts.title or ""),
                "language": row.language,
                "headlines": _valued("main", facts.title or ""),
                "by": one_line(", ".join(row.authors)),
                "edNote": self._phrases.say("published-on", days=days) if days and not time else None,
                "infoSources": _names((facts.publisher, *agencies)),
                "altIds": [{"role": "kronika", "value": row.id}, {"role": "name", "value": one_line(row.article)}],
                **self._named(meant),
            }
        )

    def _named(self, relations: Mapping[str, str]) -> dict[str, list[Item]]:
        """People, organisations and places, each with its relation."""
        lists: dict[str, list[Item]] = {}
        for id_ in sorted(relations, key=self._order.__getitem__):
            if (row := self._entities[id_]).kind in LISTS:
                self._told.update({"named": 1, "known-more": bool(row.aliases or row.roles or row.country)})
                lists.setdefault(LISTS[row.kind], []).append(_entity(row, relations[id_]))
        return lists


def _uris(rows: Iterable[ArticleRow]) -> dict[str, str]:
    """The address of each report, in letters of ASCII; a URN for one whose address is that of another."""
    found: dict[str, str] = {}
    for row in rows:
        uri = quote(addresses.of_article(row), safe=_ASCII)
        found[uri if uri not in found else addresses.of_row(row.id)] = row.article
    return {article: uri for uri, article in found.items()}


def _time(row: ArticleRow) -> str | None:
    """The time of publication, where the input has it with its zone and nothing says otherwise."""
    written = row.published or ""
    sure = row.published_earliest == row.published_latest == written[:10]
    return written if sure and _TIME.fullmatch(written) else None


def _entity(row: EntityRow, relation: str) -> Item:
    point = None
    if row.latitude is not None and row.longitude is not None:
        point = {"type": "Point", "coordinates": [row.longitude, row.latitude]}
    named = {"name": one_line(row.name), "rel": relation, "uri": addresses.of_row(row.id)}
    return _known(named | {"geoJSON": point if row.kind == "LOC" else None})


def _valued(role: str, value: str) -> list[Item]:
    told = one_line(value)
    return [{"role": role, "contentType": PLAIN, "value": told}] if told else []


def _names(names: Iterable[str | None]) -> list[Item]:
    return [{"name": name} for name in dict.fromkeys(one_line(name) for name in names if name) if name]


def _known(item: Item) -> Item:
    return {key: value for key, value in item.items() if value}
