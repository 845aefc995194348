"""The door: what is asked by another name, sent from another page, without the token, or too large, does not pass."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kronika.serving.setting import Setting

SAFE = ("GET", "HEAD")
MOST_BYTES = 8 * 2**20
"""The largest body: a file of some ten thousand corrections."""
BROWSER, SEALED, SEAL_HEADER = "kronika_browser", "csrf", "x-csrf-token"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
OWN_SITES = ("none", "same-origin")
"""What browsers say of what was sent from here; another port of this machine is the same site, but not the same."""
API, PROGRAMS = "/api/", ("application/json", "application/x-ndjson")
"""Where programs correct, and the types of what they send: no form has them."""
POLICY = "; ".join(
    (
        "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'", "connect-src 'self'",
        "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    )
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer a browser would send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
Refuse = Callable[[Scope, int, str], Response]


def plain_refusal(_scope: Scope, code: int, why: str) -> Response:
    """A refusal in one line of text."""
    return PlainTextResponse(why + "\n", code)


class Guard:
    """ASGI middleware around all of the desk. `scope["kronika.browser"]` is the browser's own name from then on.

    Its cookie comes along with a followed link, or each such link would name the browser anew and void its open forms;
    forms of other sites are held off by their Origin and the seal.
    """

    def __init__(self, app: ASGIApp, setting: Setting, refuse: Refuse = plain_refusal) -> None:
        self._app, self._setting, self._refuse = app, setting, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what may pass; every answer has the headers of the desk."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        browser, new = self._browser(scope)
        scope["kronika.browser"] = browser
        armoured = _armoured(send, f"{BROWSER}={browser}; HttpOnly; SameSite=Lax; Path=/" if new else None)
        refused = self._foreign(scope) or self._unknown(scope)
        if refused is None and scope["method"] not in SAFE:
            receive, refused = await self._sent(scope, receive)
        await (refused or self._app)(scope, receive, armoured)

    def _browser(self, scope: Scope) -> tuple[str, bool]:
        known = Request(scope).cookies.get(BROWSER, "")
        fits = len(known) == 32 and known.isalnum() and known.isascii()
        return (known, False) if fits else (secrets.token_hex(16), True)

    # ------------------------------------------------------------- who asks

    def _foreign(self, scope: Scope) -> Response | None:
        """The refusal of what is asked by another name: a page elsewhere could have its own name lead here."""
        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) == 1 and self._setting.goes_by(hosts[0]):
            return None
        return self._refuse(scope, 421, "This desk does not go by that name; open the address that it printed.")

    def _unknown(self, scope: Scope) -> Response | None:
        """The refusal of those without the token, where one is needed; who brings it by address gets a cookie.
        What it is brought by leads on to the same without it, so that it stays in no address."""
        token = self._setting.token
        if token is None or self._bears(scope):
            return None
        request, name = Request(scope), f"kronika_token_{self._setting.port}"
        given = request.query_params.get("token") if scope["method"] in SAFE else None
        known, brought = _same(request.cookies.get(name, ""), token), _same(given or "", token)
        if not (known or brought):
            return self._refuse(scope, 401, "This desk asks for its token; open the address that it printed.")
        if given is None:
            return None
        kept = [pair for pair in parse_qsl(request.url.query) if pair[0] != "token"]
        path = scope.get("raw_path", b"/").decode("latin-1").split("?")[0]
        led = RedirectResponse("/" + path.lstrip("/\\") + ("?" + urlencode(kept) if kept else ""), 303)
        if brought:
            led.set_cookie(name, token, httponly=True, samesite="lax")
        return led

    def _bears(self, scope: Scope) -> bool:
        kind, _, given = Headers(scope=scope).get("authorization", "").partition(" ")
        return self._setting.token is not None and kind.lower() == "bearer" and _same(given, self._setting.token)

    # ------------------------------------------------------------ what is sent

    async def _sent(self, scope: Scope, receive: Receive) -> tuple[Receive, Response | None]:
        """What changes something: its body, read to the end, and the refusal of what no form of this desk sent."""
        headers = Headers(scope=scope)
        origins = headers.getlist("origin")
        own = all(o.startswith("http://") and self._setting.goes_by(o.removeprefix("http://")) for o in origins)
        if not own or headers.get("sec-fetch-site", "none") not in OWN_SITES:
            return receive, self._refuse(scope, 403, "That was sent by another page; nothing was changed.")
        body = await _body(receive)
        if body is None:
            return receive, self._refuse(scope, 413, "That is too large for this desk; nothing was changed.")
        if not self._bears(scope) and not _by_program(scope) and not await self._sealed(scope, body):
            why = "This form is of another time or place; nothing was changed. Go back, reload the page, send it again."
            return receive, self._refuse(scope, 403, why)
        return _again(body), None

    async def _sealed(self, scope: Scope, body: bytes) -> bool:
        request = Request(scope, _again(body))
        given = request.headers.get(SEAL_HEADER)
        if given is None and request.headers.get("content-type", "").split(";")[0].strip().lower() in FORMS:
            try:
                async with request.form() as form:
                    found = form.get(SEALED)
                    given = found if isinstance(found, str) else None
            except Exception:  # whatever is wrong with it, it is no form of this desk
                return False
        return given is not None and _same(given, self._setting.seal(scope["kronika.browser"]))


def _by_program(scope: Scope) -> bool:
    """Whether it came to the API as a page of another place cannot send it: browsers ask before they send such a type,
    and this desk never allows it."""
    headers = Headers(scope=scope)
    kinds = [kind.split(";")[0].strip().lower() for kind in headers.getlist("content-type")]
    return len(kinds) == 1 and kinds[0] in PROGRAMS and scope["path"].startswith(API)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


async def _body(receive: Receive) -> bytes | None:
    """All that is sent; None where it is too much."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            return None
        if not message.get("more_body"):
            return bytes(body)


def _again(body: bytes) -> Receive:
    """What gives a body that was read once more."""
    left = [body]

    async def receive() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return {"type": "http.disconnect"}

    return receive


def armoured(response: Response) -> Response:
    """An answer that does not come through the door, with the headers of the desk."""
    for name, value in (*HEADERS.items(), ("Cache-Control", "no-store")):
        response.headers.setdefault(name, value)
    return response


def _armoured(send: Send, cookie: str | None) -> Send:
    async def armoured(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
            if cookie:
                headers.append("Set-Cookie", cookie)
        await send(message)

    return armoured
