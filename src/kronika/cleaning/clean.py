"""One article to its document: language, then zones by an ordered list of named finders."""

from __future__ import annotations

from collections.abc import Mapping

from kronika.cleaning.language import detect
from kronika.cleaning.zones import find_zones
from kronika.languages.pack import Pack
from kronika.records import Article, Document, Zone


def _stated(article: Article) -> str | None:
    """The language that the input states, without a region: `pl-PL` is `pl`."""
    stated = article.metadata.language
    return stated.replace("_", "-").split("-")[0].lower() if stated else None


def clean(article: Article, packs: Mapping[str, Pack]) -> Document:
    """The article with its language and zones. Nothing of the text is changed or lost.

    Where no pack knows the language there are no zones but the metadata of the header.
    """
    language = _stated(article) or detect(article.text[article.header :])
    pack = packs.get(language or "")
    zones: list[Zone] = find_zones(article, pack) if pack else []
    return Document(article=article, language=language, zones=zones)
