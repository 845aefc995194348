"""What a page says of itself: title, authors, publisher, day and address, each with where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kronika.reading.evidence import MODIFIED, Said, Weighed, surest, surest_address, surest_day
from kronika.reading.fragments import plain_words, words_of
from kronika.reading.structured import article_node, is_article

MOST = 1_000
"""Elements of a kind that are looked at."""
MOST_SCOPES = 20
"""Articles of microdata that are looked at."""

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
NAMES = ("title", "authors", "publisher")
"""Fields of words, in which some makers leave tags."""
CHROME = frozenset(("header", "nav", "aside", "footer"))
"""Elements around an article that show the day of today, or of other articles."""
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
    """What the page, fetched from `address`, says of itself: JSON-LD first, then microdata, meta, elements."""
    in_meta = _metas(tree)
    canonical = _canonical(tree)
    titles = [plain_words(said.value) for said in in_meta.get("title", ())]
    heading = _heading(tree, titles, [said.value for said in in_meta.get("publisher", ())])
    page = surest_address(canonical, address).value or address
    structured = article_node(tree, page, heading or next(iter(titles), None))
    found: Found = defaultdict(list)
    for source in (structured, _items(tree, heading), in_meta):
        for field, said in source.items():
            found[field] += _plain(said) if field in NAMES else said
    url = surest_address([*canonical, *found["url"]], address)
    shown = [Said(heading, HEADING)] if heading else []
    title = surest([*found["title"], *shown, *_elements(_first(tree, "title"), TITLE)])
    authors = [s for s in found["authors"] if "://" not in s.value]
    mine = [s for s in authors if s.source == authors[0].source]
    changed = [Said(s.value, f"{s.source} {MODIFIED}") for s in found["modified"]]
    kinds = {m.attributes.get("content") for m in tree.css('meta[property="og:type"]')}
    return Declared(
        title=title,
        authors=list(dict.fromkeys(" ".join(s.value.split()) for s in mine)),
        authors_from=[mine[0].source] if mine else [],
        publisher=surest(found["publisher"]),
        published=surest_day(found["published"], changed, url.value or address, [_times(tree), found["dated"]]),
        url=url,
        heading=heading,
        is_article=bool(structured or found["published"] or "article" in kinds),
    )


def _plain(said: list[Said]) -> list[Said]:
    plain = [s._replace(value=plain_words(s.value)) for s in said]
    return [s for s in plain if s.value]


def _heading(tree: LexborHTMLParser, titles: list[str], outlets: list[str]) -> str | None:
    """The words of the heading: of the one that is the page's title, else of the only one that is no outlet's name."""
    headings = [(h1, words) for h1 in tree.css("h1")[:MOST] if (words := words_of(h1))]
    same = {title.casefold() for title in titles}
    named = [words for _, words in headings if words.casefold() in same]
    if named:
        return named[0]
    others = [words for h1, words in headings if words not in outlets and not _leads_home(h1)]
    begun = [words for words in others if any(title.startswith(words.casefold()) for title in same)]
    told = begun or others
    return told[0] if len(set(told)) == 1 else None


def _leads_home(heading: LexborNode) -> bool:
    """Whether a heading is the outlet's own name: all of it leads to the first page."""
    link = heading.css_first("a[href]")
    if link is None or words_of(link) != words_of(heading):
        return False
    try:
        told = urlsplit(link.attributes.get("href") or "")
    except ValueError:
        return False
    return told.path in ("", "/") and not told.query and not told.fragment


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


def _items(tree: LexborHTMLParser, heading: str | None) -> Found:
    """What microdata says of the page's article; of several on a par only their days, which may differ."""
    scopes = [s for s in tree.css("[itemscope][itemtype]")[:MOST] if is_article([s.attributes.get("itemtype") or ""])]
    told = [_properties(scope) for scope in scopes[:MOST_SCOPES]]
    own = [found for found in told if any(_same(s.value, heading) for s in found.get("title", ()))] or told
    if len(own) == 1:
        return own[0]
    days = {field: [s for found in own for s in found.get(field, ())] for field in ("published", "modified")}
    return {field: list(dict.fromkeys(said)) for field, said in days.items()}


def _same(title: str, heading: str | None) -> bool:
    return heading is not None and title.split() == heading.split()


def _properties(scope: LexborNode) -> Found:
    """What a scope of microdata says itself; what it says of comments and other articles stands in theirs."""
    found: Found = defaultdict(list)
    for item in scope.css("[itemprop]")[:MOST]:
        field = ITEMS.get((item.attributes.get("itemprop") or "").lower())
        if field and _scope(item) == scope:
            value = _value(item)
            found[field] += [Said(value, MICRODATA)] if value else []
    return found


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
    """The day of time elements: of those that say that they tell publication, else the only day of all.

    Where these differ, those in articles count alone. What stands around articles dates none.
    """
    times = [t for t in tree.css("time[datetime]")[:MOST] if (t.attributes["datetime"] or "").strip()]
    marked = [t for t in times if _tells_publication(t.attributes)]
    inside = [t for t in marked if "article" in _above(t)]
    for among in (marked, inside):
        if len(_days(among)) == 1:
            return [Said(among[0].attributes["datetime"] or "", TIME)]
    if marked or len(_days(times)) != 1:
        return []
    own = [t for t in times if (above := _above(t)) and ("article" in above or not above & CHROME)]
    return [Said(own[0].attributes["datetime"] or "", TIME)] if own else []


def _days(times: list[LexborNode]) -> set[str]:
    return {(t.attributes["datetime"] or "").strip()[:10] for t in times}


def _above(node: LexborNode) -> set[str]:
    """The tags of the elements that hold this one."""
    found, above = set(), node.parent
    while above is not None:
        found.add(above.tag or "")
        above = above.parent
    return found


def _tells_publication(given: Mapping[str, str | None]) -> bool:
    named = f"{given.get('class') or ''} {given.get('itemprop') or ''}".lower()
    return "pubdate" in given or "publish" in named


def _canonical(tree: LexborHTMLParser) -> list[Said]:
    return [Said(link.attributes.get("href") or "", LINK) for link in tree.css('link[rel~="canonical"][href]')[:1]]


def _elements(node: LexborNode | None, source: str) -> list[Said]:
    return [Said(node.text(), source)] if node is not None else []


def _first(tree: LexborHTMLParser, selector: str) -> LexborNode | None:
    found: LexborNode | None = tree.css_first(selector)
    return found
