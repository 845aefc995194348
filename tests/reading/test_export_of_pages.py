"""What is taken out of markup stands in the export, so that every passage can be checked against it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commands import call

FIRST = "Prezydent Joren Maklavic przyjechał w środę do Morzan i spotkał się z ludźmi, którym woda zabrała domy."
SECOND = "Zginęło 12 osób, a 40 zostało rannych, poinformowała policja. Maklavic zapowiedział pomoc dla całego miasta."


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[dict[str, Any]]]:
    """The export of a page, a feed and a plain text."""
    monkeypatch.chdir(tmp_path)
    ld = '{"@type": "NewsArticle", "headline": "Woda w Morzanach", "datePublished": "2027-05-06"}'
    page = f'<script type="application/ld+json">{ld}</script><body><article><p>{FIRST}</p><p>{SECOND}</p></article>'
    item = f"<guid>urn:a:1</guid><description>&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</description>"
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.html").write_text(f"<meta charset=utf-8>{page}", encoding="utf-8")
    (tmp_path / "in/b.rss").write_text(f"<rss><channel><item>{item}</item></channel></rss>", encoding="utf-8")
    (tmp_path / "in/c.txt").write_text(f"{FIRST}\n\n{SECOND}\n", encoding="utf-8")
    assert call("read", "in").code == 0
    assert call("export", "--format", "jsonl", "-o", "out").code == 0
    return {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in (tmp_path / "out").iterdir()
    }


def test_every_passage_stands_in_the_text_of_its_article(tables: dict[str, list[dict[str, Any]]]) -> None:
    texts = {row["article"]: row.get("text") for row in tables["articles"]}
    assert texts == {"a.html": f"{FIRST}\n\n{SECOND}", "feed:urn:a:1": f"{FIRST}\n\n{SECOND}", "c.txt": None}
    rows = [row for name in ("passages", "mentions", "times", "figures") for row in tables[name]]
    checked = [row for row in rows if texts[row["article"]]]
    assert len(checked) > 8
    for row in checked:
        assert texts[row["article"]][row["start"] : row["end"]] == row["text"]


def test_the_export_says_where_the_day_comes_from(tables: dict[str, list[dict[str, Any]]]) -> None:
    row = next(row for row in tables["articles"] if row["article"] == "a.html")
    assert row["published"] == "2027-05-06"
    assert row["sources"] == {"title": ["json-ld"], "published": ["json-ld"]}
    assert row["published_proof"][0]["rule"] == "input-page"
    assert call("explain", "a.html").out.count("the page says of itself: 2027-05-06") == 1
    assert "według metadanych strony: 2027-05-06" in call("explain", "a.html", "--ui-language", "pl").out
