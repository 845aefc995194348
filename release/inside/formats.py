"""Exports a store in all formats but those named, or only in those: `formats.py STORE but|only FORMAT…`."""

import shutil
import sys
from pathlib import Path

import kronika
from kronika.exporting import FORMATS

store, which, *named = sys.argv[1:]
chosen = [name for name in FORMATS if (name in named) == (which == "only")]
wrong = []
for name in chosen:
    folder = Path("exported") / name
    try:
        kronika.export(folder, store=Path(store), format=name)
    except Exception as error:  # whatever it is, the other formats are tried too
        wrong.append(f"{name}: {type(error).__name__}: {error}")
        continue
    if not any(path.stat().st_size for path in folder.rglob("*") if path.is_file()):
        wrong.append(f"{name}: nothing was written")
shutil.rmtree("exported", ignore_errors=True)
sys.exit("; ".join(wrong)) if wrong else print(f"all written: {', '.join(chosen)}")
