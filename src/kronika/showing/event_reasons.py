"""Why an event is coded as it is: pattern, form, who takes part in which words, days, place, rules, other codebooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kronika import ontology
from kronika.happenings import ACTUAL, PLACES, as_coded
from kronika.ontology import Rule
from kronika.records import EventRow, ParticipantRow
from kronika.showing.event_phrases import EventPhrases, code
from kronika.showing.proofs import Proofs, plain

FORMS = {
    "active": "a verb, by whoever does it",
    "passive": "a verb in the passive",
    "impersonal": "a verb that names nobody who does it",
    "gerund": "a noun made of a verb",
    "noun": "a noun, alone or with a verb that carries it",
    "participle": "a participle beside whoever does it",
    "passive participle": "a participle beside whoever it is done to",
}
TOLD, IN_PASSING = "a clause tells it", "it is named in passing"
PLACE_TOLD = dict(
    zip(
        PLACES,
        ("told in its sentence", "named before it", "the whole country", "that of the report as a whole"),
        strict=True,
    )
)
DAYS_FOLLOW = {
    "on": "the days of {time}",
    "during": "the days of {time}, through which it lasted",
    "corrected": "a correction says so",
    "since": "from {time} up to publication",
    "after": "after {time}: only the first day is known",
    "said": "the days on which it was said",
}
"""How days follow, by the rule of the row."""
MODALITIES = {
    ACTUAL: "told as done",
    "future": "told as still to come",
    "hypothetical": "told as possible only",
    "negated": "told as not so",
}
SPEAKER = "speaker"
Found = tuple[str, int, int, list[str]]
Rows = Mapping[str, Sequence[Any]]


def events_found(article: str, rows: Rows, language: str) -> Iterable[Found]:
    """Each event of a report with its place and its reasons; what its type is called in the language."""
    here = [row for row in rows["events"] if row.article == article]
    reasons = Reasons(rows, EventPhrases(language)) if here else None
    for row in here:
        if reasons is not None:
            yield f"event {code(row.event_type, row.mode)}", row.start, row.end, list(reasons.of(row))


class Reasons:
    """Tells the reasons of the events of one store."""

    def __init__(self, rows: Rows, phrases: EventPhrases) -> None:
        self._events: Sequence[EventRow] = rows["events"]
        self._known = {row.id: row for table in ("times", "figures", "statements", "events") for row in rows[table]}
        self._phrases = phrases

    def of(self, row: EventRow) -> Iterator[str]:
        """All that is known, in the order in which it was found."""
        kind = ontology.event_types()[row.event_type]
        yield f"type: {self._phrases.coded(row.event_type, row.mode)}. {kind.sentence}"
        if row.pattern:
            yield f"pattern: {row.pattern}"
        if row.form:
            yield f"form: {row.form}, {FORMS.get(row.form, '')}; {TOLD if row.told else IN_PASSING}"
        yield from self._people(row)
        yield from self._days(row)
        if row.place:
            yield f"place: {row.place}, {PLACE_TOLD.get(row.place_rule or '', row.place_rule or 'no rule')}"
        if row.modality:
            yield f"modality: {row.modality}, {MODALITIES.get(row.modality, '')}"
        yield from self._around(row)
        yield from (f"rule of coding: {rule}" for rule in row.rules)
        yield from _codes(row)
        yield from self._same(row)

    def in_brief(self, row: EventRow) -> Iterator[str]:
        """What made the code: pattern and form, who stands in its slots, place, rules, and the other codes."""
        yield ", ".join(filter(None, (code(row.event_type, row.mode), row.pattern, FORMS.get(row.form or ""))))
        yield from map(_participant, row.participants)
        if row.place:
            yield f"place: {row.place}, {PLACE_TOLD.get(row.place_rule or '', row.place_rule or 'no rule')}"
        yield from (f"rule of coding: {rule}" for rule in row.rules)
        acled = f"{row.acled} / {row.acled_sub}" if row.acled else "none"
        yield f"CAMEO {row.cameo or 'none'}, ACLED {acled}"

    def _people(self, row: EventRow) -> Iterator[str]:
        for role in ("actor", "recipient"):
            own = [p for p in row.participants if p.role == role]
            yield from map(_participant, own)
            if not own and not (role == "recipient" and ontology.event_types()[row.event_type].two_sided):
                yield f"{role}: nobody stands in the slots of the pattern"

    def _days(self, row: EventRow) -> Iterator[str]:
        days = plain(Proofs(self._phrases.language).days(row.earliest, row.latest))
        time = self._known.get(row.time or "")
        words = f'"{_flat(time.text)}" at {time.article}:{time.start}' if time else "its expression of time"
        if row.when_rule:
            yield f"days: {days}, {DAYS_FOLLOW.get(row.when_rule, row.when_rule).format(time=words)}"
        else:
            yield "days: not known: no expression of time belongs to it"

    def _around(self, row: EventRow) -> Iterator[str]:
        """In whose words it stands, the numbers in its clause, and what it is about."""
        if said := self._known.get(row.statement or ""):
            yield f"in the words of {said.speaker or 'somebody not told'} at {said.article}:{said.start}"
        for id_ in row.figures:
            if figure := self._known.get(id_):
                yield f"number: {figure.measure} {self._phrases.reading(figure)} at {figure.article}:{figure.start}"
        if row.contexts:
            yield f"contexts: {', '.join(row.contexts)}"

    def _same(self, row: EventRow) -> Iterator[str]:
        """Why it is the same event as others, and of what it is a part."""
        others = [o for o in self._events if o.event == row.event and o.id != row.id and row.event is not None]
        first = self._known.get(row.event or "")
        if first is not None and first.id != row.id:
            why = "; ".join(row.event_why) or "others of the event speak for it"
            yield f"the same event as at {first.article}:{first.start}: {why}"
        if others:
            yield f"told too at {', '.join(f'{o.article}:{o.start}' for o in others)}"
        if whole := self._known.get(row.episode_of or ""):
            yield f"an episode of {code(whole.event_type, whole.mode)} at {whole.article}:{whole.start}"


def _participant(p: ParticipantRow) -> str:
    """`actor: policja (police, COP), subject: "policja" at 300`."""
    sector = ontology.sectors().get(p.sector or "")
    of = f" ({sector.name}, {sector.code})" if sector else ""
    slot = "whoever speaks" if p.slot == SPEAKER else f"slot {p.slot}"
    return f'{p.role}: {p.name or "nobody named"}{of}, {slot}: "{_flat(p.text)}" at {p.start}'


def _codes(row: EventRow) -> Iterator[str]:
    """What CAMEO and ACLED call it, and why; the reason only while the rules still give this code."""
    event = as_coded(row)
    cameo, acled = ontology.cameo_rule(event), ontology.acled_rule(event)
    name = f" {ontology.cameo_codes().get(row.cameo, '')}" if row.cameo else ""
    yield f"CAMEO: {row.cameo or 'none'}{name}{_why(cameo, row.cameo)}"
    told = f"{row.acled} / {row.acled_sub}" if row.acled else "none"
    yield f"ACLED: {told}{_why(acled, row.acled_sub)}"


def _why(rule: Rule, given: str | None) -> str:
    return f". {rule.why}" if rule.code == (given or "none") else ""


def _flat(text: str) -> str:
    return " ".join(text.split())
