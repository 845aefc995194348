"""Articles to documents: zones with their reason, and the language."""

from kronika.cleaning.clean import clean

__all__ = ["clean"]
