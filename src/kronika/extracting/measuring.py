"""What a number counts: an ordered list of named rules, from the most certain to none."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kronika.extracting.sights import Lookup, Sight
from kronika.ontology import measures

CASUALTIES = frozenset(name for name, measure in measures().items() if measure.casualty)
OTHER = "other"
NOUN_WITHIN = 3


class Decision(NamedTuple):
    """What a number counts, and the word or rule that says so; `more` tokens belong to its span."""

    measure: str
    reason: str
    who: str | None = None
    unit: str | None = None
    more: int = 0


class MeasureRules:
    """Decides the measure of a number."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._rules: list[Callable[[Sight], Decision | None]] = [
            self.times_over,
            self.age_in_a_word,
            self.age,
            self.percent,
            self.money,
            self.change,
            self.counted_noun,
            self.clause,
        ]

    def decide(self, sight: Sight) -> Decision:
        """The decision of the first rule that fits."""
        for rule in self._rules:
            if decision := rule(sight):
                return decision
        return Decision(OTHER, "no word of a measure", who(sight))

    def times_over(self, sight: Sight) -> Decision | None:
        """`dwa razy`."""
        found = self._lookup.at("times-noun", sight.tokens, sight.after)
        return Decision(OTHER, "times over", None, found.value) if found else None

    def age_in_a_word(self, sight: Sight) -> Decision | None:
        """`81-letni`: the hyphen and the word behind it are of the span."""
        hyphen = sight.token(sight.after)
        found = self._lookup.at("age", sight.tokens, sight.after + 1)
        fits = found is not None and hyphen is not None and hyphen.text == "-"
        return Decision(OTHER, "age in a word", None, found.value, 1 + found.length) if found and fits else None

    def age(self, sight: Sight) -> Decision | None:
        """`ma 30 lat`."""
        found = self._lookup.age(sight)
        return Decision(OTHER, "age", None, found.value) if found else None

    def percent(self, sight: Sight) -> Decision | None:
        """`15 proc.`: of a price, where its clause speaks of one and of change."""
        found = self._lookup.at("percent", sight.tokens, sight.after)
        if not found:
            return None
        places = (sight.first, self._lookup.modifier(sight)[0])
        opened = any(self._lookup.before("change", sight.tokens, at) for at in places)
        price = self._lookup.nearest("price-change", sight)
        if opened and price is None:
            price = self._lookup.nearest("price", sight)
        if price:
            return Decision("price_change", f"price: {price[1]}", None, found.value, found.length)
        return Decision("percent", "percent", None, found.value, found.length)

    def money(self, sight: Sight) -> Decision | None:
        """`2 mln zł`, `$20`."""
        before = self._lookup.before("currency", sight.tokens, sight.first, 1)
        found = self._lookup.at("currency", sight.tokens, sight.after) or before
        return Decision("money", "currency", None, found.value) if found else None

    def change(self, sight: Sight) -> Decision | None:
        """`o 5 osób więcej`: a difference is no toll."""
        opened = self._lookup.before("change", sight.tokens, sight.first)
        return Decision(OTHER, "a change", who(sight)) if opened else None

    def counted_noun(self, sight: Sight) -> Decision | None:
        """The noun after the number, or one word further; a casualty that the clause tells comes first."""
        for at in range(sight.after, min(sight.after + NOUN_WITHIN, sight.clause.end)):
            found = self._lookup.at("counted", sight.tokens, at)
            if not found or found.value == OTHER:
                continue
            told = self._lookup.nearest("predicate", sight) if self._lookup.is_person(sight.tokens[at]) else None
            if found.value not in CASUALTIES and told and told[0] in CASUALTIES:
                return Decision(told[0], f"predicate: {told[1]}", who(sight))
            return Decision(found.value, f"counted: {sight.tokens[at].text}", who(sight))
        return None

    def clause(self, sight: Sight) -> Decision | None:
        """People, or nobody named, in a clause that says what happened to them."""
        noun = sight.noun()
        if noun is not None and not self._lookup.is_person(noun):
            return None
        found = self._lookup.nearest("predicate", sight)
        if found is None:  # `rannych zostało 46 osób`, `liczba ofiar śmiertelnych wynosi 164`
            found = self._lookup.nearest("counted", sight)
            found = found if found and found[0] in CASUALTIES else None
        if found is None:
            return None
        return Decision(found[0], f"predicate: {found[1]}", who(sight))


def who(sight: Sight) -> str | None:
    """The lemma of the noun that is counted."""
    noun = sight.noun()
    lemmas = [a.lemma for a in noun.analyses if a.pos == "NOUN"] if noun else []
    return lemmas[0] if lemmas else None
