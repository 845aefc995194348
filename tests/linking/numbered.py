"""Figures made by hand: one line of words for each, with its report, its day and who gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kronika.linking.histories.counts import Count, count_of
from kronika.linking.histories.disputes import Disputed
from kronika.linking.histories.histories import StoryHistories
from kronika.linking.histories.relations import Verdict, pair_of, relate
from kronika.ontology import measures
from kronika.origins import Origins
from kronika.records import ArticleRow, FigureRow, HistoryRow, Linked, ReuseRow

BOUNDS = {"over": "low", "at_least": "low", "under": "high", "up_to": "high", "almost": "high"}
"""Modifiers under which a number is a bound, and which."""
DAY = "2031-05-0"


class Texts(dict[str, str]):
    """Blank texts of reports of whatever name."""

    def __missing__(self, name: str) -> str:
        return " " * 9999


def article(name: str, days: str | None) -> ArticleRow:
    """A report of a day, or of all days from one to another (`2031-05-01/2031-05-03`)."""
    earliest, latest = (days.split("/") * 2)[:2] if days else (None, None)
    return ArticleRow(
        id=name, article=name, published_earliest=earliest, published_latest=latest, sha256="", encoding="utf-8"
    )


def count(number: float | tuple[float, float], on: int | str | None = 1, **more: Any) -> Count:
    """A number, or a range, told on a day of May, by default of people killed, in a report of its own.

    `by` is who gives it, `said` the modifier before it, `name` the report.
    """
    days = f"{DAY}{on}" if isinstance(on, int) else on
    said, by = more.pop("said", None), more.pop("by", None)
    numbers: dict[str, Any] = dict(zip(("low", "high"), number, strict=True)) if isinstance(number, tuple) else {
        BOUNDS.get(said, "value"): number
    }  # fmt: skip
    name = more.pop("name", f"r{on}-{said}-{number}-{by}")
    start = more.pop("start", 0)
    told = {"id": f"{name}@{start}", "measure": "killed", "who": "osoby", "modifier": said, "attributed_to": by}
    row = FigureRow(article=name, start=start, end=start + 2, text=f"{said or ''} {number}".strip(), **numbers,
                    **{**told, **more})  # fmt: skip
    return count_of(row, {name: article(name, days)}, {})


def verdict(one: Count, other: Count, *, copied: bool = False, apart: bool = False) -> Verdict:
    """How two counts relate."""
    return relate(pair_of(one, other, measures()[one.row.measure], copied, apart))


def histories(counts: Sequence[Count], reuse: Sequence[ReuseRow] = (), **more: Any) -> list[HistoryRow]:
    """The histories of counts that are of one story."""
    held = [article(name, None) for name in sorted({c.row.article for c in counts})]
    disputes, countries = more.get("disputes", []), more.get("countries", set())
    origins = Origins(Linked(articles=held, reuse=list(reuse)), Texts())
    return StoryHistories("story", counts, disputes, origins, countries).rows()


def related(rows: Sequence[HistoryRow]) -> Mapping[tuple[str, str | None], str]:
    """The relation of every pair, of all histories."""
    return {(r.first, r.second): r.relation for row in rows for r in row.relations}


def dispute(figure: str, counter: str | None = None, **more: Any) -> Disputed:
    """A statement that a figure is too low, with the number that is put against it."""
    told = {"rule": "disputed", "why": "x", "article": "d", "start": 3, "end": 9, "text": "y", "statement": "s"}
    return Disputed(figure, counter, **{"direction": "low", **told, **more})
