"""What a number counts: an ordered list of named rules, from the most certain to none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kronika.extracting.governing import BESIDE
from kronika.extracting.second_looks import SecondLooks
from kronika.extracting.sights import Lookup, Sight, Told
from kronika.ontology import measures
from kronika.records import FigureFinding

if TYPE_CHECKING:
    from spacy.tokens import Token as DocToken

CASUALTIES = frozenset(name for name, measure in measures().items() if measure.casualty)
OTHER = "other"
FORCES = ("protesters", "troops")
NOUN_WITHIN = 3
SUBJECT = "nsubj"
PLACE = "LOC"
LIVING = "inhabitants"
LIVES_IN, COUNTS, OF_A_PLACE = "in", "counts", "of"
"""What the words of the list `inhabited` do."""


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
        self._second = SecondLooks(lookup)
        self._rules: list[Callable[[Sight], Decision | None]] = [
            self.times_over,
            self.age_in_a_word,
            self.age,
            self.percent,
            self.money,
            self.change,
            self.inhabitants,
            self.told_before,
            self.noun_before,
            self.counted_noun,
            self.clause,
            self.among,
        ]

    def decide(self, sight: Sight, before: Sequence[FigureFinding]) -> Decision:
        """The decision of the first rule that fits, looked at again; `before` are the figures of its sentence and the
        one before."""
        decision = self._first(sight, before)
        if self._second.is_unhurt(sight, decision.measure):
            return Decision(OTHER, "no word of bodily harm", decision.who)
        free = self._second.let_go(sight, decision.measure)
        return Decision(OTHER, f"let go: {free.word}", decision.who) if free else decision

    def _first(self, sight: Sight, before: Sequence[FigureFinding]) -> Decision:
        for rule in self._rules:
            if decision := rule(sight):
                return self._same_price(sight, decision, before)
        for goes_on in (self._same_money, self._same_thing, self._same_count, self._topic):
            decision = goes_on(sight, before)
            if decision and not (decision.measure in CASUALTIES and self._second.comes(sight)):
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
        found = self._lookup.at("percent", sight.tokens, sight.unit_at)
        if not found:
            return None
        places = (sight.first, self._lookup.modifier(sight)[0])
        opened = any(self._lookup.before("change", sight.tokens, at) for at in places)
        price = self._lookup.nearest("price-change", sight)
        if opened and price is None:
            price = self._lookup.nearest("price", sight)
        more = found.length if sight.numeral.unit_at is None else 0
        if price:
            return Decision("price_change", f"price: {price.word}", None, found.value, more)
        return Decision("percent", "percent", None, found.value, more)

    def money(self, sight: Sight) -> Decision | None:
        """`2 mln zł`, `$20`."""
        before = self._lookup.before("currency", sight.tokens, sight.first, 1)
        found = self._lookup.at("currency", sight.tokens, sight.unit_at) or before
        return Decision("money", "currency", None, found.value) if found else None

    def _same_price(self, sight: Sight, decision: Decision, before: Sequence[FigureFinding]) -> Decision:
        """`chleb podrożał o 2 proc., cukier o 5 proc.`: what changes goes on being a price."""
        goes_on = decision.measure == "percent" and before and before[-1].measure == "price_change"
        if goes_on and self._verb_since(sight, before[-1]):
            return decision
        if goes_on and self._lookup.before("change", sight.tokens, self._lookup.modifier(sight)[0]):
            return decision._replace(measure="price_change", reason="price before")
        return decision

    def _verb_since(self, sight: Sight, figure: FigureFinding) -> bool:
        """Whether a verb stands between a figure and the number: then something else is told."""
        between = (
            i for i, token in enumerate(sight.tokens) if figure.end <= token.start < sight.tokens[sight.first].start
        )
        return any(sight.zone.doc[sight.places[i]].pos_ == "VERB" for i in between)

    def _same_money(self, sight: Sight, before: Sequence[FigureFinding]) -> Decision | None:
        """`2 mln zł, w tym roku 3 mln`: the currency of the number before it, where nothing else is counted."""
        if not before or before[-1].measure != "money" or not sight.numeral.multiplied or sight.noun() is not None:
            return None
        return Decision("money", "currency before", None, before[-1].unit)

    def _same_count(self, sight: Sight, before: Sequence[FigureFinding]) -> Decision | None:
        """`w marszu szło 40 tys. ludzi, organizatorzy mówią o 250 tys.`: another number of the same people."""
        noun, last = sight.noun(), before[-1] if before else None
        if last is None or last.measure not in (*CASUALTIES, *FORCES):
            return None
        generic = noun is None or self._lookup.value("people", noun) is not None
        says = self._lookup.nearest("says", sight) is not None
        return Decision(last.measure, f"as before: {last.pattern}", who(sight)) if generic and says else None

    def _same_thing(self, sight: Sight, before: Sequence[FigureFinding]) -> Decision | None:
        """`Sarniki liczą 40 tys. mieszkańców, natomiast Olszanka 11 tys.`: a number without a noun of its own, and no
        verb since the other, counts what that does."""
        last = before[-1] if before else None
        if last is None or last.measure != OTHER or last.start < sight.tokens[0].start:
            return None
        noun = sight.noun()
        generic = noun is None or (last.pattern.startswith(LIVING) and self._lookup.value("people", noun) is not None)
        if not generic or self._verb_since(sight, last):
            return None
        return Decision(OTHER, f"as before: {last.pattern}", who(sight))

    def _topic(self, sight: Sight, _before: Sequence[FigureFinding]) -> Decision | None:
        """`Spór trwa o liczbę aresztowanych. Policja mówi o 412 osobach.`: what the sentence before is about."""
        noun = sight.noun()
        near = sight.tokens[max(0, sight.first - 4) : sight.after + 1]
        meant = any(self._lookup.value("them", token) is not None for token in near)
        if not meant and noun is not None and self._lookup.value("people", noun) is None:
            return None
        if not meant and self._lookup.nearest("says", sight) is None:
            return None
        told = {
            found.value
            for symbol in ("counted", "predicate")
            for at in range(len(sight.earlier))
            if (found := self._lookup.at(symbol, sight.earlier, at)) and found.value in (*CASUALTIES, *FORCES)
        }
        said = self._lookup.nearest("says", sight) is not None
        if not said and not any(self._lookup.is_person(token) for token in sight.earlier):
            return None
        return Decision(told.pop(), "the sentence before", who(sight)) if len(told) == 1 else None

    def change(self, sight: Sight) -> Decision | None:
        """`o 5 osób więcej`: a difference is no toll."""
        opened = any(
            self._lookup.before("change", sight.tokens, at) for at in (sight.first, self._lookup.modifier(sight)[0])
        )
        differs = any(self._lookup.nearest(symbol, sight) for symbol in ("comparison", "change-verb"))
        compared = self._lookup.at("comparison", sight.tokens, sight.after) is not None
        return Decision(OTHER, "a change", who(sight)) if compared or (opened and differs) else None

    def inhabitants(self, sight: Sight) -> Decision | None:
        """`zamieszkiwane przez 40 tys. osób`, `miasto liczy 40 tys.`: who lives somewhere takes part in nothing."""
        noun = sight.noun()
        if noun is not None and not self._lookup.is_person(noun):
            return None
        for at in self._ruling(sight):
            told = self._lookup.at("inhabited", sight.tokens, at)
            if told and (told.value == LIVES_IN or (told.value == COUNTS and self._is_of_a_place(sight, at))):
                return Decision(OTHER, f"{LIVING}: {sight.tokens[at].text}", who(sight))
        return None

    def _ruling(self, sight: Sight) -> list[int]:
        """The words that the number hangs on, and the one right before it, prepositions aside."""
        at = self._lookup.modifier(sight)[0] - 1
        while at > 0 and sight.tokens[at].has("ADP"):
            at -= 1
        above = {word.at for word in sight.near.values() if word.role is not None}
        return [i for i, place in enumerate(sight.places) if place in above or i == at]

    def _is_of_a_place(self, sight: Sight, verb: int) -> bool:
        """Whether what `liczy` so many is a place, or they are its inhabitants."""
        noun = sight.noun()
        if noun is not None and self._lookup.value("inhabited", noun) == OF_A_PLACE:
            return True
        holder = _holder(sight.zone.doc[sight.places[verb]])
        if holder is None or not (noun is None or self._lookup.value("people", noun) is not None):
            return False
        named = any(n.kind == PLACE and n.first <= holder.i <= n.last for n in sight.zone.names)
        return named or self._lookup.value("inhabited", sight.zone.tokens[holder.i]) in (LIVES_IN, OF_A_PLACE)

    def told_before(self, sight: Sight) -> Decision | None:
        """`rannych zostało 26 policjantów`: what happened, a light verb, the number."""
        at = self._lookup.modifier(sight)[0] - 1
        light = 0
        while at > 0 and self._lookup.value("light", sight.tokens[at]) is not None:
            at, light = at - 1, light + 1
        noun = sight.noun()
        if at < 0 or not light or not (noun is None or self._lookup.is_person(noun)):
            return None
        told = self._lookup.at("counted", sight.tokens, at)
        if told is None or told.value not in CASUALTIES:
            return None
        return Decision(told.value, f"predicate: {sight.tokens[at].text}", who(sight))

    def noun_before(self, sight: Sight) -> Decision | None:
        """`śmierć 12 górników`: a noun right before the number says what happened to the people behind it."""
        noun, before = sight.noun(), sight.token(self._lookup.modifier(sight)[0] - 1)
        if noun is None or before is None or not before.has("NOUN") or not self._lookup.is_person(noun):
            return None
        told = self._lookup.value("predicate", before)
        return Decision(told, f"noun before: {before.text}", who(sight)) if told else None

    def counted_noun(self, sight: Sight) -> Decision | None:
        """The noun after the number; a casualty that the clause tells comes first."""
        for at in self._behind(sight):
            found = self._lookup.at("counted", sight.tokens, at)
            if not found or found.value == OTHER or (at != sight.noun_at and found.value not in CASUALTIES):
                continue
            told = self._told("predicate", sight) if self._lookup.is_person(sight.tokens[at]) else None
            if found.value not in CASUALTIES and told and told.value in CASUALTIES:
                return Decision(told.value, f"predicate: {told.word}", who(sight))
            return Decision(found.value, f"counted: {sight.tokens[at].text}", who(sight))
        return None

    def _behind(self, sight: Sight) -> list[int]:
        """The counted noun, and the words between it and the number."""
        places = [sight.noun_at] if sight.noun_at is not None else []
        for at in range(sight.unit_at, min(sight.unit_at + NOUN_WITHIN, len(sight.tokens))):
            if at != sight.noun_at:
                places.append(at)
            if not sight.tokens[at].has("ADJ"):
                break
        return places

    def among(self, sight: Sight) -> Decision | None:
        """`wśród ofiar było dziewięć kobiet`."""
        told = self._lookup.among(sight)
        return Decision(told, "among them", who(sight)) if told and self._lookup.is_person(sight.noun()) else None

    def clause(self, sight: Sight) -> Decision | None:
        """People, or nobody named, in a clause that says what happened to them."""
        noun = sight.noun()
        if noun is not None and not self._lookup.is_person(noun):
            return None
        found = self._nearest(sight) if noun is None else None
        found = found or self._told("predicate", sight)
        if found is None:  # `rannych zostało 46 osób`, `liczba ofiar śmiertelnych wynosi 164`
            found = self._told("counted", sight)
            found = found if found and found.value in CASUALTIES else None
        found = found or self._taking_part(sight) or self._alone(sight)
        return Decision(found.value, f"predicate: {found.word}", who(sight)) if found else None

    def _nearest(self, sight: Sight) -> Told | None:
        """A bare number: what stands nearest to it in the clause (`zabitych jest 46`)."""
        told = [self._lookup.nearest(symbol, sight) for symbol in ("counted", "predicate")]
        known = [found for found in told if found and found.value in (*CASUALTIES, *FORCES)]
        known = [found for found in known if not (self._is_whole(sight, found) or self._is_occasion(sight, found))]
        return min(known, key=lambda found: (found.value in FORCES, found.steps), default=None)

    def _is_whole(self, sight: Sight, told: Told) -> bool:
        """`z 30 zakładników czterech zginęło`: a noun with a number of its own, or one that only describes."""
        if sight.zone.doc[sight.places[told.at]].pos_ == "ADJ" and told.value in FORCES:
            return True
        before = sight.token(told.at - 1)
        numbered = before is not None and (
            before.text[:1].isdigit() or self._lookup.value("number", before) is not None
        )
        return numbered and told.at - 1 not in range(sight.first, sight.after)

    def _taking_part(self, sight: Sight) -> Told | None:
        """`strajk, do którego przyłączyło się 12 tys. nauczycieli`: in what they take part is told before."""
        if self._is_out_of(sight):
            return None
        takes_part = self._lookup.nearest("takes-part", sight) or self._lookup.governing("takes-part", sight)
        if takes_part is None:
            return None
        told = [found for found in self._lookup.every("predicate", sight, before=True) if found.value in FORCES]
        return told[-1] if told else None

    def _is_out_of(self, sight: Sight) -> bool:
        """`30 osób spośród 3 tys. pracowników`: those of whom some take part."""
        return self._lookup.before("among", sight.tokens, self._lookup.modifier(sight)[0]) is not None

    def _alone(self, sight: Sight) -> Told | None:
        """`zatrzymano, jak podała agencja, 86 osób`: the only number and the only such word of a sentence, where of the
        people nothing else is said."""
        noun = sight.noun()
        if noun is None or sight.numbers > 1 or self._lookup.value("people", noun) is None or self._is_out_of(sight):
            return None
        every = self._lookup.every("predicate", sight)
        told = [t for t in every if t.value not in FORCES or sight.zone.doc[sight.places[t.at]].pos_ != "NOUN"]
        told = [t for t in told if not self._is_occasion(sight, t)]
        return told[0] if len({found.value for found in told}) == 1 else None

    def _told(self, symbol: str, sight: Sight) -> Told | None:
        """What governs the noun in the tree; where there is no tree, or no noun, what stands nearest in the clause."""
        found = self._lookup.governing(symbol, sight)
        noun = sight.noun()
        if found and noun is not None and self._lookup.value("ill", noun) == found.value:
            return None
        keeping = (self._does_it, self._is_beside, self._is_only_near, self._is_occasion)
        if found and not any(rule(sight, found) for rule in keeping):
            return found
        near = None if sight.tree else self._lookup.nearest(symbol, sight)
        return None if near and self._is_occasion(sight, near) else near

    def _is_occasion(self, sight: Sight, told: Told) -> bool:
        return told.value in CASUALTIES and self._second.is_occasion(sight, told)

    def _is_only_near(self, sight: Sight, told: Told) -> bool:
        """`skutki strajku odczuje 30 tys. pasażerów`: a protest beside a verb that does not say who came."""
        link = told.link
        if link is None or link.child != BESIDE or told.value not in FORCES or sight.zone.doc[link.at].pos_ != "NOUN":
            return False
        entry = self._lookup.at("predicate", sight.tokens, told.at)
        if (entry is not None and entry.length > 1) or self._lookup.nearest("takes-part", sight) is not None:
            return False
        verbs = [word.at for word in sight.near.values() if word.role is not None]
        return all(self._lookup.value("gathers", sight.zone.tokens[at]) is None for at in verbs)

    def _does_it(self, sight: Sight, told: Told) -> bool:
        """`12 napastników zabiło`: who does it is not to whom it is done."""
        link = told.link
        if link is None or not (link.role or "").startswith(SUBJECT) or "pass" in (link.role or ""):
            return False
        verb = sight.zone.doc[link.at]
        if self._lookup.value("acting", sight.zone.tokens[link.at]) is None or "0" in verb.morph.get("Person", []):
            return False
        if "Part" in verb.morph.get("VerbForm", []) or any(c.dep_.startswith("aux:pass") for c in verb.children):
            return False
        verbs = [verb, verb.head] if verb.dep_ == "conj" else [verb]
        others = [c for v in verbs for c in v.children if c.dep_.startswith(SUBJECT) and c.i != link.child]
        return link.child < verb.i if others else _agree(sight, link.child, verb)

    def _is_beside(self, sight: Sight, told: Told) -> bool:
        """`zginął z rąk 12 napastników`: a preposition keeps the noun from what the verb tells of."""
        link = told.link
        if link is None or not (link.role or "").startswith("obl"):
            return False
        cases = [c for c in sight.zone.doc[link.child].children if c.dep_.startswith("case")]
        return any(self._lookup.value("beside", sight.zone.tokens[c.i]) is not None for c in cases)


def _holder(verb: DocToken) -> DocToken | None:
    """Of what a verb tells: its subject, or the noun that its participle describes."""
    if "Part" in verb.morph.get("VerbForm", []):
        return verb.head
    return next((child for child in verb.children if child.dep_.startswith(SUBJECT)), None)


def _agree(sight: Sight, subject: int, verb: DocToken) -> bool:
    """Whether a verb may have the noun as its subject: five and more take a neuter singular, two to four a plural."""
    many = "Gen" in sight.zone.doc[subject].morph.get("Case", [])
    plural = "Plur" in verb.morph.get("Number", [])
    return plural != many


def who(sight: Sight) -> str | None:
    """The lemma of the noun that is counted."""
    return sight.lemma
