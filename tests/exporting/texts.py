"""The texts of the sets of reports by the hash of their UTF-8, read without Kronika."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from exported import SETS, store


@cache
def texts(name: str) -> dict[str, str]:
    """The text of each report of a set by the sha256 of its UTF-8."""
    folder = SETS[name] or store(name).parent / "hostile"
    return {hashlib.sha256(text.encode()).hexdigest(): text for text in _texts(folder)}


def _texts(folder: Path) -> list[str]:
    plain = [path.read_bytes().decode() for path in sorted(folder.glob("*.txt"))]
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    return plain + [json.loads(line)["text"] for line in lines]
