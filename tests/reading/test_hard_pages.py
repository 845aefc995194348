"""Pages as they are found: classes that mislead, several articles, days of other things, old encodings, bombs."""

from __future__ import annotations

import json
import time

import pytest

from kronika.reading.pages import Fetched
from reading.test_pages import BODY, FIRST, SECOND, article, faults, headed, page, structured

THIRD = "Strażacy ewakuowali 120 osób, a 14 trafiło do szpitala z obrażeniami, przekazał rzecznik komendy."
FOURTH = "Minister obrony wysłał do Morzan dwie kompanie saperów, które od rana umacniają wały workami z piaskiem."
ALL = [FIRST, SECOND, THIRD, FOURTH]


def marked(tag: str, named: str, *texts: str) -> str:
    return "".join(f'<{tag} class="{named}"><p>{text}</p></{tag}>' for text in texts)


WHOLE = {
    "blocks of a builder": marked("div", "elementor-widget elementor-widget-text", *ALL),
    "entries of a ticker": f"<article><p>{FIRST}</p>{marked('div', 'ticker-entry', *ALL[1:])}</article>",
    "tags in classes": f'<div class="entry-content"><p>{FIRST}</p>{marked("div", "post tag-powodz", *ALL[1:])}</div>',
    "behind a paywall": f'<div class="article-body"><p>{FIRST}</p>{marked("div", "paywall", *ALL[1:])}</div>',
    "one class of most": f'<div class="article-body"><p>{FIRST}</p>{marked("div", "promo", *ALL[1:])}</div>',
    "several classes of most": f'<div class="article-body"><p>{FIRST}</p><p>{SECOND}</p>'
    f"{marked('div', 'related-quote', THIRD)}{marked('div', 'meta-box', FOURTH)}</div>",
    "a lead called a teaser": f'<h1>Tama</h1><p class="lead teaser">{FIRST}</p>'
    f'<div class="article-body"><p>{SECOND}</p><p>{THIRD}</p><p>{FOURTH}</p></div>',
    "captions of a slider": f'<div class="article-content"><p>{FIRST}</p><p>{SECOND}</p><div class="photo-slider">'
    f"<figure><figcaption>{THIRD}</figcaption></figure></div><p>{FOURTH}</p></div>",
    "a correction beside": f'<article><p>{FIRST}</p><aside class="info"><p>{SECOND}</p></aside><p>{THIRD}</p>'
    f"<p>{FOURTH}</p></article>",
    "a form around all": f'<form id="aspnetForm"><div id="content">{marked("div", "x", *ALL)}</div></form>',
    "a linked sentence": f"<article><p>{FIRST}</p><p><a href=x>{SECOND}</a></p><p>{THIRD}</p><p>{FOURTH}</p></article>",
    "times that lead within the page": "".join(
        f'<h2><a href="#{n}">1{n}:00</a></h2><p>{t}</p>' for n, t in enumerate(ALL)
    ),
}


@pytest.mark.parametrize("body", WHOLE.values(), ids=WHOLE.keys())
def test_no_part_of_an_article_is_lost(body: str) -> None:
    found = article(headed("", body))
    assert [text for text in found.text.split("\n\n") if text in ALL] == ALL


def test_lists_and_signatures_stay() -> None:
    body = f"<article><p>{FIRST}</p><ul><li>12 zabitych</li><li><a href=x>40 rannych w Morzanach</a></li></ul>"
    body += f"<blockquote><p>{SECOND}</p><footer>Jan Lis, wójt</footer></blockquote><p>{THIRD}</p></article>"
    assert "12 zabitych\n\n40 rannych w Morzanach" in article(headed("", body)).text
    assert f"{SECOND}\n\nJan Lis, wójt" in article(headed("", body)).text


def test_a_teaser_that_is_a_sentence_is_left_out() -> None:
    teaser = f"<a href=/x><div><p>{THIRD}</p></div></a>"
    body = f"<article><p>{FIRST * 2}</p>{teaser}<p>{SECOND}</p><form><p>{FOURTH}</p></form></article>"
    assert article(headed("", body)).text == f"{FIRST * 2}\n\n{SECOND}"


@pytest.mark.parametrize("named", ["userComments", "Comments", "comment-list", "disqus_thread"])
def test_comments_are_left_out_however_they_are_written(named: str) -> None:
    body = f'<h1>Tama</h1><div class="col"><p>{FIRST * 3}</p><p>{SECOND * 3}</p>{marked("div", named, THIRD)}</div>'
    assert THIRD not in article(headed("", body)).text


def test_much_that_is_left_out_is_told() -> None:
    body = f"<article><p>{FIRST * 2}</p><p>{SECOND}</p>{marked('div', 'comment', THIRD)}</article>"
    (fault,) = faults(headed("", body))
    assert (fault.what, "left out as comments" in fault.why) == ("characters", True)
    assert THIRD not in article(headed("", body)).text


def test_what_follows_too_many_nodes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kronika.reading.blocks.MOST_NODES", 50)
    html = headed("", f"<article><p>{FIRST}</p>{'<wbr>' * 60}<p>{SECOND}</p></article>")
    assert "nodes" in faults(html)[0].why
    assert SECOND not in article(html).text


def test_what_a_page_strikes_out_or_notes_is_no_figure() -> None:
    said = (
        "Zginęło <del>12</del><ins>17</ins> osób, rannych jest 40<sup><a href='#1'>1</a></sup>, powiedział: <q>Nie</q>"
    )
    text = article(
        headed("", f"<article><p>{said}, w Prezy&shy;denckim pała&#8203;cu.</p><p>{FIRST}</p></article>")
    ).text
    assert text.startswith('Zginęło 17 osób, rannych jest 40, powiedział: "Nie", w Prezydenckim pałacu.')


def test_the_heading_is_the_articles() -> None:
    assert article(headed("", BODY.replace("Tama pękła", "Tama<br>pękła"))).metadata.title == "Tama pękła"
    logo = '<header><h1><a href="/">Głos Portu</a></h1></header>'
    rest = f"<article><h2>Tama pękła</h2><p>{FIRST}</p><p>{SECOND}</p></article>"
    assert article(headed("", logo + rest)).text.startswith("Tama pękła\n\n")
    named = headed('<meta property="og:site_name" content="Głos Portu">', f"<h1>Głos Portu</h1>{rest}")
    assert article(named).metadata.title is None
    two = headed('<meta property="og:title" content="Tama pękła">', f"<h1>Głos Portu</h1>{BODY}")
    found = article(two)
    assert (found.text.count("Głos Portu"), found.metadata.title) == (0, "Tama pękła")
    assert found.metadata.sources["title"] == ["opengraph", "heading"]


def test_of_several_headings_the_one_with_which_the_title_begins() -> None:
    title = '<meta property="og:title" content="Tama pękła / Kraj / Głos">'
    assert article(headed(title, f"<h1>Głos Portu</h1>{BODY}")).text.startswith("Tama pękła")


@pytest.mark.parametrize("named", ["widget widget_text", "paywallTemplate"])
def test_boxes_of_templates_are_left_out(named: str) -> None:
    body = f"<article><p>{FIRST * 2}</p><p>{SECOND}</p>{marked('div', named, 'Kup dostęp.')}</article>"
    assert article(headed("", body)).text == f"{FIRST * 2}\n\n{SECOND}"


def test_titles_and_names_are_without_markup() -> None:
    head = structured(headline="&#8222;Tama&#8221; <b>pękła</b>", author="<i>Ewa</i> Tarn")
    found = article(headed(head)).metadata
    assert (found.title, found.authors) == ("„Tama” pękła", ["Ewa Tarn"])
    assert article(headed(structured(headline="Rannych 5 < 6"))).metadata.title == "Rannych 5 < 6"
    assert article(headed(structured(headline="T" * 2000, author="A" * 2000))).metadata.authors == []


def test_halves_of_characters_and_old_wrappings_of_scripts() -> None:
    told = '{"@type": "NewsArticle", "headline": "Tama \\ud83d", "datePublished": "2022-01-05"}'
    found = article(headed(f'<script type="application/ld+json">//<![CDATA[\n{told}\n//]]></script>')).metadata
    assert (found.title, found.published) == ("Tama \ufffd", "2022-01-05")


OTHER = structured(headline="Pożar", url="https://a.example/b", datePublished="2021-11-02", author="Jan Inny")


@pytest.mark.parametrize(
    "own",
    [
        structured(headline="Tama pękła", datePublished="2022-01-05", author="Ewa Tarn"),
        structured(headline="T", url="https://a.example/a/", datePublished="2022-01-05", author="Ewa Tarn"),
        structured(headline="T", mainEntityOfPage="https://a.example/a", datePublished="2022-01-05", author="Ewa Tarn"),
    ],
)
def test_of_several_articles_the_pages_own_counts(own: str) -> None:
    found = article(headed(f'<link rel=canonical href="https://a.example/a">{OTHER}{own}')).metadata
    assert (found.published, found.authors) == ("2022-01-05", ["Ewa Tarn"])


def test_several_articles_on_a_par_give_a_stretch_and_no_names() -> None:
    html = headed(OTHER + structured(headline="Inny", datePublished="2022-01-05", author="Ewa Tarn"))
    found = article(html).metadata
    assert (found.title, found.authors, found.published) == ("Tama pękła", [], "2021-11-02/2022-01-05")
    assert "more than one day" in faults(html)[0].why


def test_only_articles_are_articles() -> None:
    job = json.dumps({"@type": "JobPosting", "name": "Kierowca", "datePublished": "2022-03-01"})
    found = article(headed(f'<script type="application/ld+json">{job}</script>')).metadata
    assert (found.title, found.published) == ("Tama pękła", None)


def test_microdata_of_a_teaser_is_not_the_articles() -> None:
    scope = (
        '<div itemscope itemtype="http://schema.org/NewsArticle">{}<meta itemprop=datePublished content="{}">{}</div>'
    )
    teaser = scope.format("<a href=/x itemprop=headline>Inny</a>", "2021-11-02", "")
    own = scope.format("<h1 itemprop=headline>Tama pękła</h1>", "2022-01-05", f"<p>{FIRST}</p><p>{SECOND}</p>")
    assert article(headed("", teaser + own)).metadata.published == "2022-01-05"


TEASER = '<div><time class="published" datetime="2022-02-01">1 lutego</time> <a href=/x>Inny</a></div>'
OWN = '<time class="published" datetime="2022-01-05">5 stycznia</time>'
TODAY = '<header><time datetime="2022-02-10">10 lutego</time></header>'


@pytest.mark.parametrize(
    ("body", "published"),
    [
        (f"{TEASER}<article>{OWN}{BODY}</article>", "2022-01-05"),
        (f"{TEASER}{OWN}{BODY}", None),
        (f"{TODAY}<article>{BODY}</article>", None),
        (f'<article><time datetime="2022-01-05"></time>{BODY}</article>', "2022-01-05"),
    ],
)
def test_days_of_other_things_date_no_article(body: str, published: str | None) -> None:
    assert article(headed("", body)).metadata.published == published


@pytest.mark.parametrize(
    ("fields", "more", "published"),
    [
        ({"dateModified": "2022-01-05/.."}, "", None),
        ({"datePublished": "2022-01-05/2022-13-01"}, "", None),
        ({"datePublished": "2022-01-09", "dateModified": "2022-01-05"}, "", "2022-01-05/2022-01-09"),
        ({"datePublished": "2022-01-06", "dateModified": "2022-01-05T23:30:00Z"}, "", "2022-01-06"),
        ({"datePublished": "2022-01-05 8:00"}, "", "2022-01-05T08:00"),
        ({"datePublished": "20220105T080000Z"}, "", "2022-01-05T08:00:00Z"),
        ({"datePublished": "Wed, 05 Jan 2022 08:00:00 +0100"}, "", "2022-01-05T08:00:00+01:00"),
        ({"datePublished": "05.01.2022"}, '<meta name="date" content="2022-01-05">', "2022-01-05"),
        (
            {"datePublished": "2022-01-04T23:30:00Z"},
            '<meta property="article:published_time" content="2022-01-05T00:30:00+01:00">',
            "2022-01-05T00:30:00+01:00",
        ),
    ],
)
def test_days_that_are_hard_to_read(fields: dict[str, str], more: str, published: str | None) -> None:
    assert article(headed(structured(**fields) + more)).metadata.published == published


def test_a_day_that_cannot_be_read_is_told() -> None:
    (fault,) = faults(headed(structured(datePublished="05.01.2022") + '<meta name="date" content="2022-01-05">'))
    assert (fault.what, "'05.01.2022'" in fault.why) == ("published", True)


OLD = headed("").replace("utf-8", "iso-8859-2")


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (OLD.encode(), "utf-8"),
        (OLD.replace("Tama", "„Tama”").encode("cp1250"), "cp1250"),
        (b"<!-- charset=windows-1251 -->" + headed("").encode(), "utf-8"),
        (b"<!-- charset=windows-1251 -->" + OLD.encode("iso8859_2"), "iso8859-2"),
        (b"<script charset=windows-1251></script>" + OLD.encode("iso8859_2"), "iso8859-2"),
        (b"<!--" + b"x" * 5000 + b"-->" + OLD.encode("iso8859_2"), "iso8859-2"),
    ],
)
def test_what_is_stated_is_not_always_believed(raw: bytes, encoding: str) -> None:
    found = article(raw)
    assert (found.encoding, FIRST in found.text) == (encoding, True)


@pytest.mark.parametrize("raw", [b"%PDF-1.4\nWoda plynie i plynie dalej przez cala wies", bytes(range(256)) * 40])
def test_what_is_no_page_is_named(raw: bytes) -> None:
    (fault,) = page(raw)
    assert "no HTML" in getattr(fault, "why", "")


def test_a_page_that_was_cut_off_is_told() -> None:
    assert Fetched("a", "a", b"").cut is None
    assert "it ends early" in faults(headed(""), cut="it ends early")[0].why


def test_a_name_and_a_password_are_no_part_of_an_address() -> None:
    found = article(headed('<link rel="canonical" href="https://user:pw@a.example/1">'))
    assert found.metadata.url == "https://a.example/1"


HOSTILE = {
    "elements opened again": "".join(f"<p><b id={n}>x" for n in range(6000)),
    "a class without end": f'<div class="{"article_body_" * 40_000}!">{BODY}</div>',
    "a heading without end": f"<h1>{'a ' * 100_000}</h1>{BODY}",
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_pages_made_to_do_harm_take_no_time(html: str) -> None:
    begun = time.process_time()
    page(headed("", html))
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("first", [True, False])
def test_a_notice_about_cookies_is_no_news_however_short_the_news_are(first: bool) -> None:
    notice = (
        '<div class="cookie-banner"><p>Ta strona używa plików cookies, aby działać. Klikając, godzisz się.</p></div>'
    )
    told = "W nocy spłonął skład drewna w Bronowie. Nikt nie ucierpiał, straty liczą biegli."
    news = f"<article><h1>Pożar składu drewna</h1><p>{told}</p></article>"
    body = f"{notice}{news}" if first else f"{news}{notice}"
    assert article(f"<html><body>{body}</body></html>").text == f"Pożar składu drewna\n\n{told}"
