"""Events as a sheet: a line a mention, with its event as `events` tells it, its codes, people, place, days, words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kronika import calendar, ontology
from kronika.happenings import Happening
from kronika.records import EntityRow, EventRow, FigureRow, ParticipantRow, StatementRow, TimeRow
from kronika.showing.bounds import bounds
from kronika.showing.event_phrases import EventPhrases
from kronika.showing.event_search import ACTOR, RECIPIENT, EventsAnswer
from kronika.showing.facts import Facts
from kronika.showing.sheets import Cell, sheet

COUNTED = ("killed", "injured", "arrested", "protesters")
"""Measures that have columns of their own: the lowest and the highest number."""
COLUMNS = (
    "event", "first", "mentions", "articles", "event_type", "event_mode", "event_modality",
    "event_earliest", "event_latest", "event_no_later", "event_actors", "event_recipients",
    "event_place", "event_place_rule", "episode_of", "story", "story_title",
    "mention", "earliest", "latest", "day_precision", "edtf", "when_rule",
    "type", "mode", "quad", "modality", "contexts", "told",
    "actors", "actor_sectors", "actor_codes", "actor_countries", "actor_words",
    "recipients", "recipient_sectors", "recipient_codes", "recipient_countries", "recipient_words",
    "place", "place_rule", "country", "latitude", "longitude", "precision",
    *(f"{name}_{end}" for name in COUNTED for end in ("low", "high")), "numbers",
    "speaker", "stance", "cameo", "cameo_name", "acled", "acled_sub",
    "pattern", "form", "rules", "event_why",
    "article", "publisher", "published_earliest", "published_latest", "start", "end", "trigger", "sentence",
)  # fmt: skip
"""An event as all its mentions tell it, what this mention says, its codes, how it was found, where it stands."""
BETWEEN = "; "
PRECISIONS = ((1, "day"), (7, "week"), (31, "month"))
"""The most days of each precision."""
STRETCH, UNKNOWN = "stretch", "unknown"
OF_ITS_DAYS = ("on", "during")
"""The rules by which an event is of the days of its expression of time."""
Row = dict[str, Cell]


def csv_of(answer: EventsAnswer) -> str:
    """The mentions of the events that were found, as CSV: `first` is 1 for one mention of each event.

    What begins with `event_` is the same in all lines of an event, and what the lines of text say of it; all else is
    of the mention. Names of one cell are parted by semicolons; sectors, codes and countries stand in the order of the
    names.
    """
    table = _Table(answer)
    rows = ([row[name] for name in COLUMNS] for event in answer.found for row in table.rows(event))
    return sheet(COLUMNS, rows)


class _Table:
    """What the lines of one answer are made from."""

    def __init__(self, answer: EventsAnswer) -> None:
        self._answer = answer
        self._reports = {facts.article: facts for facts in answer.reports}
        self._figures = {row.id: row for row in answer.figures}
        self._statements = {row.id: row for row in answer.statements}
        self._places = {row.id: row for row in answer.places}
        self._times = {row.id: row for row in answer.times}
        self._phrases = EventPhrases()

    def rows(self, event: Happening) -> Iterator[Row]:
        """A line a mention, the one that tells most first."""
        for row in event.mentions:
            yield (
                self._event(event)
                | _mention(row)
                | _when(row, self._times.get(row.time or ""))
                | _people(row, self._answer.countries)
                | _place(row, self._places.get(row.place_entity or ""))
                | self._numbers([self._figures[id_] for id_ in row.figures if id_ in self._figures])
                | _said(self._statements.get(row.statement or ""))
                | _report(row, self._reports.get(row.article))
                | {"first": row is event.first, "sentence": self._sentence(row)}
            )

    def _event(self, event: Happening) -> Row:
        story = self._answer.stories.get(event.event)
        return {
            "event": event.event,
            "mentions": len(event.mentions),
            "articles": len(event.reports),
            "event_type": event.event_type,
            "event_mode": event.mode,
            "event_modality": event.modality,
            "event_earliest": event.earliest,
            "event_latest": event.latest,
            "event_no_later": event.no_later,
            "event_actors": BETWEEN.join(event.actor),
            "event_recipients": BETWEEN.join(event.recipient),
            "event_place": event.place,
            "event_place_rule": event.place_rule,
            "episode_of": event.episode_of,
            "story": story,
            "story_title": self._answer.titles.get(story or ""),
        }

    def _sentence(self, row: EventRow) -> str | None:
        return self._answer.sentences.get(row.id, (0, None))[1]

    def _numbers(self, figures: Sequence[FigureRow]) -> Row:
        """The bounds of what is counted, without parts of it, numbers before a change and supposed ones; all figures in
        words."""
        found: Row = {"numbers": BETWEEN.join(map(self._phrases.figure, figures))}
        for measure in COUNTED:
            own = bounds([f for f in figures if f.measure == measure and not (f.part_of or f.old or f.supposed)])
            found |= {f"{measure}_low": own.low, f"{measure}_high": own.high}
        return found


def _mention(row: EventRow) -> Row:
    return {
        "mention": row.id,
        "type": row.event_type,
        "mode": row.mode,
        "quad": ontology.event_types()[row.event_type].quad,
        "modality": row.modality,
        "contexts": BETWEEN.join(row.contexts),
        "told": row.told,
        "cameo": row.cameo,
        "cameo_name": ontology.cameo_codes().get(row.cameo or ""),
        "acled": row.acled,
        "acled_sub": row.acled_sub,
        "pattern": row.pattern,
        "form": row.form,
        "rules": BETWEEN.join(row.rules),
        "event_why": BETWEEN.join(row.event_why),
        "start": row.start,
        "end": row.end,
        "trigger": row.text,
    }


def _when(row: EventRow, time: TimeRow | None) -> Row:
    """The days; where they are open, those that its expression of time may mean."""
    opened = row.earliest is None or row.latest is None
    return {
        "earliest": row.earliest,
        "latest": row.latest,
        "day_precision": precision(row.earliest, row.latest),
        "edtf": time.edtf if time and opened and row.when_rule in OF_ITS_DAYS else None,
        "when_rule": row.when_rule,
    }


def precision(earliest: str | None, latest: str | None) -> str:
    """How narrow the days are: day, week, month, stretch for what is wider or open at an end, unknown."""
    first, last = calendar.of(earliest, latest)
    if first is None or last is None:
        return STRETCH if first or last else UNKNOWN
    wide = (last - first).days + 1
    return next((name for most, name in PRECISIONS if wide <= most), STRETCH)


def _people(row: EventRow, countries: Mapping[str, str]) -> Row:
    return {
        **_side("actor", row.actor, row, countries, [p for p in row.participants if p.role == ACTOR]),
        **_side("recipient", row.recipient, row, countries, [p for p in row.participants if p.role == RECIPIENT]),
    }


def _side(
    role: str, names: Sequence[str], row: EventRow, countries: Mapping[str, str], told: Sequence[ParticipantRow]
) -> Row:
    """Who has a role, of which sectors and countries, and in which words."""
    known = ontology.sectors()
    sectors = [row.sector.get(name) or "" for name in names]
    entities = {p.name: p.entity for p in told if p.entity}
    return {
        f"{role}s": BETWEEN.join(names),
        f"{role}_sectors": _listed(sectors),
        f"{role}_codes": _listed([known[s].code if s in known else s for s in sectors]),
        f"{role}_countries": _listed([countries.get(entities.get(n) or n) or countries.get(n, "") for n in names]),
        f"{role}_words": BETWEEN.join(dict.fromkeys(" ".join(p.text.split()) for p in told)),
    }


def _listed(cells: Sequence[str]) -> str | None:
    """One for each name; nothing where none is known."""
    return BETWEEN.join(cells) if any(cells) else None


def _place(row: EventRow, entity: EntityRow | None) -> Row:
    return {
        "place": row.place,
        "place_rule": row.place_rule,
        "country": entity.country if entity else None,
        "latitude": entity.latitude if entity else None,
        "longitude": entity.longitude if entity else None,
        "precision": entity.precision if entity else None,
    }


def _said(statement: StatementRow | None) -> Row:
    """In whose words it stands."""
    return {
        "speaker": statement.speaker if statement else None,
        "stance": statement.stance if statement else None,
    }


def _report(row: EventRow, facts: Facts | None) -> Row:
    return {
        "article": row.article,
        "publisher": facts.publisher if facts else None,
        "published_earliest": facts.earliest if facts else None,
        "published_latest": facts.latest if facts else None,
    }
