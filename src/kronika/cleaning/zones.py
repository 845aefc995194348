"""Zones over an unchanged text: what is headline, lead, body, caption, pull quote or boilerplate, and why."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from msgspec import structs

from kronika.cleaning.page import Page
from kronika.cleaning.paragraphs import FLAT, paragraphs
from kronika.cleaning.quotes import pull_quotes
from kronika.evidence import Span, trim
from kronika.languages.letters import LOWER, UPPER
from kronika.languages.pack import Pack, ZonePattern
from kronika.languages.sentences import SentenceSplitter
from kronika.records import Article, Zone

NOISE = re.compile(r"[^\w\s]{200,}|(?:[^\w\s]\s?){500,}")
"""A run of marks without a word: no prose has one, and tokenizers slow down on it."""

HEADLINE_LONGEST = 200
SUBHEADING_LONGEST = 100
TITLE_LONGEST = 150
TEASER_LONGEST = 320
TERMINAL = re.compile(r"[.…:;,]['\"”“»)]*$")
INDENTED_ITEM = re.compile(r"^(?:[-–—•*·]|\d{1,2}[.)]|[a-z]\))\s")
CAPITALS = re.compile(rf"[|:\s]*(?:[^\W{LOWER}]+[^\w\n]+){{3,}}(?=[{UPPER}][{LOWER}])")
"""A title in capitals: three words or more, up to the first word that goes on in small letters."""
MARKER = re.compile(r">{2,}|»")
BUMP = re.compile(rf"(?<=[{LOWER}0-9)\"”])\s+(?=[{UPPER}])")


PACKS = 8
"""Packs whose splitter is kept."""
Finder = Callable[[Page], Iterator[Zone]]


def find_zones(article: Article, pack: Pack) -> list[Zone]:
    """The zones of an article in order, none overlapping, together covering every word of it."""
    spans = paragraphs(article.text, article.header)
    page = Page(article.text, article.header, spans, pack, _splitter(pack))
    if article.header:
        page.take(_zone(page, Span(0, article.header), "boilerplate", "page metadata"))
    for finder in FINDERS:
        for zone in finder(page):
            page.take(zone)
    return _merged(page.text, page.zones)


@lru_cache(PACKS)
def _splitter(pack: Pack) -> SentenceSplitter:
    return SentenceSplitter(pack)


def _merged(text: str, zones: list[Zone]) -> list[Zone]:
    """Neighbours of one kind and reason in one paragraph are one zone."""
    merged: list[Zone] = []
    for zone in zones:
        last = merged[-1] if merged else None
        same = last and (last.kind, last.reason) == (zone.kind, zone.reason) and zone.kind == "boilerplate"
        if last and same and set(text[last.end : zone.start]) <= set(" \t\u00a0"):
            merged[-1] = structs.replace(last, end=zone.end)
        else:
            merged.append(zone)
    return merged


def _zone(page: Page, span: Span, kind: str, reason: str | None = None) -> Zone:
    start, end = trim(page.text, span)
    return Zone(start=start, end=end, kind=kind, reason=reason)


def noise(page: Page) -> Iterator[Zone]:
    """Runs of marks that are no prose."""
    for found in NOISE.finditer(page.text, page.start):
        yield _zone(page, Span(*found.span()), "boilerplate", "noise")


def pack_patterns(page: Page) -> Iterator[Zone]:
    """The pack's boilerplate and captions, in the order of its file."""
    for pattern in page.pack.zone_patterns:
        for span in _starts(page, pattern):
            reach = EXTENTS[pattern.extent](page, span)
            yield from (_zone(page, part, pattern.kind, pattern.reason) for part in page.free(reach))


def _starts(page: Page, pattern: ZonePattern) -> Iterator[Span]:
    if pattern.where == "anywhere":
        needed = pattern.contains
        able = [p for p in page.paragraphs if needed is None or needed.search(page.text, *p)]
        found = [Span(*m.span()) for p in able for m in pattern.regex.finditer(page.text, *p)]
        yield from (span for span in found if page.is_free(span))
        return
    for paragraph in page.paragraphs:
        for part in page.free(paragraph):
            find = pattern.regex.fullmatch if pattern.where == "line" else pattern.regex.match
            if match := find(page.text, *part):
                yield Span(*match.span())


def _to_match(_page: Page, span: Span) -> Span:
    return span


def _to_paragraph(page: Page, span: Span) -> Span:
    paragraph = page.paragraph_of(span.start)
    if paragraph.end - paragraph.start >= FLAT:  # it lost its line breaks: what follows may be the report
        return _to_sentence(page, span)
    return Span(span.start, paragraph.end)


def _to_sentence(page: Page, span: Span) -> Span:
    rest = Span(span.start, page.paragraph_of(span.start).end)
    return Span(span.start, max(span.end, page.splitter.first(page.text, rest).end))


def _to_teaser(page: Page, span: Span) -> Span:
    """A teaser that opens its paragraph takes all of it; one within takes its title, and its lead if short.

    A label that stands alone takes the title below it.
    """
    paragraph = page.paragraph_of(span.start)
    rest = trim(page.text, Span(span.end, paragraph.end))
    if rest.start >= rest.end:
        return Span(span.start, _title_below(page, paragraph) or span.end)
    if rest.end - rest.start <= TEASER_LONGEST and _opens_or_closes(page, paragraph, span):
        return Span(span.start, rest.end)
    labelled = page.text[span.end - 1] in ":|"
    return Span(span.start, _end_of_title(page, rest, labelled))


def _opens_or_closes(page: Page, paragraph: Span, span: Span) -> bool:
    if span.start == paragraph.start and paragraph.end - paragraph.start < FLAT:
        return True
    sentences = list(itertools.islice(page.splitter.sentences(page.text, Span(span.end, paragraph.end)), 2))
    return len(sentences) == 1 and not _bump(page, sentences[0].span)


def _title_below(page: Page, paragraph: Span) -> int | None:
    after = page.paragraphs_after(paragraph.end)
    if not after or not _is_title(page.text[after[0].start : after[0].end], TITLE_LONGEST):
        return None
    followed = len(after) > 1 and not _is_title(page.text[after[1].start : after[1].end], TITLE_LONGEST)
    return after[0].end if followed else None


def _end_of_title(page: Page, rest: Span, labelled: bool) -> int:
    """Where a teaser ends; after a label without a colon its lead follows the title."""
    if capitals := CAPITALS.match(page.text, *rest):
        return capitals.end()
    if marker := MARKER.search(page.text, rest.start, min(rest.end, rest.start + TEASER_LONGEST)):
        return marker.end()
    first = page.splitter.first(page.text, rest)
    if bump := _bump(page, first):
        return bump if labelled else first.end
    if page.text[first.end - 1] == "." and first.end - first.start <= 40:  # a kicker, its title follows
        return page.splitter.first(page.text, Span(first.end, rest.end)).end if first.end < rest.end else first.end
    return first.end


def _bump(page: Page, span: Span) -> int | None:
    """Where a title runs into prose: a word that opens sentences, with a capital and no mark before it."""
    openers = page.pack.word_list("sentences", "opener").forms()
    for found in BUMP.finditer(page.text, *span):
        word, following = _two_words(page.text, found.end(), span.end)
        if word.lower() in openers and following[:1].islower():
            return found.start()
    return None


def _two_words(text: str, start: int, end: int) -> tuple[str, str]:
    words = re.findall(r"\w+", text[start : min(end, start + 60)])[:2]
    return (words[0] if words else ""), (words[1] if len(words) > 1 else "")


EXTENTS: dict[str, Callable[[Page, Span], Span]] = {
    "match": _to_match,
    "sentence": _to_sentence,
    "teaser": _to_teaser,
    "paragraph": _to_paragraph,
}


def quotations_set_apart(page: Page) -> Iterator[Zone]:
    """Quotations with a signature, as `quotes.pull_quotes` recognises them."""
    free = [part for p in page.paragraphs for part in page.free(p)]
    for quote in pull_quotes(page.text, free, page.pack):
        zone = _zone(page, quote.span, "pull_quote", quote.reason)
        yield structs.replace(zone, signature=quote.signature)


def title(page: Page) -> Iterator[Zone]:
    """The first line, where it is short, ends in no full stop and prose follows it."""
    free = [p for p in page.paragraphs if page.is_free(p)]
    if len(free) > 1 and _is_title(page.text[free[0].start : free[0].end], HEADLINE_LONGEST):
        yield _zone(page, free[0], "headline", "title")


def subheadings(page: Page) -> Iterator[Zone]:
    """Short paragraphs between others that end in no full stop."""
    for paragraph in page.paragraphs[1:-1]:
        line = page.text[paragraph.start : paragraph.end]
        if page.is_free(paragraph) and _is_title(line, SUBHEADING_LONGEST):
            yield _zone(page, paragraph, "headline", "subheading")


def run_in_headings(page: Page) -> Iterator[Zone]:
    """In a text that lost its line breaks: a short stretch without a full stop that runs into prose."""
    if len(page.paragraphs) > 2 or not any(p.end - p.start >= FLAT for p in page.paragraphs):
        return
    for part in [part for paragraph in page.paragraphs for part in page.free(paragraph)]:
        for sentence in page.splitter.split(page.text, part):
            end = _bump(page, sentence.span)
            if end and _is_run_in(page.text[sentence.span.start : end]):
                yield _zone(page, Span(sentence.span.start, end), "headline", "run-in heading")


def _is_run_in(line: str) -> bool:
    return len(line) <= SUBHEADING_LONGEST and "," not in line and line[0].isupper() and " " in line


def _is_title(line: str, longest: int) -> bool:
    if len(line) > longest or TERMINAL.search(line) or INDENTED_ITEM.match(line):
        return False
    first = line.lstrip("\"„”»«'([")[:1]
    return (first.isupper() or first.isdigit()) and sum(c.isalpha() for c in line) > len(line) / 2


def prose(page: Page) -> Iterator[Zone]:
    """All that is left: the first long paragraph is the lead, the others are body."""
    kind = "lead"
    for paragraph in page.paragraphs:
        for part in page.free(paragraph):
            yield _zone(page, part, kind)
            if part.end - part.start > 60:
                kind = "body"


FINDERS: list[Finder] = [
    noise,
    pack_patterns,
    quotations_set_apart,
    title,
    subheadings,
    run_in_headings,
    prose,
]
