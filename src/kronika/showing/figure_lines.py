"""Figures as lines of text, for people: a table of histories, or each with its points, relations and policies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kronika import ontology
from kronika.records import EstimateRow, FigureRow, RelationRow, StatementRow
from kronika.showing import figure_relations, wording
from kronika.showing.figure_groups import CONTRADICTED, DISPUTED, History, Point
from kronika.showing.figure_phrases import FigurePhrases
from kronika.showing.figure_policies import DEFAULT_POLICY, agree, in_order
from kronika.showing.figure_search import Counts, FiguresAnswer
from kronika.showing.phrases import DOT
from kronika.showing.statement_groups import attitudes

WIDTH, NARROWEST = 100, 50
MOST_SHOWN, MOST_POINTS, MOST_AGAIN, MOST_PLACES = 20, 40, 8, 3
LONGEST = 60
"""Characters of a figure's words."""
NAME = 24
"""Room that what a history counts has in the table at least."""
MONEY = "money"
"""The measure whose unit must be told: numbers of others are of people or things."""
NUMBERS = ("figures", "reports", "origins")
DROPPED = ("origins", "reports", "days")
"""Columns that a narrow terminal does without, the first one first."""


def lines(answer: FiguresAnswer, phrases: FigurePhrases, width: int = WIDTH) -> list[str]:
    """A table of histories where none was chosen; else each in full."""
    told = _Teller(answer, phrases, max(width, NARROWEST))
    if not answer.found:
        found = told.nothing()
    elif answer.asked.everything:
        found = told.table()
    else:
        found = told.histories()
    return [wording.visible(line.rstrip()) for line in found]


class _Teller:
    """Tells one answer in the words of a language, within a width."""

    def __init__(self, answer: FiguresAnswer, phrases: FigurePhrases, width: int) -> None:
        self._answer, self._phrases, self._width = answer, phrases, width
        self._unknown = frozenset(answer.unknown_outlets)
        shown = [figure for history in answer.found for figure in history.figures]
        self._figures = {figure.id: figure for figure in (*answer.beyond, *shown)}
        self._disputes = {row.id: row for row in answer.disputes}

    def _counts(self, of: Counts) -> str:
        """So many histories, figures and reports."""
        numbers = {"histories": of.histories, "figures": of.figures, "reports": of.reports}
        return ", ".join(self._phrases.count(noun, number) for noun, number in numbers.items())

    def nothing(self) -> Iterator[str]:
        """That nothing fits, how much there is, and which measures there are."""
        answer = self._answer
        if not answer.in_all.histories:
            yield self._phrases.say("none")
            return
        yield from self._wrapped(self._phrases.say("nothing", all=self._counts(answer.in_all)), "")
        rule, names = ("near", answer.near) if answer.near else ("most", answer.most)
        yield from self._wrapped(self._phrases.say(rule, names=", ".join(map(self._phrases.measure, names))), "")

    # ------------------------------------------------------------------ table

    def table(self) -> Iterator[str]:
        """A line a history, under the title of its story where there are several."""
        yield self._counts(self._answer.counts)
        yield from self._policy_sentence()
        rows = [(history.story, self._row(history)) for history in self._answer.found]
        heading = {name: self._phrases.say(f"column-{name}") for name in ("what", "values", "days", *NUMBERS)}
        wide = self._fitting([heading | {"marks": ""}, *(row for _, row in rows)])
        yield ""
        yield self._aligned(heading | {"marks": ""}, wide)
        story = None
        for of, row in rows:
            if of != story and len(self._answer.stories) > 1:
                yield from ("", wording.excerpt(self._answer.stories.get(of, of), self._width))
            story = of
            yield self._aligned(row, wide)
        yield ""
        if any(history.disputed or history.contradicted for history in self._answer.found):
            yield from self._wrapped(self._phrases.say("signs", contradicted=CONTRADICTED, disputed=DISPUTED), "")
        yield from self._wrapped(self._phrases.say("hint-choose"), "")

    def _row(self, history: History) -> dict[str, str]:
        dated = [point for point in history.points if point.row.earliest or point.row.latest] or history.points
        values = list(dict.fromkeys(self._phrases.short(point.first) for point in (dated[0], dated[-1])))
        days = [day for p in history.points for day in (p.row.earliest, p.row.latest) if day is not None]
        return {
            "what": _flat(self._phrases.what(history)),
            "values": _flat(" → ".join(values) + (f" {history.unit or ''}" if history.measure == MONEY else "")),
            "days": self._phrases.days(min(days), max(days)) if days else "",
            "figures": f"{len(history.figures):,}",
            "reports": f"{len(history.reports):,}",
            "origins": f"{len(history.origins):,}",
            "marks": "  ".join((*([signs] if (signs := _signs(history)) else []), *self._instead(history))),
        }

    def _instead(self, history: History) -> Iterator[str]:
        """What the policy that was asked for makes of it."""
        if (name := self._answer.asked.policy) is None:
            return
        estimate, default = history.policies.get(name), history.policies.get(DEFAULT_POLICY)
        if estimate is None:
            yield self._phrases.say("policy-none", policy=name)
        elif default is None or agree(estimate, default):
            yield f"{name}: {self._phrases.estimate(estimate)}"
        else:
            told, other = self._phrases.estimate(estimate), self._phrases.estimate(default)
            yield f"{name}: {self._phrases.say('instead', estimate=told, other=other)}"

    def _fitting(self, rows: Sequence[dict[str, str]]) -> dict[str, int]:
        """The width of each column that fits, in order; what is counted takes the room that the others leave."""
        wide = {name: max(len(row[name]) for row in rows) for name in rows[0]}
        for name in ("", *DROPPED):
            wide.pop(name, None)
            rest = sum(wide.values()) - wide["what"] + 2 * (len(wide) - 1)
            if self._width - rest >= min(NAME, wide["what"]):
                break
        wide["what"] = max(NAME // 2, min(wide["what"], self._width - rest))
        return wide

    def _aligned(self, cells: dict[str, str], wide: dict[str, int]) -> str:
        told = []
        for name, room in wide.items():
            cell = _cut(cells[name], room) if name == "what" else cells[name]
            told.append(cell.rjust(room) if name in NUMBERS else cell.ljust(room))
        return "  ".join(told)

    # --------------------------------------------------------------- in full

    def histories(self) -> Iterator[str]:
        """All that fit, each with its points, relations and policies."""
        yield self._counts(self._answer.counts)
        yield from self._policy_sentence()
        for history in self._answer.found[:MOST_SHOWN]:
            yield ""
            yield from self._history(history)
        if rest := max(0, len(self._answer.found) - MOST_SHOWN):
            yield ""
            yield from self._wrapped(self._phrases.count("hint-narrow", rest), "")

    def _policy_sentence(self) -> Iterator[str]:
        name = self._answer.asked.policy
        if known := ontology.policies().get(name or ""):
            yield from self._wrapped(f"{name}: {known.sentence}", "")

    def _history(self, history: History) -> Iterator[str]:
        say = self._phrases
        yield from self._wrapped(self._phrases.what(history), "")
        if len(self._answer.stories) > 1:
            yield from self._wrapped(self._answer.stories.get(history.story, history.story), "  ")
        sizes = (len(history.figures), len(history.reports), len(history.origins))
        counted = ", ".join(say.count(noun, size) for noun, size in zip(NUMBERS, sizes, strict=True))
        yield from self._wrapped(DOT.join((counted, *self._phrases.tags(history))), "  ")
        yield from self._points(history)
        yield from self._relations(history)
        yield from self._policies(history)

    def _points(self, history: History) -> Iterator[str]:
        day: tuple[str | None, str | None] | None = None
        for point in history.points[:MOST_POINTS]:
            if day != (point.row.earliest, point.row.latest):
                day = point.row.earliest, point.row.latest
                yield f"  {self._phrases.days(*day)}"
            yield from self._point(point)
        if rest := max(0, len(history.points) - MOST_POINTS):
            yield "  " + self._phrases.count("left-out-points", rest)
        if history.elsewhere:
            yield from self._wrapped(self._phrases.count("left-out-days", history.elsewhere), "  ")

    def _point(self, point: Point) -> Iterator[str]:
        """The number, its words, marks, who gives it and where, who carries it, who disputes it."""
        say, row = self._phrases, point.first
        yield from self._wrapped(DOT.join((*self._number(row), *self._phrases.tags(point))), "    ")
        yield from self._wrapped(DOT.join((self._giver(point), *self._support(point))), "      ")
        if again := point.figures[1 : MOST_AGAIN + 1]:
            more = len(point.figures) - 1 - len(again)
            told = say.say("also-in", places=", ".join(map(_place, again)))
            yield from self._wrapped(DOT.join((told, *([say.say("more", count=more)] if more else []))), "      ")
        for id_ in point.row.disputed:
            yield from self._wrapped(self._disputed(self._disputes.get(id_)), "      ")
        if point.row.superseded:
            yield "      " + say.say("superseded")

    def _number(self, row: FigureRow) -> Iterator[str]:
        reading, text = self._phrases.reading(row), wording.excerpt(row.text, LONGEST)
        yield f"{reading} {row.unit}" if row.measure == MONEY and row.unit else reading
        if text != reading:
            yield self._phrases.quoted(text)
        if row.who:
            yield row.who

    def _giver(self, point: Point) -> str:
        """Who gives a figure, and where it stands."""
        names = ", ".join(point.row.attributed_to)
        if point.row.official:
            names = self._phrases.say("official", name=names) if names else self._phrases.say("official-unnamed")
        who = self._phrases.say("giver", names=names) if names else self._phrases.say("giver-unknown")
        return DOT.join((_place(point.first), who))

    def _support(self, point: Point) -> Iterator[str]:
        row = point.row
        if len(row.articles) > 1 or len(row.origins) > 1:
            unknown = len(self._unknown.intersection(row.outlets))
            yield self._phrases.support(len(row.articles), len(row.outlets), unknown, len(row.origins))

    def _disputed(self, row: StatementRow | None) -> str:
        if row is None:
            return self._phrases.say("disputed-elsewhere")
        return self._phrases.say("disputed-by", who=self._speaks(row))

    def _speaks(self, row: StatementRow) -> str:
        name = row.speaker or self._phrases.say("not-told")
        return DOT.join((name, *map(self._phrases.word, attitudes(row)), _place(row)))

    # ------------------------------------------------- relations and policies

    def _relations(self, history: History) -> Iterator[str]:
        chosen = figure_relations.choose(history)
        if not chosen.told and not chosen.rest:
            return
        yield f"  {self._phrases.say('relations')}:"
        for relation in chosen.told:
            told = figure_relations.sentence(relation, *self._ends(relation), self._phrases)
            yield from self._wrapped(told, "    ", "      ")
            yield from self._wrapped(relation.why, "      ")
        if chosen.rest:
            rest = self._phrases.say("relation-rest", counts=chosen.in_words(self._phrases))
            yield from self._wrapped(rest if chosen.told else chosen.in_words(self._phrases), "    ", "      ")

    def _ends(self, relation: RelationRow) -> tuple[str, str]:
        """The two figures of a relation, or the figure and the words that dispute it."""
        ends = [self._end(id_) for id_ in (relation.first, relation.second) if id_]
        if statement := self._disputes.get(relation.statement or ""):
            ends.append(self._speaks(statement))
        elif relation.text is not None:
            ends.append(f"{self._phrases.quoted(wording.excerpt(relation.text, LONGEST))} ({_place(relation)})")
        return ends[0], DOT.join(ends[1:]) or self._phrases.say("not-told")

    def _end(self, id_: str) -> str:
        row = self._figures.get(id_)
        return f"{self._phrases.reading(row)} ({_place(row)})" if row else id_

    def _policies(self, history: History) -> Iterator[str]:
        asked = self._answer.asked.policy
        if not history.policies:
            return
        yield f"  {self._phrases.say('policies')}:"
        if asked is None:
            for name in in_order(history.policies):
                yield from self._policy(name, history.policies[name])
        elif estimate := history.policies.get(asked):
            yield from self._compared(asked, estimate, history.policies.get(DEFAULT_POLICY))
        else:
            yield from self._wrapped(self._phrases.say("policy-none", policy=asked), "    ")

    def _policy(self, name: str, estimate: EstimateRow) -> Iterator[str]:
        called = self._phrases.say("policy-default", policy=name) if name == DEFAULT_POLICY else name
        yield from self._wrapped(f"{called}: {self._phrases.estimate(estimate)}", "    ", "      ")
        yield from self._why(estimate)

    def _compared(self, name: str, estimate: EstimateRow, default: EstimateRow | None) -> Iterator[str]:
        """What a policy makes of a history, and what that changes against the default one, with both reasons."""
        if name == DEFAULT_POLICY or default is None:
            yield from self._policy(name, estimate)
            return
        differs = not agree(estimate, default)
        values = {"policy": name, "estimate": self._phrases.estimate(estimate), "default": DEFAULT_POLICY}
        if differs:
            values["other"] = self._phrases.estimate(default)
        told = self._phrases.say("policy-changed" if differs else "policy-unchanged", **values)
        yield from self._wrapped(told, "    ", "      ")
        yield from self._why(estimate)
        if differs:
            yield from self._wrapped(self._phrases.say("policy-default-why", default=DEFAULT_POLICY), "    ")
            yield from self._why(default)

    def _why(self, estimate: EstimateRow) -> Iterator[str]:
        """The reason, and where the figures stand on which it rests."""
        yield from self._wrapped(estimate.why, "      ")
        known = [self._figures[id_] for id_ in estimate.figures if id_ in self._figures]
        if known:
            more = [self._phrases.say("more", count=len(known) - MOST_PLACES)] if len(known) > MOST_PLACES else []
            places = ", ".join((*map(_place, known[:MOST_PLACES]), *more))
            yield from self._wrapped(self._phrases.say("policy-rests", places=places), "      ")

    def _wrapped(self, text: str, before: str, after: str | None = None) -> list[str]:
        return wording.wrapped(text, self._width, before, after)


def _signs(history: History) -> str:
    return CONTRADICTED * history.contradicted + DISPUTED * history.disputed


def _place(row: FigureRow | StatementRow | RelationRow) -> str:
    """The place, as `explain` takes it."""
    return f"{row.article}:{row.start}"


def _flat(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"
