"""Invented pages of invented outlets, with what is article in them and what is not: a seed gives always the same."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import NamedTuple

WORDS = """
woda wał tama gmina wójt starosta rzeka nocą rano strażacy mieszkańcy droga most wieś szkoła szpital prąd ulica
komendant rzecznik minister pomoc worki piasku ewakuacja transport zboże magazyn port statek kutry latarnia rynek
pociąg stacja granica protest umowa sąd wyrok komisja radni budżet wniosek termin podwyżka ceny paliwo węgiel
"""
VERBS = """
podał ogłosił zapowiedział odwołał potwierdził przekazał wyjaśnił zamknął otworzył sprawdził zalała zerwała
"""
NAMES = ("Ewa Tarn", "Ignacy Fehr", "Olga Birsk", "Marek Dolny", "Anna Zawada")
OUTLETS = ("Głos Portu", "Latarnia", "Kurier Velmarski", "Zatoka", "Morzany Dziś")


class Made(NamedTuple):
    """A page, the paragraphs of its article, and what stands around it."""

    html: str
    title: str
    author: str
    outlet: str
    day: str
    paragraphs: list[str]
    around: list[str]


class Report(NamedTuple):
    """What a page is made of."""

    title: str
    author: str
    outlet: str
    day: str
    paragraphs: list[str]
    teasers: list[str]
    comments: list[str]


def sentence(rng: random.Random, words: int) -> str:
    """Words that look like a sentence of news."""
    found = [rng.choice(WORDS.split()) for _ in range(words)]
    found.insert(2, rng.choice(VERBS.split()))
    return " ".join(found).capitalize() + "."


def paragraph(rng: random.Random) -> str:
    """Two to five sentences."""
    return " ".join(sentence(rng, rng.randint(7, 18)) for _ in range(rng.randint(2, 5)))


def report(rng: random.Random) -> Report:
    """A report with teasers and comments that stand around it."""
    return Report(
        sentence(rng, 6)[:-1], rng.choice(NAMES), rng.choice(OUTLETS), f"2027-05-{rng.randint(1, 28):02d}",
        [paragraph(rng) for _ in range(rng.randint(5, 16))],
        [sentence(rng, 9) for _ in range(rng.randint(8, 24))],
        [sentence(rng, 14) for _ in range(rng.randint(0, 20))],
    )  # fmt: skip


def _paragraphs(told: Report) -> str:
    half = len(told.paragraphs) // 2
    link = '<a href="/t/x">{}</a>'
    first = [f"<p>{p.replace(' woda ', ' ' + link.format('woda') + ' ', 1)}</p>" for p in told.paragraphs[:half]]
    rest = [f"<p>{p}</p>" for p in told.paragraphs[half:]]
    advert = '<div class="ad-slot"><script>show("ad")</script></div>'
    return "\n".join([*first, advert, "<h2>Co dalej</h2>", *rest])


def _teasers(told: Report) -> str:
    return "".join(
        f'<div class="card"><a href="/{n}"><img src="/{n}.jpg" alt=""><h3>{t}</h3></a></div>'
        for n, t in enumerate(told.teasers)
    )


def _comments(told: Report) -> str:
    return "".join(f'<div class="comment"><b>gość</b><p>{c}</p></div>' for c in told.comments)


def _menu(rng: random.Random) -> str:
    words = [rng.choice(WORDS.split()) for _ in range(60)]
    return "".join(f'<li class="item item-{n}"><a href="/d/{n}">{word}</a></li>' for n, word in enumerate(words))


def _junk(rng: random.Random, size: int) -> str:
    """Scripts and styles, which make most of a page."""
    line = "var s{n}=function(e,t){{return e.push({{k:{n},v:t}})}};"
    block = "".join(line.format(n=rng.randint(1, 9999)) for _ in range(size // 60))
    return f"<script>{block}</script>"


def graph(rng: random.Random, told: Report) -> str:
    """JSON-LD as a graph, `article` with a body that names itself."""
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "@id": "#o", "name": told.outlet},
            {"@type": "Person", "@id": "#p", "name": told.author},
            {
                "@type": "NewsArticle", "headline": told.title, "datePublished": f"{told.day}T08:15:00+02:00",
                "dateModified": "2027-06-02T10:00:00+02:00", "author": {"@id": "#p"}, "publisher": {"@id": "#o"},
            },
        ],
    }  # fmt: skip
    return f"""<!DOCTYPE html><html lang="pl"><head><meta charset="utf-8"><title>{told.title} - {told.outlet}</title>
<link rel="canonical" href="https://outlet.example/a/{rng.randint(1, 999)}">{_junk(rng, rng.randint(20_000, 60_000))}
<script type="application/ld+json">{json.dumps(data)}</script></head><body><header class="site-header"><nav>
<ul>{_menu(rng)}</ul></nav>
</header><main><article><h1>{told.title}</h1><div class="article-body">{_paragraphs(told)}</div>
<section class="related">{_teasers(told)}</section></article></main><aside>{_teasers(told)}</aside>
<section id="comments">{_comments(told)}</section><footer><ul>{_menu(rng)}</ul><p>Wszelkie prawa zastrzeżone.</p>
</footer>
<div class="cookie-banner"><p>Używamy plików cookie, aby serwis działał, i prosimy o zgodę na ich zapis.</p></div>
</body></html>"""


def microdata(rng: random.Random, told: Report) -> str:
    """Microdata, blocks that no class names."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>{told.title} | {told.outlet}</title>{_junk(rng, rng.randint(10_000, 50_000))}</head>
<body><div class="top"><ul class="menu">{_menu(rng)}</ul></div><div itemscope itemtype="https://schema.org/NewsArticle">
<h1 itemprop="headline">{told.title}</h1><span itemprop="author" itemscope itemtype="https://schema.org/Person">
<span itemprop="name">{told.author}</span></span><meta itemprop="datePublished" content="{told.day}">
<span itemprop="publisher" itemscope><meta itemprop="name" content="{told.outlet}"></span>
<div itemprop="articleBody">{_paragraphs(told)}</div></div><div class="list">{_teasers(told)}</div>
<div class="comments-list">{_comments(told)}</div><div id="footer">{_menu(rng)}</div></body></html>"""


def opengraph(rng: random.Random, told: Report) -> str:
    """OpenGraph alone, an `entry-content` as blogs have."""
    return f"""<html><head><meta charset="utf-8"><meta property="og:title" content="{told.title}">
<meta property="og:type" content="article"><meta property="og:site_name" content="{told.outlet}">
<meta property="article:published_time" content="{told.day}T06:00:00+00:00"><meta name="author" content="{told.author}">
{_junk(rng, rng.randint(20_000, 80_000))}</head><body><div id="page"><div class="navbar"><ul>{_menu(rng)}</ul></div>
<div class="post"><h1 class="entry-title">{told.title}</h1><div class="entry-content">{_paragraphs(told)}
<div class="sharedaddy"><h3>Udostępnij</h3><ul><li><a href="#">Poczta</a></li></ul></div></div></div>
<div class="sidebar">{_teasers(told)}</div><div id="comments" class="comments-area">{_comments(told)}</div></div>
</body></html>"""


def bare(rng: random.Random, told: Report) -> str:
    """Hardly any marks: an old page of tables and paragraphs, the author in a meta element, the day in a `time`."""
    return f"""<html><head><meta charset="utf-8"><title>{told.title}</title><meta name="author" content="{told.author}">
<meta name="dc.publisher" content="{told.outlet}">{_junk(rng, 8_000)}</head><body><table><tr><td class="l">
<ul>{_menu(rng)}</ul></td>
<td class="m"><h1>{told.title}</h1><time datetime="{told.day}">{told.day}</time>{_paragraphs(told)}</td>
<td class="r">{_teasers(told)}</td></tr></table></body></html>"""


def amp(rng: random.Random, told: Report) -> str:
    """AMP: its own elements, JSON-LD, a sidebar."""
    data = {
        "@type": "NewsArticle", "headline": told.title, "datePublished": told.day, "author": [{"name": told.author}],
        "publisher": {"@type": "Organization", "name": told.outlet}, "mainEntityOfPage": "https://outlet.example/a/7",
    }  # fmt: skip
    return f"""<!doctype html><html amp><head><meta charset="utf-8"><title>{told.title}</title>
<link rel="canonical" href="https://outlet.example/a/7"><script type="application/ld+json">{json.dumps(data)}</script>
<style amp-custom>{"p{margin:0}" * 2000}</style></head><body><amp-sidebar><ul>{_menu(rng)}</ul></amp-sidebar>
<article class="amp-wp-article"><header><h1>{told.title}</h1></header><amp-img src="/a.jpg"></amp-img>
<div class="amp-wp-article-content">{_paragraphs(told)}</div></article><amp-ad type="a"></amp-ad>
<div class="recommended">{_teasers(told)}</div></body></html>"""


LAYOUTS: tuple[Callable[[random.Random, Report], str], ...] = (graph, microdata, opengraph, bare, amp)


def made(seed: int) -> Made:
    """A page of one of the layouts, by its seed."""
    rng = random.Random(seed)
    told = report(rng)
    html = LAYOUTS[seed % len(LAYOUTS)](rng, told)
    return Made(html, told.title, told.author, told.outlet, told.day, told.paragraphs, [*told.teasers, *told.comments])
