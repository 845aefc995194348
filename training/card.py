"""The model's card: what it was trained on, how well it reads, how fast, how big, and under which licences."""

from __future__ import annotations

import hashlib
import json
import platform
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from evaluation import bases as bases_measured
from evaluation import names as names_measured
from evaluation import syntax as syntax_measured
from training import bases, names, syntax
from training.corpora import DATA, TREES, read_conllu
from training.declension import UNKNOWN

COMPONENTS = {"syntax": syntax, "names": names, "bases": bases}
"""How each component is trained, by its name."""

LICENCES = {
    "syntax": "CC BY-NC-SA 4.0 (PDB): not for commercial use. Also learned from PUD (CC BY-SA 3.0 or 4.0, by "
    "release) and LFG (CC BY-SA 4.0 by its readme, GPL 3.0 by its licence file; "
    "which holds is for its publisher to say)",
    "names": "GPL 3.0 (NKJP, KPWr)",
    "bases": "LGPL 3.0 (KPWr's names with bases and endings, SGJP's places), GPL 3.0 (names of NKJP, of which forms "
    "are made), CC BY 4.0 (towns of GeoNames)",
    "tokenizer, sentences": "Apache 2.0, as Kronika itself",
}
TIMED_SENTENCES = 500
Facts = Mapping[str, Any]
Scores = Mapping[str, Mapping[str, Mapping[str, float]]]


def write_card(folder: Path, seed: int) -> None:
    """Measures the model in the folder on what is only for reporting, and writes `README.md` and `meta.json`."""
    nlp = spacy.load(folder)
    scores = {
        "syntax": syntax_measured.measure(nlp, "test"),
        "names": names_measured.measure(nlp),
        "bases": bases_measured.measure(nlp),
    }
    facts = _facts(nlp, folder, seed)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    meta |= {
        "name": "kronika",
        "version": "1.0.0",
        "description": "Polish: tokens, sentences, parts of speech, morphology, lemmas, dependencies, names and their "
        "base forms",
        "author": "Kronika",
        "license": "; ".join(f"{part}: {licence}" for part, licence in LICENCES.items()),
        "pipeline": nlp.pipe_names,
        "components": nlp.component_names,
        "performance": scores,
        "training": facts,
    }
    (folder / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "README.md").write_text(_page(facts, scores), encoding="utf-8")


def _facts(nlp: Language, folder: Path, seed: int) -> dict[str, Any]:
    """What the components were trained on and how, their size, and how fast they are all together."""
    data = dict.fromkeys(path for component in COMPONENTS.values() for path in component.data())
    return {
        "seed": seed,
        "data": {str(path.relative_to(DATA)): _hash(path) for path in data},
        "features": {part: component.FEATURES for part, component in COMPONENTS.items()},
        "widths": {part: component.WIDTHS for part, component in COMPONENTS.items()},
        "options": {part: component.OPTIONS._asdict() for part, component in COMPONENTS.items()},
        "plan": {part: component.PLAN._asdict() for part, component in COMPONENTS.items()},
        "bytes": {part: _bytes(folder / part) for part in COMPONENTS},
        "words a processor-second": _speed(nlp),
        "machine": platform.machine(),
    }


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _speed(nlp: Language) -> int:
    """Words a processor-second, in texts of 25 sentences; the first text, which fills caches, is not timed."""
    trees = read_conllu(TREES / "dev.conllu") + read_conllu(TREES / "test.conllu")[:TIMED_SENTENCES]
    texts = [" ".join(t.text for t in trees[at : at + 25]) for at in range(0, len(trees), 25)]
    nlp(texts[0])
    start = time.process_time()
    words = sum(len(nlp(text)) for text in texts[1:])
    return round(words / (time.process_time() - start))


def _page(facts: Facts, scores: Scores) -> str:
    """The card as a page of Markdown."""
    sections = (_licences(), _scores(facts, scores), _data(facts), _making(facts))
    head = (
        "# The Polish pipeline",
        "",
        "Tokens, sentences, parts of speech, morphology, lemmas, dependencies, names and their base forms, as a spaCy "
        "pipeline. Made by `python -m training`; this page is written by it. `meta.json` has all of it for programs.",
    )
    return "\n".join([*head, *(line for section in sections for line in ("", *section)), ""])


def _licences() -> list[str]:
    return [
        "## Licences",
        "",
        "The weights of a component carry the licences of the data they were learned from. Syntax and names can be "
        "left out or replaced: `kronika read --model names=none`, `--model syntax=FOLDER`.",
        "",
        *(f"- **{part}**: {licence}." for part, licence in LICENCES.items()),
    ]


def _scores(facts: Facts, scores: Scores) -> list[str]:
    size = sum(facts["bytes"].values()) / 1e6
    return [
        "## Scores",
        "",
        "| | part | figure | reached |",
        "| --- | --- | --- | --- |",
        *_score_rows(scores),
        "",
        f"{size:.1f} MB on disk; {facts['words a processor-second']:,} words a processor-second on the machine that "
        f"trained it ({facts['machine']}), all components together. Reports are read by it whole, one at a time.",
        "",
        "`test` is the treebank's test part, given words unless `raw` stands there; `nkjp` are the documents of "
        "`training/held_out.txt`; `poleval` is the gold of PolEval 2018, task 2, outermost names alone. None of "
        "them was trained on, and sentences of the treebank's test and development parts are dropped from NKJP "
        "and KPWr. Formulas of parliament and press that stand word for word both in trained and in held-out "
        "documents, or in PolEval's texts, were not looked for. Commands: `python -m evaluation syntax`, "
        "`python -m evaluation names`, `python -m evaluation bases`.",
        "",
        "Syntax in percent, names and bases between 0 and 1. For comparison, spaCy's published pl_core_news_sm, "
        "trained on twice the trees, has on the same part UPOS 97.1, UAS 87.7, LAS 79.7, lemma 93.1; on NKJP F1 0.80, "
        "dates included. Names of organisations and of rivers, streets and buildings (`geogName`) are the weakest. The "
        "object of `mieć` is `iobj`, as in the treebank.",
        "",
        *_scores_of_bases(),
    ]


def _scores_of_bases() -> list[str]:
    return [
        "Bases: `kpwr` are the names of KPWr's test file, each form alone; `corpus` are all forms of "
        "`names/corpus.txt` alone, `carriers` the same in sentences, `report` those of a name in one report, as "
        "linking chooses them, `oblique` without the nominative. Nothing is learned of these files, but names that "
        "stand in KPWr's training file or in the pack's dictionaries too are not left out. `exact` is "
        "right letter by letter, `letters` but for capitals, `among` with the right base among those that are kept. "
        "`corpus.txt` was gathered to be hard: foreign and rare names, vocatives, plurals. The weakest are names that "
        "no dictionary knows: they are left as they stand or take a base of another gender.",
    ]


def _data(facts: Facts) -> list[str]:
    return ["## Data", "", *(f"- `{path}`, sha256 `{digest}`" for path, digest in facts["data"].items())]


def _making(facts: Facts) -> list[str]:
    return [
        "## Made how",
        "",
        "Three networks of one make: vectors of a word's letters and of its readings in Morfeusz 2 (SGJP), then layers "
        "of LSTM that read both ways. Syntax has two of them and ends in tags, lemma changes and biaffine trees, names "
        "has two and ends in a chain of labels. Bases has one, reads the words of one name, each also with its tag in "
        "the sentence where there is one, and ends in changes of letters. It is learned from KPWr's names, each twice, "
        f"and from names made in all cases: {bases.PEOPLE:,} people of the given names and surnames of NKJP, "
        f"{bases.FOREIGN:,} of the pack's dictionary of people and of KPWr's strange names, which bend as surnames of "
        f"like endings, {bases.MADE_PLACES:,} of SGJP's places, {bases.MADE_BODIES:,} organisations and places of "
        f"several words, {bases.MADE_TOWNS:,} towns, {bases.MADE_PAIRS:,} pairs of noun and adjective, "
        f"{bases.MADE_TITLES:,} people with a title. {UNKNOWN:.0%} of single people and places are learned as if no "
        f"dictionary knew them, {bases.UNTAGGED:.0%} of all names without tags, {bases.WRONG:.0%} of the others with "
        "wrong ones. Weights are averages over the last steps, in half precision. Features (rows of their tables), "
        f"sizes and plans, with seed {facts['seed']}:",
        "",
        *(
            f"- {part}: {facts['options'][part]}, {facts['plan'][part]}, {facts['features'][part]}"
            for part in COMPONENTS
        ),
    ]


def _score_rows(scores: Scores) -> list[str]:
    return [
        f"| {part} | {on} | {name} | {value:.3f} |"
        for part, measured in scores.items()
        for on, figures in measured.items()
        for name, value in figures.items()
    ]
