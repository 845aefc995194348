"""Linked rows as documents that can be searched: their words, lemmas and fields, folded."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from kronika import ontology
from kronika.languages.letters import STEM, FoldedWord, fold, folded_words
from kronika.records import (
    APART,
    Article,
    ArticleRow,
    EventRow,
    FigureRow,
    Findings,
    Linked,
    MentionRow,
    Reading,
    Searchable,
    StatementRow,
    StoryRow,
    Zone,
    code_of_event,
    code_of_measure,
)
from kronika.showing.figure_phrases import words_for

PERSON, BOILERPLATE = "PER", "boilerplate"


class Passage(NamedTuple):
    """Words of a text in their order, each with its lemma."""

    words: list[FoldedWord]
    lemmas: list[str]

    def part(self, start: int, end: int) -> Passage:
        """What stands between two places."""
        first = bisect_left(self.words, start, key=lambda word: word.start)
        last = bisect_left(self.words, end, first, key=lambda word: word.start)
        return Passage(self.words[first:last], self.lemmas[first:last])

    @property
    def columns(self) -> dict[str, str]:
        """The columns of a document that this is the text of."""
        return {"lemmas": " ".join(self.lemmas), "text": " ".join(word.word for word in self.words)}


def passage(text: str, findings: Findings, mentions: Iterable[MentionRow]) -> Passage:
    """The words of a report with their lemmas, boilerplate left out. Those of names are words of the base form."""
    words = [word for word in folded_words(text) if _is_report(word.start, findings.zones)]
    found = [findings.lemmas.get(word.word, word.word) for word in words]
    starts = [word.start for word in words]
    for mention in mentions:
        if mention.kind in ontology.kinds() and mention.name:
            first, last = bisect_left(starts, mention.start), bisect_left(starts, mention.end)
            forms = [word.word for word in words[first:last]]
            found[first:last] = _bases(forms, found[first:last], fold(mention.name).split(), mention.kind)
    return Passage(words, found)


def _is_report(start: int, zones: Sequence[Zone]) -> bool:
    """Whether a word stands in a zone that is no boilerplate. `zones` are in order."""
    at = bisect_right(zones, start, key=lambda zone: zone.start) - 1
    return at >= 0 and start < zones[at].end and zones[at].kind != BOILERPLATE


def _bases(forms: list[str], lemmas: list[str], base: list[str], kind: str) -> list[str]:
    """The words of the base form for those of a name. A word that the base form has too keeps its lemma, if it is not a
    person's: it bends within the name. A part of a name has that word of the base form which begins as it does."""
    if len(base) == len(forms):
        own = kind == PERSON or len(forms) == 1
        pairs = zip(forms, lemmas, base, strict=True)
        return [word if own or word != form else lemma for form, lemma, word in pairs]
    begun = {word[:STEM]: word for word in base}
    return [begun.get(form[:STEM], lemma) for form, lemma in zip(forms, lemmas, strict=True)]


def searchable(linked: Linked, readings: Mapping[str, Reading], forms: set[tuple[str, str]]) -> Iterator[Searchable]:
    """The documents of linked rows. `readings` are by the names shown; `forms` get every word with its lemma."""
    mentions = _by_article(linked.mentions)
    stories = {row.article: row for row in linked.stories}
    rows = [_by_article(table) for table in (linked.statements, linked.figures, linked.events)]
    for article in linked.articles:
        reading, story = readings[article.article], stories.get(article.article)
        read = _Report(article, reading.article, reading.findings, mentions.get(article.article, []), story)
        forms.update(zip((word.word for word in read.passage.words), read.passage.lemmas, strict=True))
        yield read.report()
        yield from map(read.statement, rows[0].get(article.article, ()))
        yield from map(read.figure, rows[1].get(article.article, ()))
        yield from map(read.event, rows[2].get(article.article, ()))


def _by_article(rows: Iterable[MentionRow | StatementRow | FigureRow | EventRow]) -> dict[str, list]:  # type: ignore[type-arg]
    found: dict[str, list] = {}  # type: ignore[type-arg]
    for row in rows:
        found.setdefault(row.article, []).append(row)
    return found


class Stretch(Protocol):
    """Where something stands."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """What follows its last character."""


def sentence(sentences: Sequence[Stretch], start: int, end: int) -> tuple[int, int]:
    """From the beginning of the sentence in which a passage begins to the end of that in which it ends."""
    first = bisect_right(sentences, start, key=lambda one: one.start) - 1
    last = bisect_left(sentences, end, key=lambda one: one.end)
    before = sentences[first].start if first >= 0 and sentences[first].end > start else start
    behind = sentences[last].end if last < len(sentences) and sentences[last].start < end else end
    return min(before, start), max(behind, end)


class _Report:
    """A report with all that its documents have in common."""

    def __init__(
        self,
        row: ArticleRow,
        article: Article,
        findings: Findings,
        mentions: Iterable[MentionRow],
        story: StoryRow | None,
    ) -> None:
        self._row, self._title, self._findings = row, article.metadata.title or "", findings
        self.passage = passage(article.text, findings, mentions)
        self._common = {
            "outlet": fold(row.publisher or ""),
            "story": fold(f"{story.story} {story.title}" if story else ""),
        }

    def report(self) -> Searchable:
        """The report itself: its title and all its words."""
        words = list(folded_words(self._title))
        title = Passage(words, [self._findings.lemmas.get(word.word, word.word) for word in words]).columns
        columns = {name: f"{title[name]} {APART} {words}" for name, words in self.passage.columns.items()}
        row = self._row
        return Searchable("reports", row.id, row.published_earliest, row.published_latest, **columns, **self._common)

    def statement(self, row: StatementRow) -> Searchable:
        """A statement: what is said."""
        columns = self.passage.part(row.start, row.end).columns
        speaker = self._field([row.speaker])
        return Searchable(
            "statements", row.id, row.said_earliest, row.said_latest, **columns, **self._common, speaker=speaker
        )

    def figure(self, row: FigureRow) -> Searchable:
        """A figure: its sentence."""
        days = (
            (row.on_earliest, row.on_latest)
            if row.on_earliest or row.on_latest
            else (row.as_of_earliest, row.as_of_latest)
        )
        earliest, latest = days if any(days) else (self._row.published_earliest, self._row.published_latest)
        return Searchable(
            "figures", row.id, earliest, latest, **self._sentence(row.start, row.end), **self._common,
            speaker=self._field([row.attributed_to]), who=self._field([row.who, *_group(row)]),
            place=self._field([row.place]), code=code_of_measure(row.measure),
        )  # fmt: skip

    def event(self, row: EventRow) -> Searchable:
        """A mention of an event: its sentence."""
        sectors = (word for p in row.participants if p.sector for word in sorted(words_for("sectors", p.sector)))
        names = [*row.actor, *row.recipient, *(p.name for p in row.participants), *sectors]
        return Searchable(
            "events", row.id, row.earliest, row.latest, **self._sentence(row.start, row.end), **self._common,
            who=self._field(dict.fromkeys(names)), place=self._field([row.place]),
            code=" ".join(code_of_event(row.event_type, row.mode)),
        )  # fmt: skip

    def _sentence(self, start: int, end: int) -> dict[str, str]:
        return self.passage.part(*sentence(self._findings.sentences, start, end)).columns

    def _field(self, names: Iterable[str | None]) -> str:
        """The words of names, and behind them their lemmas where these are others."""
        return f" {APART} ".join(self._with_lemmas(fold(name)) for name in names if name)

    def _with_lemmas(self, name: str) -> str:
        lemmas = (self._findings.lemmas.get(word, word) for word in name.split())
        return " ".join((name, *_others(lemmas, name)))


def _group(row: FigureRow) -> list[str]:
    """What such people are called, in any language."""
    return sorted(words_for("groups", row.group)) if row.group else []


def _others(lemmas: Iterable[str], name: str) -> Iterator[str]:
    return (lemma for lemma in lemmas if lemma not in name.split())
