"""The parts of linking as jobs: each takes what it is given and what lies in the folder of the run, and gives bytes.

Whatever does the jobs, the bytes are the same. Readings come as the store has them, so that no worker opens it.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from kronika.languages.entities import entries_of
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import load_packs
from kronika.linking import Linking, days, ties
from kronika.linking.across import Cluster
from kronika.linking.copying import Press, comparison_of, press_of, prose, rows_of
from kronika.linking.entities import Part, named_in
from kronika.linking.joining import Joined, alike, compared, keys
from kronika.linking.obeying import by_source, obeyed
from kronika.linking.parties import Named, World, merged
from kronika.linking.profiles import Held, profile
from kronika.linking.report import Report
from kronika.linking.rulings import ENTITIES, STORIES, Index, about, indexed, paired
from kronika.linking.shingles import Vocabulary, hashes_of, sampled
from kronika.linking.stories import THRESHOLD, Rarities, Story, likeness_of_known, rarities, tied
from kronika.pipeline import tell
from kronika.records import Chronicle, Dictionary, Linked, Reading, ReuseRow, Ruling, Searchable, StoryRow
from kronika.running.scratch import line, loaded, records
from kronika.searching.documents import searchable
from kronika.store import Encoded, Kept, kept

PRESS, WORLD, DICTIONARIES, RULINGS = "press", "world", "dictionaries", "rulings"
WORDS = ("names", "terms")


class Told(NamedTuple):
    """An article as the store has it, and the name shown."""

    name: str
    encoded: Encoded

    def report(self, rulings: Rulings) -> Report:
        """The report, as people ruled on it."""
        return _report(self.name, self.encoded.reading, rulings)


def _report(name: str, reading: Reading, rulings: Rulings) -> Report:
    return obeyed(Report(name, reading, days.published(reading.article.metadata)), rulings.of)


class Sketch(Struct, frozen=True):
    """What articles bring to the comparison with all others, in their order: the names they are read under, 5-grams and
    words with how many each has, days. Arrays are bytes."""

    names: list[str]
    press: Press
    grams: bytes
    gram_sizes: bytes
    words: dict[str, tuple[bytes, bytes, bytes]]
    first: bytes
    last: bytes


class Grouped(Struct, frozen=True):
    """A story of a part: the numbers of its articles, their rows, what it names."""

    members: list[int]
    rows: list[StoryRow]
    part: Part


class Shared(Struct, frozen=True):
    """What two articles share, by their numbers, and how surely they are of one story."""

    first: int
    second: int
    score: float
    rows: list[ReuseRow]


class Clustered(Struct, frozen=True):
    """What has one label: a number, the numbers of all that it is made of, itself, the keys it is compared under."""

    number: int
    members: list[int]
    named: Named
    keys: list[str]


def array(contents: bytes, kind: Any) -> NDArray[Any]:
    """An array of bytes."""
    return np.frombuffer(contents, dtype=kind)


@lru_cache(maxsize=1)
def _knowledge(contents: bytes) -> Knowledge:
    found = msgspec.json.decode(contents, type=list[Dictionary])
    return Knowledge(list(load_packs().values()), [entry for one in found for entry in entries_of(one)])


def knowledge(folder: Path) -> Knowledge:
    """What is known of names and words, with the dictionaries that people gave."""
    return _knowledge((folder / DICTIONARIES).read_bytes())


class Rulings(NamedTuple):
    """What people ruled: everything, what is of single records by the source of their report, and all by sources."""

    every: list[Ruling]
    of: dict[str, list[Ruling]]
    by_report: Index


@lru_cache(maxsize=1)
def _rulings(contents: bytes) -> Rulings:
    every = msgspec.json.decode(contents, type=list[Ruling])
    return Rulings(every, by_source(every), indexed(every))


def rulings(folder: Path) -> Rulings:
    """What people ruled."""
    return _rulings((folder / RULINGS).read_bytes())


@lru_cache(maxsize=1)
def _read(path: Path) -> bytes:
    return path.read_bytes()


def press(folder: Path) -> Press:
    """What all reports tell of who publishes."""
    return msgspec.json.decode(_read(folder / PRESS), type=Press)


def rarity(folder: Path) -> Rarities:
    """How rare words are among all reports."""
    names, terms = (
        Held(loaded(folder, f"{what}-words"), loaded(folder, f"{what}-counts"), len(loaded(folder, "order")))
        for what in WORDS
    )
    return rarities(names, terms, knowledge(folder))


# ------------------------------------------------------------------------- jobs


def sketch(folder: Path, given: list[Encoded]) -> bytes:
    """The sketch of some articles."""
    ruled = rulings(folder)
    reports = [_report(reading.article.name, reading, ruled) for reading in (one.reading for one in given)]
    profiles = [profile(report) for report in reports]
    vocabulary = Vocabulary()
    texts = [hashes_of(r.article.text, prose(r), number, vocabulary) for number, r in enumerate(reports)]
    found, known = sampled(texts), ties.days_of(profiles)
    words = {what: ties.words_of(profiles, what) for what in WORDS}
    return msgspec.msgpack.encode(
        Sketch(
            names=[report.name for report in reports],
            press=press_of(reports),
            grams=found.grams.tobytes(),
            gram_sizes=np.bincount(found.holders, minlength=len(reports)).astype(np.int64).tobytes(),
            words={what: (w.hashes.tobytes(), w.counts.tobytes(), w.sizes.tobytes()) for what, w in words.items()},
            first=known.first.tobytes(),
            last=known.last.tobytes(),
        )
    )


class Pairs(NamedTuple):
    """Articles by their numbers, and the pairs of them that may share passages."""

    told: dict[int, Told]
    pairs: list[tuple[int, int]]


def align(folder: Path, given: Pairs) -> bytes:
    """What each pair shares; a line a pair that shares anything."""
    numbers = sorted(given.told)
    ruled = rulings(folder)
    reports = [given.told[number].report(ruled) for number in numbers]
    at = {number: place for place, number in enumerate(numbers)}
    comparison, known, everybody = comparison_of(reports), rarity(folder), press(folder)
    found = []
    for first, second in given.pairs:
        runs = list(comparison.pair(at[first], at[second]))
        if runs:
            rows = rows_of(reports, runs, everybody)
            pair = [reports[at[first]], reports[at[second]]]
            (score,) = likeness_of_known(pair, rows, known).scored().values()
            found.append(line(Shared(first, second, score, rows)))
    return b"".join(found)


class Stretch(NamedTuple):
    """Articles that stand together in the order of days: the place of the first, and for each kind of words their
    hashes, weights and how many each article has."""

    start: int
    words: dict[str, tuple[bytes, bytes, bytes]]


def tie(folder: Path, given: Stretch) -> bytes:
    """The ties of some articles with those before them, as three arrays one behind the other."""
    known = ties.Days(loaded(folder, "first"), loaded(folder, "last"))
    postings = [ties.Postings(*(loaded(folder, f"{what}-{part}") for part in ties.Postings._fields)) for what in WORDS]
    own = [_weighed(*given.words[what]) for what in WORDS]
    found = ties.tied(ties.Meeting(postings[0], postings[1], known, given.start, own[0], own[1]), THRESHOLD)
    order = loaded(folder, "order")
    pairs = order[found.first].astype(np.int32), order[found.second].astype(np.int32)
    return b"".join((*(numbers.tobytes() for numbers in pairs), found.scores.astype(np.float32).tobytes()))


def _weighed(hashes: bytes, weights: bytes, sizes: bytes) -> tuple[ties.Words, NDArray[np.float64]]:
    values = array(weights, np.float64)
    return ties.Words(array(hashes, np.uint64), values, array(sizes, np.int64)), values


class Hanging(NamedTuple):
    """Articles that hang together, by their numbers, and what pairs of them share, as lines."""

    told: dict[int, Told]
    shared: bytes


def group(folder: Path, given: list[Hanging]) -> bytes:
    """The stories of articles that hang together, with what each names; a line a story."""
    known, knows, ruled = rarity(folder), knowledge(folder), rulings(folder)
    apart = paired(ruled.every, STORIES)
    found = []
    for one in given:
        number = {told.name: number for number, told in one.told.items()}
        rows = [row for shared in records(one.shared, Shared) for row in shared.rows]
        for story in tied([told.report(ruled) for told in one.told.values()], rows, known, apart):
            members = [number[report.name] for report in story.reports]
            found.append(
                line(
                    Grouped(members, story.rows, named_in(story.reports, knows, about(ruled.by_report, story.reports)))
                )
            )
    return b"".join(found)


class Labelled(NamedTuple):
    """What is named, by its numbers; the number of the part, and of how many."""

    contents: bytes
    part: int
    parts: int


class Numbered(Struct, frozen=True):
    """What is named, by its number."""

    number: int
    named: Named


def cluster(folder: Path, given: Labelled) -> bytes:
    """What has one label, together; a line a cluster."""
    knows = knowledge(folder)
    found = sorted(records(given.contents, Numbered), key=lambda one: one.number)
    lines = []
    for place, own in enumerate(alike([one.named for one in found], paired(rulings(folder).every, ENTITIES).apart)):
        named = merged(found[i].named for i in own)
        members = [found[i].number for i in own]
        number = place * given.parts + given.part
        lines.append(line(Clustered(number, members, named, sorted(keys(Cluster(named, knows))))))
    return b"".join(lines)


class Keyed(Struct, frozen=True):
    """A cluster under one of its keys."""

    key: str
    number: int
    named: Named


def compare(folder: Path, given: bytes) -> bytes:
    """The pairs of clusters under each key that are one, or never; a line a pair."""
    knows = knowledge(folder)
    by_key: dict[str, dict[int, Named]] = defaultdict(dict)
    for one in records(given, Keyed):
        by_key[one.key][one.number] = one.named
    several = ((key, dict(sorted(own.items()))) for key, own in sorted(by_key.items()) if len(own) > 1)
    return b"".join(line(pair) for key, own in several for pair in compared(key, own, knows))


class Task(NamedTuple):
    """A story to be linked: its id, its articles, their rows, what pairs of them share, as lines, and whom it names."""

    story: str
    told: list[Told]
    rows: list[StoryRow]
    shared: bytes
    joined: bytes


def write(folder: Path, given: list[Task]) -> bytes:
    """The rows of stories, with their chronicles."""
    knows, everybody, world, ruled = knowledge(folder), press(folder), _world(folder), rulings(folder)
    found: list[Kept] = []
    documents, forms = list[Searchable](), set[tuple[str, str]]()
    for one in given:
        reports = [told.report(ruled)._replace(story=one.story) for told in one.told]
        shared = [row for pair in records(one.shared, Shared) for row in pair.rows]
        who = msgspec.structs.replace(msgspec.json.decode(one.joined, type=Joined), world=world)
        story = tell(Linking(Story(reports, one.rows), shared, who, everybody), knows, about(ruled.by_report, reports))
        found += _kept(story.linked, ("reuse", "entities"))
        found += _kept(story.chronicle)
        documents += searchable(story.linked, {report.name: report.reading for report in reports}, forms)
    return msgspec.msgpack.encode(Written(found, documents, sorted(forms)))


class Written(NamedTuple):
    """The rows of stories, what is searched of them, and their words with the lemmas of these."""

    rows: Any
    documents: Any
    forms: Any


@lru_cache(maxsize=1)
def _world_of(path: Path) -> World:
    return msgspec.json.decode(path.read_bytes(), type=World)


def _world(folder: Path) -> World:
    return _world_of(folder / WORLD)


def _kept(tables: Linked | Chronicle, without: tuple[str, ...] = ()) -> list[Kept]:
    """The rows of tables as the store has them."""
    names = (name for name in tables.__struct_fields__ if name not in without)
    return [row for name in names for row in kept(name, getattr(tables, name))]
