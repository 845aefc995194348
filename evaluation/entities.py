"""Who is meant: names that are linked to entities, and what stands for names, on the examples and the pack's corpus.

The examples are linked together as one story; the truth lies in `examples/_truth`. A row of the truth and an
exported one are a pair where both cover at least half of what they cover together, closest first.

`names`: names of persons, organisations and places, of whatever kind; `found` is the share of the truth's that are
paired. `linked` is B-cubed over the pairs alone, `all` over every row, where a row without a partner counts 0
(`clusters.b_cubed`). The truth's cluster is its `name`, without regard to kind; the export's is its `entity`.

`references`: roles and descriptions (NOM), pronouns and verbs with a left-out subject (PRO). One is right where its
entity is the one that most paired names of the person meant belong to, so that it does not pay again for a person who
is split. An exported one where the truth has none counts in precision, a missed one in recall.

`corpus`: the passages of `names/references.txt`, each read and linked alone; a link is right where its entity bears
the name that the passage states, in the base form. `nothing` are the passages in which nobody must be meant: how many
of them are free of links.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from evaluation import ROOT, f1, model_folder
from evaluation.clusters import Item, Place, b_cubed, meant, of_kinds, paired
from evaluation.linker import Linker
from kronika.errors import PackError
from kronika.languages.corpus import Example, load_corpus
from kronika.languages.pack import load_packs
from kronika.records import Article, Metadata

NAMES = ("PER", "ORG", "LOC")
REFERENCES = ("NOM", "PRO")
EXAMPLES = ROOT / "examples"
TRUTH = EXAMPLES / "_truth"
LANGUAGE = "pl"
BEFORE, BEHIND = 160, 60
"""Characters that are shown on each side of an error."""

Figures = dict[str, dict[str, float]]


class Judged(NamedTuple):
    """A reference of the truth, of the export or of both: who is meant, who is said, by name, and whether that is so.

    `shown` is the reference inside its passage.
    """

    where: str
    kind: str
    meant: str | None
    said: str | None
    right: bool
    shown: str


class Found(NamedTuple):
    """All that is measured: the names and references of the examples, those of the corpus, errors of names as lines.

    `free` says of each passage in which nobody must be meant whether it is free of links.
    """

    names: list[Item]
    references: list[Judged]
    corpus: list[Judged]
    free: list[bool]
    errors: list[str]


def missing() -> str | None:
    """Why nothing can be measured; None where the pack has its model."""
    return None if (model_folder() / "config.cfg").exists() else "not measured: the pack holds no trained model"


def measure() -> Figures:
    """The figures, between 0 and 1, and how many rows they are of."""
    return tables(found())


def found() -> Found:
    """What is said beside what is meant, on the examples and in the corpus."""
    linker = Linker()
    articles = linker.articles(EXAMPLES)
    rows = linker.mentions(articles)
    texts, shown = {a.name: a.text for a in articles}, {row.entity or row.id: row.name for row in rows}
    said = [Place(row.article, row.start, row.end, row.kind, row.entity or row.id) for row in rows]
    names = paired(_truth("mentions"), list(of_kinds(said, NAMES)))
    references: list[Judged] = []
    for kind in REFERENCES:
        items = paired(list(of_kinds(_truth("references"), [kind])), list(of_kinds(said, [kind])))
        references += judged(items, meant(names), shown, texts)
    corpus, free = _on_corpus(linker)
    return Found(names, references, corpus, free, list(_errors(names, shown, texts)))


def _truth(table: str) -> list[Place]:
    """A table of the examples' truth."""
    rows = map(json.loads, (TRUTH / f"{table}.jsonl").read_text(encoding="utf-8").splitlines())
    return [Place(row["article"], row["start"], row["end"], row["kind"], row["name"]) for row in rows]


def judged(
    items: Iterable[Item], wanted: dict[str, str], shown: Mapping[str, str | None], texts: dict[str, str]
) -> list[Judged]:
    """The references with who is meant and said. `wanted` is the entity of each name that the truth has."""
    told = []
    for item in items:
        truth, said = item
        right = truth is not None and said is not None and wanted.get(truth.who) == said.who
        kind = (said or item.place).kind
        name = shown[said.who] if said else None
        told.append(Judged(_where(item), kind, truth and truth.who, name, right, _passage(item, texts)))
    return told


def _on_corpus(linker: Linker) -> tuple[list[Judged], list[bool]]:
    """The references of all passages, and of those in which nobody must be meant whether they are free of links."""
    told: list[Judged] = []
    free: list[bool] = []
    for example in load_corpus(load_packs()[LANGUAGE].folder / "names" / "references.txt"):
        rows = linker.mentions([_article(example)])
        said = [Place(r.article, r.start, r.end, r.kind, r.name or r.id) for r in rows if r.kind in REFERENCES]
        truth = stated(example)
        same, texts = {place.who: place.who for place in truth}, {example.place: example.phrase}
        told += judged(paired(truth, said), same, {place.who: place.who for place in said}, texts)
        if not truth:
            free.append(not said)
    return told, free


def _article(example: Example) -> Article:
    language = Metadata(language=LANGUAGE)
    return Article(
        source=example.place, name=example.place, text=example.phrase, sha256="", encoding="utf-8", metadata=language
    )


def stated(example: Example) -> list[Place]:
    """The references of a passage, of no kind: `Prezes#2 = Jan Kot` is the second `Prezes`. Raises PackError for words
    that are not there."""
    places = []
    for value in example.values:
        words, _, name = value.rpartition(" = ")
        words, _, time = words.partition("#")
        starts = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", example.phrase)]
        if not words or len(starts) < int(time or 1):
            remedy = "Write `words = Name`, or `words#2 = Name` for their second occurrence"
            raise PackError(example.place, f"{value!r} is not in the passage", remedy)
        start = starts[int(time or 1) - 1]
        places.append(Place(example.place, start, start + len(words), "", name))
    return places


def tables(known: Found) -> Figures:
    """The figures of what was found, table by table."""
    truth, said = sum(i.truth is not None for i in known.names), sum(i.said is not None for i in known.names)
    pairs = [item for item in known.names if item.truth and item.said]
    figures: Figures = {
        "names": {"found": len(pairs) / truth if truth else 0.0, "truth": truth, "said": said},
        "linked": b_cubed(pairs).figures,
        "all": b_cubed(known.names).figures,
        "references": shares(known.references),
    }
    figures |= {kind: shares([told for told in known.references if told.kind == kind]) for kind in REFERENCES}
    free = sum(known.free)
    share = free / len(known.free) if known.free else 1.0
    return figures | {
        "corpus": shares(known.corpus),
        "nothing": {"share": share, "free": free, "passages": len(known.free)},
    }


def shares(told: Sequence[Judged]) -> dict[str, float]:
    """Precision, recall and F1 of references, and the counts behind them."""
    right = sum(j.right for j in told)
    said, truth = sum(j.said is not None for j in told), sum(j.meant is not None for j in told)
    return {
        "precision": right / said if said else 0.0,
        "recall": right / truth if truth else 0.0,
        "f1": f1(right, truth, said),
        "right": right,
        "said": said,
        "truth": truth,
    }


def mistakes(known: Found) -> list[str]:
    """What is wrong or missed, one a line with its passage: names, references of the examples, then the corpus."""
    lines = list(known.errors)
    for table, told in (("references", known.references), ("corpus", known.corpus)):
        wrong = [j for j in told if not j.right]
        lines += ["\t".join((table, _sort(j), j.where, j.kind, _verdict(j.said, j.meant), j.shown)) for j in wrong]
    return lines


def _sort(told: Judged) -> str:
    if told.said is None:
        return "missed"
    return "wrong" if told.meant else "invented"


def _verdict(said: str | None, wanted: str | None) -> str:
    return f"{said or 'nobody'}, not {wanted or 'anybody'}"


def _errors(names: Sequence[Item], shown: Mapping[str, str | None], texts: dict[str, str]) -> Iterator[str]:
    """Errors of names: missed, invented, apart from the entity that most others of the name have, or together with
    another's."""
    main = meant(names)
    owner = meant(Item(said, truth) for truth, said in names)
    for item in names:
        truth, said = item
        if said is None:
            sort, verdict = "missed", _verdict(None, item.place.who)
        elif truth is None:
            sort, verdict = "invented", _verdict(shown[said.who], None)
        elif main[truth.who] != said.who:
            sort, verdict = "apart", f"{shown[said.who]}, not {truth.who} ({shown[main[truth.who]]})"
        elif owner[said.who] != truth.who:
            sort, verdict = "together", f"{truth.who} with {owner[said.who]}"
        else:
            continue
        yield "\t".join(("names", sort, _where(item), item.place.kind, verdict, _passage(item, texts)))


def _where(item: Item) -> str:
    return f"{item.place.article}:{item.place.start}"


def _passage(item: Item, texts: dict[str, str]) -> str:
    """The place between brackets and what stands round it, on one line."""
    place = item.place
    text = texts[place.article]
    before, behind = text[max(0, place.start - BEFORE) : place.start], text[place.end : place.end + BEHIND]
    return " ".join(f"{before}[[{text[place.start : place.end]}]]{behind}".split())
