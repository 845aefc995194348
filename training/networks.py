"""The two networks in PyTorch, with the names of weights that `kronika.annotating.network` reads.

The numbers that shape them were chosen on the development sentences; the model's card names them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from kronika.annotating.forms import FormFeatures
from kronika.annotating.network import SLOPE

LONGEST_BAG = 28
"""Values of one feature of one form that training looks at: 99.9 % of forms have fewer."""


class Options(NamedTuple):
    """Sizes of a network, and shares of what is dropped in training."""

    hidden: int
    layers: int
    dropout: float
    forget: float
    beside: int = 0


class FormTable:
    """All forms of the training data with the rows of their features, as tensors."""

    def __init__(self, features: FormFeatures) -> None:
        self._features = features
        self._places: dict[str, int] = {}
        self.rows: list[Tensor] = []
        self.shares: list[Tensor] = []

    def place(self, form: str) -> int:
        """The number of a form."""
        return self._places.setdefault(form, len(self._places))

    def freeze(self) -> None:
        """Makes the tensors: for each feature rows and shares of the mean, forms x values."""
        for i in range(len(self._features.rows)):
            bags = [self._features.of(form)[i][:LONGEST_BAG] for form in self._places]
            width = max(map(len, bags))
            self.rows.append(torch.tensor([[*bag, *[0] * (width - len(bag))] for bag in bags]))
            self.shares.append(
                torch.tensor(
                    [[1 / len(bag)] * len(bag) + [0.0] * (width - len(bag)) if bag else [0.0] * width for bag in bags]
                )
            )


class WholeSentenceDropout(nn.Module):
    """Drops the same columns for all words of a sentence (Gal and Ghahramani 2016)."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = share

    def forward(self, x: Tensor) -> Tensor:
        """Sentences x words x columns."""
        if not self.training:
            return x
        kept = x.new_empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - self._share)
        return x * kept / (1 - self._share)


class EncoderNet(nn.Module):
    """Tables of vectors and LSTM layers that read both ways."""

    forgotten = ("form", "lemmas")
    """Features that are dropped for whole words at times, so that unknown words are met in training."""

    def __init__(self, forms: FormTable, rows: dict[str, int], widths: dict[str, int], options: Options) -> None:
        super().__init__()
        self._forms = forms
        self._names = list(rows)
        self.tables = nn.ParameterDict({n: nn.Parameter(torch.randn(rows[n], widths[n]) * 0.3) for n in rows})
        wide = sum(widths.values()) + options.beside
        sizes = [wide, *[2 * options.hidden] * (options.layers - 1)]
        self.layers = nn.ModuleList(nn.LSTM(n, options.hidden, bidirectional=True, batch_first=True) for n in sizes)
        self.drop = WholeSentenceDropout(options.dropout)
        self._forget = options.forget

    def encode(self, ids: Tensor, lengths: Sequence[int], beside: Tensor | None = None) -> list[Tensor]:
        """Numbers of forms, sentences x words -> each layer's output, sentences x words x width."""
        present, where = torch.unique(ids, return_inverse=True)
        parts = []
        for i, name in enumerate(self._names):
            vectors = functional.embedding_bag(
                self._forms.rows[i][present],
                self.tables[name],
                mode="sum",
                per_sample_weights=self._forms.shares[i][present],
            )[where]
            if self.training and name in self.forgotten:
                vectors = vectors * (torch.rand(*ids.shape, 1) > self._forget)
            parts.append(vectors)
        if beside is not None:
            parts.append(beside[:, None].expand(-1, ids.shape[1], -1))
        x = functional.dropout(torch.cat(parts, dim=-1), 0.25, self.training)
        outputs = []
        for layer in self.layers:
            packed = nn.utils.rnn.pack_padded_sequence(self.drop(x), lengths, batch_first=True, enforce_sorted=False)
            x, _ = nn.utils.rnn.pad_packed_sequence(layer(packed)[0], batch_first=True, total_length=ids.shape[1])
            outputs.append(x)
        return outputs


def _cross_entropy(scores: Tensor, wanted: Tensor) -> Tensor:
    """Mean loss; a wanted value of -1 does not count."""
    return functional.cross_entropy(scores.flatten(0, -2), wanted.flatten(), ignore_index=-1)


class SyntaxNet(EncoderNet):
    """Tags and changes from the first layer, trees from the last."""

    def __init__(
        self, forms: FormTable, rows: dict[str, int], widths: dict[str, int], options: Options, sizes: dict[str, int]
    ) -> None:
        super().__init__(forms, rows, widths, options)
        wide = 2 * options.hidden
        self.origin = nn.Parameter(torch.randn(sizes["origin"], options.beside))
        self.tagger = nn.Linear(wide, 128)
        self.pos, self.tag = nn.Linear(128, sizes["pos"]), nn.Linear(128, sizes["tag"])
        self.morph, self.change = nn.Linear(128, sizes["morph"]), nn.Linear(128, sizes["change"])
        self.arc_word, self.arc_head = nn.Linear(wide, 160), nn.Linear(wide, 160)
        self.relation_word, self.relation_head = nn.Linear(wide, 64), nn.Linear(wide, 64)
        self.root = nn.Parameter(torch.randn(wide) * 0.1)
        self.arcs = nn.Parameter(nn.init.xavier_normal_(torch.empty(161, 161)))
        self.relations = nn.Parameter(torch.zeros(sizes["relations"], 65, 65))

    def loss(self, ids: Tensor, lengths: Sequence[int], origins: Tensor, wanted: dict[str, Tensor]) -> Tensor:
        """The summed losses of a batch; `wanted` has -1 where nothing is wanted."""
        outputs = self.encode(ids, lengths, self.origin[origins])
        hidden = functional.leaky_relu(self.tagger(self.drop(outputs[0])), SLOPE)
        hidden = functional.dropout(hidden, 0.25, self.training)
        tags = sum(_cross_entropy(getattr(self, n)(hidden), wanted[n]) for n in ("pos", "tag", "morph"))
        total: Tensor = 0.5 * tags + 0.3 * _cross_entropy(self.change(hidden), wanted["change"])
        return total + self._tree_loss(self.drop(outputs[-1]), wanted)

    def _tree_loss(self, layer: Tensor, wanted: dict[str, Tensor]) -> Tensor:
        rooted = torch.cat([self.root.expand(len(layer), 1, -1), layer], dim=1)

        def part(name: str, x: Tensor) -> Tensor:
            y = self.drop(functional.leaky_relu(getattr(self, name)(x), SLOPE))
            return torch.cat([y, torch.ones_like(y[..., :1])], dim=-1)

        arcs = part("arc_word", layer) @ self.arcs @ part("arc_head", rooted).transpose(1, 2)
        words = torch.cat([torch.zeros(len(layer), 1), wanted["head"]], dim=1) >= 0
        itself = torch.eye(layer.shape[1] + 1, dtype=torch.bool)[1:]
        arcs = arcs.masked_fill(~words[:, None] | itself, -1e4)
        heads = wanted["head"].clamp(min=0)
        head = part("relation_head", rooted).gather(1, heads[..., None].expand(-1, -1, 65))
        relations = torch.einsum("bnk,rkj,bnj->bnr", part("relation_word", layer), self.relations, head)
        return _cross_entropy(arcs, wanted["head"]) + _cross_entropy(relations, wanted["relation"])


class NamesNet(EncoderNet):
    """A score for each label of each word, and for each label after another."""

    def __init__(
        self, forms: FormTable, rows: dict[str, int], widths: dict[str, int], options: Options, sizes: dict[str, int]
    ) -> None:
        super().__init__(forms, rows, widths, options)
        labels = sizes["labels"]
        self.origin = nn.Parameter(torch.randn(sizes["origin"], options.beside))
        self.labels = nn.Linear(2 * options.hidden, labels)
        self.transitions = nn.Parameter(torch.zeros(labels, labels))

    def loss(self, ids: Tensor, lengths: Sequence[int], origins: Tensor, wanted: dict[str, Tensor]) -> Tensor:
        """Minus the log-likelihood of the wanted labels among all sequences, a word."""
        scores = self.labels(self.drop(self.encode(ids, lengths, self.origin[origins])[-1]))
        gold, mask = wanted["label"].clamp(min=0), wanted["label"] >= 0
        chosen = scores.gather(2, gold[..., None])[..., 0] * mask
        steps = self.transitions[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]
        total = scores[:, 0]
        for at in range(1, scores.shape[1]):
            longer = torch.logsumexp(total[:, :, None] + self.transitions[None], dim=1) + scores[:, at]
            total = torch.where(mask[:, at, None], longer, total)
        return (torch.logsumexp(total, dim=1) - chosen.sum(1) - steps.sum(1)).sum() / mask.sum()


class BasesNet(EncoderNet):
    """A score for each change of each word of a name."""

    def __init__(
        self, forms: FormTable, rows: dict[str, int], widths: dict[str, int], options: Options, sizes: dict[str, int]
    ) -> None:
        super().__init__(forms, rows, widths, options)
        self.change = nn.Linear(2 * options.hidden, sizes["change"])

    def loss(self, ids: Tensor, lengths: Sequence[int], origins: Tensor, wanted: dict[str, Tensor]) -> Tensor:  # noqa: ARG002
        """The mean loss of a batch of names; `wanted` has -1 where nothing is wanted."""
        return _cross_entropy(self.change(self.drop(self.encode(ids, lengths)[-1])), wanted["change"])
