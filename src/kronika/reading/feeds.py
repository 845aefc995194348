"""RSS and Atom files to articles, an item at a time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from msgspec import Struct

from kronika.reading.articles import Extracted, extracted_article, told
from kronika.reading.encoding import Alphabet
from kronika.reading.evidence import MODIFIED, Said, Weighed, surest_day, web_address
from kronika.reading.files import trouble
from kronika.reading.fragments import MARKUP, fragment_text, plain_words
from kronika.reading.limits import MOST_LINE, damaged
from kronika.reading.markup import MendedXml
from kronika.reading.opening import DAMAGED, opened
from kronika.reading.pages import day_faults
from kronika.records import Article, Metadata, Trouble

FEED, FEED_TITLE = "feed", "feed title"
ATOM, RSS1, CONTENT, DC, TERMS = (
    "http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/", "http://purl.org/rss/1.0/modules/content/",
    "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/",
)  # fmt: skip
NAMESPACES = frozenset(("", ATOM, RSS1, CONTENT, DC, TERMS, "http://www.w3.org/1999/02/22-rdf-syntax-ns#"))
ROOTS = frozenset(("rss", "RDF", "feed"))
ITEMS = frozenset(("item", "entry"))
TEXTS = ("encoded", "content", "description", "summary")
"""Where an item's text stands, the fullest first."""
WHOLE = frozenset(("encoded", "content"))
"""Those that hold all of the report; the others hold a summary, or all, and do not say which."""
GIVEN = re.compile(r"(?:https?://|urn:|tag:)\S+", re.IGNORECASE)
"""Ids of items that no other feed has."""
BASE = "{http://www.w3.org/XML/1998/namespace}base"
THE_ITEM = "the page that the item leads to"
REMEDY = "Fetch the feed again, or save its items as JSON Lines"


class TooLargeError(Exception):
    """An item without end."""


class _Metered:
    """A file that gives no more bytes for one item than an item may have."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = MendedXml(file)
        self.taken = 0

    @property
    def mended(self) -> bool:
        """Whether bytes so far were in no encoding."""
        return self._file.mended

    def read(self, size: int = -1) -> bytes:
        found = self._file.read(size)
        self.taken += len(found)
        if self.taken > MOST_LINE:
            raise TooLargeError
        return found


class Channel(Struct):
    """What a feed says of itself."""

    root: str = ""
    title: str | None = None
    base: str = ""


class Item(NamedTuple):
    """One item of a feed, its number from 1, the feed's title and its base of addresses; whether bytes were mended."""

    number: int
    element: Element
    channel: str | None
    base: str = ""
    mended: bool = False


def read_feed(path: Path, _alphabets: Sequence[Alphabet]) -> Iterator[Article | Trouble]:
    """The items of a feed; the XML of a feed names its own encoding."""
    number = 0
    with opened(path) as file:
        try:
            for item in _items(_Metered(file)):
                number = item.number
                yield from _read_whole(path, item)
        except DAMAGED as error:
            yield damaged(path, error, f"after item {number}")
            return
        except DefusedXmlException as error:
            why = f"it declares entities or a document type, which are not read ({type(error).__name__})"
            yield trouble(path, "file", why, "Take the DOCTYPE out of it", f"after item {number}")
            return
        except TooLargeError:
            why = f"an item of more than {MOST_LINE:,} bytes; what follows is not read"
            yield trouble(path, "file", why, "Take that item out", f"after item {number}")
            return
        except (ParseError, ValueError, LookupError, RecursionError) as error:
            why = f"it is not well-formed XML ({error}); what follows is not read"
            yield trouble(path, "file", why, REMEDY, f"after item {number}")
            return
    if not number:
        yield trouble(path, "file", "it is no RSS or Atom feed, or it has no items", REMEDY)


def _items(file: _Metered) -> Iterator[Item]:
    """The items one after the other; each is forgotten before the next."""
    channel, above, number, inside = Channel(), [], 0, 0
    for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
        name = _local(element)
        if event == "start":
            channel.root = channel.root or name
            channel.base = channel.base or element.get(BASE, "")
            above.append(element)
            inside += bool(inside) or name in ITEMS
            if channel.root not in ROOTS:
                return
            continue
        above.pop()
        inside -= bool(inside)
        if inside:
            continue
        if name in ITEMS:
            number += 1
            file.taken = 0
            yield Item(number, element, channel.title, channel.base, file.mended)
        elif name == "title" and len(above) <= 2 and channel.title is None:
            channel.title = told(" ".join("".join(element.itertext()).split()))
        if above:
            above[-1].remove(element)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _read_whole(path: Path, item: Item) -> Iterator[Article | Trouble]:
    """What an item gives; one that cannot be read leaves out itself alone."""
    try:
        found = list(_read_item(path, item))
    except (ValueError, RecursionError) as error:
        why = f"it cannot be read ({error})"
        found = [trouble(path, "record", why, "Fetch the page that it leads to", f"item {item.number}")]
    yield from found


def _read_item(path: Path, item: Item) -> Iterator[Article | Trouble]:
    where = f"item {item.number}"
    fields = _fields(item.element)
    text, is_whole = _text(fields)
    if not text.strip():
        yield trouble(path, "record", "it has no text", "Fetch the page that it leads to", where)
        return
    address = _address(fields, urljoin(item.base, item.element.get(BASE, "")))
    source = _source(fields, address, text, is_whole)
    published = surest_day(_days(fields, ("pubDate", "published", "issued", "date")), _changed(fields))
    torn = item.mended and "\ufffd" in text
    why = "bytes of it are not UTF-8, or no characters of XML; each reads as U+FFFD"
    faults = [trouble(path, "characters", why, REMEDY)] if torn else []
    faults += day_faults(path, published, THE_ITEM)
    metadata = _metadata(fields, item, address, published)
    yield from extracted_article(path, Extracted(source, source, text, metadata, faults=faults), where)


def _source(fields: dict[str, list[Element]], address: str | None, text: str, is_whole: bool) -> str:
    """What an item goes by. A summary goes by a name of its own, so that it never stands for the page itself."""
    given = next((id for name in ("guid", "id") if (id := _said(fields, name))), None)
    stable = given if given and GIVEN.fullmatch(given) else address
    if stable is None:
        words = f"{_said(fields, 'title')}\n{text}"
        return f"{FEED}:{hashlib.sha256(words.encode()).hexdigest()[:16]}"
    return stable if is_whole else f"{FEED}:{stable}"


def _fields(item: Element) -> dict[str, list[Element]]:
    """The children of an item by their names, those of other vocabularies than feeds and the item's own left out."""
    fields: dict[str, list[Element]] = {}
    known = NAMESPACES | {_namespace(item)}
    for child in item:
        if _namespace(child) in known:
            fields.setdefault(_local(child), []).append(child)
    return fields


def _namespace(element: Element) -> str:
    return str(element.tag).rpartition("}")[0].removeprefix("{")


def _said(fields: dict[str, list[Element]], name: str) -> str | None:
    return next((said for e in fields.get(name, ()) if (said := told(" ".join("".join(e.itertext()).split())))), None)


def _text(fields: dict[str, list[Element]]) -> tuple[str, bool]:
    """The text of an item, and whether it is said to be all of it."""
    for name in TEXTS:
        for element in fields.get(name, ()):
            held = element.text or ""
            if len(element):
                held += "".join(tostring(child, encoding="unicode", method="html") for child in element)
            text = fragment_text(held) if MARKUP.search(held) else held.strip()
            if text:
                return text, name in WHOLE
    return "", False


def _address(fields: dict[str, list[Element]], base: str) -> str | None:
    links = fields.get("link", [])
    alternate = [e.get("href") for e in links if e.get("rel", "alternate") == "alternate"]
    told_links = [*alternate, *(e.text for e in links)]
    return next((full for link in told_links if link and (full := web_address(link, base))), None)


def _days(fields: dict[str, list[Element]], names: Sequence[str], source: str = FEED) -> list[Said]:
    return [Said(said, source) for name in names if (said := _said(fields, name))]


def _changed(fields: dict[str, list[Element]]) -> list[Said]:
    return _days(fields, ("updated", "modified"), f"{FEED} {MODIFIED}")


def _metadata(fields: dict[str, list[Element]], item: Item, address: str | None, published: Weighed) -> Metadata:
    title = told(plain_words(_said(fields, "title") or ""))
    authors = [name for e in (*fields.get("creator", ()), *fields.get("author", ())) if (name := _name(e))]
    origins = [title for s in fields.get("source", ()) for title in (*s.iter(f"{{{ATOM}}}title"), s)]
    own = _said({"source": origins[:1]}, "source") or _said(fields, "publisher")
    publisher = own or item.channel
    sources = {field: [FEED] for field, value in (("title", title), ("url", address), ("authors", authors)) if value}
    sources |= {"publisher": [FEED if own else FEED_TITLE]} if publisher else {}
    sources |= {"published": published.sources} if published.value else {}
    return Metadata(
        title=title, url=address, publisher=publisher, published=published.value, authors=authors, sources=sources
    )


def _name(author: Element) -> str | None:
    """An author's name; RSS writes it in brackets behind an address of mail."""
    named = author.find(f"{{{ATOM}}}name")
    said = plain_words("".join((author if named is None else named).itertext()))
    mail, _, bracketed = said.partition("(")
    if "@" in mail:
        return told(bracketed.rpartition(")")[0].strip())
    return told(said)
