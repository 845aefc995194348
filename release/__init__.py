"""Proves that what is handed to others is complete, told, and works elsewhere: wheel, sdist, metadata, licences."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The repository."""
PACKAGE = "src/kronika"
"""What a wheel is made of, in the repository."""
CHECKED = ROOT / "build" / "checked"
"""Holds the commit for which `make check` last went through."""


class NotReadyError(Exception):
    """What keeps a step from going on, with the remedy."""
