"""Made-up Polish reports, as many as a test needs, each with words of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kronika.records import Article, Findings, Metadata, Reading, Zone
from kronika.store import Member, Rewritten, Store, kept

TOWNS = ("Morzanach", "Velmarze", "Orwenii", "Żarnowej", "Kastelii", "Nadbrzeżu", "Sokolnikach")
DEEDS = (
    "zginęło {n} osób, a dziesiątki zostały ranne",
    "policja zatrzymała {n} demonstrantów przed ratuszem",
    "straty oszacowano na {n} mln koron",
    "strażacy ewakuowali {n} mieszkańców zalanej dzielnicy",
    "na ulice skierowano {n} żołnierzy gwardii",
)


def text(number: int) -> str:
    """The report of that number: three paragraphs with a day, a figure and somebody's words."""
    town, deed = TOWNS[number % len(TOWNS)], DEEDS[number % len(DEEDS)].format(n=number + 12)
    return (
        f"Wieczorem {number % 28 + 1} maja 2027 roku w {town} {deed}. Raport numer {number + 1000} opisuje "
        f"przebieg zdarzeń godzina po godzinie.\n\n– Wszystko widziałem z okna numer {number + 300} i nadal "
        f"nie mogę w to uwierzyć – powiedział sąsiad Jan Kowalski.\n\nŚledztwo pod sygnaturą {number + 5000} "
        f"prowadzi prokuratura okręgowa, która na razie odmawia komentarza."
    )


def folder(place: Path, number: int) -> Path:
    """A folder of so many reports."""
    place.mkdir(parents=True)
    for i in range(number):
        (place / f"raport-{i:04}.txt").write_text(text(i), encoding="utf-8")
    return place


def lines(place: Path, records: list[dict[str, object]]) -> Path:
    """A file of JSON Lines."""
    written = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    place.write_text(written, encoding="utf-8")
    return place


def article(words: str, name: str = "a.txt", *, header: int = 0, **metadata: object) -> Article:
    """An article of these words; its source is its name in a folder."""
    return Article(
        source=f"/reports/{name}",
        name=name,
        text=words,
        sha256=f"sha of {words}",
        encoding="utf-8",
        header=header,
        metadata=Metadata(**metadata),  # type: ignore[arg-type]
    )


def reading(words: str, name: str, **metadata: object) -> Reading:
    """An article of one body zone in which nothing was found."""
    zones = [Zone(start=0, end=len(words), kind="body")]
    return Reading(article=article(words, name, **metadata), findings=Findings(language="pl", zones=zones))


def python(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """A program in a fresh Python."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)  # type: ignore[call-overload,no-any-return]


def source_files() -> Iterator[Path]:
    """Every Python file of Kronika."""
    home = Path(__file__).parents[1] / "src" / "kronika"
    return (path for path in sorted(home.rglob("*.py")))


def put_rows(
    store: Store, tables: Mapping[str, Iterable[Any]], state: str, sources: Mapping[str, str] | None = None
) -> None:
    """Has the store keep rows as linked; `sources` are those of the articles where these have other names."""
    known = sources or {}
    rows = tables.get("stories", ())
    versions = {source: version for version, source in store.current()}
    sources = {row.article: known.get(row.article, row.article) for row in rows}
    stories = {row.article: row.story for row in rows}
    members = [Member(sources[name], versions.get(sources[name], 0), name, story) for name, story in stories.items()]
    store.put_linked(Rewritten((row for kind, rows in tables.items() for row in kept(kind, rows)), members), state)
