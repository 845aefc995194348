"""The spaCy pipeline of a language: its own trained one, or others in place of its parts, or none."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kronika.annotating.tokenizer import Tokenizer
from kronika.errors import InputError
from kronika.languages.analysers import load_analyser
from kronika.languages.pack import NAMES, PARTS, SYNTAX, Pack, in_use

NAMES_ASSIGNED, VECTORS_ASSIGNED = "doc.ents", "doc.tensor"
READ = {NAMES: {NAMES_ASSIGNED}, SYNTAX: {"token.pos", "token.tag", "token.morph", "token.lemma", "token.dep"}}
"""What components of a part assign, at least one of these."""
BASES = "bases"
"""The component that gives names their base forms; it belongs to no part that can be replaced."""
SHOWN = 200
"""Characters of a stranger's error that are passed on."""


def load_pipeline(pack: Pack) -> Language:
    """The pipeline that reads the pack's language, with the models that the pack names; loading takes seconds.

    Raises InputError for a model that cannot be loaded or was made for another language.
    """
    own = pack.folder / "model"
    left_out = [part for part in PARTS if pack.models.get(part) != own]
    if own.exists():
        with in_use(pack):
            nlp = _load(own, exclude=left_out)
    else:
        nlp = spacy.blank(pack.code)
        nlp.tokenizer = Tokenizer(nlp, pack, load_analyser(pack.analyser))
    for part, path in pack.models.items():
        if path not in (None, own):
            nlp.add_pipe("kronika_borrowed", name=part, config={"part": part, "path": str(path)})
    return nlp


def _load(path: Path, exclude: list[str], **options: object) -> Language:
    try:
        return spacy.load(path, exclude=exclude, **options)  # type: ignore[arg-type]
    except Exception as error:  # whatever a stranger's pipeline raises
        why = (
            f"it cannot be loaded as a spaCy pipeline ({type(error).__name__}: {' '.join(str(error).split())[:SHOWN]})"
        )
        raise InputError(str(path), why, "Name a folder that spacy.load can open, or `none`") from error


class Borrowed:
    """One part of another pipeline: the components that find names, or all others."""

    def __init__(self, nlp: Language, part: str, path: str) -> None:
        other = _load(Path(path), exclude=[], vocab=nlp.vocab)
        finders = {name for name in other.pipe_names if NAMES_ASSIGNED in other.get_pipe_meta(name).assigns}
        vectors = {name for name in other.pipe_names if other.get_pipe_meta(name).assigns == [VECTORS_ASSIGNED]}
        readers = set(other.pipe_names) - finders - vectors
        wanted = vectors | (finders if part == NAMES else readers)
        given = {what for name in wanted for what in other.get_pipe_meta(name).assigns}
        if not given & READ[part]:
            raise InputError(path, f"none of its components gives {part}", "Name another model, or `none`")
        self._steps = [step for name, step in other.pipeline if name in wanted]

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with what the other pipeline says of it."""
        for step in self._steps:
            doc = step(doc)
        return doc


@Language.factory("kronika_borrowed", default_config={"part": NAMES, "path": ""})
def make_borrowed(nlp: Language, name: str, part: str, path: str) -> Borrowed:  # noqa: ARG001  spaCy gives the name
    """The component, for a part and the folder of another pipeline."""
    return Borrowed(nlp, part, path)
