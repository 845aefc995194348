"""Which share of the whole reading goes to names and who is meant by them: `python benchmarks/naming.py`.

The texts are the examples and, where they lie beside the project, the seed reports. `alone` is a single fresh report:
each text is read once and linked by itself, so that nothing is known of it. `together` is the same reading, with all
texts linked at once: the nearest to a folder of which no report repeats another. `folder` are the same texts under
other names, to 150 reports or more, read one by one and linked together; their names are known from the second copy
on, and so are the readings of all their words.

Naming is base forms, the rules of names, the extraction of mentions and references, and the step of linking that says
who is who; finding the names in the text, by the model, is not. What a process loads once, the model and the
dictionaries, is printed apart. All in processor seconds. The target is one part in twenty at most.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from clock import Clock
from kronika import reading
from kronika.annotating.bases import BaseForms
from kronika.annotating.naming import Naming
from kronika.extracting.mentions import MentionExtractor
from kronika.extracting.references import ReferenceExtractor
from kronika.languages.corpus import load_corpus
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import load_packs
from kronika.linking import link
from kronika.linking.entities import Entities
from kronika.pipeline import Reader
from kronika.records import Article, Metadata, Reading
from machine import machine

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "examples", ROOT.parent / "shared" / "seeds")
REPORTS = 150
TARGET = 1 / 20
LOADING = 5
"""Passages of the pack's corpus that are read first, so that all that is loaded once is loaded."""
READING = {
    "base forms": [(BaseForms, "bases")],
    "rules of names": [(Naming, "names")],
    "mentions": [(MentionExtractor, "extract")],
    "references": [(ReferenceExtractor, "extract")],
}
LINKING = {
    "entities": [(Entities, "__init__"), (Entities, "mentions"), (Entities, "rows")],
}


def articles(reader: Reader, folders: Iterable[Path]) -> list[Article]:
    """The articles of the folders."""
    files = [path for path in reading.find(folders) if isinstance(path, Path)]
    return [item for path in files for item in reading.read(path, reader.alphabets) if isinstance(item, Article)]


def repeated(texts: Sequence[str], folder: Path) -> None:
    """Writes the texts under other names, each as often as the others, until there are enough."""
    for copy in range(-(-REPORTS // len(texts))):
        for number, text in enumerate(texts):
            (folder / f"{copy:03}-{number:03}.txt").write_bytes(text.encode("utf-8"))


def readings(reader: Reader, found: Iterable[Article]) -> list[Reading]:
    """What the words of the articles say."""
    return [Reading(article=article, findings=reader.read(article)[0]) for article in found]


def loaded() -> tuple[Reader, Knowledge]:
    """The pipeline and the dictionaries, both in use already; prints what loading took."""
    begun = time.process_time()
    reader, knowledge = Reader(), Knowledge(list(load_packs().values()))
    corpora = [(code, pack.folder / "names" / "references.txt") for code, pack in load_packs().items()]
    first = [
        Article(source=e.place, name=e.place, text=e.phrase, sha256="", encoding="", metadata=Metadata(language=code))
        for code, path in corpora
        if path.exists()
        for e in load_corpus(path)[:LOADING]
    ]
    known = readings(reader, first)
    read = time.process_time()
    link(known, knowledge)
    print(f"loaded once: model {read - begun:.2f} s, dictionaries {time.process_time() - read:.2f} s")
    return reader, knowledge


def main() -> None:
    print(machine())
    clock = Clock("naming", READING, LINKING, TARGET)
    reader, knowledge = loaded()
    clock.attach()
    texts = articles(reader, [folder for folder in FOLDERS if folder.exists()])
    known = []
    for article in texts:
        known += clock.run("reading", readings, reader, [article])
        clock.run("linking", link, known[-1:], knowledge)
    clock.show("alone", len(texts))
    clock.clear("linking")
    clock.run("linking", link, known, knowledge)
    clock.show("together", len(texts))
    clock.clear()
    with tempfile.TemporaryDirectory() as folder:
        repeated([article.text for article in texts], Path(folder))
        found = clock.run("reading", articles, reader, [Path(folder)])
    clock.run("linking", link, clock.run("reading", readings, reader, found), knowledge)
    clock.show("folder", len(found))


if __name__ == "__main__":
    main()
