"""How two figures relate: what the histories tell of pairs against what people say of them.

`relations_before`, `relations_tuned`, `relations_measured`: the pairs of `relations.jsonl`, invented, each with the
one or two reports in which it stands; these are read and linked alone, and taken for one story. Those of `before`
were written before the rules, whose writers read them afterwards; the others were written later, and the mistakes of
`measured` are never shown. `right` is the share of which the histories tell the relation and the rule, `relation`
that of which they tell the relation; what is not read is wrong. Behind it, by rule, the share that is right.

`relations_examples`: the figures of the examples, linked together. Beside the share that is `right` stand those of what
was planted: `conflicts` that are told as contradictions or disputes, `updates` with the right relation, `parts` with
the right relation and rule. `invented` counts contradictions and disputes that the truth does not have.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from evaluation import relation_scores, shown
from evaluation.days import Table, rows_of
from evaluation.judging import Row
from evaluation.linker import Linker
from evaluation.measure import Task
from evaluation.relation_scores import CONFLICTS, Answer, End, Mistake, Told
from kronika import pipeline
from kronika.linking import named
from kronika.linking.histories.histories import histories
from kronika.origins import Origins
from kronika.pipeline import Written
from kronika.records import HistoryRow, Linked

PAIRS = Path(__file__).parent / "relations.jsonl"
TRUTH = "relations.jsonl"
ONE = "one story"
MEASURED = "measured"
PARTS = ("before", "tuned", MEASURED)

Passages = Mapping[tuple[str, int], Row]
"""The figures and statements of a truth by their article and start."""


def pairs() -> list[Row]:
    """The pairs as people wrote them; empty where nobody has."""
    return list(rows_of(PAIRS)) if PAIRS.exists() else []


def of_pairs(linker: Linker) -> Iterator[Table]:
    """The table of the pairs; none where there are no pairs."""
    known = pairs()
    if known:
        told = shown(known, "Relating figures", len(known))
        answers = [(pair["part"], of_pair(pair, _told_alone(linker, pair["reports"]))) for pair in told]
        for part in PARTS:
            own = [answer for known_part, answer in answers if known_part == part]
            wrong = [] if part == MEASURED else list(relation_scores.wrong(own))
            yield Table(f"relations_{part}", relation_scores.of_pairs(own), wrong)


def _told_alone(linker: Linker, reports: Iterable[Row]) -> Told:
    """What is told of the reports of a pair, which are one story: whether linking knows that is measured elsewhere."""
    written = _alone(linker, reports)
    linked = written.linked
    together = [report._replace(story=ONE) for report in named(list(written.readings.values()))]
    told = histories(linked, together, _origins(written), linker.knowledge)
    return told_of(linked, told)._replace(stories=dict.fromkeys(written.readings, ONE))


def _origins(written: Written) -> Origins:
    return Origins(written.linked, {name: reading.article.text for name, reading in written.readings.items()})


def _alone(linker: Linker, reports: Iterable[Row]) -> Written:
    """The reports of a pair, read from a file and written of as if there were no others."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reports.jsonl"
        lines = (json.dumps({"language": "pl", **report}, ensure_ascii=False) for report in reports)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return pipeline.write(linker.readings(linker.articles(file)), [])


def told_of(linked: Linked, told: Sequence[HistoryRow]) -> Told:
    """What is told of reports, as rows of the export."""
    return Told(
        msgspec.to_builtins(linked.figures),
        msgspec.to_builtins(linked.statements),
        msgspec.to_builtins(told),
        {row.article: row.story for row in linked.stories},
    )


def of_pair(pair: Row, told: Told) -> Answer:
    """What is told of a pair."""
    texts = {report["id"]: report["text"] for report in pair["reports"]}
    first, second = (_quoted(told, pair[side], texts) for side in ("first", "second"))
    return relation_scores.answer(pair["id"], told, first, second, (pair["relation"], pair["rule"]))


def _quoted(told: Told, end: Row, texts: Mapping[str, str]) -> End:
    """An end of a pair: a figure of a measure, or the words of a dispute, which have none."""
    report, quote, measure = end["report"], end["quote"], end["measure"]
    at = relation_scores.places(texts[report], quote)
    if measure is None:
        return relation_scores.statement(told, report, at, quote)
    return relation_scores.figure(told, report, at, quote, measure)


def of_task(task: Task, written: Written) -> Iterator[Table]:
    """The table of a task's relations; none where its truth has no relations."""
    if (task.truth / TRUTH).exists():
        yield examples(rows_of(task.truth / TRUTH), told_of(written.linked, written.linked.histories), passages(task))


def passages(task: Task) -> Passages:
    """The figures and statements of a task's truth; where both begin at one place, the figure."""
    rows = [row for table in ("statements", "figures") for row in rows_of(task.truth / f"{table}.jsonl")]
    return {(row["article"], row["start"]): row for row in rows}


def examples(truth: Iterable[Row], told: Told, known: Passages) -> Table:
    """The table of relations that stand between passages of a truth; `or` are others that may as well be the first."""
    answers, conflicts = [], []
    for row in truth:
        second = _standing(told, row["second"], known)
        ends = [_standing(told, end, known) for end in (row["first"], *row.get("or", ()))]
        first = next((end for end in ends if relation_scores.between(told, end, second)), ends[0])
        wanted, planted = (row["relation"], row["rule"]), row.get("planted")
        answers.append(relation_scores.answer(planted or "", told, first, second, wanted, planted))
        if row["relation"] in CONFLICTS:
            conflicts.append((first, second))
    strange = relation_scores.invented(told, conflicts)
    mistakes = [*relation_scores.wrong(answers), *(_invented(row, told) for row in strange)]
    return Table("relations_examples", relation_scores.of_examples(answers, len(strange)), mistakes)


def _standing(told: Told, end: Row, known: Passages) -> End:
    """An end of the truth: the figure that stands there, or the statement where it says that one does."""
    passage = known[end["article"], end["start"]]
    find = relation_scores.statement if end.get("statement") else relation_scores.figure
    return find(told, end["article"], [(passage["start"], passage["end"])], passage["text"])


def _invented(row: Row, told: Told) -> Mistake:
    known = {one["id"]: f"{one['article']}: {one['text']}" for one in (*told.statements, *told.figures)}
    first, second = known[row["first"]], known.get(row["second"] or row["statement"], "")
    return "invented", "", first, second, "", relation_scores.line([(row["relation"], row["rule"])])
