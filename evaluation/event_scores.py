"""Scores of events: against marked ones by the rules of the project's scorer, by type, and as two judges saw those
that were found.

The rules are written anew here, so that the pack's corpora are held to the same ones where no scorer lies beside the
project; a test asks both.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from evaluation import f1, judging
from evaluation.judging import RIGHT, Judged, Row

VERDICTS = (RIGHT, "wrong type", "wrong actor", "both", "no event")
"""What a judge may say of an event that was found; `both` is wrong in type and in actor."""
TYPE_RIGHT, ACTOR_RIGHT = (RIGHT, "wrong actor"), (RIGHT, "wrong type")
SHORT, STEM, LONGER = 2, 5, 4
"""Words up to so many letters tell no name; so many letters of the others are compared; so many more words may a longer
name have."""
VAGUE = 0.4
"""Of the days that either of two stretches has, the share that both must have."""
SEVERAL = "; "

Figures = dict[str, float]
Pair = tuple[Row, Row]
Days = tuple[int, int]
Mistake = tuple[str, str, str, str, str, str, str]
"""Sort, article, place, the words there, what is wanted, what was got, the pattern that found it."""


def figures(truth: Sequence[Row], said: Sequence[Row]) -> Figures:
    """Events are right where their trigger shares a character with one of the truth, and the type agrees.

    `trigger_f1` asks for the trigger alone; `spurious` is the share of those said that touch no trigger of the truth.
    The others are shares of the right ones that agree: `mode`, `modality`, `place` and `date` of those of which the
    truth has them, `actor` and `recipient` also of those of which it says that there is nobody, and somebody is said.
    The articles are those of the caller's choice: what is said of one without an event is wrong.
    """
    pairs = paired(truth, said)
    right = of_same_type(pairs)
    precision, recall = _part(len(right), len(said)), _part(len(right), len(truth))
    shares = {field: [agrees(field, *pair) for pair in right if _asked(field, pair)] for field in FIELDS}
    return {
        "trigger_f1": f1(len(pairs), len(truth), len(said)),
        "precision": precision,
        "recall": recall,
        "f1": f1(len(right), len(truth), len(said)),
        "gold": len(truth),
        "said": len(said),
        "spurious": _part(sum(not _touches(row, truth) for row in said), len(said)),
        **{field: judging.share(answers) for field, answers in shares.items() if answers},
    }


def by_type(truth: Sequence[Row], said: Sequence[Row]) -> dict[str, Figures]:
    """How many events of each type the truth has, how many are said, and how many of these are right."""
    wanted, got = (Counter(row["event_type"] for row in rows) for rows in (truth, said))
    right = Counter(row["event_type"] for row, _ in of_same_type(paired(truth, said)))
    return {
        kind: {
            "f1": f1(right[kind], wanted[kind], got[kind]),
            "gold": wanted[kind],
            "said": got[kind],
            "right": right[kind],
        }
        for kind in sorted({*wanted, *got})
    }


def wrong(truth: Sequence[Row], said: Sequence[Row]) -> Iterator[Mistake]:
    """Those that are missing, those that are none (`spurious`) or one too many at their place (`extra`), wrong types,
    and wrong fields of right ones; in this order."""
    pairs = paired(truth, said)
    known = {id(row) for pair in pairs for row in pair}
    yield from (_mistake("missing", row, told(row), "", None) for row in truth if id(row) not in known)
    for row in said:
        if id(row) not in known:
            yield _mistake("extra" if _touches(row, truth) else "spurious", row, "", told(row), row)
    for row, got in pairs:
        if row["event_type"] != got["event_type"]:
            yield _mistake("type", row, told(row), told(got), got)
    for field in FIELDS:
        for row, got in of_same_type(pairs):
            if _asked(field, (row, got)) and not agrees(field, row, got):
                yield _mistake(field, row, _shown(field, row), _shown(field, got), got)


def paired(truth: Sequence[Row], said: Sequence[Row]) -> list[Pair]:
    """Each event of the truth with at most one of its article that touches it: first those of the same type, then the
    others, in the order of the truth."""
    of_article: dict[str, list[Row]] = defaultdict(list)
    for row in said:
        of_article[row["article"]].append(row)
    options = [(row, got) for row in truth for got in of_article[row["article"]] if overlap(row, got)]
    found: list[Pair] = []
    taken: set[int] = set()
    for row, got in sorted(options, key=lambda pair: pair[0]["event_type"] != pair[1]["event_type"]):
        if not {id(row), id(got)} & taken:
            taken |= {id(row), id(got)}
            found.append((row, got))
    return found


def of_same_type(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs that agree in type."""
    return [(row, got) for row, got in pairs if row["event_type"] == got["event_type"]]


def overlap(one: Row, other: Row) -> bool:
    """Whether two stretches of one article share a character."""
    return bool(min(one["end"], other["end"]) > max(one["start"], other["start"]))


def _touches(row: Row, others: Iterable[Row]) -> bool:
    return any(row["article"] == other["article"] and overlap(row, other) for other in others)


def _part(hits: int, whole: int) -> float:
    return hits / whole if whole else 0.0


def agrees(field: str, row: Row, got: Row) -> bool:
    """Whether a field is said as the truth has it."""
    return FIELDS[field](row, got)


def _asked(field: str, pair: Pair) -> bool:
    """Whether a field of an event counts: the truth tells it; or it tells that nobody takes part, and somebody is
    said to."""
    row, got = pair
    if field == "date":
        return _days(row) is not None
    return bool(row.get(field)) or (row.get(field) == [] and bool(got.get(field)))


def _same(field: str) -> Callable[[Row, Row], bool]:
    return lambda row, got: bool(row[field] == got.get(field))


def _same_people(field: str) -> Callable[[Row, Row], bool]:
    """One of the names agrees, and at most one more is said than the truth has."""

    def same(row: Row, got: Row) -> bool:
        wanted, said = row[field], got.get(field)
        return same_name(wanted, said) and len(names(said)) <= len(names(wanted)) + 1

    return same


def _same_place(row: Row, got: Row) -> bool:
    return same_name(row["place"], got.get("place"))


def _same_days(row: Row, got: Row) -> bool:
    """The same day; of a stretch of days, enough of those that either has."""
    wanted, said = _days(row), _days(got)
    if wanted is None or said is None:
        return False
    if wanted[0] == wanted[1]:
        return wanted == said
    both = min(wanted[1], said[1]) - max(wanted[0], said[0]) + 1
    return both > 0 and both / (max(wanted[1], said[1]) - min(wanted[0], said[0]) + 1) >= VAGUE


def _days(row: Row) -> Days | None:
    """The first and the last day by number; None where one of them is not known."""
    try:
        first, last = (dt.date.fromisoformat(str(row.get(end))[:10]) for end in ("earliest", "latest"))
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


FIELDS: dict[str, Callable[[Row, Row], bool]] = {
    "mode": _same("mode"),
    "modality": _same("modality"),
    "actor": _same_people("actor"),
    "recipient": _same_people("recipient"),
    "date": _same_days,
    "place": _same_place,
}


def same_name(wanted: str | Sequence[str] | None, said: str | Sequence[str] | None) -> bool:
    """Whether one of the names is one of the others, or nobody is named on either side. Names are the same where the
    words of the shorter all stand in the longer, by their first letters, and the longer has few more."""
    one, other = names(wanted), names(said)
    return any(_alike(name, alias) for name in one for alias in other) or not (one or other)


def _alike(one: str, other: str) -> bool:
    fewer, more = sorted((_stems(one), _stems(other)), key=len)
    return one == other or (bool(fewer) and fewer <= more and len(more) <= len(fewer) + LONGER)


def _stems(name: str) -> set[str]:
    return {word[:STEM] for word in name.split() if len(word) > SHORT}


def names(value: str | Sequence[str] | None) -> set[str]:
    """The names in small letters, without marks and punctuation."""
    several = [value] if isinstance(value, str) else value or []
    return {_plain(name) for name in several if name}


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.translate({ord("ł"): "l", ord("Ł"): "L"})).casefold()
    return " ".join(re.findall(r"\w+", "".join(letter for letter in apart if not unicodedata.combining(letter))))


def _mistake(sort: str, at: Row, wanted: str, got: str, found: Row | None) -> Mistake:
    words, pattern = " ".join(at["text"].split()), (found or {}).get("pattern") or ""
    return sort, at["article"], f"{at['start']}–{at['end']}", words, wanted, got, pattern


def told(row: Row) -> str:
    """An event in one line: `COERCE/arrest policja > działacze (future)`; who is not told is `-`."""
    kind = f"{row['event_type']}/{row['mode']}" if row["mode"] else row["event_type"]
    people = " > ".join(SEVERAL.join(row[role]) or "-" for role in ("actor", "recipient"))
    return f"{kind} {people}" + ("" if row["modality"] in (None, "actual") else f" ({row['modality']})")


def _shown(field: str, row: Row) -> str:
    if field == "date":
        return "..".join(row.get(end) or "" for end in ("earliest", "latest"))
    value = row.get(field) or ""
    return value if isinstance(value, str) else SEVERAL.join(value)


def place(row: Row) -> judging.Place:
    """Where an event stands."""
    return row["article"], row["start"], row["end"]


def digest(row: Row) -> str:
    """Twelve hexadecimal digits that tell whether an event still has the words, type and actors that were judged."""
    return judging.digest(row["text"], row["event_type"], *row["actor"])


def drawn(found: Iterable[Row], seed: int, number: int, most: int) -> list[Row]:
    """So many of the events, in order of article and place, at most `most` of one article; the same for the same ones
    in whatever order they come."""
    return judging.drawn(sorted(found, key=place), seed, number, most, place)


def verdicts(judged: Sequence[Judged], found: Iterable[Row]) -> Figures:
    """What two judges say of events: of all of it, and each of the type and of the actor alone; `still` is the share
    that is found now with the same words, type and actors."""
    if not judged:
        return {}
    told_right = {"type": TYPE_RIGHT, "actor": ACTOR_RIGHT}
    apart = {
        f"{what}_{judge}": judging.share(getattr(one, judge) in right for one in judged)
        for what, right in told_right.items()
        for judge in ("first", "second")
    }
    return {**judging.verdicts(judged, {place(row): digest(row) for row in found}), **apart}
