"""What is told of statements and figures, in the words of a language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from babel import Locale

from kronika.languages.letters import fold
from kronika.records import StatementRow
from kronika.showing import wording
from kronika.showing.catalogue import DEFAULT, ONE, Key, catalogue
from kronika.showing.proofs import Proofs, plain
from kronika.showing.statement_groups import attitudes, stance_of
from kronika.showing.written_days import written

TABLE = "statements"
MOST_EDITS, LONGEST_EDIT, LONGEST_WHOLE = 4, 60, 200
DOT = " · "


class Phrases:
    """Tells in one language what is said of statements."""

    tables: ClassVar[tuple[str, ...]] = (TABLE,)
    """The tables of the catalogue in which a rule is looked for, in this order."""

    def __init__(self, language: str = DEFAULT) -> None:
        """Raises InputError for a language that has no words for it."""
        self.language = language
        self._words = catalogue(language)
        self._locale = Locale.parse(language)
        self._days = Proofs(language)

    def _find(self, rule: str, *variants: str) -> str | None:
        keys = (Key(table, rule, variant) for table in self.tables for variant in variants)
        return next((self._words[key] for key in keys if key in self._words), None)

    def say(self, rule: str, **values: object) -> str:
        """The sentence of a rule. Raises KeyError for a rule that the catalogue does not have."""
        sentence = self._find(rule, ONE)
        if sentence is None:
            raise KeyError(rule)
        return sentence.format(**values)

    def count(self, rule: str, number: int) -> str:
        """So many of something, in the form that goes with the number. Raises KeyError as `say` does."""
        sentence = self._find(rule, self._locale.plural_form(number), "many")
        if sentence is None:
            raise KeyError(rule)
        return sentence.format(count=f"{number:,}")

    def word(self, symbol: str) -> str:
        """The word for a symbol of the records, such as a stance; the symbol itself where there is none."""
        return self._find(symbol, ONE) or symbol

    def support(self, reports: int, outlets: int, unknown: int, origins: int) -> str:
        """So many reports, outlets (of which so many are not known) and origins carry it."""
        told = [self.count("reports", reports)]
        if outlets:
            known = self.count("outlets", outlets)
            partly = self.say("outlets-partly", outlets=known, unknown=unknown) if unknown else known
            told.append(self.say("outlets-unknown") if unknown == outlets else partly)
        if origins:
            told.append(self.count("origins", origins))
        return ", ".join(told)

    def quoted(self, text: str) -> str:
        """Words within marks of quotation."""
        return self._words[Key("frame", "quote")].format(text=text)

    def long_days(self, earliest: str | None, latest: str | None, *, weekday: bool = False) -> str | None:
        """Days as people write them, open at an end that is not known; None where none is."""
        days = wording.interval(earliest, latest)
        place = self._words[Key("frame", "locale")]
        if days.earliest and days.latest:
            return written(days.earliest, days.latest, place, weekday=weekday)
        for rule, name, day in (("from", "first", days.earliest), ("until", "last", days.latest)):
            if day is not None:
                return self._words[Key("days", rule)].format(**{name: written(day, day, place)})
        return None

    def days(self, earliest: str | None, latest: str | None) -> str:
        """Days as the proofs tell them."""
        return plain(self._days.days(earliest, latest))

    def attitude(self, row: StatementRow) -> list[str]:
        """Stance and modality; the plain stance only where nothing else is to be said."""
        return list(map(self.word, attitudes(row))) or [self.word(stance_of(row))]

    def differences(self, row: StatementRow, first: StatementRow) -> str:
        """How a telling differs from the first one: in manner, hands, stance and words."""
        told = []
        if row.direct != first.direct:
            told.append(self.say("there-direct" if row.direct else "there-indirect"))
        if row.relay and row.relay != first.relay:
            told.append(self.say("via", names=", ".join(row.relay)))
        if {*attitudes(row)} != {*attitudes(first)}:
            told += self.attitude(row)
        edits = "; ".join(self._edits(row, first))
        told += filter(None, [self._likeness(row, first)])
        return DOT.join(told) + (f": {edits}" if edits else "")

    def _likeness(self, row: StatementRow, first: StatementRow) -> str:
        if row.likeness == 1 or row.text == first.text:
            return self.say("same")
        return self.say("alike", share=int(row.likeness * 100)) if row.likeness is not None else ""

    def _edits(self, row: StatementRow, first: StatementRow) -> Iterator[str]:
        """What this telling has otherwise than the first one, from whose words edits are read."""
        if any(fold(edit.text) == fold(first.text) for edit in row.edits):
            yield self.say("there", new=self.quoted(wording.excerpt(row.text, LONGEST_WHOLE)))
            return
        for edit in row.edits[:MOST_EDITS]:
            old, new = (self.quoted(wording.excerpt(t, LONGEST_EDIT)) for t in (edit.text, edit.other_text))
            rule = "changed" if edit.text.strip() and edit.other_text.strip() else "lost" if edit.text else "added"
            yield self.say(rule, new=new, old=old)
        if len(row.edits) > MOST_EDITS:
            yield self.say("more", count=len(row.edits) - MOST_EDITS)
