"""Exports a store in all formats but those named, or only in those: `formats.py STORE but|only FORMAT…`."""

import shutil
import sys
from pathlib import Path

import kronika
from kronika.exporting import FORMATS

store, which, *named = sys.argv[1:]
chosen = [name for name in FORMATS if (name in named) == (which == "only")]
for name in chosen:
    folder = Path("exported") / name
    kronika.export(folder, store=Path(store), format=name)
    if not any(path.stat().st_size for path in folder.rglob("*") if path.is_file()):
        sys.exit(f"{name}: nothing was written")
shutil.rmtree("exported")
print(f"all written: {', '.join(chosen)}")
