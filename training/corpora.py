"""Readers of the data in `../shared/data`: trees of Universal Dependencies, names of NKJP and of PolEval 2018."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
TREES = DATA / "ud_pl"
NKJP = DATA / "ner_pl" / "nkjp-nested-simplified-v2.iob.7z"
POLEVAL = DATA / "ner_pl" / "POLEVAL-NER_GOLD.json.7z"
HELD_OUT = Path(__file__).parent / "held_out.txt"

KPWR = DATA / "ner_pl" / "kpwr_n82_train.iob"
LABELS = ("persName", "orgName", "geogName", "placeName")
FILE_LINE = "-DOCSTART FILE "
ARCHIVED_LIMIT = 1 << 28


class Word(NamedTuple):
    """A word of a tree. `head` counts from 1, 0 is the root; `feats` is empty where the file has `_`."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    relation: str
    space_after: bool


class Surface(NamedTuple):
    """A written form of two or more words, `byłem`: the first and the last of them, counted from 0, and the form."""

    first: int
    last: int
    form: str


class Tree(NamedTuple):
    """A sentence with its words; the forms joined with their spaces are the text."""

    id: str
    text: str
    words: list[Word]
    surfaces: list[Surface]


class NameSpan(NamedTuple):
    """A name from its first word to its last, counted from 0, both within."""

    first: int
    last: int
    label: str


class NamedSentence(NamedTuple):
    """The words of a sentence and the names among them; no two names overlap."""

    forms: list[str]
    names: list[NameSpan]


class NkjpDocument(NamedTuple):
    """A document of NKJP: what stands behind `-DOCSTART FILE `, and its sentences."""

    file: str
    sentences: list[NamedSentence]


class CharSpan(NamedTuple):
    """A name from its first character to behind its last."""

    start: int
    end: int
    label: str


class PolevalDocument(NamedTuple):
    """A text of PolEval 2018 task 2, and its names that stand in no longer name."""

    id: int
    text: str
    names: list[CharSpan]


def read_conllu(path: Path) -> list[Tree]:
    """The trees of a CoNLL-U file. Empty nodes (`8.1`) are left out."""
    return [_tree(block.split("\n"), path) for block in path.read_text(encoding="utf-8").split("\n\n") if block.strip()]


def _tree(lines: list[str], path: Path) -> Tree:
    """A tree from its lines; raises ValueError where a surface is not what its words make."""
    said = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# ") and " = " in line)
    words: list[Word] = []
    surfaces: list[Surface] = []
    glued: dict[int, bool] = {}
    for cells in (line.split("\t") for line in lines if line[:1].isdigit()):
        space_after = "SpaceAfter=No" not in cells[9].split("|")
        number, _, last = cells[0].partition("-")
        if last:
            surfaces.append(Surface(int(number) - 1, int(last) - 1, cells[1]))
            # Only the line of the range says whether a blank follows: its words never carry SpaceAfter.
            glued |= dict.fromkeys(range(int(number) - 1, int(last) - 1), False) | {int(last) - 1: space_after}
        elif "." not in number:
            feats = "" if cells[5] == "_" else cells[5]
            space = glued.get(len(words), space_after)
            words.append(Word(cells[1], cells[2], cells[3], cells[4], feats, int(cells[6]), cells[7], space))
    for first, end, form in surfaces:
        if (made := "".join(word.form for word in words[first : end + 1])) != form:
            raise ValueError(f"{path}, {said.get('sent_id')}: {form!r} is not {made!r}. Words must make their surface")
    return Tree(said.get("sent_id", ""), said.get("text", ""), words, surfaces)


def read_nkjp(path: Path = NKJP) -> Iterator[NkjpDocument]:
    """The documents of NKJP, one after the other."""
    return nkjp_documents(_unpacked(path).split("\n"))


def nkjp_documents(lines: Iterable[str]) -> Iterator[NkjpDocument]:
    """The documents from the lines of the file: form, base, tag and labels, tabs between; a blank ends a sentence."""
    document: NkjpDocument | None = None
    rows: list[list[str]] = []
    for line in (*lines, FILE_LINE):
        row = line.split("\t")
        if len(row) > 1:
            rows.append(row)
            continue
        if rows and document:
            document.sentences.append(_named(rows))
        rows = []
        if line.startswith(FILE_LINE):
            if document:
                yield document
            document = NkjpDocument(line.removeprefix(FILE_LINE), [])


def _named(rows: list[list[str]]) -> NamedSentence:
    """The words with the outermost names.

    `B-orgName#B-placeName-settlement` names the outermost name first, each layer with a B or I of its own. A
    part of a person's name that stands alone is an adjective made of it (`hitlerowskich`) and no name.
    """
    names: list[NameSpan] = []
    before = "O"
    for place, row in enumerate(rows):
        mark, _, kind = row[3].split("#")[0].partition("-")
        if (label := kept_label(kind)) is not None:
            if mark == "I" and before == kind:
                names[-1] = names[-1]._replace(last=place)
            else:
                names.append(NameSpan(place, place, label))
        before = kind
    return NamedSentence([row[0] for row in rows], names)


def kept_label(kind: str) -> str | None:
    """The label of a name: `placeName` for all its kinds; None for dates, times and parts of a person's name."""
    if kind.startswith("placeName"):
        return "placeName"
    return kind if kind in LABELS else None


def read_poleval(path: Path = POLEVAL) -> list[PolevalDocument]:
    """The documents of PolEval 2018 task 2. Where a text was annotated again, the latest annotation counts."""
    return poleval_documents(json.loads(_unpacked(path)))


def poleval_documents(told: dict[str, Any]) -> list[PolevalDocument]:
    """The documents from what the file holds."""
    documents = []
    for question in told["questions"]:
        latest = max(question["answers"], key=lambda answer: str(answer["created"]))
        names = outermost(_brat_spans(latest["data"]["brat"]))
        documents.append(PolevalDocument(question["id"], question["input"]["fileContent"], names))
    return documents


def _brat_spans(brat: str) -> Iterator[CharSpan]:
    """The names of an annotation; one in pieces reaches from the first to the last."""
    for line in brat.split("\n"):
        if line.startswith("T"):
            kind, offsets = line.split("\t")[1].split(" ", 1)
            bounds = [int(number) for number in offsets.replace(";", " ").split()]
            if (label := kept_label(kind)) is not None:
                yield CharSpan(bounds[0], bounds[-1], label)


def outermost(spans: Iterable[CharSpan]) -> list[CharSpan]:
    """The spans that stand in no longer one, in their order.

    Of two names with the same words the one that the words stand for here counts: `przy Andersa` is a street
    named after a person. Spans that cross, a dozen in all of PolEval, both stay.
    """
    preferred = ("geogName", "orgName", "placeName", "persName")
    kept: list[CharSpan] = []
    for span in sorted(set(spans), key=lambda s: (s.start - s.end, s.start, preferred.index(s.label))):
        if not any(other.start <= span.start and span.end <= other.end for other in kept):
            kept.append(span)
    return sorted(kept)


def _unpacked(path: Path) -> str:
    """The text of the one file in a 7z archive."""
    import py7zr
    from py7zr.io import BytesIOFactory

    factory = BytesIOFactory(ARCHIVED_LIMIT)
    with py7zr.SevenZipFile(path) as archive:
        archive.extractall(factory=factory)
    (content,) = factory.products.values()
    content.seek(0)
    return content.read().decode("utf-8")


@cache
def _held_out_files() -> frozenset[str]:
    return frozenset(HELD_OUT.read_text(encoding="utf-8").split())


KPWR_KINDS = (
    ("nam_liv_habitant", "placeName"), ("nam_liv", "persName"),
    ("nam_org_nation", "placeName"), ("nam_org", "orgName"), ("nam_pro_media", "orgName"),
    ("nam_loc_gpe", "placeName"), ("nam_loc", "geogName"), ("nam_fac", "geogName"),
    ("nam_adj_country", "placeName"), ("nam_adj_city", "placeName"),
)  # fmt: skip
"""KPWr's types, by how they begin, in the terms of NKJP; the first that fits holds, all others are no names."""


def read_kpwr(path: Path = KPWR) -> Iterator[NamedSentence]:
    """The sentences of a file of KPWr: form, blank and label with B or I on each line."""
    forms: list[str] = []
    names: list[NameSpan] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        form, _, label = line.strip().rpartition(" ")
        if not form:
            if forms:
                yield NamedSentence(forms, [name for name in names if name.label])
            forms, names = [], []
            continue
        kind = next((kind for start, kind in KPWR_KINDS if label[2:].startswith(start)), "")
        if label[0] == "I" and names:
            names[-1] = names[-1]._replace(last=len(forms))
        elif label[0] == "B":
            names.append(NameSpan(len(forms), len(forms), kind))
        forms.append(form)


def held_out(file: str) -> bool:
    """Whether a document of NKJP is of the tenth that no training sees."""
    return file in _held_out_files()


def squash(forms: Iterable[str]) -> str:
    """The forms in lower case with no blank in or between them: one sentence, however its words are cut."""
    return "".join("".join(forms).lower().split())


def treebank_texts() -> frozenset[str]:
    """The sentences of the treebank's dev and test parts, squashed."""
    trees = [tree for part in ("dev", "test") for tree in read_conllu(TREES / f"{part}.conllu")]
    return frozenset(squash(forms) for tree in trees for forms in ([tree.text], [word.form for word in tree.words]))


def of_treebank(sentence: NamedSentence, known: frozenset[str]) -> bool:
    """Whether a sentence of NKJP stands among the `known` texts of the treebank."""
    return squash(sentence.forms) in known
