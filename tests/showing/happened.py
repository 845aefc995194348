"""Invented events with all that is told of one: days, people, places, numbers, speakers, versions, episodes."""

from __future__ import annotations

from typing import Any

from kronika.records import (
    ArticleRow,
    EntityRow,
    EventRow,
    FigureRow,
    ParticipantRow,
    StatementRow,
    StoryRow,
    TimeRow,
)

MORZANY, ORWENIA, KOTWICA = "entity-morzany", "entity-orwenia", "entity-kotwica"
TEXTS = {
    "glos-1": (
        "6 maja dokerzy „Kotwicy” protestowali w Morzanach. Zatrzymano 86 osób, podała policja. Policja użyła gazu."
    ),
    "kurier-2": (
        "W Morzanach wyszli na ulice dokerzy. Minister podał się do dymisji 10 maja. Rząd zapowiada rozmowy w Velmarze."
    ),
    "zatoka-3": "Ministra zdymisjonowano. Od 5 maja protestują dokerzy. Straż nie strzelała do tłumu.",
}
OUTLETS = {"glos-1": "Głos", "kurier-2": "Kurier", "zatoka-3": None}
DAYS = {"glos-1": "2027-05-07", "kurier-2": "2027-05-11", "zatoka-3": "2027-05-12"}


def place(article: str, quoted: str) -> dict[str, Any]:
    start = TEXTS[article].index(quoted)
    return {"article": article, "start": start, "end": start + len(quoted), "text": quoted}


def takes_part(article: str, role: str, quoted: str, name: str | None = None, **more: Any) -> ParticipantRow:
    where = place(article, quoted)
    del where["article"]
    return ParticipantRow(role=role, name=name, **where, **{"slot": "subject", **more})


def event(id_: str, article: str, quoted: str, code: str, **more: Any) -> EventRow:
    """An event of a type and mode; participants give actors, recipients and sectors."""
    event_type, _, mode = code.partition("/")
    people: list[ParticipantRow] = more.get("participants", [])
    named = {role: [p.name for p in people if p.role == role and p.name] for role in ("actor", "recipient")}
    facts = {
        "event": id_, "modality": "actual", "pattern": f"{code}: {quoted}", "form": "active", **named,
        "sector": {p.name: p.sector for p in people if p.name},
    }  # fmt: skip
    return EventRow(id=id_, event_type=event_type, mode=mode or None, **place(article, quoted), **(facts | more))


def days(first: str, last: str | None = None) -> dict[str, str]:
    return {"earliest": f"2027-05-{first}", "latest": f"2027-05-{last or first}"}


def events() -> list[EventRow]:
    """One protest told thrice with an episode, a minister who goes in two versions, an announcement, a denial."""
    here = {"place": "Morzany", "place_entity": MORZANY, "place_rule": "sentence"}
    before = {**here, "place_rule": "before"}
    dockers = {"sector": "labor"}
    police = {"sector": "police", "slot": "subject"}
    minister = {"sector": "government"}
    return [
        event("protest", "glos-1", "protestowali", "PROTEST/demo", **days("06"), **here, time="on-6", when_rule="on",
              participants=[takes_part("glos-1", "actor", "dokerzy „Kotwicy”", "dokerzy", **dockers)],
              cameo="14", acled="Protests", acled_sub="Peaceful protest", contexts=["economic"]),
        event("protest-2", "kurier-2", "wyszli na ulice", "PROTEST", **here, event="protest",
              participants=[takes_part("kurier-2", "actor", "dokerzy", "dokerzy", **dockers)],
              event_why=["both are PROTEST", "both have dokerzy as the actor"]),
        event("protest-3", "zatoka-3", "protestują", "PROTEST/demo", **days("05", "12"), when_rule="since",
              event="protest", participants=[takes_part("zatoka-3", "actor", "dokerzy", "dokerzy", **dockers)]),
        event("arrest", "glos-1", "Zatrzymano", "COERCE/arrest", **before, form="impersonal", statement="said",
              figures=["arrested", "part"], episode_of="protest", cameo="17", acled="Strategic developments",
              acled_sub="Arrests", participants=[takes_part("glos-1", "recipient", "86 osób", slot="object")]),
        event("gas", "glos-1", "użyła gazu", "ASSAULT/crowd-control", **before, episode_of="protest",
              participants=[takes_part("glos-1", "actor", "Policja", "policja", **police)]),
        event("resigned", "kurier-2", "podał się do dymisji", "RETREAT/resign", **days("10"),
              participants=[takes_part("kurier-2", "actor", "Minister", "minister", **minister)],
              place="Orwenia", place_entity=ORWENIA, place_rule="report"),
        event("dismissed", "zatoka-3", "zdymisjonowano", "CONCEDE", event="resigned",
              participants=[takes_part("zatoka-3", "recipient", "Ministra", "minister", slot="object", **minister)],
              rules=["SANCTION beside a protest or demand is CONCEDE"]),
        event("talks", "kurier-2", "zapowiada rozmowy", "CONSULT", modality="future", form="noun",
              participants=[takes_part("kurier-2", "actor", "Rząd", "rząd Orwenii", **minister)]),
        event("shots", "zatoka-3", "strzelała", "ASSAULT/firearms", modality="negated",
              participants=[takes_part("zatoka-3", "actor", "Straż", "Straż Wybrzeża"),
                            takes_part("zatoka-3", "recipient", "tłumu", slot="do+gen")]),
    ]  # fmt: skip


def figures() -> list[FigureRow]:
    number = place("glos-1", "86")
    part = {**number, "value": 2, "part_of": "arrested"}
    return [
        FigureRow(id="arrested", measure="arrested", value=86, who="osoby", **number),
        FigureRow(id="part", measure="arrested", **part),
    ]


def statements() -> list[StatementRow]:
    return [StatementRow(id="said", speaker="policja", direct=False, cue="podała", stance="asserts",
                         **place("glos-1", "Zatrzymano 86 osób"))]  # fmt: skip


def times() -> list[TimeRow]:
    return [TimeRow(id="on-6", kind="date", **days("06"), **place("glos-1", "6 maja"))]


def entities() -> list[EntityRow]:
    return [
        EntityRow(id=MORZANY, kind="LOC", name="Morzany", aliases=["Morzan"], country="OW", latitude=54.5,
                  longitude=18.5, precision="town"),
        EntityRow(id=ORWENIA, kind="LOC", name="Orwenia", country="OW", precision="country"),
    ]  # fmt: skip


def articles() -> list[ArticleRow]:
    return [
        ArticleRow(id=name, article=name, publisher=OUTLETS[name], language="pl", published_earliest=DAYS[name],
                   published_latest=DAYS[name], sha256="0", encoding="utf-8")
        for name in TEXTS
    ]  # fmt: skip


def tables() -> dict[str, list[Any]]:
    """The tables that events are searched in, and those that explain them."""
    stories = [StoryRow(id=name, article=name, story="port", title="Gniew w porcie") for name in TEXTS]
    return {"articles": articles(), "entities": entities(), "events": events(), "figures": figures(),
            "statements": statements(), "stories": stories, "times": times()}  # fmt: skip


def sentences() -> dict[str, list[tuple[int, int]]]:
    """Where the sentences of the reports stand."""
    found = {}
    for name, text in TEXTS.items():
        ends = [n + 1 for n, c in enumerate(text) if c == "."]
        found[name] = [(start + (start > 0), end) for start, end in zip([0, *ends], ends, strict=False)]
    return found
