"""Opens every module, and says `all open` where each needs only what the wheel brings, or the packages named."""

import importlib
import pkgutil
import sys

import kronika

EXTRA = {*sys.argv[1:]}
missing = set()
for module in pkgutil.walk_packages(kronika.__path__, "kronika."):
    if module.name.endswith("__main__"):
        continue
    try:
        importlib.import_module(module.name)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in EXTRA:
            missing.add(f"{module.name} needs {error.name}, which the wheel does not ask for")
sys.exit("\n".join(sorted(missing))) if missing else print("all open")
