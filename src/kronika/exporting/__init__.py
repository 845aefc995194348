"""What a store holds in the formats that other people's tools read."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kronika.errors import InputError

if TYPE_CHECKING:
    from kronika.exporting.contents import Contents
    from kronika.exporting.output import Exported

FORMATS = {
    "jsonl": "every table, one JSON object a line: the export contract",
    "csv": "every table, for spreadsheets and statistics",
    "parquet": "every table with typed columns, for pandas, R and DuckDB",
    "plover": "events as PLOVER 2.0 records, one JSON object a line",
    "polecat": "events as the table of POLECAT, tab-separated, a row an event and report",
    "acled": "events as rows of ACLED's columns, for coders of conflict events",
    "ucdp": "events in which people were killed as rows of UCDP GED's columns",
    "timelinejs": "a story's heaviest lines as slides for TimelineJS",
    "geojson": "events on a map, each a point where its place has coordinates",
    "claimreview": "statements that can be checked as claims of schema.org, with no verdict",
    "webannotation": "what was read of each passage as W3C annotations (JSON-LD)",
    "csl": "the reports as references in CSL-JSON, for Zotero",
    "followthemoney": "reports, names and events as entities for Aleph, OpenAleph and ftm",
    "ninjs": "stories and reports as news items in ninjs 3.1, for editorial systems",
}
"""The formats, each with what it is; the module of the same name in this room writes it."""
CONTRACT = "jsonl"
WHOLE = ("jsonl", "csv", "parquet")
"""The formats that have every table."""


def write_format(contents: Contents, name: str, folder: Path) -> Exported:
    """Writes the files of a format. Raises InputError for a format that is none, OutputError where it cannot write."""
    from kronika.exporting.output import Output

    if name not in FORMATS:
        raise InputError(name, "no such format", f"Choose {', '.join(FORMATS)}")
    output = Output(folder, name)
    import_module(f"kronika.exporting.{name}").write(contents, output)
    if name not in WHOLE:
        output.note_faults(sum(1 for _ in contents.rows("faults")))
    return output.finish(notes=name != CONTRACT)
