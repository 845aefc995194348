"""Where the reports of a story went, when linking gives it another id or puts it into another story."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping


def follow(known: Mapping[str, str], before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The redirects from ids that are no more to stories of `after`, never by way of another redirect.

    `known` are the redirects so far, `before` and `after` the story of each article. A story all of whose articles
    are gone leads nowhere, and neither does what led to it.
    """
    alive = set(after.values())
    went: dict[str, Counter[str]] = defaultdict(Counter)
    for article, story in before.items():
        if article in after:
            went[story][after[article]] += 1
    moved = {story: min(counts, key=lambda s: (-counts[s], s)) for story, counts in went.items()}
    leads = {story: target if target in alive else moved.get(target) for story, target in {**known, **moved}.items()}
    return {story: target for story, target in leads.items() if target and story not in alive}
