"""The desk as an ASGI application: its addresses, its errors as pages, its door."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kronika.errors import InputError, KronikaError
from kronika.serving import (
    correction_pages,
    entity_pages,
    figure_pages,
    forms,
    member_pages,
    other_pages,
    record_pages,
    rendering,
    report_pages,
    search_pages,
    statement_pages,
    story_pages,
    timelines,
)
from kronika.serving.api import api_routes, http_failure, is_api, refusal
from kronika.serving.asking import Asking, NotThereError, NotUnderstoodError
from kronika.serving.guard import Guard, armoured
from kronika.serving.heads import MovedError
from kronika.serving.problems import problem_page
from kronika.serving.relinking import Relinking
from kronika.serving.setting import Setting
from kronika.serving.stories import stories
from kronika.store import Store

log = logging.getLogger("kronika.serving")
View = Callable[[Asking], Response]
VIEWS: dict[str, View] = {
    "/": stories,
    "/stories/of": story_pages.of_report,
    "/stories/{story}": story_pages.overview,
    "/stories/{story}/timeline": timelines.lines,
    "/stories/{story}/disagreements": story_pages.matters,
    "/stories/{story}/figures": figure_pages.of_story,
    "/stories/{story}/statements": statement_pages.of_story,
    "/stories/{story}/actors": member_pages.cast_of_story,
    "/stories/{story}/shared": member_pages.shared_of_story,
    "/stories/{story}/reports": member_pages.reports_of_story,
    "/reports": report_pages.report_asked,
    "/reports/{name:path}": report_pages.report,
    "/records/{record}": record_pages.record,
    "/entities": entity_pages.entities,
    "/entities/of/{mention}": entity_pages.bearer,
    "/entities/{entity}": entity_pages.entity,
    "/corrections": correction_pages.ledger,
    "/corrections/download": correction_pages.download,
    "/faults": other_pages.faults,
    "/search": search_pages.found,
    "/you": other_pages.you,
}
"""What can be looked at."""
FORMS = {
    "/corrections/add": forms.acting(forms.add),
    "/corrections/withdraw": forms.acting(forms.withdraw),
    "/corrections/upload": forms.acting(forms.upload),
    "/you": forms.name,
}
"""What can be changed."""


def make_app(setting: Setting, more: list[BaseRoute] | None = None) -> Starlette:
    """The desk of a store; `more` are further addresses behind the same door."""
    relinking = Relinking(setting.store)
    routes: list[BaseRoute] = [Route(path, looking(view), methods=["GET"]) for path, view in VIEWS.items()]
    routes += [Route(path, form, methods=["POST"]) for path, form in FORMS.items()]
    routes += [Route("/state", state), Route("/static/{name}", static), *api_routes(), *(more or [])]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, setting=setting, refuse=refusal)],
        exception_handlers={HTTPException: _http_problem, Exception: _unforeseen},
        lifespan=_living,
    )
    app.router.redirect_slashes = False  # nobody is led anywhere by an address that is not there
    app.state.setting, app.state.relinking = setting, relinking
    return app


@asynccontextmanager
async def _living(app: Starlette) -> AsyncIterator[None]:
    app.state.relinking.start()
    yield
    app.state.relinking.end()


def looking(view: View) -> Callable[[Request], Response]:
    """What answers from one moment of the store. What is wrong becomes a page with one sentence and a way on."""

    def endpoint(request: Request) -> Response:
        setting = request.app.state.setting
        try:
            with Store(setting.store, create=False) as store, store.lookup() as lookup:
                return view(Asking(request, setting, lookup, request.app.state.relinking))
        except MovedError as moved:
            return RedirectResponse(moved.address, 307)
        except NotThereError as error:
            return problem_page(request, 404, str(error) or "not-there")
        except NotUnderstoodError as error:
            return problem_page(request, 400, error.rule, given=error.given)
        except InputError as error:
            return problem_page(request, 400, "", told=f"{error.problem}. {error.remedy}.")
        except KronikaError as error:
            log.error("%s", error)
            return problem_page(request, 503, "store-problem")

    return endpoint


def state(request: Request) -> Response:
    """Whether reports are being linked, and what was wrong when they were last, for the script."""
    relinking = request.app.state.relinking
    return JSONResponse({"linking": relinking.busy, "problem": relinking.problem})


def static(request: Request) -> Response:
    """The style or the script."""
    name, language = request.path_params["name"], request.app.state.setting.language
    if name not in rendering.KINDS:
        return problem_page(request, 404, "not-there")
    kept = request.query_params.get("v") == rendering.version(name, language)
    headers = {"Cache-Control": "private, max-age=31536000, immutable" if kept else "no-cache"}
    return Response(rendering.static(name, language), media_type=rendering.KINDS[name], headers=headers)


async def _http_problem(request: Request, error: Exception) -> Response:
    if is_api(request.url.path):
        return http_failure(request, error)
    code = error.status_code if isinstance(error, HTTPException) else 500
    return problem_page(request, code, {404: "not-there", 405: "not-so"}.get(code, "unforeseen"))


async def _unforeseen(request: Request, error: Exception) -> Response:
    api = is_api(request.url.path)
    return armoured(http_failure(request, error) if api else problem_page(request, 500, "unforeseen"))
