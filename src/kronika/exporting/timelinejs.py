"""A story as slides on a line of time, in the JSON of TimelineJS 3 (https://timeline.knightlab.com/docs/json-format.html).

TimelineJS inserts all text as HTML: words of reports, names and addresses come from outside and are escaped.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import msgspec

from kronika import calendar
from kronika.exporting import addresses
from kronika.exporting.contents import Contents, Story
from kronika.exporting.output import Output
from kronika.records import ChronicleRow, DisagreementRow, EvidenceRow, SummaryRow
from kronika.showing import wording
from kronika.showing.chronicle_phrases import FIGURE, ChroniclePhrases
from kronika.showing.phrases import DOT

MOST = 60
"""Slides of a story. The makers of TimelineJS advise twenty for those who click through all; the order of the file is
that of weight, so that whoever wants fewer keeps the first."""
MOST_GROUPS = 5
"""Rows with a label. With thirteen, one a type, the line of time took half of a screen of 800 pixels."""
LONGEST_HEADLINE = 60
OPEN, UNKNOWN = "open", "unknown"
Date = dict[str, int]
Slide = dict[str, Any]


def write(contents: Contents, output: Output) -> None:
    """Writes each story to `STORY.json`: a title, and a slide for each of its heaviest lines whose days are known."""
    phrases = ChroniclePhrases(contents.phrases.language)
    seen: Counter[str] = Counter()
    for story in contents.stories():
        slides = _Slides(story, phrases)
        seen += slides.seen
        if slides.shown:
            title = msgspec.json.encode(slides.title())
            output.json(
                f"{story.id}.json", slides.events(), b'{"scale":"human","title":' + title + b',"events":[', b"]}"
            )
    _tell(seen, output)


def _tell(seen: Counter[str], output: Output) -> None:
    """The notes of what stands on no slide."""
    output.left_out(seen["empty"], seen["stories"], "stories", "no line of theirs has days that are known")
    output.left_out(seen[UNKNOWN], seen["lines"], "lines", "their day is not known")
    output.left_out(seen[OPEN], seen["lines"], "lines", "their days are open at an end")
    fewer = f"only the {MOST} heaviest of a story are kept, since readers click from slide to slide"
    output.left_out(seen["lighter"], seen["lines"], "lines", fewer)
    output.left_out(seen["apart"], seen["disagreements"], "disagreements", "no slide tells what they are about")


def dates(line: ChronicleRow) -> tuple[Date, Date | None] | str:
    """The first and the last date of a line, no narrower than what is known: a month or a year where it is exactly
    one. Why there is none, where a day is not known: `open` or `unknown`. What went on needs its first day only."""
    first, last = calendar.of(line.earliest, line.latest)
    if first is None or (last is None and not line.lasting):
        return OPEN if first or last else UNKNOWN
    if last is None or first == last:
        return _day(first), None
    if (first, last) == calendar.month(first.year, first.month):
        return {"year": first.year, "month": first.month}, None
    if (first, last) == calendar.year(first.year):
        return {"year": first.year}, None
    return _day(first), _day(last)


def _day(day: dt.date) -> Date:
    return {"year": day.year, "month": day.month, "day": day.day}


class _Slides:
    """The slides of a story, and the counts of what it has and of what stands on none of them."""

    def __init__(self, story: Story, phrases: ChroniclePhrases) -> None:
        self._story, self._phrases = story, phrases
        self._links = {row.article: addresses.web(row.uri) for row in story.rows("articles")}
        lines: list[ChronicleRow] = sorted(story.rows("chronicle"), key=lambda line: line.rank)
        undated = Counter(why for line in lines if isinstance(why := dates(line), str))
        dated = [line for line in lines if not isinstance(dates(line), str)]
        self.shown = dated[:MOST]
        kinds = Counter(kind for line in self.shown if (kind := self._kind(line)))
        self._groups = frozenset(kind for kind, _ in kinds.most_common(MOST_GROUPS))
        self._disagreements: list[DisagreementRow] = story.rows("disagreements")
        told = {row.id for line in self.shown for row in self._differing(line)}
        self.seen = undated + Counter(
            stories=1,
            empty=not dated,
            lines=len(lines),
            lighter=len(dated) - len(self.shown),
            disagreements=len(self._disagreements),
            apart=len(self._disagreements) - len(told),
        )

    def title(self) -> Slide:
        """The slide that opens the story: its title, its first sentences, how many reports tell it."""
        row: SummaryRow = self._story.summary
        text = _paragraph(row.lead) + _paragraph(self._support(row)) + self._sources([], row.evidence)
        return {"unique_id": self._story.id, "autolink": False, "text": {"headline": _html(row.title), "text": text}}

    def events(self) -> Iterator[Slide]:
        """The slides of its lines, the heaviest first: of one day, TimelineJS keeps this order."""
        for line in self.shown:
            found = dates(line)
            assert not isinstance(found, str)
            start, end = found
            slide = {
                "unique_id": line.id,
                "start_date": start,
                "end_date": end,
                "display_date": self._phrases.when(line),
                "group": self._group(line),
                "autolink": False,
                "text": {"headline": _html(self._headline(line)), "text": self._text(line)},
            }
            yield {key: value for key, value in slide.items() if value is not None}

    def _kind(self, line: ChronicleRow) -> str | None:
        if line.event_type:
            return self._phrases.kind(line.event_type)
        return self._phrases.say(f"kind-{FIGURE}") if line.kind == FIGURE else None

    def _group(self, line: ChronicleRow) -> str | None:
        """The row in which it is drawn: its type, if it is one of those that most slides have."""
        kind = self._kind(line)
        return kind if kind in self._groups else None

    def _headline(self, line: ChronicleRow) -> str:
        """What kind of event it is and who takes part, else the beginning of the sentence; to whom it is done alone,
        where nobody is named who acts."""
        if not line.event_type:
            return wording.excerpt(line.sentence, LONGEST_HEADLINE)
        kind = self._phrases.kind(line.event_type, line.mode)
        if line.actor:
            what = DOT.join((kind, self._phrases.people(line.actor, line.recipient)))
        else:
            what = f"{kind} → {self._phrases.people(line.recipient, [])}" if line.recipient else kind
        parts = what, self._phrases.modality(line.modality)
        told = DOT.join(filter(None, parts))
        return told[:1].upper() + told[1:]

    def _text(self, line: ChronicleRow) -> str:
        """The sentence, where reports differ on it, how it is supported, and where it stands."""
        body = [_paragraph(line.sentence), *map(self._difference, self._differing(line))]
        return "".join([*body, _paragraph(self._support(line)), self._sources(line.articles, _passages(line))])

    def _differing(self, line: ChronicleRow) -> list[DisagreementRow]:
        """The disagreements of which a side rests on what the line tells."""
        told = {*line.mentions, *line.events, *line.figures}
        return [row for row in self._disagreements if any(told & {*side.mentions} for side in row.sides)]

    def _difference(self, row: DisagreementRow) -> str:
        sides = " / ".join(self._phrases.held(row, side) for side in row.sides)
        told = f"{self._phrases.about(row)}: {sides}"
        return f"<p><strong>{_html(self._phrases.say('disagree'))}:</strong> {_html(told)}</p>"

    def _support(self, row: ChronicleRow | SummaryRow) -> str:
        """So many reports, outlets and origins carry it; a report stands for an outlet that is not known."""
        facts = self._story.facts
        nameless = {name for name in row.articles if name not in facts or not facts[name].publisher}
        unknown = len(nameless.intersection(row.outlets))
        return self._phrases.support(len(row.articles), len(row.outlets), unknown, len(row.origins))

    def _sources(self, articles: Sequence[str], passages: Sequence[EvidenceRow]) -> str:
        """A list of the reports that carry it, those first whose words are shown, with the characters."""
        first = dict.fromkeys(passage.article for passage in passages)
        names = dict.fromkeys([*first, *articles])
        return f"<ul>{''.join(f'<li>{self._source(name, passages)}</li>' for name in names)}</ul>"

    def _source(self, name: str, passages: Sequence[EvidenceRow]) -> str:
        facts = self._story.facts.get(name)
        shown = _html(facts.title if facts and facts.title else name)
        link = self._links.get(name)
        told = [f'<a href="{escape(link)}" target="_blank" rel="noopener">{shown}</a>' if link else shown]
        told += [_html(facts.publisher)] if facts and facts.publisher else []
        told += [_html(name)] if facts and facts.title else []
        where = dict.fromkeys((p.start, p.end) for p in passages if p.article == name)
        told += [_html(self._phrases.say("characters", start=start, end=end)) for start, end in where]
        return DOT.join(told)


def _passages(line: ChronicleRow) -> list[EvidenceRow]:
    """Where the sentence stands, and the words of other reports that tell the same."""
    quoted = {passage.article for passage in line.evidence}
    return [*line.evidence, *(words for words in line.tellings if words.article not in quoted)]


def _paragraph(text: str) -> str:
    return f"<p>{_html(text)}</p>"


def _html(text: str) -> str:
    """A text from outside on one line, as HTML that shows it and nothing else."""
    return escape(wording.visible(" ".join(text.split())))
