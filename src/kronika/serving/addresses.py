"""Addresses of the desk: each thing has one, whatever it is called."""

from __future__ import annotations

from urllib.parse import quote, urlencode

DOTS = (".", "..")
"""Names that browsers take for steps in a path, however they are written."""


def report(name: str, start: int | None = None, end: int | None = None) -> str:
    """A report, or a passage of it: it is lit there, and the browser goes to it."""
    safe = name.encode("utf-8", "replace").decode()
    at = {} if start is None else {"at": str(start) if end is None else f"{start}-{end}"}
    if safe in DOTS:
        path, asked = "/reports", {"name": safe, **at}
    else:
        path, asked = f"/reports/{quote(safe, safe='')}", at
    return path + (f"?{urlencode(asked)}" if asked else "") + (f"#p-{start}" if start is not None else "")


def story(id: str, section: str = "", **asked: str) -> str:
    """A story, or a section of it."""
    path = f"/stories/{quote(id, safe='')}" + (f"/{section}" if section else "")
    return path + (f"?{urlencode(asked)}" if asked else "")


def entity(id: str) -> str:
    """Somebody who is named."""
    return f"/entities/{quote(id, safe='')}"


def bearer(mention: str) -> str:
    """Whoever a mention means, also when that changes."""
    return f"/entities/of/{quote(mention, safe='')}"


def record(id: str) -> str:
    """A record, or whoever has this id."""
    return entity(id) if id.startswith("entity-") else f"/records/{quote(id, safe='')}"


def local(address: str) -> str:
    """An address of this desk as it was given, else the first page: nobody is led elsewhere."""
    fits = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if fits and address.isascii() and "\\" not in address else "/"
