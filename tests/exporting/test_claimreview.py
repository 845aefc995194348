"""Claims as ClaimReview: no verdict, nothing that schema.org does not know, every word where it stands.

The schema is written from schema.org's definitions: the types, the properties that each may have, and what these hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from exported import SETS, exported
from made import made
from texts import texts

from kronika import api, exports
from kronika.exporting.claimreview import coarse

EVERY = pytest.mark.parametrize("name", SETS)
TEXT = {"type": "string", "minLength": 1}
DATE = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
URN = {"type": "string", "pattern": r"^urn:kronika:[^\x00-\x20<>\"]+$"}
URL = {"type": "string", "pattern": r"^https?://[^\x00-\x20<>\"{}|\\^`]+$"}


def thing(*types: str, required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    """A thing of one of these types with these properties and no others."""
    return {
        "type": "object",
        "required": ["@type", *required],
        "properties": {"@type": {"enum": types}, **properties},
        "additionalProperties": False,
    }


def many(of: dict[str, Any]) -> dict[str, Any]:
    """At least one of them."""
    return {"type": "array", "minItems": 1, "items": of}


NODE = {"type": "object", "required": ["@id"], "properties": {"@id": URN}, "additionalProperties": False}
REPORT = thing(
    "NewsArticle",
    "CreativeWork",
    required=("@id", "name", "identifier"),
    **{"@id": {"anyOf": [URN, URL]}},
    **dict.fromkeys(("name", "headline", "inLanguage"), TEXT),
    url=URL,
    datePublished=DATE,
    publisher=thing("Organization", required=("name",), name=TEXT),
    identifier=thing("PropertyValue", required=("propertyID", "value"), propertyID={"const": "sha256"}, value=TEXT),
    hasPart=many(
        thing(
            "Quotation",
            "CreativeWork",
            required=("@id", "text", "position"),
            **{"@id": URN},
            text=TEXT,
            position={"pattern": r"^char=\d+,\d+$"},
            description=TEXT,
        )
    ),
)
CLAIM = thing(
    "Claim",
    required=("@id", "text", "creditText", "appearance"),
    **{"@id": URN},
    **dict.fromkeys(("text", "creditText", "inLanguage"), TEXT),
    author=thing("Person", "Organization", required=("@id", "name"), name=TEXT, **{"@id": URN}),
    datePublished=DAY,
    appearance=many(REPORT),
    firstAppearance={"type": "object", "required": ["@id"]},
    mentions=many(NODE),
    about=many(thing("Thing", "Event", required=("@id", "name"), name=TEXT, **{"@id": URN})),
    spatialCoverage=many(thing("Place", required=("name", "description"), name=TEXT, description=TEXT)),
    temporalCoverage={"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(/\d{4}-\d{2}-\d{2})?$"},
)
REVIEW = thing(
    "ClaimReview",
    required=("@id", "claimReviewed", "itemReviewed"),
    **{"@id": URN},
    claimReviewed=TEXT,
    itemReviewed={"anyOf": [CLAIM, many(CLAIM)]},
)
SCHEMA = {
    "type": "object",
    "required": ["@context", "@graph"],
    "properties": {"@context": {"const": {"@vocab": "https://schema.org/"}}, "@graph": {"items": REVIEW}},
    "additionalProperties": False,
}


def document(name: str) -> dict[str, Any]:
    """The file of an export."""
    folder, _ = exported(name, "claimreview")
    found: dict[str, Any] = json.loads((folder / "claims.jsonld").read_bytes())
    return found


def claims(name: str) -> Iterator[dict[str, Any]]:
    """The claims of all reviews."""
    for review in document(name)["@graph"]:
        items = review["itemReviewed"]
        yield from items if isinstance(items, list) else [items]


def statements(name: str) -> dict[str, dict[str, Any]]:
    """The statements of the export contract by their ids."""
    folder, _ = exported(name, "jsonl")
    rows = map(json.loads, (folder / "statements.jsonl").read_text("utf-8").splitlines())
    return {row["id"]: row for row in rows}


def last(address: str) -> str:
    """The id of the row in an address."""
    return address.rsplit(":", 1)[-1]


def claim_of(name: str, words: str) -> dict[str, Any]:
    """The first claim with these words."""
    return next(claim for claim in claims(name) if words in claim["text"])


@EVERY
def test_the_file_is_what_schema_org_says(name: str) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(document(name))
    assert document(name)["@graph"]


@EVERY
def test_there_is_no_verdict(name: str) -> None:
    folder, done = exported(name, "claimreview")
    assert not re.search("rating|verdict", (folder / "claims.jsonld").read_text("utf-8"), re.IGNORECASE)
    assert any("Kronika gives no verdict" in note for note in done.notes)


@EVERY
def test_words_stand_in_their_reports_at_their_places(name: str) -> None:
    rows = statements(name)
    for claim in claims(name):
        parts = [(report, part) for report in claim["appearance"] for part in report.get("hasPart", ())]
        assert last(claim["@id"]) in {last(part["@id"]) for _, part in parts}
        for report, part in parts:
            start, end = map(int, part["position"].removeprefix("char=").split(","))
            assert texts(name)[report["identifier"]["value"]][start:end] == part["text"]
            assert rows[last(part["@id"])]["direct"] is (part["@type"] == "Quotation")


@EVERY
def test_each_claim_is_asserted_as_a_fact_by_a_known_source(name: str) -> None:
    rows = statements(name)
    for claim in claims(name):
        row = rows[last(claim["@id"])]
        assert row["modality"] == "fact"
        assert row["direct"] or row["stance"] not in ("denies", "doubts")
        assert claim["creditText"]
        if row["unnamed"]:
            assert "author" not in claim


@EVERY
def test_no_day_is_finer_than_it_is_known(name: str) -> None:
    rows = statements(name)
    for claim in claims(name):
        tellings = [rows[last(p["@id"])] for report in claim["appearance"] for p in report.get("hasPart", ())]
        if day := claim.get("datePublished"):
            assert day in {row["said_earliest"] for row in tellings} & {row["said_latest"] for row in tellings}


@EVERY
def test_all_statements_are_claims_or_counted(name: str) -> None:
    done = exported(name, "claimreview")[1]
    left = [re.match(r"([\d,]+) of ([\d,]+) statements \(told [\d,]+ times\) left out", note) for note in done.notes]
    counts = [tuple(int(number.replace(",", "")) for number in found.groups()) for found in left if found]
    assert {of for _, of in counts} == {len(list(claims(name))) + sum(number for number, _ in counts)}
    ids = [claim["@id"] for claim in claims(name)]
    assert len(ids) == len(set(ids))
    assert done.files["claims.jsonld"] == len(document(name)["@graph"])


@EVERY
def test_the_file_may_stand_in_a_page(name: str) -> None:
    folder, _ = exported(name, "claimreview")
    assert not re.search(b"[<>]", (folder / "claims.jsonld").read_bytes())


@EVERY
def test_rdflib_reads_the_claims(name: str) -> None:
    import rdflib

    graph = rdflib.Graph().parse(data=json.dumps(document(name)), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    for claim in claims(name):
        node = rdflib.URIRef(claim["@id"])
        assert (node, rdflib.RDF.type, schema.Claim) in graph
        assert graph.value(node, schema.text) == rdflib.Literal(claim["text"])
        assert len(set(graph.objects(node, schema.appearance))) == len(claim["appearance"])
        speaker = graph.value(node, schema.author)
        assert (speaker and str(graph.value(speaker, schema.name))) == claim.get("author", {}).get("name")
    assert set(graph.objects(None, schema.mentions)) <= set(graph.subjects(rdflib.RDF.type, schema.Claim))


def test_who_says_it_by_name_by_description_and_through_whom() -> None:
    fehr = claim_of("examples", "zatrzymano co najmniej 700")
    assert (fehr["author"]["@type"], fehr["author"]["name"]) == ("Person", "Ignacy Fehr")
    ministry = claim_of("examples", "zginęło 21 osób")
    assert ministry["author"]["@type"] == "Organization"
    assert ministry["appearance"][0]["publisher"]["name"] == "Kurier Velmarski"
    morgue = claim_of("examples", "co najmniej 35 ciał")
    assert "author" not in morgue
    assert morgue["creditText"] == "anonimowe źródła · via Wektor Press"


def test_a_claim_of_several_speakers_is_one_review() -> None:
    both = [
        review["itemReviewed"]
        for review in document("examples")["@graph"]
        if review["claimReviewed"][:15] == "Zatrzymano 86 o"
    ]
    assert [claim["creditText"] for claim in both[0]] == ["AKD", "rzecznik policji · via AKD"]


def test_a_claim_that_disputes_another_names_it() -> None:
    against = claim_of("examples", "liczba zatrzymanych jest znacznie zaniżona")["mentions"]
    assert against == [{"@id": claim_of("examples", "zatrzymano 214 osób")["@id"]}]


def test_promises_appeals_and_small_talk_stay_off_the_desk() -> None:
    words = " | ".join(claim["text"] for name in ("seeds", "examples") for claim in claims(name))
    for other in ("zostanie zniesiony", "Pod gruzami mogą", "Zachód powinien", "I ma czego", "Nikogo się nie boimy"):
        assert other not in words
    for other in ("aresztowano 4,4 tys.", "wybuch zabił 34", "te dane są znacząco zaniżone", "próbą zamachu stanu"):
        assert other in words


def test_a_date_is_the_finest_that_holds_all_days() -> None:
    assert coarse("2027-05-06", "2027-05-06") == "2027-05-06"
    assert coarse("2027-05-06", "2027-05-14") == "2027-05"
    assert coarse("2027-05-06", "2027-06-06") == "2027"
    assert coarse("2026-12-31", "2027-01-01") is None
    assert coarse(None, "2027-01-01") is None


def test_the_first_appearance_is_told_where_days_tell_it(tmp_path: Path) -> None:
    words = "- W Krakowie zginęło 12 osób, a policja zatrzymała 40 demonstrantów - powiedział minister Adam Nowak."
    before = {"a": "W mieście trwają protesty.", "b": "Trzeci dzień zamieszek w mieście."}
    records = [
        {
            "id": id_,
            "url": f"https://x.example/{id_}",
            "published": day,
            "publisher": id_,
            "text": f"{before[id_]} {words}",
        }
        for id_, day in (("a", "2027-05-06"), ("b", "2027-05-08"))
    ]
    (tmp_path / "r.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    api.read([tmp_path / "r.jsonl"], tmp_path / "k.db")
    exports.export(tmp_path / "out", tmp_path / "k.db", "claimreview")
    graph = json.loads((tmp_path / "out" / "claims.jsonld").read_bytes())["@graph"]
    [claim] = [review["itemReviewed"] for review in graph if "zginęło 12" in review["claimReviewed"]]
    assert [report["datePublished"] for report in claim["appearance"]] == ["2027-05-06", "2027-05-08"]
    assert claim["firstAppearance"] == {"@id": "urn:kronika:report:a"}


def made_claims() -> dict[str, dict[str, Any]]:
    """The claims of reports that give different numbers, by these."""
    graph = json.loads((made("claims", "claimreview")[0] / "claims.jsonld").read_bytes())["@graph"]
    return {number: r["itemReviewed"] for r in graph for number in ("27", "21") if number in r["claimReviewed"]}


def test_a_claim_says_what_it_is_about() -> None:
    claim = made_claims()["27"]
    assert claim["text"].startswith("W niedzielę 14 marca 2027 roku w zamachu")
    assert claim["appearance"][0]["hasPart"][0]["text"].startswith("PESZAWAR (PAP) - W niedzielę")
    assert claim["about"][0]["@type"] == "Thing"
    assert any("ASSAULT" in matter["name"] for matter in claim["about"][1:])
    assert claim["spatialCoverage"] == [{"@type": "Place", "name": "Peszawar", "description": "Peszawar"}]
    assert claim["temporalCoverage"] == "2027-03-14"


def test_claims_of_numbers_that_cannot_both_be_right_name_one_another() -> None:
    one, other = made_claims()["27"], made_claims()["21"]
    assert one["mentions"] == [{"@id": other["@id"]}]
    assert other["mentions"] == [{"@id": one["@id"]}]


@EVERY
def test_no_matter_is_finer_than_what_is_known(name: str) -> None:
    folder, _ = exported(name, "jsonl")
    rows = [
        json.loads(line)
        for table in ("events", "figures")
        for line in (folder / f"{table}.jsonl").read_text("utf-8").splitlines()
    ]
    days = {row.get(f"{of}{end}") for row in rows for of in ("", "on_") for end in ("earliest", "latest")}
    places = {row["place"] for row in rows}
    for claim in claims(name):
        assert {day for day in claim.get("temporalCoverage", "").split("/") if day} <= days
        assert {place["name"] for place in claim.get("spatialCoverage", ())} <= places


def test_notes_tell_how_often_statements_are_told() -> None:
    of = f"statements (told {len(statements('examples'))} times) left out"
    assert any(of in note for note in exported("examples", "claimreview")[1].notes)
