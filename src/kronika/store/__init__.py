"""SQLite: the truth. SQL is written here and nowhere else."""

from kronika.store.lookup import Lookup
from kronika.store.problems import FULL
from kronika.store.shelf import Shelf
from kronika.store.store import Encoded, Read, Store, as_read
from kronika.store.tables import Kept, Member, kept

__all__ = ["FULL", "Encoded", "Kept", "Lookup", "Member", "Read", "Shelf", "Store", "as_read", "kept"]
