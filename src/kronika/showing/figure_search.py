"""What became of the figures: histories chosen by measure, people, place, day and story."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kronika import ontology
from kronika.calendar import Interval
from kronika.errors import InputError
from kronika.evidence import Span, cut
from kronika.languages.knowledge import Knowledge
from kronika.languages.letters import fold
from kronika.records import EntityRow, FigureRow, Reading, StatementRow
from kronika.showing import days_asked, naming, wording
from kronika.showing.facts import Facts, of_row
from kronika.showing.figure_groups import Book, History
from kronika.showing.figure_phrases import FigurePhrases, words_for
from kronika.showing.figure_policies import in_order
from kronika.showing.matching import holds, written

Tables = Mapping[str, Sequence[Any]]
NEAR_ENOUGH = 0.75
"""How alike a name must be to be proposed, as for speakers."""


class Wanted(Struct, frozen=True, kw_only=True):
    """What was asked for; None asks for all. A policy chooses none: it says what is told of each."""

    measure: str | None = None
    who: str | None = None
    place: str | None = None
    story: str | None = None
    policy: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def everything(self) -> bool:
        """Whether no history was chosen."""
        return (self.measure, self.who, self.place, self.story, self.since, self.until) == (None,) * 6


class Counts(Struct, frozen=True, kw_only=True):
    """How many histories, of how many figures, in how many reports."""

    histories: int
    figures: int
    reports: int


class FiguresAnswer(Struct, frozen=True, kw_only=True):
    """The histories as asked, by story and measure; `in_all` counts all of the store.

    `stories` gives the titles of their stories, `reports` their reports, `unknown_outlets` those that name no outlet
    and stand for it. `beyond` are figures to which theirs relate and that are shown in none, `disputes` the statements
    that doubt or deny one, `sentences` the sentence of each figure where it was asked for. Where nothing was found,
    `near` are measures that fit all else that was asked, `most` those that the store has, most figures first.
    """

    asked: Wanted
    counts: Counts
    in_all: Counts
    found: list[History]
    stories: dict[str, str] = {}
    reports: list[Facts] = []
    unknown_outlets: list[str] = []
    beyond: list[FigureRow] = []
    disputes: list[StatementRow] = []
    sentences: dict[str, str] = {}
    near: list[str] = []
    most: list[str] = []


def answer(
    asked: Wanted,
    tables: Tables,
    knowledge: Knowledge,
    articles: Collection[str] | None = None,
    phrases: FigurePhrases | None = None,
) -> FiguresAnswer:
    """The histories that fit all that was asked, from `articles`, `entities`, `figures`, `statements`, `stories` and
    `histories`.

    `articles` are the reports of the story asked for, None for all; `phrases` tell errors, in English if not given.
    Raises InputError for what is no day or policy, and, with what is near, for a measure, people or a place of which
    the store has no figure.
    """
    phrases = phrases or FigurePhrases()
    _check_policy(asked.policy, phrases)
    stretch = days_asked.stretch(asked.since, asked.until, phrases)
    book = Book(tables["figures"])
    every = [made for row in tables["histories"] if (made := book.history(row))]
    search = _Search(every, tables["entities"], knowledge, phrases)
    measures = search.measures(asked.measure)
    fitting = search.counting(asked.who) & search.placed(asked.place)
    chosen = [h for h in every if h.id in fitting and _is_told_in(h, articles)]
    dated = [made for h in chosen if (made := _of_days(h, stretch))]
    found = [h for h in dated if h.measure in measures]
    if not found:
        near, most = _measures(dated), _measures(every)
        return FiguresAnswer(asked=asked, counts=_counts([]), in_all=_counts(every), found=[], near=near, most=most)
    return _answer(asked, found, _counts(every), book, tables)


def _check_policy(asked: str | None, phrases: FigurePhrases) -> None:
    known = in_order(ontology.policies())
    if asked is not None and asked not in known:
        remedy = phrases.say("no-policy-remedy", names=", ".join(known))
        raise InputError(f"--policy {asked!r}", phrases.say("no-policy"), remedy)


def _is_told_in(history: History, articles: Collection[str] | None) -> bool:
    return articles is None or any(figure.article in articles for figure in history.figures)


def _of_days(history: History, stretch: Interval) -> History | None:
    """The history with the points that may be of the days; None where none may."""
    points = [p for p in history.points if days_asked.may_lie(p.row.earliest, p.row.latest, stretch)]
    if len(points) == len(history.points):
        return history
    shown = {figure.id for point in points for figure in point.figures}
    hidden = {figure.id for figure in history.figures} - shown
    relations = [r for r in history.relations if not hidden & {r.first, r.second}]
    return replace(history, points=points, relations=relations, elsewhere=len(hidden)) if points else None


def _counts(histories: Sequence[History]) -> Counts:
    return Counts(
        histories=len(histories),
        figures=sum(len(history.figures) for history in histories),
        reports=len({name for history in histories for name in history.reports}),
    )


def _measures(histories: Iterable[History]) -> list[str]:
    """The measures of histories, those of most figures first."""
    sizes: Counter[str] = Counter()
    for history in histories:
        sizes[history.measure] += len(history.figures)
    return sorted(sizes, key=lambda name: (-sizes[name], wording.measure_rank(name)))


# -------------------------------------------------------------------- choosing


class _Search:
    """Finds the ids of histories by what they count and where."""

    def __init__(
        self, histories: Sequence[History], entities: Iterable[EntityRow], knowledge: Knowledge, phrases: FigurePhrases
    ) -> None:
        self._histories, self._knowledge, self._phrases = histories, knowledge, phrases
        self._entities = {entity.id: entity for entity in entities}

    def measures(self, asked: str | None) -> set[str]:
        """The measures that are called so, in any language. Raises InputError with all that the store has."""
        known = _measures(self._histories)
        if asked is None:
            return {*known}
        wanted = _words(asked)
        if found := {name for name in known if wanted in map(_words, words_for("measures", name))}:
            return found
        raise self._not_there(f"--measure {asked!r}", "no-measure", "no-measure-remedy", self._named(known))

    def _named(self, measures: Iterable[str]) -> list[str]:
        """Measures as they are asked for, with their word where it is another."""
        told = ((name, self._phrases.measure(name)) for name in measures)
        return [name if _words(name) == _words(word) else f"{name} ({word})" for name, word in told]

    def counting(self, asked: str | None) -> set[str]:
        """Those that count people or things so called. Raises InputError, with near names, where none does."""
        if asked is None:
            return {history.id for history in self._histories}
        wanted = fold(asked).split()
        called = {history.id: _called(history) for history in self._histories}
        words = {id_: [w for name in names for w in written(name)] for id_, names in called.items()}
        if wanted and (found := {id_ for id_ in called if holds(wanted, words[id_])}):
            return found
        labels = {h.id: self._phrases.group(h.group) if h.group else h.who for h in self._histories}
        raise self._nothing(f"--who {asked!r}", "no-who", asked, labels, called)

    def placed(self, asked: str | None) -> set[str]:
        """Those of a place so named. Raises InputError, with near names, where there is none."""
        if asked is None:
            return {history.id for history in self._histories}
        called = {history.id: self._places(history) for history in self._histories}
        ranks = {id_: naming.rank(asked, names, [], self._knowledge) for id_, names in called.items()}
        best = min((rank for rank in ranks.values() if rank is not None), default=None)
        if best is not None:
            most = max(best, naming.PART)
            return {id_ for id_, rank in ranks.items() if rank is not None and rank <= most}
        labels = {history.id: history.place for history in self._histories}
        raise self._nothing(f"--place {asked!r}", "no-place", asked, labels, called)

    def _places(self, history: History) -> list[str]:
        """All that its place is called."""
        entities = {figure.place_entity for figure in history.figures if figure.place_entity}
        known = [entity for id_ in sorted(entities) if (entity := self._entities.get(id_))]
        names = [name for entity in known for name in (entity.name, *entity.aliases)]
        return [history.place, *names] if history.place else names

    def _nothing(
        self, where: str, rule: str, asked: str, labels: Mapping[str, str | None], called: Mapping[str, list[str]]
    ) -> InputError:
        """The error that names what is called nearly so, else what most figures are of."""
        sizes: Counter[str] = Counter()
        names: dict[str, list[str]] = defaultdict(list)
        for history in self._histories:
            if label := labels[history.id]:
                sizes[label] += len(history.figures)
                names[label] += called[history.id]
        if near := naming.near(asked, names, NEAR_ENOUGH):
            return self._not_there(where, rule, "did-you-mean", near)
        most = sorted(sizes, key=lambda label: (-sizes[label], label))[: naming.NEAR]
        return self._not_there(where, rule, "most-counted", most)

    def _not_there(self, where: str, rule: str, remedy: str, names: Sequence[str]) -> InputError:
        told = self._phrases.say(remedy, names=", ".join(names)) if names else self._phrases.say("no-figures-at-all")
        return InputError(where, self._phrases.say(rule), told)


def _words(name: str) -> str:
    return fold(name.replace("_", " "))


def _called(history: History) -> list[str]:
    """All that those whom a history counts are called."""
    groups = {figure.group for figure in history.figures} | {history.group}
    names = {name for figure in history.figures for name in (figure.who, figure.owner)} | {history.who, history.owner}
    return sorted({*filter(None, names), *(word for group in groups if group for word in words_for("groups", group))})


# --------------------------------------------------------------------- answer


def _answer(asked: Wanted, found: list[History], total: Counts, book: Book, tables: Tables) -> FiguresAnswer:
    sizes: Counter[str] = Counter()
    for history in found:
        sizes[history.story] += len(history.figures)
    shown = {figure.id for history in found for figure in history.figures}
    named = {id_ for h in found for r in h.relations for id_ in (r.first, r.second) if id_} - shown
    disputing = {id_ for h in found for p in h.points for id_ in p.row.disputed}
    disputing |= {relation.statement for h in found for relation in h.relations if relation.statement}
    reports = {name for history in found for name in history.reports}
    titles = {row.story: row.title for row in tables["stories"]}
    return FiguresAnswer(
        asked=asked,
        counts=_counts(found),
        in_all=total,
        found=sorted(found, key=lambda h: (-sizes[h.story], titles.get(h.story, ""), h.story, *_rank(h))),
        stories={id_: titles[id_] for id_ in sorted(sizes) if id_ in titles},
        reports=[of_row(row) for row in tables["articles"] if row.article in reports],
        unknown_outlets=sorted(row.article for row in tables["articles"] if row.publisher is None),
        beyond=[book.figures[id_] for id_ in sorted(named) if id_ in book.figures],
        disputes=[row for row in tables["statements"] if row.id in disputing],
    )


def _rank(history: History) -> tuple[int, str, bool, int, str, str]:
    """By measure; those of all people before those of a group, and those of most figures first."""
    order, name = wording.measure_rank(history.measure)
    return order, name, history.group is not None, -len(history.figures), history.place or "", history.id


def with_sentences(told: FiguresAnswer, readings: Mapping[str, Reading]) -> FiguresAnswer:
    """The answer with the sentence in which each figure stands, of the reports that are given by name."""
    found = {}
    figures = [f for history in told.found for f in history.figures if f.article in readings]
    spans = {name: _spans(readings[name]) for name in {figure.article for figure in figures}}
    for figure in figures:
        at = bisect_right(spans[figure.article], figure.start, key=lambda span: span.start) - 1
        if at >= 0 and figure.end <= spans[figure.article][at].end:
            found[figure.id] = cut(readings[figure.article].article.text, spans[figure.article][at])
    return replace(told, sentences=found)


def _spans(reading: Reading) -> list[Span]:
    return sorted(Span(sentence.start, sentence.end) for sentence in reading.findings.sentences)
