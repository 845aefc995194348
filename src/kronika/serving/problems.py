"""What went wrong, as a page: one sentence and a way on, no place on this machine, nothing of the code."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kronika.serving import rendering
from kronika.serving.asking import FLASH, flash_of, phrases


def problem_page(
    request: Request, code: int, rule: str, *, told: str = "", english: bool = True, given: str = "", back: str = ""
) -> Response:
    """The page of a problem: the sentence of a rule of the words, or one that was told, mostly in English; and what
    the last form did."""
    language = request.app.state.setting.language
    words = phrases(language)
    shown = {
        "w": words,
        "code": code,
        "back": back,
        "english": bool(told) and english,
        "flash": flash_of(request),
        "told": told or words.say(rule, given=words.quoted(given)) if rule or told else "",
        "style": f"/static/{rendering.STYLE}?v={rendering.version(rendering.STYLE, language)}",
    }
    response = HTMLResponse(rendering.environment().get_template("problem.html.j2").render(shown), code)
    if shown["flash"]:
        response.delete_cookie(FLASH)
    return response
