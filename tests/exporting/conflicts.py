"""Made-up reports of violence whose right rows are known, each set a store and an export of its own."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from kronika import api, exports
from kronika.exporting.output import Exported
from kronika.showing.sheets import unguarded

Row = dict[str, str]
REPORTS = {
    "toll": {
        "2031-05-06": "We wtorek 6 maja w Charkowie rosyjskie wojsko ostrzelało dworzec, zginęło 17 osób. Strażacy "
        "gasili pożar do wieczora.",
        "2031-05-07": "We wtorek 6 maja w Charkowie rosyjskie wojsko ostrzelało dworzec. W ostrzale zginęło 21 osób, "
        "podało ministerstwo zdrowia Ukrainy.",
        "2031-05-08": "W ostrzale dworca w Charkowie 6 maja zginęło 21 osób, poinformował mer miasta.",
    },
    "later": {
        "2031-05-06": "We wtorek 6 maja w Odessie na Ukrainie rosyjskie wojsko ostrzelało dworzec, zginęło 17 osób, w "
        "tym troje dzieci.",
        "2031-05-08": "Liczba ofiar ostrzału dworca w Odessie wzrosła do 23, podało ministerstwo zdrowia Ukrainy.",
    },
    "wire": {
        "2031-05-06": "We wtorek 6 maja w Odessie na Ukrainie rosyjskie wojsko ostrzelało dworzec, zginęło 17 osób, "
        "podała agencja Reuters.",
        "2031-05-06T10:00": "We wtorek 6 maja w Odessie na Ukrainie rosyjskie wojsko ostrzelało dworzec, zginęło 17 "
        "osób, podała agencja Reuters.",
        "2031-05-06T12:00": "6 maja w Odessie na Ukrainie rosyjskie wojsko ostrzelało dworzec. W ataku zginęło 19 "
        "osób, podał szpital.",
        "2031-05-06T14:00": "W ataku na dworzec w Odessie 6 maja zginęło 19 osób, podał mer Odessy.",
    },
    "dispute": {
        "2031-03-04": "3 marca w Mogadiszu bojownicy zaatakowali hotel, zginęło 5 osób, podała policja.",
        "2031-03-04T18:00": "3 marca w Mogadiszu bojownicy zaatakowali hotel, zginęło 9 osób, podał szpital Medina.",
    },
    "stretch": {
        "2031-06-10": "Między 3 a 6 czerwca w Odessie rosyjskie wojsko ostrzelało port, zginęły 4 osoby. Port nie "
        "działa."
    },
    "days": {
        "2031-05-08": "We wtorek 6 maja w Charkowie rosyjskie wojsko ostrzelało dworzec kolejowy, zginęły 4 osoby.",
        "2031-05-09": "W środę 7 maja w Charkowie rosyjskie wojsko ostrzelało dworzec kolejowy, zginęły 4 osoby.",
        "2031-05-10": "W środę 7 maja w Charkowie rosyjskie wojsko ostrzelało dworzec kolejowy. Pociągi stoją.",
    },
    "month": {"2031-12-20": "W grudniu 2031 roku w Gao bojownicy zabili trzech cywilów."},
    "two": {
        "2031-07-09": "W poniedziałek 7 lipca w Charkowie rosyjskie wojsko ostrzelało szkołę, zginęły 3 osoby. We "
        "wtorek 8 lipca w Charkowie rosyjskie wojsko ostrzelało szpital, zginęło 5 osób.",
        "2031-07-10": "Od początku lipca w Charkowie zginęło już 40 osób, podał gubernator.",
    },
    "unreal": {
        "2031-08-02": "Rosyjskie wojsko nie ostrzelało dworca w Połtawie. Jutro w Połtawie odbędzie się demonstracja "
        "przed ratuszem."
    },
    "march": {
        "2031-05-06": "5 maja w Bamako studenci protestowali przeciwko rządowi. 5 maja w Bamako policja użyła gazu "
        "łzawiącego wobec demonstrantów.",
    },
    "battle": {
        "2031-04-05": "W sobotę 5 kwietnia pod Bamako doszło do walk między wojskiem Mali a bojownikami z grupy "
        "Jastrząb. Zginęło dziewięciu żołnierzy i 14 bojowników, poinformowało wojsko.",
        "2031-04-06": "Jastrząb twierdzi, że w sobotnich walkach pod Bamako zginęło 30 żołnierzy.",
    },
    "town": {
        "2031-04-13": "W sobotę 12 kwietnia rosyjskie wojsko ostrzelało Kabul. Zginęły dwie osoby, podał gubernator.",
        "2031-04-13T18:00": "W ostrzale Kabulu w sobotę 12 kwietnia zginęło pięć osób, podał szpital.",
    },
    "high": {
        "2031-04-02": "W środę 2 kwietnia armia Sudanu zbombardowała targ w Chartumie. Zginęło 35 cywilów, podała "
        "organizacja lekarzy.",
        "2031-04-03": "Bilans środowego nalotu armii Sudanu na targ w Chartumie wzrósł do 41 zabitych, podał szpital. "
        "Armia twierdzi, że w nalocie zginęło 20 bojowników, a liczby podawane przez szpital są zawyżone.",
    },
    "uncounted": {
        "2031-04-10": "Sędzia i jego kierowca zginęli w ataku uzbrojonych napastników we wtorek 8 kwietnia w Kabulu.",
    },
    "fire": {
        "2031-03-18": "W środę 18 marca w Peszawarze kilka tysięcy osób protestowało przeciwko władzom. Policja "
        "otworzyła ogień do demonstrantów. Zginęło czterech demonstrantów, powiedział lekarz. Policja strzelała w "
        "powietrze, oświadczył jej rzecznik. Żołnierze ostrzelali wieś pod Lahaurem.",
        "2031-03-19": "W środę 19 marca w Karaczi tysiące ludzi demonstrowało przeciwko przemocy.",
    },
    "nameless": {
        "2031-04-13": "W sobotę 12 kwietnia w Kabulu policja zastrzeliła dwie osoby.",
        "2031-04-14": "W niedzielę 13 kwietnia w Kabulu doszło do walk.",
    },
    "parts": {
        "2031-04-09": "We wtorek 8 kwietnia w Kabulu doszło do starć między talibami a bojownikami Państwa "
        "Islamskiego. Zginęło 11 osób, w tym trzech cywilów.",
    },
    "crowd": {
        "2031-09-06": "5 września w Bamako policja otworzyła ogień do demonstrantów. Zginęło 8 osób. W demonstracji "
        "uczestniczyło około 2 tys. osób."
    },
}


@cache
def told(name: str, format: str) -> tuple[list[Row], list[Row], Exported]:
    """The rows of an export of these reports, those of its numbers, and what was told of it."""
    folder = _store(name)
    done = exports.export(folder / format, folder / "k.db", format)
    return read(folder / format / f"{format}.csv"), read(folder / format / f"{format}_figures.csv"), done


@cache
def _store(name: str) -> Path:
    folder = Path(mkdtemp(prefix=f"kronika-{name}-"))
    records = [
        {"id": f"{name}-{i}", "publisher": f"Gazeta {i}", "published": day, "language": "pl", "text": text}
        for i, (day, text) in enumerate(REPORTS[name].items())
    ]
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    (folder / "reports.jsonl").write_text(lines, encoding="utf-8")
    api.read([folder / "reports.jsonl"], folder / "k.db")
    return folder


def read(path: Path) -> list[Row]:
    """The rows of a sheet by their columns."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: unguarded(cell) for name, cell in row.items()} for row in csv.DictReader(file)]
