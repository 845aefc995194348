"""RSS and Atom to articles, an item at a time, without entities."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronika import reading
from kronika.reading.markup import MendedXml
from kronika.records import Article, Trouble

Found = list[Article | Trouble]


def read(folder: Path, xml: str | bytes, name: str = "a.rss") -> Found:
    (folder / name).write_bytes(xml.encode() if isinstance(xml, str) else xml)
    return list(reading.read(folder / name, []))


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">'
        f"<channel><title>Głos Portu</title>{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"
    )


FULL = (
    "<title>Tama pękła</title><link>https://a.example/1</link><guid isPermaLink='false'>https://a.example/?p=1</guid>"
    "<pubDate>Wed, 05 Jan 2022 23:30:00 +0100</pubDate><dc:creator>Ewa Tarn</dc:creator>"
    "<media:title>Inny</media:title>"
    "<description>Krótko.</description>"
    "<content:encoded><![CDATA[<p>Woda <b>zalała</b> wieś.</p>"
    "<script>x()</script><p>Most stoi.</p>]]></content:encoded>"
)

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Latarnia</title><entry><id>tag:a.example,2022:1</id>
<title type="html">Tama &amp;amp; most</title><link rel="self" href="https://a.example/x"/>
<link href="https://a.example/1"/>
<author><name>Olga Birsk</name></author>{days}<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Woda zalała wieś.</p><p>Most stoi.</p></div></content></entry></feed>"""


def one(found: Found) -> Article:
    assert isinstance(found[-1], Article), found
    return found[-1]


def test_all_of_an_item(tmp_path: Path) -> None:
    (found,) = read(tmp_path, rss(FULL))
    assert isinstance(found, Article)
    assert (found.source, found.name) == ("https://a.example/?p=1", "https://a.example/?p=1")
    assert (found.text, found.extracted) == ("Woda zalała wieś.\n\nMost stoi.", True)
    told = found.metadata
    assert (told.title, told.authors, told.url) == ("Tama pękła", ["Ewa Tarn"], "https://a.example/1")
    assert (told.published, told.publisher) == ("2022-01-05T23:30:00+01:00", "Głos Portu")
    assert (told.sources["published"], told.sources["publisher"]) == (["feed"], ["feed title"])


def test_atom(tmp_path: Path) -> None:
    days = "<published>2022-01-05T10:00:00Z</published><updated>2022-01-07T10:00:00Z</updated>"
    (found,) = read(tmp_path, ATOM.format(days=days), "a.atom")
    assert isinstance(found, Article)
    assert (found.name, found.text) == ("tag:a.example,2022:1", "Woda zalała wieś.\n\nMost stoi.")
    assert (found.metadata.title, found.metadata.authors) == ("Tama & most", ["Olga Birsk"])
    assert (found.metadata.published, found.metadata.url) == ("2022-01-05T10:00:00Z", "https://a.example/1")


def test_a_day_of_change_says_only_that_it_was_not_later(tmp_path: Path) -> None:
    fault, found = read(tmp_path, ATOM.format(days="<updated>2022-01-07T10:00:00Z</updated>"), "a.atom")
    assert isinstance(found, Article)
    assert isinstance(fault, Trouble)
    assert (found.metadata.published, found.metadata.sources["published"]) == ("../2022-01-07", ["feed modified"])
    assert (fault.what, fault.of, fault.where) == ("published", found.source, "item 1")


def test_an_item_without_text_or_with_a_day_that_is_none(tmp_path: Path) -> None:
    found = read(tmp_path, rss("<title>Sam tytuł</title>", "<description>Wieś &lt; miasto.</description>", "<x/>"))
    assert [(item.name, item.where) for item in found if isinstance(item, Trouble)] == [
        ("a.rss", "item 1"),
        ("a.rss", "item 3"),
    ]
    assert [(item.name, item.text) for item in found if isinstance(item, Article)] == [
        ("feed:8d39a30b9c1d45f6", "Wieś < miasto.")
    ]
    fault, article = read(tmp_path, rss("<description>Wieś.</description><pubDate>wczoraj</pubDate>"))
    assert isinstance(fault, Trouble)
    assert (fault.what, isinstance(article, Article)) == ("published", True)


@pytest.mark.parametrize("guid", ["12", "abc/../../x"])
def test_an_id_that_is_the_feeds_own_gives_way_to_the_address(tmp_path: Path, guid: str) -> None:
    item = f"<description>Wieś.</description><guid>{guid}</guid>"
    assert one(read(tmp_path, rss(f"{item}<link>https://a.example/1</link>"))).source == "feed:https://a.example/1"
    assert one(read(tmp_path, rss(f"{item}<link>javascript:x()</link>"))).metadata.url is None


LAUGHS = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE, '<!DOCTYPE rss SYSTEM "http://a.example/x.dtd">'])
def test_entities_and_document_types_are_refused(tmp_path: Path, doctype: str) -> None:
    (fault,) = read(tmp_path, rss("<description>&a;</description>").replace("?>", f"?>{doctype}", 1))
    assert isinstance(fault, Trouble)
    assert "entities or a document type" in fault.why
    assert "DOCTYPE" in fault.remedy


def test_what_comes_before_the_break_is_kept(tmp_path: Path) -> None:
    whole = rss(FULL, FULL.replace("?p=1", "?p=2"))
    first, fault = read(tmp_path, whole[: whole.rindex("<content:encoded>")])
    assert isinstance(first, Article)
    assert isinstance(fault, Trouble)
    assert (fault.where, "not well-formed" in fault.why) == ("after item 1", True)


@pytest.mark.parametrize("xml", ["", "<html/>", "<rss/>", "<root><item><description>x</description></item></root>"])
def test_xml_that_is_no_feed_is_named(tmp_path: Path, xml: str) -> None:
    (fault,) = read(tmp_path, xml, "a.xml")
    assert isinstance(fault, Trouble)


def test_other_encodings(tmp_path: Path) -> None:
    xml = rss("<description>Wieś źle śpi.</description>").replace("UTF-8", "ISO-8859-2")
    assert one(read(tmp_path, xml.encode("iso8859_2"))).text == "Wieś źle śpi."


@given(st.integers(0, 900), st.text(max_size=8))
def test_whatever_stands_within_it_is_articles_or_faults(tmp_path: Path, at: int, inside: str) -> None:
    whole = rss(FULL, FULL)
    assert read(tmp_path, (whole[:at] + inside + whole[at:]).encode("utf-8", "replace"))


def sources(found: Found) -> list[str]:
    return [item.source if isinstance(item, Article) else "!" for item in found]


def test_names_of_characters_and_bytes_of_no_encoding_do_not_end_a_feed(tmp_path: Path) -> None:
    items = [f"<guid>urn:a:{n}</guid><description>Wójt&nbsp;{n} &hellip; A&amp;B</description>" for n in range(3)]
    assert [one([item]).text for item in read(tmp_path, rss(*items))] == [f"Wójt\xa0{n} … A&B" for n in range(3)]
    raw = rss(*items).encode().replace("Wójt&nbsp;1".encode(), b"W\xf3jt 1\x0b")
    first, fault, second, last = read(tmp_path, raw)
    assert sources([first, second, last]) == ["feed:urn:a:0", "feed:urn:a:1", "feed:urn:a:2"]
    assert isinstance(fault, Trouble)
    assert (fault.what, fault.where, fault.of) == ("characters", "item 2", "feed:urn:a:1")
    assert one([second]).text == "W\ufffdjt 1\ufffd … A&B"


@given(
    st.lists(st.sampled_from(["a", "é", "&", "nbsp;", "<![CDATA[", "]]>", " ", "#", "0;", "\x0b"])), st.integers(1, 7)
)
def test_a_feed_is_mended_the_same_in_whatever_pieces_it_comes(parts: list[str], size: int) -> None:
    few, all_at_once = (MendedXml(BytesIO("".join(parts).encode())) for _ in range(2))
    pieces = b"".join(iter(lambda: few.read(size), b""))
    assert pieces == b"".join(iter(lambda: all_at_once.read(1 << 20), b""))


def test_an_item_nested_without_end_leaves_out_itself_alone(tmp_path: Path) -> None:
    entries = [
        f'<entry><id>tag:a,2022:{n}</id><content type="xhtml">{"<div>" * deep}Wieś.{"</div>" * deep}</content></entry>'
        for n, deep in enumerate((1, 5000, 1))
    ]
    xml = f'<feed xmlns="http://www.w3.org/2005/Atom">{"".join(entries)}</feed>'
    assert sources(read(tmp_path, xml, "a.atom")) == ["tag:a,2022:0", "!", "tag:a,2022:2"]


def test_a_summary_never_stands_for_the_page_itself(tmp_path: Path) -> None:
    item = "<guid>https://a.example/1</guid>"
    whole = "<content:encoded>Wieś śpi.</content:encoded>"
    found = read(tmp_path, rss(f"{item}<description>Wieś.</description>", f"{item}{whole}"))
    assert sources(found) == ["feed:https://a.example/1", "https://a.example/1"]


@pytest.mark.parametrize(
    "root", ['rss xmlns="http://backend.userland.com/rss2"', 'feed xmlns="http://purl.org/atom/ns#"']
)
def test_old_names_of_the_same_vocabularies(tmp_path: Path, root: str) -> None:
    item = "item" if root.startswith("rss") else "entry"
    xml = f"<{root}><{item}><id>urn:a:1</id><content>Wieś.</content></{item}></{root.split()[0]}>"
    assert one(read(tmp_path, xml)).text == "Wieś."


def test_an_address_is_read_from_its_base(tmp_path: Path) -> None:
    entry = '<entry><id>x</id><link href="/1"/><content>Wieś.</content></entry>'
    xml = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/">{entry}</feed>'
    assert one(read(tmp_path, xml, "a.atom")).source == "https://a.example/1"


def test_an_item_without_an_id_goes_by_its_words(tmp_path: Path) -> None:
    items = ["<title>Tama: most stoi</title><description>Wieś.</description>", "<description>Most.</description>"]
    found = sources(read(tmp_path, rss(*items)))
    assert sources(read(tmp_path, rss(*reversed(items)), "b.rss")) == found[::-1]
    assert len(set(found)) == 2


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("ewa@a.example (Ewa Tarn)", ["Ewa Tarn"]),
        ("redakcja@a.example", []),
        ("&lt;a href=x&gt;Ewa&lt;/a&gt; Tarn", ["Ewa Tarn"]),
        ("a" * 40_000, []),
        (f"{'a' * 40_000}@ (", []),
    ],
)
def test_authors(tmp_path: Path, author: str, names: list[str]) -> None:
    found = one(read(tmp_path, rss(f"<description>Wieś.</description><author>{author}</author>")))
    assert found.metadata.authors == names


def test_a_day_that_cannot_be_read_does_not_hide_one_that_can(tmp_path: Path) -> None:
    days = "<pubDate>śro, 05 sty 2022 08:00:00 +0100</pubDate><dc:date>2022-01-05</dc:date>"
    fault, found = read(tmp_path, rss(f"<description>Wieś.</description>{days}"))
    assert one([found]).metadata.published == "2022-01-05"
    assert isinstance(fault, Trouble)
    assert "the page that the item leads to" in fault.remedy


def test_ampersands_and_numbers_that_name_no_character(tmp_path: Path) -> None:
    link = "<link>https://a.example/?a=1&b=2</link>"
    item = f"<description>A & B &foo; &#11;&#x41;</description>{link}"
    cdata = "<description><![CDATA[A & B <b>&nbsp;C</b>]]></description>"
    fault, first, last = read(tmp_path, rss(item, cdata))
    assert isinstance(fault, Trouble)
    assert (one([first]).text, one([first]).metadata.url) == ("A & B &foo; \ufffdA", "https://a.example/?a=1&b=2")
    assert one([last]).text == "A & B C"
