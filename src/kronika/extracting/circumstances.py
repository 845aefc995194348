"""Who is counted, whose they are, where, up to which day, so far or in one event: from the words around a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kronika.extracting.people import subject_of
from kronika.extracting.sights import CLAUSE_MARKS, Lookup, Sight
from kronika.languages.pack import Pack
from kronika.ontology import measures
from kronika.records import Name, TimeFinding

PLACES = ("LOC",)
DAILY = frozenset(name for name, measure in measures().items() if measure.daily)
COUNTRY = "country"
CUMULATIVE, EVENT = "cumulative", "event"
LONGEST_SOURCE = 3
"""Words behind a source's noun that are taken for its name. Chosen, not measured."""
AS_OF_WORDS = 3
"""Words before a day in which `stan na` is looked for. Chosen, not measured."""


class Circumstances(NamedTuple):
    """What is told of a figure beside its number: symbols, and starts of the names and expressions that say so."""

    group: str | None
    specific: bool
    owners: list[int]
    place: int | None
    as_of: int | None
    on: int | None
    scope: str | None
    whole: bool
    wide: bool
    of_some: bool
    source: int | None
    source_name: str | None
    old: bool
    supposed: bool
    themes: list[str]


class CircumstanceReader:
    """Reads the circumstances of figures."""

    def __init__(self, pack: Pack, lookup: Lookup) -> None:
        self._lookup = lookup
        self._common = frozenset(pack.word_list("figures", "common-theme").lemmas())
        self._at = pack.word_list("figures", "place-preposition").forms()

    def read(self, sight: Sight, measure: str, times: Sequence[TimeFinding], told: TimeFinding | None) -> Circumstances:
        """The circumstances of a figure; `times` are the expressions of time of its sentence, `told` the last day
        that its paragraph names before it, on which what is counted a day at a time goes on."""
        as_of = next((time for time in times if self._is_as_of(sight, time)), None)
        on = None if as_of else next((time for time in times if self._is_on(sight, time)), None)
        if on is None and not times and measure in DAILY:
            on = told
        source = self._source(sight)
        since = any(self._is_since(sight, time) for time in times)
        return Circumstances(
            group=self._group(sight, measure),
            specific=self._is_specific(sight),
            owners=self._owners(sight),
            place=self._place(sight),
            as_of=as_of.start if as_of else None,
            on=on.start if on else None,
            scope=CUMULATIVE if since else self._scope(sight, as_of is not None, on is not None),
            whole=since or self._lookup.has("whole", sight.tokens),
            wide=any(found.value == COUNTRY for _, found in self._lookup.entries("whole", sight.tokens)),
            of_some=self._lookup.nearest("some", sight) is not None,
            source=sight.zone.tokens[source].start if source is not None else None,
            source_name=self._phrase(sight, source),
            old=self._is_old(sight),
            supposed=self._is_supposed(sight),
            themes=self._themes(sight),
        )

    def _source(self, sight: Sight) -> int | None:
        """`ministerstwo mówi o 412 osobach`: the subject of a verb that gives the number."""
        for word in sight.near.values():
            says = word.role is not None and self._lookup.value("says", sight.zone.tokens[word.at]) is not None
            if says and (subject := subject_of(sight.zone.doc[word.at])) is not None and subject.i != word.child:
                return subject.i
        return None

    def _phrase(self, sight: Sight, at: int | None) -> str | None:
        """A source in its base form: the lemma of its noun, and what stands behind that in the genitive."""
        if at is None or sight.zone.doc[at].pos_ != "NOUN":
            return None
        words = [sight.zone.doc[at].lemma_]
        for token in sight.zone.doc[at + 1 : at + 1 + LONGEST_SOURCE]:
            if token.head.i < at or not token.dep_.startswith(("nmod", "amod", "flat")) or token.head.i > token.i:
                break
            words.append(token.text)
        return " ".join(words)

    def _group(self, sight: Sight, measure: str) -> str | None:
        """The pack's symbol for such people, where it is more than the measure says."""
        noun = sight.noun()
        told = self._lookup.value("group", noun) if noun is not None else None
        return None if told in measures()[measure].members else told

    def _stretch(self, sight: Sight) -> list[int]:
        """The tokens of the zone from mark to mark around the number."""
        first, last = sight.first, sight.after
        while first > 0 and sight.tokens[first - 1].text not in CLAUSE_MARKS:
            first -= 1
        while last < len(sight.tokens) and sight.tokens[last].text not in CLAUSE_MARKS:
            last += 1
        return sight.places[first:last]

    def _is_old(self, sight: Sight) -> bool:
        """`wzrosła z 12 do 19`, `wcześniej informowano o 12`: the number before a change."""
        change = sight.numeral.unit_at is not None and self._lookup.before("range-from", sight.tokens, sight.first)
        put_aside = self._lookup.before("not-so", sight.tokens, self._lookup.modifier(sight)[0])
        return bool(change or put_aside) or self._lookup.nearest("earlier", sight) is not None

    def _is_supposed(self, sight: Sight) -> bool:
        """`gdyby pękła tama, zginęłoby 5 tys. osób`."""
        verbs = [sight.zone.doc[word.at] for word in sight.near.values() if word.role is not None]
        return any(
            "Cnd" in part.morph.get("Mood", []) or part.dep_ == "aux:cnd"
            for verb in verbs
            for part in (verb, *verb.children)
        )

    def _is_specific(self, sight: Sight) -> bool:
        """`dwóch dokerów`, but not `dwie osoby` or `dwóch rannych`."""
        noun = sight.noun()
        if noun is None:
            return False
        told = {self._lookup.value(symbol, noun) for symbol in ("counted", "among-whom")} - {None, "other"}
        return self._lookup.value("people", noun) is None and not told

    def _themes(self, sight: Sight) -> list[str]:
        """The nouns around the number: what money is for, what a share is of."""
        at = None if sight.noun_at is None else sight.places[sight.noun_at]
        nouns = [
            i for i in {*sight.near, *self._stretch(sight)} if i != at and sight.zone.doc[i].pos_ in ("NOUN", "PROPN")
        ]
        named = {self._lookup.value("theme", sight.zone.tokens[i]) or sight.zone.doc[i].lemma_.lower() for i in nouns}
        return sorted(named - self._common)

    def _owners(self, sight: Sight) -> list[int]:
        """`żołnierzy ODKB`, `rosyjskich czołgów`: where names and adjectives beside the noun stand."""
        if sight.noun_at is None or not sight.around.parsed:
            return []
        noun = sight.zone.doc[sight.places[sight.noun_at]]
        hang = [t for t in noun.children if t.dep_.startswith(("nmod", "amod", "flat", "appos"))]
        beside = [t for t in hang if not any(c.dep_ == "case" for c in t.children)]
        return [sight.zone.tokens[t.i].start for t in sorted(beside, key=lambda t: t.i)]

    # ---------------------------------------------------------------- where

    def _place(self, sight: Sight) -> int | None:
        """The place that the clause names; of several the nearest in the tree; else the only one of the sentence."""
        inside = range(sight.places[0], sight.places[-1] + 1)
        placed = [n for n in sight.zone.names if n.kind in PLACES and n.first in inside and self._placed(sight, n)]
        tied = [(sight.near[i].steps, n) for n in placed for i in range(n.first, n.last + 1) if i in sight.near]
        if tied:
            return sight.zone.tokens[min(tied, key=lambda found: found[0])[1].first].start
        clause = [n for n in placed if self._in_clause(sight, n)] or (placed if len(placed) == 1 else [])
        return sight.zone.tokens[clause[-1].first].start if clause else None

    def _in_clause(self, sight: Sight, name: Name) -> bool:
        places = sight.places[sight.clause.start : sight.clause.end]
        return bool(places) and places[0] <= name.first <= places[-1]

    def _placed(self, sight: Sight, name: Name) -> bool:
        """`w Morzanach`, `w mieście Morzany`: behind a preposition of place, or a noun that stands behind one."""
        doc = sight.zone.doc
        before = [doc[i] for i in range(max(sight.places[0], name.first - 3), name.first)]
        for token in reversed(before):
            if token.pos_ == "ADP":
                return token.lower_ in self._at
            if token.pos_ not in ("NOUN", "ADJ", "DET"):
                return False
        return False

    # ----------------------------------------------------------------- when

    def _is_as_of(self, sight: Sight, time: TimeFinding) -> bool:
        """`stan na 8 maja`, `do środy zginęło`: the day up to which is counted."""
        first = next((i for i, token in enumerate(sight.tokens) if token.start >= time.start), None)
        if first is None:
            return False
        told = any(self._lookup.at("as-of", sight.tokens, i) for i in range(max(0, first - AS_OF_WORDS), first + 1))
        until = self._lookup.at("until", sight.tokens, first) is not None
        return told or (until and self._tied(sight, time))

    def _is_on(self, sight: Sight, time: TimeFinding) -> bool:
        """`w środę zginęło 12 osób`: the day of the clause; `od środy` is the beginning of a total."""
        first = next((i for i, token in enumerate(sight.tokens) if token.start >= time.start), None)
        if first is None or time.kind != "DATE" or self._lookup.at("since", sight.tokens, first):
            return False
        return self._tied(sight, time)

    def _is_since(self, sight: Sight, time: TimeFinding) -> bool:
        """`zabiła od maja 870 osób`: the beginning of a total."""
        first = next((i for i, token in enumerate(sight.tokens) if token.start >= time.start), None)
        opened = first is not None and self._lookup.at("from-day", sight.tokens, first) is not None
        return opened and time.kind == "DATE" and self._tied(sight, time)

    def _tied(self, sight: Sight, time: TimeFinding) -> bool:
        inside = [p for p in sight.places if time.start <= sight.zone.tokens[p].start < time.end]
        if sight.around.parsed:
            return any(p in sight.near for p in inside)
        return any(self._in_span(sight, p) for p in inside)

    def _in_span(self, sight: Sight, place: int) -> bool:
        return place in sight.places[sight.clause.start : sight.clause.end]

    def _scope(self, sight: Sight, as_of: bool, on: bool) -> str | None:
        """So far, or in one event: by the pack's words in the clause, else by its days."""
        for symbol in (EVENT, CUMULATIVE):
            if self._lookup.nearest(symbol, sight) or self._lookup.governing(symbol, sight):
                return symbol
        if as_of:
            return CUMULATIVE
        return EVENT if on else None
