"""What the desk says around what reports say, in the words of a language."""

from __future__ import annotations

from typing import ClassVar

from kronika.showing.page.phrases import PagePhrases


class DeskPhrases(PagePhrases):
    """Tells in one language what stands at the desk."""

    tables: ClassVar[tuple[str, ...]] = ("desk", *PagePhrases.tables)
