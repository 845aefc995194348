"""What the page says around its lines, in the words of a language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from babel.dates import format_date

from kronika.showing.catalogue import Key
from kronika.showing.chronicle_phrases import ChroniclePhrases

MOST_LISTED = 6


class PagePhrases(ChroniclePhrases):
    """Tells in one language what stands on the page beside what reports say."""

    tables: ClassVar[tuple[str, ...]] = ("page", *ChroniclePhrases.tables)

    def reason(self, told: str | None) -> str:
        """Why text was removed, as the pack tells it where the language has no words for it."""
        if told is None:
            return self.say("no-part")
        return self._words.get(Key("reasons", told.replace(" ", "-")), told)

    def between(self, earliest: str | None, latest: str | None) -> str:
        """Days as all of the page writes them."""
        return self.long_days(earliest, latest) or self.say("unknown-day")

    def listed(self, names: Sequence[str]) -> str:
        """The first names, and how many more there are."""
        shown = ", ".join(names[:MOST_LISTED])
        rest = len(names) - MOST_LISTED
        return self.say("more-names", names=shown, count=rest) if rest > 0 else shown

    def likeness(self, similarity: float) -> str:
        """How alike two passages are."""
        return self.say("same") if similarity >= 1 else self.say("alike", share=int(similarity * 100))

    def tick_of_day(self, day: dt.date, precision: str, *, with_year: bool) -> str:
        """A day beside the axis of the timeline, as fine as told: `day`, `month` or `year`."""
        forms = {"day": "d MMM yyyy" if with_year else "d MMM", "month": "LLL yyyy", "year": "yyyy"}
        return str(format_date(day, forms[precision], locale=self._words[Key("frame", "locale")]))
