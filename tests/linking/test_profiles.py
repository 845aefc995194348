"""Profiles: the same in every process, and of reports that say little."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import structs

from invented import python, reading
from kronika.linking.profiles import Rarity, held_by, profile
from kronika.linking.report import named
from kronika.records import Base, MentionFinding

TESTS = Path(__file__).parents[1]
NAMES = (
    "Wojewódzka Komisja Ochrony Wybrzeża",
    "Iwo Gralak Starszy",
    "Zjednoczone Stocznie Morskie Okręgu Tarlin",
    "Rada Portu Morskiego",
)
PRINT = "from linking.test_profiles import vector; print(vector())"


def vector() -> str:
    """The weights of the names of a report, to the last digit and in their order."""
    text = ". ".join(NAMES)
    mentions = [
        MentionFinding(start=(at := text.index(n)), end=at + len(n), kind="ORG", label="orgName", bases=[Base(n, 1.0)])
        for n in NAMES
    ]
    made = reading(text, "a.txt")
    made = structs.replace(made, findings=structs.replace(made.findings, mentions=mentions))
    names = profile(named([made])[0]).names
    return repr(list(Rarity(held_by([names]), {"rada": 90.0, "okreg": 70.0}).vector(names, 0).items()))


def test_a_vector_is_the_same_in_every_process() -> None:
    def printed(hashing: str) -> str:
        return python("-c", PRINT, cwd=TESTS, env={**os.environ, "PYTHONHASHSEED": hashing}).stdout.strip()

    assert {printed(hashing) for hashing in "123"} == {vector()}


def test_a_report_of_nothing_has_a_profile() -> None:
    found = profile(named([reading("", "a.txt")])[0])
    assert (found.names, found.terms, found.lead, found.size) == ({}, {}, 0, 0)
    assert Rarity(held_by([found.names]), {}).vector(found.names, 0) == {}
