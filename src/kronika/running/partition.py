"""Links a store a part at a time: what no machine could hold at once lies in a folder beside the store meanwhile.

The steps are those of linking in memory, and so are the rows. Each phase has its parts made by whatever works; between
two phases this process puts together what they have found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import msgspec
import numpy as np
from msgspec import structs

from kronika.correcting import Placement, Rows, standings
from kronika.evidence import digest
from kronika.linking import stories as telling_apart
from kronika.linking import ties
from kronika.linking.across import THRESHOLD
from kronika.linking.bearing import Offices, entity
from kronika.linking.clustering import connected
from kronika.linking.joining import Scored, label, united, whole, world_of
from kronika.linking.parties import Named, Whole, World
from kronika.linking.rulings import ENTITIES, STORIES, paired
from kronika.linking.stories import with_copies
from kronika.pipeline import fault_rows
from kronika.records import Searchable, Standing, StoryRow
from kronika.running import phases
from kronika.running.executors import MakeExecutor
from kronika.running.phases import (
    DICTIONARIES,
    RULINGS,
    WORLD,
    Clustered,
    Grouped,
    Hanging,
    Keyed,
    Labelled,
    Numbered,
    Pairs,
    Shared,
    Sketch,
    Told,
    array,
)
from kronika.running.scratch import Scratch, line, records
from kronika.running.survey import Surveyor, parts_of
from kronika.store import Kept, Lookup, Member, Rewritten, Shelf, Store, kept

Progress = Callable[[str, int], None]
BLOCK = 1000
"""Articles of one sketch."""
PAIRS = 500
"""Pairs that are aligned in one job."""
BATCH = 100
"""Articles of one job of stories; one story that has more is a job by itself."""
SHELF = "wholes"


class Placed(NamedTuple):
    """A story by its number: where what it names begins, how much that is, the numbers of its articles, its rows."""

    number: int
    start: int
    many: int
    members: list[int]
    rows: list[StoryRow]


class Aside(NamedTuple):
    """What a pair shares, as JSON, and the number of what it belongs to."""

    number: int
    shared: msgspec.Raw


class Partition:
    """One run of linking over a store."""

    def __init__(self, store: Store, placed: Placement, state: str, make: MakeExecutor, progress: Progress) -> None:
        """`state` names what is linked, as people ruled on it."""
        self._many = 1
        self._store, self._state, self._make, self._progress = store, state, make, progress
        self._placed, self._rulings = placed, placed.rulings
        self._scratch = Scratch(store.path, digest(state, store.identity))
        self._counts: dict[str, int] = {}

    def link(self) -> None:
        """Links all that the store has, and keeps the rows."""
        self._scratch.write(DICTIONARIES, msgspec.json.encode(self._store.dictionaries()))
        self._scratch.write(RULINGS, msgspec.json.encode(self._rulings))
        current = list(self._store.current())
        blocks = [current[at : at + BLOCK] for at in range(0, len(current), BLOCK)]
        self._phase("sketch", phases.sketch, (partial(self._encoded, block) for block in blocks))
        self._many = parts_of(len(current))
        surveyor = Surveyor(self._scratch, self._sketches, current)
        self._survey = surveyor.survey()
        self._align(surveyor.pairs())
        surveyor.post()
        self._phase("tie", phases.tie, surveyor.stretches())
        self._group()
        self._join()
        self._write()
        found = Rewritten(self._rows(), self._members(), self._documents(), self._forms())
        self._store.put_linked(found, self._state, self._standings)
        self._shelf.close()

    # ------------------------------------------------------------------ phases

    def _phase(self, name: str, work: Callable[[Any, Any], bytes], jobs: Iterable[Callable[[], Any]]) -> None:
        self._counts[name] = self._scratch.phase(name, work, jobs, self._make, self._progress)

    def _parts(self, name: str) -> Iterator[bytes]:
        return self._scratch.parts(name, self._counts[name])

    def _encoded(self, block: Sequence[tuple[int, str]]) -> list[Any]:
        return self._store.encoded([version for version, _ in block])

    def _sketches(self) -> Iterator[Sketch]:
        return (msgspec.msgpack.decode(part, type=Sketch) for part in self._parts("sketch"))

    def _told(self, numbers: Sequence[int]) -> dict[int, Told]:
        found = self._store.encoded(self._survey.versions[list(numbers)].tolist())
        return {n: Told(self._survey.names[n], one) for n, one in zip(numbers, found, strict=True)}

    def _align(self, pairs: Sequence[tuple[int, int]]) -> None:
        def job(some: Sequence[tuple[int, int]]) -> Pairs:
            return Pairs(self._told(sorted({number for pair in some for number in pair})), list(some))

        batches = (pairs[at : at + PAIRS] for at in range(0, len(pairs), PAIRS))
        self._phase("align", phases.align, (partial(job, some) for some in batches))

    def _shared(self) -> Iterator[Shared]:
        """What every pair of articles shares that shares anything."""
        return (shared for part in self._parts("align") for shared in records(part, Shared))

    def _part_of(self, name: str) -> int:
        """The part to which a name is dealt."""
        return int(digest(name), 16) % self._many

    # ----------------------------------------------------------------- stories

    def _group(self) -> None:
        """Has the stories told apart among the articles that hang together."""
        hanging = _batched(self._hanging(), len)
        home = {n: (batch, at) for batch, parts in enumerate(hanging) for at, own in enumerate(parts) for n in own}
        dealt = self._scratch.dealt("hanging")
        for shared in self._shared():
            if home[shared.first] == home[shared.second]:
                dealt.add(home[shared.first][0], line((home[shared.first][1], shared)))
        dealt.flush()

        def job(batch: int) -> list[Hanging]:
            lines = _lines(dealt.read(batch))
            return [Hanging(self._told(own), lines[at]) for at, own in enumerate(hanging[batch])]

        self._phase("group", phases.group, (partial(job, batch) for batch in range(len(hanging))))

    def _hanging(self) -> list[list[int]]:
        """The articles that hang together by ties, in order."""
        count = len(self._survey.names)
        copied = {(shared.first, shared.second): shared.score for shared in self._shared()}
        found = ties.together([self._ties(part) for part in self._parts("tie")])
        number = {source: n for n, source in enumerate(self._survey.sources)} if self._rulings else {}
        merged = [
            (number[one], number[other])
            for (one, _), (other, _) in sorted(paired(self._rulings, STORIES).together)
            if one in number and other in number
        ]
        surest = ties.surest(with_copies(found, copied, count))
        return connected(count, [*merged, *surest], telling_apart.LARGEST)

    def _ties(self, part: bytes) -> ties.Ties:
        many = len(part) // 12
        first, second, scores = part[: 4 * many], part[4 * many : 8 * many], part[8 * many :]
        return ties.Ties(array(first, np.int32), array(second, np.int32), array(scores, np.float32))

    def _grouped(self) -> Iterator[Grouped]:
        return (story for part in self._parts("group") for story in records(part, Grouped))

    # ------------------------------------------------------------- who is who

    def _join(self) -> None:
        """Says who is one over all stories, and what offices each has."""
        dealt = self._scratch.dealt("named")
        count = 0
        for story in self._grouped():
            for named in story.part.named:
                dealt.add(self._part_of("\0".join(label(named))), line(Numbered(count, named)))
                count += 1
        dealt.flush()
        labelled = (
            partial(lambda part: Labelled(dealt.read(part), part, self._many), part) for part in range(self._many)
        )
        self._phase("cluster", phases.cluster, labelled)
        self._compare()
        self._wholes(count)

    def _clusters(self) -> Iterator[Clustered]:
        return (found for part in self._parts("cluster") for found in records(part, Clustered))

    def _compare(self) -> None:
        dealt = self._scratch.dealt("keyed")
        for found in self._clusters():
            for key in found.keys:
                dealt.add(self._part_of(key), line(Keyed(key, found.number, found.named)))
        dealt.flush()
        self._phase("compare", phases.compare, (partial(dealt.read, part) for part in range(self._many)))

    def _wholes(self, count: int) -> None:
        """Puts what is one together, and on a shelf what each of `count` that are named is."""
        knows = phases.knowledge(self._scratch.folder)
        ruled = paired(self._rulings, ENTITIES)
        joining = {number for pair in self._scored() if pair.points >= THRESHOLD for number in (pair.one, pair.other)}
        joining |= {found.number for found in self._clusters() if found.named.ruled} if self._rulings else set()
        clusters = {found.number: found.named for found in self._clusters() if found.number in joining}
        own = [pair for pair in self._scored() if pair.one in joining and pair.other in joining]
        union = united(own, clusters, *ruled)

        def named_by(found: Clustered) -> Named | None:
            """All that a cluster has become the home of."""
            if found.number not in joining:
                return found.named
            return union.named(found.number) if union.home(found.number) == found.number else None

        countries = {named.country for found in self._clusters() if (named := named_by(found)) and named.country}
        self._homes, self._why = np.zeros(count, dtype=np.int64), union.why
        self._cluster_of = np.zeros(count, dtype=np.int64)
        self._shelf = Shelf(self._scratch.folder / SHELF)

        def wholes() -> Iterator[tuple[int, bytes]]:
            for found in self._clusters():
                home = union.home(found.number) if found.number in joining else found.number
                self._homes[found.members], self._cluster_of[found.members] = home, found.number
                if (named := named_by(found)) is not None:
                    yield home, msgspec.json.encode(whole(named, countries, knows))

        self._shelf.put(wholes())
        self._offices()

    def _scored(self) -> Iterator[Scored]:
        return (pair for part in self._parts("compare") for pair in records(part, Scored))

    def _offices(self) -> None:
        """Adds the offices to the wholes, and writes what all stories must know."""
        knows = phases.knowledge(self._scratch.folder)
        offices, start = Offices(knows), 0
        for story in self._grouped():
            if story.part.bearings:
                offices.take(story.part.bearings, self._of(start, len(story.part.named)))
            start += len(story.part.named)
        world: list[Whole] = []
        changed: list[tuple[int, bytes]] = []
        for number, body in self._shelf.all():
            one = _whole(body)
            roles = offices.of(one)
            if roles:
                one = structs.replace(one, roles=roles)
                changed.append((number, msgspec.json.encode(one)))
            found = world_of([one], knows)
            world += [*found.countries.values(), *found.holders]
        self._shelf.put(changed)
        self._scratch.write(WORLD, msgspec.json.encode(world_of(world, knows)))

    def _of(self, start: int, many: int) -> list[Whole]:
        """The wholes of what a story names, which is numbered from `start`."""
        return [_whole(body) for body in self._shelf.get(self._homes[start : start + many].tolist())]

    # -------------------------------------------------------------------- rows

    def _write(self) -> None:
        """Has the stories linked and told."""
        sizes = [len(story.members) for story in self._grouped()]
        batches = _batched(list(range(len(sizes))), lambda number: sizes[number])
        batch_of = {number: batch for batch, own in enumerate(batches) for number in own}
        home = np.zeros(len(self._survey.names), dtype=np.int64)
        stories, shared_in = self._scratch.dealt("stories"), self._scratch.dealt("shared")
        start = 0
        for number, story in enumerate(self._grouped()):
            home[story.members] = number
            many = len(story.part.named)
            stories.add(batch_of[number], line(Placed(number, start, many, story.members, story.rows)))
            start += many
        for shared in self._shared():
            if home[shared.first] == home[shared.second]:
                number = int(home[shared.first])
                shared_in.add(batch_of[number], line((number, shared)))
        stories.flush()
        shared_in.flush()
        jobs = (partial(self._stories, stories.read, shared_in.read, batch) for batch in range(len(batches)))
        self._phase("write", phases.write, jobs)

    def _stories(
        self, stories: Callable[[int], bytes], shared_in: Callable[[int], bytes], batch: int
    ) -> list[phases.Task]:
        lines = _lines(shared_in(batch))
        return [
            phases.Task(
                rows[0].story,
                list(self._told(members).values()),
                rows,
                lines[number],
                self._joined(start, many),
            )
            for number, start, many, members, rows in records(stories(batch), Placed)
        ]

    def _joined(self, start: int, many: int) -> bytes:
        """Who is who among what a story names, as JSON; the world comes from its own file."""
        why = [self._why.get(number) for number in self._cluster_of[start : start + many].tolist()]
        bodies = [msgspec.Raw(body) for body in self._shelf.get(self._homes[start : start + many].tolist())]
        return msgspec.json.encode({"wholes": bodies, "why": why, "world": World()})

    def _rows(self) -> Iterator[Kept]:
        """All rows, as the store keeps them."""
        knows = phases.knowledge(self._scratch.folder)
        for part in self._parts("write"):
            yield from msgspec.msgpack.decode(part, type=tuple[list[Kept], msgspec.Raw, msgspec.Raw])[0]
        yield from kept("reuse", (row for shared in self._shared() for row in shared.rows))
        yield from kept("entities", (entity(_whole(body), knows) for _, body in self._shelf.all()))
        shown = dict(zip(self._survey.sources, self._survey.names, strict=True))
        yield from kept("faults", fault_rows(self._store.faults(), shown))

    def _documents(self) -> Iterator[Searchable]:
        """What is searched."""
        for part in self._parts("write"):
            yield from msgspec.msgpack.decode(part, type=tuple[msgspec.Raw, list[Searchable], msgspec.Raw])[1]

    def _forms(self) -> Iterator[tuple[str, str]]:
        """All words, each with a lemma that it has."""
        for part in self._parts("write"):
            yield from msgspec.msgpack.decode(part, type=tuple[msgspec.Raw, msgspec.Raw, list[tuple[str, str]]])[2]

    def _standings(self, lookup: Lookup) -> list[Standing]:
        """What became of the corrections."""
        names = dict(zip(self._survey.sources, self._survey.names, strict=True))
        return standings(self._placed, Rows(names, lookup.rows_of))

    def _members(self) -> Iterator[Member]:
        """Each article as it was linked."""
        found = self._survey
        for story in self._grouped():
            for n in story.members:
                yield Member(found.sources[n], int(found.versions[n]), found.names[n], story.rows[0].story)


def _lines(contents: bytes) -> dict[int, bytes]:
    """What pairs share, as lines, by the number of what they belong to."""
    found: dict[int, list[bytes]] = defaultdict(list)
    for number, shared in records(contents, Aside):
        found[number] += [bytes(shared), b"\n"]
    return defaultdict(bytes, {number: b"".join(lines) for number, lines in found.items()})


def _whole(body: bytes) -> Whole:
    return msgspec.json.decode(body, type=Whole)


def _batched(found: Sequence[Any], size: Callable[[Any], int]) -> list[list[Any]]:
    """In order, some together as long as they have no more than BATCH articles."""
    batches: list[list[Any]] = []
    room = 0
    for one in found:
        if size(one) > room or not batches:
            batches.append([])
            room = BATCH
        batches[-1].append(one)
        room -= size(one)
    return batches
