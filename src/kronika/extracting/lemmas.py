"""The lemmas of all words of a document, for search: folded, so that nobody need type marks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from kronika.languages.letters import fold
from kronika.records import Annotated, AnnotatedZone


def lemmas_of(annotated: Annotated) -> dict[str, str]:
    """The folded lemma of each folded word where it is another one; where the document has several, the commonest."""
    read: dict[str, Counter[str]] = defaultdict(Counter)
    for zone in annotated.zones:
        for word, lemma in _words(zone):
            read[word][lemma] += 1
    commonest = {word: min(lemmas, key=lambda one: (-lemmas[one], one)) for word, lemmas in read.items()}
    return {word: lemma for word, lemma in sorted(commonest.items()) if lemma != word}


def _words(zone: AnnotatedZone) -> Iterator[tuple[str, str]]:
    """Each word with its lemma. A form that the analyser has cut in two is one word with the lemma of its beginning."""
    tokens = zone.tokens
    for at, token in enumerate(zone.doc):
        if at and tokens[at - 1].end == tokens[at].start and tokens[at - 1].text[-1:].isalnum():
            continue
        whole, last = tokens[at].text, at
        while last + 1 < len(tokens) and tokens[last + 1].start == tokens[last].end and tokens[last + 1].text.isalpha():
            last += 1
            whole += tokens[last].text
        forms, lemmas = fold(whole).split(), fold(token.lemma_).split()
        if len(forms) == len(lemmas):
            yield from zip(forms, lemmas, strict=True)
