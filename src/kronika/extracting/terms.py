"""The content words of a document, by lemma: what it is about, names left out."""

from __future__ import annotations

from collections import defaultdict

from kronika.records import Annotated

CONTENT = ("NOUN", "VERB", "ADJ")
SHORTEST = 3


def terms_of(annotated: Annotated) -> dict[str, list[int]]:
    """The lemmas of nouns, verbs and adjectives outside names, in small letters, and where each stands."""
    found: dict[str, list[int]] = defaultdict(list)
    for zone in annotated.zones:
        named = {i for name in zone.names for i in range(name.first, name.last + 1)}
        for at, token in enumerate(zone.doc):
            if at in named or token.pos_ not in CONTENT:
                continue
            lemma = token.lemma_.lower()
            if len(lemma) >= SHORTEST and lemma[0].isalpha():
                found[lemma].append(zone.tokens[at].start)
    return dict(sorted(found.items()))
