"""Writes docs/reference/: commands, functions, HTTP, tables, formats, codes and packs, all from the code and its data.

`python docs/reference.py` (or `make reference`) writes the pages anew; tests/test_reference.py says whether they are
those of today.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

HOME = Path(__file__).resolve().parent
sys.path.insert(0, str(HOME.parent))

from docs.reference_code import functions, http  # noqa: E402
from docs.reference_marks import code, heading, listed, table  # noqa: E402
from docs.reference_packs import packs  # noqa: E402
from kronika import exporting, ontology, printing  # noqa: E402
from kronika.cli import main  # noqa: E402
from kronika.ontology.accounts import accounts  # noqa: E402
from kronika.ontology.chronicles import weights  # noqa: E402
from kronika.ontology.occurrences import occurrences  # noqa: E402
from kronika.records import TABLES  # noqa: E402
from kronika.records.columns import Column, columns, records  # noqa: E402
from kronika.showing.catalogue import languages  # noqa: E402
from kronika.showing.event_phrases import EventPhrases  # noqa: E402

PAGES_HOME = HOME / "reference"
RUNS, VERIFIES = ("report", "read"), ("verify",)
ONTOLOGY = "ontology.md"
VOCABULARIES = {
    "kinds": "kinds-of-names", "measures": "measures", "event_types": "types-of-events", "modes": "types-of-events",
    "modalities": "modalities", "contexts": "contexts", "sectors": "sectors", "policies": "policies",
    "cameo": "cameo", "acled": "acled", "acled_sub": "acled",
}  # fmt: skip
"""The heading of the page of codes under which each vocabulary stands."""


# ------------------------------------------------------------------------------------------------------------- commands


def commands() -> Iterator[str]:
    """The page of the command line."""
    yield heading(1, "The commands")
    yield "Every command says the same with `--help`. `kronika --version` prints the version."
    found = list(_commands(main, "kronika"))
    yield listed(f"[`{path}`](#{path.replace(' ', '-')}): {_first(command)}" for path, command in found)
    yield heading(2, "Exit codes")
    yield table(("code", "of", "meaning"), _exit_codes())
    for path, command in found:
        yield heading(2, path)
        yield from _command(path, command)


def _exit_codes() -> Iterator[tuple[str, str, str]]:
    yield code(printing.ALL_READ), "all", f"All went well; of {_all(RUNS)}: all was read; of `verify`: all holds."
    told = f"of {_all(RUNS)}: nothing could be read; of `verify`: a passage does not hold."
    yield code(printing.NOTHING_READ), "all", f"The store, the output or what was named is not usable; {told}"
    yield code(printing.USAGE), "all", "The command line is wrong."
    yield code(printing.LEFT_OUT), _all(RUNS), "Something was read and something left out, or the run was stopped."
    yield code(printing.CUT_OFF), "all", "Whoever read the output stopped reading, as `head` does."


def _all(names: Sequence[str]) -> str:
    return " and ".join(code(name) for name in names)


def _commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")


def _first(command: click.Command) -> str:
    """The first sentence of a command's help."""
    return _help(command.help).split(". ")[0].split("\n")[0].rstrip(".") + "."


def _help(text: str | None) -> str:
    paragraphs = (text or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _command(path: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=path)
    yield f"```\n{path} {' '.join(command.collect_usage_pieces(context))}\n```"
    yield _help(command.help)
    if isinstance(command, click.Group):
        yield listed(f"[`{path} {name}`](#{path.replace(' ', '-')}-{name})" for name in command.commands)
    taken = [_option(one, context) for one in command.params if isinstance(one, click.Option)]
    taken = [row for row in taken if row is not None]
    if taken:
        yield table(("option", "default", "what it does"), taken)
    if command.epilog:
        yield f"Example: `{command.epilog.removeprefix('Example: ')}`"


def _option(option: click.Option, context: click.Context) -> tuple[str, str, str] | None:
    record = option.get_help_record(context)
    if record is None:
        return None
    means = " ".join((option.help or "").split())
    if isinstance(option.type, click.Choice):
        means += f" One of {', '.join(map(code, option.type.choices))}."
    if option.multiple:
        means += " It may stand several times."
    if option.envvar:
        means += f" Without it the environment's `{option.envvar}` counts."
    shown = option.show_default and option.default is not None
    return code(record[0]), code(option.default) if shown else "", means.strip()


# --------------------------------------------------------------------------------------------------------------- tables


def tables() -> Iterator[str]:
    """The page of all columns of all tables."""
    yield heading(1, "Every column")
    yield (
        "Each table with all its columns, in their order, and below them the records that stand inside cells. [What the"
        " tables are](../tables.md) is told apart. In JSON Lines a cell that is empty is `null`, an empty list `[]`;"
        " in CSV lists and records are JSON. The same sentences stand in the metadata of Parquet, in `columns.csv` of"
        " the CSV export, and in the description of the desk's API."
    )
    yield listed(f"[{code(name)}](#{name}): {_is(name)}" for name in TABLES)
    for owner, own in columns().items():
        yield heading(2, owner)
        if owner not in TABLES:
            used = [
                f"{code(f'{o}.{c.name}')}" for o, all_ in columns().items() for c in all_ if owner in c.type.split()
            ]
            yield f"{_is(owner)} It stands in {', '.join(used)}."
        else:
            yield _is(owner)
        yield table(("column", "type", "meaning"), ((code(c.name), _type(c), _meaning(c)) for c in own))


def _is(owner: str) -> str:
    """What a row of a table, or a record, is: the first sentence of its docstring."""
    told = " ".join((records()[owner].__doc__ or "").split())
    return re.split(r"\. |; ", told)[0].rstrip(".") + "."


def _type(column: Column) -> str:
    linked = (f"[{word}](#{word.lower()})" if word in records() else word for word in column.type.split())
    return " ".join(linked)


def _meaning(column: Column) -> str:
    told = column.means
    if column.vocabulary:
        told += f" [The values]({ONTOLOGY}#{VOCABULARIES[column.vocabulary]})."
    known = "; ".join(f"{code(value)} {meaning}" for value, meaning in column.values.items())
    return f"{told} Values: {known}." if known else told


# -------------------------------------------------------------------------------------------------------------- formats


def formats() -> Iterator[str]:
    """The page of the formats of `export`."""
    yield heading(1, "The formats of export")
    yield (
        "`kronika export --format NAME -o DIR` writes the files of a format to a folder. What a format cannot carry"
        " is said in a note each, with its number and the reason; the notes also stand in `FORMAT_notes.txt` beside"
        " the files."
    )
    pages = {path.stem for path in (HOME / "formats").glob("*.md")}
    yield table(
        ("format", "what it is"),
        ((f"[{code(n)}](../formats/{n}.md)" if n in pages else code(n), t) for n, t in exporting.FORMATS.items()),
    )


# ------------------------------------------------------------------------------------------------------------- ontology


def codes() -> Iterator[str]:
    """The page of all codes."""
    yield heading(1, "The codes")
    yield (
        "All codes, weights and conventions are data in `src/kronika/ontology/`, checked when they are read. Change a"
        " file there, and what is built on it follows when the reports are linked next."
    )
    for part in (_events, _modalities, _contexts, _sectors, _measures, _policies, _kinds, _crosswalks, _accounts):
        yield from part()
    yield from _chronicle()
    yield from _occurrences()


def _events() -> Iterator[str]:
    told = {language: EventPhrases(language) for language in languages()}
    yield heading(2, "Types of events")
    yield "After PLOVER 2.0; `events.toml`. Quad is PLOVER's quad class."
    yield table(
        ("type", *told, "quad", "what it is"),
        (
            (code(k.name), *(words.kind(k.name) for words in told.values()), k.quad, k.sentence)
            for k in ontology.event_types().values()
        ),
    )
    yield "Their modes, with what PLOVER 2.0 calls those that have another name there:"
    yield table(
        ("type", "mode", *told, "in PLOVER 2.0"),
        (
            (code(k.name), code(mode), *(words.kind(k.name, mode) for words in told.values()), _published(k.name, mode))
            for k in ontology.event_types().values()
            for mode in k.modes
        ),
    )


def _published(event_type: str, mode: str) -> str:
    published = ontology.published_mode(event_type, mode)
    return "" if published == mode else code(published) if published else "none"


def _modalities() -> Iterator[str]:
    meanings = {
        "actual": "it is told as done", "future": "it is told as still to come",
        "hypothetical": "it is told as possible", "negated": "it is told not to have happened",
    }  # fmt: skip
    yield heading(2, "Modalities")
    yield table(("modality", "meaning"), ((code(one), meanings[one]) for one in ontology.MODALITIES))


def _contexts() -> Iterator[str]:
    yield heading(2, "Contexts")
    yield table(("context", "what it is"), ((code(c.name), c.sentence) for c in ontology.contexts().values()))


def _sectors() -> Iterator[str]:
    yield heading(2, "Sectors")
    yield "Code is PLOVER's. The side decides how ACLED counts whoever takes part in force; `sectors.toml` tells it."
    yield table(
        ("sector", "code", "side", "who it is"),
        ((code(s.name), s.code, s.side, s.sentence) for s in ontology.sectors().values()),
    )


def _measures() -> Iterator[str]:
    yield heading(2, "Measures")
    yield "What a figure may count; `measures.toml` says what follows from each property."
    told = {
        "people": "counts people", "casualty": "says what was done to them", "toll": "not known for sure while counted",
        "grows": "only grows", "daily": "reported a day or an event at a time", "theme": "compared by a shared noun",
    }  # fmt: skip
    yield table(
        ("measure", "properties"),
        ((code(m.name), "; ".join(t for k, t in told.items() if getattr(m, k))) for m in ontology.measures().values()),
    )


def _policies() -> Iterator[str]:
    yield heading(2, "Policies")
    yield f"Conventions by which numbers are taken from a history of figures. The default is `{ontology.DEFAULT}`."
    yield table(
        ("policy", "what it takes", "words that it gives a number"),
        (
            (code(p.name), p.sentence, "; ".join(f"{words}: {number}" for words, number in p.words.items()))
            for p in ontology.policies().values()
        ),
    )


def _kinds() -> Iterator[str]:
    yield heading(2, "Kinds of names")
    meanings = {"PER": "a person", "ORG": "an organisation", "LOC": "a place"}
    yield table(("kind", "what it is"), ((code(kind), meanings[kind]) for kind in ontology.kinds()))


def _crosswalks() -> Iterator[str]:
    yield heading(2, "CAMEO")
    yield "Root codes; the rules that give them are `crosswalks.toml`."
    yield table(("code", "name"), ((code(c), name) for c, name in ontology.cameo_codes().items()))
    yield heading(2, "ACLED")
    yield table(("type", "sub-types"), ((name, ", ".join(subs)) for name, subs in ontology.acled_types().items()))


def _accounts() -> Iterator[str]:
    yield heading(2, "Accounts")
    yield (
        "Labels that say what an incident was, or who was behind it (`accounts.toml`):"
        f" {', '.join(code(label) for label in accounts().labels)}. Labels of one line exclude each other:"
    )
    yield listed(", ".join(code(label) for label in sorted(labels)) for labels in accounts().exclusive)


def _chronicle() -> Iterator[str]:
    yield heading(2, "Weights of lines")
    yield "What makes a line of the chronicle weigh more; `chronicle.toml` says when each is added."
    weigh = weights()
    yield table(
        ("what", "weight"),
        (
            *_weights("event", weigh.types),
            *_weights("event", weigh.modes),
            *_weights("figure", weigh.measures),
            *_weights("added", {name: getattr(weigh.added, name) for name in weigh.added.__struct_fields__}),
        ),
    )


def _weights(what: str, found: Mapping[str, float]) -> Iterable[tuple[str, str]]:
    return ((f"{what} {code(name)}", f"{weight:g}") for name, weight in found.items())


def _occurrences() -> Iterator[str]:
    found = occurrences()
    yield heading(2, "When two mentions tell one event")
    yield f"They do where the weights of what holds are {found.threshold:g} or more on average; `occurrences.toml`."
    yield table(
        ("feature", "weight", "what is said"),
        ((code(name), f"{one.weight:g}", one.sentence) for name, one in found.feature.items()),
    )


# ---------------------------------------------------------------------------------------------------------------- pages

PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "commands.md": commands,
    "python.md": functions,
    "http.md": http,
    "tables.md": tables,
    "formats.md": formats,
    "ontology.md": codes,
    "packs.md": packs,
}
MADE = "*Made from the code by `make reference`.*"


def page(name: str) -> str:
    """A page as it must be."""
    title, *rest = PAGES[name]()
    return "\n\n".join([title, MADE, *rest]) + "\n"


def write() -> None:
    """Writes all pages."""
    PAGES_HOME.mkdir(exist_ok=True)
    for name in PAGES:
        (PAGES_HOME / name).write_text(page(name), encoding="utf-8")


if __name__ == "__main__":
    write()
