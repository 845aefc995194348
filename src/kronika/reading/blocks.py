"""A page's tree to blocks: stretches of text between borders of paragraphs, with the elements that hold them."""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborNode

MOST_NODES = 1_000_000
"""Nodes of a page that are read; what follows them is left out."""

NEVER = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "label",
        "dialog",
        "map",
        "head",
        "nav",
        "menu",
        "amp-ad",
        "amp-sidebar",
        "amp-consent",
        "del",
        "s",
        "strike",
    ]
)
"""Elements that hold no words of an article, or words that it has struck out."""

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "picture",
        "source",
        "text",
    ]
)
"""Elements that do not end a paragraph."""

WHOLE = frozenset(("html", "body", "main", "article"))
"""Elements that are never taken for what stands around an article, whatever their class."""

NAMED, DISCUSSION, NOTICE, BESIDE = "named", "discussion", "notice", "beside"
"""How an element names itself as surroundings: by a class, as what readers say or a notice about cookies, or by its
tag alone."""
AROUND = re.compile(
    r"(?:^|[\s_-])(?:"
    r"(?P<discussion>(?:user-?)?comments?|respond|disqus|replies)|related\w*|recommend\w*|read-?(?:more|also|next)|see-?also|more-?(?:from|on)"
    r"|most-?(?:read|popular)|popular|trending|latest|share\w*|sharing|social\w*|follow|newsletter|subscri\w+|signup"
    r"|login|paywall-?(?:template|title|header|message|form)|(?P<notice>cookies?|consent|gdpr)|privacy|popup|pop-?over|modal|overlay|lightbox|toast|promo\w*|sponsor\w*"
    r"|advert\w*|ads?|adv|adslot|ad-?(?:unit|box|container|wrapper)|banner|outbrain|taboola|sidebar\w*|side-?(?:col|bar)"
    r"|widget\s+widget_\w+|teasers?|breadcrumbs?|crumbs?|nav|navbar|navigation|menu|footer|foot|colophon|copyright|pagination"
    r"|pager|paging|tags|tag-?list|taxonomy|categories|author-?(?:bio|box|info)|byline|meta|metadata|post-?meta"
    r"|toolbar|skip-?link|screen-?reader(?:-text)?|sr-only|visually-?hidden|hidden|noprint|print-?(?:only|hide)"
    r"|rating|vote|poll|quiz|gallery-?nav|carousel|slider|feedback|correction-?form|masthead|topbar|site-?header"
    r")(?:$|[\s_-]|\d)"
)
"""Classes and ids, in small letters, by which makers of pages name what stands around an article."""

LEAD = re.compile(r"(?:^|[\s_-])(?:lead|lede|standfirst|intro)(?:$|[\s_-])")
"""Classes of the paragraph that opens an article; some makers call it a teaser besides."""

HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
MOST_NAMED = 500
"""Characters of an element's classes and id that are looked at."""
UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Characters that only say where a word may be broken."""

BODY = re.compile(
    r"(?:^|\s)(?:(?:[\w-]*[_-])?(?:article|entry|post|story|news|td-post|single|blog|page|main|text)[_-]{0,2}"
    r"(?:body|content|text|inner-content|article-body|main-content)|articleBody|articleContent|articleText|storytext"
    r"|bodytext|body-?copy|field-name-body|field--name-body|rich-?text|prose|postarea|text_exposed_root)(?:[_-]{1,2}\w+)?(?:\s|$)"
)
"""Classes and ids by which makers of pages name the text of an article."""

ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert", "menu"))


class Block(NamedTuple):
    """A stretch of text: what it says, the element that holds it, how many of its characters are links.

    `within_link` says that a link stands around the element itself.
    """

    text: str
    tag: str
    linked: int
    within_link: bool = False


class Held(NamedTuple):
    """An element by the blocks that it holds, from `first` up to `last`.

    `around` says how it names itself as what stands around an article: `NAMED`, `DISCUSSION`, `BESIDE` or not at all,
    and `body` how plainly as the text of one, 0 for not at all.
    """

    tag: str
    first: int
    last: int
    around: str
    body: int


class Page(NamedTuple):
    """The blocks of a page in their order, and the elements that hold any, the inner before the outer.

    `whole` is false where it has more nodes than are read.
    """

    blocks: list[Block]
    elements: list[Held]
    whole: bool = True


def blocks_of(root: LexborNode) -> Page:
    """The blocks below an element."""
    walk = _Walk()
    whole = walk.all(root)
    return Page(walk.blocks, walk.elements, whole)


class _Walk:
    """One way through a tree, without recursion: pages may be nested without end."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.elements: list[Held] = []
        self._words: list[str] = []
        self._links = self._linked = 0
        self._open: list[tuple[LexborNode, str, int, str, int]] = []

    def all(self, root: LexborNode) -> bool:
        """Walks through all below the root; whether it came to its end."""
        node, left = root.child, MOST_NODES
        self._enter(root, root.tag or "body")
        while self._open:
            if node is None or not left:
                last = self._leave()
                node = None if not self._open else last.next
                continue
            left -= 1
            tag = node.tag or ""
            if tag == "-text":
                self._say(node.text_content or "")
                node = node.next
            elif tag == "br":
                self._words.append("\n")
                node = node.next
            elif tag in NEVER or tag.startswith(("-", "_")) or _hidden(node) or (tag == "sup" and _is_note(node)):
                node = node.next
            else:
                self._enter(node, tag)
                node = node.child
        self._end(root.tag or "body")
        return bool(left)

    def _enter(self, node: LexborNode, tag: str) -> None:
        around, body = "", 0
        if tag not in INLINE:
            self._end(self._open[-1][1] if self._open else tag)
            around, body = _named(node, tag)
        elif tag == "a" and _leads_on(node):
            around = NAMED
            self._links += 1
        elif tag == "q":
            self._words.append('"')
        self._open.append((node, tag, len(self.blocks), around, body))

    def _leave(self) -> LexborNode:
        node, tag, first, around, body = self._open.pop()
        if tag in INLINE:
            self._links -= bool(around)
            if tag == "q":
                self._words.append('"')
            return node
        self._end(tag)
        if len(self.blocks) > first:
            self.elements.append(Held(tag, first, len(self.blocks), around, body))
        return node

    def _say(self, words: str) -> None:
        self._words.append(words.replace("\n", " "))
        if self._links:
            self._linked += len(words.strip())

    def _end(self, tag: str) -> None:
        """Ends the paragraph that stands open."""
        if not self._words:
            return
        words = "".join(self._words)
        if not words.isascii():
            words = UNSEEN.sub("", words)
        lines = (" ".join(line.split()) for line in words.split("\n"))
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
        if text:
            self.blocks.append(Block(text, tag, self._linked, self._links > 0))
        self._words, self._linked = [], 0


def _leads_on(link: LexborNode) -> bool:
    """Whether a link leads to another page, and not to a place on this one."""
    return not (link.attributes.get("href") or "").startswith("#")


def _is_note(raised: LexborNode) -> bool:
    """Whether what is raised is the mark of a note: a link to a place on the page."""
    link = raised.css_first("a[href]")
    return link is not None and not _leads_on(link)


def _hidden(node: LexborNode) -> bool:
    given = node.attributes
    return bool(given) and (
        "hidden" in given
        or given.get("aria-hidden") == "true"
        or "display:none" in (given.get("style") or "").replace(" ", "").lower()
    )


def _named(node: LexborNode, tag: str) -> tuple[str, int]:
    """How an element names itself as what stands around an article, and how plainly as its text."""
    plain = 1 if tag == "article" else 0
    given = node.attributes
    beside = BESIDE if tag in ("aside", "form") or (tag == "footer" and not _signs_quotation(node)) else ""
    if not given:
        return beside, plain
    if given.get("itemprop") in ("articleBody", "reviewBody"):
        return "", 3
    named = f"{given.get('class') or ''} {given.get('id') or ''}"[:MOST_NAMED]
    if tag not in ("aside", "footer") and BODY.search(named):
        return "", 2
    if tag in WHOLE or LEAD.search(named):
        return beside, plain
    found = AROUND.search(named if named.islower() else HUMP.sub("-", named).lower())
    if found and (found["discussion"] or found["notice"]):
        return (DISCUSSION if found["discussion"] else NOTICE), plain
    return (NAMED if found or (tag == "footer" and beside) or given.get("role") in ROLES else beside), plain


def _signs_quotation(footer: LexborNode) -> bool:
    return footer.parent is not None and footer.parent.tag == "blockquote"
