"""Where the reports of a story differ, as the page shows it: each matter with its sides and their passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kronika.records import DisagreementRow, SideRow
from kronika.showing.page.lines import Desk, Passage
from kronika.showing.page.phrases import PagePhrases
from kronika.showing.phrases import DOT

MOST_MATTERS, MOST_SIDES = 30, 6
"""Disagreements of a story on the page, and sides of each; `kronika disagreements` tells all."""


@dataclass(frozen=True, slots=True)
class SideLine:
    """A side: its claim, who holds it, the sentence, since when and through whom."""

    anchor: str
    label: str
    passages: tuple[Passage, ...]
    claim: str
    holders: str
    sentence: str
    lang: str
    support: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What reports differ on."""

    anchor: str
    about: str
    kind: str
    why: str
    sides: tuple[SideLine, ...]
    left_out: str | None


@dataclass(frozen=True, slots=True)
class Disagreements:
    """All matters of a story, with the words around them."""

    title: str
    none: str
    matters: tuple[Matter, ...] = ()
    left_out: str | None = None

    def every(self) -> Iterator[SideLine]:
        """Every side, in the order of the page."""
        for matter in self.matters:
            yield from matter.sides


def disagreements(rows: Iterable[DisagreementRow], desk: Desk) -> Disagreements:
    """The disagreements of a story."""
    phrases = desk.words
    rows = list(rows)
    rest = len(rows) - MOST_MATTERS
    return Disagreements(
        title=phrases.say("disagree"),
        none=phrases.say("no-disagreements"),
        matters=tuple(_matter(row, desk, phrases) for row in rows[:MOST_MATTERS]),
        left_out=phrases.count("matters-left-out", rest) if rest > 0 else None,
    )


def _matter(row: DisagreementRow, desk: Desk, phrases: PagePhrases) -> Matter:
    sides = tuple(_side(row, side, number, desk, phrases) for number, side in enumerate(row.sides[:MOST_SIDES]))
    rest = len(row.sides) - MOST_SIDES
    anchor = desk.anchors.name("d", row.id)
    return Matter(
        anchor,
        phrases.about(row),
        phrases.say(f"kind-{row.kind}"),
        row.why,
        sides,
        phrases.count("more-sides", rest) if rest > 0 else None,
    )


def _side(row: DisagreementRow, side: SideRow, number: int, desk: Desk, phrases: PagePhrases) -> SideLine:
    passages = tuple(_passages(side, desk))
    unknown = sum(map(desk.stands_in, side.outlets))
    others = [origin for origin in side.origins if origin not in side.holders]
    through = phrases.say("through", names=phrases.origins([desk.short(name) for name in others])) if others else ""
    told = (phrases.since(side), phrases.carried(side, unknown), through)
    return SideLine(
        anchor=desk.anchors.name("d", f"{row.id}-{number}"),
        label=f"{phrases.say('disagree')}: {phrases.about(row)}",
        passages=passages,
        claim=phrases.claim(row, side),
        holders=", ".join(side.holders),
        sentence=phrases.told_by(side),
        lang=passages[0].lang if passages else "",
        support=DOT.join(filter(None, told)),
    )


def _passages(side: SideRow, desk: Desk) -> Iterator[Passage]:
    """The passages of a side; what has no mark of its own is marked as what somebody says."""
    known = {(r.article, r.start, r.end): r for id_ in side.mentions if (r := desk.rows.get(id_)) is not None}
    for words in side.evidence:
        row = known.get((words.article, words.start, words.end))
        if row is not None:
            yield desk.passage(row)
        else:
            yield desk.stretch(words.article, words.start, words.end, words.text, "statement")
