"""Ten readers at the desk while a run in another process reads and links: no error, and no page of two moments."""

from __future__ import annotations

import json
import re
import shutil
import threading
import urllib.request
from pathlib import Path
from typing import Any

from processes import OLD, ROOT, desk, kronika

READERS = 10
LINK = re.compile(r'href="(/reports/[^"#?]+)')


def test_ten_read_while_a_run_writes_and_see_one_moment(tmp_path: Path) -> None:
    reports, store = tmp_path / "reports", tmp_path / "k.db"
    shutil.copytree(ROOT / "examples", reports)
    late = tmp_path / "late"
    late.mkdir()
    for name in ("latarnia-01.txt", "latarnia-02.txt", "glos-portu-04.txt"):
        shutil.move(reports / name, late / name)
    kronika(OLD, "read", reports, "--store", store)
    wrong: list[str] = []
    seen: set[int] = set()
    done = threading.Event()

    def read(address: str) -> None:
        while not done.is_set():
            wrong.extend(torn(address, seen))

    with desk(OLD, store) as address:
        readers = [threading.Thread(target=read, args=(address,)) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        kronika(OLD, "read", late, "--store", store)
        list(torn(address, seen))
        done.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    assert seen == {9, 12}


def torn(address: str, seen: set[int]) -> list[str]:
    """What does not fit together of the story that a desk shows now."""
    [story] = asked(f"{address}/api/v1/stories")["items"]
    told = asked(f"{address}/api/v1/stories/{story['story']}")
    names = set(told["reports"])
    seen.add(len(names))
    found = [] if names == set(told["summary"]["articles"]) else [f"{sorted(names)} are not those of the summary"]
    page = text(f"{address}/stories/{story['story']}/reports")
    listed = {urllib.request.url2pathname(link.removeprefix("/reports/")) for link in LINK.findall(page)}
    return found if len(listed) in (9, 12) else [*found, f"{len(listed)} reports on the page"]


def asked(address: str) -> Any:
    return json.loads(text(address))


def text(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return str(answer.read().decode("utf-8"))
