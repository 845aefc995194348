"""Base forms as Kronika chooses them over a report: each name of the pack's table in sentences of one made-up report.

`report`: the nominative stands in it too. `oblique`: only the other cases do, vocatives left out. Which words are the
name is given; the choice is that of `kronika.linking.bases`, with the pack's dictionaries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.base_errors import Guess
from evaluation.bases import SLOT, Carrier, DeclinedName, Form, forms
from kronika.annotating.bases import BaseForms, bare
from kronika.extracting.mentions import MentionExtractor
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import Pack
from kronika.linking import named
from kronika.linking.bases import choose
from kronika.records import AnnotatedZone, Article, Document, Findings, Name, Reading, Zone

if TYPE_CHECKING:
    from kronika.annotating import Annotator

NOMINATIVE, VOCATIVE = "nom", "voc"


def in_reports(
    annotator: Annotator,
    bases: BaseForms,
    pack: Pack,
    table: Sequence[DeclinedName],
    carriers: Sequence[Carrier],
    *,
    oblique: bool,
) -> list[Guess]:
    """What is said of each form of the table, each name with a report of its own."""
    extractor, knowledge = MentionExtractor(pack), Knowledge([pack])
    left_out = {NOMINATIVE, VOCATIVE} if oblique else set()
    guesses = []
    for name in table:
        found = [form for form in forms([name]) if form.case not in left_out]
        reading = _reading(annotator, bases, extractor, found, carriers)
        chosen = choose([named([reading])], knowledge)
        said = [chosen["report", mention.start].base for mention in reading.findings.mentions]
        guesses += [Guess(f.text, f.base, f.kind, (base,)) for f, base in zip(found, said, strict=True)]
    return guesses


def _reading(
    annotator: Annotator,
    bases: BaseForms,
    extractor: MentionExtractor,
    found: Sequence[Form],
    carriers: Sequence[Carrier],
) -> Reading:
    sentences = [next(c for c in carriers if c.case == f.case and f.kind in c.kinds).sentence for f in found]
    texts = [sentence.replace(SLOT, form.text) for sentence, form in zip(sentences, found, strict=True)]
    starts = [sum(len(text) + 1 for text in texts[:place]) for place in range(len(texts))]
    zones = [Zone(start=a, end=a + len(text), kind="body") for a, text in zip(starts, texts, strict=True)]
    article = Article(source="report", name="report", text="\n".join(texts), sha256="", encoding="utf-8")
    read = annotator.annotate(Document(article=article, language="pl", zones=zones)).zones
    named_zones = (_named(z, s, f, bases) for z, s, f in zip(read, sentences, found, strict=True))
    mentions = [mention for zone in named_zones for mention in extractor.extract(zone)]
    return Reading(article=article, findings=Findings(language="pl", zones=zones, mentions=mentions))


def _named(zone: AnnotatedZone, sentence: str, form: Form, bases: BaseForms) -> AnnotatedZone:
    """The zone with the form as its only name."""
    first = sentence.index(SLOT)
    span = zone.doc.char_span(first, first + len(form.text), alignment_mode="expand")
    if span is None:
        raise ValueError(f"{form.text!r} is not in {zone.doc.text!r}. The words of a sentence must make its text")
    (told,) = bases.bases([bare(span)])
    return replace(zone, names=[Name(span.start, span.end - 1, form.kind, form.kind, told)])
