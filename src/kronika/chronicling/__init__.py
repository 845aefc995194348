"""A story to its chronicle: timeline, histories of figures, disagreements."""

from kronika.chronicling.chronicle import chronicle

__all__ = ["chronicle"]
