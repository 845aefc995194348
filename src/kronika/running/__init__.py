"""Runs the pipeline; for now on this machine, in one process."""

from kronika.running.local import Progress, ReadSummary, link_store, read, stored_tables

__all__ = ["Progress", "ReadSummary", "link_store", "read", "stored_tables"]
