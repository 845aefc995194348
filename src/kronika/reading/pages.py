"""HTML pages to articles: the text without what stands around it, and what the page says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import structs
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from kronika.reading.articles import Extracted, extracted_article
from kronika.reading.blocks import Block, blocks_of, too_tangled
from kronika.reading.charset import decode_page
from kronika.reading.content import article_blocks, is_list
from kronika.reading.declared import Declared, declared
from kronika.reading.encoding import Alphabet, Decoded
from kronika.reading.evidence import MODIFIED, Said, Weighed
from kronika.reading.files import trouble
from kronika.reading.limits import MOST_LINE, damaged
from kronika.reading.opening import DAMAGED, opened
from kronika.records import Article, Metadata, Trouble

WARC = "warc"
"""What `sources` calls what only the archive says of a page."""
NO_ARTICLE = "Save the page of one article; a front page or a page that scripts fill holds none"


class Fetched(NamedTuple):
    """A page as it was saved or fetched: which article it is, and what else is known of it."""

    source: str
    name: str
    raw: bytes
    where: str | None = None
    charset: str | None = None
    address: str | None = None
    retrieved: str | None = None


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
    if len(page.raw) > MOST_LINE:
        why = f"it has more than {MOST_LINE:,} bytes"
        yield trouble(path, "page", why, "Save the article without what stands around it", page.where)
        return
    if not page.raw.strip():
        yield trouble(path, "page", "it is empty", "Save the page again, or remove it", page.where)
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
    text = _text(tree, about)
    if not text:
        yield trouble(path, "page", "no article text is found in it", NO_ARTICLE, page.where)
        return
    faults = [*_torn(path, decoded, text), *_differences(path, about)]
    found = Extracted(page.source, page.name, text, _metadata(about, page), decoded.encoding, faults)
    yield from extracted_article(path, found, page.where)


def _text(tree: LexborHTMLParser, about: Declared) -> str:
    """The paragraphs of the article with empty lines between them; empty where the page holds none.

    A text that does not begin with the page's heading gets it: the page shows it above.
    """
    if tree.body is None:
        return ""
    blocks = article_blocks(blocks_of(tree.body))
    if not blocks or (not about.is_article and is_list(blocks)):
        return ""
    texts = [block.text for block in blocks]
    if about.heading and not any(_same(text, about.heading) for text in texts[:5]):
        texts.insert(0, about.heading)
    return "\n\n".join(texts)


def _same(text: str, heading: str) -> bool:
    return " ".join(text.split()).casefold() == heading.casefold()


def fragment_text(html: str) -> str:
    """All paragraphs of a piece of HTML, as feeds hold it, with empty lines between them."""
    if too_tangled(html):
        return ""
    tree = LexborHTMLParser(html.replace("\0", "\ufffd"))
    blocks: list[Block] = blocks_of(tree.body).blocks if tree.body is not None else []
    return "\n\n".join(block.text for block in blocks)


def _torn(path: Path, decoded: Decoded, text: str) -> Iterator[Trouble]:
    if decoded.broken and "\ufffd" in text:
        why = f"{decoded.broken} byte(s) of the page are not {decoded.encoding}; each reads as U+FFFD"
        yield trouble(path, "characters", why, "Save the page again as UTF-8")


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


def _differences(path: Path, about: Declared) -> Iterator[Trouble]:
    yield from day_faults(path, about.published)


def day_faults(path: Path, published: Weighed) -> Iterator[Trouble]:
    """What is to be known of a day of publication that is not sure."""
    if published.against:
        told = "; ".join(f"{s.source} says {s.value}" for s in _each(published.against))
        why = f"it names more than one day of publication: {told}; taken is {published.value}"
        yield trouble(path, "published", why, "Look at the page, and state the right day in JSON Lines")
    elif published.sources and published.sources[0].endswith(MODIFIED):
        why = "it names only the day of its last change, and may have been published before"
        yield trouble(path, "published", why, "Look at the page, and state the day in JSON Lines")


def _each(said: Sequence[Said]) -> list[Said]:
    return list(dict.fromkeys(said))
