"""The description of the API in OpenAPI 3.1, made from its table of addresses and the types of its answers."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

import msgspec

from kronika import __version__
from kronika.records.columns import told_of
from kronika.serving.api_addresses import JSON, Address, Body
from kronika.serving.api_answers import REF, Failure
from kronika.serving.api_asking import Parameter

TOLD = (
    "What the desk knows, for other programs. Rows are those of the export, of one moment each. What changes something"
    " is sent as JSON, so that no page elsewhere can; where the desk asks for its token, every request carries it."
)
WRONG = {
    400: "What is asked cannot be understood.",
    401: "The desk asks for its token.",
    403: "It was sent as another page might have sent it.",
    404: "What is asked for is not there.",
    413: "What was sent is too large.",
    415: "What was sent is of another type.",
    421: "The desk does not go by the name that was asked.",
    422: "What was sent does not fit, or rules what cannot be ruled.",
    503: "The store is in trouble.",
}
SENT = (403, 413, 415, 422)
"""What can only be wrong where something is sent."""


def document(addresses: Sequence[Address]) -> dict[str, Any]:
    """The description of these addresses."""
    types = [kind for one in addresses for kind in _types(one)]
    found, components = msgspec.json.schema_components([*types, Failure], ref_template=REF)
    schemas = dict(zip([*map(_key, types), _key(Failure)], found, strict=True))
    paths: dict[str, Any] = {}
    for one in addresses:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Kronika", "version": __version__, "description": TOLD},
        "paths": paths,
        "security": [{}, {"token": []}],
        "components": {
            "schemas": {name: _told(name, schema) for name, schema in components.items()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _types(one: Address) -> list[Any]:
    return [kind for kind in (*one.answers, *((one.body.type,) if one.body else ())) if kind is not str]


def _key(kind: Any) -> str:
    return str(kind)


def _operation(one: Address, schemas: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.told,
        "parameters": [_parameter(p, "path") for p in one.parts] + [_parameter(p, "query") for p in one.query],
        "responses": {str(one.code): _answer(one, schemas), **_wrong(one, schemas)},
    }
    if one.body:
        told["requestBody"] = _body(one.body, schemas)
    return told


def _parameter(one: Parameter, place: str) -> dict[str, Any]:
    schema = one.kind.schema if one.default is None else one.kind.schema | {"default": one.default}
    return {"name": one.name, "in": place, "required": place == "path", "description": one.told, "schema": schema}


def _answer(one: Address, schemas: dict[str, Any]) -> dict[str, Any]:
    possible = [_schema(kind, schemas) for kind in one.answers]
    schema = possible[0] if len(possible) == 1 else {"anyOf": possible}
    return {"description": one.told, "content": {one.media: {"schema": schema}}}


def _schema(kind: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    return {"type": "string"} if kind is str else schemas[_key(kind)]


def _body(body: Body, schemas: dict[str, Any]) -> dict[str, Any]:
    return {"required": body.needed, "content": {body.media: {"schema": _schema(body.type, schemas)}}}


def _wrong(one: Address, schemas: dict[str, Any]) -> dict[str, Any]:
    content = {JSON: {"schema": schemas[_key(Failure)]}}
    codes = [code for code in WRONG if one.body or code not in SENT]
    moved = {"307": {"description": "Its reports went into another story."}} if one.moved else {}
    return moved | {str(code): {"description": WRONG[code], "content": content} for code in codes}


def _told(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A schema whose description is one text, without the blanks of the source; that of a row says of each column what
    it means."""
    told = told_of(name)
    own = {
        column: one | {"description": told[column].told} if column in told else one
        for column, one in schema.get("properties", {}).items()
    }
    described = {"description": inspect.cleandoc(schema["description"])} if "description" in schema else {}
    return schema | described | ({"properties": own} if own else {})
