"""What two judges say, each alone, of things that Kronika found: how these are drawn, known again, and counted."""

from __future__ import annotations

import csv
import hashlib
import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

RIGHT = "right"

Row = Mapping[str, Any]
Label = Mapping[str, str]
Place = tuple[str, int, int]


class Judged(NamedTuple):
    """What was found, by its article, place and digest, and what each of two judges says of it."""

    path: str
    start: int
    end: int
    digest: str
    first: str
    second: str

    @property
    def place(self) -> Place:
        return self.path, self.start, self.end


def lines(file: Path) -> list[Label]:
    """The rows of a table that people wrote, without its comments."""
    written = file.read_text(encoding="utf-8").splitlines()
    told = (line for line in written if not line.startswith("#"))
    return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE))


def judgements(file: Path) -> list[Judged]:
    """What the judges said; empty where nobody has judged."""
    return [
        Judged(row["path"], int(row["start"]), int(row["end"]), row["digest"], row["first"], row["second"])
        for row in lines(file)
    ]


def digest(*parts: str) -> str:
    """Twelve hexadecimal digits that tell whether what was judged is still the same."""
    return hashlib.sha1("\0".join(parts).encode(), usedforsecurity=False).hexdigest()[:12]


def drawn(ordered: Sequence[Row], seed: int, number: int, most: int, key: Callable[[Row], Hashable]) -> list[Row]:
    """So many of the rows, in their order. At most `most` are of one article, and of those with the same key one."""
    taken: dict[Hashable, int] = {}
    of_article: Counter[str] = Counter()
    for at in random.Random(seed).sample(range(len(ordered)), len(ordered)):
        article, known = ordered[at]["article"], key(ordered[at])
        if len(taken) < number and of_article[article] < most and known not in taken:
            taken[known] = at
            of_article[article] += 1
    return [ordered[at] for at in sorted(taken.values())]


def verdicts(judged: Sequence[Judged], now: Mapping[Place, str]) -> dict[str, float]:
    """What two judges say, no figures where they say nothing. `now` are the digests of what is found today, by place.

    `first`, `second` and `right_both` are the shares that the one, the other and both call right; `agree` is the share
    of which both or neither does, `kappa` Cohen's for that, left out where both judges say one thing only, `same` the
    share of equal verdicts. `still` is the share that is found now at the same place with the same digest.
    """
    if not judged:
        return {}
    first, second = [j.first == RIGHT for j in judged], [j.second == RIGHT for j in judged]
    agree = share(one == other for one, other in zip(first, second, strict=True))
    kappa = _kappa(agree, share(first), share(second))
    return {
        "judged": len(judged),
        "first": share(first),
        "second": share(second),
        "right_both": share(one and other for one, other in zip(first, second, strict=True)),
        "agree": agree,
        **({} if kappa is None else {"kappa": kappa}),
        "same": share(j.first == j.second for j in judged),
        "still": share(now.get(j.place) == j.digest for j in judged),
    }


def share(answers: Iterable[bool]) -> float:
    """The share of answers that are yes."""
    known = list(answers)
    return sum(known) / len(known)


def _kappa(agree: float, first: float, second: float) -> float | None:
    """Agreement beyond what two judges with these shares of yes have by chance; None where chance explains all."""
    chance = first * second + (1 - first) * (1 - second)
    return (agree - chance) / (1 - chance) if chance < 1 else None
