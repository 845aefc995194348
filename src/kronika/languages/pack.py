"""Loads a language pack: a folder of words, patterns and settings, checked as it is read."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from kronika.errors import InputError, PackError
from kronika.languages.files import read_toml
from kronika.languages.patterns import Pattern, load_patterns
from kronika.languages.triggers import Trigger, load_triggers
from kronika.languages.words import Words, load_words

HOME = Path(__file__).parent
SYNTAX, NAMES = "syntax", "names"
PARTS = (SYNTAX, NAMES)
"""The parts of a trained pipeline, each with weights and a licence of its own."""


class ZonePattern(NamedTuple):
    """A text pattern of `boilerplate/patterns.toml`: what it finds, and how far the zone reaches.

    `where` is paragraph (the pattern must begin a paragraph), line (it must fill one) or anywhere; `extent`
    is match, sentence, teaser or paragraph. `contains` is what every match holds: a paragraph without it is not
    searched.
    """

    id: str
    kind: str
    reason: str
    regex: re.Pattern[str]
    where: str
    extent: str
    contains: re.Pattern[str] | None = None


class Pack:
    """One language as data. Folders that are missing are empty: not supported.

    `models` holds, for each part of the pipeline, the folder of the spaCy pipeline that reads it.
    """

    def __init__(self, folder: Path, replaced: Mapping[str, Path | None] | None = None) -> None:
        """`replaced` names other models for parts of the pack's own, None for none."""
        self.folder = folder
        own = dict.fromkeys(PARTS, folder / "model") if (folder / "model").exists() else {}
        self.models: dict[str, Path | None] = {**own, **(replaced or {})}
        try:
            settings = read_toml(folder / "pack.toml")
        except FileNotFoundError as error:
            raise PackError(str(folder), "has no pack.toml", "Copy one from another pack") from error
        self.name = self._setting(settings, "name", str)
        self.code = self._setting(settings, "code", str)
        self.analyser = self._setting(settings, "analyser", str)
        self.encodings: list[str] = self._setting(settings, "encodings", list)
        self.letters = self._setting(settings, "letters", str)
        self.quotes = [_pair(pair, folder) for pair in self._setting(settings, "quotes", list)]
        self.inner_quotes = [_pair(pair, folder) for pair in settings.get("inner_quotes", [])]
        self.dashes = self._setting(settings, "dashes", str)

    def _setting(self, settings: dict[str, Any], key: str, kind: type) -> Any:
        if not isinstance(settings.get(key), kind):
            raise PackError(f"{self.folder}/pack.toml", f"expected {key} = a {kind.__name__}", "Add it")
        return settings[key]

    @cache  # noqa: B019  a pack lives as long as the process
    def words(self, room: str) -> dict[str, Words]:
        """The lists of a room (`time`, `figures` …), by symbol."""
        return {p.stem: load_words(p) for p in sorted((self.folder / room / "words").glob("*.txt"))}

    def word_list(self, room: str, symbol: str) -> Words:
        """One list of a room; empty where the pack has none."""
        return self.words(room).get(symbol) or Words(symbol, [])

    def patterns(self, room: str) -> list[Pattern]:
        """The token patterns of a room."""
        path = self.folder / room / "patterns.toml"
        return load_patterns(path) if path.exists() else []

    @cached_property
    def triggers(self) -> list[Trigger]:
        """The lexicon of events, type by type. Raises PackError for an entry that cannot be read."""
        negation = next(iter(self.word_list("events", "negation").forms()), "")
        files = sorted((self.folder / "events").glob("*/triggers.txt"))
        return [trigger for path in files for trigger in load_triggers(path, negation)]

    @cached_property
    def zone_patterns(self) -> list[ZonePattern]:
        """The text patterns of `boilerplate/`, in order. Raises PackError for one that is not valid."""
        path = self.folder / "boilerplate" / "patterns.toml"
        if not path.exists():
            return []
        return [_zone_pattern(t, path) for t in read_toml(path).get("pattern", [])]

    @cached_property
    def whole_tokens(self) -> re.Pattern[str]:
        """What `tokens/patterns.toml` keeps as one token. Raises PackError for a pattern that is not valid."""
        path = self.folder / "tokens" / "patterns.toml"
        patterns = read_toml(path).get("pattern", []) if path.exists() else []
        return re.compile("|".join(f"(?:{_regex(t, path).pattern})" for t in patterns) or r"(?!)")

    @cached_property
    def fingerprint(self) -> str:
        """A hash of every file of the pack and of the models in place of its own."""
        whole = hashlib.sha256(_hash(self.folder).encode())
        for part, path in sorted(self.models.items()):
            own = path == self.folder / "model"
            whole.update(f"{part}={'own' if own else _hash(path) if path else 'none'}".encode())
        return whole.hexdigest()

    @cache  # noqa: B019  a pack lives as long as the process
    def fingerprint_of(self, room: str) -> str:
        """A hash of every file of a room."""
        return _hash(self.folder / room)


def _hash(folder: Path) -> str:
    """A hash of every file of a folder."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        whole.update(path.relative_to(folder).as_posix().encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def _pair(pair: str, folder: Path) -> tuple[str, str]:
    """An opening and a closing mark. Raises PackError for anything but two characters."""
    if len(pair) != 2:
        raise PackError(f"{folder}/pack.toml", f"quotes: {pair!r} is not two marks", "Write opening and closing")
    return pair[0], pair[1]


WHERE = {"paragraph", "line", "anywhere"}
EXTENT = {"match", "sentence", "teaser", "paragraph"}


def _zone_pattern(table: dict[str, str], path: Path) -> ZonePattern:
    regex = _regex(table, path, re.VERBOSE)
    where, extent = table.get("where", "anywhere"), table.get("extent", "match")
    if where not in WHERE or extent not in EXTENT:
        problem, remedy = f"where {where}, extent {extent}", f"Choose of {sorted(WHERE)}, {sorted(EXTENT)}"
        raise PackError(_pattern_place(table, path), problem, remedy)
    contains = _compiled(table["contains"], _pattern_place(table, path)) if "contains" in table else None
    return ZonePattern(table["id"], table.get("kind", "boilerplate"), table["reason"], regex, where, extent, contains)


def _regex(table: dict[str, str], path: Path, flags: int = 0) -> re.Pattern[str]:
    """The regex of a pattern that has id and reason. Raises PackError where one is missing or it is not valid."""
    place = _pattern_place(table, path)
    if missing := {"id", "reason", "regex"} - table.keys():
        raise PackError(place, f"has no {', '.join(sorted(missing))}", "Add it")
    return _compiled(table["regex"], place, flags)


def _compiled(regex: str, place: str, flags: int = 0) -> re.Pattern[str]:
    try:
        return re.compile(regex, flags)
    except re.error as error:
        raise PackError(place, f"the regex is not valid: {error}", "Mend it") from error


def _pattern_place(table: dict[str, str], path: Path) -> str:
    return f"{path}: pattern {table.get('id', '?')}"


def packs_with(models: Mapping[str, Path | None]) -> dict[str, Pack]:
    """The packs by language code, with models in place of parts of their own; None is no model, for any language.

    Raises InputError for a part that is not known, for a folder that is no pipeline of spaCy, and for one of a
    language that Kronika does not read.
    """
    if unknown := models.keys() - set(PARTS):
        raise InputError(f"--model {min(unknown)}", "no such part", f"Choose {' or '.join(PARTS)}")
    packs = load_packs()
    models = {part: Path(path) if path else None for part, path in models.items()}
    languages = {part: _language(path) for part, path in models.items() if path}
    for part, code in languages.items():
        if code not in packs:
            why = f"it reads {code!r}, and Kronika reads {', '.join(sorted(packs))}"
            raise InputError(str(models[part]), why, "Name a model of one of these languages")
    chosen = {
        code: {part: path for part, path in models.items() if not path or languages[part] == code} for code in packs
    }
    return {code: Pack(pack.folder, chosen[code]) if chosen[code] else pack for code, pack in packs.items()}


def _language(folder: Path) -> str:
    """The language of a pipeline's folder, by its `meta.json`."""
    try:
        return str(json.loads((folder / "meta.json").read_text(encoding="utf-8"))["lang"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        missing = "there is no such folder" if not folder.is_dir() else "there is no meta.json that names its language"
        why = f"it is no folder of a spaCy pipeline: {missing}"
        raise InputError(str(folder), why, "Name a folder that spacy.load can open, or no model") from error


_IN_USE: ContextVar[Pack | None] = ContextVar("pack in use", default=None)


@contextmanager
def in_use(pack: Pack) -> Iterator[None]:
    """While it lasts, `pack_of` gives this pack for its language: the pipeline of a pack is made with its own words."""
    token = _IN_USE.set(pack)
    try:
        yield
    finally:
        _IN_USE.reset(token)


def pack_of(code: str | None) -> Pack:
    """The pack of a language: the one in use, or Kronika's own. Raises PackError where there is none."""
    used = _IN_USE.get()
    if used is not None and used.code == code:
        return used
    packs = load_packs()
    if code not in packs:
        raise PackError(str(HOME), f"has no pack for language {code!r}", f"There are {', '.join(sorted(packs))}")
    return packs[code]


@cache
def load_packs(home: Path = HOME) -> dict[str, Pack]:
    """All packs in a folder, by language code."""
    packs = [Pack(path.parent) for path in sorted(home.glob("*/pack.toml"))]
    return {pack.code: pack for pack in packs}
