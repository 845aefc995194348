"""Which mentions tell one event: Kronika's column `event` against links made by hand (`event_links.jsonl`).

A row of the file is an event: its set, a short name, the places of its mentions in the truth, the event that it is an
episode of, and a note where the choice is not plain. Two mentions are of one event where they tell the same act of the
same people at the same time, in another report or again in the same one, whatever their types; announced and done are
one. A request, blame or refusal is one act as long as its matter, its parties and its speech or day are the same; where
no report says that it was made twice, it was made once. An episode is told to happen within its whole and is not the
same; what others do against the whole is no part of it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evaluation import event_scores
from evaluation.clusters import Cubed, Item, Place, b_cubed, meant
from evaluation.event_scores import Figures, Mistake, Pair
from evaluation.judging import Place as Stretch
from evaluation.judging import Row

LINKS = Path(__file__).parent / "event_links.jsonl"


class Linked(NamedTuple):
    """The events of a set: of which one each mention is, and the whole of each episode."""

    owner: dict[Stretch, str]
    whole: dict[str, str]

    def wholes(self, event: str) -> Iterator[str]:
        """What an event is an episode of, the nearest first."""
        while event in self.whole:
            event = self.whole[event]
            yield event


def links(name: str) -> Linked:
    """What was linked by hand in a set."""
    rows = [row for row in map(json.loads, LINKS.read_text(encoding="utf-8").splitlines()) if row["set"] == name]
    owner = {(path, start, end): row["event"] for row in rows for path, start, end in row["mentions"]}
    return Linked(owner, {row["event"]: row["part_of"] for row in rows if row["part_of"]})


def figures(linked: Linked, truth: Sequence[Row], said: Sequence[Row]) -> Figures:
    """B-cubed over the mentions of the truth that are found, with their type; events of one mention count.

    `all_…` is over all mentions of the truth, where one that is not found stands alone; `alone_f1` is that of a reader
    who links nothing. `parts` are the episodes that were linked to a whole, `parts_found` the share of them of which a
    mention is said to be an episode of that whole, or of what holds it; `parts_wrong` how many mentions are said to be
    one of anything else.
    """
    pairs = event_scores.of_same_type(event_scores.paired(truth, said))
    right = _parts(linked, pairs)
    known = {event for event, holds in right if holds}
    apart = b_cubed(_items(linked, truth, ())).figures
    every = b_cubed(_items(linked, truth, pairs)).figures
    found = b_cubed(_found(linked, pairs)) if pairs else Cubed(0.0, 0.0)
    return {
        **found.figures,
        "found": len(pairs),
        "gold": len(truth),
        "events": len(set(linked.owner.values())),
        **{f"all_{name}": figure for name, figure in every.items()},
        "alone_f1": apart["f1"],
        "parts": len(linked.whole),
        "parts_found": len(known) / len(linked.whole) if linked.whole else 0.0,
        "parts_wrong": sum(not holds for _, holds in right),
    }


def wrong(linked: Linked, truth: Sequence[Row], said: Sequence[Row]) -> Iterator[Mistake]:
    """Mentions that stand `apart` from most found ones of their event, or `together` with those of another one, and
    episodes whose whole is not said (`part`)."""
    pairs = event_scores.of_same_type(event_scores.paired(truth, said))
    items = list(_found(linked, pairs))
    main, owner = meant(items), meant(Item(told, true) for true, told in items)
    for row, got in pairs:
        event, told = linked.owner[event_scores.place(row)], _event(got)
        if main[event] != told:
            yield _mistake("apart", row, event, told)
        elif owner[told] != event:
            yield _mistake("together", row, event, owner[told])
    known = {event for event, holds in _parts(linked, pairs) if holds}
    for row in truth:
        event = linked.owner[event_scores.place(row)]
        if event in linked.whole and event not in known:
            known.add(event)
            yield _mistake("part", row, f"{event} of {linked.whole[event]}", "")


def _parts(linked: Linked, pairs: Iterable[Pair]) -> list[tuple[str, bool]]:
    """Of each found mention that is said to be of an episode, its event, and whether the whole is the right one."""
    known = [(linked.owner[event_scores.place(row)], got) for row, got in pairs]
    said: Mapping[str, set[str]] = defaultdict(set)
    for event, got in known:
        said[event].add(_event(got))
    return [
        (event, any(got["episode_of"] in said.get(whole, ()) for whole in linked.wholes(event)))
        for event, got in known
        if got.get("episode_of")
    ]


def _found(linked: Linked, pairs: Iterable[Pair]) -> Iterator[Item]:
    return (Item(_place(row, linked.owner[event_scores.place(row)]), _place(got, _event(got))) for row, got in pairs)


def _items(linked: Linked, truth: Iterable[Row], pairs: Iterable[Pair]) -> Iterator[Item]:
    """All mentions of the truth; one that is not found is said to be alone."""
    said = {event_scores.place(row): _event(got) for row, got in pairs}
    for number, row in enumerate(truth):
        place = event_scores.place(row)
        yield Item(_place(row, linked.owner[place]), _place(row, said.get(place, f"alone {number}")))


def _event(said: Row) -> str:
    """The event that a mention is said to tell; one of its own where nothing is said."""
    return str(said.get("event") or said["id"])


def _place(row: Row, who: str) -> Place:
    return Place(row["article"], row["start"], row["end"], row["event_type"], who)


def _mistake(sort: str, row: Row, wanted: str, got: str) -> Mistake:
    return sort, row["article"], f"{row['start']}–{row['end']}", " ".join(row["text"].split()), wanted, got, ""


def faults(rows: Iterable[Mapping[str, Any]], truth: Iterable[Row]) -> list[str]:
    """What is wrong with the links of a set: mentions left out, linked twice or not in the truth, names used twice,
    wholes that are no event."""
    known = list(rows)
    names = Counter(row["event"] for row in known)
    linked = Counter((path, start, end) for row in known for path, start, end in row["mentions"])
    places = {event_scores.place(row) for row in truth}
    return [
        *(f"{name} stands twice" for name, times in names.items() if times > 1),
        *(f"{place} is linked twice" for place, times in linked.items() if times > 1),
        *(f"{place} is not in the truth" for place in linked if place not in places),
        *(f"{place} is not linked" for place in sorted(places - linked.keys())),
        *(f"{row['part_of']} is no event" for row in known if row["part_of"] and row["part_of"] not in names),
    ]
