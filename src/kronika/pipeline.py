"""The six steps in order: clean, annotate, extract for one article; link, chronicle for many.

Reading files comes before them, showing after; the store keeps what lies between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, structs

from kronika import reading
from kronika.errors import KronikaError
from kronika.evidence import digest
from kronika.keys import findings_key
from kronika.languages.entities import Entry
from kronika.languages.pack import Pack, load_packs, packs_with
from kronika.records import (
    AnnotatedZone,
    Article,
    Chronicle,
    Document,
    FaultRow,
    Findings,
    ImpossibleDay,
    Linked,
    Reading,
    Ruling,
    Trouble,
    Zone,
    in_order,
)

if TYPE_CHECKING:
    from kronika.annotating import Annotator
    from kronika.extracting import Extractor
    from kronika.languages.knowledge import Knowledge
    from kronika.linking import Linking

NOISE_SHOWN = 40
NOT_READ = "contents"
"""What a fault calls an article that is stored, but from which nothing is read."""


class Reader:
    """Reads single articles: clean, annotate, extract. Languages are loaded when they are first needed."""

    def __init__(self, models: Mapping[str, Path | None] | None = None) -> None:
        """`models` names folders of spaCy pipelines in place of parts of the packs' own, None for none."""
        self._packs = packs_with(models or {})
        self._loaded: dict[str, tuple[Annotator, Extractor]] = {}
        self.alphabets = [reading.Alphabet(p.letters, p.encodings) for p in self._packs.values()]
        self.key = findings_key(self._packs.values())

    def read(self, article: Article) -> tuple[Findings, list[Trouble]]:
        """What the words of one article say, and what of it was left out."""
        from kronika.cleaning import clean

        try:
            document = clean(article, self._packs)
            pack = self._packs.get(document.language or "")
            findings = self._extract(document, pack) if pack else _unread(document)
            _check(article, findings)
        except KronikaError:
            raise
        except Exception as error:
            why = f"reading it failed ({type(error).__name__}: {error})"
            trouble = _of(article, NOT_READ, why, "Report this as a defect of Kronika, with the text")
            return Findings(language=None, zones=[]), [trouble]
        return findings, [*_troubles(article, document, pack), *(_impossible(article, d) for d in findings.impossible)]

    def _extract(self, document: Document, pack: Pack) -> Findings:
        annotator, extractor = self._rooms(pack)
        return extractor.extract(annotator.annotate(document))

    def _rooms(self, pack: Pack) -> tuple[Annotator, Extractor]:
        if pack.code not in self._loaded:
            from kronika.annotating import Annotator
            from kronika.extracting import Extractor

            annotator = Annotator(pack)
            self._loaded[pack.code] = annotator, Extractor(pack)
        return self._loaded[pack.code]


class ParsedWord(NamedTuple):
    """A word of a sentence in its tree. `head` is the number, from 1, of the word it hangs on, None for the root."""

    start: int
    end: int
    text: str
    lemma: str
    relation: str
    head: int | None


def parse(article: Article, at: int) -> list[ParsedWord]:
    """The sentence at a place of an article as the pack's own model reads it; empty where there is no such model."""
    from kronika.annotating import Annotator
    from kronika.cleaning import clean

    packs = load_packs()
    document = clean(article, packs)
    pack = packs.get(document.language or "")
    if pack is None:
        return []
    zones = Annotator(pack).annotate(document).zones
    zone = next((z for z in zones if z.zone.start <= at < z.zone.end), None)
    if zone is None or not zone.doc.has_annotation("DEP"):
        return []
    sentence = zone.sentences[zone.sentence_after(at)]
    return _words(zone, sentence.start, sentence.end)


def _words(zone: AnnotatedZone, start: int, end: int) -> list[ParsedWord]:
    """The words of a zone from `start` to `end`."""
    own = [n for n, token in enumerate(zone.tokens) if start <= token.start < end]
    numbers = {n: number for number, n in enumerate(own, start=1)}
    found = []
    for n in own:
        word, token = zone.doc[n], zone.tokens[n]
        head = None if word.head.i == n else numbers.get(word.head.i)
        found.append(ParsedWord(token.start, token.end, token.text, word.lemma_, word.dep_, head))
    return found


def _check(article: Article, findings: Findings) -> None:
    """Raises ValueError for a finding that is no stretch of the article: nothing without evidence."""
    spans = [(f.start, f.end) for f in findings.zones] + [(f.start, f.end) for f in findings.sentences]
    spans += [(f.start, f.end) for f in findings.times] + [(f.start, f.end) for f in findings.figures]
    spans += [(f.start, f.end) for f in findings.statements] + [(f.start, f.end) for f in findings.names]
    spans += [(f.start, f.end) for f in findings.mentions] + [(f.start, f.end) for f in findings.credits]
    spans += [(f.start, f.end) for f in findings.accounts]
    for start, end in spans:
        if not 0 <= start < end <= len(article.text):
            raise ValueError(f"a finding at {start}:{end} is no stretch of the text")


def _unread(document: Document) -> Findings:
    return Findings(language=document.language, zones=document.zones)


def _of(article: Article, what: str, why: str, remedy: str, where: str | None = None) -> Trouble:
    return Trouble(source=article.source, name=article.name, what=what, why=why, remedy=remedy, where=where)


def _troubles(article: Article, document: Document, pack: Pack | None) -> list[Trouble]:
    troubles = [_noise(article, z) for z in document.zones if z.reason == "noise"]
    if pack is None:
        known = ", ".join(sorted(load_packs()))
        language = document.language or "unknown"
        why = f"its language is {language}, and Kronika reads {known}"
        remedy = "Leave it out, or state `language` in JSON Lines where the guess is wrong"
        troubles.append(_of(article, NOT_READ, why, remedy))
    return troubles


def _impossible(article: Article, day: ImpossibleDay) -> Trouble:
    where = f"characters {day.start}–{day.end}"
    why = f"{article.text[day.start : day.end]}: {day.why}"
    return _of(article, "day", why, day.remedy, where)


def _noise(article: Article, zone: Zone) -> Trouble:
    shown = article.text[zone.start : zone.start + NOISE_SHOWN]
    why = f"{zone.end - zone.start:,} marks without a word ({shown} …) are not read"
    where = f"characters {zone.start}–{zone.end}"
    return _of(article, "characters", why, "Remove them if they are a fault of copying", where)


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


def write(
    readings: Sequence[Reading],
    troubles: Sequence[Trouble],
    entries: Sequence[Entry] = (),
    rulings: Sequence[Ruling] = (),
) -> Written:
    """Links the readings and writes their chronicle.

    `entries` are the user's own dictionary of names, `rulings` what people ruled.
    """
    from kronika.languages.knowledge import Knowledge
    from kronika.linking import plan, together
    from kronika.linking.rulings import about, indexed

    knowledge = Knowledge(list(load_packs().values()), entries)
    found = plan(readings, knowledge, rulings)
    index = indexed(rulings)
    told = [tell(one, knowledge, about(index, one.story.reports)) for one in found.stories]
    by_name = named_readings(readings)
    return Written(
        readings=by_name,
        linked=together(found, [one.linked for one in told]),
        chronicle=_chronicle(told),
        faults=fault_rows(troubles, {r.article.source: name for name, r in by_name.items()}),
    )


class StoryTold(Struct, frozen=True):
    """All that is known of a story: its linked rows and its chronicle."""

    linked: Linked
    chronicle: Chronicle


def tell(one: Linking, knowledge: Knowledge, rulings: Sequence[Ruling] = ()) -> StoryTold:
    """Links a story and writes its chronicle."""
    from kronika.chronicling import chronicle
    from kronika.linking import link_story

    linked = link_story(one, knowledge, rulings)
    reports = one.story.reports
    texts = {report.name: report.article.text for report in reports}
    sentences = {report.name: [(s.start, s.end) for s in report.findings.sentences] for report in reports}
    return StoryTold(linked, chronicle(linked, texts, sentences, knowledge, one.press.known))


def _chronicle(told: Sequence[StoryTold]) -> Chronicle:
    """The chronicles of all stories as one."""
    tables = {
        name: in_order(name, (row for one in told for row in getattr(one.chronicle, name)))
        for name in Chronicle.__struct_fields__
    }
    return Chronicle(**tables)


def named_readings(readings: Sequence[Reading]) -> dict[str, Reading]:
    """The readings by the names that people see."""
    from kronika.linking import named

    return {report.name: report.reading for report in named(readings)}


def fault_rows(troubles: Sequence[Trouble], shown: Mapping[str, str]) -> list[FaultRow]:
    """Faults as rows of the export, each once, without the paths of this machine.

    `shown` are the names of the articles by their source; a fault of one goes by its name.
    """
    from kronika.linking import shown_name

    about = [(t, _about(t, shown)) for t in troubles]
    sources: dict[str, set[str]] = {}
    for t, source in about:
        sources.setdefault(t.name, set()).add(source)
    for source, name in shown.items():
        sources.setdefault(name.split("#")[0], set()).add(source)
    rows = {}
    for t, source in about:
        name = shown.get(source) or shown_name(t.name, source, alone=len(sources[t.name]) == 1)
        id = f"fault-{digest(name, t.what, t.where, t.why)}"
        rows[id] = FaultRow(id=id, article=name, what=t.what, where=t.where, why=t.why, remedy=t.remedy)
    return sorted(rows.values(), key=lambda row: (row.article or "", row.where or "", row.id))


def _about(trouble: Trouble, shown: Mapping[str, str]) -> str:
    """The source whose name a fault bears: of the article that it calls by name, else that of the fault itself."""
    article = trouble.of and shown.get(trouble.of)
    return trouble.of if trouble.of and article and article.split("#")[0] == trouble.name else trouble.source
