"""Runs the pipeline; for now on this machine, in one process."""

from kronika.running.linking import link_store, readings_at, stored_entries, stored_tables
from kronika.running.local import Models, Progress, ReadSummary, read

__all__ = ["Models", "Progress", "ReadSummary", "link_store", "read", "readings_at", "stored_entries", "stored_tables"]
