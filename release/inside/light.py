"""Says `light` where importing Kronika loads nothing of what it needs, and its data says that it is typed."""

import sys
from pathlib import Path

import kronika

HEAVY = {"babel", "click", "jinja2", "msgspec", "numpy", "spacy", "sqlite3"}
folder = Path(kronika.__file__).parent
print(f"installed in {folder}")
if not folder.is_relative_to(sys.prefix):
    sys.exit(f"kronika is taken from {folder}, outside the fresh environment")
if loaded := HEAVY & {*sys.modules}:
    sys.exit(f"importing kronika loads {', '.join(sorted(loaded))}")
print("light" if (folder / "py.typed").exists() else "py.typed is missing")
