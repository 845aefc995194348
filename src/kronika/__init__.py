"""Kronika reads many news reports about an unfolding event and writes its chronicle.

The functions are those of the command line: `read`, `report`, `export`, `verify`, `explain`, `who`, `statements`,
`figures`, `events`, `stories`, `timeline`, `disagreements`, `changes`, `brief`, `reuse`, `remove`, `search`,
`correct`, `withdraw`. Names resolve when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the types of `_HOMES`, for whoever checks a script that uses them
    from kronika.api import events, explain, figures, read, remove, report, reuse, statements, stories, verify, who
    from kronika.chronicles import brief, changes, disagreements, timeline
    from kronika.corrections import correct, withdraw
    from kronika.errors import KronikaError
    from kronika.exports import export
    from kronika.searches import search

__version__ = "0.1.0"

_HOMES = {
    "read": "kronika.api",
    "report": "kronika.api",
    "export": "kronika.exports",
    "verify": "kronika.api",
    "explain": "kronika.api",
    "who": "kronika.api",
    "statements": "kronika.api",
    "figures": "kronika.api",
    "timeline": "kronika.chronicles",
    "disagreements": "kronika.chronicles",
    "changes": "kronika.chronicles",
    "brief": "kronika.chronicles",
    "events": "kronika.api",
    "stories": "kronika.api",
    "reuse": "kronika.api",
    "search": "kronika.searches",
    "correct": "kronika.corrections",
    "withdraw": "kronika.corrections",
    "remove": "kronika.api",
    "KronikaError": "kronika.errors",
}
__all__ = [
    "KronikaError", "__version__", "brief", "changes", "correct", "disagreements", "events", "explain", "export",
    "figures", "read", "remove", "report", "reuse", "search", "statements", "stories", "timeline", "verify", "who",
    "withdraw",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kronika' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
