"""Corrections survive what becomes of the reports: other folders, other names, copies, edits, another reading."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import structs

from kronika import api, corrections
from kronika.records import Correction, MentionFinding, StatementFinding
from kronika.store import Store

LEAD = "W piątek 7 maja 2027 roku w Gdańsku odbyła się sesja rady miasta w sprawie portu rybackiego."
NAMED = "Prezydent Adam Borowicz rozmawiał z rybakami o cenach śledzi. Adam Borowicz wrócił do domu przed północą."
SAID = "– Port zostanie otwarty – powiedział Adam Borowicz. W zamieszkach rannych zostało 12 osób."
OTHER = "W piątek 7 maja 2027 roku minister Ewa Lipska otworzyła most. Zofia Hanak protestowała przed ratuszem."
FIRST = f"{LEAD}\n\n{NAMED}\n\n{SAID}\n"
SECOND = f"{OTHER}\n"
ANOTHER = "Borowicz"
Rows = dict[str, list[bytes]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, str]], Path]:
    """Has reports read into a store of their own; what was read before is copied."""
    known: dict[tuple[tuple[str, str], ...], Path] = {}

    def stored(reports: dict[str, str]) -> Path:
        key = tuple(reports.items())
        if key not in known:
            place = tmp_path_factory.mktemp("reports")
            write(place / "in", reports)
            api.read([place / "in"], place / "k.db")
            known[key] = place / "k.db"
        return Path(shutil.copy(known[key], tmp_path_factory.mktemp("copy") / "k.db"))

    return stored


Read = Callable[[dict[str, str]], Path]


def write(folder: Path, reports: dict[str, str]) -> None:
    for name, text in reports.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def rows(store: Path, table: str) -> list[Any]:
    corrections.link(store)
    with Store(store, create=False) as opened:
        return opened.rows(table)


def tables(store: Path) -> Rows:
    corrections.link(store)
    with Store(store, create=False) as opened:
        return {
            name: [msgspec.json.encode(row) for row in opened.rows(name)]
            for name in ("articles", "mentions", "entities", "times", "figures", "statements", "events", "stories")
        }


def standing(store: Path, id: str) -> str:
    corrections.link(store)
    return next(corrections.stands(one) for one in corrections.listed(store) if one.correction.id == id)


def passed(ledger: Path, store: Path) -> None:
    corrections.load(store, corrections.dump(ledger))


def at(text: str, words: str, number: int = 0) -> str:
    """The place of words, the first or a later one."""
    place = -1
    for _ in range(number + 1):
        place = text.index(words, place + 1)
    return f"a.txt:{place}"


def one(store: Path, table: str, text: str, article: str = "a.txt") -> Any:
    return next(row for row in rows(store, table) if row.text == text and row.article == article)


@pytest.fixture
def store(read: Read) -> Path:
    found = read({"a.txt": FIRST, "b.txt": SECOND})
    corrections.link(found)
    return found


def split(store: Path) -> Correction:
    return corrections.correct(store, "split", at(FIRST, "Adam Borowicz", 1), at(FIRST, "Adam Borowicz"), author="Ala")


def entities(store: Path, words: str, article: str = "a.txt") -> list[str | None]:
    """Who is meant wherever these words stand in a report."""
    return [row.entity for row in rows(store, "mentions") if row.text == words and row.article == article]


def test_without_corrections_the_name_is_one(store: Path) -> None:
    assert len(entities(store, "Adam Borowicz")) == 3
    assert len(set(entities(store, "Adam Borowicz"))) == 1


def test_a_split_holds_and_is_undone_byte_for_byte(store: Path) -> None:
    before = tables(store)
    made = split(store)
    first, second, third = entities(store, "Adam Borowicz")
    assert first == third != second
    assert standing(store, made.id) == "holds"
    corrections.withdraw(store, made.id)
    assert tables(store) == before


@pytest.mark.parametrize(
    ("names", "copies"),
    [
        (["deep/er/a.txt", "b.txt"], 1),
        (["other.txt", "b.txt"], 1),
        (["x/a.txt", "y/a.txt", "b.txt"], 2),
        (["copy.txt", "a.txt", "b.txt"], 2),
        (["a.txt"], 1),
        (["b.txt", "zero.txt", "a.txt"], 1),
    ],
)
def test_a_split_holds_in_every_copy_wherever_it_lies(store: Path, read: Read, names: list[str], copies: int) -> None:
    made = split(store)
    texts = {"b.txt": SECOND, "zero.txt": "Strażacy w Sopocie gasili pożar stodoły. Nikt nie ucierpiał."}
    there = read({name: texts.get(name, FIRST) for name in names})
    passed(store, there)
    assert standing(there, made.id) == "holds"
    found = [row for row in rows(there, "mentions") if row.text == "Adam Borowicz"]
    assert len(found) == 3 * copies
    for article in {row.article for row in found}:
        first, second, third = (row.entity for row in found if row.article == article)
        assert first == third != second


def test_the_day_of_a_report_is_not_that_of_another_one_that_prints_the_same(store: Path, read: Read) -> None:
    made = corrections.correct(store, "fix", "a.txt", field="day", value="2027-05-20", author="Ala")
    there = read({"copy.txt": FIRST, "a.txt": FIRST, "b.txt": SECOND})
    passed(store, there)
    assert standing(there, made.id) == "holds"
    days = {row.article: row.published_earliest for row in rows(there, "articles")}
    assert days["a.txt"] == "2027-05-20"
    assert days["copy.txt"] != "2027-05-20"


@pytest.mark.parametrize(
    ("edited", "wanted"),
    [
        (f"Dopisek redakcji: tekst zmieniono.\n\n{FIRST}", "holds"),
        (f"{FIRST}\nAdam Borowicz nie odpowiedział na pytania.", "holds"),
        (FIRST.replace(" przed północą", ""), "holds"),
        (FIRST.replace(" Adam Borowicz wrócił do domu przed północą.", ""), "lost"),
        (FIRST.replace("Adam Borowicz wrócił do domu", "Polityk wrócił do domu"), "lost"),
        (SECOND, "lost"),
    ],
)
def test_a_correction_holds_in_an_edited_report_if_its_words_stand(
    store: Path, read: Read, edited: str, wanted: str
) -> None:
    made = split(store)
    there = read({"a.txt": edited, "b.txt": SECOND})
    passed(store, there)
    assert standing(there, made.id) == wanted
    assert len(set(entities(there, "Adam Borowicz"))) == (2 if wanted == "holds" else 0 if edited == SECOND else 1)


def test_it_holds_again_when_its_words_come_back(store: Path, tmp_path: Path) -> None:
    made = split(store)
    write(tmp_path / "in", {"a.txt": FIRST})
    api.read([tmp_path / "in"], tmp_path / "k.db")
    passed(store, tmp_path / "k.db")
    wanted = tables(tmp_path / "k.db")
    for text, became in ((SECOND, "lost"), (FIRST, "holds")):
        write(tmp_path / "in", {"a.txt": text})
        api.read([tmp_path / "in"], tmp_path / "k.db")
        assert standing(tmp_path / "k.db", made.id) == became
    assert tables(tmp_path / "k.db") == wanted


def widened(mention: MentionFinding, text: str) -> MentionFinding:
    """The name with one word more before it."""
    start = len(text[: mention.start - 1].rsplit(maxsplit=1)[0]) + 1
    start += len(text[start:]) - len(text[start:].lstrip())
    return structs.replace(mention, start=start)


def test_it_holds_where_another_pack_finds_a_wider_name(store: Path) -> None:
    made = split(store)
    rejected = corrections.correct(store, "reject", at(FIRST, "Adam Borowicz", 2), author="Ala")
    with Store(store, create=False) as opened:
        read = next(r for r in opened.readings() if r.article.name == "a.txt")
        wide = [widened(m, FIRST) if m.start == FIRST.index(NAMED) + 10 else m for m in read.findings.mentions]
        last = FIRST.rindex("Adam Borowicz")
        wide = [widened(m, FIRST) if m.start == last else m for m in wide]
        assert wide != read.findings.mentions
        moved = {m.start: w.start for m, w in zip(read.findings.mentions, wide, strict=True)}
        said = [_spoken(s, moved) for s in read.findings.statements]
        findings = structs.replace(read.findings, mentions=wide, statements=said)
        opened.put(read.article, findings, "newer", [])
    assert standing(store, made.id) == standing(store, rejected.id) == "holds"
    (second,) = entities(store, "Adam Borowicz")
    (first,) = entities(store, "Prezydent Adam Borowicz")
    assert first != second
    assert not entities(store, "powiedział Adam Borowicz")


def _spoken(said: StatementFinding, moved: dict[int, int]) -> StatementFinding:
    return structs.replace(said, speaker_start=moved.get(said.speaker_start or -1, said.speaker_start))


def test_names_that_were_run_together_are_corrected_each_alone(examples: Path, tmp_path: Path) -> None:
    """`Orwenii Joren Maklavic` is found as one name, and parted when reports are linked."""
    api.read([path for path in sorted(examples.iterdir()) if path.is_file()], tmp_path / "k.db")
    store = tmp_path / "k.db"
    found = rows(store, "mentions")
    ends = {(row.article, row.end + 1): row for row in found}
    with Store(store, create=False) as opened:
        spans = {(r.article.name, m.start, m.end) for r in opened.readings() for m in r.findings.mentions}
    run = [
        (ends[row.article, row.start], row)
        for row in found
        if row.kind == "PER" and (row.article, row.start) in ends and (row.article, row.start, row.end) not in spans
    ]
    country, person = next(pair for pair in run if pair[0].kind == "LOC")
    other = next(row for row in found if row.kind == "PER" and row.entity != person.entity)
    merged = corrections.correct(store, "merge", person.id, other.id, author="Ala")
    assert standing(store, merged.id) == "holds"
    now = {row.id: row for row in rows(store, "mentions")}
    assert now[person.id].entity == now[other.id].entity != now[country.id].entity
    corrections.withdraw(store, merged.id)
    rejected = corrections.correct(store, "reject", person.id, author="Ala")
    now = {row.id: row for row in rows(store, "mentions")}
    assert standing(store, rejected.id) == "holds"
    assert person.id not in now
    assert country.id in now
    checked = corrections.correct(store, "check", country.id, author="Ala")
    assert standing(store, checked.id) == "holds"
