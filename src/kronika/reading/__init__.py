"""Bytes to articles: one module a format."""

from kronika.reading.encoding import Alphabet
from kronika.reading.files import count, find
from kronika.reading.formats import read

__all__ = ["Alphabet", "count", "find", "read"]
