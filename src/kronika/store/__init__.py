"""SQLite: the truth. SQL is written here and nowhere else."""

from kronika.store.store import FULL, Read, Store, as_read

__all__ = ["FULL", "Read", "Store", "as_read"]
