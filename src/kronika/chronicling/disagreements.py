"""Where the reports of a story part: figures, versions, accounts, denials, opposite statements; each with its sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kronika import calendar
from kronika.calendar import LAST_DAY, UNKNOWN, Interval
from kronika.chronicling.account_matters import excluding_accounts, opposite_blame
from kronika.chronicling.figure_matters import contradicted_figures
from kronika.chronicling.matters import ACCUSE, Matter, Row, Side, Told
from kronika.chronicling.opposite_matters import opposite_statements
from kronika.chronicling.telling import Teller
from kronika.chronicling.version_matters import excluding_changes, excluding_versions
from kronika.evidence import digest
from kronika.origins import AGENCY, Origins
from kronika.records import ArticleRow, DisagreementRow, EventRow, EvidenceRow, FigureRow, SideRow, StatementRow

FINDERS: tuple[Callable[[Told], Iterator[Matter]], ...] = (
    contradicted_figures,
    excluding_accounts,
    opposite_blame,
    excluding_versions,
    excluding_changes,
    opposite_statements,
)
"""In this order; the name is what `rule` says where the finder has one rule."""
TOLD = "told"


class Maker:
    """Makes the rows of disagreements: who holds each side, since when, through which origins."""

    def __init__(self, teller: Teller, origins: Origins, articles: list[ArticleRow]) -> None:
        self._teller, self._origins = teller, origins
        self._published = {row.article: calendar.of(row.published_earliest, row.published_latest) for row in articles}

    def rows(self, told: Told) -> list[DisagreementRow]:
        """The disagreements of a story, in the order of the finders."""
        return [self._row(told, matter) for find in FINDERS for matter in find(told) if len(matter.sides) > 1]

    def _row(self, told: Told, matter: Matter) -> DisagreementRow:
        ids = sorted(row.id for side in matter.sides for _, row in side.rows)
        return DisagreementRow(
            id=f"disagreement-{digest(matter.kind, *ids)}",
            story=told.story,
            about=", ".join(filter(None, (matter.about.symbol, matter.about.group, *matter.about.names))),
            symbol=matter.about.symbol,
            group=matter.about.group,
            names=list(matter.about.names),
            kind=matter.kind,
            rule=matter.rule,
            why=matter.why,
            sides=[self._side(told, side) for side in matter.sides],
        )

    def _side(self, told: Told, side: Side) -> SideRow:
        rows = [row for _, row in side.rows]
        support = self._origins.of_rows(rows)
        days = min((self._since(told, row) for row in rows), key=_first)
        sentence = self._teller.best(rows)
        names = support.names
        return SideRow(
            claim=side.claim,
            sentence=sentence.text if sentence else rows[0].text,
            holders=self._holders(side),
            earliest=calendar.iso(days.earliest),
            latest=calendar.iso(days.latest),
            articles=names["articles"],
            outlets=names["outlets"],
            origins=names["origins"],
            mentions=[row.id for row in rows],
            evidence=[
                EvidenceRow(article=row.article, start=row.start, end=row.end, text=row.text, rule=TOLD) for row in rows
            ],
        )

    def _holders(self, side: Side) -> list[str]:
        """Who holds a side; for an outlet that has it from an agency, the agency."""
        found: dict[str, None] = {}
        for holder, row in side.rows:
            outlet = holder == self._origins.copies.outlet(row.article)
            agencies = [o.name for o in self._origins.of_rows([row]).origins if o.kind == AGENCY] if outlet else []
            found |= dict.fromkeys(agencies or [holder])
        return list(found)

    def _since(self, told: Told, row: Row) -> Interval:
        """The days on which it was said: of the statement, of the count, else up to publication."""
        statement = row if isinstance(row, StatementRow) else told.statements.get(row.statement or "")
        if statement is not None and (statement.said_earliest or statement.said_latest):
            return calendar.of(statement.said_earliest, statement.said_latest)
        if isinstance(row, FigureRow) and row.as_of_earliest:
            return calendar.of(row.as_of_earliest, row.as_of_latest)
        if isinstance(row, EventRow) and row.event_type == ACCUSE and row.earliest:
            return calendar.of(row.earliest, row.latest)
        return self._published.get(row.article, UNKNOWN)


def _first(days: Interval) -> tuple[str, str]:
    first, last = (calendar.iso(day) for day in days)
    return last or first or LAST_DAY, first or ""
