"""Reports read a processor-second, room by room: `python benchmarks/reading.py [FOLDER]`.

Without a folder it reads the examples ten times over. Prints the machine, and each room's share.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from pathlib import Path

from kronika import reading
from kronika.annotating import Annotator
from kronika.cleaning import clean
from kronika.extracting import Extractor
from kronika.languages.pack import load_packs
from kronika.linking import link
from kronika.records import Article, Reading

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
REPEATS = 10


def articles(folder: Path) -> list[Article]:
    """The articles of a folder that can be read."""
    alphabets = [reading.Alphabet(p.letters, p.encodings) for p in load_packs().values()]
    files = [path for path in reading.find([folder]) if isinstance(path, Path)]
    return [item for path in files for item in reading.read(path, alphabets) if isinstance(item, Article)]


def main() -> None:
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    found = articles(given) if given else articles(EXAMPLES) * REPEATS
    packs = load_packs()
    pack = next(iter(packs.values()))
    annotator = Annotator(pack)
    extractor = Extractor(pack)
    spent = dict.fromkeys(("cleaning", "annotating", "extracting", "linking"), 0.0)
    readings = []
    for article in found:
        times = [time.process_time()]
        document = clean(article, packs)
        times.append(time.process_time())
        annotated = annotator.annotate(document)
        times.append(time.process_time())
        readings.append(Reading(article=article, findings=extractor.extract(annotated)))
        times.append(time.process_time())
        for room, before, after in zip(spent, times, times[1:], strict=False):
            spent[room] += after - before
    unique = list({r.article.source: r for r in readings}.values())
    begun = time.process_time()
    link(unique)
    spent["linking"] = time.process_time() - begun
    whole = sum(spent.values()) - spent["linking"]
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    print(f"{len(found)} reports, {len(found) / whole:.0f} a processor-second")
    for room, seconds in spent.items():
        print(f"  {room:11} {seconds:7.2f} s")


if __name__ == "__main__":
    main()
