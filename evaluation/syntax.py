"""Words, sentences, tags and trees of a pipeline against the treebank, counted as the CoNLL 2018 script counts.

Every word counts, punctuation too. A predicted word is compared with the gold word of the same characters, and a
head with the head of the same characters, so that one way of counting serves given words and raw text alike; the
figure is the F1 of right words, which with given words is the share of them. Three things differ from the script
of 2018: `feats` compares all features, not only the universal ones; `las` compares whole relations, `advmod:emph`,
and what the script calls LAS, the relation up to its colon, is `las_core`. Figures are percentages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evaluation import absent, f1, shown
from training.corpora import TREES, Tree, read_conllu

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

# As many sentences are joined to one raw text: the treebank's are too many for one document's memory.
SENTENCES_A_TEXT = 50
FIGURES = ("upos", "xpos", "feats", "lemma", "uas", "las", "las_core")

Span = tuple[int, int]


class Node(NamedTuple):
    """A word in its text. `head` is where its head stands, None for a root."""

    upos: str
    xpos: str
    feats: frozenset[str]
    lemma: str
    head: Span | None
    relation: str


class Analysis(NamedTuple):
    """What stands in a text: its words by their place, and the places of its sentences."""

    nodes: dict[Span, Node]
    sentences: set[Span]


def paths(part: str) -> Path:
    """The file of a part of the treebank: dev or test."""
    return TREES / f"{part}.conllu"


def missing(part: str = "test") -> str | None:
    """Why nothing can be measured; None where all is there."""
    return absent(paths(part))


def measure(nlp: Language, part: str = "test") -> dict[str, dict[str, float]]:
    """The figures with given words and sentences, under the part's name, and those from raw text, under `raw`."""
    trees = read_conllu(paths(part))
    return {part: on_given_words(nlp, trees), "raw": on_raw_text(nlp, trees)}


def on_given_words(nlp: Language, trees: list[Tree]) -> dict[str, float]:
    """The figures where words and sentences are given, one document a sentence."""
    made = shown(nlp.pipe(_given(nlp, trees)), "given words", len(trees))
    figures = scores((_gold([tree], str(doc)), _said(doc)) for tree, doc in zip(trees, made, strict=True))
    return {name: figures[name] for name in FIGURES}


def on_raw_text(nlp: Language, trees: list[Tree]) -> dict[str, float]:
    """The figures where only text is given: the sentences of the part, fifty to a document, a blank between them."""
    groups = list(_groups(trees))
    texts = [" ".join(tree.text for tree in group) for group in groups]
    made = shown(nlp.pipe(texts), "raw text", len(texts))
    return scores((_gold(group, text), _said(doc)) for group, text, doc in zip(groups, texts, made, strict=True))


def _given(nlp: Language, trees: Iterable[Tree]) -> Iterator[Doc]:
    from spacy.tokens import Doc

    for tree in trees:
        starts: list[bool | int | None] = [place == 0 for place in range(len(tree.words))]
        forms, spaces = [word.form for word in tree.words], [word.space_after for word in tree.words]
        yield Doc(nlp.vocab, words=forms, spaces=spaces, sent_starts=starts)


def _groups(trees: Iterable[Tree]) -> Iterator[list[Tree]]:
    rest = iter(trees)
    while group := list(islice(rest, SENTENCES_A_TEXT)):
        yield group


def _gold(trees: Iterable[Tree], text: str) -> Analysis:
    """The analysis of a text by the trees of its sentences, which stand in it in their order."""
    analysis = Analysis({}, set())
    at = 0
    for tree in trees:
        places: list[Span] = []
        for word in tree.words:
            start = text.find(word.form, at)
            if start < 0 or text[at:start].strip():
                raise ValueError(f"{tree.id}: {word.form!r} is not next in its text. Forms must make the text")
            at = start + len(word.form)
            places.append((start, at))
        for place, word in zip(places, tree.words, strict=True):
            head = places[word.head - 1] if word.head else None
            feats = frozenset(word.feats.split("|")) - {""}
            analysis.nodes[place] = Node(word.upos, word.xpos, feats, word.lemma, head, word.relation)
        analysis.sentences.add((places[0][0], places[-1][1]))
    return analysis


def _said(doc: Doc) -> Analysis:
    """The analysis that a pipeline made. Blank tokens are none of its words."""
    nodes: dict[Span, Node] = {}
    sentences: set[Span] = set()
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        nodes |= {_span(token): _node(token) for token in words}
        if words:
            sentences.add((words[0].idx, _span(words[-1])[1]))
    return Analysis(nodes, sentences)


def _span(token: Token) -> Span:
    return token.idx, token.idx + len(token)


def _node(token: Token) -> Node:
    head = token.head
    while head.is_space and head.head != head:
        head = head.head
    place = None if head == token or head.is_space else _span(head)
    relation = "root" if token.dep_ == "ROOT" else token.dep_
    feats = frozenset(str(token.morph).split("|")) - {""}
    return Node(token.pos_, token.tag_, feats, token.lemma_, place, relation)


def scores(pairs: Iterable[tuple[Analysis, Analysis]]) -> dict[str, float]:
    """The figures over pairs of a gold and a predicted analysis of the same text."""
    hits: Counter[str] = Counter()
    gold_words = said_words = gold_sentences = said_sentences = 0
    for gold, said in pairs:
        gold_words, said_words = gold_words + len(gold.nodes), said_words + len(said.nodes)
        gold_sentences += len(gold.sentences)
        said_sentences += len(said.sentences)
        hits["sentences"] += len(gold.sentences & said.sentences)
        for place in gold.nodes.keys() & said.nodes.keys():
            hits.update(_right(gold.nodes[place], said.nodes[place]))
    figures = {name: 100 * f1(hits[name], gold_words, said_words) for name in ("words", *FIGURES)}
    return figures | {"sentences": 100 * f1(hits["sentences"], gold_sentences, said_sentences)}


def _right(gold: Node, said: Node) -> Iterator[str]:
    """The figures to which a word adds that is cut rightly."""
    yield "words"
    for name in ("upos", "xpos", "feats", "lemma"):
        if getattr(gold, name) == getattr(said, name):
            yield name
    if gold.head == said.head:
        yield "uas"
        if gold.relation == said.relation:
            yield "las"
        if gold.relation.split(":")[0] == said.relation.split(":")[0]:
            yield "las_core"
