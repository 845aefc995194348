"""The API of the desk: answers in JSON, by the table of its addresses, behind the same door as the pages."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from kronika.errors import InputError, KronikaError
from kronika.serving.api_addresses import ADDRESSES, JSON, Address, Body
from kronika.serving.api_answers import ApiError, Failure, MovedError, Problem
from kronika.serving.api_asking import Asked, Looking, given
from kronika.serving.api_reading import ROOT
from kronika.serving.guard import plain_refusal
from kronika.serving.openapi import document
from kronika.store import Store

log = logging.getLogger("kronika.serving")
IN_TROUBLE = ApiError(503, "the store", "it cannot be read just now", "Try again, or look where the desk was opened")
PROBLEMS = {
    401: "this desk asks for its token",
    403: "a page of another place could have sent this; nothing was changed",
    404: "there is no such address",
    405: "this cannot be done there",
    413: "this is too large; nothing was changed",
    421: "this desk does not go by that name",
}
REMEDIES = {
    401: "Send the header 'Authorization: Bearer TOKEN', with the token of the address that the desk printed",
    403: "Send it as application/json or application/x-ndjson, without an Origin of another page",
    404: f"{ROOT}/openapi.json tells what there is",
    405: f"{ROOT}/openapi.json tells what there is",
    413: "Send it in parts",
    421: "Ask by the address that the desk printed",
}
EVERY: tuple[Address, ...] = (
    *ADDRESSES,
    Address(
        "GET", f"{ROOT}/openapi.json", "openapi", "This description.", lambda _: document(EVERY), (dict[str, Any],)
    ),
)  # fmt: skip
"""All addresses, with that of their description."""


class QuotedRoute(Route):
    """A route whose parts may hold anything, also a slash: the path is taken apart as it came, and then unquoted."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """How the address fits."""
        if scope["type"] != "http":
            return Match.NONE, {}
        raw = scope["raw_path"].split(b"?")[0].decode("latin-1")
        match, found = super().matches({**scope, "path": raw, "root_path": ""})
        if match is not Match.NONE:
            found["path_params"] = {name: _unquoted(value) for name, value in found["path_params"].items()}
        return match, found


def _unquoted(part: str) -> str:
    return unquote_to_bytes(part.encode("latin-1")).decode("utf-8", "replace")


def api_routes() -> list[BaseRoute]:
    """The routes of the API, one a path."""
    paths: dict[str, dict[str, Address]] = {}
    for one in EVERY:
        paths.setdefault(one.path, {})[one.method] = one
    return [
        QuotedRoute(path, _Endpoint(by_method).answer, methods=list(by_method)) for path, by_method in paths.items()
    ]


def is_api(path: str) -> bool:
    """Whether a path is one of the API, where what is wrong is told in JSON."""
    return path == "/api" or path.startswith("/api/")


class _Endpoint:
    """What answers at a path."""

    def __init__(self, by_method: Mapping[str, Address]) -> None:
        self._by_method = by_method

    async def answer(self, request: Request) -> Response:
        """The answer, or what is wrong with what is asked."""
        address = self._by_method["GET" if request.method == "HEAD" else request.method]
        body = await request.body() if address.body else b""
        return await run_in_threadpool(_answer, address, request, body)


def _answer(address: Address, request: Request, body: bytes) -> Response:
    try:
        return _told(address, _answered(address, request, body))
    except MovedError as error:
        return Response(status_code=307, headers={"Location": error.address})
    except ApiError as error:
        return _failure(error)
    except InputError as error:
        return _failure(ApiError(422 if address.body else 400, error.place, error.problem, error.remedy))
    except (KronikaError, msgspec.MsgspecError) as error:
        log.error("%s", error)
        return _failure(IN_TROUBLE)


def _answered(address: Address, request: Request, body: bytes) -> Any:
    setting, relinking = request.app.state.setting, request.app.state.relinking
    asked = request.path_params | given(address.query, request.query_params.multi_items())
    if address.body:
        return address.do(Asked(setting, relinking, asked, _read(address.body, request, body)))
    with Store(setting.store, create=False) as store, store.lookup() as lookup:
        return address.do(Looking(setting, relinking, asked, lookup=lookup))


def _read(body: Body, request: Request, sent: bytes) -> Any:
    """What was sent, as its address says. Raises ApiError for anything else."""
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media != body.media:
        raise ApiError(415, "Content-Type", f"what was sent is said to be {media or 'nothing'}", f"Send {body.media}")
    try:
        if body.type is str:
            return sent.decode("utf-8")
        return msgspec.json.decode(sent or b"{}", type=body.type)
    except msgspec.ValidationError as error:
        raise ApiError(422, "what was sent", f"it does not fit: {error}", REMEDIES[404]) from None
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise ApiError(400, "what was sent", f"it is no {body.media}: {error}", "Send it in UTF-8") from None


def _told(address: Address, answer: Any) -> Response:
    body = answer if isinstance(answer, str) else msgspec.json.encode(answer)
    return Response(body, address.code, media_type=address.media)


# ---------------------------------------------------------------------- problems


def _failure(error: ApiError, headers: Mapping[str, str] | None = None) -> Response:
    problem = Problem(place=error.place, problem=error.problem, remedy=error.remedy)
    return Response(msgspec.json.encode(Failure(error=problem)), error.code, headers, JSON)


def http_failure(request: Request, error: Exception) -> Response:
    """What is wrong with an address or a method."""
    code = error.status_code if isinstance(error, HTTPException) else 500
    return _failure(_problem(request.scope, code), error.headers if isinstance(error, HTTPException) else None)


def refusal(scope: Scope, code: int, why: str) -> Response:
    """Why the door refused something: told in JSON to those who ask the API."""
    if not is_api(scope["path"]):
        return plain_refusal(scope, code, why)
    return _failure(_problem(scope, code))


def _problem(scope: Scope, code: int) -> ApiError:
    told = PROBLEMS.get(code, "something went wrong")
    return ApiError(code, scope["path"], told, REMEDIES.get(code, "Look where the desk was opened"))
