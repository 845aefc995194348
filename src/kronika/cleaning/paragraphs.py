"""Paragraphs of a text: lines, joined where a line was only wrapped."""

from __future__ import annotations

import re

from kronika.evidence import Span, trim

LINE = re.compile(r"[^\r\n\v\f\u2028\u2029]+")
BLANK_LINE = re.compile(r"(?:\r\n|[\r\n\v\f\u2028\u2029])[ \t\u00a0]*(?:\r\n|[\r\n\v\f\u2028\u2029])")
FLAT = 1500
"""A paragraph of more characters is taken for a text that lost its line breaks. Chosen, not yet measured."""


def paragraphs(text: str, start: int = 0) -> list[Span]:
    """The paragraphs from `start` on, without blanks at their ends.

    A line that begins with a small letter right below another goes on with it.
    """
    spans: list[Span] = []
    for line in LINE.finditer(text, start):
        span = trim(text, Span(*line.span()))
        if span.start == span.end:
            continue
        if spans and text[span.start].islower() and not BLANK_LINE.search(text, spans[-1].end, span.start):
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return spans
