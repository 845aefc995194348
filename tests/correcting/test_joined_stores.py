"""Two people join their work in two stores: the same export in both, in whatever order, wherever the reports lie."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kronika import api, corrections
from kronika.errors import InputError
from kronika.records import TABLES, Standing
from kronika.store import Store

NAMES = ("PER", "ORG", "LOC")
VALUES = {
    "articles": {"day": ["2027-05-06", "2027-05", "1900-01-01", "2027-05-01/..", ""]},
    "times": {"day": ["2027-05-06", "2027-05-01/2027-05-09", ""]},
    "events": {"day": ["2027-05-06", ""], "type": ["PROTEST", "COERCE/arrest", "MOBILIZE"]},
    "figures": {"number": ["164", "150..170", "150..", ""], "measure": ["killed", "arrested"], "speaker": ["TASS", ""]},
    "statements": {"speaker": ["Jan Nowak", "Tekla Dornik", ""]},
}


@pytest.fixture(scope="module")
def read(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    """The examples in two stores: as they lie, and in folders whose order is another."""
    place = tmp_path_factory.mktemp("read")
    files = sorted(path for path in examples.iterdir() if path.is_file())
    for number, path in enumerate(files):
        folder = place / "in" / f"{'zmaq'[number % 4]}{9 - number}"
        folder.mkdir(parents=True)
        shutil.copy(path, folder)
    api.read(files, place / "here.db")
    api.read([place / "in"], place / "there.db")
    return place / "here.db", place / "there.db"


@pytest.fixture
def stores(read: Sequence[Path], tmp_path: Path) -> tuple[Path, Path]:
    here, there = (Path(shutil.copy(path, tmp_path / path.name)) for path in read)
    return here, there


def exported(store: Path) -> tuple[dict[str, list[bytes]], dict[str, Standing]]:
    corrections.link(store)
    with Store(store, create=False) as opened:
        return {name: [msgspec.json.encode(row) for row in opened.each(name)] for name in TABLES}, opened.standings()


def rows(store: Path, table: str) -> list[Any]:
    corrections.link(store)
    with Store(store, create=False) as opened:
        return opened.rows(table)


def exchanged(one: Path, other: Path) -> None:
    """Each takes in what the other has."""
    first, second = list(corrections.dump(one)), list(corrections.dump(other))
    corrections.load(other, first)
    corrections.load(one, second)


def drawn(rng: random.Random, store: Path, ids: dict[str, list[str]], names: list[str], author: str) -> None:
    """A correction of something."""
    act = rng.choice(["merge", "split", "fix", "fix", "reject", "check"])
    table = rng.choice(["events", "articles", "names"] if act in ("merge", "split") else [*VALUES])
    of = rng.choice(names if table == "names" else ids[table])
    other = rng.choice(names if table == "names" else ids[table]) if act in ("merge", "split") else None
    field = rng.choice([*VALUES[table]]) if act == "fix" else None
    value = rng.choice(VALUES[table][field]) if field else None
    if of != other and not (act == "reject" and table == "articles"):
        corrections.correct(store, act, of, other, field, value, author=author)


@pytest.mark.parametrize("seed", range(5))
def test_both_export_the_same_and_withdrawing_brings_back_what_was(stores: tuple[Path, Path], seed: int) -> None:
    here, there = stores
    before, _ = exported(here)
    rng = random.Random(seed)
    ids = {table: rng.sample([row.id for row in rows(here, table)], 8) for table in VALUES}
    names = rng.sample([row.id for row in rows(here, "mentions") if row.kind in NAMES], 8)
    exported(there)
    for _ in range(8):
        drawn(rng, here, ids, names, rng.choice(["Ala", "Ola"]))
        drawn(rng, there, ids, names, rng.choice(["Ela", "Ola"]))
    exchanged(here, there)
    first, second = exported(here), exported(there)
    assert first == second
    assert first[0] != before
    assert {one.standing for one in first[1].values()} >= {"holds"}
    for one in corrections.listed(here):
        corrections.withdraw(here, one.correction.id)
    assert exported(here)[0] == before


def test_why_people_are_one_is_told_the_same_wherever_reports_lie(stores: tuple[Path, Path]) -> None:
    here, there = stores
    people = {row.entity: row for row in rows(here, "mentions") if row.kind in NAMES}
    by_article: dict[str, Any] = {row.article: row for row in people.values()}
    found = sorted(by_article.values(), key=lambda row: (len(row.text), row.article))
    assert len(found) > 3
    for one, other in pairwise(found):
        corrections.correct(here, "merge", one.id, other.id, author="Ala")
    exchanged(here, there)
    assert exported(here) == exported(there)


@pytest.mark.parametrize("later", [False, True])
def test_what_collides_is_shown_on_both_sides_and_not_obeyed(stores: tuple[Path, Path], later: bool) -> None:
    here, there = stores
    before, _ = exported(here)
    exported(there)
    day = rows(here, "times")[0].id
    first = corrections.correct(here, "fix", day, None, "day", "2027-01-01", author="Ala")
    second = corrections.correct(there, "fix", day, None, "day", "2027-02-02", author="Ola")
    exchanged(*((there, here) if later else (here, there)))
    for store in stores:
        tables, standings = exported(store)
        assert tables == before
        assert {id: (one.standing, one.with_) for id, one in standings.items()} == {
            first.id: ("collides", [second.id]),
            second.id: ("collides", [first.id]),
        }
    corrections.withdraw(there, second.id)
    assert next(row for row in rows(there, "times") if row.id == day).earliest == "2027-01-01"


def test_the_same_persons_later_ruling_stands_in_place_of_the_earlier(stores: tuple[Path, Path]) -> None:
    here, there = stores
    day = rows(here, "times")[0].id
    exported(there)
    first = corrections.correct(here, "fix", day, None, "day", "2027-01-01", author="Ala")
    second = corrections.correct(there, "fix", day, None, "day", "2027-02-02", author="Ala")
    exchanged(here, there)
    for store in stores:
        _, standings = exported(store)
        assert standings[first.id].standing == "replaced"
        assert standings[second.id].standing == "holds"
        assert next(row for row in rows(store, "times") if row.id == day).earliest == "2027-02-02"
    corrections.withdraw(here, second.id)
    assert next(row for row in rows(here, "times") if row.id == day).earliest == "2027-01-01"


def test_importing_twice_changes_nothing(stores: tuple[Path, Path]) -> None:
    here, there = stores
    exported(there)
    made = corrections.correct(here, "reject", rows(here, "statements")[0].id, author="Ala")
    corrections.withdraw(here, made.id, author="Ola")
    assert corrections.load(there, corrections.dump(here)) == 2
    once = exported(there)
    assert corrections.load(there, corrections.dump(here)) == 0
    assert exported(there) == once
    assert list(corrections.dump(there)) == list(corrections.dump(here))


def test_a_merge_by_one_and_a_split_by_another_collide(stores: tuple[Path, Path]) -> None:
    here, there = stores
    before, _ = exported(here)
    exported(there)
    one, other = [row for row in rows(here, "mentions") if row.kind == "PER"][:2]
    corrections.correct(here, "merge", one.id, other.id, author="Ala")
    corrections.correct(there, "split", other.id, one.id, author="Ola")
    exchanged(here, there)
    for store in stores:
        tables, standings = exported(store)
        assert tables == before
        assert [one.standing for one in standings.values()] == ["collides", "collides"]


def test_merges_that_lead_around_a_split_collide_with_it(stores: tuple[Path, Path]) -> None:
    here, there = stores
    before, _ = exported(here)
    exported(there)
    people = {row.entity: row.id for row in rows(here, "mentions") if row.kind == "PER"}
    first, second, third, fourth = list(people.values())[:4]
    merges = [corrections.correct(here, "merge", *pair, author="Ala").id for pair in ((first, second), (third, second))]
    apart = corrections.correct(here, "merge", third, fourth, author="Ala").id
    split = corrections.correct(there, "split", third, first, author="Ola").id
    exchanged(here, there)
    for store in stores:
        tables, standings = exported(store)
        assert tables["statements"] != before["statements"] or tables["mentions"] != before["mentions"]
        assert {id: (one.standing, one.with_) for id, one in standings.items()} == {
            split: ("collides", sorted(merges)),
            **dict.fromkeys(merges, ("collides", [split])),
            apart: ("holds", []),
        }
    corrections.withdraw(there, split)
    assert {one.standing for one in exported(there)[1].values()} == {"holds"}


def test_a_damaged_ledger_adds_nothing(stores: tuple[Path, Path]) -> None:
    here, there = stores
    corrections.correct(here, "check", rows(here, "times")[0].id, author="Ala")
    exported(there)
    with pytest.raises(InputError, match="the file:2"):
        corrections.load(there, [*corrections.dump(here), "{}"])
    assert corrections.listed(there) == []
