"""What was read at a place as lines of text, for people."""

from __future__ import annotations

from kronika.showing import wording
from kronika.showing.explanation import Explanation

LONGEST = 200


def lines(found: Explanation) -> list[str]:
    """The place among its words (or the report alone), and below it all that was read there with its reasons."""
    told = [f"{found.article}:"]
    if found.at is not None:
        told = [f"{found.article}, character {found.at}:"]
        told.append(f"  … {_line(found.before)}[{_line(found.character)}]{_line(found.after)} …")
    for reason in found.reasons:
        where = "" if reason.text is None else f" ({reason.start}–{reason.end}): {_shortened(_line(reason.text))}"
        told += ["", f"{reason.what}{where}"]
        told += [f"  because {_line(because)}" for because in reason.because]
    return [wording.visible(line) for line in told]


def _line(text: str) -> str:
    return " ".join(text.splitlines())


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + " …"
