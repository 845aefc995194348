"""Measures Kronika against hand-made truth: `python -m evaluation --help` lists what it can measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kronika.errors import KronikaError
from kronika.languages.pack import load_packs

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).resolve().parent.parent
Item = TypeVar("Item")


class ModelError(KronikaError):
    """A trained model that is not there or does not load."""


def model_folder() -> Path:
    """Where the model of the Polish pack lies."""
    return load_packs()["pl"].folder / "model"


def load_model(folder: Path | None = None) -> Language:
    """The pipeline of a folder, or of the Polish pack; raises ModelError where there is none."""
    import spacy

    place = folder or model_folder()
    if not (place / "config.cfg").exists():
        raise ModelError(str(place), "holds no trained model", "Train one first, or name another with --model")
    return spacy.load(place)


def absent(*paths: Path) -> str | None:
    """Which of the files beside the project are not there, said as the reason why nothing is measured; else None."""
    names = [str(path.relative_to(ROOT.parent)) for path in paths if not path.exists()]
    return f"not measured: {', '.join(names)} not found beside the project" if names else None


def shown(items: Iterable[Item], what: str, total: int) -> Iterator[Item]:
    """The same items; how far they are taken is shown on stderr while it lasts."""
    from rich.console import Console
    from rich.progress import track

    yield from track(items, what, total=total, console=Console(stderr=True), transient=True)


def f1(hits: int, gold: int, said: int) -> float:
    """The harmonic mean of precision and recall; 0 where there is nothing to find or to say."""
    return 2 * hits / (gold + said) if gold + said else 0.0
