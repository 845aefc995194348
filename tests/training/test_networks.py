"""The networks in PyTorch and the components in numpy: the same weights give the same scores."""

# ruff: noqa: E402  without PyTorch nothing of this can be imported
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from torch import Tensor, nn
from torch.nn import functional

import tiny
from kronika.annotating.forms import form_features
from kronika.annotating.names import NameFinder
from kronika.annotating.network import Packing, linear, rectify
from kronika.annotating.syntax import SyntaxParser, _biaffine, _one
from kronika.languages.analysers import load_analyser
from kronika.languages.pack import Pack
from training import names, syntax
from training.corpora import NamedSentence, NameSpan, Tree, Word
from training.fitting import Example, Plan, _tensors, fit, weights_of
from training.networks import FormTable, NamesNet, Options, SyntaxNet

SENTENCES = [
    ["Jan", "Kowalski", "przyjechał", "do", "Gdańska", "."],
    ["Tak", "!"],
    ["Anna", "Maria", "Nowak", "chciała", "GW-10", "😀", "czytać"],
]
ROOTS = (2, 0, 3)
FEATURES = {name: size // 100 for name, size in syntax.FEATURES.items()}
WIDTHS = {name: size // 8 for name, size in syntax.WIDTHS.items()}
OPTIONS = Options(hidden=11, layers=2, dropout=0.33, forget=0.25, beside=3)
SIZES = {"pos": 4, "tag": 5, "morph": 6, "change": 4, "relations": 5, "origin": len(syntax.ORIGINS)}
LABELS = tiny.LABELS
CLOSE = {"atol": 1e-4, "rtol": 0}


@pytest.fixture
def forms(polish: Pack) -> FormTable:
    """A table of the forms of SENTENCES, as numbers in their order."""
    torch.manual_seed(3)
    table = FormTable(form_features(load_analyser(polish.analyser), FEATURES))
    for form in (form for sentence in SENTENCES for form in sentence):
        table.place(form)
    return table


def padded(forms: FormTable) -> Tensor:
    """The numbers of the forms, sentences x words."""
    longest = max(map(len, SENTENCES))
    return torch.tensor([[forms.place(f) for f in s] + [0] * (longest - len(s)) for s in SENTENCES])


def encoded(net: Any, forms: FormTable, origin: int) -> list[Tensor]:
    """Each layer's output of the net in eval mode."""
    with torch.no_grad():
        beside = net.origin[torch.tensor([origin] * len(SENTENCES))]
        outputs: list[Tensor] = net.eval().encode(padded(forms), list(map(len, SENTENCES)), beside)
    return outputs


def assert_same(packing: Packing, found: np.ndarray[Any, Any], wanted: Tensor) -> None:
    """Packed rows hold what the padded tensor holds of each sentence."""
    for i, rows in enumerate(packing.rows):
        np.testing.assert_allclose(found[rows], wanted[i, : len(rows)].detach().numpy(), **CLOSE)


def parser_of(net: SyntaxNet, polish: Pack) -> SyntaxParser:
    component = SyntaxParser(load_analyser(polish.analyser))
    syntax.fill(component, tiny.SYNTAX_SETTINGS | {"features": FEATURES, "layers": OPTIONS.layers}, net)
    return component


def test_syntax_is_read_in_numpy_as_in_torch(forms: FormTable, polish: Pack) -> None:
    forms.freeze()
    net = SyntaxNet(forms, FEATURES, WIDTHS, OPTIONS, SIZES)
    nn.init.normal_(net.relations)
    parser = parser_of(net, polish)
    layers = encoded(net, forms, syntax.ORIGINS.index(syntax.CURRENT))
    assert parser._encoder is not None
    packing, outputs = parser._encoder(SENTENCES, parser.weights["origin"])
    for output, layer in zip(outputs, layers, strict=True):
        assert_same(packing, output, layer)
    hidden = functional.leaky_relu(net.tagger(layers[0]), 0.1)
    for name in ("pos", "tag", "morph", "change"):
        found = linear(rectify(linear(outputs[0], parser.weights, "tagger")), parser.weights, name)
        assert_same(packing, found, getattr(net, name)(hidden))


def part(net: SyntaxNet, name: str, x: Tensor) -> Tensor:
    y = functional.leaky_relu(getattr(net, name)(x), 0.1)
    return torch.cat([y, torch.ones_like(y[..., :1])], dim=-1)


def test_trees_are_scored_in_numpy_as_in_torch(forms: FormTable, polish: Pack) -> None:
    forms.freeze()
    net = SyntaxNet(forms, FEATURES, WIDTHS, OPTIONS, SIZES).eval()
    nn.init.normal_(net.relations)
    weights, parser = weights_of(net), parser_of(net, polish)
    for sentence, layer in zip(SENTENCES, encoded(net, forms, 0)[-1], strict=True):
        last = layer[: len(sentence)]
        rooted = torch.cat([net.root[None], last])
        arcs = (part(net, "arc_word", last) @ net.arcs @ part(net, "arc_head", rooted).T).detach().numpy()
        x, y = last.detach().numpy(), rooted.detach().numpy()
        bare = [rectify(linear(z, weights, name)) for z, name in ((x, "arc_word"), (y, "arc_head"))]
        found = _biaffine(*bare, weights["arcs"])
        others = np.arange(len(y))[None] != np.arange(1, len(y))[:, None]
        np.testing.assert_allclose(found[others], arcs[others], **CLOSE)
        assert (found[~others] < -1000).all()
        heads = part(net, "relation_head", rooted)[: len(sentence)]  # each word on the one before it
        best = torch.einsum("nk,rkj,nj->nr", part(net, "relation_word", last), net.relations, heads).argmax(1)
        bare = [rectify(linear(z, weights, n)) for z, n in ((x, "relation_word"), (y[:-1], "relation_head"))]
        assert parser._relations(*bare) == best.tolist()


def test_the_loss_sees_the_scores_that_the_component_sees(forms: FormTable, polish: Pack) -> None:
    """Cross-entropy of arcs and relations, of the component's own scores, is the loss of the tree."""
    batch = syntax_examples(forms)
    forms.freeze()
    net = SyntaxNet(forms, FEATURES, WIDTHS, OPTIONS, SIZES).eval()
    nn.init.normal_(net.relations)
    _, lengths, _, wanted = _tensors(batch)
    layer = encoded(net, forms, 0)[-1]
    parser = parser_of(net, polish)
    losses = []
    for sentence, one, example in zip(SENTENCES, layer, batch, strict=True):
        losses += tree_losses(parser, one[: len(sentence)].numpy(), example)
    with torch.no_grad():
        assert float(net._tree_loss(layer, wanted)) == pytest.approx(np.sum(losses) / sum(lengths), abs=1e-3)


def tree_losses(parser: SyntaxParser, layer: Any, example: Example) -> list[float]:
    """What each word of a sentence costs, by the component's arithmetic."""
    weights = parser.weights
    rooted = np.concatenate([weights["root"][None], layer])
    word, head = (
        {kind: rectify(linear(x, weights, f"{kind}_{side}")) for kind in ("arc", "relation")}
        for side, x in (("word", layer), ("head", rooted))
    )
    arcs = _biaffine(word["arc"], head["arc"], weights["arcs"])
    heads = np.array(example.wanted["head"])
    left = np.einsum("nk,rkj->nrj", _one(word["relation"]), weights["relations"])
    relations = np.einsum("nrj,nj->nr", left, _one(head["relation"][heads]))
    return [*costs(arcs, heads), *costs(relations, np.array(example.wanted["relation"]))]


def costs(scores: Any, wanted: Any) -> list[float]:
    """Minus the logarithms of the wanted ones' shares."""
    top = scores.max(axis=1)
    total = np.log(np.exp(scores - top[:, None]).sum(axis=1)) + top
    return [float(x) for x in total - scores[np.arange(len(wanted)), wanted]]


def test_names_are_scored_in_numpy_as_in_torch(forms: FormTable, polish: Pack) -> None:
    forms.freeze()
    net = NamesNet(forms, FEATURES, WIDTHS, OPTIONS, {"labels": len(LABELS), "origin": len(names.ORIGINS)})
    nn.init.normal_(net.transitions)
    finder = NameFinder(load_analyser(polish.analyser))
    names._fill(finder, {"features": FEATURES, "layers": OPTIONS.layers, "labels": LABELS}, net)
    layers = encoded(net, forms, names.ORIGINS.index("NKJP"))
    assert finder._encoder is not None
    packing, outputs = finder._encoder(SENTENCES, finder.weights["origin"])
    assert_same(packing, linear(outputs[-1], finder.weights, "labels"), net.labels(layers[-1]))
    np.testing.assert_array_equal(finder.weights["transitions"], net.transitions.detach().numpy())


def test_the_tiny_pipeline_has_the_weights_that_training_leaves(forms: FormTable) -> None:
    """Names and numbers of dimensions, so that tests without PyTorch are about the same thing."""
    features = dict.fromkeys(tiny.FEATURES, 5)
    net = SyntaxNet(forms, features, features, OPTIONS, SIZES)
    other = NamesNet(forms, features, features, OPTIONS, {"labels": len(LABELS), "origin": 2})
    for made, trained in ((tiny.syntax_weights(), weights_of(net)), (tiny.names_weights(), weights_of(other))):
        trained["origin"] = trained["origin"][0]
        assert {name: x.ndim for name, x in made.items()} == {name: x.ndim for name, x in trained.items()}


def syntax_examples(forms: FormTable) -> list[Example]:
    """SENTENCES, in each of which all words hang on one."""
    trees = []
    for sentence, root in zip(SENTENCES, ROOTS, strict=True):
        words = [Word(f, f.lower(), f"p{len(f) % 2}", f"t{len(f) % 3}", "", root + 1, "obj", True) for f in sentence]
        words[root] = words[root]._replace(head=0, relation="root")
        trees.append((Tree("1", "", words, []), syntax.CURRENT))
    scheme = syntax.Scheme(trees)
    return [scheme.example(tree, origin, forms) for tree, origin in trees]


def names_examples(forms: FormTable) -> list[Example]:
    spans = ([NameSpan(0, 1, "persName"), NameSpan(4, 4, "placeName")], [], [NameSpan(0, 2, "persName")])
    found = [NamedSentence(forms, names) for forms, names in zip(SENTENCES, spans, strict=True)]
    places = {label: i for i, label in enumerate(LABELS)}
    return [Example([forms.place(f) for f in s.forms], 1, {"label": names._labels(s, places)}) for s in found]


def test_labels_say_where_names_begin_and_end(forms: FormTable) -> None:
    told = [[LABELS[i] for i in example.wanted["label"]] for example in names_examples(forms)]
    assert told[0] == ["B-persName", "E-persName", "O", "O", "S-placeName", "O"]
    assert told[1] == ["O", "O"]
    assert told[2] == ["B-persName", "I-persName", "E-persName", "O", "O", "O", "O"]


@pytest.mark.parametrize("part", ["syntax", "names"])
def test_ten_steps_make_the_loss_smaller(forms: FormTable, part: str) -> None:
    examples = syntax_examples(forms) if part == "syntax" else names_examples(forms)
    forms.freeze()
    net = (
        SyntaxNet(forms, FEATURES, WIDTHS, OPTIONS, SIZES)
        if part == "syntax"
        else NamesNet(forms, FEATURES, WIDTHS, OPTIONS, {"labels": len(LABELS), "origin": 2})
    )
    before = loss(net, examples)
    mean = fit(net, examples, Plan(epochs=10, batch=1000, rate=0.2), lambda _epoch, _net: "")
    assert loss(net, examples) < before
    assert loss(mean, examples) < before


def loss(net: Any, examples: list[Example]) -> float:
    with torch.no_grad():
        return float(net.eval().loss(*_tensors(examples)))


def test_the_loss_of_names_is_that_of_all_sequences(forms: FormTable) -> None:
    """Against every sequence of labels, for the shortest sentence."""
    examples = names_examples(forms)[1:2]
    forms.freeze()
    net = NamesNet(forms, FEATURES, WIDTHS, OPTIONS, {"labels": len(LABELS), "origin": 2}).eval()
    nn.init.normal_(net.transitions)
    ids, lengths, origins, _ = _tensors(examples)
    with torch.no_grad():
        scores = net.labels(net.encode(ids, lengths, net.origin[origins])[-1])[0]
        pairs = scores[0][:, None] + net.transitions + scores[1][None]
        wanted = torch.logsumexp(pairs.flatten(), dim=0) - pairs[0, 0]
    assert loss(net, examples) == pytest.approx(float(wanted) / 2, abs=1e-4)


def test_a_sentence_costs_the_same_beside_longer_ones(forms: FormTable) -> None:
    """What stands behind the end of a sentence counts for nothing."""
    examples = names_examples(forms)
    forms.freeze()
    net = NamesNet(forms, FEATURES, WIDTHS, OPTIONS, {"labels": len(LABELS), "origin": 2})
    nn.init.normal_(net.transitions)
    alone = [loss(net, [example]) * len(example.forms) for example in examples]
    assert loss(net, examples) * sum(map(len, SENTENCES)) == pytest.approx(sum(alone), abs=1e-3)
