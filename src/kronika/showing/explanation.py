"""Why: everything that was read at one place of an article, and what made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kronika.errors import InputError
from kronika.records import ArticleRow, EntityRow, Findings, MentionRow, Reading, TimeRow
from kronika.showing.event_reasons import events_found
from kronika.showing.facts import no_article
from kronika.showing.figure_reasons import figures_found
from kronika.showing.line_reasons import lines_found
from kronika.showing.proofs import Proofs, plain

AROUND = 60
EVENT = "event "
"""With what begins what is told of an event."""
EVENT_ID = "event-"
"""With what the ids of events begin."""
NO_NAMES = {"NOM": "role", "PRO": "pronoun or left-out subject", "DEM": "demonym"}
"""Kinds of mentions that are no names."""


class Reason(Struct, frozen=True, kw_only=True):
    """One thing that was read: what it is, where, and why. What is said of a report as a whole stands nowhere."""

    what: str
    start: int | None = None
    end: int | None = None
    text: str | None = None
    because: list[str]


class Word(Struct, frozen=True, kw_only=True):
    """A word of a parsed sentence. `number` counts from 1, `head` is the number of the word that it hangs on."""

    number: int
    start: int
    end: int
    text: str
    lemma: str
    relation: str
    head: int | None = None


class Explanation(Struct, frozen=True, kw_only=True):
    """All that covers one character of an article, widest first; without a character, when it was published.

    `words` are those of the sentence, parsed, where an event is told there; None where nothing can parse it.
    """

    article: str
    at: int | None = None
    before: str = ""
    character: str = ""
    after: str = ""
    reasons: list[Reason]
    words: list[Word] | None = []

    @property
    def tells_event(self) -> bool:
        """Whether an event is told there."""
        return any(reason.what.startswith(EVENT) for reason in self.reasons)


def explain(
    readings: Mapping[str, Reading], rows: Mapping[str, Sequence[Any]], place: str, proofs: Proofs
) -> Explanation:
    """What covers a character of an article (`report.txt:120`), or when the article was published (`report.txt`); for
    the id of a mention of an event, what covers its first character.

    Raises InputError for an unknown article or place. Names may hold colons: what can be both is a character.
    """
    article, colon, start = place.rpartition(":")
    at = int(start) if colon and start.isdecimal() else None
    if at is not None and (article in readings or place not in readings):
        return _character(readings, rows, article, at, proofs)
    if place in readings:
        return _publication(rows["articles"], place, proofs)
    if event := next((row for row in rows["events"] if row.id == place), None):
        return _character(readings, rows, event.article, event.start, proofs)
    if colon:
        remedy = "Write, for example, report.txt:120, or report.txt for its day of publication"
        raise InputError(place, "it is neither ARTICLE:START nor an article", remedy)
    if place.startswith(EVENT_ID):
        raise InputError(place, "the store has no such event", "'kronika events' shows those it has, with their places")
    raise no_article(place, readings)


def _publication(rows: Sequence[ArticleRow], article: str, proofs: Proofs) -> Explanation:
    """When an article was published, and the steps that led there."""
    row = next(row for row in rows if row.article == article)
    days = _days(row.published_earliest, row.published_latest)
    because = [plain(step) for step in proofs.publication(row.published_proof)]
    return Explanation(article=article, reasons=[Reason(what=f"published {days}", because=because)])


def _character(
    readings: Mapping[str, Reading], rows: Mapping[str, Sequence[Any]], article: str, at: int, proofs: Proofs
) -> Explanation:
    if article not in readings:
        raise no_article(article, readings)
    reading = readings[article]
    text = reading.article.text
    if not 0 <= at < len(text):
        remedy = f"Give a place from 0 to {len(text) - 1}"
        raise InputError(f"{article}:{at}", f"the article has {len(text):,} characters", remedy)
    found = [f for f in _everything(reading.findings, article, rows, proofs) if f[1] <= at < f[2]]
    return Explanation(
        article=article,
        at=at,
        before=text[max(0, at - AROUND) : at],
        character=text[at],
        after=text[at + 1 : at + AROUND],
        reasons=[
            Reason(what=what, start=start, end=end, text=text[start:end], because=because)
            for what, start, end, because in sorted(found, key=lambda f: (f[1] - f[2], f[0]))
        ],
    )


Found = tuple[str, int, int, list[str]]


def _everything(found: Findings, article: str, rows: Mapping[str, Sequence[Any]], proofs: Proofs) -> Iterable[Found]:
    for z in found.zones:
        yield (
            f"zone {z.kind}",
            z.start,
            z.end,
            [z.reason] if z.reason else ["prose: no pattern, title or caption was found here"],
        )
    for sentence in found.sentences:
        yield "sentence", sentence.start, sentence.end, [f"ended by rule {sentence.rule}"]
    yield from _times([row for row in rows["times"] if row.article == article], proofs)
    yield from figures_found(found, article, rows["figures"])
    yield from events_found(article, rows, proofs.language)
    yield from lines_found(article, rows)
    yield from _corrected(article, rows)
    said = [s for s in rows["statements"] if s.article == article and not s.corrected]
    full = {(s.start, s.end): s.speaker for s in said}
    for s in found.statements:
        because = [f"rule {s.pattern}", f"cue: {s.cue or 'none'}", f"speaker: {s.speaker or 'not found'}"]
        completed = full.get((s.start, s.end), s.speaker)
        because += [f"in full: {completed}, the one such name in the reports"] if completed != s.speaker else []
        yield "statement", s.start, s.end, because
    for name in found.names:
        yield "person", name.start, name.end, ["capitalised words in the nominative"]
    yield from _meant(found, [row for row in rows["mentions"] if row.article == article], rows["entities"])
    yield from _roles(found, [row for row in rows["mentions"] if row.article == article])
    yield from _shared(article, rows["reuse"])


def _corrected(article: str, rows: Mapping[str, Sequence[Any]]) -> Iterable[Found]:
    """What people fixed."""
    told = "by a person; 'kronika correct list' tells by whom and why"
    for table in ("times", "figures", "statements", "events"):
        for row in rows[table]:
            if row.article == article and row.corrected:
                yield f"correction of {table}", row.start, row.end, [f"{', '.join(row.corrected)}, {told}"]


def _times(here: Sequence[TimeRow], proofs: Proofs) -> Iterable[Found]:
    for row in here:
        because = [plain(proofs.line(row.proof))] if row.proof else []
        yield f"time {_days(row.earliest, row.latest)}", row.start, row.end, because


def _days(earliest: str | None, latest: str | None) -> str:
    return plain(Proofs().days(earliest, latest))


def _meant(found: Findings, here: Sequence[MentionRow], entities: Sequence[EntityRow]) -> Iterable[Found]:
    """Names, and what stands for one, with who is meant."""
    read = {(m.start, m.end): m for m in found.mentions}
    names = {entity.id: entity.name for entity in entities}
    for row in here:
        because = [f"means {row.name}" if row.name else "who is meant is not told", *row.evidence]
        because += [f"stands for the government: {names[row.stands_for]}"] if row.stands_for in names else []
        m = read.get((row.start, row.end)) if row.kind not in NO_NAMES else None
        because += [f"the model's label: {m.label}", f"lemmas: {m.lemma or 'not read'}"] if m else []
        yield NO_NAMES.get(row.kind, f"name {row.kind}"), row.start, row.end, because


def _roles(found: Findings, here: Sequence[MentionRow]) -> Iterable[Found]:
    """Roles beside a name, and those of which nobody knows whose they are: neither is a row."""
    names = {row.start: row.name for row in here}
    rows = {(row.start, row.end) for row in here if row.kind == "NOM"}
    for role in found.roles:
        if role.bearer is not None:
            yield "role", role.start, role.end, [f"means {names.get(role.bearer)}", "it stands beside the name"]
        elif (role.start, role.end) not in rows:
            yield "role", role.start, role.end, ["who is meant is not told: nobody, or more than one, holds it here"]


def _shared(article: str, rows: Sequence[Any]) -> Iterable[Found]:
    for row in rows:
        if row.article == article:
            yield (
                "shared passage",
                row.start,
                row.end,
                [f"the same words stand in {row.other} at {row.other_start}"],
            )
        elif row.other == article:
            because = [f"the same words stand in {row.article} at {row.start}"]
            yield "shared passage", row.other_start, row.other_end, because
