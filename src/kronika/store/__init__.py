"""SQLite: the truth. SQL is written here and nowhere else."""

from kronika.store.encoded import Encoded, Read, as_read
from kronika.store.listing import ListedEntity, ListedStory, StoriesAsked
from kronika.store.lookup import Lookup, Wording
from kronika.store.problems import FULL
from kronika.store.shelf import Shelf
from kronika.store.store import Store
from kronika.store.tables import Kept, Member, Rewritten, kept

__all__ = [
    "FULL", "Encoded", "Kept", "ListedEntity", "ListedStory", "Lookup", "Member", "Read", "Rewritten", "Shelf", "Store",
    "StoriesAsked", "Wording", "as_read", "kept",
]  # fmt: skip
