"""What a worker does: it reads a batch of articles and leaves what it found in a shard."""

from __future__ import annotations

import platform
import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from kronika.errors import KronikaError
from kronika.pipeline import Reader
from kronika.records import Article
from kronika.running.shards import Shard, name_of, write_shard
from kronika.store import as_read

MOST, MOST_CHARACTERS = 8, 400_000
"""Articles of a batch, and characters: about half a second of work, so that little is lost and nobody waits long."""
_ONE_AT_A_TIME = threading.Lock()

Models = tuple[tuple[str, Path | None], ...]
"""Part of a pipeline, and the folder of the spaCy pipeline that reads it, None for none."""


class Batch(Struct, frozen=True, kw_only=True):
    """Articles to read: as JSON, with the key under which they are read, and the folder for their shard."""

    key: str
    models: Models
    articles: bytes
    folder: Path

    @property
    def name(self) -> str:
        """The name of its shard."""
        return name_of(self.key, self.articles)

    def decoded(self) -> list[Article]:
        """Its articles."""
        return msgspec.json.decode(self.articles, type=list[Article])

    def parts(self) -> list[Batch]:
        """Its articles, each a batch of its own."""
        one_each = (msgspec.json.encode([article]) for article in self.decoded())
        return [msgspec.structs.replace(self, articles=articles) for articles in one_each]


def cut(articles: Iterator[Article]) -> Iterator[list[Article]]:
    """The articles in batches, in their order."""
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) == MOST or sum(len(a.text) for a in batch) >= MOST_CHARACTERS:
            yield batch
            batch = []
    if batch:
        yield batch


def shard_of(reader: Reader, articles: Sequence[Article]) -> Shard:
    """What the reader finds in the articles."""
    return Shard(key=reader.key, articles=[as_read(article, *reader.read(article)) for article in articles])


def read_batch(batch: Batch) -> str:
    """Reads a batch and writes its shard, whose name comes back; one that lies there already is not read again.

    Raises KronikaError where this worker would read otherwise than the run that sends the batch, StoreError where the
    shard cannot be written.
    """
    with _ONE_AT_A_TIME:  # a Dask worker may have several threads; the models and Morfeusz have one
        if (batch.folder / batch.name).exists():
            return batch.name
        reader = _reader(batch.models)
        if reader.key != batch.key:
            problem = f"Kronika, its packs, models or libraries on {platform.node()} are not those of this run"
            raise KronikaError("the worker", problem, "Install the same on all machines and start the workers again")
        write_shard(batch.folder, batch.name, shard_of(reader, batch.decoded()))
    return batch.name


@lru_cache(maxsize=1)
def _reader(models: Models) -> Reader:
    return Reader(dict(models))
