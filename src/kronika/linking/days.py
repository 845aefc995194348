"""What the input itself says of the day of publication."""

from __future__ import annotations

from typing import NamedTuple

from kronika import calendar
from kronika.calendar import UNKNOWN, Interval
from kronika.records import Metadata


class Published(NamedTuple):
    """The days on which a report may have been published, as far as the input says."""

    interval: Interval


def published(metadata: Metadata) -> Published:
    """What the input itself says about the day of publication."""
    return Published(calendar.parse(metadata.published) if metadata.published else UNKNOWN)
