"""Trains the Polish pipeline and writes it with its card: `python -m training`; one part: `python -m training syntax`.

It needs `../shared/data`, PyTorch (`pip install -e '.[training]'`) and three quarters of an hour of one core each for
syntax and names; bases take three minutes.
"""

from __future__ import annotations

from pathlib import Path

import click
import spacy
from rich.console import Console
from spacy.language import Language

from kronika.annotating.pipeline import BASES
from kronika.languages.pack import NAMES, PARTS, SYNTAX, load_packs
from training.corpora import DATA

CODE = "pl"
TRAINED = (*PARTS, BASES)
"""The components that are trained, in the order of the pipeline."""
CONFIG = {
    "nlp": {
        "lang": CODE,
        "pipeline": ["sentences", *TRAINED],
        "tokenizer": {"@tokenizers": "kronika.Tokenizer.v1"},
    },
    "components": {name: {"factory": f"kronika_{name}"} for name in ("sentences", *TRAINED)},
}


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice([*TRAINED, "card"]))
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same model on the same machine.")
@click.option("--epochs", type=int, help="Fewer for a try.")
@click.option("--threads", default=1, show_default=True, help="Cores to use; more than one may change the last digits.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The folder; by default the pack's model.")
def main(parts: tuple[str, ...], seed: int, epochs: int | None, threads: int, output: Path | None) -> None:
    """Train PARTS (syntax, names, bases; by default all), measure them, and write the model's card.

    `card` trains nothing: it measures what is there and writes the card anew.
    """
    if not DATA.exists():
        raise click.ClickException(f"the data is not at {DATA}. Put it there; its README says where it comes from")
    try:
        import torch
    except ModuleNotFoundError as error:
        raise click.ClickException("PyTorch is not installed. Install it: pip install -e '.[training]'") from error
    from training import bases, names, syntax
    from training.card import write_card

    torch.set_num_threads(threads)
    torch.use_deterministic_algorithms(True)
    pack = load_packs()[CODE]
    folder = output or pack.folder / "model"
    nlp = assembled(folder)
    if SYNTAX in parts or not parts:
        _save(nlp, folder, SYNTAX, syntax.train(pack, nlp, seed, epochs))
    if NAMES in parts or not parts:
        _save(nlp, folder, NAMES, names.train(pack, seed, epochs))
    if BASES in parts or not parts:
        _save(nlp, folder, BASES, bases.train(pack, nlp, seed, epochs))
    if all(nlp.get_pipe(part).settings for part in TRAINED):  # type: ignore[attr-defined]
        write_card(folder, seed)
    Console(stderr=True).print(f"The model is in {folder}")


def assembled(folder: Path) -> Language:
    """The pipeline with empty components, or with those that lie in the folder; a folder may lack bases."""
    if not folder.exists():
        return spacy.util.load_model_from_config(CONFIG, auto_fill=True)
    nlp = spacy.load(folder)
    if BASES not in nlp.pipe_names:
        nlp.add_pipe(f"kronika_{BASES}", name=BASES, after=NAMES)
    return nlp


def _save(nlp: Language, folder: Path, part: str, component: object) -> None:
    """Writes one part beside the others; blank parts are written too, so that the folder can be loaded."""
    nlp.get_pipe(part).fill(component.settings, component.weights)  # type: ignore[attr-defined]
    nlp.to_disk(folder, exclude=["vocab"])


if __name__ == "__main__":
    main()
