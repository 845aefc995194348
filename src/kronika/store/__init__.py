"""SQLite: the truth. SQL is written here and nowhere else."""

from kronika.store.problems import FULL
from kronika.store.shelf import Shelf
from kronika.store.store import Encoded, Read, Store, as_read
from kronika.store.tables import Kept, kept

__all__ = ["FULL", "Encoded", "Kept", "Read", "Shelf", "Store", "as_read", "kept"]
