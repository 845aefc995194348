"""Sentences of a text, by an ordered list of named rules and the pack's abbreviations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from kronika.evidence import Span, trim
from kronika.languages.pack import Pack

CLOSERS = "\"”“»«)]’'"
ENDS = re.compile(rf"[.!?…]+[{re.escape(CLOSERS)}]*")
WORD_BEFORE = re.compile(r"[\w-]+(?:\.[\w-]+)*$")
WORD_AFTER = re.compile(r"\w+")


class Place(NamedTuple):
    """A mark that may end a sentence, with what stands around it."""

    mark: str
    word: str
    opening: str
    following: str
    glued: bool

    @property
    def earlier(self) -> str:
        """The word before the one at the mark."""
        words = self.opening.split()
        return words[-1] if words else ""


class SentenceSpan(NamedTuple):
    """A sentence without blanks at its ends, and the rule that ended it."""

    span: Span
    rule: str


Knows = Callable[[str], bool]


def _nothing(_word: str) -> bool:
    return False


class SentenceSplitter:
    """Splits a paragraph into sentences. A rule says True (it ends here), False (it does not) or nothing."""

    def __init__(self, pack: Pack, is_common: Knows = _nothing, is_verb: Knows = _nothing) -> None:
        """Where a dictionary is at hand, `is_common` knows words that are no names, `is_verb` finite verbs."""
        self._is_common = is_common
        self._is_verb = is_verb
        self._knows_verbs = is_verb is not _nothing
        self._never = pack.word_list("sentences", "abbreviation").forms()
        self._may = pack.word_list("sentences", "abbreviation-at-end").forms()
        self._multipliers = {entry.words[0] for entry in pack.word_list("figures", "multiplier").entries}
        self._openers = pack.word_list("sentences", "opener").forms()
        self._dashes = pack.dashes
        self._quotes = "".join(pair[0] for pair in pack.quotes)
        self._rules: list[Callable[[Place], bool | None]] = [
            self.end_of_text,
            self.glued,
            self.goes_on,
            self.dash,
            self.exclamation,
            self.abbreviation,
            self.abbreviation_at_end,
            self.initial,
            self.ordinal,
            self.full_stop,
        ]

    def split(self, text: str, within: Span | None = None) -> list[SentenceSpan]:
        """The sentences of `text` between the ends of `within`, in order, covering all but blanks."""
        return list(self.sentences(text, within))

    def first(self, text: str, within: Span) -> Span:
        """The first sentence of a stretch that is not blank."""
        return next(self.sentences(text, within)).span

    def sentences(self, text: str, within: Span | None = None) -> Iterator[SentenceSpan]:
        """The sentences one after another, no farther than asked."""
        start, stop = within or Span(0, len(text))
        for found in ENDS.finditer(text, start, stop):
            rule = self._ends(text, found.start(), found.end(), start, stop)
            if rule:
                span = trim(text, Span(start, found.end()))
                start = found.end()
                if span.start < span.end:
                    yield SentenceSpan(span, rule)
        rest = trim(text, Span(start, stop))
        if rest.start < rest.end:
            yield SentenceSpan(rest, "end-of-paragraph")

    def _ends(self, text: str, mark: int, after: int, start: int, stop: int) -> str | None:
        before = WORD_BEFORE.search(text, max(start, mark - 40), mark)
        following = text[after : min(after + 40, stop)]
        word = before[0] if before else ""
        opening = text[max(start, mark - len(word) - 200) : mark - len(word)]
        place = Place(text[mark:after], word, opening, following, not following[:1].isspace())
        for rule in self._rules:
            verdict = rule(place)
            if verdict is not None:
                return rule.__name__.replace("_", "-") if verdict else None
        return None

    def end_of_text(self, place: Place) -> bool | None:
        """Nothing follows."""
        return True if not place.following.strip() else None

    def glued(self, place: Place) -> bool | None:
        """`końcu.Potem`: no blank, a small letter before and a capitalised word after."""
        if not place.glued:
            return None
        capitalised = place.following[0].isupper() and re.match(r"[^\W\d_]+[\s,]", place.following)
        return len(place.word) > 2 and place.word[-2:].islower() and bool(capitalised)

    def goes_on(self, place: Place) -> bool | None:
        """A small letter or a comma follows."""
        first = place.following.lstrip()[0]
        return False if first.islower() or first in ",;:)/" else None

    def dash(self, place: Place) -> bool | None:
        """A dash: the sentence goes on where a small letter follows it (`! – zawołał`)."""
        rest = place.following.lstrip()
        if rest[0] not in self._dashes:
            return None
        after = rest.lstrip(self._dashes + " \u00a0")
        return False if after[:1].islower() else None

    def exclamation(self, place: Place) -> bool | None:
        """A question or exclamation mark ends a sentence."""
        return True if set(place.mark) & set("!?") else None

    def abbreviation(self, place: Place) -> bool | None:
        """`dr`, `ul.`: another word must follow."""
        return False if place.mark == "." and place.word.lower() in self._never else None

    def abbreviation_at_end(self, place: Place) -> bool | None:
        """`w 2014 r. Rosja` goes on, `zmarł w 2014 r. Potem` ends: a verb before, an opener or a mark after."""
        if place.mark != "." or place.word.lower() not in self._may:
            return None
        said_nothing = self._knows_verbs and not any(map(self._is_verb, WORD_AFTER.findall(place.opening)))
        number_goes_on = place.word.lower() in self._multipliers  # `50 tys. 391 osób`
        digit_follows = place.following.lstrip()[0].isdigit() and self._knows_verbs and not number_goes_on
        return not said_nothing and (digit_follows or self._opens(place))

    def initial(self, place: Place) -> bool | None:
        """`J. Kowalski`, `J.K. Nowak`; but `Robert W. Mężczyzna` ends with a surname cut short."""
        last = place.word.rsplit(".", 1)[-1]
        if place.mark != "." or len(last) != 1 or not last.isupper():
            return None
        following = _first_word(place.following)
        hidden_surname = place.earlier[:1].isupper() and len(place.word) == 1 < len(following)
        return hidden_surname and self._is_common(following)

    def ordinal(self, place: Place) -> bool | None:
        """`15. Brygada`: a number of one or two digits ends a sentence only after a verb or before an opener."""
        if place.mark != "." or not re.fullmatch(r"\d{1,2}", place.word):
            return None
        word = _first_word(place.following)
        return self._is_verb(place.earlier) or not word or word.lower() in self._openers

    def full_stop(self, _place: Place) -> bool | None:
        """Any other mark ends it."""
        return True

    def _opens(self, place: Place) -> bool:
        rest = place.following.lstrip()
        if rest[0] in self._dashes + self._quotes:
            return True
        word = _first_word(rest)
        return word.lower() in self._openers or (word[:1].isalpha() and self._is_common(word))


def _first_word(text: str) -> str:
    found = WORD_AFTER.match(text.lstrip())
    return found[0] if found else ""
