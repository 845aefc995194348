"""What a correction is asked of: copies of which one was edited, reports that begin anew, numbers that are unclear."""

from __future__ import annotations

from pathlib import Path

import pytest

from kronika import api, corrections
from kronika.errors import InputError
from kronika.store import Store

TEXT = "W porcie w Morzanach zginęło 64 robotników. Prezydent Adam Borowicz przyjechał do miasta w sobotę."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two copies of one report, read."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    again(tmp_path)
    return tmp_path


def again(folder: Path) -> Path:
    """Reads what stands there now."""
    api.read(sorted(folder.glob("*.txt")), store=folder / "k.db")
    return folder / "k.db"


def figures(store: Path) -> dict[str, float | None]:
    with Store(store, create=False) as opened:
        return {row.article: row.value for row in opened.rows("figures")}


def test_a_correction_stays_on_the_copy_that_was_edited(folder: Path) -> None:
    store = folder / "k.db"
    corrections.correct(store, "fix", f"b.txt:{TEXT.index('64')}", field="number", value="77")
    corrections.link(store)
    assert figures(store) == {"a.txt": 77, "b.txt": 77}
    (folder / "b.txt").write_text(f"{TEXT} Więcej wkrótce.", encoding="utf-8")
    assert figures(again(folder)) == {"a.txt": 77, "b.txt": 77}


def test_a_report_is_asked_for_its_day_once_whatever_it_begins_with(folder: Path) -> None:
    store = folder / "k.db"
    first = corrections.correct(store, "fix", "a.txt", field="day", value="2027-05-08", author="ewa")
    (folder / "a.txt").write_text(f"Pilne wiadomości z portu.\n\n{TEXT}", encoding="utf-8")
    again(folder)
    corrections.correct(store, "fix", "a.txt", field="day", value="2027-05-11", author="ewa")
    corrections.link(store)
    stood = {one.correction.id: corrections.stands(one) for one in corrections.listed(store)}
    assert stood.pop(first.id) == "replaced"
    assert set(stood.values()) == {"holds"}


@pytest.mark.parametrize("given", ["10,000", "1.000", "1_0", "wiele", "5..2", ".."])
def test_a_number_that_may_mean_two_is_refused(folder: Path, given: str) -> None:
    with pytest.raises(InputError):
        corrections.correct(folder / "k.db", "fix", f"a.txt:{TEXT.index('64')}", field="number", value=given)
    assert corrections.listed(folder / "k.db") == []


def test_the_last_that_is_withdrawn_is_ones_own_and_twice_the_same_is_once(folder: Path) -> None:
    store, place = folder / "k.db", f"a.txt:{TEXT.index('64')}"
    own = corrections.correct(store, "fix", place, field="number", value="65", author="ewa")
    assert corrections.correct(store, "fix", place, field="number", value="65", author="ewa") == own
    corrections.correct(store, "check", "a.txt", author="jan")
    assert corrections.withdraw(store, "last", author="ewa").withdraws == own.id
    assert [corrections.stands(one) for one in corrections.listed(store)] == ["withdrawn", "new"]
