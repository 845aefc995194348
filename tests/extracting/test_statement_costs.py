"""What statements cost: counted in calls, which no load of the machine changes; and the same with other hashes."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from invented import article, python
from kronika.annotating import Annotator
from kronika.extracting import Extractor
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import load_packs, pack_of
from kronika.linking import link
from kronika.records import Annotated, Document, Reading, Zone

GROWTH = 3.0
"""What twice as much may cost: twice, and half as much again for what is sorted or shared."""
PART = (
    "według PAP „tak” powiedział w rozmowie z TVN24 rzecznik, którego cytuje AFP, powołując się na źródła, "
    "że w środę zginęło 12 osób"
)
READ = """
from kronika.languages.corpus import load_corpus
from kronika.languages.pack import pack_of
from kronika.pipeline import Reader
from kronika.records import Article, Metadata
reader, place = Reader(), pack_of("pl").folder / "statements"
for example in [*load_corpus(place / "chains.txt"), *load_corpus(place / "direct.txt")]:
    metadata = Metadata(language="pl")
    article = Article(source="x", name="x", text=example.phrase, sha256="", encoding="utf-8", metadata=metadata)
    print(reader.read(article)[0].statements)
"""


@pytest.fixture(scope="module")
def annotate() -> Callable[[str], Annotated]:
    annotator = Annotator(pack_of("pl"))

    def made(text: str) -> Annotated:
        zones = [Zone(start=0, end=len(text), kind="body")]
        return annotator.annotate(Document(article=article(text), language="pl", zones=zones))

    return made


def calls(files: tuple[str, ...], work: Callable[[], Any]) -> int:
    """How often functions of some files are called, and functions by them."""
    counted: Counter[bool] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        places = [f.f_code.co_filename for f in (frame, frame.f_back) if f is not None]
        counted[event in ("call", "c_call") and any(place.endswith(files) for place in places)] += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted[True]


def test_a_sentence_twice_as_long_costs_about_twice_as_much(annotate: Callable[[str], Annotated]) -> None:
    extractor = Extractor(pack_of("pl"))
    files = tuple(f"extracting/statements/{name}.py" for name in ("relays", "deeper", "media", "pairs"))
    costs = []
    for number in (12, 24):
        annotated = annotate("Rzecznik " + ", ".join([PART] * number) + ".")
        costs.append(calls(files, lambda annotated=annotated: extractor.extract(annotated)))  # type: ignore[misc]
    assert costs[1] < GROWTH * costs[0], costs


def test_an_article_twice_as_long_costs_about_twice_as_much(annotate: Callable[[str], Annotated]) -> None:
    extractor, knowledge = Extractor(pack_of("pl")), Knowledge(list(load_packs().values()))
    files = tuple(f"linking/{name}.py" for name in ("sayings", "contents"))
    costs = []
    for number in (40, 80):
        said = [f"Jan Kos powiedział w środę, że {i} maja zginęło {i} osób w Opolu." for i in range(1, number + 1)]
        annotated = annotate(" ".join(said))
        reading = Reading(article=annotated.document.article, findings=extractor.extract(annotated))
        costs.append(calls(files, lambda reading=reading: link([reading], knowledge)))  # type: ignore[misc]
    assert costs[1] < GROWTH * costs[0], costs


def test_other_hashes_give_the_same_statements() -> None:
    """The order of a set of words is another in every process."""
    found = []
    for seed in ("0", "1", "2"):
        done = python("-c", READ, env={**os.environ, "PYTHONHASHSEED": seed})
        assert done.returncode == 0, done.stderr
        found.append(done.stdout.splitlines())
    assert any(said != "[]" for said in found[0])
    for other in found[1:]:
        assert [pair for pair in zip(found[0], other, strict=True) if pair[0] != pair[1]] == []
