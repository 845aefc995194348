"""Annotated documents to findings: what the words of one article say. Pure."""

from kronika.extracting.extract import Extractor

__all__ = ["Extractor"]
