"""The ledger of corrections as it stood at the moment of the rows around it."""

from __future__ import annotations

import msgspec

from kronika.corrections import WITHDRAW, Listed
from kronika.store import Lookup


def listed(lookup: Lookup) -> list[Listed]:
    """All corrections, the first first, without those that only withdraw others, with what became of each."""
    every, standings = lookup.corrections(), lookup.standings()
    gone = {one.withdraws: one for one in reversed(every) if one.act == WITHDRAW}
    return [
        Listed(one, None if one.id in gone else standings.get(one.id), gone.get(one.id))
        for one in every
        if one.act != WITHDRAW
    ]


def dumped(lookup: Lookup) -> bytes:
    """The ledger as JSON Lines, withdrawals too: another store can take it in."""
    return msgspec.json.Encoder().encode_lines(lookup.corrections())
