"""Reports, names, events and statements as entities of FollowTheMoney, for Aleph, OpenAleph and the tools of `ftm`.

Source of the schemata and properties: the model of the package followthemoney 4.11.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from kronika import calendar
from kronika.exporting import followthemoney_values as values
from kronika.exporting.contents import Contents, Story
from kronika.exporting.followthemoney_events import StoryNotes
from kronika.exporting.followthemoney_values import Entity, Known, entity
from kronika.exporting.output import Output
from kronika.records import ArticleRow, EntityRow, MentionRow, RoleRow
from kronika.showing import wording
from kronika.showing.chronicle_phrases import ChroniclePhrases

FILE = "entities.ftm.json"
PERSON, ORGANISATION, PLACE = "PER", "ORG", "LOC"
SCHEMATA = {PERSON: "Person", ORGANISATION: "Organization", PLACE: "Address"}
"""What names are. That an organisation is a company or a public body is not known: Organization is what Aleph's own
recognition calls them."""
DICTIONARY = "dictionary"


def write(contents: Contents, output: Output) -> None:
    """Writes an entity a line to `entities.ftm.json`: reports with the names in them, then those who are meant, then
    events, statements, histories of figures and disagreements."""
    phrases = ChroniclePhrases(contents.phrases.language)
    told: Counter[str] = Counter()
    output.lines(FILE, chain(_reports(contents, phrases), _named(contents, told), _events(contents, phrases, told)))
    _tell(told, output)


def _tell(told: Counter[str], output: Output) -> None:
    not_done = "they are told as planned, possible or denied, and the model knows only what happened"
    output.left_out(told["not-done"], told["events"], "events", not_done)
    output.left_out(told["apart"], told["figures"], "figures", "no event and no history counts them")
    if coarse := told["coarse"]:
        kept = told["events"] - told["not-done"]
        output.note(
            f"{coarse:,} of {kept:,} events have a month, a year or no date, because their day is not known; "
            "`description` tells what is."
        )
    if far := told["far"]:
        output.note(
            f"{far:,} of {told['placed']:,} places of events left out of `location`, `addressEntity` and `country`: "
            "they are those of the whole report and not told of the event; `name` tells both."
        )
    if unlinked := told["unlinked"]:
        output.note(
            f"{unlinked:,} of {told['taking-part']:,} who take part in events stand only in names and descriptions: "
            "they are groups, countries or words, and the model links people and organisations."
        )
    if terms := told["terms"]:
        output.note(
            f"{terms:,} of {told['roles']:,} roles have no date, because none is known or their days lie in several "
            "years."
        )


# ------------------------------------------------------------------- reports


def _reports(contents: Contents, phrases: ChroniclePhrases) -> Iterator[Entity]:
    for story in contents.stories():
        kinds = {row.id: row.kind for row in story.rows("entities")}
        of: dict[str, list[MentionRow]] = {}
        for row in story.rows("mentions"):
            if row.kind in SCHEMATA and (row.name or row.lemma):
                of.setdefault(row.article, []).append(row)
        for report in story.rows("articles"):
            named = of.get(report.article, [])
            yield _report(report, story, named, phrases)
            yield from _mentions(report, named, kinds)


def _report(row: ArticleRow, story: Story, named: Iterable[MentionRow], phrases: ChroniclePhrases) -> Entity:
    """A report without its text. The model's checksum is SHA-1 of a file; ours is of another kind, and left out."""
    facts = story.facts[row.article]
    days = wording.interval(facts.earliest, facts.latest)
    exact = days.earliest is not None and days.earliest == days.latest
    known = {
        "title": values.plain(facts.title or ""),
        "fileName": values.plain(row.article),
        "author": map(values.plain, row.authors),
        "publisher": values.plain(facts.publisher or ""),
        "publishedAt": values.date(days),
        "description": None if exact else phrases.long_days(facts.earliest, facts.latest),
        "language": values.language(row.language),
        "sourceUrl": values.web(row.uri),
        "retrievedAt": _retrieved(row.retrieved),
        "locationMentioned": (values.place(_called(m)) for m in named if m.kind == PLACE),
    }
    return entity("Article", row.id, known)


def _retrieved(day: str | None) -> str | None:
    try:
        return values.date(calendar.parse(day or ""))
    except ValueError:
        return None


def _called(row: MentionRow) -> str:
    return row.name or row.lemma or ""


def _mentions(report: ArticleRow, named: Iterable[MentionRow], kinds: Mapping[str, str]) -> Iterator[Entity]:
    """The people and organisations of a report, each once, under the id of the first passage that names them."""
    of: dict[tuple[str, str], list[MentionRow]] = {}
    for row in named:
        if row.kind != PLACE:
            of.setdefault((row.kind, row.entity or _called(row)), []).append(row)
    for (kind, _), rows in of.items():
        meant = rows[0].entity
        known = {
            "document": report.id,
            "resolved": meant if meant and kinds.get(meant) in (PERSON, ORGANISATION) else None,
            "name": (values.name(_called(row)) for row in rows),
            "detectedSchema": SCHEMATA[kind],
        }
        yield entity("Mention", rows[0].id, known)


# --------------------------------------------------------------------- names


def _named(contents: Contents, told: Counter[str]) -> Iterator[Entity]:
    posts: set[str] = set()
    for row in contents.rows("entities"):
        if row.kind not in SCHEMATA:
            continue
        yield _who(row)
        for role in row.roles if row.kind == PERSON else ():
            yield from _held(row, role, contents.country(role.of or ""), posts, told)


def _who(row: EntityRow) -> Entity:
    known: Known = {
        "name": values.name(row.name),
        "country": values.country(row.country),
    }
    if row.kind == PLACE:
        return entity(SCHEMATA[PLACE], row.id, {**known, **_where(row)})
    single = [a for a in row.aliases if row.kind == PERSON and len(a.split()) == 1]
    known = {
        **known,
        "alias": (values.name(a) for a in row.aliases if a not in single),
        "weakAlias": map(values.name, single),
    }
    told = "position" if row.kind == PERSON else "summary"
    return entity(SCHEMATA[row.kind], row.id, {**known, told: map(_office, row.roles)})


def _where(row: EntityRow) -> Known:
    return {
        "full": values.place(row.name),
        "alias": map(values.name, row.aliases),
        "latitude": None if row.latitude is None else str(row.latitude),
        "longitude": None if row.longitude is None else str(row.longitude),
        "description": row.precision,
    }


def _office(role: RoleRow) -> str:
    return values.name(f"{role.role} ({role.of})" if role.of else role.role)


def _held(row: EntityRow, role: RoleRow, country: str | None, posts: set[str], told: Counter[str]) -> Iterator[Entity]:
    """That somebody holds a position; the position itself where it was not yet told, with the country that it is of.

    A dictionary gives the days of the term. Reports give only days on which somebody was called so, which neither
    begin nor end it.
    """
    post = _id("position", _office(role))
    if post not in posts:
        posts.add(post)
        yield entity("Position", post, {"name": _office(role), "country": values.country(country)})
    days = wording.interval(role.earliest, role.latest)
    of_term = role.source == DICTIONARY
    known = {
        "holder": row.id,
        "post": post,
        "date": None if of_term else values.date(days),
        "startDate": values.end_of_term(days.earliest, 0) if of_term else None,
        "endDate": values.end_of_term(days.latest, 1) if of_term else None,
        "status": "ended" if role.former else None,
        "recordId": role.evidence,
        "summary": role.source,
    }
    made = entity(
        "Occupancy", _id("occupancy", row.id, _office(role), role.source, f"{role.former}", *days_of(role)), known
    )
    told.update(roles=1, terms=not {"date", "startDate", "endDate"} & made["properties"].keys())
    yield made


def days_of(role: RoleRow) -> tuple[str, str]:
    """The days of a role, as they tell it apart from others."""
    return role.earliest or "", role.latest or ""


def _id(kind: str, *parts: str) -> str:
    return f"{kind}-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:12]}"


# -------------------------------------------------------------------- events


def _events(contents: Contents, phrases: ChroniclePhrases, told: Counter[str]) -> Iterator[dict[str, Any]]:
    for story in contents.stories():
        yield from StoryNotes(story, phrases, told).entities()
