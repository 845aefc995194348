"""Who is who: whom a name finds, what a portrait tells, and how it looks."""

from __future__ import annotations

from typing import Any

import pytest

from kronika.errors import InputError
from kronika.languages.knowledge import Knowledge
from kronika.languages.pack import Pack
from kronika.records import ArticleRow, EntityRow, EventRow, MentionRow, RoleRow, StatementRow
from kronika.showing.who import Answer, Portrait, all_of, answer
from kronika.showing.who_lines import WIDTH, lines

OF_BASE = "base form {}: it has no other form"
FAMILY = "Adam Borowicz: the family name of a person whom the report names in full"
HELD = [
    RoleRow(role="prezydent", of="Orwenia", earliest="2027-05-06", latest="2027-05-07", source="reports"),
    RoleRow(role="minister", former=True, source="reports"),
    RoleRow(role="premier", of="Orwenia", earliest="2019-01-01", latest="2021-01-31", source="dictionary"),
    RoleRow(role="prezydent", of="Orwenia", earliest="2021-02-03", source="dictionary"),
    RoleRow(role="senator", latest="2018-12-31", source="dictionary"),
]


def row(kind: str, article: str, start: int, text: str, entity: str | None, *because: str, **more: Any) -> MentionRow:
    end = start + len(text)
    return MentionRow(
        id=f"{article}-{start}", article=article, start=start, end=end, text=text, kind=kind, entity=entity,
        evidence=list(because), **more,
    )  # fmt: skip


def said(article: str, start: int, text: str, speaker: str | None, entity: str | None = None) -> StatementRow:
    end, id_ = start + len(text), f"said-{article}-{start}"
    return StatementRow(
        id=id_, article=article, start=start, end=end, text=text, direct=True, speaker=speaker, speaker_entity=entity
    )


def report(name: str, first: str | None = None, last: str | None = None) -> ArticleRow:
    return ArticleRow(
        id=name, article=name, sha256="x", encoding="utf-8", published_earliest=first, published_latest=last or first
    )


TABLES: dict[str, list[Any]] = {
    "articles": [report("a.txt"), report("b.txt", "2027-05-07"), report("c.txt", "2027-05-01", "2027-05-31")],
    "entities": [
        EntityRow(id="adam", kind="PER", name="Adam Borowicz", aliases=["Borowicz"], country="PL", roles=HELD),
        EntityRow(id="anna", kind="PER", name="Anna Borowicz"),
        EntityRow(id="kz", kind="LOC", name="Kazachstan", country="KZ"),
        EntityRow(id="msz", kind="ORG", name="MSZ Kazachstanu", country="KZ"),
        EntityRow(id="tok", kind="PER", name="Kasym-Żomart Tokajew", aliases=["Tokajew"], country="KZ"),
    ],
    "mentions": [
        row("PER", "a.txt", 0, "Adam\nBorowicz", "adam", OF_BASE.format("Adam Borowicz")),
        row("PER", "a.txt", 50, "Borowicz", "adam", OF_BASE.format("Borowicz"), FAMILY),
        row("PER", "b.txt", 10, "Borowiczem", "adam", OF_BASE.format("Borowicz"), FAMILY),
        row("NOM", "c.txt", 5, "prezydent Orwenii", "adam", "The one whom the reports name with this office"),
        row("PRO", "c.txt", 90, "dodał", "adam", "subject_of_sentence_before"),
        row("PER", "c.txt", 200, "Anna Borowicz", "anna", OF_BASE.format("Anna Borowicz")),
        row("PER", "c.txt", 240, "Kto", None),
        row("LOC", "c.txt", 300, "Kazachstanie", "kz", OF_BASE.format("Kazachstan")),
        row("DEM", "c.txt", 320, "kazachski", "kz", "adjective of a country"),
        row("LOC", "c.txt", 340, "Nur-Sułtan", None, stands_for="kz"),
        row("ORG", "c.txt", 360, "MSZ Kazachstanu", "msz"),
        row("PER", "b.txt", 400, "Tokajewem", "tok"),
    ],
    "statements": [
        said("a.txt", 60, "Nie oddamy portu", "Adam Borowicz"),
        said("b.txt", 60, "Oddamy", "Borowicz"),
        said("c.txt", 60, "Port jest nasz", "prezydent Orwenii"),
        said("c.txt", 210, "Nie wiem", "Borowicz", entity="anna"),
        said("c.txt", 220, "Ani ja", "sąsiad"),
        said("c.txt", 230, "Ja też", None),
    ],
    "events": [],
}  # fmt: skip


@pytest.fixture(scope="module")
def knowledge(polish: Pack) -> Knowledge:
    return Knowledge([polish])


def one(name: str, knowledge: Knowledge, tables: dict[str, list[Any]] = TABLES) -> Portrait:
    return answer(name, tables, knowledge).found[0]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Adam Borowicz", ["adam"]),
        ("ADAM  borowicz", ["adam"]),
        ("Borowicz", ["adam", "anna"]),
        ("Borowiczem", ["adam"]),
        ("prezydent Orwenii", ["adam"]),
        ("prezydent", []),
        ("dodał", []),
        ("kazachski", ["kz"]),
        ("Kazachstan", ["kz"]),
        ("Kazachstanu", ["msz"]),
        ("Tokayev", ["tok"]),
        ("Токаев", ["tok"]),
        ("Kasym-Jomart Tokayev", []),
        ("Zomart", ["tok"]),
        ("", []),
        ("–", []),
    ],
)
def test_whom_a_name_finds(asked: str, found: list[str], knowledge: Knowledge) -> None:
    if found:
        assert [p.id for p in answer(asked, TABLES, knowledge).found] == found
    else:
        with pytest.raises(InputError, match="nobody and nothing"):
            answer(asked, TABLES, knowledge)


def test_a_kind_leaves_out_the_others(knowledge: Knowledge) -> None:
    assert {p.kind for p in all_of(TABLES, "PER").found} == {"PER"}
    with pytest.raises(InputError, match="so as ORG"):
        answer("Borowicz", TABLES, knowledge, "ORG")


def test_near_names_are_told(knowledge: Knowledge) -> None:
    with pytest.raises(InputError, match=r"Did you mean (Adam|Anna) Borowicz, (Adam|Anna) Borowicz\?$") as told:
        answer("Borowiak", TABLES, knowledge)
    assert "/" not in str(told.value)


def test_all_the_most_mentioned_first() -> None:
    found = all_of(TABLES).found
    assert [(p.id, p.mentions, p.articles) for p in found] == [
        ("adam", 5, 3), ("kz", 3, 1), ("msz", 1, 1), ("anna", 1, 1), ("tok", 1, 1)
    ]  # fmt: skip


def test_forms_and_what_stands_for_them(knowledge: Knowledge) -> None:
    adam, kz = one("Adam Borowicz", knowledge), one("Kazachstan", knowledge)
    assert [(f.text, f.count) for f in adam.forms] == [("Adam Borowicz", 1), ("Borowicz", 1), ("Borowiczem", 1)]
    assert [(s.kind, [f.text for f in s.forms]) for s in adam.standing] == [
        ("NOM", ["prezydent Orwenii"]), ("PRO", ["dodał"])
    ]  # fmt: skip
    assert [(s.kind, [f.text for f in s.forms]) for s in kz.standing] == [
        ("DEM", ["kazachski"]), ("capital", ["Nur-Sułtan"])
    ]  # fmt: skip


def test_first_and_last_go_by_publication_where_it_is_known(knowledge: Knowledge) -> None:
    adam = one("Adam Borowicz", knowledge)
    assert adam.first is not None
    assert adam.last is not None
    assert (adam.first.article, adam.first.start, adam.first.earliest) == ("c.txt", 5, "2027-05-01")
    assert (adam.last.article, adam.last.start, adam.last.latest) == ("c.txt", 90, "2027-05-31")


def test_statements_are_of_the_one_of_the_report_who_is_called_so(knowledge: Knowledge) -> None:
    assert [s.text for s in one("Adam Borowicz", knowledge).statements] == [
        "Nie oddamy portu", "Oddamy", "Port jest nasz"
    ]  # fmt: skip
    assert [s.text for s in one("Anna Borowicz", knowledge).statements] == ["Nie wiem"]
    shared = [*TABLES["mentions"], row("PER", "b.txt", 80, "Borowicz", "anna")]
    adam = one("Adam Borowicz", knowledge, {**TABLES, "mentions": shared})
    assert "Oddamy" not in [s.text for s in adam.statements], "two of the report are called so"


def test_reasons_are_told_once_with_an_example_and_base_forms_last(knowledge: Knowledge) -> None:
    assert [(w.because, w.count, w.example.start) for w in one("Adam Borowicz", knowledge).reasons] == [
        (FAMILY, 2, 50),
        ("The one whom the reports name with this office", 1, 5),
        ("subject of sentence before", 1, 90),
        (OF_BASE.format("Borowicz"), 1, 10),
    ]


def test_events_are_found_by_actor_and_recipient(knowledge: Knowledge) -> None:
    at = {
        "article": "a.txt",
        "start": 0,
        "end": 9,
        "text": "zamknięto",
        "earliest": "2027-05-06",
        "latest": "2027-05-06",
    }
    events = [
        EventRow(id="1", event_type="SANCTION", actor=["Adam Borowicz"], recipient=["Borowicz"], **at),
        EventRow(id="2", event_type="MEET", actor=["Kazachstan"], recipient=["Borowicz"], **at),
        EventRow(id="3", event_type="MEET", **at),
    ]
    told = answer("Adam Borowicz", {**TABLES, "events": events}, knowledge)
    assert sorted(e.id for e in told.found[0].events) == ["1", "2"]
    assert any('SANCTION, 6 May 2027: "zamknięto"  a.txt:0' in line for line in lines(told))


# ------------------------------------------------------------------------------ text

ADAM = """\
Adam Borowicz
person, PL; 5 mentions in 3 reports

  written      Adam Borowicz 1, Borowicz 1, Borowiczem 1
  by role      prezydent Orwenii 1
  by pronoun   dodał 1
  is           prezydent (Orwenia)  reports of 6–7 May 2027
               former minister      reports
               prezydent (Orwenia)  dictionary: since 3 February 2021
               premier (Orwenia)    dictionary: January 2019 – January 2021
               senator              dictionary: until December 2018
  named        first c.txt:5, published May 2027
               last  c.txt:90, published May 2027
  says         3 statements
               "Nie oddamy portu"  a.txt:60
               "Oddamy"  b.txt:60
               "Port jest nasz"  c.txt:60
  one because  - Adam Borowicz: the family name of a person whom the report names in full
                 2 times, such as Borowicz  a.txt:50
               - The one whom the reports name with this office
                 prezydent Orwenii  c.txt:5
               - subject of sentence before
                 dodał  c.txt:90
               - base form Borowicz: it has no other form
                 Borowiczem  b.txt:10"""

TABLE = """\
kind  name                  country  mentions  reports
PER   Adam Borowicz         PL              5        3
LOC   Kazachstan            KZ              3        1
ORG   MSZ Kazachstanu       KZ              1        1
PER   Anna Borowicz                         1        1
PER   Kasym-Żomart Tokajew  KZ              1        1"""


def test_a_portrait_as_text(knowledge: Knowledge) -> None:
    assert "\n".join(lines(answer("Adam Borowicz", TABLES, knowledge))) == ADAM


def test_all_as_a_table() -> None:
    assert "\n".join(lines(all_of(TABLES))) == TABLE
    assert lines(Answer(asked=None, found=[])) == ["The reports name nobody and nothing."]


def many() -> dict[str, list[Any]]:
    """Somebody with more of everything than is shown, and many of one family name."""
    others = [EntityRow(id=f"k{i:02}", kind="PER", name=f"Jan{'a' * i} Kowal") for i in range(20)]
    roles = [RoleRow(role=f"urząd {i}", source="reports") for i in range(20)]
    ewa = EntityRow(id="ewa", kind="PER", name="Ewa Kruk", roles=roles)
    mentions = [row("PER", "a.txt", i * 10, f"Ewa Kruk{'a' * i}", "ewa", "Ewa", f"reason {i}") for i in range(20)]
    mentions += [row("PER", "a.txt", 500 + i, e.name, e.id) for i, e in enumerate(others)]
    words = "Port zamknięto, bo nikt go nie pilnował, a magazyn stał otworem przez całą noc. " * 5
    statements = [said("a.txt", 1000 + i, words, "Ewa Kruk") for i in range(20)]
    articles = [report("a.txt")]
    return {
        "articles": articles, "entities": [ewa, *others], "mentions": mentions, "statements": statements, "events": []
    }  # fmt: skip


def test_long_lists_are_cut_and_lines_stay_narrow(knowledge: Knowledge) -> None:
    told = lines(answer("Ewa Kruk", many(), knowledge))
    assert max(map(len, told)) <= WIDTH
    text = "\n".join(told)
    assert [text.count(f"and {n} more") for n in (12, 17, 16)] == [2, 1, 1]
    assert len(told) < 40


def test_of_many_the_first_are_portraits_and_the_others_a_table(knowledge: Knowledge) -> None:
    told = lines(answer("Kowal", many(), knowledge))
    assert sum(line.startswith("person; ") for line in told) == 3
    assert "and 17 more:" in told
    assert sum(line.startswith("PER ") for line in told) == 17


def test_what_would_disturb_a_terminal_is_written_out(knowledge: Knowledge) -> None:
    strange = [said("a.txt", 60, "Nie \x1b[2J oddamy", "Adam Borowicz")]
    told = "\n".join(lines(answer("Adam Borowicz", {**TABLES, "statements": strange}, knowledge)))
    assert "\x1b" not in told
    assert "␛[2J" in told
