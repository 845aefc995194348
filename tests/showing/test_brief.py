"""A story to pass on: Markdown in which every mark of a footnote has its note, and all that reports say stays text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from commands import call
from kronika import api, chronicles
from kronika.errors import InputError
from kronika.records import (
    ArticleRow,
    CastRow,
    ChronicleRow,
    DisagreementRow,
    EvidenceRow,
    FigureRow,
    HistoryRow,
    PointRow,
    SideRow,
    SummaryRow,
)
from kronika.showing.brief import brief, plain
from kronika.showing.catalogue import languages
from kronika.showing.chronicle_phrases import ChroniclePhrases
from kronika.showing.timeline_search import StoryTimeline
from kronika.store import Store

MARK = re.compile(r"(?<!\\)\[\^(\d+)\](?!:)")
NOTE = re.compile(r"^\[\^(\d+)\]: (.+)$", re.MULTILINE)
PASSAGE = re.compile(r"characters (\d+)–(\d+): .(.*).$")
ESCAPED = re.compile(r"\\([\\`*_\[\]<>#|~.)])")


@pytest.fixture(scope="module")
def store(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the examples."""
    place = tmp_path_factory.mktemp("brief") / "k.db"
    api.read([*sorted(examples.glob("*.txt")), examples / "depesze.jsonl"], place)
    return place


@pytest.fixture(scope="module")
def written(store: Path) -> str:
    return chronicles.brief(store=store)


@pytest.fixture(scope="module")
def texts(store: Path) -> dict[str, str]:
    """The reports by name."""
    from kronika.pipeline import named_readings

    with Store(store, create=False) as opened:
        return {name: reading.article.text for name, reading in named_readings(opened.readings()).items()}


def as_text(escaped: str) -> str:
    """What Markdown shows."""
    return ESCAPED.sub(r"\1", escaped)


# ------------------------------------------------------------------- footnotes


@pytest.mark.parametrize("language", languages())
def test_every_mark_has_its_note_and_every_note_its_mark(store: Path, language: str) -> None:
    text = chronicles.brief(store=store, ui_language=language)
    marks, notes = MARK.findall(text), [number for number, _ in NOTE.findall(text)]
    assert notes == [str(n + 1) for n in range(len(notes))]
    assert len(notes) > 30
    assert list(dict.fromkeys(marks)) == notes


def test_the_passage_of_every_note_stands_in_its_report_at_its_characters(
    written: str, texts: Mapping[str, str]
) -> None:
    for _, note in NOTE.findall(written):
        name = as_text(note.split(" · ")[0])
        found = PASSAGE.search(as_text(note))
        assert found, note
        start, end, quoted = int(found[1]), int(found[2]), found[3]
        stands = " ".join(texts[name][start:end].split())
        assert stands
        assert quoted == stands or (quoted.endswith(" …") and stands.startswith(quoted.removesuffix(" …")))


def test_one_passage_has_one_note(written: str) -> None:
    notes = [note for _, note in NOTE.findall(written)]
    assert len(notes) == len(set(notes))


def test_a_note_names_outlet_title_day_and_address_where_they_are_known(written: str) -> None:
    assert re.search(
        r"^\[\^\d+\]: kurier-1 · Kurier Velmarski · .Morzany liczą zabitych\. Rośnie gniew na port. · published "
        r"6 May 2027 · https://kurier-velmarski\.example/morzany-licza-zabitych · characters \d+–\d+: ",
        written,
        re.MULTILINE,
    )


# --------------------------------------------------------------------- contents


def test_it_tells_title_lead_lines_numbers_disagreements_and_who_takes_part(store: Path, written: str) -> None:
    [found] = chronicles.timeline(store=store).found
    assert written.startswith(f"# {plain(found.summary.title)}\n")
    headings = re.findall(r"^## (.+)$", written, re.MULTILINE)
    assert headings == ["What happened", "Figures", "Where the reports differ", "Who takes part", "Sources"]
    places = [written.index(f"– {plain(line.sentence)}[^") for line in found.lines]
    assert places == sorted(places)
    assert written.count("\n### ") == len(found.disagreements)
    for actor in found.summary.actors[:12]:
        assert f"\n| {plain(actor.name)} | " in written
    assert "It says who says what; it does not say who is right." in written


def test_every_side_of_every_disagreement_is_told_with_its_holders(store: Path, written: str) -> None:
    [found] = chronicles.disagreements(store=store).found
    phrases = ChroniclePhrases()
    assert found.disagreements
    for row in found.disagreements:
        for side in row.sides:
            claim, holders = plain(phrases.claim(row, side)), plain(", ".join(side.holders))
            assert f"\n- **{claim}** – {holders}: " in written


@pytest.mark.parametrize(("top", "lines"), [(1, 1), (3, 3), (15, 15)])
def test_so_many_lines_are_told_as_were_asked_for(store: Path, top: int, lines: int) -> None:
    events = chronicles.brief(top=top, store=store).split("\n## ")[1]
    assert len([line for line in events.splitlines() if line.startswith("- **")]) == lines


def test_its_frame_is_polish_where_that_is_asked_for(store: Path) -> None:
    text = chronicles.brief(store=store, ui_language="pl")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Co się wydarzyło", "Liczby", "W czym teksty się różnią", "Kto bierze udział", "Źródła"]
    for english in ("characters", "published", " May ", " reports", "origins", "first told", "through"):
        assert english not in text
    assert "| Kto | Urząd lub opis | Co zrobił | Co go spotkało | Cytowany |" in text
    assert re.search(r"\(\d teksty?, ", text)
    assert "· znaki " in text


def test_the_command_prints_it_or_writes_it(store: Path, written: str, tmp_path: Path) -> None:
    assert call("brief", "--store", store).out == written
    output = tmp_path / "brief.md"
    done = call("brief", "--store", store, "-o", output)
    assert (done.code, done.out) == (0, f"The brief is {output}\n")
    assert output.read_text(encoding="utf-8") == written
    assert call("brief", "--store", store, "-o", store).code != 0
    assert chronicles.brief(store=store) == written


def test_of_several_stories_the_largest_is_told(tmp_path: Path) -> None:
    flood = "Powódź zalała 4 maja 2031 roku czterdzieści domów w Sokolnikach. Zginęły 3 osoby, podała straż pożarna."
    chess = "W Velmarze arcymistrz Jan Kruk wygrał 9 maja 2031 roku turniej szachowy i oskarżył rywala o oszustwo."
    for name, text in (("a.txt", flood), ("b.txt", f"{flood} Szkoły zamknięto."), ("c.txt", chess)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    api.read([tmp_path / name for name in ("a.txt", "b.txt", "c.txt")], tmp_path / "k.db")
    assert "Sokolnikach" in chronicles.brief(store=tmp_path / "k.db")
    assert "arcymistrz" in chronicles.brief("c.txt", store=tmp_path / "k.db")


def test_a_store_without_a_report_has_no_brief(tmp_path: Path) -> None:
    with Store(tmp_path / "k.db", create=True):
        pass
    with pytest.raises(InputError):
        chronicles.brief(store=tmp_path / "k.db")


# ---------------------------------------------------------------------- hostile

HOSTILE = "# <script>|*x*"
SHOWN = r"\# \<script\>\|\*x\*"


def hostile(text: str = HOSTILE) -> str:
    """The brief of a story in which everything that reports give is this text."""
    words = EvidenceRow(article="a|b.txt", start=0, end=len(text), text=text, rule="told")
    support: dict[str, Any] = {"articles": ["a|b.txt"], "outlets": [text], "origins": [text]}
    figure = FigureRow(id="f", article="a|b.txt", start=0, end=1, text=text, measure="killed", value=3)
    point = PointRow(figure="f", low=3, high=3, attributed_to=[text])
    side = {"sentence": text, "holders": [text], "evidence": [words], **support}
    story = StoryTimeline(
        summary=SummaryRow(
            id="s", story="s", title=text, lead=text, evidence=[words],
            actors=[CastRow(name=text, roles=[text], acts={"ASSAULT": 1}, mentions=["e"])], **support,
        ),
        lines=[ChronicleRow(id="l", story="s", sentence=text, earliest="2031-05-04", latest="2031-05-04",
                            evidence=[words], **support)],
        left_out=0,
        disagreements=[
            DisagreementRow(id="d", story="s", about=text, kind="denial", rule="r", why="w",
                            sides=[SideRow(claim="accuses", **side), SideRow(claim=text, **side)])
        ],
        reports=[ArticleRow(id="a", article="a|b.txt", publisher=text, title=text, sha256="", encoding="utf-8")],
    )  # fmt: skip
    history = HistoryRow(id="h", story="s", measure="killed", place=text, figures=["f"], points=[point])
    return brief(story, {"figures": [figure], "histories": [history]}, ChroniclePhrases())


def test_hostile_text_stays_text() -> None:
    text = hostile()
    assert text.startswith(f"# {SHOWN}\n")
    assert text.count("<script") == text.count(SHOWN) >= 15
    assert "a|b" not in text
    assert r"a\|b.txt" in text


def test_names_with_pipes_make_no_columns() -> None:
    rows = [line for line in hostile().splitlines() if line.startswith("| ")]
    assert len(rows) == 3
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6}


def test_every_mark_has_its_note_whatever_the_words() -> None:
    text = hostile("[^7] i [^9]: tak")
    marks = MARK.findall(text)
    assert set(marks) == {number for number, _ in NOTE.findall(text)} == {"1", "2"}


@pytest.mark.parametrize("words", ["Pierwszy\nwiersz\n\n# drugi", "tak\r\n- lista", "a\u2028b\x0bc"])
def test_words_on_several_lines_are_on_one(words: str) -> None:
    assert len(hostile(words).splitlines()) == len(hostile("jeden").splitlines())


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("1. maja", r"1\. maja"),
        ("12) punkt", r"12\) punkt"),
        ("[tu](https://zly.example)", r"\[tu\](https://zly.example)"),
        ("`kod` ~~nie~~ _tak_", r"\`kod\` \~\~nie\~\~ \_tak\_"),
        ("a\\b", r"a\\b"),
        ("w 1. lidze", "w 1. lidze"),
        ("\u202eobcy", r"\[U+202E\]obcy"),
        pytest.param(
            "+ tak", r"\+ tak"
        ),
        pytest.param(
            "- tak", r"\- tak"
        ),
    ],
)  # fmt: skip
def test_marks_of_markdown_are_shown_as_they_stand(words: str, shown: str) -> None:
    assert plain(words) == shown
    assert f"\n{shown}[^1]\n" in hostile(words)


def test_entities_of_html_are_shown_as_they_stand() -> None:
    assert "&copy;" not in plain("&copy;").replace(r"\&", "")


def test_whatever_is_told_the_tables_are_not_changed(store: Path) -> None:
    before = msgspec.json.encode(chronicles.timeline(store=store))
    chronicles.brief(store=store)
    assert msgspec.json.encode(chronicles.timeline(store=store)) == before
