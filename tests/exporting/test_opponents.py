"""Who stands against whom, from several mentions of one event."""

from __future__ import annotations

import msgspec
import pytest

from kronika.exporting.opponents import opponents
from kronika.happenings import Happening, happenings
from kronika.records import EventRow

SECTORS = {"A": "military", "B": "insurgents", "C": "military", "D": "insurgents", "E": "civilians"}


def event(*mentions: tuple[str, str], **more: object) -> Happening:
    """An attack, by the letters of those who act and of those who are hit in each mention."""
    rows = [
        {"id": f"e{i}", "article": "a", "start": i, "end": i + 1, "text": "x", "event_type": "ASSAULT", "event": "e0",
         "actor": [*actor], "recipient": [*hit], "sector": {name: SECTORS.get(name) for name in actor + hit}, **more}
        for i, (actor, hit) in enumerate(mentions)
    ]  # fmt: skip
    (found,) = happenings(msgspec.convert(rows, list[EventRow]), [])
    return found


@pytest.mark.parametrize(
    ("mentions", "sides"),
    [
        ([("A", "B")], ("A", "B")),
        ([("AB", "")], ("A", "B")),
        ([("BAD", "")], ("BD", "A")),
        ([("AC", "")], ("A", "C")),
        ([("AB", ""), ("", "C")], ("A", "B")),
        ([("AB", ""), ("BA", "")], ("A", "B")),
        ([("AB", ""), ("D", "")], ("A", "BD")),
        ([("A", ""), ("", "E")], ("A", "E")),
        ([("A", "B"), ("", "E")], ("A", "B")),
    ],
)
def test_sides(mentions: list[tuple[str, str]], sides: tuple[str, str]) -> None:
    found = opponents(event(*mentions))
    assert ("".join(sorted(found.ours)), "".join(sorted(found.theirs))) in (
        ("".join(sorted(sides[0])), "".join(sorted(sides[1]))),
    )


def test_a_place_that_is_hit_is_on_no_side_and_a_country_is() -> None:
    told = [{"role": "recipient", "slot": "object", "name": "P", "entity": "p", "text": "P", "start": 0, "end": 1}]
    shelled = event(("A", "P"), participants=told)
    assert opponents(shelled, {"p"}) == (["A"], [])
    assert opponents(shelled) == (["A"], ["P"])
    assert opponents(event(("A", "P"), place="P")) == (["A"], [])
