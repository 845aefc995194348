"""Statements as a sheet: a line a telling, with who speaks, when, through whom, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from kronika.records import StatementRow
from kronika.showing.phrases import Phrases
from kronika.showing.report_cells import BETWEEN, REPORT, SUPPORT, Row, report, support
from kronika.showing.sheets import sheet
from kronika.showing.statement_groups import Said, Speaker
from kronika.showing.statement_search import StatementsAnswer

COLUMNS = (
    "speaker", "named", "words", "direct", "cue", "attitude", "stance", "modality",
    "day", "day_earliest", "day_latest", "said_earliest", "said_latest", "through",
    *REPORT, "statement", "first", "tellings", "claim", "also_said_by", *SUPPORT,
    "told", "rule", "story", "story_title",
)  # fmt: skip
"""Who says what, how and when, where it stands, who carries it; `attitude` and `day` are in words.

`day…` are the days of the statement, `said…` those that this telling allows."""


def csv_of(answer: StatementsAnswer, phrases: Phrases) -> str:
    """The tellings of the statements that were found, as CSV: `first` is 1 for one telling of each statement.

    `claim` is the same for all who say the same, whose names are in `also_said_by`; `articles`, `outlets` and `origins`
    count for the claim, whoever makes it.
    """
    reports = {facts.article: facts for facts in answer.reports}
    rows = (
        _statement(speaker, said, phrases)
        | _telling(row, phrases)
        | report(reports.get(row.article), row.start, row.end)
        | support(row.articles, row.outlets, row.origins, answer.unknown_outlets)
        | _story(row, answer)
        | {"first": row is said.first}
        for speaker, said, row in _each(answer)
    )
    return sheet(COLUMNS, ([row[name] for name in COLUMNS] for row in rows))


def _each(answer: StatementsAnswer) -> Iterator[tuple[Speaker, Said, StatementRow]]:
    for speaker in answer.found:
        for said in speaker.statements:
            for row in said.tellings:
                yield speaker, said, row


def _statement(speaker: Speaker, said: Said, phrases: Phrases) -> Row:
    return {
        "speaker": speaker.name,
        "named": speaker.name is not None and not speaker.unnamed,
        "day": phrases.long_days(said.earliest, said.latest),
        "day_earliest": said.earliest,
        "day_latest": said.latest,
        "statement": said.first.id,
        "tellings": len(said.tellings),
        "claim": said.claim,
        "also_said_by": BETWEEN.join(dict.fromkeys(row.speaker or phrases.say("not-told") for row in said.others)),
    }


def _telling(row: StatementRow, phrases: Phrases) -> Row:
    return {
        "words": row.text,
        "direct": row.direct,
        "cue": row.cue,
        "attitude": BETWEEN.join(phrases.attitude(row)),
        "stance": row.stance,
        "modality": row.modality,
        "said_earliest": row.said_earliest,
        "said_latest": row.said_latest,
        "through": BETWEEN.join(row.relay),
        "told": row.id,
        "rule": row.rule,
    }


def _story(row: StatementRow, answer: StatementsAnswer) -> Row:
    story = answer.stories.get(row.article)
    return {"story": story, "story_title": answer.titles.get(story or "")}
