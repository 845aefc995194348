"""Numbers that count nothing: an ordered list of named rules."""

from __future__ import annotations

import re
from collections.abc import Callable

from kronika.extracting.sights import Lookup, Sight

YEAR = re.compile(r"(?:1[89]|20)\d\d")
GLUE = "-/:.+#№"
DASHES = "-–—"
LATEST_HOUR = 24
QUOTES = "\"„”“»«'"


class Exclusions:
    """Says which rule takes a number for something else than a count."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._rules: list[Callable[[Sight], bool]] = [
            self.glued_before,
            self.glued_after,
            self.idiom,
            self.reference,
            self.in_marks,
            self.unnamed_group,
            self.one_of,
            self.contact,
            self.score,
            self.label,
            self.duration,
            self.year,
            self.name,
            self.ordinal,
            self.minutes,
            self.hour,
            self.title,
        ]

    def rule(self, sight: Sight) -> str | None:
        """The name of the first rule that fits; None for a count."""
        return next((rule.__name__ for rule in self._rules if rule(sight)), None)

    def glued_before(self, sight: Sight) -> bool:
        """`COVID-19`, `2:1`, `+48`."""
        before = sight.token(sight.first - 1)
        return before is not None and before.end == sight.tokens[sight.first].start and before.text in GLUE

    def glued_after(self, sight: Sight) -> bool:
        """`24-godzinny`, `1:2`; but not `81-letni`."""
        mark, word = sight.token(sight.after), sight.token(sight.after + 1)
        if mark is None or sight.tokens[sight.after - 1].end != mark.start:
            return False
        if mark.text in ":/":
            return True
        compound = mark.text == "-" and word is not None and word.word and mark.end == word.start
        if not compound:
            return False
        return self._lookup.at("age", sight.tokens, sight.after + 1) is None or self._lasts(sight)

    def _lasts(self, sight: Sight) -> bool:
        """`32-letniej historii`: years of a thing are how long it lasts."""
        noun = sight.token(sight.after + 2)
        if noun is None or noun.capital or not noun.has("NOUN") or noun.has("ADJ") or noun.has("ADP"):
            return False
        return not self._lookup.is_person(noun)

    def label(self, sight: Sight) -> bool:
        """`art. 50`, `numer alarmowy 112`."""
        before = sight.token(sight.first - 1)
        described = before is not None and before.has("ADJ") and not before.has("NOUN")
        places = [sight.first, sight.first - 1] if described else [sight.first]
        if any(self._lookup.before("label-strict", sight.tokens, at) for at in places):
            return True
        n = sight.numeral
        names = n.digits and not n.multiplied and n.low == int(n.low) and not self._lookup.counts_something(sight)
        return names and any(self._lookup.before("label", sight.tokens, at) for at in places)

    def idiom(self, sight: Sight) -> bool:
        """`w cztery oczy`: a set phrase that begins at the number, or right before it."""
        return any(
            found is not None and at + found.length > sight.first
            for at in range(max(0, sight.first - 2), sight.first + 1)
            for found in [self._lookup.at("idiom", sight.tokens, at)]
        )

    def reference(self, sight: Sight) -> bool:
        """`[1]`, `1) sprawdź`, `10-`: a mark of a note or of a list, a code."""
        before, after = sight.token(sight.first - 1), sight.token(sight.after)
        n = sight.numeral
        if not n.digits or n.multiplied or after is None:
            return False
        bracketed = any(token.text == "(" for token in sight.tokens[: sight.first])
        item = after.text == ")" and not bracketed and (before is None or before.text in ",;:.")
        noted = before is not None and before.text == "[" and after.text == "]"
        cut = (
            after.text == "-" and after.start == sight.tokens[n.last].end and not self._is_word(sight, sight.after + 1)
        )
        return item or noted or cut

    def _is_word(self, sight: Sight, at: int) -> bool:
        token = sight.token(at)
        return token is not None and token.text[:1].isalnum()

    def in_marks(self, sight: Sight) -> bool:
        """`unijnej „27”`: a number alone in quotation marks."""
        before, after = sight.token(sight.first - 1), sight.token(sight.after)
        return before is not None and after is not None and before.text in QUOTES and after.text in QUOTES

    def unnamed_group(self, sight: Sight) -> bool:
        """`Trójka`, `w połowie`: a noun of number that no other noun in the genitive follows."""
        n = sight.numeral
        if n.digits or n.first != n.last or self._lookup.value("group-number", sight.tokens[n.first]) is None:
            return False
        if self._lookup.at("percent", sight.tokens, sight.after) or self._lookup.at(
            "currency", sight.tokens, sight.after
        ):
            return False
        noun = sight.noun()
        return noun is None or not any(a.pos == "NOUN" and "Gen" in a.cases for a in noun.analyses)

    def one_of(self, sight: Sight) -> bool:
        """`jedna z uczestniczek`."""
        n = sight.numeral
        return (
            not n.digits
            and n.low == n.high == 1
            and self._lookup.at("range-from", sight.tokens, sight.after) is not None
        )

    def contact(self, sight: Sight) -> bool:
        """`telefon zaufania: 116 111`."""
        n = sight.numeral
        bare = n.digits and not n.multiplied and not self._lookup.counts_something(sight)
        return bare and self._lookup.nearest("contact", sight) is not None

    def score(self, sight: Sight) -> bool:
        """`7-6`, `1-1`: two numbers with a dash that do not grow."""
        ends = [token.text for token in sight.tokens[sight.first : sight.after] if token.text.isdecimal()]
        dashed = sight.numeral.digits and len(ends) == 2 and sight.after - sight.first == 3
        return dashed and sight.tokens[sight.first + 1].text in DASHES and int(ends[0]) >= int(ends[1])

    def duration(self, sight: Sight) -> bool:
        """`pięć dni`; but not `ma 30 lat`."""
        lasting = self._lookup.at("duration", sight.tokens, sight.after) is not None
        return lasting and self._lookup.age(sight) is None

    def year(self, sight: Sight) -> bool:
        """`2014`, with nothing counted behind."""
        n = sight.numeral
        bare = n.first == n.last and YEAR.fullmatch(sight.tokens[n.first].text)
        before, changes = sight.token(n.first - 2), self._lookup.every("change-verb", sight, before=True)
        if changes and before is not None and before.text.isdecimal():
            return False  # `wzrosła z 1200 do 1900`
        return bool(bare) and not self._lookup.counts_something(sight)

    def name(self, sight: Sight) -> bool:
        """`Boeing 737`, `Nord Stream 2`: after a capitalised word, with nothing counted behind."""
        n, before = sight.numeral, sight.token(sight.first - 1)
        if self._lookup.at("age", sight.tokens, sight.after + 1) is not None:
            return False
        if not n.digits or n.multiplied or before is None or not (before.word and before.text.lower() != before.text):
            return False
        named = n.first > 1 or not before.known or before.has("NOUN")
        noun = sight.noun()
        counts = self._lookup.counts_something(sight) and not (noun is not None and noun.capital and before.capital)
        return named and not (before.has("ADP") or before.has("VERB") or counts)

    def ordinal(self, sight: Sight) -> bool:
        """`13 miejsce`, `15. Brygada`: a noun that has no plural follows a whole number above one."""
        n, after, noun = sight.numeral, sight.token(sight.after), sight.noun()
        if not n.digits or n.multiplied or n.low != int(n.low) or after is None:
            return False
        if after.text == "." and (sight.token(sight.after + 1) or n.low == 1):
            return not self._lookup.counts_something(sight)
        if n.low < 2 or noun is not None or self._lookup.at("currency", sight.tokens, sight.after):
            return False
        return bool(after.analyses) and all(a.pos == "NOUN" and a.number == "Sing" for a in after.analyses)

    def minutes(self, sight: Sight) -> bool:
        """`14.30`."""
        point, after = sight.token(sight.after), sight.token(sight.after + 1)
        if point is None or after is None or point.text != "." or not sight.tokens[sight.first].text.isdigit():
            return False
        glued = sight.tokens[sight.after - 1].end == point.start and point.end == after.start
        return glued and re.fullmatch(r"\d\d", after.text) is not None

    def hour(self, sight: Sight) -> bool:
        """`o 9`, `od 8 do 14`: a small whole number after a preposition of time that counts nothing."""
        n = sight.numeral
        counts = self._lookup.counts_something(sight) or sight.noun()
        if (
            not n.digits
            or n.high > LATEST_HOUR
            or n.multiplied
            or counts
            or self._lookup.every("change-verb", sight, before=True)
        ):
            return False
        ranged = n.low != n.high and self._lookup.at("range-open", sight.tokens, n.first) is not None
        return ranged or self._lookup.before("before-time-of-day", sight.tokens, n.first) is not None

    def title(self, sight: Sight) -> bool:
        """A number word with a capital inside a sentence is of a name."""
        first = sight.tokens[sight.first]
        opens = first.opens or sight.first == 0 or not sight.tokens[sight.first - 1].word
        return not sight.numeral.digits and not opens and first.capital
