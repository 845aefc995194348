"""The pages of the reference for programmers: the functions of Python, and the addresses of HTTP."""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import kronika
from docs.reference_marks import code, heading, listed, table
from kronika.records.columns import records
from kronika.serving.api_addresses import ADDRESSES
from kronika.serving.openapi import document

NAME = re.compile(r"[A-Za-z_]\w*")
PACKAGE = "kronika"
ROWS = "tables.md"
METHODS = ("get", "post")
REF = "#/components/schemas/"


# --------------------------------------------------------------------------------------------------------------- Python


def functions() -> Iterator[str]:
    """The page of the functions and of what they give back."""
    yield heading(1, "The functions")
    yield (
        "`import kronika` costs nothing: names are loaded when they are first used. [Examples](../python.md) stand"
        " apart. Rows are those of [the tables](tables.md), and bear the names of their classes here."
    )
    public = {name: getattr(kronika, name) for name in kronika.__all__ if not name.startswith("_")}
    found = {name: one for name, one in public.items() if inspect.isfunction(one)}
    yield listed(f"[`kronika.{name}`](#kronika-{name}): {_sentence(one)}" for name, one in found.items())
    for name, function in found.items():
        yield heading(2, f"kronika {name}")
        yield f"```python\n{_signature(name, function)}\n```"
        yield _doc(function)
    yield from _errors(public)
    yield heading(2, "What they give back")
    for kind in _given(found.values()):
        yield heading(3, kind.__name__)
        yield _doc(kind)
        yield table(("field", "type"), ((code(name), _linked(told, kind)) for name, told in _fields(kind).items()))


def _errors(public: Mapping[str, Any]) -> Iterator[str]:
    yield heading(2, "Errors")
    base = public["KronikaError"]
    own = [
        one for one in vars(sys.modules[base.__module__]).values() if isinstance(one, type) and issubclass(one, base)
    ]
    yield table(("error", "is", "when"), ((code(e.__name__), code(e.__bases__[0].__name__), _sentence(e)) for e in own))


def _sentence(thing: Any) -> str:
    """The first sentence of a docstring."""
    return _doc(thing).split("\n\n")[0].replace("\n", " ").split(". ")[0].rstrip(".") + "."


def _doc(thing: Any) -> str:
    return inspect.cleandoc(thing.__doc__ or "")


def _signature(name: str, function: Any) -> str:
    parameters = inspect.signature(function).parameters.values()
    lines = "".join(f"    {_parameter(one)},\n" for one in parameters)
    return f"{name}(\n{lines}) -> {function.__annotations__['return']}"


def _parameter(one: inspect.Parameter) -> str:
    star = (
        "**"
        if one.kind is inspect.Parameter.VAR_KEYWORD
        else "*"
        if one.kind is inspect.Parameter.VAR_POSITIONAL
        else ""
    )
    told = f"{star}{one.name}: {one.annotation}"
    if one.default is inspect.Parameter.empty:
        return told
    return f"{told} = {f'Path({str(one.default)!r})' if isinstance(one.default, Path) else repr(one.default)}"


def _given(found: Any) -> list[type]:
    """The classes of Kronika that the functions give back and that stand in these, but for rows, in order of names."""
    seen: dict[str, type] = {}
    waiting = [kind for one in found for kind in _named(one.__annotations__["return"], one.__module__)]
    while waiting:
        kind = waiting.pop(0)
        if kind.__name__ in seen or kind in records().values():
            continue
        seen[kind.__name__] = kind
        waiting += [inner for told in _fields(kind).values() for inner in _named(told, kind.__module__)]
    return [seen[name] for name in sorted(seen)]


def _fields(kind: type) -> dict[str, str]:
    """The fields of a class by their names, each with its type as it is written."""
    bases = [one for one in reversed(kind.__mro__) if one.__module__.startswith(PACKAGE)]
    return {name: str(told) for one in bases for name, told in vars(one).get("__annotations__", {}).items()}


def _named(told: str, module: str) -> list[type]:
    """The classes of Kronika that a type names."""
    found = (_resolved(name, module) for name in NAME.findall(told))
    return [one for one in found if isinstance(one, type) and one.__module__.startswith(PACKAGE) and _fields(one)]


@cache
def _resolved(name: str, module: str) -> Any:
    """What a name means in a module, also where it is imported for the checker of types alone."""
    there = vars(import_module(module))
    if name in there:
        return there[name]
    home = _imports(module).get(name)
    return getattr(import_module(home), name, None) if home else None


@cache
def _imports(module: str) -> dict[str, str]:
    tree = ast.parse(inspect.getsource(import_module(module)))
    froms = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module)
    return {alias.name: str(node.module) for node in froms for alias in node.names}


def _linked(told: str, kind: type) -> str:
    """A type with a link behind it to each class that it names."""
    links = []
    for one in dict.fromkeys(_named(told, kind.__module__)):
        owner = next((owner for owner, row in records().items() if row is one), None)
        page = f"{ROWS}#{owner.lower()}" if owner else f"#{one.__name__.lower()}"
        links.append(f"[{one.__name__}]({page})")
    return f"{code(told)} {' '.join(links)}".strip()


# ----------------------------------------------------------------------------------------------------------------- HTTP


def http() -> Iterator[str]:
    """The page of the desk's API, from its own description."""
    told = document(ADDRESSES)
    yield heading(1, "The desk's addresses for programs")
    yield (
        f"{told['info']['description']} `kronika serve` answers at `http://127.0.0.1:8000`, and describes itself at"
        " `/api/v1/openapi.json`, from which this page is made. [Examples](../desk.md) stand apart."
    )
    for path, methods in told["paths"].items():
        for method in (one for one in METHODS if one in methods):
            yield heading(2, f"{method.upper()} {path}")
            yield from _operation(methods[method])
    yield heading(2, "What is sent and answered")
    rows = {kind.__name__ for kind in records().values()}
    for name, schema in told["components"]["schemas"].items():
        if name not in rows and "_" not in name and schema.get("properties"):
            yield heading(3, name)
            yield schema.get("description", "")
            yield _properties(schema)


def _operation(told: Mapping[str, Any]) -> Iterator[str]:
    yield told["summary"]
    if told["parameters"]:
        yield table(("parameter", "in", "default", "meaning"), (_asked(one) for one in told["parameters"]))
    if "requestBody" in told:
        yield f"Sent: {_contents(told['requestBody'])}."
    good = {number: one for number, one in told["responses"].items() if number < "300"}
    yield " ".join(f"Answer {number}: {_contents(one)}." for number, one in good.items())
    wrong = (f"{number} {one['description']}" for number, one in told["responses"].items() if number >= "300")
    yield f"Else: {' '.join(wrong)}"


def _asked(one: Mapping[str, Any]) -> tuple[str, ...]:
    schema = one["schema"]
    values = f" One of {', '.join(code(value) for value in schema['enum'])}." if "enum" in schema else ""
    return (
        code(one["name"]),
        one["in"],
        code(schema["default"]) if "default" in schema else "",
        one["description"] + values,
    )


def _contents(told: Mapping[str, Any]) -> str:
    return "; ".join(f"{code(media)}, {_type(one['schema'])}" for media, one in told["content"].items())


def _properties(schema: Mapping[str, Any]) -> str:
    needed = schema.get("required", ())
    rows = ((code(n), _type(s), "" if n in needed else _default(s)) for n, s in schema["properties"].items())
    return table(("field", "type", "where it is left out"), rows)


def _default(schema: Mapping[str, Any]) -> str:
    return code(json.dumps(schema["default"])) if schema.get("default") is not None else "empty"


def _type(schema: Mapping[str, Any]) -> str:
    """A type of JSON in words, with links."""
    if "$ref" in schema:
        return _of(schema["$ref"].removeprefix(REF))
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(one) for one in schema["anyOf"]))
    if "enum" in schema:
        return " or ".join(code(value) for value in schema["enum"])
    kind = schema.get("type", "anything")
    if kind == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if kind == "object" and "additionalProperties" in schema:
        return f"{_type(schema['additionalProperties'])}, by name"
    return {"null": "empty", "string": "text", "integer": "whole number", "boolean": "yes or no"}.get(kind, kind)


def _of(name: str) -> str:
    """The name of a record with its link; of a page of a list what stands on it."""
    outer, _, inner = name.rstrip("_").partition("_")
    if inner:
        return f"{'a page of' if outer == 'Page' else outer} {_of(inner)}"
    owner = next((owner for owner, kind in records().items() if kind.__name__ == name), None)
    return f"[{name}]({ROWS}#{owner.lower()})" if owner else f"[{name}](#{name.lower()})"
