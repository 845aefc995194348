"""What a page says of itself for machines in JSON-LD: the nodes of articles, with what they point to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from kronika.reading.evidence import Said

JSON_LD = "json-ld"
ARTICLES = ("Article", "Posting", "Report")
"""With what the types of schema.org end that are articles."""
MOST_NODES = 2_000
"""Nodes of JSON-LD that are looked at."""

Node = Mapping[str, Any]


def article_node(tree: LexborHTMLParser) -> dict[str, list[Said]]:
    """What the page's article says of itself, by field; empty where the page has none or several on a par."""
    nodes = list(_nodes(tree))
    known = {str(n["@id"]): n for n in reversed(nodes) if "@id" in n and len(n) > 1}
    articles = [n for n in nodes if any(kind.endswith(ARTICLES) for kind in _strings(n.get("@type")))]
    if not articles:
        return {}
    node = articles[0]
    about = {
        "title": [*_strings(node.get("headline")), *_strings(node.get("name"))][:1],
        "authors": _names(node.get("author"), known),
        "publisher": _names(node.get("publisher"), known)[:1],
        "published": _strings(node.get("datePublished"))[:1],
        "modified": _strings(node.get("dateModified"))[:1],
        "url": [*_strings(node.get("url")), *_addresses(node.get("mainEntityOfPage"))][:1],
    }
    return {field: [Said(value, JSON_LD) for value in values] for field, values in about.items()}


def _nodes(tree: LexborHTMLParser) -> Iterator[Node]:
    """All nodes of the page, those of a graph each by itself, in their order."""
    left = MOST_NODES
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            waiting = [json.loads(script.text(), strict=False)]
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


def _strings(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [v for v in values if isinstance(v, str) and v.strip()]


def _names(value: object, known: Mapping[str, Node]) -> list[str]:
    """The names of people or organisations, written out, as nodes, or as pointers to nodes."""
    found = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            node = one if "name" in one else known.get(str(one.get("@id")), {})
            found += _strings(node.get("name"))[:1]
        elif isinstance(one, str):
            node = known.get(one, {})
            found += _strings(node.get("name"))[:1] if node else [one]
    return [name for name in found if "://" not in name]


def _addresses(value: object) -> list[str]:
    return _strings(value.get("@id")) if isinstance(value, dict) else _strings(value)
