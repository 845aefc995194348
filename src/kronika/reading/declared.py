"""What a page says of itself: title, authors, publisher, day and address, each with where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kronika.reading.evidence import MODIFIED, Said, Weighed, surest, surest_address, surest_day
from kronika.reading.structured import article_node

MOST = 1_000
"""Elements of a kind that are looked at."""

OPENGRAPH, META, MICRODATA, TIME, HEADING, TITLE, LINK = (
    "opengraph", "meta", "microdata", "time", "heading", "title", "link",
)  # fmt: skip

PROPERTIES = {
    "og:title": ("title", OPENGRAPH), "og:url": ("url", OPENGRAPH), "og:site_name": ("publisher", OPENGRAPH),
    "article:published_time": ("published", OPENGRAPH), "article:modified_time": ("modified", OPENGRAPH),
    "og:article:published_time": ("published", OPENGRAPH), "og:article:author": ("authors", OPENGRAPH),
    "og:article:modified_time": ("modified", OPENGRAPH), "og:updated_time": ("modified", OPENGRAPH),
    "article:author": ("authors", OPENGRAPH),
    "author": ("authors", META), "dc.creator": ("authors", META), "dcterms.creator": ("authors", META),
    "sailthru.author": ("authors", META), "parsely-author": ("authors", META), "citation_author": ("authors", META),
    "dc.publisher": ("publisher", META), "dcterms.publisher": ("publisher", META), "publisher": ("publisher", META),
    "application-name": ("publisher", META),
    "dc.title": ("title", META), "dcterms.title": ("title", META), "parsely-title": ("title", META),
    "sailthru.title": ("title", META), "twitter:title": ("title", META),
    "date": ("dated", META), "dc.date": ("dated", META), "dcterms.date": ("dated", META),
    "pubdate": ("published", META), "publishdate": ("published", META),
    "publish-date": ("published", META), "publication_date": ("published", META), "datepublished": ("published", META),
    "dc.date.issued": ("published", META), "dcterms.issued": ("published", META),
    "article.published": ("published", META),
    "parsely-pub-date": ("published", META), "sailthru.date": ("published", META),
    "cxenseparse:recs:publishtime": ("published", META), "citation_publication_date": ("published", META),
    "datemodified": ("modified", META), "last-modified": ("modified", META), "dcterms.modified": ("modified", META),
    "dc.date.modified": ("modified", META), "article.updated": ("modified", META),
}  # fmt: skip
"""Names and properties of meta elements: the field that they give, and what they are called as a source.

A mere date is on many pages that of the last change, and counts only where nothing else names a day.
"""

ITEMS = {
    "headline": "title", "author": "authors", "publisher": "publisher", "datepublished": "published",
    "datemodified": "modified",
}  # fmt: skip
"""Properties of microdata, and the fields that they give."""

Found = dict[str, list[Said]]


class Declared(NamedTuple):
    """What a page says of itself; `heading` is the title that stands in it, `is_article` says that it is called one."""

    title: Weighed
    authors: list[str]
    authors_from: list[str]
    publisher: Weighed
    published: Weighed
    url: Weighed
    heading: str | None
    is_article: bool


def declared(tree: LexborHTMLParser, address: str | None) -> Declared:
    """What the page says of itself, the surest source first: JSON-LD, microdata, OpenGraph, meta, elements.

    `address` is where it was fetched from, if that is known.
    """
    structured = article_node(tree)
    in_meta = _metas(tree)
    found: Found = defaultdict(list)
    for source in (structured, _items(tree), in_meta):
        for field, said in source.items():
            found[field] += said
    canonical = _canonical(tree)
    url = surest_address([*canonical, *found["url"]], address)
    heading = _only(tree, "h1")
    title = surest([*found["title"], *_elements(heading, HEADING), *_elements(_first(tree, "title"), TITLE)])
    authors = [s for s in found["authors"] if "://" not in s.value]
    mine = [s for s in authors if s.source == authors[0].source]
    changed = [Said(s.value, f"{s.source} {MODIFIED}") for s in found["modified"]]
    days = surest_day(found["published"] or _times(tree) or found["dated"], changed, url.value or address)
    kinds = {m.attributes.get("content") for m in tree.css('meta[property="og:type"]')}
    return Declared(
        title=title,
        authors=list(dict.fromkeys(" ".join(s.value.split()) for s in mine)),
        authors_from=[mine[0].source] if mine else [],
        publisher=surest(found["publisher"]),
        published=days,
        url=url,
        heading=" ".join(heading.text().split()) if heading else None,
        is_article=bool(structured or found["published"] or "article" in kinds),
    )


def _metas(tree: LexborHTMLParser) -> Found:
    """What the meta elements say, OpenGraph before others."""
    found: Found = defaultdict(list)
    for meta in tree.css("meta[content]")[:MOST]:
        given = meta.attributes
        name = given.get("property") or given.get("name") or ""
        field, source = PROPERTIES.get(name.lower(), ("", ""))
        value = given.get("content") or ""
        if field and value.strip():
            found[field].append(Said(value, source))
    return {field: sorted(said, key=lambda s: s.source == META) for field, said in found.items()}


def _items(tree: LexborHTMLParser) -> Found:
    """What microdata says of the page's article; what it says of comments and other articles stands in them."""
    found: Found = defaultdict(list)
    scopes = [s for s in tree.css("[itemscope][itemtype]") if _is_article(s.attributes)]
    for item in scopes[0].css("[itemprop]")[:MOST] if scopes else ():
        field = ITEMS.get((item.attributes.get("itemprop") or "").lower())
        if field and _scope(item) == scopes[0]:
            value = _value(item)
            found[field] += [Said(value, MICRODATA)] if value else []
    return found


def _is_article(given: Mapping[str, str | None]) -> bool:
    return (given.get("itemtype") or "").rstrip("/").endswith(("Article", "Posting", "Report"))


def _scope(item: LexborNode) -> LexborNode | None:
    above = item.parent
    while above is not None and "itemscope" not in above.attributes:
        above = above.parent
    return above


def _value(item: LexborNode) -> str:
    given = item.attributes
    named = item.css_first("[itemprop=name]") if "itemscope" in given else None
    for key in ("content", "datetime"):
        if given.get(key):
            return given[key] or ""
    if named is not None and named.attributes.get("content"):
        return named.attributes["content"] or ""
    return (named or item).text() or ""


def _times(tree: LexborHTMLParser) -> list[Said]:
    """The day of time elements: of those that say that they tell publication, else the only day of all."""
    times = [(t, t.attributes.get("datetime") or "") for t in tree.css("time[datetime]")[:MOST]]
    marked = [Said(day, TIME) for t, day in times if _tells_publication(t.attributes)]
    days = {day.strip()[:10] for _, day in times}
    return marked[:1] or ([Said(times[0][1], TIME)] if len(days) == 1 else [])


def _tells_publication(given: Mapping[str, str | None]) -> bool:
    named = f"{given.get('class') or ''} {given.get('itemprop') or ''}".lower()
    return "pubdate" in given or "publish" in named


def _canonical(tree: LexborHTMLParser) -> Iterator[Said]:
    for link in tree.css('link[rel~="canonical"][href]')[:1]:
        yield Said(link.attributes.get("href") or "", LINK)


def _elements(node: LexborNode | None, source: str) -> list[Said]:
    return [Said(node.text(), source)] if node is not None else []


def _first(tree: LexborHTMLParser, selector: str) -> LexborNode | None:
    found: LexborNode | None = tree.css_first(selector)
    return found


def _only(tree: LexborHTMLParser, selector: str) -> LexborNode | None:
    found = tree.css(selector)
    return found[0] if len(found) == 1 else None
