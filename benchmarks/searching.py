"""Search: processor time of a mixed set of questions over made articles, and what its index takes.

`python benchmarks/searching.py [ARTICLES]` fills a store with made articles (`made_findings.py`, by default 100,000),
links them with two processes, which takes some ten minutes, and asks for rare and common words, phrases, beginnings,
fields and days, each question several times, as the desk does: a page of passages of each kind. Prints the median and
the 95th percentile in processor milliseconds. `--store FILE` keeps the store, or takes the one that is there.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from pathlib import Path

from kronika import running
from kronika.running.executors import Workers, processes
from kronika.searching.answers import search
from kronika.showing.phrases import Phrases
from kronika.store import Store, as_read
from machine import machine
from made_findings import made

SEED, SHARD, TIMES, DRAWN = 11, 1000, 3, 40
MOST = 50.0
"""Processor milliseconds that the 95th percentile may take."""


def processor() -> float:
    """Processor seconds of this process and of all that it has waited for."""
    return sum(os.times()[:4])


def fill(store: Store, count: int) -> float:
    """Puts so many made articles into a store and links them; gives back the processor milliseconds of linking each."""
    batch = []
    for reading in made(count, SEED):
        batch.append(as_read(reading.article, reading.findings, []))
        if len(batch) == SHARD:
            store.put_all(batch, "made")
            batch = []
    store.put_all(batch, "made")
    spent = processor()
    running.link_store(store, Workers(processes(2)))
    return (processor() - spent) / count * 1000


def questions(store: Store) -> list[str]:
    """Words, phrases, beginnings, fields and days, drawn from what the store has."""
    rng = random.Random(SEED)
    with store.lookup() as lookup:
        names = [one.name for one in lookup.listing.entities("", None, 0, 2_000)]
        titles = [one.title for one in lookup.listing.stories(_every(), 0, 2_000)]
    words = [word for title in titles for word in title.split() if word.isalpha()]
    asked = []
    for _ in range(DRAWN):
        word, other, name, title = rng.choice(words), rng.choice(words), rng.choice(names), rng.choice(titles)
        day = f"202{rng.randint(1, 3)}-{rng.randint(1, 12):02d}"
        pair = " ".join(title.split()[1:3]).strip(".,") or word
        asked += [word, f"{word} {other}", f'"{pair}"', f"{word[:4]}*", f'speaker:"{name}"', f'who:"{name}" {word}',
                  f"{word} since:{day} until:{day}", "measure:killed", f"type:PROTEST since:{day}",
                  f"{word} OR {other}", f"{word} -{other}"]  # fmt: skip
    return asked


def _every():  # type: ignore[no-untyped-def]
    from kronika.store import StoriesAsked

    return StoriesAsked()


def ask(store: Store, asked: str) -> float:
    """The processor milliseconds of one question."""
    begun = time.process_time()
    with store.lookup() as lookup:
        search(lookup, asked, None, 1, Phrases())
    return (time.process_time() - begun) * 1000


def show(store: Store, count: int) -> None:
    """Asks everything and prints what it took."""
    asked = questions(store)
    ask(store, asked[0])
    took = sorted((min(ask(store, one) for _ in range(TIMES)), one) for one in asked)
    at = [took[int(len(took) * share)] for share in (0.5, 0.95)]
    print(f"  {len(took)} questions over {count:,} articles: median {at[0][0]:.1f}, 95th percentile {at[1][0]:.1f}"
          f" processor ms (at most {MOST:.0f}); slowest {took[-1][0]:.1f}: {took[-1][1]}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=int, default=100_000)
    parser.add_argument("--store", type=Path)
    given = parser.parse_args()
    print(f"{machine()}; search", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        path = given.store or Path(folder) / "made.db"
        with Store(path, create=True) as store:
            if not store.count():
                each = fill(store, given.articles)
                size = path.stat().st_size / given.articles
                print(f"  linked with {each:.2f} processor ms and {size:,.0f} bytes of store an article", flush=True)
            show(store, store.count())


if __name__ == "__main__":
    main()
