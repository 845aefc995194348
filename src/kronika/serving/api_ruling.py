"""What programs can rule: corrections made, withdrawn, taken in from another store."""

from __future__ import annotations

from kronika import corrections
from kronika.serving.api_answers import ApiError, CorrectionSent, Imported, Ruled, WithdrawalSent
from kronika.serving.api_asking import Asked
from kronika.serving.api_reading import ROOT
from kronika.store import Store

PATIENCE = 5.0
"""Seconds that an answer waits for linking. A small store is linked by then; of a large one it says that it is not."""


def correct(ask: Asked) -> Ruled:
    """Makes a correction and has the reports linked."""
    sent: CorrectionSent = ask.body
    made = corrections.correct(
        ask.setting.store, sent.act, sent.of, sent.other, sent.field, sent.value, sent.reason, _author(ask, sent.author)
    )
    return Ruled(correction=made, linked=_linked(ask))


def withdraw(ask: Asked) -> Ruled:
    """Withdraws a correction and has the reports linked."""
    sent: WithdrawalSent = ask.body
    id = ask.text("id")
    with Store(ask.setting.store, create=False) as store:
        known = {one.id for one in store.corrections() if one.act != corrections.WITHDRAW}
    if id not in known:
        raise ApiError(404, id, "there is no such correction", f"{ROOT}/corrections lists them")
    made = corrections.withdraw(ask.setting.store, id, sent.reason, _author(ask, sent.author))
    return Ruled(correction=made, linked=_linked(ask))


def take_in(ask: Asked) -> Imported:
    """Takes in the corrections of another store and has the reports linked."""
    added = corrections.load(ask.setting.store, ask.body.split("\n"), "line")
    return Imported(added=added, linked=_linked(ask) if added else not ask.relinking.busy)


def _author(ask: Asked, given: str | None) -> str:
    return (given or "").strip() or ask.setting.author


def _linked(ask: Asked) -> bool:
    """Whether the reports are linked by what was ruled, after waiting for it a little."""
    ask.relinking.ask()
    return ask.relinking.wait(PATIENCE) and ask.relinking.problem is None
