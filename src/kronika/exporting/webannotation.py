"""What was read of each passage as annotations that other tools show on the text.

Source of the model: W3C, Web Annotation Data Model, Recommendation of 23 February 2017.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from kronika.exporting import addresses, readings
from kronika.exporting.contents import Contents, Story
from kronika.exporting.output import Output
from kronika.exporting.quotes import quote
from kronika.exporting.readings import Passage
from kronika.records import ArticleRow, MentionRow
from kronika.showing.event_phrases import EventPhrases

FILE = "annotations.jsonld"
COLLECTION = f"{addresses.URN}annotations"
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"sha256": "https://schema.org/sha256"}]
"""Beside the model's own: the hash of the text in which positions are counted, in UTF-8."""
PAGE = {
    "@context": CONTEXT,
    "id": f"{COLLECTION}:1",
    "type": "AnnotationPage",
    "partOf": COLLECTION,
    "startIndex": 0,
}
TABLES = ("mentions", "times", "figures", "statements", "events")
LEFT_OUT = {
    "passages": "they are the zones of a report and hold all of its words",
    "reuse": "they say where else a passage stands and nothing that was read of it",
    "credits": "they say where a stretch of a report comes from and nothing that was read of it",
    "accounts": "they are parts of statements and events, which are annotated",
}
"""Tables whose rows have a passage but no annotation, and why."""
Annotation = dict[str, Any]


def write(contents: Contents, output: Output) -> None:
    """Writes an annotation for each name, time, figure, statement and event to `annotations.jsonld`, by story, report
    and place."""
    told: Counter[str] = Counter()
    head = msgspec.json.encode(PAGE)[:-1] + b',"items":['
    output.json(FILE, _annotations(contents, told), head, b"]}")
    output.left_out(told["no-name"], told["mentions"], "mentions", "whose name they mean is not known")
    for table, why in LEFT_OUT.items():
        output.left_out(told[table], told[table], f"rows of {table}", why)
    if told["extracted"]:
        output.note(
            f"{told['extracted']:,} of {told['annotations']:,} annotations count positions in text taken out of "
            "markup, which the column text of the table articles holds; on the page itself use the TextQuoteSelector."
        )


def _annotations(contents: Contents, told: Counter[str]) -> Iterator[Annotation]:
    for story in contents.stories():
        told.update({table: len(story.rows(table)) for table in (*LEFT_OUT, "mentions")})
        reports = {row.article: row for row in story.rows("articles")}
        for row in _passages(story):
            if isinstance(row, MentionRow) and row.name is None:
                told["no-name"] += 1
                continue
            report = reports[row.article]
            told.update(annotations=1, extracted=report.text is not None)
            yield annotation(row, report, story.wording(row.article).text, contents.phrases)


def _passages(story: Story) -> list[Passage]:
    """What is annotated of a story, by report and place; of the same place in the order of the tables."""
    found = [(row.article, row.start, row.end, at, row) for at, name in enumerate(TABLES) for row in story.rows(name)]
    return [row for *_, row in sorted(found, key=lambda place: (*place[:4], place[4].id))]


def annotation(row: Passage, report: ArticleRow, text: str, phrases: EventPhrases) -> Annotation:
    """A row as an annotation: what was read of it, where it stands."""
    return {
        "id": addresses.of_row(row.id, "annotation"),
        "type": "Annotation",
        "motivation": "identifying" if isinstance(row, MentionRow) else "classifying",
        "generator": {"type": "Software", "name": "Kronika"},
        "body": list(_bodies(row, phrases)),
        "target": {
            "type": "SpecificResource",
            "source": addresses.of_article(report),
            "sha256": report.sha256,
            "selector": [
                {"type": "TextPositionSelector", "start": row.start, "end": row.end},
                {"type": "TextQuoteSelector", **msgspec.to_builtins(quote(text, row.start, row.end))},
            ],
        },
    }


def _bodies(row: Passage, phrases: EventPhrases) -> Iterator[Annotation]:
    """Who is meant, where a name is; a tag; all that is known as data; the same in words."""
    if isinstance(row, MentionRow) and row.entity:
        yield {"type": "SpecificResource", "purpose": "identifying", "source": addresses.of_row(row.entity)}
    yield {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": readings.tag(row)}
    yield {
        "type": "TextualBody",
        "purpose": "classifying",
        "format": "application/json",
        "value": readings.data(row),
    }
    yield {
        "type": "TextualBody",
        "purpose": "describing",
        "format": "text/plain",
        "language": phrases.language,
        "value": readings.told(row, phrases),
    }
