"""Invented statements with all that is told of one: hands between, unnamed sources, denials, the same told again."""

from __future__ import annotations

from typing import Any

from kronika.records import ArticleRow, Edit, EntityRow, Linked, MentionRow, RelayRow, StatementRow, StoryRow

DORNIK, MAKLAVIC, SOMMER = "entity-d", "entity-m", "entity-s"
TEXTS = {
    "glos-1": (
        "„W porcie zginęło 29 osób” – podała Tekla Dornik. Joren Maklavic zaprzeczył, że wojsko strzelało do tłumu."
    ),
    "kurier-2": (
        "Jak podaje AKD, Dornik mówi, że w porcie zginęło ponad 30 osób. Według anonimowych źródeł rządowych wojsko "
        "strzelało do tłumu. Rzeczniczka Lidia Sommer: „Jak powiedział prezydent, wojsko nie strzelało do tłumu. "
        "Całkowicie się z tym zgadzam”."
    ),
    "zatoka-3": "„W porcie zginęło 29 osób” – powtórzyła Dornik. Ktoś dodał: „Łódź płonie”. Możliwe, że strajk potrwa.",
}
EVERYBODY = [
    EntityRow(id=DORNIK, kind="PER", name="Tekla Dornik"),
    EntityRow(id=MAKLAVIC, kind="PER", name="Joren Maklavic", aliases=["Maklawicz"]),
    EntityRow(id=SOMMER, kind="PER", name="Lidia Sommer"),
    EntityRow(id="entity-l", kind="LOC", name="Łódź"),
]
PUBLISHED = {"glos-1": ("Głos", "2027-05-06"), "kurier-2": ("Kurier", "2027-05-08"), "zatoka-3": (None, None)}


def place(article: str, quoted: str) -> dict[str, Any]:
    start = TEXTS[article].index(quoted)
    return {"article": article, "start": start, "end": start + len(quoted), "text": quoted}


def said(id_: str, article: str, quoted: str, speaker: str | None, **more: Any) -> StatementRow:
    known = {"Tekla Dornik": DORNIK, "Joren Maklavic": MAKLAVIC, "Lidia Sommer": SOMMER}
    facts = {"speaker_entity": known.get(speaker or ""), "direct": False, "stance": "asserts", "articles": [article]}
    return StatementRow(id=id_, speaker=speaker, **place(article, quoted), **{**facts, **more})


def relay(article: str, quoted: str, name: str) -> RelayRow:
    spot = place(article, quoted)
    return RelayRow(name=name, start=spot["start"], end=spot["end"], text=quoted, rule="as-told-by")


def edit() -> Edit:
    """From the words of glos-1 to those of kurier-2."""
    old, new = place("glos-1", "29"), place("kurier-2", "ponad 30")
    return Edit(kind="changed", start=old["start"], end=old["end"], text=old["text"], other_start=new["start"],
                other_end=new["end"], other_text=new["text"])  # fmt: skip


def rows() -> list[StatementRow]:
    """Dead: told three times. Shots: denied by the president, who is endorsed, and told by unnamed sources."""
    three = {"articles": ["glos-1", "kurier-2", "zatoka-3"], "outlets": ["Głos", "Kurier", "zatoka-3"]}
    three |= {"origins": ["AKD", "Głos"]}
    sixth = {"said_earliest": "2027-05-06", "said_latest": "2027-05-06"}
    return [
        said("dead", "glos-1", "W porcie zginęło 29 osób", "Tekla Dornik", direct=True, cue="podała", **three, **sixth),
        said("shots-not", "glos-1", "wojsko strzelało do tłumu", "Joren Maklavic", stance="denies", cue="zaprzeczył",
             said_latest="2027-05-06"),
        said("dead-2", "kurier-2", "w porcie zginęło ponad 30 osób", "Tekla Dornik", same_as="dead", likeness=0.72,
             same_why="One speaker, and 72 of 100 words are the same.", edits=[edit()], relay=["AKD"],
             relays=[relay("kurier-2", "Jak podaje AKD", "AKD")], said_latest="2027-05-08", **three),
        said("shots", "kurier-2", "wojsko strzelało do tłumu", "anonimowe źródła rządowe", unnamed=True,
             same_as="shots-not", likeness=1.0, said_latest="2027-05-08"),
        said("agreed", "kurier-2",
             "Jak powiedział prezydent, wojsko nie strzelało do tłumu. Całkowicie się z tym zgadzam", "Lidia Sommer",
             direct=True, stance="endorses", said_earliest="2027-05-07", said_latest="2027-05-08"),
        said("shots-never", "kurier-2", "wojsko nie strzelało do tłumu", "Joren Maklavic", parent="agreed",
             relay=["Lidia Sommer"], relays=[relay("kurier-2", "Jak powiedział prezydent", "Lidia Sommer")]),
        said("dead-3", "zatoka-3", "W porcie zginęło 29 osób", "Tekla Dornik", direct=True, same_as="dead",
             likeness=1.0, **three),
        said("burns", "zatoka-3", "Łódź płonie", None, direct=True),
        said("strike", "zatoka-3", "strajk potrwa", None, modality="possible"),
    ]  # fmt: skip


def tables() -> dict[str, list[Any]]:
    """The tables that statements are searched in."""
    names = [("glos-1", "Tekla Dornik", DORNIK), ("glos-1", "Joren Maklavic", MAKLAVIC), ("kurier-2", "Dornik", DORNIK),
             ("zatoka-3", "Łódź", "entity-l")]  # fmt: skip
    mentions = [
        MentionRow(id=f"m{n}", **place(article, text), kind="PER", entity=entity)
        for n, (article, text, entity) in enumerate(names)
    ]
    mentions.append(MentionRow(id="role", **place("kurier-2", "prezydent"), kind="NOM", entity=MAKLAVIC))
    articles = [
        ArticleRow(id=name, article=name, publisher=outlet, language="pl", published_earliest=day, published_latest=day,
                   sha256="0", encoding="utf-8")
        for name, (outlet, day) in PUBLISHED.items()
    ]  # fmt: skip
    return {"articles": articles, "entities": EVERYBODY, "mentions": mentions, "statements": rows()}


def linked() -> Linked:
    """All of it as one story."""
    stories = [StoryRow(id=name, article=name, story="port", title="Strzały w porcie") for name in TEXTS]
    return Linked(**tables(), stories=stories)
