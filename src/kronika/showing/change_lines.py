"""What has changed in the chronicle, as lines of text, for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from kronika.chronicling.changes import COUNTED, Changes, DisagreementChange, FigureChange, LineChange
from kronika.ontology.chronicles import weights
from kronika.records import EstimateRow
from kronika.showing import wording
from kronika.showing.chronicle_phrases import ChroniclePhrases
from kronika.showing.phrases import DOT

WIDTH, NARROWEST = 100, 50
INDENT = "  "
ALL = 0
KINDS = ("new", "gone", "moved", "support")
OF_DISAGREEMENTS = {"new": "change-disagreements", "settled": "change-settled", "sides": "change-sides"}


class ChangesAnswer(Struct, frozen=True, kw_only=True):
    """What changed since a run (its number and when it ended) or a day; how many reports came and went.

    `undated` reports may be of that day or later: they count as new.
    """

    run: int | None = None
    made: str | None = None
    day: str | None = None
    came: list[str] = []
    went: list[str] = []
    undated: int = 0
    changes: Changes


def lines(answer: ChangesAnswer, phrases: ChroniclePhrases, width: int = WIDTH, top: int = ALL) -> list[str]:
    """New lines, those that went or moved, support, figures, disagreements: of lines and figures the `top` heaviest of
    each, 0 for all."""
    told = _Teller(phrases, max(width, NARROWEST), top)
    return list(told.all(answer))


class _Teller:
    def __init__(self, phrases: ChroniclePhrases, width: int, top: int) -> None:
        self._phrases, self._width, self._top = phrases, width, top

    def all(self, answer: ChangesAnswer) -> Iterator[str]:
        """All that changed, under headings."""
        yield from self._wrapped(self._since(answer), "")
        if answer.undated:
            yield from self._wrapped(self._phrases.count("undated", answer.undated), "")
        if not answer.changes.any:
            yield self._phrases.say("changes-none")
        for kind in KINDS:
            changed = [change for change in answer.changes.lines if change.kind == kind]
            heaviest = sorted(changed, key=lambda change: change.line.rank)[: self._top or None]
            shown = [change for change in changed if change in heaviest]
            told = (text for c in shown for text in self._line(c))
            yield from self._under(f"change-{kind}", told, len(changed) - len(shown))
        heaviest_first = sorted(answer.changes.figures, key=lambda c: -weights().measures.get(c.history.measure, 0.0))
        figures = heaviest_first[: self._top or None]
        told = (text for c in figures for text in self._figure(c))
        yield from self._under("change-figures", told, len(answer.changes.figures) - len(figures))
        for kind, heading in OF_DISAGREEMENTS.items():
            rows = [change for change in answer.changes.disagreements if change.kind == kind]
            yield from self._under(heading, (text for c in rows for text in self._disagreement(c)))

    def _since(self, answer: ChangesAnswer) -> str:
        sizes = {"reports-new": len(answer.came), "reports-gone": len(answer.went)}
        told = [self._phrases.count(rule, size) for rule, size in sizes.items() if size]
        reports = ", ".join(told) or self._phrases.say("reports-same")
        if answer.day:
            return self._phrases.say("changes-since-day", day=answer.day, reports=reports)
        return self._phrases.say("changes-since-run", run=answer.run, made=answer.made, reports=reports)

    def _under(self, heading: str, found: Iterator[str], left_out: int = 0) -> Iterator[str]:
        told = list(found)
        if told:
            yield from ("", f"{self._phrases.say(heading)}:", *told)
        if left_out:
            yield f"{INDENT}{self._phrases.count('more-changes', left_out)}"

    def _line(self, change: LineChange) -> Iterator[str]:
        line = change.line
        yield from self._wrapped(f"{self._phrases.when(line)}  {line.sentence}", INDENT, INDENT * 2)
        if change.kind == "moved":
            days = [self._days(d) for d in (change.before, change.after)]
            yield from self._wrapped(self._phrases.say("days-moved", before=days[0], after=days[1]), INDENT * 2)
        if change.kind == "support":
            moved = [of for of in COUNTED if change.before[of] != change.after[of]]
            told = (self._phrases.say(f"{of}-moved", before=change.before[of], after=change.after[of]) for of in moved)
            yield from self._wrapped(DOT.join(told), INDENT * 2)

    def _days(self, days: Mapping[str, str | None]) -> str:
        known = days["earliest"] or days["latest"]
        return self._phrases.between(days["earliest"], days["latest"]) if known else self._phrases.say("unknown-day")

    def _figure(self, change: FigureChange) -> Iterator[str]:
        history = change.history
        what = self._phrases.what_counted(history)
        before, after = (_best(estimate, self._phrases) for estimate in (change.before, change.after))
        rule = "figure-moved" if change.before else "figure-new"
        yield from self._wrapped(self._phrases.say(rule, what=what, before=before, after=after), INDENT)
        for figure in change.numbers:
            giver = figure.attributed_to or figure.article
            yield from self._wrapped(f"{self._phrases.reading(figure)} ({giver})", INDENT * 2)

    def _disagreement(self, change: DisagreementChange) -> Iterator[str]:
        row = change.row
        sides = " / ".join(self._phrases.held(row, side) for side in row.sides)
        yield from self._wrapped(f"{self._phrases.about(row)}: {sides}", INDENT, INDENT * 2)
        if change.added:
            names = "; ".join(self._phrases.held(row, side) for side in change.added)
            yield from self._wrapped(self._phrases.say("sides-more", names=names), INDENT * 2)

    def _wrapped(self, text: str, before: str, after: str | None = None) -> list[str]:
        return wording.wrapped(text, self._width, before, after)


def _best(estimate: EstimateRow | None, phrases: ChroniclePhrases) -> str:
    """The best number of an estimate, else its range."""
    if estimate is None:
        return "–"
    if estimate.best is not None:
        return phrases.number(estimate.best)
    return "–".join("…" if end is None else phrases.number(end) for end in (estimate.low, estimate.high))
