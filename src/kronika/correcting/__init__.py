"""What people rule: where the words of a correction stand today, what corrections say together, what became of each."""

from kronika.correcting.anchors import anchor
from kronika.correcting.placing import Held, Placement, place
from kronika.correcting.standing import Rows, standings

__all__ = ["Held", "Placement", "Rows", "anchor", "place", "standings"]
