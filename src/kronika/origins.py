"""Support counted three ways: articles, outlets, origins.

An origin is where what reports tell comes from, as far as they show it: whoever is cited for it, else the agency that
is credited or cited, else the outlet. Passages copied from one text are one origin, however many outlets print them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import structs

from kronika.copies import Copies, Place
from kronika.languages.letters import fold
from kronika.records import (
    AccountRow,
    CreditRow,
    EventRow,
    EvidenceRow,
    FigureRow,
    Linked,
    OriginRow,
    StatementRow,
)

SOURCE, AGENCY, OUTLET, REPORT = "source", "agency", "outlet", "report"
KINDS = (SOURCE, OUTLET, AGENCY)
"""What an origin is named by, the first that is cited or credited."""
TOLD, COPY = "told", "copy"
WHOLE = "credit"
QUOTE = "quote"
"""The same words of a speaker in two reports: no copying."""
Key = tuple[str, str]
"""What tellings of one origin share: a kind of origin and its folded name."""


class Support(NamedTuple):
    """Who carries something. An unknown outlet is its article, an unknown origin its outlet."""

    articles: list[str]
    outlets: list[str]
    origins: list[OriginRow]

    @property
    def names(self) -> dict[str, list[str]]:
        """The three lists as rows of the export have them."""
        return {"articles": self.articles, "outlets": self.outlets, "origins": [o.name for o in self.origins]}


class Telling(NamedTuple):
    """A passage that tells a thing, and what its words and its report show of whence: the nearest to the thing first.

    `keys` are the source and the agencies, `names` what they are called, `evidence` the words that name them. `either`
    says that several agencies are credited for the whole report, so that nobody can know of which of them this is.
    """

    place: Place
    text: str
    keys: tuple[Key, ...]
    names: tuple[str, ...]
    evidence: tuple[EvidenceRow, ...]
    either: bool = False


class Group(NamedTuple):
    """Tellings of one origin: the keys by which it is known, the articles in which the words stand."""

    keys: set[Key]
    articles: set[str]
    tellings: list[Telling]

    @property
    def cited(self) -> bool:
        """Whether somebody is cited or credited for it."""
        return any(telling.keys for telling in self.tellings)


class Origins:
    """Finds the origins of statements, figures and events, from the rows of the reports."""

    def __init__(self, linked: Linked, texts: Mapping[str, str], agencies: Mapping[str, str] | None = None) -> None:
        """`texts` are those of the articles by name; `linked` has articles, reuse, credits and statements. `agencies`
        are those that other reports tell of, by their folded names and forms."""
        self.copies = Copies(linked.articles, linked.reuse, texts)
        self._printed = Copies(linked.articles, [row for row in linked.reuse if row.kind != QUOTE], texts)
        self._texts = texts
        self._articles = {row.article: row for row in linked.articles}
        self._said = {row.id: row for row in linked.statements}
        self._outlets = {fold(row.publisher) for row in linked.articles if row.publisher}
        self._agency_of = dict(agencies or {})
        self._credits: dict[str, list[CreditRow]] = defaultdict(list)
        for row in linked.credits:
            self._credits[row.article].append(row)
            self._agency_of |= {fold(name): row.agency for name in (row.text, row.agency)}

    def of_statements(self, rows: Iterable[StatementRow]) -> Support:
        """Through whom it is known that something was said: agencies between, else the outlet. Who says it is the side
        that it stands on, not its origin; an agency that speaks for itself is."""
        return self._support([self._said_at(row) for row in rows])

    def of_content(self, rows: Iterable[FigureRow | EventRow]) -> Support:
        """Whence it is known that something is so: whoever is cited for it, else an agency, else the outlet.

        What a report tells of an event in its own words is its own; beside that, those whom it quotes add nothing.
        """
        told = list(rows)
        own = {row.article for row in told if isinstance(row, EventRow) and row.statement is None}
        counted = [row for row in told if row.article not in own or isinstance(row, FigureRow) or row.statement is None]
        return self._support([self._told_at(row) for row in counted])

    def of_rows(self, rows: Iterable[StatementRow | FigureRow | EventRow | AccountRow]) -> Support:
        """Of rows of several kinds together: of the words of a statement, its own."""
        return self._support([self._any(row) for row in rows])

    def of_passages(self, places: Iterable[Place]) -> Support:
        """Whence passages come in which nobody is cited: an agency, else the outlet."""
        return self._support([self._passage(place) for place in places])

    # ------------------------------------------------------------- tellings

    def _any(self, row: StatementRow | FigureRow | EventRow | AccountRow) -> Telling:
        if isinstance(row, StatementRow):
            return self._said_at(row)
        if isinstance(row, AccountRow):
            statement = self._said.get(row.statement or "")
            return self._said_at(statement) if statement else self._passage(Place(row.article, row.start, row.end))
        return self._told_at(row)

    def _passage(self, place: Place) -> Telling:
        text = self._texts[place.article][place.start : place.end]
        cited = [c for c in self._credits.get(place.article, ()) if c.rule != WHOLE]
        inside = [(c.agency, _evidence(c, AGENCY)) for c in cited if place.start <= c.start and c.end <= place.end]
        return self._telling(place, text, None, inside)

    def _said_at(self, row: StatementRow) -> Telling:
        agencies = self._agencies(row, row)
        return self._telling(Place(row.article, row.start, row.end), row.text, None, agencies)

    def _told_at(self, row: FigureRow | EventRow) -> Telling:
        statement = self._said.get(row.statement or "")
        source = self._source(row, statement)
        agencies = self._agencies(row, statement)
        return self._telling(Place(row.article, row.start, row.end), row.text, source, agencies)

    def _telling(
        self, place: Place, text: str, source: EvidenceRow | None, agencies: Sequence[tuple[str, EvidenceRow]]
    ) -> Telling:
        own = [row for row in self._credits.get(place.article, ()) if row.rule == WHOLE]
        credited = [(row.agency, _evidence(row, AGENCY)) for row in own]
        publisher = self._agency(self._articles[place.article].publisher)
        if publisher is not None:
            credited = [(publisher, _evidence_of(place, text, AGENCY))]
        several = len({fold(name) for name, _ in credited}) > 1
        named = [*agencies, *(() if several and (agencies or source) else credited)]
        names = {self._key(source.text): source.text} if source else {}
        names |= {(AGENCY, fold(name)): name for name, _ in named}
        evidence = [*([source] if source else []), *(words for _, words in named)]
        either = several and not agencies and source is None
        return Telling(place, text, tuple(names), tuple(names.values()), tuple(dict.fromkeys(evidence)), either)

    def _key(self, name: str) -> Key:
        """That of a source; one that is an outlet whose reports are here is that outlet."""
        return (OUTLET if fold(name) in self._outlets else SOURCE), fold(name)

    def _own_keys(self, articles: Iterable[str]) -> set[Key]:
        """Those of what reports tell by themselves: their outlets, and where one is not known the report alone."""
        return {self._own_key(article) for article in articles}

    def _own_key(self, article: str) -> Key:
        publisher = self._articles[article].publisher
        if agency := self._agency(publisher):
            return AGENCY, fold(agency)
        return (OUTLET, fold(publisher)) if publisher else (REPORT, article)

    def _agency(self, name: str | None) -> str | None:
        """The usual name of an agency, None for what is none."""
        return self._agency_of.get(fold(name or ""))

    def _agencies(
        self, row: StatementRow | FigureRow | EventRow, statement: StatementRow | None
    ) -> list[tuple[str, EvidenceRow]]:
        """The agencies that the sentence of a row names, nearest first, with the words that do."""
        found: list[tuple[str, EvidenceRow]] = []
        if statement is not None and (speaking := self._agency(statement.speaker)):
            found.append((speaking, self._speaker(statement)))
        for relay in statement.relays if statement is not None else ():
            if relaying := self._agency(relay.name):
                place = Place(statement.article if statement else row.article, relay.start, relay.end)
                found.append((relaying, _evidence_of(place, relay.text, AGENCY)))
        cited = [c for c in self._credits.get(row.article, ()) if c.rule != WHOLE]
        inside = [c for c in cited if c.from_start <= row.start and row.end <= c.from_end]
        return found or [(c.agency, _evidence(c, AGENCY)) for c in inside] or self._wired(row)

    def _wired(self, row: StatementRow | FigureRow | EventRow) -> list[tuple[str, EvidenceRow]]:
        """The agencies that reports name for the passage that they share around a row."""
        place = Place(row.article, row.start, row.end)
        return [(name, _evidence_of(place, row.text, AGENCY)) for name in self.copies.agencies(place)]

    def _source(self, row: FigureRow | EventRow, statement: StatementRow | None) -> EvidenceRow | None:
        """Whoever is cited for it, in the words that name him; `text` is the name.

        An unnamed source is none, unless it is an office: of two who say `świadkowie` nobody knows whether they are
        the same people.
        """
        name, official = _cited(row, statement)
        if name is None or self._agency(name):
            return None
        unnamed = statement is not None and statement.speaker == name and statement.unnamed
        if unnamed and not official:
            return None
        shown = self._speaker(statement) if statement is not None else _evidence(row, SOURCE)
        return EvidenceRow(article=shown.article, start=shown.start, end=shown.end, text=name, rule=SOURCE)

    def _speaker(self, row: StatementRow) -> EvidenceRow:
        """The words that name a speaker; those of the cue, or of the statement, where none do."""
        start, end = row.speaker_start, row.speaker_end
        if start is None or end is None:
            start, end = (row.cue_start, row.cue_end) if row.cue_start is not None else (row.start, row.end)
        text = self._texts[row.article][start:end] if end is not None else row.text
        return EvidenceRow(article=row.article, start=start, end=end or row.end, text=text, rule=SOURCE)

    # -------------------------------------------------------------- origins

    def _support(self, tellings: Sequence[Telling]) -> Support:
        groups = self._groups(tellings)
        articles = sorted({name for group in groups for name in self._printing(group.tellings)})
        outlets = sorted({self.copies.outlet(name) for name in articles})
        origins = _told_apart([self._origin(group) for group in groups])
        return Support(articles, outlets, sorted(origins, key=lambda o: (-len(o.articles), o.name)))

    def _groups(self, tellings: Sequence[Telling]) -> list[Group]:
        """Tellings of one origin together: of a key that they share, or of words that both reports print. What a report
        also tells without a source is from the source that it cites elsewhere."""
        groups: list[Group] = []
        longer = _longer({name for telling in tellings for kind, name in telling.keys if kind == SOURCE})
        for telling in sorted(tellings, key=_surest_first):
            keys = {(kind, longer.get(name, name)) for kind, name in telling.keys}
            printing = self._printed.articles(telling.place)
            same = [g for g in groups if keys & g.keys or self._copied(telling, g.tellings)]
            if not keys and not same:
                same = [g for g in groups if g.articles & printing][:1]
            if not keys and not same and len(own := self._own_keys(printing)) == 1:
                keys = own
                same = [g for g in groups if keys & g.keys]
            same = same[:1] if telling.either else same
            new = Group(set() if telling.either and same else keys, printing, [telling])
            groups = [g for g in groups if g not in same] + [_joined([*same, new])]
        return self._of_outlets(groups)

    def _of_outlets(self, groups: Sequence[Group]) -> list[Group]:
        """The groups for which nobody is cited each with one outlet, those of one outlet together. Copies are of an
        outlet that tells it in words of its own too, else of one that another group is of, else of the first."""
        found = [group for group in groups if group.cited]
        uncited = [(self._candidates(group), group) for group in groups if not group.cited]
        for keys, group in sorted(uncited, key=lambda c: (len(c[0]) > 1, c[0], c[1].tellings[0].place)):
            key = next((key for key in keys if any(key in other.keys for other in found)), keys[0])
            same = [other for other in found if key in other.keys]
            found = [other for other in found if other not in same]
            found.append(_joined([*same, group._replace(keys={key})]))
        return found

    def _candidates(self, group: Group) -> list[Key]:
        """The outlets of which a group without a source may be: agencies, else those that tell it in words of their
        own, else all that print it."""
        printing = [self._own_keys(self._printed.articles(telling.place)) for telling in group.tellings]
        every = {key for keys in printing for key in keys}
        agencies = {key for key in every if key[0] == AGENCY}
        own = {key for keys in printing if len(keys) == 1 for key in keys}
        return sorted(agencies or own or every)

    def _copied(self, telling: Telling, group: Sequence[Telling]) -> bool:
        """Whether the words of a telling stand in another's report, where that tells it."""
        places = self._printed.places(telling.place)
        return any(
            other.place.article != telling.place.article
            and (there := places.get(other.place.article)) is not None
            and there.start < other.place.end
            and other.place.start < there.end
            for other in group
        )

    def _printing(self, group: Sequence[Telling]) -> set[str]:
        return set().union(*(self._printed.articles(telling.place) for telling in group))

    def _origin(self, group: Group) -> OriginRow:
        """A group with its name: of the source, else of the agency, else of its outlet."""
        tellings = group.tellings
        articles = sorted(self._printing(tellings))
        counts = Counter(key for telling in tellings for key in telling.keys)
        names = {
            key: name for telling in reversed(tellings) for key, name in zip(telling.keys, telling.names, strict=True)
        }
        named = sorted(counts, key=lambda key: (KINDS.index(key[0]), -counts[key], -len(key[1]), key[1]))
        agencies = sorted(names[key] for key in counts if key[0] == AGENCY)
        if named:
            kind, name = named[0][0], names[named[0]]
        else:
            ((kind, _),) = group.keys
            outlet = min(self.copies.outlet(a) for a in articles if self._own_key(a) in group.keys)
            name = self._agency(outlet) or outlet if kind == AGENCY else outlet
        return OriginRow(
            name=name,
            kind=kind,
            through=[a for a in agencies if a != name] if kind != AGENCY else [],
            copied=any(len(self._printed.articles(t.place)) > 1 for t in tellings),
            articles=articles,
            outlets=sorted({self.copies.outlet(a) for a in articles}),
            evidence=sorted(self._shown(tellings), key=lambda e: (e.article, e.start, e.end, e.rule)),
        )

    def _shown(self, group: Sequence[Telling]) -> set[EvidenceRow]:
        """The passages that show an origin: what tells the thing, who is cited, and copies that no other row tells."""
        told = {(t.place.article, t.place.start): _evidence_of(t.place, t.text, TOLD) for t in group}
        shown = {words for telling in group for words in telling.evidence}
        telling_it = {telling.place.article for telling in group}
        for telling in group:
            for place in self._printed.places(telling.place).values():
                if place.article not in telling_it:
                    text = self._texts[place.article][place.start : place.end]
                    shown.add(_evidence_of(place, text, COPY))
        return {*told.values(), *(self._as_it_stands(words) for words in shown)}

    def _as_it_stands(self, words: EvidenceRow) -> EvidenceRow:
        """The words as the report has them, where the name was another."""
        text = self._texts[words.article][words.start : words.end]
        return EvidenceRow(article=words.article, start=words.start, end=words.end, text=text, rule=words.rule)


def _cited(row: FigureRow | EventRow, statement: StatementRow | None) -> tuple[str | None, bool]:
    """Who is cited for a row, and whether that is an office."""
    if isinstance(row, FigureRow):
        return row.attributed_to, row.official
    if statement is None:
        return None, False
    return statement.speaker, statement.official


def _longer(names: Collection[str]) -> dict[str, str]:
    """Names whose words all stand in one other name alone, with that one: `oficjalne dane` of an office."""
    words = {name: set(name.split()) for name in names}
    holding = {name: [other for other in names if words[name] < words[other]] for name in names}
    return {name: others[0] for name, others in holding.items() if len(others) == 1}


def _joined(groups: Sequence[Group]) -> Group:
    keys = set[Key]().union(*(group.keys for group in groups))
    articles = set[str]().union(*(group.articles for group in groups))
    return Group(keys, articles, [telling for group in groups for telling in group.tellings])


def _told_apart(origins: Sequence[OriginRow]) -> list[OriginRow]:
    """Each of a name of its own: a report may be called like an outlet or like whoever is cited."""
    taken = {origin.name for origin in origins if origin.kind != REPORT}
    alike = (origin.kind == REPORT and origin.name in taken for origin in origins)
    return [
        structs.replace(origin, name=f"{origin.name} ({REPORT})") if same else origin
        for origin, same in zip(origins, alike, strict=True)
    ]


def _surest_first(telling: Telling) -> tuple[bool, bool, str, int]:
    """What names a source or one agency before what does not, then in the order of the reports."""
    return telling.either, not telling.keys, telling.place.article, telling.place.start


def _evidence(row: CreditRow | FigureRow | EventRow, rule: str) -> EvidenceRow:
    return EvidenceRow(article=row.article, start=row.start, end=row.end, text=row.text, rule=rule)


def _evidence_of(place: Place, text: str, rule: str) -> EvidenceRow:
    return EvidenceRow(article=place.article, start=place.start, end=place.end, text=text, rule=rule)
