"""How `make docs` makes the site of the documents.

The source folder is the project itself, so that a link leads to the same file in the repository and on the site, and no
document has to be copied or included. Nothing is fetched, and the site can be opened from the disk.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

project = "Kronika"
extensions = ["myst_parser"]
root_doc = "docs/index"
include_patterns = [
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "GLOSSARY.md",
    "docs/**.md",
    "src/kronika/languages/*/README.md",
    "src/kronika/languages/*/model/README.md",
]
exclude_patterns = [".*", "build", "tests", "evaluation", "training", "benchmarks", "examples", "docs/*.template.md"]

nitpicky = True
myst_heading_anchors = 4
myst_enable_extensions = ["attrs_inline"]

html_theme = "furo"
html_title = "Kronika"
html_copy_source = False
html_show_sphinx = False
# Blocks of a pack's files are marked with what a test does with them, which is no language that can be coloured.
suppress_warnings = ["toc.empty_glob", "misc.highlighting_failure"]
html_theme_options = {"navigation_with_keys": False}

ENTRY = '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=docs/index.html">'


def setup(app: Any) -> dict[str, bool]:
    """Tells Sphinx what to do in the end."""
    app.connect("build-finished", _lead_in)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _lead_in(app: Any, error: Exception | None) -> None:
    """A first page at the top of the site, which leads to the map."""
    if error is None:
        page = f'{ENTRY}<title>{project}</title><a href="docs/index.html">{project}</a>\n'
        (Path(app.outdir) / "index.html").write_text(page, encoding="utf-8")
