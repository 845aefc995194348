"""Words a processor-second of the Polish pipeline, and beside it of the same layers without Morfeusz.

`python benchmarks/annotating.py` reads 40 texts of the treebank's training part, each text once by each
pipeline in turn, on one core. Forms are new to both, so that Morfeusz pays for every one of them. Without
Morfeusz the networks see letters alone, and lemmas are learned changes: quicker and worse, which is the price
that the ratio tells.
"""

from __future__ import annotations

import platform
import sys
import time
from pathlib import Path

import spacy
from spacy.language import Language

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kronika.annotating.names import NameFinder
from kronika.annotating.sentences import SentenceMarker
from kronika.annotating.syntax import SyntaxParser
from kronika.annotating.tokenizer import Tokenizer
from kronika.languages.analysers import Analyser, load_analyser
from kronika.languages.pack import NAMES, SYNTAX, Pack, pack_of
from training.corpora import TREES, read_conllu

TEXTS, SENTENCES = 40, 25


class Timed:
    """A pipeline as a list of steps, with the processor time that each has taken."""

    def __init__(self, pack: Pack, trained: Language, analyser: Analyser) -> None:
        blank = spacy.blank(pack.code)
        parts = [SyntaxParser(analyser), NameFinder(analyser)]
        for part, name in zip(parts, (SYNTAX, NAMES), strict=True):
            model = trained.get_pipe(name)
            part.fill(model.settings, model.weights)
        self._cut = Tokenizer(blank, pack, analyser)
        self._steps = [SentenceMarker(pack, analyser), *parts]
        self.seconds = [0.0] * (1 + len(self._steps))
        self.words = 0

    def read(self, text: str) -> None:
        """Reads a text and counts its words and the time of each step."""
        start = time.process_time()
        doc = self._cut(text)
        marks = [start, time.process_time()]
        for step in self._steps:
            doc = step(doc)
            marks.append(time.process_time())
        self.seconds = [s + after - before for s, before, after in zip(self.seconds, marks, marks[1:], strict=False)]
        self.words += len(doc)

    @property
    def speed(self) -> float:
        """Words a processor-second."""
        return self.words / sum(self.seconds)


def main() -> None:
    path = TREES / "train.conllu"
    pack = pack_of("pl")
    if not path.exists() or not (pack.folder / "model").exists():
        print(f"not measured: {path.name} of ../shared/data or the Polish model is absent")
        return
    trees = read_conllu(path)[: TEXTS * SENTENCES]
    texts = [" ".join(t.text for t in trees[at : at + SENTENCES]) for at in range(0, len(trees), SENTENCES)]
    trained = spacy.load(pack.folder / "model")
    timed = {name: Timed(pack, trained, load_analyser(name)) for name in (pack.analyser, "none")}
    for text in texts:
        for pipeline in timed.values():
            pipeline.read(text)
    print(f"{platform.machine()}, Python {platform.python_version()}, {timed['none'].words:,} words")
    for name, pipeline in timed.items():
        steps = zip(("tokens", "sentences", "syntax", "names"), pipeline.seconds, strict=True)
        shares = ", ".join(f"{step} {seconds / sum(pipeline.seconds):.0%}" for step, seconds in steps)
        print(f"  analyser {name:9} {pipeline.speed:7,.0f} words a processor-second ({shares})")
    print(f"  ratio {timed[pack.analyser].speed / timed['none'].speed:.2f}")


if __name__ == "__main__":
    main()
