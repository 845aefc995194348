"""Annotations lead back to their rows by position and by quotation; they are what the Recommendation says.

The schema is written from the W3C Recommendation "Web Annotation Data Model" of 23 February 2017.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from exported import SETS, exported
from texts import texts

from kronika import api, exports
from kronika.exporting import addresses
from kronika.exporting.quotes import quote
from kronika.exporting.webannotation import TABLES

EVERY = pytest.mark.parametrize("name", SETS)
IRI = {"type": "string", "pattern": r"^(https?://|urn:[a-z0-9]{2,}:)[^\x00-\x20<>\"{}|\\^`]+$"}
MOTIVATION = {
    "enum": [
        "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
        "linking", "moderating", "questioning", "replying", "tagging",
    ]
}  # fmt: skip
COUNT = {"type": "integer", "minimum": 0}


def resource(type_: str, required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """A thing of a type with these properties and no others."""
    properties = {"type": {"const": type_}, **required, **optional}
    return {
        "type": "object",
        "required": ["type", *required],
        "properties": properties,
        "additionalProperties": False,
    }


POSITION = resource("TextPositionSelector", {"start": COUNT, "end": COUNT})
QUOTE = resource("TextQuoteSelector", {n: {"type": "string"} for n in ("prefix", "exact", "suffix")})
BODY = {
    "anyOf": [
        resource(
            "TextualBody",
            {"value": {"type": "string", "minLength": 1}},
            purpose=MOTIVATION,
            format={"enum": ["text/plain", "application/json"]},
            language={"enum": ["en", "pl"]},
        ),
        resource("SpecificResource", {"source": IRI}, purpose=MOTIVATION),
    ]
}
ANNOTATION = resource(
    "Annotation",
    {
        "id": IRI,
        "target": resource(
            "SpecificResource",
            {
                "source": IRI,
                "sha256": {"pattern": "^[0-9a-f]{64}$"},
                "selector": {"prefixItems": [POSITION, QUOTE], "items": False, "minItems": 2},
            },
        ),
    },
    body={"type": "array", "minItems": 1, "items": BODY},
    motivation=MOTIVATION,
    generator=resource("Software", {"name": {"type": "string"}}),
)
PAGE = resource(
    "AnnotationPage",
    {
        "@context": {"type": "array", "contains": {"const": "http://www.w3.org/ns/anno.jsonld"}},
        "id": IRI,
        "items": {"type": "array", "items": ANNOTATION},
    },
    partOf=IRI,
    startIndex=COUNT,
)


def page(name: str, language: str = "en") -> dict[str, Any]:
    """The page of an export."""
    folder, _ = exported(name, "webannotation", language)
    found: dict[str, Any] = json.loads((folder / "annotations.jsonld").read_bytes())
    return found


def rows(name: str) -> dict[str, dict[str, Any]]:
    """The rows that are annotated, from the export contract, by the ids of their annotations."""
    folder, _ = exported(name, "jsonl")
    lines = (line for table in TABLES for line in (folder / f"{table}.jsonl").read_text("utf-8").splitlines())
    found = (json.loads(line) for line in lines)
    return {addresses.of_row(row["id"], "annotation"): row for row in found if "kind" not in row or row.get("name", 1)}


@EVERY
def test_the_page_is_what_the_recommendation_says(name: str) -> None:
    jsonschema.Draft202012Validator(PAGE).validate(page(name))


@EVERY
def test_each_row_is_one_annotation(name: str) -> None:
    ids = [one["id"] for one in page(name)["items"]]
    assert sorted(ids) == sorted(rows(name))
    assert exported(name, "webannotation")[1].files["annotations.jsonld"] == len(ids)


@EVERY
def test_each_annotation_leads_back_by_its_position_and_by_its_quotation(name: str) -> None:
    wanted, ambiguous = rows(name), 0
    for one in page(name)["items"]:
        text, row = texts(name)[one["target"]["sha256"]], wanted[one["id"]]
        position, quotation = one["target"]["selector"]
        assert text[position["start"] : position["end"]] == row["text"]
        places = found(text, quotation)
        ambiguous += len(places) > 1
        assert places[0] == (row["start"], row["end"]) == (position["start"], position["end"])
    assert ambiguous == 0


def found(text: str, quotation: dict[str, str]) -> list[tuple[int, int]]:
    """All places where a quotation stands between its prefix and suffix."""
    prefix, exact, suffix = (quotation[part] for part in ("prefix", "exact", "suffix"))
    places, at = [], text.find(prefix + exact + suffix)
    while at >= 0:
        start = at + len(prefix)
        places.append((start, start + len(exact)))
        at = text.find(prefix + exact + suffix, at + 1)
    return places


@EVERY
def test_the_data_of_a_body_are_those_of_the_row(name: str) -> None:
    wanted = rows(name)
    for one in page(name)["items"]:
        row = wanted[one["id"]]
        values = {body["purpose"]: body.get("value", body.get("source")) for body in one["body"]}
        data = json.loads(values["classifying"])
        assert {column: row[column] for column in data} == data
        assert values.get("identifying") in (None, addresses.of_row(row.get("entity") or ""))
        assert values["tagging"] in json.dumps(row) or "/" in values["tagging"]
        assert values["describing"]


# The terms of http://www.w3.org/ns/anno.jsonld that are used here.
TERMS = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "id": "@id",
    "type": "@type",
    "AnnotationPage": "as:OrderedCollectionPage",
    "Software": "as:Application",
    **{
        name: f"oa:{name}"
        for name in (
            "Annotation", "SpecificResource", "TextualBody", "TextPositionSelector", "TextQuoteSelector", "start",
            "end", "exact", "prefix", "suffix", "classifying", "describing", "identifying", "tagging",
        )
    },
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "generator": {"@id": "as:generator", "@type": "@id"},
    "partOf": {"@id": "as:partOf", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "startIndex": "as:startIndex",
    "format": "dc:format",
    "language": "dc:language",
    "value": "rdf:value",
    "name": "foaf:name",
}  # fmt: skip
SOME = 30


@EVERY
def test_rdflib_reads_the_annotations(name: str) -> None:
    import rdflib

    read = page(name)
    items = read["items"][:SOME]
    local = read | {"@context": [TERMS, read["@context"][1]], "items": items}
    graph = rdflib.Graph().parse(data=json.dumps(local), format="json-ld")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    assert {str(id_) for id_ in graph.subjects(rdflib.RDF.type, oa.Annotation)} == {one["id"] for one in items}
    for one in items:
        target = graph.value(rdflib.URIRef(one["id"]), oa.hasTarget)
        selectors = {graph.value(chosen, rdflib.RDF.type): chosen for chosen in graph.objects(target, oa.hasSelector)}
        position, quotation = selectors[oa.TextPositionSelector], selectors[oa.TextQuoteSelector]
        where = (graph.value(target, oa.hasSource), graph.value(target, rdflib.URIRef("https://schema.org/sha256")))
        span = (graph.value(position, oa.start), graph.value(position, oa.end))
        assert (*map(str, (*where, *span)), str(graph.value(quotation, oa.exact))) == told(one)


def told(one: dict[str, Any]) -> tuple[str, ...]:
    """Where an annotation stands."""
    position, quotation = one["target"]["selector"]
    target = one["target"]
    where = (target["source"], target["sha256"], str(position["start"]), str(position["end"]))
    return *where, quotation["exact"]


def test_more_is_quoted_until_a_passage_is_told_apart() -> None:
    text = "x" * 500
    places = [quote(text, at, at + 1) for at in range(0, 500, 50)]
    assert all(len(found(text, {"prefix": q.prefix, "exact": q.exact, "suffix": q.suffix})) == 1 for q in places)
    assert quote("one two three", 4, 7) == type(places[0])(prefix="one ", exact="two", suffix=" three")


def test_addresses_are_allowed_where_addresses_stand() -> None:
    assert addresses.of_row("event-1") == "urn:kronika:event-1"
    assert (
        addresses.web('https://x.example/a b?q=<b>&x="y"%zz%41')
        == "https://x.example/a%20b?q=%3Cb%3E&x=%22y%22%25zz%41"
    )
    assert [addresses.web(uri) for uri in (None, "javascript:alert(1)", "file:///etc", "https:///")] == [None] * 4


def test_what_has_a_passage_and_no_annotation_is_told() -> None:
    notes = exported("examples", "webannotation")[1].notes
    assert len(notes) == 4
    assert notes[0].startswith("101 of 101 rows of passages left out:")


def test_positions_in_text_taken_out_of_markup_are_told(tmp_path: Path) -> None:
    words = "W poniedziałek w Warszawie zginęły 3 osoby. Policja zatrzymała 10 demonstrantów w Krakowie."
    (tmp_path / "a.html").write_text(f"<html><body><article><p>{words}</p></article></body></html>", encoding="utf-8")
    api.read([tmp_path / "a.html"], tmp_path / "k.db")
    done = exports.export(tmp_path / "out", tmp_path / "k.db", "webannotation")
    assert any("positions in text taken out of markup" in note for note in done.notes)


def test_the_words_are_those_of_the_language() -> None:
    first, second = ({one["id"]: one["body"][-1] for one in page("examples", code)["items"]} for code in ("en", "pl"))
    assert {body["language"] for body in second.values()} == {"pl"}
    assert sum(first[id_]["value"] != body["value"] for id_, body in second.items()) > len(first) / 2


@EVERY
def test_a_place_stands_with_how_surely_it_is_known(name: str) -> None:
    wanted, places = rows(name), 0
    for one in page(name)["items"]:
        data = next((json.loads(b["value"]) for b in one["body"] if b["purpose"] == "classifying"), {})
        row = wanted[one["id"]]
        if data.get("place"):
            places += 1
            assert data["place_rule"] == row["place_rule"]
        if row.get("place_rule") == "report":
            told = next(b["value"] for b in one["body"] if b["purpose"] == "describing")
            assert f"{row['place']} (place of the report)" in told
    assert places
