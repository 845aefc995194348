"""The description of the API says what is so: nothing is missing in it, and every answer is as it says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import (
    allow_header_conformance,
    content_type_conformance,
    negative_data_rejection,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from kronika import corrections
from kronika.records import TABLES
from kronika.serving.api import EVERY, document
from kronika.serving.api_addresses import JSON
from kronika.serving.api_reading import ROOT
from kronika.serving.app import make_app
from kronika.serving.setting import Setting
from kronika.store import Store

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    allow_header_conformance,
]
EXAMPLES = 25


@schemathesis.serializer("application/x-ndjson")
def lines(_context: schemathesis.SerializationContext, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


STRICT = sorted((one.path, one.method) for one in EVERY if one.query or (one.body and one.body.media == JSON))
OPERATIONS = sorted((one.path, one.method) for one in EVERY)


@pytest.fixture(scope="module")
def desk(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Starlette:
    """A desk by the name that the fuzzer uses."""
    store = tmp_path_factory.mktemp("fuzzed") / "desk.db"
    store.write_bytes(kept.read_bytes())
    return make_app(Setting(store=store, host="testserver", port=80))


@pytest.fixture(scope="module")
def known(desk: Starlette) -> dict[str, list[str]]:
    """Ids and names of what is there, by what stands before them in paths: nobody guesses these."""
    with Store(desk.state.setting.store, create=False) as store:
        rows = {table: store.rows(table) for table in TABLES}
    made = corrections.correct(desk.state.setting.store, "check", rows["figures"][0].id)
    return {
        "stories": [row.story for row in rows["summaries"]],
        "reports": [row.article for row in rows["articles"]],
        "records": [some[0].id for some in rows.values() if some],
        "entities": [row.id for row in rows["entities"]],
        "corrections": [made.id],
        "correctable": [row.id for table in corrections.FIELDS for row in rows[table][:3]],
    }


def described() -> Any:
    return document(EVERY)


def test_every_route_is_described_and_every_description_has_a_route(desk: Starlette) -> None:
    routes = [route for route in desk.routes if isinstance(route, Route) and route.path.startswith("/api")]
    there = {(route.path, method) for route in routes for method in (route.methods or ()) if method != "HEAD"}
    told = {(path, method.upper()) for path, methods in described()["paths"].items() for method in methods}
    assert there == told


def test_the_description_is_served_as_it_is(desk: Starlette) -> None:
    answer = TestClient(desk).get(f"{ROOT}/openapi.json")
    assert answer.json() == described()


def test_everything_is_told_to_people_too() -> None:
    told = described()
    operations = [one for methods in told["paths"].values() for one in methods.values()]
    assert all(one["summary"] for one in operations)
    assert all(p["description"].endswith(".") for one in operations for p in one["parameters"])
    assert all(schema["description"] for schema in told["components"]["schemas"].values())
    assert "   " not in str([schema["description"] for schema in told["components"]["schemas"].values()])
    assert len({one["operationId"] for one in operations}) == len(operations)


def test_every_part_of_a_path_is_described() -> None:
    for path, methods in described()["paths"].items():
        for one in methods.values():
            assert re.findall(r"{(\w+)}", path) == [p["name"] for p in one["parameters"] if p["in"] == "path"]


def test_every_table_has_its_schema_and_every_reference_leads_somewhere() -> None:
    schemas = described()["components"]["schemas"]
    assert {row.__name__ for row in TABLES.values()} <= set(schemas)
    assert set(re.findall(r"#/components/schemas/([\w.-]+)'", str(described()))) <= set(schemas)
    for schema in schemas.values():
        jsonschema_rs.meta.validate(schema)


@pytest.fixture(scope="module")
def schema(desk: Starlette) -> Any:
    """The description as the fuzzer reads it at the desk, which it would open and close with every request."""

    async def opened(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await desk(scope, receive, send)

    desk.state.relinking.start()
    return schemathesis.openapi.from_asgi(f"{ROOT}/openapi.json", opened)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_whatever_is_asked_is_answered_as_described(
    schema: Any, known: dict[str, list[str]], path: str, method: str
) -> None:
    codes: Counter[int] = Counter()
    named = st.sampled_from(known.get(path.split("/")[3], [""]))
    ids = st.sampled_from(known["correctable"])

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=schema[path][method].as_strategy(), there=st.none() | st.tuples(named, ids, ids))
    def holds(case: Any, there: tuple[str, str, str] | None) -> None:
        if there:
            case.path_parameters = dict.fromkeys(case.path_parameters or {}, quote(there[0], safe=""))
            if isinstance(case.body, dict) and "of" in case.body:
                case.body |= {"of": there[1], "other": there[2]}
        codes[case.call_and_validate(checks=CHECKS).status_code] += 1

    holds()
    assert codes[200] + codes[201] or path.endswith(".jsonl"), codes


@pytest.mark.parametrize(("path", "method"), STRICT)
def test_what_does_not_fit_the_description_is_refused(schema: Any, path: str, method: str) -> None:
    wrong = schema[path][method].as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=wrong)
    def holds(case: Any) -> None:
        case.call_and_validate(checks=[*CHECKS, negative_data_rejection])

    holds()
