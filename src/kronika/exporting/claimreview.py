"""Claims without a verdict, as ClaimReview of schema.org: what fact-checkers complete and publish.

Source of types and properties: schema.org, ClaimReview, Claim, NewsArticle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from kronika import calendar
from kronika.exporting import addresses
from kronika.exporting.claim_matters import Matters
from kronika.exporting.claims import Claims
from kronika.exporting.contents import Contents, Story
from kronika.exporting.output import Output
from kronika.records import ArticleRow, EntityRow, StatementRow
from kronika.showing import wording
from kronika.showing.event_phrases import EventPhrases
from kronika.showing.phrases import DOT
from kronika.showing.statement_groups import Said

FILE = "claims.jsonld"
HEAD, TAIL = b'{"@context":{"@vocab":"https://schema.org/"},"@graph":[', b"]}"
TYPES = {"PER": "Person", "ORG": "Organization", "LOC": "Organization"}
"""What may be an author. A place speaks through those who act for it."""
LEFT_OUT = {
    "nobody": "it is not told who says them",
    "no-fact": "they tell what will, may or should be, which nobody can check",
    "denied": "the speaker denies or doubts the words, which are the report's",
    "nothing": "no number, day, deed or name stands in their words, or they are an appeal, a promise or a threat, and "
    "they are no side of a disagreement",
}
Thing = dict[str, Any]


def write(contents: Contents, output: Output) -> None:
    """Writes a ClaimReview for each statement that can be checked to `claims.jsonld`, without rating and reviewer."""
    told: Counter[str] = Counter()
    output.json(FILE, _reviews(contents, told), HEAD, TAIL)
    for reason, why in LEFT_OUT.items():
        output.left_out(told[reason], told["all"], f"statements (told {told['rows']:,} times)", why)
    _tell(told, output)


def _reviews(contents: Contents, told: Counter[str]) -> Iterator[msgspec.Raw]:
    for story in contents.stories():
        matters = Matters(story, contents.phrases.language)
        claims = Claims(story, matters)
        told.update(claims.left)
        told.update(all=claims.all, rows=len(story.rows("statements")))
        made = _Made(story, claims, matters, contents.phrases)
        for family in claims.families.values():
            review = made.review(family)
            told.update(_lacking(review))
            yield _for_pages(review)


class _Made:
    """What the claims of one story are made from."""

    def __init__(self, story: Story, claims: Claims, matters: Matters, phrases: EventPhrases) -> None:
        self._story, self._claims, self._matters, self._phrases = story, claims, matters, phrases
        self._reports: dict[str, ArticleRow] = {row.article: row for row in story.rows("articles")}
        self._entities: dict[str, EntityRow] = {row.id: row for row in story.rows("entities")}

    def review(self, family: list[Said]) -> Thing:
        """The review of what one or several speakers say alike; its rating and its author are not Kronika's to give."""
        first = family[0].first
        return {
            "@type": "ClaimReview",
            "@id": addresses.of_row(first.id, "claim-review"),
            "claimReviewed": self._matters.words(first),
            "itemReviewed": _one_or_all([self.claim(said) for said in family]),
        }

    def claim(self, said: Said) -> Thing:
        """Who says it in which words, where it stands; the day on which it was said only where that is known."""
        report = self._reports.get(said.first.article)
        return _known({
            "@type": "Claim",
            "@id": addresses.of_row(said.first.id, "claim"),
            "text": self._matters.words(said.first),
            "inLanguage": report.language if report else None,
            **self._matters.of(said),
            "author": self._author(said),
            "creditText": self._credit(said),
            "datePublished": said.earliest if said.earliest == said.latest else None,
            "appearance": [self._appearance(name, said) for name in said.reports],
            "firstAppearance": self._first(said.reports),
            "mentions": [{"@id": addresses.of_row(id_, "claim")} for id_ in self._claims.against(said)],
        })  # fmt: skip

    def _author(self, said: Said) -> Thing | None:
        """A speaker with a name of whom it is known whether it is a person; None for one that is described."""
        entity = self._entities.get(self._claims.voices.entity(said.speaking) or "")
        if entity is None or entity.kind not in TYPES:
            return None
        return {"@type": TYPES[entity.kind], "@id": addresses.of_row(entity.id), "name": entity.name}

    def _credit(self, said: Said) -> str:
        """The source as the reports have it, and the hands between."""
        row = said.speaking
        via = self._phrases.say("via", names=", ".join(row.relay)) if row.relay else ""
        return DOT.join(filter(None, (self._claims.voices.name([row]), via)))

    def _appearance(self, name: str, said: Said) -> Thing:
        """A report that carries the words, and the words where they stand in it."""
        parts = [self._part(row) for row in said.tellings if row.article == name]
        report = self._reports.get(name)
        if report is None:
            return {"@type": "CreativeWork", "name": name}
        facts = self._story.facts[name]
        return _known({
            "@type": "NewsArticle" if facts.publisher else "CreativeWork",
            "@id": addresses.of_report(report),
            "name": name,
            "url": addresses.web(report.uri),
            "headline": facts.title,
            "publisher": {"@type": "Organization", "name": facts.publisher} if facts.publisher else None,
            "datePublished": coarse(facts.earliest, facts.latest),
            "inLanguage": report.language,
            "identifier": {"@type": "PropertyValue", "propertyID": "sha256", "value": report.sha256},
            "hasPart": parts,
        })  # fmt: skip

    def _part(self, row: StatementRow) -> Thing:
        """The words in a report: a quotation, or its own words; their place as in RFC 5147, their sentence."""
        sentence = self._story.sentence(row)
        return _known({
            "@type": "Quotation" if row.direct else "CreativeWork",
            "@id": addresses.of_row(row.id),
            "text": row.text,
            "position": f"char={row.start},{row.end}",
            "description": sentence if sentence != _words(row.text) else None,
        })  # fmt: skip

    def _first(self, names: list[str]) -> Thing | None:
        """The report that is older than all others; None where no day tells, or there is but one."""
        facts = [self._story.facts[name] for name in names if name in self._story.facts]
        days = {one.article: wording.interval(one.earliest, one.latest) for one in facts}
        ended = {name: day.latest for name, day in days.items() if day.latest}
        if len(days) < max(2, len(names)) or not ended:
            return None
        first = min(ended, key=lambda name: ended[name])
        older = all(calendar.before(days[first], day) for name, day in days.items() if name != first)
        return {"@id": addresses.of_report(self._reports[first])} if older else None


def coarse(earliest: str | None, latest: str | None) -> str | None:
    """The day as ISO 8601 has it, else the month or the year that holds all days; None where neither does."""
    if earliest is None or latest is None:
        return None
    shared = (earliest[:n] for n in (10, 7, 4) if earliest[:n] == latest[:n])
    return next(shared, None)


def _words(text: str) -> str:
    return " ".join(text.split())


def _known(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value}


def _one_or_all(things: list[Thing]) -> Thing | list[Thing]:
    return things if len(things) > 1 else things[0]


def _for_pages(review: Thing) -> msgspec.Raw:
    """The review as JSON that may stand within `<script>`: no word of a report can end it."""
    return msgspec.Raw(msgspec.json.encode(review).replace(b"<", rb"\u003c").replace(b">", rb"\u003e"))


def _lacking(review: Thing) -> Iterator[str]:
    """What is to be told of a review."""
    yield "reviews"
    items = review["itemReviewed"]
    for claim in items if isinstance(items, list) else [items]:
        yield "claims"
        yield from (f"no {name}" for name in ("author", "datePublished") if name not in claim)


def _tell(told: Counter[str], output: Output) -> None:
    """Notes of what the claims lack."""
    of = f"of {told['claims']:,} claims"
    if missing := told["no author"]:
        output.note(
            f"{missing:,} {of} have no author: the source is described and not named, or it is not known whether it is "
            "a person; creditText has the words of the reports."
        )
    if missing := told["no datePublished"]:
        output.note(f"{missing:,} {of} have no datePublished: the day on which they were said is not known.")
    if told["reviews"]:
        output.note(
            f"All {told['reviews']:,} reviews lack reviewRating and author: Kronika gives no verdict; whoever checks "
            "the claim adds both."
        )
