"""What a page says of itself for machines in JSON-LD: the nodes of articles, with what they point to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from kronika.reading.articles import whole
from kronika.reading.evidence import Said

JSON_LD = "json-ld"
ARTICLES = frozenset((
    "Article", "NewsArticle", "AnalysisNewsArticle", "AskPublicNewsArticle", "BackgroundNewsArticle",
    "OpinionNewsArticle", "ReportageNewsArticle", "ReviewNewsArticle", "AdvertiserContentArticle", "SatiricalArticle",
    "ScholarlyArticle", "MedicalScholarlyArticle", "TechArticle", "Report", "SocialMediaPosting", "BlogPosting",
    "LiveBlogPosting", "DiscussionForumPosting",
))  # fmt: skip
"""The types of schema.org that are articles."""
MOST_NODES = 2_000
"""Nodes of JSON-LD that are looked at."""

Node = Mapping[str, Any]


def article_node(tree: LexborHTMLParser, address: str | None, heading: str | None) -> dict[str, list[Said]]:
    """What the page's article says of itself, by field; of several on a par only their days, which may differ."""
    nodes = list(_nodes(tree))
    known = {str(n["@id"]): n for n in reversed(nodes) if "@id" in n and len(n) > 1}
    articles = _own([n for n in nodes if is_article(_strings(n.get("@type")))], address, heading)
    if not articles:
        return {}
    about = {
        "published": [day for node in articles for day in _strings(node.get("datePublished"))[:1]],
        "modified": [day for node in articles for day in _strings(node.get("dateModified"))[:1]],
    }
    if len({_title(node) for node in articles}) == 1:
        about |= _about(articles[0], known)
    return {field: [Said(value, JSON_LD) for value in dict.fromkeys(values)] for field, values in about.items()}


def is_article(kinds: Iterable[str]) -> bool:
    """Whether one of the types, names or addresses of schema.org, is an article."""
    return any(re.split(r"[/#:]", kind.rstrip("/"))[-1] in ARTICLES for kind in kinds)


def _about(node: Node, known: Mapping[str, Node]) -> dict[str, list[str]]:
    return {
        "title": [title] if (title := _title(node)) else [],
        "authors": _names(node.get("author"), known),
        "publisher": _names(node.get("publisher"), known)[:1],
        "url": _addresses(node)[:1],
    }


def _title(node: Node) -> str | None:
    return next(iter([*_strings(node.get("headline")), *_strings(node.get("name"))]), None)


def _own(articles: list[Node], address: str | None, heading: str | None) -> list[Node]:
    """Those of the page's own article: by its address, else by its heading; all where neither tells."""
    page = address.rstrip("/") if address else None
    by_address = [n for n in articles if page and page in [a.rstrip("/") for a in _addresses(n)]]
    by_heading = [n for n in articles if heading and (_title(n) or "").casefold().split() == heading.casefold().split()]
    return by_address or by_heading or articles


def _nodes(tree: LexborHTMLParser) -> Iterator[Node]:
    """All nodes of the page, those of a graph each by itself, in their order."""
    left = MOST_NODES
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            waiting = [json.loads(_unwrapped(script.text()), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and left:
            node = waiting.pop()
            left -= 1
            if isinstance(node, list):
                waiting += reversed(node)
            elif isinstance(node, dict):
                yield node
                inner = (node.get(key) for key in ("@graph", "mainEntity", "publisher", "author"))
                waiting += reversed([found for found in inner if isinstance(found, list | dict)])


def _unwrapped(script: str) -> str:
    """A script without the comment or CDATA that old makers of pages write around it."""
    for begin, end in (("<![CDATA[", "]]>"), ("<!--", "-->")):
        if begin in script[:100]:
            return script.partition(begin)[2].rpartition(end)[0].strip("/* \r\n\t")
    return script


def _strings(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [whole(v) for v in values if isinstance(v, str) and v.strip()]


def _names(value: object, known: Mapping[str, Node]) -> list[str]:
    """The names of people or organisations, written out, as nodes, or as pointers to nodes."""
    found = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            node = one if "name" in one else known.get(str(one.get("@id")), {})
            found += _strings(node.get("name"))[:1]
        elif isinstance(one, str):
            node = known.get(one, {})
            found += _strings(node.get("name"))[:1] if node else _strings(one)
    return [name for name in found if "://" not in name]


def _addresses(node: Node) -> list[str]:
    """The addresses of the page that an article says it is."""
    main = node.get("mainEntityOfPage")
    return [*_strings(node.get("url")), *_strings(main.get("@id") if isinstance(main, dict) else main)]
