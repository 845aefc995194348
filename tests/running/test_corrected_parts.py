"""Whatever people rule, linking goes through, says only what stands in the texts, and makes the same rows by parts."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kronika import api, ontology
from kronika.correcting import Placement
from kronika.pipeline import Written, write
from kronika.records import Reading, Ruling, Spot
from kronika.running import partition, survey
from kronika.running.executors import MakeExecutor, here, processes
from kronika.running.partition import Partition
from kronika.running.scratch import alone
from kronika.store import Store

TYPES = [f"{kind}/{mode}" for kind, one in ontology.event_types().items() for mode in one.modes]
DAYS = [
    None,
    "2027-05-06",
    "2027-05",
    "0001-01-01",
    "9999-12-31",
    "2027-05-01/..",
    "../2027-05-01",
    "0001/9999",
    "202X",
]
VALUES: dict[str, Sequence[str | None]] = {
    "day": DAYS,
    "number": [None, "0", "164", "150..170", "150..", "..170", "1e300", "1e-300"],
    "measure": list(ontology.measures()),
    "speaker": [None, "Jan Nowak", "Tekla Dornik", "x" * 300],
    "type": [*ontology.event_types(), *TYPES],
}
FIELDS = {
    "articles": ["day"],
    "times": ["day"],
    "events": ["day", "type"],
    "figures": ["number", "measure", "speaker"],
    "statements": ["speaker"],
}
PAIRED = ("entities", "events", "stories")
REJECTED = ("times", "figures", "statements", "events", "mentions")
Spots = dict[str, list[Spot]]


@pytest.fixture(scope="module")
def store(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("store")
    api.read(sorted(path for path in examples.iterdir() if path.is_file()), place / "k.db")
    return place / "k.db"


@pytest.fixture(scope="module")
def readings(store: Path) -> list[Reading]:
    with Store(store, create=False) as opened:
        return opened.readings()


@pytest.fixture(scope="module")
def spots(readings: Sequence[Reading]) -> Spots:
    """Where the records of each table stand; of names their parts too."""
    found: Spots = {table: [] for table in (*FIELDS, *PAIRED, *REJECTED)}
    for reading in readings:
        source, findings = reading.article.source, reading.findings
        for table in ("times", "figures", "statements", "events"):
            spans = sorted({(f.start, f.end) for f in getattr(findings, table)})
            found[table] += [Spot(source=source, start=a, end=b) for a, b in spans]
        first = findings.sentences[0]
        for table in ("articles", "stories"):
            found[table].append(Spot(source=source, start=first.start, end=first.end))
        named = [Spot(source=source, start=m.start, end=m.end) for m in findings.mentions]
        inner = [
            Spot(source=source, start=m.end - len(word), end=m.end, around=(m.start, m.end))
            for m in findings.mentions
            if " " in (name := reading.article.text[m.start : m.end]) and (word := name.split(" ", 1)[1])
        ]
        beside = [*findings.roles, *findings.pronouns, *findings.demonyms]
        found["entities"] += [*named, *inner]
        found["mentions"] += [*named, *inner, *(Spot(source=source, start=f.start, end=f.end) for f in beside)]
    return found


@st.composite
def rulings(draw: st.DrawFn, spots: Spots) -> list[Ruling]:
    """Any rulings, contradictory and circular ones too."""
    found = []
    for number in range(draw(st.integers(1, 25))):
        act = draw(st.sampled_from(["merge", "split", "fix", "reject"]))
        tables = {"fix": tuple(FIELDS), "reject": REJECTED}.get(act, PAIRED)
        table = draw(st.sampled_from(tables))
        of = draw(st.sampled_from(spots[table]))
        other = draw(st.sampled_from(spots[table])) if act in ("merge", "split") else None
        field = draw(st.sampled_from(FIELDS[table])) if act == "fix" else None
        value = draw(st.sampled_from(VALUES[field])) if field else None
        if field in ("type", "measure") and value is None:
            continue
        id = f"correction-{number:012}"
        found.append(Ruling(id=id, act=act, table=table, of=of, other=other, field=field, value=value))
    return found


def rows(written: Written) -> dict[str, list[bytes]]:
    return {name: [msgspec.json.encode(row) for row in found] for name, found in written.tables().items()}


def linked(path: Path, given: Sequence[Ruling], make: MakeExecutor) -> dict[str, list[bytes]]:
    with Store(path, create=False) as opened, alone(path):
        state = str(hash(msgspec.json.encode(given)))
        Partition(opened, Placement(list(given), {}, {}, {}), state, make, lambda _phase, _done: None).link()
        return {name: [msgspec.json.encode(row) for row in opened.each(name)] for name in write([], []).tables()}


def check(written: Written) -> None:
    """Each row stands where it says, and has an id of its own."""
    texts = {name: reading.article.text for name, reading in written.readings.items()}
    for name, found in written.tables().items():
        assert len({row.id for row in found}) == len(found), name
        for row in found:
            if hasattr(row, "start"):
                assert texts[row.article][row.start : row.end] == row.text, row.id


@settings(max_examples=25)
@given(st.data())
def test_no_rulings_break_linking(readings: list[Reading], spots: Spots, data: st.DataObject) -> None:
    check(write(readings, [], rulings=data.draw(rulings(spots))))


@settings(max_examples=8)
@given(st.data())
def test_by_parts_the_rows_are_the_same(
    readings: list[Reading], spots: Spots, store: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    given_ = data.draw(rulings(spots))
    path = Path(shutil.copy(store, tmp_path_factory.mktemp("copy") / "k.db"))
    with pytest.MonkeyPatch.context() as patch:
        for module, name, size in SIZES:
            patch.setattr(module, name, size)
        assert linked(path, given_, here()) == rows(write(readings, [], rulings=given_))


SIZES: list[tuple[Any, str, int]] = [
    (partition, "BLOCK", 3),
    (partition, "PAIRS", 4),
    (partition, "BATCH", 3),
    (survey, "STRETCH", 4),
    (survey, "PART", 3),
]


def every_kind(spots: Spots) -> list[Ruling]:
    """A ruling of each kind."""
    found = []
    for table in PAIRED:
        one, other, third = spots[table][0], spots[table][7], spots[table][11]
        found += [("merge", table, one, other, None, None), ("split", table, one, third, None, None)]
    for table, fields in FIELDS.items():
        found += [("fix", table, spots[table][n], None, field, VALUES[field][1]) for n, field in enumerate(fields)]
    found += [("reject", table, spots[table][9], None, None, None) for table in REJECTED]
    return [
        Ruling(id=f"correction-{n:012}", act=act, table=table, of=of, other=other, field=field, value=value)
        for n, (act, table, of, other, field, value) in enumerate(found)
    ]


def test_on_two_processes_the_rows_are_the_same(
    readings: list[Reading], spots: Spots, store: Path, tmp_path: Path
) -> None:
    given_ = every_kind(spots)
    path = Path(shutil.copy(store, tmp_path / "k.db"))
    wanted = rows(write(readings, [], rulings=given_))
    assert linked(path, given_, processes(2)) == wanted
    without = rows(write(readings, []))
    changed = {name for name in wanted if wanted[name] != without[name]}
    assert changed >= {"articles", "times", "figures", "statements", "events", "mentions", "entities", "stories"}


def test_where_everything_is_rejected_nothing_is_told(readings: list[Reading], spots: Spots) -> None:
    every = [
        Ruling(id=f"{table}-{n}", act="reject", table=table, of=spot)
        for table in REJECTED
        for n, spot in enumerate(spots[table])
    ]
    written = write(readings, [], rulings=every)
    check(written)
    told = {name for name, found in written.tables().items() if found}
    assert told.isdisjoint({*REJECTED, "entities", "chronicle", "histories", "disagreements"})
    assert len(written.linked.articles) == len(readings)
