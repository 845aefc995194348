"""The functions of the commands that tell stories: timeline, disagreements, changes, brief."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kronika import running
from kronika.api import DEFAULT_STORE, reports_of
from kronika.calendar import parse
from kronika.errors import InputError
from kronika.pipeline import Written, write
from kronika.records import ArticleRow, Reading
from kronika.store import Store

if TYPE_CHECKING:
    from kronika.showing.change_lines import ChangesAnswer
    from kronika.showing.chronicle_phrases import ChroniclePhrases
    from kronika.showing.timeline_search import TimelineAnswer

TABLES = ("articles", "chronicle", "disagreements", "summaries", "histories", "figures")
LAST = "last"


def timeline(
    story: str | None = None,
    top: int = 15,
    level: str = "day",
    store: Path = DEFAULT_STORE,
    ui_language: str = "en",
) -> TimelineAnswer:
    """The chronicle of a story, or of all: its `top` heaviest lines (0 for all) in order of time, with its lead and its
    disagreements.

    `story` is given as in `stories`; `level` is day or week. Raises InputError, told in `ui_language`, for a story that
    is not there or a number below 0, StoreError where there is no store.
    """
    return _told(story, top, level, store, ui_language)[0]


def disagreements(story: str | None = None, store: Path = DEFAULT_STORE, ui_language: str = "en") -> TimelineAnswer:
    """Where the reports of a story, or of all, differ: each matter with its sides, who holds them, since when, through
    which origins. Errors as in `timeline`."""
    return _told(story, 1, "day", store, ui_language)[0]


def _told(
    story: str | None, top: int, level: str, store: Path, ui_language: str
) -> tuple[TimelineAnswer, dict[str, list[Any]], ChroniclePhrases]:
    from kronika.showing.chronicle_phrases import ChroniclePhrases
    from kronika.showing.timeline_search import LEVELS, Wanted, answer

    phrases = ChroniclePhrases(ui_language)
    if level not in LEVELS:
        raise InputError(f"--level {level}", "no such level", f"Choose {', '.join(LEVELS)}")
    reports = None if story is None else reports_of(story, store, phrases)
    tables = _tables(store)
    return answer(Wanted(story=story, top=top, level=level), tables, reports, phrases), tables, phrases


def _tables(store: Path) -> dict[str, list[Any]]:
    with Store(Path(store), create=False) as opened:
        running.link_store(opened)
        return {table: opened.rows(table) for table in TABLES}


def brief(story: str | None = None, top: int = 15, store: Path = DEFAULT_STORE, ui_language: str = "en") -> str:
    """A story as Markdown, with a footnote to report and passage behind every line; without `story` the largest.

    Errors as in `timeline`, and InputError where the store holds no story.
    """
    from kronika.showing.brief import brief as write_brief

    told, tables, phrases = _told(story, top, "day", store, ui_language)
    if not told.found:
        raise InputError(str(store), phrases.say("none"), phrases.say("no-run-at-all"))
    return write_brief(told.found[0], tables, phrases)


def changes(
    since: str = LAST, story: str | None = None, store: Path = DEFAULT_STORE, ui_language: str = "en"
) -> ChangesAnswer:
    """What is new in the chronicle since a run or a day: lines, support, figures, disagreements.

    `since` is the number of a run, `last` for the one before the last, or a day (a month, a year), after whose last day
    reports count as new by their day of publication. What was there before is linked again with what is known today, so
    that only the reports make a difference. Raises InputError, told in `ui_language`, for what is neither.
    """
    from kronika.chronicling.changes import changes as compare
    from kronika.showing.change_lines import ChangesAnswer
    from kronika.showing.chronicle_phrases import ChroniclePhrases

    phrases = ChroniclePhrases(ui_language)
    names = None if story is None else reports_of(story, store, phrases)
    after = _tables(store)
    with Store(Path(store), create=False) as opened:
        day = _day(since)
        run = None if day else _run(since, opened, phrases)
        undated = 0
        if day:
            readings, undated = _until(day, opened, after["articles"])
        else:
            readings = running.readings_at(opened, run[0] if run else 0)
        before = write(readings, [], running.stored_entries(opened))
    told = {row.article for row in before.linked.articles}
    now = {row.article for row in after["articles"]}
    return ChangesAnswer(
        run=run[0] if run else None,
        made=run[1] if run else None,
        day=day.isoformat() if day else None,
        came=sorted(now - told),
        went=sorted(told - now),
        undated=undated,
        changes=compare(_rows(before), after, names),
    )


def _rows(written: Written) -> dict[str, Sequence[Any]]:
    return {name: rows for name, rows in written.tables().items() if name in TABLES}


def _day(since: str) -> dt.date | None:
    """The last day of a day, month or year; None for what is none."""
    try:
        return parse(since).latest if len(since) >= len("2027") and since[:4].isdigit() else None
    except ValueError:
        return None


def _run(since: str, store: Store, phrases: ChroniclePhrases) -> tuple[int, str]:
    """The run that is meant, and when it ended. Raises InputError with all runs for one that is not there."""
    runs = store.runs()
    if since == LAST:
        if len(runs) > 1:
            return runs[-2].number, runs[-2].made
        raise InputError(f"--since {since}", phrases.say("only-run"), phrases.say("no-day-remedy"))
    found = next((run for run in runs if str(run.number) == since), None)
    if found is None:
        known = ", ".join(f"{run.number} ({run.made}, {run.articles})" for run in runs)
        remedy = phrases.say("no-run-remedy", runs=known) if runs else phrases.say("no-run-at-all")
        raise InputError(f"--since {since}", phrases.say("no-run"), remedy)
    return found.number, found.made


def _until(day: dt.date, store: Store, articles: Sequence[ArticleRow]) -> tuple[list[Reading], int]:
    """The reports that were published until a day, and how many may be of it or later."""
    from kronika.pipeline import named_readings

    last = day.isoformat()
    published = {row.article: (row.published_earliest, row.published_latest) for row in articles}
    by_name = named_readings(store.readings())
    before = [reading for name, reading in by_name.items() if (published[name][1] or "9999") <= last]
    open_ = sum((latest or "9999") > last and (earliest or "") <= last for earliest, latest in published.values())
    return before, open_
