"""Pieces of HTML to plain words, as feeds, ninjs and what pages say of themselves hold them."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kronika.reading.blocks import Page, blocks_of
from kronika.reading.tangles import too_tangled

MARKUP = re.compile(r"<(?:[a-zA-Z/][^<>]*|!--.*?--)>|&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]\w*);", re.DOTALL)
"""A tag or a reference to a character: words that hold one are HTML."""


def fragment_text(html: str) -> str:
    """All paragraphs of a piece of HTML but those of forms, with empty lines between them."""
    if too_tangled(html):
        return ""
    tree = LexborHTMLParser(html.replace("\0", "\ufffd"))
    page = blocks_of(tree.body) if tree.body is not None else Page([], [])
    asked = {n for e in page.elements if e.tag == "form" for n in range(e.first, e.last)}
    return "\n\n".join(block.text for n, block in enumerate(page.blocks) if n not in asked)


def plain_words(value: str) -> str:
    """A title or a name on one line, without the tags and references that some makers leave in it."""
    return " ".join((fragment_text(value) if MARKUP.search(value) else value).split())


def words_of(node: LexborNode) -> str:
    """The words of an element on one line; a line that ends, ends a word."""
    return " ".join(" ".join(block.text for block in blocks_of(node).blocks).split())
