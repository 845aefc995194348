"""The page of language packs: what each language has, and every file that a pack may have."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from docs.reference_marks import code, heading, table
from kronika import languages
from kronika.languages.pack import Pack, load_packs
from kronika.languages.words import LEMMA, Entry

TOLD = Path(languages.__file__).parent / "files.toml"
WHOLE = "pack"
NAMED_BY = {
    "code": "The code asks for its lists by name.",
    "patterns": "Patterns of the folder may name any list of it at once.",
    "triggers": "Triggers may name any list of the folder at once.",
}
MOST_VALUES = 12


def told() -> dict[str, dict[str, Any]]:
    """What is said of each folder of a pack."""
    return tomllib.loads(TOLD.read_text(encoding="utf-8"))


def paths(room: str) -> dict[str, str]:
    """The files of a folder by their paths in a pack, with what is said of each; a path may hold `*`."""
    own, before = told()[room], "" if room == WHOLE else f"{room}/"
    files = {f"{before}{name}": means for name, means in own.get("files", {}).items()}
    return files | {f"{before}words/{name}.txt": means for name, means in own.get("words", {}).items()}


def files_of(pack: Pack) -> list[str]:
    """The files of a pack by their paths in it."""
    found = (p for p in pack.folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return sorted(path.relative_to(pack.folder).as_posix() for path in found)


def packs() -> Iterator[str]:
    """The page."""
    yield heading(1, "Every file of a language pack")
    yield (
        "A language is a folder in `src/kronika/languages/`, and all of it is data: [how to write it]"
        "(../../src/kronika/languages/pl/README.md). A folder that is missing is not supported for that language, a"
        " list that is missing is empty."
    )
    known = load_packs()
    yield heading(2, "What each language supports")
    yield "Made from the folders that are there."
    yield table(("folder", "gives", *known), _support(known))
    for room, own in told().items():
        yield heading(2, "The folder itself" if room == WHOLE else f"{room}/")
        yield from _room(room, own, list(known.values()))


def _support(known: dict[str, Pack]) -> Iterator[tuple[str, ...]]:
    for room, own in told().items():
        if "gives" in own:
            yield f"{code(f'{room}/')}", own["gives"], *(_holds(pack, room) for pack in known.values())


def _holds(pack: Pack, room: str) -> str:
    own = [path for path in files_of(pack) if path.startswith(f"{room}/")]
    lists = sum("/words/" in path for path in own)
    if not own:
        return "no"
    return f"yes, {lists} lists" if lists else "yes"


def _room(room: str, own: dict[str, Any], known: list[Pack]) -> Iterator[str]:
    read_by = ", ".join(code(f"src/kronika/{one}/") for one in own["read_by"])
    named_by = NAMED_BY.get(own.get("lists", ""), "")
    if own.get("code"):
        named_by += f" The code itself asks for {', '.join(map(code, own['code']))}."
    yield f"{own['is']} Read by {read_by}. {named_by}".strip()
    yield table(
        ("file", "what it is for", "its form"),
        ((code(path.removeprefix(f"{room}/")), means, _form(path, room, known)) for path, means in paths(room).items()),
    )


def _form(path: str, room: str, known: list[Pack]) -> str:
    """How the file is written; of a list, what stands before the colons in the packs that have it."""
    if path.endswith(".toml"):
        return "TOML"
    if not path.endswith(".txt"):
        return {"json": "JSON", "npz": "numpy", "md": "Markdown", "cfg": "spaCy"}[path.rsplit(".", 1)[1]]
    if "/words/" not in path:
        return "phrases under their values" if "entities" not in path and "triggers" not in path else "lines"
    lists = [pack.word_list(room, Path(path).stem) for pack in known]
    values = sorted({entry.value for one in lists for entry in one.entries if not _is_itself(entry)})
    if not values:
        return "forms"
    return f"value: forms ({', '.join(map(code, values)) if len(values) <= MOST_VALUES else f'{len(values)} values'})"


def _is_itself(entry: Entry) -> bool:
    """Whether a form stands for itself."""
    return entry.value == " ".join(word.removeprefix(LEMMA) for word in entry.words)


def untold(pack: Pack) -> list[str]:
    """The files of a pack of which nothing is said."""
    known = [path for room in told() for path in paths(room)]
    return [path for path in files_of(pack) if not any(fnmatch(path, one) for one in known)]
