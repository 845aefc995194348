"""The machine on which a benchmark runs, as a line that says what its figures depend on."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def processor() -> str:
    """The processor's name."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((line.split(":")[1].strip() for line in lines if "model name" in line), platform.processor())


def machine() -> str:
    """The processor, its cores and the Python."""
    return f"{processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"
