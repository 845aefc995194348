"""Invented articles with findings that no annotator made: `made(count, seed)`, for measuring linking at any size.

News come and go: on every day DENSITY articles appear, in stories of one to some tens of reports that last for days or
weeks, however many articles are asked for. A million are ten years of an archive. Names and words are made of
syllables, so that there are ever new ones; some of both are in every story. Each article has about 450 characters: who
said what, how many were killed and where, who did what to whom, and plain sentences; every fifth carries a paragraph of
another report of its story, and some paragraphs stand in many reports as standing text does.

The findings are as Kronika would read them from words of this kind: names with their bases, an office, a statement, a
figure, an event, an expression of time, clauses and terms, each with its place.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any, NamedTuple

from kronika.records import (
    Article,
    Base,
    Calendar,
    ClauseFinding,
    EventFinding,
    FigureFinding,
    Findings,
    MentionFinding,
    Metadata,
    NameFinding,
    PartialDay,
    ParticipantFinding,
    Reading,
    RoleFinding,
    Sentence,
    StatementFinding,
    TimeFinding,
    Weekdays,
    Zone,
)

FIRST = date(2021, 1, 1)
DENSITY = 274
"""Articles a day: a million in ten years."""
STORIES = 150
"""Stories that are running at any time."""
LASTING = (1, 2, 3, 5, 8, 20)
"""Days that a story lasts."""
OUTLETS = 60
COPIES = 0.2
STANDING = 0.03
"""The share of articles that carry a paragraph which their outlet prints again and again."""
DATED = 0.95
"""The share of articles whose day the input says."""
COMMON_WORDS, COMMON_PLACES = 400, 60
"""Words and towns that any story may have."""
OWN_WORDS = 14
CONSONANTS = ("b", "d", "g", "k", "l", "m", "n", "p", "r", "s", "t", "w", "z", "sz", "cz")
SYLLABLES = tuple(consonant + vowel for consonant in CONSONANTS for vowel in "aeiou")
WEEKDAYS = ("w poniedziałek", "we wtorek", "w środę", "w czwartek", "w piątek", "w sobotę", "w niedzielę")
OFFICES = ("minister", "prezes", "dyrektor", "rzecznik", "gubernator")
DEEDS = (
    ("PROTEST", "demo", "protestował"), ("COERCE", "arrest", "aresztował"), ("ASSAULT", "explosives", "zaatakował"),
    ("CONSULT", "visit", "odwiedził"), ("REQUEST", None, "zażądał"),
)  # fmt: skip
"""Type, mode and verb of an event."""


class Person(NamedTuple):
    """A made-up person and the office that reports give."""

    name: str
    office: str


class Story(NamedTuple):
    """What the reports of a story have in common."""

    people: list[Person]
    towns: list[str]
    words: list[str]
    last: date
    paragraphs: list[str]


class Text:
    """A text while it is written, with what is found in it."""

    def __init__(self) -> None:
        self.text = ""
        self.found: dict[str, list[Any]] = {}
        self.terms: dict[str, list[int]] = {}

    def say(self, words: str) -> tuple[int, int]:
        """Writes words and gives back where they stand."""
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def find(self, table: str, finding: Any) -> None:
        """Notes a finding."""
        self.found.setdefault(table, []).append(finding)

    def name(self, name: str, kind: str) -> int:
        """Writes a name and notes its mention; gives back its start."""
        start, end = self.say(name)
        genders = ["Masc"] if kind == "PER" else []
        self.find("mentions", MentionFinding(
            start=start, end=end, kind=kind, label=kind, lemma=name, bases=[Base(name, 0.99)], genders=genders,
            nominative=True, rare=True,
        ))  # fmt: skip
        if kind == "PER" and " " in name:
            self.find("names", NameFinding(start=start, end=end, name=name, genders=genders))
        return start

    def sentence(self, start: int) -> None:
        """Ends a sentence that began at `start`."""
        self.say(".")
        self.find("sentences", Sentence(start, len(self.text), "full-stop"))
        self.find("clauses", ClauseFinding(start=start, end=len(self.text) - 1, tense="past"))
        self.say(" ")

    def paragraph(self) -> None:
        """Begins another paragraph."""
        self.text = self.text.rstrip() + "\n\n"


def word(rng: random.Random, syllables: int) -> str:
    """A made-up word."""
    return "".join(rng.choice(SYLLABLES) for _ in range(syllables))


def plain(text: Text, rng: random.Random, story: Story, common: list[str]) -> None:
    """A sentence of words alone."""
    start = len(text.text)
    words = [*rng.sample(story.words, 5), *rng.sample(common, 4)]
    rng.shuffle(words)
    for number, one in enumerate(words):
        at, _ = text.say((" " if number else "") + (one.capitalize() if not number else one))
        text.terms.setdefault(one, []).append(at + bool(number))
    text.sentence(start)


def saying(text: Text, rng: random.Random, story: Story, common: list[str]) -> None:
    """A sentence in which somebody says something."""
    start, person = len(text.text), rng.choice(story.people)
    office = text.say(person.office.capitalize())
    text.say(" ")
    at = text.name(person.name, "PER")
    text.find("roles", RoleFinding(
        start=office[0], end=office[1], kind="office", rule="name_behind", role=person.office, head=person.office,
        genders=["Masc"], bearer=at,
    ))  # fmt: skip
    end = len(text.text)
    text.say(" ")
    cue = text.say("powiedział")
    text.say(", że ")
    said = text.say(" ".join([*rng.sample(story.words, 4), *rng.sample(common, 3)]))
    text.find("statements", StatementFinding(
        start=said[0], end=said[1], direct=False, pattern="that-clause", speaker=person.name, cue="powiedział",
        stance="asserts", modality="fact", genders=["Masc"], number="Sing", speaker_start=at, speaker_end=end,
        cue_start=cue[0], cue_end=cue[1],
    ))  # fmt: skip
    text.sentence(start)


def toll(text: Text, rng: random.Random, story: Story, day: date) -> None:
    """A sentence with a number, a place and a weekday."""
    start = len(text.text)
    when = day - timedelta(days=rng.randint(0, 2))
    time = text.say(WEEKDAYS[when.weekday()].capitalize())
    value = Weekdays(first=when.weekday(), last=when.weekday())
    text.find(
        "times", TimeFinding(start=time[0], end=time[1], kind="DATE", pattern="weekday", value=value, tense="past")
    )
    text.say(" w ")
    place = text.name(rng.choice(story.towns), "LOC")
    text.say(" zginęło ")
    number = rng.randint(5, 40)
    figure = text.say(str(number))
    text.say(" osób")
    text.find("figures", FigureFinding(
        start=figure[0], end=figure[1], measure="killed", pattern="killed", noun="osoba", who="osoby", value=number,
        place=place, on=time[0],
    ))  # fmt: skip
    text.sentence(start)


def deed(text: Text, rng: random.Random, story: Story, day: date) -> None:
    """A sentence in which somebody does something on a day that its words name in full."""
    start, person = len(text.text), rng.choice(story.people)
    kind, mode, verb = rng.choice(DEEDS)
    at = text.name(person.name, "PER")
    end = len(text.text)
    text.say(" ")
    trigger = text.say(verb)
    text.say(" ")
    time = text.say(f"{day.day}.{day.month:02}.{day.year}")
    own = PartialDay(year=day.year, month=day.month, day=day.day)
    text.find("times", TimeFinding(
        start=time[0], end=time[1], kind="DATE", pattern="numeric", value=Calendar(first=own, last=own), tense="past",
    ))  # fmt: skip
    text.say(" w ")
    place = text.name(rng.choice(story.towns), "LOC")
    actor = ParticipantFinding(role="actor", slot="subject", start=at, end=end, at=at)
    text.find("events", EventFinding(
        start=trigger[0], end=trigger[1], event_type=kind, mode=mode, pattern=verb, form="active", told=True,
        head=trigger[0], verb=trigger[0], modality="actual", participants=[actor], on=time[0], place=place,
        themes=rng.sample(story.words, 2),
    ))  # fmt: skip
    text.sentence(start)


class World:
    """The stories that are running, and what all of them share."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.common = [word(self.rng, 3) for _ in range(COMMON_WORDS)]
        self.places = [word(self.rng, 3).capitalize() for _ in range(COMMON_PLACES)]
        self.standing = [" ".join(self.rng.sample(self.common, 20)).capitalize() + "." for _ in range(OUTLETS)]
        self.running = [self.story(FIRST) for _ in range(STORIES)]

    def story(self, day: date) -> Story:
        """A new story."""
        rng = self.rng
        names = (f"{word(rng, 2).capitalize()} {word(rng, 3).capitalize()}" for _ in range(3))
        return Story(
            people=[Person(name, rng.choice(OFFICES)) for name in names],
            towns=[word(rng, 4).capitalize(), rng.choice(self.places)],
            words=[word(rng, 4) for _ in range(OWN_WORDS)],
            last=day + timedelta(days=rng.choice(LASTING)),
            paragraphs=[],
        )

    def articles(self) -> Iterator[Reading]:
        """Articles in order of days, without end."""
        number = 0
        while True:
            day = FIRST + timedelta(days=number // DENSITY)
            at = self.rng.randrange(STORIES)
            if self.running[at].last < day:
                self.running[at] = self.story(day)
            yield self.article(number, self.running[at], day)
            number += 1

    def article(self, number: int, story: Story, day: date) -> Reading:
        """The article of that number."""
        rng, text, outlet = self.rng, Text(), self.rng.randrange(OUTLETS)
        saying(text, rng, story, self.common)
        toll(text, rng, story, day)
        text.paragraph()
        start = len(text.text)
        plain(text, rng, story, self.common)
        plain(text, rng, story, self.common)
        own = text.text[start:].rstrip()
        deed(text, rng, story, day)
        copied = story.paragraphs and rng.random() < COPIES
        if copied or rng.random() < STANDING:
            text.paragraph()
            begun, end = text.say(rng.choice(story.paragraphs) if copied else self.standing[outlet])
            text.find("sentences", Sentence(begun, end, "full-stop"))
        story.paragraphs[:] = [own, *story.paragraphs[:4]]
        return self.reading(number, text, outlet, day)

    def reading(self, number: int, text: Text, outlet: int, day: date) -> Reading:
        """The text as an article with its findings."""
        words = text.text.rstrip()
        id = f"made-{number:08}"
        published = day.isoformat() if self.rng.random() < DATED else None
        metadata = Metadata(publisher=f"Outlet {outlet}", published=published)
        sha256 = hashlib.sha256(words.encode()).hexdigest()
        zones = [Zone(start=0, end=len(words), kind="body")]
        findings = Findings(language="pl", zones=zones, terms=text.terms, **text.found)
        return Reading(
            article=Article(source=id, name=id, text=words, sha256=sha256, encoding="utf-8", metadata=metadata),
            findings=findings,
        )


def made(count: int, seed: int) -> Iterator[Reading]:
    """So many articles with their findings, one at a time, the same for a seed."""
    return islice(World(seed).articles(), count)
