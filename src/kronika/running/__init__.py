"""Runs the pipeline: on this machine, in one process or several, or on a cluster."""

from kronika.running.driver import Models, Progress, ReadSummary, read
from kronika.running.executors import Workers, chosen
from kronika.running.linking import (
    is_linked,
    link_store,
    placed_corrections,
    readings_at,
    rulings_among,
    stored_entries,
    stored_tables,
)

__all__ = [
    "Models", "Progress", "ReadSummary", "Workers", "chosen", "is_linked", "link_store", "placed_corrections", "read",
    "readings_at", "rulings_among", "stored_entries", "stored_tables",
]  # fmt: skip
