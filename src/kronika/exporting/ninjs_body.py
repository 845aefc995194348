"""The chronicle of a story as the body of a news item: paragraphs, as plain text and as XHTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from msgspec import Struct

from kronika.exporting.contents import Story
from kronika.records import ChronicleRow, DisagreementRow, SideRow
from kronika.showing import wording
from kronika.showing.chronicle_phrases import ChroniclePhrases
from kronika.showing.phrases import DOT

PLAIN = "text/plain"
ON_THE_WEB = ("https://", "http://")
PARAGRAPH, HEADING, SUBHEADING, POINT = "p", "h2", "h3", "li"


class Block(Struct, frozen=True, kw_only=True):
    """A paragraph: its kind, what opens it, its words, and the reports that carry it, each with its address."""

    kind: str
    opening: str = ""
    words: str
    sources: list[tuple[str, str]] = []


def one_line(words: str) -> str:
    """Words on one line, with what cannot be shown written out."""
    return wording.visible(" ".join(words.split()))


def blocks(story: Story, phrases: ChroniclePhrases, uris: Mapping[str, str]) -> Iterator[Block]:
    """The lead, the lines of the chronicle in order of their days, the disagreements with their sides."""
    told = _Teller(story, phrases, uris)
    yield Block(kind=PARAGRAPH, words=story.summary.lead)
    lines: list[ChronicleRow] = story.rows("chronicle")
    if lines:
        yield Block(kind=HEADING, words=phrases.say("brief-events"))
        yield from map(told.line, lines)
    rows: list[DisagreementRow] = story.rows("disagreements")
    if rows:
        yield Block(kind=HEADING, words=phrases.say("disagree"))
    for row in rows:
        yield Block(kind=SUBHEADING, words=f"{phrases.about(row)} ({phrases.say(f'kind-{row.kind}')})")
        yield from (told.side(row, side) for side in row.sides)


class _Teller:
    def __init__(self, story: Story, phrases: ChroniclePhrases, uris: Mapping[str, str]) -> None:
        self._facts, self._phrases, self._uris = story.facts, phrases, uris

    def line(self, row: ChronicleRow) -> Block:
        """When, what, how well it is supported, by whom."""
        words = f"{row.sentence} ({self._support(row)})"
        return Block(kind=POINT, opening=self._phrases.when(row), words=words, sources=self._sources(row.articles))

    def side(self, row: DisagreementRow, side: SideRow) -> Block:
        """What is claimed, by whom, in which words."""
        parts = (self._phrases.since(side), self._support(side))
        told = f"{', '.join(side.holders)}: {self._phrases.told_by(side)} ({DOT.join(filter(None, parts))})"
        claim = self._phrases.claim(row, side)
        return Block(kind=POINT, opening=claim, words=told, sources=self._sources(side.articles))

    def _support(self, row: ChronicleRow | SideRow) -> str:
        nameless = {name for name in row.articles if name not in self._facts or not self._facts[name].publisher}
        return self._phrases.carried(row, len(nameless.intersection(row.outlets)))

    def _sources(self, articles: Sequence[str]) -> list[tuple[str, str]]:
        return [(self._facts[name].publisher or name, self._uris[name]) for name in articles if name in self._uris]


def text(made: Sequence[Block]) -> str:
    """The body as plain text, with an empty line between paragraphs."""
    return "\n\n".join(map(_plain, made))


def _plain(block: Block) -> str:
    opened = f"{block.opening} – " if block.opening else ""
    sources = ", ".join(dict.fromkeys(name for name, _ in block.sources))
    told = one_line(f"{opened}{block.words}" + (f" [{sources}]" if sources else ""))
    return f"- {told}" if block.kind == POINT else told


def xhtml(made: Sequence[Block]) -> str:
    """The body as XHTML, a line a paragraph. All words come from outside and are escaped."""
    lines, listed = ['<div xmlns="http://www.w3.org/1999/xhtml">'], False
    for block in made:
        if listed != (block.kind == POINT):
            lines.append("</ul>" if listed else "<ul>")
            listed = not listed
        lines.append(f"<{block.kind}>{_marked(block)}</{block.kind}>")
    return "\n".join([*lines, *(["</ul>"] if listed else []), "</div>"])


def _marked(block: Block) -> str:
    opened = f"<strong>{_escaped(block.opening)}</strong> – " if block.opening else ""
    sources = ", ".join(dict.fromkeys(_link(name, uri) for name, uri in block.sources))
    return f"{opened}{_escaped(block.words)}" + (f" [{sources}]" if sources else "")


def _link(name: str, uri: str) -> str:
    """A report with a link to it, where it is on the web."""
    return f'<a href="{escape(uri)}">{_escaped(name)}</a>' if uri.startswith(ON_THE_WEB) else _escaped(name)


def _escaped(words: str) -> str:
    return escape(one_line(words))
