"""Reports made up for one question, their exports made once a process and format."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from kronika import api, exports
from kronika.exporting.output import Exported

REPORTS = {
    "enemies": {
        "2027-04-05": "W niedzielę 4 kwietnia 2027 roku w okolicach Bamako doszło do walk między wojskiem Mali a "
        "dżihadystami z grupy JNIM. Zginęło dziewięciu żołnierzy i 14 dżihadystów - poinformowało wojsko.",
    },
    "claims": {
        "2027-03-15": "PESZAWAR (PAP) - W niedzielę 14 marca 2027 roku w zamachu bombowym na targ w Peszawarze zginęło "
        "27 osób - poinformowała w poniedziałek policja. Szpital odsyła do policji.",
        "2027-03-15T18:00": "W niedzielę 14 marca 2027 roku doszło do zamachu bombowego na targ w Peszawarze. W "
        "zamachu na targ w Peszawarze zginęło 21 osób - powiedział rzecznik szpitala Ali Khan.",
    },
    "unreal": {
        "2031-08-02": "Rosyjskie wojsko nie ostrzelało dworca w Charkowie na Ukrainie. W piątek 1 sierpnia 2031 roku "
        "rosyjskie wojsko ostrzelało szkołę w Charkowie na Ukrainie.",
    },
    "union": {
        "2027-04-07": "ONZ potępiła we wtorek 6 kwietnia 2027 roku Pakistan. Unia Europejska potępiła w środę Iran. "
        "W Pakistanie trwają protesty. W środę rząd Pakistanu zatrzymał w Pakistanie trzech demonstrantów.",
    },
}


@cache
def _folder(name: str) -> Path:
    place = Path(mkdtemp(prefix=f"kronika-{name}-"))
    told = [
        {"id": f"{name}-{i}", "published": day, "publisher": f"Gazeta {i}", "language": "pl", "text": text}
        for i, (day, text) in enumerate(REPORTS[name].items())
    ]
    (place / "r.jsonl").write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    api.read([place / "r.jsonl"], place / "k.db")
    return place


@cache
def made(name: str, format: str, language: str = "en") -> tuple[Path, Exported]:
    """The folder of an export of these reports, and what was told of it."""
    place = _folder(name)
    target = place / f"{format}-{language}"
    return target, exports.export(target, place / "k.db", format, ui_language=language)


def lines(name: str, format: str, file: str) -> list[dict[str, Any]]:
    """The records of a file of JSON Lines."""
    return [json.loads(line) for line in (made(name, format)[0] / file).read_text(encoding="utf-8").splitlines()]
