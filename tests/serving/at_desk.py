"""What tests of the desk share."""

from __future__ import annotations

ADDRESS = "http://127.0.0.1:8000"
ODD = {
    "a/b?c=d#e\"f'g <ż>%2F": "Zakwitły bzy.",
    "kurier-1/text": "Potaniał chleb.",
    "..%00": "Spadł deszcz.",
    "\N{RIGHT-TO-LEFT OVERRIDE}x": "Kot uciekł na drzewo.",
}
"""Reports whose names mean something in addresses, or look as if they did."""
