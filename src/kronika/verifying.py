"""Whether stored texts and the stretches that rows claim of them still hold."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from kronika.evidence import stands
from kronika.records import Article, EvidenceRow, Trouble


class Checked(NamedTuple):
    """A stretch that a row of a table claims; `loose` where its blanks may differ from the text's."""

    table: str
    article: str
    start: int
    end: int
    text: str
    loose: bool


EVIDENCE: dict[str, Callable[[Any], list[list[EvidenceRow]]]] = {
    "chronicle": lambda row: [row.evidence, row.tellings],
    "disagreements": lambda row: [side.evidence for side in row.sides],
    "summaries": lambda row: [row.evidence],
    "supports": lambda row: [origin.evidence for origin in row.origins],
}
"""Tables whose rows stand nowhere themselves, with the passages that they rest on."""


def claimed(kind: str, row: Any) -> list[Checked]:
    """The stretches that a row claims."""
    if kind == "histories":
        told = [r for r in row.relations if r.article is not None]
        return [Checked(kind, r.article, r.start, r.end, r.text, False) for r in told]
    if kind in EVIDENCE:
        words = [e for evidence in EVIDENCE[kind](row) for e in evidence]
        return [Checked(kind, e.article, e.start, e.end, e.text, False) for e in words]
    if not hasattr(row, "start"):
        return []
    found = [Checked(kind, row.article, row.start, row.end, row.text, False)]
    if kind == "events":
        found += [Checked(kind, row.article, p.start, p.end, p.text, False) for p in row.participants]
    if kind == "reuse":
        found.append(Checked(kind, row.other, row.other_start, row.other_end, row.text, True))
        for edit in row.edits:
            found.append(Checked(kind, row.article, edit.start, edit.end, edit.text, False))
            found.append(Checked(kind, row.other, edit.other_start, edit.other_end, edit.other_text, False))
    if kind == "statements":
        found += [Checked(kind, row.article, r.start, r.end, r.text, False) for r in row.relays]
        found += [Checked(kind, row.article, e.other_start, e.other_end, e.other_text, False) for e in row.edits]
    return found


def misplaced(claim: Checked, texts: Mapping[str, str]) -> Trouble | None:
    """What is wrong where a stretch is not what the text has there."""
    if _holds(texts, claim):
        return None
    return Trouble(
        source=claim.article,
        name=claim.article,
        what=claim.table,
        where=f"{claim.start}:{claim.end}",
        why=f"{claim.text[:60]!r} is not what stands there",
        remedy="Read the report again; if it stays so, report a defect of Kronika",
    )


def _holds(texts: Mapping[str, str], claim: Checked) -> bool:
    whole = texts.get(claim.article, "")
    if not claim.loose:
        return stands(whole, claim.start, claim.end, claim.text)
    within = 0 <= claim.start < claim.end <= len(whole)
    return within and "".join(whole[claim.start : claim.end].split()) == "".join(claim.text.split())


def altered(source: str, article: Article, sha256: str) -> Trouble | None:
    """What is wrong where a stored text has another hash than when it was read."""
    if hashlib.sha256(article.text.encode("utf-8")).hexdigest() == sha256:
        return None
    why = "the stored text is not the one that was read"
    remedy = "Restore the store from a copy, or read the reports into a new one"
    return Trouble(source=source, name=article.name, what="article", why=why, remedy=remedy)
