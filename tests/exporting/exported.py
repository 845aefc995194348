"""Exports of the seeds, the examples and hostile reports, made once a process and format."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from kronika import api, exports
from kronika.exporting.output import Exported

ROOT = Path(__file__).parents[2]
SETS = {"seeds": ROOT.parent / "shared" / "seeds", "examples": ROOT / "examples", "hostile": None}
HOSTILE = '=HYPERLINK("http://x")|+1|-1|@SUM(A1)|\t=1|<script>alert(1)</script>|a"b|</a>'


@cache
def store(name: str) -> Path:
    """The store of a set of reports."""
    place = Path(mkdtemp(prefix="kronika-exporting-"))
    reports = SETS[name] or _hostile(place / "hostile")
    api.read([reports], place / "k.db")
    return place / "k.db"


def _hostile(folder: Path) -> Path:
    """Reports whose every field tries to be a formula or markup."""
    import json

    folder.mkdir()
    records = [
        {
            "id": f"{evil}-{i}",
            "title": evil,
            "publisher": evil,
            "authors": [evil],
            "url": f'https://example.org/{i}?q=<b>&x="y"',
            "published": f"2027-05-0{i + 1}",
            "text": f"W poniedziałek w Warszawie zginęło {i + 3} osób. - {evil} - powiedział Jan {evil} Kowalski. "
            f"Policja zatrzymała {i + 10} demonstrantów w Krakowie, podał rzecznik Adam Nowak.",
        }
        for i, evil in enumerate(HOSTILE.split("|"))
    ]
    (folder / "h.jsonl").write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), encoding="utf-8")
    return folder


@cache
def exported(name: str, format: str, language: str = "en") -> tuple[Path, Exported]:
    """The folder of an export, and what was told of it."""
    folder = Path(mkdtemp(prefix=f"kronika-{format}-")) / "made" / "if missing"
    return folder, exports.export(folder, store(name), format, ui_language=language)
