"""Short names completed from full ones: `Tokajew` where the reports say `Kasym-Żomart Tokajew`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kronika.records import NameFinding, StatementFinding


class Names:
    """Full names by their last word, with the genders that each shows."""

    def __init__(self, found: Iterable[NameFinding]) -> None:
        self._by_last: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
        for name in found:
            self._by_last[name.name.split()[-1]][name.name] = frozenset(name.genders)

    def complete(self, short: str, genders: Iterable[str]) -> str | None:
        """The one full name that ends in `short`, where its gender fits; None where several end so."""
        found = self._by_last.get(short, {})
        if len(found) != 1:
            return None
        name, shown = next(iter(found.items()))
        told = frozenset(genders)
        return name if not told or not shown or told & shown else None


def complete(said: StatementFinding, own: Names, story: Names) -> str | None:
    """The speaker in full: from the own report; from others of the story only a name that no dictionary
    knows, because two people may share a common surname."""
    if said.speaker is None or " " in said.speaker:
        return said.speaker
    elsewhere = story.complete(said.speaker, said.genders) if said.rare else None
    return own.complete(said.speaker, said.genders) or elsewhere or said.speaker
