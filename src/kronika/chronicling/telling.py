"""In which sentence a thing is told: taken from a report, or put together from its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from kronika import calendar
from kronika.calendar import Interval
from kronika.chronicling.texts import Texts, flat
from kronika.copies import Place
from kronika.languages.knowledge import Knowledge
from kronika.records import AccountRow, EventRow, FigureRow, Linked, MentionRow, StatementRow, TimeRow

Told = EventRow | FigureRow | TimeRow | StatementRow | AccountRow
SHORTEST, LONG, LONGEST = 30, 240, 320
"""Characters below which a sentence says little, and above which it is hard to read, and too long to print."""
BARE = 90
"""Characters below which a sentence that names nobody and no place says too little of what it is about. Chosen."""
PREFERRED = 4.0
"""Fitness by which another sentence must be better than one that tells the days. Chosen, not measured."""
SAID = 260
"""Characters of a quotation that is told whole; of a longer one the sentence that tells the thing."""
BEFORE = "the sentence before"
"""The rule by which a figure is measured of which its own sentence does not say what it counts."""
PRONOUN, HEADLINE, CAPTION, PULL_QUOTE = "PRO", "headline", "caption", "pull_quote"
NAMED = ("PER", "ORG", "LOC")
OPENED, CLOSED = "„", "”"
MARKS = re.compile(r"[\"„”“«»]")
WORD = re.compile(r"\w+")
DASH = re.compile(r"(?<=\s)[–—-](?=\s)")
ENDS = ".!?…"
ASIDE = 3
"""Words of a place told in passing, of which none can be a verb. Chosen."""
CUT, BRACKETS = ("...", "…", "...]"), "[(<{"
BEGINNING, QUOTED = 4, 8
"""Words of a sentence, and of a quotation, among which a pronoun leans on what was told before. Chosen."""


class Sentence(NamedTuple):
    """A sentence as printed, where it stands, whether it was put together, and how fit it is to print; `said` is what
    somebody says, told as his."""

    place: Place
    text: str
    composed: bool
    fit: float
    said: bool = False


class Teller:
    """Chooses and puts together sentences. `rules` are named functions, each of which mends one thing."""

    def __init__(self, linked: Linked, texts: Texts, knowledge: Knowledge) -> None:
        self.texts = texts
        self._knowledge = knowledge
        self._said: dict[str, list[StatementRow]] = defaultdict(list)
        self._mentions: dict[str, list[MentionRow]] = defaultdict(list)
        self._times: dict[str, list[TimeRow]] = defaultdict(list)
        for said in linked.statements:
            self._said[said.article].append(said)
        for mention in linked.mentions:
            self._mentions[mention.article].append(mention)
        for time in linked.times:
            self._times[time.article].append(time)
        self._rules: list[Callable[[Place, str], str]] = [self.without_opener, self.with_left_out_subject]

    def best(self, rows: Iterable[Told], preferred: Collection[str] = ()) -> Sentence | None:
        """The fittest of the sentences in which rows stand, those of preferred ids before others if not much less fit;
        ties to the first report."""
        found = [(made, PREFERRED * (row.id in preferred)) for row in rows if (made := self.told(row)) is not None]
        return min(found, key=lambda f: (-f[0].fit - f[1], f[0].place))[0] if found else None

    def told(self, row: Told) -> Sentence | None:
        """The sentence in which a row stands: what somebody says in it is told as his."""
        place = self.texts.sentence(row.article, row.start)
        if place is None:
            return None
        said = self._direct(row)
        if said is not None and said.speaker:
            return self.quoted(said, row.start)
        plain = self.plain(place)
        elsewhere = isinstance(row, FigureRow) and row.rule == BEFORE
        return plain._replace(fit=plain.fit - 3.0) if elsewhere else plain

    def of_days(self, sentence: Sentence, days: Interval) -> Sentence:
        """A sentence as a line of these days has it: a word for other days stays."""
        if sentence.said:
            return sentence
        before, now = self.plain(sentence.place), self.plain(sentence.place, days)
        return now._replace(fit=sentence.fit + now.fit - before.fit)

    def plain(self, place: Place, days: Interval | None = None) -> Sentence:
        """A sentence of the report itself, mended so that it stands alone, or beside its days."""
        whole = flat(self.texts.quote(place))
        text = self.without_deictic_day(place, whole, days)
        for rule in self._rules:
            text = rule(place, text)
        text = _closed(text)
        composed = _bare(text) != _bare(whole)
        return Sentence(place, text, composed, self._fit(place, text) - composed / 2)

    def quoted(self, said: StatementRow, at: int) -> Sentence:
        """`Name: „words”`: what somebody says, or the sentence of it around a place."""
        sentence = self.texts.sentence(said.article, at) or Place(said.article, said.start, said.end)
        words = flat(self._without_cue(said))
        if len(words) > SAID:
            start, end = max(said.start, sentence.start), min(said.end, sentence.end)
            words = flat(self.texts.quote(Place(said.article, start, end)))
        place = Place(said.article, min(said.start, said.speaker_start or said.start), said.end)
        text = f"{_capital(said.speaker or '')}: {OPENED}{MARKS.sub('', words).rstrip('.,')}{CLOSED}."
        leans = 2.0 * self._stands_for_another(words, QUOTED) + 2.0 * self._is_of_the_day(words)
        leans += 2.0 * any(self.opens(words, symbol) for symbol in ("opener", "parted", "leaning"))
        return Sentence(place, text, True, self._length(text) + 0.5 - leans - self._is_cut(words), said=True)

    def _without_cue(self, said: StatementRow) -> str:
        """The words without the cue between two dashes that parts them."""
        if said.cue_start is None or not said.start < said.cue_start < said.end:
            return said.text
        before, behind = said.text[: said.cue_start - said.start], said.text[said.cue_start - said.start :]
        kept, dash, _ = _last_dash(before)
        _, second, rest = _first_dash(behind)
        if not dash:
            return said.text
        ended = behind.partition(second)[0].rstrip()[-1:] if second else ""
        return f"{kept.rstrip()}{ended if ended in ENDS else ''} {rest.lstrip()}".strip()

    def _direct(self, row: Told) -> StatementRow | None:
        """The words of somebody, set in quotation marks, in which a row stands."""
        said = [s for s in self._said[row.article] if s.direct and s.text[:1] == s.text[:1].upper()]
        holding = [s for s in said if s.start <= row.start < s.end]
        return max(holding, key=lambda s: s.end - s.start) if holding else None

    # ------------------------------------------------------------------ rules

    def without_deictic_day(self, place: Place, text: str, days: Interval | None) -> str:
        """A day that only the day of publication tells is left out where it is that of the line, which stands beside
        it; of two days in one sentence both stay."""
        deictic = self._knowledge.openers("deictic")
        inside = (time for time in self._times[place.article] if place.holds(time.article, time.start))
        told = [time for time in inside if time.text.lower() in deictic and not self._is_a_title(time)]
        if len(told) != 1 or not (days is None or _holds(told[0], days)):
            return text
        rest = self._without_day(text, told[0].text)
        return _capital(rest) if WORD.search(rest) else text

    def _without_day(self, text: str, words: str) -> str:
        """Without a day and its marks; where it opens the sentence and a place stands behind it between two commas, and
        no other comma may need the second one, without both: `dziś, w Gdyni, zginęło`."""
        opener = self._first(text, "opener")
        aside = re.fullmatch(rf"{re.escape(words)}, ([^,]+), ([^,]+)", text[len(opener) :].lstrip())
        if aside and self.opens(aside[1], "aside") and len(aside[1].split()) <= ASIDE:
            return f"{opener} {aside[1]} {aside[2]}".strip()
        return _cut(text, words).strip(" ,")

    def _is_a_title(self, time: TimeRow) -> bool:
        """Whether it stands alone between quotation marks: a newspaper's name."""
        around = self.texts.quote(Place(time.article, max(0, time.start - 1), time.end + 1))
        return bool(MARKS.match(around) and MARKS.fullmatch(around[-1:]))

    def without_opener(self, _place: Place, text: str) -> str:
        """Words that only tie the sentence to the one before are left out; some only where a comma parts them from it,
        since before a noun they are something else: `w efekcie wybuchu`."""
        opener = self._first(text, "opener")
        parted = self._first(text, "parted")
        if text[len(parted) : len(parted) + 1] == ",":
            opener = max(opener, parted, key=len)
        rest = text[len(opener) :].lstrip(" ,")
        rest = rest[len(self._first(rest, "conjunction")) :].lstrip(" ,") if opener else rest
        parts = text[len(opener) : len(opener) + 1] in (" ", ",")
        return _capital(rest) if opener and parts and WORD.search(rest) else text

    def with_left_out_subject(self, place: Place, text: str) -> str:
        """A verb that opens the sentence without a subject has the name of whoever is meant before it."""
        mention = self._left_out(place, text)
        if mention is None or not mention.name or self._first(text, "leaning"):
            return text
        return f"{mention.name} {text[:1].lower()}{text[1:]}"

    def _left_out(self, place: Place, text: str) -> MentionRow | None:
        """The subject that the verb at the beginning stands for."""
        first = WORD.search(text)
        opening = place.start + len(place_opening(self.texts.quote(place)))
        found = (m for m in self._mentions[place.article] if m.kind == PRONOUN and place.start <= m.start <= opening)
        return next((m for m in found if first and m.text == first[0]), None)

    def opens(self, text: str, symbol: str) -> bool:
        """Whether a text begins with words of a list."""
        return bool(self._first(text, symbol))

    def names(self, place: Place) -> frozenset[str]:
        """Who and what is named there: entities, else words."""
        return frozenset(m.entity or m.text for m in self._mentions[place.article] if _is_named(m, place))

    def _first(self, text: str, symbol: str) -> str:
        """The longest words of a list with which a text begins."""
        found = self._knowledge.opening(symbol).match(text.lower())
        return text[: found.end()] if found else ""

    # -------------------------------------------------------------------- fit

    def _fit(self, place: Place, text: str) -> float:
        """How fit a sentence is to print alone: 0 is plain prose, each fault takes away."""
        named = self.names(place)
        faults = (
            (3.0, bool(self._first(text, "leaning"))),
            (3.0, self._is_of_the_day(text)),
            (3.0, self.texts.zone(place) in (CAPTION, PULL_QUOTE)),
            (1.0, self.texts.zone(place) == HEADLINE),
            (2.5, self._stands_for_another(text, BEGINNING if len(text) > BARE else len(text))),
            (1.5, not named and len(text) < BARE),
            (2.5, self._left_out(place, text) is not None),
            (2.0, "?" in text or text.endswith(CUT) or text[:1] in BRACKETS),
            (2.0, any(s.direct and _overlap(s, place) for s in self._said[place.article])),
            (2.0, self._is_cut(text) > 0),
        )
        return self._length(text) + min(len(named), 2) / 2 - sum(weight for weight, holds in faults if holds)

    def _is_of_the_day(self, text: str) -> bool:
        """Whether a word counts from the day of publication."""
        return self._knowledge.within("deictic").search(text.lower()) is not None

    def _stands_for_another(self, text: str, words: int) -> bool:
        """Whether one of its first words is a pronoun."""
        pronouns = self._knowledge.openers("pronoun")
        return any(word in pronouns for word in WORD.findall(text.lower())[:words])

    def _length(self, text: str) -> float:
        if len(text) > LONGEST:
            return -2.0
        return -1.0 if len(text) > LONG or len(text) < SHORTEST else 0.0

    def _is_cut(self, text: str) -> float:
        """Whether marks show that words are missing: half a pair of quotation marks or brackets."""
        even = text.count("(") == text.count(")") and len(MARKS.findall(text)) % 2 == 0
        return 0.0 if even else 2.0


def _holds(time: TimeRow, days: Interval) -> bool:
    """Whether days lie within those of an expression."""
    return calendar.inside(days, calendar.of(time.earliest, time.latest))


def _cut(text: str, words: str) -> str:
    """Without some words, and without the marks that parted them from the rest; what stands behind them begins with a
    capital if they did."""
    word = re.escape(words)
    for parted in (rf"\s*,\s*{word}\s*,(?=\s)", rf"\s*[–—-]\s*{word}(?=[{ENDS}]*$)"):
        text, found = re.subn(parted, "", text, count=1)
        if found:
            return text
    before, cut, behind = _parted_at(text, re.compile(rf"\s*(?<!\w){word}(?!\w)"))
    if cut and words[:1].isupper():
        return f"{before} {_capital(behind.lstrip(' ,'))}"
    return before + behind


def _last_dash(text: str) -> tuple[str, str, str]:
    found = list(DASH.finditer(text))
    return (text[: found[-1].start()], found[-1][0], text[found[-1].end() :]) if found else (text, "", "")


def _first_dash(text: str) -> tuple[str, str, str]:
    return _parted_at(text, DASH)


def _parted_at(text: str, pattern: re.Pattern[str]) -> tuple[str, str, str]:
    """What stands before the first match, it, and what stands behind it."""
    found = pattern.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def place_opening(text: str) -> str:
    """What stands before the first word of a sentence."""
    first = WORD.search(text)
    return text[: first.start()] if first else text


def _is_named(mention: MentionRow, place: Place) -> bool:
    return mention.kind in NAMED and place.holds(mention.article, mention.start)


def _overlap(said: StatementRow, place: Place) -> bool:
    """Whether most of a sentence is what somebody says."""
    return place.shared(said.start, said.end) > (place.end - place.start) / 2


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _bare(text: str) -> Sequence[str]:
    return WORD.findall(text)


def _closed(text: str) -> str:
    """With a full stop, where no mark ends it."""
    return text if text[-1:] in f"{ENDS}{OPENED}{CLOSED}\"'»" else text.rstrip(",;:–- ") + "."
