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

from evaluation import names as names_measured
from evaluation import syntax as syntax_measured
from kronika.languages.pack import PARTS
from training import names, syntax
from training.corpora import DATA, TREES, read_conllu

LICENCES = {
    "syntax": "CC BY-NC-SA 4.0 (PDB): not for commercial use. Also learned from PUD (CC BY-SA 3.0 or 4.0, by "
    "release) and LFG (CC BY-SA 4.0 by its readme, GPL 3.0 by its licence file; "
    "which holds is for its publisher to say)",
    "names": "GPL 3.0 (NKJP, KPWr)",
    "tokenizer, sentences": "Apache 2.0, as Kronika itself",
}
TIMED_SENTENCES = 500


def write_card(folder: Path, seed: int) -> None:
    """Measures the model in the folder on what is only for reporting, and writes `README.md` and `meta.json`."""
    nlp = spacy.load(folder)
    scores = {"syntax": syntax_measured.measure(nlp, "test"), "names": names_measured.measure(nlp)}
    facts = {
        "seed": seed,
        "data": {str(path.relative_to(DATA)): _hash(path) for path in [*syntax.data(), *names.data()]},
        "features": {"syntax": syntax.FEATURES, "names": names.FEATURES},
        "widths": {"syntax": syntax.WIDTHS, "names": names.WIDTHS},
        "options": {"syntax": syntax.OPTIONS._asdict(), "names": names.OPTIONS._asdict()},
        "plan": {"syntax": syntax.PLAN._asdict(), "names": names.PLAN._asdict()},
        "bytes": {part: _bytes(folder / part) for part in ("syntax", "names")},
        "words a processor-second": _speed(nlp),
        "machine": platform.machine(),
    }
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    meta |= {
        "name": "kronika",
        "version": "1.0.0",
        "description": "Polish: tokens, sentences, parts of speech, morphology, lemmas, dependencies, names",
        "author": "Kronika",
        "license": "; ".join(f"{part}: {licence}" for part, licence in LICENCES.items()),
        "performance": scores,
        "training": facts,
    }
    (folder / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "README.md").write_text(_page(facts, scores), encoding="utf-8")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _speed(nlp: spacy.language.Language) -> int:
    """Words a processor-second, in texts of 25 sentences; the first text, which fills caches, is not timed."""
    trees = read_conllu(TREES / "dev.conllu") + read_conllu(TREES / "test.conllu")[:TIMED_SENTENCES]
    texts = [" ".join(t.text for t in trees[at : at + 25]) for at in range(0, len(trees), 25)]
    nlp(texts[0])
    start = time.process_time()
    words = sum(len(nlp(text)) for text in texts[1:])
    return round(words / (time.process_time() - start))


def _page(facts: Mapping[str, Any], scores: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """The card as a page of Markdown."""
    size = sum(facts["bytes"].values()) / 1e6
    lines = [
        "# The Polish pipeline",
        "",
        "Tokens, sentences, parts of speech, morphology, lemmas, dependencies and names, as a spaCy pipeline. "
        "Made by `python -m training`; this page is written by it. `meta.json` has all of it for programs.",
        "",
        "## Licences",
        "",
        "The weights of a part carry the licences of the data they were learned from. Either part can be left "
        "out or replaced: `kronika read --model names=none`, `--model syntax=FOLDER`.",
        "",
        *(f"- **{part}**: {licence}." for part, licence in LICENCES.items()),
        "",
        "## Scores",
        "",
        "| | part | figure | reached |",
        "| --- | --- | --- | --- |",
        *_score_rows(scores),
        "",
        f"{size:.1f} MB on disk; {facts['words a processor-second']:,} words a processor-second on the machine that "
        f"trained it ({facts['machine']}), all parts together. Reports are read by it whole, one at a time.",
        "",
        "`test` is the treebank's test part, given words unless `raw` stands there; `nkjp` are the documents of "
        "`training/held_out.txt`; `poleval` is the gold of PolEval 2018, task 2, outermost names alone. None of "
        "them was trained on, and sentences of the treebank's test and development parts are dropped from NKJP "
        "and KPWr. Formulas of parliament and press that stand word for word both in trained and in held-out "
        "documents, or in PolEval's texts, were not looked for. Commands: `python -m evaluation syntax`, "
        "`python -m evaluation names`.",
        "",
        "Syntax in percent, names between 0 and 1. For comparison, spaCy's published pl_core_news_sm, trained on twice "
        "the trees, has on the same part UPOS 97.1, UAS 87.7, LAS 79.7, lemma 93.1; on NKJP F1 0.80, dates included. "
        "Names of organisations and of rivers, streets and buildings (`geogName`) are the weakest. The object of "
        "`mieć` is `iobj`, as in the treebank.",
        "",
        "## Data",
        "",
        *(f"- `{path}`, sha256 `{digest}`" for path, digest in facts["data"].items()),
        "",
        "## Made how",
        "",
        "Two networks of the same make: vectors of a word's letters and of its readings in Morfeusz 2 (SGJP), two "
        "layers of LSTM that read both ways; the one ends in tags, lemma changes and biaffine trees, the other in a "
        "chain of labels. Weights are averages over the last steps, in half precision. Features (rows of their "
        f"tables), sizes and plans, with seed {facts['seed']}:",
        "",
        *(f"- {part}: {facts['options'][part]}, {facts['plan'][part]}, {facts['features'][part]}" for part in PARTS),
        "",
    ]
    return "\n".join(lines)


def _score_rows(scores: Mapping[str, Mapping[str, Mapping[str, float]]]) -> list[str]:
    return [
        f"| {part} | {on} | {name} | {value:.3f} |"
        for part, measured in scores.items()
        for on, figures in measured.items()
        for name, value in figures.items()
    ]
