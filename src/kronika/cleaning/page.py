"""A text while its zones are found: what is taken, and what is free."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from kronika.evidence import Span, gaps, trim
from kronika.languages.pack import Pack
from kronika.languages.sentences import SentenceSplitter
from kronika.records import Zone


@dataclass
class Page:
    """An article's text with its paragraphs and the zones found so far, which never overlap.

    Zones and paragraphs are kept in order, so that asking what is free does not grow with the text.
    """

    text: str
    start: int
    paragraphs: list[Span]
    pack: Pack
    splitter: SentenceSplitter
    zones: list[Zone] = field(default_factory=list)

    def take(self, zone: Zone) -> None:
        """Keeps a zone, unless it is empty or some of it is taken already."""
        if zone.start < zone.end and self.is_free(Span(zone.start, zone.end)):
            self.zones.insert(bisect_left(self.zones, zone.start, key=lambda z: z.start), zone)

    def is_free(self, span: Span) -> bool:
        """Whether no zone touches the span."""
        return not self._touching(span)

    def free(self, span: Span) -> list[Span]:
        """What of the span is not taken, without blanks."""
        left = [trim(self.text, gap) for gap in gaps(span, self._touching(span))]
        return [part for part in left if part.start < part.end]

    def paragraph_of(self, at: int) -> Span:
        """The paragraph around a place."""
        i = bisect_right(self.paragraphs, at, key=lambda p: p.start) - 1
        return self.paragraphs[i] if i >= 0 and at < self.paragraphs[i].end else Span(at, at)

    def paragraphs_after(self, at: int) -> list[Span]:
        """The next two paragraphs that begin at a place or behind it."""
        i = bisect_left(self.paragraphs, at, key=lambda p: p.start)
        return self.paragraphs[i : i + 2]

    def _touching(self, span: Span) -> list[Span]:
        first = bisect_right(self.zones, span.start, key=lambda z: z.end)
        last = bisect_left(self.zones, span.end, key=lambda z: z.start)
        return [Span(z.start, z.end) for z in self.zones[first:last]]
