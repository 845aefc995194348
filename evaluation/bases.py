"""Base forms of names: those of KPWr's test file, and the pack's own table of how names decline.

`kpwr`: the form of each row alone, without its sentence and so without tags. `exact` is right letter by letter,
`letters` passes over capitals, `among` has the right one among those that are kept. Blanks at the ends of a base or
side by side in it, slips of the file, do not count. The file is for reporting only.

`corpus`: every form of `names/corpus.txt` alone. `carriers`: the same forms in the sentences of `names/carriers.txt`,
which the model of the pack reads; which words are the name is given. `report`: as Kronika chooses them, all forms of
a name in one report, with the pack's dictionaries; `oblique`: the same without nominative and vocative. Vocatives of
places and organisations do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evaluation import ModelError, absent
from evaluation.base_errors import SORTS, Guess, sort_of
from kronika.annotating.bases import BaseForms, NameWords, bare
from kronika.annotating.pipeline import BASES
from kronika.errors import PackError
from kronika.languages.files import read_text
from kronika.languages.pack import load_packs
from kronika.records import Article, Document, Zone
from training.declension import KPWR_BASES_TEST, read_bases

if TYPE_CHECKING:
    from spacy.language import Language

    from kronika.annotating import Annotator

KINDS = ("PER", "ORG", "LOC")
CASES = ("nom", "gen", "dat", "acc", "inst", "loc", "voc")
"""In the order of the table."""
SLOT = "{}"
SENTENCES_A_TEXT = 200
"""Sentences that are read together, each a paragraph: all of them would be too many for one document's memory."""
MOST_KINDS = 12
"""Kinds of KPWr whose errors are counted."""


class DeclinedName(NamedTuple):
    """A line of the table: the kind of a name, and its forms in the order of CASES."""

    kind: str
    forms: tuple[str, ...]


class Carrier(NamedTuple):
    """A sentence with a slot for names of some kinds in one case."""

    case: str
    kinds: tuple[str, ...]
    sentence: str


class Form(NamedTuple):
    """A form to be given its base: the base, its kind and case."""

    text: str
    base: str
    kind: str
    case: str


def missing() -> str | None:
    """Why nothing can be measured; None where all is there."""
    return absent(KPWR_BASES_TEST)


def measure(nlp: Language) -> dict[str, dict[str, float]]:
    """The shares of right bases, between 0 and 1."""
    return {table: shares(found) for table, found in guesses(nlp).items()}


def guesses(nlp: Language) -> dict[str, list[Guess]]:
    """What is said of each form, for each table. Raises ModelError for a pipeline without base forms."""
    from evaluation.base_reports import in_reports
    from kronika.annotating import Annotator

    pack = load_packs()["pl"]
    bases, names = component(nlp), read_table(pack.folder / "names" / "corpus.txt")
    table, carriers = forms(names), read_carriers(pack.folder / "names" / "carriers.txt")
    annotator = Annotator(pack)
    return {
        "kpwr": on_kpwr(nlp, bases),
        "corpus": alone(nlp, bases, table),
        "carriers": in_sentences(annotator, bases, table, carriers),
        "report": in_reports(annotator, bases, pack, names, carriers, oblique=False),
        "oblique": in_reports(annotator, bases, pack, names, carriers, oblique=True),
    }


def tables(found: dict[str, list[Guess]]) -> dict[str, Mapping[str, float]]:
    """The shares of right bases, then how many errors there are of each sort, and of KPWr's kinds of names."""
    figures = {table: shares(told) for table, told in found.items()}
    errors = {f"{table} errors": errors_by_sort(told) for table, told in found.items()}
    return {**figures, **errors, "kpwr kinds": errors_by_kind(found["kpwr"])}


def errors_by_sort(told: Iterable[Guess]) -> dict[str, int]:
    """How many errors there are of each sort, in the order in which sorts are tried."""
    counted = Counter(sort_of(guess) for guess in told if not guess.right)
    return {sort.__name__: counted[sort.__name__] for sort in SORTS}


def errors_by_kind(told: Iterable[Guess]) -> dict[str, int]:
    """How many errors there are of the kinds of names that have most of them, most first."""
    counted = Counter(guess.kind for guess in told if not guess.right)
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_KINDS])


def mistakes(found: dict[str, list[Guess]]) -> list[str]:
    """The errors themselves, one a line, by table and sort; the same one made in several sentences stands once."""
    order = {sort.__name__: place for place, sort in enumerate(SORTS)}
    lines: list[str] = []
    for table, told in found.items():
        wrong = [(sort_of(g), g.kind, f"{g.form} -> {g.said}, not {g.base}") for g in told if not g.right]
        lines += ["\t".join((table, *error)) for error in sorted(dict.fromkeys(wrong), key=lambda e: order[e[0]])]
    return lines


def shares(told: Sequence[Guess]) -> dict[str, float]:
    """The share of right bases: letter by letter, capitals apart, among all that are kept; then for each kind."""
    figures = {
        "exact": _share(guess.right for guess in told),
        "letters": _share(guess.said.lower() == guess.base.lower() for guess in told),
        "among": _share(guess.base in guess.listed for guess in told),
    }
    return figures | {
        kind: _share(guess.right for guess in told if guess.kind == kind)
        for kind in KINDS
        if any(guess.kind == kind for guess in told)
    }


def _share(right: Iterable[bool]) -> float:
    told = list(right)
    return sum(told) / len(told) if told else 0.0


def component(nlp: Language) -> BaseForms:
    """The component that gives base forms. Raises ModelError where there is none."""
    if BASES not in nlp.pipe_names:
        raise ModelError(str(nlp.path), "gives no base forms", "Train them: python -m training bases")
    found: BaseForms = nlp.get_pipe(BASES)  # type: ignore[assignment]
    return found


def on_kpwr(nlp: Language, bases: BaseForms) -> list[Guess]:
    """What is said of KPWr's test names, each alone."""
    rows = [Form(row.form, " ".join(row.base.split()), row.kind, "") for row in read_bases(KPWR_BASES_TEST)]
    return alone(nlp, bases, rows)


def alone(nlp: Language, bases: BaseForms, table: Sequence[Form]) -> list[Guess]:
    """What is said of forms that stand in no sentence."""
    return _guessed(bases, table, [bare(nlp.make_doc(form.text)[:]) for form in table])


def in_sentences(
    annotator: Annotator, bases: BaseForms, table: Iterable[Form], carriers: Sequence[Carrier]
) -> list[Guess]:
    """What is said of the forms in every sentence that is made for their case and kind."""
    placed = [(f, c) for f in table for c in carriers if c.case == f.case and f.kind in c.kinds]
    batches = (placed[at : at + SENTENCES_A_TEXT] for at in range(0, len(placed), SENTENCES_A_TEXT))
    words = chain.from_iterable(_read(annotator, batch) for batch in batches)
    return _guessed(bases, [form for form, _ in placed], list(words))


def _read(annotator: Annotator, placed: Sequence[tuple[Form, Carrier]]) -> Iterator[NameWords]:
    """The words of the forms with the tags that they have in their sentences."""
    texts = [carrier.sentence.replace(SLOT, form.text) for form, carrier in placed]
    starts = [sum(len(text) + 1 for text in texts[:place]) for place in range(len(texts))]
    zones = [Zone(start=a, end=a + len(text), kind="body") for a, text in zip(starts, texts, strict=True)]
    article = Article(source="corpus", name="corpus", text="\n".join(texts), sha256="", encoding="utf-8", header=0)
    read = annotator.annotate(Document(article=article, language="pl", zones=zones)).zones
    for zone, (form, carrier) in zip(read, placed, strict=True):
        first = carrier.sentence.index(SLOT)
        span = zone.doc.char_span(first, first + len(form.text), alignment_mode="expand")
        if span is None:
            raise ValueError(f"{form.text!r} is not in {zone.doc.text!r}. The words of a sentence must make its text")
        yield bare(span)


def _guessed(bases: BaseForms, table: Iterable[Form], words: Iterable[NameWords]) -> list[Guess]:
    return [
        Guess(form.text, form.base, form.kind, tuple(base.text for base in told))
        for form, told in zip(table, bases.bases(words), strict=True)
    ]


def forms(table: Iterable[DeclinedName]) -> list[Form]:
    """Every form of the table but the vocatives that nobody writes."""
    return [
        Form(text, name.forms[0], name.kind, case)
        for name in table
        for case, text in zip(CASES, name.forms, strict=True)
        if case != "voc" or name.kind == "PER"
    ]


def read_table(path: Path) -> list[DeclinedName]:
    """The names of a table of forms. Raises PackError for a line that is none."""
    table = []
    for place, line in _lines(path):
        kind, *cells = (cell.strip() for cell in line.split("|"))
        if kind not in KINDS or len(cells) != len(CASES) or not all(cells):
            remedy = f"Write one of {', '.join(KINDS)} and {len(CASES)} forms, | between"
            raise PackError(place, f"{line!r} is no name with its forms", remedy)
        table.append(DeclinedName(kind, tuple(cells)))
    return table


def read_carriers(path: Path) -> list[Carrier]:
    """The sentences of a file of carriers. Raises PackError for a line that is none."""
    carriers = []
    for place, line in _lines(path):
        head, _, sentence = line.partition(": ")
        case, *kinds = head.split() or [""]
        if case not in CASES or not set(kinds) <= set(KINDS) or sentence.count(SLOT) != 1:
            raise PackError(place, f"{line!r} is no sentence for a form", f"Write `gen PER: Nie było tam {SLOT}.`")
        carriers.append(Carrier(case, tuple(kinds) or KINDS, sentence))
    return carriers


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """The lines that say something, each with its place."""
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield f"{path}:{number}", line.strip()
