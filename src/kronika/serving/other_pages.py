"""What was left out, and who corrects."""

from __future__ import annotations

from starlette.responses import Response

from kronika.serving import addresses
from kronika.serving.asking import Asking
from kronika.serving.rendering import fill

SIZE = 50


def faults(ask: Asking) -> Response:
    """What was left out of the reports, and why."""
    pages = ask.pages(ask.lookup.count("faults"), SIZE)
    rows = ask.lookup.page("faults", pages.first, SIZE)
    known = {row.article for row in rows if row.article and ask.lookup.under("articles", row.article)}
    return fill(ask, "faults", rows=rows, known=known, pages=pages)


def you(ask: Asking) -> Response:
    """The form of the name under which somebody corrects."""
    back = addresses.local(ask.text("back"))
    return fill(ask, "you", back=back, here=back)
