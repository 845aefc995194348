"""Sentences of a text, by an ordered list of named rules and the pack's abbreviations."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kronika.evidence import Span, trim
from kronika.languages.dictionary import NO_DICTIONARY, Dictionary
from kronika.languages.headings import Headings
from kronika.languages.pack import Pack

QUOTES = '"”“»«'
APOSTROPHES = "’'"
CLOSERS = QUOTES + ")]" + APOSTROPHES
ENDS = re.compile(rf"[.!?…]+[{re.escape(CLOSERS)}]*|(?<=[\w%{re.escape(CLOSERS)}])\s+(?=[^\W\d_a-z])")
"""Where a sentence may end: at a mark, or with none before a capital letter."""
WORD_BEFORE = re.compile(r"[\w-]+(?:\.[\w-]+)*$")
DIGITS_BEFORE = re.compile(r"^\d+(?=[^\W\d_])")
WORD_AFTER = re.compile(r"\w+")
WORD = re.compile(r"[^\W\d_]{2,}")
BRAND = re.compile(r"[^\W\d_A-Z]{1,2}[A-Z][^\W\d_A-Z]{2,}")
FIRST_CLAUSE = re.compile(r"[^.,;:!?…()–—]*")
NUMBER_GOES_ON = re.compile(r"\d[:/,–-]$|\b\d{2,3}\s$")
LOOK_AHEAD = 120


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

    @property
    def abbreviated(self) -> str:
        """The word as lists of abbreviations write it; a single capital letter is an initial and none of them."""
        return "" if len(self.word) == 1 and self.word.isupper() else self.word.lower()

    @property
    def clause(self) -> str:
        """What follows, as far as the next mark."""
        found = FIRST_CLAUSE.match(self.following.lstrip())
        return found[0] if found else ""


class SentenceSpan(NamedTuple):
    """A sentence without blanks at its ends, and the rule that ended it."""

    span: Span
    rule: str


class SentenceSplitter:
    """Splits a paragraph into sentences. A rule says True (it ends here), False (it does not) or nothing."""

    def __init__(self, pack: Pack, dictionary: Dictionary = NO_DICTIONARY) -> None:
        self._words = dictionary
        self._knows_verbs = dictionary is not NO_DICTIONARY
        self._headings = Headings(pack, dictionary)
        self._never = pack.word_list("sentences", "abbreviation").forms()
        self._may = pack.word_list("sentences", "abbreviation-at-end").forms()
        self._short = {*self._never, *self._may}
        self._multipliers = {entry.words[0] for entry in pack.word_list("figures", "multiplier").entries}
        self._openers = pack.word_list("sentences", "opener").forms()
        self._never_inside = pack.word_list("sentences", "after-heading").forms()
        self._dashes = pack.dashes
        self._quotes = "".join(pair[0] for pair in pack.quotes)
        self._joining = pack.word_list("sentences", "conjunction").forms()
        self._counting = pack.word_list("sentences", "before-number").forms()
        self._rules: list[Callable[[Place], bool | None]] = [
            self.end_of_text,
            self.glued,
            self.goes_on,
            self.dash,
            self.quoted,
            self.exclamation,
            self.hesitation,
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
            if found[0].isspace():
                heading = self._knows_verbs and self._headings.ends(text, Span(*found.span()), Span(start, stop))
                rule = "heading" if heading and found.start() > start else None
            else:
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
        following = text[after : min(after + LOOK_AHEAD, stop)]
        word = before[0] if before else ""
        opening = text[max(start, mark - len(word) - 200) : mark - len(word)]
        word = DIGITS_BEFORE.sub("", word)  # `w 2019r.`
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
        """`końcu.Potem`: no blank, a small letter before and a capitalised word after; not `gen.Roman`."""
        if not place.glued:
            return None
        capitalised = place.following[0].isupper() and re.match(r"[^\W\d_]+[\s,]", place.following)
        if place.abbreviated in self._short:
            return None if capitalised and place.mark == "." else False
        at_end = len(place.word) > 2 and place.word[-2:].islower() and place.mark[-1] not in APOSTROPHES
        return at_end and bool(capitalised)

    def goes_on(self, place: Place) -> bool | None:
        """A small letter or a comma follows, unless it is a brand's: `iPhone`."""
        rest = place.following.lstrip()
        return False if rest[0] in ",;:)/" or (rest[0].islower() and not BRAND.match(rest)) else None

    def dash(self, place: Place) -> bool | None:
        """A dash: the sentence goes on where a small letter follows it (`! – zawołał`)."""
        rest = place.following.lstrip()
        if rest[0] not in self._dashes:
            return None
        after = rest.lstrip(self._dashes + " \u00a0")
        return False if after[:1].islower() else None

    def quoted(self, place: Place) -> bool | None:
        """`Komedia „Ach, te teściowe!” Teatru Nowego`: nothing has been said before the quotation."""
        opened = max(map(place.opening.rfind, self._quotes), default=-1)
        said = place.opening[:opened].rstrip()
        if place.mark[-1] not in QUOTES or opened < 0 or not said or not said[-1].isalnum():
            return None
        opener = _first_word(place.following).lower() in self._openers
        return False if self._knows_verbs and not self._says(said) and not opener else None

    def exclamation(self, place: Place) -> bool | None:
        """A question or exclamation mark ends a sentence."""
        return True if set(place.mark) & set("!?") else None

    def hesitation(self, place: Place) -> bool | None:
        """`Zniknęło… 15 ton ziemniaków`: a number follows and no verb, so that it is no sentence."""
        if len(place.mark.replace("…", "...")) < 3 or not place.following.lstrip()[0].isdigit():
            return None
        counts = WORD.search(place.clause) is not None  # and no date
        return False if counts and self._knows_verbs and not self._says(place.clause) else None

    def abbreviation(self, place: Place) -> bool | None:
        """`dr`, `ul.`: another word must follow. A single capital letter is an initial."""
        return False if place.mark == "." and place.abbreviated in self._never else None

    def abbreviation_at_end(self, place: Place) -> bool | None:
        """`w 2014 r. Rosja` goes on, `zmarł w 2014 r. Potem` ends: a verb before, an opener or a mark after."""
        if place.mark != "." or place.abbreviated not in self._may:
            return None
        if self._knows_verbs and not self._says(place.opening):
            return _first_word(place.following).lower() in self._never_inside
        number_goes_on = place.abbreviated in self._multipliers  # `50 tys. 391 osób`
        digit_follows = place.following.lstrip()[0].isdigit() and self._knows_verbs and not number_goes_on
        return digit_follows or self._opens(place) or self._says_twice(place)

    def initial(self, place: Place) -> bool | None:
        """`J. Kowalski`, `J.K. Nowak`; but `Robert W. Mężczyzna` ends with a surname cut short."""
        last = place.word.rsplit(".", 1)[-1]
        if place.mark != "." or len(last) != 1 or not last.isupper():
            return None
        following = _first_word(place.following)
        hidden_surname = place.earlier[:1].isupper() and len(place.word) == 1 < len(following)
        said = self._says(place.opening) or not self._knows_verbs
        return hidden_surname and said and self._words.is_common(following)

    def ordinal(self, place: Place) -> bool | None:
        """`15. Brygada`: a number of one or two digits ends a sentence only after a verb or before an opener.

        `O godz. 23.`, `tel. 22 555 01 20.` and `3:1.` count nothing in a row.
        """
        if place.mark != "." or not re.fullmatch(r"\d{1,2}", place.word):
            return None
        word = _first_word(place.following)
        if not place.opening.strip() and word:
            return False  # of a list
        no_row = place.earlier.rstrip(".").lower() in self._counting or NUMBER_GOES_ON.search(place.opening)
        if (no_row and not word.isdigit()) or self._words.is_only_verb(word):
            return True
        return self._words.is_verb(place.earlier) or not word or word.lower() in self._openers

    def full_stop(self, _place: Place) -> bool | None:
        """Any other mark ends it."""
        return True

    def _says(self, words: str) -> bool:
        """Whether a finite verb may stand there."""
        return any(map(self._words.is_verb, WORD_AFTER.findall(words)))

    def _says_twice(self, place: Place) -> bool:
        """`Zmarł w 2022 r. Kowalczuk był jego uczniem`: two verbs, and nothing joins them."""
        before = reversed(re.findall(r"\w+|[^\w\s]", place.opening))
        after = WORD_AFTER.findall(place.clause)
        return all(self._has_verb(words) for words in (before, after))

    def _has_verb(self, words: Iterable[str]) -> bool:
        """Whether one stands in the clause that begins there."""
        clause = itertools.takewhile(lambda word: word[0].isalnum() and word.lower() not in self._joining, words)
        return any(map(self._words.is_only_verb, clause))

    def _opens(self, place: Place) -> bool:
        rest = place.following.lstrip()
        if rest[0] in self._dashes + self._quotes:
            return True
        word = _first_word(rest)
        return word.lower() in self._openers or (word[:1].isalpha() and self._words.is_common(word))


def _first_word(text: str) -> str:
    found = WORD_AFTER.match(text.lstrip())
    return found[0] if found else ""
