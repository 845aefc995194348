"""What a search has found, in the words of a language."""

from __future__ import annotations

from typing import Any, ClassVar

from kronika.showing.event_phrases import EventPhrases


class SearchPhrases(EventPhrases):
    """Tells in one language how much was found, and what each match is."""

    tables: ClassVar[tuple[str, ...]] = ("search", *EventPhrases.tables)

    def counted(self, kind: str, number: int, more: bool) -> str:
        """So many of a kind."""
        told = self.count(f"found-{kind}", number)
        return self.say("more-than", found=told) if more else told

    def days_of(self, kind: str, row: Any) -> str | None:
        """The days of what matches, as far as they are known."""
        first, last = {
            "reports": ("published_earliest", "published_latest"),
            "statements": ("said_earliest", "said_latest"),
            "figures": ("as_of_earliest", "as_of_latest"),
            "events": ("earliest", "latest"),
        }[kind]
        return self.long_days(getattr(row, first), getattr(row, last))

    def named(self, kind: str, row: Any) -> str:
        """What matches: the title of a report, who says something, the number and what it counts, the type of event."""
        if kind == "reports":
            return str(row.title or row.article)
        if kind == "statements":
            return str(row.speaker or self.say("not-told"))
        if kind == "figures":
            return f"{self.measure(row.measure)}: {self.reading(row)}"
        return self.kind(row.event_type, row.mode)
