"""How much of reading and linking goes to some of their parts, in processor seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

Calls = Mapping[str, Sequence[tuple[Any, str]]]
"""The functions of each part: the class or module that holds one, and its name there. None of them calls another."""


class Clock:
    """The processor seconds of the parts of reading and of linking, and of both as wholes."""

    def __init__(self, what: str, reading: Calls, linking: Calls, target: float) -> None:
        """`what` is the name of all parts together, `target` the share of the whole that they should not exceed."""
        self._what, self._target = what, target
        self._calls = {"reading": reading, "linking": linking}
        self.parts = {part: 0.0 for calls in self._calls.values() for part in calls}
        self.wholes = dict.fromkeys(self._calls, 0.0)

    def attach(self) -> None:
        """Has every call of the parts' functions timed from now on."""
        for calls in self._calls.values():
            for part, functions in calls.items():
                for owner, name in functions:
                    setattr(owner, name, self._timed(getattr(owner, name), self.parts, part))

    def run(self, whole: str, work: Callable[..., Any], *given: Any) -> Any:
        """What the work gives; its time is added to the whole."""
        return self._timed(work, self.wholes, whole)(*given)

    def _timed(self, work: Callable[..., Any], spent: dict[str, float], name: str) -> Callable[..., Any]:
        @wraps(work)
        def timed(*given: Any, **more: Any) -> Any:
            begun = time.process_time()
            try:
                return work(*given, **more)
            finally:
                spent[name] += time.process_time() - begun

        return timed

    def clear(self, *wholes: str) -> None:
        """Sets the times of these wholes and of their parts to none; without names all."""
        for whole in wholes or self._calls:
            self.wholes[whole] = 0.0
            self.parts.update(dict.fromkeys(self._calls[whole], 0.0))

    def spent(self, whole: str) -> float:
        """The seconds of the parts of a whole."""
        return sum(self.parts[part] for part in self._calls[whole])

    def show(self, what: str, reports: int) -> None:
        """Prints the ratio, its shares in reading and in linking, and every part."""
        whole, own = sum(self.wholes.values()), sum(self.parts.values())
        print(f"{what}: {reports} reports, {whole:.2f} s, of which {self._what} {own:.2f} s")
        shares = ", ".join(f"{name} {self.spent(name) / whole:.3f}" for name in self._calls)
        print(f"  ratio {own / whole:.3f} (target: at most {self._target:.3f}), of it {shares}")
        rest = {f"rest of {name}": self.wholes[name] - self.spent(name) for name in self._calls}
        for part, seconds in {**self.parts, **rest}.items():
            print(f"  {part:19} {seconds:7.3f} s  {seconds / whole:6.1%}")
