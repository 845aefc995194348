"""The sections of the page without a browser: what they show of a large story, what they leave out and say so."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sample import STORY, Sample
from test_page import Reader, dangling, one_report, statement

from kronika.records import (
    ArticleRow,
    CastRow,
    Chronicle,
    ChronicleRow,
    DisagreementRow,
    Edit,
    EvidenceRow,
    Linked,
    ReuseRow,
    SideRow,
    StoryRow,
    SummaryRow,
)
from kronika.showing.page import render
from kronika.showing.page.disagreements import MOST_MATTERS, MOST_SIDES
from kronika.showing.page.shared import MOST_PAIRS
from kronika.showing.page.statements import MOST_OF_SPEAKER, MOST_SPEAKERS
from kronika.showing.page.timeline import FEW, MAIN, MOST_LINES
from kronika.showing.proofs import Proofs

TEXT = "Strajk trwa w porcie. Policja użyła gazu."


def line(number: int, **more: Any) -> ChronicleRow:
    facts = {"earliest": f"2027-05-{number % 28 + 1:02}", "latest": f"2027-05-{number % 28 + 1:02}", "rank": number + 1}
    return ChronicleRow(id=f"c{number}", story="s", sentence=f"Zdanie {number}.", **{**facts, **more})


def page_of(chronicle: Chronicle, language: str = "en", **tables: Any) -> str:
    linked, texts = one_report(TEXT, **tables)
    other = replace(linked.articles[0], id="b", article="b.txt")
    both = [*linked.stories, replace(linked.stories[0], id="s2", article="b.txt")]
    linked = replace(linked, articles=[*linked.articles, other], stories=both)
    return render(linked, chronicle, texts | {"b.txt": TEXT}, [], {}, Proofs(language))


def words(text: str) -> str:
    return " ".join(text.split())


# -------------------------------------------------------------------- timeline


def test_of_many_lines_the_heaviest_are_shown_and_the_rest_is_counted() -> None:
    rows = [line(n) for n in reversed(range(MOST_LINES + 5))]
    found = Reader(page_of(Chronicle(chronicle=rows)))
    assert {anchor for anchor in found.ids if anchor.startswith("l-")} == {f"l-c{n}" for n in range(MOST_LINES)}
    told = "5 lighter lines are not shown; kronika timeline --top 0 tells them."
    assert words(found.text["s-s-timeline"]).endswith(told)
    main = [attrs["id"] for _, attrs in found.elements if attrs.get("class") == "line main"]
    assert set(main) == {f"l-c{n}" for n in range(MAIN)}
    assert dangling(found) == set()
    whole = Reader(page_of(Chronicle(chronicle=rows[5:])))
    assert "not shown" not in whole.text["s-s-timeline"]


def test_a_few_lines_are_neither_drawn_nor_filtered() -> None:
    few, more = (page_of(Chronicle(chronicle=[line(n, place="Gdynia") for n in range(n)])) for n in (FEW - 1, FEW))
    for part in ('class="scale"', 'class="filters"', "data-f="):
        assert part not in few
    assert 'class="scale"' in more
    assert 'class="filters"' not in more, "one place is no choice"


def test_lines_can_be_filtered_by_all_that_tells_them_apart() -> None:
    events = [
        line(0, event_type="PROTEST", mode="strike", actor=["dokerzy"], place="Morzany", origins=["A", "B", "C"]),
        line(1, event_type="PROTEST", actor=["policja"], recipient=["dokerzy"], place="Velmar", origins=["A", "B"]),
        line(2, event_type="COERCE", actor=["policja"], place="Morzany", origins=["A"]),
        line(3, kind="figure"),
        line(4, kind="day"),
    ]
    html = page_of(Chronicle(chronicle=events))
    [form] = re.findall(r'<form class="filters".*?</form>', html, re.DOTALL)
    choices = {
        name: dict(re.findall(r'<option value="(\w+)">(.*?)</option>', options))
        for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', form)
    }
    assert {name: [*options.values()] for name, options in choices.items()} == {
        "type": ["protest (2)", "coercion (1)", "numbers (1)", "other sentences with a day (1)"],
        "actor": ["dokerzy (2)", "policja (2)"],
        "place": ["Morzany (2)", "Velmar (1)"],
        "support": ["2 origins or more (2)", "3 origins or more (1)"],
    }
    names = {sign: name.rsplit(" ", 1)[0] for options in choices.values() for sign, name in options.items()}
    filed = dict(re.findall(r'<li class="line" id="l-(\w+)" data-f="([^"]*)">', html))
    assert [names[sign] for sign in filed["c1"].split()] == [
        "protest", "policja", "dokerzy", "Velmar", "2 origins or more",
    ]  # fmt: skip
    assert re.findall(r'<a href="#l-(\w+)" class="pin', html) == list(filed)


# --------------------------------------------------------------- disagreements


def matter(number: int, sides: int) -> DisagreementRow:
    told = [
        SideRow(claim=str(n), sentence="Strajk trwa.", holders=[f"Osoba {n}"], articles=["a.txt"], outlets=["a.txt"],
                origins=["a.txt"],
                evidence=[EvidenceRow(article="a.txt", start=0, end=11, text=TEXT[:11], rule="told")])
        for n in range(sides)
    ]  # fmt: skip
    return DisagreementRow(id=f"m{number}", story="s", about="killed", symbol="killed", kind="figure", rule="r",
                           why="Both cannot be true.", sides=told)  # fmt: skip


def test_a_disagreement_shows_its_sides_with_who_holds_them_and_their_passages() -> None:
    html = page_of(Chronicle(disagreements=[matter(0, 2)]))
    found = Reader(html)
    told = words(found.text["s-s-disagreements"])
    for part in ("killed", "Osoba 0", "Osoba 1", "1 report", "Both cannot be true."):
        assert part in told
    assert found.text["r-a-0"] == "Strajk trwa"
    assert '<a class="m statement several" id="r-a-0" href="#r-a-0-b">' in html
    assert re.findall(r'href="#(d-[\w-]+)"', html) == ["d-m0-0", "d-m0-1"]
    assert dangling(found) == set()


def test_of_many_disagreements_and_sides_some_are_shown_and_the_rest_is_counted() -> None:
    rows = [matter(n, MOST_SIDES + 2 if n == 0 else 2) for n in range(MOST_MATTERS + 3)]
    found = Reader(page_of(Chronicle(disagreements=rows)))
    assert len([i for i in found.ids if re.fullmatch(r"d-m\d+", i)]) == MOST_MATTERS
    assert len([i for i in found.ids if re.fullmatch(r"d-m0-\d+", i)]) == MOST_SIDES
    told = words(found.text["s-s-disagreements"])
    assert "and 2 sides more" in told
    assert told.endswith("3 more disagreements; kronika disagreements tells them.")
    assert dangling(found) == set()


# ------------------------------------------------------ statements, actors, shared


def test_of_many_speakers_and_statements_some_are_shown_and_the_rest_is_counted() -> None:
    rows = [
        replace(statement(TEXT, "Strajk"), id=f"q{speaker}-{n}", speaker=f"Osoba {speaker:03}")
        for speaker in range(MOST_SPEAKERS + 2)
        for n in range(MOST_OF_SPEAKER + 1 if speaker == 0 else 1)
    ]
    found = Reader(page_of(Chronicle(), statements=rows))
    assert len([i for i in found.ids if i.startswith("v-")]) == MOST_SPEAKERS
    assert len([i for i in found.ids if i.startswith("l-q0-")]) == MOST_OF_SPEAKER
    assert words(found.text["s-s-statements"]).endswith("3 statements are not shown; kronika statements tells them.")
    assert dangling(found) == set()


def test_an_actor_shows_roles_acts_and_the_way_to_what_is_said() -> None:
    said = [replace(statement(TEXT, "Strajk"), speaker="Tekla Dornik")]
    cast = [
        CastRow(name="Tekla Dornik", roles=["szefowa związku"], sector="labor", acts={"PROTEST": 3, "REQUEST": 1},
                undergoes={"COERCE": 1}, statements=1, mentions=["q1"]),
        *(CastRow(name=f"Osoba {n}") for n in range(22)),
    ]  # fmt: skip
    summary = SummaryRow(id="s", story="s", title="T", lead="Strajk trwa.", actors=cast)
    html = page_of(Chronicle(summaries=[summary]), statements=said)
    found = Reader(html)
    [anchor] = re.findall(r'<tbody class="line" id="(a-[\w-]+)">\s*<tr>\s*<th scope="row"><span lang="pl">Tekla', html)
    told = words(found.text[anchor])
    for part in ("szefowa związku", "protest ×3, demand", "coercion", "1 statement"):
        assert part in told
    [speaks] = re.findall(r'<a href="#(v-[\w-]+)">1 statement</a>', html)
    assert "Tekla Dornik" in found.text[speaks]
    assert "3 more take part; kronika who tells them all." in found.text["s-s-actors"]
    assert "Strajk trwa." in html[html.index('class="lead"') :]
    assert dangling(found) == set()


def test_pairs_that_tie_reports_together_are_shown_and_the_rest_is_counted() -> None:
    names = [f"r{n:02}" for n in range(12)]
    articles = [ArticleRow(id=n, article=n, language="pl", sha256="0", encoding="utf-8") for n in names]
    stories = [StoryRow(id=n, article=n, story="s", title="T") for n in names]
    reuse = [
        ReuseRow(id=f"{one}{other}", passage="u", article=one, start=0, end=20, text=TEXT[:20], other=other,
                 other_start=0, other_end=20, similarity=1.0, kind="wire")
        for one, other in combinations(names, 2)
    ]  # fmt: skip
    linked = Linked(articles=articles, stories=stories, reuse=reuse)
    html = render(linked, Chronicle(), dict.fromkeys(names, TEXT), [], {})
    found = Reader(html)
    pairs = [i for i in found.ids if i.startswith("p-")]
    assert len(pairs) == len(names) - 1 + MOST_PAIRS
    tied = {name for pair in pairs for name in pair.split("-")[1:]}
    assert tied == set(names)
    rest = len(reuse) - len(pairs)
    assert f"{rest} more pairs of these reports share text; kronika reuse shows them." in found.text["s-s-shared"]
    assert html.count('value="49"') == len(names), "20 of 41 characters of each"
    assert dangling(found) == set()


def test_what_differs_in_shared_text_is_marked_on_both_sides() -> None:
    one, other = "Strajk trwa w porcie od wczoraj rano.", "Strajk trwa w porcie od dwóch dni rano."
    articles = [ArticleRow(id=n, article=n, language="pl", sha256="0", encoding="utf-8") for n in ("a", "b")]
    old, new = one.index("wczoraj"), other.index("dwóch dni")
    edit = Edit(kind="changed", start=old, end=old + 7, text="wczoraj", other_start=new, other_end=new + 9,
                other_text="dwóch dni")  # fmt: skip
    first = ReuseRow(id="u", passage="u", article="a", start=0, end=old, text=one[:old], other="b", other_start=0,
                     other_end=new, similarity=0.8, edits=[edit])  # fmt: skip
    last = ReuseRow(id="u2", passage="u", article="a", start=old + 7, end=len(one), text=one[old + 7 :], other="b",
                    other_start=new + 9, other_end=len(other), similarity=0.8)  # fmt: skip
    stories = [StoryRow(id=n, article=n, story="s", title="T") for n in ("a", "b")]
    html = render(
        Linked(articles=articles, stories=stories, reuse=[first, last]), Chronicle(), {"a": one, "b": other}, [], {}
    )
    [cells] = re.findall(r"<tr><td data-label.*?</tr>", html, re.DOTALL)
    assert [words(e) for e in re.findall(r'<mark class="edit">(.*?)</mark>', cells)] == ["wczoraj", "dwóch dni"]
    sides = re.findall(r'<td data-label="(\w)"[^>]*>(.*?)</td>', cells, re.DOTALL)
    assert [(name, re.sub("<.*?>", "", cell)) for name, cell in sides] == [("a", one), ("b", other)]


# ------------------------------------------------------------- the page as a whole


def test_in_polish_no_word_of_the_page_is_english(example_pages: dict[str, Path]) -> None:
    html = example_pages["pl"].read_text(encoding="utf-8")
    assert '<html lang="pl">' in html
    html = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", html, flags=re.DOTALL)
    for element in ("span", "p", "ul", "li"):
        html = re.sub(rf'<{element}[^>]* lang="en".*?</{element}>', "", html, flags=re.DOTALL)
    told = words(re.sub("<[^>]*>", " ", html)) + " ".join(
        re.findall(r'(?:aria-label|placeholder|title)="([^"]*)"', html)
    )
    told = re.sub(r"kronika( --?[\w-]+| [a-z]+)+|latest-official", "", told)
    english = (
        r"\b(the|of|and|report|reports|line|lines|passage|figure|figures|day|published|more|not|show|search|killed)\b"
    )
    assert re.findall(rf".{{0,30}}{english}.{{0,30}}", told, re.IGNORECASE) == []


@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_page_of_the_examples_is_whole(example_pages: dict[str, Path], language: str) -> None:
    html = example_pages[language].read_text(encoding="utf-8")
    found = Reader(html)
    assert not found.open
    assert len(found.ids) == len(set(found.ids))
    assert dangling(found) == set()
    assert html.count('class="none"') == html.count('class="none">'), "no section is empty"
    assert not {"link", "img", "iframe", "object", "embed", "base"} & {tag for tag, _ in found.elements}
    assert len(html.encode()) < 450_000


def test_a_large_page_stays_within_its_budget(sample: Sample) -> None:
    """Sixty times the sample, of one story: a page that grows by what a report adds, not by its square."""

    def page_of_times(times: int) -> int:
        def copies(rows: list[Any]) -> list[Any]:
            return [
                replace(row, id=f"{n}-{row.id}", article=f"{n}-{row.article}",
                        **({"other": f"{n}-{row.other}"} if isinstance(row, ReuseRow) else {}))
                for n in range(times) for row in rows
            ]  # fmt: skip

        tables = ("articles", "passages", "times", "figures", "statements", "reuse", "stories")
        linked = Linked(**{table: copies(getattr(sample.linked, table)) for table in tables})
        texts = {f"{n}-{name}": text for n in range(times) for name, text in sample.texts.items()}
        lines = [
            ChronicleRow(id=f"{n}-{row.id}", story=STORY, sentence=row.sentence, earliest=row.earliest,
                         latest=row.latest, mentions=[f"{n}-{m}" for m in row.mentions], rank=n + 1)
            for n in range(times) for row in sample.chronicle.chronicle
        ]  # fmt: skip
        return len(render(linked, Chronicle(chronicle=lines), texts, [], {}).encode())

    one, many = page_of_times(10), page_of_times(60)
    assert many < 6 * one
    assert many / (60 * len(sample.texts)) < 12_000, "bytes a report"
