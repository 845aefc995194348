"""What can go wrong, told with its place and a remedy."""

from __future__ import annotations


class KronikaError(Exception):
    """An error a person can act on: where it is, what is wrong, what to do."""

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        super().__init__(f"{place}: {problem}. {remedy}" if place else f"{problem}. {remedy}")
        self.place = place
        self.problem = problem
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[KronikaError], tuple[str, str, str]]:
        """Made of its parts again where it comes out of another process."""
        return type(self), (self.place, self.problem, self.remedy)


class InputError(KronikaError):
    """A file or record that cannot be read."""


class PackError(KronikaError):
    """A language pack or an ontology file that does not hold together."""


class StoreError(KronikaError):
    """The store cannot be opened, read or written."""


class OutputError(KronikaError):
    """A page or an export that cannot be written."""
