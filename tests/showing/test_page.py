"""The report page without a browser: what it holds, that it is safe, and that every link leads somewhere."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
import time
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace
from sample import STORY, Sample, make_sample

from kronika.records import (
    ArticleRow,
    Chronicle,
    ChronicleRow,
    FaultRow,
    FigureRow,
    Linked,
    PassageRow,
    ReuseRow,
    StatementRow,
    Step,
    StoryRow,
    TimeRow,
)
from kronika.showing.page import render
from kronika.showing.page.marking import LIST_LONGEST
from kronika.showing.page.phrases import PagePhrases
from kronika.showing.page.proof_lines import MOST

VOID = {"meta", "input", "link", "br", "hr", "img"}
LOADING = {"src", "srcset", "poster", "data", "background", "action", "formaction", "ping", "manifest"}


class Reader(HTMLParser):
    """A page as a browser takes it apart: elements, the text of each id, the inline style and script."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[tuple[str, str | None]] = []
        self.text: dict[str, str] = {}
        self.inline: dict[str, str] = {"style": "", "script": ""}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.elements.append((tag, known))
        if tag not in VOID:
            self.open.append((tag, known.get("id")))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] in self.inline:
            self.inline[self.open[-1][0]] += data
        for _, anchor in self.open:
            if anchor:
                self.text[anchor] = self.text.get(anchor, "") + data

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.elements if "id" in attrs]

    def every(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture(scope="module")
def read(page: str) -> Reader:
    return Reader(page)


def one_report(text: str, **tables: Any) -> tuple[Linked, dict[str, str]]:
    """A story of one report that says `text`."""
    name = tables.pop("name", "a.txt")
    facts = {"language": "pl", "sha256": "0", "encoding": "utf-8", **tables.pop("article", {})}
    article = ArticleRow(id="a", article=name, **facts)
    story = StoryRow(id="s", article=name, story="s", title=tables.pop("title", "Tytuł"))
    return Linked(articles=[article], stories=[story], **tables), {name: text}


def place(text: str, quoted: str) -> dict[str, Any]:
    start = text.index(quoted)
    return {"article": "a.txt", "start": start, "end": start + len(quoted), "text": quoted}


def figure(text: str, quoted: str, number: int = 1, **more: Any) -> FigureRow:
    return FigureRow(id=f"f{number}", **place(text, quoted), **{"measure": "killed", "value": 1, **more})


def statement(text: str, quoted: str, number: int = 1, **more: Any) -> StatementRow:
    return StatementRow(id=f"q{number}", **place(text, quoted), **{"direct": True, **more})


def anchor(prefix: str, identity: str) -> str:
    """The place of a row on the page: of an id that is a hash the first digits."""
    return f"{prefix}-{identity[:6] if re.fullmatch('[0-9a-f]{12}', identity) else identity}"


def dangling(found: Reader) -> set[str]:
    """Links inside the page that lead nowhere, and what else names an id that is not there."""
    named = {attrs["href"][1:] for attrs in found.every("a") if attrs["href"].startswith("#")}
    for _, attrs in found.elements:
        for attribute in ("for", "aria-labelledby", "aria-describedby"):
            named |= set(attrs.get(attribute, "").split())
    return named - set(found.ids)


def show(linked: Linked, texts: dict[str, str], *lines: ChronicleRow, fault: FaultRow | None = None) -> str:
    return render(linked, Chronicle(chronicle=list(lines)), texts, [fault] if fault else [], {})


# -------------------------------------------------------------- the page as a file


def test_elements_close_in_order_and_ids_are_unique(read: Reader) -> None:
    assert not read.open
    assert [name for name, times in Counter(read.ids).items() if times > 1] == []


def test_every_link_inside_the_page_leads_somewhere(read: Reader) -> None:
    links = [attrs["href"] for attrs in read.every("a") if attrs["href"].startswith("#")]
    assert len(links) > 100
    assert dangling(read) == set()


def test_the_policy_allows_the_inline_style_and_script_and_nothing_else(read: Reader) -> None:
    [policy] = [m["content"] for m in read.every("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for tag in ("style", "script"):
        assert len(read.every(tag)) == 1
        fingerprint = base64.b64encode(hashlib.sha256(read.inline[tag].encode()).digest()).decode()
        assert rules[f"{tag}-src"] == f"'sha256-{fingerprint}'"
    assert "unsafe" not in policy


def test_nothing_is_loaded_and_nothing_runs_from_an_attribute(read: Reader) -> None:
    tags = {tag for tag, _ in read.elements}
    assert not {"link", "img", "iframe", "object", "embed", "base", "form"} & tags
    for _, attrs in read.elements:
        assert not LOADING & set(attrs)
        assert "style" not in attrs
        assert not [name for name in attrs if name.startswith("on")]
    assert not re.search(r"url\(|@import|https?://", read.inline["style"] + read.inline["script"])


def test_the_same_records_give_the_same_page(page: str) -> None:
    assert render(*make_sample()) == page
    assert len(page.encode()) < 3_000_000


def test_no_part_of_the_page_depends_on_hash_order(page: str) -> None:
    code = "from sample import make_sample; from kronika.showing.page import render; import hashlib; "
    code += "print(hashlib.sha256(render(*make_sample()).encode()).hexdigest())"
    path = [p for p in sys.path if p]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}; {code}"],
        capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"},
    )  # fmt: skip
    assert done.stdout.strip() == hashlib.sha256(page.encode()).hexdigest()


def test_importing_the_page_loads_neither_spacy_nor_jinja() -> None:
    path = [p for p in sys.path if p]
    code = f"import sys; sys.path[:0] = {path!r}; import kronika.showing.page; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"spacy", "jinja2"} & set(done.stdout.split())


def test_five_hundred_reports_take_seconds() -> None:
    sample = make_sample()
    names = [f"{n}-{name}" for n in range(167) for name in sample.texts]

    def copies(rows: list[Any]) -> list[Any]:
        return [
            replace(row, id=f"{n}-{row.id}", article=f"{n}-{row.article}",
                    **({"other": f"{n}-{row.other}"} if isinstance(row, ReuseRow) else {}))
            for n in range(167) for row in rows
        ]  # fmt: skip

    tables = ("articles", "passages", "times", "figures", "statements", "reuse", "stories")
    linked = Linked(**{table: copies(getattr(sample.linked, table)) for table in tables})
    begun = time.process_time()
    html = render(linked, Chronicle(), {n: sample.texts[n.split("-", 1)[1]] for n in names}, [], {})
    assert time.process_time() - begun < 20
    assert html.count('class="report"') == 501


def test_a_passage_of_five_hundred_partners_stays_small() -> None:
    text = "Ten sam akapit agencji stoi w wielu gazetach naraz."
    article = {"language": "pl", "sha256": "0", "encoding": "utf-8"}
    names = [f"r{n:03}" for n in range(300)]
    reuse = [
        ReuseRow(id=f"u{n}", passage=f"u{n}", article="r000", start=n % 20, end=40, text=text[n % 20 : 40], other=other,
                 other_start=n % 20, other_end=40, similarity=1.0)
        for n, other in enumerate(names[1:])
    ]  # fmt: skip
    linked = Linked(articles=[ArticleRow(id=n, article=n, **article) for n in names], reuse=reuse)
    html = render(linked, Chronicle(), dict.fromkeys(names, text), [], {})
    found = Reader(html)
    # Each report with shared text has one line: whatever it shares with whomever leads there.
    marks = [attrs["href"] for attrs in found.every("a") if attrs.get("class") == "m reuse"]
    assert set(marks) == {f"#c-{name}" for name in names}
    assert len([i for i in found.ids if i.startswith("p-")]) == len(names) - 1
    assert len(html.encode()) < 1_000_000


def test_a_passage_of_many_lines_lists_the_first_of_them() -> None:
    text = "Ten sam akapit agencji."
    rows = [replace(statement(text, "akapit"), id=f"q{n}", speaker=f"Osoba {n}") for n in range(30)]
    html = show(*one_report(text, statements=rows))
    [several] = lists_of(html)
    assert several.startswith('<p class="backs" id="r-a-8-b"')
    assert several.count("<a ") == LIST_LONGEST
    assert "and in more lines" in several


# ------------------------------------------------------------------------ escaping

NASTY = [
    "</script><script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    '<img src=x onerror="alert(1)">',
    "\"quotes\" 'single' &amp; <b>",
    "{{ 7 * 7 }} {% raw %}",
    "<!-- --> ]]> <![CDATA[",
]


@pytest.mark.parametrize("nasty", NASTY)
def test_text_from_outside_is_text_wherever_it_stands(nasty: str) -> None:
    text = f"Zginęło 5 osób: {nasty}."
    steps = [
        Step(
            rule=rule,
            article=nasty,
            start=0,
            end=7,
            text=nasty,
            other=nasty,
            other_start=2,
            other_end=7,
            other_text=nasty,
            earliest=nasty,
            chance=0.5,
        )
        for rule in (nasty, "likely-same", "gave-way")
    ]
    linked, texts = one_report(
        text, name=nasty, title=nasty,
        article={"publisher": nasty, "title": nasty, "authors": [nasty], "published_proof": steps},
        passages=[PassageRow(id=nasty, article=nasty, start=0, end=7, text="Zginęło", kind="boilerplate",
                             reason=nasty)],
        figures=[FigureRow(id=nasty, article=nasty, start=8, end=9, text="5", measure=nasty, who=nasty,
                           unit=nasty, attributed_to=nasty)],
        statements=[StatementRow(id=nasty, article=nasty, start=16, end=len(text), text=nasty, direct=True,
                                 speaker=nasty, cue=nasty, relay=[nasty], stance=nasty)],
    )  # fmt: skip
    fault = FaultRow(id=nasty, article=nasty, what=nasty, where=nasty, why=nasty, remedy=nasty)
    line = ChronicleRow(id=nasty, story="s", sentence=nasty, mentions=[nasty], outlets=[nasty])
    plain = Reader(show(*one_report("Zginęło 5 osób."), fault=fault))
    html = show(linked, texts, line, fault=fault)
    found = Reader(html)
    assert {tag for tag, _ in found.elements} - {tag for tag, _ in plain.elements} <= {
        "a", "q", "i", "details", "summary", "dl", "dt", "dd", "div", "bdi", "mark", "input", "label",
        "ol", "caption", "table", "thead", "tbody", "tr", "th", "td", "small", "h3", "h4",
    }  # fmt: skip
    assert len(found.every("script")) == 1
    assert found.inline == plain.inline
    assert nasty in " ".join(found.text.values())
    assert dangling(found) == set()


def test_characters_that_a_page_cannot_carry_are_shown_as_signs() -> None:
    text = "a\x00b\x1bc\x7fd\x9fe\u202ef\ud800g \u200fh"
    html = show(*one_report(text, figures=[figure(text, "a\x00b")]))
    assert not set(re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html))
    html.encode("utf-8")
    assert "a␀b" in html
    assert "␛c␡d[U+009F]e[U+202E]f\ufffdg \u200fh" in html


def test_an_address_is_a_link_only_on_the_web() -> None:
    cases = {"https://x.example/1": True, "javascript:alert(1)": False, "/home/me/a.txt": False}
    for uri, linked_to in cases.items():
        html = show(*one_report("Tekst.", article={"uri": uri}))
        assert (f'href="{uri}"' in html) == linked_to
        assert linked_to or uri not in html


# ------------------------------------------------------------------------- content


def test_passages_stand_at_their_anchors(sample: Sample, read: Reader) -> None:
    by_article = {row.article: anchor("r", row.id) for row in sample.linked.articles}
    for row in (*sample.linked.figures, *sample.linked.statements):
        assert row.text.startswith(read.text[f"{by_article[row.article]}-{row.start}"])


def test_no_word_of_a_report_is_lost(sample: Sample, read: Reader) -> None:
    for row in sample.linked.articles:
        shown = read.text[anchor("r", row.id)]
        for word in sample.texts[row.article].split():
            assert word in shown


def test_every_figure_and_statement_has_a_line(sample: Sample, read: Reader) -> None:
    for row in sample.linked.figures:
        assert row.text in read.text[anchor("l", row.id)]
    told_again = [row for row in sample.linked.statements if row.same_as]
    for row in sample.linked.statements:
        assert (anchor("l", row.id) in read.text) == (row not in told_again)


def test_days_come_in_order_and_the_unknown_last(page: str) -> None:
    headings = re.findall(r'class="day">(.*?)</h3>', page)
    assert headings[-1] == "Day not known"
    days = ["Wednesday, 5 May 2027", "Thursday, 6 May 2027", "8 May 2027 or later"]
    assert [heading for heading in headings if heading in days] == days


def test_casualties_come_first_and_other_figures_are_folded(page: str) -> None:
    part = page[page.index(f'id="s-{STORY}-figures"') : page.index(f'id="s-{STORY}-statements"')]
    headings = re.findall(r"<h3>(\w[\w ]*)", part)
    assert [h.strip() for h in headings[:3]] == ["Killed", "Injured", "Arrested"]
    assert re.search(r"<summary><h3>Other</h3>", part)


def test_speakers_with_most_statements_come_first_and_the_unknown_last(page: str) -> None:
    part = page[page.index(f'id="s-{STORY}-statements"') : page.index(f'id="s-{STORY}-shared"')]
    sizes = [int(n) for n in re.findall(r"(\d+) statements?</span></h3>", part)]
    assert sizes[:-1] == sorted(sizes[:-1], reverse=True)
    assert re.findall(r"<h3>(Speaker not found)?", part)[-1] == "Speaker not found"


def test_a_figure_is_shown_in_its_sentence() -> None:
    text = "Pierwsze zdanie. Zginęło 5 osób, a 7 jest rannych. Trzecie."
    linked, texts = one_report(text, figures=[figure(text, "5")])
    html = render(linked, Chronicle(), texts, [], {"a.txt": [(0, 16), (17, 50), (51, 59)]})
    assert "<bdi>Zginęło <mark>5</mark> osób, a 7 jest rannych.</bdi>" in html


def test_a_statement_told_by_several_reports_is_one_line() -> None:
    text = "Mówi: nie wiem. Powtarza: nie wiem."
    second = replace(statement(text, "nie wiem"), id="q2", start=26, end=34, same_as="q1")
    first = statement(text, "nie wiem", articles=["a.txt", "b.txt"], outlets=["A"], relay=["Reuters"])
    html = show(*one_report(text, statements=[first, second]))
    found = Reader(html)
    assert "l-q2" not in found.ids
    assert "2 reports, 1 outlet" in found.text["l-q1"]
    assert "via Reuters" in found.text["l-q1"]
    assert '<a class="m statement" id="r-a-26" href="#l-q1"' in html


def test_overlapping_passages_are_cut_at_every_border() -> None:
    text = "abc def ghi jkl"
    rows = [statement(text, "abc def", 1), statement(text, "def ghi", 2)]
    html = show(*one_report(text, statements=rows))
    assert pieces(html) == [("0", "#l-q1", "abc "), ("4", "#r-a-4-b", "def"), (None, "#l-q2", " ghi")]
    [several] = lists_of(html)
    assert re.findall(r'href="#([^"]*)"', several) == ["l-q1", "l-q2"]


def lists_of(html: str) -> list[str]:
    """The lists of lines in the texts."""
    return re.findall(r'<p class="backs".*?</p>', html)


def pieces(html: str) -> list[tuple[str | None, str, str]]:
    """The marks in the text of a report: where each begins, where it leads, its words."""
    found = re.findall(r'<a class="m [^"]*"(?: id="r-a-(\d+)")? href="([^"]*)"[^>]*>([^<]*)</a>', html)
    return [(start or None, href, words) for start, href, words in found]


def test_nested_passages_lead_to_the_lines_of_the_shortest() -> None:
    text = "Zginęło 29 osób, podała Dornik."
    whole, shorter = statement(text, "Zginęło 29 osób", 1), statement(text, "29 osób", 2)
    html = show(*one_report(text, statements=[whole, shorter], figures=[figure(text, "29")]))
    assert pieces(html) == [("0", "#l-q1", "Zginęło "), ("8", "#l-f1", "29"), (None, "#l-q2", " osób")]


def test_shared_text_gives_way_to_any_other_passage_that_holds_a_place() -> None:
    text = "Zginęło 29 osób."
    linked, texts = one_report(text, statements=[statement(text, text)])
    other = replace(linked.articles[0], id="b", article="b.txt")
    shared = ReuseRow(id="u", passage="u", **place(text, "29"), other="b.txt", other_start=8, other_end=10,
                      similarity=1.0)  # fmt: skip
    html = show(replace(linked, articles=[*linked.articles, other], reuse=[shared]), texts | {"b.txt": text})
    assert pieces(html) == [("0", "#l-q1", "Zginęło "), ("8", "#l-q1", "29"), (None, "#l-q1", " osób.")]
    assert "#c-b" in re.findall(r'<a class="m reuse" id="r-b-8" href="([^"]*)"', html)


def test_blanks_between_passages_are_no_links() -> None:
    text = "jeden dwa"
    html = show(*one_report(text, statements=[statement(text, "jeden", 1), statement(text, "dwa", 2),
                                              statement(text, text, 3)]))  # fmt: skip
    assert [words for _, _, words in pieces(html)] == ["jeden", "dwa"]
    assert Reader(html).text["r-a-0"] == "jeden"


def test_a_removed_passage_leaves_a_marker_with_its_reason() -> None:
    text = "Zdanie. Reklama\nDrugie."
    removed = PassageRow(id="p", **place(text, "Reklama"), kind="boilerplate", reason="advertisement label")
    html = show(*one_report(text, passages=[removed]))
    assert "[removed: advertisement label]" in html
    assert re.search(r'<span class="removed-text"> .*Reklama.*</span></span></p>', html)
    assert "show removed text (1 passage)" in html


def test_a_row_that_begins_between_paragraphs_leads_to_the_next() -> None:
    text = "Pierwszy.\n\nDrugi."
    row = TimeRow(id="t", article="a.txt", start=10, end=16, text="\nDrugi", kind="DATE")
    line = ChronicleRow(id="c", story="s", sentence="Zdanie.", mentions=["t"])
    found = Reader(show(*one_report(text, times=[row]), line))
    assert found.text["r-a-11"] == "Drugi"


def test_reports_without_text_or_story_are_still_listed() -> None:
    row = ArticleRow(id="a", article="a.txt", sha256="0", encoding="utf-8")
    linked = Linked(articles=[row], figures=[figure("5", "5")])
    found = Reader(render(linked, Chronicle(), {}, [], {}))
    assert "The text of this report is not at hand." in found.text["r-a"]
    assert "day of publication not known" in found.text["r-a"]
    assert dangling(found) == set()


def test_nothing_at_all_is_still_a_page() -> None:
    fault = FaultRow(id="x", article=None, what="a folder", where=None, why="it is empty", remedy="fill it")
    found = Reader(render(Linked(), Chronicle(), {}, [fault], {}))
    assert "1 thing was left out" in found.text["main"]
    assert "fill it" in found.text["left-out"]


def test_several_stories_are_listed_first(sample: Sample) -> None:
    rows = [replace(row, story=f"s{n}", title=f"Historia {n}") for n, row in enumerate(sample.linked.stories)]
    linked = replace(sample.linked, stories=rows, histories=[])
    html = render(linked, Chronicle(), sample.texts, [], sample.sentences)
    found = Reader(html)
    assert "3 single reports" in found.text["main"]
    for n in range(3):
        assert f'<a href="#s-s{n}" lang="pl">Historia {n}</a>' in html
        assert f"s-s{n}-figures" in found.ids
        assert f"s-s{n}-timeline" not in found.ids, "a single report shows the sections that hold something"
    assert [name for name, times in Counter(found.ids).items() if times > 1] == []


def test_each_report_of_a_story_says_why_it_belongs(sample: Sample) -> None:
    first, second, third = sample.linked.stories
    why = ["It names <Morzany> and 5 May 2027.", "It shares a passage of 120 characters with zatoka-1."]
    rows = [replace(first, evidence=why), replace(second, evidence=why[:1]), third]
    html = render(replace(sample.linked, stories=rows), Chronicle(), sample.texts, [], sample.sentences)
    found = Reader(html)
    anchors = {row.article: anchor("r", row.id) for row in sample.linked.articles}
    for row in rows:
        told = found.text[anchors[row.article]]
        assert all(line in told for line in row.evidence)
    assert html.count('<ul class="proof" lang="en">') == 2
    alone = [replace(row, story=f"s{n}", evidence=why) for n, row in enumerate(rows)]
    single = render(replace(sample.linked, stories=alone), Chronicle(), sample.texts, [], sample.sentences)
    assert why[1] not in single


SIZES = {"Burza": 2, "Awaria": 2, "Wybuch": 3}


def of_sizes(singles: int, *reuse: ReuseRow) -> str:
    """A page of three stories of several reports and of so many single ones, in no order."""
    titles = [f"Pojedynczy {n}" for n in range(singles)] + [title for title, size in SIZES.items() for _ in range(size)]
    names = [f"{n:02}.txt" for n in range(len(titles))]
    facts = {"language": "pl", "sha256": "0", "encoding": "utf-8"}
    linked = Linked(
        articles=[ArticleRow(id=name[:2], article=name, **facts) for name in names],
        stories=[StoryRow(id=n, article=n, story=t.replace(" ", "-"), title=t)
                 for n, t in zip(names, titles, strict=True)],
        reuse=list(reuse),
    )  # fmt: skip
    return render(linked, Chronicle(), dict.fromkeys(names, "Ten sam akapit stoi w wielu gazetach."), [], {})


def titles_of(html: str) -> list[str]:
    return re.findall(r'<h\d id="s-[\w-]+-title" lang="pl" dir="auto">(.*?)</h\d>', html)


@pytest.mark.parametrize(("singles", "folded"), [(3, 0), (4, 4), (8, 8)])
def test_the_largest_story_comes_first_and_single_reports_last_and_folded(singles: int, folded: int) -> None:
    html = of_sizes(singles)
    found = Reader(html)
    order = ["Wybuch", "Awaria", "Burza", *(f"Pojedynczy {n}" for n in range(singles))]
    assert titles_of(html) == order
    assert re.findall(r'<li><a href="#s-[\w-]+" lang="pl">(.*?)</a>', html) == order
    assert f"3 stories, {singles} single reports" in found.text["main"]
    assert found.text["singles-title"] == "Single reports"
    assert html.index('id="singles-title"') > html.index('id="s-Burza-title"')
    assert html.count('<details class="fold">') == folded
    assert dangling(found) == set()


def test_one_story_alone_is_the_page_itself(read: Reader) -> None:
    assert "singles-title" not in read.ids
    assert not [a for a in read.every("nav") if a.get("class") == "stories"]


def test_a_passage_of_two_stories_is_listed_once_with_its_kind_in_words() -> None:
    row = ReuseRow(id="u", passage="u", article="09.txt", start=0, end=14, text="Ten sam akapit", other="00.txt",
                   other_start=0, other_end=14, similarity=1.0, kind="wire")  # fmt: skip
    html = of_sizes(8, row)
    found = Reader(html)
    [pair] = [i for i in found.ids if i.startswith("p-")]
    assert "copied agency prose" in found.text["s-Burza-shared"]
    assert found.text[pair].split("00.txt")[0].strip() == "09.txt ·"
    elsewhere = "Listed under other stories, whose reports share them: 1 passage. The marks in the text lead there."
    assert elsewhere in found.text["s-Pojedynczy-0-shared"]
    assert "No passage stands in two reports." in found.text["s-Wybuch-shared"]
    assert "s-Pojedynczy-1-shared" not in found.ids
    assert '<a class="m reuse" id="r-00-0" href="#c-00"' in html
    assert "Ten sam akapit" in found.text["r-00-0"]
    assert dangling(found) == set()


def test_headings_never_skip_a_level(sample: Sample, read: Reader) -> None:
    rows = [replace(row, story=row.article) for row in sample.linked.stories]
    several = Reader(render(replace(sample.linked, stories=rows), sample.chronicle, sample.texts, [], {}))
    for found in (read, several, Reader(of_sizes(2)), Reader(of_sizes(5))):
        levels = [int(tag[1]) for tag, _ in found.elements if re.fullmatch(r"h\d", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


# ------------------------------------------------------------------------- proofs

WEDNESDAY = "Strajk zaczął się w środę, 6 maja. Dziś trwa."


def proven(error: str | None = None, **article: Any) -> Reader:
    return Reader(page_of_a_proof(error, **article))


def page_of_a_proof(error: str | None = None, **article: Any) -> str:
    """A page with one line whose day is proven from another report; `error` is a rule of the proof."""
    words = Step(rule="words", **place(WEDNESDAY, "w środę, 6 maja"))
    steps = [words, Step(rule="past"), Step(rule="published", earliest="2027-05-08", latest="2027-05-08")]
    steps.append(Step(rule="likely-same", **place(WEDNESDAY, "Dziś"), other="b.txt", other_start=7, other_end=21,
                      other_text="trwa w sobotę.", chance=0.84))  # fmt: skip
    steps += [Step(rule=error)] if error else []
    steps.append(Step(rule="result", earliest="2027-05-06", latest="2027-05-06"))
    time = TimeRow(id="t1", kind="date", earliest="2027-05-06", latest="2027-05-06", proof=steps,
                   **place(WEDNESDAY, "w środę, 6 maja"))  # fmt: skip
    linked, texts = one_report(WEDNESDAY, article=article, times=[time])
    other = replace(linked.articles[0], id="b", article="b.txt", published_proof=[])
    both = [*linked.stories, replace(linked.stories[0], id="s2", article="b.txt")]
    linked = replace(linked, articles=[*linked.articles, other], stories=both)
    line = ChronicleRow(id="l1", story="s", earliest="2027-05-06", latest="2027-05-06", sentence="Strajk zaczął się.",
                        mentions=["t1"], outlets=["a.txt"], articles=["a.txt"])  # fmt: skip
    return show(linked, texts | {"b.txt": "Strajk trwa w sobotę. Koniec."}, line)


def test_the_day_of_a_line_is_proven_in_steps_that_lead_to_the_other_report() -> None:
    found = proven()
    told = found.text["l-l1"]
    steps = ['"w środę, 6 maja"', "past", "published 2027-05-08",
             '"Dziś" tells the same as "trwa w sobotę." in b.txt (chance 0.84)', "→ 2027-05-06"]  # fmt: skip
    assert [told.index(step) for step in steps] == sorted(told.index(step) for step in steps)
    links = [attrs["href"] for attrs in found.every("a") if attrs.get("data-e") == "21"]
    assert links == ["#r-b-7", "#r-b-7"], "the passage and the name of its report"
    assert "r-b-7" in found.ids
    assert found.text["r-b-7"].startswith("trwa w sobotę.")
    assert {link[1:] for link in links} <= set(found.ids)
    assert not [attrs for attrs in found.every("p") if attrs.get("class") == "remark"]


def test_an_error_of_the_source_is_seen_without_opening_anything() -> None:
    found = proven("weekday-differs")
    assert 'Error in the source: the weekday in "w środę, 6 maja" is not that of the day.' in found.text["l-l1"]
    [at] = [n for n, (tag, attrs) in enumerate(found.elements) if attrs.get("class") == "remark"]
    folds = [n for n, (tag, _) in enumerate(found.elements) if tag == "details"]
    assert at < folds[0]


def test_a_contradiction_is_seen_beside_the_name_of_the_report() -> None:
    gone = Step(rule="gave-way", **place(WEDNESDAY, "Dziś"), other="b.txt", other_start=7, other_end=21,
                other_text="trwa w sobotę.")  # fmt: skip
    found = proven(published_proof=[Step(rule="input", earliest="2027-05-08", latest="2027-05-08"), gone])
    told = " ".join(found.text["r-a"].split())
    assert 'Contradiction: "Dziś" and "trwa w sobotę." in b.txt do not fit together with what is surer' in told
    assert told.index("Contradiction") < told.index(PagePhrases("en").say("proof-of-report"))
    assert 'gave way: "Dziś" and "trwa w sobotę." in b.txt' in told


def test_a_line_told_by_many_reports_shows_a_few_of_their_proofs() -> None:
    text = "Strajk trwa dziś."
    linked, _ = one_report(text)
    names = [f"r{n}.txt" for n in range(20)]
    times = [
        TimeRow(id=f"t{n}", article=name, start=12, end=16, text="dziś", kind="date", proof=[
            Step(rule="words", article=name, start=12, end=16, text="dziś"),
            Step(rule="published", earliest=f"2027-05-{n // 2 + 1:02}", latest=f"2027-05-{n // 2 + 1:02}"),
        ])
        for n, name in enumerate(names)
    ]  # fmt: skip
    articles = [replace(linked.articles[0], id=name, article=name) for name in names]
    stories = [replace(linked.stories[0], id=name, article=name) for name in names]
    line = ChronicleRow(id="l1", story="s", sentence=text, mentions=[t.id for t in times])
    html = show(Linked(articles=articles, stories=stories, times=times), dict.fromkeys(names, text), line)
    assert html.count('class="proof"') == MOST
    assert f"and {10 - MOST} more ways, told by kronika explain" in html
