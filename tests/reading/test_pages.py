"""HTML pages to articles: the paragraphs of the article and no others, and what the page says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.made_pages import LAYOUTS, made
from kronika import reading
from kronika.reading import Alphabet
from kronika.reading.pages import Fetched, page_article
from kronika.records import Article, Trouble

POLISH = [Alphabet("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", ["cp1250", "iso8859_2"])]
FIRST = "Woda przerwała w nocy wał na rzece i zalała trzy wsie w gminie Morzany, podało starostwo."
SECOND = "Wójt zapowiedział, że pomoc dojedzie rano, a most będzie zamknięty do czwartku wieczorem."
BODY = f"<h1>Tama pękła</h1><p>{FIRST}</p><p>{SECOND}</p>"
Found = list[Article | Trouble]


def page(html: str | bytes, **more: str) -> Found:
    raw = html if isinstance(html, bytes) else html.encode()
    return list(page_article(Path("a.html"), Fetched("a.html", "a.html", raw, **more), POLISH))


def article(html: str | bytes, **more: str) -> Article:
    found = [item for item in page(html, **more) if isinstance(item, Article)]
    assert len(found) == 1, page(html, **more)
    return found[0]


def faults(html: str | bytes, **more: str) -> list[Trouble]:
    found = [item for item in page(html, **more) if isinstance(item, Trouble)]
    assert all(fault.remedy for fault in found)
    return found


def headed(head: str, body: str = BODY) -> str:
    return f'<!doctype html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def structured(**fields: str) -> str:
    import json

    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


@pytest.mark.parametrize("seed", range(6 * len(LAYOUTS)))
def test_all_of_the_article_and_nothing_of_what_stands_around_it(seed: int) -> None:
    told = made(seed)
    found = article(told.html)
    paragraphs = found.text.split("\n\n")
    own = [told.title, *told.paragraphs]
    assert [p for p in paragraphs if p in own] == own
    # The subheading, and the line with the day that one of the layouts shows.
    assert set(paragraphs) - set(own) <= {"Co dalej", told.day}
    assert not any(around in found.text for around in told.around)
    metadata = found.metadata
    assert (metadata.title, metadata.authors, metadata.publisher) == (told.title, [told.author], told.outlet)
    assert (metadata.published or "")[:10] == told.day
    assert {"title", "authors", "publisher", "published"} <= metadata.sources.keys()


def test_the_text_begins_with_the_heading_wherever_it_stands() -> None:
    outside = f'<header><h1>Tama pękła</h1></header><div class="article-body"><p>{FIRST}</p><p>{SECOND}</p></div>'
    for body in (BODY, outside):
        assert article(headed("", body)).text == f"Tama pękła\n\n{FIRST}\n\n{SECOND}"
    assert article(headed("<title>Tama pękła</title>", BODY.replace("h1", "h2"))).text.count("Tama") == 1


def test_a_lead_between_the_heading_and_the_text_is_kept() -> None:
    before = f'<h1>Tama pękła</h1><p class="share">Udostępnij</p><div>{SECOND}</div>'
    body = f'{before}<div class="article-body"><p>{FIRST * 3}</p></div>'
    assert article(headed("", body)).text == f"Tama pękła\n\n{SECOND}\n\n{FIRST * 3}"


def test_lines_and_words_stay_apart() -> None:
    body = f"<p>{FIRST}<br>Druga<b>wz</b>mianka <a href=x>o tym</a>.</p><ul><li>Jeden dom</li><li>Dwa domy</li></ul>"
    assert article(headed("", body)).text == f"{FIRST}\nDrugawzmianka o tym.\n\nJeden dom\n\nDwa domy"


def test_every_source_is_named_the_surest_first() -> None:
    head = structured(headline="Tama pękła", datePublished="2022-01-05T10:00:00+01:00", author="Ewa Tarn")
    head += '<meta property="og:title" content="Tama  pękła"><meta property="og:site_name" content="Latarnia">'
    head += '<meta property="article:published_time" content="2022-01-05"><link rel="canonical" href="/a/1">'
    found = article(headed(head), address="https://latarnia.example/2022/01/05/x").metadata
    assert found.published == "2022-01-05T10:00:00+01:00"
    assert found.url == "https://latarnia.example/a/1"
    assert found.sources == {
        "title": ["json-ld", "opengraph", "heading"],
        "authors": ["json-ld"],
        "publisher": ["opengraph"],
        "published": ["json-ld", "opengraph"],
        "url": ["link"],
    }


@pytest.mark.parametrize(
    ("head", "address", "published", "source"),
    [
        (structured(datePublished="2022-01-05"), None, "2022-01-05", ["json-ld"]),
        (structured(datePublished="2022-01"), None, "2022-01", ["json-ld"]),
        ("", "https://a.example/2022/01/05/tama", "2022-01-05", ["address"]),
        ("", "https://a.example/2022/01/tama", "2022-01", ["address"]),
        ("", "https://a.example/2022/13/tama", None, None),
        ('<meta name="date" content="2022-01-05">', None, "2022-01-05", ["meta"]),
        (structured(dateModified="2022-01-07T10:00:00Z"), None, "../2022-01-07", ["json-ld modified"]),
        (structured(datePublished="1970-01-01T00:00:00Z"), None, None, None),
        (structured(datePublished="wczoraj"), None, None, None),
        (structured(datePublished="0001-01-01"), None, None, None),
    ],
)
def test_no_day_is_finer_than_the_evidence(
    head: str, address: str | None, published: str | None, source: list[str] | None
) -> None:
    found = article(headed(head), **({"address": address} if address else {})).metadata
    assert (found.published, found.sources.get("published")) == (published, source)


def test_days_that_differ_give_a_stretch_and_a_fault() -> None:
    head = structured(datePublished="2022-01-05") + '<meta property="article:published_time" content="2022-01-07">'
    assert article(headed(head)).metadata.published == "2022-01-05/2022-01-07"
    (fault,) = faults(headed(head))
    assert (fault.what, fault.of) == ("published", "a.html")
    assert "json-ld says 2022-01-05; opengraph says 2022-01-07" in fault.why


def test_an_address_gives_way_to_what_the_page_says_and_that_is_told() -> None:
    head = structured(datePublished="2022-01-05")
    address = "https://a.example/2022/01/09/tama"
    assert article(headed(head), address=address).metadata.published == "2022-01-05"
    assert "address says 2022-01-09" in faults(headed(head), address=address)[0].why


def test_a_day_of_retrieval_is_no_day_of_publication() -> None:
    found = article(headed(""), retrieved="2022-01-05T10:00:00Z", address="https://a.example/1").metadata
    assert (found.published, found.retrieved, found.url) == (None, "2022-01-05T10:00:00Z", "https://a.example/1")
    assert (found.sources["retrieved"], found.sources["url"]) == (["warc"], ["warc"])


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "data:text/html,x", "//", "http://[", "file:///etc/passwd"])
def test_what_is_no_address_of_the_web_is_not_taken(bad: str) -> None:
    assert article(headed(f'<link rel="canonical" href="{bad}">')).metadata.url is None


def test_of_several_articles_that_a_page_tells_of_its_own_counts() -> None:
    head = structured(headline="Tama pękła", datePublished="2022-01-05") + structured(datePublished="2022-01-09")
    assert article(headed(head)).metadata.published == "2022-01-05"
    other = '<div itemscope itemtype="http://schema.org/Comment"><time itemprop="dateCreated" datetime="2022-02-01">'
    assert article(headed(head, BODY + other)).metadata.published == "2022-01-05"
    assert not faults(headed(head, BODY + other))


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (headed("").replace("utf-8", "iso-8859-2").encode("iso8859_2"), "iso8859-2"),
        (headed("").replace("utf-8", "windows-1250").encode("cp1250"), "cp1250"),
        (headed("").replace('<meta charset="utf-8">', "").encode("cp1250"), "cp1250"),
        (headed("").encode("cp1250"), "cp1250"),
        (b"\xef\xbb\xbf" + headed("").encode(), "utf-8"),
        (b"\xff\xfe" + headed("").encode("utf-16-le"), "utf-16-le"),
        (headed("").replace("utf-8", "rot13").encode(), "utf-8"),
    ],
)
def test_encodings(raw: bytes, encoding: str) -> None:
    found = article(raw)
    assert FIRST in found.text
    assert found.encoding == encoding


def test_what_fetched_the_page_knows_its_encoding_first() -> None:
    raw = headed("").encode("cp1250")
    assert article(raw, charset="windows-1250").encoding == "cp1250"


FRONT = "".join(f'<div><h2><a href="/{n}">Tytuł {n}</a></h2><p>{FIRST}</p></div>' for n in range(9))


@pytest.mark.parametrize("body", ["", "<p>Krótko.</p>", "<nav><a href=x>x</a></nav><script>x()</script>", FRONT])
def test_a_page_without_an_article_is_named(body: str) -> None:
    (fault,) = page(headed("", body))
    assert isinstance(fault, Trouble)
    assert (fault.what, fault.why) == ("page", "no article text is found in it")


@pytest.mark.parametrize(
    "html",
    ["<div>" * 100_000, "<b>" * 100_000 + "x", "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">"],
    ids=["deep", "unclosed", "attributes"],
)
def test_pages_made_to_do_harm_are_refused(html: str) -> None:
    assert "have no end" in faults(html + FIRST)[0].why


def test_a_page_too_large_is_refused() -> None:
    assert "more than 16,000,000 bytes" in faults(b"<p>" + b"a" * 16_000_000)[0].why


MARKUP = st.sampled_from(
    ["<p>", "</p>", "<div class=comment>", "</div>", "<a href=javascript:x>", "</a>", "<script>", "</script>", "<br>",
     '<script type="application/ld+json">{"@graph":[', "<meta property=og:title content='", "'>", "<table><td>", "<!--",
     "<h1>", "</h1>", "<time datetime=2022-01-05>", FIRST, "\0", "\ufffd", "&#xD800;", "&nbsp;", "<svg><p>",
     "<article>"]
)  # fmt: skip


@given(st.lists(MARKUP | st.text(max_size=5), max_size=40))
def test_whatever_the_markup_it_is_an_article_or_a_fault(parts: list[str]) -> None:
    for item in page("".join(parts).encode("utf-8", "replace")):
        if isinstance(item, Article):
            assert item.text.strip()
            assert item.text.encode("utf-8").decode("utf-8") == item.text
            assert "<script" not in item.text


@given(st.binary(max_size=300))
def test_whatever_the_bytes_it_is_an_article_or_a_fault(raw: bytes) -> None:
    assert all(isinstance(item, Article | Trouble) for item in page(b"<html><p>" + raw))


def test_a_page_in_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "tama.html"
    path.write_text(headed(structured(headline="Tama")), encoding="utf-8")
    assert list(reading.find([tmp_path])) == [path]
    (found,) = reading.read(path, POLISH)
    assert isinstance(found, Article)
    assert (found.name, found.source, found.extracted) == ("tama.html", str(path), True)
