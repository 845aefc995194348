"""HTML pages a processor-second, beside trafilatura alone: `python benchmarks/pages.py [FOLDER]`.

Without a folder it reads invented pages. Kronika's part is the whole door: bytes to an article with its metadata.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura

from kronika.reading import Alphabet
from kronika.reading.pages import Fetched, page_article
from kronika.records import Article
from machine import machine
from made_pages import made

PAGES = 300
RUNS = 3
TARGET = 5.0


def rate(work: Callable[[bytes], object], pages: Sequence[bytes]) -> float:
    """Pages a processor-second, the middle of three runs."""
    spent = []
    for _ in range(RUNS):
        begun = time.process_time()
        for page in pages:
            work(page)
        spent.append(time.process_time() - begun)
    return len(pages) / statistics.median(spent)


def read(raw: bytes) -> Article | None:
    """The article of a page."""
    found = page_article(Path("page.html"), Fetched("page.html", "page.html", raw), [Alphabet("", ["cp1250"])])
    return next((item for item in found if isinstance(item, Article)), None)


def main() -> None:
    given = sorted(Path(sys.argv[1]).rglob("*.htm*")) if len(sys.argv) > 1 else []
    pages = [path.read_bytes() for path in given] or [made(seed).html.encode() for seed in range(PAGES)]
    sizes = sorted(len(page) for page in pages)
    print(machine())
    print(f"{len(pages)} pages of {sizes[0] // 1000} to {sizes[-1] // 1000} kB")
    own = rate(read, pages)
    print(f"  kronika                       {own:7.0f} pages a processor-second")
    for what, with_metadata in (("trafilatura, with metadata", True), ("trafilatura, without", False)):
        other = rate(lambda raw, w=with_metadata: trafilatura.bare_extraction(raw, with_metadata=w), pages)
        print(f"  {what:29} {other:7.0f} · ratio {own / other:.1f} (target: {TARGET:.0f})")


if __name__ == "__main__":
    main()
