"""References in CSL-JSON: every report once, no date finer than it is, read and printed by citeproc-py.

The schema is written from the documentation of CSL 1.0.2: its types, variables, names and dates.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from typing import Any

import jsonschema
import msgspec
import pytest
from exported import SETS, exported

from kronika.exporting.csl import ANYTHING, NEWSPAPER, PAGE, issued, item
from kronika.records import ArticleRow
from kronika.showing.event_phrases import EventPhrases
from kronika.showing.facts import Facts

EVERY = pytest.mark.parametrize("name", SETS)
TYPES = [
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map",
    "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book", "software",
    "song", "speech", "standard", "thesis", "treaty", "webpage",
]  # fmt: skip
PART = {"type": "integer"}
DATE = {
    "oneOf": [
        {"required": ["date-parts"], "not": {"required": ["literal"]}},
        {"required": ["literal"], "not": {"required": ["date-parts"]}},
    ],
    "properties": {
        "literal": {"type": "string", "minLength": 1},
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "array",
                "minItems": 1,
                "prefixItems": [PART, PART | {"minimum": 1, "maximum": 12}, PART | {"minimum": 1, "maximum": 31}],
                "items": False,
            },
        },
    },
    "additionalProperties": False,
}
TEXT = {"type": "string", "minLength": 1}
NAME = {
    "type": "object",
    "properties": dict.fromkeys(("family", "given", "literal"), TEXT),
    "additionalProperties": False,
}
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "properties": {
            "id": TEXT,
            "type": {"enum": TYPES},
            "author": {"type": "array", "minItems": 1, "items": NAME},
            **dict.fromkeys(("issued", "accessed"), DATE),
            **dict.fromkeys(("title", "container-title", "URL", "language", "note"), TEXT),
        },
        "additionalProperties": False,
    },
}


def references(name: str) -> list[dict[str, Any]]:
    """The items of an export."""
    folder, _ = exported(name, "csl")
    found: list[dict[str, Any]] = msgspec.json.decode((folder / "references.json").read_bytes())
    return found


def articles(name: str) -> dict[str, ArticleRow]:
    """The reports of the export contract by their ids."""
    folder, _ = exported(name, "jsonl")
    rows = [
        msgspec.json.decode(line, type=ArticleRow) for line in (folder / "articles.jsonl").read_bytes().splitlines()
    ]
    return {row.id: row for row in rows}


@EVERY
def test_the_file_is_what_the_documentation_of_csl_says(name: str) -> None:
    jsonschema.validate(references(name), SCHEMA, cls=jsonschema.Draft202012Validator)


@EVERY
def test_each_report_is_one_item_with_the_hash_of_its_text(name: str) -> None:
    rows = articles(name)
    items = references(name)
    assert sorted(one["id"] for one in items) == sorted(rows)
    assert [one["note"] for one in items if rows[one["id"]].sha256 not in one["note"]] == []
    assert exported(name, "csl")[1].files["references.json"] == len(rows)


@EVERY
def test_no_date_is_finer_than_the_days_of_publication(name: str) -> None:
    rows = articles(name)
    for one in references(name):
        row = rows[one["id"]]
        days = (dt.date.fromisoformat(day) for day in (row.published_earliest, row.published_latest) if day)
        [parts] = one["issued"]["date-parts"]
        assert all(list(day.timetuple()[: len(parts)]) == parts for day in days)
        assert (len(parts) == 3) is (row.published_earliest == row.published_latest)


@EVERY
def test_citeproc_prints_all_of_them_without_a_warning(name: str) -> None:
    items = references(name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        printed = bibliography(items)
    assert len(printed) == len(items)
    for one, line in zip(items, printed, strict=True):
        assert str(one["issued"]["date-parts"][0][0]) in line
        assert words(one["title"]) in words(line)


def words(text: str) -> str:
    """Letters and digits: processors change quotation marks and take markup out."""
    return re.sub(r"<[^>]*>|\W", "", text)


def bibliography(items: list[dict[str, Any]]) -> list[str]:
    """The lines of a bibliography in the style that citeproc-py brings along."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    made = CitationStylesBibliography(style, source, formatter.plain)
    for one in items:
        made.register(Citation([CitationItem(one["id"])]))
    return [str(line) for line in made.bibliography()]


def test_a_stretch_is_its_month_or_year_and_no_first_day() -> None:
    phrases = EventPhrases("en")
    assert issued("2027-05-05", "2027-05-05", phrases) == {"date-parts": [[2027, 5, 5]]}
    assert issued("2027-05-05", "2027-05-13", phrases) == {"date-parts": [[2027, 5]]}
    assert issued("2027-05-05", "2027-06-01", phrases) == {"date-parts": [[2027]]}
    assert issued("2026-12-30", "2027-01-02", phrases) == {"literal": "30 December 2026 – 2 January 2027"}
    assert issued(None, "2027-01-02", phrases) == {"literal": "2 January 2027 or earlier"}
    assert issued(None, None, phrases) is None


def test_the_type_follows_from_what_is_known() -> None:
    def made(**known: Any) -> dict[str, Any]:
        row = ArticleRow(id="article-1", article="a\nb", sha256="0f", encoding="utf-8", **known)
        return item(row, Facts(article=row.article, title=row.title, publisher=row.publisher), EventPhrases("en"))

    assert made() == {"id": "article-1", "type": ANYTHING, "title": "[a\nb]", "note": "sha256 0f: a b"}
    assert made(uri="https://x.example/ą b")["URL"] == "https://x.example/ą%20b"
    assert made(uri="https://x.example")["type"] == PAGE
    assert made(uri="javascript:alert(1)")["type"] == ANYTHING
    assert made(publisher="Outlet")["type"] == NEWSPAPER
    assert made(retrieved="2027-05-06T10:00:00Z")["accessed"] == {"date-parts": [[2027, 5, 6]]}


def test_what_is_lacking_is_told() -> None:
    notes = exported("examples", "csl")[1].notes
    assert "7 of 12 items have no container-title: the outlet is not known." in notes
    assert len(notes) == 4
