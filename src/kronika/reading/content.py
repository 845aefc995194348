"""The article among the blocks of a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from kronika.reading.blocks import Block, Held, Page

LONG = 60
"""Characters from which on a block with few links is prose."""
LINKED = 0.4
"""The share of links from which on a block leads elsewhere."""
MOST_AROUND = 0.35
"""An element that holds more of a page's prose than this is not what stands around the article."""
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
NEAR = 25
"""Blocks within which a lead stands behind the heading."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def article_blocks(page: Page) -> list[Block]:
    """The blocks of the article, in their order; empty where a page has no prose."""
    own = [_weight(block) for block in page.blocks]
    weights = _without_around(page, own)
    if not any(weight > 0 for weight in weights):
        weights = own  # some pages name their article as what stands around articles
    prose = sum(weight for weight in weights if weight > 0)
    if not prose:
        return []
    first, last = _named(page.elements, weights) or _narrowest(page.elements, weights, KEPT * prose)
    inside = [(block, weight) for block, weight in zip(page.blocks[first:last], weights[first:last], strict=True)]
    own_blocks = [block for block, weight in inside if weight >= 0 and not _leads_away(block)]
    return _without_ends([*_lead(page.blocks, weights, first), *own_blocks])


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


def _lead(blocks: Sequence[Block], weights: Sequence[int], first: int) -> list[Block]:
    """The prose between the page's heading and the article's element: many pages set the lead there."""
    title = _title(blocks)
    if title is None or not 0 < first - title <= NEAR:
        return []
    return [blocks[n] for n in range(title + 1, first) if weights[n] > 0]


def _title(blocks: Sequence[Block]) -> int | None:
    """Where the page's only heading of the first rank stands."""
    titles = [n for n, block in enumerate(blocks) if block.tag == "h1"]
    return titles[0] if len(titles) == 1 else None


def _without_around(page: Page, weights: list[int]) -> list[int]:
    """The weights of blocks, -1 for what stands around the article."""
    found = list(weights)
    for held in _around(page, weights):
        found[held.first : held.last] = [-1] * (held.last - held.first)
    return found


def _around(page: Page, weights: Sequence[int]) -> list[Held]:
    """What stands around the article: elements that say so, unless much of the page's prose or its title is in them."""
    sums = [0, *accumulate(weights)]
    most = MOST_AROUND * sums[-1]
    title = _title(page.blocks)
    around = (e for e in page.elements if e.around and sums[e.last] - sums[e.first] <= most)
    return [e for e in around if title is None or not (e.first <= title < e.last and sums[e.last] > sums[e.first])]


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


def _leads_away(block: Block) -> bool:
    return block.linked > LINKED * len(block.text) and block.tag not in HEADINGS


def _without_ends(blocks: list[Block]) -> list[Block]:
    """Without headings that nothing follows."""
    while blocks and blocks[-1].tag in HEADINGS:
        blocks.pop()
    return blocks
