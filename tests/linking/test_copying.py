"""Rows of shared passages: what differs between the copies, and why the words are the same, where that can be known."""

from __future__ import annotations

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from invented import article, reading, text
from kronika.linking import named
from kronika.linking.copying import RULES, host_of, press_of, shared_passages
from kronika.linking.reuse import SHORTEST
from kronika.pipeline import Reader
from kronika.records import MentionFinding, Reading, ReuseRow, RoleFinding, Zone

SENTENCE = "Ulewa zerwała w nocy dwa mosty na rzece Sarnie i odcięła od świata mieszkańców siedmiu wsi"
QUOTED = "Nie oddamy szkoły, choćbyśmy mieli siedzieć pod jej drzwiami do samej zimy"
PASSAGES = [
    "Na miejscu pracuje 240 ratowników, a do miasta jadą kolejne wozy strażackie z całego okręgu nadmorskiego.",
    "Minister zapowiedział wczoraj, że winni poniosą odpowiedzialność, choć śledztwo dopiero się zaczyna.",
    "Szpitale w trzech miastach przyjęły rannych, a lekarze apelują o oddawanie krwi.",
]


@functools.cache
def reader() -> Reader:
    return Reader()


def read(words: str, name: str, **metadata: object) -> Reading:
    """A report as it is read."""
    found = article(words, name, **metadata)
    return Reading(article=found, findings=reader().read(found)[0])


def rows(*words: str) -> list[ReuseRow]:
    """What reports of these words share."""
    return shared_passages(named([read(w, f"{i}.txt") for i, w in enumerate(words)]))


OWN = [
    "Sad wójta zakwitł w tym roku trzy tygodnie wcześniej niż zwykle.",
    "Na boisku trwa turniej, a trybuny są pełne od rana.",
    "Kto zapłaci za remont dworca, okaże się po wakacjach.",
    "Piekarz z rynku zamyka lokal po czterdziestu latach.",
    "Starosta wyjechał na urlop i nie odbiera telefonów.",
    "Muzeum kupiło obraz, o którym nikt dotąd nie słyszał.",
]


def around(passage: str, number: int) -> str:
    """A report of its own words around a passage."""
    return f"{OWN[number]}\n\n{passage}\n\n{OWN[-1 - number][::-1]}"


def kinds(first: str, second: str, *more: str) -> list[str | None]:
    """The kinds of what the first two share."""
    told = rows(*(around(words, i) for i, words in enumerate((first, second, *more))))
    return [row.kind for row in told if (row.article, row.other) == ("0.txt", "1.txt")]


# Why the words are the same.


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"– {QUOTED} – powiedziała Ewa Kruk.", f"„{QUOTED}” – mówiła Ewa Kruk w radiu."),
        (f"– {QUOTED} – powiedziała Ewa Kruk.", f"– Mówię: {QUOTED} – dodała Ewa Kruk."),
    ],
    ids=["dash and marks", "cut elsewhere"],
)
def test_words_of_a_speaker_in_both_are_a_quote(first: str, second: str) -> None:
    assert kinds(first, second) == ["quote"]


def test_evidence_names_the_speaker() -> None:
    (row,) = rows(around(f"– {QUOTED} – powiedziała Ewa Kruk.", 1), around(f"„{QUOTED}” – mówiła Ewa Kruk w radiu.", 2))
    assert row.evidence == ["Both reports quote somebody's words: Ewa Kruk."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"– {QUOTED} – powiedziała Ewa Kruk.", f"{QUOTED}, powtarzają rodzice uczniów."),
        (
            f"{SENTENCE}. – {QUOTED} – powiedziała Ewa Kruk.",
            f"{SENTENCE}. – {QUOTED} – powiedziała Ewa Kruk.",
        ),
    ],
    ids=["prose in one", "partly prose"],
)
def test_what_is_no_quote(first: str, second: str) -> None:
    assert set(kinds(first, second)) == {None}


def test_a_passage_of_prose_and_quotation_has_one_kind() -> None:
    told = kinds(
        f"{SENTENCE}, podała PAP. – {QUOTED} – powiedziała wczoraj wieczorem Ewa Kruk.",
        f"{SENTENCE}, podała PAP. – {QUOTED} – mówiła Ewa Kruk.",
    )
    assert set(told) == {"wire"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{SENTENCE} – podała PAP.", f"{SENTENCE}."),
        (f"{SENTENCE}.\n\n(PAP)", f"{SENTENCE}."),
        (f"{SENTENCE} – podała PAP.", f"Według PAP {SENTENCE[0].lower()}{SENTENCE[1:]}."),
    ],
    ids=["cited", "credited", "cited in both"],
)
def test_agency_prose_is_wire(first: str, second: str) -> None:
    assert kinds(first, second) == ["wire"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{SENTENCE}.", f"{SENTENCE}."),
        (f"{SENTENCE} – podała PAP.", f"{SENTENCE} – podał Reuters."),
        (f"{SENTENCE}. Rano ruszyły pociągi. Według PAP jest bezpiecznie.", f"{SENTENCE}. Nikt nie zginął."),
    ],
    ids=["no agency", "two agencies", "of another sentence"],
)
def test_what_nobody_can_know(first: str, second: str) -> None:
    assert kinds(first, second) == [None]


def test_a_name_that_another_report_introduces_is_an_agency_here_too() -> None:
    bare = f"{SENTENCE} – podaje AKD, powołując się na straż."
    assert kinds(bare, f"{SENTENCE}.") == [None]
    assert kinds(bare, f"{SENTENCE}.", "Most stanie za rok – podała agencja AKD.") == ["wire"]


def outlets(first: dict[str, str], second: dict[str, str], *more: dict[str, str]) -> tuple[str | None, list[str]]:
    """Kind and evidence of what two reports with such metadata share."""
    readings = [read(around(f"{SENTENCE}.", i), f"{i}.txt", **m) for i, m in enumerate([first, second, *more])]
    (row,) = [r for r in shared_passages(named(readings)) if (r.article, r.other) == ("0.txt", "1.txt")]
    return row.kind, row.evidence


PAGE = "https://kurier.example/mosty"


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ({"publisher": "Kurier"}, {"publisher": "KURIER "}, "One outlet published both reports: Kurier."),
        ({"url": PAGE}, {"url": "http://www.kurier.example/?id=7"}, "Both reports are from one site: kurier.example."),
        ({"publisher": "Kurier", "url": PAGE}, {"url": PAGE}, "Both reports are from one site: kurier.example."),
    ],
    ids=["publisher", "host", "publisher of one"],
)
def test_reports_of_one_outlet(first: dict[str, str], second: dict[str, str], sentence: str) -> None:
    assert outlets(first, second) == ("same_outlet", [sentence])


@pytest.mark.parametrize(
    "metadata",
    [
        ({}, {}),
        ({"publisher": "Kurier"}, {}),
        ({"publisher": "Kurier"}, {"publisher": "Głos"}),
        ({"publisher": "Kurier", "url": PAGE}, {"publisher": "Głos", "url": PAGE}),
        ({"url": "https://zbior.example"}, {"url": "https://zbior.example/"}),
        ({"url": "https://[zbior/a"}, {"url": "https://[zbior/a"}),
        ({"url": PAGE}, {"url": PAGE}, {"url": PAGE, "publisher": "Kurier"}, {"url": PAGE, "publisher": "Głos"}),
    ],
    ids=["nothing", "one", "two", "two of one site", "a whole site", "no address", "a site of many"],
)
def test_outlets_that_are_not_known_to_be_one(metadata: tuple[dict[str, str], ...]) -> None:
    assert outlets(*metadata) == (None, [])


def test_an_agency_that_publishes_is_one() -> None:
    cites = {"publisher": "PAP"}, {"publisher": "Kurier"}
    assert outlets(*cites) == (None, [])  # nothing in these reports says that it is an agency
    readings = [read(around(f"{SENTENCE}.", i), f"{i}.txt", **m) for i, m in enumerate(cites)]
    readings.append(read("Według PAP jutro nadejdą przymrozki.", "2.txt"))
    (row,) = shared_passages(named(readings))
    assert (row.kind, row.evidence) == ("wire", ["A news agency published one of the reports: PAP."])


def test_every_rule_says_why() -> None:
    assert all(rule.__doc__ and rule.__doc__.endswith(".") and "\n" not in rule.__doc__ for rule in RULES)


def test_the_address_of_a_site_is_that_of_no_page() -> None:
    report = named([reading("Tak.", "a.txt", url="https://www.kurier.example/a")])[0]
    assert host_of(report) == "kurier.example"
    assert press_of([report]).shared_hosts == set()


# Names, offices and titles alone are no rows.


def test_names_and_offices_with_their_bearer_are_no_rows() -> None:
    office, name = "naczelny dowódca połączonych sił zbrojnych i pierwszy zastępca ministra obrony", "Joren Maklavic"
    bare = [reading(f"{office} {name} {end}", f"{i}.txt") for i, end in enumerate(("milczy", "przemówił"))]
    mention = MentionFinding(start=len(office) + 1, end=len(office) + 1 + len(name), kind="PER", label="persName")
    role = RoleFinding(
        start=0, end=8, kind="office", rule="beside", role="dowódca", head="dowódca", bearer=mention.start
    )
    told = [structs.replace(r, findings=structs.replace(r.findings, mentions=[mention], roles=[role])) for r in bare]
    assert len(shared_passages(named(bare))) == 1
    assert shared_passages(named(told)) == []


def test_a_title_is_no_row() -> None:
    title = "Powódź odcięła siedem wsi, a ratownicy nie mają już łodzi"
    bare = [reading(f"{title}\n\n{OWN[i]}", f"{i}.txt") for i in range(2)]
    zones = [
        [
            Zone(start=0, end=len(title), kind="headline"),
            Zone(start=len(title) + 2, end=len(r.article.text), kind="body"),
        ]
        for r in bare
    ]
    told = [structs.replace(r, findings=structs.replace(r.findings, zones=z)) for r, z in zip(bare, zones, strict=True)]
    assert len(shared_passages(named(bare))) == 1
    assert shared_passages(named(told)) == []


# Runs and edits together.


def plain(words: str) -> str:
    return "".join(words.split())


WORDS = ["wczoraj", "dwaj", "nie", "rano,", "trzy razy", "", "12 maja", "„tak”"]
PIECES = st.lists(st.tuples(st.sampled_from(PASSAGES), st.sampled_from(WORDS), st.sampled_from(WORDS)), max_size=5)


@settings(max_examples=80)
@given(PIECES, st.sampled_from([" ", "\n", "  "]))
def test_edits_rebuild_the_other_copy(pieces: list[tuple[str, str, str]], blank: str) -> None:
    one = f"{text(1)} " + " ".join(f"{passage} {own}" for passage, own, _ in pieces)
    other = f"Inny wstęp.{blank}" + blank.join(f"{passage}{blank}{own}" for passage, _, own in pieces)
    texts = {"0.txt": one, "1.txt": other}
    found = shared_passages(named([reading(words, name) for name, words in texts.items()]))
    for row in found:
        assert one[row.start : row.end] == row.text
        assert plain(other[row.other_start : row.other_end]) == plain(row.text)
        assert len(row.text) >= SHORTEST
    for first in (row for row in found if row.passage == row.id):
        runs = [row for row in found if row.passage == first.id]
        assert first.start == min(row.start for row in runs)
        assert len({(row.kind, row.similarity) for row in runs}) == 1
        assert first.similarity == round(first.similarity, 4)
        assert not runs[-1].edits
        assert rebuilt(one, runs) == plain(other[first.other_start : runs[-1].other_end])
        for edit in (edit for row in runs for edit in row.edits):
            assert one[edit.start : edit.end] == edit.text
            assert other[edit.other_start : edit.other_end] == edit.other_text
            assert (edit.kind == "lost") == (edit.other_text == "")
            assert (edit.kind == "added") == (edit.text == "")


def rebuilt(one: str, runs: list[ReuseRow]) -> str:
    """The passage of the first report with what differs put in its place, without blanks."""
    words, at = "", runs[0].start
    for edit in (edit for row in runs for edit in row.edits):
        words += one[at : edit.start] + edit.other_text
        at = edit.end
    return plain(words + one[at : runs[-1].end])
