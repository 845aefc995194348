"""One story of a few rows, as those who look for disagreements ask it."""

from __future__ import annotations

from typing import Any

from kronika.chronicling.matters import Told, of_story
from kronika.chronicling.texts import Texts
from kronika.copies import Copies
from kronika.records import ArticleRow, Linked, StoryRow


def told(*reports: str, **tables: Any) -> Told:
    """What reports of these names tell, all of one story; of their texts nothing is known."""
    articles = [ArticleRow(id=name, article=name, sha256="", encoding="utf-8") for name in reports]
    stories = [StoryRow(id=name, story="s", article=name, title="t") for name in reports]
    own = Linked(articles=articles, stories=stories, **tables)
    texts = Texts(dict.fromkeys(reports, ""), {name: [(0, 9)] for name in reports}, [])
    return of_story(own, texts, Copies(articles, []), frozenset())
