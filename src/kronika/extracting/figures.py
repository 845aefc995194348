"""Figures: numbers that count or measure, with what they count, from the words around them."""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec import structs

from kronika.evidence import Span
from kronika.extracting.numerals import Numeral, NumeralReader
from kronika.languages.pack import Pack
from kronika.languages.words import Found
from kronika.ontology import measures
from kronika.records import AnnotatedZone, FigureFinding, Token

CLAUSE_MARKS = frozenset(",;:()–—")
CASUALTIES = frozenset(name for name, measure in measures().items() if measure.casualty)
YEAR = re.compile(r"(?:1[89]|20)\d\d")


class Decision(NamedTuple):
    """What a number counts, and the word or rule that says so."""

    measure: str
    reason: str
    who: str | None = None
    unit: str | None = None


class Sight(NamedTuple):
    """A numeral in its sentence: all tokens, the numeral, and the clause around it."""

    tokens: list[Token]
    numeral: Numeral
    clause: Span

    def after(self) -> int:
        return self.numeral.last + 1


class FigureExtractor:
    """Finds figures in a zone."""

    def __init__(self, pack: Pack) -> None:
        self._lists = pack.words("figures")
        self._empty = pack.word_list("figures", "")
        self._reader = NumeralReader(pack)
        self._decide = [
            self.times_over,
            self.age_in_a_word,
            self.age,
            self.percent,
            self.money,
            self.counted_noun,
            self.clause,
            self.other,
        ]

    def extract(self, zone: AnnotatedZone, taken: list[Span]) -> list[FigureFinding]:
        """The figures of a zone outside `taken` (its dates), in order."""
        findings = []
        for sentence in zone.sentences:
            tokens = [t for t in zone.tokens if sentence.start <= t.start < sentence.end]
            findings += self._sentence(tokens, taken)
        return findings

    def _sentence(self, tokens: list[Token], taken: list[Span]) -> list[FigureFinding]:
        numerals = self._reader.read(tokens)
        found: list[FigureFinding] = []
        for numeral in numerals:
            if figure := self._figure(tokens, numeral, numerals, taken):
                found.append(self._part(tokens, numeral, figure, found))
        words = [word for i in range(len(tokens)) if (word := self._times_word(tokens, i))]
        return sorted([*found, *words], key=lambda f: f.start)

    def _part(
        self, tokens: list[Token], numeral: Numeral, figure: FigureFinding, earlier: list[FigureFinding]
    ) -> FigureFinding:
        """`12 osób, w tym troje dzieci`: a part counts what its whole counts."""
        first = next(i for i in range(len(tokens)) if tokens[i].start >= figure.start)
        noun = self._noun(Sight(tokens, numeral, Span(0, len(tokens))))
        if not earlier or figure.measure != "other" or not self._before("part-of", tokens, first):
            return figure
        whole = earlier[-1]
        if whole.measure not in CASUALTIES or not self._is_person(noun):
            return figure
        return structs.replace(figure, measure=whole.measure, pattern=f"part of {whole.pattern}")

    def _figure(
        self, tokens: list[Token], numeral: Numeral, all_of_them: list[Numeral], taken: list[Span]
    ) -> FigureFinding | None:
        span = Span(tokens[numeral.first].start, tokens[numeral.last].end)
        sight = Sight(tokens, numeral, _clause(tokens, numeral, all_of_them))
        if any(span.overlaps(t) for t in taken) or self._is_no_count(sight):
            return None
        decision = next(d for rule in self._decide for d in [rule(sight)] if d)
        if self._is_idle_one(sight, decision):
            return None
        return self._finding(sight, decision)

    def _finding(self, sight: Sight, decision: Decision) -> FigureFinding:
        tokens, numeral = sight.tokens, sight.numeral
        first, modifier = self._modifier(sight)
        modifier = modifier or self._bound_by_preposition(sight)
        first -= modifier == "up_to" and first == numeral.first and self._up_to(tokens, first)
        value, low, high = _values(numeral, modifier)
        last = numeral.last
        if decision.unit == "lata" and decision.reason == "age in a word":
            last += 2
        elif percent := self._at("percent", tokens, sight.after()):
            last += percent.length
        return FigureFinding(
            start=tokens[first].start,
            end=tokens[last].end,
            measure=decision.measure,
            pattern=decision.reason,
            who=decision.who,
            value=value,
            low=low,
            high=high,
            modifier=modifier,
            unit=decision.unit,
        )

    def _at(self, symbol: str, tokens: list[Token], at: int) -> Found | None:
        words = self._lists.get(symbol, self._empty)
        return words.match(tokens, at) if 0 <= at < len(tokens) else None

    def _before(self, symbol: str, tokens: list[Token], at: int, longest: int = 4) -> Found | None:
        """The entry that ends right before `at`, the longest first."""
        for length in range(min(longest, at), 0, -1):
            found = self._at(symbol, tokens, at - length)
            if found and found.length == length:
                return found
        return None

    def _modifier(self, sight: Sight) -> tuple[int, str | None]:
        """Where the span begins, and the modifier before the number."""
        first = sight.numeral.first
        if found := self._before("modifier", sight.tokens, first):
            return first - found.length, found.value
        change = self._before("change", sight.tokens, first)
        if change and (found := self._before("modifier", sight.tokens, first - change.length)):
            return first - change.length - found.length, found.value
        if found := self._before("bound-by-verb", sight.tokens, first):
            return first, found.value
        return first, None

    def _bound_by_preposition(self, sight: Sight) -> str | None:
        """`do 300 żołnierzy` bounds, `wzrosła do 300` tells the new number."""
        if not self._up_to(sight.tokens, sight.numeral.first):
            return None
        changes = self._nearest("change-verb", sight)
        return None if changes or self._nearest("range-from", sight) else "up_to"

    def _up_to(self, tokens: list[Token], first: int) -> bool:
        return self._before("up-to", tokens, first) is not None

    # ------------------------------------------------------------- what is no count

    def _is_no_count(self, sight: Sight) -> bool:
        tokens, (first, last) = sight.tokens, sight.numeral[:2]
        before = tokens[first - 1] if first else None
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        return (
            self._is_part_of_word(tokens, first, last)
            or self._is_labelled(tokens, first)
            or (self._is_duration(sight) and not self.age(sight))
            or self._is_idle_range(sight)
            or self._is_year(sight)
            or self._is_name(sight, before)
            or self._is_ordinal(sight, after)
            or self._is_time_of_day(tokens, first, last)
            or self._is_hour(sight)
            or self._is_fraction(sight)
            or self._is_title(sight)
        )

    def _is_part_of_word(self, tokens: list[Token], first: int, last: int) -> bool:
        """`COVID-19`, `24-godzinny`, `2:1`, `+48 600`: glued to letters or marks; but not `81-letni`."""
        if first and tokens[first - 1].end == tokens[first].start and tokens[first - 1].text in "-/:.+#№":
            return True
        if last + 1 < len(tokens) and tokens[last].end == tokens[last + 1].start:
            if tokens[last + 1].text in ":/":
                return True
            if tokens[last + 1].text == "-" and last + 2 < len(tokens) and tokens[last + 2].word:
                glued = tokens[last + 1].end == tokens[last + 2].start
                return glued and self._at("age", tokens, last + 2) is None
        return False

    def _is_duration(self, sight: Sight) -> bool:
        return self._at("duration", sight.tokens, sight.after()) is not None

    def _is_idle_range(self, sight: Sight) -> bool:
        """`kilka osób`: no number, where nothing multiplies it."""
        n = sight.numeral
        return n.low < 10 and n.high < 10 and n.low != n.high and not n.digits and n.first == n.last

    def _is_year(self, sight: Sight) -> bool:
        n = sight.numeral
        bare = n.first == n.last and YEAR.fullmatch(sight.tokens[n.first].text)
        return bool(bare) and not self._counts_something(sight)

    def _counts_something(self, sight: Sight) -> bool:
        """Whether a noun in the plural, a currency or a percent sign follows."""
        at = sight.after()
        if self._at("percent", sight.tokens, at) or self._at("currency", sight.tokens, at):
            return True
        noun = self._noun(sight)
        return noun is not None and any(a.pos == "NOUN" and a.number == "Plur" for a in noun.analyses)

    def _is_name(self, sight: Sight, before: Token | None) -> bool:
        """`Boeing 737`, `Nord Stream 2`: after a capitalised word, with nothing counted behind."""
        n = sight.numeral
        if not n.digits or n.multiplied or before is None or n.first < 1:
            return False
        named = before.capital and before.word and (n.first > 1 or not before.known or before.has("NOUN"))
        if not named or before.has("ADP"):
            return False
        return not self._counts_something(sight) and not before.has("VERB")

    def _is_ordinal(self, sight: Sight, after: Token | None) -> bool:
        """`13 miejsce`, `15. Brygada`: a noun that has no plural follows a whole number above one."""
        n = sight.numeral
        if not n.digits or n.multiplied or n.low != int(n.low) or n.low < 2 or after is None:
            return False
        if after.text == "." and sight.after() + 1 < len(sight.tokens):
            return not self._counts_something(sight)
        noun = self._noun(sight)
        if noun is None or noun is not after or self._at("currency", sight.tokens, sight.after()):
            return False
        nouns = [a for a in noun.analyses if a.pos == "NOUN"]
        return bool(nouns) and len(nouns) == len(noun.analyses) and all(a.number == "Sing" for a in nouns)

    def _is_time_of_day(self, tokens: list[Token], first: int, last: int) -> bool:
        dotted = last + 2 < len(tokens) and tokens[last + 1].text == "." and tokens[last].end == tokens[last + 1].start
        minutes = dotted and tokens[last + 1].end == tokens[last + 2].start
        return bool(minutes and re.fullmatch(r"\d\d", tokens[last + 2].text)) and tokens[first].text.isdigit()

    def _is_labelled(self, tokens: list[Token], first: int) -> bool:
        """`art. 50`, `numer alarmowy 112`."""
        described = first > 1 and tokens[first - 1].has("ADJ") and not tokens[first - 1].has("NOUN")
        at = first - 1 if described else first
        return self._before("label", tokens, first) is not None or self._before("label", tokens, at) is not None

    def _is_hour(self, sight: Sight) -> bool:
        """`o 9`, `od 8 do 14`: a small whole number after a preposition of time that counts nothing."""
        n = sight.numeral
        if not n.digits or n.high > 24 or n.multiplied or self._counts_something(sight) or self._noun(sight):
            return False
        if self._nearest("change-verb", sight):
            return False
        ranged = n.low != n.high and self._at("range-open", sight.tokens, n.first) is not None
        return ranged or self._before("before-time-of-day", sight.tokens, n.first) is not None

    def _is_fraction(self, sight: Sight) -> bool:
        """`dwie trzecie`, `1/3`."""
        return self._at("denominator", sight.tokens, sight.after()) is not None

    def _is_title(self, sight: Sight) -> bool:
        """A number word with a capital inside a sentence is a name."""
        n = sight.numeral
        return not n.digits and n.first > 0 and sight.tokens[n.first].capital

    def _is_idle_one(self, sight: Sight, decision: Decision) -> bool:
        """`jeden z`, `jedna z nich`, `pół` of anything: an article more than a number."""
        n = sight.numeral
        if n.digits or n.multiplied or n.low > 1.5 or self._modifier(sight)[1]:
            return False
        person = self._is_person(self._noun(sight))
        return not (n.low == 1 and person and decision.measure in CASUALTIES)

    def _is_person(self, noun: Token | None) -> bool:
        """A noun of people: by its gender, or by the pack's list."""
        if noun is None:
            return False
        human = any(a.pos == "NOUN" and a.human for a in noun.analyses)
        return human or self._lists.get("person", self._empty).value(noun) is not None

    # -------------------------------------------------------------- what is counted

    def times_over(self, sight: Sight) -> Decision | None:
        found = self._at("times-noun", sight.tokens, sight.after())
        return Decision("other", "times over", None, found.value) if found else None

    def age_in_a_word(self, sight: Sight) -> Decision | None:
        tokens, at = sight.tokens, sight.after()
        if at + 1 < len(tokens) and tokens[at].text == "-" and (found := self._at("age", tokens, at + 1)):
            return Decision("other", "age in a word", None, found.value)
        return None

    def age(self, sight: Sight) -> Decision | None:
        found = self._at("years", sight.tokens, sight.after())
        if found and self._before("age-before", sight.tokens, self._modifier(sight)[0]):
            return Decision("other", "age", None, found.value)
        return None

    def percent(self, sight: Sight) -> Decision | None:
        found = self._at("percent", sight.tokens, sight.after())
        if not found:
            return None
        first = self._modifier(sight)[0]
        opened = self._before("change", sight.tokens, first) or self._before(
            "change", sight.tokens, sight.numeral.first
        )
        changed = opened or self._nearest("price-change", sight)
        price = self._nearest("price-change", sight) or self._nearest("price", sight) if changed else None
        return Decision("price_change" if price else "percent", price or "percent", None, found.value)

    def money(self, sight: Sight) -> Decision | None:
        before = self._before("currency", sight.tokens, sight.numeral.first, 1)
        found = self._at("currency", sight.tokens, sight.after()) or before
        return Decision("money", "currency", None, found.value) if found else None

    def counted_noun(self, sight: Sight) -> Decision | None:
        """The noun after the number, or one word further; a casualty told by the clause comes first."""
        who = self._who(sight)
        for at in range(sight.after(), min(sight.after() + 3, sight.clause.end)):
            if found := self._at("counted", sight.tokens, at):
                word = sight.tokens[at].text
                if found.value in CASUALTIES:
                    return Decision(found.value, f"counted: {word}", who)
                casualty = self._nearest_value("predicate", sight)
                if casualty and casualty[0] in CASUALTIES and found.value != "other":
                    return Decision(casualty[0], f"predicate: {casualty[1]}", who)
                return Decision(found.value, f"counted: {word}", who) if found.value != "other" else None
        return None

    def clause(self, sight: Sight) -> Decision | None:
        """People, or nobody named, in a clause that says what happened to them."""
        noun = self._noun(sight)
        if noun is not None and not self._is_person(noun):
            return None
        found = self._nearest_value("predicate", sight) or self._nearest_value("counted", sight)
        if not found or found[0] == "other":
            return None
        return Decision(found[0], f"predicate: {found[1]}", self._who(sight))

    def other(self, sight: Sight) -> Decision:
        return Decision("other", "no word of a measure", self._who(sight))

    def _nearest(self, symbol: str, sight: Sight) -> str | None:
        found = self._nearest_value(symbol, sight)
        return found[1] if found else None

    def _nearest_value(self, symbol: str, sight: Sight) -> tuple[str, str] | None:
        """The list's entry in the clause that is nearest to the number: its value and its words."""
        best: tuple[int, str, str] | None = None
        for at in range(sight.clause.start, sight.clause.end):
            if sight.numeral.first <= at <= sight.numeral.last:
                continue
            found = self._at(symbol, sight.tokens, at)
            distance = min(abs(at - sight.numeral.first), abs(at - sight.numeral.last))
            if found and (best is None or distance < best[0]):
                best = (distance, found.value, sight.tokens[at].text)
        return best[1:] if best else None

    def _noun(self, sight: Sight) -> Token | None:
        """The noun after the number, past up to two adjectives."""
        for at in range(sight.after(), min(sight.after() + 3, sight.clause.end)):
            token = sight.tokens[at]
            if token.has("NOUN"):
                return token
            if not token.has("ADJ"):
                return None
        return None

    def _who(self, sight: Sight) -> str | None:
        noun = self._noun(sight)
        lemmas = [a.lemma for a in noun.analyses if a.pos == "NOUN"] if noun else []
        return lemmas[0] if lemmas else None

    def _times_word(self, tokens: list[Token], at: int) -> FigureFinding | None:
        """`dwukrotnie`: a number inside a word."""
        found = self._at("times", tokens, at)
        if not found:
            return None
        token = tokens[at]
        unit = next(iter(self._lists["times-noun"].forms().values()), None)
        return FigureFinding(
            start=token.start,
            end=token.end,
            measure="other",
            pattern="times over",
            value=float(found.value),
            unit=unit,
        )


def _values(numeral: Numeral, modifier: str | None) -> tuple[float | None, float | None, float | None]:
    """Value, low and high: a bound or a range is no value."""
    low, high = round(numeral.low, 6), round(numeral.high, 6)
    if modifier in ("over", "at_least"):
        return None, low, high if low != high else None
    if modifier in ("under", "up_to", "almost"):
        return None, low if low != high else None, high
    return (low, None, None) if low == high else (None, low, high)


def _clause(tokens: list[Token], numeral: Numeral, numerals: list[Numeral]) -> Span:
    """Tokens around a number up to a mark or to another number's own words."""
    start, end = numeral.first, numeral.last + 1
    others = {i for n in numerals if n != numeral for i in range(n.first, n.last + 1)}
    while start > 0 and tokens[start - 1].text not in CLAUSE_MARKS and start - 1 not in others:
        start -= 1
    while end < len(tokens) and tokens[end].text not in CLAUSE_MARKS and end not in others:
        end += 1
    return Span(start, end)
