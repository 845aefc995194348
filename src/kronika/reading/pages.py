"""HTML pages to articles: the text without what stands around it, and what the page says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import structs
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from kronika.reading.articles import Extracted, extracted_article
from kronika.reading.blocks import MOST_NODES, Page, blocks_of
from kronika.reading.charset import decode_page
from kronika.reading.content import MOST_LEFT_OUT, Content, article_content, is_list
from kronika.reading.declared import Declared, declared
from kronika.reading.encoding import Alphabet, Decoded, controls
from kronika.reading.evidence import MODIFIED, Said, Weighed
from kronika.reading.files import trouble
from kronika.reading.limits import MOST_LINE, damaged
from kronika.reading.opening import DAMAGED, opened
from kronika.reading.tangles import too_tangled
from kronika.records import Article, Metadata, Trouble

WARC = "warc"
"""What `sources` calls what only the archive says of a page."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MOST_CONTROLS = 0.02
"""The share of control characters from which on bytes are no text."""
MOST_UNREAD = 3
"""Days that cannot be read that are told of one article."""
NO_ARTICLE = "Save the page of one article; a front page or a page that scripts fill holds none"


class Fetched(NamedTuple):
    """A page as it was saved or fetched: which article it is, and what else is known of it.

    `cut` says why it is known not to be whole.
    """

    source: str
    name: str
    raw: bytes
    where: str | None = None
    charset: str | None = None
    address: str | None = None
    retrieved: str | None = None
    cut: str | None = None


def read_page(path: Path, alphabets: Sequence[Alphabet]) -> Iterator[Article | Trouble]:
    """The article of a page that was saved as a file."""
    with opened(path) as file:
        try:
            raw = file.read(MOST_LINE + 1)
        except DAMAGED as error:
            yield damaged(path, error, "at its beginning")
            return
    yield from page_article(path, Fetched(str(path), path.name, raw), alphabets)


def page_article(path: Path, page: Fetched, alphabets: Sequence[Alphabet]) -> Iterator[Article | Trouble]:
    """The article of a page, after what is wrong with it."""
    refusal = _refused(path, page)
    if refusal:
        yield refusal
        return
    decoded = decode_page(page.raw, page.charset, alphabets)
    if too_tangled(decoded.text):
        yield trouble(path, "page", "its elements or their attributes have no end", NO_ARTICLE, page.where)
        return
    try:
        tree = LexborHTMLParser(decoded.text.replace("\0", "\ufffd"))
    except SelectolaxError as error:
        yield trouble(path, "page", f"it cannot be read as HTML ({error})", NO_ARTICLE, page.where)
        return
    about = declared(tree, page.address)
    blocks = blocks_of(tree.body) if tree.body is not None else Page([], [])
    content = article_content(blocks, about.heading)
    text = _text(content, about)
    if not text:
        yield trouble(path, "page", "no article text is found in it", NO_ARTICLE, page.where)
        return
    faults = [*_torn(path, decoded, text), *_lost(path, page, blocks, content), *day_faults(path, about.published)]
    found = Extracted(page.source, page.name, text, _metadata(about, page), decoded.encoding, faults)
    yield from extracted_article(path, found, page.where)


def _refused(path: Path, page: Fetched) -> Trouble | None:
    """Why bytes are not read as a page at all."""
    if len(page.raw) > MOST_LINE:
        why = f"it has more than {MOST_LINE:,} bytes"
        return trouble(path, "page", why, "Save the article without what stands around it", page.where)
    if not page.raw.strip():
        return trouble(path, "page", "it is empty", "Save the page again, or remove it", page.where)
    if page.raw.startswith(b"%PDF-") or (not page.raw.startswith(UTF_16) and controls(page.raw) > MOST_CONTROLS):
        return trouble(
            path, "page", "it is no HTML, nor any text", "Convert it to plain text, or remove it", page.where
        )
    return None


def _text(content: Content, about: Declared) -> str:
    """The paragraphs of the article with empty lines between them; empty where the page holds none.

    A text that does not begin with the page's heading gets it: the page shows it above.
    """
    if not content.blocks or (not about.is_article and is_list(content.blocks)):
        return ""
    texts = [block.text for block in content.blocks]
    if about.heading and not any(_same(text, about.heading) for text in texts[:5]):
        texts.insert(0, about.heading)
    return "\n\n".join(texts)


def _same(text: str, heading: str) -> bool:
    return " ".join(text.split()).casefold() == heading.casefold()


def _torn(path: Path, decoded: Decoded, text: str) -> Iterator[Trouble]:
    if decoded.broken and "\ufffd" in text:
        why = f"{decoded.broken} byte(s) of the page are not {decoded.encoding}; each reads as U+FFFD"
        yield trouble(path, "characters", why, "Save the page again as UTF-8")


def _lost(path: Path, page: Fetched, blocks: Page, content: Content) -> Iterator[Trouble]:
    """What of the article is known or likely to be missing from its text."""
    if page.cut:
        why = f"the page is cut off ({page.cut}); what it says further is missing"
        yield trouble(path, "characters", why, "Fetch the page again")
    if not blocks.whole:
        why = f"it has more than {MOST_NODES:,} nodes; what follows them is missing"
        yield trouble(path, "characters", why, "Save the article without what stands around it")
    if content.left_out > MOST_LEFT_OUT * content.prose:
        why = f"{content.left_out:,} of {content.prose:,} characters of its prose are left out as comments or the like"
        yield trouble(path, "characters", why, "Compare it with the page, and state the text in JSON Lines if need be")


def _metadata(about: Declared, page: Fetched) -> Metadata:
    fields = {
        "title": about.title, "url": about.url, "publisher": about.publisher, "published": about.published,
    }  # fmt: skip
    sources = {field: weighed.sources for field, weighed in fields.items() if weighed.value}
    metadata = Metadata(
        **{field: weighed.value for field, weighed in fields.items()},
        authors=about.authors,
        retrieved=page.retrieved,
        sources={**sources, **({"authors": about.authors_from} if about.authors else {})},
    )
    return _with_archive(metadata, page)


def _with_archive(metadata: Metadata, page: Fetched) -> Metadata:
    """With what the archive says where the page says nothing, and when it was retrieved."""
    given = {"retrieved": page.retrieved, **({} if metadata.url else {"url": page.address})}
    given = {field: value for field, value in given.items() if value}
    return structs.replace(metadata, **given, sources={**metadata.sources, **{field: [WARC] for field in given}})


def day_faults(path: Path, published: Weighed, place: str = "the page") -> Iterator[Trouble]:
    """What is to be known of a day of publication that is not sure; `place` is where a person may look."""
    remedy = f"Look at {place}, and state the right day in JSON Lines"
    for said in published.unread[:MOST_UNREAD]:
        why = f"{said.source} says {said.value[:100]!r}, which is no day that can be read"
        yield trouble(path, "published", why, remedy)
    if published.against:
        told = "; ".join(f"{s.source} says {s.value}" for s in _each(published.against))
        why = f"it names more than one day of publication: {told}; taken is {published.value}"
        yield trouble(path, "published", why, remedy)
    elif published.sources and published.sources[0].endswith(MODIFIED):
        why = "it names only the day of its last change, and may have been published before"
        yield trouble(path, "published", why, remedy)


def _each(said: Sequence[Said]) -> list[Said]:
    return list(dict.fromkeys(said))
