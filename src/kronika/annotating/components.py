"""What the two networks share as components of a spaCy pipeline: sentences of Docs, and a folder on disk."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token
from threadpoolctl import ThreadpoolController

from kronika.annotating.forms import form_features
from kronika.annotating.network import Array, Encoder, Packing, load_weights, save_weights
from kronika.languages.analysers import Analyser


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Holds numpy's linear algebra to one thread.

    The matrices are small, and threads that wait for one another cost more than they give; work is spread over
    processes instead. Nor do the last digits then hang on the number of cores.
    """
    manager: AbstractContextManager[object] = _blas().limit(limits=1, user_api="blas")
    return manager


LONGEST_SENTENCE = 250
"""Words that a network sees at once; work grows with the square of it, and true sentences are shorter."""
BATCH = 4000
"""Words whose vectors stand in memory at once, some 50 MB; longer than nearly every article."""
SETTINGS, WEIGHTS = "settings.json", "weights.npz"


def sentences_of(doc: Doc) -> list[list[Token]]:
    """The words of each sentence, blanks left out, long ones in pieces."""
    spans = doc.sents if doc.has_annotation("SENT_START") else [doc[:]]
    words = [[token for token in span if not token.is_space] for span in spans]
    return [s[at : at + LONGEST_SENTENCE] for s in words for at in range(0, len(s), LONGEST_SENTENCE)]


def batches(sentences: Iterable[list[Token]]) -> Iterator[list[list[Token]]]:
    """The sentences in batches of a few thousand words, in order."""
    batch: list[list[Token]] = []
    words = 0
    for sentence in sentences:
        if words + len(sentence) > BATCH:
            yield batch
            batch, words = [], 0
        batch.append(sentence)
        words += len(sentence)
    if batch:
        yield batch


class NetworkComponent:
    """A component that reads the sentences of Docs with an encoder of its own.

    It is made empty and filled from its folder, as spaCy does; `settings` holds features, layers and labels.
    """

    def __init__(self, analyser: Analyser) -> None:
        self.settings: dict[str, Any] = {}
        self.weights: dict[str, Array] = {}
        self._analyser = analyser
        self._encoder: Encoder | None = None

    def fill(self, settings: dict[str, Any], weights: dict[str, Array]) -> None:
        """Takes settings and weights over, as training leaves them."""
        self.settings, self.weights = settings, weights
        rows = {str(name): int(size) for name, size in settings["features"].items()}
        self._encoder = Encoder(form_features(self._analyser, rows), weights, int(settings["layers"]))

    def encode(self, sentences: list[list[Token]]) -> tuple[Packing, list[Array]]:
        """How the words of the sentences are packed, and each layer's output. Raises ValueError where it is empty."""
        return self.encode_forms([[token.text for token in s] for s in sentences])

    def encode_forms(self, sentences: list[list[str]]) -> tuple[Packing, list[Array]]:
        """The same for sentences of forms."""
        if self._encoder is None:
            raise ValueError("this component has no weights yet: load the pipeline from its folder")
        return self._encoder(sentences, self.weights.get("origin"))

    def annotate(self, docs: list[Doc], sentences: list[list[Token]]) -> None:
        """Writes into the Docs what is read of their sentences. Every sentence has a word."""
        raise NotImplementedError

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with this component's annotation."""
        self._read([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """The Docs, read in batches."""
        rest = iter(stream)
        while docs := list(islice(rest, batch_size)):
            self._read(docs)
            yield from docs

    def _read(self, docs: list[Doc]) -> None:
        with one_thread():
            self.annotate(docs, [sentence for doc in docs if len(doc) for sentence in sentences_of(doc) if sentence])

    def to_disk(self, path: Path, **_: Any) -> None:
        """Writes settings as JSON and weights in half precision into a folder.

        The order of the settings stays: the features' vectors stand side by side in theirs.
        """
        path.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.settings, ensure_ascii=False, indent=1)
        (path / SETTINGS).write_text(text + "\n", encoding="utf-8")
        save_weights(path / WEIGHTS, self.weights)

    def to_bytes(self, **_: Any) -> bytes:
        """Settings and weights, in half precision."""
        with tempfile.TemporaryDirectory() as folder:
            self.to_disk(Path(folder))
            return json.dumps(self.settings).encode() + b"\n" + (Path(folder) / WEIGHTS).read_bytes()

    def from_bytes(self, data: bytes, **_: Any) -> NetworkComponent:
        """Itself, filled from what `to_bytes` gave."""
        settings, _newline, weights = data.partition(b"\n")
        self.fill(json.loads(settings), load_weights(io.BytesIO(weights)))
        return self

    def from_disk(self, path: Path, **_: Any) -> NetworkComponent:
        """Itself, filled from a folder."""
        settings = json.loads((path / SETTINGS).read_text(encoding="utf-8"))
        if settings:  # a part that is not trained yet is empty
            self.fill(settings, load_weights(path / WEIGHTS))
        return self
