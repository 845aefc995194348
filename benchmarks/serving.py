"""What a view of the desk costs: `python benchmarks/serving.py [ARTICLES]`, by default 100,000.

A store is filled with made articles (`made_findings.py`), among them one story of 500 long reports that were read in
full (`made_reports.py`; reading them takes minutes), and linked. Both stay in `build/serving`. `--store FILE` takes
a store that is linked, and its largest story. Then every view of that story, of one of its reports, of some of its
records and of those who are named is asked for again and again at the desk itself, without a network. Prints the
processor milliseconds of each view: the median, and what 95 of 100 requests stay below. `--json FILE` adds them to a
file. Ends with 1 where a view is above 200.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kronika import running
from kronika.running.executors import Workers, processes
from kronika.serving.app import make_app
from kronika.serving.setting import Setting
from kronika.store import Store, StoriesAsked, as_read
from machine import machine
from made_findings import made as made_readings
from made_reports import made as made_reports

PLACE = Path(__file__).resolve().parent.parent / "build" / "serving"
SEED, SEED_OF_STORY = 11, 20310505
STORY, SHARD = 500, 1000
VISITS, WARM = 40, 3
MOST = 200
"""Processor milliseconds that 95 of 100 requests of each view stay below."""
SECTIONS = ("", "/timeline", "/disagreements", "/figures", "/statements", "/actors", "/shared", "/reports")
SOME = 5
"""Records of each kind, reports and names that are asked for in turn."""
ADDRESS = "http://127.0.0.1:8000"


def told(folder: Path) -> Path:
    """The store of the story of 500 reports, read once."""
    path, reports = folder / f"story-{STORY}.db", folder / f"story-{STORY}.jsonl"
    if not path.exists():
        lines = (json.dumps(report, ensure_ascii=False) + "\n" for report in made_reports(STORY, SEED_OF_STORY))
        reports.write_text("".join(lines), encoding="utf-8")
        with Store(path, create=True) as store:
            running.read([reports], store, workers=Workers(processes(2)))
    return path


def filled(count: int, folder: Path) -> Path:
    """A linked store of so many articles, the story among them."""
    path = folder / f"desk-{count}.db"
    if not path.exists():
        begun = path.with_suffix(".begun")
        shutil.copy(told(folder), begun)
        with Store(begun, create=False) as store:
            batch = []
            for reading in made_readings(max(0, count - STORY), SEED):
                batch.append(as_read(reading.article, reading.findings, []))
                if len(batch) == SHARD:
                    store.put_all(batch, "made")
                    batch = []
            store.put_all(batch, "made")
        begun.rename(path)
    with Store(path, create=False) as store:
        running.link_store(store, Workers(processes(2)))
    return path


def addresses(path: Path) -> dict[str, list[str]]:
    """The addresses of each view, several where they differ in weight."""
    with Store(path, create=False) as store, store.lookup() as lookup:
        largest = lookup.listing.stories(StoriesAsked(order="largest"), 0, 1)[0]
        print(f"{lookup.count('articles'):,} articles, the story has {largest.reports:,} reports", flush=True)
        reports = lookup.listing.reports(largest.story)[:: max(1, largest.reports // SOME)]
        kinds = ("times", "figures", "statements", "events", "mentions")
        rows = {kind: [row.id for name in reports for row in lookup.under(kind, name)[:1]] for kind in kinds}
        lines = [row.id for row in sorted(lookup.under("chronicle", largest.story), key=lambda r: r.rank)[:SOME]]
        named = [one.entity for one in lookup.listing.entities("", None, 0, SOME)]
    found = {f"story{section}": [f"/stories/{largest.story}{section}"] for section in SECTIONS}
    found["stories"] = ["/", "/?order=largest", "/?show=single&page=20", "/?q=ba"]
    found["report"] = [f"/reports/{name}" for name in reports]
    found |= {f"record of {kind}": [f"/records/{id}" for id in ids] for kind, ids in rows.items() if ids}
    found["line"] = [f"/records/{id}" for id in lines]
    found["entities"] = ["/entities", "/entities?q=ba&kind=PER", "/entities?page=50"]
    found["entity"] = [f"/entities/{id}" for id in named]
    return found | {"corrections": ["/corrections"], "faults": ["/faults"]}


def measured(path: Path) -> Iterator[dict[str, Any]]:
    """The processor milliseconds of each view."""
    from starlette.testclient import TestClient  # only here: it warns in every process of a run

    app = make_app(Setting(store=path))
    with TestClient(app, base_url=ADDRESS) as client:
        app.state.relinking.wait(3600)
        for view, asked in addresses(path).items():
            spent = []
            for number in range(-WARM, VISITS):
                begun = time.process_time()
                answer = client.get(asked[number % len(asked)])
                spent.append((time.process_time() - begun) * 1000)
                answer.raise_for_status()
            of_all = sorted(spent[WARM:])
            yield {
                "view": view,
                "median": statistics.median(of_all),
                "p95": of_all[int(0.95 * (len(of_all) - 1) + 0.5)],
                "bytes": len(answer.content),
            }


def main() -> None:
    """Measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=int, default=100_000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    PLACE.mkdir(parents=True, exist_ok=True)
    path = given.store or filled(given.articles, PLACE)
    print(machine(), flush=True)
    heavy = []
    for found in measured(path):
        print(f"  {found['view']:24} {found['median']:6.1f} ms, 95 of 100 below {found['p95']:6.1f}", flush=True)
        heavy += [found["view"]] if found["p95"] > MOST else []
        if given.json:
            with given.json.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"what": "serving", "articles": given.articles, **found}) + "\n")
    if heavy:
        sys.exit(f"above {MOST} ms: {', '.join(heavy)}")


if __name__ == "__main__":
    main()
