"""Runs the pipeline; for now on this machine, in one process."""

from kronika.running.local import (
    Models,
    Progress,
    ReadSummary,
    link_store,
    read,
    readings_at,
    stored_entries,
    stored_tables,
)

__all__ = ["Models", "Progress", "ReadSummary", "link_store", "read", "readings_at", "stored_entries", "stored_tables"]
