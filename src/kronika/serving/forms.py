"""The forms by which people rule: what they do, and the answer that leads back to where they were."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kronika import corrections
from kronika.errors import InputError, KronikaError
from kronika.records import Correction
from kronika.serving import addresses
from kronika.serving.asking import AUTHOR, FLASH, author_of, phrases
from kronika.serving.phrases import DeskPhrases
from kronika.serving.problems import problem_page
from kronika.serving.setting import Setting
from kronika.showing.wording import excerpt
from kronika.store import Store

PATIENCE = 2.0
"""Seconds for which an answer waits for the reports to be linked again."""
YEAR = 365 * 24 * 3600
FLASH_SECONDS = 60
MOST = 2000
"""Characters of a field."""
MOST_NAME, MOST_QUOTED = 80, 60
Act = Callable[[Setting, FormData, str], str]
"""What a form does, by whom; gives back the sentence that says so. Raises InputError for what cannot be."""


def acting(act: Act) -> Callable[[Request], Awaitable[Response]]:
    """What answers a form: it is done, the reports are linked again, and the browser is led back."""

    async def endpoint(request: Request) -> Response:
        async with request.form() as form:
            return await run_in_threadpool(_acted, request, form, act)

    return endpoint


def _acted(request: Request, form: FormData, act: Act) -> Response:
    setting, relinking = request.app.state.setting, request.app.state.relinking
    words, back = phrases(setting.language), addresses.local(raw(form, "back"))
    try:
        done = act(setting, form, author_of(request, setting))
    except InputError as error:
        # What has no place was told by the desk itself, in its own words.
        return problem_page(request, 400, "", told=f"{error}.", english=bool(error.place), back=back)
    except KronikaError:
        return problem_page(request, 503, "store-problem", back=back)
    relinking.ask()
    if not relinking.wait(PATIENCE):
        done = f"{done} {words.say('done-later')}"
    elif relinking.problem is not None:
        done = words.say("done-unlinked")
    return led(back, done)


def led(back: str, done: str) -> Response:
    """Leads back, to the sentence there that says what was done."""
    response = RedirectResponse(f"{back.split('#')[0]}#done", 303)
    response.set_cookie(FLASH, quote(done[: MOST_QUOTED * 20]), FLASH_SECONDS, httponly=True, samesite="strict")
    return response


async def name(request: Request) -> Response:
    """Sets the name under which this browser corrects."""
    async with request.form() as form:
        given, back = text(form, "name")[:MOST_NAME], addresses.local(raw(form, "back"))
    response = led(back, phrases(request.app.state.setting.language).say("done-name"))
    response.set_cookie(AUTHOR, quote(given), YEAR if given else 0, httponly=True, samesite="strict")
    return response


def add(setting: Setting, form: FormData, author: str) -> str:
    """Rules as a form says."""
    told = {name: text(form, name) or None for name in ("field", "value", "reason")}
    of = raw(form, "of") or _report(setting, raw(form, "report"))
    other = raw(form, "other") or _report(setting, raw(form, "other_report")) or None
    made = corrections.correct(setting.store, raw(form, "act"), of, other, **told, author=author)
    return said(made, phrases(setting.language))


def _report(setting: Setting, name: str) -> str:
    """The id of a report's row, by the name shown; names may look like anything."""
    with Store(setting.store, create=False) as store, store.lookup() as lookup:
        found = lookup.under("articles", name) if name else []
    return str(found[0].id) if found else ""


def withdraw(setting: Setting, form: FormData, author: str) -> str:
    """Takes a correction back."""
    corrections.withdraw(setting.store, raw(form, "id"), text(form, "reason") or None, author)
    return phrases(setting.language).say("done-withdraw")


def upload(setting: Setting, form: FormData, _author: str) -> str:
    """Takes in the ledger of somebody else."""
    words, file = phrases(setting.language), form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise InputError("", words.say("no-file"), words.say("no-file-remedy"))
    body = file.file.read().decode("utf-8-sig", "replace")
    return words.count("done-upload", corrections.load(setting.store, body.split("\n"), "line"))


def said(made: Correction, words: DeskPhrases) -> str:
    """What a correction rules, in a sentence."""
    quote_ = words.quoted(short(made.of.text)) if made.of else ""
    other = words.quoted(short(made.other.text)) if made.other else ""
    field = words.say(f"field-{made.field}") if made.field else ""
    rule = f"done-{made.act}-stories" if made.table == "stories" else f"done-{made.act}"
    if made.table in ("stories", "articles"):
        quote_, other = (words.quoted(short(a.article)) if a else "" for a in (made.of, made.other))
    return words.say(rule, text=quote_, other=other, field=field, value=made.value or words.say("value-unknown"))


def short(text: str) -> str:
    """Words on one line, cut where they are many."""
    return excerpt(text, MOST_QUOTED)


def text(form: FormData, name: str) -> str:
    """What a field of a form holds, on one line."""
    given = form.get(name)
    return " ".join(given.split())[:MOST] if isinstance(given, str) else ""


def raw(form: FormData, name: str) -> str:
    """What a field of a form holds as it is."""
    given = form.get(name)
    return given[:MOST] if isinstance(given, str) else ""
