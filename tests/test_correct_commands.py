"""The commands of `kronika correct`: what each does, and what is amiss as one sentence with a remedy."""

from __future__ import annotations

import getpass
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from commands import Done, call, run
from invented import lines
from kronika import api
from kronika.records import MentionRow
from kronika.store import Store

PORT = (
    "W piątek 7 maja 2027 roku w Gdańsku odbyła się sesja rady miasta. Prezydent Adam Borowicz rozmawiał z rybakami. "
    "– Port zostanie otwarty – powiedział Adam Borowicz. W zamieszkach rannych zostało 12 osób, a policja zatrzymała "
    "30 demonstrantów. – Gdańsk nie zapłaci ani grosza – oświadczył Adam Borowicz."
)
BRIDGE = "W sobotę 8 maja 2027 roku minister Ewa Lipska otworzyła most. Zofia Hanak protestowała przed ratuszem."
ODD = "zażółć: 'gęślą' \"jaźń\" 5:3.txt"
TABLES = ("times", "figures", "statements", "events", "mentions", "articles")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made")
    (place / "in").mkdir()
    (place / "in" / "port.txt").write_text(PORT, encoding="utf-8")
    (place / "in" / ODD).write_text(BRIDGE, encoding="utf-8")
    lines(place / "in" / "feed.jsonl", [{"text": BRIDGE.replace("most", "zamek")}])
    api.read([place / "in"], place / "k.db")
    return place / "k.db"


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "k.db"))


def correct(store: Path, *arguments: object) -> Done:
    return call("correct", *arguments, "--store", store)


def made_of(done: Done) -> Any:
    assert done.code == 0, done.err
    return json.loads(done.out)


def refused(done: Done) -> str:
    """One line with a remedy, and nothing else."""
    assert done.code != 0
    assert done.out == ""
    said = [line for line in done.err.splitlines() if not line.startswith(("Usage:", "Try ")) and line]
    assert len(said) == 1, done.err
    return said[0]


def rows(store: Path, table: str) -> list[Any]:
    with Store(store, create=False) as opened:
        return opened.rows(table)


def one(store: Path, table: str, text: str) -> Any:
    return next(row for row in rows(store, table) if text in row.text and row.article == "port.txt")


# ------------------------------------------------------------------------ what each does


def test_two_names_become_one_and_two_again(store: Path) -> None:
    done = correct(store, "merge", "Ewa Lipska", "Zofia Hanak", "--reason", "po ślubie", "--author", "Ala")
    assert done.code == 0
    first, second, third = done.out.splitlines()
    assert "merge “Ewa Lipska”" in first
    assert first.split()[-2:] == ["Ala,", first[-10:]]
    assert second.strip() == "holds: both are one"
    assert third.strip() == "“po ślubie”"
    found = {row.entity for row in rows(store, "mentions") if row.text in ("Ewa Lipska", "Zofia Hanak")}
    assert len(found) == 1
    done = correct(store, "withdraw", first.split()[0], "--author", "Ola")
    assert done.out == f"Withdrawn: {first.split()[0]}\n"
    assert len({row.entity for row in rows(store, "mentions") if row.text in ("Ewa Lipska", "Zofia Hanak")}) == 2
    assert "withdrawn: by Ola" in correct(store, "list").out


def test_a_name_is_taken_out(store: Path) -> None:
    found = [row for row in rows(store, "mentions") if row.text == "Adam Borowicz"]
    done = made_of(correct(store, "split", f"port.txt:{found[1].start}", found[0].id, "--json"))
    assert done["standing"]["standing"] == "holds"
    assert done["standing"]["rows"] == [found[1].id, found[0].id]
    assert len({row.entity for row in rows(store, "mentions") if row.text == "Adam Borowicz"}) == 2


@pytest.mark.parametrize(
    ("table", "text", "given", "column", "value"),
    [
        ("times", "7 maja 2027 roku", ("--day", "2027-05-06"), "earliest", "2027-05-06"),
        ("times", "7 maja 2027 roku", ("--day", ""), "earliest", None),
        ("times", "7 maja 2027 roku", ("--day", "2027-05-02/.."), "earliest", "2027-05-02"),
        ("times", "7 maja 2027 roku", ("--day", "2027-05-02/.."), "latest", None),
        ("times", "7 maja 2027 roku", ("--day", "../2027-05-02"), "edtf", "../2027-05-02"),
        ("figures", "12", ("--number", "13"), "value", 13),
        ("figures", "12", ("--number", "10–15"), "high", 15),
        ("figures", "12", ("--measure", "killed"), "measure", "killed"),
        ("figures", "12", ("--speaker", "Jan  Nowak"), "attributed_to", "Jan Nowak"),
        ("statements", "Port zostanie otwarty", ("--speaker", "Ewa Lipska"), "speaker", "Ewa Lipska"),
        ("statements", "Port zostanie otwarty", ("--speaker", ""), "speaker", None),
        ("events", "zatrzymała", ("--type", "protest"), "event_type", "PROTEST"),
        ("events", "zatrzymała", ("--day", "2027-05"), "latest", "2027-05-31"),
    ],
)
def test_fields_are_fixed(
    store: Path, table: str, text: str, given: tuple[str, str], column: str, value: object
) -> None:
    row = next(r for r in rows(store, table) if text in r.text and r.article == "port.txt")
    before = getattr(row, column)
    done = made_of(correct(store, "fix", row.id, *given, "--json"))
    now = next(r for r in rows(store, table) if r.id == row.id)
    assert getattr(now, column) == value != before
    assert now.corrected == [done["correction"]["id"]]
    assert done["standing"]["standing"] == "holds"
    correct(store, "withdraw", done["correction"]["id"])
    assert next(r for r in rows(store, table) if r.id == row.id) == row


@pytest.mark.parametrize("name", ["port.txt", ODD, "feed.jsonl:1"])
def test_a_report_is_named_whatever_characters_its_name_has(store: Path, name: str) -> None:
    done = made_of(correct(store, "fix", name, "--day", "2027-05-20", "--json"))
    assert done["standing"]["standing"] == "holds"
    days = {row.article: row.published_earliest for row in rows(store, "articles")}
    assert days[name] == "2027-05-20"
    place = next(row for row in rows(store, "mentions") if row.article == name and row.kind == "PER")
    assert made_of(correct(store, "check", f"{name}:{place.start}", "--json"))["correction"]["of"]["text"] == place.text


def test_a_record_is_rejected_and_another_checked(store: Path) -> None:
    said, day = one(store, "statements", "Port zostanie otwarty"), one(store, "times", "7 maja 2027 roku")
    assert "holds: it is left out" in correct(store, "reject", said.id).out
    assert said.id not in {row.id for row in rows(store, "statements")}
    checked = made_of(correct(store, "check", day.id, "--author", "Ala", "--json"))["correction"]
    assert correct(store, "list", "--standing", "changed").out == "No such corrections.\n"
    correct(store, "fix", day.id, "--day", "2027-05-01", "--author", "Ola")
    assert checked["id"] in correct(store, "list", "--standing", "changed").out


def test_corrections_are_listed(store: Path) -> None:
    assert correct(store, "list").out == "No corrections.\n"
    assert made_of(correct(store, "list", "--json")) == []
    correct(store, "reject", one(store, "statements", "Port zostanie otwarty").id)
    (listed,) = made_of(correct(store, "list", "--json"))
    assert listed["correction"]["act"] == "reject"
    assert listed["withdrawn_by"] is None


def test_who_rules_is_told_by_the_environment(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = one(store, "times", "7 maja 2027 roku").id
    monkeypatch.setenv("KRONIKA_AUTHOR", "Ala z redakcji")
    assert made_of(correct(store, "check", day, "--json"))["correction"]["author"] == "Ala z redakcji"
    assert made_of(correct(store, "check", day, "--author", "Ola", "--json"))["correction"]["author"] == "Ola"
    monkeypatch.setenv("KRONIKA_AUTHOR", "")
    assert made_of(correct(store, "check", day, "--json"))["correction"]["author"] == getpass.getuser()


def test_the_last_correction_is_the_last_of_ones_own(store: Path) -> None:
    day = one(store, "times", "7 maja 2027 roku").id
    made = made_of(correct(store, "check", day, "--author", "Ola", "--json"))["correction"]["id"]
    told = refused(correct(store, "withdraw", "last", "--author", "Ala"))
    assert told == "kronika: last: Ala has no correction in force. Say whose is meant with --author, or name its id"
    assert correct(store, "withdraw", "last", "--author", "Ola").code == 0
    listed = made_of(correct(store, "list", "--json"))
    assert next(one for one in listed if one["correction"]["id"] == made)["withdrawn_by"]["author"] == "Ola"


def test_who_has_no_name_on_this_machine_is_asked_for_one(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr(getpass, "getuser", nobody)
    monkeypatch.delenv("KRONIKA_AUTHOR", raising=False)
    assert "--author" in refused(correct(store, "check", one(store, "times", "7 maja 2027 roku").id))


def test_what_was_corrected_is_verified_and_told_with_its_proof(store: Path) -> None:
    day, name = one(store, "times", "7 maja 2027 roku").id, one(store, "mentions", "Adam Borowicz").id
    correct(store, "fix", "port.txt", "--day", "2027-05-20")
    correct(store, "fix", day, "--day", "2027-05-06")
    correct(store, "merge", name, "Ewa Lipska")
    correct(store, "reject", one(store, "events", "zatrzymała").id)
    done = call("verify", "--store", store)
    assert done.code == 0, done.out + done.err
    report = next(row for row in rows(store, "articles") if row.article == "port.txt")
    assert "corrected" in [step.rule for step in report.published_proof]
    assert "corrected" in [step.rule for step in one(store, "times", "7 maja 2027 roku").proof]
    told = [reason for row in rows(store, "mentions") for reason in row.evidence]
    assert any("a correction says so" in reason for reason in told)


# ------------------------------------------------------------------------- what is amiss


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("reject", "figure-000000000000"), "no record of"),
        (("reject", "port.txt:99999"), "no record of"),
        (("reject", "port.txt"), "no record of"),
        (("reject", ""), "no record of"),
        (("reject", os.fsdecode(b"\xff\xfe")), "no record of"),
        (("merge", "Ewa Lipska", "Nikt Taki"), "no record of"),
        (("merge", "Ewa Lipska", "Ewa Lipska"), "the same record"),
        (("merge", "Ewa Lipska", "port.txt"), "are never one"),
        (("fix", "port.txt", "--day", "kiedyś"), "this is no day"),
        (("fix", "port.txt", "--day", "2027-02-30"), "this is no day"),
        (("fix", "port.txt", "--day", "2027-05-09/2027-05-01"), "this is no day"),
        (("fix", "port.txt", "--day", os.fsdecode(b"\xff")), "this is no day"),
        (("fix", "port.txt", "--number", "12"), "no record of figures"),
        (("fix", "port.txt"), "Give one of"),
        (("fix", "port.txt", "--day", "2027", "--number", "1"), "Give one of"),
        (("withdraw", "correction-000000000000"), "there is no such correction"),
        (("list", "--standing", "sunk"), "choose"),
        (("import", "nowhere.jsonl"), "does not exist"),
        (("import", "."), "is a directory"),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(store: Path, arguments: tuple[str, ...], told: str) -> None:
    assert told in refused(correct(store, *arguments))
    assert correct(store, "list").out == "No corrections.\n"


@pytest.mark.parametrize("number", ["wiele", "-5", "nan", "inf", "1e999", "5..2", "1..2..3", "..", "0x10"])
def test_what_is_no_number_is_told(store: Path, number: str) -> None:
    row = next(r for r in rows(store, "figures") if r.article == "port.txt")
    assert "this is no number" in refused(correct(store, "fix", row.id, "--number", number))


@pytest.mark.parametrize(
    ("given", "told"),
    [(("--type", "DANCE"), "no such type"), (("--type", "COERCE/dance"), "no such mode"), (("--type", ""), "no such")],
)
def test_what_is_no_type_is_told(store: Path, given: tuple[str, str], told: str) -> None:
    assert told in refused(correct(store, "fix", one(store, "events", "zatrzymała").id, *given))


def test_where_several_records_begin_their_ids_are_told(store: Path) -> None:
    starts: dict[int, set[str]] = {}
    for table in TABLES[:-1]:
        for row in rows(store, table):
            if row.article == "port.txt":
                starts.setdefault(row.start, set()).add(row.id)
    at, ids = next((at, ids) for at, ids in sorted(starts.items()) if len(ids) > 1)
    told = refused(correct(store, "reject", f"port.txt:{at}"))
    assert all(id in told for id in ids)
    assert correct(store, "reject", sorted(ids)[0]).code == 0


def test_two_who_are_called_the_same_are_told_with_their_ids(store: Path) -> None:
    first, second, _ = (row for row in rows(store, "mentions") if row.text == "Adam Borowicz")
    correct(store, "split", second.id, first.id)
    told = refused(correct(store, "merge", "Adam Borowicz", "Ewa Lipska"))
    assert first.id in told
    assert second.id in told


def test_a_correction_is_withdrawn_once(store: Path) -> None:
    made = made_of(correct(store, "check", "port.txt", "--json"))["correction"]["id"]
    assert correct(store, "withdraw", made).code == 0
    assert "withdrawn already" in refused(correct(store, "withdraw", made))


@pytest.mark.parametrize(
    "arguments",
    [("list",), ("reject", "x"), ("merge", "a", "b"), ("withdraw", "x"), ("export",), ("fix", "x", "--day", "2027")],
)
def test_a_store_that_is_not_there_is_told(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert "there is no store" in refused(correct(tmp_path / "none.db", *arguments))
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("option", ["--reason", "--author"])
def test_words_that_are_no_text_are_kept_as_far_as_they_are(store: Path, option: str) -> None:
    done = run("correct", "check", "port.txt", option, os.fsdecode(b"Zo\xffsia"), "--store", store, "--json")
    assert "Zo?sia" in (made_of(done)["correction"]["reason"], made_of(done)["correction"]["author"])


# --------------------------------------------------------------------------- passing on


def ledger(store: Path, *, author: str = "Ala") -> str:
    row: MentionRow = one(store, "mentions", "Adam Borowicz")
    correct(store, "check", row.id, "--author", author)
    correct(store, "reject", one(store, "statements", "Port zostanie otwarty").id, "--author", author)
    return correct(store, "export").out


def test_a_ledger_is_passed_on(store: Path, made: Path, tmp_path: Path) -> None:
    written = ledger(store)
    assert correct(store, "export", "-o", tmp_path / "mine.jsonl").out.startswith("2 lines in ")
    assert (tmp_path / "mine.jsonl").read_text(encoding="utf-8") == written
    other = Path(shutil.copy(made, tmp_path / "other.db"))
    assert correct(other, "import", tmp_path / "mine.jsonl").out == "2 corrections new.\n"
    assert correct(other, "import", tmp_path / "mine.jsonl").out == "0 corrections new.\n"
    assert rows(other, "statements") == rows(store, "statements")
    assert correct(other, "export").out == written


def test_the_store_is_never_overwritten(store: Path) -> None:
    before = store.read_bytes()
    refused(correct(store, "export", "-o", store))
    assert store.read_bytes() == before


def forged(line: str, **changed: object) -> str:
    """A line with other contents, and an id that fits these."""
    import msgspec

    from kronika.evidence import digest
    from kronika.records import Correction

    found = msgspec.convert({**json.loads(line), "id": "", **changed}, Correction)
    id = f"correction-{digest(msgspec.json.encode(found))}"
    return msgspec.json.encode(msgspec.structs.replace(found, id=id)).decode()


def test_a_line_whose_id_fits_is_taken(store: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(forged(ledger(store).splitlines()[1], author="Ola") + "\n", encoding="utf-8")
    assert correct(store, "import", tmp_path / "in.jsonl").out == "1 correction new.\n"


WITHOUT_WORDS = {"article": "port.txt", "sha256": "x", "start": 9, "end": 5, "text": "abc"}


@pytest.mark.parametrize(
    "changed",
    [
        {"act": "burn"},
        {"act": "fix", "field": "day", "value": "2027-05-05"},
        {"act": "fix", "field": None},
        {"act": "fix", "field": "speaker", "value": "  Jan   Nowak"},
        {"act": "merge"},
        {"act": "withdraw"},
        {"table": "stories"},
        {"table": "rows"},
        {"table": "articles"},
        {"table": None},
        {"of": None},
        {"of": WITHOUT_WORDS},
        {"of": {**WITHOUT_WORDS, "start": -3, "end": 0}},
        {"of": {**WITHOUT_WORDS, "start": 5, "text": ""}},
        {"made": ""},
        {"made": "jutro"},
        {"made": "2027-05-05T10:00:00+02:00"},
        {"author": ""},
    ],
)
def test_a_forged_line_is_told_by_its_number_and_nothing_is_taken(
    store: Path, tmp_path: Path, changed: dict[str, object]
) -> None:
    first, second = ledger(store).splitlines()
    path = tmp_path / "in.jsonl"
    path.write_text(f"{forged(first, author='Ola')}\n\n{forged(second, **changed)}\n", encoding="utf-8")
    assert "in.jsonl:3" in refused(correct(store, "import", path))
    assert len(made_of(correct(store, "list", "--json"))) == 2


@pytest.mark.parametrize(
    "damaged",
    [
        b"\xff\xfe\x00SQLite",
        b"{",
        b"[]",
        b"null",
        b'{"id": 7}',
        b'{"id": "\\ud800"}',
        b"\x00",
        b'{"x": ' + b"[" * 100_000,
        b'{"id": "c", "act": "check", "author": "a", "made": "b", "of": {"start": 1e99}}',
        bytes(range(256)),
    ],
)
def test_a_damaged_line_is_told_by_its_number_and_nothing_is_taken(store: Path, tmp_path: Path, damaged: bytes) -> None:
    first, second = ledger(store).encode().splitlines()
    path = tmp_path / "in.jsonl"
    path.write_bytes(
        forged(first.decode(), author="Ola").encode() + b"\n" + damaged.replace(b"\n", b" ") + b"\n" + second
    )
    assert "in.jsonl:2" in refused(correct(store, "import", path))
    assert len(made_of(correct(store, "list", "--json"))) == 2


def test_a_line_that_was_changed_is_told(store: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(ledger(store).replace('"author":"Ala"', '"author":"Ola"'), encoding="utf-8")
    assert "changed after it was made" in refused(correct(store, "import", tmp_path / "in.jsonl"))
