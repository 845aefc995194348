"""Processor time of all of Kronika's reading over that of the bare spaCy pipeline on the same text:
`python benchmarks/overhead.py [FOLDER …]`.

Reading is all that is done with one article on its own: clean, annotate, extract, and the findings as JSON. The bare
pipeline is the pack's own model loaded with `spacy.load`, all components as they stand, called with the text of the
same zones. Both hold linear algebra to one thread.

Both take each article in turn, in one process, and change places at every article, so that what else goes on at the
machine hits both alike. What both have loaded is no concern of the garbage collector any more, whose walk over it
would hit one of them by chance. Nothing is shared: the pipeline has an analyser of its own beside Kronika's, so that
neither finds in a cache what the other paid for. `first` is the first reading, as of a folder of news: both pay for
the analysis of every form that is new to a process. `again` reads the same articles once more, with every form known
to both.

The sets are the examples, reports made by `made_reports.py`, and the folders or files that are given. All in processor
seconds. The target is at most 1.5 for the first reading.
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import spacy
from spacy.language import Language

import kronika.cleaning
from clock import Calls, Clock
from dating import EXAMPLES
from kronika.annotating import Annotator
from kronika.cleaning import clean
from kronika.extracting import accounts, clauses, credits, disputes, extract, mentions, names, references, times
from kronika.extracting.events.events import EventExtractor
from kronika.extracting.figures import FigureExtractor
from kronika.extracting.statements.statements import StatementExtractor
from kronika.languages.analysers import load_analyser
from kronika.languages.corpus import load_corpus
from kronika.languages.pack import Pack, pack_of
from kronika.pipeline import Reader
from kronika.records import Article, Metadata
from machine import machine
from made_reports import made
from naming import articles

LANGUAGE = "pl"
TARGET = 1.5
MADE, SEED = 60, 20310505
LOADING = 5
"""Passages of the pack's corpus that both read first, so that all that is loaded once is loaded."""
PARTS: Calls = {
    "cleaning": [(kronika.cleaning, "clean")],
    "annotating": [(Annotator, "annotate")],
    "times": [(times.TimeExtractor, "extract"), (extract, "counted_from"), (extract, "timed")],
    "clauses": [(clauses.ClauseReader, "read")],
    "names, mentions": [(names.NameExtractor, "extract"), (mentions.MentionExtractor, "extract")],
    "credits": [(credits.CreditExtractor, "extract")],
    "accounts": [(accounts.AccountExtractor, "extract")],
    "terms": [(extract, "terms_of")],
    "references": [(references.ReferenceExtractor, "extract")],
    "figures": [(FigureExtractor, "extract")],
    "disputes": [(disputes.DisputeReader, "read")],
    "statements": [(StatementExtractor, "extract")],
    "events": [(EventExtractor, "extract")],
    "JSON": [(msgspec.json, "encode")],
}
"""The rooms, and within extracting what is extracted."""


class Text(NamedTuple):
    """An article, and the text of its zones that are read."""

    article: Article
    prose: str


def spent(work: Callable[[], object]) -> float:
    """The processor seconds of some work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


class Race:
    """Kronika and the bare pipeline over the same texts."""

    def __init__(self, pack: Pack) -> None:
        self.reader = Reader()
        self._packs = {pack.code: pack}
        self._pack = pack
        first = load_corpus(pack.folder / "names" / "references.txt")[:LOADING]
        known = [self._text(_article(example.phrase, pack.code)) for example in first]
        for text in known:
            self._read(text)
        load_analyser.cache_clear()  # the pipeline gets one of its own
        self._bare: Language = spacy.load(pack.folder / "model")
        for text in known:
            self._bare(text.prose)
        self._clock = Clock("reading", {}, PARTS, TARGET)
        self._clock.attach()
        gc.collect()
        gc.freeze()

    def texts(self, found: Iterable[Article]) -> list[Text]:
        """Those of the articles that are of the language, with what is read of each."""
        return [text for article in found if (text := self._text(article)).prose]

    def _text(self, article: Article) -> Text:
        document = clean(article, self._packs)
        read = [zone for zone in document.zones if zone.kind != "boilerplate"]
        return Text(article, "\n\n".join(article.text[zone.start : zone.end] for zone in read))

    def _read(self, text: Text) -> None:
        msgspec.json.encode(self.reader.read(text.article)[0])

    def run(self, texts: Sequence[Text]) -> tuple[float, float, dict[str, float]]:
        """The seconds of Kronika and of the pipeline, and those of Kronika's parts."""
        self._clock.clear()
        reading = bare = 0.0
        for number, text in enumerate(texts):
            if number % 2:
                bare += spent(lambda: self._bare(text.prose))  # noqa: B023  called at once
            reading += spent(lambda: self._read(text))  # noqa: B023  called at once
            if not number % 2:
                bare += spent(lambda: self._bare(text.prose))  # noqa: B023  called at once
        return reading, bare, dict(self._clock.parts)

    def show(self, what: str, found: Iterable[Article]) -> None:
        """Prints the ratio of a set, for its first reading and once more, and what each part takes of it."""
        texts = self.texts(found)
        letters = sum(len(text.prose) for text in texts)
        print(f"{what}: {len(texts)} articles, {letters:,} characters of prose")
        for name in ("first", "again"):
            reading, bare, parts = self.run(texts)
            ours, its = (1000 * seconds / max(1, len(texts)) for seconds in (reading, bare))
            print(f"  {name} ratio {reading / bare:.2f}, reading {ours:.1f} ms an article, the pipeline {its:.1f} ms")
            shares = {**parts, "rest": reading - sum(parts.values())}
            print("    " + ", ".join(f"{part} {seconds / bare:.3f}" for part, seconds in shares.items()))


def _article(text: str, language: str) -> Article:
    return Article(source=text, name=text, text=text, sha256="", encoding="", metadata=Metadata(language=language))


def made_articles(reader: Reader) -> list[Article]:
    """The made reports, read from a file as any others."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in made(MADE, SEED)), encoding="utf-8")
        return articles(reader, [path])


def main() -> None:
    print(machine())
    race = Race(pack_of(LANGUAGE))
    print(f"target: at most {TARGET} for the first reading; parts as shares of the pipeline's time")
    race.show("examples", articles(race.reader, [EXAMPLES]))
    race.show("made", made_articles(race.reader))
    for given in sys.argv[1:]:
        race.show(Path(given).stem, articles(race.reader, [Path(given)]))


if __name__ == "__main__":
    main()
