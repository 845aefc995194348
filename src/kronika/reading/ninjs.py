"""ninjs (News in JSON of the IPTC) to articles: one object, a list of them, or one a line.

Source of the names: IPTC ninjs 1.x, 2.x and 3.x, where they differ all are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct, field

from kronika.reading.articles import Extracted, extracted_article, told, with_sources
from kronika.reading.encoding import Alphabet
from kronika.reading.evidence import MODIFIED, Said, surest_day, web_address
from kronika.reading.files import trouble
from kronika.reading.fragments import fragment_text, plain_words
from kronika.reading.limits import MOST_LINE, damaged, too_long
from kronika.reading.objects import Found, objects
from kronika.reading.opening import DAMAGED, opened
from kronika.reading.pages import day_faults
from kronika.records import Article, Metadata, Trouble

NINJS = "ninjs"
REMEDY = "Write ninjs (an object with `uri` and a body), or JSON Lines with the ending .jsonl"
ELEMENTS = re.compile(r"</(?:p|div|h[1-6]|ul|ol|li|table|span|a|b|i|em|strong|blockquote)\s*>|<br\s*/?>", re.IGNORECASE)
"""Elements of HTML that are closed: nobody writes these in plain text."""
MARKUP = re.compile(r"html|xml|nitf", re.IGNORECASE)
OWN = ("kronika-chronicle", "kronika-report")
"""The profiles of what Kronika itself writes: a chronicle made of reports is none, and would be told as one more."""


class Valued(Struct):
    """A headline or a body of ninjs 2 and 3, in which some names are written otherwise."""

    value: str = ""
    role: str = ""
    contenttype: str = ""
    content_type: str = field(default="", name="contentType")

    @property
    def marked(self) -> bool:
        """Whether it says that it is markup."""
        return bool(MARKUP.search(self.content_type or self.contenttype))


class Named(Struct):
    """A person or an organisation that made an item."""

    name: str | None = None
    role: str | None = None


class News(Struct):
    """What is read of an item."""

    uri: str
    headline: str | None = None
    headlines: list[Valued] = []
    body_text: str | None = None
    body_xhtml: str | None = None
    body_html: str | None = None
    bodies: list[Valued] = []
    byline: str | None = None
    by: str | None = None
    authors: list[Named] = []
    infosources: list[Named] = []
    copyrightholder: str | None = None
    firstcreated: str | None = None
    firstpublished: str | None = None
    versioncreated: str | None = None
    language: str | None = None
    profile: str | None = None
    pubstatus: str | None = None
    info_sources: list[Named] = field(default_factory=list, name="infoSources")
    copyright_holder: str | None = field(default=None, name="copyrightHolder")
    first_created: str | None = field(default=None, name="firstCreated")
    version_created: str | None = field(default=None, name="versionCreated")
    pub_status: str | None = field(default=None, name="pubStatus")


def read_ninjs(path: Path, _alphabets: Sequence[Alphabet]) -> Iterator[Article | Trouble]:
    """The items of a file, one at a time."""
    number = own = 0
    with opened(path) as file:
        try:
            for found in objects(file, MOST_LINE):
                number = found.number
                news = _news(path, found)
                if isinstance(news, Trouble):
                    yield news
                elif news.profile in OWN:
                    own += 1
                else:
                    yield from _read_news(path, news, f"object {number}")
        except DAMAGED as error:
            yield damaged(path, error, f"after object {number}")
            return
    if own:
        yield trouble(
            path, "file", f"{own:,} object(s) are what Kronika wrote of reports", "Read the reports themselves"
        )
    if not number:
        yield trouble(path, "file", "it is no ninjs, or it is empty", REMEDY)


def _news(path: Path, found: Found) -> News | Trouble:
    """What is read of an object, or why it cannot be."""
    where = f"object {found.number}"
    if found.cut == "large":
        return too_long(path, f"a record of more than {MOST_LINE:,} bytes", where)
    try:
        if found.cut:
            raise ValueError("it has no end")
        return msgspec.json.decode(found.raw, type=News)
    except (ValueError, RecursionError) as error:
        return _unreadable(path, error, where)


def _unreadable(path: Path, error: Exception, where: str) -> Trouble:
    return trouble(path, "record", f"it cannot be read as ninjs: {error}", REMEDY, where)


def _read_news(path: Path, news: News, where: str) -> Iterator[Article | Trouble]:
    try:
        text, extracted = _text(news)
        text.encode("utf-8")
    except (ValueError, RecursionError) as error:
        yield _unreadable(path, error, where)
        return
    status = news.pub_status or news.pubstatus
    if not text.strip() or not news.uri.strip():
        yield trouble(path, "record", "it has no text or no uri", REMEDY, where)
    elif status in ("canceled", "withheld"):
        yield trouble(path, "record", f"its outlet says that it is {status}", "Take it out", where)
    else:
        metadata, faults = _metadata(path, news)
        source = news.uri.strip()
        made = Extracted(source, source, text, metadata, faults=faults, plain=not extracted)
        yield from extracted_article(path, made, where)


def _text(news: News) -> tuple[str, bool]:
    """The text of an item, and whether it was taken out of markup: plain text is taken as it is, where there is any.

    What is called plain and holds elements of HTML is not.
    """
    plain = [news.body_text, *(b.value for b in news.bodies if not b.marked)]
    for text in plain:
        if text and text.strip() and not ELEMENTS.search(text):
            return text, False
    marked = [news.body_xhtml, news.body_html, *(b.value for b in news.bodies), news.body_text]
    found = (fragment_text(body) for body in marked if body)
    return next((text for text in found if text), ""), True


def _metadata(path: Path, news: News) -> tuple[Metadata, list[Trouble]]:
    first = [Said(day, NINJS) for day in (news.firstpublished, news.first_created, news.firstcreated) if day][:1]
    changed = [Said(day, f"{NINJS} {MODIFIED}") for day in (news.version_created or news.versioncreated,) if day]
    published = surest_day(first, changed)
    headlines = [news.headline, *(h.value for h in sorted(news.headlines, key=lambda h: h.role not in ("main", "")))]
    authors = [a.name for a in news.authors if a.name and told(a.name)] or [
        b for b in (news.byline, news.by) if b and told(b)
    ]
    sources = [s.name for s in (*news.info_sources, *news.infosources)]
    publishers = [news.copyright_holder, news.copyrightholder, *sources]
    language = told(news.language)
    metadata = Metadata(
        title=next((words for h in headlines if h and (words := plain_words(h))), None),
        url=web_address(news.uri),
        publisher=next((p for p in publishers if p and told(p)), None),
        published=published.value,
        authors=authors if news.authors else authors[:1],
        language=re.split(r"[-_]", language)[0].lower() if language else None,
        sources={"published": published.sources} if published.value else {},
    )
    return with_sources(metadata, NINJS), list(day_faults(path, published, "the item"))
