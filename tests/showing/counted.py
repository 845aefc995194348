"""Invented figures with all that is told of one: bounds, days, copies, offices, contradictions, disputes, policies."""

from __future__ import annotations

from typing import Any

from msgspec import structs

from kronika.records import (
    ArticleRow,
    EntityRow,
    EstimateRow,
    FigureRow,
    HistoryRow,
    Linked,
    PointRow,
    RelationRow,
    StatementRow,
    StoryRow,
)

MORZANY = "entity-morzany"
TEXTS = {
    "glos-1": "W Morzanach zginęło co najmniej 17 osób, w tym 3 policjantów. Rannych jest 64.",
    "kurier-2": (
        "Ministerstwo podało, że zginęło 29 osób. Inni mówią, że od 29 do 40. Zginęło 5 policjantów. Straty to 12 mln "
        "koron."
    ),
    "zatoka-3": (
        "Zginęło 29 osób – powtórzyło ministerstwo. Szpital liczy ponad 160 zabitych. Maklavic zaprzeczył: „To "
        "kłamstwo szpitala”. Straty to 20 mln koron, a 58-letni doker przeżył."
    ),
    "latarnia-4": "Zginęło 225 osób, mówi związek. Było ich najwyżej 40, mówi port. W Velmarze zatrzymano 86 osób.",
}
OUTLETS = {"glos-1": "Głos", "kurier-2": "Kurier", "zatoka-3": "Zatoka", "latarnia-4": None}
DAYS = {"glos-1": "2027-05-05", "kurier-2": "2027-05-06", "zatoka-3": "2027-05-08", "latarnia-4": "2027-05-13"}
DEFAULT, ACLED = "latest-official", "acled"


def place(article: str, quoted: str) -> dict[str, Any]:
    start = TEXTS[article].index(quoted)
    return {"article": article, "start": start, "end": start + len(quoted), "text": quoted}


def figure(id_: str, article: str, quoted: str, **more: Any) -> FigureRow:
    return FigureRow(id=id_, **place(article, quoted), **{"measure": "killed", "who": "osoby", **more})


def point(figure_: str, *days: str | None, **more: Any) -> PointRow:
    """A point of a day, or of the days from one to another."""
    earliest, latest = (days * 2)[:2] if days else (None, None)
    return PointRow(figure=figure_, earliest=earliest, latest=latest, **{"figures": [figure_], **more})


def figures() -> list[FigureRow]:
    here = {"place": "Morzany", "place_entity": MORZANY, "place_rule": "sentence"}
    police = {"who": "policjanci", "group": "police", **here}
    money = {"measure": "money", "who": "straty", "unit": "korony"}
    return [
        figure("first", "glos-1", "co najmniej 17", low=17, modifier="at_least", rule="predicate: zginąć",
               scope="cumulative", as_of_earliest="2027-05-05", as_of_latest="2027-05-05", **here),
        figure("police", "glos-1", "3", value=3, part_of="first", **police),
        figure("injured", "glos-1", "64", measure="injured", value=64, **here),
        figure("ministry", "kurier-2", "29", value=29, attributed_to="Ministerstwo Zdrowia", official=True, **here),
        figure("others", "kurier-2", "od 29 do 40", low=29, high=40, **here),
        figure("police-2", "kurier-2", "5", value=5, **police),
        figure("loss", "kurier-2", "12 mln", value=12_000_000, **money),
        figure("again", "zatoka-3", "29", value=29, attributed_to="Ministerstwo Zdrowia", official=True, **here),
        figure("hospital", "zatoka-3", "ponad 160", low=160, modifier="over", attributed_to="szpital", **here),
        figure("loss-2", "zatoka-3", "20 mln", value=20_000_000, **money),
        figure("age", "zatoka-3", "58-letni", measure="other", who=None, value=58, unit="lata"),
        figure("union", "latarnia-4", "225", value=225, attributed_to="związek", **here),
        figure("port", "latarnia-4", "najwyżej 40", high=40, modifier="up_to", attributed_to="port", **here),
        figure("arrested", "latarnia-4", "86", measure="arrested", value=86, place="Velmar"),
    ]  # fmt: skip


def statements() -> list[StatementRow]:
    return [
        StatementRow(id="denial", speaker="Joren Maklavic", direct=True, stance="denies", articles=["zatoka-3"],
                     **place("zatoka-3", "To kłamstwo szpitala")),
    ]  # fmt: skip


def relations() -> list[RelationRow]:
    """One of each kind, the quiet ones first."""

    def relation(first: str, second: str | None, kind: str, why: str, statement: str | None = None) -> RelationRow:
        return RelationRow(first=first, second=second, relation=kind, rule=f"by-{kind}", why=why, statement=statement)

    return [
        relation("first", "ministry", "update", "The count is of a later day."),
        relation("ministry", "again", "same", "The same number of the same office."),
        relation("ministry", "others", "compatible", "29 lies between 29 and 40."),
        relation("others", "port", "refine", "What is at most 40 narrows 29 to 40."),
        relation("hospital", "union", "compatible", "225 is more than 160."),
        relation("hospital", "port", "contradict", "More than 160 cannot be at most 40."),
        relation("hospital", None, "dispute", "Joren Maklavic denies it.", "denial"),
    ]


def policies() -> dict[str, EstimateRow]:
    return {
        ACLED: EstimateRow(best=160, low=17, high=225, figures=["hospital"], why="The most conservative of the last."),
        DEFAULT: EstimateRow(best=29, low=29, high=40, figures=["ministry"], why="The latest that an office gives."),
    }


def histories() -> list[HistoryRow]:
    both = {"articles": ["kurier-2", "zatoka-3"], "outlets": ["Kurier", "Zatoka"], "origins": ["Kurier", "Zatoka"]}
    union = {"articles": ["latarnia-4"], "outlets": ["latarnia-4"], "origins": ["latarnia-4"]}
    zatoka = {"articles": ["zatoka-3"], "outlets": ["Zatoka"], "origins": ["Zatoka"]}
    kurier = {"articles": ["kurier-2"], "outlets": ["Kurier"], "origins": ["Kurier"]}
    glos = {"articles": ["glos-1"], "outlets": ["Głos"], "origins": ["Głos"]}
    ministry = {"attributed_to": ["Ministerstwo Zdrowia"], "official": True, "figures": ["ministry", "again"], **both}
    killed = [
        point("first", "2027-05-05", low=17, superseded=True, **glos),
        point("ministry", "2027-05-06", low=29, high=29, **ministry),
        point("others", "2027-05-06", "2027-05-08", low=29, high=40, **kurier),
        point("hospital", "2027-05-08", low=160, attributed_to=["szpital"], disputed=["denial"], **zatoka),
        point("union", "2027-05-08", "2027-05-13", low=225, high=225, attributed_to=["związek"], **union),
        point("port", high=40, attributed_to=["port"], **union),
    ]
    police = [point("police", "2027-05-05", low=3, high=3, **glos), point("police-2", "2027-05-06", low=5, high=5)]
    loss = [point("loss", "2027-05-06", low=12e6, high=12e6, **kurier), point("loss-2", "2027-05-08", low=20e6)]
    facts: dict[str, Any] = {"story": "port", "place": "Morzany"}
    return [
        HistoryRow(id="killed", measure="killed", figures=[f for p in killed for f in p.figures], points=killed,
                   relations=relations(), policies=policies(), **facts),
        HistoryRow(id="killed-police", measure="killed", group="police", who="policjanci", points=police,
                   figures=["police", "police-2"], **facts),
        HistoryRow(id="injured", measure="injured", figures=["injured"], **facts,
                   points=[point("injured", "2027-05-05", low=64, high=64, **glos)]),
        HistoryRow(id="loss", story="port", measure="money", who="straty", unit="korony", points=loss,
                   figures=["loss", "loss-2"]),
        HistoryRow(id="arrested", story="velmar", measure="arrested", place="Velmar", figures=["arrested"],
                   points=[point("arrested", "2027-05-13", low=86, high=86, **union)]),
    ]  # fmt: skip


def articles() -> list[ArticleRow]:
    return [
        ArticleRow(id=name, article=name, publisher=OUTLETS[name], language="pl", published_earliest=DAYS[name],
                   published_latest=DAYS[name], sha256="0", encoding="utf-8")
        for name in TEXTS
    ]  # fmt: skip


def stories() -> list[StoryRow]:
    of = dict.fromkeys(TEXTS, ("port", "Wybuch w porcie")) | {"latarnia-4": ("velmar", "Zatrzymania w Velmarze")}
    return [StoryRow(id=name, article=name, story=story, title=title) for name, (story, title) in of.items()]


def tables() -> dict[str, list[Any]]:
    """The tables that figures are searched in."""
    places = [EntityRow(id=MORZANY, kind="LOC", name="Morzany", aliases=["Morzan"])]
    return {"articles": articles(), "entities": places, "figures": figures(), "statements": statements(),
            "stories": stories(), "histories": histories()}  # fmt: skip


def linked() -> Linked:
    """All of it as one story, for the page."""
    rows = tables()
    one = [StoryRow(id=name, article=name, story="port", title="Wybuch w porcie") for name in TEXTS]
    histories = [structs.replace(row, story="port") for row in rows["histories"]]
    return Linked(articles=rows["articles"], entities=rows["entities"], figures=rows["figures"],
                  statements=rows["statements"], histories=histories, stories=one)  # fmt: skip


def sentences() -> dict[str, list[tuple[int, int]]]:
    """Where the sentences of the reports stand."""
    found = {}
    for name, text in TEXTS.items():
        ends = [n + 1 for n, c in enumerate(text) if c == "."]
        found[name] = [(start + (start > 0), end) for start, end in zip([0, *ends], ends, strict=False)]
    return found
