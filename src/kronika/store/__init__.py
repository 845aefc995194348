"""SQLite: the truth. SQL is written here and nowhere else."""

from kronika.store.store import Store

__all__ = ["Store"]
