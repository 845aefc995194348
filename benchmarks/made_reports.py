"""Invented Polish news reports of one story, as many as are wanted: `made(count, seed)`.

In an invented country a refinery blows up; then come protests, strikes, arrests, talks and an inquiry. What happened is
drawn once for each seed, so that many reports tell of the same events, each with words and days of its own. The dead
and injured are one toll that grows slowly; more than half of all sentences have neither numbers nor days, so that the
reports are about as dense as those of newspapers. Three reports in ten carry a paragraph of another one.

What is told with stands in `made_frames.toml`.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

FIRST = date(2031, 5, 5)
"""The day of the explosion."""
DAYS = 36
SHORTEST, LONGEST = 2000, 3500
PARAGRAPHS = (8, 12)
"""Of a report's own; that of another one and the credit come to them."""
COPIES = 0.3
"""The share of reports that carry a paragraph of another one."""
EDITED = 0.4
"""The share of these paragraphs that have lost or changed some words."""
RUN = 40
"""Characters from which on the same words count as a shared passage."""
TRIES = 30
"""How often a sentence is drawn anew that would share a passage with another report by chance."""
CREDITED = 0.4
INCIDENTS = 3
"""A day."""
BACK = 6
"""Days before its own of which a report tells."""
DATED = 0.15
"""The share of days that are told as a date."""
DEVIATING = 0.02
"""The share of tolls that are told otherwise than by the others of that day."""
DEAD, HURT = (47, 16), (155, 60)
"""On the first day, and how many come to them."""
GROWING, STEP = 21, 3
"""The days in which the toll grows, and those after which it is told anew."""
TOLLS = (2, 6)
"""The places of the paragraphs that tell the toll."""
KINDS = {
    "protest": 7, "strike": 5, "arrest": 4, "meeting": 3, "inquiry": 2, "aid": 2, "riot": 3, "fire": 1,
}  # fmt: skip
"""What happens, and how often beside the others."""
PARAGRAPH_WAYS = {"plain": 24, "event": 34, "saying": 35, "life": 3, "free": 4}
"""What a paragraph is about, and how often beside the others."""
THEMES = {
    "protest": "crowd", "riot": "streets", "arrest": "politics", "strike": "economy", "fire": "plant",
    "meeting": "politics", "inquiry": "plant", "aid": "reactions",
}  # fmt: skip
"""Of what plain sentences tell beside what happened."""

MAKING = 500
"""Reports that are made with one seed: their making grows with their square."""
SHORT = 450
"""Characters from which on paragraphs are a report of their own."""

T = TypeVar("T")


class Town(NamedTuple):
    """A town in the nominative, the genitive, and the locative with its preposition."""

    name: str
    of: str
    inside: str


class Job(NamedTuple):
    """A trade: where they work, who they are in the genitive and in the nominative."""

    at: str
    of: str
    who: str


class Speaker(NamedTuple):
    """Who speaks: named in full in the nominative and the genitive, named shortly; `a` ends the verbs of the past."""

    full: str
    of: str
    last: str
    a: str
    side: str


def _lines(text: str) -> list[str]:
    return [line for line in re.sub(r"\n +", " ", text).split("\n") if line]


def _records(text: str) -> list[list[str]]:
    return [[part.strip() for part in line.split(";")] for line in _lines(text)]


TOLD: dict[str, Any] = tomllib.loads(Path(__file__).with_name("made_frames.toml").read_text(encoding="utf-8"))
TOWNS = [Town(*parts) for parts in _records(TOLD["towns"])]
JOBS = [Job(*parts) for parts in _records(TOLD["jobs"])]
PEOPLE = [Speaker(*parts) for parts in _records(TOLD["people"])]
BODIES = [Speaker(*parts) for parts in _records(TOLD["bodies"])]
WORDS, PLAIN, FRAMES, EVENTS, CLAIMS, SAYINGS = (
    {name: _lines(text) for name, text in TOLD[table].items()}
    for table in ("words", "plain", "frames", "events", "claims", "sayings")
)


class Incident(NamedTuple):
    """What happened on a day in a town: its kind, who struck, and the numbers of which reports tell."""

    kind: str
    day: date
    town: Town
    venue: str
    job: Job
    number: int
    crowd: int


def incidents(seed: int) -> list[Incident]:
    """What happened in the story of a seed, in order of days; the same however many reports tell it."""
    rng = random.Random(f"incidents {seed}")
    days = [FIRST + timedelta(days=number) for number in range(DAYS)]
    # Never two in a town on one day, so that none are taken for one.
    return [
        Incident(
            kind=drawn(KINDS, rng),
            day=day,
            town=town,
            venue=rng.choice(WORDS["venue"]),
            job=rng.choice(JOBS),
            number=counted(rng.randint(12, 90)),
            crowd=rng.randint(6, 60) * 500,
        )
        for day in days
        for town in rng.sample(TOWNS, INCIDENTS)
    ]


def drawn(weights: dict[str, int], rng: random.Random) -> str:
    """One of the names, each as often as it weighs."""
    return rng.choices(list(weights), list(weights.values()))[0]


def counted(number: int) -> int:
    """The next number from this one on that goes with a genitive plural."""
    number = max(number, 5)
    while number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        number += 1
    return number


class Slots(dict[str, object]):
    """The fillers of one sentence; what is not set is drawn, and nothing twice."""

    def __init__(self, rng: random.Random, published: date, incident: Incident) -> None:
        town = incident.town
        super().__init__({"town": town.name, "of": town.of, "in": town.inside, "job": incident.job})
        self["venue"] = incident.venue
        self.theme = ""
        self._rng, self._published, self._incident = rng, published, incident
        self._drawn: set[object] = set()

    def __missing__(self, slot: str) -> object:
        kind = slot.rstrip("0123456789")
        self[slot] = self.told(self.draw(WORDS[kind])) if kind in WORDS else getattr(self, f"_{kind}")()
        return self[slot]

    def draw(self, among: Sequence[T]) -> T:
        """One that was not drawn yet, where there is one."""
        found = self._rng.choice([one for one in among if one not in self._drawn] or among)
        self._drawn.add(found)
        return found

    def told(self, frame: str) -> str:
        """The frame with a wording chosen at every fork and all slots filled, as it stands inside a sentence."""
        chosen = re.sub(r"\[([^]]*)\]", lambda fork: self._rng.choice(fork[1].split("|")), frame)
        return re.sub(r"\s+(?=[\s,;.])", "", re.sub(r"\.\.+", ".", chosen.format_map(self)))

    def sentence(self, frame: str) -> str:
        """The frame told as a sentence."""
        words = self.told(frame).strip()
        return words[0].upper() + words[1:]

    def _clause(self, frames: Sequence[str]) -> str:
        """A clause with fillers of its own, of whom the sentence is about."""
        inner = Slots(self._rng, self._published, self._incident)
        inner._drawn = self._drawn
        if "s" in self:
            inner["s"] = self["s"]
        return inner.told(self.draw(frames)).strip()

    def _p(self) -> str:
        return self._clause(PLAIN[self.theme or THEMES[self._incident.kind]])

    def _life(self) -> str:
        return self._clause(PLAIN["lives"])

    def _c(self) -> str:
        speaker = self["s"]
        assert isinstance(speaker, Speaker)
        return self._clause(CLAIMS[speaker.side])

    def _C(self) -> str:  # noqa: N802  the slot of a claim that begins a sentence
        words = self._c()
        return words[0].upper() + words[1:]

    def _about(self, number: int) -> str:
        """The number, rounded where it is large."""
        whole, rest = divmod(number // 100, 10)
        return str(number) if number < 1000 else f"{whole}{f',{rest}' if rest else ''} tys."

    def _n(self) -> str:
        return str(self._incident.number)

    def _m(self) -> str:
        return str(counted(self._incident.number // 3))

    def _crowd(self) -> str:
        return self._about(self._incident.crowd)

    def _money(self) -> str:
        return f"{self._incident.number} mln talarów"

    def _toll(self, start: int, rise: int) -> str:
        """The toll of the day of publication, or, in few cases, another one."""
        gone = min((self._published - FIRST).days, GROWING) // STEP * STEP
        other = self._rng.choice((-4, 5, 9)) if self._rng.random() < DEVIATING else 0
        return str(counted(start + rise * gone // GROWING + other))

    def _dead(self) -> str:
        return self._toll(*DEAD)

    def _hurt(self) -> str:
        return self._toll(*HURT)

    def _agency(self) -> str:
        return str(self._rng.choice(TOLD["agencies"]))

    def _s(self) -> Speaker:
        return self.draw(PEOPLE)

    def _o(self) -> Speaker:
        return self.draw([body for body in BODIES if body.side != "street"])

    def _day(self) -> str:
        """The incident's day as somebody says it on the day of publication."""
        day, ago = self._incident.day, (self._published - self._incident.day).days
        weekday, dated = TOLD["weekdays"][day.weekday()], f"{day.day} {TOLD['months'][day.month - 5]}"
        if self._rng.random() < DATED:
            return self._rng.choice((dated, dated, f"{weekday} {dated}", f"{dated} {day.year} r."))
        if ago < 2:
            return self._rng.choice((("dziś", f"dziś {self['late']}"), ("wczoraj", "wczoraj wieczorem"))[ago])
        return self._rng.choice((weekday, weekday, f"{weekday} {self['late']}"))


def runs(words: str) -> set[str]:
    """The shortest runs of whole words that have as many characters as a shared passage."""
    starts = [m.start() for m in re.finditer(r"\S+", words) if len(words) - m.start() >= RUN]
    ends = [words.find(" ", start + RUN - 1) for start in starts]
    return {words[start : end if end > 0 else None] for start, end in zip(starts, ends, strict=True)}


class Report:
    """A report while it is written: its day, what it may tell of, and the frames it has used already."""

    def __init__(self, rng: random.Random, published: date, happened: Iterable[Incident], printed: set[str]) -> None:
        """`printed` are the runs of words that stand in other reports; those of this one are added."""
        self.published = published
        self.title = ""
        self.paragraphs: list[str] = []
        self._rng, self._printed = rng, printed
        self._known = [i for i in happened if 0 <= (published - i.day).days <= BACK]
        self._used: set[str] = set()

    def write(self) -> None:
        """A title, and paragraphs until there are enough of them and of characters."""
        incident = self._rng.choice(self._known)
        self.title = self._drawn(FRAMES["titles"], incident)[1]
        wanted = self._rng.randint(SHORTEST + 100, LONGEST - 700)
        self._add([self._sentence(FRAMES["leads"], incident), *self._event(incident, 1), *self._plain(incident, 1)])
        while len(self.paragraphs) < PARAGRAPHS[0] or self.length() < wanted:
            if self.length() > SHORTEST and len(self.paragraphs) == PARAGRAPHS[1]:
                break
            if len(self.paragraphs) in TOLLS:
                told = [
                    self._sentence(FRAMES["toll"], incident, "reactions") for _ in range(self._rng.choice((1, 2, 2)))
                ]
                self._add([*told, *self._plain(incident, 1)])
            self._add(self._paragraph(self._rng.choice(self._known)))

    def length(self) -> int:
        """The characters written so far."""
        return sum(len(paragraph) + 2 for paragraph in self.paragraphs)

    def _add(self, sentences: Sequence[str]) -> None:
        self.paragraphs.append(" ".join(sentences))

    def _paragraph(self, incident: Incident) -> list[str]:
        """Sentences of one thing: what somebody says, an event, somebody's life, or what goes on around."""
        match drawn(PARAGRAPH_WAYS, self._rng):
            case "plain":
                return self._plain(
                    incident, self._rng.choice((2, 3)), self._rng.choice(sorted(PLAIN.keys() - {"lives"}))
                )
            case "event":
                return [*self._event(incident, self._rng.choice((1, 2, 2))), *self._plain(incident, 1)]
            case "saying":
                said = [self._said(incident) for _ in range(self._rng.choice((1, 2, 2)))]
                return [*said, *self._plain(incident, self._rng.choice((0, 0, 1)), "reactions")]
            case "life":
                return [self._sentence(FRAMES["lives"], incident), self._said(incident)]
            case _:
                return [self._sentence(FRAMES["free"], incident), *self._plain(incident, 1, "economy")]

    def _plain(self, incident: Incident, count: int, theme: str = "") -> list[str]:
        """Sentences of a theme, or of that of the incident."""
        return [self._sentence(FRAMES["plain"], incident, theme) for _ in range(count)]

    def _said(self, incident: Incident) -> str:
        speaker = self._rng.choice((*PEOPLE, *BODIES))
        frames = SAYINGS["bodies" if speaker in BODIES else "people"]
        return self._sentence(frames, incident, speaker=speaker)

    def _event(self, incident: Incident, count: int) -> list[str]:
        return [self._sentence(EVENTS[incident.kind], incident) for _ in range(count)]

    def _sentence(self, frames: list[str], incident: Incident, theme: str = "", speaker: Speaker | None = None) -> str:
        """A sentence of a frame that is still unused, if there is one, and as far as possible in words of its own."""
        free = [frame for frame in frames if frame not in self._used] or frames
        for _ in range(TRIES):
            frame, words = self._drawn(free, incident, theme, speaker)
            if not runs(words) & self._printed:
                break
        if frames is not FRAMES["plain"] and speaker is None:
            self._used.add(frame)
        self._printed |= runs(words)
        return words

    def _drawn(
        self, frames: list[str], incident: Incident, theme: str = "", speaker: Speaker | None = None
    ) -> tuple[str, str]:
        """One of the frames, and a sentence of it."""
        slots = Slots(self._rng, self.published, incident)
        slots.theme = theme
        if speaker is not None:
            slots["s"] = slots.draw([speaker])
        frame = self._rng.choice(frames)
        return frame, slots.sentence(frame)


def made(count: int, seed: int) -> list[dict[str, str]]:
    """So many reports in order of days, as JSON Lines want them."""
    rng = random.Random(f"reports {seed} {count}")
    happened = incidents(seed)
    printed: set[str] = set()
    reports: list[Report] = []
    for number in range(count):
        reports.append(report := Report(rng, FIRST + timedelta(days=number * DAYS // count), happened, printed))
        report.write()
    _copy(reports, rng)
    return [_record(number, report, rng) for number, report in enumerate(reports)]


def _copy(reports: list[Report], rng: random.Random) -> None:
    """Has three reports in ten carry a paragraph of a report shortly before, some with small edits."""
    takers = rng.sample(range(1, len(reports)), round(COPIES * len(reports)))
    for taker in sorted(takers):
        giver, own = reports[max(0, taker - rng.randint(1, 20))], reports[taker].paragraphs
        given = [p for p in giver.paragraphs[1:] if 120 < len(p) < 300] or giver.paragraphs[1:]
        paragraph = rng.choice(given)
        own.insert(rng.randrange(1, len(own)), _edited(paragraph) if rng.random() < EDITED else paragraph)


def _edited(paragraph: str) -> str:
    """The paragraph with some words changed for those of the same meaning."""
    for old, new in TOLD["edits"]:
        paragraph = paragraph.replace(f" {old} ", f" {new} ")
    return paragraph


def _record(number: int, report: Report, rng: random.Random) -> dict[str, str]:
    credit = [f"Źródło: {rng.choice(TOLD['agencies'])}"] if rng.random() < CREDITED else []
    return {
        "id": f"raport-{number:04}",
        "title": report.title,
        "publisher": rng.choice(TOLD["publishers"]),
        "published": report.published.isoformat(),
        "text": "\n\n".join([*report.paragraphs, *credit]),
    }


def short_reports(count: int, seed: int) -> Iterator[dict[str, str]]:
    """So many reports of one or two paragraphs, cut from longer ones."""
    number = 0
    for own in range(seed, seed + count):
        for report in made(MAKING, own):
            paragraphs = report["text"].split("\n\n")
            while paragraphs:
                text = paragraphs.pop(0)
                while paragraphs and len(text) < SHORT:
                    text += "\n\n" + paragraphs.pop(0)
                yield {**report, "id": f"short-{number:06}", "text": text}
                number += 1
                if number == count:
                    return
