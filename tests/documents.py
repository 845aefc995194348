"""The documents of the project: which there are, their blocks and links, and what runs or reads each block."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeVar
from xml.etree import ElementTree

import httpx

from commands import Done, call, start, wait_until
from kronika.languages.corpus import load_corpus
from kronika.languages.entities import load_entities
from kronika.languages.pack import Pack
from kronika.languages.patterns import load_patterns
from kronika.languages.triggers import load_triggers
from kronika.languages.words import load_words

Read = TypeVar("Read")
ROOT = Path(__file__).parents[1]
TYPED_IN = {"docs/linguists.md": "tests/test_linguists_guide.py"}
"""Documents whose blocks of data are typed into files by a test of their own; their commands run here."""
HELD = ("training", ".ci", "benchmarks", "evaluation", "examples", "release", "src", "tests", "docs")
MADE = ("docs/reference/", "docs/scaling.md")
"""Documents that are written by a program, and held by tests of their own."""
FENCE = re.compile(r"^(?P<fence>`{3,})(?P<kind>[^\n`]*)\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)
STORE, DESK = "kronika.db", "http://127.0.0.1:8000"
MADE_ID = re.compile(r"correction-[0-9a-f]{12}")

NOT_RUN = {
    "pip": "installs packages from PyPI",
    ".venv/bin/pip": "installs packages from PyPI",
    "python3": "makes a virtual environment",
    "python": "measures or trains, for minutes to hours",
    ".venv/bin/python": "measures or trains, for minutes to hours",
    "source": "changes the shell of whoever types it",
    "export": "changes the shell of whoever types it",
    "git": "needs the network",
    "make": "runs the tests that run this; its target is compared with the Makefile",
    "ssh": "needs another machine",
    "dask": "needs other machines; tests/running starts a cluster of its own",
    "Rscript": "needs R",
    "docker": "needs Docker",
    "npx": "needs the network",
}
"""What stands in documents and is not run, with the reason. Of Python's lines the module or file must be there."""
SHELL = {"cat", "cd", "cp", "cut", "echo", "grep", "head", "ls", "mkdir", "mv", "printf", "sort", "tail", "unzip", "wc"}
NOT_READ = {
    "js": "needs a browser", "html": "needs a browser", "css": "needs a browser", "r": "needs R",
    "cypher": "needs Neo4j", "sparql": "needs a triple store", "sql": "needs a database",
    "turtle": "needs a reader of RDF",
    "console": "is what somebody sees", "text": "is what somebody sees", "markdown": "is what somebody sees",
    "{toctree}": "is read by Sphinx",
}  # fmt: skip
"""Kinds of blocks that no test reads by itself, with the reason."""
SHOWN = {
    "src/kronika/": "the folders of the code, whose names another test looks for",
    "correction-": "what a command prints of a correction, whose id is of the moment",
}
"""How blocks without a kind begin that show something and are read by nobody, with the reason."""
OPTIONAL = {"pandas", "geopandas", "networkx", "polars", "duckdb", "matplotlib", "pm4py"}
"""Packages of others of which a block of Python may make use: where one is not installed the block is only parsed."""


class Block(NamedTuple):
    """A block of a document: its kind (`sh`, `python`, empty), what stands in it, and what is printed below it."""

    kind: str
    body: str
    printed: str | None

    @property
    def lines(self) -> list[str]:
        """Its lines of the shell, those that go on as one, without comments."""
        joined = self.body.replace("\\\n", " ").splitlines()
        return [line for line in joined if line.strip() and not line.lstrip().startswith("#")]


def documents() -> list[str]:
    """All documents, by their paths in the project."""
    found = [*ROOT.glob("*.md"), *(path for top in HELD for path in (ROOT / top).rglob("*.md"))]
    names = (path.relative_to(ROOT).as_posix() for path in found if "node_modules" not in path.parts)
    return sorted(name for name in names if not name.endswith(".template.md"))


def text(document: str) -> str:
    """What stands in a document."""
    return (ROOT / document).read_text(encoding="utf-8")


def prose(document: str) -> str:
    """The same without its blocks."""
    return FENCE.sub("", text(document))


def blocks(document: str) -> list[Block]:
    """The blocks of a document; what a text block right behind one shows is what it prints."""
    told = text(document)
    found = list(FENCE.finditer(told))
    behind = [told[m.end() : after.start()].strip() == "" for m, after in pairwise(found)]
    kinds = [m["kind"].strip() for m in found]
    shown = [
        found[i + 1]["body"] if i < len(behind) and behind[i] and kinds[i + 1] == "text" else None
        for i in range(len(found))
    ]
    return [Block(kind, m["body"], after) for kind, m, after in zip(kinds, found, shown, strict=True)]


def links(document: str) -> list[str]:
    """What a document links to, outside code."""
    return LINK.findall(CODE.sub("", prose(document)))


def anchors(document: str) -> set[str]:
    """The anchors of a document's headings, as repositories and the site make them."""
    found: dict[str, int] = {}
    made = set()
    for title in HEADING.findall(prose(document)):
        plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", title.replace("`", ""))
        slug = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        made.add(slug if slug not in found else f"{slug}-{found[slug]}")
        found[slug] = found.get(slug, 0) + 1
    return made


# ------------------------------------------------------------------------------------------------------ blocks that run


class Desk:
    """A folder with the examples and their store, in which the blocks of a document run one after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._desk: subprocess.Popen[str] | None = None
        self._address = ""
        self._made = ""
        self._names: dict[str, object] = {"__name__": "__main__"}

    def close(self) -> None:
        """Ends the desk that a block opened."""
        if self._desk is not None:
            self._desk.terminate()
            self._desk.communicate(timeout=30)

    def run(self, block: Block) -> Done | None:
        """Runs a block of the shell or of Python, or has it read; gives how the only command of it ended."""
        if block.kind == "python":
            self._python(block.body)
            return None
        if block.kind not in ("", "sh", "bash", "shell"):
            _read_kind(block, self._folder)
            return None
        lines = block.lines
        if not _is_shell(lines):
            assert not block.kind, f"{lines[:1]} is no command that a test knows; see NOT_RUN in {__file__}"
            _read_plain(block.body, self._folder)
            return None
        if "<<" in block.body:
            assert not any(head in NOT_RUN for line in lines for head in _heads(line)), block.body
            self._shell(block.body)
            return None
        printed = [self._line(line) for line in lines]
        return printed[0] if len(printed) == 1 else None

    def _line(self, line: str) -> Done | None:
        heads = _heads(line)
        if len(heads) > 1:
            if not any(head in NOT_RUN for head in heads):
                self._shell(line)
            return None
        head, *words = shlex.split(line, comments=True)
        if head == "kronika":
            return self._kronika(line, words)
        if head == "curl":
            self._curl(words)
        elif head in SHELL:
            self._shell(line)
        elif head in (".venv/bin/python", "python"):
            self._module(words)
        return None

    def _kronika(self, line: str, words: list[str]) -> Done | None:
        if "--scheduler" in words:
            return None  # see dask in NOT_RUN
        if words[0] == "serve":
            self._serve(words)
            return None
        words, target = (words[:-2], words[-1]) if ">" in words[-2:-1] else (words, None)
        done = call(*words)
        assert done.code == 0, f"{line}\n{done.err}"
        if target:
            (self._folder / target).write_text(done.out, encoding="utf-8")
        for option in ("-o", "--output"):
            assert option not in words or (self._folder / words[words.index(option) + 1]).exists(), line
        return done

    def _shell(self, script: str) -> None:
        """In a shell, where `kronika` is that of the tests."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        command = ["bash", "-euo", "pipefail", "-c", script]
        done = subprocess.run(
            command, cwd=self._folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{script}\n{done.stderr}"

    def _python(self, body: str) -> None:
        """In this process; names stay for the next block, as they do for a reader who types them."""
        compiled = compile(body, "example", "exec")
        if any(find_spec(name) is None for name in OPTIONAL & set(re.findall(r"\w+", body))):
            return
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compiled, self._names)

    def _module(self, words: list[str]) -> None:
        """Python's lines: code is run, of modules and files it is said whether they are there."""
        if words[:1] == ["-c"]:
            self._python(words[1])
            return
        named = words[1].replace(".", "/") if words[0] == "-m" else words[0]
        there = [ROOT / named, ROOT / f"{named}.py", ROOT / "src" / named]
        assert named == "pytest" or any(path.exists() for path in there), words
        tests = [word.split("::")[0] for word in words if word.startswith("tests/")]
        assert all((ROOT / path).exists() for path in tests), words

    # ------------------------------------------------------------------ the desk's addresses

    def _serve(self, words: list[str]) -> None:
        self.close()
        store = words[words.index("--store") + 1] if "--store" in words else STORE
        if not (self._folder / store).exists():
            shutil.copy(self._folder / STORE, self._folder / store)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._address = f"http://127.0.0.1:{port}"
        self._desk = start("serve", "--store", self._folder / store, "--port", port)
        wait_until(self._answers, self._desk)

    def _answers(self) -> bool:
        try:
            return not httpx.get(f"{self._address}/api/v1/state").json()["linking"]
        except httpx.TransportError:
            return False

    def _curl(self, words: list[str]) -> None:
        """Asks a real desk what the line asks. A correction that the document names is the last one that was made."""
        if self._desk is None:
            self._serve([])
        asked = _asked(words)
        body = asked.body and self._sent(asked.body)
        url = asked.url.replace(DESK, self._address)
        if self._made:
            url = MADE_ID.sub(self._made, url)
        answer = httpx.request(
            "POST" if body is not None else "GET", url, headers=asked.headers, content=body, timeout=60
        )
        assert answer.is_success, f"{words}\n{answer.text}"
        if body is not None and (found := MADE_ID.search(answer.text)):
            self._made = found[0]

    def _sent(self, body: str) -> str:
        """What is sent; a file that no line has made is the desk's own list of corrections."""
        if not body.startswith("@"):
            return body
        path = self._folder / body[1:]
        if not path.exists():
            path.write_text(httpx.get(f"{self._address}/api/v1/corrections.jsonl").text, encoding="utf-8")
        return path.read_text(encoding="utf-8")


class Asked(NamedTuple):
    """What a line of curl asks."""

    url: str
    headers: Mapping[str, str]
    body: str | None


def _asked(words: list[str]) -> Asked:
    """The line with the few options that documents use; any other fails."""
    url, headers, body = "", {}, None
    rest = iter(words)
    for word in rest:
        if word in ("-H", "--header"):
            name, value = next(rest).split(": ", 1)
            headers[name] = value
        elif word in ("-d", "--data", "--data-binary"):
            body = next(rest)
        elif word in ("-s", "-S", "-sS", "--silent"):
            continue
        else:
            assert not word.startswith("-") and not url, f"curl {word} is not known here"
            url = word
    return Asked(url, headers, body)


def _heads(line: str) -> list[str]:
    """The commands of a line: the first word, and those behind a bar, `&&` or a semicolon."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="();|&")
    lexer.whitespace_split = True
    words = ["&&", *lexer]
    return [word for before, word in pairwise(words) if before in ("|", "&&", "||", ";")]


def _is_shell(lines: list[str]) -> bool:
    """Whether every line begins with a command."""
    known = {"kronika", "curl", *NOT_RUN, *SHELL}
    return all(line.split()[0] in known for line in lines) or any("<<" in line for line in lines)


# ------------------------------------------------------------------------------------------------- blocks that are read


def _read_kind(block: Block, folder: Path) -> None:
    """Has a block of a kind read by what reads it."""
    readers: dict[str, Callable[[str, Path], object]] = {
        "json": _json,
        "jsonl": _json_lines,
        "toml": _toml,
        "xml": lambda body, _: ElementTree.fromstring(body),
    }
    if block.kind in readers:
        readers[block.kind](block.body, folder)
        return
    assert block.kind in NOT_READ, f"a block of {block.kind!r}, which nothing reads; see NOT_READ in {__file__}"


def _json(body: str, folder: Path) -> None:
    """One value; a report is read as reports are."""
    found = json.loads(body)
    if isinstance(found, dict) and "text" in found and "start" not in found:
        _json_lines(json.dumps(found), folder)


def _json_lines(body: str, folder: Path) -> None:
    """A value a line; reports are read as reports are."""
    found = [json.loads(line) for line in body.splitlines()]
    if all("text" in one and "start" not in one for one in found):
        path = folder / "snippet.jsonl"
        path.write_text(body, encoding="utf-8")
        done = call("read", path, "--store", folder / "snippet.db")
        assert done.code == 0, done.err


def _toml(body: str, folder: Path) -> None:
    """Tables; patterns and dictionaries are read as a pack's are."""
    tables = tomllib.loads(body)
    if "entity" in tables:
        _as_file(body, folder / "snippet.toml", load_entities)
    for pattern in tables.get("pattern", ()):
        if "meaning" in pattern:
            _as_file(body, folder / "patterns.toml", load_patterns)
        else:
            _pack_with("boilerplate" if "where" in pattern else "tokens", body, folder)
    if "code" in tables and "analyser" in tables:
        _pack_with(".", body, folder, "pack.toml")


def _pack_with(room: str, body: str, folder: Path, name: str = "patterns.toml") -> None:
    """A pack that has this file, with the settings of the tests' own."""
    home = folder / "snippet"
    (home / room).mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "tests" / "languages" / "xx" / "pack.toml", home / "pack.toml")
    (home / room / name).write_text(body, encoding="utf-8")
    pack = Pack(home)
    assert pack.zone_patterns is not None and pack.whole_tokens.pattern
    shutil.rmtree(home)


def _read_plain(body: str, folder: Path) -> None:
    """A block of no kind: TOML, a corpus, a dictionary, triggers or a list of words, as a pack has them."""
    if body.startswith("[["):
        _toml(body, folder)
    elif "\n  -> " in body:
        assert _as_file(body, folder / "corpus.txt", load_corpus)
    elif body.startswith(("PER ", "ORG ", "LOC ")):
        assert _as_file(body, folder / "names.txt", load_entities)
    elif re.search(r"^\[[^]]*\]$", body, re.MULTILINE):
        place = folder / "coerce"
        place.mkdir(exist_ok=True)
        assert _as_file(body, place / "triggers.txt", lambda path: load_triggers(path, "nie"))
    else:
        assert _as_file(body, folder / "words.txt", load_words).entries


def _as_file(body: str, path: Path, load: Callable[[Path], Read]) -> Read:
    path.write_text(body, encoding="utf-8")
    return load(path)


def shows(block: Block) -> str | None:
    """How a block begins that only shows something; None for all others."""
    return next((begins for begins in SHOWN if not block.kind and block.body.startswith(begins)), None)


def runs(document: str) -> Iterator[Block]:
    """The blocks of a document that are run or read."""
    if document.startswith(MADE):
        return
    for block in blocks(document):
        if not shows(block) and (document not in TYPED_IN or _is_shell(block.lines) or block.kind == "python"):
            yield block
