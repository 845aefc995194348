"""Events in the pack's corpora: invented sentences with the events that each must give, and nothing else.

Above a sentence stands a line for each of its events, in order of their triggers, or `nothing`:

COERCE/arrest | zatrzymała | actor=policja | recipient=działacze | modality=future
  -> Rano policja zatrzymała …

Who is not marked must not be said; a mode that is not marked may be any; without `modality` the event is actual.
Sentences behind `#` are open: not read so yet. They are measured apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from evaluation import event_scores, shown
from evaluation.event_scores import SEVERAL, Figures, Mistake
from evaluation.judging import Row
from kronika.annotating import Annotator
from kronika.errors import PackError
from kronika.extracting import Extractor
from kronika.languages.corpus import Example, load_corpus
from kronika.languages.files import read_text
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import Pack
from kronika.linking import link
from kronika.records import Article, Document, Reading, Zone

ROOM = "events"
CORPORA = ("corpus.txt", "phrases.txt")
"""Of a type: sentences chosen for what they try, and one for each entry that has none among these."""
SHARED = ("corpus.txt", "nothing.txt")
"""Corpora of no single type."""
PARTS = ("actor", "recipient", "modality")
MARKED = re.compile(r"[A-Z]+(/[a-z-]+)? \| \S")
OPEN = re.compile(r"#\s*(?:open\b(?:\s*\([^)]*\))?:?\s*)?")
"""What stands before a line of an open sentence, with the reason where one is given."""


class Checked(NamedTuple):
    """A sentence with its events as rows of the truth and of the export."""

    place: str
    open: bool
    truth: list[Row]
    said: list[Row]

    @property
    def mistakes(self) -> list[Mistake]:
        return list(event_scores.wrong(self.truth, self.said))


class Unread(NamedTuple):
    """A sentence whose marks cannot be read, and why."""

    place: str
    open: bool
    why: str


class Sentences:
    """What the pack's rooms say of single sentences, each read as the body of a report and linked alone."""

    def __init__(self, pack: Pack, knowledge: Knowledge) -> None:
        self._code, self._knowledge = pack.code, knowledge
        self._annotator, self._extractor = Annotator(pack), Extractor(pack)

    def events(self, place: str, text: str) -> list[Row]:
        """The events of a sentence as rows of the export."""
        article = Article(source=place, name=place, text=text, sha256="", encoding="utf-8")
        zones = [Zone(start=m.start(), end=m.end(), kind="body") for m in re.finditer(r"[^\n]+", text)]
        annotated = self._annotator.annotate(Document(article=article, language=self._code, zones=zones))
        reading = Reading(article=article, findings=self._extractor.extract(annotated))
        return [structs.asdict(row) for row in link([reading], self._knowledge).events]


def files(pack: Pack) -> list[Path]:
    """The corpora of the pack, those of the types first."""
    room = pack.folder / ROOM
    own = sorted(file for name in CORPORA for file in room.glob(f"*/{name}"))
    return [*own, *(room / name for name in SHARED if (room / name).exists())]


def examples(file: Path) -> Iterator[tuple[Example, bool]]:
    """The sentences of a corpus, then its open ones, with whether they are open. Raises PackError for a sentence
    without a line above it."""
    for found, is_open in ((load_corpus(file), False), (_open(file), True)):
        yield from ((one._replace(place=f"{file.parent.name}/{one.place}"), is_open) for one in found)


def _open(file: Path) -> Iterator[Example]:
    """The sentences that stand behind `#`, with the lines of marks directly above them."""
    values: list[str] = []
    closed = True
    for number, raw in enumerate(read_text(file).splitlines(), 1):
        line = raw[matched.end() :].strip() if (matched := OPEN.match(raw)) else ""
        if line.startswith("-> "):
            if values:
                yield Example(() if values == ["nothing"] else tuple(values), line[3:], f"{file.name}:{number}")
            closed = True
        elif line == "nothing" or MARKED.match(line):
            values, closed = [*([] if closed else values), line], False
        else:
            values = []


def truth(example: Example) -> list[Row]:
    """The marked events of a sentence as rows of the truth. Raises PackError for a line that cannot be read or a
    trigger that does not stand in the sentence."""
    rows: list[Row] = []
    at = 0
    for line in example.values:
        kind, trigger, *parts = line.split(" | ") if MARKED.match(line) else (line, "")
        told = dict(part.split("=", 1) for part in parts if "=" in part)
        if not trigger or len(told) < len(parts) or not told.keys() <= set(PARTS):
            raise PackError(example.place, f"{line!r} is no mark", f"Write `TYPE/mode | trigger | {PARTS[0]}=name`")
        start = _start(example, trigger, at)
        at = start + len(trigger)
        rows.append(_row(example.place, (start, trigger), kind, told))
    return rows


def _start(example: Example, trigger: str, at: int) -> int:
    """Where a trigger stands as whole words: first behind the one before it, else anywhere."""
    words = re.compile(rf"(?<!\w){re.escape(trigger)}(?!\w)")
    found = words.search(example.phrase, at) or words.search(example.phrase)
    if not found:
        raise PackError(example.place, f"{trigger!r} is not in the sentence", "Write it as it stands there")
    return found.start()


def _row(place: str, words: tuple[int, str], kind: str, told: dict[str, str]) -> Row:
    start, trigger = words
    event_type, _, mode = kind.partition("/")
    people = {role: told[role].split(SEVERAL) if told.get(role) else [] for role in ("actor", "recipient")}
    at = {"article": place, "start": start, "end": start + len(trigger), "text": trigger}
    modality = told.get("modality", "actual")
    return {**at, "event_type": event_type, "mode": mode or None, **people, "modality": modality}


def checked(pack: Pack, knowledge: Knowledge, paths: Iterable[Path]) -> tuple[list[Checked], list[Unread]]:
    """All sentences of corpora as they are read, and those whose marks cannot be."""
    found: list[Checked] = []
    unread: list[Unread] = []
    known = [example for file in paths for example in examples(file)]
    sentences = Sentences(pack, knowledge) if known else None
    for example, is_open in shown(known, "Reading the corpora", len(known)):
        try:
            wanted = truth(example)
        except PackError as error:
            unread.append(Unread(example.place, is_open, str(error)))
            continue
        said = sentences.events(example.place, example.phrase) if sentences else []
        found.append(Checked(example.place, is_open, wanted, said))
    return found, unread


def figures(found: Iterable[Checked], unread: Iterable[Unread]) -> Figures:
    """`share` of the sentences that pass: those that give what is marked and nothing else; an unreadable one does not.

    `nothing` is that of the sentences without events, `open` how many are open, and `open_share` how many of these
    pass. The others are those of `event_scores`, over all sentences that are not open.
    """
    known, bad = list(found), [one for one in unread if not one.open]
    done, waiting = [one for one in known if not one.open], [one for one in known if one.open]
    truth, said = [row for one in done for row in one.truth], [row for one in done for row in one.said]
    return {
        "share": _share(done, len(bad)),
        "sentences": len(done) + len(bad),
        "unreadable": len(bad),
        "nothing": _share([one for one in done if not one.truth]),
        "open": len(waiting),
        "open_share": _share(waiting),
        **event_scores.figures(truth, said),
    }


def _share(sentences: list[Checked], failed: int = 0) -> float:
    number = len(sentences) + failed
    return sum(not one.mistakes for one in sentences) / number if number else 0.0


def mistakes(found: Iterable[Checked], unread: Iterable[Unread]) -> list[Mistake]:
    """What is wrong in the sentences that are not open, and those that cannot be read."""
    told = [mistake for one in found if not one.open for mistake in one.mistakes]
    return [*told, *(("unreadable", one.place, "", one.why, "", "", "") for one in unread)]
