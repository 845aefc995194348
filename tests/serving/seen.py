"""What tests read of a page of the desk: its links, its ids, whether it is well-formed."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

VOID = {"meta", "link", "input", "br", "hr", "img", "area", "base", "col", "embed", "source", "track", "wbr"}
OPTIONAL = {"option"}
"""Elements that a page may leave open."""


class Read(HTMLParser):
    """A page as read: links, ids, attributes that no page of the desk may have, and what is not well-formed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.wrong: list[str] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.wrong += [f"<{name}> stays open" for name in self._open]
        self.wrong += [f"{id} stands twice" for id in {*self.ids} if self.ids.count(id) > 1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if len(given) != len(attrs):
            self.wrong.append(f"an attribute of <{tag}> stands twice")
        for name in given:
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.wrong.append(f"<{tag} {name}>")
        if tag in ("iframe", "object", "embed", "style", "base"):
            self.wrong.append(f"<{tag}>")
        if tag == "script" and not (given.get("src") or "").startswith("/static/"):
            self.wrong.append("a script of the page's own")
        for name in ("href", "action", "src"):
            if (address := given.get(name)) is not None:
                self.links.append(address)
                if not re.match(r"(/(?!/)|#|\?|https?://)", address):
                    self.wrong.append(f"{name}={address}")
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag not in VOID and tag not in OPTIONAL and not self._is_foreign(tag):
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID and self._open and self._open[-1] == tag:
            self._open.pop()

    def _is_foreign(self, tag: str) -> bool:
        return tag in ("path", "line", "circle", "rect") and "svg" in self._open

    def handle_endtag(self, tag: str) -> None:
        if tag in OPTIONAL or self._is_foreign(tag):
            return
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.wrong.append(f"</{tag}> where {self._open[-1:]} is open")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def own(self) -> list[str]:
        """The addresses of this desk to which it leads."""
        return [link for link in self.links if link.startswith("/") and not link.startswith("/static/")]

    @property
    def passages(self) -> list[str]:
        """Those that lead to a passage of a report."""
        return [link for link in self.own if link.startswith("/reports") and urlsplit(link).fragment]


def seal(page: str) -> str:
    """What the forms of a page carry."""
    found = re.search(r'name="csrf" value="(\w+)"', page)
    assert found
    return found[1]


def flash(page: str) -> str:
    """What a page says that the last form did."""
    found = re.search(r'class="notice done"[^>]*>(.*?)</p>', page)
    return html.unescape(found[1]) if found else ""
