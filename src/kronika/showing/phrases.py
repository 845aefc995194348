"""What is told of statements, in the words of a language."""

from __future__ import annotations

from babel import Locale

from kronika.showing.catalogue import DEFAULT, ONE, Key, catalogue
from kronika.showing.proofs import Proofs, plain

TABLE = "statements"


class Phrases:
    """Tells in one language what is said of statements."""

    def __init__(self, language: str = DEFAULT) -> None:
        """Raises InputError for a language that has no words for it."""
        self._words = catalogue(language)
        self._locale = Locale.parse(language)
        self._days = Proofs(language)

    def say(self, rule: str, **values: object) -> str:
        """The sentence of a rule."""
        return self._words[Key(TABLE, rule)].format(**values)

    def count(self, rule: str, number: int) -> str:
        """So many of something, in the form that goes with the number."""
        form = self._locale.plural_form(number)
        sentence = self._words.get(Key(TABLE, rule, form)) or self._words[Key(TABLE, rule, "many")]
        return sentence.format(count=f"{number:,}")

    def word(self, symbol: str) -> str:
        """The word for a symbol of the records, such as a stance; the symbol itself where there is none."""
        return self._words.get(Key(TABLE, symbol, ONE), symbol)

    def quoted(self, text: str) -> str:
        """Words within marks of quotation."""
        return self._words[Key("frame", "quote")].format(text=text)

    def days(self, earliest: str | None, latest: str | None) -> str:
        """Days as the proofs tell them."""
        return plain(self._days.days(earliest, latest))
