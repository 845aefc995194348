"""The functions of the commands that tell stories: timeline, disagreements, changes, brief."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import structs

from kronika import running
from kronika.api import DEFAULT_STORE, reports_of
from kronika.calendar import LAST_DAY, parse
from kronika.errors import InputError
from kronika.evidence import digest
from kronika.pipeline import Written, write
from kronika.records import ArticleRow, Reading, StoryRow
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
    which origins; no lines. Errors as in `timeline`."""
    told = _told(story, 1, "day", store, ui_language)[0]
    return structs.replace(told, found=[structs.replace(one, lines=[], left_out=0) for one in told.found])


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

    `since` is the number of a run, `last` for the one before the last, or a day (a month, a year), from whose first day
    on reports count as new by their day of publication. What was there before is linked again with what is known today,
    so that only the reports make a difference. Raises InputError, told in `ui_language`, for what is neither.
    """
    from kronika.chronicling.changes import changes as compare
    from kronika.showing.change_lines import ChangesAnswer
    from kronika.showing.chronicle_phrases import ChroniclePhrases

    phrases = ChroniclePhrases(ui_language)
    names = None if story is None else reports_of(story, store, phrases)
    after = _tables(store)
    with Store(Path(store), create=False) as opened:
        then = _then(since, opened, after["articles"], phrases)
        before = _written(_as_named_now(then.readings, opened), opened)
    told, now = ({row.article for row in rows} for rows in (before.linked.articles, after["articles"]))
    own = _with_those_before(names, before.linked.stories)
    return ChangesAnswer(
        run=then.run[0] if then.run else None,
        made=then.run[1] if then.run else None,
        day=then.day.isoformat() if then.day else None,
        came=_among(now - told, own),
        went=_among(told - now, own),
        undated=len(_among(then.undated, own)),
        changes=compare(_rows(before), after, own),
    )


class _Then(NamedTuple):
    """The reports with which today's are compared: those of a run (its number and end), or from before a day."""

    readings: list[Reading]
    run: tuple[int, str] | None = None
    day: dt.date | None = None
    undated: frozenset[str] = frozenset()


def _then(since: str, store: Store, articles: Sequence[ArticleRow], phrases: ChroniclePhrases) -> _Then:
    if day := _day(since):
        return _before(day, store, articles)
    run = _run(since, store, phrases)
    return _Then(running.readings_at(store, run[0]), run=run)


def _with_those_before(names: set[str] | None, before: Sequence[StoryRow]) -> set[str] | None:
    """The reports of a story, and those that were once told with one of them; None for all."""
    if names is None:
        return None
    stories = {row.story for row in before if row.article in names}
    return names | {row.article for row in before if row.story in stories}


def _among(found: Iterable[str], wanted: set[str] | None) -> list[str]:
    return sorted(name for name in found if wanted is None or name in wanted)


def _written(readings: Sequence[Reading], opened: Store) -> Written:
    """Readings of before, linked with what is known today."""
    return write(readings, [], running.stored_entries(opened), running.rulings_among(readings, opened))


def _as_named_now(readings: Sequence[Reading], store: Store) -> list[Reading]:
    """Readings under the names that their sources have today; what is no more has one that nothing has."""
    from kronika.pipeline import named_readings

    today = {r.article.source: name for name, r in named_readings(store.readings()).items()}
    taken = set(today.values())
    found = []
    for reading in readings:
        article = reading.article
        own = article.name if article.name not in taken else f"{article.name}#{digest(article.source)[:8]}"
        name = today.get(article.source, own)
        found.append(structs.replace(reading, article=structs.replace(article, name=name)))
    return found


def _rows(written: Written) -> dict[str, Sequence[Any]]:
    return {name: rows for name, rows in written.tables().items() if name in TABLES}


def _day(since: str) -> dt.date | None:
    """The first day of a day, month or year; None for what is none."""
    try:
        return parse(since).earliest if len(since) >= len("2027") and since[:4].isdigit() else None
    except ValueError:
        return None


def _run(since: str, store: Store, phrases: ChroniclePhrases) -> tuple[int, str]:
    """The run that is meant, and when it ended. Raises InputError with all runs for one that is not there."""
    runs = store.runs()
    if since == LAST:
        if len(runs) > 1:
            return runs[-2].number, runs[-2].made
        raise InputError(f"--since {since}", phrases.say("only-run"), phrases.say("since-remedy"))
    found = next((run for run in runs if str(run.number) == since), None)
    if found is None:
        known = ", ".join(f"{run.number} ({run.made}, {run.articles})" for run in runs)
        remedy = phrases.say("no-run-remedy", runs=known) if runs else phrases.say("no-run-at-all")
        problem = phrases.say("no-run" if since.isdigit() else "no-day-or-run")
        raise InputError(f"--since {since}", problem, remedy)
    return found.number, found.made


def _before(day: dt.date, store: Store, articles: Sequence[ArticleRow]) -> _Then:
    """The reports that were published before a day; `undated` are those of which that cannot be known."""
    from kronika.pipeline import named_readings

    first = day.isoformat()
    published = {row.article: (row.published_earliest or "", row.published_latest or LAST_DAY) for row in articles}
    by_name = named_readings(store.readings())
    before = [reading for name, reading in by_name.items() if published[name][1] < first]
    undated = frozenset(name for name, (earliest, latest) in published.items() if earliest < first <= latest)
    return _Then(before, day=day, undated=undated)
