"""The article among the blocks of a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from kronika.reading.blocks import BESIDE, DISCUSSION, NOTICE, Block, Held, Page

LONG = 60
"""Characters from which on a block with few links is prose."""
LINKED = 0.4
"""The share of links from which on a block leads elsewhere."""
MOST_AROUND = 0.35
"""An element that holds more of a page's prose than this is not what stands around the article."""
MOST_NOTICE = 0.7
"""The same for a notice about cookies: news in a flash may be as short. Chosen, not measured."""
KEPT = 0.85
"""The share of the prose that the article's element must hold."""
WHOLLY = 0.8
"""The share of links from which on a heading is one."""
LISTED = 3
"""Headings that are links, from which on a page is a list of articles."""
LEAST = 200
"""Characters of prose from which on an element that names itself the text of an article is believed."""
SHARE = 0.4
"""The share of the page's prose that it must hold besides."""
SINGLE = frozenset(("p", "li", "blockquote", "pre", "dd", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"))
"""Elements that hold one paragraph, and no article."""
ENDS = (".", "!", "?", "…")
"""Marks with which a sentence ends, and the title of another article seldom."""
MOST_LEFT_OUT = 0.25
"""The share of the article's prose from which on it is said that some was left out as surroundings."""
NEAR = 25
"""Blocks within which a lead stands behind the heading."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class Content(NamedTuple):
    """The blocks of an article, and how many characters of prose among them are left out as surroundings."""

    blocks: list[Block]
    prose: int = 0
    left_out: int = 0


def article_content(page: Page, heading: str | None) -> Content:
    """The blocks of the article under this heading, in their order; empty where a page has no prose."""
    own = [_weight(block) for block in page.blocks]
    title = _title(page.blocks, heading)
    weights = _without_around(page, own, title)
    if not any(weight > 0 for weight in weights):
        weights = own  # some pages name their article as what stands around articles
    prose = sum(weight for weight in weights if weight > 0)
    if not prose:
        return Content([])
    first, last = _named(page.elements, weights) or _narrowest(page.elements, weights, KEPT * prose)
    inside = [n for n in range(first, last) if weights[n] >= 0 and not _leads_away(page.blocks, n)]
    kept = [page.blocks[n] for n in inside if not (page.blocks[n].tag == "h1" and n < (title or 0))]
    blocks = _without_ends([*_lead(page.blocks, weights, title, first), *kept])
    left_out = sum(own[n] for n in range(first, last) if weights[n] < 0)
    return Content(blocks, sum(own[first:last]), left_out)


def is_list(blocks: Sequence[Block]) -> bool:
    """Whether blocks are a list of articles elsewhere: many headings that are links, and no long text below any."""
    stretches = [0]
    for block in blocks:
        if block.tag in HEADINGS and block.tag != "h1" and block.linked >= WHOLLY * len(block.text):
            stretches.append(0)
        else:
            stretches[-1] += len(block.text)
    return len(stretches) > LISTED and 2 * max(stretches) < sum(stretches)


def _weight(block: Block) -> int:
    length = len(block.text)
    return length if length >= LONG and block.linked < LINKED * length and block.tag not in HEADINGS else 0


def _lead(blocks: Sequence[Block], weights: Sequence[int], title: int | None, first: int) -> list[Block]:
    """The prose between the page's heading and the article's element: many pages set the lead there."""
    if title is None or not 0 < first - title <= NEAR:
        return []
    return [blocks[n] for n in range(title + 1, first) if weights[n] > 0]


def _title(blocks: Sequence[Block], heading: str | None) -> int | None:
    """Where the heading stands."""
    words = heading.split() if heading else None
    return next((n for n, block in enumerate(blocks) if block.tag == "h1" and block.text.split() == words), None)


def _without_around(page: Page, weights: list[int], title: int | None) -> list[int]:
    """The weights of blocks, -1 for what stands around the article."""
    found = list(weights)
    for held in _around(page, weights, title):
        found[held.first : held.last] = [-1] * (held.last - held.first)
    return found


def _around(page: Page, weights: Sequence[int], title: int | None) -> list[Held]:
    """What stands around the article: elements that say so, unless much of the page's prose or its title is in them.

    Within an element that names itself the text of an article, names are believed only as far as they leave most of it.
    """
    sums = [0, *accumulate(weights)]
    most = MOST_AROUND * sums[-1]
    limits = {NOTICE: MOST_NOTICE * sums[-1]}
    around = [e for e in page.elements if e.around and sums[e.last] - sums[e.first] <= limits.get(e.around, most)]
    around = [e for e in around if title is None or not (e.first <= title < e.last and sums[e.last] > sums[e.first])]
    body = _named(page.elements, weights)
    if body is None:
        return around
    first, last = body
    inside = [e for e in around if first <= e.first and e.last <= last and e.around != DISCUSSION]
    doubted = {
        e for e in inside if (e.around == BESIDE and e.tag != "form") or _is_caption(page.blocks[e.first : e.last])
    }
    if _held(inside, weights) > MOST_AROUND * (sums[last] - sums[first]):
        doubted.update(inside)
    return [e for e in around if e not in doubted or not sums[e.last] - sums[e.first]]


def _held(elements: Sequence[Held], weights: Sequence[int]) -> int:
    """The prose that elements hold together."""
    return sum(weights[n] for n in {n for e in elements for n in range(e.first, e.last)})


def _is_caption(blocks: Sequence[Block]) -> bool:
    return all(block.tag == "figcaption" for block in blocks if _weight(block))


def _named(elements: Sequence[Held], weights: Sequence[int]) -> tuple[int, int] | None:
    """The blocks of the element that names itself the text of an article most plainly and holds most prose."""
    sums = [0, *accumulate(max(weight, 0) for weight in weights)]
    least = max(LEAST, SHARE * sums[-1])
    fit = [(e.body, sums[e.last] - sums[e.first], e.first - e.last, e) for e in elements if e.body]
    fit = [found for found in fit if found[1] >= least]
    best = max(fit, default=None)
    return (best[3].first, best[3].last) if best else None


def _narrowest(elements: Sequence[Held], weights: Sequence[int], least: float) -> tuple[int, int]:
    """The blocks of the smallest element that holds so much prose."""
    sums = [0, *accumulate(max(weight, 0) for weight in weights)]
    fit = (
        (e.last - e.first, e.first, e.last)
        for e in elements
        if e.tag not in SINGLE and sums[e.last] - sums[e.first] >= least
    )
    _, first, last = min(fit, default=(0, 0, len(weights)))
    return first, last


def _leads_away(blocks: Sequence[Block], number: int) -> bool:
    """Whether a block only leads to other pages.

    A paragraph that is a linked sentence tells something itself; so does a linked line in a list of others. A paragraph
    within a link is a teaser.
    """
    block = blocks[number]
    if block.linked <= LINKED * len(block.text) or block.tag in HEADINGS:
        return False
    if len(block.text) >= LONG and block.text.endswith(ENDS) and not block.within_link:
        return False
    beside = blocks[max(0, number - 1) : number + 2] if block.tag == "li" else []
    return not any(other.tag == "li" and not other.linked for other in beside)


def _without_ends(blocks: list[Block]) -> list[Block]:
    """Without headings that nothing follows."""
    while blocks and blocks[-1].tag in HEADINGS:
        blocks.pop()
    return blocks
