"""Names of persons, organisations and places that a pipeline finds, against NKJP, PolEval 2018 and the seeds.

`nkjp`: the documents that no training saw (`training/held_out.txt`), words and sentences given, one document of
spaCy for each; a name is right when its words and its label are.

`poleval`: raw text, and the names that stand in no longer name, where the task itself scores every nested one;
figures published for the task are therefore not the same measure. The counting is the official script's: a gold name is
found when a predicted one of its label overlaps or touches it, precision is the found over the predicted, `score`
is 0.8 of the overlap's F1 and 0.2 of the exact one's. Two things differ: the 90 texts that were annotated more
than once count too (the script reads the latest annotation and then leaves them out), and a name in pieces is one
name from its first character to its last, not several.

`seeds`: the table of mentions of the seed reports, as Kronika exports it with the model of its pack.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from evaluation import absent, f1, shown
from kronika.languages.pack import SYNTAX
from training.corpora import LABELS, NKJP, POLEVAL, CharSpan, NkjpDocument, held_out, read_nkjp, read_poleval

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Names of one text by their place in words or characters, the last within or behind alike for gold and predicted.
Names = set[tuple[int, int, str]]


def missing() -> str | None:
    """Why nothing can be measured; None where all is there."""
    return absent(NKJP, POLEVAL)


def measure(nlp: Language) -> dict[str, dict[str, float]]:
    """The figures of both corpora, between 0 and 1. Names need no syntax, so that it is left out."""
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name == SYNTAX]):
        return {"nkjp": on_nkjp(nlp), "poleval": on_poleval(nlp)}


def on_nkjp(nlp: Language) -> dict[str, float]:
    """Precision, recall and F1 of exact names in the held-out documents, and the F1 of each label."""
    documents = [document for document in read_nkjp() if held_out(document.file)]
    made = shown(nlp.pipe(_given(nlp, documents)), "NKJP", len(documents))
    return exact_scores((_gold(document), _said(doc)) for document, doc in zip(documents, made, strict=True))


def on_poleval(nlp: Language) -> dict[str, float]:
    """Precision, recall and F1 of overlapping names, the F1 of exact ones, and the official mean of both F1."""
    documents = read_poleval()
    # Texts are long: few at a time.
    made = shown(nlp.pipe((document.text for document in documents), batch_size=16), "PolEval", len(documents))
    pairs = zip(documents, made, strict=True)
    return overlap_scores((set(document.names), _said_characters(doc)) for document, doc in pairs)


def on_seeds() -> dict[str, Any] | None:
    """The scorer's figures of the seeds' mentions; None where there is no such table or nothing to measure with."""
    from evaluation import measure as tables
    from kronika.records import TABLES

    if "mentions" not in TABLES or tables.missing():
        return None
    return tables.measure(tables.TASKS[0]).get("mentions")


def _given(nlp: Language, documents: Iterable[NkjpDocument]) -> Iterator[Doc]:
    from spacy.tokens import Doc

    for document in documents:
        words = [form for sentence in document.sentences for form in sentence.forms]
        lengths = [len(sentence.forms) for sentence in document.sentences]
        starts: list[bool | int | None] = [place == 0 for length in lengths for place in range(length)]
        yield Doc(nlp.vocab, words=words, sent_starts=starts)


def _gold(document: NkjpDocument) -> Names:
    """The names of a document, their words counted through it."""
    names: Names = set()
    before = 0
    for sentence in document.sentences:
        names |= {(before + first, before + last + 1, label) for first, last, label in sentence.names}
        before += len(sentence.forms)
    return names


def _said(doc: Doc) -> Names:
    return {(name.start, name.end, name.label_) for name in doc.ents}


def _said_characters(doc: Doc) -> set[CharSpan]:
    return {CharSpan(name.start_char, name.end_char, name.label_) for name in doc.ents}


def exact_scores(pairs: Iterable[tuple[Names, Names]]) -> dict[str, float]:
    """Precision, recall and F1 over pairs of gold and predicted names, then the F1 of each label."""
    hits: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for gold, said in pairs:
        hits.update(label for _, _, label in gold & said)
        wanted.update(label for _, _, label in gold)
        told.update(label for _, _, label in said)
    labels = {label: f1(hits[label], wanted[label], told[label]) for label in LABELS}
    return _ratios(hits.total(), wanted.total(), told.total()) | labels


def overlap_scores(pairs: Iterable[tuple[set[CharSpan], set[CharSpan]]]) -> dict[str, float]:
    """The overlap's precision, recall and F1, the exact F1, and `score`, 0.8 of the one and 0.2 of the other."""
    overlapping = exact = wanted = told = 0
    for gold, said in pairs:
        overlapping += sum(any(_meet(one, other) for other in said) for one in gold)
        exact += len(gold & said)
        wanted, told = wanted + len(gold), told + len(said)
    figures = {f"overlap_{name}": figure for name, figure in _ratios(overlapping, wanted, told).items()}
    figures["exact_f1"] = f1(exact, wanted, told)
    return figures | {"score": 0.8 * figures["overlap_f1"] + 0.2 * figures["exact_f1"]}


def _meet(one: CharSpan, other: CharSpan) -> bool:
    """Whether two names of one label overlap; the official script lets them touch."""
    return one.label == other.label and one.start <= other.end and other.start <= one.end


def _ratios(hits: int, wanted: int, told: int) -> dict[str, float]:
    return {
        "precision": hits / told if told else 0.0,
        "recall": hits / wanted if wanted else 0.0,
        "f1": f1(hits, wanted, told),
    }
