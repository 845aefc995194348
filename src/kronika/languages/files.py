"""The files of packs: UTF-8 text and TOML, with the place where they are not."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from kronika.errors import PackError


def read_text(path: Path) -> str:
    """The text of a file. Raises PackError with the line that is not UTF-8."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise PackError(f"{path}:{line}", "not UTF-8", "Save the file as UTF-8") from error


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a file. Raises PackError where it is not TOML."""
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise PackError(str(path), f"not TOML: {error}", "Mend the line it names") from error
