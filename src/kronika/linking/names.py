"""Short names completed from full ones: `Tokajew` where the reports say `Kasym-Żomart Tokajew`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Names:
    """Full names that end in a given word, as one report says them."""

    def __init__(self, full: Iterable[str]) -> None:
        self._by_last: dict[str, set[str]] = defaultdict(set)
        for name in full:
            self._by_last[name.split()[-1]].add(name)

    def complete(self, short: str) -> str | None:
        """The one full name that ends in `short`; None where there is none, or more than one."""
        found = self._by_last.get(short, set())
        return next(iter(found)) if len(found) == 1 else None


def complete(name: str | None, own: Names, story: Names) -> str | None:
    """A name in full, from its own report first, then from the others of its story."""
    if name is None or " " in name:
        return name
    return own.complete(name) or story.complete(name) or name
