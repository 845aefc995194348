"""The loop that fits a network: batches of like lengths, Adam, a rate that falls to nothing, averaged weights."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import torch
from rich.console import Console
from torch import Tensor, nn

from kronika.annotating.network import Array

PROGRESS = Console(stderr=True)


class Example(NamedTuple):
    """A sentence: numbers of its forms, number of its origin, and what is wanted of each word by name."""

    forms: list[int]
    origin: int
    wanted: dict[str, list[int]]


class Plan(NamedTuple):
    """How long and how fast: words a batch, rate of learning, second moment's decay, share of the old average."""

    epochs: int
    batch: int
    rate: float = 2e-3
    decay: float = 0.95
    average: float = 0.998


def fit(net: nn.Module, examples: Sequence[Example], plan: Plan, report: Callable[[int, nn.Module], str]) -> nn.Module:
    """The network's average over its last steps (Polyak and Juditsky 1992). `report` says how good it is."""
    optimiser = torch.optim.Adam(net.parameters(), lr=plan.rate, betas=(0.9, plan.decay))
    mean = copy.deepcopy(net)
    total = plan.epochs * sum(len(e.forms) for e in examples) // plan.batch + 1
    step = 0
    for epoch in range(1, plan.epochs + 1):
        net.train()
        for batch in _batches(examples, plan.batch):
            step += 1
            for group in optimiser.param_groups:
                group["lr"] = plan.rate * min(1, step / 200) * max(0.02, 1 - step / total)
            optimiser.zero_grad()
            net.loss(*_tensors(batch)).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            _blend(mean, net, min(plan.average, (1 + step) / (10 + step)))
        mean.eval()
        PROGRESS.print(f"epoch {epoch} of {plan.epochs}: {report(epoch, mean)}")
    return mean


@torch.no_grad()
def _blend(mean: nn.Module, net: nn.Module, share: float) -> None:
    for old, new in zip(mean.parameters(), net.parameters(), strict=True):
        old.mul_(share).add_(new, alpha=1 - share)


def _batches(examples: Sequence[Example], words: int) -> Iterator[list[Example]]:
    """Batches of some thousand words, sentences of like lengths together, in random order."""
    batches: list[list[Example]] = [[]]
    size = 0
    for example in sorted(examples, key=lambda e: len(e.forms) + random.random() * 5):
        batches[-1].append(example)
        size += len(example.forms)
        if size >= words:
            batches.append([])
            size = 0
    full = [batch for batch in batches if batch]
    random.shuffle(full)
    yield from full


def _tensors(batch: list[Example]) -> tuple[Tensor, list[int], Tensor, dict[str, Tensor]]:
    """Numbers of forms, lengths, origins, and what is wanted, with -1 behind the end of a sentence."""
    lengths = [len(e.forms) for e in batch]
    ids = torch.zeros(len(batch), max(lengths), dtype=torch.long)
    wanted = {name: torch.full(ids.shape, -1) for name in batch[0].wanted}
    for i, example in enumerate(batch):
        ids[i, : lengths[i]] = torch.tensor(example.forms)
        for name, values in example.wanted.items():
            wanted[name][i, : lengths[i]] = torch.tensor(values)
    return ids, lengths, torch.tensor([e.origin for e in batch]), wanted


def weights_of(net: nn.Module) -> dict[str, Array]:
    """The network's weights by name, as numpy arrays."""
    return {name: tensor.detach().numpy().astype("float32") for name, tensor in net.state_dict().items()}
