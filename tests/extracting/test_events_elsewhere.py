"""Events of a language that no code knows: the toy pack with a lexicon and trees made by hand."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from invented import article
from kronika.annotating import Annotator
from kronika.extracting import Extractor
from kronika.extracting.events.events import EventExtractor
from kronika.languages.pack import Pack
from kronika.records import AnnotatedZone, Document, EventFinding, Zone

TOY = Path(__file__).parents[1] / "languages" / "xx"
FILES = {
    "coerce/triggers.txt": "[arrest | actor: subject | recipient: object, øl+acc]\ntaluk, taluk vek\n"
    "[nothing | actor: subject]\ntaluk mor\n",
    "protest/triggers.txt": "[demo | actor: genitive]\nzor\n",
    "words/negation.txt": "ne\n",
    "words/people.txt": "@grom\n",
    "words/light-subject.txt": "@trizok\n",
    "words/modality.txt": "hypothetical: @pelok\n",
}


class Word(NamedTuple):
    """A word of a tree: its kind, what it hangs on, how, and its morphology; the lemma is the word."""

    text: str
    pos: str
    head: int
    dep: str
    morph: str = ""


GROM = Word("Grom", "PROPN", 1, "nsubj", "Case=Nom")
TALUK = Word("taluk", "VERB", 1, "ROOT", "VerbForm=Fin|Tense=Past")
MARN = Word("Marn", "PROPN", 1, "obj", "Case=Acc")


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The toy pack with a lexicon of events."""
    folder = Path(shutil.copytree(TOY, tmp_path_factory.mktemp("packs") / "xx"))
    for name, lines in FILES.items():
        path = folder / "events" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(lines, encoding="utf-8")
    return Pack(folder)


def document(text: str) -> Document:
    return Document(article=article(text), language="xx", zones=[Zone(start=0, end=len(text), kind="body")])


def events(toy: Pack, *words: Word) -> tuple[str, list[EventFinding]]:
    """The events of a sentence of this tree, with its text."""
    text = " ".join(word.text for word in words)
    [zone] = Annotator(toy).annotate(document(text)).zones
    _grow(zone, words)
    return text, EventExtractor(toy).extract(zone, [], [])


def _grow(zone: AnnotatedZone, words: tuple[Word, ...]) -> None:
    assert [token.text for token in zone.doc] == [word.text for word in words]
    for token, word in zip(zone.doc, words, strict=True):
        token.lemma_, token.pos_, token.dep_ = word.text.lower(), word.pos, word.dep
        token.head = zone.doc[word.head]
        token.set_morph(word.morph)  # type: ignore[attr-defined]


def people(text: str, event: EventFinding) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in event.participants:
        found.setdefault(one.role, []).append(text[one.start : one.end])
    return found


def test_without_syntax_there_are_no_events(toy: Pack) -> None:
    annotated_text = Annotator(toy).annotate(document("Grom taluk Marn."))
    assert Extractor(toy).extract(annotated_text).events == []


def test_a_lexicon_and_a_tree_are_enough(toy: Pack) -> None:
    text, [event] = events(toy, GROM, TALUK, MARN)
    assert (event.event_type, event.mode, event.pattern) == ("COERCE", "arrest", "COERCE/arrest: taluk")
    assert (text[event.start : event.end], event.form, event.told, event.modality) == (
        "taluk",
        "active",
        True,
        "actual",
    )
    assert people(text, event) == {"actor": ["Grom"], "recipient": ["Marn"]}


def test_the_trigger_that_asks_for_more_is_meant_and_one_that_tells_nothing_keeps_all_away(toy: Pack) -> None:
    longer = Word("vek", "NOUN", 1, "obl", "Case=Ins")
    assert [e.pattern for e in events(toy, GROM, TALUK, longer)[1]] == ["COERCE/arrest: taluk vek"]
    assert events(toy, GROM, TALUK, longer._replace(text="mor"))[1] == []


def test_a_passive_turns_the_roles_round(toy: Pack) -> None:
    passive = TALUK._replace(text="taluk", morph="VerbForm=Part|Voice=Pass", head=2)
    text, [event] = events(
        toy,
        Word("Marn", "PROPN", 2, "nsubj:pass", "Case=Nom"),
        Word("pel", "AUX", 2, "aux:pass"),
        passive,
        Word("Grom", "PROPN", 2, "obl:agent", "Case=Acc"),
    )
    assert (event.form, people(text, event)) == ("passive", {"recipient": ["Marn"], "actor": ["Grom"]})


def test_prepositions_verbs_that_carry_and_negation_are_words_of_the_pack(toy: Pack) -> None:
    text, [event] = events(toy, GROM, TALUK, Word("øl", "ADP", 3, "case"), Word("Marn", "PROPN", 1, "obl", "Case=Acc"))
    assert people(text, event) == {"actor": ["Grom"], "recipient": ["Marn"]}
    text, [event] = events(
        toy, Word("Trizok", "VERB", 0, "ROOT"), Word("zor", "NOUN", 0, "nsubj"), Word("Grom", "NOUN", 1, "nmod")
    )
    assert (text[event.start : event.end], event.form, event.told) == ("Trizok zor", "noun", True)
    assert people(text, event) == {"actor": ["Grom"]}


def test_modality_is_of_the_tree_and_of_the_lists(toy: Pack) -> None:
    negation = Word("ne", "PART", 2, "advmod:neg")
    told = [
        events(toy, GROM._replace(head=2), negation, TALUK._replace(head=2), MARN._replace(head=2)),
        events(toy, GROM, Word("pelok", "VERB", 1, "ROOT"), Word("taluk", "VERB", 1, "xcomp"), MARN._replace(head=2)),
    ]
    assert [event.modality for _, [event] in told] == ["negated", "hypothetical"]
