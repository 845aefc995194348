"""Documents to annotated documents: sentences, tokens, lemmas and morphology."""

from kronika.annotating.annotate import Annotator

__all__ = ["Annotator"]
